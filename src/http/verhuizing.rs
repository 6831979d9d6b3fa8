//! Families that move: within the subregion at once, to another one when somebody there takes them over.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    antwoord::{Antwoord, Bladeren, Link, Pagina},
    casus::view::{GedeeldView, GelezenCasusView},
    client::ziet_haar_niet,
    getoond::Getoond,
    invoer::Invoer,
    pad::Pad,
    problem::Problem,
    route::resource,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
    vraag::Vraag,
};
use crate::{
    domain::{
        beleid::{CasusLezen, VerhuizingBeantwoorden, VerhuizingIntrekken, VerhuizingLezen, VerhuizingMelden},
        casus::{Casus, CasusId, Open},
        doorgeleiding::{DoorgeleidingId, Verzending, toelating::Toelating},
        fouten::Fouten,
        gebied::Gemeente,
        ids::VerhuizingId,
        logboek::Gebeurtenis,
        recht::{Ding as _, mag},
        reden::{self, TerugleggingReden},
        route::Route,
        tijd::Moment,
        toegang::{GebruikerId, Gezien, Ligging, OrganisatieId, permit, permit_lijst},
        toestemming::{Doel, Ontvanger, ToestemmingId, uitspraak::Lezer},
        verhuizing::{Kant, NieuwAdres, Status, Verhuizing, Voorgesteld},
    },
    store::{
        self,
        beeld::{CasusBeeld, GelezenCasus, VerhuizingBeeld, nieuw_adres},
        bewaar::Bij,
        conn::Tx,
        error::Error,
    },
};

const PAD: &str = "/v1/verhuizingen";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/verhuizingen", [(Method::POST, web::to(meld))]))
        .service(resource("/verhuizingen", [(Method::GET, web::to(lijst))]))
        .service(resource("/verhuizingen/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/verhuizingen/{id}/overname", [(Method::POST, web::to(neem_over))]))
        .service(resource("/verhuizingen/{id}/teruglegging", [(Method::POST, web::to(leg_terug))]))
        .service(resource("/verhuizingen/{id}/intrekking", [(Method::POST, web::to(trek_in))]));
}

/// Waar het gezin heen gaat.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweVerhuizing {
    /// De gemeente waar het gezin gaat wonen; dezelfde, als alleen het adres anders is.
    pub naar: Gemeente,
    /// Haar nieuwe adres, als u haar contactgegevens mag zien. Zonder adres blijft staan wat er staat.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub adres: Option<String>,
}

/// Waarom niemand het gezin overneemt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweTeruglegging {
    /// De reden.
    pub reden: TerugleggingReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Een verhuizing in een lijst: genoeg om te kiezen, geen naam.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerhuizingRegel {
    /// De verhuizing.
    pub id: VerhuizingId,
    /// De status.
    pub status: Status,
    /// Waar het gezin woonde.
    pub van: Gemeente,
    /// Waar het gezin gaat wonen.
    pub naar: Gemeente,
    /// Wanneer dit is vastgelegd.
    pub voorgesteld_op: Moment,
    /// De laatste dag waarop de overname op tijd is.
    pub antwoord_voor: NaiveDate,
    /// Of zij er al had moeten zijn.
    pub te_laat: bool,
    /// Wanneer er het laatst aan is herinnerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub herinnerd_op: Option<Moment>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: VerhuizingLinks,
}

/// Verwijzingen bij een verhuizing.
#[derive(Debug, Serialize, ToSchema)]
pub struct VerhuizingLinks {
    /// Deze verhuizing.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// De casus, voor wie er aan werkt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<Link>,
}

impl VerhuizingRegel {
    fn new(van: &Verhuizing, vandaag: NaiveDate) -> Self {
        let casus = (van.kant == Kant::Casus).then(|| Link::naar(format!("/v1/casussen/{}", van.casus)));
        Self {
            id: van.id,
            status: van.status,
            van: van.van,
            naar: van.naar,
            voorgesteld_op: van.voorgesteld_op,
            antwoord_voor: van.antwoord_voor,
            te_laat: van.te_laat(vandaag),
            herinnerd_op: van.herinnerd_op,
            links: VerhuizingLinks { zelf: Link::naar(format!("{PAD}/{}", van.id)), casus },
        }
    }
}

