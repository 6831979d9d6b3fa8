//! What is said of a meeting and of an agreement on every page alike.

use maud::{Markup, html};

use crate::{
    domain::{
        Label as _,
        knooppunt::{AfspraakStatus, Deelnemersoort, Oordeel, Status},
        tijd::Moment,
    },
    http::{
        knooppunt::view::{AfspraakView, AgendapuntView, DeelnemerView, PositieView},
        mens::{MensView, wie},
    },
    web::{
        dagen::Onleesbaar,
        deel::{
            dag::{dag, hoofdletter, klok, nabij},
            staat::{Kleur, Vorm, staat},
        },
    },
};

/// When a meeting is: `donderdag 3 december, 14:00 uur`.
pub(super) fn wanneer(op: Moment, nu: Moment) -> Markup {
    let hier = op.in_nederland();
    html! { time datetime=(hier.format("%Y-%m-%dT%H:%M")) { (dag(hier.date(), nu)) ", " (klok(op)) " uur" } }
}

/// So many families, in words.
pub(super) fn gezinnen(aantal: usize) -> String {
    match aantal {
        0 => "Nog geen gezin".to_owned(),
        1 => "1 gezin".to_owned(),
        _ => format!("{aantal} gezinnen"),
    }
}

/// Whether the moment of a meeting is there, so that its record can be begun.
pub(super) fn is_begonnen(status: Status, gepland_op: Moment, nu: Moment) -> bool {
    status == Status::Gepland && gepland_op <= nu
}

/// How a meeting stands.
pub(super) fn stand(status: Status, gepland_op: Moment, nu: Moment) -> Markup {
    let (vorm, kleur, zin) = match status {
        Status::Gepland if is_begonnen(status, gepland_op, nu) => {
            (Vorm::Wacht, Kleur::Gauw, "Het verslag kan beginnen")
        }
        Status::Gepland => (Vorm::Wacht, Kleur::Bezig, "Gepland"),
        Status::Gehouden => (Vorm::Loopt, Kleur::Gauw, "Verslag nog niet vastgesteld"),
        Status::Vastgesteld => (Vorm::Goed, Kleur::Goed, "Vastgesteld"),
    };
    staat(vorm, kleur, zin)
}

/// Who somebody at the table is: a colleague by name, anybody else by what they came as.
pub(super) fn wie_zit(een: &DeelnemerView, mensen: &[MensView]) -> String {
    wie(mensen, een.gebruiker)
        .map_or_else(|| een.hoedanigheid.clone(), |mens| format!("{} ({})", mens.naam, een.hoedanigheid))
}

/// The same in a list, with where a colleague works.
pub(super) fn aan_tafel(punt: &AgendapuntView) -> Markup {
    html! {
        ul.people.small {
            @for een in &punt.deelnemers {
                li {
                    @match wie(&punt.mensen, een.gebruiker) {
                        Some(mens) => { b { (mens.naam) } (een.hoedanigheid) ", " (mens.organisatie) }
                        None => { b { (hoofdletter(&een.hoedanigheid)) } (een.soort.naam()) }
                    }
                }
            }
        }
    }
}

/// Whether somebody of the family is at the table.
pub(super) fn met_ouder(punt: &AgendapuntView) -> bool {
    punt.deelnemers.iter().any(|een| een.soort == Deelnemersoort::Ouder)
}

/// Who is to do it.
pub(super) fn doet(afspraak: &AfspraakView) -> String {
    afspraak.door.as_ref().map_or_else(
        || hoofdletter(&afspraak.hoedanigheid),
        |mens| format!("{} ({})", mens.naam, afspraak.hoedanigheid),
    )
}

/// How an agreement stands.
pub(super) fn hoe_staat(afspraak: &AfspraakView, nu: Moment) -> Markup {
    let dagen = (afspraak.uiterlijk - nu.dag()).num_days();
    match afspraak.status {
        AfspraakStatus::Nagekomen => staat(Vorm::Goed, Kleur::Goed, &format!("Nagekomen{}", sinds(afspraak, nu))),
        AfspraakStatus::Vervallen => {
            let waarom = afspraak.reden.map_or("", |reden| reden.naam());
            let zin = format!("Vervallen{}: {}", sinds(afspraak, nu), waarom.to_lowercase());
            staat(Vorm::Rust, Kleur::Rust, &zin)
        }
        AfspraakStatus::Open if dagen < 0 => {
            let dagen = if dagen == -1 { "1 dag".to_owned() } else { format!("{} dagen", -dagen) };
            staat(Vorm::TeLaat, Kleur::Laat, &format!("{dagen} te laat"))
        }
        AfspraakStatus::Open => {
            staat(Vorm::Loopt, Kleur::Bezig, &format!("Uiterlijk {}", nabij(afspraak.uiterlijk, nu)))
        }
    }
}

/// On which day it was ticked off or lapsed.
fn sinds(afspraak: &AfspraakView, nu: Moment) -> String {
    afspraak.afgehandeld_op.map_or_else(String::new, |op| format!(", {}", nabij(op.dag(), nu)))
}

/// What the parents think of it.
pub(super) fn vinden(positie: &PositieView) -> Markup {
    let (vorm, kleur, zin) = match positie.oordeel {
        Oordeel::Akkoord => (Vorm::Goed, Kleur::Goed, "De ouders zeggen ja"),
        Oordeel::AkkoordMetOpmerking => (Vorm::Goed, Kleur::Gauw, "De ouders zeggen ja, maar"),
        Oordeel::NietAkkoord => (Vorm::Nee, Kleur::Laat, "De ouders zeggen nee"),
    };
    html! {
        (staat(vorm, kleur, zin))
        @if let Some(woorden) = &positie.woorden { blockquote.own-words { "“" (woorden) "”" } }
    }
}

/// What is wrong with a day.
pub(super) fn dag_fout(waarom: Onleesbaar, getypt: &str) -> String {
    match waarom {
        Onleesbaar::Leeg => "Vul een dag in.".to_owned(),
        Onleesbaar::BestaatNiet => format!("Vul een dag in die bestaat. {getypt} bestaat niet."),
        Onleesbaar::Onduidelijk => "Schrijf het zo: 27-12-2026, of morgen.".to_owned(),
    }
}
