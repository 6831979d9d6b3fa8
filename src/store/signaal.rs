//! Signalen: receiving one with everything that came with it, and what becomes of it.

use std::cmp::Reverse;

use chrono::{Datelike, NaiveDate};
use diesel::{dsl::InnerJoinQuerySource, helper_types::IntoBoxed, prelude::*};

use super::{
    casus as casussen, client,
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Kluis, Plek, Sleutel},
    logboek,
    schema::{casus, client as client_tabel, signaal, telling, toestemming, weging},
    toestemming as toestemmingen,
    types::{Woord, tekst_als_woorden, woorden_als_tekst},
    zicht::{self, Grond, Niets},
};
use crate::domain::{
    casus::{Casus, CasusId, Status as CasusStatus},
    client::ClientId,
    gebied::Gemeente,
    reden::SluitReden,
    signaal::{Ontvangst, Signaal, SignaalId, Status, Urgentie},
    thema::{BeschermendeFactor, Instrument, Thema},
    tijd::Moment,
    toegang::{
        Actor, Besluit, Gebied, GebruikerId, Gezocht, OrganisatieId, PseudoniemId, Rol, Toekenning, Waarom, Weigering,
    },
    zwangerschap::ZwangerschapId,
};

const EIGEN_VRAAG: &str = "signaal.eigen_vraag";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = signaal)]
struct Row {
    id: SignaalId,
    organisatie_id: OrganisatieId,
    gebruiker_id: GebruikerId,
    client_id: ClientId,
    zwangerschap_id: Option<ZwangerschapId>,
    casus_id: Option<CasusId>,
    lijkt_op_id: Option<CasusId>,
    gemeente: Woord<Gemeente>,
    urgentie: Woord<Urgentie>,
    instrument: Woord<Instrument>,
    themas: String,
    beschermende_factoren: String,
    status: Woord<Status>,
    ontvangen_op: Moment,
    versie: i32,
}

fn lees((row, betrokkene): (Row, PseudoniemId)) -> Result<Signaal, Error> {
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
        urgentie: row.urgentie.0,
        instrument: row.instrument.0,
        themas: tekst_als_woorden::<Thema>(&row.themas)?,
        beschermende_factoren: tekst_als_woorden::<BeschermendeFactor>(&row.beschermende_factoren)?,
        status: row.status.0,
        ontvangen_op: row.ontvangen_op,
        versie: row.versie,
    })
}

type Tabellen = InnerJoinQuerySource<signaal::table, client_tabel::table>;
type Bron<'a> = IntoBoxed<'a, diesel::dsl::InnerJoin<signaal::table, client_tabel::table>, MultiBackend>;

