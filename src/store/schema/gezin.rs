//! The families: from a signaal to an evaluation.

use diesel::table;

table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::store::types::sql::{Moment, Uuid};

    client (id) {
        id -> Uuid,
        pseudoniem -> Uuid,
        sleutel -> Binary,
        gegevens -> Binary,
        kenmerk_naam -> Binary,
        kenmerk_eigen_naam -> Nullable<Binary>,
        kenmerk_partnernaam -> Nullable<Binary>,
        kenmerk_telefoon -> Nullable<Binary>,
        kenmerk_nummer -> Nullable<Binary>,
        aangemaakt_op -> Moment,
        gewijzigd_op -> Nullable<Moment>,
        gewist_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Bool, Date, Integer, Nullable, Text};
    use crate::store::types::sql::Uuid;

    zwangerschap (id) {
        id -> Uuid,
        client_id -> Uuid,
        uitgerekend -> Date,
        bron -> Text,
        aantal_kinderen -> Integer,
        eerste_kind -> Bool,
        status -> Text,
        geeindigd_op -> Nullable<Date>,
    }
}

table! {
    use diesel::sql_types::{Date, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    termijn (id) {
        id -> Uuid,
        zwangerschap_id -> Uuid,
        oud -> Nullable<Date>,
        nieuw -> Date,
        bron -> Text,
        reden -> Nullable<Text>,
        door_id -> Uuid,
        op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Date, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    zwangerschapseinde (id) {
        id -> Uuid,
        zwangerschap_id -> Uuid,
        was -> Text,
        was_op -> Nullable<Date>,
        wordt -> Text,
        wordt_op -> Nullable<Date>,
        reden -> Nullable<Text>,
        door_id -> Nullable<Uuid>,
        op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Date, Nullable, Text};
    use crate::store::types::sql::Uuid;

    kind (id) {
        id -> Uuid,
        zwangerschap_id -> Uuid,
        geboren_op -> Date,
        status -> Text,
        uit_beeld_op -> Nullable<Date>,
        uit_beeld_reden -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::{Date, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    warme_overdracht (id) {
        id -> Uuid,
        casus_id -> Uuid,
        zwangerschap_id -> Uuid,
        aanleiding -> Text,
        status -> Text,
        voorgesteld_op -> Moment,
        uiterlijk -> Date,
        stap_op -> Nullable<Date>,
        aanvaard_op -> Nullable<Moment>,
        gehouden_op -> Nullable<Date>,
        beeindigd_op -> Nullable<Moment>,
        reden -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::{Binary, Bool, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    casus (id) {
        id -> Uuid,
        client_id -> Uuid,
        zwangerschap_id -> Nullable<Uuid>,
        gemeente -> Text,
        subregio -> Text,
        status -> Text,
        coordinator_id -> Nullable<Uuid>,
        regisseur_id -> Nullable<Uuid>,
        verkenning_op -> Nullable<Date>,
        evaluatie_op -> Nullable<Date>,
        bekijk_op -> Nullable<Date>,
        verhuizing_wacht -> Nullable<Date>,
        venster -> Nullable<Text>,
        venster_sluit -> Date,
        volgens -> Nullable<Text>,
        plek -> Integer,
        waarom -> Nullable<Text>,
        ongezien_op -> Nullable<Date>,
        gemaand -> Nullable<Integer>,
        spoed -> Bool,
        terug_op -> Nullable<Moment>,
        terug_route -> Nullable<Text>,
        terug_status -> Nullable<Text>,
        verteld_stand -> Text,
        verteld_versie -> Integer,
        sluitreden -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
        aangemeld_op -> Moment,
        geopend_op -> Moment,
        gesloten_op -> Nullable<Moment>,
        gesloten_door_id -> Nullable<Uuid>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    signaal (id) {
        id -> Uuid,
        organisatie_id -> Uuid,
        gebruiker_id -> Uuid,
        client_id -> Uuid,
        zwangerschap_id -> Nullable<Uuid>,
        casus_id -> Nullable<Uuid>,
        lijkt_op_id -> Nullable<Uuid>,
        gemeente -> Text,
        ligt_in -> Text,
        subregio -> Text,
        urgentie -> Text,
        instrument -> Text,
        themas -> Text,
        beschermende_factoren -> Text,
        eigen_vraag -> Nullable<Binary>,
        status -> Text,
        ontvangen_op -> Moment,
        gekoppeld_op -> Nullable<Moment>,
        van_casus -> Text,
        van_signaal -> Text,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::Uuid;

    casus_thema (casus_id, thema) {
        casus_id -> Uuid,
        thema -> Text,
    }
}

table! {
    use diesel::sql_types::{Binary, Text};
    use crate::store::types::sql::{Moment, Uuid};

    gegevenswijziging (id) {
        id -> Uuid,
        client_id -> Uuid,
        reden -> Text,
        oud -> Binary,
        door_id -> Uuid,
        op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    weging (id) {
        id -> Uuid,
        client_id -> Uuid,
        casus_id -> Nullable<Uuid>,
        graad -> Text,
        samen_gewogen -> Bool,
        door_id -> Uuid,
        op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    toestemming (id) {
        id -> Uuid,
        client_id -> Uuid,
        signaal_id -> Nullable<Uuid>,
        casus_id -> Nullable<Uuid>,
        doel -> Text,
        ontvanger -> Text,
        organisatie_id -> Nullable<Uuid>,
        onderdelen -> Text,
        bewoording -> Text,
        wijze -> Text,
        gegeven_door -> Text,
        status -> Text,
        door_id -> Uuid,
        op -> Moment,
        beeindigd_op -> Nullable<Moment>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Bool, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    doorgeleiding (id) {
        id -> Uuid,
        casus_id -> Uuid,
        zwangerschap_id -> Nullable<Uuid>,
        route -> Text,
        desk_id -> Uuid,
        toestemming_id -> Uuid,
        vraag -> Nullable<Binary>,
        status -> Text,
        vorige_id -> Nullable<Uuid>,
        verzonden_door_id -> Uuid,
        verzonden_op -> Moment,
        antwoord_voor -> Date,
        stap_op -> Nullable<Date>,
        herinnerd_op -> Nullable<Moment>,
        geescaleerd_op -> Nullable<Moment>,
        gezien_op -> Nullable<Moment>,
        beantwoord_op -> Nullable<Moment>,
        geclaimd_door_id -> Nullable<Uuid>,
        gestart_op -> Nullable<Moment>,
        beeindigd_op -> Nullable<Moment>,
        reden -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
        gezin -> Text,
        gezin_op -> Nullable<Moment>,
        intake_op -> Nullable<Moment>,
        bezwaren -> Text,
        afwijk_regels -> Nullable<Text>,
        na_de_bevalling -> Bool,
        afwijk_reden -> Nullable<Text>,
        afwijk_uitleg -> Nullable<Binary>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    traject (id) {
        id -> Uuid,
        doorgeleiding_id -> Uuid,
        casus_id -> Uuid,
        route -> Text,
        status -> Text,
        gepland_op -> Moment,
        gestart_op -> Nullable<Moment>,
        beeindigd_op -> Nullable<Moment>,
        einde -> Nullable<Text>,
        resultaten -> Nullable<Binary>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    contactmoment (id) {
        id -> Uuid,
        traject_id -> Uuid,
        soort -> Text,
        gepland_op -> Moment,
        status -> Text,
        gehouden_op -> Nullable<Moment>,
        reden -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
        vorige_id -> Nullable<Uuid>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Text};
    use crate::store::types::sql::{Moment, Uuid};

    huisbezoek (traject_id) {
        traject_id -> Uuid,
        themas -> Text,
        wensen -> Binary,
        vervolgacties -> Text,
        door_id -> Uuid,
        op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    bijeenkomst (id) {
        id -> Uuid,
        gemeente -> Text,
        gepland_op -> Moment,
        plaats -> Nullable<Binary>,
        status -> Text,
        voorzitter_id -> Uuid,
        gehouden_op -> Nullable<Moment>,
        vastgesteld_op -> Nullable<Moment>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    agendapunt (id) {
        id -> Uuid,
        bijeenkomst_id -> Uuid,
        casus_id -> Uuid,
        aanleiding -> Text,
        regisseur_id -> Nullable<Uuid>,
        evaluatie_op -> Nullable<Date>,
        afwezig_reden -> Nullable<Text>,
        afwezig_toelichting -> Nullable<Binary>,
        vervallen_op -> Nullable<Moment>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    deelnemer (id) {
        id -> Uuid,
        agendapunt_id -> Uuid,
        soort -> Text,
        gebruiker_id -> Nullable<Uuid>,
        hoedanigheid -> Binary,
        opgestaan_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    afspraak (id) {
        id -> Uuid,
        agendapunt_id -> Uuid,
        casus_id -> Uuid,
        wat -> Binary,
        wie_id -> Uuid,
        uiterlijk -> Date,
        thema -> Nullable<Text>,
        dimensie -> Nullable<Text>,
        positie -> Nullable<Text>,
        woorden -> Nullable<Binary>,
        status -> Text,
        reden -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
        afgehandeld_op -> Nullable<Moment>,
        versie -> Integer,
        overgenomen_door_id -> Nullable<Uuid>,
    }
}

table! {
    use diesel::sql_types::{Binary, Bool, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    evaluatie (id) {
        id -> Uuid,
        casus_id -> Uuid,
        begonnen_op -> Moment,
        door_id -> Uuid,
        afgerond_op -> Nullable<Moment>,
        uitkomst -> Nullable<Text>,
        samen_met_ouders -> Nullable<Bool>,
        toelichting -> Nullable<Binary>,
    }
}

table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::Moment;

    routeregels (kenmerk) {
        kenmerk -> Text,
        afdruk -> Text,
        sinds -> Moment,
    }
}
