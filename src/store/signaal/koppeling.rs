//! Joining signalen to cases, undoing that, and what becomes of those that wait for a case that closes.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::{Row, lees, update, voeg_bij_casus};
use crate::{
    domain::{
        casus::{Casus, CasusId, Status as Casusstatus},
        rode_draad::gevolg::Feit,
        signaal::{Koppeling, Ontkoppeling, Signaal, SignaalId, Status, eigen_casus, gekozen},
        thema::Thema,
        toegang::{PseudoniemId, Van},
        zwangerschap::{Zwangerschap, ZwangerschapId},
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        casus as casussen, client,
        conn::{Either, Tx},
        error::Error,
        schema::{casus, casus_thema, client as client_tabel, doorgeleiding, huisbezoek, signaal, traject},
        toestemming,
        types::{Woord, tekst_als_woorden},
    },
};

/// A signaal that joins a case brings its themes, and what the case is about.
impl Rijen for Koppeling {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let Self { signaal, nieuwe_casus, zwangerschap, niet_eerste } = self;
        match (nieuwe_casus, signaal.casus) {
            (Some(casus), _) => {
                let zwangerschap = casus.zwangerschap.map(|id| client::zwangerschap::find(pen.tx, id)).transpose()?;
                casussen::insert(pen, casus, zwangerschap.as_ref(), (signaal.urgentie, &signaal.themas))?;
            }
            (None, Some(casus)) if signaal.gekoppeld_op.is_some() => {
                casussen::voeg_themas_toe(pen, casus, &signaal.themas)?;
                if let Some(nieuw) = zwangerschap.filter(|_| *niet_eerste) {
                    client::zwangerschap::is_niet_eerste(pen, nieuw)?;
                }
                gaat_over(pen, casus, *zwangerschap, false)?;
            }
            // Another woman than the one who seemed to be back: nobody has worked on it yet, so nothing lies under the other key.
            (None, Some(casus)) => {
                let nieuw = casus::table.find(casus).filter(casus::status.eq(Woord(Casusstatus::Aangemeld)));
                diesel::update(nieuw)
                    .set((casus::client_id.eq(signaal.client), casus::versie.eq(casus::versie + 1)))
                    .execute(pen.tx)?;
            }
            (None, None) => {}
        }
        update(pen, signaal, van)
    }

    fn verhoog(&mut self) {
        self.signaal.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Signaal(&self.signaal))
    }
}

/// A signaal that leaves takes its themes along, but for those that others told too.
impl Rijen for Ontkoppeling {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let Self { signaal, casus, van: oud } = self;
        toestemming::neem_mee_terug(pen, *oud, signaal.id)?;
        let zwangerschap = casus.zwangerschap.map(|id| client::zwangerschap::find(pen.tx, id)).transpose()?;
        casussen::insert(pen, casus, zwangerschap.as_ref(), (signaal.urgentie, &signaal.themas))?;
        let erin = update(pen, signaal, van)?;
        let blijvend = van_casus(pen.tx, *oud)?;
        let mut themas: BTreeSet<Thema> = blijvend.iter().flat_map(|s| s.themas.clone()).collect();
        themas.extend(bezochte_themas(pen.tx, *oud)?);
        let weg: Vec<_> =
            signaal.themas.iter().filter(|thema| !themas.contains(thema)).map(|&thema| Woord(thema)).collect();
        let weg = casus_thema::table.filter(casus_thema::casus_id.eq(*oud)).filter(casus_thema::thema.eq_any(weg));
        diesel::delete(weg).execute(pen.tx)?;
        let over = samengevoegd(pen.tx, &blijvend)?;
        gaat_over(pen, *oud, over, true)?;
        Ok(erin)
    }

    fn verhoog(&mut self) {
        self.signaal.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Ontkoppeling(&self.signaal, self.van))
    }
}

/// The pregnancy that a case is about from now on. What was asked for the one of before belongs to it when the two are one pregnancy, or
/// when the other one left.
fn gaat_over(pen: &mut Pen<'_>, id: CasusId, zwangerschap: Option<ZwangerschapId>, vertrok: bool) -> Result<(), Error> {
    let was = casus::table.find(id).select(casus::zwangerschap_id).first::<Option<ZwangerschapId>>(pen.tx)?;
    if was != zwangerschap {
        let bekend = client::zwangerschap::alle(pen.tx, &was.into_iter().chain(zwangerschap).collect::<Vec<_>>())?;
        if vertrok || matches!(&bekend[..], [een, ander] if een.is_zelfde(ander)) {
            let gevraagd = doorgeleiding::table
                .filter(doorgeleiding::casus_id.eq(id))
                .filter(doorgeleiding::zwangerschap_id.eq(was).assume_not_null());
            diesel::update(gevraagd).set(doorgeleiding::zwangerschap_id.eq(zwangerschap)).execute(pen.tx)?;
        }
    }
    diesel::update(casus::table.find(id))
        .set((casus::zwangerschap_id.eq(zwangerschap), casus::versie.eq(casus::versie + 1)))
        .execute(pen.tx)?;
    Ok(())
}

