//! What was typed at the table, read line by line: empty lines do not count, and what is wrong is named at its field.

use chrono::NaiveDate;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    http::{
        invoer::parse,
        knooppunt::{invoer::NieuweBespreking, tafel::Bespreking},
        problem::Problem,
    },
    web::{
        dagen,
        deel::{formulier::VERZOEK, fouten::Fouten},
        formulier::Velden,
        tafel::woorden::dag_fout,
    },
};

/// As what parents sit at a table.
pub(super) const OUDERS: [&str; 3] = ["moeder", "vader", "partner"];
/// So many lines for new agreements stand on the page.
pub(super) const REGELS: usize = 6;
/// What is chosen when the parents are there although a reason stood there why not.
pub(super) const TOCH: &str = "toch";
/// So many agreements that stand can be on it.
const STAAND: usize = 60;

/// What was typed, as the API reads it, with where each part stands on the page.
#[derive(Debug, Default)]
pub(super) struct Getypt {
    erbij: Vec<Value>,
    /// Where each of them stands.
    erbij_op: Vec<&'static str>,
    afspraken: Vec<Value>,
    /// On which line each agreement stands, and who does it when that is somebody who is seated in the same go.
    regels: Vec<(usize, Option<String>)>,
    posities: Vec<Value>,
    posities_op: Vec<usize>,
    besluit: serde_json::Map<String, Value>,
    van_tafel: Vec<String>,
    weg: Vec<Value>,
    weg_op: Vec<usize>,
}

/// What was typed but for these fields, so that they are made anew.
fn zonder(velden: &Velden, welke: &[&str]) -> Velden {
    Velden(velden.0.iter().filter(|(naam, _)| !welke.contains(&naam.as_str())).cloned().collect())
}

/// Whether somebody is to be seated.
pub(super) fn iemand_erbij(velden: &Velden) -> bool {
    ["ouder", "collega", "gast"].iter().any(|naam| velden.gevuld(naam).is_some())
}

/// What was typed, to be saved anew on the page as it is now: what somebody left as it stood gives way to what stands there by now.
pub(super) fn op_de_nieuwe(velden: &Velden) -> Velden {
    let liet_staan = |naam: &str| velden.tekst(naam) == velden.tekst(&format!("was-{naam}"));
    let met_stand = ["regisseur", "opnieuw", "afwezig"].into_iter().filter(|naam| liet_staan(naam));
    zonder(velden, &[VERZOEK, "versie"].into_iter().chain(met_stand).collect::<Vec<_>>())
}

/// What was typed but for who was seated just now, with a key of its own.
pub(super) fn zonder_erbij(velden: &Velden) -> Velden {
    zonder(velden, &["ouder", "collega", "gast", "doe", VERZOEK])
}

/// Whether something else is said of an agreement than stood there when the page was made.
fn anders_gezegd(velden: &Velden, nummer: usize) -> bool {
    ["oordeel", "gezegd"]
        .iter()
        .any(|veld| velden.tekst(&format!("{veld}-{nummer}")) != velden.tekst(&format!("was-{veld}-{nummer}")))
}

/// On which number an agreement stood in the form that was sent.
fn stond_op(velden: &Velden, id: &str) -> Option<usize> {
    let mut alle = velden.0.iter().filter(|(_, waarde)| waarde == id);
    alle.find_map(|(naam, _)| naam.strip_prefix("afspraak-")?.parse().ok())
}

/// The fields of an agreement under the number that it has now: what was typed at it, or else what the parents said of it.
///
/// What was typed goes back to the agreement it was typed at: meanwhile somebody else may have taken one away before it.
pub(super) fn van_afspraak(velden: &Velden, nummer: usize, id: &str, nu: [&str; 2]) -> Velden {
    let stond = stond_op(velden, id);
    let getypt = |veld: &str| stond.map_or("", |stond| velden.tekst(&format!("{veld}-{stond}"))).to_owned();
    let gezegd = match stond {
        Some(stond) if anders_gezegd(velden, stond) => [getypt("oordeel"), getypt("gezegd")],
        _ => nu.map(str::to_owned),
    };
    let [oordeel, woorden] = gezegd;
    let alle = [("oordeel", oordeel), ("gezegd", woorden), ("weg", getypt("weg"))];
    Velden(alle.into_iter().map(|(veld, waarde)| (format!("{veld}-{nummer}"), waarde)).collect())
}

/// What was typed at agreements that are not among these any more, so that nobody has to think it up again.
pub(super) fn verweesd<'a>(velden: &'a Velden, staan: &[String]) -> Vec<&'a str> {
    let weg = |nummer: &usize| {
        let id = velden.gevuld(&format!("afspraak-{nummer}"));
        id.is_some_and(|id| !staan.iter().any(|een| een == id)) && anders_gezegd(velden, *nummer)
    };
    let woorden = (1..=STAAND).filter(weg).map(|nummer| format!("gezegd-{nummer}"));
    woorden.filter_map(|veld| velden.gevuld(&veld)).collect()
}

