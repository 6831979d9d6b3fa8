//! Shows every checkpoint to the witnesses, and keeps what they say. It stands beside the signer: however slow or silent a
//! witness is, signing and answering go on.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use tlog::{
    checkpoint::{self, LogVkey},
    cosignature::{Cosignature, WitnessVkey},
    request::Request,
    tree::{Hash, prove_consistency},
};
use ureq::{Agent, http::Response};

use crate::{
    clock::Clock,
    config::Getuige,
    domain::tijd::Moment,
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek::{boom::Tegels, checkpoint::laatste, getuigenis},
    },
    uitgaand,
};

/// Interval between two looks for something to show.
const ELKE: Duration = Duration::from_secs(2);
/// A witness that does not answer is asked again after ever longer, at most this.
const LANGST: Duration = Duration::from_secs(60);
/// Who has not answered by then is not there.
const GEDULD: Duration = Duration::from_secs(5);
/// What goes on going wrong is told again after so long.
const NOG_EENS: Duration = Duration::from_secs(3600);
/// More than this no witness says.
const MEESTE_BYTES: u64 = 64 * 1024;

/// Why a witness did not cosign.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// It is not there.
    #[error("de getuige is niet te bereiken: {0}")]
    Onbereikbaar(String),
    /// It says something else than the protocol knows.
    #[error("de getuige antwoordt met status {0}")]
    Status(u16),
    /// It does not know this log, or not this key.
    #[error(
        "de getuige kent dit logboek of deze sleutel niet (status {0}): laat daar de vkey van het logboek toevoegen"
    )]
    Onbekend(u16),
    /// What it says cannot be read, or is not under its key.
    #[error("wat de getuige antwoordt, is geen medeondertekening met haar sleutel")]
    Onleesbaar,
    /// It has seen more of this log than there is.
    #[error("de getuige zag al {zag} regels en er zijn er {er} ondertekend: dit is een oudere kopie van de database")]
    Ouder {
        /// What it saw.
        zag: u64,
        /// What there is.
        er: u64,
    },
    /// It has seen another log under this name.
    #[error(
        "de getuige weigert: de eerste {zag} regels zijn niet meer die welke zij mee ondertekende. Het logboek is herschreven, of dit \
         is een andere kopie van de database"
    )]
    Vork {
        /// What it cosigned.
        zag: u64,
    },
    /// The database failed.
    #[error("{0}")]
    Database(#[from] Error),
}

impl Fout {
    /// Whether somebody has to look at the log itself, and not at the line to a witness.
    const fn is_ernstig(&self) -> bool {
        matches!(self, Self::Ouder { .. } | Self::Vork { .. })
    }
}

/// What a witness answers.
enum Antwoord {
    Medeondertekend(String),
    /// It saw so many lines last.
    Zag(u64),
    Weigert,
}

/// Shows checkpoints to one witness.
#[derive(Debug)]
pub struct Voorlegger {
    vkey: WitnessVkey,
    /// The keys of the log.
    sleutels: Vec<LogVkey>,
    adres: String,
    agent: Agent,
}

impl Voorlegger {
    /// Shows checkpoints, signed with one of the keys of the log, to this witness, which over https is recognised by the certificates in the file `vertrouwen`.
    ///
    /// Fails when those cannot be read; says why.
    pub fn new(getuige: &Getuige, sleutels: Vec<LogVkey>, vertrouwen: &str) -> Result<Self, String> {
        let Getuige { adres, vkey } = getuige;
        let agent = uitgaand::agent(adres.starts_with("https:"), vertrouwen, GEDULD)?;
        let adres = format!("{}/add-checkpoint", adres.trim_end_matches('/'));
        Ok(Self { vkey: vkey.clone(), sleutels, adres, agent })
    }

