//! A request at a desk: how she is reached safely, what is asked, what she shares, until when, and the answer.

pub mod doen;
mod formulieren;
mod gezin;
mod pagina;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use self::pagina::Pagina;
use super::{
    mag::{coordineert, werkt_er, zit_voor},
    mensen,
};
use crate::{
    domain::{
        Label as _,
        doorgeleiding::{DoorgeleidingId, Status},
        tijd::Moment,
        toegang::GebruikerId,
    },
    http::{
        doorgeleiding::{
            bureau::vraag,
            view::{AfwijkingView, DoorgeleidingRegel, DoorgeleidingView},
        },
        mens::{MensView, wie},
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::{moment, nabij},
            fouten::Fouten,
            staat::{Kleur, Vorm, staat},
            zij,
        },
        formulier::Velden,
    },
};

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<DoorgeleidingId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Shows it with what was filled in, and what is wrong with that.
async fn toon(
    blad: &Blad,
    t: Transaction,
    id: DoorgeleidingId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| vraag(tx, met, id)).await?;
    let (versie, vraag) = (getoond.versie().unwrap_or_default(), getoond.view());
    let regel = &vraag.vraag.regel;
    let (aan_tafel, werkt_er) = (zit_voor(blad, regel)?, werkt_er(blad, regel)?);
    let (nu, ik) = (blad.omgeving().nu, blad.bezoeker()?.actor.gebruiker());
    let van_coordinator = coordineert(blad, regel)?;
    let p = Pagina { blad, vraag, versie, nu, ik, velden, fouten, aan_tafel, werkt_er, van_coordinator };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = format!("{}: vraag om hulp", zij::tab(&vraag.vraag.gedeeld, regel.gemeente));
    Ok(blad.toon_als(status, &Titel::van(titel).met_fout(!fouten.is_leeg()), &inhoud(p)))
}

fn inhoud(p: Pagina<'_>) -> Markup {
    let DoorgeleidingView { gedeeld, casus, .. } = &p.vraag.vraag;
    let gemeente = p.regel().gemeente;
    let ziet_haar = p.regel().status.loopt();
    html! {
        (p.fouten.samengevat("Er is nog niets verstuurd. Alles wat u typte staat er nog."))
        nav.crumb aria-label="Waar u bent" {
            @if p.werkt_er { a href="/bureau" { "Terug naar Bureau" } }
            @else if p.aan_tafel { a href="/bijeenkomsten" { "Terug naar Bijeenkomsten" } }
            @else { a href={ "/casussen/" (casus) } { "Terug naar het gezin" } }
        }
        h1 { (zij::heet(gedeeld, gemeente)) }
        (zij::feiten(gedeeld, gemeente, p.nu))
        @if ziet_haar {
            (zij::veilig(gedeeld, "Zij deelt niet met u hoe u haar bereikt. Vraag het wie u dit vroeg."))
        }
        div.columns {
            div.stack {
                (gevraagd(p))
                (antwoord(p))
                @if ziet_haar {
                    section.card aria-labelledby="kop-deelt" {
                        h2 #kop-deelt { "Wat zij met u deelt" }
                        (zij::wat_zij_deelt(gedeeld, p.nu))
                    }
                }
            }
            aside.aside aria-label="Mensen" {
                (mensen::om_dit_gezin(&p.vraag.vraag, p.ik))
                @if p.werkt_er && ziet_haar && p.regel().status != Status::Verzonden {
                    p.small.no-print { a href={ "/casussen/" (casus) "/notities" } { "Notities bij dit gezin" } }
                }
            }
        }
    }
}

/// What is asked of this desk.
fn gevraagd(p: Pagina<'_>) -> Markup {
    let v = &p.vraag.vraag;
    html! {
        section.card aria-labelledby="kop-vraag" {
            h2 #kop-vraag { "De vraag" }
            @match &v.vraag {
                Some(tekst) => { p.lead.regels { (tekst) } }
                None => { p { "Er staat geen vraag bij. Bel wie u dit vroeg." } }
            }
            p.field.small.soft {
                "Gevraagd " (moment(v.regel.verzonden_op, p.nu)) ", voor " (mensen::bureau(v)) " (" (v.regel.route.naam()) ")."
                @if v.vorige.is_some() { " Een ander bureau stuurde dit door." }
            }
            @if let Some(afwijking) = &v.afwijking { (afgeweken(afwijking)) }
        }
    }
}

fn afgeweken(afwijking: &AfwijkingView) -> Markup {
    let bezwaren = afwijking.bezwaren.iter().map(|bezwaar| bezwaar.naam()).collect::<Vec<_>>().join("; ");
    html! {
        div.note.soon.field {
            h3 { "Volgens de regels staat deze hulp niet open" }
            p { @if !bezwaren.is_empty() { "Want: " (bezwaren) ". " } "Toch gevraagd: " (afwijking.reden.naam().to_lowercase()) "." }
            @if let Some(uitleg) = &afwijking.toelichting { p { (uitleg) } }
        }
    }
}

