//! A family, and what of it may be shown.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

pub use super::gedeeld::{Gedeeld, Herziening, Lopend};
use super::{
    Kijker,
    aanhang::{TERMIJN, THEMA, VERZOEK, WEGING, aanhang},
    mensen::{Gevraagd, Namen},
    rij::{Aanhang, een_woord},
};
use crate::{
    domain::{
        Word,
        casus::{Casus, CasusId, Status as CasusStatus},
        client::{ClientId, Opgave, Persoonsgegevens, Weergave, samengevat},
        ids::Id,
        inzicht::{Gelegd, Inzicht},
        signaal::{Signaal, Weging},
        thema::{BeschermendeFactor, Graad, Thema},
        tijd::Moment,
        toegang::PseudoniemId,
        toestemming::{Onderdeel, uitspraak::Uitspraak},
        zwangerschap::{
            Status::{Geboren, Onbekend, Verlies},
            Venster, Zwangerschap, ZwangerschapId,
            kind::Kind,
        },
    },
    store::{
        client::{self, zwangerschap::ZwangerschapRow},
        conn::Tx,
        error::Error,
        schema::{casus, client as client_tabel, signaal, weging, zwangerschap},
        signaal as signalen,
        toestemming::{self as toestemmingen, Woordrij},
        types::{EenVan, Woord},
    },
};

/// Everything that is kept of the family of a case, still sealed, before anything of it is shown.
pub(super) struct Gezin {
    /// The window that the case was given, and the last day on which it is open.
    venster: Kans,
    /// What she said about sharing.
    pub(super) woorden: Vec<Uitspraak>,
    /// Where its requests lie that are under way and that their receivers can see.
    pub(super) gelegd: Vec<Gelegd>,
    /// The same requests, as their sender knows them.
    pub(super) lopend: Vec<Lopend>,
    meldingen: Vec<Melding>,
    /// The pregnancies that no signaal told of: they were added to the case.
    toegevoegd: Vec<Zwangerschap>,
    herzieningen: Vec<Herziening>,
    kinderen: Vec<Kind>,
    wegingen: Vec<(ClientId, Moment, Weging)>,
    themas: Vec<Thema>,
}

/// The window that a case was given, and the last day on which it is open.
type Kans = (Option<Venster>, NaiveDate);

/// A signaal, with whom it is about.
struct Melding {
    signaal: Signaal,
    sleutel: Vec<u8>,
    gegevens: Vec<u8>,
    eigen_vraag: Option<Vec<u8>>,
    zwangerschap: Option<Zwangerschap>,
}

impl Gezin {
    /// Loads the family of a case in two questions.
    pub(super) fn load(tx: &mut Tx, van: &Casus, nu: Moment) -> Result<Self, Error> {
        Ok(Self::load_met(tx, van, nu, |_| Gevraagd::default())?.0)
    }

    /// Loads the family of a case, and what everybody is called whom `gevraagd` names who sees it: in the same two questions.
    pub(super) fn load_met(
        tx: &mut Tx,
        van: &Casus,
        nu: Moment,
        gevraagd: impl FnOnce(&Self) -> Gevraagd,
    ) -> Result<(Self, Namen), Error> {
        let vraag = |alle: &HashMap<CasusId, Self>| alle.get(&van.id).map_or_else(Gevraagd::default, gevraagd);
        let (mut alle, namen) = Self::van(tx, &[van.id], nu, vraag)?;
        Ok((alle.remove(&van.id).ok_or(diesel::result::Error::NotFound)?, namen))
    }

    /// Loads the families of these cases, in two questions as well.
    pub(super) fn load_all(tx: &mut Tx, van: &[CasusId], nu: Moment) -> Result<HashMap<CasusId, Self>, Error> {
        Ok(Self::load_all_met(tx, van, nu, Gevraagd::default())?.0)
    }

