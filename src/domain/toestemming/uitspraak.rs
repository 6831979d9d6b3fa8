//! What she said about sharing, word by word, and which of her words counts for a reader.
//!
//! Every way in asks here: a request, a redirect, the table, an evaluation, joining, an emergency and a read, now or in the past.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::woorden::{Doel, Onderdeel, Ontvanger};
use crate::domain::{
    Label as _,
    ids::{OrganisatieId, SignaalId, ToestemmingId},
    recht::{Conflict, Ontbrekend},
    route::Route,
    tijd::Moment,
};

/// What a consent allows: for which purpose, to whom, which items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reikwijdte {
    /// The purpose.
    pub doel: Doel,
    /// The receiver.
    pub ontvanger: Ontvanger,
    /// One organisation only, when she said so.
    pub organisatie: Option<OrganisatieId>,
    /// The items that may leave.
    pub onderdelen: Vec<Onderdeel>,
}

/// One word of hers: a yes, a yes that she took back, or a no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uitspraak {
    /// Where it is noted.
    pub id: ToestemmingId,
    /// What it is about.
    pub reikwijdte: Reikwijdte,
    /// The signaal it came with.
    pub signaal: Option<SignaalId>,
    /// Whether she said yes.
    pub ja: bool,
    /// When she said it.
    pub op: Moment,
    /// Since when it counts in its case: the word that came with a signaal that joined later does so since then.
    pub sinds: Moment,
    /// When she took a yes back.
    pub ingetrokken_op: Option<Moment>,
}

/// Who wants to know: for which purpose, as which receiver, of which organisation.
///
/// Without an organisation only words that are for every organisation count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lezer {
    /// The purpose.
    pub doel: Doel,
    /// The receiver.
    pub ontvanger: Ontvanger,
    /// The organisation.
    pub organisatie: Option<OrganisatieId>,
}

impl Lezer {
    /// Coordination, whichever organisation does it.
    const COORDINATIE: Self = Self { doel: Doel::Verkenning, ontvanger: Ontvanger::JgzCoordinatie, organisatie: None };

    /// A coordinator of this organisation.
    #[must_use]
    pub const fn coordinator(organisatie: OrganisatieId) -> Self {
        Self { organisatie: Some(organisatie), ..Self::COORDINATIE }
    }

    /// A table, or its chair, of this organisation.
    #[must_use]
    pub const fn tafel(organisatie: Option<OrganisatieId>) -> Self {
        Self { doel: Doel::Bespreking, ontvanger: Ontvanger::Knooppunt, organisatie }
    }

    /// A desk of this organisation on a route.
    #[must_use]
    pub fn desk(route: Route, organisatie: OrganisatieId) -> Self {
        Self { doel: route.into(), ontvanger: route.into(), organisatie: Some(organisatie) }
    }

    /// Why nothing may go to this reader, whom people know as `wie`.
    #[must_use]
    pub fn ontbreekt(self, wie: &str) -> Conflict {
        let Ontbrekend { doel, ontvanger, .. } = self.ontbrekend();
        let melding = format!(
            "Er is geen geldige toestemming voor het doel '{doel}' en de ontvanger '{ontvanger}' ({wie}). Noteer die eerst bij de \
             casus, voor iedereen of voor deze organisatie."
        );
        Conflict::new("toestemming-ontbreekt", melding).zonder(self.ontbrekend())
    }

    /// Why this reader, who works on the case, may not see an item.
    #[must_use]
    pub fn ziet_niet(self, onderdeel: Onderdeel) -> Conflict {
        let Ontbrekend { doel, ontvanger, .. } = self.ontbrekend();
        let naam: &str = onderdeel.into();
        let melding = format!(
            "Zij heeft niet gezegd dat u dit mag zien: u leest voor het doel '{doel}' als de ontvanger '{ontvanger}', en het onderdeel \
             '{naam}' staat niet in een geldige toestemming daarvoor. Noteer die eerst bij de casus."
        );
        Conflict::new("toestemming-ontbreekt", melding).zonder(self.ontbrekend())
    }

