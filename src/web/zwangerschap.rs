//! The forms in which somebody tells what became of a pregnancy: one page each, for whoever carries the family and for whoever gave the
//! signaal.

use chrono::NaiveDate;
use maud::{Markup, html};
use serde_json::{Value, json};
use strum::VariantArray;

use crate::{
    domain::{
        Label, Word as _,
        reden::{CorrectieReden, HerzienReden},
        zwangerschap::Termijnbron,
    },
    http::problem::{Code, Problem},
    web::{
        casus::formulier::bij_velden,
        dagen::{dag, termijn},
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            kiezen::{keuze_id, woorden},
            vak::keuzelijst,
            veld::{Regel, als_dag, getal, regel},
        },
        formulier::Velden,
    },
};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Welk {
    /// The child was born.
    Geboorte,
    /// She lost her pregnancy.
    Verlies,
    /// It goes on: what was told of its end was a mistake.
    LooptNog,
    /// Another due date.
    Termijn,
    /// She is pregnant again.
    Volgende,
}

/// What is known of the pregnancy, as far as whoever tells may know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bekend {
    /// How many children she expects.
    pub aantal: i32,
    /// Whether somebody told how it ended.
    pub verteld: bool,
}

/// Children of one birth, at most.
const MEEST: i32 = 6;
const REDEN: &str = "reden";
const EERSTE: &str = "eerste";
/// Where the API says that a child was born on another day than it can be.
const KINDEREN: [&str; 6] = [
    "kinderen[0].geborenOp",
    "kinderen[1].geborenOp",
    "kinderen[2].geborenOp",
    "kinderen[3].geborenOp",
    "kinderen[4].geborenOp",
    "kinderen[5].geborenOp",
];

/// The days that were typed as those of the children after the first.
fn volgende_kinderen(velden: &Velden) -> impl Iterator<Item = String> {
    (2..=MEEST).map(|nummer| format!("op-{nummer}")).filter(|veld| velden.gevuld(veld).is_some())
}