    /// Loads the families of these cases, and what those `gevraagd` are called.
    pub(super) fn load_all_met(
        tx: &mut Tx,
        van: &[CasusId],
        nu: Moment,
        gevraagd: Gevraagd,
    ) -> Result<(HashMap<CasusId, Self>, Namen), Error> {
        if van.is_empty() {
            return Ok((HashMap::new(), Namen::load(tx, &gevraagd, nu)?));
        }
        Self::van(tx, van, nu, |_| gevraagd)
    }

    fn van(
        tx: &mut Tx,
        welke: &[CasusId],
        nu: Moment,
        gevraagd: impl FnOnce(&HashMap<CasusId, Self>) -> Gevraagd,
    ) -> Result<(HashMap<CasusId, Self>, Namen), Error> {
        let mut gezinnen = HashMap::new();
        for (casus, venster, melding) in meldingen(tx, welke)? {
            gezinnen.entry(casus).or_insert_with(|| Self::leeg(venster)).meldingen.push(melding);
        }
        let (alle, namen) = aanhang(tx, welke, &gevraagd(&gezinnen), nu)?;
        vul_aan(tx, &mut gezinnen, &alle)?;
        for regel in alle {
            match regel.0.3 {
                Some(casus) => gezinnen.get_mut(&casus).into_iter().try_for_each(|gezin| gezin.neem(&regel))?,
                // A due date belongs to a pregnancy, wherever that is told of.
                None => {
                    gezinnen
                        .values_mut()
                        .filter(|gezin| gezin.kent(&regel))
                        .try_for_each(|gezin| gezin.neem(&regel))?;
                }
            }
        }
        vul_kinderen_aan(tx, &mut gezinnen)?;
        for gezin in gezinnen.values_mut() {
            gezin.themas.sort_unstable_by_key(|thema| thema.word());
        }
        Ok((gezinnen, namen))
    }

    const fn leeg(venster: Kans) -> Self {
        Self {
            venster,
            woorden: Vec::new(),
            gelegd: Vec::new(),
            lopend: Vec::new(),
            meldingen: Vec::new(),
            toegevoegd: Vec::new(),
            herzieningen: Vec::new(),
            kinderen: Vec::new(),
            wegingen: Vec::new(),
            themas: Vec::new(),
        }
    }

    /// Whether a row is about a pregnancy of this family.
    fn kent(&self, (_, _, _, _, (wie, _), _): &Aanhang) -> bool {
        wie.is_some_and(|wie| self.kent_zwangerschap(wie.cast()))
    }

    fn kent_zwangerschap(&self, welke: ZwangerschapId) -> bool {
        let mut gemeld = self.meldingen.iter().filter_map(|melding| melding.signaal.zwangerschap);
        gemeld.any(|zij| zij == welke) || self.toegevoegd.iter().any(|zij| zij.id == welke)
    }

    /// What a signaal told that belongs to no case yet, with what she said when it was given.
    pub(super) fn van_signaal(tx: &mut Tx, van: &Signaal) -> Result<(Casus, Self), Error> {
        let casus = Casus::uit_signaal(van, van.ontvangen_op);
        let row = signaal::table
            .inner_join(client_tabel::table)
            .filter(signaal::id.eq(van.id))
            .select((signaal::eigen_vraag, client_tabel::sleutel, client_tabel::gegevens))
            .first::<(Option<Vec<u8>>, Vec<u8>, Vec<u8>)>(tx)?;
        let (eigen_vraag, sleutel, gegevens) = row;
        let zwangerschap = van.zwangerschap.map(|id| client::zwangerschap::find(tx, id)).transpose()?;
        let wegingen = weging::table
            .filter(weging::client_id.eq(van.client))
            .order(weging::id.asc())
            .select((weging::op, weging::graad, weging::samen_gewogen))
            .load::<(Moment, Woord<Graad>, bool)>(tx)?;
        let weeg = |(op, graad, samen_gewogen): (Moment, Woord<Graad>, bool)| {
            (van.client, op, Weging { graad: graad.0, samen_gewogen })
        };
        let woorden = toestemmingen::bij_signaal(tx, van.id)?;
        let gezin = Self {
            venster: (None, van.ontvangen_op.dag()),
            woorden: woorden.into_iter().map(|gezegd| gezegd.uitspraak).collect(),
            gelegd: Vec::new(),
            lopend: Vec::new(),
            meldingen: vec![Melding { signaal: van.clone(), sleutel, gegevens, eigen_vraag, zwangerschap }],
            toegevoegd: Vec::new(),
            herzieningen: Vec::new(),
            kinderen: client::kind::van_alle(tx, van.zwangerschap.as_slice())?,
            wegingen: wegingen.into_iter().map(weeg).collect(),
            themas: van.themas.clone(),
        };
        Ok((casus, gezin))
    }

