//! Logging in: name and password, then the code. Which of them was wrong is never said.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use validator::Validate as _;

use super::{
    blad::{OpenBlad, Titel, verder},
    deel::{
        formulier::{bewijs, meegedragen},
        fouten::Fouten,
        veld::{Regel, regel},
    },
    deuren,
    formulier::{OpenIngevuld, Velden},
    koekje,
};
use crate::http::{
    problem::{Code, Problem},
    toegang::{
        beveiligingssleutel::kan,
        browser::Browser,
        deur::Deur,
        inloggen::{self, Binnen, Inloggen},
    },
};

/// For what is typed in a form, and kept until its owner has logged in.
pub const BEWAARD: &str = "web.bewaard";
/// For a name and password on their way to the code.
const TUSSEN: &str = "web.inloggen";
/// So many minutes somebody takes to find their telephone.
const MINUTEN: i64 = 10;

/// A form that came too late.
#[derive(Debug, Serialize, Deserialize)]
pub struct Bewaard {
    /// Where it goes.
    pub pad: String,
    /// What was filled in.
    pub velden: Vec<(String, String)>,
}

/// A name and a password that nobody has looked at yet.
#[derive(Serialize, Deserialize)]
pub(super) struct Tussen {
    pub naam: String,
    pub wachtwoord: String,
}

/// Leads to where somebody begins.
pub async fn thuis(blad: OpenBlad) -> HttpResponse {
    match &blad.0.bezoeker {
        Some(wie) => verder(deuren::eerste(wie).pad),
        None if blad.0.demo => verder("/demo"),
        None => verder("/inloggen"),
    }
}

/// Asks who is there.
pub async fn vraag(blad: OpenBlad) -> HttpResponse {
    if blad.0.bezoeker.is_some() {
        return thuis(blad).await;
    }
    naam_pagina(&blad, StatusCode::OK, &Velden::default(), &Fouten::geen())
}

/// Whoever gets the page of the code begins anew.
pub async fn opnieuw() -> HttpResponse {
    verder("/inloggen")
}

/// The page to log in, in the place of another: afterwards one goes on to `naar`, or with what was typed.
#[must_use]
pub fn eerst_inloggen(blad: &OpenBlad, naar: Option<&str>, bewaard: Option<&str>) -> HttpResponse {
    let mut velden = Velden::default();
    velden.0.extend(naar.map(|naar| ("naar".to_owned(), naar.to_owned())));
    velden.0.extend(bewaard.map(|bewaard| ("bewaard".to_owned(), bewaard.to_owned())));
    naam_pagina(blad, StatusCode::UNAUTHORIZED, &velden, &Fouten::geen())
}

/// What goes along from one page to the next.
pub(super) fn mee(velden: &Velden) -> Markup {
    html! {
        @for naam in ["naar", "bewaard"] {
            @if let Some(waarde) = velden.gevuld(naam) { input type="hidden" name=(naam) value=(waarde); }
        }
    }
}

fn naam_pagina(blad: &OpenBlad, status: StatusCode, velden: &Velden, fouten: &Fouten) -> HttpResponse {
    let naam = Regel {
        vult: Some("username"),
        ..Regel::tekst("gebruikersnaam", "Gebruikersnaam", velden.tekst("gebruikersnaam"))
    };
    let wachtwoord =
        Regel { soort: "password", vult: Some("current-password"), ..Regel::tekst("wachtwoord", "Wachtwoord", "") };
    let inhoud = html! {
        (fouten.samengevat("U bent nog niet ingelogd."))
        h1 { "Inloggen" }
        @if velden.gevuld("bewaard").is_some() {
            p.note.soon role="status" { "U was te lang weg. Log in, dan staat alles er nog." }
        } @else if velden.gevuld("naar").is_some() {
            p.lead { "Log in om deze pagina te zien." }
        }
        form method="post" action="/inloggen" novalidate {
            (bewijs(&blad.bewijs()))
            (mee(velden))
            (regel(naam, fouten))
            (regel(wachtwoord, fouten))
            p.field.actions { button.button { "Ga verder" } }
        }
        p.field.small { "Kreeg u een code? Ga dan naar " a href="/uitnodiging" { "Uitnodiging" } ". Wachtwoord vergeten, of nog geen account? De beheerder van uw organisatie stuurt u een nieuwe uitnodiging." }
    };
    blad.toon_als(status, &Titel::van("Inloggen").met_fout(!fouten.is_leeg()), &inhoud)
}

