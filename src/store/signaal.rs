//! Signalen: receiving one with everything that came with it, and what becomes of it.

mod einde;
pub(super) mod koppeling;

pub use self::einde::zwangerschappen;

use std::{cmp::Reverse, collections::HashMap};

use chrono::{Datelike, NaiveDate};
use diesel::{dsl::InnerJoinQuerySource, helper_types::IntoBoxed, prelude::*};

use super::{
    bewaar::pen::{Pen, Rijen},
    casus as casussen, client,
    conn::{Either, MultiBackend, Tx},
    error::Error,
    kluis::{Plek, Sleutel},
    schema::{client as client_tabel, signaal, telling, toestemming, weging},
    toestemming as toestemmingen,
    types::{Woord, tekst_als_woorden, woorden_als_tekst},
    zicht::{self, Grond, Niets, Tegelijk},
};
use crate::domain::{
    casus::CasusId,
    client::{ClientId, Clientveld},
    gebied::Gemeente,
    rode_draad::gevolg::Feit,
    signaal::{Ontvangst, Signaal, SignaalId, Status, Telling, Urgentie},
    thema::{BeschermendeFactor, Instrument, Thema},
    tijd::Moment,
    toegang::{Actor, Gebied, GebruikerId, Gezocht, OrganisatieId, PseudoniemId, Rol, Toekenning, Van},
    zwangerschap::ZwangerschapId,
};

const EIGEN_VRAAG: &str = "signaal.eigen_vraag";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = signaal)]
pub(super) struct Row {
    id: SignaalId,
    organisatie_id: OrganisatieId,
    gebruiker_id: GebruikerId,
    client_id: ClientId,
    zwangerschap_id: Option<ZwangerschapId>,
    casus_id: Option<CasusId>,
    lijkt_op_id: Option<CasusId>,
    gemeente: Woord<Gemeente>,
    ligt_in: Woord<Gemeente>,
    urgentie: Woord<Urgentie>,
    instrument: Woord<Instrument>,
    themas: String,
    beschermende_factoren: String,
    status: Woord<Status>,
    ontvangen_op: Moment,
    gekoppeld_op: Option<Moment>,
    van_casus: String,
    van_signaal: String,
    versie: i32,
}

pub(super) fn lees((row, betrokkene): (Row, PseudoniemId)) -> Result<Signaal, Error> {
    Ok(Signaal {
        id: row.id,
        organisatie: row.organisatie_id,
        gebruiker: row.gebruiker_id,
        client: row.client_id,
        betrokkene,
        zwangerschap: row.zwangerschap_id,
        casus: row.casus_id,
        lijkt_op: row.lijkt_op_id,
        gemeente: row.gemeente.0,
        ligt_in: row.ligt_in.0,
        urgentie: row.urgentie.0,
        instrument: row.instrument.0,
        themas: tekst_als_woorden::<Thema>(&row.themas)?,
        beschermende_factoren: tekst_als_woorden::<BeschermendeFactor>(&row.beschermende_factoren)?,
        status: row.status.0,
        ontvangen_op: row.ontvangen_op,
        gekoppeld_op: row.gekoppeld_op,
        van_casus: tekst_als_woorden::<Clientveld>(&row.van_casus)?,
        van_signaal: tekst_als_woorden::<Clientveld>(&row.van_signaal)?,
        versie: row.versie,
    })
}

type Tabellen = InnerJoinQuerySource<signaal::table, client_tabel::table>;
type Bron<'a> = IntoBoxed<'a, diesel::dsl::InnerJoin<signaal::table, client_tabel::table>, MultiBackend>;

/// On which grounds `actor` sees signalen: those of their own organisation, or those that lie in their area as a coordinator.
fn gronden(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let grond = |toekenning: &Toekenning| -> Option<Grond<Tabellen>> {
        match (toekenning.rol, toekenning.gebied) {
            (Rol::Signaleerder, Gebied::Organisatie(o)) => Some(Box::new(signaal::organisatie_id.eq(o))),
            (Rol::JgzCoordinator, Gebied::Regio) => Some(Box::new(signaal::subregio.ne(""))),
            (Rol::JgzCoordinator, Gebied::Subregio(s)) => Some(Box::new(signaal::subregio.eq(Woord(s)))),
            (Rol::JgzCoordinator, Gebied::Gemeente(g)) => Some(Box::new(signaal::ligt_in.eq(Woord(g)))),
            _ => None,
        }
    };
    actor.toekenningen().filter_map(grond).collect()
}

fn bron<'a>() -> Bron<'a> {
    signaal::table.inner_join(client_tabel::table).into_boxed()
}

/// The signalen that `actor` may see.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let gronden = gronden(actor).into_iter().fold(bron().filter(Niets), QueryDsl::or_filter);
    gronden.filter(client_tabel::gewist_op.is_null())
}

