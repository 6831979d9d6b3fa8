//! Who comes to the table: with which consent, after which request, and who must not be forgotten.

use chrono::NaiveDate;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use super::{
    afspraak,
    raak::{raak, raak_open},
};
use crate::{
    domain::{
        bericht::Berichtsoort,
        casus::{Casus, CasusId, Status as CasusStatus},
        doorgeleiding::{DoorgeleidingId, Status as Doorgeleidingstatus},
        evaluatie::Uitkomst,
        gebied::Gemeente,
        knooppunt::{Aanleiding, AgendapuntId, BijeenkomstId, Status, Tafelverzoek},
        reden::VervalReden,
        rode_draad::gevolg::Afgaan,
        route::Route,
        tijd::Moment,
        toegang::{Actor, GebruikerId, Gezocht, PseudoniemId},
        toestemming::ToestemmingId,
    },
    store::{
        bericht,
        bewaar::pen::Pen,
        casus::{self as casussen, CasusRow},
        conn::Tx,
        doorgeleiding::{bij_ontvanger, loopt},
        error::Error,
        schema::{agendapunt, bijeenkomst, casus, client as client_tabel, doorgeleiding, evaluatie, toestemming},
        types::Woord,
        zicht::TafelToegestaan,
    },
};

#[diesel::dsl::auto_type(no_type_alias)]
fn op_een_agenda() -> _ {
    let vastgesteld: Woord<Status> = Woord(Status::Vastgesteld);
    exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(casus::id))
            .filter(agendapunt::vervallen_op.is_null())
            .filter(bijeenkomst::status.ne(vastgesteld)),
    )
}

#[diesel::dsl::auto_type(no_type_alias)]
fn besproken_sinds() -> _ {
    exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(casus::id))
            .filter(agendapunt::vervallen_op.is_null())
            .filter(bijeenkomst::vastgesteld_op.ge(evaluatie::afgerond_op)),
    )
}

/// The cases of a gemeente in Steun op maat that wait for a table: their evaluation was missed, or sent them back to it.
///
/// Only those with a consent that holds, and only those that are on no agenda yet; the longest forgotten in front.
pub fn te_bespreken(tx: &mut Tx, van: Gemeente, vandaag: NaiveDate) -> Result<Vec<Casus>, Error> {
    let gemist = casus::table
        .inner_join(client_tabel::table)
        .filter(casus::gemeente.eq(Woord(van)))
        .filter(casus::status.eq(Woord(CasusStatus::SteunOpMaat)))
        .filter(casus::evaluatie_op.lt(vandaag))
        .filter(TafelToegestaan)
        .filter(not(op_een_agenda()))
        .order((casus::evaluatie_op.asc(), casus::id.asc()))
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .load::<(CasusRow, PseudoniemId)>(tx)?;
    let opgeschaald = evaluatie::table
        .inner_join(casus::table.inner_join(client_tabel::table))
        .filter(evaluatie::uitkomst.eq(Woord(Uitkomst::Opgeschaald)))
        .filter(evaluatie::begonnen_op.ge(casus::geopend_op))
        .filter(casus::gemeente.eq(Woord(van)))
        .filter(casus::status.eq(Woord(CasusStatus::SteunOpMaat)))
        .filter(TafelToegestaan)
        .filter(not(op_een_agenda()))
        .filter(not(besproken_sinds()))
        .order(casus::id.asc())
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .load::<(CasusRow, PseudoniemId)>(tx)?;
    let mut alle: Vec<Casus> = Vec::new();
    for (row, betrokkene) in gemist.into_iter().chain(opgeschaald) {
        let casus = row.met(betrokkene);
        if !alle.iter().any(|eerder| eerder.id == casus.id) {
            alle.push(casus);
        }
    }
    Ok(alle)
}

/// A request to the table that waits: for an answer, or once it was accepted for a place on an agenda.
#[derive(Clone, Copy, Debug)]
pub struct Tafelvraag {
    /// Which request.
    pub id: DoorgeleidingId,
    /// Its state.
    pub status: Doorgeleidingstatus,
    /// How often it was changed.
    pub versie: i32,
    /// When it was sent.
    pub verzonden_op: Moment,
    /// The last day on which the table can answer.
    pub antwoord_voor: NaiveDate,
}

/// A case that waits for a table: by a request to it, or without one because its evaluation was missed or sent it back.
#[derive(Clone, Debug)]
pub struct Wachtend {
    /// The case.
    pub casus: Casus,
    /// The request.
    pub vraag: Option<Tafelvraag>,
}

type Vraagrij = (CasusRow, PseudoniemId, (DoorgeleidingId, Woord<Doorgeleidingstatus>, i32, Moment, NaiveDate));

