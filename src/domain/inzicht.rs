//! What of a family somebody may be shown: an item leaves only when the woman consented to it.

use crate::domain::{
    ids::DeskId,
    recht::{Actor, Gebied, Ligging, Rol},
    toestemming::{Doel, Onderdeel, Ontvanger},
};

/// A consent that holds, and the desk at which a request rests on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gegeven {
    /// What for.
    pub doel: Doel,
    /// To whom.
    pub ontvanger: Ontvanger,
    /// What may be told.
    pub onderdelen: Vec<Onderdeel>,
    /// Where a request lies that rests on it, and that runs or ran to its end; a consent with several requests comes several times.
    pub desk: Option<DeskId>,
}

/// The items of a case at `ligging` that may go to `actor`: hers as coordinator, as chair, or at a desk.
#[must_use]
pub fn onderdelen_voor(actor: &Actor, ligging: &Ligging, gegeven: &[Gegeven]) -> Vec<Onderdeel> {
    let daar = |rol| actor.gebieden(rol).any(|gebied| gebied.omvat(ligging));
    let (coordineert, zit_voor) = (daar(Rol::JgzCoordinator), daar(Rol::Voorzitter));
    let aan_desk = |desk| actor.gebieden(Rol::Uitvoerder).any(|gebied| gebied == Gebied::Desk(desk));
    verzamel(gegeven, |g| {
        let tot_coordinator = (g.doel, g.ontvanger) == (Doel::Verkenning, Ontvanger::JgzCoordinatie);
        let tot_tafel = (g.doel, g.ontvanger) == (Doel::Bespreking, Ontvanger::Knooppunt);
        (coordineert && tot_coordinator) || (zit_voor && tot_tafel) || g.desk.is_some_and(aan_desk)
    })
}

/// The items that are shown in an emergency: what may go to anybody at all.
///
/// The procedure replaces the receiver that she named, never the item: what she shares with nobody stays hers, and so do her own words.
#[must_use]
pub fn onderdelen_in_nood(gegeven: &[Gegeven]) -> Vec<Onderdeel> {
    let mut alle = verzamel(gegeven, |_| true);
    alle.retain(|&onderdeel| onderdeel != Onderdeel::EigenVraag);
    alle
}

fn verzamel(gegeven: &[Gegeven], telt: impl Fn(&Gegeven) -> bool) -> Vec<Onderdeel> {
    let tellen_mee = gegeven.iter().filter(|g| telt(g));
    let mut alle: Vec<_> = tellen_mee.flat_map(|g| g.onderdelen.iter().copied()).collect();
    alle.sort_unstable();
    alle.dedup();
    alle
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::{
        gebied::Gemeente,
        ids::Id,
        recht::{Account, Toekenning, Verzoek, Wie},
        tijd::Moment,
    };

    fn nu() -> Moment {
        Moment::new(DateTime::from_timestamp(1_800_000_000, 0).unwrap())
    }

    fn actor(rol: Rol, gebied: Gebied) -> Actor {
        Actor {
            wie: Wie::Account(Account { gebruiker: Id::new(nu()), organisatie: Id::new(nu()), sessie: Id::new(nu()) }),
            eigen: vec![Toekenning { rol, gebied }],
            waarnemingen: Vec::new(),
            verzoek: Verzoek { id: Id::<()>::new(nu()).uuid(), toegangspunt: "192.0.2.1".into() },
            nu: nu(),
        }
    }

    #[test]
    fn een_onderdeel_gaat_alleen_naar_de_ontvanger_die_zij_noemde() {
        let (desk, andere) = (Id::new(nu()), Id::new(nu()));
        let gegeven = [
            Gegeven {
                doel: Doel::Verkenning,
                ontvanger: Ontvanger::JgzCoordinatie,
                onderdelen: vec![Onderdeel::Contactgegevens, Onderdeel::EigenVraag],
                desk: None,
            },
            Gegeven {
                doel: Doel::Bespreking,
                ontvanger: Ontvanger::Knooppunt,
                onderdelen: vec![Onderdeel::Themas],
                desk: Some(desk),
            },
        ];
        let heerlen = Ligging { gemeente: Some(Gemeente::Gm0917), ..Ligging::default() };
        let ziet = |rol, gebied| onderdelen_voor(&actor(rol, gebied), &heerlen, &gegeven);

        let daar = Gebied::Gemeente(Gemeente::Gm0917);
        assert_eq!(ziet(Rol::JgzCoordinator, daar), [Onderdeel::Contactgegevens, Onderdeel::EigenVraag]);
        assert_eq!(ziet(Rol::JgzCoordinator, Gebied::Gemeente(Gemeente::Gm0935)), []);
        assert_eq!(ziet(Rol::Voorzitter, daar), [Onderdeel::Themas]);
        assert_eq!(ziet(Rol::Uitvoerder, Gebied::Desk(desk)), [Onderdeel::Themas]);
        assert_eq!(ziet(Rol::Uitvoerder, Gebied::Desk(andere)), []);
        assert_eq!(onderdelen_in_nood(&gegeven), [Onderdeel::Contactgegevens, Onderdeel::Themas]);
    }
}
