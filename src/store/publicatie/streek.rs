//! A made-up region as rows, still of no database, for the tests.

use std::fmt::Write as _;

use chrono::{NaiveDate, TimeDelta};
use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;
use strum::VariantArray;

use crate::domain::{gebied::Gemeente, tijd::Moment};

/// A moment on a day, at noon.
pub(crate) fn op(dag: &str) -> Moment {
    moment(&format!("{dag}T12:00:00Z"))
}

/// A moment to the second.
pub(crate) fn moment(tekst: &str) -> Moment {
    Moment::new(chrono::DateTime::parse_from_rfc3339(tekst).unwrap().to_utc())
}

/// A value as either engine writes it.
#[derive(Clone)]
pub(crate) enum Waarde {
    Id(u32),
    Leeg,
    Bytes,
    Tekst(String),
    Getal(i32),
    Waar(bool),
}

use Waarde::{Bytes, Getal, Id, Leeg, Tekst, Waar};

impl From<&str> for Waarde {
    fn from(tekst: &str) -> Self {
        Tekst(tekst.to_owned())
    }
}

impl From<Moment> for Waarde {
    fn from(moment: Moment) -> Self {
        Tekst(moment.to_string())
    }
}

impl From<Option<Moment>> for Waarde {
    fn from(moment: Option<Moment>) -> Self {
        moment.map_or(Leeg, Into::into)
    }
}

impl Waarde {
    fn sql(&self, postgresql: bool) -> String {
        match self {
            Id(nr) if postgresql => format!("'00000000-0000-7000-8000-{nr:012x}'"),
            Id(nr) => format!("x'00000000000070008000{nr:012x}'"),
            Leeg => "NULL".into(),
            Bytes if postgresql => "'\\x00'".into(),
            Bytes => "x'00'".into(),
            Tekst(tekst) => format!("'{tekst}'"),
            Getal(getal) => getal.to_string(),
            Waar(waar) => waar.to_string(),
        }
    }
}

/// The tables, each after those it refers to, with their columns.
const TABELLEN: [(&str, &str); 16] = [
    ("organisatie", "id, naam, soort, actief, versie"),
    ("gebruiker", "id, organisatie_id, gebruikersnaam, naam, totp_stap, actief, aangemaakt_op, versie"),
    ("desk", "id, organisatie_id, naam, route, gebied_soort, gebied, actief, versie"),
    ("client", "id, pseudoniem, sleutel, gegevens, kenmerk_naam, aangemaakt_op"),
    (
        "casus",
        "id, client_id, gemeente, subregio, status, waarom, venster_sluit, aangemeld_op, geopend_op, gesloten_op, versie",
    ),
    (
        "signaal",
        "id, organisatie_id, gebruiker_id, client_id, casus_id, gemeente, ligt_in, subregio, urgentie, instrument, themas, \
         beschermende_factoren, status, ontvangen_op, versie",
    ),
    (
        "toestemming",
        "id, client_id, casus_id, doel, ontvanger, onderdelen, bewoording, wijze, gegeven_door, status, door_id, op, versie",
    ),
    (
        "doorgeleiding",
        "id, casus_id, route, desk_id, toestemming_id, status, verzonden_door_id, verzonden_op, antwoord_voor, gestart_op, reden, \
         versie",
    ),
    (
        "verhuizing",
        "id, casus_id, van, naar, naar_subregio, status, voorgesteld_door_id, organisatie_id, voorgesteld_op, \
                    antwoord_voor, beantwoord_op, versie",
    ),
    ("telling", "soort, gemeente, maand, aantal"),
    ("traject", "id, doorgeleiding_id, casus_id, route, status, gepland_op, gestart_op, beeindigd_op, einde, versie"),
    ("huisbezoek", "traject_id, themas, wensen, vervolgacties, door_id, op"),
    ("contactmoment", "id, traject_id, soort, gepland_op, status, gehouden_op, versie"),
    ("bijeenkomst", "id, gemeente, gepland_op, status, voorzitter_id, gehouden_op, versie"),
    ("agendapunt", "id, bijeenkomst_id, casus_id, aanleiding, regisseur_id, versie"),
    ("afspraak", "id, agendapunt_id, casus_id, wat, wie_id, uiterlijk, status, afgehandeld_op, versie"),
];

const DEELNEMER: (&str, &str) = ("deelnemer", "id, agendapunt_id, soort, hoedanigheid");
const ORGANISATIE: u32 = 1;
const GEBRUIKER: u32 = 2;
const DESK: u32 = 3;
const PRAKTIJK: u32 = 4;
const ZIEKENHUIS: u32 = 5;
const KRAAMZORG: u32 = 6;

