//! Accounts: invite somebody, look for her, see what she may do.

use super::{
    invoer::{Accountgegevens, GebruikersVraag, NieuweUitnodiging},
    namen, vers_als,
    view::{GebruikerView, GebruikersPagina, GelezenGebruikerView, UitnodigingView},
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{
            Gebruiker, GebruikerId, Gezien, Ligging,
            beheer::{GebruikerStatus, InDienst, OrganisatieStatus, Uitgenodigd},
            beleid::{GebruikerBeheren, GebruikerLezen},
            permit, permit_in_gebied, permit_lijst,
            post::Brief,
        },
    },
    http::{
        antwoord::{Antwoord, GROOTTE, Pagina, plaats},
        getoond::Getoond,
        invoer::Invoer,
        mens::hoe_heet,
        pad::Pad,
        problem::{Problem, ProblemView},
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{
        bewaar::Bij,
        conn::Tx,
        error::Error,
        logboek,
        toegang::{
            beheer::{gebruiker as store, organisatie},
            gebruiker as accounts,
        },
    },
};

const ZOEK: &str = "/v1/gebruikers/_zoek";
/// So many colleagues can be chosen from: more than the region has accounts.
const MEESTE_COLLEGAS: i64 = 5_000;

/// Nodigt iemand uit
///
/// Met een code die 24 uur werkt. Zij gaat naar het e-mailadres van de genodigde als dat er staat en de server e-mail verstuurt; anders
/// staat zij, één keer, in het antwoord. Wie haar krijgt kiest zelf een wachtwoord en krijgt een tweede factor. Een andere rol dan
/// signaleerder of uitvoerder vraagt van u een verse tweede factor, en wacht tot een tweede persoon haar bevestigt.
#[utoipa::path(post, path = "/v1/gebruikers", operation_id = "gebruikerUitnodigen", tag = "beheer",
    request_body = NieuweUitnodiging,
    responses((status = 201, description = "Uitgenodigd", body = UitnodigingView),
        (status = 409, description = "De rollen gaan niet samen", body = ProblemView, content_type = "application/problem+json")))]
pub async fn nodig_uit(t: Transaction, invoer: Invoer<NieuweUitnodiging>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| uitnodigen(tx, met, invoer.0)).await
}

/// Invites somebody. The code is in what is shown, unless it is sent.
pub fn uitnodigen(tx: &mut Tx, met: &Met, invoer: NieuweUitnodiging) -> Result<Getoond<UitnodigingView>, Error> {
    let regio = Ligging { regio: true, ..Ligging::default() };
    let mag = permit_in_gebied(&met.actor, GebruikerBeheren, &regio)?;
    let genodigde = invoer.genodigde(tx, met.actor.nu)?;
    let machtig = genodigde.verleningen.iter().any(|verlening| verlening.wat.rol.is_machtig());
    let naar = genodigde.email.clone();
    let besluit = vers_als(tx, met, machtig, mag)?.nodig_uit(genodigde)?;
    let (code, brief) = met.code(naar.as_ref())?;
    let wie = met.bewaar_met(tx, besluit, Bij::code(&code.afdruk).met_brief(brief.as_ref()))?;
    let (locatie, versie) = (format!("/v1/gebruikers/{}", wie.id), wie.versie);
    Ok(Getoond::gemaakt(locatie, versie, UitnodigingView::new(wie, code, brief.is_some(), met.actor.nu)))
}

/// Zoekt accounts
///
/// Op organisatie, rol, of er mee kan worden ingelogd, of een deel van de naam; in de volgorde van de gebruikersnaam.
#[utoipa::path(post, path = "/v1/gebruikers/_zoek", operation_id = "gebruikersZoeken", tag = "beheer",
    request_body = GebruikersVraag,
    responses((status = 200, description = "Een bladzijde", body = GebruikersPagina)))]
pub async fn zoek(t: Transaction, invoer: Invoer<GebruikersVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| zoeken(tx, met, invoer.0)).await
}

