//! A row of work: what is due and why, who it is about, how it stands and who carries it.

use maud::{Markup, html};

use crate::{
    domain::{
        Label as _, doorgeleiding::Status as Verzoekstatus, rode_draad::plek::Reden, signaal::Urgentie, tijd::Moment,
        toegang::GebruikerId, zwangerschap::Venster,
    },
    http::{
        casus::view::{TerugView, WachtrijPagina, WachtrijView, WachtrijVraagView},
        mens::{MensView, wie},
    },
    web::deel::{
        dag::{dag, nabij},
        staat::{Kleur, Vorm, staat},
        zij,
    },
};

/// What a row needs to be read: when it is seen, by whom, and who the others are.
#[derive(Clone, Copy)]
pub(super) struct Blik<'a> {
    pub nu: Moment,
    pub ik: GebruikerId,
    pub mensen: &'a [MensView],
}

/// The rows of a page, in their order.
pub(super) fn rijen(pagina: &WachtrijPagina, nu: Moment, ik: GebruikerId) -> Markup {
    let blik = Blik { nu, ik, mensen: &pagina.mensen };
    html! { ol.rows { @for casus in &pagina.pagina.items { (rij(casus, blik)) } } }
}

fn rij(casus: &WachtrijView, blik: Blik<'_>) -> Markup {
    html! {
        li class={ "row" (klas(casus)) } {
            (tijd(casus, blik))
            div {
                h3 { a href={ "/casussen/" (casus.id) } { (heet(casus)) } }
                (zij::kort(casus.gezin.as_ref(), Some(casus.gemeente)))
                @if let Some(themas) = casus.gezin.as_ref().and_then(|gezin| gezin.themas.as_ref()) {
                    ul.words { @for thema in themas { li { (thema.naam()) } } }
                }
            }
            div.next { (stand(casus, blik)) p.soft { (drager(casus, blik)) } }
        }
    }
}

/// What she is called, for whoever may know.
fn heet(casus: &WachtrijView) -> String {
    let naam = casus.gezin.as_ref().and_then(|gezin| gezin.naam.clone());
    naam.unwrap_or_else(|| zij::zonder_naam(Some(casus.gemeente)))
}

/// How pressing it is: late from the last day on, soon in the three days before.
fn klas(casus: &WachtrijView) -> &'static str {
    let wacht = casus.vragen.iter().any(|vraag| vraag.te_laat);
    match casus.plaats.as_ref().map(|plaats| (plaats.waarom, plaats.dagen)) {
        _ if wacht || casus.evaluatie_gemist => " late",
        Some((Reden::Teruggekomen, _)) => " soon",
        Some((_, dagen)) if dagen <= 0 => " late",
        Some((_, dagen)) if dagen <= 3 => " soon",
        _ => "",
    }
}

fn tijd(casus: &WachtrijView, Blik { nu, .. }: Blik<'_>) -> Markup {
    let Some(plaats) = &casus.plaats else {
        return html! { div.due { b { "Geen termijn" } } };
    };
    let (waarom, dagen) = (plaats.waarom, plaats.dagen);
    let aantal = |n: u64| if n == 1 { "1 dag".to_owned() } else { format!("{n} dagen") };
    html! {
        div.due {
            b {
                @match (waarom, dagen) {
                    (Reden::Teruggekomen, _) => { "Terug bij u" }
                    (_, 0) => { (Vorm::TeLaat.teken()) " Vandaag" }
                    (_, dagen) if dagen < 0 => { (Vorm::TeLaat.teken()) " " (aantal(dagen.unsigned_abs())) " te laat" }
                    (_, dagen) => { "Nog " (aantal(dagen.unsigned_abs())) }
                }
            }
            " " @if waarom == Reden::Teruggekomen { "sinds " (nabij(plaats.dag, nu)) } @else { (waarvoor(casus, waarom)) }
        }
    }
}

fn waarvoor(casus: &WachtrijView, waarom: Reden) -> &'static str {
    match waarom {
        Reden::Spoed | Reden::EersteContact => "eerste gesprek",
        Reden::Evaluatie => "evaluatie",
        Reden::Verkenning => "gesprek met het gezin",
        Reden::Bekijken => "kijk weer naar dit gezin",
        Reden::ZwangerschapOnbekend => "vraag hoe de zwangerschap is gegaan",
        Reden::Verhuizing => "overname na een verhuizing",
        Reden::Teruggekomen | Reden::Venster => match casus.venster.as_ref().map(|venster| venster.naam) {
            Some(Venster::CenteringStart) => "CenteringZwangerschap begint",
            Some(Venster::VoorzorgInstroom) => "VoorZorg sluit",
            Some(Venster::PrenataalHuisbezoek) => "huisbezoek voor de geboorte",
            Some(Venster::StevigOuderschapInstroom) => "Stevig Ouderschap sluit",
            None => "een kans sluit",
        },
    }
}