impl Welk {
    /// The end of the path of its page.
    #[must_use]
    pub const fn pad(self) -> &'static str {
        match self {
            Self::Geboorte => "geboorte",
            Self::Verlies => "verlies",
            Self::LooptNog => "loopt-nog",
            Self::Termijn => "termijn",
            Self::Volgende => "volgende-zwangerschap",
        }
    }

    /// The end of the path in the API.
    #[must_use]
    pub const fn stap(self) -> &'static str {
        match self {
            Self::Geboorte | Self::Verlies | Self::LooptNog => "zwangerschapseinde",
            Self::Termijn => "termijnen",
            Self::Volgende => "zwangerschappen",
        }
    }

    /// The heading. After a loss nothing on the page is loud.
    #[must_use]
    pub const fn kop(self) -> &'static str {
        match self {
            Self::Geboorte => "Het kind is geboren",
            Self::Verlies => "Zij verloor haar zwangerschap",
            Self::LooptNog => "De zwangerschap loopt nog",
            Self::Termijn => "De uitgerekende datum verandert",
            Self::Volgende => "Zij is weer zwanger",
        }
    }

    /// What is said once it is done.
    #[must_use]
    pub const fn gedaan(self) -> &'static str {
        match self {
            Self::Geboorte => {
                "Vastgelegd. Wat voor de geboorte had moeten beginnen is gestopt. De overdracht aan de JGZ staat klaar."
            }
            Self::Verlies => {
                "Vastgelegd. Alles is gestopt. Sterkte voor haar, en voor u. Wil zij later steun, dan kan dat."
            }
            Self::LooptNog => "Gecorrigeerd. Wat door de vergissing stopte gaat verder, en wie dat aangaat hoort het.",
            Self::Termijn => "De datum is veranderd. Elke week en elke termijn gaat mee.",
            Self::Volgende => "Vastgelegd. De weken en de kansen horen vanaf nu bij deze zwangerschap.",
        }
    }

    /// What the button says.
    const fn knop(self) -> &'static str {
        match self {
            Self::Geboorte => "Leg de geboorte vast",
            Self::Verlies => "Leg vast en stop alles",
            Self::LooptNog => "Corrigeer",
            Self::Termijn => "Verander de datum",
            Self::Volgende => "Leg vast",
        }
    }

    /// What was filled in, as the API reads it; what cannot be read is told at its field.
    pub fn body(self, velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Value {
        match self {
            Self::Geboorte => geboorte(velden, vandaag, fouten),
            Self::Verlies => {
                let op = een_dag("op", "Vul in welke dag het was.", velden, vandaag, fouten);
                json!({ "einde": "verlies", "op": op, "reden": velden.gevuld(REDEN) })
            }
            Self::LooptNog => {
                if velden.gevuld(REDEN).is_none() {
                    fouten.bij(eerste_reden::<CorrectieReden>(), "Kies waarom dit wordt gecorrigeerd.");
                }
                json!({ "einde": "loopt-nog", "reden": velden.gevuld(REDEN) })
            }
            Self::Termijn => {
                let uitgerekend = uitgerekend(velden, vandaag, fouten);
                json!({ "uitgerekend": uitgerekend, "bron": bron(velden, fouten), "reden": velden.gevuld(REDEN) })
            }
            Self::Volgende => {
                let uitgerekend = uitgerekend(velden, vandaag, fouten);
                let (bron, aantal) = (bron(velden, fouten), getal("aantal", velden, fouten));
                let eerste = velden.gevuld(EERSTE).map(|eerste| eerste == "ja");
                let mut body = json!({ "uitgerekend": uitgerekend, "bron": bron, "eersteKind": eerste });
                if let (Some(velden), false) = (body.as_object_mut(), aantal.is_null()) {
                    velden.insert("aantalKinderen".to_owned(), aantal);
                }
                body
            }
        }
    }

    /// What the API finds wrong, at the field where it stands; that something else was told before asks for a reason.
    pub fn bij_velden(self, problem: Problem) -> Result<Fouten, Problem> {
        let reden = match self {
            Self::Termijn => eerste_reden::<HerzienReden>(),
            _ => eerste_reden::<CorrectieReden>(),
        };
        if problem.code() == Code::Conflict && problem.fouten().iter().any(|fout| fout.code == "al-verteld") {
            let mut fouten = Fouten::geen();
            fouten.bij(reden, "Hierover is al iets verteld. Klopt dat niet, kies dan waarom u het corrigeert.");
            return Ok(fouten);
        }
        let kinderen = ["op", "op-2", "op-3", "op-4", "op-5", "op-6"];
        let vast = [
            ("op", "op"),
            ("einde", "op"),
            ("kinderen", "op"),
            ("reden", reden.as_str()),
            ("uitgerekend", "uitgerekend"),
            ("bron", "bron"),
            ("aantalKinderen", "aantal"),
            ("eersteKind", "eerste-ja"),
        ];
        let plaatsen: Vec<(&str, &str)> = vast.into_iter().chain(KINDEREN.into_iter().zip(kinderen)).collect();
        bij_velden(problem, &plaatsen)
    }

    /// The fields, with the one button.
    #[must_use]
    pub fn vragen(self, bekend: Bekend, terug: &str, velden: &Velden, fouten: &Fouten) -> Markup {
        let al_verteld = bekend.verteld || fouten.van(&eerste_reden::<CorrectieReden>()).is_some();
        html! {
            @match self {
                Self::Geboorte => { (geboortedagen(bekend.aantal, velden, fouten)) }
                Self::Verlies => { (dagveld("op", "Welke dag was het?", velden, fouten)) }
                Self::LooptNog => {}
                Self::Termijn => {
                    (datum_en_bron(velden, fouten))
                    (waarom::<HerzienReden>("Waarom verandert de datum?", "Nodig als hij meer dan 14 dagen verschuift.", velden, fouten))
                }
                Self::Volgende => { (datum_en_bron(velden, fouten)) (verwacht(velden, fouten)) }
            }
            @if matches!(self, Self::Geboorte | Self::Verlies | Self::LooptNog) && (al_verteld || self == Self::LooptNog) {
                (waarom::<CorrectieReden>("Waarom wordt dit gecorrigeerd?", "Wat er stond blijft bewaard.", velden, fouten))
            }
            p.field.actions { button.button.big { (self.knop()) } a href=(terug) { "Niet vastleggen" } }
        }
    }
}

