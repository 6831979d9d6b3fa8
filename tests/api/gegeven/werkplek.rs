//! Somebody at a browser: it keeps cookies, sends forms as a browser does, and reads pages as HTML.

use std::{cell::RefCell, collections::BTreeMap};

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use scraper::{ElementRef, Html, Selector};

use super::{Antwoord, Regio, WACHTWOORD, Wie};

/// A browser on one device.
pub struct Browser<'a> {
    regio: &'a Regio,
    pub koekjes: RefCell<BTreeMap<String, String>>,
    /// The proof for forms of the last page.
    bewijs: RefCell<String>,
}

/// What a browser was answered.
pub struct Pagina {
    pub antwoord: Antwoord,
    pub html: Html,
}

impl Regio {
    /// A browser in which nobody is logged in.
    pub fn browser(&self) -> Browser<'_> {
        Browser { regio: self, koekjes: RefCell::default(), bewijs: RefCell::default() }
    }

    /// Somebody who has logged in at the workplace, half a minute later: a code works once.
    pub async fn werkplek(&self, wie: Wie) -> Browser<'_> {
        let browser = self.browser();
        browser.get("/inloggen").await.met(200);
        browser.log_in(wie, &[]).await.met(303);
        browser
    }
}

impl Browser<'_> {
    pub async fn get(&self, pad: &str) -> Pagina {
        let vraag = TestRequest::get().uri(pad).insert_header(("sec-fetch-site", "same-origin"));
        self.vraag(vraag).await
    }

    /// Sends a form of the last page.
    pub async fn post(&self, pad: &str, velden: &[(&str, &str)]) -> Pagina {
        let bewijs = self.bewijs.borrow().clone();
        let velden = [&[("bewijs", bewijs.as_str())], velden].concat();
        let vraag = TestRequest::post().uri(pad).insert_header(("sec-fetch-site", "same-origin"));
        self.vraag(vraag.insert_header(("origin", "null")).set_form(velden)).await
    }

    /// Name, password and code, with what goes along from page to page.
    pub async fn log_in(&self, wie: Wie, mee: &[(&str, &str)]) -> Pagina {
        self.regio.verstrijk(TimeDelta::seconds(30));
        let naam = wie.gebruikersnaam();
        let eerst = [&[("gebruikersnaam", naam.as_str()), ("wachtwoord", WACHTWOORD)], mee].concat();
        let code_pagina = self.post("/inloggen", &eerst).await.met(200);
        let tussen = code_pagina.waarde("tussen");
        let code = self.regio.inlog(wie)["totpCode"].as_str().unwrap().to_owned();
        let dan = [&[("tussen", tussen.as_str()), ("code", code.as_str())], mee].concat();
        self.post("/inloggen/code", &dan).await
    }

    /// Asks with the cookies that there are, and keeps those that come back.
    pub async fn vraag(&self, vraag: TestRequest) -> Pagina {
        let koekjes: Vec<_> = self.koekjes.borrow().iter().map(|(naam, waarde)| format!("{naam}={waarde}")).collect();
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
        let vraag = vraag.insert_header(("accept", browser)).insert_header(("host", "knooppunt.nl"));
        let vraag = if koekjes.is_empty() { vraag } else { vraag.insert_header(("cookie", koekjes.join("; "))) };
        let antwoord = self.regio.vraag(vraag).await;
        for koekje in antwoord.headers.get_all("set-cookie") {
            let (paar, rest) = koekje.to_str().unwrap().split_once(';').unwrap();
            let (naam, waarde) = paar.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.koekjes.borrow_mut().remove(naam);
            } else {
                self.koekjes.borrow_mut().insert(naam.to_owned(), waarde.to_owned());
            }
        }
        let pagina = Pagina { html: Html::parse_document(&antwoord.tekst()), antwoord };
        if let Some(bewijs) = pagina.alle("input[name=bewijs]").first() {
            bewijs.attr("value").unwrap().clone_into(&mut self.bewijs.borrow_mut());
        }
        pagina
    }
}

impl Pagina {
    /// The page, which must have this status; a page is HTML that is well made.
    #[track_caller]
    pub fn met(self, status: u16) -> Self {
        assert_eq!(self.antwoord.status, status, "{}", self.antwoord.tekst());
        if status != 303 {
            assert_eq!(self.antwoord.header("content-type").as_deref(), Some("text/html; charset=utf-8"));
            assert_eq!(self.alle("h1").len(), 1, "one h1: {}", self.antwoord.tekst());
            self.is_goed_gemaakt();
        }
        self
    }

