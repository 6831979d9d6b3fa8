//! Establishing the record of a meeting, and what follows from it for each family.

use diesel::prelude::*;

use super::{afspraak, agendapunt, record};
use crate::{
    domain::{
        casus::{CasusId, Status as CasusStatus},
        doorgeleiding::Status as Doorgeleidingstatus,
        knooppunt::{AgendapuntId, Bijeenkomst, BijeenkomstId, Deelnemersoort, Status, Verslag},
        route::Route,
        tijd::Moment,
        toegang::{Actor, Besluit, GebruikerId},
    },
    store::{
        casus as casussen,
        conn::Tx,
        error::Error,
        schema::{agendapunt as agendapunten, casus, doorgeleiding},
        types::Woord,
    },
};

/// Each item on the agenda of a meeting as it must be complete before the record can be established.
///
/// An item whose consent was withdrawn is not among them: nothing more is decided about that family here.
pub fn verslagen(tx: &mut Tx, actor: &Actor, van: BijeenkomstId) -> Result<Vec<Verslag>, Error> {
    let punten = agendapunt::van_bijeenkomst(tx, actor, van)?;
    let ids: Vec<AgendapuntId> = punten.iter().map(|punt| punt.id).collect();
    let deelnemers = agendapunt::deelnemers(tx, &ids)?;
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
    let zonder =
        agendapunten::table.filter(agendapunten::bijeenkomst_id.eq(van)).filter(agendapunten::id.ne_all(besproken));
    diesel::update(zonder).set(agendapunten::regisseur_id.eq(None::<GebruikerId>)).execute(tx)?;
    Ok(())
}

/// Agreements bring a case into Steun op maat; an evaluation at the table gives it a new day to be evaluated.
fn voer_uit(tx: &mut Tx, verslag: &Verslag, nu: Moment, evaluatie_na_dagen: u32) -> Result<(), Error> {
    let (punt, afgesproken) = (&verslag.agendapunt, !verslag.afspraken.is_empty());
    casussen::grendel(tx, punt.casus)?;
    let over = casussen::get(tx, punt.casus)?;
    let in_steun = matches!(over.status, CasusStatus::SteunOpMaat | CasusStatus::Evaluatie);
    if over.status == CasusStatus::Afgesloten || !(afgesproken || in_steun) {
        return Ok(());
    }
    let regisseur = punt.regisseur.or(over.regisseur);
    casussen::regisseurschap::volg(tx, over.id, regisseur, nu)?;
    diesel::update(casus::table.find(over.id))
        .set((casus::regisseur_id.eq(regisseur), casus::evaluatie_op.eq(punt.evaluatie_op.or(over.evaluatie_op))))
        .execute(tx)?;
    if afgesproken {
        rond_verzoek_af(tx, over.id, nu)?;
    }
    casussen::leid_af(tx, over.id, nu, evaluatie_na_dagen)?;
    Ok(())
}

fn rond_verzoek_af(tx: &mut Tx, van: CasusId, nu: Moment) -> Result<(), Error> {
    let loopt = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(doorgeleiding::status.eq_any([Doorgeleidingstatus::Aanvaard, Doorgeleidingstatus::Gestart].map(Woord)));
    diesel::update(loopt)
        .set((
            doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Afgerond)),
            doorgeleiding::beeindigd_op.eq(nu),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(tx)?;
    Ok(())
}