/// Een toestemming die een organisatie noemt die niet werkt waar het gezin nu woont.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OpnieuwView {
    /// De toestemming.
    pub toestemming: ToestemmingId,
    /// Waarvoor.
    pub doel: Doel,
    /// Aan wie.
    pub ontvanger: Ontvanger,
    /// De organisatie die zij noemde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<OrganisatieId>,
}

/// Hulp die doorgaat, van een desk die niet werkt waar het gezin nu woont.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LooptDoorView {
    /// De doorgeleiding.
    pub doorgeleiding: DoorgeleidingId,
    /// De route.
    pub route: Route,
}

/// Een verhuizing, voor wie aan de casus werkt of gevraagd is het gezin over te nemen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerhuizingView {
    /// Wat ook in de lijst staat.
    #[serde(flatten)]
    pub regel: VerhuizingRegel,
    /// Wanneer zij is overgenomen, teruggelegd, ingetrokken of vervallen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beantwoord_op: Option<Moment>,
    /// Door wie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beantwoord_door: Option<GebruikerId>,
    /// Waarom het gezin niet is overgenomen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<TerugleggingReden>,
    /// De toelichting daarbij.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Wat de vrouw met uw organisatie wil delen; voor wie gevraagd is het gezin over te nemen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gedeeld: Option<GedeeldView>,
    /// De toestemmingen die u haar opnieuw vraagt: zij noemen een organisatie die hier niet werkt. Vanzelf gaat er niets naar een ander.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub opnieuw_te_vragen: Vec<OpnieuwView>,
    /// De hulp die doorgaat tot iemand haar beëindigt, al werkt de desk hier niet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub loopt_door: Vec<LooptDoorView>,
}

/// Wat er van een verhuizing overblijft voor wie het gezin niet overneemt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TeruggelegdView {
    /// De verhuizing.
    pub id: VerhuizingId,
    /// De status.
    pub status: Status,
}

impl From<&VerhuizingBeeld> for VerhuizingView {
    fn from(beeld: &VerhuizingBeeld) -> Self {
        let van = &beeld.verhuizing;
        let opnieuw = beeld.opnieuw.iter().map(|(toestemming, reikwijdte)| OpnieuwView {
            toestemming: *toestemming,
            doel: reikwijdte.doel,
            ontvanger: reikwijdte.ontvanger,
            organisatie: reikwijdte.organisatie,
        });
        let loopt_door = beeld.loopt_door.iter().map(|&(doorgeleiding, route)| LooptDoorView { doorgeleiding, route });
        Self {
            regel: VerhuizingRegel::new(van, beeld.vandaag),
            beantwoord_op: van.beantwoord_op,
            beantwoord_door: van.beantwoord_door,
            reden: van.reden,
            toelichting: beeld.toelichting.clone(),
            gedeeld: beeld.gedeeld.as_ref().map(|gedeeld| GedeeldView::new(gedeeld, beeld.vandaag)),
            opnieuw_te_vragen: opnieuw.collect(),
            loopt_door: loopt_door.collect(),
        }
    }
}

/// The verhuizing as it is now.
fn nu(tx: &mut Tx, met: &Met, van: Verhuizing) -> Result<Getoond<VerhuizingView>, Error> {
    let versie = van.versie;
    Ok(Getoond::een(versie, &VerhuizingBeeld::load(tx, met.kijker(), van)?))
}

