//! What guards the log and ties what was changed to its line, triggers and on PostgreSQL rights: whether they are there, and as they
//! should be.

use std::collections::BTreeMap;

use diesel::{
    QueryableByName,
    dsl::sql,
    prelude::*,
    sql_query,
    sql_types::{Bool, Text},
};

use crate::store::{
    conn::{Either, Tx},
    error::Error,
    migraties,
    woord::{self, triggers},
};

/// What there is, by its name, with its definition.
pub type Sloten = BTreeMap<String, String>;

#[derive(QueryableByName)]
struct Slot {
    #[diesel(sql_type = Text)]
    naam: String,
    #[diesel(sql_type = Text)]
    tekst: String,
}

/// Triggers and views, and the definitions of the tables of the log: these say which types and lengths a value may have.
const OP_SQLITE: &str = "SELECT name AS naam, sql AS tekst FROM sqlite_master \
     WHERE type IN ('trigger', 'view') OR (type = 'table' AND name LIKE 'log%')";
/// Triggers, with whether they are switched off; the functions that they call, those that act with the rights of the owner, and what
/// those rest on, each with its settings; rules and row-level policies, of which there is none; and who may do what to the log. Anybody
/// else may read. Of who owns things, makes things in the schema, or is a member of something, there is a row only where it should not
/// be: what guards the log belongs to whoever migrates, who is in none of the groups, and the groups are in no other.
const OP_POSTGRESQL: &str = "WITH eigen AS (\
        SELECT t.* FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid \
        WHERE NOT t.tgisinternal AND c.relnamespace = current_schema()::regnamespace), \
     functies AS (\
        SELECT p.*, p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')' AS naam \
        FROM pg_proc p WHERE p.oid IN (SELECT tgfoid FROM eigen) OR p.pronamespace = current_schema()::regnamespace \
        AND (p.prosecdef OR p.proname IN ('is_nu', 'boomwortel', 'knooppunt_rechten'))), \
     baas AS (SELECT relowner AS wie FROM pg_class WHERE oid = to_regclass('__diesel_schema_migrations')), \
     groepen AS (SELECT * FROM pg_roles \
        WHERE rolname IN ('knooppunt_dienst', 'knooppunt_ondertekenaar', 'knooppunt_controle')) \
     SELECT tgname::text AS naam, pg_get_triggerdef(oid, true) || \
        CASE WHEN tgenabled IN ('O', 'A') THEN '' ELSE ' (uit)' END AS tekst FROM eigen \
     UNION ALL SELECT naam, md5(prosrc) || CASE WHEN prosecdef THEN ' definer' ELSE '' END \
        || coalesce(' met ' || array_to_string(proconfig, '; '), '') FROM functies \
     UNION ALL SELECT 'rule ' || r.rulename, pg_get_ruledef(r.oid) FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class \
        WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace \
     UNION ALL SELECT 'policy ' || p.polname || ' op ' || c.relname, \
        concat_ws(' ', p.polcmd, pg_get_expr(p.polqual, c.oid), pg_get_expr(p.polwithcheck, c.oid)) \
        FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = current_schema()::regnamespace \
     UNION ALL SELECT 'row security op ' || relname, '' FROM pg_class \
        WHERE (relrowsecurity OR relforcerowsecurity) AND relnamespace = current_schema()::regnamespace \
     UNION ALL SELECT 'recht van ' || wie || ' op ' || waarop, string_agg(mag, ', ' ORDER BY mag) FROM (\
        SELECT c.relname::text AS waarop, c.relowner AS eigenaar, a.grantee, a.privilege_type AS mag \
            FROM pg_class c, aclexplode(c.relacl) a \
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace \
        UNION ALL SELECT c.relname::text, c.relowner, a.grantee, a.privilege_type || ' (' || k.attname || ')' \
            FROM pg_class c JOIN pg_attribute k ON k.attrelid = c.oid AND NOT k.attisdropped, aclexplode(k.attacl) a \
            WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace \
        UNION ALL SELECT p.naam, p.proowner, a.grantee, a.privilege_type \
            FROM functies p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a WHERE p.prosecdef\
     ) recht, LATERAL (SELECT CASE grantee WHEN 0 THEN 'iedereen' ELSE pg_get_userbyid(grantee)::text END AS wie) naam \
        WHERE grantee <> eigenaar AND (waarop LIKE 'log%' OR waarop LIKE 'publicatie%' OR waarop LIKE '%)') \
        AND (mag NOT LIKE 'SELECT%' OR wie IN ('knooppunt_dienst', 'knooppunt_ondertekenaar', 'knooppunt_controle')) \
        GROUP BY wie, waarop \
     UNION ALL SELECT 'eigenaar van ' || ding, pg_get_userbyid(van)::text FROM (\
        SELECT c.relname::text AS ding, c.relowner AS van FROM pg_class c WHERE c.relkind IN ('r', 'p', 'v', 'm') \
            AND c.relnamespace = current_schema()::regnamespace \
            AND (c.relname LIKE 'log%' OR c.oid IN (SELECT tgrelid FROM eigen)) \
        UNION ALL SELECT naam, proowner FROM functies\
     ) dingen, baas WHERE van <> baas.wie \
     UNION ALL SELECT 'recht van ' || CASE a.grantee WHEN 0 THEN 'iedereen' ELSE pg_get_userbyid(a.grantee)::text END \
        || ' op het schema', a.privilege_type FROM baas, pg_namespace n, aclexplode(n.nspacl) a \
        WHERE n.oid = current_schema()::regnamespace AND a.privilege_type = 'CREATE' AND a.grantee NOT IN (n.nspowner, baas.wie) \
     UNION ALL SELECT 'lidmaatschap van ' || groepen.rolname || ' in ' || pg_get_userbyid(m.roleid), '' \
        FROM pg_auth_members m JOIN groepen ON groepen.oid = m.member \
     UNION ALL SELECT 'lidmaatschap van de eigenaar ' || r.rolname || ' in ' || groepen.rolname, '' FROM groepen, pg_roles r \
        WHERE NOT r.rolsuper AND pg_has_role(r.oid, groepen.oid, 'USAGE') AND r.oid IN (\
            SELECT wie FROM baas UNION ALL SELECT nspowner FROM pg_namespace WHERE oid = current_schema()::regnamespace \
            UNION ALL SELECT datdba FROM pg_database WHERE datname = current_database()) \
     UNION ALL SELECT 'vermogen van ' || rolname, '' FROM groepen \
        WHERE rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls OR rolcanlogin";
