//! A pool of connections, with a bounded queue before it.

use std::{sync::Arc, time::Duration};

use diesel::{
    r2d2::{self, HandleError, PooledConnection},
    result::{DatabaseErrorKind, Error as DieselError},
};
use tokio::{sync::Semaphore, task, time};

use super::{
    Conn,
    address::{Manager, OpenError},
};
use crate::store::error::Error;

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

    /// Runs `work` on a blocking thread, when its turn has come. It runs to its end even when nobody waits for it any
    /// more.
    pub(super) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let place = Arc::clone(&self.places).try_acquire_owned().map_err(|_| Error::Bezet)?;
        let turn =
            time::timeout(self.patience, Arc::clone(&self.turns).acquire_owned()).await.map_err(|_| Error::Bezet)?;
        let pool = self.clone();
        let done = task::spawn_blocking(move || {
            let _until_done = (place, turn);
            work(&mut pool.get()?.conn)
        });
        done.await.unwrap_or(Err(Error::Paniek))
    }

    /// Runs `work` on this thread.
    pub(super) fn run_blocking<T>(&self, work: impl FnOnce(&mut Conn) -> Result<T, Error>) -> Result<T, Error> {
        let _place = self.places.try_acquire().map_err(|_| Error::Bezet)?;
        work(&mut self.get()?.conn)
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