/// Who signals.
pub(crate) const SIGNALEERDERS: [u32; 4] = [PRAKTIJK, ZIEKENHUIS, KRAAMZORG, ORGANISATIE];

/// A region, row by row.
#[derive(Clone, Default)]
pub(crate) struct Streek {
    rijen: Vec<(&'static str, Vec<Waarde>)>,
    laatste: u32,
}

impl Streek {
    /// A region with a desk, somebody at it, and nobody to help yet.
    pub(crate) fn new() -> Self {
        let mut streek = Self { rijen: Vec::new(), laatste: 10 };
        let toen = op("2020-01-01");
        for (nr, soort) in [
            (ORGANISATIE, "ggd-jgz"),
            (PRAKTIJK, "verloskundigenpraktijk"),
            (ZIEKENHUIS, "ziekenhuis"),
            (KRAAMZORG, "kraamzorg"),
        ] {
            streek.zet("organisatie", vec![Id(nr), soort.into(), soort.into(), Waar(true), Getal(1)]);
        }
        let gebruiker = vec![
            Id(GEBRUIKER),
            Id(ORGANISATIE),
            "anna".into(),
            "Anna".into(),
            Getal(0),
            Waar(true),
            toen.into(),
            Getal(1),
        ];
        streek.zet("gebruiker", gebruiker);
        let desk = vec![
            Id(DESK),
            Id(ORGANISATIE),
            "Loket".into(),
            "voorzorg".into(),
            "regio".into(),
            "zuid-limburg".into(),
            Waar(true),
            Getal(1),
        ];
        streek.zet("desk", desk);
        streek
    }

    fn zet(&mut self, tabel: &'static str, rij: Vec<Waarde>) {
        self.rijen.push((tabel, rij));
    }

    fn nieuw(&mut self) -> u32 {
        self.laatste += 1;
        self.laatste
    }

    pub(crate) fn client(&mut self) -> u32 {
        let (id, pseudoniem) = (self.nieuw(), self.nieuw());
        self.zet("client", vec![Id(id), Id(pseudoniem), Bytes, Bytes, Bytes, op("2020-01-01").into()]);
        id
    }

    pub(crate) fn casus(&mut self, client: u32, gemeente: Gemeente, van: Moment, tot: Option<Moment>) -> u32 {
        let id = self.nieuw();
        let status = if tot.is_some() { "afgesloten" } else { "in-behandeling" };
        let waarom = if tot.is_some() { None::<Moment>.into() } else { "bekijken".into() };
        let rij = vec![
            Id(id),
            Id(client),
            gemeente.code().into(),
            <&str>::from(gemeente.subregio()).into(),
            status.into(),
            waarom,
            "9999-12-31".into(),
            van.into(),
            van.into(),
            tot.into(),
            Getal(1),
        ];
        self.zet("casus", rij);
        id
    }

    /// A signaal brings a client row of its own.
    pub(crate) fn signaal(&mut self, casus: u32, status: &str, op: Moment) {
        self.signaal_van(PRAKTIJK, casus, status, op);
    }

    pub(crate) fn signaal_van(&mut self, organisatie: u32, casus: u32, status: &str, op: Moment) {
        let (client, id) = (self.client(), self.nieuw());
        let rij = vec![
            Id(id),
            Id(organisatie),
            Id(GEBRUIKER),
            Id(client),
            Id(casus),
            "GM0917".into(),
            "GM0917".into(),
            "parkstad".into(),
            "gewoon".into(),
            "geen".into(),
            "[]".into(),
            "[]".into(),
            status.into(),
            op.into(),
            Getal(1),
        ];
        self.zet("signaal", rij);
    }

    pub(crate) fn doorgeleiding(&mut self, client: u32, casus: u32, route: &str, status: &str, op: Moment) -> u32 {
        let (toestemming, id) = (self.nieuw(), self.nieuw());
        let rij = vec![
            Id(toestemming),
            Id(client),
            Id(casus),
            "doorgeleiding".into(),
            route.into(),
            "[]".into(),
            "ja".into(),
            "mondeling".into(),
            "zelf".into(),
            "gegeven".into(),
            Id(GEBRUIKER),
            op.into(),
            Getal(1),
        ];
        self.zet("toestemming", rij);
        let rij = vec![
            Id(id),
            Id(casus),
            route.into(),
            Id(DESK),
            Id(toestemming),
            status.into(),
            Id(GEBRUIKER),
            op.into(),
            "2027-01-01".into(),
            Some(op).filter(|_| ["gestart", "afgerond"].contains(&status)).into(),
            if status == "afgewezen" { "gezin-wil-niet".into() } else { Leeg },
            Getal(1),
        ];
        self.zet("doorgeleiding", rij);
        id
    }

