//! What becomes of the pregnancy of a family: a birth, a loss, another due date, and the next one.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use super::{
    doen::pad,
    een::{heet, tab},
    formulier::{gezien, met_versie},
    mag::herziet,
};
use crate::{
    domain::{
        casus::{CasusId, Status},
        tijd::Moment,
        zwangerschap::Status as Zwangerschapstatus,
    },
    http::{
        casus::{
            een,
            view::{CasusView, GelezenCasusView, NieuwZwangerschapseinde, NieuweTermijn, VolgendeZwangerschap},
            zwangerschap::{termijn_herzien, zwangerschap_eindigen, zwangerschap_toevoegen},
        },
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{dag::nabij, fouten::Fouten},
        formulier::{Ingevuld, Velden},
        zwangerschap::{Bekend, Welk, wat_stopt},
    },
};

/// Asks when the child was born.
pub async fn geboorte(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::Geboorte, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_geboorte_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::Geboorte, ingevuld).await
}

/// Says what a loss ends, and asks on which day it was.
pub async fn verlies(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::Verlies, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_verlies_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::Verlies, ingevuld).await
}

/// Asks why what was told of its end was wrong.
pub async fn loopt_nog(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::LooptNog, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_loopt_nog_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::LooptNog, ingevuld).await
}

/// Asks for the new due date.
pub async fn termijn(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::Termijn, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_termijn_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::Termijn, ingevuld).await
}

/// Asks for the next pregnancy.
pub async fn volgende(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::Volgende, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_volgende_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::Volgende, ingevuld).await
}

async fn leg_vast(
    t: Transaction,
    nog: Transaction,
    id: CasusId,
    welk: Welk,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if ingevuld.is_terug() {
        return toon(blad, nog, id, welk, velden, &fouten).await;
    }
    let body = welk.body(velden, blad.omgeving().nu.dag(), &mut fouten);
    if !fouten.is_leeg() {
        return toon(blad, nog, id, welk, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/{}", welk.stap()));
    let gedaan = match welk {
        Welk::Geboorte | Welk::Verlies | Welk::LooptNog => {
            let doe = move |tx: &mut _, met: &_, invoer: NieuwZwangerschapseinde| {
                zwangerschap_eindigen(tx, met, id, versie, &invoer.into())?.try_into()
            };
            t.stuur_gelezen(once, &body, doe).await
        }
        Welk::Termijn => {
            let doe = move |tx: &mut _, met: &_, invoer: NieuweTermijn| {
                termijn_herzien(tx, met, id, versie, invoer)?.try_into()
            };
            t.stuur_gelezen(once, &body, doe).await
        }
        Welk::Volgende => {
            let doe = move |tx: &mut _, met: &_, invoer: VolgendeZwangerschap| {
                zwangerschap_toevoegen(tx, met, id, versie, &invoer)?.try_into()
            };
            t.stuur_gelezen(once, &body, doe).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), welk.gedaan())),
        Err(problem) => toon(blad, nog, id, welk, velden, &welk.bij_velden(problem)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: CasusId,
    welk: Welk,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let niet = || Problem::new(Code::NietToegestaan, "Dit legt vast wie de casus coördineert of draagt.");
    let GelezenCasusView::Gewoon(casus) = getoond.view() else { return Err(niet()) };
    if !herziet(blad, casus)? {
        return Err(niet());
    }
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets vastgelegd."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { (welk.kop()) }
        p.lead { "Over " (heet(casus)) "." }
        @if casus.status == Status::Afgesloten { p.note.field { "Deze casus is gesloten." } }
        @else { (formulier(blad, welk, casus, getoond.versie().unwrap_or_default(), (velden, fouten))) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: vastleggen", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn formulier(blad: &Blad, welk: Welk, casus: &CasusView, versie: i32, (velden, fouten): (&Velden, &Fouten)) -> Markup {
    let zij = casus.gedeeld.zwangerschap.as_ref();
    let verteld =
        zij.is_some_and(|zij| matches!(zij.status, Zwangerschapstatus::Geboren | Zwangerschapstatus::Verlies));
    let bekend = Bekend { aantal: zij.map_or(1, |zij| zij.aantal_kinderen), verteld };
    let naar = format!("{}/{}", pad(casus.id), welk.pad());
    let vragen = welk.vragen(bekend, &pad(casus.id), velden, fouten);
    html! {
        @match welk {
            Welk::Geboorte => {
                p.field { "Ging het anders? " a href={ (pad(casus.id)) "/" (Welk::Verlies.pad()) } { "Kies dan ‘verlies’" } "." }
            }
            Welk::Verlies => { (wat_stopt(&wat_loopt(casus, blad.omgeving().nu))) }
            Welk::LooptNog => { p.note.field { "Eerder is verteld dat deze zwangerschap voorbij was. Was dat een vergissing, dan gaat verder wat daardoor stopte." } }
            Welk::Termijn => { p.field { "Meer dan 42 dagen verschil is een andere zwangerschap. Vertel dan eerst hoe deze is gegaan." } }
            Welk::Volgende => { p.field { "Op dezelfde draad. Dat kan zodra is verteld hoe de vorige is gegaan." } }
        }
        (met_versie(blad, &naar, versie, velden, &vragen))
    }
}

/// What runs or is planned for the family, as a loss ends it.
fn wat_loopt(casus: &CasusView, nu: Moment) -> Vec<String> {
    let hulp = casus.doorgeleidingen.iter().filter(|d| d.status.loopt());
    let mut alle: Vec<String> = hulp.map(|d| format!("{} ({})", d.desknaam, d.organisatienaam)).collect();
    alle.extend(casus.verkenning_op.map(|dag| format!("het gesprek met het gezin, {}", nabij(dag, nu))));
    alle.extend(casus.evaluatie_op.map(|dag| format!("de evaluatie, {}", nabij(dag, nu))));
    alle
}
