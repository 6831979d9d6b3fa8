//! The forms by which a desk answers a request.

use maud::{Markup, html};

use super::pagina::{AFWIJZEN, DOORSTUREN, INTREKKEN, Pagina, TERUGGEVEN};
use crate::{
    domain::{
        doorgeleiding::Status,
        reden::{AfwijzingReden, IntrekkingReden, TeruggaveReden},
    },
    http::doorgeleiding::beantwoorden::OmleidingView,
    web::{
        casus::formulier::{met_versie, onder_een_knop},
        deel::{
            keuze::{Groep, Keuze, groep},
            vak::tekstvak,
        },
        hulp::formulier::{eerste, lijst},
    },
};

fn naar(p: Pagina<'_>, stap: &str) -> String {
    format!("/doorgeleidingen/{}/{stap}", p.regel().id)
}

/// A form that is one button.
fn knop(p: Pagina<'_>, stap: &str, klas: &str, zegt: &str) -> Markup {
    met_versie(
        p.blad,
        &naar(p, stap),
        p.versie,
        p.velden,
        &html! { p.field.actions { button class=(klas) { (zegt) } } },
    )
}

/// Take it up first, then answer; whoever took it up has one button, and what else can be answered below it.
pub(super) fn antwoorden(p: Pagina<'_>) -> Markup {
    let vrij = p.werkt_er && p.regel().geclaimd_door.is_none();
    let van_mij = p.regel().geclaimd_door == Some(p.ik);
    html! {
        @if vrij {
            (knop(p, "oppakken", "button big", "Ik pak dit op"))
            p.hint { "Uw collega’s zien dan dat u antwoordt." }
        }
        (knop(p, "aannemen", if vrij { "button second" } else { "button big" }, "Wij nemen dit aan"))
        p.hint { "Wie dit vroeg, ziet dat. Daarna " @if p.aan_tafel { "zet u het gezin op een agenda." } @else { "begint u de hulp." } }
        (wij_kunnen_niet(p))
        @if !p.vraag.omleidingen.is_empty() { (stuur_door(p)) }
        @if van_mij { (laat_los(p)) }
    }
}

fn laat_los(p: Pagina<'_>) -> Markup {
    met_versie(
        p.blad,
        &naar(p, "loslaten"),
        p.versie,
        p.velden,
        &html! { p.actions { button.plain { "Laat dit los voor een collega" } } },
    )
}

fn wij_kunnen_niet(p: Pagina<'_>) -> Markup {
    let uitleg = format!("{AFWIJZEN}-uitleg");
    let waarom = Groep {
        naam: AFWIJZEN,
        vraag: "Waarom niet?",
        hint: "De verloskundige hoort alleen dat verder wordt gezocht.",
        een: true,
        vorm: "choices",
    };
    let open = p.stond_open(&[AFWIJZEN, &eerste::<AfwijzingReden>(AFWIJZEN), &uitleg]);
    let inhoud = html! {
        (lijst::<AfwijzingReden>(waarom, p.velden, p.fouten))
        (tekstvak(&uitleg, "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest. De coördinator leest dit.", p.velden.tekst(&uitleg), p.fouten))
        p.note.soon.field { "Hierna ziet u haar gegevens niet meer." }
        p.field.actions { button.button { "Wij kunnen dit nu niet" } }
    };
    onder_een_knop(
        "Wij kunnen dit nu niet",
        open,
        &met_versie(p.blad, &naar(p, "afwijzen"), p.versie, p.velden, &inhoud),
    )
}

