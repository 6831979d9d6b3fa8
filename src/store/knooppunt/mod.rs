//! The table of a gemeente: its meetings, and what follows once a record is established.

pub mod afspraak;
pub mod agenda;
pub mod agendapunt;

use diesel::{helper_types::IntoBoxed, prelude::*};

use self::agendapunt as agendapunten;
use super::{
    casus as casussen,
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Kluis, Sleutel},
    logboek,
    schema::{agendapunt, bijeenkomst, casus, client as client_tabel, doorgeleiding, gebruiker},
    types::Woord,
};
use crate::domain::{
    casus::{Casus, CasusId, Status as CasusStatus},
    client::ClientId,
    doorgeleiding as domein_doorgeleiding,
    gebied::Gemeente,
    knooppunt::{Aanleiding, Agendapunt, AgendapuntId, Bijeenkomst, BijeenkomstId, Deelnemersoort, Status, Verslag},
    logboek::{Gebeurtenis, Spoor},
    route::Route,
    tijd::Moment,
    toegang::{Actor, Besluit, Gebied, GebruikerId, Gezocht, Permitted, PseudoniemId, Rol, Waarom, Weigering},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = bijeenkomst)]
struct Row {
    id: BijeenkomstId,
    gemeente: Woord<Gemeente>,
    gepland_op: Moment,
    plaats: Option<String>,
    status: Woord<Status>,
    voorzitter_id: GebruikerId,
    gehouden_op: Option<Moment>,
    vastgesteld_op: Option<Moment>,
    versie: i32,
}

fn lees(row: Row, betrokkenen: Vec<PseudoniemId>) -> Bijeenkomst {
    Bijeenkomst {
        id: row.id,
        gemeente: row.gemeente.0,
        gepland_op: row.gepland_op,
        plaats: row.plaats,
        status: row.status.0,
        voorzitter: row.voorzitter_id,
        gehouden_op: row.gehouden_op,
        vastgesteld_op: row.vastgesteld_op,
        betrokkenen,
        versie: row.versie,
    }
}

type Bron<'a> = IntoBoxed<'a, bijeenkomst::table, MultiBackend>;

/// The meetings that `actor` may see: those of the tables that she chairs.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let mut query = bijeenkomst::table.into_boxed().filter(bijeenkomst::gemeente.eq(""));
    for toekenning in &actor.toekenningen {
        query = match (toekenning.rol, toekenning.gebied) {
            (Rol::Voorzitter, Gebied::Gemeente(g)) => query.or_filter(bijeenkomst::gemeente.eq(Woord(g))),
            _ => query,
        };
    }
    query
}

/// Looks for a meeting among those that `actor` may see; it names the persons on its agenda that she may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: BijeenkomstId) -> Result<Gezocht<Bijeenkomst>, Error> {
    let row = zichtbaar(actor)
        .filter(bijeenkomst::id.eq(id))
        .select(Row::as_select())
        .first::<Row>(tx)
        .optional()?;
    let gevonden = match row {
        Some(row) => Some(lees(row, agendapunten::betrokkenen(tx, actor, id)?)),
        None => None,
    };
    Ok(Gezocht {
        id: id.uuid(),
        gevonden,
    })
}

/// The place in a list of meetings after which a page begins.
pub type Na = (Moment, BijeenkomstId);

/// A page of the meetings of one table that `actor` may see, the latest in front; it names no persons.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    van: Gemeente,
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<Bijeenkomst>, Error> {
    let mut query = zichtbaar(actor).filter(bijeenkomst::gemeente.eq(Woord(van)));
    if let Some((op, id)) = na {
        query = query.filter(
            bijeenkomst::gepland_op
                .lt(op)
                .or(bijeenkomst::gepland_op.eq(op).and(bijeenkomst::id.lt(id))),
        );
    }
    let rows = query
        .order((bijeenkomst::gepland_op.desc(), bijeenkomst::id.desc()))
        .limit(grootte)
        .select(Row::as_select())
        .load::<Row>(tx)?;
    Ok(rows.into_iter().map(|row| lees(row, Vec::new())).collect())
}

/// The first meeting of the table of `van` that is still to come, for what comes onto its agenda by itself.
pub(super) fn eerstvolgende(tx: &mut Tx, van: Gemeente, nu: Moment) -> Result<Option<Bijeenkomst>, Error> {
    let row = bijeenkomst::table
        .filter(bijeenkomst::gemeente.eq(Woord(van)))
        .filter(bijeenkomst::status.eq(Woord(Status::Gepland)))
        .filter(bijeenkomst::gepland_op.ge(nu))
        .order((bijeenkomst::gepland_op.asc(), bijeenkomst::id.asc()))
        .select(Row::as_select())
        .first::<Row>(tx)
        .optional()?;
    Ok(row.map(|row| lees(row, Vec::new())))
}

