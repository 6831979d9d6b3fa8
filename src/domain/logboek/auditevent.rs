//! A line as others' systems read it: a FHIR R4 `AuditEvent`, in the patterns of IHE BALP.
//!
//! Words of others where they have one, our own beside them; ids only, as everywhere in the logboek. It claims no profile
//! of BALP: those want the network address of the server, and one patient to an event.

use std::net::IpAddr;

use serde_json::{Value, json};

use crate::domain::{
    Word as _,
    logboek::regel::{Regel, Uitkomst, Verwerkingsdoel},
    recht::{Aard, Soort},
};

const DICOM: &str = "http://dicom.nema.org/resources/ontology/DCM";
const EVENT: &str = "http://terminology.hl7.org/CodeSystem/audit-event-type";
const INTERACTIE: &str = "http://hl7.org/fhir/restful-interaction";
const REDEN: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
const ENTITEIT: &str = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
const ROL: &str = "http://terminology.hl7.org/CodeSystem/object-role";
const BRON: &str = "http://terminology.hl7.org/CodeSystem/security-source-type";
const MENS: &str = "http://terminology.hl7.org/CodeSystem/extra-security-role-type";
const ROLCODE: &str = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
const BALP: &str = "https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType";
const RESOURCE: &str = "http://hl7.org/fhir/resource-types";

type Code = (&'static str, &'static str);

/// An event in the words of others.
enum Andere {
    /// A call of an API, with the interaction of FHIR that it comes closest to.
    Rest(&'static str),
    /// An event of DICOM (PS3.16, CID 400), with what it was in particular.
    Dicom(Code, Option<Code>),
}

const AANMELDEN: Code = ("110114", "User Authentication");
const MELDING: Code = ("110113", "Security Alert");

const fn aard(aard: Aard) -> Andere {
    use Andere::{Dicom, Rest};
    match aard {
        Aard::Lezen => Rest("read"),
        Aard::Zoeken => Rest("search"),
        Aard::Maken => Rest("create"),
        Aard::Wijzigen => Rest("update"),
        Aard::Weghalen => Rest("delete"),
        Aard::Anders => Rest("operation"),
        Aard::Inloggen => Dicom(AANMELDEN, Some(("110122", "Login"))),
        Aard::Uitloggen => Dicom(AANMELDEN, Some(("110123", "Logout"))),
        Aard::Bewijzen => Dicom(AANMELDEN, None),
        Aard::Rechten => Dicom(MELDING, Some(("110136", "Security Roles Changed"))),
        Aard::Account => Dicom(MELDING, Some(("110137", "User security Attributes Changed"))),
        Aard::Inrichting => Dicom(MELDING, Some(("110129", "Security Configuration"))),
        Aard::Nood => Dicom(MELDING, Some(("110127", "Emergency Override Started"))),
        Aard::NoodVoorbij => Dicom(MELDING, Some(("110138", "Emergency Override Stopped"))),
        Aard::Logboek => Dicom(("110101", "Audit Log Used"), None),
        Aard::Uitgeven => Dicom(("110106", "Export"), None),
    }
}

/// For what it was done; in an emergency that goes before all else.
const fn reden(regel: &Regel) -> Code {
    match (regel.noodprocedure, regel.doel) {
        (true, _) => ("ETREAT", "Emergency Treatment"),
        (false, Verwerkingsdoel::Zorgcoordinatie) => ("TREAT", "treatment"),
        (false, Verwerkingsdoel::Toegangsbeheer) => ("HSYSADMIN", "health system administration"),
        (false, Verwerkingsdoel::Inzagerecht) => ("PATRQT", "patient requested"),
        (false, Verwerkingsdoel::Toezicht) => ("HCOMPL", "health compliance"),
    }
}

/// A refusal is the other side's doing, as a 4xx is.
const fn uitkomst(uitkomst: Uitkomst) -> &'static str {
    match uitkomst {
        Uitkomst::Gelukt => "0",
        Uitkomst::Geweigerd
        | Uitkomst::NietGevonden
        | Uitkomst::NietToegestaan
        | Uitkomst::Conflict
        | Uitkomst::Verouderd
        | Uitkomst::TeVaak
        | Uitkomst::FactorNodig => "4",
    }
}

fn code(system: &str, (code, display): Code) -> Value {
    json!({ "system": system, "code": code, "display": display })
}

/// A word of our own list `lijst`.
fn eigen(lijst: &str, woord: &str) -> Value {
    json!({ "system": format!("urn:knooppunt:{lijst}"), "code": woord })
}

/// A thing by its id, of a kind of our own; `type` as FHIR calls it, when it does.
fn wat(soort: &str, id: &impl ToString, fhir: Option<&str>) -> Value {
    let identifier = json!({ "system": format!("urn:knooppunt:{soort}"), "value": id.to_string() });
    match fhir {
        Some(fhir) => json!({ "type": fhir, "identifier": identifier }),
        None => json!({ "identifier": identifier }),
    }
}

