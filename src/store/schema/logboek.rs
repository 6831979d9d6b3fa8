//! The order of the lines, the tree over them, what was signed, and by whom too.

use diesel::table;

table! {
    use crate::store::types::sql::Uuid;

    logregel_wachtend (logregel_id) {
        logregel_id -> Uuid,
    }
}

table! {
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::Uuid;

    logblad (nummer) {
        nummer -> BigInt,
        logregel_id -> Uuid,
    }
}

table! {
    use diesel::sql_types::{BigInt, Binary, Integer};

    logtegel (niveau, nummer) {
        niveau -> Integer,
        nummer -> BigInt,
        hashes -> Binary,
    }
}

table! {
    use diesel::sql_types::{BigInt, Integer};

    logkop (id) {
        id -> Integer,
        grootte -> BigInt,
    }
}

table! {
    use diesel::sql_types::{Bool, Integer};

    logklok (id) {
        id -> Integer,
        vrij -> Bool,
    }
}

table! {
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::Moment;

    logsnoei (grens) {
        grens -> BigInt,
        op -> Moment,
        zonder_schrijver -> BigInt,
    }
}

table! {
    use diesel::sql_types::BigInt;
    use crate::store::types::sql::Uuid;

    logsnoei_schrijver (grens, schrijver, van) {
        grens -> BigInt,
        schrijver -> Uuid,
        van -> BigInt,
        tot -> BigInt,
    }
}

table! {
    use crate::store::types::sql::Uuid;

    logsnoei_wijziging (tag) {
        tag -> Uuid,
    }
}

table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::Moment;

    logcheckpoint (grootte) {
        grootte -> BigInt,
        op -> Moment,
        nota -> Text,
    }
}

table! {
    use diesel::sql_types::{Integer, Nullable};
    use crate::store::types::sql::Uuid;

    /// Of SQLite alone: one row, with the name of what writes now.
    logwijziging (id) {
        id -> Integer,
        tag -> Nullable<Uuid>,
    }
}

table! {
    use diesel::sql_types::{BigInt, Text};
    use crate::store::types::sql::Moment;

    loggetuigenis (getuige, grootte) {
        getuige -> Text,
        grootte -> BigInt,
        op -> Moment,
        nota -> Text,
    }
}
