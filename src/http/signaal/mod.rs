//! Signalen: register one, hear what became of it, take it back.

pub mod binnen;
pub mod invoer;
pub mod view;

use actix_web::{
    HttpRequest,
    http::Method,
    web::{self, ServiceConfig},
};

use self::{
    binnen::Binnen,
    invoer::{NieuwSignaal, Toestemmingsbesluit},
    view::{GeteldView, InhoudView, NieuweKoppeling, SignaalView, SignalenVraag, VergelijkingView},
};
use super::{
    antwoord::{Antwoord, Pagina, gefilterd},
    casus::view::{GedeeldView, NieuwZwangerschapseinde},
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
        casus::{CasusId, Open, Status as CasusStatus},
        fouten::Fouten,
        gebied::Gemeente,
        logboek::Gebeurtenis,
        signaal::{Aansluiting, Gekoppeld, Gelijkenis, Levend, Ontvangen, Signaal, SignaalId, Status},
        toegang::{
            Conflict, Gezien, Ligging, Permitted,
            beleid::{
                CasusBehandelen, SignaalIntrekken, SignaalKoppelen, SignaalLezen, SignaalRegistreren,
                ZwangerschapVertellen,
            },
            permit, permit_in_gebied, permit_lijst,
        },
        zwangerschap::{bedoeld, uitkomst::Vertelling},
    },
    store::{
        self,
        beeld::{SignaalBeeld, Vergelijking},
        conn::Tx,
        error::Error,
    },
};

const PAD: &str = "/v1/signalen";

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/signalen", [(Method::GET, web::to(lijst)), (Method::POST, web::to(registreer))]))
        .service(resource("/signalen/{id}", [(Method::GET, web::to(lees))]))
        .service(resource("/signalen/{id}/inhoud", [(Method::GET, web::to(lees_inhoud))]))
        .service(resource("/signalen/{id}/intrekking", [(Method::POST, web::to(trek_in))]))
        .service(resource("/signalen/{id}/zwangerschapseinde", [(Method::POST, web::to(eindig_zwangerschap))]))
        .service(resource("/signalen/{id}/koppeling", [(Method::POST, web::to(koppel))]))
        .service(resource("/signalen/{id}/ontkoppeling", [(Method::POST, web::to(ontkoppel))]))
        .service(resource("/signalen/{id}/vergelijking", [(Method::GET, web::to(vergelijk))]));
}

/// The signaal as it is now.
fn nu(tx: &mut Tx, met: &Met, signaal: Signaal) -> Result<Getoond<SignaalView>, Error> {
    let beeld = SignaalBeeld::load(tx, met.kijker(), signaal)?;
    Ok(Getoond::een(beeld.signaal.versie, &beeld))
}

/// Registers a worry, with her consent.
pub fn registreren(tx: &mut Tx, met: &Met, nieuw: NieuwSignaal) -> Result<Getoond<SignaalView>, Error> {
    let ligging = Ligging { organisatie: Some(met.actor.organisatie()), ..Ligging::default() };
    let signaal = met.meld(tx, permit_in_gebied(&met.actor, SignaalRegistreren, &ligging)?)?;
    let genoemd = nieuw.toestemming.items.iter().filter_map(|item| item.organisatie);
    let bekend = store::toegang::organisatie::controleer_organisaties(tx, "toestemming.items", genoemd);
    let aanmelding = Error::tegelijk(nieuw.aanmelding(met.actor.nu.dag()), bekend)?;
    let lijkt_op = store::client::lijkt_op(tx, &met.kluis, &aanmelding.gegevens)?;
    meld_herkend(tx, &signaal, &lijkt_op)?;
    let ontvangst = met.bewaar(tx, signaal.registreer(aanmelding, lijkt_op))?;
    let beeld = SignaalBeeld::nieuw(ontvangst);
    Ok(Getoond::gemaakt(format!("{PAD}/{}", beeld.signaal.id), beeld.signaal.versie, &beeld))
}

/// Registreert een signaal
///
/// Een zorg over een (aanstaande) moeder, met haar toestemming. Weigert zij, dan wordt dat geteld en blijft er niets van
/// haar bewaard. Wat zij met niemand deelt wordt niet bewaard: `nietBewaard` zegt wat dat was. Bij `acuut-gevaar` wordt niets
/// bewaard dan een telling: het antwoord (400, `acuut-gevaar`) wijst de weg naar Veilig Thuis en 112, wat er ook niet klopt en ook
/// als niemand is ingelogd.
#[utoipa::path(post, path = "/v1/signalen", operation_id = "signaalRegistreren", tag = "signaal",
    request_body = NieuwSignaal,
    responses((status = 201, description = "Ontvangen", body = SignaalView),
        (status = 200, description = "Zij weigert: geteld, niets bewaard", body = GeteldView),))]
