//! Somebody new: invited, and invited anew as long as they did not accept.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;

use super::{
    code::{self, Eenmalig},
    formulier::{dagen, gebied, op_de_pagina, pad, periode, rol_en_waar, telefoon},
};
use crate::{
    domain::toegang::{GebruikerId, beheer::ToekenningStatus},
    http::{
        beheer::{
            gebruiker::{alleen_beheerder, opnieuw_uitnodigen, uitnodigen},
            invoer::NieuweUitnodiging,
            view::UitnodigingView,
        },
        getoond::Getoond,
        invoer::parse,
        pad::Pad,
        problem::Problem,
        referentie::{alle_desks, alle_organisaties},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel, verder},
        casus::formulier::gezien,
        deel::{
            formulier::{VERZOEK, formulier, nieuw_verzoek},
            fouten::Fouten,
            vak::keuzelijst,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields in their order on the page.
const VOLGORDE: [&str; 8] =
    ["naam", "gebruikersnaam", "email", "organisatie", "rol-signaleerder", "waar", "vanaf", "tot"];

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction) -> Result<HttpResponse, Problem> {
    toon(&blad, t, &Velden::default(), &Fouten::geen()).await
}

/// Invites somebody.
pub async fn nodig_uit(t: Transaction, nog: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, velden, &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    for (veld, zin) in [("naam", "Vul in hoe deze collega heet."), ("gebruikersnaam", "Vul een gebruikersnaam in.")] {
        if velden.gevuld(veld).is_none() {
            fouten.bij(veld, zin);
        }
    }
    if velden.gevuld("organisatie").is_none() {
        fouten.bij("organisatie", "Kies waar deze collega werkt.");
    }
    if velden.gevuld("rol").is_none() {
        fouten.bij("rol-signaleerder", "Kies welke rol deze collega krijgt.");
    }
    let (van, tot) = periode(velden, blad.omgeving().nu, &mut fouten);
    if !fouten.is_leeg() {
        fouten.orden(&VOLGORDE);
        return toon(blad, nog, velden, &fouten).await;
    }
    let rol = json!({ "rol": velden.tekst("rol"), "gebied": gebied(velden), "geldigVan": van, "geldigTot": tot });
    let body = json!({
        "gebruikersnaam": velden.tekst("gebruikersnaam"),
        "naam": velden.tekst("naam"),
        "email": velden.gevuld("email"),
        "werktelefoon": velden.gevuld("werktelefoon"),
        "organisatie": velden.tekst("organisatie"),
        "toekenningen": [rol],
    });
    let gedaan = match parse::<NieuweUitnodiging>(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer("/v1/gebruikers");
            t.stuur_en_bekijk(once, move |tx, met| uitnodigen(tx, met, invoer)).await
        }
    };
    match gedaan {
        Ok((_, Some(uitnodiging))) => Ok(uitgenodigd(blad, "De uitnodiging is gemaakt", &uitnodiging)),
        Ok((antwoord, None)) => {
            let naar = antwoord.locatie().and_then(|pad| pad.strip_prefix("/v1/gebruikers/")).unwrap_or_default();
            Ok(code::al_verteld(blad, &format!("/mensen/{naar}")))
        }
        Err(problem) => {
            let mut fouten = op_de_pagina(problem)?;
            fouten.orden(&VOLGORDE);
            toon(blad, nog, velden, &fouten).await
        }
    }
}

/// Gives somebody who did not accept yet another code.
pub async fn nodig_opnieuw_uit(
    t: Transaction,
    id: Pad<GebruikerId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad) = (id.0, &ingevuld.blad);
    if ingevuld.is_terug() {
        return Ok(verder(&pad(id)));
    }
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/gebruikers/{id}/uitnodiging"));
    let (_, uitnodiging) = t.stuur_en_bekijk(once, move |tx, met| opnieuw_uitnodigen(tx, met, id, versie)).await?;
    let nieuw = uitnodiging.map(|uitnodiging| uitgenodigd(blad, "Er is een nieuwe uitnodiging", &uitnodiging));
    Ok(nieuw.unwrap_or_else(|| code::al_verteld(blad, &pad(id))))
}

fn uitgenodigd(blad: &Blad, gedaan: &str, van: &UitnodigingView) -> HttpResponse {
    let wie = &van.gebruiker;
    code::toon(
        blad,
        &Eenmalig {
            gedaan,
            voor: &wie.naam,
            code: van.code.as_deref(),
            tot: van.geldig_tot,
            verder: &pad(wie.id),
            wacht: wie.toekenningen.iter().any(|rol| rol.status == ToekenningStatus::Wacht),
        },
    )
}

async fn toon(blad: &Blad, t: Transaction, velden: &Velden, fouten: &Fouten) -> Result<HttpResponse, Problem> {
    let lijsten = t.bekijk(|tx, met| {
        alleen_beheerder(met)?;
        Ok(Getoond::zonder_versie((alle_organisaties(tx)?, alle_desks(tx)?)))
    });
    let (organisaties, desks) = lijsten.await?.into_view();
    let organisaties: Vec<(String, String)> = organisaties.into_iter().map(|o| (o.id.to_string(), o.naam)).collect();
    let organisaties: Vec<(&str, &str)> = organisaties.iter().map(|(id, naam)| (id.as_str(), naam.as_str())).collect();
    let verzoek = velden.gevuld(VERZOEK).map_or_else(|| nieuw_verzoek(blad.omgeving().nu), str::to_owned);
    let rij = |naam, vraag| Regel::tekst(naam, vraag, velden.tekst(naam));
    let vragen = html! {
        (regel(rij("naam", "Voor- en achternaam"), fouten))
        (regel(Regel { hint: "Om mee in te loggen: letters, cijfers en . _ @ -", ..rij("gebruikersnaam", "Gebruikersnaam") }, fouten))
        (regel(Regel { soort: "email", hint: "De code gaat hierheen als deze server e-mail verstuurt.", ..rij("email", "E-mailadres (niet verplicht)") }, fouten))
        (regel(telefoon(velden), fouten))
        (keuzelijst("organisatie", "Waar werkt deze collega?", "Kies een organisatie", &organisaties, velden.tekst("organisatie"), fouten))
        (rol_en_waar(&desks, None, velden, fouten))
        (dagen(velden, fouten, true))
        p.field.actions { button.button.big { "Nodig uit" } a href="/mensen" { "Niet uitnodigen" } }
    };
    let inhoud = html! {
        (fouten.samengevat("Er is nog niemand uitgenodigd."))
        nav.crumb aria-label="Waar u bent" { a href="/mensen" { "Terug naar Mensen" } }
        h1 { "Nodig iemand uit" }
        p.lead { "De uitnodiging is een code die 24 uur werkt. Wie haar krijgt kiest zelf een wachtwoord." }
        (formulier("/mensen/nieuw", &blad.bewijs(), &verzoek, &vragen))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Nodig iemand uit").met_fout(!fouten.is_leeg()), &inhoud))
}
