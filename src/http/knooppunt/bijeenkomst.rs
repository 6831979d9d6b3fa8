//! Meetings: plan one, hold it, establish its record.

use chrono::{DateTime, Datelike, Utc};

use super::{
    invoer::NieuweBijeenkomst,
    view::{BijeenkomstView, BijeenkomstregelView, PAD},
};
use crate::{
    domain::{
        casus::Casus,
        fouten::Fouten,
        gebied::Gemeente,
        knooppunt::{Bijeenkomst, BijeenkomstId, Gehouden, Gepland, Status},
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            Ligging,
            beleid::{BijeenkomstLeiden, BijeenkomstLezen},
            permit, permit_in_gebied,
        },
    },
    http::{
        antwoord::{Antwoord, Bladeren, Pagina},
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
        vraag::Vraag,
    },
    store::{
        self,
        beeld::BijeenkomstBeeld,
        conn::Tx,
        error::Error,
        knooppunt::{Na, agenda, vaststelling},
    },
};

fn aan_tafel_van(gemeente: Gemeente) -> Ligging {
    Ligging { gemeente: Some(gemeente), ..Ligging::default() }
}

/// The meeting as it is now, with the cases that wait for a table.
fn toon(tx: &mut Tx, met: &Met, van: Bijeenkomst, wachtend: &[Casus]) -> Result<BijeenkomstView, Error> {
    Ok(BijeenkomstBeeld::load(tx, met.kijker(), van, wachtend)?.into())
}

/// The place after which a page begins; a moment that no meeting has was not handed out.
fn na(vraag: &Bladeren) -> Result<Option<Na>, Fouten> {
    let Some((op, id)) = vraag.na::<(DateTime<Utc>, BijeenkomstId)>()? else {
        return Ok(None);
    };
    if !(2000..2100).contains(&op.year()) {
        let melding = "Neem de waarde over uit `_links.next` van de vorige bladzijde.";
        return Err(Fouten::new().fout("na", "formaat", melding));
    }
    Ok(Some((Moment::new(op), id)))
}

/// Toont de bijeenkomsten van een knooppunt
///
/// De laatste eerst, zonder gezinnen; voor de voorzitter.
#[utoipa::path(get, path = "/v1/knooppunten/{gemeente}/bijeenkomsten", operation_id = "bijeenkomstenLezen", tag = "knooppunt",
    params(("gemeente" = Gemeente, Path, description = "De gemeente, als CBS-code"), Bladeren),
    responses((status = 200, description = "Een bladzijde", body = Pagina<BijeenkomstregelView>)))]
pub async fn lijst(t: Transaction, gemeente: Pad<Gemeente>, vraag: Vraag<Bladeren>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let mag = met.zoek(tx, permit_in_gebied(&met.actor, BijeenkomstLezen, &aan_tafel_van(gemeente.0))?)?;
        let (na, grootte) = (na(&vraag.0)?, vraag.0.grootte());
        let rows = store::knooppunt::pagina(tx, &met.kluis, &met.actor, gemeente.0, na, i64::from(grootte) + 1)?;
        store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, Vec::new())?;
        let pad = format!("{PAD}/{}/bijeenkomsten", gemeente.0);
        let plaats = |b: &Bijeenkomst| (b.gepland_op.utc(), b.id);
        Antwoord::zonder_versie(&Pagina::new(&pad, grootte, rows, plaats, BijeenkomstregelView::from))
    })
    .await
}

/// Plant een bijeenkomst
///
/// Gezinnen in Steun op maat van wie de evaluatie is gemist, of die terug moeten naar de tafel, staan vanzelf op de agenda.
#[utoipa::path(post, path = "/v1/knooppunten/{gemeente}/bijeenkomsten", operation_id = "bijeenkomstPlannen", tag = "knooppunt",
    request_body = NieuweBijeenkomst,
    params(("gemeente" = Gemeente, Path, description = "De gemeente, als CBS-code")),
    responses((status = 201, description = "Gepland", body = BijeenkomstView)))]
