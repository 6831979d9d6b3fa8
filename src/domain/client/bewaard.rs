//! What is kept of each person whose signaal belongs to a case, and what is known of her by all of it in order of time.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Clientveld, Opgave, Persoonsgegevens};
use crate::domain::tijd::Moment;

/// What is kept of one person: what was told, with each field that was put right as it is now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bewaard {
    /// What is known.
    #[serde(flatten)]
    pub gegevens: Persoonsgegevens,
    /// When each of these fields was last put right. Only what was put right is: the rest is what was told of her and of nobody else,
    /// so that a signaal that leaves the case takes nothing of hers along, and leaves nothing of its own.
    #[serde(default)]
    hersteld: BTreeMap<Clientveld, Moment>,
}

impl From<Persoonsgegevens> for Bewaard {
    fn from(gegevens: Persoonsgegevens) -> Self {
        Self { gegevens, hersteld: BTreeMap::new() }
    }
}

impl Bewaard {
    /// What is kept once somebody who read `was` noted at `op` that it is `wordt`.
    #[must_use]
    pub fn hersteld(self, was: &Persoonsgegevens, wordt: &Persoonsgegevens, op: Moment) -> Self {
        let velden = was.verschil(wordt);
        let mut hersteld = self.hersteld;
        hersteld.extend(velden.iter().map(|&veld| (veld, op)));
        Self { gegevens: self.gegevens.met_velden(wordt, &velden), hersteld }
    }
}

/// What one signaal told of the person of a case, with how it joined.
#[derive(Clone, Debug)]
pub struct Weergave {
    /// What is kept of who it is about.
    pub bewaard: Bewaard,
    /// When it was told.
    pub op: Moment,
    /// When it joined the case of another.
    pub gekoppeld_op: Option<Moment>,
    /// Whether it may be shown, and what the coordinator chose.
    pub opgave: Opgave,
}

/// Something that says more of her, at its time.
enum Stap {
    /// A signaal told it.
    Verteld,
    /// The coordinator who joined it chose these fields of it.
    Gekozen(Vec<Clientveld>),
    /// A field was put right.
    Hersteld(Clientveld),
}

impl Stap {
    /// What comes after what, when it all was at one moment.
    const fn rang(&self) -> u8 {
        match self {
            Self::Verteld => 0,
            Self::Gekozen(_) => 1,
            Self::Hersteld(_) => 2,
        }
    }
}

