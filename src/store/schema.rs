//! The tables, as both databases have them; `migrations/` makes them.

#![expect(missing_docs, reason = "the migrations describe each table and column")]

use diesel::{allow_tables_to_appear_in_same_query, joinable, table};

table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::store::types::sql::Uuid;

    organisatie (id) {
        id -> Uuid,
        naam -> Text,
        soort -> Text,
        gemeente -> Nullable<Text>,
        actief -> Bool,
    }
}

table! {
    use diesel::sql_types::{Bool, Integer, Nullable, Text};
    use crate::store::types::sql::Uuid;

    desk (id) {
        id -> Uuid,
        organisatie_id -> Uuid,
        naam -> Text,
        route -> Text,
        gebied_soort -> Text,
        gebied -> Text,
        capaciteit -> Nullable<Integer>,
        wachttijd_dagen -> Nullable<Integer>,
        actief -> Bool,
    }
}

table! {
    use diesel::sql_types::{BigInt, Binary, Bool, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    gebruiker (id) {
        id -> Uuid,
        organisatie_id -> Uuid,
        gebruikersnaam -> Text,
        naam -> Text,
        wachtwoord -> Nullable<Text>,
        totp_geheim -> Nullable<Binary>,
        totp_stap -> BigInt,
        uitnodiging -> Nullable<Binary>,
        uitnodiging_tot -> Nullable<Moment>,
        actief -> Bool,
        aangemaakt_op -> Moment,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    toekenning (id) {
        id -> Uuid,
        gebruiker_id -> Uuid,
        rol -> Text,
        gebied_soort -> Text,
        gebied -> Text,
        geldig_van -> Moment,
        geldig_tot -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Integer, Nullable};
    use crate::store::types::sql::{Moment, Uuid};

    sessie (id) {
        id -> Uuid,
        gebruiker_id -> Uuid,
        begonnen_op -> Moment,
        actief_op -> Moment,
        verloopt_op -> Moment,
        rust_seconden -> Integer,
        beeindigd_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::store::types::sql::{Moment, Uuid};

    verversing (hash) {
        hash -> Binary,
        sessie_id -> Uuid,
        uitgegeven_op -> Moment,
        gebruikt_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::store::types::sql::{Moment, Uuid};

    client (id) {
        id -> Uuid,
        pseudoniem -> Uuid,
        sleutel -> Binary,
        gegevens -> Binary,
        kenmerk_naam -> Binary,
        kenmerk_telefoon -> Nullable<Binary>,
        aangemaakt_op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Bool, Date, Integer, Text};
    use crate::store::types::sql::Uuid;

    zwangerschap (id) {
        id -> Uuid,
        client_id -> Uuid,
        uitgerekend -> Date,
        bron -> Text,
        aantal_kinderen -> Integer,
        eerste_kind -> Bool,
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
        door_id -> Uuid,
        op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
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
        venster -> Nullable<Text>,
        venster_sluit -> Date,
        sluitreden -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
        aangemeld_op -> Moment,
        geopend_op -> Moment,
        gesloten_op -> Nullable<Moment>,
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
        subregio -> Text,
        urgentie -> Text,
        instrument -> Text,
        themas -> Text,
        beschermende_factoren -> Text,
        eigen_vraag -> Nullable<Binary>,
        status -> Text,
        ontvangen_op -> Moment,
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
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    doorgeleiding (id) {
        id -> Uuid,
        casus_id -> Uuid,
        route -> Text,
        desk_id -> Uuid,
        toestemming_id -> Uuid,
        vraag -> Nullable<Binary>,
        status -> Text,
        vorige_id -> Nullable<Uuid>,
        verzonden_door_id -> Uuid,
        verzonden_op -> Moment,
        antwoord_voor -> Date,
        gezien_op -> Nullable<Moment>,
        beantwoord_op -> Nullable<Moment>,
        geclaimd_door_id -> Nullable<Uuid>,
        gestart_op -> Nullable<Moment>,
        beeindigd_op -> Nullable<Moment>,
        reden -> Nullable<Text>,
        toelichting -> Nullable<Binary>,
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
    use diesel::sql_types::{Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    bijeenkomst (id) {
        id -> Uuid,
        gemeente -> Text,
        gepland_op -> Moment,
        plaats -> Nullable<Text>,
        status -> Text,
        voorzitter_id -> Uuid,
        gehouden_op -> Nullable<Moment>,
        vastgesteld_op -> Nullable<Moment>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Date, Integer, Nullable, Text};
    use crate::store::types::sql::Uuid;

    agendapunt (id) {
        id -> Uuid,
        bijeenkomst_id -> Uuid,
        casus_id -> Uuid,
        aanleiding -> Text,
        regisseur_id -> Nullable<Uuid>,
        evaluatie_op -> Nullable<Date>,
        afwezig_reden -> Nullable<Text>,
        afwezig_toelichting -> Nullable<Binary>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::Uuid;

    deelnemer (id) {
        id -> Uuid,
        agendapunt_id -> Uuid,
        soort -> Text,
        gebruiker_id -> Nullable<Uuid>,
        hoedanigheid -> Text,
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
    use diesel::sql_types::{Date, Integer, Text};

    telling (soort, gemeente, maand) {
        soort -> Text,
        gemeente -> Text,
        maand -> Date,
        aantal -> Integer,
    }
}

table! {
    use diesel::sql_types::{Integer, Text};
    use crate::store::types::sql::{Moment, Uuid};

    publicatie (id) {
        id -> Uuid,
        periode -> Text,
        jaar -> Integer,
        programma -> Text,
        drempel -> Integer,
        status -> Text,
        csv -> Text,
        csv_sha256 -> Text,
        json -> Text,
        json_sha256 -> Text,
        woordenboek -> Text,
        woordenboek_sha256 -> Text,
        vrijgegeven_op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Bool, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    logregel (id) {
        id -> Uuid,
        op -> Moment,
        gebeurtenis -> Text,
        actie -> Text,
        uitkomst -> Text,
        handeling -> Text,
        gebruiker_id -> Nullable<Uuid>,
        rol -> Nullable<Text>,
        organisatie_id -> Nullable<Uuid>,
        sessie_id -> Nullable<Uuid>,
        soort -> Text,
        object_id -> Nullable<Uuid>,
        casus_id -> Nullable<Uuid>,
        betrokkenen -> Text,
        regel -> Nullable<Text>,
        toestemming_id -> Nullable<Uuid>,
        doel -> Text,
        noodprocedure -> Bool,
        verzoek_id -> Nullable<Uuid>,
        toegangspunt -> Text,
    }
}

table! {
    use diesel::sql_types::{Binary, Text};
    use crate::store::types::sql::{Moment, Uuid};

    herhaling (gebruiker_id, sleutel) {
        gebruiker_id -> Uuid,
        sleutel -> Text,
        verzoek -> Binary,
        antwoord -> Binary,
        op -> Moment,
    }
}

joinable!(desk -> organisatie (organisatie_id));
joinable!(gebruiker -> organisatie (organisatie_id));
joinable!(toekenning -> gebruiker (gebruiker_id));
joinable!(sessie -> gebruiker (gebruiker_id));
joinable!(verversing -> sessie (sessie_id));
joinable!(zwangerschap -> client (client_id));
joinable!(termijn -> zwangerschap (zwangerschap_id));
joinable!(termijn -> gebruiker (door_id));
joinable!(casus -> client (client_id));
joinable!(casus -> zwangerschap (zwangerschap_id));
joinable!(signaal -> organisatie (organisatie_id));
joinable!(signaal -> gebruiker (gebruiker_id));
joinable!(signaal -> client (client_id));
joinable!(signaal -> zwangerschap (zwangerschap_id));
joinable!(casus_thema -> casus (casus_id));
joinable!(weging -> client (client_id));
joinable!(weging -> casus (casus_id));
joinable!(weging -> gebruiker (door_id));
joinable!(toestemming -> client (client_id));
joinable!(toestemming -> signaal (signaal_id));
joinable!(toestemming -> casus (casus_id));
joinable!(toestemming -> organisatie (organisatie_id));
joinable!(toestemming -> gebruiker (door_id));
joinable!(doorgeleiding -> casus (casus_id));
joinable!(doorgeleiding -> desk (desk_id));
joinable!(doorgeleiding -> toestemming (toestemming_id));
joinable!(traject -> doorgeleiding (doorgeleiding_id));
joinable!(traject -> casus (casus_id));
joinable!(contactmoment -> traject (traject_id));
joinable!(huisbezoek -> traject (traject_id));
joinable!(huisbezoek -> gebruiker (door_id));
joinable!(bijeenkomst -> gebruiker (voorzitter_id));
joinable!(agendapunt -> bijeenkomst (bijeenkomst_id));
joinable!(agendapunt -> casus (casus_id));
joinable!(agendapunt -> gebruiker (regisseur_id));
joinable!(deelnemer -> agendapunt (agendapunt_id));
joinable!(deelnemer -> gebruiker (gebruiker_id));
joinable!(afspraak -> agendapunt (agendapunt_id));
joinable!(afspraak -> casus (casus_id));
joinable!(afspraak -> deelnemer (wie_id));
joinable!(evaluatie -> casus (casus_id));
joinable!(evaluatie -> gebruiker (door_id));
joinable!(herhaling -> gebruiker (gebruiker_id));

allow_tables_to_appear_in_same_query!(
    organisatie,
    desk,
    gebruiker,
    toekenning,
    sessie,
    verversing,
    client,
    zwangerschap,
    termijn,
    casus,
    signaal,
    casus_thema,
    weging,
    toestemming,
    doorgeleiding,
    traject,
    contactmoment,
    huisbezoek,
    bijeenkomst,
    agendapunt,
    deelnemer,
    afspraak,
    evaluatie,
    telling,
    publicatie,
    logregel,
    herhaling,
);
