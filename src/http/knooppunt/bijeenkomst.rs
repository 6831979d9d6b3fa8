//! Meetings: plan one, hold it, establish its record.

use chrono::{DateTime, Datelike, Utc};

use super::{
    invoer::NieuweBijeenkomst,
    view::{BijeenkomstView, BijeenkomstregelView, NogTeDoenView, PAD, WachtendView},
};
use crate::{
    domain::{
        fouten::Fouten,
        gebied::Gemeente,
        knooppunt::{Bijeenkomst, BijeenkomstId, Gehouden, Gepland, Status},
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            Gezien, Ligging,
            beleid::{BijeenkomstLeiden, BijeenkomstLezen},
            permit, permit_in_gebied,
        },
    },
    http::{
        antwoord::{Antwoord, Bladeren, Pagina},
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
        vraag::Vraag,
    },
    store::{
        self,
        beeld::{BijeenkomstBeeld, WachtendBeeld},
        conn::Tx,
        error::Error,
        knooppunt::{
            Na,
            agenda::{self, Wachtend},
            agendapunt, vaststelling,
        },
    },
};

fn aan_tafel_van(gemeente: Gemeente) -> Ligging {
    Ligging { gemeente: Some(gemeente), ..Ligging::default() }
}

/// The meeting as it is now, with who waits for a table.
fn nu(tx: &mut Tx, met: &Met, van: Bijeenkomst, wachtend: Vec<Wachtend>) -> Result<Getoond<BijeenkomstView>, Error> {
    let versie = van.versie;
    Ok(Getoond::een(versie, BijeenkomstBeeld::load(tx, met.kijker(), van, wachtend)?))
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

/// A page of the meetings of a table, with its line.
pub fn van_tafel(
    tx: &mut Tx,
    met: &Met,
    gemeente: Gemeente,
    vraag: &Bladeren,
) -> Result<Getoond<Pagina<BijeenkomstregelView>>, Error> {
    let mag = met.zoek(tx, permit_in_gebied(&met.actor, BijeenkomstLezen, &aan_tafel_van(gemeente))?)?;
    let (na, grootte) = (na(vraag)?, vraag.grootte());
    let rows = store::knooppunt::pagina(tx, &met.kluis, &met.actor, gemeente, na, i64::from(grootte) + 1)?;
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, Vec::new())?;
    let ids: Vec<BijeenkomstId> = rows.iter().map(|bijeenkomst| bijeenkomst.id).collect();
    let aantallen = agendapunt::tel(tx, &met.actor, &ids)?;
    let pad = format!("{PAD}/{gemeente}/bijeenkomsten");
    let plaats = |b: &Bijeenkomst| (b.gepland_op.utc(), b.id);
    let regel = |b: Bijeenkomst| {
        let gezinnen = aantallen.get(&b.id).copied().unwrap_or_default();
        BijeenkomstregelView::new(b, gezinnen)
    };
    Ok(Getoond::zonder_versie(Pagina::new(&pad, grootte, rows, plaats, regel)))
}

/// Toont de bijeenkomsten van een knooppunt
///
/// De laatste eerst, zonder namen; voor de voorzitter.
#[utoipa::path(get, path = "/v1/knooppunten/{gemeente}/bijeenkomsten", operation_id = "bijeenkomstenLezen", tag = "knooppunt",
    params(("gemeente" = Gemeente, Path, description = "De gemeente, als CBS-code"), Bladeren),
    responses((status = 200, description = "Een bladzijde", body = Pagina<BijeenkomstregelView>)))]
pub async fn lijst(t: Transaction, gemeente: Pad<Gemeente>, vraag: Vraag<Bladeren>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| van_tafel(tx, met, gemeente.0, &vraag.0)).await
}

/// Who waits for a table, with its line.
pub fn wachtenden(tx: &mut Tx, met: &Met, gemeente: Gemeente) -> Result<Getoond<Pagina<WachtendView>>, Error> {
    let mag = met.zoek(tx, permit_in_gebied(&met.actor, BijeenkomstLezen, &aan_tafel_van(gemeente))?)?;
    let wachtend = agenda::wachtend(tx, gemeente, met.actor.nu.dag())?;
    let betrokkenen = wachtend.iter().map(|wachtend| wachtend.casus.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let beelden = WachtendBeeld::load_all(tx, met.kijker(), wachtend)?;
    let items = beelden.iter().map(WachtendView::from).collect();
    Ok(Getoond::zonder_versie(Pagina::geheel(&format!("{PAD}/{gemeente}/wachtend"), items)))
}

/// Toont wie op een tafel wacht
///
/// Gezinnen die nog op geen agenda staan: hun evaluatie is gemist of schaalde op, of iemand vroeg de tafel om hen te bespreken. Alleen
/// zolang hun toestemming geldt, met wat zij met de tafel delen; voor de voorzitter.
#[utoipa::path(get, path = "/v1/knooppunten/{gemeente}/wachtend", operation_id = "wachtendenLezen", tag = "knooppunt",
    params(("gemeente" = Gemeente, Path, description = "De gemeente, als CBS-code")),
    responses((status = 200, description = "Wie wacht", body = Pagina<WachtendView>)))]
pub async fn wachtend(t: Transaction, gemeente: Pad<Gemeente>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| wachtenden(tx, met, gemeente.0)).await
}