pub async fn registreer(
    req: HttpRequest,
    t: Result<Transaction, Problem>,
    binnen: Binnen,
) -> Result<Antwoord, Problem> {
    let nieuw = match binnen {
        Binnen::Gevaar(waar) => return Err(acuut_gevaar(&req, waar).await),
        Binnen::Zorg(nieuw) => *nieuw,
    };
    let t = t?;
    if nieuw.toestemming.besluit == Toestemmingsbesluit::Geweigerd {
        return t.toon(move |tx, met| weigering(tx, met, nieuw.gemeente)).await;
    }
    t.toon(move |tx, met| registreren(tx, met, nieuw)).await
}

/// Writes the line of a match of the blind check: whoever registers hears of it, so it tells of her.
fn meld_herkend<H>(tx: &mut Tx, mag: &Permitted<H, ()>, lijkt_op: &Gelijkenis) -> Result<(), Error> {
    match *lijkt_op {
        Gelijkenis::Niemand => Ok(()),
        Gelijkenis::Eerder(_, wie, _) => store::logboek::herkend(tx, mag, wie, None),
        Gelijkenis::Open(casus) => {
            let wie = store::casus::herkend(tx, casus)?.betrokkene;
            store::logboek::herkend(tx, mag, wie, Some(casus))
        }
    }
}

/// Counts that a woman refused; nothing of her is kept.
pub fn weigering(tx: &mut Tx, met: &Met, gemeente: Gemeente) -> Result<Getoond<GeteldView>, Error> {
    let ligging = Ligging { organisatie: Some(met.actor.organisatie()), ..Ligging::default() };
    let mag = permit_in_gebied(&met.actor, SignaalRegistreren, &ligging)?;
    met.bewaar(tx, mag.zonder_toestemming(gemeente))?;
    Ok(Getoond::zonder_versie(GeteldView::default()))
}

/// The answer to acute danger; it is counted where the family lives, when that can be read.
///
/// It is the answer whatever else is wrong, and also to somebody whose session ended or whose role may not register: the numbers are
/// no secret, and a program that hears 401 shows its user a page to log in, not whom to call. Nothing is counted then, because a
/// count has a line, and a line tells who asked. Whoever may not is still refused by name in the logboek.
async fn acuut_gevaar(req: &HttpRequest, waar: Option<Gemeente>) -> Problem {
    let geteld = match Transaction::zonder_sleutel(req) {
        Ok(t) => tel_gevaar(t, waar).await,
        Err(problem) => Err(problem),
    };
    geteld.map_or_else(Problem::in_acute_danger, |_| Problem::acute_danger())
}

async fn tel_gevaar(t: Transaction, waar: Option<Gemeente>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let ligging = Ligging { organisatie: Some(met.actor.organisatie()), ..Ligging::default() };
        let mag = permit_in_gebied(&met.actor, SignaalRegistreren, &ligging)?;
        match waar {
            Some(gemeente) => drop(met.bewaar(tx, mag.acuut_gevaar(gemeente))?),
            None => store::logboek::verstrekt(tx, mag, Gebeurtenis::SignaalAcuutGevaar)?,
        }
        Ok(Antwoord::leeg())
    })
    .await
}

/// A page of the signalen that somebody may see, with its line.
pub fn signalen(tx: &mut Tx, met: &Met, vraag: &SignalenVraag) -> Result<Getoond<Pagina<SignaalView>>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, SignaalLezen)?)?;
    let (na, grootte) = (vraag.na()?, vraag.grootte());
    let rows = store::signaal::pagina(tx, &met.actor, vraag.status, na, i64::from(grootte) + 1)?;
    let betrokkenen = rows.iter().take(grootte.into()).map(|signaal| signaal.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, betrokkenen)?;
    let beelden = SignaalBeeld::load_all(tx, met.kijker(), rows)?;
    let pad = gefilterd(PAD, "status", vraag.status.map(Into::into));
    let (plaats, view) = (|beeld: &SignaalBeeld| beeld.signaal.id, |beeld: SignaalBeeld| SignaalView::from(&beeld));
    Ok(Getoond::zonder_versie(Pagina::new(&pad, grootte, beelden, plaats, view)))
}