    fn ontbrekend(self) -> Ontbrekend {
        Ontbrekend { doel: self.doel.into(), ontvanger: self.ontvanger.into(), organisatie: self.organisatie }
    }
}

impl Ontvanger {
    /// The one purpose for which something ever goes to this receiver.
    #[must_use]
    pub const fn doel(self) -> Doel {
        match self {
            Self::JgzCoordinatie | Self::PrenataalHuisbezoek => Doel::Verkenning,
            Self::Signaleerder => Doel::Terugkoppeling,
            Self::Knooppunt => Doel::Bespreking,
            Self::Voorzorg
            | Self::StevigOuderschap
            | Self::NuNietZwanger
            | Self::SociaalDomein
            | Self::CenteringZwangerschap
            | Self::OverigZorgpad => Doel::SteunOpMaat,
        }
    }
}

impl Reikwijdte {
    /// Why no word can have this reach: nothing ever goes to that receiver for that purpose.
    #[must_use]
    pub fn past_niet(&self) -> Option<String> {
        let past = self.ontvanger.doel();
        (self.doel != past).then(|| {
            let (doel, ontvanger): (&str, &str) = (past.into(), self.ontvanger.into());
            format!("Bij de ontvanger '{ontvanger}' ({}) hoort het doel '{doel}'.", self.ontvanger.naam())
        })
    }

    /// Whether it touches `lezer`.
    #[must_use]
    pub fn raakt(&self, lezer: Lezer) -> bool {
        (self.doel, self.ontvanger) == (lezer.doel, lezer.ontvanger)
            && (self.organisatie.is_none() || self.organisatie == lezer.organisatie)
    }

    /// Who reads by this reach alone.
    #[must_use]
    pub const fn lezer(&self) -> Lezer {
        Lezer { doel: self.doel, ontvanger: self.ontvanger, organisatie: self.organisatie }
    }
}

impl Uitspraak {
    /// When it last changed what somebody may know, by `op`, and whether it is a yes since then.
    fn stand(&self, op: Moment) -> ((Moment, ToestemmingId), bool) {
        match self.ingetrokken_op {
            Some(toen) if toen <= op => ((toen, self.id), false),
            _ => ((self.op, self.id), self.ja),
        }
    }

    /// Whether she says no in so many words, which is more than taking a yes back.
    const fn weigert(&self) -> bool {
        !self.ja
    }
}

/// The word that decides for `lezer` at `op`, and whether it is a yes.
///
/// The newest word that touches the reader counts. A no to one organisation stays a no, whatever she says to all of them, until she
/// says another word about that one. Of what she said at once, with one signaal, the word about one organisation counts for it.
#[must_use]
pub fn beslist<'a>(
    alle: impl IntoIterator<Item = &'a Uitspraak>,
    lezer: Lezer,
    op: Moment,
) -> Option<(&'a Uitspraak, bool)> {
    let mut raakt: Vec<&Uitspraak> =
        alle.into_iter().filter(|u| u.op <= op && u.sinds <= op && u.reikwijdte.raakt(lezer)).collect();
    raakt.sort_by_key(|u| u.stand(op).0);
    let gericht = |u: &&&Uitspraak| u.reikwijdte.organisatie.is_some();
    if let Some(nee) = raakt.iter().rev().find(gericht).filter(|u| u.weigert()) {
        return Some((nee, false));
    }
    let nieuwste = *raakt.last()?;
    let tegelijk = |u: &&&Uitspraak| u.signaal.is_some() && u.signaal == nieuwste.signaal && u.stand(op).1;
    let telt = raakt.iter().rev().filter(gericht).find(tegelijk).copied().unwrap_or(nieuwste);
    Some((telt, telt.stand(op).1))
}

/// The consent that holds for `lezer` at `op`.
#[must_use]
pub fn geldend<'a>(alle: impl IntoIterator<Item = &'a Uitspraak>, lezer: Lezer, op: Moment) -> Option<&'a Uitspraak> {
    beslist(alle, lezer, op).and_then(|(telt, ja)| ja.then_some(telt))
}

