//! What of a family somebody may be shown: an item leaves only when the woman consented to it.

use crate::domain::{
    gebied::Gemeente,
    ids::{DeskId, OrganisatieId, SignaalId},
    recht::{Actor, Gebied, Ligging, Rol, Toekenning},
    route::Route,
    tijd::Moment,
    toestemming::{
        Onderdeel,
        uitspraak::{Lezer, Uitspraak, onderdelen, onderdelen_in_nood, over_signaal},
    },
};

/// Where a request of the case lies, that its receiver can see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gelegd {
    /// The desk.
    pub desk: DeskId,
    /// The organisation of the desk.
    pub organisatie: OrganisatieId,
    /// The route.
    pub route: Route,
}

/// As whom somebody reads.
#[derive(Clone, Debug)]
enum Als {
    /// As these readers.
    Lezers(Vec<Lezer>),
    /// Of this organisation, in an emergency.
    InNood(OrganisatieId),
    /// As who wrote down this signaal, with her beside them.
    Gever(SignaalId),
}

/// What somebody may know of a family: all words of hers, and as whom they read.
#[derive(Clone, Debug)]
pub struct Inzicht<'a> {
    woorden: &'a [Uitspraak],
    als: Als,
    op: Moment,
}

/// By which thing of a family somebody came to it. Beside that thing stands what may be shown on the grounds on which it was found, and
/// nothing of what they may know as somebody else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Langs {
    /// A request at this desk, or the support that came of it.
    Desk(DeskId),
    /// An agreement that was made at the table of this gemeente.
    Tafel(Gemeente),
}

impl<'a> Inzicht<'a> {
    /// Of a case at `ligging` that `actor` came to by one thing of it: as coordinator; at the desk where it lies, or at its table; and as
    /// whoever carries the case, who sees it as on its own page.
    #[must_use]
    pub fn langs(langs: Langs, actor: &Actor, ligging: &Ligging, gelegd: &[Gelegd], woorden: &'a [Uitspraak]) -> Self {
        let draagt = actor.als_regisseur().is_some() && ligging.regisseur == actor.als_regisseur();
        match langs {
            Langs::Desk(desk) => {
                let hier: Vec<Gelegd> = gelegd.iter().copied().filter(|gelegd| gelegd.desk == desk).collect();
                let aan_tafel = hier.iter().any(|gelegd| gelegd.route == Route::Knooppunt);
                let gemeente = ligging.gemeente.filter(|_| aan_tafel);
                Self::als(actor, ligging, gemeente, &hier, woorden)
            }
            Langs::Tafel(_) if draagt => Self::van(actor, ligging, gelegd, woorden),
            Langs::Tafel(tafel) => Self::als(actor, ligging, Some(tafel), &[], woorden),
        }
    }

    /// Of a case at `ligging`, by `actor`: hers as coordinator, as chair, or at the desks where its requests lie.
    #[must_use]
    pub fn van(actor: &Actor, ligging: &Ligging, gelegd: &[Gelegd], woorden: &'a [Uitspraak]) -> Self {
        Self::als(actor, ligging, ligging.gemeente, gelegd, woorden)
    }

    /// As coordinator of where it lies, as chair of this table, and at the desks where these requests lie.
    fn als(
        actor: &Actor,
        ligging: &Ligging,
        tafel: Option<Gemeente>,
        gelegd: &[Gelegd],
        woorden: &'a [Uitspraak],
    ) -> Self {
        let rechten: Vec<Toekenning> = actor.toekenningen().copied().collect();
        Self::toen(woorden, lezers(&rechten, actor.organisatie(), (ligging, tafel), gelegd), actor.nu)
    }

