//! What a person hears of who looked at her file.

use std::iter;

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    domain::{
        client::ClientId,
        fouten::Fouten,
        logboek::{Gebeurtenis, Groep, Regel, Soort, Uitkomst, zin},
        tijd::Moment,
    },
    http::html,
    store::{
        beeld::{InzageBeeld, inzage::Dagen},
        logboek::lezen::Namen,
    },
};

/// Over welke dagen.
#[derive(Debug, Default, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct InzageVraag {
    /// De eerste dag; zonder begint het bij het begin.
    pub van: Option<NaiveDate>,
    /// De laatste dag, die meetelt; zonder loopt het tot nu.
    pub tot: Option<NaiveDate>,
}

impl InzageVraag {
    /// The days, when they can be.
    pub(super) fn dagen(&self) -> Result<Dagen, Fouten> {
        let mut fouten = Fouten::new();
        fouten.jaar("van", self.van.map(|van| van.year()));
        fouten.jaar("tot", self.tot.map(|tot| tot.year()));
        fouten.als_fout()?;
        Ok((self.van, self.tot))
    }
}

/// Een moment, en wat de klok in Nederland toen aanwees.
#[derive(Debug, Serialize, ToSchema)]
pub struct TijdstipView {
    /// Het moment.
    pub utc: Moment,
    /// De klok in Nederland.
    #[schema(example = "23 november 2026, 10:05 uur")]
    pub hier: String,
}

impl From<Moment> for TijdstipView {
    fn from(op: Moment) -> Self {
        Self { utc: op, hier: html::moment(op) }
    }
}

/// Wat iemand op één dag met uw gegevens deed, of probeerde.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InzageRegel {
    /// De dag, in Nederland.
    pub dag: NaiveDate,
    /// De eerste keer op die dag.
    pub eerste: TijdstipView,
    /// De laatste keer op die dag.
    pub laatste: TijdstipView,
    /// Hoe vaak.
    pub aantal: u32,
    /// De organisatie.
    pub organisatie: String,
    /// De functie; ontbreekt als het werd geweigerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub functie: Option<String>,
    /// De naam van de medewerker, als deze regio die toont.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medewerker: Option<String>,
    /// Namens wie.
    pub namens: String,
    /// Welke gegevens, als woord.
    pub soort: Soort,
    /// Welke gegevens.
    pub wat: String,
    /// Wat ermee is gedaan, als woord.
    pub gebeurtenis: Gebeurtenis,
    /// Wat ermee is gedaan.
    pub actie: String,
    /// Waarvoor.
    pub doel: String,
    /// Waarom het mocht; ontbreekt als het werd geweigerd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub grond: Option<String>,
    /// De toestemming waarop het rustte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toestemming: Option<String>,
    /// Of het in een noodsituatie was.
    pub noodprocedure: bool,
    /// Of het werd geweigerd.
    pub geweigerd: bool,
    /// Hoe het afliep.
    pub uitkomst: String,
}

const ONBEKEND: &str = "een organisatie die hier niet meer bekend is";

impl InzageRegel {
    fn new(groep: &Groep, namen: &Namen) -> Self {
        let regel = &groep.eerste;
        let geweigerd = regel.uitkomst != Uitkomst::Gelukt;
        let organisatie = regel.organisatie.and_then(|id| namen.organisatie(id)).unwrap_or(ONBEKEND).to_owned();
        let naam = |id| namen.medewerker(id);
        let collega = |id| format!(", als waarnemer voor {}", naam(id).unwrap_or("een collega"));
        let waarnemer = regel.namens.map(collega).unwrap_or_default();
        let systeem = if regel.machineclient.is_some() { ", via een computersysteem van de organisatie" } else { "" };
        Self {
            dag: regel.dag(),
            eerste: regel.op.into(),
            laatste: groep.laatste.into(),
            aantal: groep.aantal,
            namens: format!("{organisatie}{waarnemer}{systeem}"),
            organisatie,
            functie: regel.rol.map(|rol| zin::rol(rol).to_owned()),
            medewerker: regel.gebruiker.and_then(naam).map(str::to_owned),
            soort: regel.soort,
            wat: zin::soort(regel.soort).to_owned(),
            gebeurtenis: regel.gebeurtenis,
            actie: actie(regel),
            doel: zin::doel(regel.doel).to_owned(),
            grond: regel.grond().map(|grond| zin::grond(grond, regel.soort).to_owned()),
            toestemming: toestemming(regel, namen),
            noodprocedure: regel.noodprocedure,
            geweigerd,
            uitkomst: zin::uitkomst(regel.uitkomst).to_owned(),
        }
    }
}

