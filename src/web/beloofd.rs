//! What somebody promised at a table: late, this week and later, each to be ticked off.

use actix_web::{HttpResponse, web::Query};
use chrono::{Datelike as _, NaiveDate, TimeDelta};
use maud::{Markup, html};

use super::{
    blad::{Blad, Titel},
    casus::formulier::met_versie,
    deel::{
        dag::{dag, nabij},
        staat::Vorm,
        zij,
    },
    formulier::{Ingevuld, Velden},
    tafel::afspraken::afgevinkt,
    verder::Verder,
};
use crate::{
    domain::{Label as _, knooppunt::AfspraakId, tijd::Moment},
    http::{
        knooppunt::{afspraak::open, invoer::AfsprakenVraag, view::AfspraakregelView},
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
};

/// So many stand on a page.
const GROOTTE: u16 = 50;

/// When something that was promised has to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanneer {
    Laat,
    DezeWeek,
    Later,
}

impl Wanneer {
    const ALLE: [Self; 3] = [Self::Laat, Self::DezeWeek, Self::Later];

    /// A week ends on Sunday.
    fn van(uiterlijk: NaiveDate, vandaag: NaiveDate) -> Self {
        let tot_zondag = 6 - i64::from(vandaag.weekday().num_days_from_monday());
        let zondag = vandaag + TimeDelta::days(tot_zondag);
        match uiterlijk {
            dag if dag < vandaag => Self::Laat,
            dag if dag <= zondag => Self::DezeWeek,
            _ => Self::Later,
        }
    }

    const fn kop(self) -> (&'static str, &'static str) {
        match self {
            Self::Laat => ("kop-laat", "Te laat"),
            Self::DezeWeek => ("kop-week", "Deze week"),
            Self::Later => ("kop-later", "Later"),
        }
    }
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, verder: Query<Verder>) -> Result<HttpResponse, Problem> {
    let na = verder.into_inner().na;
    let vraag = AfsprakenVraag { van_mij: true, aantal: Some(GROOTTE), na, ..AfsprakenVraag::default() };
    let pagina = t.bekijk(move |tx, met| open(tx, met, &vraag)).await?.into_view();
    let nu = blad.omgeving().nu;
    let van = |wanneer| {
        let alle = pagina.items.iter();
        alle.filter(move |belofte| Wanneer::van(belofte.afspraak.uiterlijk, nu.dag()) == wanneer).collect::<Vec<_>>()
    };
    let inhoud = html! {
        h1 { "Beloofd" }
        @if pagina.items.is_empty() { p.lead { "U hebt nu niets beloofd." } p.soft { "Wat u aan een knooppunt op u neemt, staat hier." } }
        @else { p.lead { "Wat u aan tafel op u nam. Vink af wat is gedaan: de anderen zien dat." } }
        @for wanneer in Wanneer::ALLE {
            @let hier = van(wanneer);
            @if !hier.is_empty() { (lijst(&blad, wanneer, &hier, nu)) }
        }
        @if let Some(na) = &pagina.na {
            div.pager { a.button.second href={ "/beloofd?na=" (na) } { "Toon de volgende " (GROOTTE) } }
        }
    };
    Ok(blad.toon(&Titel::van(format!("Beloofd ({})", pagina.items.len())), &inhoud))
}

fn lijst(blad: &Blad, wanneer: Wanneer, alle: &[&AfspraakregelView], nu: Moment) -> Markup {
    let (id, kop) = wanneer.kop();
    html! {
        section.ruim aria-labelledby=(id) {
            div.list-head { h2 id=(id) { (kop) " (" (alle.len()) ")" } }
            ol.rows { @for belofte in alle { (rij(blad, wanneer, belofte, nu)) } }
        }
    }
}

fn rij(blad: &Blad, wanneer: Wanneer, belofte: &AfspraakregelView, nu: Moment) -> Markup {
    let afspraak = &belofte.afspraak;
    let dagen = (afspraak.uiterlijk - nu.dag()).num_days();
    let klas = match wanneer {
        Wanneer::Laat => "row late",
        Wanneer::DezeWeek => "row soon",
        Wanneer::Later => "row",
    };
    let voor = belofte.naam.clone().unwrap_or_else(|| zij::zonder_naam(Some(belofte.tafel)));
    html! {
        li class=(klas) {
            div.due {
                b {
                    @match dagen {
                        ..=-2 => { (Vorm::TeLaat.teken()) " " (dagen.unsigned_abs()) " dagen te laat" }
                        -1 => { (Vorm::TeLaat.teken()) " 1 dag te laat" }
                        0 => { "Vandaag" }
                        1 => { "Morgen" }
                        _ => { "Nog " (dagen) " dagen" }
                    }
                }
                " uiterlijk " (dag(afspraak.uiterlijk, nu))
            }
            div {
                h3 { (afspraak.wat) }
                ul.facts {
                    li { (voor) }
                    li { "Knooppunt " (belofte.tafel.naam()) }
                    @if let Some(thema) = afspraak.thema { li { (thema.naam()) } }
                }
                @if let Some(woorden) = afspraak.positie.as_ref().and_then(|positie| positie.woorden.as_ref()) {
                    blockquote.own-words { "“" (woorden) "”" }
                }
            }
            div.next {
                (met_versie(blad, &format!("/beloofd/{}", afspraak.id), afspraak.versie, &Velden::default(), &html! {
                    p.actions { button.button.second { "Vink af" span.hidden { ": " (afspraak.wat) " Uiterlijk " (nabij(afspraak.uiterlijk, nu)) } } }
                }))
            }
        }
    }
}

/// Ticks it off.
pub async fn vink_af(t: Transaction, id: Pad<AfspraakId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    afgevinkt(t, id.0, &ingevuld, ("/beloofd", "Afgevinkt. De anderen zien dat het is gedaan.")).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_week_loopt_tot_en_met_zondag() {
        let op = |dag: &str| dag.parse::<NaiveDate>().unwrap();
        let maandag = op("2026-11-30");
        let wanneer = |dag| Wanneer::van(op(dag), maandag);
        assert_eq!(wanneer("2026-11-29"), Wanneer::Laat);
        assert_eq!(wanneer("2026-11-30"), Wanneer::DezeWeek);
        assert_eq!(wanneer("2026-12-06"), Wanneer::DezeWeek);
        assert_eq!(wanneer("2026-12-07"), Wanneer::Later);
        assert_eq!(
            Wanneer::van(op("2026-12-07"), op("2026-12-06")),
            Wanneer::Later,
            "on a Sunday the week is nearly over"
        );
    }
}
