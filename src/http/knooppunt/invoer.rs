//! What a chair sends, and the rules that look at more than one field or at the calendar.

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    domain::{
        casus::CasusId,
        fouten::Fouten,
        knooppunt::{Aanleiding, AfspraakId, Afwezig, DeelnemerId, Deelnemersoort, Oordeel},
        reden::{self, AfwezigReden, VervalReden},
        thema::{Dimensie, Thema},
        tijd::Moment,
        toegang::GebruikerId,
    },
    http::invoer::een_regel,
};

/// A year after `vandaag`: nothing is planned further ahead.
fn over_een_jaar(vandaag: NaiveDate) -> NaiveDate {
    vandaag.checked_add_months(Months::new(12)).unwrap_or(NaiveDate::MAX)
}

/// Names `veld` when `dag` is not after `vandaag`, or more than a year away.
pub(in crate::http) fn toekomst(veld: &str, dag: NaiveDate, vandaag: NaiveDate, fouten: &mut Fouten) {
    if dag <= vandaag || dag > over_een_jaar(vandaag) {
        fouten.add(veld, "buiten-termijn", "Kies een dag na vandaag, hoogstens een jaar vooruit.");
    }
}

/// Een bijeenkomst om te plannen.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweBijeenkomst {
    /// Wanneer: niet in het verleden, hoogstens een jaar vooruit.
    pub gepland_op: DateTime<Utc>,
    /// Waar de tafel staat; nooit het adres van een gezin.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200)]
    pub plaats: Option<String>,
}

impl NieuweBijeenkomst {
    /// When the meeting is to be, as it can be planned at `nu`.
    ///
    /// An error names `geplandOp` when that cannot be.
    pub fn gepland_op(&self, nu: Moment) -> Result<Moment, Fouten> {
        let mut fouten = Fouten::new();
        let gepland_op = Moment::new(self.gepland_op);
        if gepland_op < nu || gepland_op.dag() > over_een_jaar(nu.dag()) {
            fouten.add("geplandOp", "buiten-termijn", "Kies een moment dat nog komt, hoogstens een jaar vooruit.");
        }
        fouten.als_fout().map(|()| gepland_op)
    }
}

/// Een gezin om te bespreken.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwAgendapunt {
    /// De casus.
    pub casus: CasusId,
    /// Waarom; zonder volgt het uit de doorgeleiding die loopt.
    pub aanleiding: Option<Aanleiding>,
}

/// Iemand aan tafel.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweDeelnemer {
    /// Een professional met een account, een gast zonder, of een (aanstaande) ouder.
    pub soort: Deelnemersoort,
    /// Het account; verplicht bij een professional, en alleen daar.
    pub gebruiker: Option<GebruikerId>,
    /// In welke hoedanigheid: een rol, zoals `wijkteam` of `moeder`. Nooit een naam.
    #[validate(length(min = 2, max = 80), custom(function = een_regel))]
    #[schema(min_length = 2, max_length = 80, example = "wijkteam")]
    pub hoedanigheid: String,
}

impl NieuweDeelnemer {
    /// Checks that a professional, and nobody else, has an account.
    ///
    /// An error holds everything that is wrong with it.
    pub fn controleer(&self) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        match (self.soort, self.gebruiker) {
            (Deelnemersoort::Professional, None) => {
                fouten.add("gebruiker", "verplicht", "Bij een professional hoort een account.");
            }
            (Deelnemersoort::Gast | Deelnemersoort::Ouder, Some(_)) => {
                fouten.add("gebruiker", "tegenspraak", "Een gast of ouder heeft geen account.");
            }
            _ => {}
        }
        fouten.als_fout()
    }
}

/// Wat over een gezin wordt besloten; ten minste één veld.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(min_properties = 1)]
pub struct NieuwBesluit {
    /// Wie de casus draagt.
    pub casusregisseur: Option<GebruikerId>,
    /// Wanneer wordt geëvalueerd: na vandaag, hoogstens een jaar vooruit.
    pub evaluatie_op: Option<NaiveDate>,
    /// Waarom de ouders er niet waren.
    pub ouders_afwezig_reden: Option<AfwezigReden>,
    /// Toelichting daarbij; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
    /// Dat de reden die er stond weg moet: de ouders zijn er toch.
    #[serde(default)]
    #[schema(required = false, default = false)]
    pub zonder_afwezig_reden: bool,
}

impl NieuwBesluit {
    /// What is said of why the parents are not there.
    #[must_use]
    pub fn afwezig(&self) -> Afwezig {
        match self.ouders_afwezig_reden {
            Some(reden) => Afwezig::Om(reden),
            None if self.zonder_afwezig_reden => Afwezig::Niet,
            None => Afwezig::Blijft,
        }
    }

