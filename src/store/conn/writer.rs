//! The one thread that writes to SQLite, and the commit that many requests share.
//!
//! A durable commit costs more than the work of most requests. While one is under way the next jobs queue up; they then
//! run together, each in a savepoint of its own, and one commit makes them all durable. Only after it does any of them
//! hear how it went.

use std::{
    sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel},
    thread::{self, JoinHandle},
};

use diesel::{
    r2d2::R2D2Connection,
    result::{DatabaseErrorKind, Error as DieselError, QueryResult},
};
use tokio::sync::oneshot;

use super::{
    Conn, Tx,
    address::{Manager, OpenError},
    whole,
};
use crate::store::{error::Error, logboek::wijziging};

/// The most jobs that share one commit.
const BATCH: usize = 256;

/// The queue of the writing thread. Dropping it waits until the queue is empty.
pub(super) struct Writer {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread; at most `length` jobs wait for it.
    pub(super) fn start(manager: Manager, length: usize) -> Result<Self, OpenError> {
        let conn = manager.open()?;
        let (queue, jobs) = sync_channel(length);
        let thread = thread::Builder::new()
            .name("sqlite-writer".to_owned())
            .spawn(move || serve(&manager, conn, &jobs))
            .map_err(|e| OpenError::Connection(e.to_string()))?;
        Ok(Self { queue: Some(queue), thread: Some(thread) })
    }

    /// Puts `work` in the queue. Its answer comes after the commit, whether or not anybody still waits for it.
    pub(super) fn send<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<oneshot::Receiver<Result<T, Error>>, Error> {
        let (answer, receiver) = oneshot::channel();
        let job = Box::new(Queued { work: Some(work), outcome: Err(Error::Paniek), answer });
        let queue = self.queue.as_ref().ok_or(Error::Bezet)?;
        match queue.try_send(job) {
            Ok(()) => Ok(receiver),
            Err(TrySendError::Full(_)) => Err(Error::Bezet),
            Err(TrySendError::Disconnected(_)) => Err(Error::Paniek),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.queue.take());
        // A job may hold the last handle to the database; the thread cannot wait for itself.
        if let Some(thread) = self.thread.take().filter(|t| t.thread().id() != thread::current().id()) {
            let _ended = thread.join();
        }
    }
}

/// One piece of work in the queue, whatever its result is.
trait Job: Send {
    /// Runs it in a savepoint and keeps what came of it. Fails only when the savepoint itself does.
    fn run(&mut self, conn: &mut Conn) -> QueryResult<()>;

    /// Lets the answer go: what came of it, or why the commit failed.
    fn answer(self: Box<Self>, failure: Option<&DieselError>);
}

struct Queued<T, F> {
    work: Option<F>,
    outcome: Result<T, Error>,
    answer: oneshot::Sender<Result<T, Error>>,
}

impl<T, F> Job for Queued<T, F>
where
    T: Send,
    F: FnOnce(&mut Tx) -> Result<T, Error> + Send,
{
    fn run(&mut self, conn: &mut Conn) -> QueryResult<()> {
        if let Some(work) = self.work.take() {
            wijziging::vergeet(conn)?;
            self.outcome = whole::whole_or_refused(conn, work)?;
        }
        Ok(())
    }

    fn answer(self: Box<Self>, failure: Option<&DieselError>) {
        let outcome = match failure {
            Some(error) => Err(Error::niet_bewaard(again(error))),
            None => self.outcome,
        };
        let _nobody_waits = self.answer.send(outcome);
    }
}

/// The life of the thread: it ends when the queue is closed and empty.
fn serve(manager: &Manager, first: Conn, jobs: &Receiver<Box<dyn Job>>) {
    let mut conn = Some(first);
    while let Ok(job) = jobs.recv() {
        let mut batch = vec![job];
        batch.extend(jobs.try_iter().take(BATCH - 1));
        if conn.is_none() {
            conn = reopen(manager);
        }
        let done = match conn.as_mut() {
            Some(conn) => one_commit(conn, &mut batch),
            None => Err(DieselError::BrokenTransactionManager),
        };
        // What it still holds goes with it; the next request tries anew.
        if conn.as_mut().is_some_and(R2D2Connection::is_broken) {
            conn = None;
        }
        let failure = done.err();
        for job in batch {
            job.answer(failure.as_ref());
        }
    }
}

/// Runs the whole batch and makes it durable, or leaves nothing of it.
fn one_commit(conn: &mut Conn, batch: &mut [Box<dyn Job>]) -> QueryResult<()> {
    whole::begin_immediate(conn)?;
    let jobs = batch.iter_mut().try_for_each(|job| job.run(conn));
    // Nor is what somebody else changes next a part of the last job.
    let done = jobs.and_then(|()| wijziging::vergeet(conn)).and_then(|()| whole::keep(conn, 0));
    if done.is_err() {
        // What cannot be undone leaves a broken connection, which is replaced.
        let _undone = whole::undo(conn, 0);
    }
    done
}

fn reopen(manager: &Manager) -> Option<Conn> {
    manager.reopen().inspect_err(|error| tracing::error!(%error, "the writer lost its database")).ok()
}

/// The same error once more: one failed commit is the answer to many.
fn again(error: &DieselError) -> DieselError {
    let (kind, message) = match error {
        DieselError::DatabaseError(kind, about) => (*kind, about.message().to_owned()),
        other => (DatabaseErrorKind::Unknown, other.to_string()),
    };
    DieselError::DatabaseError(kind, Box::new(message))
}