/// Looks for accounts, with its line.
pub fn zoeken(tx: &mut Tx, met: &Met, vraag: GebruikersVraag) -> Result<Getoond<GebruikersPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, GebruikerLezen)?)?;
    let GebruikersVraag { organisatie, rol, actief, naam, aantal, na } = vraag;
    let (na, grootte) = (na.as_deref().map(plaats).transpose()?, aantal.unwrap_or(GROOTTE));
    let filter = store::Filter { organisatie, rol, actief, naam };
    let rows = store::pagina(tx, &met.actor, &filter, na, i64::from(grootte) + 1)?;
    logboek::inzage_lijst(tx, mag, Gebeurtenis::Gezocht, Vec::new())?;
    let namen = hoe_heet(tx, &namen::van_accounts(&rows), met.actor.nu)?;
    let mut pagina = Pagina::new(ZOEK, grootte, rows, |wie: &Gebruiker| wie.id, GebruikerView::from);
    pagina.links.next = None;
    Ok(Getoond::zonder_versie(GebruikersPagina { pagina, namen }))
}

/// Only whoever keeps access goes on, as before a form that nobody else can send; anybody else is refused, with a line.
pub fn alleen_beheerder(met: &Met) -> Result<(), Error> {
    let regio = Ligging { regio: true, ..Ligging::default() };
    permit_in_gebied(&met.actor, GebruikerBeheren, &regio)?;
    Ok(())
}

/// Reads one account for whoever is about to change it, with its line.
pub fn een_om_te_beheren(tx: &mut Tx, met: &Met, id: GebruikerId) -> Result<Getoond<GelezenGebruikerView>, Error> {
    let wie = een(tx, met, id)?;
    alleen_beheerder(met)?;
    Ok(wie)
}

/// Reads the account of somebody else for whoever is about to change it; their own is another's to change.
pub fn een_ander_om_te_beheren(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
) -> Result<Getoond<GelezenGebruikerView>, Error> {
    permit(&met.actor, GebruikerBeheren, store::find(tx, &met.actor, id)?)?.niet_zelf()?;
    een(tx, met, id)
}

/// Who can take over from somebody: everybody else of their organisation who can log in, or, once that takes part no more, of the
/// region.
pub fn collegas(tx: &mut Tx, met: &Met, van: &GebruikerView) -> Result<Vec<GebruikerView>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, GebruikerLezen)?)?;
    let doet_mee =
        organisatie::find(tx, van.organisatie)?.gevonden.is_some_and(|o| o.status == OrganisatieStatus::Actief);
    let organisatie = doet_mee.then_some(van.organisatie);
    let filter = store::Filter { organisatie, actief: Some(true), ..store::Filter::default() };
    let alle = store::pagina(tx, &met.actor, &filter, None, MEESTE_COLLEGAS)?;
    logboek::inzage_lijst(tx, mag, Gebeurtenis::Gezocht, Vec::new())?;
    Ok(alle.into_iter().filter(|ander| ander.id != van.id).map(GebruikerView::from).collect())
}

/// Reads one account, with its line.
pub fn een(tx: &mut Tx, met: &Met, id: GebruikerId) -> Result<Getoond<GelezenGebruikerView>, Error> {
    let gezocht = store::find(tx, &met.actor, id)?;
    let wie = met.inzage(tx, permit(&met.actor, GebruikerLezen, gezocht)?)?;
    let namen = hoe_heet(tx, &namen::van_accounts(std::slice::from_ref(&wie)), met.actor.nu)?;
    Ok(Getoond::een(wie.versie, GelezenGebruikerView { gebruiker: wie.into(), namen }))
}

/// Toont één account
///
/// Met wat het mag en mocht, en wie dat gaf. Voor de functioneel beheerder en de FG.
#[utoipa::path(get, path = "/v1/gebruikers/{id}", operation_id = "gebruikerLezen", tag = "beheer",
    params(("id" = GebruikerId, Path, description = "Het account")),
    responses((status = 200, description = "Het account", body = GelezenGebruikerView)))]
pub async fn lees(t: Transaction, id: Pad<GebruikerId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| een(tx, met, id.0)).await
}

