//! The writer's count: each session with the database numbers the lines it writes, 1, 2, 3, ...
//!
//! The count is the session's own, so that writers never wait for each other, and goes back with whatever is undone: what
//! was committed has no holes. A line that is taken away before it has its number in the tree leaves one.

use diesel::{
    backend::Backend,
    connection::SimpleConnection,
    expression::{AppearsOnTable, Expression, SelectableExpression, ValidGrouping},
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::{BigInt, Nullable},
    sqlite::Sqlite,
};

use crate::{
    domain::logboek::rij::SchrijverId,
    store::{
        conn::{Conn, Either, Tx},
        types::sql::Uuid,
    },
};

diesel::table! {
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::Uuid;

    /// Of SQLite alone: one row, in memory, of this connection.
    schrijver (id) {
        /// Which session writes.
        id -> Uuid,
        /// How many lines it has written.
        volgnummer -> BigInt,
    }
}

/// Gives a new session with the database its name, and begins its count.
///
/// PostgreSQL keeps both as settings of the session: those go back with a transaction and with a savepoint too, and
/// take no table. What a role or a database would set as the name of each change counts for nothing here. SQLite has a table in memory that no other connection sees.
pub fn begin(conn: &mut Conn, schrijver: SchrijverId) -> QueryResult<()> {
    match conn.either() {
        Either::Postgres(postgres) => postgres.batch_execute(&format!(
            "SET knooppunt.schrijver = '{schrijver}'; SET knooppunt.volgnummer = '0'; SET knooppunt.wijziging = ''"
        )),
        Either::Sqlite(sqlite) => sqlite.batch_execute(&format!(
            "PRAGMA temp_store = MEMORY; CREATE TEMP TABLE schrijver (id BLOB NOT NULL, volgnummer INTEGER NOT NULL); \
             INSERT INTO temp.schrijver (id, volgnummer) VALUES (X'{}', 0)",
            schrijver.uuid().simple()
        )),
    }
}

/// An identifier that the session knows, as an insert says it: who writes, or what is being changed.
///
/// Words of its own and no `dsl::sql`: a statement with that in it is prepared anew each time. Its type does not tell its words.
#[derive(Clone, Copy, Debug, ValidGrouping)]
pub struct Wie(pub(super) &'static str);
/// The writer's number of this line, as an insert says it.
#[derive(Clone, Copy, Debug, ValidGrouping)]
pub struct Hoeveelste(&'static str);

impl QueryId for Wie {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl QueryId for Hoeveelste {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for Wie {
    type SqlType = Nullable<Uuid>;
}
impl<QS> AppearsOnTable<QS> for Wie {}
impl<QS> SelectableExpression<QS> for Wie {}
impl<DB: Backend> QueryFragment<DB> for Wie {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql(self.0);
        Ok(())
    }
}

impl Expression for Hoeveelste {
    type SqlType = Nullable<BigInt>;
}
impl<QS> AppearsOnTable<QS> for Hoeveelste {}
impl<QS> SelectableExpression<QS> for Hoeveelste {}
impl<DB: Backend> QueryFragment<DB> for Hoeveelste {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql(self.0);
        Ok(())
    }
}

/// Counts on in the table of SQLite. Words of its own, for Diesel prepares an update anew each time.
#[derive(Clone, Copy, Debug, QueryId)]
struct Verder;

impl QueryFragment<Sqlite> for Verder {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        pass.push_sql("UPDATE temp.schrijver SET volgnummer = volgnummer + 1");
        Ok(())
    }
}
impl RunQueryDsl<SqliteConnection> for Verder {}

/// Counts one line on; what its insert is to say of writer and number.
pub fn tel(tx: &mut Tx) -> QueryResult<(Wie, Hoeveelste)> {
    Ok(match tx.either() {
        // Counting in the insert itself saves a round trip.
        Either::Postgres(_) => (
            Wie("current_setting('knooppunt.schrijver')::uuid"),
            Hoeveelste(
                "set_config('knooppunt.volgnummer', \
                 (current_setting('knooppunt.volgnummer')::bigint + 1)::text, false)::bigint",
            ),
        ),
        Either::Sqlite(sqlite) => {
            Verder.execute(sqlite)?;
            (Wie("(SELECT id FROM temp.schrijver)"), Hoeveelste("(SELECT volgnummer FROM temp.schrijver)"))
        }
    })
}