/// Whether something can go to a reader, and if not, what stands in its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Dekking {
    /// Her consent holds.
    Geldt,
    /// It holds, and names no way to reach her.
    ZonderContactgegevens,
    /// She was not asked.
    NietGevraagd,
    /// She said no.
    Geweigerd,
    /// She took her consent back.
    Ingetrokken,
}

/// What she said for `lezer`, as it stands at `op`.
#[must_use]
pub fn dekking(alle: &[Uitspraak], lezer: Lezer, op: Moment) -> Dekking {
    match beslist(alle, lezer, op) {
        None => Dekking::NietGevraagd,
        Some((telt, false)) if telt.weigert() => Dekking::Geweigerd,
        Some((_, false)) => Dekking::Ingetrokken,
        Some((telt, true)) if telt.reikwijdte.onderdelen.contains(&Onderdeel::Contactgegevens) => Dekking::Geldt,
        Some(_) => Dekking::ZonderContactgegevens,
    }
}

/// The items that may go to `lezer` at `op`.
pub(crate) fn onderdelen<'a>(
    alle: impl IntoIterator<Item = &'a Uitspraak>,
    lezer: Lezer,
    op: Moment,
) -> impl Iterator<Item = Onderdeel> {
    geldend(alle, lezer, op).into_iter().flat_map(|telt| telt.reikwijdte.onderdelen.iter().copied())
}

/// The items that may go to somebody of `organisatie` who opens the case in an emergency: what she shares with anybody at all.
///
/// The procedure replaces the receiver that she named, never the item; and never a no to this very organisation.
pub(crate) fn onderdelen_in_nood(alle: &[&Uitspraak], organisatie: OrganisatieId, op: Moment) -> Vec<Onderdeel> {
    let geldt = |u: &&&Uitspraak| {
        let lezer = u.reikwijdte.lezer();
        let hier = Lezer { organisatie: Some(organisatie), ..lezer };
        let geweigerd = matches!(beslist(alle.iter().copied(), hier, op), Some((nee, false)) if nee.weigert());
        !geweigerd && geldend(alle.iter().copied(), lezer, op).is_some_and(|telt| telt.id == u.id)
    };
    alle.iter().filter(geldt).flat_map(|u| u.reikwijdte.onderdelen.iter().copied()).collect()
}

/// Why something about an item is not kept at `op`; nothing when she shares the item with somebody.
///
/// A word for any reader would do; the one that is named is the coordination, which everything in a case goes through.
#[must_use]
pub fn niet_gedeeld(alle: &[Uitspraak], onderdeel: Onderdeel, op: Moment) -> Option<Conflict> {
    let geldt = |u: &&Uitspraak| geldend(alle, u.reikwijdte.lezer(), op).is_some_and(|telt| telt.id == u.id);
    let gedeeld = alle.iter().filter(geldt).any(|u| u.reikwijdte.onderdelen.contains(&onderdeel));
    (!gedeeld).then(|| {
        let naam: &str = onderdeel.into();
        let ontbrekend = Lezer::COORDINATIE.ontbrekend();
        let Ontbrekend { doel, ontvanger, .. } = ontbrekend;
        let melding = format!(
            "Zij deelt het onderdeel '{naam}' met niemand, en dan wordt het niet bewaard. Noteer eerst haar toestemming bij de casus, \
             zoals voor het doel '{doel}' en de ontvanger '{ontvanger}'."
        );
        Conflict::new("toestemming-ontbreekt", melding).zonder(ontbrekend)
    })
}