/// Wijzigt hoe iemand heet, te mailen is, of welke functie iemand heeft
///
/// De naam van voorheen blijft bij het account staan. Wie het e-mailadres wijzigt bewijst eerst opnieuw de eigen tweede factor; een code
/// die al gegeven was werkt dan niet meer. Wiens account het is hoort het, ook op het adres van voorheen als de server e-mail verstuurt;
/// bij zware rollen hoort de FG het ook. Met `functie` eindigt een rol nu, en komt een andere ervoor in de plaats: de sessies van dat
/// account eindigen, en een andere rol dan signaleerder of uitvoerder vraagt van u een verse tweede factor en wacht tot een tweede persoon
/// haar bevestigt. Van het eigen account wijzigt een ander dit.
#[utoipa::path(put, path = "/v1/gebruikers/{id}", operation_id = "gebruikerWijzigen", tag = "beheer",
    request_body = Accountgegevens,
    params(("id" = GebruikerId, Path, description = "Het account"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Gewijzigd", body = GebruikerView)))]
pub async fn wijzig(
    t: Transaction,
    id: Pad<GebruikerId>,
    versie: IfMatch,
    invoer: Invoer<Accountgegevens>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| wijzigen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Changes what somebody is called, where they can be mailed, or their function.
pub fn wijzigen(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
    gezien: Gezien,
    invoer: &Accountgegevens,
) -> Result<Getoond<GebruikerView>, Error> {
    accounts::grendel(tx, [id])?;
    let gezocht = store::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.versie(gezien)?.niet_zelf()?.narrow::<InDienst>()?;
    let bereikbaar = invoer.gegevens(mag.ding())?;
    let (eigen, nu) = (mag.ding().organisatie, met.actor.nu);
    let functie = invoer.functie.as_ref().map(|functie| functie.wissel(tx, eigen, nu)).transpose()?;
    let machtig = functie.is_some_and(|wissel| wissel.wordt.wat.rol.is_machtig());
    let ander_adres = bereikbaar.email != mag.ding().email;
    let vertelt = ander_adres && met.regels.post && mag.ding().status == GebruikerStatus::Actief;
    let brief = mag.ding().email.as_ref().filter(|_| vertelt).map(Brief::zonder_code);
    let mag = vers_als(tx, met, ander_adres || machtig, mag)?;
    let mag = if ander_adres { met.brief(tx, mag, id)? } else { mag };
    let besluit = mag.wijzig(bereikbaar, functie)?;
    let wie = met.bewaar_met(tx, besluit, Bij::default().met_brief(brief.as_ref()))?.wie;
    Ok(Getoond::een(wie.versie, wie))
}

/// Nodigt iemand opnieuw uit
///
/// Zolang de vorige uitnodiging niet is aanvaard; de vorige code werkt dan niet meer. Zware rollen wachten opnieuw op een tweede
/// persoon. Per persoon kan het een paar keer per dag.
#[utoipa::path(post, path = "/v1/gebruikers/{id}/uitnodiging", operation_id = "gebruikerOpnieuwUitnodigen", tag = "beheer",
    params(("id" = GebruikerId, Path, description = "Het account"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Opnieuw uitgenodigd", body = UitnodigingView)))]
pub async fn nodig_opnieuw_uit(t: Transaction, id: Pad<GebruikerId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| opnieuw_uitnodigen(tx, met, id.0, versie.0)).await
}

/// Gives somebody who did not accept yet another code.
pub fn opnieuw_uitnodigen(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
    gezien: Gezien,
) -> Result<Getoond<UitnodigingView>, Error> {
    let gezocht = store::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.versie(gezien)?.narrow::<Uitgenodigd>()?;
    let mag = met.brief(tx, mag, id)?;
    let (code, brief) = met.code(mag.ding().email.as_ref())?;
    let wie = met.bewaar_met(tx, mag.nodig_opnieuw_uit(), Bij::code(&code.afdruk).met_brief(brief.as_ref()))?;
    Ok(Getoond::een(wie.versie, UitnodigingView::new(wie, code, brief.is_some(), met.actor.nu)))
}
