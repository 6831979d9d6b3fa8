//! Notes at a family: written by who works with it, read by as few as they choose.

use actix_web::{
    HttpResponse,
    http::{Method, StatusCode},
    web::{self, Query},
};
use maud::{Markup, html};
use serde_json::json;

use crate::{
    domain::{
        Label as _, Word as _,
        casus::CasusId,
        notitie::{Niveau, NotitieId},
        recht::{Ligging, Rol},
    },
    http::{
        antwoord::Bladeren,
        mens::NamenView,
        notitie::{NieuweCasusnotitie, NotitieView, Notities, alle_met_namen, intrekken, schrijven},
        pad::Pad,
        problem::Problem,
        route::resource,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::{
            doen::pad as van_casus,
            formulier::{bij_velden, gezien, met_versie, onder_een_knop},
        },
        deel::{
            dag::moment,
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            kiezen::keuze_id,
            vak::tekstvak,
        },
        formulier::{Ingevuld, Velden},
        verder::Verder,
    },
};

/// So many stand on a page.
const GROOTTE: u16 = 20;
const VOOR: &str = "voor";
const TEKST: &str = "tekst";

/// The lines of the route table.
pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(resource("/casussen/{id}/notities", [(Method::GET, web::to(lees)), (Method::POST, web::to(schrijf))]))
        .service(resource("/casussen/{id}/notities/{notitie}/intrekken", [(Method::POST, web::to(trek_in))]));
}

fn pad(casus: CasusId) -> String {
    format!("{}/notities", van_casus(casus))
}

/// Shows them, with room for a new one.
pub async fn lees(
    blad: Blad,
    t: Transaction,
    id: Pad<CasusId>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    toon(&blad, t, (id.0, verder.into_inner().na), &Velden::default(), &Fouten::geen()).await
}

/// Writes one.
pub async fn schrijf(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        if velden.gevuld(TEKST).is_none() {
            fouten.bij(TEKST, "Schrijf op wat u wilt bewaren.");
        }
        if velden.gevuld(VOOR).is_none() {
            fouten.bij(velden.tekst("eerste"), "Kies wie dit mag lezen.");
        }
        if fouten.is_leeg() {
            let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/notities"));
            let body = json!({ "niveau": velden.tekst(VOOR), "tekst": velden.tekst(TEKST) });
            let doe = move |tx: &mut _, met: &_, nieuw: NieuweCasusnotitie| schrijven(tx, met, id, &nieuw)?.try_into();
            match t.stuur_gelezen(once, &body, doe).await {
                Ok(_) => return Ok(blad.verder_en_zeg(&pad(id), "Bewaard.")),
                Err(problem) => fouten = bij_velden(problem, &[("tekst", TEKST), ("niveau", velden.tekst("eerste"))])?,
            }
        }
    }
    toon(blad, nog, (id, None), velden, &fouten).await
}

