//! Consents: finding the one a request rests on, and carrying out a withdrawal.

use diesel::prelude::*;

use super::{
    bewaar::pen::{Pen, Rijen},
    conn::{Either, Tx},
    doorgeleiding::{bij_ontvanger, loopt},
    error::Error,
    schema::{desk, doorgeleiding, toestemming},
    types::{Woord, tekst_als_woorden, woorden_als_tekst},
};
use crate::domain::{
    casus::{Casus, CasusId},
    client::ClientId,
    doorgeleiding::{DoorgeleidingId, Status as Verzoekstatus},
    rode_draad::{
        gevolg::{Feit, Gevolg, Gezegd, Rustend},
        uitspraken::{self, na_uitspraken},
    },
    route::Route,
    signaal::{Signaal, SignaalId},
    tijd::Moment,
    toegang::{Actor, Conflict, Ding as _, GebruikerId, Gezocht, OrganisatieId, Van},
    toestemming::{
        Doel, GegevenDoor, Onderdeel, Ontvanger, Reikwijdte, Status, Toestemming, ToestemmingId, Verkregen, Wijze,
        uitspraak::{self, Lezer, Uitspraak, geldend},
    },
};

#[derive(Debug, Insertable, Queryable, Selectable)]
// Several at once are one statement on SQLite too: what is absent is NULL, not left out.
#[diesel(table_name = toestemming, treat_none_as_default_value = false)]
struct Row {
    id: ToestemmingId,
    client_id: ClientId,
    signaal_id: Option<SignaalId>,
    casus_id: Option<CasusId>,
    doel: Woord<Doel>,
    ontvanger: Woord<Ontvanger>,
    organisatie_id: Option<OrganisatieId>,
    onderdelen: String,
    bewoording: String,
    wijze: Woord<Wijze>,
    gegeven_door: Woord<GegevenDoor>,
    status: Woord<Status>,
    door_id: GebruikerId,
    op: Moment,
    beeindigd_op: Option<Moment>,
    versie: i32,
}

fn lees(row: Row, van: &Casus) -> Result<Toestemming, Error> {
    Ok(Toestemming {
        id: row.id,
        client: row.client_id,
        betrokkene: van.betrokkene,
        signaal: row.signaal_id,
        casus: row.casus_id,
        reikwijdte: Reikwijdte {
            doel: row.doel.0,
            ontvanger: row.ontvanger.0,
            organisatie: row.organisatie_id,
            onderdelen: tekst_als_woorden::<Onderdeel>(&row.onderdelen)?,
        },
        verkregen: Verkregen { wijze: row.wijze.0, gegeven_door: row.gegeven_door.0 },
        bewoording: row.bewoording,
        status: row.status.0,
        genoteerd_door: row.door_id,
        genoteerd_op: row.op,
        beeindigd_op: row.beeindigd_op,
        ligging: van.ligging(),
        versie: row.versie,
    })
}

impl Rijen for Toestemming {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => trek_in(pen, self, van),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Toestemming(self))
    }
}

/// Stores a consent, or a refusal.
pub(super) fn insert(pen: &mut Pen<'_>, nieuw: &Toestemming) -> Result<usize, Error> {
    Ok(diesel::insert_into(toestemming::table).values(&Row::from(nieuw)).execute(pen.tx)?)
}

/// Stores all consents that came with a signaal.
pub(super) fn insert_alle(pen: &mut Pen<'_>, nieuwe: &[Toestemming]) -> Result<usize, Error> {
    if nieuwe.is_empty() {
        return Ok(0);
    }
    match pen.tx.either() {
        Either::Postgres(postgres) => {
            let rows: Vec<Row> = nieuwe.iter().map(Row::from).collect();
            Ok(diesel::insert_into(toestemming::table).values(&rows).execute(postgres)?)
        }
        // One by one: a statement for many rows is prepared anew each time, triggers and all.
        Either::Sqlite(_) => nieuwe.iter().try_fold(0, |erin, een| Ok(erin + insert(pen, een)?)),
    }
}

