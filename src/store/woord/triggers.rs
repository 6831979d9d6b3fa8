//! The triggers that write in each new or changed row which transaction changed it.

use super::tabel::Tabel;
use crate::store::engine::Engine;

/// The triggers of a table, each ended by `;` and a new line.
#[must_use]
pub fn pointers(tabel: &Tabel, engine: Engine) -> String {
    let naam = tabel.naam;
    if engine == Engine::Postgresql {
        return format!("{};\n", on_postgresql(naam));
    }
    let this_row = if tabel.zonder_rowid.is_empty() {
        "rowid = new.rowid".to_owned()
    } else {
        let key = tabel.zonder_rowid.split_whitespace().map(|column| format!("{column} = new.{column}"));
        key.collect::<Vec<_>>().join(" AND ")
    };
    let point = format!(
        "BEGIN\n    UPDATE logwijziging SET tag = randomblob(16) WHERE tag IS NULL;\n    \
         UPDATE {naam} SET wijziging = (SELECT tag FROM logwijziging) WHERE {this_row};\nEND;\n"
    );
    // The update by a trigger must not set it off once more.
    let changed = "(SELECT tag FROM logwijziging) IS NULL OR new.wijziging IS NOT (SELECT tag FROM logwijziging)";
    format!(
        "CREATE TRIGGER {naam}_wijst_aan_nieuw AFTER INSERT ON {naam} {point}\
         CREATE TRIGGER {naam}_wijst_aan AFTER UPDATE ON {naam}\n    WHEN {changed} {point}"
    )
}

/// The one trigger of a table on PostgreSQL, in the words in which the database tells it.
#[must_use]
pub fn on_postgresql(naam: &str) -> String {
    format!(
        "CREATE TRIGGER {naam}_wijst_aan BEFORE INSERT OR UPDATE ON {naam} FOR EACH ROW EXECUTE FUNCTION wijst_aan()"
    )
}