    /// Of a case at `ligging`, by somebody of `organisatie` who is not here and may do this.
    #[must_use]
    pub fn van_wie(
        rechten: &[Toekenning],
        organisatie: OrganisatieId,
        ligging: &Ligging,
        gelegd: &[Gelegd],
        (woorden, op): (&'a [Uitspraak], Moment),
    ) -> Self {
        Self::toen(woorden, lezers(rechten, organisatie, (ligging, ligging.gemeente), gelegd), op)
    }

    /// Of a case that `actor` has open in an emergency.
    #[must_use]
    pub const fn in_nood(actor: &Actor, woorden: &'a [Uitspraak]) -> Self {
        Self { woorden, als: Als::InNood(actor.organisatie()), op: actor.nu }
    }

    /// Of a signaal, by the organisation that gave it: they wrote it down, and read of it what she let leave with it and still does, by all
    /// her words, to whom she named then.
    #[must_use]
    pub const fn van_gever(woorden: &'a [Uitspraak], signaal: SignaalId, op: Moment) -> Self {
        Self { woorden, als: Als::Gever(signaal), op }
    }

    /// The same at another moment, for readers that are known.
    #[must_use]
    pub const fn toen(woorden: &'a [Uitspraak], lezers: Vec<Lezer>, op: Moment) -> Self {
        Self { woorden, als: Als::Lezers(lezers), op }
    }

    /// The same at another moment, for somebody of `organisatie` who had the case open in an emergency.
    #[must_use]
    pub const fn toen_in_nood(woorden: &'a [Uitspraak], organisatie: OrganisatieId, op: Moment) -> Self {
        Self { woorden, als: Als::InNood(organisatie), op }
    }

    /// As whom they read; in an emergency as nobody that she named.
    #[must_use]
    pub fn lezers(&self) -> &[Lezer] {
        match &self.als {
            Als::Lezers(lezers) => lezers,
            Als::InNood(_) | Als::Gever(_) => &[],
        }
    }

    /// The items that may be shown.
    #[must_use]
    pub fn onderdelen(&self) -> Vec<Onderdeel> {
        self.onderdelen_uit(|_| true)
    }

    /// The items that may be shown of what one signaal told: those that may be shown at all, and that leave by its own consent.
    ///
    /// She said yes to each professional by itself: what she told the second does not leave by what she agreed with the first.
    #[must_use]
    pub fn van_signaal(&self, signaal: SignaalId, gekoppeld_op: Option<Moment>) -> Vec<Onderdeel> {
        let eigen = self.onderdelen_uit(|u| over_signaal(u, signaal, gekoppeld_op));
        self.onderdelen().into_iter().filter(|onderdeel| eigen.contains(onderdeel)).collect()
    }

    fn onderdelen_uit(&self, telt: impl Fn(&Uitspraak) -> bool) -> Vec<Onderdeel> {
        let woorden: Vec<&Uitspraak> = self.woorden.iter().filter(|u| telt(u)).collect();
        let mut alle: Vec<Onderdeel> = match &self.als {
            Als::Lezers(lezers) => {
                lezers.iter().flat_map(|&lezer| onderdelen(woorden.iter().copied(), lezer, self.op)).collect()
            }
            // Her own words stay hers.
            Als::InNood(organisatie) => onderdelen_in_nood(&woorden, *organisatie, self.op)
                .into_iter()
                .filter(|&onderdeel| onderdeel != Onderdeel::EigenVraag)
                .collect(),
            Als::Gever(signaal) => {
                let toen = self.woorden.iter().filter(|u| u.ja && u.signaal == Some(*signaal));
                let nog = |u: &Uitspraak| {
                    let nu: Vec<Onderdeel> = onderdelen(self.woorden, u.reikwijdte.lezer(), self.op).collect();
                    u.reikwijdte
                        .onderdelen
                        .iter()
                        .copied()
                        .filter(|onderdeel| nu.contains(onderdeel))
                        .collect::<Vec<_>>()
                };
                toen.flat_map(nog).collect()
            }
        };
        alle.sort_unstable();
        alle.dedup();
        alle
    }
}

/// As whom somebody of `organisatie` reads who may do this: as coordinator of where the case lies, as chair of this table, and at the
/// desks where these requests lie.
fn lezers(
    rechten: &[Toekenning],
    organisatie: OrganisatieId,
    (ligging, tafel): (&Ligging, Option<Gemeente>),
    gelegd: &[Gelegd],
) -> Vec<Lezer> {
    let mag = |rol, daar: &dyn Fn(Gebied) -> bool| rechten.iter().any(|recht| recht.rol == rol && daar(recht.gebied));
    let aan_tafel = Ligging { gemeente: tafel, ..Ligging::default() };
    let voorzitter = tafel.is_some() && mag(Rol::Voorzitter, &|gebied| gebied.omvat(&aan_tafel));
    let coordinator = mag(Rol::JgzCoordinator, &|gebied| gebied.omvat(ligging));
    let aan_desk = |desk| mag(Rol::Uitvoerder, &|gebied| gebied == Gebied::Desk(desk));
    let coordinator = coordinator.then(|| Lezer::coordinator(organisatie));
    let voorzitter = voorzitter.then(|| Lezer::tafel(Some(organisatie)));
    let desks = gelegd.iter().filter(|g| aan_desk(g.desk)).map(|g| Lezer::desk(g.route, g.organisatie));
    coordinator.into_iter().chain(voorzitter).chain(desks).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::{
        ids::Id,
        recht::{Account, Verzoek, Wie},
        toestemming::Reikwijdte,
    };

    fn nu() -> Moment {
        Moment::new(DateTime::from_timestamp(1_800_000_000, 0).unwrap())
    }

    fn actor(rol: Rol, gebied: Gebied, organisatie: OrganisatieId) -> Actor {
        Actor {
            wie: Wie::Account(Account { gebruiker: Id::new(nu()), organisatie, sessie: Id::new(nu()) }),
            eigen: vec![Toekenning { rol, gebied }],
            waarnemingen: Vec::new(),
            verzoek: Verzoek { id: Id::<()>::new(nu()).uuid(), toegangspunt: "192.0.2.1".into() },
            nu: nu(),
        }
    }

    fn deelt(lezer: Lezer, onderdelen: &[Onderdeel]) -> Uitspraak {
        let Lezer { doel, ontvanger, organisatie } = lezer;
        Uitspraak {
            id: Id::new(nu()),
            reikwijdte: Reikwijdte { doel, ontvanger, organisatie, onderdelen: onderdelen.to_vec() },
            signaal: None,
            ja: true,
            op: nu(),
            sinds: nu(),
            ingetrokken_op: None,
        }
    }

    #[test]
    fn een_onderdeel_gaat_alleen_naar_de_ontvanger_die_zij_noemde() {
        let (desk, andere, hier, elders) = (Id::new(nu()), Id::new(nu()), Id::new(nu()), Id::new(nu()));
        let woorden = [
            deelt(Lezer::coordinator(hier), &[Onderdeel::Contactgegevens, Onderdeel::EigenVraag]),
            deelt(Lezer::tafel(None), &[Onderdeel::Themas]),
        ];
        let gelegd = [Gelegd { desk, organisatie: elders, route: Route::Knooppunt }];
        let heerlen = Ligging { gemeente: Some(Gemeente::Gm0917), ..Ligging::default() };
        let ziet = |rol, gebied, organisatie| {
            Inzicht::van(&actor(rol, gebied, organisatie), &heerlen, &gelegd, &woorden).onderdelen()
        };

        let daar = Gebied::Gemeente(Gemeente::Gm0917);
        let alles = [Onderdeel::Contactgegevens, Onderdeel::EigenVraag];
        assert_eq!(ziet(Rol::JgzCoordinator, daar, hier), alles);
        assert_eq!(ziet(Rol::JgzCoordinator, daar, elders), [], "a colleague of another organisation");
        assert_eq!(ziet(Rol::JgzCoordinator, Gebied::Gemeente(Gemeente::Gm0935), hier), []);
        assert_eq!(ziet(Rol::Voorzitter, daar, elders), [Onderdeel::Themas]);
        assert_eq!(ziet(Rol::Uitvoerder, Gebied::Desk(desk), elders), [Onderdeel::Themas]);
        assert_eq!(ziet(Rol::Uitvoerder, Gebied::Desk(andere), elders), []);
        let nood = actor(Rol::Uitvoerder, Gebied::Desk(andere), elders);
        let onderdelen = Inzicht::in_nood(&nood, &woorden).onderdelen();
        assert_eq!(onderdelen, [Onderdeel::Contactgegevens, Onderdeel::Themas]);
    }

    #[test]
    fn langs_een_ding_ziet_iemand_niet_wat_zij_een_andere_van_haar_rollen_vertelde() {
        let (desk, andere, hier) = (Id::new(nu()), Id::new(nu()), Id::new(nu()));
        let woorden = [
            deelt(Lezer::desk(Route::Voorzorg, hier), &[Onderdeel::Themas]),
            deelt(Lezer::desk(Route::SociaalDomein, hier), &[Onderdeel::Contactgegevens]),
            deelt(Lezer::tafel(None), &[Onderdeel::EigenVraag]),
        ];
        let bij = |desk, route| Gelegd { desk, organisatie: hier, route };
        let gelegd = [bij(desk, Route::Voorzorg), bij(andere, Route::SociaalDomein)];
        let heerlen = Ligging { gemeente: Some(Gemeente::Gm0917), ..Ligging::default() };
        let grond = |rol, gebied| Toekenning { rol, gebied };
        let daar = Gebied::Gemeente(Gemeente::Gm0917);
        let eigen = vec![
            grond(Rol::Uitvoerder, Gebied::Desk(desk)),
            grond(Rol::Uitvoerder, Gebied::Desk(andere)),
            grond(Rol::Voorzitter, daar),
        ];
        let veel = Actor { eigen, ..actor(Rol::Voorzitter, daar, hier) };
        let ziet = |langs| Inzicht::langs(langs, &veel, &heerlen, &gelegd, &woorden).onderdelen();
        assert_eq!(ziet(Langs::Desk(desk)), [Onderdeel::Themas]);
        assert_eq!(ziet(Langs::Desk(andere)), [Onderdeel::Contactgegevens]);
        assert_eq!(ziet(Langs::Tafel(Gemeente::Gm0917)), [Onderdeel::EigenVraag]);
        assert_eq!(ziet(Langs::Tafel(Gemeente::Gm0935)), [], "the table of another gemeente");
        assert_eq!(Inzicht::van(&veel, &heerlen, &gelegd, &woorden).onderdelen().len(), 3, "on the page of the case");
        let draagt = Ligging { regisseur: Some(veel.gebruiker()), ..heerlen };
        let ziet = |langs| Inzicht::langs(langs, &veel, &draagt, &gelegd, &woorden).onderdelen();
        assert_eq!(ziet(Langs::Tafel(Gemeente::Gm0935)).len(), 3, "whoever carries the case");
    }

    #[test]
    fn wat_zij_de_tweede_vertelde_gaat_niet_mee_met_wat_zij_de_eerste_toezei() {
        let (een, hier) = (Some(Id::new(nu())), Id::new(nu()));
        let eerste = Uitspraak { signaal: een, ..deelt(Lezer::coordinator(hier), &[Onderdeel::EigenVraag]) };
        let tweede = Id::new(nu());
        let eigen = Uitspraak { signaal: Some(tweede), ..deelt(Lezer::tafel(None), &[Onderdeel::Themas]) };
        let later = deelt(Lezer::coordinator(hier), &[Onderdeel::EigenVraag]);
        let mag = |woorden: &[Uitspraak]| {
            Inzicht::toen(woorden, vec![Lezer::coordinator(hier)], nu()).van_signaal(tweede, None)
        };
        assert_eq!(mag(&[eerste.clone(), eigen.clone()]), []);
        assert_eq!(mag(&[eerste, eigen, later]), [Onderdeel::EigenVraag], "unless she says so of all that is known");
    }

    #[test]
    fn wie_het_opschreef_leest_wat_zij_nog_met_iemand_deelt_en_niets_wat_zij_terugnam() {
        let van: SignaalId = Id::new(nu());
        let toen = |lezer, onderdelen: &[Onderdeel]| Uitspraak { signaal: Some(van), ..deelt(lezer, onderdelen) };
        let coordinatie = Lezer { organisatie: None, ..Lezer::coordinator(Id::new(nu())) };
        let een = toen(Lezer::tafel(None), &[Onderdeel::Contactgegevens, Onderdeel::Themas]);
        let terug = Uitspraak { ingetrokken_op: Some(nu()), ..toen(coordinatie, &[Onderdeel::EigenVraag]) };
        let nee = Uitspraak { ja: false, ..toen(coordinatie, &[Onderdeel::Kwetsbaarheid]) };
        let leest = |woorden: &[Uitspraak]| Inzicht::van_gever(woorden, van, nu()).onderdelen();
        let alles = [Onderdeel::Contactgegevens, Onderdeel::Themas];
        assert_eq!(leest(&[een.clone(), terug.clone(), nee.clone()]), alles);
        assert!(leest(&[terug, nee]).is_empty());
        let later = |lezer, onderdelen: &[Onderdeel]| Uitspraak { id: Id::new(nu()), ..deelt(lezer, onderdelen) };
        let smaller = later(Lezer::tafel(None), &[Onderdeel::Themas, Onderdeel::EigenVraag]);
        assert_eq!(
            leest(&[een.clone(), smaller.clone()]),
            [Onderdeel::Themas],
            "a later word is narrower, and tells nothing more"
        );
        let niets = Uitspraak { ingetrokken_op: Some(nu()), ..smaller };
        assert!(leest(&[een, niets]).is_empty(), "what came in its place was taken back");
    }
}
