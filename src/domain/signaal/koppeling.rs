//! Joining a signaal to the case of a family that looks the same, and undoing that.

use super::{Ontvangen, Signaal, Status};
use crate::domain::{
    beleid::SignaalKoppelen,
    casus::Casus,
    client::Clientveld,
    gebied::Gemeente,
    ids::{CasusId, ZwangerschapId},
    recht::{Besluit, Conflict, Gebeurtenis, Hoofdzaak, In, Permitted, Toestand, Weigering},
    zwangerschap::{self, Zwangerschap, leidend},
};

/// An open case that a signaal joins, and what the coordinator chose.
#[derive(Clone, Debug)]
pub struct Aansluiting {
    casus: CasusId,
    ligt_in: Gemeente,
    zwangerschap: Option<ZwangerschapId>,
    niet_eerste: bool,
    van_casus: Vec<Clientveld>,
    van_signaal: Vec<Clientveld>,
}

impl Aansluiting {
    /// Joined to `casus`, where some fields of the case lead and some of the signaal; without a choice the later pregnancy does, or
    /// the better source. A child that was born of the earlier one makes the next one not the first.
    ///
    /// A conflict when a newer pregnancy comes while nobody told how the earlier one went.
    pub fn new(
        casus: &Casus,
        zwangerschap: (Option<&Zwangerschap>, Option<&Zwangerschap>),
        van_casus: Vec<Clientveld>,
        van_signaal: Vec<Clientveld>,
    ) -> Result<Self, Conflict> {
        let (oud, _) = zwangerschap;
        let gekozen = gekozen(zwangerschap, &van_casus, &van_signaal);
        let volgt_op = oud.zip(gekozen).filter(|(oud, nieuw)| !oud.is_zelfde(nieuw)).map(|(oud, _)| oud);
        volgt_op.map_or(Ok(()), Zwangerschap::is_af)?;
        let niet_eerste = volgt_op.is_some_and(|oud| oud.status == zwangerschap::Status::Geboren);
        let zwangerschap = gekozen.map(|z| z.id);
        Ok(Self { casus: casus.id, ligt_in: casus.gemeente, zwangerschap, niet_eerste, van_casus, van_signaal })
    }
}

/// Which of two pregnancies a family is about, by what was chosen or else by themselves.
#[must_use]
pub fn gekozen<'a>(
    (oud, nieuw): (Option<&'a Zwangerschap>, Option<&'a Zwangerschap>),
    van_casus: &[Clientveld],
    van_signaal: &[Clientveld],
) -> Option<&'a Zwangerschap> {
    if van_casus.contains(&Clientveld::Zwangerschap) {
        oud
    } else if van_signaal.contains(&Clientveld::Zwangerschap) {
        nieuw
    } else {
        leidend(oud, nieuw)
    }
}

/// A signaal that joined a case, with the case when it is a new one.
#[derive(Clone, Debug)]
pub struct Koppeling {
    /// The signaal as it is from now on.
    pub signaal: Signaal,
    /// The case that it opens.
    pub nieuwe_casus: Option<Casus>,
    /// The pregnancy that its case is about from now on.
    pub zwangerschap: Option<ZwangerschapId>,
    /// Whether the family has a child of an earlier one.
    pub niet_eerste: bool,
}

impl Hoofdzaak for Koppeling {
    type Ding = Signaal;

    fn hoofdzaak(&self) -> &Signaal {
        &self.signaal
    }
}

impl Permitted<SignaalKoppelen, In<Ontvangen, Signaal>> {
    /// Joins it to the case that the blind check found.
    ///
    /// Refused when it has a case of its own by now.
    pub fn sluit_aan(self, bij: Aansluiting) -> Result<Besluit<Koppeling>, Box<Weigering>> {
        let vrij = self.mits(|signaal| {
            if signaal.casus.is_some() {
                let melding = "Dit signaal heeft een eigen casus: de casus waar het op leek werd intussen gesloten.";
                return Err(Conflict::new("eigen-casus", melding));
            }
            Ok(())
        })?;
        Ok(vrij.besluit(Gebeurtenis::SignaalGekoppeld, |signaal, door| {
            let Aansluiting { casus, ligt_in, zwangerschap, niet_eerste, van_casus, van_signaal } = bij;
            let signaal = Signaal {
                status: Status::Gekoppeld,
                casus: Some(casus),
                // Whoever coordinates the case has it from now on, wherever it was given.
                ligt_in,
                gekoppeld_op: Some(door.op),
                van_casus,
                van_signaal,
                ..signaal
            };
            Koppeling { signaal, nieuwe_casus: None, zwangerschap, niet_eerste }
        }))
    }

    /// Says that it is about another family: it gets a case of its own, and that a client of its own.
    #[must_use]
    pub fn apart(self) -> Besluit<Koppeling> {
        self.besluit(Gebeurtenis::SignaalGekoppeld, |signaal, door| {
            let nieuwe_casus = signaal.casus.is_none().then(|| Casus::uit_signaal(&signaal, door.op));
            let casus = nieuwe_casus.as_ref().map(|casus| casus.id).or(signaal.casus);
            let zwangerschap = signaal.zwangerschap;
            let signaal = Signaal { status: Status::Gekoppeld, casus, ..signaal };
            Koppeling { signaal, nieuwe_casus, zwangerschap, niet_eerste: false }
        })
    }
}

/// A signaal that belongs to a case.
#[derive(Debug)]
pub struct Gekoppeld;
impl Toestand<Signaal> for Gekoppeld {
    const STATUS: &'static [Status] = &[Status::Gekoppeld];
}

/// A signaal that left the case which it had joined, with the case that it opens instead.
#[derive(Clone, Debug)]
pub struct Ontkoppeling {
    /// The signaal as it is from now on.
    pub signaal: Signaal,
    /// Its own case.
    pub casus: Casus,
    /// The case that it left.
    pub van: CasusId,
}

impl Hoofdzaak for Ontkoppeling {
    type Ding = Signaal;

    fn hoofdzaak(&self) -> &Signaal {
        &self.signaal
    }
}

impl Permitted<SignaalKoppelen, In<Gekoppeld, Signaal>> {
    /// Undoes the joining: the signaal waits in a case of its own, as if it had just come, and takes along what came with it.
    ///
    /// Refused when it never joined the case of another signaal.
    pub fn maak_los(self) -> Result<Besluit<Ontkoppeling>, Box<Weigering>> {
        let bij_ander = self.mits(|signaal| match (signaal.gekoppeld_op, signaal.casus) {
            (Some(_), Some(_)) => Ok(()),
            _ => Err(Conflict::new("niet-gekoppeld", "Dit signaal opende zijn eigen casus; er is niets los te maken.")),
        })?;
        Ok(bij_ander.besluit(Gebeurtenis::SignaalOntkoppeld, |signaal, door| {
            // It lies again where it was given: of another woman it is not known that she moved.
            let signaal = Signaal { ligt_in: signaal.gemeente, ..signaal };
            let casus = Casus::uit_signaal(&signaal, door.op);
            let van = signaal.casus.unwrap_or(casus.id);
            let signaal = Signaal {
                status: Status::Ontvangen,
                casus: Some(casus.id),
                lijkt_op: None,
                gekoppeld_op: None,
                van_casus: Vec::new(),
                van_signaal: Vec::new(),
                ..signaal
            };
            Ontkoppeling { signaal, casus, van }
        }))
    }
}