/// The pregnancy that these signalen are about together, oldest first.
fn samengevoegd(tx: &mut Tx, signalen: &[Signaal]) -> Result<Option<ZwangerschapId>, Error> {
    let ids: Vec<ZwangerschapId> = signalen.iter().filter_map(|signaal| signaal.zwangerschap).collect();
    let bekend = client::zwangerschap::alle(tx, &ids)?;
    let van = |signaal: &Signaal| bekend.iter().find(|z| Some(z.id) == signaal.zwangerschap);
    let samen = signalen.iter().fold(None::<&Zwangerschap>, |tot_nu, signaal| {
        gekozen((tot_nu, van(signaal)), &signaal.van_casus, &signaal.van_signaal)
    });
    Ok(samen.map(|z| z.id))
}

/// The signalen of a case, oldest first.
fn van_casus(tx: &mut Tx, id: CasusId) -> Result<Vec<Signaal>, Error> {
    let rows = signaal::table
        .inner_join(client_tabel::table)
        .filter(signaal::casus_id.eq(id))
        .order(signaal::id.asc())
        .select((Row::as_select(), client_tabel::pseudoniem))
        .load::<(Row, PseudoniemId)>(tx)?;
    rows.into_iter().map(lees).collect()
}

/// The themes that home visits brought into a case.
fn bezochte_themas(tx: &mut Tx, id: CasusId) -> Result<Vec<Thema>, Error> {
    let rows = huisbezoek::table
        .inner_join(traject::table)
        .filter(traject::casus_id.eq(id))
        .select(huisbezoek::themas)
        .load::<String>(tx)?;
    let themas = rows.iter().map(|tekst| tekst_als_woorden::<Thema>(tekst)).collect::<Result<Vec<_>, _>>()?;
    Ok(themas.into_iter().flatten().collect())
}

/// Gives the signalen that wait for a case which closes a case of their own: the first opens it, the others wait for that one. When
/// the first signaal of the case is taken back, those that joined it go along. Says which case that is.
pub(in crate::store) fn geef_eigen_casus(
    pen: &mut Pen<'_>,
    van: CasusId,
    teruggenomen: Option<SignaalId>,
) -> Result<Option<CasusId>, Error> {
    let gesloten = casussen::get(pen.tx, van)?;
    let mee = match teruggenomen {
        Some(weg) => {
            van_casus(pen.tx, van)?.into_iter().filter(|s| s.id != weg && s.status == Status::Gekoppeld).collect()
        }
        None => Vec::new(),
    };
    let wachtend = wachtend_op(pen.tx, van)?;
    let Some(eerste) = mee.first().or(wachtend.first()) else { return Ok(None) };
    let op = pen.op();
    let nieuw =
        if teruggenomen.is_some() { Casus::uit_signaal(eerste, op) } else { eigen_casus(eerste, &gesloten, op) };
    let zwangerschap = nieuw.zwangerschap.map(|id| client::zwangerschap::find(pen.tx, id)).transpose()?;
    casussen::insert(pen, &nieuw, zwangerschap.as_ref(), (eerste.urgentie, &eerste.themas))?;
    for signaal in &mee {
        casussen::voeg_themas_toe(pen, nieuw.id, &signaal.themas)?;
    }
    if !mee.is_empty() {
        toestemming::verhuis(pen, van, nieuw.id, eerste.client)?;
    }
    let eerste = eerste.id;
    for signaal in mee.iter().chain(&wachtend) {
        let opent = signaal.id == eerste;
        let erin = opent || signaal.casus.is_some();
        let casus = erin.then_some(nieuw.id);
        let status = if opent { Status::Ontvangen } else { signaal.status };
        diesel::update(signaal::table.find(signaal.id))
            .set((
                signaal::status.eq(Woord(status)),
                signaal::casus_id.eq(casus),
                signaal::lijkt_op_id.eq(if erin { signaal.lijkt_op } else { Some(nieuw.id) }),
                signaal::gekoppeld_op.eq(signaal.gekoppeld_op.filter(|_| !opent)),
                signaal::versie.eq(signaal::versie + 1),
            ))
            .execute(pen.tx)?;
        if erin {
            voeg_bij_casus(pen, signaal.id, signaal.client, casus)?;
        }
    }
    Ok(Some(nieuw.id))
}

/// The signalen that wait for a case, oldest first; on PostgreSQL held, as one may be taken back at this moment.
fn wachtend_op(tx: &mut Tx, id: CasusId) -> Result<Vec<Signaal>, Error> {
    if let Either::Postgres(postgres) = tx.either() {
        signaal::table
            .filter(signaal::lijkt_op_id.eq(id))
            .filter(signaal::status.eq(Woord(Status::Ontvangen)))
            .order(signaal::id.asc())
            .select(signaal::id)
            .for_update()
            .load::<SignaalId>(postgres)?;
    }
    let rows = signaal::table
        .inner_join(client_tabel::table)
        .filter(signaal::lijkt_op_id.eq(id))
        .filter(signaal::casus_id.is_null())
        .filter(signaal::status.eq(Woord(Status::Ontvangen)))
        .order(signaal::id.asc())
        .select((Row::as_select(), client_tabel::pseudoniem))
        .load::<(Row, PseudoniemId)>(tx)?;
    rows.into_iter().map(lees).collect()
}