    /// Puts one row where it belongs.
    fn neem(&mut self, regel: &Aanhang) -> Result<(), Error> {
        let &((ref soort, id, op, _), (oud, nieuw), ref woorden, samen, (wie, waar), tot) = regel;
        let (woord, tweede, derde, vierde) = woorden;
        match (soort.as_str(), op) {
            (TERMIJN, Some(op)) => {
                let nieuw = nieuw.ok_or(diesel::result::Error::NotFound)?;
                let van = wie.ok_or(diesel::result::Error::NotFound)?.cast();
                self.herzieningen.push(Herziening { van, op, oud, nieuw, bron: een_woord(woord)? });
            }
            (WEGING, Some(op)) => {
                let weging = Weging { graad: een_woord(woord)?, samen_gewogen: samen };
                self.wegingen.push((wie.ok_or(diesel::result::Error::NotFound)?.cast(), op, weging));
            }
            (THEMA, _) => self.themas.push(een_woord(woord)?),
            (VERZOEK, Some(verzonden_op)) => {
                let (Some(desk), Some(organisatie), Some(antwoord_voor)) = (wie, waar, nieuw) else { return Ok(()) };
                let route = een_woord(woord)?;
                self.gelegd.push(Gelegd { desk: desk.cast(), organisatie: organisatie.cast(), route });
                let status = een_woord(vierde.as_deref().unwrap_or_default())?;
                let desk = derde.clone();
                self.lopend.push(Lopend { id: id.cast(), route, status, antwoord_voor, verzonden_op, desk });
            }
            (_, Some(op)) => {
                let row = Woordrij {
                    id: id.cast(),
                    signaal_id: wie.map(Id::cast),
                    doel: Woord(een_woord(woord)?),
                    ontvanger: Woord(een_woord(tweede)?),
                    organisatie_id: waar.map(Id::cast),
                    onderdelen: derde.clone(),
                    status: Woord(een_woord(vierde.as_deref().unwrap_or_default())?),
                    op,
                    beeindigd_op: tot,
                };
                self.woorden.extend(row.gezegd()?.map(|gezegd| gezegd.uitspraak));
            }
            _ => {}
        }
        Ok(())
    }

    /// The pregnancies of the family, as far as anybody told of them.
    fn zwangerschappen(&self) -> impl Iterator<Item = &Zwangerschap> {
        self.meldingen.iter().filter_map(|melding| melding.zwangerschap.as_ref()).chain(&self.toegevoegd)
    }

    /// Whether children were born of one of its pregnancies.
    pub(super) const fn heeft_kinderen(&self) -> bool {
        !self.kinderen.is_empty()
    }

    /// The signalen that led to the case, oldest first.
    pub(super) fn signalen(&self) -> impl Iterator<Item = &Signaal> {
        self.meldingen.iter().map(|melding| &melding.signaal)
    }

    /// The window of the case on this day; none once its pregnancy is over and nobody told how.
    pub(super) fn venster_op(&self, van: &Casus, vandaag: NaiveDate) -> Kans {
        let (venster, sluit) = self.venster;
        let over = self.zwangerschap_van(van).is_some_and(|zij| matches!(zij.status_op(vandaag), Onbekend | Verlies));
        (venster.filter(|_| !over), sluit)
    }