/// Hands out a meeting that may be read, with the families that wait for a table, once the line that names them all is written.
pub fn inzage<H>(
    tx: &mut Tx,
    permitted: Permitted<H, Bijeenkomst>,
    te_bespreken: &[Casus],
) -> Result<Bijeenkomst, Error> {
    let (mut spoor, gelezen) = permitted.into_parts();
    spoor.gebeurtenis = Gebeurtenis::Gelezen;
    spoor
        .betrokkenen
        .extend(te_bespreken.iter().map(|casus| casus.betrokkene));
    spoor.betrokkenen.sort_unstable();
    spoor.betrokkenen.dedup();
    logboek::gedaan(tx, &spoor)?;
    Ok(gelezen)
}

/// Stores a meeting that was planned, with its line; the families that wait for a table are on its agenda.
pub fn record_nieuw(
    tx: &mut Tx,
    besluit: Besluit<Bijeenkomst>,
    te_bespreken: &[Casus],
) -> Result<Bijeenkomst, Error> {
    let Besluit { spoor, ding: nieuw } = besluit;
    diesel::insert_into(bijeenkomst::table)
        .values((
            bijeenkomst::id.eq(nieuw.id),
            bijeenkomst::gemeente.eq(Woord(nieuw.gemeente)),
            bijeenkomst::gepland_op.eq(nieuw.gepland_op),
            bijeenkomst::plaats.eq(&nieuw.plaats),
            bijeenkomst::status.eq(Woord(nieuw.status)),
            bijeenkomst::voorzitter_id.eq(nieuw.voorzitter),
            bijeenkomst::versie.eq(nieuw.versie),
        ))
        .execute(tx)?;
    for casus in te_bespreken {
        let punt = nieuw.agendapunt(casus, Aanleiding::Evaluatie, spoor.door.op);
        agendapunten::insert(tx, &punt)?;
    }
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores a step of a meeting, from the state and the version that were seen, with its line.
pub fn record(tx: &mut Tx, van: Status, besluit: Besluit<Bijeenkomst>) -> Result<Bijeenkomst, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    let seen = bijeenkomst::table
        .find(nieuw.id)
        .filter(bijeenkomst::status.eq(Woord(van)))
        .filter(bijeenkomst::versie.eq(nieuw.versie));
    let changed = diesel::update(seen)
        .set((
            bijeenkomst::status.eq(Woord(nieuw.status)),
            bijeenkomst::gehouden_op.eq(nieuw.gehouden_op),
            bijeenkomst::vastgesteld_op.eq(nieuw.vastgesteld_op),
            bijeenkomst::versie.eq(bijeenkomst::versie + 1),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    nieuw.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

fn verouderd(spoor: Spoor) -> Error {
    Error::Weigering(Box::new(Weigering {
        waarom: Waarom::Verouderd,
        spoor,
    }))
}

/// Counts a change on the agenda as a change of the meeting, as long as its record is not established.
///
/// Who establishes the record names the version she saw, and so never establishes an agreement that came in between
/// without the family's position.
fn raak(tx: &mut Tx, id: BijeenkomstId, spoor: &Spoor) -> Result<(), Error> {
    let open = bijeenkomst::table
        .find(id)
        .filter(bijeenkomst::status.ne(Woord(Status::Vastgesteld)));
    let changed = diesel::update(open)
        .set(bijeenkomst::versie.eq(bijeenkomst::versie + 1))
        .execute(tx)?;
    if changed == 1 { Ok(()) } else { Err(verouderd(spoor.clone())) }
}

/// Each item on the agenda of a meeting as it must be complete before the record can be established.
///
/// An item whose consent was withdrawn is not among them: nothing more is decided about that family here.
pub fn verslagen(tx: &mut Tx, actor: &Actor, van: BijeenkomstId) -> Result<Vec<Verslag>, Error> {
    let punten = agendapunten::van_bijeenkomst(tx, actor, van)?;
    let ids: Vec<AgendapuntId> = punten.iter().map(|punt| punt.id).collect();
    let deelnemers = agendapunten::deelnemers(tx, &ids)?;
    let mut afspraken = afspraak::van_agendapunten(tx, &ids)?;
    Ok(punten
        .into_iter()
        .map(|punt| {
            let aan_tafel = deelnemers.get(&punt.id).map(Vec::as_slice).unwrap_or_default();
            Verslag {
                ouders_aanwezig: aan_tafel.iter().any(|d| d.soort == Deelnemersoort::Ouder),
                afspraken: afspraken.remove(&punt.id).unwrap_or_default(),
                agendapunt: punt,
            }
        })
        .collect())
}

/// Stores that the record of a meeting was established, with what follows for each case on its agenda.
pub fn record_vaststelling(
    tx: &mut Tx,
    besluit: Besluit<Bijeenkomst>,
    verslagen: &[Verslag],
    evaluatie_na_dagen: u32,
) -> Result<Bijeenkomst, Error> {
    let nu = besluit.spoor.door.op;
    let vastgesteld = record(tx, Status::Gehouden, besluit)?;
    laat_varen(tx, vastgesteld.id, verslagen)?;
    for verslag in verslagen {
        voer_uit(tx, verslag, nu, evaluatie_na_dagen)?;
    }
    Ok(vastgesteld)
}

/// What was prepared about a family whose consent was withdrawn since is not carried out.
fn laat_varen(tx: &mut Tx, van: BijeenkomstId, verslagen: &[Verslag]) -> Result<(), Error> {
    let besproken: Vec<AgendapuntId> = verslagen.iter().map(|verslag| verslag.agendapunt.id).collect();
    let zonder = agendapunt::table
        .filter(agendapunt::bijeenkomst_id.eq(van))
        .filter(agendapunt::id.ne_all(besproken));
    diesel::update(zonder)
        .set(agendapunt::regisseur_id.eq(None::<GebruikerId>))
        .execute(tx)?;
    Ok(())
}

/// Agreements bring a case into Steun op maat; an evaluation at the table gives it a new day to be evaluated.
fn voer_uit(tx: &mut Tx, verslag: &Verslag, nu: Moment, evaluatie_na_dagen: u32) -> Result<(), Error> {
    let (punt, afgesproken) = (&verslag.agendapunt, !verslag.afspraken.is_empty());
    let over = casussen::get(tx, punt.casus)?;
    let in_steun = matches!(over.status, CasusStatus::SteunOpMaat | CasusStatus::Evaluatie);
    if over.status == CasusStatus::Afgesloten || !(afgesproken || in_steun) {
        return Ok(());
    }
    diesel::update(casus::table.find(over.id).filter(casus::versie.eq(over.versie)))
        .set((
            casus::regisseur_id.eq(punt.regisseur.or(over.regisseur)),
            casus::evaluatie_op.eq(punt.evaluatie_op.or(over.evaluatie_op)),
            casus::versie.eq(casus::versie + 1),
        ))
        .execute(tx)?;
    if afgesproken {
        rond_verzoek_af(tx, over.id, nu)?;
    }
    casussen::leid_af(tx, over.id, nu, evaluatie_na_dagen)?;
    Ok(())
}

fn rond_verzoek_af(tx: &mut Tx, van: CasusId, nu: Moment) -> Result<(), Error> {
    use domein_doorgeleiding::Status::{Aanvaard, Afgerond, Gestart};
    let loopt = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(doorgeleiding::status.eq_any([Aanvaard, Gestart].map(Woord)));
    diesel::update(loopt)
        .set((
            doorgeleiding::status.eq(Woord(Afgerond)),
            doorgeleiding::beeindigd_op.eq(nu),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(tx)?;
    Ok(())
}

/// Puts a family that goes back to the table on the agenda of the first meeting to come, if one is planned.
pub(super) fn zet_op_agenda(tx: &mut Tx, over: &Casus, spoor: &Spoor) -> Result<(), Error> {
    let wacht = agenda::te_bespreken(tx, over.gemeente, spoor.door.op.dag())?
        .iter()
        .any(|casus| casus.id == over.id);
    if let Some(gepland) = eerstvolgende(tx, over.gemeente, spoor.door.op)?.filter(|_| wacht) {
        raak(tx, gepland.id, spoor)?;
        let punt: Agendapunt = gepland.agendapunt(over, Aanleiding::Evaluatie, spoor.door.op);
        agendapunten::insert(tx, &punt)?;
    }
    Ok(())
}

/// The data key of the client of a case.
pub fn sleutel(tx: &mut Tx, kluis: &Kluis, van: CasusId) -> Result<Sleutel, Error> {
    let (client, sealed) = casus::table
        .inner_join(client_tabel::table)
        .filter(casus::id.eq(van))
        .select((client_tabel::id, client_tabel::sleutel))
        .first::<(ClientId, Vec<u8>)>(tx)?;
    kluis.sleutel(client, &sealed)
}

/// Whether `id` is an account that can be named: it exists and is active.
pub fn is_actief(tx: &mut Tx, id: GebruikerId) -> Result<bool, Error> {
    let found = gebruiker::table
        .find(id)
        .filter(gebruiker::actief.eq(true))
        .select(gebruiker::id)
        .first::<GebruikerId>(tx)
        .optional()?;
    Ok(found.is_some())
}