/// The groups that this server knows.
const GROEPEN: &str = "SELECT rolname::text AS naam, '' AS tekst FROM pg_roles WHERE rolname LIKE 'knooppunt_%'";
/// What [`zoals_ze_zijn`] gives on PostgreSQL after every migration, but for what points to lines; a test writes it.
const ANDERE_OP_POSTGRESQL: &str = include_str!("sloten_postgresql.txt");

/// The triggers that point to lines, of each table that has them.
pub fn wijzers_op_postgresql() -> impl Iterator<Item = (String, String)> {
    let wijzend = woord::tabellen().filter(|tabel| tabel.wijst_aan).map(|tabel| tabel.naam);
    wijzend.map(|naam| (format!("{naam}_wijst_aan"), triggers::on_postgresql(naam)))
}

/// The triggers as they are in this database.
pub fn zoals_ze_zijn(tx: &mut Tx) -> Result<Sloten, Error> {
    let rows: Vec<Slot> = match tx.either() {
        Either::Postgres(postgres) => sql_query(OP_POSTGRESQL).load(postgres)?,
        Either::Sqlite(sqlite) => sql_query(OP_SQLITE).load(sqlite)?,
    };
    Ok(rows.into_iter().map(|Slot { naam, tekst }| (naam, tekst)).collect())
}

/// The triggers as the migrations make them: on SQLite by making them once more, in memory.
///
/// Fails when the migrations do not run.
pub fn zoals_ze_horen(tx: &mut Tx) -> Result<Sloten, Error> {
    match tx.either() {
        Either::Postgres(postgres) => {
            let groepen: Vec<Slot> = sql_query(GROEPEN).load(postgres)?;
            // A group that is not on this server has no rights.
            let is_er = |naam: &str| {
                let wie = naam.strip_prefix("recht van ").and_then(|rest| rest.split(' ').next());
                wie.is_none_or(|wie| groepen.iter().any(|groep| groep.naam == wie))
            };
            let regels = ANDERE_OP_POSTGRESQL.lines().filter_map(|regel| regel.split_once('\t'));
            let regels = regels.filter(|(naam, _)| is_er(naam));
            let andere = regels.map(|(naam, tekst)| (naam.to_owned(), tekst.to_owned()));
            Ok(wijzers_op_postgresql().chain(andere).collect())
        }
        Either::Sqlite(_) => zoals_ze_zijn(&mut migraties::in_het_geheugen()?),
    }
}

/// Whether this session can do more to the log than the program needs: then nothing but the check holds it back.
pub fn meer_rechten(tx: &mut Tx) -> Result<bool, Error> {
    let Either::Postgres(postgres) = tx.either() else {
        // Whoever has the file has everything.
        return Ok(false);
    };
    let meer = "(SELECT pg_has_role(relowner, 'USAGE') OR has_table_privilege(oid, 'UPDATE') \
                OR has_table_privilege(oid, 'DELETE') OR has_table_privilege(oid, 'TRUNCATE') \
                FROM pg_class WHERE oid = to_regclass('logregel'))";
    Ok(diesel::select(sql::<Bool>(meer)).get_result(postgres)?)
}
