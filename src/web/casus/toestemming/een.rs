//! One word of hers: what stops when she takes it back, and the button that does so; or another answer in its place.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use super::{alle, leg_vast};
use crate::{
    domain::{
        Label as _, Word as _,
        casus::{CasusId, Status as Casusstatus},
        doorgeleiding::Status as Verzoekstatus,
        toegang::Rol,
        toestemming::{Ontvanger, Status, ToestemmingId},
    },
    http::{
        casus::{
            uitspraak::{Uitspraak, uitspraak},
            view::{CasusView, GelezenCasusView},
        },
        pad::Pad,
        problem::{Code, Problem},
        toestemming::{ToestemmingView, intrekken},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::{
            antwoord::{self, Vraag},
            doen::pad,
            een::{antwoordt, heet, tab, wat_zij_weten},
            formulier::{bij_velden, gezien, met_versie, onder_een_knop},
        },
        deel::{dag::nabij, fouten::Fouten},
        formulier::{Ingevuld, Velden},
    },
};

/// The page of one word of hers.
fn hier(id: CasusId, welke: ToestemmingId) -> String {
    format!("{}/{welke}", alle(id))
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<(CasusId, ToestemmingId)>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Takes it back.
pub async fn trek_in(
    t: Transaction,
    id: Pad<(CasusId, ToestemmingId)>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let ((id, welke), versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/toestemmingen/{welke}/intrekking"));
    let doe = t.stuur(once, move |tx, met| intrekken(tx, met, welke, versie)?.try_into());
    let wie = ingevuld.velden.tekst("ontvanger").parse::<Ontvanger>().ok();
    // Whoever chairs the table does not see the family any more when nothing may be discussed there.
    let actor = &ingevuld.blad.bezoeker()?.actor;
    let weg = wie == Some(Ontvanger::Knooppunt) && !actor.heeft(Rol::JgzCoordinator) && actor.heeft(Rol::Voorzitter);
    let naar = if weg { "/bijeenkomsten".to_owned() } else { pad(id) };
    let zin = format!("Vastgelegd. {}", wie.map_or_else(|| "Het geldt vanaf nu.".to_owned(), gevolg));
    ingevuld.stap(&hier(id, welke), (&naar, &zin), doe).await
}

/// Notes another answer in its place.
pub async fn noteer(
    t: Transaction,
    nog: Transaction,
    id: Pad<(CasusId, ToestemmingId)>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let ((id, welke), blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        fouten = antwoord::mist(velden);
        if fouten.is_leeg() {
            match leg_vast(t, &ingevuld, id, &antwoord::body(velden)).await {
                Ok(_) => return Ok(blad.verder_en_zeg(&pad(id), "Haar antwoord is bewaard. Het geldt vanaf nu.")),
                Err(problem) => fouten = bij_velden(problem, &antwoord::PLAATSEN)?,
            }
        }
    }
    toon(blad, nog, (id, welke), velden, &fouten).await
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    (id, welke): (CasusId, ToestemmingId),
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| uitspraak(tx, met, id, welke)).await?;
    let versie = getoond.versie().unwrap_or_default();
    let gelezen = getoond.view();
    let niet = || Problem::new(Code::NietToegestaan, "Dit ziet wie aan de casus werkt.");
    let GelezenCasusView::Gewoon(casus) = &gelezen.casus else { return Err(niet()) };
    let woord = &gelezen.woord;
    let geldt = woord.status == Status::Gegeven;
    let open = casus.status != Casusstatus::Afgesloten;
    let inhoud = html! {
        (fouten.samengevat("Haar antwoord is nog niet bewaard."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { (wie(woord)) ": wat zij goed vindt" }
        p.lead { "Over " (heet(casus)) "." }
        (wat_zij_zei(blad, woord))
        @if geldt { (stoppen(blad, casus, gelezen, versie)) }
        @if open { (ander_antwoord(blad, casus, woord, velden, fouten)) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: wat zij goed vindt", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

/// To whom it is, with the one organisation that she named.
fn wie(woord: &ToestemmingView) -> String {
    let alleen = woord.organisatienaam.as_ref().map_or_else(String::new, |een| format!(", alleen {een}"));
    format!("{}{alleen}", woord.ontvanger.naam())
}

fn wat_zij_zei(blad: &Blad, woord: &ToestemmingView) -> Markup {
    let nu = blad.omgeving().nu;
    html! {
        dl.pairs.wide.card.field {
            dt { "Mag het weten" } dd { (antwoordt(woord.status)) }
            @if woord.status == Status::Gegeven { dt { "Wat" } dd { (wat_zij_weten(&woord.onderdelen)) } }
            dt { "Waarvoor" } dd { (woord.doel.naam()) }
            dt { "Sinds" } dd { (nabij(woord.beeindigd_op.unwrap_or(woord.genoteerd_op).dag(), nu)) }
            dt { "Hoe zij het zei" } dd { (woord.wijze.naam()) ", " (woord.gegeven_door.naam().to_lowercase()) }
        }
    }
}

/// What stops, before anybody says that she wants it to; and the one button.
fn stoppen(blad: &Blad, casus: &CasusView, gelezen: &Uitspraak, versie: i32) -> Markup {
    let woord = &gelezen.woord;
    let stopt: Vec<_> = casus.doorgeleidingen.iter().filter(|een| gelezen.stopt.contains(&een.id)).collect();
    let naar = format!("{}/intrekken", hier(casus.id, woord.id));
    html! {
        section.card.field aria-labelledby="kop-stop" {
            h2 #kop-stop { "Zij wil dit niet meer" }
            p { "Als u dit vastlegt, geldt het meteen:" }
            ul {
                li { (gevolg(woord.ontvanger)) }
                @for een in &stopt {
                    li {
                        b { (een.desknaam) } ", " (een.organisatienaam) ": "
                        @if een.status == Verzoekstatus::Verzonden { "de vraag wordt ingetrokken." } @else { "de hulp stopt." }
                    }
                }
                @if stopt.len() < gelezen.stopt.len() { li { "Er stopt ook hulp die u hier niet ziet." } }
                @if !gelezen.stopt.is_empty() { li { "Wie daaraan werkt krijgt bericht dat het stopt, zonder reden." } }
            }
            p.field { "Zij hoeft niet te zeggen waarom. Het heeft geen gevolgen voor haar zorg, en zij mag later weer ja zeggen." }
            (met_versie(blad, &naar, versie, &Velden::default(), &html! {
                input type="hidden" name="ontvanger" value=(woord.ontvanger.word());
                p.field.actions { button.button.big { "Leg vast: zij wil dit niet meer" } a href=(pad(casus.id)) { "Zo laten" } }
            }))
        }
    }
}

/// Who sees nothing any more.
fn gevolg(wie: Ontvanger) -> String {
    match wie {
        Ontvanger::JgzCoordinatie => {
            "Wie het gezin coördineert ziet niet meer wie zij is en wat er speelt. Dat geldt ook voor u, als u dat bent."
                .to_owned()
        }
        Ontvanger::Signaleerder => "Wie het signaal gaf hoort niet meer hoe het verdergaat.".to_owned(),
        Ontvanger::Knooppunt => "Aan het knooppunt wordt niet meer over haar gesproken.".to_owned(),
        anders => format!("{} ziet haar gegevens niet meer.", anders.naam()),
    }
}

/// Another answer: of a word that counts it is what she shares, of any other it is yes or no.
fn ander_antwoord(blad: &Blad, casus: &CasusView, woord: &ToestemmingView, velden: &Velden, fouten: &Fouten) -> Markup {
    let geldt = woord.status == Status::Gegeven;
    let gezag = antwoord::gezag(&casus.gedeeld, blad.omgeving().nu.dag());
    let mag = format!("Mag {} iets van haar weten, om: {}?", wie(woord), woord.doel.naam().to_lowercase());
    let formulier = met_versie(
        blad,
        &hier(casus.id, woord.id),
        0,
        velden,
        &html! {
            input type="hidden" name="doel" value=(woord.doel.word());
            input type="hidden" name="ontvanger" value=(woord.ontvanger.word());
            @if let Some(alleen) = woord.organisatie { input type="hidden" name="organisatie" value=(alleen); }
            (antwoord::vragen(Vraag { mag: &mag, gezag, velden, fouten }))
            p.field.actions { button.button { "Bewaar haar antwoord" } }
        },
    );
    html! {
        @if geldt { (onder_een_knop("Zij wil iets anders delen", velden.gevuld("besluit").is_some() || !fouten.is_leeg(), &formulier)) }
        @else {
            section.card.field aria-labelledby="kop-antwoord" { h2 #kop-antwoord { "Zij antwoordt nu anders" } (formulier) }
        }
    }
}
