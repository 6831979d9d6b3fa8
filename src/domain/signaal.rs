//! The signaal: one professional's worry, with the woman's consent.

mod einde;
mod koppeling;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use self::einde::{Levend, Verteld};
pub use self::koppeling::{Aansluiting, Gekoppeld, Koppeling, Ontkoppeling, gekozen};
pub use crate::domain::casus::Stand;
pub use crate::domain::ids::SignaalId;
use crate::domain::{
    beleid::{CasusHerzien, SignaalIntrekken, SignaalRegistreren},
    casus::{self, Casus, Open},
    client::{Client, Clientveld, Persoonsgegevens},
    gebied::Gemeente,
    ids::{CasusId, ClientId, GebruikerId, Id, OrganisatieId, PseudoniemId, ZwangerschapId, kind},
    recht::{Besluit, Ding, Door, Gebeurtenis, Hoofdzaak, In, Kop, Ligging, Permitted, Toestand},
    thema::{BeschermendeFactor, Graad, Instrument, Thema},
    tijd::Moment,
    toestemming::{self, Onderdeel, Reikwijdte, Toestemming, Verkregen},
    zwangerschap::{self, Termijnbron, Zwangerschap, kind::Kind},
};

/// The states of a signaal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = SignaalStatus)]
pub enum Status {
    /// Registered; no coordinator has taken it up yet.
    Ontvangen,
    /// Taken up, in a case of its own or in one that was there.
    Gekoppeld,
    /// Taken back; its personal data are gone.
    Ingetrokken,
    /// Refused by her: a count, without personal data.
    ZonderToestemming,
}

/// How pressing it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Urgentie {
    /// Within the ordinary terms.
    Gewoon,
    /// To be looked at today.
    Spoed,
    /// Acute danger: not a matter for Knooppunt, but for Veilig Thuis or 112.
    AcuutGevaar,
}

/// A judgement of vulnerability: never computed, always with who and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weging {
    /// The degree.
    pub graad: Graad,
    /// Whether it was weighed together with her.
    pub samen_gewogen: bool,
}

/// A judgement that was added to a case.
#[derive(Clone, Debug)]
pub struct Gewogen {
    /// The case.
    pub casus: Casus,
    /// The judgement.
    pub weging: Weging,
}

impl Hoofdzaak for Gewogen {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Permitted<CasusHerzien, In<Open, Casus>> {
    /// Keeps a judgement beside the earlier ones.
    #[must_use]
    pub fn weeg(self, weging: Weging) -> Besluit<Gewogen> {
        self.besluit(Gebeurtenis::CasusGewogen, |casus, _| Gewogen { casus, weging })
    }
}

/// A signaal.
#[derive(Clone, Debug)]
pub struct Signaal {
    /// Its identifier.
    pub id: SignaalId,
    /// The organisation that gave it.
    pub organisatie: OrganisatieId,
    /// The professional who gave it.
    pub gebruiker: GebruikerId,
    /// The woman it is about.
    pub client: ClientId,
    /// Her name in the logboek.
    pub betrokkene: PseudoniemId,
    /// Her pregnancy, if she is pregnant.
    pub zwangerschap: Option<ZwangerschapId>,
    /// The case it opened or joined.
    pub casus: Option<CasusId>,
    /// A case of a family that looks the same, when the blind check found one.
    pub lijkt_op: Option<CasusId>,
    /// Where she lived when it was given.
    pub gemeente: Gemeente,
    /// Where it lies: where the family of its case lives by now, also when it joined a case elsewhere.
    pub ligt_in: Gemeente,
    /// How pressing it is.
    pub urgentie: Urgentie,
    /// The instrument that was used.
    pub instrument: Instrument,
    /// The themes.
    pub themas: Vec<Thema>,
    /// The protective factors.
    pub beschermende_factoren: Vec<BeschermendeFactor>,
    /// Its state.
    pub status: Status,
    /// When it was received.
    pub ontvangen_op: Moment,
    /// When it joined the case of another signaal.
    pub gekoppeld_op: Option<Moment>,
    /// The fields in which what the case knew leads, as the coordinator chose.
    pub van_casus: Vec<Clientveld>,
    /// The fields in which this signaal leads, as the coordinator chose.
    pub van_signaal: Vec<Clientveld>,
    /// How often it was changed.
    pub versie: i32,
}

/// What the blind check found of a family that looks the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gelijkenis {
    /// Nobody.
    Niemand,
    /// A family with an open case: a coordinator says whether it is the same.
    Open(CasusId),
    /// A woman whose cases are closed: she is back. With whether she had a child while her family was followed.
    Eerder(ClientId, PseudoniemId, bool),
}

