//! The table with everything around it, for a chair who has one family on one page: read once, each act with its line.

use super::{
    agendapunt::{self as agendapunt_nu, bespreken},
    bijeenkomst,
    invoer::NieuweBespreking,
    view::{AfspraakView, AgendapuntView, BijeenkomstregelView, WachtendView},
};
use crate::{
    domain::{
        gebied::Gemeente,
        knooppunt::{Agendapunt, AgendapuntId, BijeenkomstId, Deelnemersoort, Status},
        route::Route,
        toegang::{
            DeskId, Gebied, Gezien, Rol,
            beleid::{AgendapuntLezen, BijeenkomstLezen},
            permit, permit_lijst,
        },
    },
    http::{
        antwoord::{Bladeren, Pagina},
        getoond::Getoond,
        mens::{MensView, in_gemeente},
        transaction::Met,
    },
    store::{
        self,
        beeld::{AfspraakBeeld, AgendapuntBeeld},
        conn::Tx,
        error::Error,
        knooppunt::{afspraak, agendapunt},
        toegang::organisatie::Desk,
    },
};

/// One family at a table.
#[derive(Debug)]
pub struct Tafel {
    /// The item.
    pub punt: AgendapuntView,
    /// Its meeting.
    pub bijeenkomst: BijeenkomstregelView,
    /// Its place on the agenda, from one.
    pub plaats: usize,
    /// The item before it.
    pub vorig: Option<AgendapuntId>,
    /// The item after it.
    pub volgend: Option<AgendapuntId>,
    /// What was agreed with this family before, oldest first.
    pub eerder: Vec<AfspraakView>,
    /// Who works with families here, as long as somebody can be chosen.
    pub collegas: Vec<MensView>,
}

/// The agenda of a meeting that its chair may see.
fn agenda(tx: &mut Tx, met: &Met, van: BijeenkomstId) -> Result<(BijeenkomstregelView, Vec<Agendapunt>), Error> {
    let gezocht = store::knooppunt::find(tx, &met.kluis, &met.actor, van)?;
    let (_, bijeenkomst) = permit(&met.actor, BijeenkomstLezen, gezocht)?.into_parts();
    let punten = agendapunt::van_bijeenkomst(tx, &met.actor, van)?;
    Ok((BijeenkomstregelView::new(bijeenkomst, punten.len()), punten))
}

/// Reads it.
pub fn tafel(tx: &mut Tx, met: &Met, id: AgendapuntId) -> Result<Getoond<Tafel>, Error> {
    let gezocht = agendapunt::find(tx, &met.actor, id)?;
    let punt = met.inzage(tx, permit(&met.actor, AgendapuntLezen, gezocht)?)?;
    let (bijeenkomst, punten) = agenda(tx, met, punt.bijeenkomst)?;
    let plaats = punten.iter().position(|een| een.id == id).unwrap_or_default();
    let op = |plaats: usize| punten.get(plaats).map(|een| een.id);
    let van_haar = afspraak::van_casus(tx, &met.actor, punt.casus)?;
    let eerder = van_haar.into_iter().filter(|afspraak| afspraak.agendapunt != id && afspraak.vastgesteld).collect();
    let eerder = AfspraakBeeld::load_all(tx, met.kijker(), eerder)?;
    // Once the record is established nobody is seated any more, nor chosen to carry the family.
    let open = bijeenkomst.status != Status::Vastgesteld;
    let collegas = open.then(|| in_gemeente(tx, met, bijeenkomst.gemeente)).transpose()?;
    let versie = punt.versie;
    let tafel = Tafel {
        vorig: plaats.checked_sub(1).and_then(op),
        volgend: op(plaats + 1),
        plaats: plaats + 1,
        eerder: eerder.into_iter().map(AfspraakView::from).collect(),
        collegas: collegas.map(|getoond| getoond.into_view().items).unwrap_or_default(),
        punt: AgendapuntBeeld::load(tx, met.kijker(), punt)?.into(),
        bijeenkomst,
    };
    Ok(Getoond::een(versie, tafel))
}

