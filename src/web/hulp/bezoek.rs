//! A visit or call: was it held, when and how was it; or why not; or to when it was moved.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{
    formulier::{eerste, lijst},
    mag::werkt_er,
    traject::{hoofd, stand, terug},
};
use crate::{
    domain::{
        Label as _,
        reden::NietGehoudenReden,
        tijd::Moment,
        traject::{ContactStatus, ContactmomentId},
    },
    http::{
        html::{dag as voluit, klok as tijd},
        invoer::parse,
        pad::Pad,
        problem::Problem,
        traject::{
            aflopen,
            geheel::{Geheel, contactmoment},
            view::ContactmomentView,
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{
            dag::moment as op_de_dag,
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            tijdstip::{moment, wanneer},
            vak::tekstvak,
            zij,
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The names of the fields.
const UITKOMST: &str = "uitkomst";
const WAS: &str = "was";
const REDEN: &str = "reden";
const NAAR: &str = "naar";
const HOE: &str = "hoe";
const WAAROM: &str = "waarom";
/// The first choice, where what is wrong with it stands.
const EERSTE: &str = "uitkomst-gehouden";

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<ContactmomentId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Keeps how it went.
pub async fn bewaar(
    t: Transaction,
    nog: Transaction,
    id: Pad<ContactmomentId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let body = body(velden, blad.omgeving().nu, &mut fouten);
    if !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(afloop) => {
            let once = ingevuld.een_keer(&format!("/v1/contactmomenten/{id}/afloop"));
            t.stuur(once, move |tx, met| aflopen(tx, met, id, versie, afloop)?.try_into()).await
        }
    };
    let vraag = if velden.heeft(UITKOMST, "niet-gehouden") { WAAROM } else { HOE };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("/contactmomenten/{id}"), "Bewaard.")),
        Err(problem) => {
            let plaatsen = [
                ("gehoudenOp", "was-dag"),
                ("geplandOp", "naar-dag"),
                ("reden", &eerste::<NietGehoudenReden>(REDEN)),
                ("toelichting", vraag),
            ];
            toon(blad, nog, id, velden, &bij_velden(problem, &plaatsen)?).await
        }
    }
}

/// How it went, as the API reads it; what does not belong to the answer is not looked at.
fn body(velden: &Velden, nu: Moment, fouten: &mut Fouten) -> Value {
    let vandaag = nu.dag();
    match velden.tekst(UITKOMST) {
        "gehouden" => {
            let op = moment(WAS, velden, vandaag, fouten);
            json!({ "uitkomst": "gehouden", "gehoudenOp": op, "toelichting": velden.gevuld(HOE) })
        }
        "niet-gehouden" => {
            if velden.gevuld(REDEN).is_none() {
                fouten.bij(eerste::<NietGehoudenReden>(REDEN), "Kies waarom het niet doorging.");
            }
            json!({ "uitkomst": "niet-gehouden", "reden": velden.tekst(REDEN), "toelichting": velden.gevuld(WAAROM) })
        }
        "verzet" => {
            let op = moment(NAAR, velden, vandaag, fouten);
            json!({ "uitkomst": "verzet", "geplandOp": op })
        }
        _ => {
            fouten.bij(EERSTE, "Kies of het bezoek er was.");
            Value::Null
        }
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: ContactmomentId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| contactmoment(tx, met, id)).await?;
    let versie = getoond.versie().unwrap_or_default();
    let (contact, geheel) = getoond.view();
    let nu = blad.omgeving().nu;
    let invullen = contact.status == ContactStatus::Gepland && werkt_er(blad, &geheel.vraag.regel)?;
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets bewaard. Alles wat u typte staat er nog."))
        (hoofd(geheel, &terug(geheel), Some(contact.soort.naam()), nu))
        section.card.field aria-labelledby="kop-wanneer" {
            h2 #kop-wanneer { (op_de_dag(contact.gehouden_op.unwrap_or(contact.gepland_op), nu)) }
            (hoe_het_ging(contact, nu))
        }
        @if invullen { (formulier(blad, (contact, versie), velden, fouten)) }
        @else if contact.status != ContactStatus::Gepland { p.field.actions { a.button.second href={ "/trajecten/" (contact.traject) } { "Naar de hulp" } } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &titel(geheel).met_fout(!fouten.is_leeg()), &inhoud))
}

fn titel(geheel: &Geheel) -> Titel {
    Titel::van(format!("{}: bezoek", zij::tab(&geheel.vraag.gedeeld, geheel.vraag.regel.gemeente)))
}

fn hoe_het_ging(contact: &ContactmomentView, nu: Moment) -> Markup {
    html! {
        p { (stand(contact)) @if let Some(reden) = contact.reden { ": " (reden.naam().to_lowercase()) "." } }
        @if contact.gehouden_op.is_some_and(|op| op.dag() != contact.gepland_op.dag()) {
            p.small.soft { "Het stond gepland op " (op_de_dag(contact.gepland_op, nu)) "." }
        }
        @if contact.vorige.is_some() { p.small.soft { "Dit bezoek is eerder verzet." } }
        @if let Some(tekst) = &contact.toelichting { p.field.regels { (tekst) } }
    }
}

fn formulier(blad: &Blad, (contact, versie): (&ContactmomentView, i32), velden: &Velden, fouten: &Fouten) -> Markup {
    let keuzes = [
        Keuze { id: EERSTE, waarde: "gehouden", naam: "Ja, het bezoek was er", hint: "" },
        Keuze { id: "uitkomst-niet", waarde: "niet-gehouden", naam: "Nee, het ging niet door", hint: "" },
        Keuze { id: "uitkomst-verzet", waarde: "verzet", naam: "Het is verzet", hint: "" },
    ];
    let vraag = Groep { naam: UITKOMST, vraag: "Was het bezoek er?", hint: "", een: true, vorm: "choices" };
    let waarom = Groep { naam: REDEN, vraag: "Waarom ging het niet door?", hint: "", een: true, vorm: "choices side" };
    // What was planned is what was meant: whoever came later says so.
    let hier = contact.gepland_op.in_nederland();
    let (dag, klok) = (voluit(hier.date()), tijd(hier));
    let of = |veld, anders: &str| velden.gevuld(veld).unwrap_or(anders).to_owned();
    let was = (of("was-dag", &dag), of("was-tijd", &klok));
    met_versie(
        blad,
        &format!("/contactmomenten/{}", contact.id),
        versie,
        velden,
        &html! {
            div.bezoek {
                (groep(vraag, &keuzes, |waarde| velden.heeft(UITKOMST, waarde), fouten))
                div.als.als-ja {
                    (wanneer(WAS, "Welke dag was het?", (&was.0, &was.1), fouten))
                    (tekstvak(HOE, "Hoe was het? (niet verplicht)", "Uw bureau leest dit, en zij als zij erom vraagt.", velden.tekst(HOE), fouten))
                }
                div.als.als-nee {
                    (lijst::<NietGehoudenReden>(waarom, velden, fouten))
                    (tekstvak(WAAROM, "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest. Uw bureau leest dit, en zij als zij erom vraagt.", velden.tekst(WAAROM), fouten))
                }
                div.als.als-verzet {
                    (wanneer(NAAR, "Naar welke dag?", (velden.tekst("naar-dag"), velden.tekst("naar-tijd")), fouten))
                }
                p.field.actions { button.button.big { "Bewaar" } }
            }
        },
    )
}