/// Who waits for the table of a gemeente: whose evaluation was missed or sent them back, then who was asked for, in the order in which
/// an answer is due. Only those with a consent that holds.
pub fn wachtend(tx: &mut Tx, van: Gemeente, vandaag: NaiveDate) -> Result<Vec<Wachtend>, Error> {
    let gevraagd = doorgeleiding::table
        .inner_join(toestemming::table)
        .inner_join(casus::table.inner_join(client_tabel::table))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(
            doorgeleiding::status.eq_any([Doorgeleidingstatus::Verzonden, Doorgeleidingstatus::Aanvaard].map(Woord)),
        )
        .filter(bij_ontvanger())
        .filter(casus::gemeente.eq(Woord(van)))
        .filter(client_tabel::gewist_op.is_null())
        .order((doorgeleiding::antwoord_voor.asc(), doorgeleiding::id.asc()))
        .select((
            CasusRow::as_select(),
            client_tabel::pseudoniem,
            (
                doorgeleiding::id,
                doorgeleiding::status,
                doorgeleiding::versie,
                doorgeleiding::verzonden_op,
                doorgeleiding::antwoord_voor,
            ),
        ))
        .load::<Vraagrij>(tx)?;
    let zonder_vraag = te_bespreken(tx, van, vandaag)?.into_iter().map(|casus| Wachtend { casus, vraag: None });
    let met_vraag = gevraagd.into_iter().map(|(row, betrokkene, (id, status, versie, verzonden_op, antwoord_voor))| {
        let vraag = Tafelvraag { id, status: status.0, versie, verzonden_op, antwoord_voor };
        Wachtend { casus: row.met(betrokkene), vraag: Some(vraag) }
    });
    Ok(zonder_vraag.chain(met_vraag).collect())
}

/// Looks for a case that can be put on the agenda of a meeting: one that `actor` may see, or one that waits for this table.
pub fn find_casus(tx: &mut Tx, actor: &Actor, id: CasusId, te_bespreken: Vec<Casus>) -> Result<Gezocht<Casus>, Error> {
    let gezocht = casussen::find(tx, actor, id)?;
    if gezocht.gevonden.as_ref().is_some_and(|casus| casus.noodprocedure.is_none()) {
        return Ok(gezocht);
    }
    Ok(Gezocht { gevonden: te_bespreken.into_iter().find(|casus| casus.id == id), ..gezocht })
}

/// Whether a case may be discussed at the table, by her consent.
pub fn mag_besproken(tx: &mut Tx, id: CasusId) -> Result<bool, Error> {
    let found = casus::table.find(id).filter(TafelToegestaan).select(casus::id).first::<CasusId>(tx).optional()?;
    Ok(found.is_some())
}

type Verzoekrij = (DoorgeleidingId, Woord<Doorgeleidingstatus>, ToestemmingId, Option<GebruikerId>);

/// The request to the table that is under way in a case, if there is one; an accepted one before one that is not answered.
pub fn verzoek(tx: &mut Tx, van: CasusId) -> Result<Option<Tafelverzoek>, Error> {
    let rows = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(loopt())
        .order(doorgeleiding::id.asc())
        .select((
            doorgeleiding::id,
            doorgeleiding::status,
            doorgeleiding::toestemming_id,
            doorgeleiding::geclaimd_door_id,
        ))
        .load::<Verzoekrij>(tx)?;
    let lees = |(id, status, toestemming, geclaimd_door): Verzoekrij| Tafelverzoek {
        id,
        status: status.0,
        toestemming,
        geclaimd_door,
    };
    let found: Vec<Tafelverzoek> = rows.into_iter().map(lees).collect();
    let aanvaard = found.iter().find(|verzoek| verzoek.status.is_aanvaard());
    Ok(aanvaard.or_else(|| found.first()).copied())
}

/// An accepted request starts when the family comes onto an agenda.
pub(in crate::store) fn start(pen: &mut Pen<'_>, verzoek: Tafelverzoek) -> Result<(), Error> {
    let aanvaard =
        doorgeleiding::table.find(verzoek.id).filter(doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Aanvaard)));
    diesel::update(aanvaard)
        .set((
            doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Gestart)),
            doorgeleiding::gestart_op.eq(pen.op()),
            doorgeleiding::geclaimd_door_id.eq(verzoek.geclaimd_door.or(Some(pen.door()?))),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// A request that started with a place on an agenda waits for one again when the family is taken from it.
pub(in crate::store) fn laat_wachten(pen: &mut Pen<'_>, van: CasusId) -> Result<(), Error> {
    let gestart = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Gestart)));
    diesel::update(gestart)
        .set((
            doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Aanvaard)),
            doorgeleiding::gestart_op.eq(None::<Moment>),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Takes a family from the agendas on which it is and that are not established, as far as that is why it goes. Their chairs are told.
