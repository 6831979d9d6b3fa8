//! What an erasure leaves behind in the files of the database, beside its tables.

use diesel::{QueryableByName, RunQueryDsl as _, connection::SimpleConnection as _, sql_query, sql_types::Integer};

use super::{Conn, Either};
use crate::store::{error::Error, woord};

#[derive(QueryableByName)]
struct Checkpoint {
    #[diesel(sql_type = Integer)]
    busy: i32,
}

/// Rewrites the whole file on SQLite: a page that was split once keeps a copy of what was on it, which nothing overwrites.
pub(super) fn herschrijf(conn: &mut Conn) -> Result<(), Error> {
    if let Either::Sqlite(sqlite) = conn.either() {
        // It takes as much room as the database: on the disk, not in memory.
        sqlite.batch_execute("PRAGMA temp_store = FILE; VACUUM")?;
    }
    veeg_na(conn)
}

/// Sweeps, outside any transaction.
pub(super) fn veeg_na(conn: &mut Conn) -> Result<(), Error> {
    match conn.either() {
        Either::Sqlite(sqlite) => {
            // Moves all of it into the file, where what was deleted is overwritten, and empties the log.
            let gedaan: Checkpoint = sql_query("PRAGMA wal_checkpoint(TRUNCATE)").get_result(sqlite)?;
            if gedaan.busy == 0 { Ok(()) } else { Err(Error::Bezet) }
        }
        Either::Postgres(postgres) => {
            let gewist = woord::tabellen().filter(|tabel| tabel.wordt_gewist()).map(|tabel| tabel.naam);
            Ok(postgres.batch_execute(&format!("VACUUM {}", gewist.collect::<Vec<_>>().join(", ")))?)
        }
    }
}
