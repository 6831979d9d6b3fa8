//! One family that moves: taken over, laid back with a reason, or taken back by who proposed it.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use super::woorden::{heet, toestand};
use crate::{
    domain::{
        Label as _, Word as _,
        ids::VerhuizingId,
        reden::TerugleggingReden,
        toegang::{Ligging, Rol},
        verhuizing::Status,
    },
    http::{
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
        verhuizing::{NieuweTeruglegging, VerhuizingView, een, intrekken, overnemen, terugleggen},
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie, onder_een_knop},
        deel::{
            dag::moment,
            fouten::Fouten,
            keuze::Groep,
            kiezen::{keuze_id, woorden},
            vak::tekstvak,
            zij,
        },
        formulier::{Ingevuld, Velden},
    },
};

const REDEN: &str = "reden";
/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("reden", "reden-woont-hier-niet"), ("toelichting", "toelichting")];

fn pad(id: VerhuizingId) -> String {
    format!("/verhuizingen/{id}")
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<VerhuizingId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Takes the family over.
pub async fn neem_over(t: Transaction, id: Pad<VerhuizingId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/verhuizingen/{id}/overname"));
    let doe = t.stuur(once, move |tx, met| overnemen(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "U draagt dit gezin nu."), doe).await
}

/// Takes the proposal back.
pub async fn trek_in(t: Transaction, id: Pad<VerhuizingId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/verhuizingen/{id}/intrekking"));
    let doe = t.stuur(once, move |tx, met| intrekken(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "Ingetrokken. Het gezin blijft waar het is."), doe).await
}

/// Says why nobody takes it over.
pub async fn leg_terug(
    t: Transaction,
    nog: Transaction,
    id: Pad<VerhuizingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        if velden.gevuld(REDEN).is_none() {
            fouten.bij("reden-woont-hier-niet", "Kies waarom u dit gezin niet overneemt.");
            return toon(blad, nog, id, velden, &fouten).await;
        }
        let versie = gezien(velden);
        let once = ingevuld.een_keer(&format!("/v1/verhuizingen/{id}/teruglegging"));
        let body = json!({ "reden": velden.tekst(REDEN), "toelichting": velden.gevuld("toelichting") });
        let doe = move |tx: &mut _, met: &_, invoer: NieuweTeruglegging| {
            terugleggen(tx, met, id, versie, &invoer)?.try_into()
        };
        match t.stuur_gelezen(once, &body, doe).await {
            Ok(_) => {
                let zin = "Teruggelegd. Wie het gezin heeft hoort dat, met uw reden.";
                return Ok(blad.verder_en_zeg("/verhuizingen", zin));
            }
            Err(problem) => fouten = bij_velden(problem, &PLAATSEN)?,
        }
    }
    toon(blad, nog, id, velden, &fouten).await
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: VerhuizingId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let (versie, van) = (getoond.versie().unwrap_or_default(), getoond.view());
    let (nu, actor) = (blad.omgeving().nu, &blad.bezoeker()?.actor);
    let daar = Ligging { gemeente: Some(van.regel.naar), ..Ligging::default() };
    let wacht = van.regel.status == Status::Voorgesteld;
    let neemt = wacht && actor.heeft_daar(Rol::JgzCoordinator, &daar);
    let inhoud = html! {
        (fouten.samengevat("Het gezin is nog niet teruggelegd."))
        nav.crumb aria-label="Waar u bent" { a href="/verhuizingen" { "Terug naar de gezinnen die verhuizen" } }
        h1 { (heet(&van.regel)) }
        p.lead { (toestand(&van.regel, nu)) }
        @if let Some(gedeeld) = van.gedeeld.as_ref().filter(|_| neemt) {
            (zij::veilig(gedeeld, "Zij deelt nog niet met u hoe u haar bereikt. Vraag het wie het gezin nu heeft."))
        }
        dl.pairs.wide.card.field {
            @if let Some(zij) = van.gedeeld.as_ref().and_then(zij::naam) { dt { "Wie" } dd { (zij) } }
            dt { "Vastgelegd" } dd { (moment(van.regel.voorgesteld_op, nu)) }
            @if let Some(op) = van.beantwoord_op { dt { "Afgelopen" } dd { (moment(op, nu)) } }
            @if let Some(reden) = van.reden { dt { "Waarom niet" } dd { (reden.naam()) } }
            @if let Some(tekst) = &van.toelichting { dt { "Toelichting" } dd.regels { (tekst) } }
        }
        @if let Some(casus) = pagina_van_casus(van) { p.field.actions { a.button.second href=(casus) { "Bekijk het gezin" } } }
        @if neemt { (overname(blad, van, versie, (velden, fouten))) }
        @else if wacht { (terug_te_nemen(blad, van, versie)) }
        (wat_nu_te_vragen(van))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Een gezin dat verhuist").met_fout(!fouten.is_leeg()), &inhoud))
}

/// The page of the case, for who works on it.
fn pagina_van_casus(van: &VerhuizingView) -> Option<&str> {
    van.regel.links.casus.as_ref().and_then(|link| link.href.strip_prefix("/v1"))
}

/// For whoever is asked: what she shares with them, and both answers.
fn overname(blad: &Blad, van: &VerhuizingView, versie: i32, (velden, fouten): (&Velden, &Fouten)) -> Markup {
    let hier = pad(van.regel.id);
    let nu = blad.omgeving().nu;
    let waarom = Groep { naam: REDEN, vraag: "Waarom niet?", hint: "", een: true, vorm: "choices" };
    let open = fouten.van(&keuze_id(REDEN, TerugleggingReden::WoontHierNiet.word())).is_some()
        || fouten.van("toelichting").is_some()
        || velden.gevuld(REDEN).is_some();
    let niet = html! {
        (woorden(waarom, TerugleggingReden::VARIANTS, velden, fouten))
        (tekstvak("toelichting", "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest.", velden.tekst("toelichting"), fouten))
        p.hint.field { "Wie het gezin nu heeft leest dit. Daarna ziet u van dit gezin niets meer." }
        p.field.actions { button.button.second { "Leg het gezin terug" } }
    };
    html! {
        @if let Some(gedeeld) = &van.gedeeld {
            section.card.field aria-labelledby="kop-deelt" {
                h2 #kop-deelt { "Wat zij met u deelt" }
                (zij::feiten(gedeeld, None, nu))
                (zij::wat_zij_deelt(gedeeld, nu))
            }
        }
        section.card.field aria-labelledby="kop-over" {
            h2 #kop-over { "Neemt u dit gezin over?" }
            p { "Dan ligt het gezin bij u, en bent u de coördinator. Hulp die is begonnen loopt door. Wie het gezin tot nu toe had hoort het." }
            (met_versie(blad, &format!("{hier}/overnemen"), versie, &Velden::default(), &html! {
                p.field.actions { button.button.big { "Neem dit gezin over" } }
            }))
            (onder_een_knop("Wij nemen het niet over", open, &met_versie(blad, &format!("{hier}/terugleggen"), versie, velden, &niet)))
        }
    }
}

/// For whoever has the family until somebody takes it over.
fn terug_te_nemen(blad: &Blad, van: &VerhuizingView, versie: i32) -> Markup {
    html! {
        section.card.field aria-labelledby="kop-wacht" {
            h2 #kop-wacht { "Tot iemand het overneemt, blijft het gezin bij u" }
            p { "Gaat de verhuizing niet door, of klopte het niet? Trek het dan in. Wie gevraagd was hoort dat het niet meer hoeft." }
            (met_versie(blad, &format!("{}/intrekken", pad(van.regel.id)), versie, &Velden::default(), &html! {
                p.field.actions { button.button.second { "Trek deze verhuizing in" } }
            }))
        }
    }
}

/// What the family has to be asked anew where it lives now, and what goes on all the same.
fn wat_nu_te_vragen(van: &VerhuizingView) -> Markup {
    let casus = pagina_van_casus(van);
    html! {
        @if !van.opnieuw_te_vragen.is_empty() {
            section.card.field aria-labelledby="kop-opnieuw" {
                h2 #kop-opnieuw { "Vraag haar dit opnieuw" }
                p { "Zij noemde een organisatie die niet werkt waar zij nu woont. Vanzelf gaat er niets naar een ander." }
                ul { @for een in &van.opnieuw_te_vragen { li { (een.ontvanger.naam()) ", om: " (een.doel.naam().to_lowercase()) } } }
                @if let Some(casus) = casus { p.field.actions { a.button.second href={ (casus) "/toestemmingen" } { "Noteer haar antwoord" } } }
            }
        }
        @if !van.loopt_door.is_empty() {
            section.card.field aria-labelledby="kop-door" {
                h2 #kop-door { "Dit loopt door" }
                p { "Tot iemand het beëindigt, ook al werkt het bureau niet waar het gezin nu woont." }
                ul.links { @for een in &van.loopt_door { li { a href={ "/doorgeleidingen/" (een.doorgeleiding) } { (een.route.naam()) } } } }
            }
        }
    }
}
