//! What a desk does with a request: take it up, answer it, send it on, give it back.

use actix_web::HttpResponse;
use serde_json::json;

use super::{
    pagina::{AFWIJZEN, DOORSTUREN, GEZIN, INTREKKEN, TERUGGEVEN},
    toon,
};
use crate::{
    domain::{
        Word as _,
        doorgeleiding::{DoorgeleidingId, gezin::Gezinsantwoord},
        reden::{AfwijzingReden, IntrekkingReden, TeruggaveReden},
    },
    http::{
        doorgeleiding::{
            beantwoorden::{aanvaarden, afwijzen, omleiden, teruggeven},
            gezin::noteren,
            intrekken,
            uitvoeren::{claimen, loslaten},
        },
        invoer::parse,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        casus::formulier::{bij_velden, gezien},
        deel::fouten::Fouten,
        formulier::{Ingevuld, Velden},
        hulp::{
            formulier::{eerste, keuze_id},
            mag::weg,
        },
        tafel::adres::terug_naar,
    },
};

/// The page of a request.
fn pad(id: DoorgeleidingId) -> String {
    format!("/doorgeleidingen/{id}")
}

/// Where somebody goes on who answered: to the table for which they did, or stays on the page of the request.
fn daarna(id: DoorgeleidingId, velden: &Velden) -> String {
    if velden.gevuld("bijeenkomst").is_some() { terug_naar(velden) } else { pad(id) }
}

/// Takes it up.
pub async fn pak_op(t: Transaction, id: Pad<DoorgeleidingId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/claim"));
    let doe = t.stuur(once, move |tx, met| claimen(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "U pakte dit op. Uw collega’s zien dat."), doe).await
}

/// Lets go of it.
pub async fn laat_los(t: Transaction, id: Pad<DoorgeleidingId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/loslating"));
    let doe = t.stuur(once, move |tx, met| loslaten(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "Losgelaten. Een collega kan dit nu oppakken."), doe).await
}

/// Takes it on.
pub async fn neem_aan(t: Transaction, id: Pad<DoorgeleidingId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/aanvaarding"));
    let doe = t.stuur(once, move |tx, met| aanvaarden(tx, met, id, versie)?.try_into());
    let naar = daarna(id, &ingevuld.velden);
    ingevuld.stap(&pad(id), (&naar, "Aangenomen. Wie dit vroeg, ziet dat."), doe).await
}

/// Refuses it, with a reason.
pub async fn wijs_af(
    t: Transaction,
    nog: Transaction,
    id: Pad<DoorgeleidingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let (keuze, uitleg) = (eerste::<AfwijzingReden>(AFWIJZEN), format!("{AFWIJZEN}-uitleg"));
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld(AFWIJZEN).is_none() {
        fouten.bij(keuze.clone(), "Kies waarom u dit nu niet kunt.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let body = json!({ "reden": velden.tekst(AFWIJZEN), "toelichting": velden.gevuld(&uitleg) });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/afwijzing"));
            t.stuur(once, move |tx, met| afwijzen(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => {
            let zin = "Uw antwoord is verstuurd. De coördinator zoekt verder. U ziet haar gegevens niet meer.";
            Ok(blad.verder_en_zeg(weg(blad)?, zin))
        }
        Err(problem) => {
            let fouten = bij_velden(problem, &[("reden", &keuze), ("toelichting", &uitleg)])?;
            toon(blad, nog, id, velden, &fouten).await
        }
    }
}

/// Sends it on to another desk.
pub async fn stuur_door(
    t: Transaction,
    nog: Transaction,
    id: Pad<DoorgeleidingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    // Beside the desk stands whether it hears her name.
    let (desk, zonder) = velden.tekst(DOORSTUREN).split_once(' ').unwrap_or((velden.tekst(DOORSTUREN), ""));
    if !ingevuld.is_terug() && desk.is_empty() {
        fouten.bij(format!("{DOORSTUREN}-0"), "Kies naar welk bureau u dit stuurt.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let body = json!({ "desk": desk, "zonderContactgegevens": zonder == "zonder" });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/omleiding"));
            t.stuur(once, move |tx, met| omleiden(tx, met, id, versie, &invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(weg(blad)?, "Doorgestuurd. U ziet haar gegevens niet meer.")),
        Err(problem) => {
            let fouten = bij_velden(problem, &[("desk", &format!("{DOORSTUREN}-0"))])?;
            toon(blad, nog, id, velden, &fouten).await
        }
    }
}

/// Gives back what was taken on before anything began, with a reason.
pub async fn geef_terug(
    t: Transaction,
    nog: Transaction,
    id: Pad<DoorgeleidingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let (keuze, uitleg) = (eerste::<TeruggaveReden>(TERUGGEVEN), format!("{TERUGGEVEN}-uitleg"));
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld(TERUGGEVEN).is_none() {
        fouten.bij(keuze.clone(), "Kies waarom de hulp niet begint.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let body = json!({ "reden": velden.tekst(TERUGGEVEN), "toelichting": velden.gevuld(&uitleg) });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/teruggave"));
            t.stuur(once, move |tx, met| teruggeven(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => {
            Ok(blad
                .verder_en_zeg("/bureau", "Teruggegeven. De coördinator zoekt verder. U ziet haar gegevens niet meer."))
        }
        Err(problem) => {
            let fouten = bij_velden(problem, &[("reden", &keuze), ("toelichting", &uitleg)])?;
            toon(blad, nog, id, velden, &fouten).await
        }
    }
}

/// Takes a request back, with a reason: for whoever coordinates.
pub async fn trek_in(
    t: Transaction,
    nog: Transaction,
    id: Pad<DoorgeleidingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let (keuze, uitleg) = (eerste::<IntrekkingReden>(INTREKKEN), format!("{INTREKKEN}-uitleg"));
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld(INTREKKEN).is_none() {
        fouten.bij(keuze.clone(), "Kies waarom u de vraag intrekt.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let body = json!({ "reden": velden.tekst(INTREKKEN), "toelichting": velden.gevuld(&uitleg) });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/intrekking"));
            t.stuur(once, move |tx, met| intrekken(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "De vraag is ingetrokken. Het bureau ziet haar gegevens niet meer.")),
        Err(problem) => {
            let fouten = bij_velden(problem, &[("reden", &keuze), ("toelichting", &uitleg)])?;
            toon(blad, nog, id, velden, &fouten).await
        }
    }
}

/// Notes what the family says.
pub async fn noteer_gezin(
    t: Transaction,
    nog: Transaction,
    id: Pad<DoorgeleidingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let keuze = keuze_id(GEZIN, Gezinsantwoord::Ja.word());
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld(GEZIN).is_none() {
        fouten.bij(keuze.clone(), "Kies wat het gezin zegt.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let gedaan = match parse(json!({ "antwoord": velden.tekst(GEZIN) }).to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/gezinsantwoord"));
            t.stuur(once, move |tx, met| noteren(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "Vastgelegd wat het gezin zegt.")),
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &[("antwoord", &keuze)])?).await,
    }
}