/// The line as an `AuditEvent`, recorded by the log with the name `bron`.
#[must_use]
pub fn auditevent(regel: &Regel, bron: &str) -> Value {
    let woord = regel.gebeurtenis.word();
    let (soort, bijzonder) = match aard(regel.gebeurtenis.over().aard) {
        Andere::Rest(interactie) => {
            (code(EVENT, ("rest", "RESTful Operation")), Some(code(INTERACTIE, (interactie, interactie))))
        }
        Andere::Dicom(soort, bijzonder) => (code(DICOM, soort), bijzonder.map(|bijzonder| code(DICOM, bijzonder))),
    };
    let subtype: Vec<Value> = bijzonder.into_iter().chain([eigen("gebeurtenis", woord)]).collect();
    let mut event = json!({
        "resourceType": "AuditEvent",
        "id": regel.id,
        "type": soort,
        "subtype": subtype,
        "recorded": regel.op,
        "outcome": uitkomst(regel.uitkomst),
        "outcomeDesc": regel.uitkomst.word(),
        "purposeOfEvent": [{ "coding": [code(REDEN, reden(regel)), eigen("doel", regel.doel.word())] }],
        "agent": agents(regel),
        "source": {
            "observer": wat("logboek", &bron, Some("Device")),
            "type": [code(BRON, ("4", "Application Server"))],
        },
        "entity": entiteiten(regel),
    });
    if let (Some(velden), "C" | "R" | "U" | "D" | "E") = (event.as_object_mut(), regel.actie.as_str()) {
        velden.insert("action".to_owned(), regel.actie.clone().into());
    }
    event
}

/// Who did it, on behalf of whom, and through what.
fn agents(regel: &Regel) -> Vec<Value> {
    let mut agents = Vec::new();
    if let Some(gebruiker) = regel.gebruiker {
        let mut wie = json!({
            "type": { "coding": [code(MENS, ("humanuser", "human user"))] },
            "who": wat("gebruiker", &gebruiker, Some("Practitioner")),
            "requestor": true,
        });
        if let (Some(velden), Some(rol)) = (wie.as_object_mut(), regel.rol) {
            velden.insert("role".to_owned(), json!([{ "coding": [eigen("rol", rol.word())] }]));
        }
        agents.push(wie);
    }
    if let Some(collega) = regel.namens {
        agents.push(json!({
            "type": { "coding": [code(ROLCODE, ("DELEGATOR", "delegator"))] },
            "who": wat("gebruiker", &collega, Some("Practitioner")),
            "requestor": false,
        }));
    }
    if let Some(organisatie) = regel.organisatie {
        agents.push(json!({ "who": wat("organisatie", &organisatie, Some("Organization")), "requestor": false }));
    }
    let mut via = json!({
        "type": { "coding": [code(DICOM, ("110150", "Application"))] },
        "requestor": regel.gebruiker.is_none(),
    });
    if let Some(velden) = via.as_object_mut() {
        if let Some(client) = regel.machineclient {
            velden.insert("who".to_owned(), wat("machineclient", &client, Some("Device")));
        }
        let plek = if regel.toegangspunt.parse::<IpAddr>().is_ok() {
            ("network", json!({ "address": regel.toegangspunt, "type": "2" }))
        } else {
            ("name", regel.toegangspunt.clone().into())
        };
        velden.insert(plek.0.to_owned(), plek.1);
    }
    agents.push(via);
    agents
}

/// Whom and what it was about, on which consent, in which request and session.
fn entiteiten(regel: &Regel) -> Vec<Value> {
    let persoon = |pseudoniem| {
        json!({
            "what": wat("pseudoniem", &pseudoniem, Some("Patient")),
            "type": code(ENTITEIT, ("1", "Person")),
            "role": code(ROL, ("1", "Patient")),
        })
    };
    let mut alle: Vec<Value> = regel.betrokkenen.iter().map(persoon).collect();
    alle.push(ding(regel));
    if let Some(casus) = regel.casus.filter(|_| regel.soort != Soort::Casus) {
        alle.push(json!({ "what": wat("casus", &casus, None), "type": eigen("soort", "casus") }));
    }
    if let Some(toestemming) = regel.toestemming {
        let soort = code(RESOURCE, ("Consent", "Consent"));
        alle.push(json!({ "what": wat("toestemming", &toestemming, Some("Consent")), "type": soort }));
    }
    if let Some(verzoek) = regel.verzoek {
        let verzoek = json!({ "identifier": { "value": verzoek.to_string() } });
        alle.push(json!({ "what": verzoek, "type": { "system": BALP, "code": "XrequestId" } }));
    }
    if let Some(sessie) = regel.sessie {
        alle.push(json!({ "what": wat("sessie", &sessie, None), "type": eigen("soort", "sessie") }));
    }
    alle
}

/// The thing itself; of a list only its kind, and always what was wanted and on which ground it was allowed.
fn ding(regel: &Regel) -> Value {
    let soort = regel.soort.word();
    let grond = regel.regel.as_deref().map(|grond| ("grond", grond));
    let details = [("soort", soort), ("handeling", regel.handeling.as_str())].into_iter().chain(grond);
    let details: Vec<Value> = details.map(|(soort, tekst)| json!({ "type": soort, "valueString": tekst })).collect();
    let mut ding = json!({
        "type": code(ENTITEIT, ("2", "System Object")),
        "role": code(ROL, ("4", "Domain Resource")),
        "detail": details,
    });
    if let (Some(velden), Some(object)) = (ding.as_object_mut(), regel.object) {
        velden.insert("what".to_owned(), wat(soort, &object, None));
    }
    ding
}

#[cfg(test)]
mod tests;
