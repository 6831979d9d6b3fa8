//! Noodprocedures: who opened a case in an emergency, and why; and whether that was right.

use actix_web::{HttpResponse, http::StatusCode, web::Query};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use crate::{
    domain::{
        Label as _,
        noodprocedure::{Noodoordeel, NoodprocedureId, Status},
        tijd::Moment,
        toegang::Rol,
    },
    http::{
        mens::NamenView,
        noodprocedure::{
            alle as lijst, beeindigen, beoordelen, een,
            view::{
                NieuweBeoordeling, NoodprocedureRegel, NoodprocedureView, NoodproceduresPagina, NoodproceduresVraag,
            },
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{
            dag::{dag, klok, moment},
            fouten::Fouten,
            keuze::Groep,
            kiezen::woorden,
            staat::{Kleur, Vorm, staat},
            vak::tekstvak,
        },
        formulier::{Ingevuld, Velden},
        verder::Verder,
    },
};

/// So many stand on a page.
const GROOTTE: u16 = 25;
/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("oordeel", "oordeel-terecht"), ("toelichting", "toelichting")];

fn pad(id: NoodprocedureId) -> String {
    format!("/noodprocedures/{id}")
}

/// Shows all of them, those that must be judged first in front.
pub async fn alle(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let vraag =
        NoodproceduresVraag { aantal: Some(GROOTTE), na: verder.into_inner().na, ..NoodproceduresVraag::default() };
    let pagina = t.bekijk(move |tx, met| lijst(tx, met, &vraag)).await?.into_view();
    let inhoud = html! {
        h1 { "Noodprocedures" }
        p.lead { "Wie een casus in nood opende. Bovenaan staat wat het eerst beoordeeld moet zijn." }
        @if pagina.pagina.items.is_empty() { p.lead { "Hier is geen casus in nood geopend. Dat is goed." } }
        @else { h2 { "Wie, en waarom" } (te_beoordelen(&pagina, blad.omgeving().nu)) }
        @if let Some(na) = &pagina.pagina.na {
            div.pager {
                p.small.soft { "U ziet er " (pagina.pagina.items.len()) ". Er zijn er meer." }
                a.button.second href={ "/noodprocedures?na=" (na) } { "Toon de volgende " (GROOTTE) }
            }
        }
    };
    Ok(blad.toon(&Titel::van("Noodprocedures"), &inhoud))
}

/// These, as rows.
pub(super) fn te_beoordelen(pagina: &NoodproceduresPagina, nu: Moment) -> Markup {
    html! { ol.rows { @for van in &pagina.pagina.items { (rij(van, &pagina.namen, nu)) } } }
}

fn rij(van: &NoodprocedureRegel, namen: &NamenView, nu: Moment) -> Markup {
    let klas = match van.status {
        Status::Beoordeeld => "row",
        _ if van.te_laat => "row late",
        _ => "row soon",
    };
    let wie = namen.wie(Some(van.gebruiker)).map_or("Iemand die er niet meer is", |wie| wie.naam.as_str());
    html! {
        li class=(klas) {
            div.due {
                @if van.status == Status::Beoordeeld { (moment(van.geopend_op, nu)) }
                @else { b { @if van.te_laat { (Vorm::TeLaat.teken()) " Te laat" } @else { "Beoordelen" } } "uiterlijk " (dag(van.beoordeel_voor, nu)) }
            }
            div {
                h3 { a href=(pad(van.id)) { (wie) span.hidden { ", geopend " (moment(van.geopend_op, nu)) } } }
                ul.facts {
                    @if let Some(bij) = namen.organisatie(van.organisatie) { li { (bij) } }
                    li { (van.grond.naam()) }
                }
            }
            div.next {
                p { (stand(van)) }
                @if van.status != Status::Beoordeeld { p.soft { "Geopend " (moment(van.geopend_op, nu)) } }
            }
        }
    }
}

fn stand(van: &NoodprocedureRegel) -> Markup {
    match van.status {
        Status::Lopend => staat(Vorm::TeLaat, Kleur::Laat, "Staat nu open"),
        Status::TeBeoordelen => staat(Vorm::Wacht, Kleur::Gauw, "Nog te beoordelen"),
        Status::Beoordeeld => staat(Vorm::Goed, Kleur::Rust, "Beoordeeld"),
    }
}