impl Gelijkenis {
    const fn open(self) -> Option<CasusId> {
        if let Self::Open(casus) = self { Some(casus) } else { None }
    }

    /// The case that a signaal opens, of the same woman when she is back.
    fn casus(self, signaal: &Signaal, op: Moment) -> Casus {
        let casus = Casus::uit_signaal(signaal, op);
        match self {
            Self::Eerder(client, betrokkene, _) => Casus { client, betrokkene, ..casus },
            Self::Niemand | Self::Open(_) => casus,
        }
    }
}

/// The case that a signaal gets when the one that it waited for closed: of the same woman, as far as anybody knows.
#[must_use]
pub fn eigen_casus(wachtend: &Signaal, gesloten: &Casus, op: Moment) -> Casus {
    Casus { client: gesloten.client, betrokkene: gesloten.betrokkene, ..Casus::uit_signaal(wachtend, op) }
}

impl Ding for Signaal {
    type Kind = kind::Signaal;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: self.casus,
            betrokkenen: vec![self.betrokkene],
            ligging: Ligging {
                organisatie: Some(self.organisatie),
                gemeente: Some(self.ligt_in),
                ..Ligging::default()
            },
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

impl Casus {
    /// The case that a signaal opens.
    #[must_use]
    pub fn uit_signaal(signaal: &Signaal, op: Moment) -> Self {
        Self {
            id: Id::new(op),
            client: signaal.client,
            betrokkene: signaal.betrokkene,
            zwangerschap: signaal.zwangerschap,
            gemeente: signaal.ligt_in,
            status: casus::Status::Aangemeld,
            coordinator: None,
            regisseur: None,
            verkenning_op: None,
            evaluatie_op: None,
            bekijk_op: None,
            verhuizing_wacht: None,
            sluitreden: None,
            aangemeld_op: op,
            geopend_op: op,
            gesloten_op: None,
            gesloten_door: None,
            noodprocedure: None,
            versie: 1,
        }
    }
}

/// What a signaller sends, once it is known to be right.
#[derive(Clone, Debug)]
pub struct Aanmelding {
    /// Where the woman lives.
    pub gemeente: Gemeente,
    /// What is known of her.
    pub gegevens: Persoonsgegevens,
    /// Her due date, with its source; the number of children and whether it is her first. Of a child that was born its birth date.
    pub zwangerschap: Option<(NaiveDate, Termijnbron, i32, bool)>,
    /// The themes.
    pub themas: Vec<Thema>,
    /// The protective factors.
    pub beschermende_factoren: Vec<BeschermendeFactor>,
    /// The judgement of vulnerability.
    pub weging: Weging,
    /// Her own question, in her own words.
    pub eigen_vraag: Option<String>,
    /// The instrument that was used.
    pub instrument: Instrument,
    /// How pressing it is.
    pub urgentie: Urgentie,
    /// What she consents to.
    pub toestemmingen: Vec<Reikwijdte>,
    /// How the consent was given.
    pub verkregen: Verkregen,
    /// The version of the wording that was read to her.
    pub bewoording: String,
}

/// A signaal that was received, with everything that came with it.
#[derive(Clone, Debug)]
pub struct Ontvangst {
    /// The signaal.
    pub signaal: Signaal,
    /// The case it opens; none when the family seems known already.
    pub casus: Option<Casus>,
    /// The woman.
    pub client: Client,
    /// Her pregnancy, also when it ended with the birth of the child that the worry is about.
    pub zwangerschap: Option<Zwangerschap>,
    /// The children of whom it tells.
    pub kinderen: Vec<Kind>,
    /// Her consents.
    pub toestemmingen: Vec<Toestemming>,
    /// The judgement of vulnerability, when she shares it with anybody.
    pub weging: Option<Weging>,
    /// Her own question, when she shares it with anybody.
    pub eigen_vraag: Option<String>,
    /// What came along and is not kept, because she shares it with nobody.
    pub niet_bewaard: Vec<Onderdeel>,
}

impl Hoofdzaak for Ontvangst {
    type Ding = Signaal;