impl Getypt {
    /// Reads it; with `alleen_erbij` only who is to be seated.
    pub(super) fn lees(velden: &Velden, vandaag: NaiveDate, alleen_erbij: bool) -> (Self, Fouten) {
        let (mut getypt, mut fouten) = (Self::default(), Fouten::geen());
        getypt.lees_erbij(velden);
        if !alleen_erbij {
            getypt.van_tafel = velden.alle("van-tafel").map(str::to_owned).collect();
            for nummer in 1..=REGELS {
                getypt.lees_regel(velden, nummer, vandaag, &mut fouten);
            }
            for nummer in 1..=STAAND {
                getypt.lees_staand(velden, nummer, &mut fouten);
            }
            getypt.lees_besluit(velden, vandaag, &mut fouten);
        }
        (getypt, fouten)
    }

    fn lees_erbij(&mut self, velden: &Velden) {
        for wie in OUDERS.iter().filter(|wie| velden.heeft("ouder", wie)) {
            self.erbij.push(json!({ "soort": "ouder", "hoedanigheid": wie }));
            self.erbij_op.push("ouder-moeder");
        }
        if let Some((id, als)) = velden.gevuld("collega").and_then(|gekozen| gekozen.split_once(' ')) {
            self.erbij.push(json!({ "soort": "professional", "gebruiker": id, "hoedanigheid": als }));
            self.erbij_op.push("collega");
        }
        if let Some(gast) = velden.gevuld("gast") {
            self.erbij.push(json!({ "soort": "gast", "hoedanigheid": gast }));
            self.erbij_op.push("gast");
        }
    }

    fn lees_regel(&mut self, velden: &Velden, nummer: usize, vandaag: NaiveDate, fouten: &mut Fouten) {
        let naam = |naam: &str| format!("{naam}-{nummer}");
        let [wat, wie, uiterlijk, thema, oordeel, woorden] =
            ["wat", "wie", "uiterlijk", "thema", "positie", "woorden"].map(|veld| velden.gevuld(&naam(veld)));
        if [wat, wie, uiterlijk, thema, oordeel, woorden].iter().all(Option::is_none) {
            return;
        }
        for (veld, waarde, zin) in [
            ("wat", wat, "Schrijf op wat u afspreekt."),
            ("wie", wie, "Kies wie dit doet."),
            ("thema", thema, "Kies een onderwerp."),
        ] {
            if waarde.is_none() {
                fouten.bij(naam(veld), zin);
            }
        }
        let nieuw = wie.and_then(|wie| wie.strip_prefix("nieuw ")).map(str::to_owned);
        if nieuw.as_deref().is_some_and(|wie| !velden.heeft("ouder", wie)) {
            fouten.bij(naam("wie"), "Vink deze ouder hierboven aan, of kies iemand die al aan tafel zit.");
        }
        if oordeel.is_none() && woorden.is_some() {
            fouten.bij(format!("positie-{nummer}-akkoord"), "Kies of de ouders ja of nee zeggen.");
        }
        let dag = match dagen::dag(uiterlijk.unwrap_or_default(), vandaag) {
            Ok(dag) => Some(dag),
            Err(waarom) => {
                fouten.bij(naam("uiterlijk"), dag_fout(waarom, uiterlijk.unwrap_or_default()));
                None
            }
        };
        // Who comes to the table in the same go has no identifier yet: this one stands for them until they have.
        let wie = if nieuw.is_some() { Uuid::nil().to_string() } else { wie.unwrap_or_default().to_owned() };
        let positie = oordeel.map(|oordeel| json!({ "oordeel": oordeel, "woorden": woorden }));
        self.afspraken.push(json!({ "wat": wat, "wie": wie, "uiterlijk": dag, "thema": thema, "positie": positie }));
        self.regels.push((nummer, nieuw));
    }

    fn lees_staand(&mut self, velden: &Velden, nummer: usize, fouten: &mut Fouten) {
        let veld = |naam: &str| velden.gevuld(&format!("{naam}-{nummer}"));
        let (Some(id), Some(versie)) = (veld("afspraak"), veld("gezien").and_then(|versie| versie.parse::<i32>().ok()))
        else {
            return;
        };
        if veld("weg").is_some() {
            self.weg.push(json!({ "afspraak": id, "versie": versie }));
            self.weg_op.push(nummer);
            return;
        }
        match (veld("oordeel"), veld("gezegd")) {
            // What stood there already is not said again.
            _ if !anders_gezegd(velden, nummer) => {}
            (Some(oordeel), woorden) => {
                let positie = json!({ "oordeel": oordeel, "woorden": woorden });
                self.posities.push(json!({ "afspraak": id, "versie": versie, "positie": positie }));
                self.posities_op.push(nummer);
            }
            (None, Some(_)) => fouten.bij(format!("oordeel-{nummer}-akkoord"), "Kies of de ouders ja of nee zeggen."),
            (None, None) => {}
        }
    }