/// On which grounds `actor` sees signalen: those of her own organisation, or those of her area as a coordinator.
fn gronden(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let grond = |toekenning: &Toekenning| -> Option<Grond<Tabellen>> {
        match (toekenning.rol, toekenning.gebied) {
            (Rol::Signaleerder, Gebied::Organisatie(o)) => Some(Box::new(signaal::organisatie_id.eq(o))),
            (Rol::JgzCoordinator, Gebied::Regio) => Some(Box::new(signaal::subregio.ne(""))),
            (Rol::JgzCoordinator, Gebied::Subregio(s)) => Some(Box::new(signaal::subregio.eq(Woord(s)))),
            (Rol::JgzCoordinator, Gebied::Gemeente(g)) => Some(Box::new(signaal::gemeente.eq(Woord(g)))),
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

/// A page of the signalen that `actor` may see, newest first; with a status only those.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    status: Option<Status>,
    na: Option<SignaalId>,
    grootte: i64,
) -> Result<Vec<Signaal>, Error> {
    let mut per_grond = Vec::new();
    for grond in gronden(actor) {
        let mut query = bron().filter(grond).filter(client_tabel::gewist_op.is_null());
        if let Some(status) = status {
            query = query.filter(signaal::status.eq(Woord(status)));
        }
        if let Some(na) = na {
            query = query.filter(signaal::id.lt(na));
        }
        let rows = query
            .order(signaal::id.desc())
            .limit(grootte)
            .select((Row::as_select(), client_tabel::pseudoniem))
            .load::<(Row, PseudoniemId)>(tx)?;
        per_grond.push(rows.into_iter().map(lees).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(zicht::samen(per_grond, |signaal| Reverse(signaal.id), grootte))
}

/// Stores a signaal with everything that came with it, and its line.
pub fn record(tx: &mut Tx, kluis: &Kluis, besluit: Besluit<Ontvangst>) -> Result<Ontvangst, Error> {
    let Besluit { spoor, ding: ontvangst } = besluit;
    let Ontvangst { signaal: nieuw, .. } = &ontvangst;
    let (door, op) = (nieuw.gebruiker, nieuw.ontvangen_op);
    let sleutel = client::insert(tx, kluis, &ontvangst.client, op)?;
    if let Some(zwangerschap) = &ontvangst.zwangerschap {
        client::insert_zwangerschap(tx, nieuw.client, zwangerschap, door, op)?;
    }
    if let Some(casus) = &ontvangst.casus {
        casussen::insert(tx, casus, &nieuw.themas)?;
    }
    insert(tx, nieuw, &sleutel, ontvangst.eigen_vraag.as_deref())?;
    for toestemming in &ontvangst.toestemmingen {
        toestemmingen::insert(tx, toestemming)?;
    }
    client::insert_weging(tx, nieuw.client, nieuw.casus, ontvangst.weging, door, op)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(ontvangst)
}

fn insert(tx: &mut Tx, nieuw: &Signaal, sleutel: &Sleutel, eigen_vraag: Option<&str>) -> Result<(), Error> {
    diesel::insert_into(signaal::table)
        .values((
            signaal::id.eq(nieuw.id),
            signaal::organisatie_id.eq(nieuw.organisatie),
            signaal::gebruiker_id.eq(nieuw.gebruiker),
            signaal::client_id.eq(nieuw.client),
            signaal::zwangerschap_id.eq(nieuw.zwangerschap),
            signaal::casus_id.eq(nieuw.casus),
            signaal::lijkt_op_id.eq(nieuw.lijkt_op),
            signaal::gemeente.eq(Woord(nieuw.gemeente)),
            signaal::subregio.eq(Woord(nieuw.gemeente.subregio())),
            signaal::urgentie.eq(Woord(nieuw.urgentie)),
            signaal::instrument.eq(Woord(nieuw.instrument)),
            signaal::themas.eq(woorden_als_tekst(&nieuw.themas)),
            signaal::beschermende_factoren.eq(woorden_als_tekst(&nieuw.beschermende_factoren)),
            signaal::eigen_vraag.eq(sleutel.verzegel_tekst(Plek::new(EIGEN_VRAAG, nieuw.id.uuid()), eigen_vraag)?),
            signaal::status.eq(Woord(nieuw.status)),
            signaal::ontvangen_op.eq(nieuw.ontvangen_op),
            signaal::versie.eq(nieuw.versie),
        ))
        .execute(tx)?;
    Ok(())
}

/// Counts something of which nothing else is kept, in the month of `op`, with its line.
pub fn record_telling(tx: &mut Tx, besluit: &Besluit<()>, soort: &str, gemeente: Gemeente) -> Result<(), Error> {
    tel(tx, soort, gemeente, besluit.spoor.door.op)?;
    logboek::gedaan(tx, &besluit.spoor)
}

fn tel(tx: &mut Tx, soort: &str, gemeente: Gemeente, op: Moment) -> Result<(), Error> {
    let dag = op.dag();
    let maand = NaiveDate::from_ymd_opt(dag.year(), dag.month(), 1).unwrap_or(dag);
    let row = (
        telling::soort.eq(soort.to_owned()),
        telling::gemeente.eq(Woord(gemeente)),
        telling::maand.eq(maand),
        telling::aantal.eq(0),
    );
    let query = diesel::insert_into(telling::table).values(row).on_conflict_do_nothing();
    match tx {
        super::conn::Conn::Postgres(postgres) => query.execute(postgres)?,
        super::conn::Conn::Sqlite(sqlite) => query.execute(sqlite)?,
    };
    diesel::update(telling::table.find((soort, Woord(gemeente), maand)))
        .set(telling::aantal.eq(telling::aantal + 1))
        .execute(tx)?;
    Ok(())
}

/// Stores that a signaal joined a case; its consents and its judgement go with it.
pub fn record_koppeling(
    tx: &mut Tx,
    besluit: Besluit<Signaal>,
    nieuwe_casus: Option<&Casus>,
) -> Result<Signaal, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    if let Some(casus) = nieuwe_casus {
        casussen::insert(tx, casus, &nieuw.themas)?;
    } else if let Some(casus) = nieuw.casus {
        casussen::voeg_themas_toe(tx, casus, &nieuw.themas)?;
    }
    if update(tx, &nieuw)? != 1 {
        return Err(Error::Weigering(Box::new(Weigering { waarom: Waarom::Verouderd, spoor })));
    }
    nieuw.versie += 1;
    diesel::update(toestemming::table.filter(toestemming::signaal_id.eq(nieuw.id)))
        .set(toestemming::casus_id.eq(nieuw.casus))
        .execute(tx)?;
    diesel::update(weging::table.filter(weging::client_id.eq(nieuw.client)))
        .set(weging::casus_id.eq(nieuw.casus))
        .execute(tx)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

fn update(tx: &mut Tx, nieuw: &Signaal) -> Result<usize, Error> {
    let seen = signaal::table
        .find(nieuw.id)
        .filter(signaal::status.eq(Woord(Status::Ontvangen)))
        .filter(signaal::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            signaal::status.eq(Woord(nieuw.status)),
            signaal::casus_id.eq(nieuw.casus),
            signaal::versie.eq(signaal::versie + 1),
        ))
        .execute(tx)?)
}

/// Takes up the signalen that opened a case: its coordinator has it now.
pub fn neem_op(tx: &mut Tx, in_casus: CasusId) -> Result<(), Error> {
    let wachtend =
        signaal::table.filter(signaal::casus_id.eq(in_casus)).filter(signaal::status.eq(Woord(Status::Ontvangen)));
    diesel::update(wachtend)
        .set((signaal::status.eq(Woord(Status::Gekoppeld)), signaal::versie.eq(signaal::versie + 1)))
        .execute(tx)?;
    Ok(())
}

/// Stores that a signaal was taken back: counted, the case it opened closed, and all personal data dropped.
pub fn record_intrekking(tx: &mut Tx, besluit: Besluit<Signaal>) -> Result<Signaal, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    if update(tx, &nieuw)? != 1 {
        return Err(Error::Weigering(Box::new(Weigering { waarom: Waarom::Verouderd, spoor })));
    }
    nieuw.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    tel(tx, "signaal-ingetrokken", nieuw.gemeente, spoor.door.op)?;
    diesel::update(signaal::table.find(nieuw.id))
        .set((
            signaal::zwangerschap_id.eq(None::<ZwangerschapId>),
            signaal::themas.eq("[]"),
            signaal::beschermende_factoren.eq("[]"),
            signaal::eigen_vraag.eq(None::<Vec<u8>>),
        ))
        .execute(tx)?;
    diesel::delete(toestemming::table.filter(toestemming::signaal_id.eq(nieuw.id))).execute(tx)?;
    if let Some(geopend) = nieuw.casus {
        diesel::update(casus::table.find(geopend))
            .set((
                casus::zwangerschap_id.eq(None::<ZwangerschapId>),
                casus::status.eq(Woord(CasusStatus::Afgesloten)),
                casus::sluitreden.eq(Woord(SluitReden::SignaalIngetrokken)),
                casus::venster.eq(None::<String>),
                casus::gesloten_op.eq(spoor.door.op),
                casus::versie.eq(casus::versie + 1),
            ))
            .execute(tx)?;
        casussen::wis_themas(tx, geopend)?;
    }
    client::wis(tx, nieuw.client)?;
    Ok(nieuw)
}

/// Her own question, in her own words.
pub fn eigen_vraag(tx: &mut Tx, sleutel: &Sleutel, van: SignaalId) -> Result<Option<String>, Error> {
    let sealed = signaal::table.find(van).select(signaal::eigen_vraag).first::<Option<Vec<u8>>>(tx)?;
    sleutel.open_tekst(Plek::new(EIGEN_VRAAG, van.uuid()), sealed.as_deref())
}

/// The signalen of a case, oldest first.
pub fn van_casus(tx: &mut Tx, van: CasusId) -> Result<Vec<Signaal>, Error> {
    signaal::table
        .inner_join(client_tabel::table)
        .filter(signaal::casus_id.eq(van))
        .order(signaal::id.asc())
        .select((Row::as_select(), client_tabel::pseudoniem))
        .load::<(Row, PseudoniemId)>(tx)?
        .into_iter()
        .map(lees)
        .collect()
}
