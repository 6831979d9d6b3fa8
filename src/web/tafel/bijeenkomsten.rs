//! Bijeenkomsten: the next one on top, who waits for a table, and planning a new one.

use actix_web::{HttpResponse, http::StatusCode, web::Query};
use maud::{Markup, html};
use serde_json::json;

use super::{
    wachtend::{self, Plek},
    woorden::{gezinnen, is_begonnen, stand, wanneer},
};
use crate::{
    domain::{Label as _, Word as _, gebied::Gemeente, knooppunt::Status, tijd::Moment},
    http::{
        antwoord::Bladeren,
        invoer::parse,
        knooppunt::{
            bijeenkomst::{plannen, van_tafel},
            tafel::{TafelVan, overzicht},
            view::BijeenkomstregelView,
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::bij_velden,
        deel::{
            formulier::{VERZOEK, formulier, nieuw_verzoek},
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            tijdstip::{moment, wanneer as wanneer_velden},
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
        verder::Verder,
    },
};

/// The name of the fields with the day and the clock of a new meeting.
const NIEUW: &str = "nieuw";
/// So many meetings that were held stand open.
const GEWEEST: usize = 5;

/// Shows them.
pub async fn lees(blad: Blad, t: Transaction) -> Result<HttpResponse, Problem> {
    toon(&blad, t, &Velden::default(), &Fouten::geen()).await
}

/// Plans one.
pub async fn plan(t: Transaction, nog: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, velden, &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    let gemeente = Gemeente::parse(velden.tekst("gemeente"));
    if gemeente.is_none() {
        fouten.bij("gemeente", "Kies welk knooppunt.");
    }
    let op = moment(NIEUW, velden, blad.omgeving().nu.dag(), &mut fouten);
    let (Some(gemeente), Some(op)) = (gemeente, op) else {
        return toon(blad, nog, velden, &fouten).await;
    };
    let body = json!({ "geplandOp": op.to_string(), "plaats": velden.gevuld("plaats") });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(nieuw) => {
            let once = ingevuld.een_keer(&format!("/v1/knooppunten/{gemeente}/bijeenkomsten"));
            t.stuur(once, move |tx, met| plannen(tx, met, gemeente, nieuw)?.try_into()).await
        }
    };
    match gedaan {
        Ok(gedaan) => {
            let id = gedaan.locatie().and_then(|locatie| locatie.rsplit('/').next()).unwrap_or_default();
            let zin = "De bijeenkomst staat gepland. Wie op een evaluatie wacht staat al op de agenda.";
            Ok(blad.verder_en_zeg(&format!("/bijeenkomsten/{id}"), zin))
        }
        Err(problem) => {
            let fouten = bij_velden(problem, &[("geplandOp", "nieuw-dag"), ("plaats", "plaats")])?;
            toon(blad, nog, velden, &fouten).await
        }
    }
}

async fn toon(blad: &Blad, t: Transaction, velden: &Velden, fouten: &Fouten) -> Result<HttpResponse, Problem> {
    let tafels = t.bekijk(overzicht).await?.into_view();
    let nu = blad.omgeving().nu;
    let alle = || tafels.iter().flat_map(|tafel| &tafel.bijeenkomsten.items);
    let mut komend: Vec<_> = alle().filter(|een| een.status == Status::Gepland && een.gepland_op > nu).collect();
    komend.sort_by_key(|een| een.gepland_op);
    let mut open: Vec<_> =
        alle().filter(|een| een.status == Status::Gehouden || is_begonnen(een.status, een.gepland_op, nu)).collect();
    open.sort_by_key(|een| een.gepland_op);
    let mut geweest: Vec<_> = alle().filter(|een| een.status == Status::Vastgesteld).collect();
    geweest.sort_by_key(|een| std::cmp::Reverse(een.gepland_op));
    let inhoud = html! {
        (fouten.samengevat("De bijeenkomst is nog niet gepland."))
        h1 { "Bijeenkomsten" }
        p.lead { (aan_welke_tafels(&tafels)) }
        @if !open.is_empty() { (lijst("kop-open", "Het verslag is nog niet vastgesteld", &open, nu)) }
        (komende(&komend, nu))
        @for tafel in tafels.iter().filter(|tafel| !tafel.wachtend.is_empty()) { (wie_wacht(blad, tafel, &komend)) }
        @for tafel in &tafels {
            @if let Some(desk) = tafel.desk {
                p.field.small.no-print { a href={ "/bureau/" (desk) "/ruimte" } { "Hoeveel plek is er aan de tafel van " (tafel.gemeente.naam()) "?" } }
            }
        }
        (planner(blad, &tafels, velden, fouten))
        @if !geweest.is_empty() { (lijst("kop-geweest", "Geweest", geweest.get(..GEWEEST).unwrap_or(&geweest), nu)) }
        @for tafel in tafels.iter().filter(|tafel| heeft_meer(tafel, geweest.len())) {
            p.field.no-print { a href=(alle_van(tafel.gemeente)) { "Alle bijeenkomsten van " (tafel.gemeente.naam()) } }
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("Bijeenkomsten ({})", komend.len() + open.len())).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

/// Whether there are meetings of a table that the page does not show.
fn heeft_meer(tafel: &TafelVan, geweest: usize) -> bool {
    let van_hier = || tafel.bijeenkomsten.items.iter().filter(|een| een.status == Status::Vastgesteld).count();
    tafel.bijeenkomsten.na.is_some() || (geweest > GEWEEST && van_hier() > 0)
}

/// The page with all meetings of a table.
fn alle_van(gemeente: Gemeente) -> String {
    format!("/bijeenkomsten/van/{gemeente}")
}

/// Shows all meetings of a table, the latest first, a page at a time.
pub async fn van_een_tafel(
    blad: Blad,
    t: Transaction,
    gemeente: Pad<Gemeente>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let (gemeente, na) = (gemeente.0, verder.into_inner().na);
    let vraag = Bladeren { aantal: None, na };
    let pagina = t.bekijk(move |tx, met| van_tafel(tx, met, gemeente, &vraag)).await?.into_view();
    let alle: Vec<&BijeenkomstregelView> = pagina.items.iter().collect();
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href="/bijeenkomsten" { "Terug naar Bijeenkomsten" } }
        h1 { "Alle bijeenkomsten van " (gemeente.naam()) }
        p.lead { @if alle.is_empty() { "Verder zijn er geen." } @else { "De laatste staat bovenaan." } }
        (rijen(&alle, blad.omgeving().nu))
        @if let Some(na) = &pagina.na {
            div.pager {
                p.small.soft { "U ziet er " (alle.len()) ". Er zijn er meer." }
                a.button.second href={ (alle_van(gemeente)) "?na=" (na) } { "Toon de volgende" }
            }
        }
    };
    Ok(blad.toon(&Titel::van(format!("Alle bijeenkomsten van {}", gemeente.naam())), &inhoud))
}

fn aan_welke_tafels(tafels: &[TafelVan]) -> String {
    let namen: Vec<&str> = tafels.iter().map(|tafel| tafel.gemeente.naam()).collect();
    format!("Het knooppunt van {}.", namen.join(" en "))
}

fn komende(komend: &[&BijeenkomstregelView], nu: Moment) -> Markup {
    html! {
        section.deel aria-labelledby="kop-komend" {
            div.list-head { h2 #kop-komend { "Komt eraan" } @if komend.len() > 1 { p.small.soft { "De eerste staat bovenaan." } } }
            @if komend.is_empty() { p.lead { "Er staat geen bijeenkomst gepland. Plan er hieronder een." } }
            @else { (rijen(komend, nu)) }
        }
    }
}

fn lijst(id: &str, kop: &str, welke: &[&BijeenkomstregelView], nu: Moment) -> Markup {
    html! {
        section.deel aria-labelledby=(id) {
            div.list-head { h2 id=(id) { (kop) } }
            (rijen(welke, nu))
        }
    }
}

fn rijen(welke: &[&BijeenkomstregelView], nu: Moment) -> Markup {
    html! {
        ol.rows {
            @for een in welke {
                li.row.soon[een.status == Status::Gehouden || is_begonnen(een.status, een.gepland_op, nu)] {
                    div.due { b { (gezinnen(een.gezinnen)) } "op de agenda" }
                    div {
                        h3 { a href={ "/bijeenkomsten/" (een.id) } { (wanneer(een.gepland_op, nu)) } }
                        p { "Knooppunt " (een.gemeente.naam()) @if let Some(plaats) = &een.plaats { ", " (plaats) } }
                    }
                    div.next { p { (stand(een.status, een.gepland_op, nu)) } }
                }
            }
        }
    }
}

/// Who waits for a table; they are put on the agenda of the next meeting there.
fn wie_wacht(blad: &Blad, tafel: &TafelVan, komend: &[&BijeenkomstregelView]) -> Markup {
    let id = format!("kop-wacht-{}", tafel.gemeente);
    let bijeenkomst = komend.iter().find(|een| een.gemeente == tafel.gemeente).map(|een| een.id);
    let plek = Plek { blad, gemeente: tafel.gemeente, bijeenkomst };
    html! {
        section.deel aria-labelledby=(id) {
            div.list-head {
                h2 id=(id) { "Wacht op een tafel in " (tafel.gemeente.naam()) " (" (tafel.wachtend.len()) ")" }
                @if bijeenkomst.is_some() { p.small.soft { "U zet hen op de agenda van de eerste bijeenkomst." } }
            }
            (wachtend::rijen(plek, &tafel.wachtend))
        }
    }
}

fn planner(blad: &Blad, tafels: &[TafelVan], velden: &Velden, fouten: &Fouten) -> Markup {
    let verzoek = velden.gevuld(VERZOEK).map_or_else(|| nieuw_verzoek(blad.omgeving().nu), str::to_owned);
    let op = (velden.tekst("nieuw-dag"), velden.tekst("nieuw-tijd"));
    let plaats = Regel {
        hint: "Nooit het adres van een gezin.",
        ..Regel::tekst("plaats", "Waar staat de tafel? (niet verplicht)", velden.tekst("plaats"))
    };
    let namen: Vec<String> = tafels.iter().map(|tafel| tafel.gemeente.word().to_owned()).collect();
    let ids: Vec<String> = namen
        .iter()
        .enumerate()
        .map(|(i, naam)| if i == 0 { "gemeente".to_owned() } else { format!("gemeente-{naam}") })
        .collect();
    let keuzes: Vec<Keuze<'_>> = tafels
        .iter()
        .zip(ids.iter().zip(&namen))
        .map(|(tafel, (id, waarde))| Keuze { id, waarde, naam: tafel.gemeente.naam(), hint: "" })
        .collect();
    let getypt = ["nieuw-dag", "nieuw-tijd", "plaats"].iter().any(|veld| velden.gevuld(veld).is_some());
    let welke = Groep { naam: "gemeente", vraag: "Welk knooppunt?", hint: "", een: true, vorm: "choices side" };
    html! {
        details.more.deel.no-print open[!fouten.is_leeg() || getypt] {
            summary { "Plan een bijeenkomst" }
            div.card {
                (formulier("/bijeenkomsten", &blad.bewijs(), &verzoek, &html! {
                    @if let [enige] = tafels { input type="hidden" name="gemeente" value=(enige.gemeente.word()); }
                    @else { (groep(welke, &keuzes, |waarde| velden.heeft("gemeente", waarde), fouten)) }
                    (wanneer_velden(NIEUW, "Welke dag?", op, fouten))
                    (regel(plaats, fouten))
                    p.field.hint { "Gezinnen waarvan de evaluatie voorbij is, komen vanzelf op de agenda." }
                    p.field.actions { button.button { "Plan deze bijeenkomst" } }
                }))
            }
        }
    }
}
