//! Concepten: what is on its way, a new count, and what was laid aside.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use super::{
    mag::telt,
    rij::{als_kop, in_woorden, rij},
};
use crate::{
    domain::publicatie::vrijgave::Status,
    http::{
        invoer::parse,
        problem::{Code, Problem},
        publicatie::{
            lezer::Lezer,
            stand::{TellingView, Telstap},
            tabel::programma as hoe_heet,
            teller::Teller,
            view::{NieuwePublicatie, ProgrammaView, PublicatieView},
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::bij_velden,
        deel::{
            formulier::{VERZOEK, formulier, nieuw_verzoek},
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            vak::keuzelijst,
        },
        formulier::{Ingevuld, Velden},
    },
};

const PAD: &str = "/concepten";

/// Shows them.
pub async fn lees(blad: Blad, lezer: Lezer) -> Result<HttpResponse, Problem> {
    toon(&blad, &lezer, &Velden::default(), &Fouten::geen()).await
}

/// Counts a period.
pub async fn tel(t: Transaction, teller: Teller, lezer: Lezer, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, &lezer, velden, &Fouten::geen()).await;
    }
    if velden.gevuld("periode").is_none() {
        let mut fouten = Fouten::geen();
        fouten.bij("periode", "Kies welke periode u telt.");
        return toon(blad, &lezer, velden, &fouten).await;
    }
    let once = ingevuld.een_keer("/v1/publicaties");
    let gedaan = async {
        let body = json!({ "periode": velden.tekst("periode"), "programma": velden.gevuld("programma") });
        let wat = parse::<NieuwePublicatie>(body.to_string().as_bytes())?;
        let voorwerk = teller.tel(&wat).await?;
        t.stuur(once, move |tx, met| voorwerk.vastleggen(tx, met)?.try_into()).await
    };
    match gedaan.await {
        Ok(antwoord) => {
            let concept = antwoord.locatie().and_then(|daar| daar.strip_prefix("/v1"));
            let naar = concept.map_or_else(|| PAD.to_owned(), |daar| format!("{daar}/concept"));
            Ok(blad.verder_en_zeg(&naar, "Er is geteld. Kijk wat verborgen wordt, en vraag een ander om een oordeel."))
        }
        Err(problem) => toon(blad, &lezer, velden, &waarom_niet(problem)?).await,
    }
}

/// Why a period was not counted, at its question; a refusal that is about the asker stays one.
fn waarom_niet(problem: Problem) -> Result<Fouten, Problem> {
    if problem.code() != Code::Conflict {
        return bij_velden(problem, &[("periode", "periode"), ("programma", "programma")]);
    }
    let mut fouten = Fouten::geen();
    for fout in problem.fouten() {
        let (veld, zin) = match fout.code.as_ref() {
            "publicatie-loopt" => ("periode", "Er is al een concept. Geef dat eerst vrij, of leg het terug."),
            "periode-niet-voorbij" => ("periode", "Deze periode is nog niet lang genoeg voorbij."),
            "programma-gewijzigd" => {
                ("programma", "Het programma is gewijzigd sinds de laatste publicatie. Kies of u ermee telt.")
            }
            _ => ("periode", fout.melding.as_ref()),
        };
        fouten.bij(veld, zin);
    }
    Ok(fouten)
}