/// Looks for a signaal among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: SignaalId) -> Result<Gezocht<Signaal>, Error> {
    let found = zichtbaar(actor)
        .filter(signaal::id.eq(id))
        .select((Row::as_select(), client_tabel::pseudoniem))
        .first::<(Row, PseudoniemId)>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(lees).transpose()? })
}

/// Of each of these cases the last signaal that `actor` may see of those that their own organisation gave, if there is one.
pub fn van_casussen(tx: &mut Tx, actor: &Actor, casussen: &[CasusId]) -> Result<HashMap<CasusId, SignaalId>, Error> {
    if casussen.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = zichtbaar(actor)
        .filter(signaal::casus_id.eq_any(casussen.to_vec()))
        .filter(signaal::organisatie_id.eq(actor.organisatie()))
        .order(signaal::id.asc())
        .select((signaal::casus_id.assume_not_null(), signaal::id))
        .load::<(CasusId, SignaalId)>(tx)?;
    Ok(rows.into_iter().collect())
}

/// Holds the case that a signaal belongs to, or waits for, before anything is read of what is to be changed.
pub fn grendel(tx: &mut Tx, id: SignaalId) -> Result<(), Error> {
    let van = signaal::table
        .find(id)
        .select((signaal::casus_id, signaal::lijkt_op_id))
        .first::<(Option<CasusId>, Option<CasusId>)>(tx)
        .optional()?;
    let casus = van.and_then(|(casus, lijkt_op)| casus.or(lijkt_op));
    casus.map_or(Ok(()), |casus| casussen::grendel(tx, casus))
}

/// A page of the signalen that `actor` may see, newest first; with a status only those.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    status: Option<Status>,
    na: Option<SignaalId>,
    grootte: i64,
) -> Result<Vec<Signaal>, Error> {
    let vraag = |grond| {
        let mut query = bron().filter(grond).filter(client_tabel::gewist_op.is_null());
        if let Some(status) = status {
            query = query.filter(signaal::status.eq(Woord(status)));
        }
        if let Some(na) = na {
            query = query.filter(signaal::id.lt(na));
        }
        query.order(signaal::id.desc()).limit(grootte).select((Row::as_select(), client_tabel::pseudoniem))
    };
    let rows: Vec<(Row, PseudoniemId)> = Tegelijk::load_all(tx, gronden(actor).into_iter().map(vraag))?;
    let signalen = rows.into_iter().map(lees).collect::<Result<Vec<_>, _>>()?;
    Ok(zicht::samen(signalen, |signaal| Reverse(signaal.id), grootte))
}