/// How a request to the table comes to the table of where the family goes: when there is one, and her consent covers it.
fn tafel_daar(tx: &mut Tx, met: &Met, casus: &Casus, naar: Gemeente) -> Result<Option<Verzending>, Error> {
    let daar = Ligging { gemeente: Some(naar), ..Ligging::default() };
    let desks = store::toegang::organisatie::desks(tx)?.into_iter();
    let tafels = desks.filter(|desk| desk.gegevens.route == Route::Knooppunt && desk.gegevens.gebied.omvat(&daar));
    for desk in tafels {
        let Some(desk) = store::toegang::organisatie::houd_desk(tx, desk.id)? else { continue };
        let lezer = Lezer::desk(Route::Knooppunt, desk.gegevens.organisatie);
        if let Some(toestemming) = store::toestemming::dekking(tx, casus, lezer, met.actor.nu)? {
            let termijn = desk.gegevens.termijn();
            let antwoord_voor = met.regels.routes.antwoord_voor(Route::Knooppunt, termijn, met.actor.nu.dag());
            let (route, desk) = (Route::Knooppunt, desk.id);
            // What was weighed for the request that goes there goes along with it.
            let toelating = Toelating::bewaard(None, false);
            return Ok(Some(Verzending { route, desk, toestemming: toestemming.id, antwoord_voor, toelating }));
        }
    }
    Ok(None)
}

impl NieuweVerhuizing {
    /// Checks that something changes: the gemeente, or the address in it.
    fn controleer(&self, woont_in: Gemeente, adres: Option<&str>) -> Result<(), Fouten> {
        if self.naar != woont_in {
            return Ok(());
        }
        let nieuw = self.adres();
        if nieuw.is_none() {
            let melding = "Het gezin woont al in deze gemeente. Noem de nieuwe gemeente, of het nieuwe adres.";
            return Err(Fouten::new().fout("naar", "zelfde-gemeente", melding));
        }
        if nieuw.as_deref() == adres {
            return Err(Fouten::new().fout("adres", "ongewijzigd", "Dit is al haar adres."));
        }
        Ok(())
    }

    /// The new address, if it says something.
    fn adres(&self) -> Option<String> {
        self.adres.as_deref().map(str::trim).filter(|adres| !adres.is_empty()).map(str::to_owned)
    }
}

/// A case, and the verhuizing of it that waits.
#[derive(Debug)]
pub struct Verhuist {
    /// The case.
    pub casus: GelezenCasusView,
    /// What waits, for who may note that a family moves.
    pub wacht: Option<VerhuizingId>,
}

/// Reads a case, with its line, before somebody notes that the family moves.
pub fn verhuist(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Getoond<Verhuist>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, CasusLezen, casus)?)?;
    let mag = mag(&met.actor, VerhuizingMelden, &casus.ligging());
    let wacht = if mag { store::verhuizing::wacht(tx, id)? } else { None };
    let beeld = GelezenCasus::load(tx, met.kijker(), &casus)?;
    Ok(Getoond::een(casus.versie, Verhuist { casus: GelezenCasusView::from(&beeld), wacht }))
}

/// Notes that a family moves, in the version of its case that was seen.
pub fn melden(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: &NieuweVerhuizing,
) -> Result<Getoond<VerhuizingView>, Error> {
    store::casus::grendel(tx, id)?;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, VerhuizingMelden, casus)?.versie(versie)?.narrow::<Open>()?;
    let CasusBeeld { gedeeld, lezers, .. } = CasusBeeld::load(tx, met.kijker(), casus.ding())?;
    let bekend = gedeeld.leidt.zip(gedeeld.client);
    let adres = invoer.adres();
    if adres.is_some() && bekend.is_none() {
        return Ok(casus.conflict(ziet_haar_niet(met, &lezers))?);
    }
    let (woont_in, naar) = (casus.ding().gemeente, invoer.naar);
    invoer.controleer(woont_in, bekend.as_ref().and_then(|(_, was)| was.adres.as_deref()))?;
    let loopt = store::verhuizing::wacht(tx, id)?;
    let verhuizing = if naar.subregio() == woont_in.subregio() {
        let tafel = if naar == woont_in { None } else { tafel_daar(tx, met, casus.ding(), naar)? };
        let adres = bekend.zip(adres).map(|(bekend, adres)| NieuwAdres::new(bekend, adres));
        met.bewaar(tx, casus.verhuis(loopt, naar, adres, tafel)?)?.verhuizing
    } else {
        let sleutel = store::client::sleutel(tx, &met.kluis, casus.ding().client)?;
        let bij = Bij::tekst(Some(&sleutel), adres.as_deref());
        met.bewaar_met(tx, casus.stel_voor(loopt, naar)?, bij)?
    };
    let (locatie, versie) = (format!("{PAD}/{}", verhuizing.id), verhuizing.versie);
    Ok(Getoond::gemaakt(locatie, versie, nu(tx, met, verhuizing)?.into_view()))
}

