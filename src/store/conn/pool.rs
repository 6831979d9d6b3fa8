//! A pool of connections, with a bounded queue before it.

use std::{sync::Arc, time::Duration};

use diesel::{
    connection::TransactionManager as _,
    r2d2::{self, HandleError, PooledConnection, R2D2Connection as _},
    result::{DatabaseErrorKind, Error as DieselError},
};
use tokio::{sync::Semaphore, task, time};

use super::{
    Conn, Tx,
    address::{Manager, OpenError},
    whole,
};
use crate::store::error::Error;

/// How a transaction ends when its work was refused.
#[derive(Clone, Copy)]
pub(super) enum Ends {
    /// The caller sees to the line of the refusal: this connection cannot write it.
    Reading,
    /// The line of the refusal is written, in a transaction of its own.
    Writing,
}

impl Ends {
    /// What it means that the transaction itself could not begin or end.
    fn failed(self, error: DieselError) -> Error {
        match self {
            Self::Reading => Error::from(error),
            Self::Writing => Error::niet_bewaard(error),
        }
    }
}

/// Connections for one purpose. Work runs on blocking threads, never more of them than there are connections.
#[derive(Clone)]
pub(super) struct Pool {
    connections: r2d2::Pool<Manager>,
    /// A place for everyone who works or waits.
    places: Arc<Semaphore>,
    /// A turn for everyone who works.
    turns: Arc<Semaphore>,
    patience: Duration,
}

impl Pool {
    /// Opens the pool; the first connection is made now, so that a wrong address shows at once.
    pub(super) fn open(manager: Manager, size: u32, queue: usize, patience: Duration) -> Result<Self, OpenError> {
        drop(manager.open()?);
        let size = size.max(1);
        let turns = usize::try_from(size).unwrap_or(usize::MAX);
        let connections = r2d2::Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            .test_on_check_out(false)
            .connection_timeout(patience)
            .error_handler(Box::new(Warn))
            .build_unchecked(manager);
        Ok(Self {
            connections,
            places: Arc::new(Semaphore::new(turns.saturating_add(queue).min(Semaphore::MAX_PERMITS))),
            turns: Arc::new(Semaphore::new(turns.min(Semaphore::MAX_PERMITS))),
            patience,
        })
    }

    /// Runs `work` in a transaction on a blocking thread, when its turn has come. It runs to its end even when nobody waits for
    /// it any more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        ends: Ends,
        work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.on_a_turn(move |pool| pool.transact(ends, work)).await
    }

    /// Runs `work` in a transaction on this thread.
    pub(super) fn run_blocking<T>(
        &self,
        ends: Ends,
        work: impl FnOnce(&mut Tx) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let _place = self.places.try_acquire().map_err(|_| Error::Bezet)?;
        self.transact(ends, work)
    }

    /// Runs `work`, which only reads, outside any transaction. It runs again when the connection turns out to be lost.
    pub(super) async fn glance<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Conn) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.on_a_turn(move |pool| {
            let mut tries = 0;
            loop {
                let mut pooled = pool.get()?;
                let outcome = work(&mut pooled.conn);
                if outcome.is_ok() || tries >= pool.connections.max_size() || pooled.conn.ping().is_ok() {
                    return outcome;
                }
                (pooled.lost, tries) = (true, tries + 1);
            }
        })
        .await
    }

    async fn on_a_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Bezet)?;
        let turn =
            time::timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await.map_err(|_| Error::Bezet)?;
        let pool = self.clone();
        let done = task::spawn_blocking(move || {
            let _until_done = (place, turn);
            work(&pool)
        });
        done.await.unwrap_or(Err(Error::Paniek))
    }

    fn transact<T>(&self, ends: Ends, work: impl FnOnce(&mut Tx) -> Result<T, Error>) -> Result<T, Error> {
        let mut pooled = self.begun(ends)?;
        let outcome = match ends {
            Ends::Reading => whole::rest(&mut pooled.conn, 0, work),
            Ends::Writing => whole::rest_or_refused(&mut pooled.conn, 0, work),
        };
        match outcome {
            // Nothing can have come of a transaction that only read.
            Ok(Err(Error::Onzeker(error))) if matches!(ends, Ends::Reading) => Err(ends.failed(error)),
            outcome => outcome.unwrap_or_else(|error| Err(ends.failed(error))),
        }
    }

    /// A connection on which a transaction has begun.
    ///
    /// A server that went away and came back has closed what lay in the pool. That shows in the BEGIN, before any work is
    /// done: such a connection is thrown away, and the next one is tried, until one must have been made after all others were lost.
    fn begun(&self, ends: Ends) -> Result<PooledConnection<Manager>, Error> {
        let mut tries = 0;
        loop {
            let mut pooled = self.get()?;
            match <Conn as diesel::Connection>::TransactionManager::begin_transaction(&mut pooled.conn) {
                Ok(()) => return Ok(pooled),
                Err(error) if tries >= self.connections.max_size() => return Err(ends.failed(error)),
                Err(_) => (pooled.lost, tries) = (true, tries + 1),
            }
        }
    }

    fn get(&self) -> Result<PooledConnection<Manager>, Error> {
        self.connections.get().map_err(|error| {
            if self.connections.state().connections > 0 {
                return Error::Bezet;
            }
            let unreachable = DatabaseErrorKind::UnableToSendCommand;
            Error::Onbeschikbaar(DieselError::DatabaseError(unreachable, Box::new(error.to_string())))
        })
    }
}

/// Tells the log when a connection cannot be made; the pool tries again by itself.
#[derive(Debug)]
struct Warn;

impl HandleError<OpenError> for Warn {
    fn handle_error(&self, error: OpenError) {
        tracing::warn!(%error, "no connection to the database");
    }
}
