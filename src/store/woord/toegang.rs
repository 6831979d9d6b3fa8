//! Access, and what it rests on. These tables are about who works with cases, not about whom a case is.

use super::tabel::{Tabel, Wissen, met_wijziging, van_niemand};

pub(super) const TABELLEN: &[Tabel] = &[
    met_wijziging("organisatie", "id naam soort actief versie"),
    Tabel {
        zonder_rowid: "organisatie_id gemeente",
        ..met_wijziging("organisatie_gemeente", "organisatie_id gemeente")
    },
    met_wijziging(
        "desk",
        "id organisatie_id naam route gebied_soort gebied capaciteit vrije_plekken wachttijd_dagen ruimte_op actief \
         responstermijn versie",
    ),
    met_wijziging(
        "gebruiker",
        "id organisatie_id gebruikersnaam naam email email_bewezen werktelefoon eerdere_namen wachtwoord totp_geheim totp_stap \
         uitnodiging uitnodiging_tot uitnodiging_verstuurd actief aangemaakt_op versie vertrokken_op uitgenodigd_door_id",
    ),
    met_wijziging(
        "toekenning",
        "id gebruiker_id rol gebied_soort gebied geldig_van geldig_tot door_id waarneming_voor_id \
         wacht_sinds bevestigd_door_id bevestigd_op",
    ),
    met_wijziging(
        "factorherstel",
        "id gebruiker_id reden aangevraagd_door_id aangevraagd_op verloopt_op bevestigd_door_id \
         bevestigd_op",
    ),
    met_wijziging("overdracht", "id van_id aan_id door_id op"),
    met_wijziging("machineclient", "id organisatie_id naam aangemaakt_op ingetrokken_op"),
    met_wijziging("machineclient_sleutel", "id machineclient_id algoritme kid publiek"),
    met_wijziging("machineclient_toekenning", "id machineclient_id rol gebied_soort gebied"),
    van_niemand("machineclient_verklaring", "machineclient_id hash vervalt_op"),
    met_wijziging("oidc_koppeling", "id gebruiker_id uitgever onderwerp gekoppeld_op"),
    van_niemand("oidc_poging", "hash id geheim vervalt_op"),
    van_niemand(
        "sessie",
        "id gebruiker_id begonnen_op actief_op verloopt_op rust_seconden beeindigd_op factor_op \
         factor_fouten toegangspunt machineclient_id inlogwijze",
    ),
    van_niemand("verversing", "hash sessie_id uitgegeven_op gebruikt_op"),
    van_niemand("apparaat", "hash gebruiker_id vervalt_op"),
    met_wijziging("herstelcode", "hash gebruiker_id gebruikt_op"),
    met_wijziging("beveiligingssleutel", "id gebruiker_id naam kenmerk sleutel teller toegevoegd_op gebruikt_op"),
    van_niemand("uitdaging", "id voor toestand vervalt_op"),
    van_niemand("post", "id soort gebruiker_id vrager_id brief tot poging_op pogingen"),
    van_niemand("teller", "soort sleutel aantal open_na vervalt_op gebruiker_id verzoek_id"),
    Tabel {
        wissen: Wissen::Elders("store/herhaling.rs finds what was done with the person by their lines in the logboek"),
        ..van_niemand("herhaling", "gebruiker_id sleutel verzoek status locatie soort object_id op verzoek_id")
    },
];