    /// What a home visit was to lead to.
    pub(crate) fn uitkomst(&mut self, traject: u32, acties: &str, op: Moment) {
        let rij = vec![Id(traject), "[]".into(), Bytes, acties.into(), Id(GEBRUIKER), op.into()];
        self.zet("huisbezoek", rij);
    }

    /// A family that moved.
    pub(crate) fn verhuizing(&mut self, casus: u32, van: Gemeente, naar: Gemeente, op: Moment) {
        let rij = vec![
            Id(self.nieuw()),
            Id(casus),
            van.code().into(),
            naar.code().into(),
            <&str>::from(naar.subregio()).into(),
            "overgenomen".into(),
            Id(GEBRUIKER),
            Id(ORGANISATIE),
            op.into(),
            "2027-01-01".into(),
            op.into(),
            Getal(1),
        ];
        self.zet("verhuizing", rij);
    }

    /// What is only counted.
    pub(crate) fn telling(&mut self, soort: &str, gemeente: Gemeente, maand: &str, aantal: i32) {
        self.zet("telling", vec![soort.into(), gemeente.code().into(), maand.into(), Getal(aantal)]);
    }

    /// A traject, with the doorgeleiding from long ago that it came of.
    pub(crate) fn traject(
        &mut self,
        client: u32,
        casus: u32,
        route: &str,
        van: Option<Moment>,
        tot: Option<Moment>,
    ) -> u32 {
        let doorgeleiding = self.doorgeleiding(client, casus, route, "gestart", op("2020-02-01"));
        let id = self.nieuw();
        let status = match (van, tot) {
            (None, _) => "gepland",
            (_, None) => "lopend",
            _ => "beeindigd",
        };
        let rij = vec![
            Id(id),
            Id(doorgeleiding),
            Id(casus),
            route.into(),
            status.into(),
            op("2020-02-01").into(),
            van.into(),
            tot.into(),
            if tot.is_some() { "afgerond".into() } else { Leeg },
            Getal(1),
        ];
        self.zet("traject", rij);
        id
    }

    pub(crate) fn contactmoment(&mut self, traject: u32, status: &str, op: Moment) {
        let id = self.nieuw();
        let gehouden = Some(op).filter(|_| status == "gehouden");
        let rij = vec![Id(id), Id(traject), "huisbezoek".into(), op.into(), status.into(), gehouden.into(), Getal(1)];
        self.zet("contactmoment", rij);
    }

    pub(crate) fn bijeenkomst(&mut self, status: &str, op: Moment) -> u32 {
        let id = self.nieuw();
        let gehouden = Some(op).filter(|_| status != "gepland");
        let rij = vec![Id(id), "GM0917".into(), op.into(), status.into(), Id(GEBRUIKER), gehouden.into(), Getal(1)];
        self.zet("bijeenkomst", rij);
        id
    }

    pub(crate) fn agendapunt(&mut self, bijeenkomst: u32, casus: u32, besloten: bool, afspraken: u32) {
        let punt = self.nieuw();
        let regisseur = if besloten { Id(GEBRUIKER) } else { Leeg };
        self.zet("agendapunt", vec![Id(punt), Id(bijeenkomst), Id(casus), "doorgeleiding".into(), regisseur, Getal(1)]);
        for _ in 0..afspraken {
            let (wie, id) = (self.nieuw(), self.nieuw());
            self.zet("deelnemer", vec![Id(wie), Id(punt), "ouder".into(), Bytes]);
            let rij =
                vec![Id(id), Id(punt), Id(casus), Bytes, Id(wie), "2027-01-01".into(), "open".into(), Leeg, Getal(1)];
            self.zet("afspraak", rij);
        }
    }

    /// Refusals and acute danger in every gemeente.
    fn getelde_weigeringen(&mut self) {
        for (nr, gemeente) in Gemeente::VARIANTS.iter().enumerate() {
            self.telling("signaal-zonder-toestemming", *gemeente, "2025-04-01", i32::try_from(nr % 3 + 1).unwrap());
            self.telling("signaal-acuut-gevaar", *gemeente, "2025-11-01", 1);
        }
    }

    /// The same rows, stored in another order.
    pub(crate) fn geschud(&self) -> Self {
        let mut anders = self.clone();
        anders.rijen.shuffle(&mut ChaCha8Rng::seed_from_u64(7));
        anders
    }

