//! What others prove who they are with: record systems and an outside identity provider.

use diesel::table;

table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    machineclient (id) {
        id -> Uuid,
        organisatie_id -> Uuid,
        naam -> Text,
        aangemaakt_op -> Moment,
        ingetrokken_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::store::types::sql::Uuid;

    machineclient_sleutel (id) {
        id -> Uuid,
        machineclient_id -> Uuid,
        algoritme -> Text,
        kid -> Nullable<Text>,
        publiek -> Binary,
    }
}

table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::Uuid;

    machineclient_toekenning (id) {
        id -> Uuid,
        machineclient_id -> Uuid,
        rol -> Text,
        gebied_soort -> Text,
        gebied -> Text,
    }
}

table! {
    use diesel::sql_types::Binary;
    use crate::store::types::sql::{Moment, Uuid};

    machineclient_verklaring (machineclient_id, hash) {
        machineclient_id -> Uuid,
        hash -> Binary,
        vervalt_op -> Moment,
    }
}

table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::{Moment, Uuid};

    oidc_koppeling (id) {
        id -> Uuid,
        gebruiker_id -> Uuid,
        uitgever -> Text,
        onderwerp -> Text,
        gekoppeld_op -> Moment,
    }
}

table! {
    use diesel::sql_types::Binary;
    use crate::store::types::sql::{Moment, Uuid};

    oidc_poging (hash) {
        hash -> Binary,
        id -> Uuid,
        geheim -> Binary,
        vervalt_op -> Moment,
    }
}