    /// Shows the newest checkpoint, unless this witness has cosigned it; keeps what it says, and tells of how many lines that
    /// is. Waits on this thread.
    ///
    /// An error says why it is not cosigned.
    pub fn leg_voor(&self, db: &Db, op: Moment) -> Result<Option<u64>, Fout> {
        let (vkey, sleutels) = (self.vkey.clone(), self.sleutels.clone());
        let (nieuwste, al) = db.read_blocking(move |tx| {
            let al = getuigenis::laatst_gezien(tx, &vkey)?;
            Ok((laatste(tx, &sleutels)?, al))
        })?;
        let er = nieuwste.as_ref().map_or(0, |(grootte, _)| *grootte);
        if al > er {
            return Err(Fout::Ouder { zag: al, er });
        }
        let Some((grootte, nota)) = nieuwste.filter(|(grootte, _)| *grootte > al) else {
            return Ok(None);
        };
        let mut zag = al;
        // Once to hear where the witness is, once from there, and once more when somebody else was just before us.
        for _ in 0..3 {
            match self.vraag(db, zag, grootte, &nota)? {
                Antwoord::Medeondertekend(nota) => {
                    let vkey = self.vkey.clone();
                    db.write_blocking(move |tx| getuigenis::bewaar(tx, &vkey, &(grootte, nota), op))?;
                    return Ok(Some(grootte));
                }
                Antwoord::Zag(meer) if meer > grootte => {
                    // Another server signed something newer meanwhile: that is shown the next time.
                    let sleutels = self.sleutels.clone();
                    let er = db.read_blocking(move |tx| laatste(tx, &sleutels))?.map_or(0, |(grootte, _)| grootte);
                    return if er >= meer { Ok(None) } else { Err(Fout::Ouder { zag: meer, er }) };
                }
                Antwoord::Zag(anders) if anders != zag => {
                    if anders < al {
                        let getuige = self.vkey.name();
                        tracing::warn!(getuige, al, anders, "a witness forgot what it cosigned");
                    }
                    zag = anders;
                }
                Antwoord::Zag(_) => return Err(Fout::Onleesbaar),
                Antwoord::Weigert => return Err(Fout::Vork { zag }),
            }
        }
        Err(Fout::Onleesbaar)
    }

    fn vraag(&self, db: &Db, zag: u64, grootte: u64, nota: &str) -> Result<Antwoord, Fout> {
        let bewijs = db.read_blocking(move |tx| bewijs(tx, zag, grootte))?;
        let vraag = Request { old: zag, proof: bewijs, note: nota }.write();
        let antwoord = self.agent.post(&self.adres).header("content-type", "text/plain; charset=utf-8").send(vraag);
        let antwoord = antwoord.map_err(|fout| Fout::Onbereikbaar(fout.to_string()))?;
        let (status, soort) = (antwoord.status().as_u16(), soort(&antwoord));
        let tekst = antwoord.into_body().into_with_config().limit(MEESTE_BYTES).read_to_string();
        let tekst = tekst.map_err(|_| Fout::Onleesbaar);
        match status {
            200 => Ok(Antwoord::Medeondertekend(self.met_regel(nota, &tekst?)?)),
            409 if soort == "text/x.tlog.size" => {
                let zag = tekst?.strip_suffix('\n').and_then(|getal| getal.parse().ok());
                zag.map(Antwoord::Zag).ok_or(Fout::Onleesbaar)
            }
            409 | 422 => Ok(Antwoord::Weigert),
            403 | 404 => Err(Fout::Onbekend(status)),
            anders => Err(Fout::Status(anders)),
        }
    }

    /// The note with the line of the answer that is this witness's cosignature; what others say in it is left out.
    fn met_regel(&self, nota: &str, antwoord: &str) -> Result<String, Fout> {
        let stand = checkpoint::read(nota).map_err(|_| Fout::Onleesbaar)?;
        let van_haar = |nota: &String| {
            let gezegd = self.vkey.open(nota).ok().flatten();
            gezegd.is_some_and(|Cosignature { head: gezien, .. }| gezien == stand)
        };
        let mede = antwoord.lines().map(|regel| format!("{nota}{regel}\n")).find(van_haar);
        mede.ok_or(Fout::Onleesbaar)
    }
}

