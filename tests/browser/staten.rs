//! Pages in the states that no link leads to: each branch of a question, what is wrong, what went well, what is refused, covered.

use fantoccini::{Locator, key::Key};

use crate::{
    bekijk::Bevindingen,
    venster::{Venster, met_browser},
    vrouw::Vrouw,
};

impl Bevindingen {
    /// Looks at a page that came with this status.
    pub async fn met(&mut self, venster: &Venster, status: u64, waar: &str) {
        assert_eq!(venster.status().await, status, "{waar}");
        let (fout, titel) = (venster.alle(".errors").await == 1, venster.titel().await);
        assert_eq!(fout, titel.starts_with("Fout: "), "{waar}: {titel}");
        self.bekijk(venster, waar).await;
    }
}

#[test]
fn elke_tak_van_nieuw_signaal_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.word("verloskundige-1").await;
        for (tak, vakken) in [
            ("zij weet het nog niet", vec!["#besluit-later"]),
            ("zij zei nee", vec!["#besluit-nee"]),
            ("zij zei ja en heeft een kind", vec!["#besluit-ja", "#zwanger-kind"]),
            ("zij zei ja en is zwanger", vec!["#besluit-ja", "#zwanger-ja", "#urgentie-spoed"]),
        ] {
            venster.ga("/nieuw-signaal").await;
            for vak in vakken {
                venster.klik(vak).await;
            }
            gezien.met(venster, 200, &format!("Nieuw signaal, {tak}")).await;
        }
        venster.druk("Verstuur het signaal").await;
        gezien.met(venster, 400, "Nieuw signaal, er mist van alles").await;
        venster.ga("/nieuw-signaal").await;
        venster.klik("#besluit-nee").await;
        venster.druk("Tel deze weigering").await;
        gezien.met(venster, 400, "Nieuw signaal, zij zei nee, zonder gemeente").await;
        venster.kies("#geteld-in", "Heerlen").await;
        venster.druk("Tel deze weigering").await;
        gezien.met(venster, 200, "Mijn signalen, na een weigering").await;
        gezien.geen(7);
    });
}

#[test]
fn wat_een_verloskundige_daarna_ziet_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.word("verloskundige-1").await;
        venster.meld(Vrouw::new("Godelieve Aerts", "0000108")).await;
        gezien.met(venster, 200, "Bewijs, na het versturen").await;
        venster.klik("#cover").await;
        assert!(venster.tekst(".covered").await.contains("Het scherm is afgedekt"));
        assert!(!venster.vind("h1").await.is_displayed().await.unwrap(), "nobody reads along");
        gezien.met(venster, 200, "Afgedekt").await;
        venster.klik("#cover").await;
        assert!(venster.vind("h1").await.is_displayed().await.unwrap());
        venster.ga("/signalen/00000000-0000-7000-8000-000000000000").await;
        gezien.met(venster, 404, "Wat er niet is").await;
        venster.ga("/account").await;
        venster.druk("Uitloggen").await;
        gezien.met(venster, 200, "Uitgelogd").await;
        gezien.geen(4);
    });
}

/// What goes wrong on the page of a family, and what is refused.
async fn op_de_casus(venster: &Venster, gezien: &mut Bevindingen) {
    venster.druk("Neem dit gezin aan").await;
    gezien.met(venster, 200, "Casus, net aangenomen").await;
    let casus = venster.pad().await;
    venster.ga(&casus).await;
    venster.druk("Plan een gesprek met het gezin").await;
    venster.typ("#gesprek-op", "31-2-2027").await;
    venster.druk("Bewaar deze dag").await;
    gezien.met(venster, 400, "Casus, een dag die niet bestaat").await;
    venster.ga(&casus).await;
    venster.druk("Weeg opnieuw").await;
    venster.druk("Bewaar dit oordeel").await;
    gezien.met(venster, 400, "Casus, niet gekozen hoe kwetsbaar").await;
    venster.ga(&format!("{casus}/sluiten")).await;
    venster.druk("Sluit deze casus").await;
    gezien.met(venster, 400, "Sluiten zonder reden").await;
    venster.ga(&casus).await;
    let eerst = "//a[contains(., 'Noteer haar antwoord')]";
    let eerst = venster.client.find(Locator::XPath(eerst)).await.expect("for some desks she has to be asked");
    let adres = eerst.attr("href").await.unwrap().unwrap();
    venster.ga(&adres).await;
    venster.druk("Bewaar haar antwoord").await;
    gezien.met(venster, 400, "Haar antwoord, niets gekozen").await;
    venster.ga(&casus).await;
    venster.volg("Vraag dit bureau").await;
    gezien.met(venster, 200, "Vraag aan een bureau").await;
    venster.druk("Verstuur de vraag").await;
    gezien.bekijk(venster, "Vraag aan een bureau, verstuurd").await;
}

