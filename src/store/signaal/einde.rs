//! What the signaller tells of how the pregnancy went.

use super::update;
use crate::{
    domain::{
        casus::{Casus, Open},
        rode_draad::gevolg::Feit,
        signaal::{Signaal, Verteld},
        toegang::{Toestand, Van},
        zwangerschap::{Zwangerschap, ZwangerschapId},
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        casus as casussen, client,
        conn::Tx,
        error::Error,
    },
};

impl Rijen for Verteld {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let Self { signaal, casus, omslag, kinderen } = self;
        if client::zwangerschap::zet(pen, *omslag)? != 1 {
            return Ok(0);
        }
        client::kind::zet(pen, omslag.van, kinderen)?;
        if let Some(casus) = casus {
            let open = Van::In(<Open as Toestand<Casus>>::STATUS.iter().map(|&status| status.into()).collect());
            if casussen::update(pen, casus, &open, casussen::Toelichting::Blijft)? != 1 {
                return Ok(0);
            }
        }
        update(pen, signaal, van)
    }

    fn verhoog(&mut self) {
        self.signaal.versie += 1;
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        match &self.casus {
            Some(casus) => casussen::feit_van_einde(pen, casus, &self.omslag),
            None => Ok(Feit::Los),
        }
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = Some(casus);
    }
}

/// The case of a signaal, the pregnancy that it tells of, and the one that its case is about.
type Bekend = (Option<Casus>, Option<Zwangerschap>, Option<Zwangerschap>);

/// What a signaal and its case tell of pregnancies.
pub fn zwangerschappen(tx: &mut Tx, van: &Signaal) -> Result<Bekend, Error> {
    let casus = van.casus.map(|id| casussen::get(tx, id)).transpose()?;
    let mut vind = |id: Option<ZwangerschapId>| id.map(|id| client::zwangerschap::find(tx, id)).transpose();
    let (haar, van_casus) = (vind(van.zwangerschap)?, vind(casus.as_ref().and_then(|casus| casus.zwangerschap))?);
    Ok((casus, haar, van_casus))
}
