//! Cases: work the queue, take one, explore, close and open again.

pub mod geheel;
pub mod overdracht;
pub mod uitspraak;
pub mod view;
pub mod zwangerschap;

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::NaiveDate;

use self::view::{
    CasusView, GelezenCasusView, NieuweBekijkdatum, NieuweHeropening, NieuweRegisseur, NieuweSluiting,
    NieuweVerkenning, TijdlijnView, WachtrijPagina, Zoekvraag,
};
use super::{
    antwoord::{Antwoord, GROOTTE, Pagina, plaats},
    getoond::Getoond,
    invoer::Invoer,
    pad::Pad,
    problem::Problem,
    route::resource,
    signaal::invoer::NieuweWeging,
    toestemming::eis_verkenning,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
};
use crate::{
    domain::{
        casus::{
            self as casussen, Aangemeld, Casus, CasusId, Genomen, Gesloten, Open, Status as CasusStatus, Teruggeefbaar,
        },
        doorgeleiding::DoorgeleidingId,
        fouten::Fouten,
        logboek::{Gebeurtenis, zin},
        reden,
        toegang::{
            Conflict, Gezien,
            beleid::{CasusBehandelen, CasusHerzien, CasusLezen, CasusRegisseren, CasusZoeken},
            permit, permit_lijst,
        },
        toestemming::Onderdeel,
    },
    store::{
        self,
        beeld::{CasusBeeld, GelezenCasus, WachtrijBeeld},
        bewaar::Bij,
        casus::{Tijdlijnregel, wachtrij},
        conn::Tx,
        error::Error,
    },
};

const ZOEK: &str = "/v1/casussen/_zoek";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/_zoek", [(Method::POST, web::to(zoek))]))
        .service(resource("/casussen/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/casussen/{id}/tijdlijn", [(Method::GET, web::to(tijdlijn))]))
        .service(resource("/casussen/{id}/behandeling", [(Method::POST, web::to(neem))]))
        .service(resource("/casussen/{id}/verkenning", [(Method::POST, web::to(plan_verkenning))]))
        .service(resource("/casussen/{id}/bekijkdatum", [(Method::POST, web::to(zet_bekijkdatum))]))
        .service(resource("/casussen/{id}/teruggave", [(Method::POST, web::to(geef_terug))]))
        .service(resource("/casussen/{id}/wegingen", [(Method::POST, web::to(weeg))]))
        .service(resource("/casussen/{id}/casusregisseur", [(Method::POST, web::to(wijs_aan))]))
        .service(resource("/casussen/{id}/sluiting", [(Method::POST, web::to(sluit))]))
        .service(resource("/casussen/{id}/heropening", [(Method::POST, web::to(heropen))]));
}

/// What is shown after a change: the case as it is now.
fn nu(tx: &mut Tx, met: &Met, casus: &Casus) -> Result<Getoond<CasusView>, Error> {
    Ok(Getoond::een(casus.versie, &CasusBeeld::load(tx, met.kijker(), casus)?))
}

/// Why a closed case does not go on: she has another one by now, which is named to who may see it.
fn al_een_open(tx: &mut Tx, met: &Met, van: &Casus) -> Result<Option<Conflict>, Error> {
    if van.status != CasusStatus::Afgesloten {
        return Ok(None);
    }
    let Some(andere) = store::casus::andere_open(tx, van)? else { return Ok(None) };
    let ziet = store::casus::ziet_gewoon(tx, &met.actor, andere)?;
    Ok(Some(casussen::al_open(ziet.then_some(andere))))
}

/// A page of the queue, in the order of what is lost first, with its line.
pub fn in_de_wachtrij(tx: &mut Tx, met: &Met, vraag: &Zoekvraag) -> Result<Getoond<WachtrijPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, CasusZoeken)?)?;
    let na = vraag.na.as_deref().map(plaats).transpose()?;
    let grootte = vraag.aantal.unwrap_or(GROOTTE);
    let filter = vraag.filter();
    let mut rows = wachtrij::pagina(tx, &met.actor, &met.regels.routeregels, &filter, na, i64::from(grootte) + 1)?;
    let place = |wachtend: &&wachtrij::Wachtend| (wachtend.plek, wachtend.casus.id);
    let mut links = Pagina::new(ZOEK, grootte, rows.iter().collect(), place, |_| ());
    links.links.next = None;
    rows.truncate(grootte.into());
    let betrokkenen = rows.iter().map(|wachtend| wachtend.casus.betrokkene).collect();
    let in_nood = rows.iter().any(|wachtend| wachtend.casus.noodprocedure.is_some());
    store::logboek::inzage_lijst(tx, mag.onder_noodprocedure(in_nood), Gebeurtenis::Gezocht, betrokkenen)?;
    let beeld = WachtrijBeeld::load(tx, met.kijker(), rows, vraag.met_gezin)?;
    let tellingen = vraag.met_tellingen.then(|| wachtrij::tel(tx, &met.actor, &filter)).transpose()?;
    Ok(Getoond::zonder_versie(WachtrijPagina::new(&beeld, links, tellingen)))
}