/// Legt vast dat een gezin verhuist
///
/// Binnen de subregio woont het daar meteen. Naar een andere subregio vraagt u de coördinatoren van daar om het over te nemen, binnen drie
/// werkdagen; tot dan blijft de casus bij u. Gaat het gezin de regio uit, sluit dan de casus met de reden `verhuisd`.
#[utoipa::path(post, path = "/v1/casussen/{id}/verhuizingen", operation_id = "verhuizingMelden", tag = "verhuizing",
    request_body = NieuweVerhuizing,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 201, description = "Vastgelegd", body = VerhuizingView)))]
pub async fn meld(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweVerhuizing>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| melden(tx, met, id.0, versie.0, &invoer.0)).await
}

/// A page of those that wait, with its line.
pub fn wachtend(tx: &mut Tx, met: &Met, vraag: &Bladeren) -> Result<Getoond<Pagina<VerhuizingRegel>>, Error> {
    let mag = permit_lijst(&met.actor, VerhuizingLezen)?;
    let (na, grootte) = (vraag.na()?, vraag.grootte());
    let rows = store::verhuizing::pagina(tx, &met.actor, na, i64::from(grootte) + 1)?;
    let betrokkenen = rows.iter().take(grootte.into()).map(|van| van.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let vandaag = met.actor.nu.dag();
    let view = |van: Verhuizing| VerhuizingRegel::new(&van, vandaag);
    Ok(Getoond::zonder_versie(Pagina::new(PAD, grootte, rows, |van| van.id, view)))
}

/// Toont de verhuizingen die wachten
///
/// Naar waar u coördineert, en van gezinnen die u coördineert of als casusregisseur draagt; wat het langst wacht staat bovenaan.
#[utoipa::path(get, path = "/v1/verhuizingen", operation_id = "verhuizingenLezen", tag = "verhuizing", params(Bladeren),
    responses((status = 200, description = "Een bladzijde", body = Pagina<VerhuizingRegel>)))]
pub async fn lijst(t: Transaction, vraag: Vraag<Bladeren>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| wachtend(tx, met, &vraag.0)).await
}

/// Reads one verhuizing, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: VerhuizingId) -> Result<Getoond<VerhuizingView>, Error> {
    let gezocht = store::verhuizing::find(tx, &met.actor, id)?;
    let verhuizing = met.inzage(tx, permit(&met.actor, VerhuizingLezen, gezocht)?)?;
    nu(tx, met, verhuizing)
}

/// Toont één verhuizing
///
/// Aan wie aan de casus werkt; en zolang zij wacht aan de coördinatoren van waar het gezin heen gaat, met wat de vrouw met hen wil delen.
#[utoipa::path(get, path = "/v1/verhuizingen/{id}", operation_id = "verhuizingLezen", tag = "verhuizing",
    params(("id" = VerhuizingId, Path, description = "De verhuizing")),
    responses((status = 200, description = "De verhuizing", body = VerhuizingView)))]
pub async fn lees(t: Transaction, id: Pad<VerhuizingId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Takes over a family that moves.
pub fn overnemen(
    tx: &mut Tx,
    met: &Met,
    id: VerhuizingId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<VerhuizingView>, Error> {
    store::verhuizing::grendel(tx, id)?;
    let gezocht = store::verhuizing::find_als(tx, &met.actor, id, Kant::Aankomst)?;
    let wacht = permit(&met.actor, VerhuizingBeantwoorden, gezocht)?.versie(versie)?.narrow::<Voorgesteld>()?;
    let casus = store::verhuizing::casus_van(tx, wacht.ding())?;
    let adres = nieuw_adres(tx, met.kijker(), wacht.ding(), &casus)?;
    let tafel = tafel_daar(tx, met, &casus, wacht.ding().naar)?;
    let overgenomen = met.bewaar(tx, wacht.neem_over(&casus, adres, tafel))?.0.verhuizing;
    nu(tx, met, Verhuizing { kant: Kant::Casus, ..overgenomen })
}

/// Neemt een gezin over dat verhuist
///
/// Door een coördinator van waar het heen gaat: vanaf nu ligt de casus daar, en is die de coördinator. Wat bij de oude gemeente hoorde
/// stopt of gaat mee; hulp die is begonnen loopt door.
#[utoipa::path(post, path = "/v1/verhuizingen/{id}/overname", operation_id = "verhuizingOvernemen", tag = "verhuizing",
    params(("id" = VerhuizingId, Path, description = "De verhuizing"), ("If-Match" = String, Header, description = "De ETag van de verhuizing")),
    responses((status = 200, description = "Overgenomen", body = VerhuizingView)))]