/// Toont de signalen
///
/// De signalen van de eigen organisatie, de nieuwste eerst, met wat ervan geworden is. Een coördinator ziet die van haar gebied.
#[utoipa::path(get, path = "/v1/signalen", operation_id = "signalenLezen", tag = "signaal", params(SignalenVraag),
    responses((status = 200, description = "Een bladzijde", body = Pagina<SignaalView>),))]
pub async fn lijst(t: Transaction, vraag: Vraag<SignalenVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| signalen(tx, met, &vraag.0)).await
}

/// Reads one signaal, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: SignaalId) -> Result<Getoond<SignaalView>, Error> {
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = met.inzage(tx, permit(&met.actor, SignaalLezen, signaal)?)?;
    nu(tx, met, signaal)
}

/// Reads one signaal, and whether whoever reads it can put right what was told of how its pregnancy went.
pub fn om_te_vertellen(tx: &mut Tx, met: &Met, id: SignaalId) -> Result<Getoond<(SignaalView, bool)>, Error> {
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = met.inzage(tx, permit(&met.actor, SignaalLezen, signaal)?)?;
    let (_, haar, van_casus) = store::signaal::zwangerschappen(tx, &signaal)?;
    let zij = haar.as_ref().map(|haar| bedoeld(haar, van_casus.as_ref()).id);
    let door = zij.map(|zij| store::client::zwangerschap::verteld_door(tx, zij)).transpose()?.flatten();
    let eigen = door == Some(met.actor.organisatie());
    Ok(nu(tx, met, signaal)?.met(|signaal| (signaal, eigen)))
}

/// Toont één signaal
///
/// Wat is aangemeld, en wat ervan geworden is in zo min mogelijk woorden.
#[utoipa::path(get, path = "/v1/signalen/{id}", operation_id = "signaalLezen", tag = "signaal",
    params(("id" = SignaalId, Path, description = "Het signaal")),
    responses((status = 200, description = "Het signaal", body = SignaalView),))]
pub async fn lees(t: Transaction, id: Pad<SignaalId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Reads one signaal with what was told, with its line.
pub fn inhoud(tx: &mut Tx, met: &Met, id: SignaalId) -> Result<Getoond<InhoudView>, Error> {
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = met.inzage(tx, permit(&met.actor, SignaalLezen, signaal)?)?;
    let gegeven = SignaalBeeld::gegeven(tx, met.kijker(), &signaal)?;
    let gegeven = gegeven.map(|gegeven| GedeeldView::new(&gegeven, met.actor.nu.dag()));
    Ok(nu(tx, met, signaal)?.met(|signaal| InhoudView { signaal, gegeven }))
}

/// Toont één signaal met wat ermee is verteld
///
/// Voor wie het opschreef, om te lezen of bij het eigen dossier te bewaren: zolang zij het nog met iemand deelt. Een ander krijgt het
/// signaal alleen.
#[utoipa::path(get, path = "/v1/signalen/{id}/inhoud", operation_id = "signaalInhoudLezen", tag = "signaal",
    params(("id" = SignaalId, Path, description = "Het signaal")),
    responses((status = 200, description = "Het signaal met wat is verteld", body = InhoudView)))]
pub async fn lees_inhoud(t: Transaction, id: Pad<SignaalId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| inhoud(tx, met, id.0)).await
}