    /// Everything that fits.
    #[track_caller]
    pub fn alle(&self, keuze: &str) -> Vec<ElementRef<'_>> {
        let keuze = Selector::parse(keuze).unwrap_or_else(|_| panic!("{keuze}"));
        self.html.select(&keuze).collect()
    }

    /// The one thing that fits, in words: without the spaces of the source.
    #[track_caller]
    pub fn tekst(&self, keuze: &str) -> String {
        let gevonden = self.alle(keuze);
        assert!(!gevonden.is_empty(), "{keuze} in {}", self.antwoord.tekst());
        woorden(gevonden[0])
    }

    /// What each thing that fits says.
    pub fn teksten(&self, keuze: &str) -> Vec<String> {
        self.alle(keuze).into_iter().map(woorden).collect()
    }

    /// What stands in a field.
    #[track_caller]
    pub fn waarde(&self, naam: &str) -> String {
        let velden = self.alle(&format!("input[name='{naam}']"));
        let veld = velden.first().unwrap_or_else(|| panic!("{naam} in {}", self.antwoord.tekst()));
        veld.attr("value").unwrap_or_default().to_owned()
    }

    /// Where the browser is sent.
    #[track_caller]
    pub fn naar(&self) -> String {
        let naar = self.antwoord.header("location").unwrap_or_else(|| panic!("{}", self.antwoord.tekst()));
        naar.trim_end_matches("#inhoud").to_owned()
    }

    /// What holds for every page: labels, identifiers, nothing of ours in sight, nothing that runs.
    #[track_caller]
    fn is_goed_gemaakt(&self) {
        let bron = self.antwoord.tekst();
        assert!(self.html.errors.is_empty(), "{:?} {bron}", self.html.errors);
        // The one script there is asks a security key, on the two pages that do.
        let scripts: Vec<_> = self.alle("script").iter().map(|een| een.attr("src").unwrap_or_default()).collect();
        let sleutel = self.alle("form[data-sleutel]").len();
        assert!(scripts.len() == sleutel && scripts.iter().all(|van| van.starts_with("/vast/sleutel-")), "{bron}");
        for nooit in ["[style]", "style", "iframe", "[onclick]", "[placeholder]", "[required]", "[disabled]"] {
            assert!(self.alle(nooit).is_empty(), "{nooit}: {bron}");
        }
        let ids: Vec<_> = self.alle("[id]").iter().map(|ding| ding.attr("id").unwrap().to_owned()).collect();
        for (plaats, id) in ids.iter().enumerate() {
            assert!(!ids[..plaats].contains(id), "{id} twice: {bron}");
        }
        for ding in self.alle("[aria-describedby], [aria-labelledby]") {
            let namen = [ding.attr("aria-describedby"), ding.attr("aria-labelledby")];
            for naam in namen.into_iter().flatten().flat_map(str::split_whitespace) {
                assert!(ids.iter().any(|id| id == naam), "{naam} is nowhere: {bron}");
            }
        }
        for veld in self.alle("input:not([type=hidden]), textarea, select") {
            let id = veld.attr("id").unwrap_or_else(|| panic!("a field without id: {}", veld.html()));
            assert_eq!(self.alle(&format!("label[for='{id}']")).len(), 1, "a label for {id}: {bron}");
        }
        for verwijzing in self.alle("a[href^='#']") {
            let naar = &verwijzing.attr("href").unwrap()[1..];
            assert!(ids.iter().any(|id| id == naar), "#{naar} is nowhere: {bron}");
        }
        for formulier in self.alle("form") {
            let bewijs = Selector::parse("input[name=bewijs]").unwrap();
            assert_eq!(formulier.select(&bewijs).count(), 1, "a form without its proof: {}", formulier.html());
        }
        let uuid = |woord: &str| woord.len() == 36 && woord.matches('-').count() == 4;
        let zichtbaar = self.teksten("main").join(" ");
        let fout = self.antwoord.status >= 500;
        assert!(fout || !zichtbaar.split_whitespace().any(uuid), "an identifier in sight: {zichtbaar}");
    }
}

fn woorden(ding: ElementRef<'_>) -> String {
    ding.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
