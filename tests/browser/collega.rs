//! A midwife who joined today. Her account is nobody else's, so that her sessions can end without harm to another test.

use serde_json::{Value, json};

use crate::{proces::Proces, venster::Venster};

/// Everybody's password in the demo.
pub const DEMO: &str = "demo-wachtwoord-kansrijk";
const WACHTWOORD: &str = "zelf gekozen en lang";

/// A midwife with an account of her own, and the beheerder who let her in.
pub struct Collega {
    adres: String,
    beheerder: String,
    id: String,
    gebruikersnaam: String,
    herstelcodes: Vec<String>,
}

impl Collega {
    /// Lets her in by the API, as a beheerder does. The code of the beheerder works once: one test does this.
    pub fn nieuw(proces: &Proces) -> Self {
        let adres = format!("{}/v1", proces.adres);
        let inloggen =
            json!({ "gebruikersnaam": "beheerder-1", "wachtwoord": DEMO, "totpCode": proces.code("beheerder-1") });
        let sessie = stuur(&format!("{adres}/sessies"), "", &inloggen);
        let beheerder = woord(&sessie, "toegangstoken");
        let praktijk = json!({ "naam": "De Nieuwe Dag", "soort": "verloskundigenpraktijk", "gemeenten": ["GM0917"] });
        let praktijk = stuur(&format!("{adres}/organisaties"), &beheerder, &praktijk);
        let account = json!({
            "gebruikersnaam": "n.dag",
            "naam": "Nieuwe Dag",
            "organisatie": praktijk["id"],
            "toekenningen": [{ "rol": "signaleerder" }],
        });
        let account = stuur(&format!("{adres}/gebruikers"), &beheerder, &account);
        let aanvaarden = json!({ "code": account["code"], "wachtwoord": WACHTWOORD });
        let factor = stuur(&format!("{adres}/uitnodigingen/aanvaarding"), "", &aanvaarden);
        let herstelcodes =
            factor["herstelcodes"].as_array().unwrap().iter().map(|code| code.as_str().unwrap().to_owned());
        Self {
            beheerder,
            id: woord(&account["gebruiker"], "id"),
            gebruikersnaam: woord(&factor, "gebruikersnaam"),
            herstelcodes: herstelcodes.collect(),
            adres,
        }
    }

    /// Logs in on the page where the browser is, with her password and one of her recovery codes.
    pub async fn log_in(&mut self, venster: &Venster) {
        venster.typ("#gebruikersnaam", &self.gebruikersnaam).await;
        venster.typ("#wachtwoord", WACHTWOORD).await;
        venster.druk("Ga verder").await;
        venster.typ("#code", &self.herstelcodes.pop().unwrap()).await;
        venster.druk("Log in").await;
    }

    /// The beheerder ends her sessions: what she does next comes too late.
    pub fn sessies_eindigen(&self) {
        let einde =
            stuur(&format!("{}/gebruikers/{}/sessies/beeindiging", self.adres, self.id), &self.beheerder, &json!({}));
        assert_ne!(einde["beeindigd"], 0, "she was logged in");
    }
}

fn stuur(adres: &str, token: &str, body: &Value) -> Value {
    let vraag = ureq::post(adres).header("Authorization", &format!("Bearer {token}"));
    let vraag = if token.is_empty() { ureq::post(adres) } else { vraag };
    let mut antwoord = vraag.config().http_status_as_error(false).build().send_json(body).unwrap();
    let (status, inhoud) = (antwoord.status(), antwoord.body_mut().read_to_string().unwrap());
    assert!(status.is_success(), "{adres}: {status} {inhoud}");
    serde_json::from_str(&inhoud).unwrap()
}

fn woord(van: &Value, naam: &str) -> String {
    van[naam].as_str().unwrap_or_else(|| panic!("{naam}: {van}")).to_owned()
}