/// Whether a word belongs to what she said about `signaal` itself: it came with it, or was noted later in the case to which it belongs
/// since `gekoppeld_op`, or from its beginning.
#[must_use]
pub fn over_signaal(u: &Uitspraak, signaal: SignaalId, gekoppeld_op: Option<Moment>) -> bool {
    match u.signaal {
        Some(van) => van == signaal,
        None => u.id.uuid() > signaal.uuid() && gekoppeld_op.is_none_or(|toen| u.op >= toen),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::Id;

    fn op(minuut: i64) -> Moment {
        Moment::new(chrono::DateTime::from_timestamp(1_800_000_000 + 60 * minuut, 0).unwrap())
    }

    fn zegt(ja: bool, organisatie: Option<OrganisatieId>, minuut: i64) -> Uitspraak {
        Uitspraak {
            id: Id::new(op(minuut)),
            reikwijdte: Reikwijdte {
                doel: Doel::SteunOpMaat,
                ontvanger: Ontvanger::Voorzorg,
                organisatie,
                onderdelen: vec![Onderdeel::Themas],
            },
            signaal: None,
            ja,
            op: op(minuut),
            sinds: op(minuut),
            ingetrokken_op: None,
        }
    }

    fn mag(alle: &[Uitspraak], organisatie: OrganisatieId) -> bool {
        geldend(alle, Lezer::desk(Route::Voorzorg, organisatie), op(60)).is_some()
    }

    #[test]
    fn een_gerichte_weigering_gaat_voor_een_brede_toestemming() {
        let (x, y) = (Id::new(op(0)), Id::new(op(0)));
        for volgorde in [[1, 2], [2, 1]] {
            let alle = [zegt(true, None, volgorde[0]), zegt(false, Some(x), volgorde[1])];
            assert!(!mag(&alle, x) && mag(&alle, y), "{volgorde:?}");
        }
        let alle = [zegt(false, Some(x), 1), zegt(true, None, 2), zegt(true, Some(x), 3)];
        assert!(mag(&alle, x), "she says another word about this one");
    }

    #[test]
    fn het_nieuwste_woord_telt_en_een_intrekking_is_er_een() {
        let x = Id::new(op(0));
        let breed = zegt(true, None, 1);
        let gericht = Uitspraak { ingetrokken_op: Some(op(3)), ..zegt(true, Some(x), 2) };
        assert!(
            !mag(&[breed.clone(), gericht.clone()], x),
            "what she took back from one does not come by what she said to all"
        );
        assert!(mag(&[breed, gericht.clone(), zegt(true, None, 4)], x));
        assert!(!mag(&[gericht, zegt(false, None, 4)], x));
    }

    #[test]
    fn van_wat_zij_tegelijk_zei_telt_het_gerichte() {
        let (x, signaal) = (Id::new(op(0)), Some(Id::new(op(0))));
        let alles = Reikwijdte { onderdelen: vec![Onderdeel::EigenVraag], ..zegt(true, Some(x), 1).reikwijdte };
        let gericht = Uitspraak { reikwijdte: alles, signaal, ..zegt(true, Some(x), 1) };
        let breed = Uitspraak { signaal, ..zegt(true, None, 1) };
        let alle = [gericht, breed];
        let bij = |wie| onderdelen(&alle, Lezer::desk(Route::Voorzorg, wie), op(2)).collect::<Vec<_>>();
        assert_eq!((bij(x), bij(Id::new(op(0)))), (vec![Onderdeel::EigenVraag], vec![Onderdeel::Themas]));
    }

    #[test]
    fn in_nood_blijft_een_weigering_aan_deze_organisatie_staan() {
        let (x, y) = (Id::new(op(0)), Id::new(op(0)));
        let alle = [zegt(true, None, 1), zegt(false, Some(x), 2)];
        let alle: Vec<&Uitspraak> = alle.iter().collect();
        assert_eq!(onderdelen_in_nood(&alle, x, op(3)), []);
        assert_eq!(onderdelen_in_nood(&alle, y, op(3)), [Onderdeel::Themas]);
    }

    #[test]
    fn elke_route_heeft_haar_doel() {
        use strum::VariantArray as _;
        for &route in Route::VARIANTS {
            assert_eq!(Ontvanger::from(route).doel(), Doel::from(route), "{route:?}");
        }
    }
}
