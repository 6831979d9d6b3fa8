//! What the forms of a beheerder have in common: a role with where it holds, days, and where a mistake stands.

use chrono::NaiveDate;
use maud::{Markup, html};
use serde_json::{Value, json};
use strum::VariantArray as _;

use crate::{
    domain::{
        Label as _, Word as _,
        gebied::{Gemeente, Subregio},
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId, Rol},
    },
    http::{
        beheer::{
            gebruiker::{collegas as wie_kan_het, een_ander_om_te_beheren, een_om_te_beheren},
            view::{GebruikerView, GelezenGebruikerView},
        },
        problem::Problem,
        referentie::{DeskView, alle_desks},
        transaction::Transaction,
    },
    web::{
        casus::formulier::bij_velden,
        dagen::{Onleesbaar, dag},
        deel::{
            fouten::Fouten,
            keuze::Groep,
            kiezen::woorden,
            vak::keuzelijst,
            veld::{Regel, regel},
        },
        formulier::Velden,
    },
};

/// The fields of the API, by the end of their path, where they stand on the page.
const PLAATSEN: [(&str, &str); 18] = [
    ("gebruikersnaam", "gebruikersnaam"),
    ("naam", "naam"),
    ("email", "email"),
    ("werktelefoon", "werktelefoon"),
    ("organisatie", "organisatie"),
    ("gemeenten", "gemeente-GM0888"),
    ("rol", "rol-signaleerder"),
    ("gebied", "waar"),
    ("waarde", "waar"),
    ("geldigVan", "vanaf"),
    ("geldigTot", "tot"),
    ("van", "vanaf"),
    ("tot", "tot"),
    ("waarnemer", "waarnemer"),
    ("aan", "aan"),
    ("inPlaatsVan", "plaats-erbij"),
    ("capaciteit", "capaciteit"),
    ("responstermijn", "responstermijn"),
];

/// What is wrong, at the fields where it stands on the page.
pub(super) fn op_de_pagina(problem: Problem) -> Result<Fouten, Problem> {
    let eigen: Vec<(String, &str)> = problem
        .fouten()
        .iter()
        .filter_map(|fout| {
            let einde = fout.veld.rsplit('.').next().unwrap_or_default();
            // `kind` of an area stands at the same question.
            let einde = if einde == "soort" && fout.veld.contains("gebied") { "gebied" } else { einde };
            let plaats = PLAATSEN.iter().find(|(naam, _)| *naam == einde);
            plaats.map(|(_, plaats)| (fout.veld.clone(), *plaats))
        })
        .collect();
    let eigen: Vec<(&str, &str)> = eigen.iter().map(|(veld, plaats)| (veld.as_str(), *plaats)).collect();
    bij_velden(problem, &eigen)
}

/// The address of somebody's page.
pub(super) fn pad(id: GebruikerId) -> String {
    format!("/mensen/{id}")
}

/// The account of somebody else, for a form about it: with its version.
pub(super) async fn account(t: Transaction, id: GebruikerId) -> Result<(GelezenGebruikerView, i32), Problem> {
    let getoond = t.bekijk(move |tx, met| een_ander_om_te_beheren(tx, met, id)).await?;
    let versie = getoond.versie().unwrap_or_default();
    Ok((getoond.into_view(), versie))
}

/// The account of somebody else, with the desks of its organisation.
pub(super) async fn account_met_desks(
    t: Transaction,
    id: GebruikerId,
) -> Result<(GelezenGebruikerView, i32, Vec<DeskView>), Problem> {
    let getoond = t.bekijk(move |tx, met| {
        let wie = een_ander_om_te_beheren(tx, met, id)?;
        let van = wie.view().gebruiker.organisatie;
        let desks = alle_desks(tx)?.into_iter().filter(|desk| desk.organisatie == van).collect();
        Ok(wie.met(|wie| (wie, desks)))
    });
    let getoond = getoond.await?;
    let versie = getoond.versie().unwrap_or_default();
    let (wie, desks) = getoond.into_view();
    Ok((wie, versie, desks))
}

/// One account, with who can take over from it.
pub(super) async fn collegas(
    t: Transaction,
    id: GebruikerId,
) -> Result<(GelezenGebruikerView, i32, Vec<GebruikerView>), Problem> {
    let getoond = t.bekijk(move |tx, met| {
        let wie = een_om_te_beheren(tx, met, id)?;
        let anderen = wie_kan_het(tx, met, &wie.view().gebruiker)?;
        Ok(wie.met(|wie| (wie, anderen)))
    });
    let getoond = getoond.await?;
    let versie = getoond.versie().unwrap_or_default();
    let (wie, anderen) = getoond.into_view();
    Ok((wie, versie, anderen))
}

/// Where colleagues reach somebody.
pub(super) fn telefoon(velden: &Velden) -> Regel<'_> {
    Regel {
        soort: "tel",
        hint: "Collega’s zien dit bij elk gezin waar deze collega mee werkt.",
        ..Regel::tekst("werktelefoon", "Telefoon op het werk (niet verplicht)", velden.tekst("werktelefoon"))
    }
}

