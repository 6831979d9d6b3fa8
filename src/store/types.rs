//! How identifiers, moments and words are stored on either database.
//!
//! | in the program | PostgreSQL | SQLite |
//! |---|---|---|
//! | [`Id<T>`] as [`sql::Uuid`] | `uuid` | 16 bytes |
//! | [`Moment`] as [`sql::Moment`] | `timestamptz` | text that sorts as time |
//! | [`Woord<T>`] as `Text` | `text` | text |

use std::{fmt, io::Write};

use chrono::DateTime;
use diesel::{
    Selectable,
    backend::Backend,
    deserialize::{self, FromSql, FromSqlRow},
    expression::{AppearsOnTable, AsExpression, Expression, SelectableExpression, ValidGrouping},
    pg::{Pg, PgValue},
    prelude::RunQueryDsl,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    result::{Error::DeserializationError, QueryResult},
    serialize::{self, IsNull, Output, ToSql},
    sql_types::{Array, BigInt, Binary, Bool, HasSqlType, SqlOrd, Text},
    sqlite::Sqlite,
};

use super::conn::{Conn, MultiBackend, MultiRawValue};
use crate::domain::{Word, ids::Id, tijd::Moment};

/// The SQL types of our own, for use in `schema.rs`.
pub mod sql {
    use diesel::{query_builder::QueryId, sql_types::SqlType};

    /// An identifier: `uuid`, or 16 bytes.
    #[derive(Clone, Copy, Debug, Default, QueryId, SqlType)]
    #[diesel(postgres_type(oid = 2950, array_oid = 2951), sqlite_type(name = "Binary"))]
    pub struct Uuid;

    /// A moment in UTC: `timestamptz`, or text as in `2026-11-22T04:40:00.000000Z`.
    #[derive(Clone, Copy, Debug, Default, QueryId, SqlType)]
    #[diesel(postgres_type(oid = 1184, array_oid = 1185), sqlite_type(name = "Text"))]
    pub struct Moment;
}

impl SqlOrd for sql::Moment {}

impl HasSqlType<sql::Uuid> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<sql::Uuid>(lookup)
    }
}

impl HasSqlType<sql::Moment> for MultiBackend {
    fn metadata(lookup: &mut Self::MetadataLookup) -> Self::TypeMetadata {
        Self::lookup_sql_type::<sql::Moment>(lookup)
    }
}

#[derive(AsExpression, FromSqlRow)]
#[diesel(foreign_derive, sql_type = sql::Uuid)]
#[expect(dead_code, reason = "lends its derives to the identifier, which knows no database")]
struct IdProxy<T>(Id<T>);

impl<T> ToSql<sql::Uuid, Pg> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        out.write_all(self.uuid().as_bytes())?;
        Ok(IsNull::No)
    }
}

impl<T> ToSql<sql::Uuid, Sqlite> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.uuid().as_bytes().to_vec());
        Ok(IsNull::No)
    }
}

impl<T: 'static> ToSql<sql::Uuid, MultiBackend> for Id<T> {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((sql::Uuid, self));
        Ok(IsNull::No)
    }
}

impl<T> FromSql<sql::Uuid, Pg> for Id<T> {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        Ok(Self::from_uuid(uuid::Uuid::from_slice(value.as_bytes())?))
    }
}

impl<T> FromSql<sql::Uuid, Sqlite> for Id<T> {
    fn from_sql(mut value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        Ok(Self::from_uuid(uuid::Uuid::from_slice(value.read_blob())?))
    }
}

impl<T> FromSql<sql::Uuid, MultiBackend> for Id<T> {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, sql::Uuid>()
    }
}

#[derive(AsExpression, FromSqlRow)]
#[diesel(foreign_derive, sql_type = sql::Moment)]
#[expect(dead_code, reason = "lends its derives to the moment, which knows no database")]
struct MomentProxy(Moment);

/// PostgreSQL counts microseconds since 2000, the program since 1970: 10,957 days of difference.
const PG_EPOCH: i64 = 946_684_800_000_000;

impl ToSql<sql::Moment, Pg> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Pg>) -> serialize::Result {
        let micros = self.micros() - PG_EPOCH;
        ToSql::<BigInt, Pg>::to_sql(&micros, &mut out.reborrow())
    }
}

impl ToSql<sql::Moment, Sqlite> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, Sqlite>) -> serialize::Result {
        out.set_value(self.to_string());
        Ok(IsNull::No)
    }
}