/// Takes a name and a password along to the code; whether they are right is looked at with the code.
pub async fn naam_gegeven(deur: Deur, ingevuld: OpenIngevuld) -> Result<HttpResponse, Problem> {
    let OpenIngevuld { blad, velden } = ingevuld;
    let mut fouten = Fouten::geen();
    let (naam, wachtwoord) = (velden.tekst("gebruikersnaam").to_owned(), velden.letterlijk("wachtwoord").to_owned());
    if naam.is_empty() || naam.chars().count() > 64 {
        fouten.bij("gebruikersnaam", "Vul uw gebruikersnaam in.");
    }
    if wachtwoord.is_empty() || wachtwoord.chars().count() > 128 {
        fouten.bij("wachtwoord", "Vul uw wachtwoord in.");
    }
    if !fouten.is_leeg() {
        return Ok(naam_pagina(&blad, StatusCode::BAD_REQUEST, &velden, &fouten));
    }
    let tussen = deur.verzegel(TUSSEN, blad.0.browser.naam(), Tussen { naam, wachtwoord }, MINUTEN)?;
    Ok(code_pagina(&blad, kan(&deur), &velden, &tussen, &fouten))
}

/// What somebody gave before, opened; nothing when that is too long ago.
pub(super) fn tussen(deur: &Deur, blad: &OpenBlad, velden: &Velden) -> Option<Tussen> {
    deur.ontzegel::<Tussen>(TUSSEN, blad.0.browser.naam(), velden.tekst("tussen"))
}

/// The page on which somebody begins anew who took too long.
pub(super) fn duurde_te_lang(blad: &OpenBlad, velden: &Velden) -> HttpResponse {
    let mut fouten = Fouten::geen();
    fouten.bij("gebruikersnaam", "Het duurde te lang. Vul uw naam en wachtwoord nog eens in.");
    naam_pagina(blad, StatusCode::BAD_REQUEST, velden, &fouten)
}

fn code_pagina(blad: &OpenBlad, met_sleutel: bool, velden: &Velden, tussen: &str, fouten: &Fouten) -> HttpResponse {
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let code = Regel {
        hint: "De zes cijfers die uw authenticator-app nu toont.",
        breed: "w-date",
        vult: Some("one-time-code"),
        ..Regel::tekst("code", "Code", "")
    };
    let inhoud = html! {
        (fouten.samengevat("U bent nog niet ingelogd."))
        h1 { "Uw code" }
        form method="post" action="/inloggen/code" novalidate {
            (bewijs(&blad.bewijs()))
            (mee(velden))
            input type="hidden" name="tussen" value=(tussen);
            (regel(code, fouten))
            p.field.actions { button.button { "Log in" } a href="/inloggen" { "Begin opnieuw" } }
        }
        @if met_sleutel {
            form.field method="post" action="/inloggen/sleutel" {
                (bewijs(&blad.bewijs()))
                (mee(velden))
                input type="hidden" name="tussen" value=(tussen);
                p.actions { button.button.second { "Gebruik mijn beveiligingssleutel" } }
            }
        }
        details.more.field {
            summary { "Uw telefoon kwijt?" }
            p { "Vul in plaats van de code een van uw herstelcodes in. Elke herstelcode werkt één keer." }
            p { "Hebt u die ook niet meer? Bel de beheerder van uw organisatie. Met twee mensen zetten zij een nieuwe code voor u klaar." }
        }
    };
    blad.toon_als(status, &Titel::van("Uw code").met_fout(!fouten.is_leeg()), &inhoud)
}

/// Logs in.
pub async fn code_gegeven(deur: Deur, req: HttpRequest, ingevuld: OpenIngevuld) -> Result<HttpResponse, Problem> {
    let OpenIngevuld { blad, velden } = ingevuld;
    let Some(gegeven) = tussen(&deur, &blad, &velden) else { return Ok(duurde_te_lang(&blad, &velden)) };
    let apparaat = koekje::lees(req.headers(), koekje::APPARAAT, !blad.0.demo).map(str::to_owned);
    let Some(inloggen) = met_factor(gegeven, &velden, apparaat).filter(|inloggen| inloggen.validate().is_ok()) else {
        let mut fouten = Fouten::geen();
        let zin = match velden.gevuld("uitdaging") {
            None => "Vul de zes cijfers in, of een herstelcode.",
            Some(_) => "Uw browser vroeg de sleutel niet. Gebruik uw code, of een andere browser.",
        };
        fouten.bij("code", zin);
        return Ok(code_pagina(&blad, kan(&deur), &velden, velden.tekst("tussen"), &fouten));
    };
    // Another key from here on: what somebody may have laid in this browser before is worth nothing.
    let browser = Browser::nieuw()?;
    match inloggen::log_in(&deur, inloggen, &browser.afdruk()).await {
        Ok(binnen) => Ok(welkom(&deur, &blad, &velden, (&browser, &binnen))),
        Err(problem) => niet_binnen(&blad, &velden, problem),
    }
}