/// Plans a meeting.
pub fn plannen(
    tx: &mut Tx,
    met: &Met,
    gemeente: Gemeente,
    nieuw: NieuweBijeenkomst,
) -> Result<Getoond<BijeenkomstView>, Error> {
    let mag = permit_in_gebied(&met.actor, BijeenkomstLeiden, &aan_tafel_van(gemeente))?;
    let gepland_op = nieuw.gepland_op(met.actor.nu)?;
    let te_bespreken = agenda::houd_te_bespreken(tx, gemeente, met.actor.nu.dag())?;
    let besluit = mag.plan(gemeente, gepland_op, nieuw.plaats, &te_bespreken);
    let gepland = met.bewaar(tx, besluit)?.bijeenkomst;
    let (locatie, versie) = (format!("/v1/bijeenkomsten/{}", gepland.id), gepland.versie);
    Ok(Getoond::gemaakt(locatie, versie, BijeenkomstBeeld::load(tx, met.kijker(), gepland, Vec::new())?))
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
    t.toon(move |tx, met| plannen(tx, met, gemeente.0, invoer.0)).await
}

/// Reads one meeting, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: BijeenkomstId) -> Result<Getoond<BijeenkomstView>, Error> {
    let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id)?;
    let mag = met.open(tx, permit(&met.actor, BijeenkomstLezen, gezocht)?)?;
    let wachtend = if mag.ding().status == Status::Gepland {
        agenda::wachtend(tx, mag.ding().gemeente, met.actor.nu.dag())?
    } else {
        Vec::new()
    };
    let betrokkenen: Vec<_> = wachtend.iter().map(|wachtend| wachtend.casus.betrokkene).collect();
    let bijeenkomst = store::logboek::inzage_met(tx, mag, betrokkenen.into_iter())?;
    nu(tx, met, bijeenkomst, wachtend)
}

/// Toont één bijeenkomst
///
/// Met haar agenda: wie er aan tafel zit, wat is afgesproken en wat de ouders ervan vinden. Bij een geplande bijeenkomst ook
/// de gezinnen die op een tafel wachten, zodat niemand wordt vergeten.
#[utoipa::path(get, path = "/v1/bijeenkomsten/{id}", operation_id = "bijeenkomstLezen", tag = "knooppunt",
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst")),
    responses((status = 200, description = "De bijeenkomst", body = BijeenkomstView)))]
pub async fn lees(t: Transaction, id: Pad<BijeenkomstId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Toont wat het verslag nog mist
///
/// Per gezin wat er nog moet worden vastgelegd voordat het verslag kan worden vastgesteld, met het veld waar dat hoort.
#[utoipa::path(get, path = "/v1/bijeenkomsten/{id}/nog-te-doen", operation_id = "bijeenkomstNogTeDoen", tag = "knooppunt",
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst")),
    responses((status = 200, description = "Wat er nog mist", body = NogTeDoenView)))]
pub async fn nog_te_doen(t: Transaction, id: Pad<BijeenkomstId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| {
        let getoond = een(tx, met, id.0)?;
        let versie = getoond.versie().unwrap_or_default();
        Ok(Getoond::<NogTeDoenView>::een(versie, getoond.view()))
    })
    .await
}

/// Notes that a meeting was held.
pub fn houden(
    tx: &mut Tx,
    met: &Met,
    id: BijeenkomstId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<BijeenkomstView>, Error> {
    let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id)?;
    let gepland = permit(&met.actor, BijeenkomstLeiden, gezocht)?.versie(versie)?.narrow::<Gepland>()?;
    let gehouden = met.bewaar(tx, gepland.houd()?)?;
    nu(tx, met, gehouden, Vec::new())
}

/// Begint het verslag
///
/// De bijeenkomst is gehouden; dat kan vanaf het moment waarop zij gepland stond. Het verslag kan worden aangevuld tot het is vastgesteld.
#[utoipa::path(post, path = "/v1/bijeenkomsten/{id}/verslag", operation_id = "bijeenkomstHouden", tag = "knooppunt",
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gehouden", body = BijeenkomstView)))]
pub async fn houd(t: Transaction, id: Pad<BijeenkomstId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| houden(tx, met, id.0, versie.0)).await
}

/// Establishes the record of a meeting.
pub fn vaststellen(
    tx: &mut Tx,
    met: &Met,
    id: BijeenkomstId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<BijeenkomstView>, Error> {
    let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, id)?;
    let gehouden = permit(&met.actor, BijeenkomstLeiden, gezocht)?.versie(versie)?.narrow::<Gehouden>()?;
    let verslagen = vaststelling::verslagen(tx, &met.actor, id)?;
    let vastgesteld = met.bewaar(tx, gehouden.stel_vast(verslagen)?)?.bijeenkomst;
    nu(tx, met, vastgesteld, Vec::new())
}

/// Stelt het verslag vast
///
/// Kan als bij elk gezin ouders aanwezig waren of de reden van hun afwezigheid vastligt, en bij elke afspraak hun positie. Elke
/// casus met afspraken komt met een casusregisseur en een evaluatiedatum in Steun op maat. Daarna verandert er niets meer aan
/// het verslag. Wat er nog mist staat in `fouten`, met het veld en het agendapunt of de afspraak.
#[utoipa::path(post, path = "/v1/bijeenkomsten/{id}/vaststelling", operation_id = "bijeenkomstVaststellen", tag = "knooppunt",
    params(("id" = BijeenkomstId, Path, description = "De bijeenkomst"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Vastgesteld", body = BijeenkomstView)))]
pub async fn stel_vast(t: Transaction, id: Pad<BijeenkomstId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| vaststellen(tx, met, id.0, versie.0)).await
}
