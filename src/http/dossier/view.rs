//! What is kept of a person, field by field, for machines and for people.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        client::ClientId,
        dossier::{Achtergehouden, Rubriek, Stuk, UITLEG, Waarde},
        woorden::label,
    },
    http::{
        html,
        inzage::view::{InzageView, TijdstipView},
    },
    store::beeld::DossierBeeld,
};

/// Eén gegeven.
#[derive(Debug, Serialize, ToSchema)]
pub struct VeldView {
    /// Wat het is.
    pub naam: String,
    /// Zoals het is bewaard.
    pub waarde: String,
    /// Zoals men het leest.
    pub tekst: String,
}

impl VeldView {
    fn new(naam: &str, waarde: &Waarde) -> Self {
        let (waarde, tekst) = match waarde {
            Waarde::Moment(op) => (op.to_string(), html::moment(*op)),
            Waarde::Dag(dag) => (dag.to_string(), html::dag(*dag)),
            Waarde::Woord(van, woord) => (woord.clone(), label(van, woord)),
            Waarde::Woorden(van, woorden) => {
                (woorden.join(", "), woorden.iter().map(|woord| label(van, woord)).collect::<Vec<_>>().join(", "))
            }
            Waarde::Tekst(tekst) => (tekst.clone(), tekst.clone()),
            Waarde::JaNee(ja) => (ja.to_string(), if *ja { "ja" } else { "nee" }.to_owned()),
            Waarde::Getal(getal) => (getal.to_string(), getal.to_string()),
        };
        Self { naam: naam.to_owned(), waarde, tekst }
    }
}

/// Eén ding dat is bewaard.
#[derive(Debug, Serialize, ToSchema)]
pub struct StukView {
    /// De gegevens, in de volgorde waarin men ze leest.
    pub velden: Vec<VeldView>,
}

impl From<&Stuk> for StukView {
    fn from(stuk: &Stuk) -> Self {
        Self { velden: stuk.velden.iter().map(|(naam, waarde)| VeldView::new(naam, waarde)).collect() }
    }
}

/// Een soort gegevens, met alles wat daarvan is bewaard.
#[derive(Debug, Serialize, ToSchema)]
pub struct RubriekView {
    /// Welke soort.
    pub rubriek: Rubriek,
    /// Wat erboven staat.
    pub titel: String,
    /// Wat ervan is bewaard; leeg als er niets is.
    pub stukken: Vec<StukView>,
}

/// Wat niet is getoond.
#[derive(Debug, Serialize, ToSchema)]
pub struct AchtergehoudenView {
    /// Wat.
    pub wat: String,
    /// Waarom.
    pub waarom: String,
}

impl From<&Achtergehouden> for AchtergehoudenView {
    fn from(achtergehouden: &Achtergehouden) -> Self {
        Self { wat: achtergehouden.wat.to_owned(), waarom: achtergehouden.waarom.to_owned() }
    }
}

/// Alles wat over een cliënt is bewaard.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DossierView {
    /// De cliënt.
    pub client: ClientId,
    /// Wanneer dit is gemaakt.
    pub opgemaakt_op: TijdstipView,
    /// Waarvoor, waarvandaan, en wat zij kan doen.
    pub uitleg: Vec<String>,
    /// Wat er is bewaard.
    pub rubrieken: Vec<RubriekView>,
    /// Wat is achtergehouden, en waarom.
    pub achtergehouden: Vec<AchtergehoudenView>,
    /// Hoe lang het wordt bewaard.
    pub bewaartermijnen: Vec<String>,
    /// Wie het zag.
    pub inzage: InzageView,
}

impl From<&DossierBeeld> for DossierView {
    fn from(beeld: &DossierBeeld) -> Self {
        let rubriek = |(rubriek, stukken): &(Rubriek, Vec<Stuk>)| RubriekView {
            rubriek: *rubriek,
            titel: rubriek.titel().to_owned(),
            stukken: stukken.iter().map(StukView::from).collect(),
        };
        Self {
            client: beeld.client,
            opgemaakt_op: beeld.opgemaakt_op.into(),
            uitleg: UITLEG.map(str::to_owned).to_vec(),
            rubrieken: beeld.rubrieken.iter().map(rubriek).collect(),
            achtergehouden: beeld.achtergehouden.iter().map(Into::into).collect(),
            bewaartermijnen: beeld.bewaartermijnen.to_vec(),
            inzage: (&beeld.inzage).into(),
        }
    }
}