impl From<&Toestemming> for Row {
    fn from(nieuw: &Toestemming) -> Self {
        Self {
            id: nieuw.id,
            client_id: nieuw.client,
            signaal_id: nieuw.signaal,
            casus_id: nieuw.casus,
            doel: Woord(nieuw.reikwijdte.doel),
            ontvanger: Woord(nieuw.reikwijdte.ontvanger),
            organisatie_id: nieuw.reikwijdte.organisatie,
            onderdelen: woorden_als_tekst(&nieuw.reikwijdte.onderdelen),
            bewoording: nieuw.bewoording.clone(),
            wijze: Woord(nieuw.verkregen.wijze),
            gegeven_door: Woord(nieuw.verkregen.gegeven_door),
            status: Woord(nieuw.status),
            door_id: nieuw.genoteerd_door,
            op: nieuw.genoteerd_op,
            beeindigd_op: nieuw.beeindigd_op,
            versie: nieuw.versie,
        }
    }
}

fn trek_in(pen: &mut Pen<'_>, nieuw: &Toestemming, van: &Van) -> Result<usize, Error> {
    let seen = toestemming::table
        .find(nieuw.id)
        .filter(toestemming::status.eq_any(van.statussen()))
        .filter(toestemming::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            toestemming::status.eq(Woord(nieuw.status)),
            toestemming::beeindigd_op.eq(nieuw.beeindigd_op),
            toestemming::versie.eq(toestemming::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Looks for a consent in the cases that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: ToestemmingId) -> Result<Gezocht<Toestemming>, Error> {
    let van = toestemming::table.find(id).select(toestemming::casus_id).first::<Option<CasusId>>(tx).optional()?;
    let gevonden = match van.flatten() {
        Some(casus) => match super::casus::find(tx, actor, casus)?.gevonden {
            Some(casus) => van_casus(tx, &casus)?.into_iter().find(|t| t.id == id),
            None => None,
        },
        None => None,
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// The consents and refusals of a case, oldest first.
pub fn van_casus(tx: &mut Tx, van: &Casus) -> Result<Vec<Toestemming>, Error> {
    toestemming::table
        .filter(toestemming::casus_id.eq(van.id))
        .order(toestemming::id.asc())
        .select(Row::as_select())
        .load::<Row>(tx)?
        .into_iter()
        .map(|row| lees(row, van))
        .collect()
}

/// The consent on which something can rest that goes to `lezer` at `nu`.
pub fn dekking(tx: &mut Tx, van: &Casus, lezer: Lezer, nu: Moment) -> Result<Option<Toestemming>, Error> {
    let alle = van_casus(tx, van)?;
    let woorden: Vec<Uitspraak> = alle.iter().filter_map(Toestemming::uitspraak).collect();
    let Some(telt) = geldend(&woorden, lezer, nu).map(|telt| telt.id) else { return Ok(None) };
    Ok(alle.into_iter().find(|t| t.id == telt))
}

/// A word as it is stored, for the rule that says which of them counts.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = toestemming)]
pub(super) struct Woordrij {
    pub(super) id: ToestemmingId,
    pub(super) signaal_id: Option<SignaalId>,
    pub(super) doel: Woord<Doel>,
    pub(super) ontvanger: Woord<Ontvanger>,
    pub(super) organisatie_id: Option<OrganisatieId>,
    pub(super) onderdelen: String,
    pub(super) status: Woord<Status>,
    pub(super) op: Moment,
    pub(super) beeindigd_op: Option<Moment>,
}

impl Woordrij {
    /// What was said; nothing when she was not asked.
    pub(super) fn gezegd(self) -> Result<Option<Gezegd>, Error> {
        let status = self.status.0;
        let open = self.beeindigd_op.is_none();
        let uitspraak = Uitspraak {
            id: self.id,
            reikwijdte: Reikwijdte {
                doel: self.doel.0,
                ontvanger: self.ontvanger.0,
                organisatie: self.organisatie_id,
                onderdelen: tekst_als_woorden::<Onderdeel>(&self.onderdelen)?,
            },
            signaal: self.signaal_id,
            ja: status != Status::Geweigerd,
            op: self.op,
            sinds: self.op,
            ingetrokken_op: (status == Status::Ingetrokken).then(|| self.beeindigd_op.unwrap_or(self.op)),
        };
        Ok((status != Status::NietGevraagd).then_some(Gezegd { uitspraak, status, open }))
    }
}

/// Everything that she said in a case.
pub(super) fn gezegd(tx: &mut Tx, van: CasusId) -> Result<Vec<Gezegd>, Error> {
    let rows = toestemming::table
        .filter(toestemming::casus_id.eq(van))
        .order(toestemming::id.asc())
        .select(Woordrij::as_select())
        .load::<Woordrij>(tx)?;
    rows.into_iter().filter_map(|row| row.gezegd().transpose()).collect()
}

/// Every word of hers in a case.
pub fn woorden(tx: &mut Tx, van: CasusId) -> Result<Vec<Uitspraak>, Error> {
    Ok(gezegd(tx, van)?.into_iter().map(|gezegd| gezegd.uitspraak).collect())
}

/// Why something about an item is not kept in a case at `nu`; nothing when she shares the item with somebody.
pub fn niet_gedeeld(tx: &mut Tx, van: CasusId, onderdeel: Onderdeel, nu: Moment) -> Result<Option<Conflict>, Error> {
    Ok(uitspraak::niet_gedeeld(&woorden(tx, van)?, onderdeel, nu))
}

/// What she said when a signaal was given.
pub(super) fn bij_signaal(tx: &mut Tx, van: SignaalId) -> Result<Vec<Gezegd>, Error> {
    let rows = toestemming::table
        .filter(toestemming::signaal_id.eq(van))
        .order(toestemming::id.asc())
        .select(Woordrij::as_select())
        .load::<Woordrij>(tx)?;
    rows.into_iter().filter_map(|row| row.gezegd().transpose()).collect()
}

/// Everything that she said when a signaal was given, and in the case that it belongs to.
pub(super) fn rond_signaal(tx: &mut Tx, van: &Signaal) -> Result<Vec<Uitspraak>, Error> {
    let hier = toestemming::signaal_id.eq(van.id);
    let rows = toestemming::table.order(toestemming::id.asc()).select(Woordrij::as_select()).into_boxed();
    let rows = match van.casus {
        Some(casus) => rows.filter(hier.or(toestemming::casus_id.eq(casus))),
        None => rows.filter(hier),
    };
    let alle = rows.load::<Woordrij>(tx)?.into_iter().filter_map(|row| row.gezegd().transpose());
    alle.map(|gezegd| Ok(gezegd?.uitspraak)).collect()
}

/// The requests of a case that rest on what she said.
fn rustend(tx: &mut Tx, van: CasusId) -> Result<Vec<Rustend>, Error> {
    let geldt: Woord<Status> = Woord(Status::Gegeven);
    let rows = doorgeleiding::table
        .inner_join(toestemming::table)
        .inner_join(desk::table)
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(loopt().or(bij_ontvanger().and(toestemming::status.eq(geldt))))
        .order(doorgeleiding::id.asc())
        .select((
            doorgeleiding::id,
            doorgeleiding::status,
            doorgeleiding::route,
            desk::organisatie_id,
            doorgeleiding::toestemming_id,
        ))
        .load::<(DoorgeleidingId, Woord<Verzoekstatus>, Woord<Route>, OrganisatieId, ToestemmingId)>(tx)?;
    let rustend = |(id, status, route, organisatie, op): (_, Woord<Verzoekstatus>, Woord<Route>, _, _)| Rustend {
        id,
        status: status.0,
        route: route.0,
        organisatie,
        op,
    };
    Ok(rows.into_iter().map(rustend).collect())
}

/// What follows from everything that she said in a case, for her words and for what rests on them.
pub(super) fn volg(pen: &mut Pen<'_>, van: CasusId) -> Result<Vec<Gevolg>, Error> {
    let gezegd = gezegd(pen.tx, van)?;
    let verzoeken = rustend(pen.tx, van)?;
    Ok(na_uitspraken(&gezegd, &verzoeken, pen.op()))
}

/// The requests of a case that would stop if she took this word back at `nu`.
pub fn stopt_zonder(
    tx: &mut Tx,
    van: CasusId,
    woord: ToestemmingId,
    nu: Moment,
) -> Result<Vec<DoorgeleidingId>, Error> {
    let (gezegd, verzoeken) = (gezegd(tx, van)?, rustend(tx, van)?);
    Ok(uitspraken::stopt_zonder(gezegd, woord, &verzoeken, nu))
}

/// Ends a word that counted.
pub(super) fn beeindig(pen: &mut Pen<'_>, id: ToestemmingId, status: Status) -> Result<usize, Error> {
    Ok(diesel::update(toestemming::table.find(id).filter(toestemming::beeindigd_op.is_null()))
        .set((
            toestemming::status.eq(Woord(status)),
            toestemming::beeindigd_op.eq(pen.op()),
            toestemming::versie.eq(toestemming::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Lets a word that was outdone count again.
pub(super) fn herleef(pen: &mut Pen<'_>, id: ToestemmingId) -> Result<(), Error> {
    diesel::update(toestemming::table.find(id))
        .set((
            toestemming::status.eq(Woord(Status::Gegeven)),
            toestemming::beeindigd_op.eq(None::<Moment>),
            toestemming::versie.eq(toestemming::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// What she took back of a signaal that leaves a case she took back of the case too: what it had outdone does not count again.
pub(super) fn neem_mee_terug(pen: &mut Pen<'_>, van: CasusId, signaal: SignaalId) -> Result<(), Error> {
    let alle = gezegd(pen.tx, van)?;
    let weg = alle.iter().filter(|g| g.uitspraak.signaal == Some(signaal));
    for Gezegd { uitspraak: weg, .. } in weg {
        let Some(toen) = weg.ingetrokken_op else { continue };
        let eerder = alle.iter().filter(|g| g.status == Status::Vervangen && g.uitspraak.signaal != Some(signaal));
        for Gezegd { uitspraak: eerder, .. } in eerder.filter(|g| weg.reikwijdte.raakt(g.uitspraak.reikwijdte.lezer()))
        {
            diesel::update(toestemming::table.find(eerder.id))
                .set((
                    toestemming::status.eq(Woord(Status::Ingetrokken)),
                    toestemming::beeindigd_op.eq(toen),
                    toestemming::versie.eq(toestemming::versie + 1),
                ))
                .execute(pen.tx)?;
        }
    }
    Ok(())
}

/// What she said in a case, apart from any signaal, goes with those that leave it for another.
pub(super) fn verhuis(pen: &mut Pen<'_>, van: CasusId, naar: CasusId, wie: ClientId) -> Result<(), Error> {
    diesel::update(toestemming::table.filter(toestemming::casus_id.eq(van)).filter(toestemming::signaal_id.is_null()))
        .set((toestemming::casus_id.eq(naar), toestemming::client_id.eq(wie)))
        .execute(pen.tx)?;
    Ok(())
}

/// Lets a request rest on another word.
pub(super) fn laat_rusten(pen: &mut Pen<'_>, verzoek: DoorgeleidingId, op: ToestemmingId) -> Result<(), Error> {
    diesel::update(doorgeleiding::table.find(verzoek)).set(doorgeleiding::toestemming_id.eq(op)).execute(pen.tx)?;
    Ok(())
}