pub(in crate::store) fn haal_van_agenda(pen: &mut Pen<'_>, van: CasusId, waarom: Afgaan) -> Result<(), Error> {
    let op_agenda = agendapunt::table
        .inner_join(bijeenkomst::table)
        .filter(agendapunt::casus_id.eq(van))
        .filter(agendapunt::vervallen_op.is_null())
        .filter(bijeenkomst::status.ne(Woord(Status::Vastgesteld)))
        .order(bijeenkomst::id.asc())
        .select((
            agendapunt::id,
            bijeenkomst::id,
            bijeenkomst::voorzitter_id,
            agendapunt::aanleiding,
            bijeenkomst::status,
        ))
        .load::<(AgendapuntId, BijeenkomstId, GebruikerId, Woord<Aanleiding>, Woord<Status>)>(pen.tx)?;
    let mut voorzitters = Vec::new();
    for (punt, tafel, voorzitter, aanleiding, status) in op_agenda {
        let blijft = match waarom {
            Afgaan::Verzoek => aanleiding.0 != Aanleiding::Doorgeleiding,
            Afgaan::Gesloten | Afgaan::Omstandigheden => false,
            Afgaan::Verhuisd => status.0 != Status::Gepland,
        };
        if blijft {
            continue;
        }
        raak(pen, tafel)?;
        let op = pen.op();
        diesel::update(agendapunt::table.find(punt))
            .set((agendapunt::vervallen_op.eq(op), agendapunt::versie.eq(agendapunt::versie + 1)))
            .execute(pen.tx)?;
        let reden = match waarom {
            Afgaan::Gesloten => VervalReden::CasusGesloten,
            Afgaan::Omstandigheden => VervalReden::Omstandigheden,
            Afgaan::Verzoek | Afgaan::Verhuisd => VervalReden::NietMeerNodig,
        };
        afspraak::laat_vervallen_aan(pen, punt, reden)?;
        voorzitters.push(voorzitter);
    }
    bericht::stuur(pen, Berichtsoort::AgendapuntVervallen, van, bericht::Over::Casus, voorzitters)
}

/// Puts back on the agenda what went from it when its case was closed at `op`, where that is possible still.
pub(in crate::store) fn herstel(pen: &mut Pen<'_>, van: CasusId, op: Moment) -> Result<(), Error> {
    let vervallen = agendapunt::table
        .inner_join(bijeenkomst::table)
        .filter(agendapunt::casus_id.eq(van))
        .filter(agendapunt::vervallen_op.eq(op))
        .filter(bijeenkomst::status.ne(Woord(Status::Vastgesteld)))
        .order(bijeenkomst::id.asc())
        .select((agendapunt::id, bijeenkomst::id))
        .load::<(AgendapuntId, BijeenkomstId)>(pen.tx)?;
    for (punt, tafel) in vervallen {
        // Established at this very moment: the family was not at that table.
        if raak_open(pen, tafel)? == 0 {
            continue;
        }
        diesel::update(agendapunt::table.find(punt))
            .set((agendapunt::vervallen_op.eq(None::<Moment>), agendapunt::versie.eq(agendapunt::versie + 1)))
            .execute(pen.tx)?;
    }
    Ok(())
}

/// Holds the cases that wait for a table, in their order, and says which of them wait still.
pub fn houd_te_bespreken(tx: &mut Tx, van: Gemeente, vandaag: NaiveDate) -> Result<Vec<Casus>, Error> {
    let mut gezien: Vec<CasusId> = te_bespreken(tx, van, vandaag)?.iter().map(|casus| casus.id).collect();
    gezien.sort_unstable();
    for &casus in &gezien {
        casussen::grendel(tx, casus)?;
    }
    let mut nog = te_bespreken(tx, van, vandaag)?;
    nog.retain(|casus| gezien.binary_search(&casus.id).is_ok());
    Ok(nog)
}

/// Takes the family of a request to the table from the agenda, when the request ends; nothing for another route.
pub(in crate::store) fn haal_verzoek_van_agenda(pen: &mut Pen<'_>, verzoek: DoorgeleidingId) -> Result<(), Error> {
    let van = doorgeleiding::table
        .find(verzoek)
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .select(doorgeleiding::casus_id)
        .first::<CasusId>(pen.tx)
        .optional()?;
    van.map_or(Ok(()), |van| haal_van_agenda(pen, van, Afgaan::Verzoek))
}

/// A request to the table is completed once the family was discussed there.
pub(super) fn rond_af(pen: &mut Pen<'_>, van: CasusId) -> Result<(), Error> {
    let loopt = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(doorgeleiding::status.eq_any([Doorgeleidingstatus::Aanvaard, Doorgeleidingstatus::Gestart].map(Woord)));
    diesel::update(loopt)
        .set((
            doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Afgerond)),
            doorgeleiding::beeindigd_op.eq(pen.op()),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}