    /// Checks that something is decided, and that it can be on `vandaag`.
    ///
    /// An error holds everything that is wrong with it.
    pub fn controleer(&self, vandaag: NaiveDate) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        let niets = self.casusregisseur.is_none()
            && self.evaluatie_op.is_none()
            && self.ouders_afwezig_reden.is_none()
            && self.toelichting.is_none()
            && !self.zonder_afwezig_reden;
        if niets {
            fouten.add("", "leeg", "Vul ten minste één veld in.");
        }
        if let Some(dag) = self.evaluatie_op {
            toekomst("evaluatieOp", dag, vandaag, &mut fouten);
        }
        if self.zonder_afwezig_reden && (self.ouders_afwezig_reden.is_some() || self.toelichting.is_some()) {
            fouten.add("zonderAfwezigReden", "tegenspraak", "Noem een reden, of haal haar weg; niet allebei.");
        }
        let anders =
            self.ouders_afwezig_reden.map_or(Ok(()), |reden| reden::controleer(reden, self.toelichting.as_deref()));
        fouten.merge(anders.err().unwrap_or_default()).als_fout()
    }
}

/// Een afspraak met de ouders.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweAfspraak {
    /// Wat er gebeurt.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub wat: String,
    /// Wie het doet: een deelnemer van dit agendapunt.
    pub wie: DeelnemerId,
    /// Uiterlijk wanneer: vanaf vandaag, hoogstens een jaar vooruit.
    pub uiterlijk: NaiveDate,
    /// Het thema waar het om gaat; dit of een dimensie, niet allebei.
    pub thema: Option<Thema>,
    /// De dimensie van Positieve Gezondheid waar het om gaat; dit of een thema, niet allebei.
    pub dimensie: Option<Dimensie>,
    /// Wat de ouders ervan vinden; kan ook later, zolang het verslag niet is vastgesteld.
    #[validate(nested)]
    pub positie: Option<NieuwePositie>,
}

impl NieuweAfspraak {
    /// Checks what looks at more than one field, or at the calendar.
    ///
    /// An error holds everything that is wrong with it.
    pub fn controleer(&self, vandaag: NaiveDate) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        if self.uiterlijk < vandaag || self.uiterlijk > over_een_jaar(vandaag) {
            let melding = "Kies een dag vanaf vandaag, hoogstens een jaar vooruit.";
            fouten.add("uiterlijk", "buiten-termijn", melding);
        }
        match (self.thema, self.dimensie) {
            (None, None) => fouten.add("thema", "verplicht", "Noem een thema of een dimensie."),
            (Some(_), Some(_)) => {
                fouten.add("dimensie", "tegenspraak", "Noem een thema of een dimensie, niet allebei.");
            }
            _ => {}
        }
        if let Some(positie) = &self.positie {
            positie.woorden_bij("positie.woorden", &mut fouten);
        }
        fouten.als_fout()
    }
}

/// Wat over één gezin aan tafel is besproken; ten minste één veld. Wat niet wordt genoemd, blijft.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(min_properties = 1)]
pub struct NieuweBespreking {
    /// Wie van tafel gaat: wie daar niet hoort, of niet komt, en er niets beloofde.
    #[serde(default)]
    #[validate(length(max = 20))]
    #[schema(required = false, max_items = 20)]
    pub van_tafel: Vec<DeelnemerId>,
    /// Wie erbij komt.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(required = false, max_items = 20)]
    pub deelnemers: Vec<NieuweDeelnemer>,
    /// Wat wordt afgesproken, in deze volgorde. Wie het doet zat al aan tafel.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(required = false, max_items = 20)]
    pub afspraken: Vec<NieuweAfspraak>,
    /// Wat de ouders vinden van afspraken die er al staan.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(required = false, max_items = 50)]
    pub posities: Vec<NieuwePositieBij>,
    /// Welke afspraken worden weggehaald: zij horen niet in dit verslag.
    #[serde(default)]
    #[validate(length(max = 50), nested)]
    #[schema(required = false, max_items = 50)]
    pub weg: Vec<AfspraakWeg>,
    /// Wat over het gezin wordt besloten.
    #[validate(nested)]
    pub besluit: Option<NieuwBesluit>,
}

impl NieuweBespreking {
    /// Checks every part of it, and names what is wrong by its place in the whole.
    ///
    /// An error holds everything that is wrong with it.
    pub fn controleer(&self, vandaag: NaiveDate) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        let erbij = self.deelnemers.len() + self.afspraken.len() + self.posities.len();
        if erbij + self.weg.len() + self.van_tafel.len() == 0 && self.besluit.is_none() {
            fouten.add("", "leeg", "Vul ten minste één veld in.");
        }
        for (plaats, wie) in self.deelnemers.iter().enumerate() {
            fouten = fouten.merge(binnen(&format!("deelnemers[{plaats}]"), wie.controleer()));
        }
        for (plaats, nieuw) in self.afspraken.iter().enumerate() {
            fouten = fouten.merge(binnen(&format!("afspraken[{plaats}]"), nieuw.controleer(vandaag)));
        }
        for (plaats, regel) in self.posities.iter().enumerate() {
            fouten = fouten.merge(binnen(&format!("posities[{plaats}].positie"), regel.positie.controleer()));
        }
        if let Some(besluit) = &self.besluit {
            fouten = fouten.merge(binnen("besluit", besluit.controleer(vandaag)));
        }
        fouten.als_fout()
    }
}