    /// The statements that store it.
    pub(super) fn sql(&self, postgresql: bool) -> String {
        let mut sql = String::new();
        let (voor, na) = TABELLEN.split_at(TABELLEN.len() - 1);
        for (tabel, kolommen) in voor.iter().chain([&DEELNEMER]).chain(na) {
            let rijen: Vec<_> = self.rijen.iter().filter(|(van, _)| van == tabel).collect();
            for deel in rijen.chunks(200) {
                let rij = |(_, rij): &&(&str, Vec<Waarde>)| {
                    format!("({})", rij.iter().map(|w| w.sql(postgresql)).collect::<Vec<_>>().join(", "))
                };
                let waarden = deel.iter().map(rij).collect::<Vec<_>>().join(",\n");
                writeln!(sql, "INSERT INTO {tabel} ({kolommen}) VALUES {waarden};").unwrap();
            }
        }
        sql
    }
}

/// A region of `gezinnen` families whose lives run from 2023 to 2026: some with two cases, most with more than one fact.
pub(crate) fn verzonnen(gezinnen: u32) -> Streek {
    let mut rng = ChaCha8Rng::seed_from_u64(2025);
    let mut streek = Streek::new();
    let begin = NaiveDate::from_ymd_opt(2023, 1, 1).unwrap();
    let dag =
        |rng: &mut ChaCha8Rng, na: i64, tot: i64| op(&(begin + TimeDelta::days(rng.random_range(na..tot))).to_string());
    let tafels: Vec<u32> = (0..40)
        .map(|nr| {
            let status = ["gepland", "gehouden", "vastgesteld", "vastgesteld"][nr % 4];
            let op = dag(&mut rng, 300, 1460);
            streek.bijeenkomst(status, op)
        })
        .collect();
    for _ in 0..gezinnen {
        let client = streek.client();
        for _ in 0..rng.random_range(1..=2) {
            let gemeente = Gemeente::VARIANTS[rng.random_range(0..16) * rng.random_range(0..16) / 16];
            let van = rng.random_range(0..1200);
            let gesloten = rng.random_bool(0.4).then(|| dag(&mut rng, van, 1461));
            let casus = streek.casus(client, gemeente, dag(&mut rng, van, van + 1), gesloten);
            let status = ["gekoppeld", "gekoppeld", "gekoppeld", "ingetrokken"][rng.random_range(0..4)];
            let wie = SIGNALEERDERS[rng.random_range(0..SIGNALEERDERS.len())];
            streek.signaal_van(wie, casus, status, dag(&mut rng, van, van + 1));
            if rng.random_bool(0.1) {
                let vandaan = Gemeente::VARIANTS[rng.random_range(0..16)];
                let op = dag(&mut rng, van, 1461);
                streek.verhuizing(casus, vandaan, gemeente, op);
            }
            for _ in 0..rng.random_range(0..3) {
                let route =
                    ["voorzorg", "stevig-ouderschap", "knooppunt", "prenataal-huisbezoek"][rng.random_range(0..4)];
                let status = ["verzonden", "afgewezen", "afgerond"][rng.random_range(0..3)];
                let op = dag(&mut rng, van, 1461);
                streek.doorgeleiding(client, casus, route, status, op);
            }
            for _ in 0..rng.random_range(0..3) {
                let route = ["prenataal-huisbezoek", "voorzorg", "stevig-ouderschap"][rng.random_range(0..3)];
                let gestart = rng.random_range(van..1461);
                let tot = rng.random_bool(0.5).then(|| dag(&mut rng, gestart, 1461));
                let gestart = dag(&mut rng, gestart, gestart + 1);
                let traject = streek.traject(client, casus, route, Some(gestart), tot);
                let op = dag(&mut rng, van, 1461);
                streek.contactmoment(traject, ["gehouden", "niet-gehouden"][rng.random_range(0..2)], op);
                if route == "prenataal-huisbezoek" {
                    let acties = ["[\"geen\"]", "[\"voorzorg\",\"stevig-ouderschap\"]", "[\"nog-een-huisbezoek\"]"];
                    let op = dag(&mut rng, van, 1461);
                    streek.uitkomst(traject, acties[rng.random_range(0..3)], op);
                }
            }
            if rng.random_bool(0.4) {
                let tafel = tafels[rng.random_range(0..tafels.len())];
                streek.agendapunt(tafel, casus, rng.random_bool(0.8), rng.random_range(0..3));
            }
        }
    }
    streek.getelde_weigeringen();
    streek
}