/// Zoekt in de wachtrij
///
/// De casussen die u mag zien: eerst wat spoed heeft, dan wat terugkwam omdat een vraag om hulp eindigde, dan de rest in de volgorde
/// van wat het eerst verloren gaat. Vraag erbij wie het zijn en wie hen draagt (`metGezin`), en hoeveel er op elke lijst staan
/// (`metTellingen`).
#[utoipa::path(post, path = "/v1/casussen/_zoek", operation_id = "casussenZoeken", tag = "casus", request_body = Zoekvraag,
    responses((status = 200, description = "Een bladzijde", body = WachtrijPagina)))]
pub async fn zoek(t: Transaction, invoer: Invoer<Zoekvraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| in_de_wachtrij(tx, met, &invoer.0)).await
}

/// Reads one case, with its line: as much as the ground on which it was found allows.
pub fn een(tx: &mut Tx, met: &Met, id: CasusId) -> Result<Getoond<GelezenCasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = met.inzage(tx, permit(&met.actor, CasusLezen, casus)?)?;
    let beeld = GelezenCasus::load(tx, met.kijker(), &casus)?;
    Ok(Getoond::een(casus.versie, &beeld))
}

/// Toont één casus
///
/// Met wat de vrouw met u wil delen; wat zij niet noemde ontbreekt. In een noodprocedure alleen wat nodig is om te helpen.
#[utoipa::path(get, path = "/v1/casussen/{id}", operation_id = "casusLezen", tag = "casus",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "De casus", body = GelezenCasusView)))]
pub async fn lees(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// What happened in a case that may be read, from old to new.
pub(super) fn wat_gebeurde(tx: &mut Tx, casus: &Casus) -> Result<Vec<TijdlijnView>, Error> {
    let regels = store::casus::tijdlijn(tx, casus.id)?.into_iter();
    let view = |(op, gebeurtenis, soort, object, organisatie, organisatienaam): Tijdlijnregel| TijdlijnView {
        op,
        zin: zin::gebeurtenis(gebeurtenis.0),
        gebeurtenis: gebeurtenis.0,
        soort: soort.0,
        object,
        organisatie,
        organisatienaam,
    };
    Ok(regels.map(view).collect())
}

/// Toont wat er in een casus gebeurde
///
/// Van oud naar nieuw: wat, wanneer en door welke organisatie.
#[utoipa::path(get, path = "/v1/casussen/{id}/tijdlijn", operation_id = "casusTijdlijn", tag = "casus",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "De tijdlijn", body = Pagina<TijdlijnView>)))]
pub async fn tijdlijn(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let casus = store::casus::find(tx, &met.actor, id.0)?;
        let casus = met.inzage(tx, permit(&met.actor, CasusLezen, casus)?)?;
        let pad = format!("/v1/casussen/{}/tijdlijn", casus.id);
        Antwoord::zonder_versie(&Pagina::geheel(&pad, wat_gebeurde(tx, &casus)?))
    })
    .await
}

/// Takes a case in the version that was seen.
pub fn nemen(tx: &mut Tx, met: &Met, id: CasusId, versie: impl Into<Gezien>) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusBehandelen, casus)?.versie(versie)?.narrow::<Aangemeld>()?;
    let casus = met.bewaar(tx, casus.neem())?;
    nu(tx, met, &casus)
}

/// Neemt een casus in behandeling
///
/// Vanaf nu heeft de casus een coördinator, en zijn de signalen opgepakt.
#[utoipa::path(post, path = "/v1/casussen/{id}/behandeling", operation_id = "casusInBehandelingNemen", tag = "casus",
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "In behandeling", body = CasusView)))]
pub async fn neem(t: Transaction, id: Pad<CasusId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| nemen(tx, met, id.0, versie.0)).await
}

/// Whether a day that is still to come lies in the past, or more than a year ahead.
fn ligt_te_ver(dag: NaiveDate, vandaag: NaiveDate) -> bool {
    dag < vandaag || dag.signed_duration_since(vandaag).num_days() > 366
}

/// Plans a conversation with the family.
pub fn verkenning_plannen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: &NieuweVerkenning,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusBehandelen, casus)?.versie(versie)?.narrow::<Genomen>()?;
    let dag = invoer.verkenning_op;
    if ligt_te_ver(dag, met.actor.nu.dag()) {
        let melding = "De verkenning ligt vandaag of later, en niet meer dan een jaar vooruit.";
        return Err(Fouten::new().fout("verkenningOp", "periode", melding).into());
    }
    let casus = met.bewaar(tx, casus.plan_verkenning(dag))?;
    nu(tx, met, &casus)
}