pub async fn plan(
    t: Transaction,
    gemeente: Pad<Gemeente>,
    invoer: Invoer<NieuweBijeenkomst>,
) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let mag = permit_in_gebied(&met.actor, BijeenkomstLeiden, &aan_tafel_van(gemeente.0))?;
        let gepland_op = invoer.0.gepland_op(met.actor.nu)?;
        let te_bespreken = agenda::houd_te_bespreken(tx, gemeente.0, met.actor.nu.dag())?;
        let besluit = mag.plan(gemeente.0, gepland_op, invoer.0.plaats, &te_bespreken);
        let gepland = met.bewaar(tx, besluit)?.bijeenkomst;
        let (locatie, versie) = (format!("/v1/bijeenkomsten/{}", gepland.id), gepland.versie);
        Antwoord::gemaakt(locatie, versie, &toon(tx, met, gepland, &[])?)
    })
    .await
}

/// Reads one meeting, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: BijeenkomstId) -> Result<Antwoord, Error> {
    let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id)?;
    let mag = met.open(tx, permit(&met.actor, BijeenkomstLezen, gezocht)?)?;
    let te_bespreken = if mag.ding().status == Status::Gepland {
        agenda::te_bespreken(tx, mag.ding().gemeente, met.actor.nu.dag())?
    } else {
        Vec::new()
    };
    let wachtend = te_bespreken.iter().map(|casus| casus.betrokkene);
    let bijeenkomst = store::logboek::inzage_met(tx, mag, wachtend)?;
    let versie = bijeenkomst.versie;
    Antwoord::een(versie, &toon(tx, met, bijeenkomst, &te_bespreken)?)
}

/// Toont één bijeenkomst
///
/// Met haar agenda: wie er aan tafel zit, wat is afgesproken en wat de ouders ervan vinden. Bij een geplande bijeenkomst ook
/// de casussen die op een tafel wachten, zodat geen evaluatie wordt vergeten.
#[utoipa::path(get, path = "/v1/bijeenkomsten/{id}", operation_id = "bijeenkomstLezen", tag = "knooppunt",
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst")),
    responses((status = 200, description = "De bijeenkomst", body = BijeenkomstView)))]
pub async fn lees(t: Transaction, id: Pad<BijeenkomstId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Begint het verslag
///
/// De bijeenkomst is gehouden; dat kan vanaf het moment waarop zij gepland stond. Het verslag kan worden aangevuld tot het is vastgesteld.
#[utoipa::path(post, path = "/v1/bijeenkomsten/{id}/verslag", operation_id = "bijeenkomstHouden", tag = "knooppunt",
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gehouden", body = BijeenkomstView)))]
pub async fn houd(t: Transaction, id: Pad<BijeenkomstId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id.0)?;
        let gepland = permit(&met.actor, BijeenkomstLeiden, gezocht)?.versie(versie.0)?.narrow::<Gepland>()?;
        let gehouden = met.bewaar(tx, gepland.houd()?)?;
        let versie = gehouden.versie;
        Antwoord::een(versie, &toon(tx, met, gehouden, &[])?)
    })
    .await
}

/// Stelt het verslag vast
///
/// Kan als bij elk gezin ouders aanwezig waren of de reden van hun afwezigheid vastligt, en bij elke afspraak hun positie. Elke
/// casus met afspraken komt met een casusregisseur en een evaluatiedatum in Steun op maat. Daarna verandert er niets meer aan
/// het verslag.
#[utoipa::path(post, path = "/v1/bijeenkomsten/{id}/vaststelling", operation_id = "bijeenkomstVaststellen", tag = "knooppunt",
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Vastgesteld", body = BijeenkomstView)))]
pub async fn stel_vast(t: Transaction, id: Pad<BijeenkomstId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id.0)?;
        let gehouden = permit(&met.actor, BijeenkomstLeiden, gezocht)?.versie(versie.0)?.narrow::<Gehouden>()?;
        let verslagen = vaststelling::verslagen(tx, &met.actor, id.0)?;
        let vastgesteld = met.bewaar(tx, gehouden.stel_vast(verslagen)?)?.bijeenkomst;
        let versie = vastgesteld.versie;
        Antwoord::een(versie, &toon(tx, met, vastgesteld, &[])?)
    })
    .await
}