async fn toon(blad: &Blad, lezer: &Lezer, velden: &Velden, fouten: &Fouten) -> Result<HttpResponse, Problem> {
    let (alle, programma) = (lezer.alle().await?.items, lezer.programma().await?);
    let telling = lezer.telling().await?;
    let nu = blad.omgeving().nu;
    let met = |statussen: &[Status]| -> Vec<&PublicatieView> {
        alle.iter().filter(|een| statussen.contains(&een.status)).collect()
    };
    let (onderweg, terug) = (met(&[Status::Concept, Status::Beoordeeld]), met(&[Status::Teruggelegd]));
    let kan = telt(blad)? && onderweg.is_empty();
    let los = zonder_vraag(fouten);
    let fouten = if kan && !programma.te_tellen.is_empty() { fouten } else { &los };
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets geteld."))
        h1 { "Concepten" }
        p.lead { "De een telt, een ander beoordeelt. Pas daarna komt het uit. Er is één concept tegelijk." }
        section.ruim aria-labelledby="kop-onderweg" {
            h2 #kop-onderweg { "Onderweg" }
            @if onderweg.is_empty() { p.lead { "Er is geen concept onderweg." } }
            @else { ul.rows { @for een in &onderweg { (rij(een, nu)) } } }
            (hoe_ver(&telling))
        }
        @if kan { (nieuw(blad, &programma, velden, fouten)) }
        @if !terug.is_empty() {
            section.ruim aria-labelledby="kop-terug" {
                h2 #kop-terug { "Teruggelegd" }
                p.soft { "Dit kwam niet uit. Wat erin stond, is voor niemand meer te lezen." }
                ul.rows { @for een in terug { (rij(een, nu)) } }
            }
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Concepten").met_fout(!fouten.is_leeg()), &inhoud))
}

/// What is wrong, where the question is not on the page any more.
fn zonder_vraag(fouten: &Fouten) -> Fouten {
    let mut los = Fouten::geen();
    for zin in ["periode", "programma"].into_iter().filter_map(|veld| fouten.van(veld)) {
        los.bij("", zin);
    }
    los
}

/// A new count: which programme, and which period.
fn nieuw(blad: &Blad, programma: &ProgrammaView, velden: &Velden, fouten: &Fouten) -> Markup {
    let periodes: Vec<(&str, String)> =
        programma.te_tellen.iter().map(|periode| (periode.as_str(), als_kop(periode))).collect();
    let periodes: Vec<(&str, &str)> = periodes.iter().map(|(periode, naam)| (*periode, naam.as_str())).collect();
    let verzoek = velden.gevuld(VERZOEK).map_or_else(|| nieuw_verzoek(blad.omgeving().nu), str::to_owned);
    let vragen = html! {
        (keuzelijst("periode", "Welke periode?", "Kies een periode", &periodes, velden.tekst("periode"), fouten))
        @if fouten.van("programma").is_some() || velden.gevuld("programma").is_some() { (gewijzigd(programma, velden, fouten)) }
        p.hint.field { "Tellen duurt soms een halve minuut. Blijf op deze pagina tot het concept er is." }
        p.field.actions { button.button { "Tel deze periode" } }
    };
    html! {
        section.card.field aria-labelledby="kop-nieuw" {
            h2 #kop-nieuw { "Nieuw concept" }
            p { "Geteld wordt met programma " b { (hoe_heet(&format!("{}/{}", programma.naam, programma.versie))) } ". " a href="/begrippen" { "Wat is dat?" } }
            @if periodes.is_empty() {
                p.note.field { "Er is nu geen periode om te tellen. Dat kan vanaf " (programma.teldagen) " dagen na een kwartaal." }
            } @else { (formulier(PAD, &blad.bewijs(), &verzoek, &vragen)) }
        }
    }
}

/// Asks whether a later version of the programme counts: it does when whoever counts says so and whoever judges agrees.
fn gewijzigd(programma: &ProgrammaView, velden: &Velden, fouten: &Fouten) -> Markup {
    let naam = format!("Ja, tel met versie {}", programma.versie);
    let vraag = Groep {
        naam: "programma",
        vraag: "Telt u met het gewijzigde programma?",
        hint: "Wie het concept beoordeelt, keurt ook het programma goed.",
        een: false,
        vorm: "choices",
    };
    let ja = Keuze { id: "programma", waarde: &programma.sha256, naam: &naam, hint: "" };
    groep(vraag, &[ja], |waarde| velden.tekst("programma") == waarde, fouten)
}

/// How far the count of now is, when somebody counts.
fn hoe_ver(telling: &TellingView) -> Markup {
    let Some(periode) = telling.periode.as_deref().filter(|_| telling.bezig) else { return html! {} };
    let stap = match (telling.stap, telling.afgewogen.zip(telling.van)) {
        (Some(Telstap::Kiezen), Some((zover, van))) => {
            format!("Gekozen wordt wat te tonen is: {zover} van de {van} aantallen zijn afgewogen.")
        }
        (Some(Telstap::Kiezen), None) => "Gekozen wordt wat te tonen is.".to_owned(),
        (Some(Telstap::Bewijzen), _) => match telling.ronde {
            Some(ronde) => format!("Gezocht wordt naar het bewijs dat er niet meer uit volgt, voor de {ronde}e keer."),
            None => "Gezocht wordt naar het bewijs dat er niet meer uit volgt.".to_owned(),
        },
        (Some(Telstap::Lezen) | None, _) => "Gelezen wordt wat er gebeurd is.".to_owned(),
    };
    html! {
        p.note.field #telling { b { "Nu wordt geteld: " (in_woorden(periode)) "." } " " (stap) " " a href=(PAD) { "Kijk hoe ver het nu is" } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wie_wacht_ziet_welke_periode_geteld_wordt_en_hoe_ver_dat_is() {
        let zin = |telling: TellingView| hoe_ver(&telling).into_string();
        assert_eq!(zin(TellingView::default()), "");
        let leest = TellingView {
            bezig: true,
            periode: Some("2026-K4".to_owned()),
            stap: Some(Telstap::Lezen),
            ..TellingView::default()
        };
        let gelezen = zin(leest.clone());
        assert!(gelezen.contains("Nu wordt geteld: het vierde kwartaal van 2026."), "{gelezen}");
        assert!(gelezen.contains("Gelezen wordt wat er gebeurd is."), "{gelezen}");
        let kiest = TellingView { stap: Some(Telstap::Kiezen), afgewogen: Some(3), van: Some(40), ..leest.clone() };
        assert!(zin(kiest.clone()).contains("3 van de 40 aantallen zijn afgewogen."));
        let bewijst = TellingView { stap: Some(Telstap::Bewijzen), ronde: Some(2), ..kiest };
        assert!(zin(bewijst).contains("voor de 2e keer."));
    }
}