fn een_dag(veld: &str, leeg: &str, velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Value {
    let getypt = velden.tekst(veld);
    als_dag((dag(getypt, vandaag), getypt), (veld, leeg, "27-12-2026, of gisteren"), fouten)
}

fn uitgerekend(velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Value {
    let getypt = velden.tekst("uitgerekend");
    let plaats = ("uitgerekend", "Vul in wanneer zij is uitgerekend.", "27-12-2026, of hoe ver zij nu is: 26+3");
    als_dag((termijn(getypt, vandaag), getypt), plaats, fouten)
}

fn bron(velden: &Velden, fouten: &mut Fouten) -> Value {
    if velden.gevuld("bron").is_none() {
        fouten.bij("bron", "Kies hoe u dat weet.");
    }
    json!(velden.gevuld("bron"))
}

/// The birth: of more than one child each has its day, which is that of the first unless another was typed.
fn geboorte(velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) -> Value {
    let op = een_dag("op", "Vul in wanneer het kind is geboren.", velden, vandaag, fouten);
    let later: Vec<Value> = volgende_kinderen(velden).map(|veld| een_dag(&veld, "", velden, vandaag, fouten)).collect();
    let mut body = json!({ "einde": "geboren", "op": op, "reden": velden.gevuld(REDEN) });
    let aantal = velden.gevuld("aantal").and_then(|aantal| aantal.parse::<usize>().ok()).unwrap_or(1);
    if !later.is_empty() {
        let mut dagen: Vec<Value> = std::iter::once(op.clone()).chain(later).collect();
        while dagen.len() < aantal.min(KINDEREN.len()) {
            dagen.push(op.clone());
        }
        let kinderen: Vec<Value> = dagen.into_iter().map(|dag| json!({ "geborenOp": dag })).collect();
        if let Some(velden) = body.as_object_mut() {
            velden.insert("kinderen".to_owned(), json!(kinderen));
        }
    }
    body
}

fn eerste_reden<T: Label + VariantArray>() -> String {
    T::VARIANTS.first().map(|woord| keuze_id(REDEN, woord.word())).unwrap_or_default()
}

fn dagveld(naam: &str, vraag: &str, velden: &Velden, fouten: &Fouten) -> Markup {
    let rij = Regel {
        hint: "Bijvoorbeeld 27-12-2026, of gisteren",
        breed: "w-date",
        ..Regel::tekst(naam, vraag, velden.tekst(naam))
    };
    regel(rij, fouten)
}

fn geboortedagen(aantal: i32, velden: &Velden, fouten: &Fouten) -> Markup {
    let eerste = if aantal > 1 { "Wanneer is het eerste kind geboren?" } else { "Wanneer is het kind geboren?" };
    html! {
        (dagveld("op", eerste, velden, fouten))
        @for nummer in 2..=aantal.min(MEEST) {
            (dagveld(&format!("op-{nummer}"), &format!("Wanneer is kind {nummer} geboren? (leeg is: op dezelfde dag)"), velden, fouten))
        }
        @if aantal > 1 { input type="hidden" name="aantal" value=(aantal); }
    }
}

fn datum_en_bron(velden: &Velden, fouten: &Fouten) -> Markup {
    let bronnen: Vec<(&str, &str)> = Termijnbron::VARIANTS
        .iter()
        .filter(|bron| **bron != Termijnbron::Geboortedatum)
        .map(|bron| (bron.word(), bron.naam()))
        .collect();
    let rij = Regel {
        hint: "Een dag, of hoe ver zij nu is: 26+3",
        breed: "w-date",
        ..Regel::tekst("uitgerekend", "Wanneer is zij uitgerekend?", velden.tekst("uitgerekend"))
    };
    html! {
        (regel(rij, fouten))
        (keuzelijst("bron", "Hoe weet u dat?", "Kies hoe u dat weet", &bronnen, velden.tekst("bron"), fouten))
    }
}

/// How many she expects; and whether it is her first child, when that does not follow from what is known.
fn verwacht(velden: &Velden, fouten: &Fouten) -> Markup {
    let rij = Regel {
        hint: "Leeg is: een",
        breed: "w-date",
        toetsen: Some("numeric"),
        ..Regel::tekst("aantal", "Hoeveel kinderen verwacht zij? (niet verplicht)", velden.tekst("aantal"))
    };
    let keuzes = [
        Keuze { id: "eerste-ja", waarde: "ja", naam: "Ja", hint: "" },
        Keuze { id: "eerste-nee", waarde: "nee", naam: "Nee", hint: "" },
    ];
    let vraag = Groep { naam: EERSTE, vraag: "Is het haar eerste kind?", hint: "", een: true, vorm: "choices side" };
    let gevraagd = fouten.van("eerste-ja").is_some() || velden.gevuld(EERSTE).is_some();
    html! {
        (regel(rij, fouten))
        @if gevraagd { (groep(vraag, &keuzes, |waarde| velden.heeft(EERSTE, waarde), fouten)) }
    }
}

fn waarom<T: Label + VariantArray>(vraag: &str, hint: &str, velden: &Velden, fouten: &Fouten) -> Markup {
    let groep = Groep { naam: REDEN, vraag, hint, een: true, vorm: "choices" };
    woorden(groep, T::VARIANTS, velden, fouten)
}

/// What a loss ends, before anybody says that it happened.
#[must_use]
pub fn wat_stopt(dit: &[String]) -> Markup {
    html! {
        div.note.field {
            h2 { "Dit stopt als u vastlegt" }
            p { "Alles wat gepland stond, stopt nu en voorgoed: bezoeken, herinneringen, brieven. Niemand belt haar hier meer over." }
            @if !dit.is_empty() { ul { @for een in dit { li { (een) } } } }
            p { "Wie helpt krijgt bericht, zonder reden. Wat zij goed vond blijft zoals zij het zei. Wil zij later steun, dan kan dat." }
        }
    }
}