    /// The pregnancy that the case is about.
    pub(super) fn zwangerschap_van(&self, van: &Casus) -> Option<&Zwangerschap> {
        self.zwangerschappen().find(|zij| Some(zij.id) == van.zwangerschap)
    }

    /// What of it may be shown.
    pub(super) fn gedeeld(&self, kijker: Kijker<'_>, van: &Casus, inzicht: &Inzicht<'_>) -> Result<Gedeeld, Error> {
        let van_signaal = |signaal: &Signaal| inzicht.van_signaal(signaal.id, signaal.gekoppeld_op);
        let mag: Vec<Vec<Onderdeel>> = self.signalen().map(van_signaal).collect();
        let met = |onderdeel: Onderdeel| {
            let samen = self.meldingen.iter().zip(&mag);
            samen.filter(move |(_, mag)| mag.contains(&onderdeel)).map(|(melding, _)| melding)
        };
        let mut gedeeld = Gedeeld { loopt: van.status != CasusStatus::Afgesloten, ..Gedeeld::default() };
        for onderdeel in inzicht.onderdelen() {
            match onderdeel {
                Onderdeel::Contactgegevens => {
                    let mag = mag.iter().map(|mag| mag.contains(&onderdeel));
                    (gedeeld.leidt, gedeeld.client) = self.gegevens((kijker, van), mag, &mut gedeeld.opgaven)?;
                }
                Onderdeel::Zwangerschap => {
                    let bekend = self.bekende_zwangerschappen(met(onderdeel));
                    gedeeld.zwangerschap = self.zwangerschap(van, &bekend);
                    gedeeld.eerdere = eerdere(&bekend, gedeeld.zwangerschap.as_ref().map(|(zij, _)| zij));
                    gedeeld.kinderen = self.kinderen(&bekend);
                }
                Onderdeel::Themas => gedeeld.themas = Some(self.themas(met(onderdeel))),
                Onderdeel::BeschermendeFactoren => {
                    gedeeld.beschermende_factoren = Some(beschermende_factoren(met(onderdeel)));
                }
                Onderdeel::Kwetsbaarheid => gedeeld.kwetsbaarheid = Some(self.wegingen(van, met(onderdeel))),
                Onderdeel::EigenVraag => gedeeld.eigen_vragen = Some(eigen_vragen(kijker, met(onderdeel))?),
            }
        }
        Ok(gedeeld)
    }