impl ToSql<sql::Moment, MultiBackend> for Moment {
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, MultiBackend>) -> serialize::Result {
        out.set_value((sql::Moment, self));
        Ok(IsNull::No)
    }
}

impl FromSql<sql::Moment, Pg> for Moment {
    fn from_sql(value: PgValue<'_>) -> deserialize::Result<Self> {
        let micros = <i64 as FromSql<BigInt, Pg>>::from_sql(value)?;
        let moment = micros.checked_add(PG_EPOCH).and_then(DateTime::from_timestamp_micros);
        Ok(Self::new(moment.ok_or("a stored moment lies outside the calendar")?))
    }
}

/// Whether a text has the one form in which moments are stored, as far as its parts go: `2026-11-23T09:00:00.000000Z`.
const fn is_vaste_vorm(text: &[u8]) -> bool {
    matches!(text, [_, _, _, _, _, _, _, _, _, _, b'T', _, _, _, _, _, _, _, _, b'.', _, _, _, _, _, _, b'Z'])
}

impl FromSql<sql::Moment, Sqlite> for Moment {
    fn from_sql(mut value: <Sqlite as Backend>::RawValue<'_>) -> deserialize::Result<Self> {
        let text = value.read_text();
        // One way to write it and no other: what sorts as text sorts as time.
        if !is_vaste_vorm(text.as_bytes()) {
            return Err("a stored moment is not written as one".into());
        }
        Ok(Self::new(DateTime::parse_from_rfc3339(text)?.to_utc()))
    }
}

impl FromSql<sql::Moment, MultiBackend> for Moment {
    fn from_sql(value: MultiRawValue<'_>) -> deserialize::Result<Self> {
        value.from_sql::<Self, sql::Moment>()
    }
}

/// A word of a closed list, on its way to or from a text column.
///
/// Reading a word that the program does not know is an error: better no answer than a wrong one.
#[derive(AsExpression, Clone, Copy, FromSqlRow, PartialEq, Eq)]
#[diesel(sql_type = Text)]
pub struct Woord<T>(pub T);

impl<T: Word> fmt::Debug for Woord<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.word())
    }
}

impl<T: Word, DB: Backend> ToSql<Text, DB> for Woord<T>
where
    str: ToSql<Text, DB>,
{
    fn to_sql<'b>(&'b self, out: &mut Output<'b, '_, DB>) -> serialize::Result {
        <str as ToSql<Text, DB>>::to_sql(self.0.word(), out)
    }
}

impl<T: Word, DB: Backend> FromSql<Text, DB> for Woord<T>
where
    String: FromSql<Text, DB>,
{
    fn from_sql(value: DB::RawValue<'_>) -> deserialize::Result<Self> {
        let word = <String as FromSql<Text, DB>>::from_sql(value)?;
        let known = T::parse(&word).ok_or_else(|| format!("the program does not know the stored word `{word}`"))?;
        Ok(Self(known))
    }
}

/// A list of words as a text column holds it: JSON.
#[must_use]
pub fn woorden_als_tekst<T: Word>(woorden: &[T]) -> String {
    let quoted: Vec<String> = woorden.iter().map(|woord| format!("\"{}\"", woord.word())).collect();
    format!("[{}]", quoted.join(","))
}

/// The list of words that a text column holds.
pub fn tekst_als_woorden<T: Word>(tekst: &str) -> QueryResult<Vec<T>> {
    let woorden: Vec<String> = serde_json::from_str(tekst).map_err(|e| DeserializationError(e.into()))?;
    woorden
        .iter()
        .map(|w| {
            T::parse(w).ok_or_else(|| DeserializationError(format!("the program does not know the word `{w}`").into()))
        })
        .collect()
}

/// The columns of `T`, for `.returning(columns_of::<T>())`: the shared backend refuses `T::as_returning()`.
#[must_use]
pub fn columns_of<T: Selectable<MultiBackend>>() -> T::SelectExpression {
    T::construct_selection()
}

/// What a list for [`EenVan`] is made of.
pub trait Waarde {
    /// How the column is typed.
    type Sql: 'static;

    /// The bytes that SQLite stores, in hexadecimal.
    fn hex(&self) -> String;
}

impl<T> Waarde for Id<T> {
    type Sql = sql::Uuid;