    fn hoofdzaak(&self) -> &Signaal {
        &self.signaal
    }
}

impl Aanmelding {
    /// Drops what she shares with nobody, and says what that was.
    ///
    /// Who she is and when she is due stay: by these she is found again, and by these her time is counted.
    fn zonder_ongedekt(mut self) -> (Self, Option<Weging>, Vec<Onderdeel>) {
        let gedekt = |onderdeel: &Onderdeel| self.toestemmingen.iter().any(|r| r.onderdelen.contains(onderdeel));
        let kwijt = [
            (Onderdeel::Themas, !self.themas.is_empty()),
            (Onderdeel::BeschermendeFactoren, !self.beschermende_factoren.is_empty()),
            (Onderdeel::Kwetsbaarheid, true),
            (Onderdeel::EigenVraag, self.eigen_vraag.is_some()),
        ];
        let kwijt = kwijt.into_iter().filter(|(onderdeel, er)| *er && !gedekt(onderdeel));
        let kwijt: Vec<Onderdeel> = kwijt.map(|(onderdeel, _)| onderdeel).collect();
        let weging = (!kwijt.contains(&Onderdeel::Kwetsbaarheid)).then_some(self.weging);
        if kwijt.contains(&Onderdeel::Themas) {
            self.themas.clear();
        }
        if kwijt.contains(&Onderdeel::BeschermendeFactoren) {
            self.beschermende_factoren.clear();
        }
        self.eigen_vraag = self.eigen_vraag.filter(|_| !kwijt.contains(&Onderdeel::EigenVraag));
        (self, weging, kwijt)
    }

    fn ontvang(self, lijkt_op: Gelijkenis, door: &Door) -> Ontvangst {
        let (aanmelding, weging, niet_bewaard) = self.zonder_ongedekt();
        aanmelding.ontvang_gedekt(lijkt_op, weging, niet_bewaard, door)
    }