pub async fn neem_over(t: Transaction, id: Pad<VerhuizingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| overnemen(tx, met, id.0, versie.0)).await
}

/// Says why nobody takes a family over.
pub fn terugleggen(
    tx: &mut Tx,
    met: &Met,
    id: VerhuizingId,
    versie: impl Into<Gezien>,
    invoer: &NieuweTeruglegging,
) -> Result<Getoond<TeruggelegdView>, Error> {
    store::verhuizing::grendel(tx, id)?;
    let gezocht = store::verhuizing::find_als(tx, &met.actor, id, Kant::Aankomst)?;
    let wacht = permit(&met.actor, VerhuizingBeantwoorden, gezocht)?.versie(versie)?.narrow::<Voorgesteld>()?;
    let toelichting = invoer.toelichting.as_deref();
    reden::controleer(invoer.reden, toelichting)?;
    let sleutel = store::client::sleutel_van_casus(tx, &met.kluis, wacht.ding().casus)?;
    let bij = Bij::tekst(sleutel.as_ref(), toelichting);
    let Verhuizing { id, status, versie, .. } = met.bewaar_met(tx, wacht.leg_terug(invoer.reden), bij)?;
    Ok(Getoond::een(versie, TeruggelegdView { id, status }))
}

/// Legt een verhuizing terug
///
/// Door een coördinator van waar het gezin heen zou gaan, met een reden. Vanaf dit moment ziet die er niets meer van.
#[utoipa::path(post, path = "/v1/verhuizingen/{id}/teruglegging", operation_id = "verhuizingTerugleggen", tag = "verhuizing",
    request_body = NieuweTeruglegging,
    params(("id" = VerhuizingId, Path, description = "De verhuizing"), ("If-Match" = String, Header, description = "De ETag van de verhuizing")),
    responses((status = 200, description = "Teruggelegd", body = TeruggelegdView)))]
pub async fn leg_terug(
    t: Transaction,
    id: Pad<VerhuizingId>,
    versie: IfMatch,
    invoer: Invoer<NieuweTeruglegging>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| terugleggen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Takes a proposal back.
pub fn intrekken(
    tx: &mut Tx,
    met: &Met,
    id: VerhuizingId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<VerhuizingView>, Error> {
    store::verhuizing::grendel(tx, id)?;
    let gezocht = store::verhuizing::find_als(tx, &met.actor, id, Kant::Casus)?;
    let wacht = permit(&met.actor, VerhuizingIntrekken, gezocht)?.versie(versie)?.narrow::<Voorgesteld>()?;
    let ingetrokken = met.bewaar(tx, wacht.trek_in())?;
    nu(tx, met, ingetrokken)
}

/// Trekt een verhuizing in
///
/// Zolang niemand het gezin overnam: het gaat toch niet, of het klopte niet.
#[utoipa::path(post, path = "/v1/verhuizingen/{id}/intrekking", operation_id = "verhuizingIntrekken", tag = "verhuizing",
    params(("id" = VerhuizingId, Path, description = "De verhuizing"), ("If-Match" = String, Header, description = "De ETag van de verhuizing")),
    responses((status = 200, description = "Ingetrokken", body = VerhuizingView)))]
pub async fn trek_in(t: Transaction, id: Pad<VerhuizingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| intrekken(tx, met, id.0, versie.0)).await
}