fn stuur_door(p: Pagina<'_>) -> Markup {
    let omleidingen = &p.vraag.omleidingen;
    let ids: Vec<String> = (0..omleidingen.len()).map(|plaats| format!("{DOORSTUREN}-{plaats}")).collect();
    let zin = |om: &OmleidingView| {
        let plek = om.wachttijd_dagen.map(|dagen| format!(" Begint na {dagen} dagen."));
        let naam = om.zonder_contactgegevens.then_some(" Zij zien haar naam niet en kunnen haar niet zelf bereiken.");
        format!("{}.{}{}", om.organisatienaam, plek.unwrap_or_default(), naam.unwrap_or_default())
    };
    let hints: Vec<String> = omleidingen.iter().map(zin).collect();
    let waarden: Vec<String> = omleidingen
        .iter()
        .map(|om| format!("{}{}", om.desk, if om.zonder_contactgegevens { " zonder" } else { "" }))
        .collect();
    let keuzes: Vec<Keuze<'_>> = omleidingen
        .iter()
        .zip(ids.iter().zip(&waarden).zip(&hints))
        .map(|(om, ((id, waarde), hint))| Keuze { id, waarde, naam: &om.desknaam, hint })
        .collect();
    let waarheen = Groep {
        naam: DOORSTUREN,
        vraag: "Naar welk bureau?",
        hint: "U ziet alleen bureaus waarmee zij dit wil delen.",
        een: true,
        vorm: "choices",
    };
    let open = p.stond_open(&[DOORSTUREN, &format!("{DOORSTUREN}-0")]);
    let inhoud = html! {
        (groep(waarheen, &keuzes, |waarde| p.velden.heeft(DOORSTUREN, waarde), p.fouten))
        p.note.soon.field { "De vraag gaat meteen mee. Hierna ziet u haar gegevens niet meer." }
        p.field.actions { button.button { "Stuur door" } }
    };
    onder_een_knop(
        "Stuur door naar een ander bureau",
        open,
        &met_versie(p.blad, &naar(p, "doorsturen"), p.versie, p.velden, &inhoud),
    )
}

/// What was taken on begins on the page of the support; until then it can be given back.
pub(super) fn beginnen(p: Pagina<'_>) -> Markup {
    let traject = p.regel().links.traject.as_ref().and_then(|link| link.href.strip_prefix("/v1"));
    let vrij = p.regel().geclaimd_door.is_none();
    html! {
        @if let Some(traject) = traject {
            p.field.actions { a.button.big href=(traject) { @if p.regel().status == Status::Aanvaard { "Plan de kennismaking" } @else { "Bekijk de kennismaking" } } }
            p.hint { "De hulp begint na een gesprek of bezoek dat er was." }
        }
        @if vrij { (knop(p, "oppakken", "button second", "Ik pak dit op")) }
        (geef_terug(p))
        @if p.regel().geclaimd_door == Some(p.ik) { (laat_los(p)) }
    }
}

fn geef_terug(p: Pagina<'_>) -> Markup {
    let uitleg = format!("{TERUGGEVEN}-uitleg");
    let waarom = Groep { naam: TERUGGEVEN, vraag: "Waarom begint de hulp niet?", hint: "", een: true, vorm: "choices" };
    let open = p.stond_open(&[TERUGGEVEN, &eerste::<TeruggaveReden>(TERUGGEVEN), &uitleg]);
    let inhoud = html! {
        (lijst::<TeruggaveReden>(waarom, p.velden, p.fouten))
        (tekstvak(&uitleg, "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest. De coördinator leest dit.", p.velden.tekst(&uitleg), p.fouten))
        p.note.soon.field { "De coördinator zoekt verder. Hierna ziet u haar gegevens niet meer." }
        p.field.actions { button.button { "Geef terug" } }
    };
    onder_een_knop(
        "De hulp begint niet: geef terug",
        open,
        &met_versie(p.blad, &naar(p, "teruggeven"), p.versie, p.velden, &inhoud),
    )
}

/// Taking a request back; one that rests on a consent that was withdrawn stops by itself.
pub(super) fn trek_in(p: Pagina<'_>) -> Markup {
    let uitleg = format!("{INTREKKEN}-uitleg");
    let waarom = Groep { naam: INTREKKEN, vraag: "Waarom trekt u de vraag in?", hint: "", een: true, vorm: "choices" };
    let open = p.stond_open(&[INTREKKEN, &eerste::<IntrekkingReden>(INTREKKEN), &uitleg]);
    let inhoud = html! {
        (lijst::<IntrekkingReden>(waarom, p.velden, p.fouten))
        (tekstvak(&uitleg, "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest.", p.velden.tekst(&uitleg), p.fouten))
        p.note.soon.field { "Het bureau hoort dat de vraag is ingetrokken, en ziet haar gegevens niet meer." }
        p.field.actions { button.button { "Trek de vraag in" } }
    };
    onder_een_knop("Trek de vraag in", open, &met_versie(p.blad, &naar(p, "intrekken"), p.versie, p.velden, &inhoud))
}
