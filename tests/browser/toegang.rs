//! Pages of whoever keeps access and of oversight, and one's own account, in the states that no link leads to.

use crate::{
    bekijk::Bevindingen,
    venster::{Venster, met_browser},
};

impl Bevindingen {
    /// Sends the form as it is, and looks at what comes back.
    async fn leeg(&mut self, venster: &Venster, pad: &str, knop: &str) {
        venster.ga(pad).await;
        venster.druk(knop).await;
        self.met(venster, 400, &format!("{pad}, leeg verstuurd")).await;
    }
}

#[test]
fn wat_een_beheerder_ziet_als_het_anders_gaat_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.word("beheerder-1").await;
        gezien.leeg(venster, "/mensen/nieuw", "Nodig uit").await;
        gezien.leeg(venster, "/organisaties/nieuw", "Voeg toe").await;
        venster.typ("#naam", "De Proefpraktijk").await;
        venster.kies("#soort", "Verloskundigenpraktijk").await;
        venster.druk("Voeg toe").await;
        gezien.met(venster, 200, "Organisatie, net toegevoegd").await;
        let organisatie = venster.pad().await;
        gezien.leeg(venster, &format!("{organisatie}/bureau"), "Voeg toe").await;
        venster.ga("/mensen").await;
        venster.klik("main details summary").await;
        venster.typ("#naam", "niemand heet zo").await;
        venster.druk("Zoek").await;
        gezien.met(venster, 200, "Mensen, niemand gevonden").await;
        venster.ga("/mensen/nieuw").await;
        venster.typ("#naam", "Fictieve Anna Proef").await;
        venster.typ("#gebruikersnaam", "anna.proef").await;
        venster.kies("#organisatie", "De Proefpraktijk").await;
        venster.klik("#rol-signaleerder").await;
        venster.druk("Nodig uit").await;
        gezien.met(venster, 200, "Een code, die een keer wordt verteld").await;
        let code = venster.tekst(".eenmalig").await;
        venster.ga("/uitnodiging").await;
        venster.typ("#code", &code).await;
        venster.typ("#wachtwoord", "vier paarden in een wei").await;
        venster.typ("#nog-eens", "vier paarden in een wei").await;
        venster.druk("Maak mijn account klaar").await;
        gezien.met(venster, 200, "Het vierkant voor de telefoon").await;
        gezien.geen(7);
    });
}

#[test]
fn wat_een_fg_ziet_als_het_anders_gaat_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.word("fg-1").await;
        venster.ga("/wie-keek").await;
        venster.typ("#naam", "voorbeeld").await;
        venster.druk("Zoek een account").await;
        gezien.met(venster, 200, "Wie keek, accounts gevonden").await;
        venster.ga("/noodprocedures").await;
        venster.klik(".row h3 a").await;
        venster.druk("Beoordeel").await;
        gezien.met(venster, 400, "Noodprocedure, leeg beoordeeld").await;
        gezien.geen(2);
    });
}

#[test]
fn het_eigen_account_is_voor_iedereen_te_gebruiken_ook_als_het_niet_lukt() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.word("fg-1").await;
        gezien.leeg(venster, "/account/wachtwoord", "Bewaar het nieuwe wachtwoord").await;
        gezien.leeg(venster, "/account/herstelcodes", "Maak nieuwe herstelcodes").await;
        gezien.leeg(venster, "/account/factor", "Laat zien").await;
        gezien.leeg(venster, "/account/sleutels/nieuw", "Voeg de sleutel toe").await;
        gezien.leeg(venster, "/uitnodiging", "Maak mijn account klaar").await;
        gezien.geen(5);
    });
}

#[test]
fn de_api_om_te_lezen_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        for pad in ["", "/rollen", "/casusSluiten", "/beginSessie", "/velden/CasusView", "/velden/SluitReden"] {
            venster.ga(&format!("/v1/docs{pad}")).await;
            gezien.bekijk_als_techniek(venster, pad).await;
        }
        gezien.geen(6);
    });
}