    fn ontvang_gedekt(
        self,
        gelijkenis: Gelijkenis,
        weging: Option<Weging>,
        niet_bewaard: Vec<Onderdeel>,
        door: &Door,
    ) -> Ontvangst {
        let op = door.op;
        let client = Client { id: Id::new(op), pseudoniem: Id::new(op), gegevens: self.gegevens };
        let zwangerschap = self.zwangerschap.map(|termijn| opgegeven(termijn, gelijkenis, op));
        let kinderen = zwangerschap.as_ref().map(|zij| geboren(zij, op)).unwrap_or_default();
        let mut signaal = Signaal {
            id: Id::new(op),
            organisatie: door.organisatie,
            gebruiker: door.gebruiker,
            client: client.id,
            betrokkene: client.pseudoniem,
            zwangerschap: zwangerschap.as_ref().map(|z| z.id),
            casus: None,
            lijkt_op: gelijkenis.open(),
            gemeente: self.gemeente,
            ligt_in: self.gemeente,
            urgentie: self.urgentie,
            instrument: self.instrument,
            themas: self.themas,
            beschermende_factoren: self.beschermende_factoren,
            status: Status::Ontvangen,
            ontvangen_op: op,
            gekoppeld_op: None,
            van_casus: Vec::new(),
            van_signaal: Vec::new(),
            versie: 1,
        };
        let casus = gelijkenis.open().is_none().then(|| gelijkenis.casus(&signaal, op));
        signaal.casus = casus.as_ref().map(|casus| casus.id);
        let naar = |reikwijdte| gegeven(reikwijdte, (self.verkregen, &self.bewoording), &signaal, door);
        let toestemmingen = self.toestemmingen.into_iter().map(naar).collect();
        Ontvangst {
            signaal,
            casus,
            client,
            zwangerschap,
            kinderen,
            toestemmingen,
            weging,
            eigen_vraag: self.eigen_vraag,
            niet_bewaard,
        }
    }
}

/// The pregnancy that a signaller tells of. Of a child that was born the date is that of its birth.
fn opgegeven(
    (uitgerekend, bron, aantal_kinderen, eerste_kind): (NaiveDate, Termijnbron, i32, bool),
    gelijkenis: Gelijkenis,
    op: Moment,
) -> Zwangerschap {
    let geboren = bron == Termijnbron::Geboortedatum;
    Zwangerschap {
        id: Id::new(op),
        uitgerekend,
        bron,
        aantal_kinderen,
        // What is known of her says more than what she was asked.
        eerste_kind: eerste_kind && !matches!(gelijkenis, Gelijkenis::Eerder(.., true)),
        status: if geboren { zwangerschap::Status::Geboren } else { zwangerschap::Status::Lopend },
        geeindigd_op: geboren.then_some(uitgerekend),
    }
}

/// The children of whom a signaller tells that they were born.
fn geboren(van: &Zwangerschap, op: Moment) -> Vec<Kind> {
    let Some(dag) = van.geeindigd_op else { return Vec::new() };
    (0..van.aantal_kinderen).map(|_| Kind::geboren(van.id, dag, op)).collect()
}

/// A consent that comes with a signaal.
fn gegeven(
    reikwijdte: Reikwijdte,
    (verkregen, bewoording): (Verkregen, &str),
    signaal: &Signaal,
    door: &Door,
) -> Toestemming {
    Toestemming {
        id: Id::new(door.op),
        client: signaal.client,
        betrokkene: signaal.betrokkene,
        signaal: Some(signaal.id),
        casus: signaal.casus,
        reikwijdte,
        verkregen,
        bewoording: bewoording.to_owned(),
        status: toestemming::Status::Gegeven,
        genoteerd_door: door.gebruiker,
        genoteerd_op: door.op,
        beeindigd_op: None,
        ligging: signaal.ligging(),
        versie: 1,
    }
}

impl Permitted<SignaalRegistreren, ()> {
    /// Registers a signaal to which the woman agreed; `lijkt_op` is what the blind check found.
    #[must_use]
    pub fn registreer(self, aanmelding: Aanmelding, lijkt_op: Gelijkenis) -> Besluit<Ontvangst> {
        self.maak(Gebeurtenis::SignaalOntvangen, |(), door| aanmelding.ontvang(lijkt_op, door))
    }

    /// Counts a refusal, and keeps nothing else.
    #[must_use]
    pub fn zonder_toestemming(self, gemeente: Gemeente) -> Besluit<Telling> {
        let telling = Telling { soort: "signaal-zonder-toestemming", gemeente };
        self.tel(Gebeurtenis::SignaalZonderToestemming, |(), _| telling)
    }

    /// Counts acute danger, and keeps nothing else: Knooppunt is not the way to report it.
    #[must_use]
    pub fn acuut_gevaar(self, gemeente: Gemeente) -> Besluit<Telling> {
        let telling = Telling { soort: "signaal-acuut-gevaar", gemeente };
        self.tel(Gebeurtenis::SignaalAcuutGevaar, |(), _| telling)
    }
}

/// Something that is counted, in the month in which it happened, and of which nothing else is kept.
#[derive(Clone, Copy, Debug)]
pub struct Telling {
    /// What is counted.
    pub soort: &'static str,
    /// Where.
    pub gemeente: Gemeente,
}

impl Telling {
    /// A signaal that was taken back.
    #[must_use]
    pub const fn ingetrokken(gemeente: Gemeente) -> Self {
        Self { soort: "signaal-ingetrokken", gemeente }
    }
}

/// A signaal that nobody has taken up yet.
#[derive(Debug)]
pub struct Ontvangen;
impl Toestand<Signaal> for Ontvangen {
    const STATUS: &'static [Status] = &[Status::Ontvangen];
}

impl Permitted<SignaalIntrekken, In<Ontvangen, Signaal>> {
    /// Takes it back; its personal data go with it.
    #[must_use]
    pub fn trek_in(self) -> Besluit<Signaal> {
        self.besluit(Gebeurtenis::SignaalIngetrokken, |signaal, _| Signaal { status: Status::Ingetrokken, ..signaal })
    }
}