/// Plant een verkenning
///
/// Een gesprek met het gezin, los van een prenataal huisbezoek.
#[utoipa::path(post, path = "/v1/casussen/{id}/verkenning", operation_id = "casusVerkenningPlannen", tag = "casus",
    request_body = NieuweVerkenning,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Gepland", body = CasusView)))]
pub async fn plan_verkenning(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweVerkenning>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| verkenning_plannen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Says when whoever coordinates looks at the family again.
pub fn bekijkdatum_zetten(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: &NieuweBekijkdatum,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusBehandelen, casus)?.versie(versie)?.narrow::<Genomen>()?;
    let dag = invoer.bekijk_op;
    if ligt_te_ver(dag, met.actor.nu.dag()) {
        let melding = "De dag waarop u weer kijkt ligt vandaag of later, en niet meer dan een jaar vooruit.";
        return Err(Fouten::new().fout("bekijkOp", "periode", melding).into());
    }
    let casus = met.bewaar(tx, casus.bekijk_weer(dag))?;
    nu(tx, met, &casus)
}

/// Zegt wanneer een casus weer wordt bekeken
///
/// Voor een gezin waarvoor nu niets te doen is, of dat bedenktijd wil. Op die dag staat het weer in de wachtrij, tenzij er eerder een kans
/// sluit; gebeurt er intussen iets waardoor de casus een andere status krijgt, dan vervalt de dag. Een zorg met spoed blijft vooraan staan.
#[utoipa::path(post, path = "/v1/casussen/{id}/bekijkdatum", operation_id = "casusBekijkdatumZetten", tag = "casus",
    request_body = NieuweBekijkdatum,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Gezet", body = CasusView)))]
pub async fn zet_bekijkdatum(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweBekijkdatum>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| bekijkdatum_zetten(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Gives back a case that was taken or closed by mistake.
pub fn teruggeven(tx: &mut Tx, met: &Met, id: CasusId, versie: impl Into<Gezien>) -> Result<Getoond<CasusView>, Error> {
    store::casus::grendel_van_haar(tx, id)?;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusBehandelen, casus)?.versie(versie)?.narrow::<Teruggeefbaar>()?;
    if let Some(conflict) = al_een_open(tx, met, casus.ding())? {
        return Ok(casus.conflict(conflict)?);
    }
    let feiten = store::casus::feiten(tx, casus.ding())?;
    let ongebruikt = feiten.doorgeleidingen.is_empty() && !feiten.verkenning_gepland;
    let casus = met.bewaar(tx, casus.geef_terug(ongebruikt)?)?.casus;
    nu(tx, met, &casus)
}

/// Geeft een casus terug die bij vergissing is genomen of gesloten
///
/// Door wie dat deed. Een casus die is genomen ligt dan weer te wachten, zolang er niets in is gedaan. Een casus die is gesloten gaat
/// tot 28 dagen daarna verder zoals zij was, met de afspraken, de evaluatie, de agenda en de zwangerschap; heeft zij intussen een andere open casus, dan
/// kan dat niet. Was zij gesloten als `verhuisd`, dan gaat ook door wat daarmee eindigde, elk zoals het stond: de vragen aan desks, de
/// steun en de bezoeken die gepland waren, en een verhuizing die op overname wachtte. Wie daaraan werkt hoort dat. Wat intussen niet meer
/// kan blijft geëindigd: bij een desk die is gesloten, of waarvoor zij geen toestemming meer geeft.
#[utoipa::path(post, path = "/v1/casussen/{id}/teruggave", operation_id = "casusTeruggeven", tag = "casus",
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Teruggegeven", body = CasusView)))]
pub async fn geef_terug(t: Transaction, id: Pad<CasusId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| teruggeven(tx, met, id.0, versie.0)).await
}

/// Keeps a judgement of vulnerability, beside the earlier ones.
pub fn wegen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: &NieuweWeging,
) -> Result<Getoond<CasusView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusHerzien, casus)?.versie(versie)?.narrow::<Open>()?;
    let niet = store::toestemming::niet_gedeeld(tx, id, Onderdeel::Kwetsbaarheid, met.actor.nu)?;
    let casus = casus.mits(|_| niet.map_or(Ok(()), Err))?;
    let gewogen = met.bewaar(tx, casus.weeg(invoer.into()))?;
    nu(tx, met, &gewogen.casus)
}

/// Legt een oordeel over kwetsbaarheid vast
///
/// Liefst samen met haar gewogen; eerdere oordelen blijven staan. Alleen als zij de kwetsbaarheid met iemand deelt.
#[utoipa::path(post, path = "/v1/casussen/{id}/wegingen", operation_id = "casusWegen", tag = "casus",
    request_body = NieuweWeging,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Vastgelegd", body = CasusView)))]
