//! Uitnodiging: the code from whoever invited, a password of one's own, and once what belongs in the authenticator.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use super::{
    blad::{OpenBlad, Titel},
    casus::formulier::bij_velden,
    deel::{
        formulier::bewijs,
        fouten::Fouten,
        qr::qr,
        veld::{Regel, regel},
    },
    formulier::{OpenIngevuld, Velden},
};
use crate::http::{
    invoer::parse,
    problem::{Code, Problem},
    toegang::{
        deur::Deur,
        uitnodiging::{Aanvaarden, TweedeFactorView, aanvaarden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("code", "code"), ("wachtwoord", "wachtwoord")];

/// Asks for the code.
pub async fn vraag(blad: OpenBlad) -> HttpResponse {
    toon(&blad, StatusCode::OK, &Velden::default(), &Fouten::geen())
}

/// Accepts it.
pub async fn aanvaard(deur: Deur, ingevuld: OpenIngevuld) -> Result<HttpResponse, Problem> {
    let OpenIngevuld { blad, velden } = ingevuld;
    let mut fouten = Fouten::geen();
    let (wachtwoord, nog_eens) = (velden.letterlijk("wachtwoord"), velden.letterlijk("nog-eens"));
    if velden.gevuld("code").is_none() {
        fouten.bij("code", "Vul de code in die u kreeg.");
    }
    if wachtwoord.is_empty() {
        fouten.bij("wachtwoord", "Kies een wachtwoord.");
    } else if wachtwoord != nog_eens {
        fouten.bij("nog-eens", "Dit is een ander wachtwoord dan hierboven.");
    }
    if !fouten.is_leeg() {
        return Ok(toon(&blad, StatusCode::BAD_REQUEST, &velden, &fouten));
    }
    let body = json!({ "code": velden.tekst("code"), "wachtwoord": wachtwoord });
    let gedaan = match parse::<Aanvaarden>(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => aanvaarden(&deur, invoer).await,
    };
    match gedaan {
        Ok(factor) => Ok(welkom(&blad, &factor)),
        Err(problem) if problem.code() == Code::TeVeelPogingen => {
            let mut fouten = Fouten::geen();
            fouten.bij("code", problem.detail().to_owned());
            Ok(toon(&blad, problem.code().status(), &velden, &fouten))
        }
        Err(problem) => Ok(toon(&blad, StatusCode::BAD_REQUEST, &velden, &bij_velden(problem, &PLAATSEN)?)),
    }
}

fn toon(blad: &OpenBlad, status: StatusCode, velden: &Velden, fouten: &Fouten) -> HttpResponse {
    let kies = |naam, vraag, hint| Regel {
        soort: "password",
        hint,
        vult: Some("new-password"),
        ..Regel::tekst(naam, vraag, "")
    };
    let inhoud = html! {
        (fouten.samengevat("Uw account is nog niet klaar."))
        h1 { "Uitnodiging" }
        p.lead { "U kreeg een code van de beheerder. Daarmee kiest u zelf een wachtwoord, en stelt u uw telefoon in." }
        form method="post" action="/uitnodiging" novalidate {
            (bewijs(&blad.bewijs()))
            (regel(Regel { hint: "Zij werkt één keer, 24 uur lang.", vult: Some("off"), ..Regel::tekst("code", "Code uit de uitnodiging", velden.tekst("code")) }, fouten))
            (regel(kies("wachtwoord", "Kies een wachtwoord", "Minstens 12 tekens. Een zin die alleen u kent is goed, en makkelijk te onthouden."), fouten))
            (regel(kies("nog-eens", "Hetzelfde wachtwoord nog eens", ""), fouten))
            p.field.actions { button.button.big { "Maak mijn account klaar" } }
        }
        p.field.small { "Werkt de code niet meer? De beheerder maakt een nieuwe voor u." }
    };
    blad.toon_als(status, &Titel::van("Uitnodiging").met_fout(!fouten.is_leeg()), &inhoud)
}

/// What is told once. The page is not kept anywhere, and not made again.
fn welkom(blad: &OpenBlad, factor: &TweedeFactorView) -> HttpResponse {
    let inhoud = html! {
        h1 { "Nu nog uw telefoon" }
        p.lead { "Uw wachtwoord is bewaard. Wat hieronder staat, ziet u alleen nu. U logt in als " b { (factor.gebruikersnaam) } "." }
        (telefoon(factor))
        section.card.field aria-labelledby="kop-herstel" {
            h2 #kop-herstel { "2. Bewaar uw herstelcodes" }
            p { "Voor als uw telefoon weg is. Elke code werkt één keer. Print ze, of schrijf ze op, en bewaar ze niet bij uw telefoon." }
            ul.codes.field { @for code in &factor.herstelcodes { li { (code) } } }
        }
        p.field.actions { a.button.big href="/inloggen" { "Log in" } }
    };
    blad.toon(&Titel::van("Nu nog uw telefoon"), &inhoud)
}

fn telefoon(factor: &TweedeFactorView) -> Markup {
    html! {
        section.card.field aria-labelledby="kop-telefoon" {
            h2 #kop-telefoon { "1. Zet Knooppunt in uw authenticator-app" }
            p { "Open de app op uw telefoon, kies ‘toevoegen’, en richt de camera op dit vierkant." }
            @if let Some(vierkant) = qr(&factor.totp_uri) { div.qr.field { (vierkant) } }
            p.field { "Lukt dat niet? Typ dan dit over in de app:" }
            p.eenmalig { (in_stukjes(&factor.totp_geheim)) }
        }
    }
}

/// Four letters at a time: so somebody can type them over.
fn in_stukjes(geheim: &str) -> String {
    let letters: Vec<char> = geheim.chars().collect();
    letters.chunks(4).map(|stuk| stuk.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_geheim_staat_er_in_stukjes_van_vier() {
        assert_eq!(in_stukjes("GEZDGNBVGY"), "GEZD GNBV GY");
    }
}