    /// The themes of the case: of these signalen, and those that somebody who visits added.
    fn themas<'a>(&self, van: impl Iterator<Item = &'a Melding>) -> Vec<Thema> {
        let mag: Vec<Thema> = van.flat_map(|melding| melding.signaal.themas.clone()).collect();
        let gemeld = |thema: &Thema| self.signalen().any(|signaal| signaal.themas.contains(thema));
        self.themas.iter().copied().filter(|thema| mag.contains(thema) || !gemeld(thema)).collect()
    }

    /// Whether there are themes besides these.
    pub(super) fn kent_meer_themas(&self, deze: &[Thema]) -> bool {
        self.themas.iter().any(|thema| !deze.contains(thema))
    }

    /// The judgements that were made in the case, and those that came with these signalen.
    fn wegingen<'a>(&self, casus: &Casus, van: impl Iterator<Item = &'a Melding>) -> Vec<(Moment, Weging)> {
        let mag: Vec<ClientId> = van.map(|melding| melding.signaal.client).collect();
        let telt = |&&(over, ..): &&(ClientId, Moment, Weging)| over == casus.client || mag.contains(&over);
        self.wegingen.iter().filter(telt).map(|&(_, op, weging)| (op, weging)).collect()
    }

    /// Who she is and how to reach her, by all that was noted of it in order of time; and what each noted that may be shown.
    ///
    /// What may not be shown of a signaal still keeps her safe.
    fn gegevens(
        &self,
        (kijker, casus): (Kijker<'_>, &Casus),
        mag: impl Iterator<Item = bool>,
        opgaven: &mut Vec<(Moment, Persoonsgegevens)>,
    ) -> Result<(Option<ClientId>, Option<Persoonsgegevens>), Error> {
        let mut weergaven = Vec::new();
        for (Melding { signaal, sleutel, gegevens, .. }, mag) in self.meldingen.iter().zip(mag) {
            let bewaard = client::open(kijker.kluis, signaal.client, sleutel, gegevens)?;
            if mag {
                opgaven.push((signaal.ontvangen_op, bewaard.gegevens.clone()));
            }
            let opgave = Opgave {
                gegevens: bewaard.gegevens.clone(),
                mag,
                van_casus: signaal.van_casus.clone(),
                van_signaal: signaal.van_signaal.clone(),
            };
            let (op, gekoppeld_op) = (signaal.ontvangen_op, signaal.gekoppeld_op);
            weergaven.push((signaal.client, Weergave { bewaard, op, gekoppeld_op, opgave }));
        }
        let mut zichtbaar = weergaven.iter().filter(|(_, van)| van.opgave.mag).map(|(wie, _)| *wie);
        let leidt = zichtbaar.clone().find(|wie| *wie == casus.client).or_else(|| zichtbaar.next_back());
        let weergaven: Vec<Weergave> = weergaven.into_iter().map(|(_, van)| van).collect();
        let samen = samengevat(&weergaven);
        if opgaven.len() < 2 {
            opgaven.clear();
        }
        Ok((leidt, samen))
    }

    /// The pregnancies that these signalen tell of, and those that were added to the case, the oldest first.
    fn bekende_zwangerschappen<'a>(&'a self, mag: impl Iterator<Item = &'a Melding>) -> Vec<&'a Zwangerschap> {
        mag.filter_map(|melding| melding.zwangerschap.as_ref()).chain(&self.toegevoegd).collect()
    }

    /// The children of these pregnancies, the oldest first.
    fn kinderen(&self, bekend: &[&Zwangerschap]) -> Vec<Kind> {
        let telt = |kind: &&Kind| bekend.iter().any(|zij| zij.id == kind.zwangerschap);
        let mut alle: Vec<Kind> = self.kinderen.iter().filter(telt).cloned().collect();
        alle.sort_by_key(|kind| (kind.geboren_op, kind.id));
        alle
    }

    /// The pregnancy that the case is about, or else one that may be shown; with every date that was noted of it, oldest first.
    fn zwangerschap(&self, van: &Casus, bekend: &[&Zwangerschap]) -> Option<(Zwangerschap, Vec<Herziening>)> {
        let leidt = *bekend.iter().find(|z| Some(z.id) == van.zwangerschap).or(bekend.last())?;
        let telt = |herziening: &&Herziening| bekend.iter().any(|z| z.id == herziening.van && z.is_zelfde(leidt));
        Some((leidt.clone(), self.herzieningen.iter().filter(telt).cloned().collect()))
    }
}

/// What came before this pregnancy and of which it is known how it went, the last one first; of two records of one pregnancy one.
fn eerdere(bekend: &[&Zwangerschap], leidt: Option<&Zwangerschap>) -> Vec<Zwangerschap> {
    let mut alle: Vec<Zwangerschap> = Vec::new();
    for &zij in bekend {
        let al_genoemd = leidt.into_iter().chain(&alle).any(|ander| ander.is_zelfde(zij));
        if zij.is_af().is_ok() && !al_genoemd {
            alle.push(zij.clone());
        }
    }
    alle.sort_by_key(|zij| std::cmp::Reverse(zij.uitgerekend));
    alle
}

