//! Families over the years, in Parkstad: a birth whose handover waits, one whose handover was held, a loss, and a next pregnancy.

use chrono::TimeDelta;

use super::stap::{MIST, Verteller};
use crate::{
    domain::{
        beleid::{CasusBehandelen, CasusHerzien},
        casus::{
            Casus, CasusId, Open, Status,
            overdracht::{OverdrachtAfloop, WarmeOverdracht},
        },
        gebied::{Gemeente, Subregio},
        ids::Id,
        recht::{Actor, permit},
        tijd::Moment,
        zwangerschap::{Einde, Status as Zwangerschapstatus, Termijnbron, Zwangerschap, uitkomst::Vertelling},
    },
    store::{self, error::Error},
};

impl Verteller<'_> {
    /// What happened to these four by now.
    pub(super) fn gezinnen_verder(&mut self, op: Moment) -> Result<(), Error> {
        let vandaag = op.dag();
        let bevallen = |zij: &Zwangerschap| zij.uitgerekend < vandaag;
        let (wacht, zij) = self.zwanger(bevallen)?;
        self.vertel_einde(&wacht, &zij, (Einde::Geboren, zij.uitgerekend), op)?;

        let (gehouden, zij) = self.zwanger(bevallen)?;
        let actor = self.vertel_einde(&gehouden, &zij, (Einde::Geboren, zij.uitgerekend), op)?;
        let casus =
            permit(&actor, CasusBehandelen, store::casus::find(self.tx, &actor, gehouden.id)?)?.narrow::<Open>()?;
        let overdracht = self.overdracht(gehouden.id)?;
        self.bewaar(casus.aanvaard_overdracht(overdracht)?)?;
        let casus =
            permit(&actor, CasusHerzien, store::casus::find(self.tx, &actor, gehouden.id)?)?.narrow::<Open>()?;
        let overdracht = self.overdracht(gehouden.id)?;
        self.bewaar(casus.rond_overdracht_af(overdracht, OverdrachtAfloop::Gehouden(vandaag))?)?;

        let halverwege = vandaag + TimeDelta::days(70)..vandaag + TimeDelta::days(190);
        let (verlies, zij) = self.zwanger(|zij| halverwege.contains(&zij.uitgerekend))?;
        self.vertel_einde(&verlies, &zij, (Einde::Verlies, vandaag - TimeDelta::days(1)), op)?;

        let lang_geleden = vandaag - TimeDelta::days(300);
        let (weer, zij) = self.zwanger(|zij| zij.uitgerekend < lang_geleden)?;
        let actor = self.vertel_einde(&weer, &zij, (Einde::Geboren, zij.uitgerekend), op)?;
        let casus = permit(&actor, CasusHerzien, store::casus::find(self.tx, &actor, weer.id)?)?.narrow::<Open>()?;
        let (van, eerder) = store::client::zwangerschap::van_gezin(self.tx, casus.ding())?;
        let oud = eerder.iter().find(|zij| Some(zij.id) == casus.ding().zwangerschap);
        let volgende = Zwangerschap {
            id: Id::new(op),
            uitgerekend: vandaag + TimeDelta::days(200),
            bron: Termijnbron::Termijnecho,
            aantal_kinderen: 1,
            eerste_kind: false,
            status: Zwangerschapstatus::Lopend,
            geeindigd_op: None,
        };
        self.bewaar(casus.voeg_zwangerschap_toe(van, oud, volgende)?)?;
        Ok(())
    }

    /// The first family of Parkstad, but for Heerlen, that gets support and whose pregnancy is like this while nobody told how it went.
    fn zwanger(&mut self, zo: impl Fn(&Zwangerschap) -> bool) -> Result<(Casus, Zwangerschap), Error> {
        let ids: Vec<_> = self.draden.iter().filter_map(|draad| draad.casus).collect();
        for id in ids {
            let gevonden = store::historie::find(self.tx, id)?.gevonden;
            let hier = |casus: &Casus| {
                casus.status == Status::SteunOpMaat
                    && casus.coordinator.is_some()
                    && casus.gemeente.subregio() == Subregio::Parkstad
                    && casus.gemeente != Gemeente::Gm0917
            };
            let Some(casus) = gevonden.filter(hier) else { continue };
            let Some(zij) = casus.zwangerschap else { continue };
            let zij = store::client::zwangerschap::find(self.tx, zij)?;
            if zij.is_af().is_err() && zo(&zij) {
                return Ok((casus, zij));
            }
        }
        Err(MIST)
    }

    /// The coordinator of a case notes how the pregnancy went.
    fn vertel_einde(
        &mut self,
        van: &Casus,
        zij: &Zwangerschap,
        (einde, dag): (Einde, chrono::NaiveDate),
        op: Moment,
    ) -> Result<Actor, Error> {
        let actor = self.coordinator_van(van, op, true)?;
        let casus = permit(&actor, CasusHerzien, store::casus::find(self.tx, &actor, van.id)?)?.narrow::<Open>()?;
        let verteld = Vertelling { einde, op: Some(dag), kinderen: Vec::new(), reden: None };
        let kinderen = zij.kinderen(&verteld, op.dag())?;
        let omslag = zij.vertel(&verteld, op.dag())?.map_err(|_| MIST)?;
        self.bewaar(casus.eindig_zwangerschap(omslag, &kinderen))?;
        Ok(actor)
    }

    fn overdracht(&mut self, van: CasusId) -> Result<WarmeOverdracht, Error> {
        store::casus::overdracht::van_casus(self.tx, van)?.pop().ok_or(MIST)
    }
}