/// How it stands, and what can be done now.
fn antwoord(p: Pagina<'_>) -> Markup {
    let regel = p.regel();
    let door = wie(&p.vraag.vraag.mensen, regel.geclaimd_door);
    html! {
        section.card aria-labelledby="kop-antwoord" {
            h2 #kop-antwoord { @if regel.status.is_open() { "Uw antwoord" } @else { "Hoe het staat" } }
            @if regel.status.is_open() { (termijn(regel, p.nu)) }
            p.field { (stand(regel, door, p.ik)) }
            (gezin::antwoord(p))
            @match regel.status {
                Status::Verzonden if p.werkt_er || p.aan_tafel => { (formulieren::antwoorden(p)) }
                Status::Aanvaard | Status::IntakeGepland if p.werkt_er => { (formulieren::beginnen(p)) }
                _ => { (verder(p)) }
            }
            @if p.van_coordinator && is_terug_te_nemen(regel) { (formulieren::trek_in(p)) }
        }
    }
}

/// Whether a request can be taken back: its help did not begin, or it waits for a table.
fn is_terug_te_nemen(regel: &DoorgeleidingRegel) -> bool {
    regel.status.loopt() && (regel.status != Status::Gestart || !regel.route.heeft_traject())
}

/// The last day on which the desk can answer, and how long that is.
fn termijn(regel: &DoorgeleidingRegel, nu: Moment) -> Markup {
    let dagen = (regel.antwoord_voor - nu.dag()).num_days();
    html! {
        @match dagen {
            ..0 => {
                p.note.late { b { (Vorm::TeLaat.teken()) " Te laat." } " Het antwoord moest er " (nabij(regel.antwoord_voor, nu)) " zijn." }
            }
            0 => { p.note.late { b { (Vorm::TeLaat.teken()) " Vandaag de laatste dag." } " Antwoord voor het einde van de dag." } }
            _ => { p { "Antwoord uiterlijk " b { (nabij(regel.antwoord_voor, nu)) } ". Daarna gaat de vraag terug naar de coördinator." } }
        }
    }
}

/// Where what came of it is.
fn verder(p: Pagina<'_>) -> Markup {
    // A page has the address of the thing in the API, without its version.
    let traject = p.regel().links.traject.as_ref().and_then(|link| link.href.strip_prefix("/v1"));
    html! {
        @if let Some(naar) = traject { p.field.actions { a.button href=(naar) { "Bekijk de hulp" } } }
        @if p.aan_tafel && p.regel().status == Status::Aanvaard {
            p.field.actions { a.button href="/bijeenkomsten" { "Zet het gezin op een agenda" } }
        }
    }
}

/// How a request stands, with who took it up.
pub(super) fn stand(regel: &DoorgeleidingRegel, door: Option<&MensView>, ik: GebruikerId) -> Markup {
    let collega = || door.map_or("Een collega", |mens| mens.naam.as_str());
    match (regel.status, regel.geclaimd_door) {
        (Status::Verzonden, None) => staat(Vorm::Wacht, Kleur::Gauw, "Niemand pakte dit op"),
        (Status::Verzonden, Some(wie)) if wie == ik => staat(Vorm::Loopt, Kleur::Bezig, "U pakte dit op"),
        (Status::Verzonden, Some(_)) => staat(Vorm::Loopt, Kleur::Bezig, &format!("{} pakte dit op", collega())),
        (Status::Aanvaard, None) => staat(Vorm::Wacht, Kleur::Gauw, "Aangenomen, van niemand"),
        (Status::Aanvaard, Some(wie)) if wie == ik => staat(Vorm::Loopt, Kleur::Goed, "Aangenomen, van u"),
        (Status::Aanvaard, Some(_)) => staat(Vorm::Loopt, Kleur::Goed, &format!("Aangenomen, van {}", collega())),
        (Status::IntakeGepland, Some(wie)) if wie != ik => {
            staat(Vorm::Loopt, Kleur::Goed, &format!("Kennismaking gepland, door {}", collega()))
        }
        (Status::IntakeGepland, _) => staat(Vorm::Loopt, Kleur::Goed, "Kennismaking gepland"),
        (Status::Gestart, _) => staat(Vorm::Loopt, Kleur::Goed, "Loopt"),
        (Status::Afgerond, _) => staat(Vorm::Goed, Kleur::Rust, "Klaar"),
        (Status::Gestopt, _) => staat(Vorm::Rust, Kleur::Rust, "Gestopt"),
        (Status::Afgewezen, _) => staat(Vorm::Nee, Kleur::Laat, "Het bureau kon niet helpen"),
        (Status::Verlopen, _) => staat(Vorm::Nee, Kleur::Laat, "Het bureau antwoordde niet"),
        (Status::NietGestart, _) => staat(Vorm::Rust, Kleur::Rust, "Niet begonnen"),
        (Status::Ingetrokken, _) => staat(Vorm::Rust, Kleur::Rust, "Ingetrokken"),
        (Status::Omgeleid, _) => staat(Vorm::Rust, Kleur::Rust, "Doorgestuurd naar een ander bureau"),
    }
}