/// Shows one.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<NoodprocedureId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Judges it.
pub async fn beoordeel(
    t: Transaction,
    nog: Transaction,
    id: Pad<NoodprocedureId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    if velden.gevuld("oordeel").is_none() {
        fouten.bij("oordeel-terecht", "Kies wat u ervan vindt.");
    }
    if velden.gevuld("toelichting").is_none() {
        fouten.bij("toelichting", "Vul in waarop uw oordeel rust.");
    }
    if !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let body = json!({ "oordeel": velden.tekst("oordeel"), "toelichting": velden.tekst("toelichting") });
    let versie = gezien(velden);
    let gedaan = t
        .stuur_gelezen(
            ingevuld.een_keer(&format!("/v1/noodprocedures/{id}/beoordeling")),
            &body,
            move |tx, met, invoer: NieuweBeoordeling| beoordelen(tx, met, id, versie, &invoer)?.try_into(),
        )
        .await;
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "Beoordeeld. Uw oordeel staat bij de noodprocedure.")),
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &PLAATSEN)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: NoodprocedureId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let (van, nu) = (getoond.view(), blad.omgeving().nu);
    let bezoeker = blad.bezoeker()?;
    let fg = bezoeker.actor.heeft(Rol::Fg);
    let zelf = van.regel.gebruiker == bezoeker.actor.gebruiker();
    let beoordeelt = fg && van.regel.status == Status::TeBeoordelen && !zelf;
    let inhoud = html! {
        (fouten.samengevat("De noodprocedure is nog niet beoordeeld."))
        @if fg { nav.crumb aria-label="Waar u bent" { a href="/noodprocedures" { "Terug naar Noodprocedures" } } }
        h1 { "Noodprocedure" }
        p.lead { (stand(&van.regel)) }
        (feiten(van, nu))
        @if fg { p.field { a href={ "/wie-keek/casus/" (van.regel.casus) } { "Wat er in die casus is gezien" } } }
        @if let Some(oordeel) = &van.beoordeling {
            section.card.field aria-labelledby="kop-oordeel" {
                h2 #kop-oordeel { (oordeel.oordeel.naam()) }
                @if let Some(tekst) = &oordeel.toelichting { p { (tekst) } }
                p.small.soft { "Beoordeeld " (moment(oordeel.op, nu)) @if let Some(wie) = van.namen.wie(Some(oordeel.door)) { ", door " (wie.naam) } }
            }
        }
        @if van.regel.status == Status::Lopend {
            @if zelf { (nog_open(blad, van, getoond.versie().unwrap_or_default())) }
            @else { p.note.soon.field { "Zij staat nog open, tot " (moment(van.regel.tot, nu)) ". Daarna kunt u haar beoordelen." } }
        }
        @if beoordeelt { (beoordeling(blad, id, getoond.versie().unwrap_or_default(), (velden, fouten))) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Noodprocedure").met_fout(!fouten.is_leeg()), &inhoud))
}

/// For whoever opened it: the way to the family, and out of it before the hour is over.
fn nog_open(blad: &Blad, van: &NoodprocedureView, versie: i32) -> Markup {
    let (regel, nu) = (&van.regel, blad.omgeving().nu);
    html! {
        section.card.field aria-labelledby="kop-open" {
            h2 #kop-open { "U leest dit gezin tot " (klok(regel.tot)) " uur" }
            p.field.actions { a.button href={ "/casussen/" (regel.casus) } { "Bekijk het gezin" } }
            (met_versie(blad, &format!("{}/beeindigen", pad(regel.id)), versie, &Velden::default(), &html! {
                p.field { "Bent u klaar? Sluit het dan. U leest het gezin daarna niet meer. Geopend " (moment(regel.geopend_op, nu)) "." }
                p.actions { button.button.second { "Sluit dit gezin nu" } }
            }))
        }
    }
}

/// Ends it before its time is over.
pub async fn beeindig(t: Transaction, id: Pad<NoodprocedureId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/noodprocedures/{id}/beeindiging"));
    let doe = t.stuur(once, move |tx, met| beeindigen(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "Gesloten. U leest dit gezin niet meer."), doe).await
}

fn feiten(van: &NoodprocedureView, nu: Moment) -> Markup {
    let regel = &van.regel;
    html! {
        dl.pairs.wide.card.field {
            dt { "Wie" }
            dd {
                (van.namen.wie(Some(regel.gebruiker)).map_or("Iemand die er niet meer is", |wie| wie.naam.as_str()))
                @if let Some(bij) = van.namen.organisatie(regel.organisatie) { ", " (bij) }
            }
            dt { "Geopend" } dd { (moment(regel.geopend_op, nu)) }
            dt { "Tot" } dd { (moment(van.beeindigd_op.unwrap_or(regel.tot), nu)) @if van.beeindigd_op.is_some() { ", zelf beëindigd" } }
            dt { "Grond" } dd { (regel.grond.naam()) }
            @if let Some(reden) = &van.reden { dt { "In eigen woorden" } dd { blockquote { "“" (reden) "”" } } }
            dt { "Beoordelen" } dd { "uiterlijk " (dag(regel.beoordeel_voor, nu)) @if regel.te_laat { ": dat is te laat" } }
        }
    }
}

fn beoordeling(blad: &Blad, id: NoodprocedureId, versie: i32, (velden, fouten): (&Velden, &Fouten)) -> Markup {
    let vraag = Groep { naam: "oordeel", vraag: "Was dit een noodsituatie?", hint: "", een: true, vorm: "choices" };
    html! {
        section.ruim aria-labelledby="kop-beoordeel" {
            h2 #kop-beoordeel { "Beoordeel" }
            (met_versie(blad, &pad(id), versie, velden, &html! {
                (woorden(vraag, Noodoordeel::VARIANTS, velden, fouten))
                (tekstvak("toelichting", "Waarop rust uw oordeel?", "En wat er zo nodig moet veranderen. Zonder wat u over het gezin weet.", velden.tekst("toelichting"), fouten))
                p.hint { "Een oordeel geeft u één keer. Het wijzigt niet meer." }
                p.field.actions { button.button.big { "Beoordeel" } a href="/noodprocedures" { "Nu niet" } }
            }))
        }
    }
}