/// What is known of her by everything that was told, chosen and put right, in order of time; nothing when nothing of it may be shown.
///
/// What may not be shown still keeps her safe.
#[must_use]
pub fn samengevat(alle: &[Weergave]) -> Option<Persoonsgegevens> {
    let mut stappen: Vec<(Moment, &Weergave, Stap)> = Vec::new();
    for van in alle {
        stappen.push((van.op, van, Stap::Verteld));
        if let Some(op) = van.gekoppeld_op {
            stappen.push((op, van, Stap::Gekozen(van.opgave.van_signaal.clone())));
        }
        stappen.extend(van.bewaard.hersteld.iter().map(|(&veld, &op)| (op, van, Stap::Hersteld(veld))));
    }
    stappen.sort_by_key(|(op, _, stap)| (*op, stap.rang()));
    let (mut samen, mut eerst) = (None::<Persoonsgegevens>, Vec::new());
    for (_, Weergave { opgave, .. }, stap) in stappen {
        samen = match (samen, stap) {
            (Some(tot_nu), Stap::Verteld) => Some(tot_nu.aangevuld(opgave)),
            (Some(tot_nu), Stap::Gekozen(velden)) if opgave.mag => Some(tot_nu.met_velden(&opgave.gegevens, &velden)),
            (Some(tot_nu), Stap::Hersteld(veld)) if opgave.mag => Some(tot_nu.met_velden(&opgave.gegevens, &[veld])),
            (None, Stap::Verteld) if opgave.mag => Some(opgave.gegevens.clone()),
            (None, Stap::Verteld) => {
                eerst.push(opgave);
                None
            }
            (tot_nu, _) => tot_nu,
        };
    }
    samen.map(|samen| eerst.into_iter().fold(samen, Persoonsgegevens::aangevuld))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::client::Kanaal;

    fn op(dag: u32) -> Moment {
        Moment::new(format!("2026-11-{dag:02}T12:00:00Z").parse().unwrap())
    }

    fn client(naam: &str, telefoon: &str) -> Persoonsgegevens {
        Persoonsgegevens {
            naam: naam.into(),
            geboortedatum: "2001-05-17".parse().unwrap(),
            adres: None,
            telefoon: Some(telefoon.into()),
            email: None,
            veilig_bereikbaar: vec![Kanaal::Bellen],
            bereikbaar_toelichting: None,
            taal: "nl".into(),
            tolk_nodig: false,
        }
    }

    fn verteld(bewaard: Bewaard, dag: u32, van_signaal: Vec<Clientveld>) -> Weergave {
        let opgave = Opgave { gegevens: bewaard.gegevens.clone(), mag: true, van_casus: Vec::new(), van_signaal };
        Weergave { bewaard, op: op(dag), gekoppeld_op: (dag > 1).then(|| op(dag)), opgave }
    }

    #[test]
    fn wat_is_rechtgezet_telt_vanaf_toen_en_de_rest_blijft_van_wie_het_vertelde() {
        let eerste = Bewaard::from(client("Ans", "06 11111111"));
        let tweede = Bewaard::from(client("Ans Tweede", "06 22222222"));
        let samen = |eerste: &Bewaard, tweede: &Bewaard| {
            samengevat(&[verteld(eerste.clone(), 1, Vec::new()), verteld(tweede.clone(), 2, Vec::new())]).unwrap()
        };
        let gezien = samen(&eerste, &tweede);
        assert_eq!((gezien.naam.as_str(), gezien.telefoon.as_deref()), ("Ans", Some("06 22222222")));
        let wordt = Persoonsgegevens { naam: "Anna".into(), adres: Some("Kade 1".into()), ..gezien.clone() };
        let hersteld = eerste.hersteld(&gezien, &wordt, op(3));
        // The telephone that the second told is not written at the first.
        assert_eq!(hersteld.gegevens.telefoon.as_deref(), Some("06 11111111"));
        assert_eq!(samen(&hersteld, &tweede), wordt);
        // What is told after it leads again, but for who she is.
        let derde = Bewaard::from(Persoonsgegevens { adres: Some("Plein 2".into()), ..client("Ans", "06 33333333") });
        let alle = [
            verteld(hersteld.clone(), 1, Vec::new()),
            verteld(tweede, 2, Vec::new()),
            verteld(derde.clone(), 4, Vec::new()),
        ];
        let nu = samengevat(&alle).unwrap();
        assert_eq!((nu.naam.as_str(), nu.adres.as_deref()), ("Anna", Some("Plein 2")));
        assert_eq!(nu.telefoon.as_deref(), Some("06 33333333"));
        // What a coordinator chose when joining counts from then on, whenever it was told.
        let mut gekozen = verteld(derde, 2, vec![Clientveld::Naam]);
        gekozen.gekoppeld_op = Some(op(5));
        assert_eq!(samengevat(&[verteld(hersteld, 1, Vec::new()), gekozen]).unwrap().naam, "Ans");
    }

    #[test]
    fn wat_bewaard_is_komt_terug_zoals_het_was() {
        let was = client("Ans", "06 11111111");
        let wordt = Persoonsgegevens { tolk_nodig: true, veilig_bereikbaar: vec![Kanaal::Brief], ..was.clone() };
        let bewaard = Bewaard::from(was.clone()).hersteld(&was, &wordt, op(3));
        let tekst = serde_json::to_string(&bewaard).unwrap();
        assert_eq!(serde_json::from_str::<Bewaard>(&tekst).unwrap(), bewaard);
        assert_eq!(serde_json::from_str::<Persoonsgegevens>(&tekst).unwrap(), wordt);
        assert_eq!(
            bewaard.hersteld.keys().copied().collect::<Vec<_>>(),
            [Clientveld::Bereikbaarheid, Clientveld::Taal]
        );
    }
}
