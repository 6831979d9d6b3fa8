//! A security key: the one thing in the workplace that needs a script, with a key that the browser plays.

use serde_json::json;

use crate::{collega::DEMO, venster::met_browser};

const WIE: &str = "coordinator-parkstad-1";

#[test]
fn een_sleutel_komt_erbij_en_opent_de_volgende_keer_de_deur() {
    met_browser(async |venster| {
        venster.ontwikkelaar("WebAuthn.enable", json!({})).await;
        let sleutel = json!({ "options": {
            "protocol": "ctap2", "transport": "usb", "hasUserVerification": true, "isUserVerified": true,
            "automaticPresenceSimulation": true,
        } });
        venster.ontwikkelaar("WebAuthn.addVirtualAuthenticator", sleutel).await;
        // A browser asks no key for an address in numbers.
        let adres = venster.proces.adres.replace("127.0.0.1", "localhost");
        venster.client.goto(&format!("{adres}/demo")).await.unwrap();
        venster.klik(&format!("button[value='{WIE}']")).await;
        venster.client.goto(&format!("{adres}/account")).await.unwrap();
        venster.druk("Voeg een beveiligingssleutel toe").await;
        // What is not filled in is said as on any other form, before the key is asked.
        venster.druk("Voeg de sleutel toe").await;
        assert_eq!(venster.titel().await, "Fout: Voeg een beveiligingssleutel toe – Knooppunt");
        venster.typ("#naam", "Sleutelbos").await;
        venster.typ("#code", &venster.proces.code(WIE)).await;
        venster.druk("Voeg de sleutel toe").await;
        assert_eq!(venster.tekst("h1").await, "Uw account");
        assert!(venster.tekst("main").await.contains("Sleutelbos"));
        venster.druk("Uitloggen").await;
        venster.client.goto(&format!("{adres}/inloggen")).await.unwrap();
        venster.typ("#gebruikersnaam", WIE).await;
        venster.typ("#wachtwoord", DEMO).await;
        venster.druk("Ga verder").await;
        venster.druk("Gebruik mijn beveiligingssleutel").await;
        venster.druk("Gebruik mijn sleutel").await;
        assert!(venster.pad().await.starts_with("/vandaag"), "the key opened the door");
    });
}