fn stand(casus: &WachtrijView, Blik { nu, .. }: Blik<'_>) -> Markup {
    let loopt = casus.vragen.iter().find(|vraag| vraag.te_laat).or(casus.vragen.last());
    html! {
        @if casus.urgentie == Urgentie::Spoed { p { (staat(Vorm::Spoed, Kleur::Laat, "Spoed")) } }
        @if let Some(signaal) = casus.wachtend_signaal {
            p { (staat(Vorm::Wacht, Kleur::Gauw, "Er wacht een nieuw signaal")) }
            p { "Het lijkt over dit gezin te gaan. " a href={ "/signalen/" (signaal) "/vergelijken" } { "Vergelijk de twee" span.hidden { ": " (heet(casus)) } } }
        }
        @if casus.evaluatie_gemist && let Some(dag_van) = casus.evaluatie_op {
            p { (staat(Vorm::TeLaat, Kleur::Laat, "Evaluatie voorbij")) }
            p { "Het gesprek zou " (dag(dag_van, nu)) " zijn." }
        }
        @if let Some(terug) = &casus.terug {
            @if terug.status == Verzoekstatus::Afgerond {
                p { (staat(Vorm::Loopt, Kleur::Goed, &einde(terug))) }
                p { "Bepaal met het gezin wat nu past." }
            } @else {
                p { (staat(Vorm::Nee, Kleur::Laat, &einde(terug))) }
                p { "Kies een ander bureau of andere steun." }
            }
        } @else if let Some(vraag) = loopt {
            (lopend(vraag, nu))
        } @else if let Some(dag_van) = casus.verkenning_op {
            p { (staat(Vorm::Loopt, Kleur::Bezig, casus.status.naam())) }
            p { "Gesprek met het gezin " (nabij(dag_van, nu)) "." }
        } @else if casus.coordinator.is_none() {
            p { (staat(Vorm::Rust, Kleur::Rust, "Nog niet begonnen")) }
        } @else {
            p { (staat(Vorm::Loopt, Kleur::Bezig, casus.status.naam())) }
        }
    }
}

/// How the request ended with which it came back.
fn einde(terug: &TerugView) -> String {
    let hoe = match terug.status {
        Verzoekstatus::Afgewezen => "kon niet helpen",
        Verzoekstatus::Verlopen => "antwoordde niet",
        Verzoekstatus::Ingetrokken => "is niet meer gevraagd",
        Verzoekstatus::NietGestart => "begon niet",
        Verzoekstatus::Gestopt => "stopte",
        status => return format!("{}: {}", terug.route.naam(), status.naam().to_lowercase()),
    };
    format!("{} {hoe}", terug.route.naam())
}

fn lopend(vraag: &WachtrijVraagView, nu: Moment) -> Markup {
    html! {
        @match vraag.status {
            Verzoekstatus::Verzonden if vraag.te_laat => {
                p { (staat(Vorm::TeLaat, Kleur::Laat, &format!("{} antwoordt niet", vraag.desk))) }
                p { "Het antwoord moest er " (nabij(vraag.antwoord_voor, nu)) " zijn." }
            }
            Verzoekstatus::Verzonden => {
                p { (staat(Vorm::Wacht, Kleur::Bezig, &format!("Wacht op {}", vraag.desk))) }
                p { "Antwoord uiterlijk " (nabij(vraag.antwoord_voor, nu)) "." }
            }
            Verzoekstatus::Aanvaard => { p { (staat(Vorm::Loopt, Kleur::Goed, &format!("{} nam het aan", vraag.desk))) } }
            Verzoekstatus::IntakeGepland => { p { (staat(Vorm::Loopt, Kleur::Goed, &format!("{}: kennismaking gepland", vraag.desk))) } }
            _ => { p { (staat(Vorm::Loopt, Kleur::Goed, &format!("{} loopt", vraag.route.naam()))) } }
        }
    }
}

fn drager(casus: &WachtrijView, Blik { nu, ik, mensen }: Blik<'_>) -> String {
    let naam = |id| wie(mensen, id).map_or("een collega", |mens| mens.naam.as_str());
    if casus.casusregisseur == Some(ik) {
        return "Casusregisseur: u".to_owned();
    }
    match casus.coordinator {
        Some(id) if id == ik => "Van u".to_owned(),
        Some(id) => format!("Van {}", naam(Some(id))),
        None => format!("Van niemand, sinds {}", nabij(casus.aangemeld_op.dag(), nu)),
    }
}
