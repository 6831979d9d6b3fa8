//! The way to the database: one closure, one transaction.
//!
//! | | SQLite | PostgreSQL |
//! |---|---|---|
//! | `read` | a pool of connections that cannot write, one snapshot | the same |
//! | `write` | one thread, many jobs to a commit | a pool, a commit each: the server groups them itself |
//!
//! Whatever goes wrong in a closure, a panic included, undoes that closure and no other.

mod address;
mod kopie;
mod multi;
mod phrased;
mod pool;
#[cfg(test)]
mod tests;
mod tx;
mod vegen;
mod whole;
mod writer;

use std::{fmt, path::Path, sync::Arc, time::Duration};

use diesel::{connection::SimpleConnection, result::Error as DieselError};

pub use self::{
    address::OpenError,
    multi::{Either, MultiBackend, MultiField, MultiRawValue, MultiRow},
    tx::{Conn, Tx},
};
use self::{
    address::{Address, Manager, Purpose},
    pool::{Ends, Pool},
    writer::Writer,
};
use super::{error::Error, migraties};

/// How to reach the database.
#[derive(Clone)]
pub struct DatabaseSettings {
    /// `sqlite:PATH` or `postgresql://…`; may hold a password.
    pub url: String,
    /// Connections that read, and on PostgreSQL as many again that write.
    pub verbindingen: u32,
    /// Requests that may wait for a turn; the next one hears [`Error::Bezet`] at once.
    pub wachtrij: usize,
    /// How long a request waits for its turn, or for another process that writes to the same SQLite file.
    pub wachttijd: Duration,
}

impl fmt::Debug for DatabaseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatabaseSettings")
            .field("verbindingen", &self.verbindingen)
            .field("wachtrij", &self.wachtrij)
            .field("wachttijd", &self.wachttijd)
            .finish_non_exhaustive()
    }
}

/// The database. Cheap to clone; when the last one goes, what is queued is written first.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    readers: Pool,
    writers: Writers,
    /// Makes the connections that write.
    manager: Manager,
}

enum Writers {
    Thread(Writer),
    Pool(Pool),
}

impl fmt::Debug for Db {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Db").finish_non_exhaustive()
    }
}

impl Db {
    /// Opens the database; a SQLite file that is not there yet is made.
    ///
    /// Fails when `url` is no address this program knows, or nothing answers there.
    pub fn open(settings: &DatabaseSettings) -> Result<Self, OpenError> {
        let &DatabaseSettings { ref url, verbindingen, wachtrij, wachttijd } = settings;
        let address = Address::read(url)?;
        let manager = Manager { address, purpose: Purpose::Writing, patience: wachttijd };
        let reading = Manager { purpose: Purpose::Reading, ..manager.clone() };
        let writers = match manager.address {
            Address::Sqlite(_) => Writers::Thread(Writer::start(manager.clone(), wachtrij)?),
            Address::Postgres(_) => Writers::Pool(Pool::open(manager.clone(), verbindingen, wachtrij, wachttijd)?),
        };
        let readers = Pool::open(reading, verbindingen, wachtrij, wachttijd)?;
        Ok(Self(Arc::new(Inner { readers, writers, manager })))
    }

