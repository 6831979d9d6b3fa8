//! The writer's count: each session with the database numbers the lines it writes, 1, 2, 3, ...
//!
//! The count is the session's own, so that writers never wait for each other, and goes back with whatever is undone: what
//! was committed has no holes. A line that is taken away before it has its number in the tree leaves one.

use diesel::{
    connection::SimpleConnection,
    dsl::sql,
    expression::SqlLiteral,
    result::QueryResult,
    sql_types::{BigInt, Nullable},
};

use crate::{
    domain::logboek::rij::SchrijverId,
    store::{
        conn::{Conn, Tx},
        types::sql::Uuid,
    },
};

/// Gives a new session with the database its name, and begins its count.
///
/// PostgreSQL keeps both as settings of the session: those go back with a transaction and with a savepoint too, and
/// take no table. SQLite has a table in memory that no other connection sees.
pub fn begin(conn: &mut Conn, schrijver: SchrijverId) -> QueryResult<()> {
    match conn {
        Conn::Postgres(postgres) => {
            postgres.batch_execute(&format!("SET knooppunt.schrijver = '{schrijver}'; SET knooppunt.volgnummer = '0'"))
        }
        Conn::Sqlite(sqlite) => sqlite.batch_execute(&format!(
            "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE schrijver (id BLOB NOT NULL, volgnummer INTEGER NOT NULL); \
             INSERT INTO temp.schrijver (id, volgnummer) VALUES (X'{}', 0)",
            schrijver.uuid().simple()
        )),
    }
}

/// A writer and its number, as an insert says them.
type Telling = (SqlLiteral<Nullable<Uuid>>, SqlLiteral<Nullable<BigInt>>);

/// Counts one line on; what its insert is to say of writer and number.
pub fn tel(tx: &mut Tx) -> QueryResult<Telling> {
    Ok(match tx {
        // Counting in the insert itself saves a round trip.
        Conn::Postgres(_) => (
            sql("current_setting('knooppunt.schrijver')::uuid"),
            sql("set_config('knooppunt.volgnummer', \
                 (current_setting('knooppunt.volgnummer')::bigint + 1)::text, false)::bigint"),
        ),
        Conn::Sqlite(sqlite) => {
            diesel::RunQueryDsl::execute(
                diesel::sql_query("UPDATE temp.schrijver SET volgnummer = volgnummer + 1"),
                sqlite,
            )?;
            (sql("(SELECT id FROM temp.schrijver)"), sql("(SELECT volgnummer FROM temp.schrijver)"))
        }
    })
}