pub async fn weeg(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweWeging>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| wegen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Names who carries a case as its casusregisseur.
pub fn aanwijzen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: &NieuweRegisseur,
) -> Result<Getoond<CasusView>, Error> {
    store::casus::grendel(tx, id)?;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusRegisseren, casus)?.versie(versie)?.narrow::<Genomen>()?;
    let nieuw = invoer.casusregisseur;
    store::toegang::gebruiker::controleer_regisseur(tx, "casusregisseur", nieuw, met.actor.nu)?;
    let casus = met.bewaar(tx, casus.wijs_aan(nieuw))?;
    nu(tx, met, &casus)
}

/// Wijst de casusregisseur aan
///
/// Er is er altijd precies één; wie het was, draagt over.
#[utoipa::path(post, path = "/v1/casussen/{id}/casusregisseur", operation_id = "casusRegisseurAanwijzen", tag = "casus",
    request_body = NieuweRegisseur,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Aangewezen", body = CasusView)))]
pub async fn wijs_aan(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweRegisseur>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| aanwijzen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Closes a case, with a reason.
pub fn sluiten(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: NieuweSluiting,
) -> Result<Getoond<CasusView>, Error> {
    let NieuweSluiting { reden, toelichting } = invoer;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusBehandelen, casus)?.versie(versie)?.narrow::<Open>()?;
    reden::controleer(reden, toelichting.as_deref())?;
    let feiten = store::casus::feiten(tx, casus.ding())?;
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.ding().client)?;
    let bij = Bij::tekst(Some(&sleutel), toelichting.as_deref());
    let besluit = match casus.sluit(reden, &feiten) {
        Ok(besluit) => besluit,
        Err(nee) => return Err(nee.noemt(lopende(tx, met, id)?).into()),
    };
    let casus = met.bewaar_met(tx, besluit, bij)?;
    nu(tx, met, &casus)
}

/// Sluit een casus
///
/// Met een reden, en pas als er geen doorgeleiding meer openstaat. Bij `verhuisd`, de regio uit, eindigt mee wat nog loopt; wie daar
/// aan werkt hoort dat.
#[utoipa::path(post, path = "/v1/casussen/{id}/sluiting", operation_id = "casusSluiten", tag = "casus",
    request_body = NieuweSluiting,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Gesloten", body = CasusView)))]
pub async fn sluit(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweSluiting>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| sluiten(tx, met, id.0, versie.0, invoer.0)).await
}

/// The requests of a case that are under way, of those that the actor may see.
fn lopende(tx: &mut Tx, met: &Met, van: CasusId) -> Result<Vec<DoorgeleidingId>, Error> {
    let filter = store::doorgeleiding::Filter { casus: Some(van), ..Default::default() };
    let alle = store::doorgeleiding::pagina(tx, &met.actor, filter, None, 100)?;
    Ok(alle.into_iter().filter(|d| d.status.loopt()).map(|d| d.id).collect())
}

/// Opens a closed case again, with the consent that was given for that.
pub fn heropenen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: NieuweHeropening,
) -> Result<Getoond<CasusView>, Error> {
    let NieuweHeropening { reden, toelichting, toestemming } = invoer;
    store::casus::grendel_van_haar(tx, id)?;
    let gevonden = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusBehandelen, gevonden)?.versie(versie)?.narrow::<Gesloten>()?;
    if let Some(conflict) = al_een_open(tx, met, casus.ding())? {
        return Ok(casus.conflict(conflict)?);
    }
    let redenen = reden::controleer(reden, toelichting.as_deref()).map_err(Error::from);
    let klopt = toestemming.controleer(tx, met, casus.ding().client, "toestemming");
    Error::samen([redenen, eis_verkenning(&toestemming).map_err(Error::from), klopt])?;
    let notitie = toestemming.notitie();
    let sleutel = store::client::sleutel(tx, &met.kluis, casus.ding().client)?;
    let bij = Bij::tekst(Some(&sleutel), toelichting.as_deref());
    let casus = met.bewaar_met(tx, casus.heropen(notitie), bij)?.casus;
    nu(tx, met, &casus)
}

/// Opent een casus weer
///
/// Met een nieuwe reden en verse toestemming voor de verkenning. Heeft zij intussen een andere open casus, dan kan dat niet.
#[utoipa::path(post, path = "/v1/casussen/{id}/heropening", operation_id = "casusHeropenen", tag = "casus",
    request_body = NieuweHeropening,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Weer in behandeling", body = CasusView)))]
pub async fn heropen(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweHeropening>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| heropenen(tx, met, id.0, versie.0, invoer.0)).await
}
