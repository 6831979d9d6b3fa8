//! Access, the logboek and the counts.

use diesel::table;

table! {
    use diesel::sql_types::{Bool, Integer, Text};
    use crate::store::types::sql::Uuid;

    organisatie (id) {
        id -> Uuid,
        naam -> Text,
        soort -> Text,
        actief -> Bool,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::Text;
    use crate::store::types::sql::Uuid;

    organisatie_gemeente (organisatie_id, gemeente) {
        organisatie_id -> Uuid,
        gemeente -> Text,
    }
}

table! {
    use crate::store::types::sql::{Moment, Uuid};

    overdracht (id) {
        id -> Uuid,
        van_id -> Uuid,
        aan_id -> Uuid,
        door_id -> Uuid,
        op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    factorherstel (id) {
        id -> Uuid,
        gebruiker_id -> Uuid,
        reden -> Text,
        aangevraagd_door_id -> Uuid,
        aangevraagd_op -> Moment,
        verloopt_op -> Moment,
        bevestigd_door_id -> Nullable<Uuid>,
        bevestigd_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Bool, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    desk (id) {
        id -> Uuid,
        organisatie_id -> Uuid,
        naam -> Text,
        route -> Text,
        gebied_soort -> Text,
        gebied -> Text,
        capaciteit -> Nullable<Integer>,
        vrije_plekken -> Nullable<Integer>,
        wachttijd_dagen -> Nullable<Integer>,
        ruimte_op -> Nullable<Moment>,
        actief -> Bool,
        responstermijn -> Nullable<Integer>,
        versie -> Integer,
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
        email -> Nullable<Text>,
        email_bewezen -> Bool,
        werktelefoon -> Text,
        eerdere_namen -> Text,
        wachtwoord -> Nullable<Text>,
        totp_geheim -> Nullable<Binary>,
        totp_stap -> BigInt,
        uitnodiging -> Nullable<Binary>,
        uitnodiging_tot -> Nullable<Moment>,
        uitnodiging_verstuurd -> Bool,
        actief -> Bool,
        aangemaakt_op -> Moment,
        versie -> Integer,
        vertrokken_op -> Nullable<Moment>,
        uitgenodigd_door_id -> Nullable<Uuid>,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Text};
    use crate::store::types::sql::{Moment, Uuid};

    post (id) {
        id -> Uuid,
        soort -> Text,
        gebruiker_id -> Uuid,
        vrager_id -> Uuid,
        brief -> Binary,
        tot -> Moment,
        poging_op -> Moment,
        pogingen -> Integer,
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
        door_id -> Nullable<Uuid>,
        waarneming_voor_id -> Nullable<Uuid>,
        wacht_sinds -> Nullable<Moment>,
        bevestigd_door_id -> Nullable<Uuid>,
        bevestigd_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{Bool, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    sessie (id) {
        id -> Uuid,
        gebruiker_id -> Uuid,
        begonnen_op -> Moment,
        actief_op -> Moment,
        verloopt_op -> Moment,
        rust_seconden -> Integer,
        beeindigd_op -> Nullable<Moment>,
        toegangspunt -> Text,
        factor_op -> Nullable<Moment>,
        factor_fouten -> Integer,
        machineclient_id -> Nullable<Uuid>,
        inlogwijze -> Text,
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
    use diesel::sql_types::{Date, Integer, Text};

    telling (soort, gemeente, maand) {
        soort -> Text,
        gemeente -> Text,
        maand -> Date,
        aantal -> Integer,
    }
}

table! {
    use diesel::sql_types::{Bool, Date, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    publicatie (id) {
        id -> Uuid,
        periode -> Text,
        programma -> Text,
        drempel -> Integer,
        status -> Text,
        geteld_op -> Date,
        definitief -> Bool,
        verborgen -> Text,
        dekking -> Text,
        gemaakt_door_id -> Uuid,
        gemaakt_op -> Moment,
        beoordeeld_door_id -> Nullable<Uuid>,
        beoordeeld_op -> Nullable<Moment>,
        vrijgegeven_door_id -> Nullable<Uuid>,
        vrijgegeven_op -> Nullable<Moment>,
        reden -> Nullable<Text>,
        versie -> Integer,
    }
}

table! {
    use diesel::sql_types::{Binary, Text};
    use crate::store::types::sql::Uuid;

    publicatiebestand (publicatie_id, soort) {
        publicatie_id -> Uuid,
        soort -> Text,
        bytes -> Binary,
        sha256 -> Text,
    }
}

table! {
    use diesel::sql_types::{BigInt, Bool, Nullable, Text};
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
        machineclient_id -> Nullable<Uuid>,
        schrijver -> Nullable<Uuid>,
        volgnummer -> Nullable<BigInt>,
        wijziging -> Nullable<Uuid>,
        namens -> Nullable<Uuid>,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    herhaling (gebruiker_id, sleutel) {
        gebruiker_id -> Uuid,
        sleutel -> Text,
        verzoek -> Nullable<Binary>,
        status -> Nullable<Integer>,
        locatie -> Nullable<Text>,
        soort -> Nullable<Text>,
        object_id -> Nullable<Uuid>,
        op -> Moment,
        verzoek_id -> Nullable<Uuid>,
    }
}

table! {
    use diesel::sql_types::{Binary, Integer, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    teller (soort, sleutel) {
        soort -> Text,
        sleutel -> Binary,
        aantal -> Integer,
        open_na -> Nullable<Moment>,
        vervalt_op -> Moment,
        gebruiker_id -> Nullable<Uuid>,
        verzoek_id -> Nullable<Uuid>,
    }
}

table! {
    use diesel::sql_types::Binary;
    use crate::store::types::sql::{Moment, Uuid};

    apparaat (hash) {
        hash -> Binary,
        gebruiker_id -> Uuid,
        vervalt_op -> Moment,
    }
}

table! {
    use diesel::sql_types::{Binary, Nullable};
    use crate::store::types::sql::{Moment, Uuid};

    herstelcode (hash) {
        hash -> Binary,
        gebruiker_id -> Uuid,
        gebruikt_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::{BigInt, Binary, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    beveiligingssleutel (id) {
        id -> Uuid,
        gebruiker_id -> Uuid,
        naam -> Text,
        kenmerk -> Binary,
        sleutel -> Binary,
        teller -> BigInt,
        toegevoegd_op -> Moment,
        gebruikt_op -> Nullable<Moment>,
    }
}

table! {
    use diesel::sql_types::Binary;
    use crate::store::types::sql::{Moment, Uuid};

    uitdaging (id) {
        id -> Uuid,
        voor -> Binary,
        toestand -> Binary,
        vervalt_op -> Moment,
    }
}