fn soort(antwoord: &Response<ureq::Body>) -> String {
    let soort = antwoord.headers().get("content-type").and_then(|soort| soort.to_str().ok()).unwrap_or_default();
    soort.split(';').next().unwrap_or_default().trim().to_owned()
}

/// That the tree of `oud` lines is the beginning of that of `nieuw`; nothing when there is no such tree.
fn bewijs(tx: &mut Tx, oud: u64, nieuw: u64) -> Result<Vec<Hash>, Error> {
    if oud > nieuw { Ok(Vec::new()) } else { prove_consistency(&mut Tegels::new(tx), oud, nieuw) }
}

/// What was told last of what goes wrong, so that it is not told every few seconds.
#[derive(Default)]
struct Gemeld(Option<(std::mem::Discriminant<Fout>, Instant)>);

impl Gemeld {
    /// Whether this is to be told now.
    fn is_nieuws(&mut self, fout: &Fout) -> bool {
        let soort = std::mem::discriminant(fout);
        let oud = self.0.is_some_and(|(al, sinds)| al == soort && sinds.elapsed() < NOG_EENS);
        if !oud {
            self.0 = Some((soort, Instant::now()));
        }
        !oud
    }

    fn meld(&mut self, getuige: &str, uitkomst: &Result<Option<u64>, Fout>) {
        match uitkomst {
            Ok(gezegd) => {
                if self.0.take().is_some() {
                    tracing::info!(getuige, "the witness of the logboek is back");
                }
                if let Some(regels) = gezegd {
                    tracing::debug!(getuige, regels, "a witness cosigned the logboek");
                }
            }
            Err(fout) if !self.is_nieuws(fout) => {}
            Err(fout) if fout.is_ernstig() => {
                tracing::error!(getuige, %fout, "a witness refuses the logboek: somebody has to find out why");
            }
            Err(fout) => tracing::warn!(getuige, %fout, "a witness did not cosign the logboek"),
        }
    }
}

/// Shows checkpoints to one witness from now on, as long as the process lives.
pub async fn blijf_voorleggen(voorlegger: Arc<Voorlegger>, db: Db, clock: Arc<dyn Clock>) {
    let (naam, mut gemeld, mut wacht) = (voorlegger.vkey.name().to_owned(), Gemeld::default(), ELKE);
    loop {
        let (wie, db, op) = (voorlegger.clone(), db.clone(), clock.now());
        match tokio::task::spawn_blocking(move || wie.leg_voor(&db, op)).await {
            Ok(uitkomst) => {
                gemeld.meld(&naam, &uitkomst);
                wacht = if uitkomst.is_ok() { ELKE } else { LANGST.min(wacht * 2) };
            }
            Err(fout) => tracing::error!(getuige = naam, %fout, "showing the logboek to a witness stumbled"),
        }
        tokio::time::sleep(wacht).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_misgaat_wordt_gemeld_maar_niet_elke_keer() {
        let mut gemeld = Gemeld::default();
        assert!(gemeld.is_nieuws(&Fout::Status(500)));
        assert!(!gemeld.is_nieuws(&Fout::Status(503)), "the same thing goes wrong");
        assert!(gemeld.is_nieuws(&Fout::Vork { zag: 3 }), "something else");
        assert!(!gemeld.is_nieuws(&Fout::Vork { zag: 3 }));
        gemeld.meld("getuige", &Ok(None));
        assert!(gemeld.is_nieuws(&Fout::Vork { zag: 3 }), "it was back");
        assert!(Fout::Ouder { zag: 3, er: 2 }.is_ernstig() && !Fout::Onleesbaar.is_ernstig());
    }
}