    fn lees_besluit(&mut self, velden: &Velden, vandaag: NaiveDate, fouten: &mut Fouten) {
        let nieuw = |naam: &str| velden.gevuld(naam).filter(|waarde| *waarde != velden.tekst(&format!("was-{naam}")));
        if let Some(regisseur) = nieuw("regisseur") {
            self.besluit.insert("casusregisseur".to_owned(), regisseur.into());
        }
        if let Some(getypt) = nieuw("opnieuw") {
            match dagen::dag(getypt, vandaag) {
                Ok(dag) => drop(self.besluit.insert("evaluatieOp".to_owned(), json!(dag))),
                Err(waarom) => fouten.bij("opnieuw", dag_fout(waarom, getypt)),
            }
        }
        // A reason that stood there already is not said again, unless to explain it.
        let toelichting = velden.gevuld("toelichting");
        match nieuw("afwezig").or_else(|| toelichting.and(velden.gevuld("afwezig"))) {
            Some(TOCH) if toelichting.is_some() => {
                let zin = "U legt uit waarom de ouders er niet zijn, en kiest dat zij er toch zijn. Haal een van de twee weg.";
                fouten.bij("toelichting", zin);
            }
            Some(TOCH) => drop(self.besluit.insert("zonderAfwezigReden".to_owned(), true.into())),
            Some(reden) => {
                self.besluit.insert("oudersAfwezigReden".to_owned(), reden.into());
                self.besluit.extend(toelichting.map(|tekst| ("toelichting".to_owned(), tekst.into())));
            }
            None if toelichting.is_some() => fouten.bij("afwezig-wilde-niet", "Kies waarom de ouders er niet zijn."),
            None => {}
        }
    }

    /// Whether nothing was typed.
    pub(super) fn is_leeg(&self) -> bool {
        self.erbij.is_empty() && !self.heeft_rest()
    }

    fn heeft_rest(&self) -> bool {
        let regels = self.afspraken.len() + self.posities.len() + self.weg.len() + self.van_tafel.len();
        regels > 0 || !self.besluit.is_empty()
    }

    /// The fields of the API, with where they stand on the page.
    pub(super) fn plaatsen(&self) -> Vec<(String, String)> {
        let mut alle: Vec<(String, String)> = Vec::new();
        for (i, plek) in self.erbij_op.iter().enumerate() {
            for veld in ["gebruiker", "hoedanigheid"] {
                alle.push((format!("deelnemers[{i}].{veld}"), (*plek).to_owned()));
            }
        }
        for (i, (nummer, _)) in self.regels.iter().enumerate() {
            for (veld, plek) in [("wat", "wat"), ("wie", "wie"), ("uiterlijk", "uiterlijk"), ("thema", "thema")] {
                alle.push((format!("afspraken[{i}].{veld}"), format!("{plek}-{nummer}")));
            }
            alle.push((format!("afspraken[{i}].positie.oordeel"), format!("positie-{nummer}-akkoord")));
            alle.push((format!("afspraken[{i}].positie.woorden"), format!("woorden-{nummer}")));
        }
        for (i, nummer) in self.posities_op.iter().enumerate() {
            alle.push((format!("posities[{i}].positie.oordeel"), format!("oordeel-{nummer}-akkoord")));
            alle.push((format!("posities[{i}].positie.woorden"), format!("gezegd-{nummer}")));
        }
        for i in 0..self.van_tafel.len() {
            alle.push((format!("vanTafel[{i}]"), "van-tafel-1".to_owned()));
        }
        for (i, nummer) in self.weg_op.iter().enumerate() {
            alle.push((format!("weg[{i}].afspraak"), format!("weg-{nummer}")));
        }
        for (veld, plek) in [
            ("casusregisseur", "regisseur"),
            ("evaluatieOp", "opnieuw"),
            ("oudersAfwezigReden", "afwezig-wilde-niet"),
            ("toelichting", "toelichting"),
            ("zonderAfwezigReden", "afwezig-wilde-niet"),
        ] {
            alle.push((format!("besluit.{veld}"), plek.to_owned()));
        }
        alle
    }

    /// What is sent to the operations.
    pub(super) fn invoer(self) -> Result<Bespreking, Problem> {
        let lees = |body: &Value| parse::<NieuweBespreking>(body.to_string().as_bytes());
        let heeft_rest = self.heeft_rest();
        let erbij = (!self.erbij.is_empty()).then(|| lees(&json!({ "deelnemers": self.erbij }))).transpose()?;
        let besluit = (!self.besluit.is_empty()).then_some(self.besluit);
        let Self { afspraken, posities, weg, van_tafel, .. } = self;
        let rest = json!({ "afspraken": afspraken, "posities": posities, "weg": weg, "vanTafel": van_tafel, "besluit": besluit });
        let rest = heeft_rest.then(|| lees(&rest)).transpose()?;
        Ok(Bespreking { erbij, rest, wie: self.regels.into_iter().map(|(_, wie)| wie).collect() })
    }
}
