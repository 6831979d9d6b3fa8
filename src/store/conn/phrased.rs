//! A query that is put into words once.
//!
//! `#[derive(MultiConnection)]` writes the whole text of a query at each pass over it, also at those that want only its values:
//! three times for each query that is asked, and twice for one that the connection has prepared long ago. On SQLite that was more
//! work than the answer.

use std::{
    any::TypeId,
    cell::OnceCell,
    collections::HashMap,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

use diesel::{
    QueryResult,
    backend::Backend,
    pg::PgQueryBuilder,
    query_builder::{AstPass, Query, QueryBuilder, QueryFragment, QueryId},
    sqlite::SqliteQueryBuilder,
};

use super::multi::MultiBackend;
use crate::store::engine::Engine;

type Builder = <MultiBackend as Backend>::QueryBuilder;

/// How a query reads, and whether a connection may keep it prepared.
#[derive(Clone)]
struct Words {
    text: Arc<str>,
    keep: bool,
}

/// The words of the queries whose type tells them: as many as there are such queries in the program.
static KNOWN: LazyLock<RwLock<HashMap<(TypeId, Engine), Words>>> = LazyLock::new(RwLock::default);

/// A query with its words, once they were asked for.
pub(super) struct Phrased<Q> {
    query: Q,
    words: OnceCell<Words>,
}

impl<Q> Phrased<Q> {
    pub(super) const fn new(query: Q) -> Self {
        Self { query, words: OnceCell::new() }
    }
}

impl<Q: QueryFragment<MultiBackend> + QueryId> Phrased<Q> {
    fn words(&self, backend: &MultiBackend) -> QueryResult<&Words> {
        if let Some(words) = self.words.get() {
            return Ok(words);
        }
        let words = self.find(backend)?;
        Ok(self.words.get_or_init(|| words))
    }

    fn find(&self, backend: &MultiBackend) -> QueryResult<Words> {
        let Some(id) = Q::query_id() else {
            return self.phrase(backend);
        };
        let key = (id, engine(backend));
        if let Some(words) = KNOWN.read().unwrap_or_else(PoisonError::into_inner).get(&key) {
            debug_assert_eq!(words.text, self.phrase(backend)?.text, "two queries of one type read alike");
            return Ok(words.clone());
        }
        let words = self.phrase(backend)?;
        // What may not be kept reads differently each time, whatever its type says.
        if words.keep {
            KNOWN.write().unwrap_or_else(PoisonError::into_inner).insert(key, words.clone());
        }
        Ok(words)
    }

    fn phrase(&self, backend: &MultiBackend) -> QueryResult<Words> {
        let mut builder = match backend {
            MultiBackend::Postgres(_) => Builder::Postgres(PgQueryBuilder::default()),
            MultiBackend::Sqlite(_) => Builder::Sqlite(SqliteQueryBuilder::default()),
        };
        self.query.to_sql(&mut builder, backend)?;
        Ok(Words { text: builder.finish().into(), keep: self.query.is_safe_to_cache_prepared(backend)? })
    }
}

const fn engine(backend: &MultiBackend) -> Engine {
    match backend {
        MultiBackend::Postgres(_) => Engine::Postgresql,
        MultiBackend::Sqlite(_) => Engine::Sqlite,
    }
}

impl<Q: QueryFragment<MultiBackend> + QueryId> QueryFragment<MultiBackend> for Phrased<Q> {
    fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        self.query.walk_ast(pass)
    }

    fn to_sql(&self, out: &mut Builder, backend: &MultiBackend) -> QueryResult<()> {
        out.push_sql(&self.words(backend)?.text);
        Ok(())
    }

    fn is_safe_to_cache_prepared(&self, backend: &MultiBackend) -> QueryResult<bool> {
        Ok(self.words(backend)?.keep)
    }
}

impl<Q: QueryId> QueryId for Phrased<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<Q: Query> Query for Phrased<Q> {
    type SqlType = Q::SqlType;
}