/// Takes a signaal back, in the version that was seen.
pub fn intrekken(
    tx: &mut Tx,
    met: &Met,
    id: SignaalId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<SignaalView>, Error> {
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = permit(&met.actor, SignaalIntrekken, signaal)?.versie(versie)?.narrow::<Ontvangen>()?;
    let signaal = met.bewaar(tx, signaal.trek_in())?;
    nu(tx, met, signaal)
}

/// Trekt een signaal in
///
/// Kan zolang geen coördinator het heeft opgepakt. De intrekking wordt geteld; alle persoonsgegevens verdwijnen.
#[utoipa::path(post, path = "/v1/signalen/{id}/intrekking", operation_id = "signaalIntrekken", tag = "signaal",
    params(("id" = SignaalId, Path, description = "Het signaal"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Ingetrokken", body = SignaalView),))]
pub async fn trek_in(t: Transaction, id: Pad<SignaalId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| intrekken(tx, met, id.0, versie.0)).await
}

/// Tells how the pregnancy went that a signaal is about.
pub fn zwangerschap_eindigen(
    tx: &mut Tx,
    met: &Met,
    id: SignaalId,
    versie: impl Into<Gezien>,
    verteld: &Vertelling,
) -> Result<Getoond<SignaalView>, Error> {
    store::signaal::grendel(tx, id)?;
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = permit(&met.actor, ZwangerschapVertellen, signaal)?.versie(versie)?.narrow::<Levend>()?;
    let (casus, haar, van_casus) = store::signaal::zwangerschappen(tx, signaal.ding())?;
    let Some(haar) = haar else {
        return Err(Fouten::new().fout("einde", "niet-zwanger", "Bij dit signaal hoort geen zwangerschap.").into());
    };
    let zij = bedoeld(&haar, van_casus.as_ref());
    let eigen = store::client::zwangerschap::verteld_door(tx, zij.id)? == Some(met.actor.organisatie());
    if let Err(conflict) = zij.mag_vertellen(verteld, eigen) {
        return Ok(signaal.conflict(conflict)?);
    }
    let vandaag = met.actor.nu.dag();
    let kinderen = zij.kinderen(verteld, vandaag)?;
    let omslag = match zij.vertel(verteld, vandaag)? {
        Ok(omslag) => omslag,
        Err(conflict) => return Ok(signaal.conflict(conflict)?),
    };
    let casus = casus.filter(|casus| casus.zwangerschap == Some(zij.id) && casus.status != CasusStatus::Afgesloten);
    let signaal = met.bewaar(tx, signaal.vertel(casus, omslag, &kinderen))?.signaal;
    nu(tx, met, signaal)
}

/// Vertelt hoe de zwangerschap is gegaan
///
/// Voor wie het signaal gaf: met een geboorte of een verlies, en op welke dag. Na een verlies stopt alles wat bij de zwangerschap hoort,
/// zodat niemand haar daarover nog belt, bezoekt of schrijft; steun daarna kan altijd. Een correctie vraagt een `reden`, en kan alleen van
/// wat uw eigen organisatie vertelde.
#[utoipa::path(post, path = "/v1/signalen/{id}/zwangerschapseinde", operation_id = "signaalZwangerschapEindigen", tag = "signaal",
    request_body = NieuwZwangerschapseinde,
    params(("id" = SignaalId, Path, description = "Het signaal"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Vastgelegd", body = SignaalView),))]
pub async fn eindig_zwangerschap(
    t: Transaction,
    id: Pad<SignaalId>,
    versie: IfMatch,
    invoer: Invoer<NieuwZwangerschapseinde>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| zwangerschap_eindigen(tx, met, id.0, versie.0, &invoer.0.into())).await
}

/// Joins a signaal to the case that it looks like, or says that it is another family.
pub fn koppelen(
    tx: &mut Tx,
    met: &Met,
    id: SignaalId,
    versie: impl Into<Gezien>,
    keuze: NieuweKoppeling,
) -> Result<Getoond<SignaalView>, Error> {
    keuze.controleer()?;
    store::signaal::grendel(tx, id)?;
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = permit(&met.actor, SignaalKoppelen, signaal)?.versie(versie)?.narrow::<Ontvangen>()?;
    let besluit = match keuze.casus {
        None => signaal.apart(),
        Some(casus) => {
            let bij = match aansluiting(tx, met, signaal.ding(), casus, keuze)? {
                Ok(bij) => bij,
                Err(conflict) => return Ok(signaal.conflict(conflict)?),
            };
            signaal.sluit_aan(bij)?
        }
    };
    let signaal = met.bewaar(tx, besluit)?.signaal;
    nu(tx, met, signaal)
}

/// Koppelt een signaal aan een casus
///
/// Voor een gezin dat al bekend lijkt: sluit aan bij de open casus in `lijktOp`, of zeg dat het een ander gezin is (zonder `casus`).
/// Alles blijft bewaard, op volgorde van tijd; wat zij elk toezegde telt zoals elk ander woord van haar.
#[utoipa::path(post, path = "/v1/signalen/{id}/koppeling", operation_id = "signaalKoppelen", tag = "signaal",
    request_body = NieuweKoppeling,
    params(("id" = SignaalId, Path, description = "Het signaal"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gekoppeld", body = SignaalView),))]
pub async fn koppel(
    t: Transaction,
    id: Pad<SignaalId>,
    versie: IfMatch,
    invoer: Invoer<NieuweKoppeling>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| koppelen(tx, met, id.0, versie.0, invoer.0)).await
}

/// The case that a signaal joins, found among what the coordinator works on: the right to the one is not the right to the other.
///
/// A conflict when it brings a newer pregnancy while nobody told how the earlier one went.
fn aansluiting(
    tx: &mut Tx,
    met: &Met,
    van: &Signaal,
    bij: CasusId,
    keuze: NieuweKoppeling,
) -> Result<Result<Aansluiting, Conflict>, Error> {
    if van.lijkt_op != Some(bij) {
        let melding = "Koppelen kan alleen met de casus in `lijktOp`.";
        return Err(Fouten::new().fout("casus", "geen-overeenkomst", melding).into());
    }
    let casus = store::casus::find(tx, &met.actor, bij)?;
    let casus = permit(&met.actor, CasusBehandelen, casus)?.narrow::<Open>()?;
    let (oud, nieuw) = store::client::zwangerschap::van_beide(tx, casus.ding(), van)?;
    Ok(Aansluiting::new(casus.ding(), (oud.as_ref(), nieuw.as_ref()), keuze.van_casus, keuze.van_signaal))
}

/// Parts a signaal from the case that it joined.
pub fn ontkoppelen(
    tx: &mut Tx,
    met: &Met,
    id: SignaalId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<SignaalView>, Error> {
    store::signaal::grendel(tx, id)?;
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = permit(&met.actor, SignaalKoppelen, signaal)?.versie(versie)?.narrow::<Gekoppeld>()?;
    if let Some(casus) = signaal.ding().casus {
        let casus = store::casus::find(tx, &met.actor, casus)?;
        permit(&met.actor, CasusBehandelen, casus)?;
    }
    let signaal = met.bewaar(tx, signaal.maak_los()?)?.signaal;
    nu(tx, met, signaal)
}

/// Maakt een signaal los van een casus
///
/// Voor wie bij nader inzien een ander gezin is: het signaal krijgt een eigen casus, met alles wat ermee meekwam.
#[utoipa::path(post, path = "/v1/signalen/{id}/ontkoppeling", operation_id = "signaalOntkoppelen", tag = "signaal",
    params(("id" = SignaalId, Path, description = "Het signaal"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Losgemaakt", body = SignaalView),))]
pub async fn ontkoppel(t: Transaction, id: Pad<SignaalId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| ontkoppelen(tx, met, id.0, versie.0)).await
}

/// A signaal beside the case that it looks like, with the line of both.
pub fn vergelijken(tx: &mut Tx, met: &Met, id: SignaalId) -> Result<Getoond<VergelijkingView>, Error> {
    let signaal = store::signaal::find(tx, &met.actor, id)?;
    let signaal = permit(&met.actor, SignaalKoppelen, signaal)?;
    let naast = store::casus::find_bij_signaal(tx, &met.actor, signaal.ding())?;
    let naast = permit(&met.actor, CasusBehandelen, naast)?;
    let signaal = met.open(tx, signaal)?;
    let signaal = store::logboek::inzage_met(tx, signaal, std::iter::once(naast.ding().betrokkene))?;
    let naast = naast.ding();
    let Vergelijking { signaal: nieuw, casus } = Vergelijking::load(tx, met.kijker(), &signaal, naast)?;
    let vandaag = met.actor.nu.dag();
    let view = VergelijkingView {
        lijkt_op: naast.id,
        ontvangen_op: signaal.ontvangen_op,
        aangemeld_op: naast.aangemeld_op,
        wacht: signaal.status == Status::Ontvangen && signaal.casus.is_none(),
        signaal: GedeeldView::new(&nieuw, vandaag),
        casus: GedeeldView::new(&casus, vandaag),
    };
    Ok(Getoond::een(signaal.versie, view))
}

/// Vergelijkt een signaal met de casus waar het op lijkt
///
/// Naast elkaar, om te kiezen. Van elk alleen wat zij met u deelt.
#[utoipa::path(get, path = "/v1/signalen/{id}/vergelijking", operation_id = "signaalVergelijken", tag = "signaal",
    params(("id" = SignaalId, Path, description = "Het signaal")),
    responses((status = 200, description = "Naast elkaar", body = VergelijkingView),))]
pub async fn vergelijk(t: Transaction, id: Pad<SignaalId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| vergelijken(tx, met, id.0)).await
}
