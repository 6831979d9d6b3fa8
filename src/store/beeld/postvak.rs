//! Rows of an inbox and of the support under way, with what the women share of themselves.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    Kijker, Namen,
    gezin::{Gedeeld, Gezin},
    mensen::Gevraagd,
};
use crate::{
    domain::{
        casus::CasusId,
        doorgeleiding::Doorgeleiding,
        inzicht::{Inzicht, Langs},
        recht::Ding as _,
        toegang::DeskId,
        traject::{Contactmoment, Traject, TrajectId},
    },
    store::{
        casus,
        conn::Tx,
        error::Error,
        traject::{self as trajecten, Drager},
    },
};

/// Something of a case that lies at a desk.
type Plek = (CasusId, DeskId);

/// What the women of these cases share with whoever looks at what lies at these desks, and what those `gevraagd` are called: three
/// questions, however many there are.
fn gedeeld(
    tx: &mut Tx,
    kijker: Kijker<'_>,
    van: &[Plek],
    gevraagd: Gevraagd,
) -> Result<(HashMap<Plek, Gedeeld>, Namen), Error> {
    if van.is_empty() {
        return Ok((HashMap::new(), Namen::load(tx, &gevraagd, kijker.actor.nu)?));
    }
    let ids: Vec<CasusId> = van.iter().map(|(casus, _)| *casus).collect();
    let casussen = casus::van_ids(tx, &ids)?;
    let (gezinnen, namen) = Gezin::load_all_met(tx, &ids, kijker.actor.nu, gevraagd)?;
    let mut alle = HashMap::new();
    for &(id, desk) in van {
        if let Some((casus, gezin)) = casussen.get(&id).zip(gezinnen.get(&id)) {
            let hier = Langs::Desk(desk);
            let inzicht = Inzicht::langs(hier, kijker.actor, &casus.ligging(), &gezin.gelegd, &gezin.woorden);
            alle.insert((id, desk), gezin.gedeeld(kijker, casus, &inzicht)?);
        }
    }
    Ok((alle, namen))
}

/// A page of an inbox.
#[derive(Debug)]
pub struct PostvakBeeld {
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// The requests in their order, with what she shares when that was asked for.
    pub rijen: Vec<(Doorgeleiding, Option<Gedeeld>)>,
    /// What the desks and who claimed are called; only when that was asked for.
    pub namen: Namen,
}

impl PostvakBeeld {
    /// Loads what belongs to requests that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Vec<Doorgeleiding>, met_gezin: bool) -> Result<Self, Error> {
        let vandaag = kijker.actor.nu.dag();
        if !met_gezin {
            let rijen = van.into_iter().map(|d| (d, None)).collect();
            return Ok(Self { vandaag, rijen, namen: Namen::default() });
        }
        let gevraagd = Gevraagd {
            mensen: van.iter().filter_map(|d| d.geclaimd_door).collect(),
            desks: van.iter().map(|d| d.desk).collect(),
            ..Gevraagd::default()
        };
        let plekken: Vec<Plek> = van.iter().map(|d| (d.casus, d.desk)).collect();
        let (gezinnen, namen) = gedeeld(tx, kijker, &plekken, gevraagd)?;
        // A family can stand there twice, with two desks of hers.
        let rijen = van.into_iter().map(|d| {
            let gedeeld = gezinnen.get(&(d.casus, d.desk)).cloned();
            (d, gedeeld)
        });
        Ok(Self { vandaag, rijen: rijen.collect(), namen })
    }
}

/// Support under way in a list.
#[derive(Debug)]
pub struct Trajectrij {
    /// The traject.
    pub traject: Traject,
    /// Who carries it, and at which desk.
    pub drager: Option<Drager>,
    /// The contactmoment that comes first of those that are planned.
    pub volgende: Option<Contactmoment>,
    /// What she shares with whoever looks.
    pub gedeeld: Option<Gedeeld>,
}

/// A page of the support under way.
#[derive(Debug)]
pub struct TrajectenBeeld {
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// The trajecten in their order.
    pub rijen: Vec<Trajectrij>,
    /// What the desks and who carries are called; only when that was asked for.
    pub namen: Namen,
}

impl TrajectenBeeld {
    /// Loads what belongs to trajecten that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Vec<Traject>, met_gezin: bool) -> Result<Self, Error> {
        let vandaag = kijker.actor.nu.dag();
        if !met_gezin {
            let kaal = |traject| Trajectrij { traject, drager: None, volgende: None, gedeeld: None };
            return Ok(Self { vandaag, rijen: van.into_iter().map(kaal).collect(), namen: Namen::default() });
        }
        let dragers: HashMap<TrajectId, Drager> = trajecten::dragers(tx, &van)?;
        let plek = |traject: &Traject| dragers.get(&traject.id).map(|drager| (traject.casus, drager.desk));
        let mut volgende = trajecten::volgende(tx, &van)?;
        let gevraagd = Gevraagd {
            mensen: dragers.values().filter_map(|drager| drager.wie).collect(),
            desks: dragers.values().map(|drager| drager.desk).collect(),
            ..Gevraagd::default()
        };
        let plekken: Vec<Plek> = van.iter().filter_map(plek).collect();
        let (gezinnen, namen) = gedeeld(tx, kijker, &plekken, gevraagd)?;
        let rijen = van.into_iter().map(|traject| Trajectrij {
            drager: dragers.get(&traject.id).copied(),
            volgende: volgende.remove(&traject.id),
            gedeeld: plek(&traject).and_then(|plek| gezinnen.get(&plek)).cloned(),
            traject,
        });
        Ok(Self { vandaag, rijen: rijen.collect(), namen })
    }
}