/// A list to choose a colleague from.
pub(super) fn collega_kiezen(
    (naam, vraag): (&str, &str),
    anderen: &[GebruikerView],
    velden: &Velden,
    fouten: &Fouten,
) -> Markup {
    let mogelijk: Vec<(String, String)> = anderen
        .iter()
        .map(|ander| (ander.id.to_string(), format!("{} ({})", ander.naam, ander.gebruikersnaam)))
        .collect();
    let mogelijk: Vec<(&str, &str)> = mogelijk.iter().map(|(id, naam)| (id.as_str(), naam.as_str())).collect();
    keuzelijst(naam, vraag, "Kies een collega", &mogelijk, velden.tekst(naam), fouten)
}

/// Which role, and where it holds.
pub(super) fn rol_en_waar(
    desks: &[DeskView],
    eigen: Option<OrganisatieId>,
    velden: &Velden,
    fouten: &Fouten,
) -> Markup {
    let welke = Groep {
        naam: "rol",
        vraag: "Welke rol?",
        hint: "Een andere rol dan signaleerder of uitvoerder wacht tot een tweede persoon haar bevestigt.",
        een: true,
        vorm: "choices",
    };
    let waar = plekken(desks, eigen);
    let waar: Vec<(&str, &str)> = waar.iter().map(|(waarde, naam)| (waarde.as_str(), naam.as_str())).collect();
    html! {
        (woorden(welke, Rol::VARIANTS, velden, fouten))
        (keuzelijst("waar", "Waar geldt die rol?", "Waar dat vanzelf spreekt: de eigen organisatie, of de regio", &waar, velden.tekst("waar"), fouten))
    }
}

/// Where a role can hold: the region and its parts, and desks.
fn plekken(desks: &[DeskView], eigen: Option<OrganisatieId>) -> Vec<(String, String)> {
    let mut alle = vec![("regio".to_owned(), "De hele regio".to_owned())];
    alle.extend(
        Subregio::VARIANTS
            .iter()
            .map(|daar| (format!("subregio {}", daar.word()), format!("Subregio {}", daar.naam()))),
    );
    let mut gemeenten: Vec<_> = Gemeente::VARIANTS.iter().collect();
    gemeenten.sort_by_key(|daar| daar.naam());
    alle.extend(
        gemeenten.iter().map(|daar| (format!("gemeente {}", daar.word()), format!("Gemeente {}", daar.naam()))),
    );
    let van = |desk: &DeskView| match eigen {
        Some(_) => format!("Bureau {}", desk.naam),
        None => format!("Bureau {}, {}", desk.naam, desk.organisatienaam),
    };
    alle.extend(desks.iter().map(|desk| (format!("desk {}", desk.id), van(desk))));
    alle
}

/// The area that was chosen, as the API reads it; nothing when it goes without saying.
pub(super) fn gebied(velden: &Velden) -> Value {
    match velden.tekst("waar").split_once(' ') {
        _ if velden.gevuld("waar").is_none() => Value::Null,
        None => json!({ "soort": velden.tekst("waar") }),
        Some((soort, waarde)) => json!({ "soort": soort, "waarde": waarde }),
    }
}

/// From which day until which; either may be left open.
pub(super) fn dagen(velden: &Velden, fouten: &Fouten, niet_verplicht: bool) -> Markup {
    let (vanaf, tot) = if niet_verplicht {
        ("Vanaf welke dag? (niet verplicht)", "Tot en met welke dag? (niet verplicht)")
    } else {
        ("Vanaf welke dag?", "Tot en met welke dag?")
    };
    let open = if niet_verplicht {
        ("Leeg is: nu", "Leeg is: voor onbepaalde tijd")
    } else {
        ("Bijvoorbeeld morgen, of 27-12-2026", "Bijvoorbeeld 31-12-2026")
    };
    html! {
        div.pair {
            (regel(Regel { hint: open.0, breed: "w-date", ..Regel::tekst("vanaf", vanaf, velden.tekst("vanaf")) }, fouten))
            (regel(Regel { hint: open.1, breed: "w-date", ..Regel::tekst("tot", tot, velden.tekst("tot")) }, fouten))
        }
    }
}

/// The day that was typed, if one was; what cannot be read is said at its field.
pub(super) fn dag_van(naam: &str, velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Option<NaiveDate> {
    let getypt = velden.tekst(naam);
    match dag(getypt, vandaag) {
        Ok(dag) => return Some(dag),
        Err(Onleesbaar::Leeg) => {}
        Err(Onleesbaar::BestaatNiet) => fouten.bij(naam, format!("Vul een dag in die bestaat. {getypt} bestaat niet.")),
        Err(Onleesbaar::Onduidelijk) => fouten.bij(naam, "Schrijf de dag zo: 27-12-2026, of morgen."),
    }
    None
}

/// The first moment, and the one after the last day, as the API reads them.
pub(super) fn periode(velden: &Velden, nu: Moment, fouten: &mut Fouten) -> (Value, Value) {
    let vanaf = dag_van("vanaf", velden, nu.dag(), fouten);
    let tot = dag_van("tot", velden, nu.dag(), fouten);
    // From today on is from now on.
    let vanaf = vanaf.map(|dag| if dag == nu.dag() { nu } else { Moment::begin_van(dag) });
    let tot = tot.map(|dag| Moment::begin_van(dag.succ_opt().unwrap_or(dag)));
    (json!(vanaf), json!(tot))
}