/// Takes one back.
pub async fn trek_in(
    t: Transaction,
    id: Pad<(CasusId, NotitieId)>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let ((casus, id), versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/notities/{id}/intrekking"));
    let doe = t.stuur(once, move |tx, met| intrekken(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(casus), (&pad(casus), "Ingetrokken. Wat er stond leest niemand meer."), doe).await
}

/// Whence somebody comes who reads notes: from the case, if they see that; else from their own work.
fn terug(blad: &Blad, id: CasusId, notities: &Notities) -> Result<(String, &'static str), Problem> {
    let actor = &blad.bezoeker()?.actor;
    let daar = Ligging { gemeente: Some(notities.gemeente), ..Ligging::default() };
    if actor.heeft_daar(Rol::JgzCoordinator, &daar) {
        return Ok((van_casus(id), "Terug naar de casus"));
    }
    Ok(if actor.heeft(Rol::Uitvoerder) {
        ("/trajecten".to_owned(), "Terug naar Mijn gezinnen")
    } else {
        ("/bijeenkomsten".to_owned(), "Terug naar Bijeenkomsten")
    })
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    (id, na): (CasusId, Option<String>),
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let vraag = Bladeren { aantal: Some(GROOTTE), na };
    let getoond = t.bekijk(move |tx, met| alle_met_namen(tx, met, id, &vraag)).await?;
    let (notities, namen) = getoond.view();
    let (naar, zegt) = terug(blad, id, notities)?;
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets bewaard. Alles wat u typte staat er nog."))
        nav.crumb aria-label="Waar u bent" { a href=(naar) { (zegt) } }
        h1 { "Notities" }
        p.lead { "Bij een gezin in " (notities.gemeente.naam()) ". U ziet wat voor u geschreven is. Zij mag alles lezen wat over haar bewaard wordt." }
        @if notities.schrijft_voor.is_empty() { p.note.field { "U leest hier mee, en schrijft niet meer." } }
        @else { (formulier(blad, id, notities, velden, fouten)) }
        section.ruim aria-labelledby="kop-alle" {
            div.list-head { h2 #kop-alle { "Wat er staat" } @if !notities.pagina.items.is_empty() { p.small.soft { "Het nieuwste staat bovenaan." } } }
            @if notities.pagina.items.is_empty() { p.lead { "Hier staat nog geen notitie die u mag lezen." } }
            ol.timeline {
                @for (notitie, versie) in notities.pagina.items.iter().zip(&notities.versies) {
                    li { (een(blad, notitie, *versie, namen)) }
                }
            }
        }
        @if let Some(na) = &notities.pagina.na {
            div.pager { a.button.second href={ (pad(id)) "?na=" (na) } { "Toon de volgende " (GROOTTE) } }
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Notities bij een gezin").met_fout(!fouten.is_leeg()), &inhoud))
}

/// Who reads it, as somebody chooses it.
const fn leest(niveau: Niveau) -> (&'static str, &'static str) {
    match niveau {
        Niveau::EigenOrganisatie => ("Alleen mijn eigen organisatie", "Wie daar aan dit gezin werkt."),
        Niveau::Casusteam => ("Wie aan dit gezin werkt", "De coördinator, de casusregisseur en de bureaus die helpen."),
        Niveau::Tafel => ("Ook de voorzitter van de tafel", "En iedereen die aan dit gezin werkt."),
    }
}

fn formulier(blad: &Blad, id: CasusId, notities: &Notities, velden: &Velden, fouten: &Fouten) -> Markup {
    let ids: Vec<String> = notities.schrijft_voor.iter().map(|niveau| keuze_id(VOOR, niveau.word())).collect();
    let keuzes: Vec<Keuze<'_>> = notities
        .schrijft_voor
        .iter()
        .zip(&ids)
        .map(|(niveau, id)| Keuze { id, waarde: niveau.word(), naam: leest(*niveau).0, hint: leest(*niveau).1 })
        .collect();
    let wie = Groep { naam: VOOR, vraag: "Wie mag dit lezen?", hint: "", een: true, vorm: "choices" };
    let eerste = ids.first().map_or("", String::as_str);
    html! {
        section.card.field aria-labelledby="kop-nieuw" {
            h2 #kop-nieuw { "Schrijf een notitie" }
            (met_versie(blad, &pad(id), 0, velden, &html! {
                input type="hidden" name="eerste" value=(eerste);
                (tekstvak(TEKST, "Wat wilt u bewaren?", "Schrijf wat een collega nodig heeft, zo dat zij het zelf ook mag lezen.", velden.letterlijk(TEKST), fouten))
                (groep(wie, &keuzes, |waarde| velden.heeft(VOOR, waarde), fouten))
                p.field.actions { button.button.big { "Bewaar deze notitie" } }
            }))
        }
    }
}

fn een(blad: &Blad, notitie: &NotitieView, versie: i32, namen: &NamenView) -> Markup {
    let nu = blad.omgeving().nu;
    let mens = namen.wie(Some(notitie.schrijver));
    let zelf = blad.bezoeker().is_ok_and(|wie| wie.actor.gebruiker() == notitie.schrijver);
    let naar = format!("{}/{}/intrekken", pad(notitie.casus), notitie.id);
    html! {
        @match &notitie.tekst {
            Some(tekst) => { p.regels { (tekst) } }
            None => { p.soft { "Deze notitie is ingetrokken." } }
        }
        p.small.soft {
            (moment(notitie.op, nu))
            @if zelf { ", door u" } @else if let Some(mens) = mens { ", door " (mens.naam) ", " (mens.organisatie) }
            ". Leest: " (notitie.niveau.naam().to_lowercase()) "."
        }
        @if zelf && notitie.ingetrokken_op.is_none() {
            (onder_een_knop("Trek in", false, &met_versie(blad, &naar, versie, &Velden::default(), &html! {
                p.small { "Dat zij er was blijft staan. Wat er stond leest niemand meer." }
                p.actions { button.button.second { "Trek deze notitie in" } }
            })))
        }
    }
}