/// Somebody with their second factor: a code, or the answer of a key; nothing when that answer cannot be read.
fn met_factor(gegeven: Tussen, velden: &Velden, apparaat: Option<String>) -> Option<Inloggen> {
    let Tussen { naam, wachtwoord } = gegeven;
    match velden.gevuld("uitdaging") {
        None => Some(Inloggen::met_code(naam, wachtwoord, velden.tekst("code").to_owned(), apparaat)),
        Some(uitdaging) => {
            Inloggen::met_sleutel((naam, wachtwoord), velden.letterlijk("antwoord"), uitdaging, apparaat)
        }
    }
}

/// The page of whoever was not let in.
pub(super) fn niet_binnen(blad: &OpenBlad, velden: &Velden, problem: Problem) -> Result<HttpResponse, Problem> {
    let status = problem.code().status();
    let mut fouten = Fouten::geen();
    match problem.code() {
        Code::InloggegevensOnjuist => {
            fouten.bij(
                "gebruikersnaam",
                "Deze naam, dit wachtwoord en deze code horen niet bij elkaar. Probeer het nog eens.",
            );
        }
        Code::TeVeelPogingen => fouten.bij("gebruikersnaam", problem.detail().to_owned()),
        _ => return Err(problem),
    }
    Ok(naam_pagina(blad, status, velden, &fouten))
}

/// The head of an answer that gives a browser its key.
pub fn met_sleutel(
    mut antwoord: HttpResponse,
    browser: &Browser,
    apparaat: Option<&str>,
    veilig: bool,
) -> HttpResponse {
    let sleutel = Some(koekje::zet(koekje::SLEUTEL, browser.sleutel(), None, veilig));
    let apparaat = apparaat.map(|naam| koekje::zet(koekje::APPARAAT, naam, Some(koekje::JAAR), veilig));
    for koekje in sleutel.into_iter().chain(apparaat) {
        if let Ok(koekje) = header::HeaderValue::try_from(koekje) {
            antwoord.headers_mut().append(header::SET_COOKIE, koekje);
        }
    }
    antwoord
}

/// Whoever is in goes on: with what they typed before, to where they wanted to be, or to where they begin.
fn welkom(deur: &Deur, blad: &OpenBlad, velden: &Velden, (browser, binnen): (&Browser, &Binnen)) -> HttpResponse {
    let bewaard: Option<Bewaard> = deur.ontzegel(BEWAARD, binnen.gebruiker().uuid(), velden.tekst("bewaard"));
    let antwoord = match bewaard {
        Some(bewaard) => verder_met(blad, browser, &bewaard),
        None => verder(hier(velden.tekst("naar"))),
    };
    met_sleutel(antwoord, browser, binnen.apparaat.as_deref(), !blad.0.demo)
}

/// An address of ours, or the beginning.
pub(super) fn hier(naar: &str) -> &str {
    let van_ons = naar.starts_with('/') && !naar.starts_with("//") && !naar.contains(['\\', '\n', '\r', '#']);
    if van_ons { naar } else { "/" }
}

fn verder_met(blad: &OpenBlad, browser: &Browser, bewaard: &Bewaard) -> HttpResponse {
    let inhoud = html! {
        h1 { "U bent weer ingelogd" }
        p.lead { "Wat u typte is nog niet verstuurd. Alles staat er nog." }
        (meegedragen(&bewaard.pad, &browser.bewijs(), &bewaard.velden, true, "Ga verder waar u was"))
    };
    blad.toon(&Titel::van("U bent weer ingelogd"), &inhoud)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn na_het_inloggen_gaat_men_nooit_naar_elders() {
        assert_eq!(hier("/mijn-signalen"), "/mijn-signalen");
        for elders in ["//elders.nl", "https://elders.nl", "/\\elders.nl", "", "/a\r\nb"] {
            assert_eq!(hier(elders), "/", "{elders}");
        }
    }
}
