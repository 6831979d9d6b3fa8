//! Everything from which the state of a case follows, in one question.

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};

use super::rij::{CasusRow, bron};
use crate::{
    domain::{
        casus::{Casus, CasusId, Status},
        doorgeleiding::{self as domein_doorgeleiding, gezin::Gezinsantwoord},
        knooppunt::{self, AfspraakStatus},
        reden::gezin_wil_niet,
        rode_draad::{Feiten, Gevraagd},
        route::Route,
        signaal::Urgentie,
        tijd::Moment,
        toegang::PseudoniemId,
        zwangerschap::{Zwangerschap, ZwangerschapId},
    },
    store::{
        client::zwangerschap::ZwangerschapRow,
        conn::Tx,
        error::Error,
        schema::{
            afspraak, agendapunt, bijeenkomst, casus, client as client_tabel, doorgeleiding, evaluatie, signaal,
            zwangerschap,
        },
        types::Woord,
    },
};

/// Whether an evaluation of a case has begun and not ended.
#[diesel::dsl::auto_type(no_type_alias)]
fn in_evaluatie() -> _ {
    exists(
        evaluatie::table
            .filter(evaluatie::casus_id.eq(casus::id))
            .filter(evaluatie::begonnen_op.ge(casus::geopend_op))
            .filter(evaluatie::afgerond_op.is_null()),
    )
}

/// Whether agreements were established at a table since a case was last opened, and one of them holds.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn afgesproken() -> _ {
    let vervallen: Woord<AfspraakStatus> = Woord(AfspraakStatus::Vervallen);
    let vastgesteld: Woord<knooppunt::Status> = Woord(knooppunt::Status::Vastgesteld);
    exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(casus::id))
            .filter(agendapunt::regisseur_id.is_not_null())
            .filter(agendapunt::vervallen_op.is_null())
            .filter(exists(
                afspraak::table
                    .filter(afspraak::agendapunt_id.eq(agendapunt::id))
                    .filter(afspraak::status.ne(vervallen)),
            ))
            .filter(bijeenkomst::status.eq(vastgesteld))
            .filter(bijeenkomst::vastgesteld_op.ge(casus::geopend_op.nullable()).assume_not_null()),
    )
}

/// Whether one of the worries of a case is urgent.
#[diesel::dsl::auto_type(no_type_alias)]
fn met_spoed() -> _ {
    let spoed: Woord<Urgentie> = Woord(Urgentie::Spoed);
    exists(signaal::table.filter(signaal::casus_id.eq(casus::id.nullable())).filter(signaal::urgentie.eq(spoed)))
}

/// What is known about a case since it was last opened.
pub fn feiten(tx: &mut Tx, van: &Casus) -> Result<Feiten, Error> {
    Ok(Afleiding::load(tx, van.id)?.feiten)
}

/// A request of a case: when it was sent, along which route, how it stands, why and when it ended, to which pregnancy it belongs, and
/// what the family said to it.
pub(super) type Verzoek = (
    Moment,
    Woord<Route>,
    Woord<domein_doorgeleiding::Status>,
    Option<String>,
    Option<Moment>,
    Option<ZwangerschapId>,
    Woord<Gezinsantwoord>,
);

/// The requests of a case since it was last opened, in the order in which they were sent.
pub(super) fn gevraagd<'a>(van: &Casus, verzoeken: impl Iterator<Item = &'a Verzoek>) -> Vec<Gevraagd> {
    let mut sinds: Vec<&Verzoek> = verzoeken.filter(|(op, ..)| *op >= van.geopend_op).collect();
    sinds.sort_by_key(|(op, ..)| *op);
    let gevraagd = |(_, route, status, reden, tot, _, gezin): &Verzoek| {
        Gevraagd::new(route.0, status.0, reden.as_deref()).zegt(gezin.0).tot(*tot)
    };
    sinds.into_iter().map(gevraagd).collect()
}

/// A case as it stands, with the facts about it.
pub(super) struct Afleiding {
    /// The case.
    pub(super) casus: Casus,
    /// The pregnancy, if it is about one.
    pub(super) zwangerschap: Option<Zwangerschap>,
    /// What is known since it was last opened.
    pub(super) feiten: Feiten,
    /// Whether one of its worries is urgent.
    pub(super) spoed: bool,
    /// When somebody looks again, as long as nothing else says by when.
    pub(super) ongezien_op: Option<NaiveDate>,
    verzoeken: Vec<Verzoek>,
}

impl Afleiding {
    /// Loads it; there is a row for each request of the case, or one without.
    pub(super) fn load(tx: &mut Tx, id: CasusId) -> Result<Self, Error> {
        type Rij =
            (CasusRow, PseudoniemId, Option<ZwangerschapRow>, Option<Verzoek>, bool, bool, bool, Option<NaiveDate>);
        let rijen: Vec<Rij> = bron()
            .left_join(zwangerschap::table.on(casus::zwangerschap_id.eq(zwangerschap::id.nullable())))
            .left_join(doorgeleiding::table.on(doorgeleiding::casus_id.eq(casus::id)))
            .filter(casus::id.eq(id))
            .select((
                CasusRow::as_select(),
                client_tabel::pseudoniem,
                Option::<ZwangerschapRow>::as_select(),
                (
                    doorgeleiding::verzonden_op,
                    doorgeleiding::route,
                    doorgeleiding::status,
                    doorgeleiding::reden,
                    doorgeleiding::beeindigd_op,
                    doorgeleiding::zwangerschap_id,
                    doorgeleiding::gezin,
                )
                    .nullable(),
                afgesproken(),
                in_evaluatie(),
                met_spoed(),
                casus::ongezien_op,
            ))
            .load(tx)?;
        let (mut verzoeken, mut gevonden) = (Vec::new(), None);
        for (row, betrokkene, zwangerschap, verzoek, afgesproken, in_evaluatie, spoed, ongezien_op) in rijen {
            verzoeken.extend(verzoek);
            let zwangerschap = zwangerschap.map(Into::into);
            gevonden.get_or_insert((row.met(betrokkene), zwangerschap, afgesproken, in_evaluatie, spoed, ongezien_op));
        }
        let (casus, zwangerschap, afspraken_vastgesteld, evaluatie_loopt, spoed, ongezien_op) =
            gevonden.ok_or(diesel::result::Error::NotFound)?;
        let mut feiten = Feiten {
            genomen: casus.coordinator.is_some(),
            verkenning_gepland: false,
            evaluatie_loopt,
            afspraken_vastgesteld,
            doorgeleidingen: gevraagd(&casus, verzoeken.iter()),
        };
        feiten.verkenning_gepland = casus.verkenning_op.is_some_and(|dag| feiten.telt_verkenning(dag));
        Ok(Self { casus, zwangerschap, feiten, spoed, ongezien_op, verzoeken })
    }

    /// The routes that are used up for this pregnancy when the case is in this state, or that the family did not want: nothing is before
    /// anybody took it.
    pub(super) fn benut(&self, status: Status) -> Vec<Route> {
        if status == Status::Aangemeld {
            return Vec::new();
        }
        let van_haar = self.verzoeken.iter().filter(|(.., zij, _)| *zij == self.casus.zwangerschap);
        let benut = van_haar.filter(|(_, _, status, reden, .., gezin)| {
            let wil_niet = gezin.0 == Gezinsantwoord::Nee || reden.as_deref().is_some_and(gezin_wil_niet);
            status.0.is_open() || status.0.is_steunend() || wil_niet
        });
        benut.map(|(_, route, ..)| route.0).collect()
    }
}