#[test]
fn wat_een_coordinator_ziet_als_het_anders_gaat_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let zij = Vrouw::new("Reinhilde Mestrom", "0000109");
        let mut gezien = Bevindingen::default();
        venster.word("verloskundige-1").await;
        venster.meld(zij).await;
        venster.word("coordinator-parkstad-1").await;
        venster.ga("/nieuw-signaal").await;
        gezien.met(venster, 403, "Wat niet bij hun werk hoort").await;
        venster.ga("/zoeken").await;
        venster.typ("#geboren", "31-2-2003").await;
        venster.druk("Zoek").await;
        gezien.met(venster, 400, "Zoeken op een dag die niet bestaat").await;
        venster.ga("/zoeken").await;
        venster.typ("#telefoon", "06 29999999").await;
        venster.toets(&Key::Enter.to_string()).await;
        venster.wacht_tot("an answer", "return !!document.querySelector('#kop-gevonden')").await;
        gezien.met(venster, 200, "Zoeken, niemand gevonden").await;
        venster.ga("/casussen").await;
        venster.klik("main details summary").await;
        venster.kies("#gemeente", "Heerlen").await;
        venster.druk("Toon deze keuze").await;
        gezien.met(venster, 200, "Gezinnen, gekozen").await;
        venster.ga("/zoeken").await;
        venster.typ("#naam", zij.naam).await;
        venster.typ("#geboren", &Vrouw::geboren_getypt()).await;
        venster.druk("Zoek").await;
        gezien.met(venster, 200, "Zoeken, gevonden").await;
        venster.druk(zij.naam).await;
        gezien.met(venster, 200, "Casus, van niemand").await;
        op_de_casus(venster, &mut gezien).await;
        gezien.geen(12);
    });
}

#[test]
fn twee_signalen_naast_elkaar_zijn_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let zij = Vrouw::new("Emerentia Bos", "0000110");
        let mut gezien = Bevindingen::default();
        venster.word("verloskundige-1").await;
        venster.meld(zij).await;
        venster.meld(Vrouw { naam: "Emerentia Bos-Vink", let_op: "Alleen een brief.", ..zij }).await;
        assert!(venster.tekst("main").await.contains("Iemand in de regio steunt dit gezin al."));
        gezien.met(venster, 200, "Bewijs van wie al bekend lijkt").await;
        venster.word("coordinator-parkstad-1").await;
        venster.ga("/vandaag/lijkt-bekend").await;
        gezien.met(venster, 200, "Lijkt al bekend").await;
        venster.volg("Vergelijk de twee").await;
        assert_eq!(venster.tekst("h1").await, "Lijkt dit hetzelfde gezin?");
        gezien.met(venster, 200, "Vergelijken").await;
        let namen = venster.tekst("main table").await;
        assert!(namen.contains("Emerentia Bos-Vink"), "{namen}");
        venster.druk("Het is hetzelfde gezin").await;
        let gezegd = venster.tekst("[role=status]").await;
        assert_eq!(gezegd, "Het signaal hoort nu bij dit gezin. Alles is bewaard, op volgorde van tijd.");
        gezien.met(venster, 200, "Casus, na het samenvoegen").await;
        gezien.geen(4);
    });
}

#[test]
fn inloggen_is_voor_iedereen_te_gebruiken_ook_als_het_niet_lukt() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.ga("/inloggen").await;
        venster.druk("Ga verder").await;
        gezien.met(venster, 400, "Inloggen zonder naam").await;
        venster.typ("#gebruikersnaam", "niemand").await;
        venster.typ("#wachtwoord", "iets").await;
        venster.druk("Ga verder").await;
        gezien.met(venster, 200, "De code").await;
        venster.druk("Log in").await;
        gezien.met(venster, 400, "De code, leeg").await;
        venster.typ("#code", "000000").await;
        venster.druk("Log in").await;
        gezien.met(venster, 401, "Deze naam, dit wachtwoord en deze code").await;
        gezien.geen(4);
    });
}