/// Adds to each family the pregnancies of which no signaal tells, if a row is about one.
fn vul_aan(tx: &mut Tx, gezinnen: &mut HashMap<CasusId, Gezin>, regels: &[Aanhang]) -> Result<(), Error> {
    let van_termijn = |((soort, ..), _, _, _, (wie, _), _): &Aanhang| wie.filter(|_| soort == TERMIJN).map(Id::cast);
    let onbekend = |id: &ZwangerschapId| !gezinnen.values().any(|gezin| gezin.kent_zwangerschap(*id));
    let mut ids: Vec<ZwangerschapId> = regels.iter().filter_map(van_termijn).filter(onbekend).collect();
    ids.dedup();
    if ids.is_empty() {
        return Ok(());
    }
    for (client, zij) in client::zwangerschap::met_client(tx, &ids)? {
        let haar = gezinnen.values_mut().filter(|gezin| gezin.signalen().any(|signaal| signaal.client == client));
        haar.for_each(|gezin| gezin.toegevoegd.push(zij.clone()));
    }
    Ok(())
}

/// Adds to each family its children, when one of its pregnancies ended with a birth.
fn vul_kinderen_aan(tx: &mut Tx, gezinnen: &mut HashMap<CasusId, Gezin>) -> Result<(), Error> {
    let geboren = gezinnen.values().flat_map(Gezin::zwangerschappen).filter(|zij| zij.status == Geboren);
    let ids: Vec<ZwangerschapId> = geboren.map(|zij| zij.id).collect();
    if ids.is_empty() {
        return Ok(());
    }
    for kind in client::kind::van_alle(tx, &ids)? {
        let haar = gezinnen.values_mut().filter(|gezin| gezin.zwangerschappen().any(|zij| zij.id == kind.zwangerschap));
        haar.for_each(|gezin| gezin.kinderen.push(kind.clone()));
    }
    Ok(())
}

fn beschermende_factoren<'a>(van: impl Iterator<Item = &'a Melding>) -> Vec<BeschermendeFactor> {
    let mut alle: Vec<_> = van.flat_map(|melding| melding.signaal.beschermende_factoren.clone()).collect();
    alle.sort_unstable();
    alle.dedup();
    alle
}

fn eigen_vragen<'a>(kijker: Kijker<'_>, van: impl Iterator<Item = &'a Melding>) -> Result<Vec<String>, Error> {
    let mut vragen = Vec::new();
    for Melding { signaal, sleutel, eigen_vraag, .. } in van {
        if eigen_vraag.is_some() {
            let sleutel = kijker.kluis.sleutel(signaal.client, sleutel)?;
            vragen.extend(signalen::open_vraag(&sleutel, signaal.id, eigen_vraag.as_deref())?);
        }
    }
    Ok(vragen)
}

type Gemeld = (
    signalen::Row,
    PseudoniemId,
    Option<Vec<u8>>,
    (Vec<u8>, Vec<u8>),
    Option<ZwangerschapRow>,
    (CasusId, Option<Woord<Venster>>, NaiveDate),
);

/// The signalen of these cases, oldest first, each with the woman and the pregnancy that it brought; and the window of its case.
///
/// A case begins with a signaal, so that there is always one.
fn meldingen(tx: &mut Tx, welke: &[CasusId]) -> Result<Vec<(CasusId, Kans, Melding)>, Error> {
    let rows = signaal::table
        .inner_join(client_tabel::table)
        .inner_join(casus::table.on(signaal::casus_id.eq(casus::id.nullable())))
        .left_join(zwangerschap::table)
        .filter(EenVan::new(casus::id, welke))
        .order(signaal::id.asc())
        .select((
            signalen::Row::as_select(),
            client_tabel::pseudoniem,
            signaal::eigen_vraag,
            (client_tabel::sleutel, client_tabel::gegevens),
            Option::<ZwangerschapRow>::as_select(),
            (casus::id, casus::venster, casus::venster_sluit),
        ))
        .load::<Gemeld>(tx)?;
    let meldingen = rows.into_iter().map(|(row, betrokkene, eigen_vraag, zij, zwangerschap, (van, venster, sluit))| {
        let signaal = signalen::lees((row, betrokkene))?;
        let (sleutel, gegevens) = zij;
        let zwangerschap = zwangerschap.map(Into::into);
        let kans = (venster.map(|woord| woord.0), sluit);
        Ok((van, kans, Melding { signaal, sleutel, gegevens, eigen_vraag, zwangerschap }))
    });
    meldingen.collect()
}
