//! Establishing the record of a meeting, and what follows from it for each family.

use diesel::prelude::*;

use super::{afspraak, agenda, agendapunt, update};
use crate::{
    domain::{
        casus::CasusId,
        knooppunt::{AgendapuntId, BijeenkomstId, Vaststelling, Verslag},
        rode_draad::gevolg::{Feit, Tafelbesluit},
        toegang::{Actor, GebruikerId, Van},
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        casus as casussen,
        conn::Tx,
        error::Error,
        schema::{agendapunt as agendapunten, casus},
    },
};

/// Each item on the agenda of a meeting as it must be complete before the record can be established.
///
/// An item whose consent was withdrawn is not among them: nothing more is decided about that family here.
pub fn verslagen(tx: &mut Tx, actor: &Actor, van: BijeenkomstId) -> Result<Vec<Verslag>, Error> {
    let punten = agendapunt::van_bijeenkomst(tx, actor, van)?;
    let ids: Vec<AgendapuntId> = punten.iter().map(|punt| punt.id).collect();
    let met_ouders = agendapunt::met_ouders(tx, &ids)?;
    let mut afspraken = afspraak::van_agendapunten(tx, &ids)?;
    Ok(punten
        .into_iter()
        .map(|punt| Verslag {
            ouders_aanwezig: met_ouders.contains(&punt.id),
            afspraken: afspraken.remove(&punt.id).unwrap_or_default(),
            agendapunt: punt,
        })
        .collect())
}

impl Rijen for Vaststelling {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        // The cases come before the meeting, as everywhere, and in their order.
        let mut casussen: Vec<CasusId> = self.verslagen.iter().map(|verslag| verslag.agendapunt.casus).collect();
        casussen.sort_unstable();
        for casus in casussen {
            casussen::grendel(pen.tx, casus)?;
        }
        update(pen, &self.bijeenkomst, van)
    }

    fn verhoog(&mut self) {
        self.bijeenkomst.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Vaststelling(&self.bijeenkomst, &self.verslagen))
    }
}

/// What was prepared about a family that was not discussed is not carried out.
pub(in crate::store) fn laat_varen(
    pen: &mut Pen<'_>,
    van: BijeenkomstId,
    behalve: Vec<AgendapuntId>,
) -> Result<(), Error> {
    let zonder =
        agendapunten::table.filter(agendapunten::bijeenkomst_id.eq(van)).filter(agendapunten::id.ne_all(behalve));
    diesel::update(zonder).set(agendapunten::regisseur_id.eq(None::<GebruikerId>)).execute(pen.tx)?;
    Ok(())
}

/// Carries out what was decided about a family: who carries its case, when it is evaluated, and what state follows.
pub(in crate::store) fn voer_uit(pen: &mut Pen<'_>, besluit: Tafelbesluit) -> Result<(), Error> {
    if besluit.afgesproken || besluit.na_verzoek {
        agenda::rond_af(pen, besluit.casus)?;
    }
    let over = casussen::get(pen.tx, besluit.casus)?;
    if !besluit.geldt_voor(&over) {
        casussen::leid_af(pen, over.id)?;
        return Ok(());
    }
    let (regisseur, op) = (besluit.regisseur.or(over.regisseur), pen.op());
    casussen::regisseurschap::volg(pen.tx, over.id, regisseur, op)?;
    diesel::update(casus::table.find(over.id))
        .set((
            casus::regisseur_id.eq(regisseur),
            casus::evaluatie_op.eq(besluit.evaluatie_op.or(over.evaluatie_op)),
            casus::versie.eq(casus::versie + 1),
        ))
        .execute(pen.tx)?;
    casussen::leid_af(pen, over.id)?;
    Ok(())
}