/// What is wrong with a part, named by its place in the whole.
pub(super) fn binnen(deel: &str, uitkomst: Result<(), Fouten>) -> Fouten {
    let mut fouten = Fouten::new();
    for fout in uitkomst.err().unwrap_or_default().into_vec() {
        let punt = if fout.veld.is_empty() { "" } else { "." };
        fouten.add(format!("{deel}{punt}{}", fout.veld), fout.code, fout.melding);
    }
    fouten
}

/// Wat de ouders vinden van een afspraak die er al staat.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwePositieBij {
    /// De afspraak.
    pub afspraak: AfspraakId,
    /// De versie die u zag.
    pub versie: i32,
    /// Wat zij vinden.
    #[validate(nested)]
    pub positie: NieuwePositie,
}

/// Een afspraak die wordt weggehaald voordat het verslag is vastgesteld.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AfspraakWeg {
    /// De afspraak.
    pub afspraak: AfspraakId,
    /// De versie die u zag.
    pub versie: i32,
}

/// Welke afspraken.
#[derive(Debug, Default, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AfsprakenVraag {
    /// Alleen die op deze dag of later af moeten zijn.
    pub vanaf: Option<NaiveDate>,
    /// Alleen die op deze dag of eerder af moeten zijn.
    pub tot_en_met: Option<NaiveDate>,
    /// Alleen die u zelf beloofde, of overnam.
    #[serde(default)]
    #[schema(required = false, default = false)]
    pub van_mij: bool,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    #[param(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    #[param(max_length = 200)]
    pub na: Option<String>,
}

/// Wat de ouders van een afspraak vinden.
#[derive(Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwePositie {
    /// Hun oordeel.
    pub oordeel: Oordeel,
    /// In hun eigen woorden; verplicht bij een opmerking en als zij niet akkoord zijn.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub woorden: Option<String>,
}

impl NieuwePositie {
    fn woorden_bij(&self, veld: &str, fouten: &mut Fouten) {
        if self.oordeel != Oordeel::Akkoord && self.woorden.is_none() {
            fouten.add(veld, "verplicht", "Leg vast wat de ouders zeggen, in hun eigen woorden.");
        }
    }

    /// Checks that a remark or a disagreement comes with the parents' own words.
    ///
    /// An error names `woorden`.
    pub fn controleer(&self) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        self.woorden_bij("woorden", &mut fouten);
        fouten.als_fout()
    }
}

/// Waarom een afspraak vervalt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwVerval {
    /// De reden.
    pub reden: VervalReden,
    /// Toelichting daarbij; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dag(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    fn afspraak(json: serde_json::Value) -> String {
        let nieuw: NieuweAfspraak = serde_json::from_value(json).unwrap();
        let fouten = nieuw.controleer(dag("2026-11-22")).err().unwrap_or_default();
        fouten.to_string()
    }

    #[test]
    fn een_afspraak_heeft_een_thema_of_een_dimensie_en_een_dag_die_nog_komt() {
        let wie = uuid::Uuid::nil();
        let goed =
            serde_json::json!({"wat": "Belt de gemeente", "wie": wie, "uiterlijk": "2026-11-22", "thema": "stress"});
        assert_eq!(afspraak(goed), "");
        let mis = serde_json::json!({"wat": "Belt de gemeente", "wie": wie, "uiterlijk": "2027-11-23",
            "thema": "stress", "dimensie": "zingeving", "positie": {"oordeel": "niet-akkoord"}});
        assert_eq!(afspraak(mis), "uiterlijk: buiten-termijn, dimensie: tegenspraak, positie.woorden: verplicht");
    }

    #[test]
    fn een_besluit_zegt_ten_minste_iets() {
        let fouten = |json| {
            let besluit: NieuwBesluit = serde_json::from_value(json).unwrap();
            besluit.controleer(dag("2026-11-22")).err().unwrap_or_default().to_string()
        };
        assert_eq!(fouten(serde_json::json!({})), ": leeg");
        assert_eq!(
            fouten(serde_json::json!({"evaluatieOp": "2026-11-22", "oudersAfwezigReden": "anders"})),
            "evaluatieOp: buiten-termijn, toelichting: verplicht"
        );
    }
}