    fn hex(&self) -> String {
        self.uuid().simple().to_string()
    }
}

impl Waarde for Vec<u8> {
    type Sql = Binary;

    fn hex(&self) -> String {
        const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
        self.iter().flat_map(|byte| [byte >> 4, byte & 15]).filter_map(|half| DIGITS.get(usize::from(half))).collect()
    }
}

/// Whether a column holds one of these.
///
/// Unlike `eq_any`, which SQLite reads anew for each number of them, it is one statement for none, one for one and one for any other
/// number, and so stays prepared. One alone, which is what most questions are about, costs SQLite half of what a list does.
#[derive(Clone, Debug)]
pub struct EenVan<C, V> {
    kolom: C,
    waarden: Vec<V>,
    /// The same as SQLite takes several: a list of hexadecimal words.
    lijst: String,
}

impl<C, V: Waarde + Clone> EenVan<C, V> {
    /// Whether `kolom` holds one of `waarden`.
    pub fn new(kolom: C, waarden: &[V]) -> Self {
        let lijst = if waarden.len() < 2 { String::new() } else { als_lijst(waarden) };
        Self { kolom, waarden: waarden.to_vec(), lijst }
    }
}

fn als_lijst<V: Waarde>(waarden: &[V]) -> String {
    let hex: Vec<String> = waarden.iter().map(|waarde| format!("\"{}\"", waarde.hex())).collect();
    format!("[{}]", hex.join(","))
}

impl<C, V> Expression for EenVan<C, V> {
    type SqlType = Bool;
}
impl<QS, C: AppearsOnTable<QS>, V> AppearsOnTable<QS> for EenVan<C, V> {}
impl<QS, C: SelectableExpression<QS>, V> SelectableExpression<QS> for EenVan<C, V> {}
impl<GB, C: ValidGrouping<GB>, V> ValidGrouping<GB> for EenVan<C, V> {
    type IsAggregate = C::IsAggregate;
}
/// How it reads depends on how many there are.
impl<C, V> QueryId for EenVan<C, V> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<C, V> QueryFragment<MultiBackend> for EenVan<C, V>
where
    Self: QueryFragment<Pg> + QueryFragment<Sqlite>,
{
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(self, pass)
    }
}

impl<C: QueryFragment<Pg>, V: Waarde> QueryFragment<Pg> for EenVan<C, V>
where
    Pg: HasSqlType<V::Sql> + HasSqlType<Array<V::Sql>>,
    V: ToSql<V::Sql, Pg>,
    Vec<V>: ToSql<Array<V::Sql>, Pg>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        if self.waarden.is_empty() {
            pass.push_sql("FALSE");
            return Ok(());
        }
        self.kolom.walk_ast(pass.reborrow())?;
        if let [waarde] = self.waarden.as_slice() {
            pass.push_sql(" = ");
            return pass.push_bind_param::<V::Sql, _>(waarde);
        }
        pass.push_sql(" = ANY(");
        pass.push_bind_param::<Array<V::Sql>, _>(&self.waarden)?;
        pass.push_sql(")");
        Ok(())
    }
}

impl<C: QueryFragment<Sqlite>, V: Waarde> QueryFragment<Sqlite> for EenVan<C, V>
where
    Sqlite: HasSqlType<V::Sql>,
    V: ToSql<V::Sql, Sqlite>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, Sqlite>) -> QueryResult<()> {
        if self.waarden.is_empty() {
            pass.push_sql("FALSE");
            return Ok(());
        }
        self.kolom.walk_ast(pass.reborrow())?;
        if let [waarde] = self.waarden.as_slice() {
            pass.push_sql(" = ");
            return pass.push_bind_param::<V::Sql, _>(waarde);
        }
        pass.push_sql(" IN (SELECT unhex(value) FROM json_each(");
        pass.push_bind_param::<Text, _>(&self.lijst)?;
        pass.push_sql("))");
        Ok(())
    }
}

/// A query that both databases know but the shared backend refuses as such: `on_conflict`, many rows at once, union.
#[derive(Clone, Copy, Debug, QueryId)]
pub struct Both<Q>(pub Q);

impl<Q: QueryFragment<Pg> + QueryFragment<Sqlite>> QueryFragment<MultiBackend> for Both<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        MultiBackend::walk_variant_ast(&self.0, pass)
    }
}

impl<Q: Query> Query for Both<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<Conn> for Both<Q> {}
