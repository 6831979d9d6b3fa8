//! Emergency access, families that move, what is proposed and told of it, who carried a case, notes, and the lines of one person.

use diesel::table;

table! {
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    noodprocedure (id) {
        id -> Uuid,
        casus_id -> Uuid,
        gebruiker_id -> Uuid,
        organisatie_id -> Uuid,
        grond -> Text,
        reden -> Binary,
        geopend_op -> Moment,
        tot -> Moment,
        beeindigd_op -> Nullable<Moment>,
        beoordeel_voor -> Date,
        wacht_tot -> Date,
        oordeel -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
        beoordeeld_door_id -> Nullable<Uuid>,
        beoordeeld_op -> Nullable<Moment>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    verhuizing (id) {
        id -> Uuid,
        casus_id -> Uuid,
        van -> Text,
        naar -> Text,
        naar_subregio -> Text,
        status -> Text,
        adres -> Nullable<Binary>,
        voorgesteld_door_id -> Uuid,
        organisatie_id -> Uuid,
        voorgesteld_op -> Moment,
        antwoord_voor -> Date,
        stap_op -> Nullable<Date>,
        herinnerd_op -> Nullable<Moment>,
        beantwoord_door_id -> Nullable<Uuid>,
        beantwoord_op -> Nullable<Moment>,
        reden -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    voorstel (id) {
        id -> Uuid,
        casus_id -> Uuid,
        route -> Text,
        doorgeleiding_id -> Nullable<Uuid>,
        signaal_id -> Nullable<Uuid>,
        status -> Text,
        voorgesteld_door_id -> Uuid,
        organisatie_id -> Uuid,
        organisatiesoort -> Text,
        beroep -> Text,
        toelichting -> Nullable<Binary>,
        voorgesteld_op -> Moment,
        antwoord_voor -> Date,
        stap_op -> Nullable<Date>,
        herinnerd_op -> Nullable<Moment>,
        beantwoord_door_id -> Nullable<Uuid>,
        beantwoord_op -> Nullable<Moment>,
        reden -> Nullable<Text>,
        antwoord -> Nullable<Binary>,
        geworden_id -> Nullable<Uuid>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    bericht (id) {
        id -> Uuid,
        gebruiker_id -> Uuid,
        soort -> Text,
        casus_id -> Nullable<Uuid>,
        noodprocedure_id -> Nullable<Uuid>,
        doorgeleiding_id -> Nullable<Uuid>,
        verhuizing_id -> Nullable<Uuid>,
        voorstel_id -> Nullable<Uuid>,
        over_id -> Nullable<Uuid>,
        op -> Moment,
        gelezen_op -> Nullable<Moment>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::Nullable;
    use crate::store::types::sql::{Moment, Uuid};

    casusregisseurschap (id) {
        id -> Uuid,
        casus_id -> Uuid,
        gebruiker_id -> Uuid,
        van -> Moment,
        tot -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    notitie (id) {
        id -> Uuid,
        casus_id -> Uuid,
        schrijver_id -> Uuid,
        organisatie_id -> Uuid,
        niveau -> Text,
        tekst -> Binary,
        op -> Moment,
        ingetrokken_op -> Nullable<Moment>,
        versie -> Integer,
    }
}

table! {
    use crate::store::types::sql::Uuid;

    logregel_betrokkene (pseudoniem, logregel_id) {
        pseudoniem -> Uuid,
        logregel_id -> Uuid,
    }
}