    /// Runs `work` in a transaction that cannot write and sees one snapshot.
    ///
    /// Fails as `work` does, with [`Error::Bezet`] when too many wait, with [`Error::Paniek`] when it panics. A refusal is
    /// written to the logboek first, as by [`Db::write`].
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match self.0.readers.run(Ends::Reading, work).await {
            Err(Error::Weigering(weigering)) => self.write(move |_| Err(Error::Weigering(weigering))).await,
            outcome => outcome,
        }
    }

    /// Runs `work` without a transaction, for a read of exactly one statement: that sees one snapshot as it is, and
    /// saves two round trips. It cannot write either.
    ///
    /// Fails as [`Db::read`] does, but a refusal here leaves no line, and `work` runs again when its connection was lost.
    pub async fn glance<T: Send + 'static>(
        &self,
        work: impl Fn(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        self.0.readers.glance(work).await
    }

    /// Runs `work` in a transaction of its own, and answers when its result is durable.
    ///
    /// It runs to its end even when the caller goes away. It must not call `write` itself: it would wait for its own
    /// thread.
    ///
    /// Fails as `work` does, with [`Error::Bezet`] when too many wait, with [`Error::Paniek`] when it panics, with
    /// [`Error::Onbeschikbaar`] when the commit fails; then nothing stayed. With [`Error::Onzeker`] when the connection
    /// broke at the commit; then nobody knows. After [`Error::Weigering`] one line stayed, in the logboek: no line, no answer.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match &self.0.writers {
            Writers::Thread(writer) => writer.send(work)?.await.unwrap_or(Err(Error::Paniek)),
            Writers::Pool(pool) => pool.run(Ends::Writing, work).await,
        }
    }

    /// [`Db::read`] on this thread, for the command line and for jobs; never from async code.
    pub fn read_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match self.0.readers.run_blocking(Ends::Reading, work) {
            Err(Error::Weigering(weigering)) => self.write_blocking(move |_| Err(Error::Weigering(weigering))),
            outcome => outcome,
        }
    }

    /// [`Db::write`] from a thread that may wait, for the command line and for jobs; never from async code.
    pub fn write_blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        match &self.0.writers {
            Writers::Thread(writer) => writer.send(work)?.blocking_recv().unwrap_or(Err(Error::Paniek)),
            Writers::Pool(pool) => pool.run_blocking(Ends::Writing, work),
        }
    }

    /// Brings the schema up to date in one transaction, and tells which migrations that took. Waits on this thread.
    ///
    /// Fails when a migration fails; then none of them stayed.
    pub fn migreer(&self) -> Result<Vec<String>, Error> {
        let mut conn = self.own_connection()?;
        whole::begin_immediate(&mut conn)?;
        let names = migraties::run(&mut conn)?;
        whole::keep(&mut conn, 0)?;
        Ok(names)
    }

    /// The migrations that have not run yet, in their order. Waits on this thread.
    pub fn openstaande_migraties(&self) -> Result<Vec<String>, Error> {
        migraties::pending(&mut self.own_connection()?)
    }

    /// Sweeps after an erasure: on SQLite what was overwritten leaves the write-ahead log, on PostgreSQL the dead rows of the
    /// tables about persons go. What fails now, because somebody still reads what was there before, is done at the next turn.
    pub async fn veeg_na(&self) {
        self.veeg(vegen::veeg_na).await;
    }

    /// Sweeps more thoroughly, at a time when nobody minds: whoever writes meanwhile waits on SQLite.
    pub async fn herschrijf(&self) {
        self.veeg(vegen::herschrijf).await;
    }

    /// Writes a copy of one committed state to the file `naar`, while others go on writing; false on PostgreSQL, which has tools of its
    /// own for that. Waits on this thread.
    pub fn kopieer(&self, naar: &Path) -> Result<bool, Error> {
        kopie::naar(&mut self.own_connection()?, naar)
    }

    async fn veeg(&self, hoe: fn(&mut Conn) -> Result<(), Error>) {
        let eigen = self.clone();
        match tokio::task::spawn_blocking(move || hoe(&mut eigen.own_connection()?)).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::warn!(%error, "what was erased may still be in the files of the database"),
            Err(error) => tracing::error!(%error, "sweeping after an erasure stumbled"),
        }
    }

    /// Asks the database for a sign of life.
    ///
    /// Fails when it gives none, or too many wait.
    pub async fn ping(&self) -> Result<(), Error> {
        self.glance(|tx| Ok(tx.batch_execute("SELECT 1")?)).await
    }

    fn own_connection(&self) -> Result<Conn, Error> {
        self.0.manager.open().map_err(|error| Error::Database(DieselError::QueryBuilderError(error.into())))
    }
}