/// A signaal, with everything that came with it.
impl Rijen for Ontvangst {
    const IN_CASUS: bool = false;

    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let nieuw = &self.signaal;
        let (door, op) = (nieuw.gebruiker, nieuw.ontvangen_op);
        let sleutel = client::insert(pen.tx, pen.tools.kluis, &self.client, op)?;
        if let Some(zwangerschap) = &self.zwangerschap {
            client::zwangerschap::insert(pen.tx, nieuw.client, zwangerschap, door, op)?;
            if !self.kinderen.is_empty() {
                client::kind::zet(pen, zwangerschap.id, &self.kinderen)?;
            }
        }
        if let Some(casus) = &self.casus {
            casussen::insert(pen, casus, self.zwangerschap.as_ref(), (nieuw.urgentie, &nieuw.themas))?;
        }
        let erin = insert(pen, nieuw, &sleutel, self.eigen_vraag.as_deref())?;
        toestemmingen::insert_alle(pen, &self.toestemmingen)?;
        if let Some(weging) = self.weging {
            client::insert_weging(pen, nieuw.client, nieuw.casus, weging)?;
        }
        Ok(erin)
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Signaal, sleutel: &Sleutel, eigen_vraag: Option<&str>) -> Result<usize, Error> {
    Ok(diesel::insert_into(signaal::table)
        .values((
            signaal::id.eq(nieuw.id),
            signaal::organisatie_id.eq(nieuw.organisatie),
            signaal::gebruiker_id.eq(nieuw.gebruiker),
            signaal::client_id.eq(nieuw.client),
            signaal::zwangerschap_id.eq(nieuw.zwangerschap),
            signaal::casus_id.eq(nieuw.casus),
            signaal::lijkt_op_id.eq(nieuw.lijkt_op),
            signaal::gemeente.eq(Woord(nieuw.gemeente)),
            signaal::ligt_in.eq(Woord(nieuw.ligt_in)),
            signaal::subregio.eq(Woord(nieuw.ligt_in.subregio())),
            signaal::urgentie.eq(Woord(nieuw.urgentie)),
            signaal::instrument.eq(Woord(nieuw.instrument)),
            signaal::themas.eq(woorden_als_tekst(&nieuw.themas)),
            signaal::beschermende_factoren.eq(woorden_als_tekst(&nieuw.beschermende_factoren)),
            signaal::eigen_vraag.eq(sleutel.verzegel_tekst(Plek::new(EIGEN_VRAAG, nieuw.id.uuid()), eigen_vraag)?),
            signaal::status.eq(Woord(nieuw.status)),
            signaal::ontvangen_op.eq(nieuw.ontvangen_op),
            signaal::van_casus.eq(woorden_als_tekst(&nieuw.van_casus)),
            signaal::van_signaal.eq(woorden_als_tekst(&nieuw.van_signaal)),
            signaal::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

impl Rijen for Telling {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let dag = pen.op().dag();
        let maand = NaiveDate::from_ymd_opt(dag.year(), dag.month(), 1).unwrap_or(dag);
        let row = (
            telling::soort.eq(self.soort.to_owned()),
            telling::gemeente.eq(Woord(self.gemeente)),
            telling::maand.eq(maand),
            telling::aantal.eq(0),
        );
        let query = diesel::insert_into(telling::table).values(row).on_conflict_do_nothing();
        match pen.tx.either() {
            Either::Postgres(postgres) => query.execute(postgres)?,
            Either::Sqlite(sqlite) => query.execute(sqlite)?,
        };
        Ok(diesel::update(telling::table.find((self.soort.to_owned(), Woord(self.gemeente), maand)))
            .set(telling::aantal.eq(telling::aantal + 1))
            .execute(pen.tx)?)
    }
}

impl Rijen for Signaal {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        update(pen, self, van)
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Signaal(self))
    }
}

fn update(pen: &mut Pen<'_>, nieuw: &Signaal, van: &Van) -> Result<usize, Error> {
    let seen = signaal::table
        .find(nieuw.id)
        .filter(signaal::status.eq_any(van.statussen()))
        .filter(signaal::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            signaal::status.eq(Woord(nieuw.status)),
            signaal::casus_id.eq(nieuw.casus),
            signaal::lijkt_op_id.eq(nieuw.lijkt_op),
            signaal::ligt_in.eq(Woord(nieuw.ligt_in)),
            signaal::subregio.eq(Woord(nieuw.ligt_in.subregio())),
            signaal::gekoppeld_op.eq(nieuw.gekoppeld_op),
            signaal::van_casus.eq(woorden_als_tekst(&nieuw.van_casus)),
            signaal::van_signaal.eq(woorden_als_tekst(&nieuw.van_signaal)),
            signaal::versie.eq(signaal::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// The consents and the judgement that came with a signaal go with it to its case.
pub(super) fn voeg_bij_casus(
    pen: &mut Pen<'_>,
    id: SignaalId,
    over: ClientId,
    casus: Option<CasusId>,
) -> Result<(), Error> {
    diesel::update(toestemming::table.filter(toestemming::signaal_id.eq(id)))
        .set(toestemming::casus_id.eq(casus))
        .execute(pen.tx)?;
    diesel::update(weging::table.filter(weging::client_id.eq(over))).set(weging::casus_id.eq(casus)).execute(pen.tx)?;
    Ok(())
}

/// The signalen of a case go with the family to where it lives from now on; where she lived when they were given stays.
pub(super) fn verhuis(pen: &mut Pen<'_>, van: CasusId, naar: Gemeente) -> Result<(), Error> {
    diesel::update(signaal::table.filter(signaal::casus_id.eq(van)))
        .set((signaal::ligt_in.eq(Woord(naar)), signaal::subregio.eq(Woord(naar.subregio()))))
        .execute(pen.tx)?;
    Ok(())
}

/// Takes up the signalen that opened a case: its coordinator has it now.
pub(super) fn neem_op(pen: &mut Pen<'_>, in_casus: CasusId) -> Result<(), Error> {
    let wachtend =
        signaal::table.filter(signaal::casus_id.eq(in_casus)).filter(signaal::status.eq(Woord(Status::Ontvangen)));
    diesel::update(wachtend)
        .set((signaal::status.eq(Woord(Status::Gekoppeld)), signaal::versie.eq(signaal::versie + 1)))
        .execute(pen.tx)?;
    Ok(())
}

/// Drops what a signaal that was taken back told of her, and what she consented to.
pub(super) fn wis(pen: &mut Pen<'_>, id: SignaalId) -> Result<(), Error> {
    diesel::update(signaal::table.find(id))
        .set((
            signaal::zwangerschap_id.eq(None::<ZwangerschapId>),
            signaal::themas.eq("[]"),
            signaal::beschermende_factoren.eq("[]"),
            signaal::eigen_vraag.eq(None::<Vec<u8>>),
        ))
        .execute(pen.tx)?;
    diesel::delete(toestemming::table.filter(toestemming::signaal_id.eq(id))).execute(pen.tx)?;
    Ok(())
}

/// Opens her own question, in her own words.
pub(super) fn open_vraag(sleutel: &Sleutel, van: SignaalId, sealed: Option<&[u8]>) -> Result<Option<String>, Error> {
    sleutel.open_tekst(Plek::new(EIGEN_VRAAG, van.uuid()), sealed)
}