/// What was done; of a refusal, what was wanted.
pub(in crate::http) fn actie(regel: &Regel) -> String {
    let gedaan = zin::gebeurtenis(regel.gebeurtenis);
    match zin::handeling(&regel.handeling).filter(|_| regel.uitkomst != Uitkomst::Gelukt) {
        Some(wilde) => format!("{gedaan}: {wilde}"),
        None => gedaan.to_owned(),
    }
}

fn toestemming(regel: &Regel, namen: &Namen) -> Option<String> {
    let verleend = regel.toestemming.and_then(|id| namen.toestemming(id))?;
    let (aan, voor) = (zin::ontvanger(verleend.ontvanger), zin::toestemming_doel(verleend.doel));
    let sinds = html::dag(verleend.op.in_nederland().date());
    Some(format!("uw toestemming van {sinds}: {voor}, door {aan}"))
}

/// Wie de gegevens van een cliënt zag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InzageView {
    /// De cliënt.
    pub client: ClientId,
    /// De eerste dag, als daarnaar is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub van: Option<NaiveDate>,
    /// De laatste dag, als daarnaar is gevraagd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tot: Option<NaiveDate>,
    /// Wanneer dit overzicht is gemaakt; alles van daarvoor staat erin.
    pub opgemaakt_op: TijdstipView,
    /// Wat er met haar gegevens is gedaan, op volgorde.
    pub regels: Vec<InzageRegel>,
}

impl From<&InzageBeeld> for InzageView {
    fn from(beeld: &InzageBeeld) -> Self {
        let (van, tot) = beeld.dagen;
        let regels = beeld.groepen.iter().map(|groep| InzageRegel::new(groep, &beeld.namen)).collect();
        Self { client: beeld.client, van, tot, opgemaakt_op: beeld.opgemaakt_op.into(), regels }
    }
}

impl InzageView {
    /// The days of it, each with its lines.
    pub(super) fn dagen(&self) -> impl Iterator<Item = (NaiveDate, &[InzageRegel])> {
        let mut rest = self.regels.as_slice();
        iter::from_fn(move || {
            let dag = rest.first()?.dag;
            let (vandaag, later) = rest.split_at(rest.iter().take_while(|regel| regel.dag == dag).count());
            rest = later;
            Some((dag, vandaag))
        })
    }
}

/// What one organisation or employee did on a day, in its order.
pub(super) struct VanWie<'a> {
    pub namens: &'a str,
    pub functie: Option<&'a str>,
    pub medewerker: Option<&'a str>,
    pub regels: Vec<&'a InzageRegel>,
}

impl VanWie<'_> {
    /// For what it was done: each purpose once.
    pub(super) fn doelen(&self) -> String {
        let mut doelen: Vec<&str> = Vec::new();
        for regel in &self.regels {
            if !doelen.contains(&regel.doel.as_str()) {
                doelen.push(&regel.doel);
            }
        }
        doelen.join("; ")
    }
}

/// The lines of a day by who did it; whoever came first stands first.
pub(super) fn per_wie(regels: &[InzageRegel]) -> Vec<VanWie<'_>> {
    let mut alle: Vec<VanWie<'_>> = Vec::new();
    for regel in regels {
        let (namens, functie, medewerker) =
            (regel.namens.as_str(), regel.functie.as_deref(), regel.medewerker.as_deref());
        let zelfde = |wie: &&mut VanWie<'_>| (wie.namens, wie.functie, wie.medewerker) == (namens, functie, medewerker);
        match alle.iter_mut().find(zelfde) {
            Some(wie) => wie.regels.push(regel),
            None => alle.push(VanWie { namens, functie, medewerker, regels: vec![regel] }),
        }
    }
    alle
}