/// Everything that is kept of one family at once, with whom it names who is seated in the same go.
#[derive(Debug)]
pub struct Bespreking {
    /// Who comes to the table.
    pub erbij: Option<NieuweBespreking>,
    /// Everything else.
    pub rest: Option<NieuweBespreking>,
    /// Who does each new agreement, where that is a parent who comes to the table: as what they sit there.
    pub wie: Vec<Option<String>>,
}

/// Keeps all of it in one transaction: first who sits there, so that what they promise can name them.
pub fn bewaren(
    tx: &mut Tx,
    met: &Met,
    id: AgendapuntId,
    versie: &Gezien,
    nieuw: Bespreking,
) -> Result<Getoond<AgendapuntView>, Error> {
    agendapunt::grendel(tx, id)?;
    let Bespreking { erbij, rest, wie } = nieuw;
    let zitten = erbij.map(|erbij| bespreken(tx, met, id, versie.clone(), erbij)).transpose()?;
    if let Some(mut rest) = rest {
        if let Some(zitten) = &zitten {
            vul_in(&mut rest, &wie, zitten.view());
        }
        bespreken(tx, met, id, versie.clone(), rest)?;
    }
    agendapunt_nu::een(tx, met, id)
}

/// Names who came to the table in what they promise.
fn vul_in(rest: &mut NieuweBespreking, wie: &[Option<String>], nu: &AgendapuntView) {
    let ouder =
        |naam: &str| nu.deelnemers.iter().find(|een| een.soort == Deelnemersoort::Ouder && een.hoedanigheid == naam);
    for (afspraak, wie) in rest.afspraken.iter_mut().zip(wie) {
        if let Some(een) = wie.as_deref().and_then(ouder) {
            afspraak.wie = een.id;
        }
    }
}

/// The table of one gemeente: its meetings, the latest in front, and who waits for it.
#[derive(Debug)]
pub struct TafelVan {
    /// The gemeente.
    pub gemeente: Gemeente,
    /// The meetings.
    pub bijeenkomsten: Pagina<BijeenkomstregelView>,
    /// Who waits.
    pub wachtend: Vec<WachtendView>,
    /// The desk where requests to it land: there its room is kept.
    pub desk: Option<DeskId>,
}

/// Every table that somebody chairs, each read with its lines.
pub fn overzicht(tx: &mut Tx, met: &Met) -> Result<Getoond<Vec<TafelVan>>, Error> {
    permit_lijst(&met.actor, BijeenkomstLezen)?;
    let desks = store::toegang::organisatie::desks(tx)?;
    let mut tafels = Vec::new();
    for gemeente in gemeenten(met) {
        let vraag = Bladeren { aantal: None, na: None };
        let bijeenkomsten = bijeenkomst::van_tafel(tx, met, gemeente, &vraag)?.into_view();
        let wachtend = bijeenkomst::wachtenden(tx, met, gemeente)?.into_view().items;
        let hier = |desk: &&Desk| {
            desk.gegevens.route == Route::Knooppunt && desk.gegevens.gebied == Gebied::Gemeente(gemeente)
        };
        let desk = desks.iter().find(hier).map(|desk| desk.id);
        tafels.push(TafelVan { gemeente, bijeenkomsten, wachtend, desk });
    }
    Ok(Getoond::zonder_versie(tafels))
}

/// The gemeenten whose table somebody chairs.
fn gemeenten(met: &Met) -> Vec<Gemeente> {
    let gemeente = |gebied| match gebied {
        Gebied::Gemeente(gemeente) => Some(gemeente),
        _ => None,
    };
    let mut alle: Vec<Gemeente> = met.actor.gebieden(Rol::Voorzitter).filter_map(gemeente).collect();
    alle.sort_unstable();
    alle.dedup();
    alle
}
