//! What is sent and shown of the logboek: ids and closed words, with their sentence.

use std::collections::HashMap;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use crate::{
    domain::{
        casus::CasusId,
        client::ClientId,
        fouten::Fouten,
        ids::Id,
        logboek::{Gebeurtenis, LogregelId, Object, Regel, Soort, Uitkomst, Verwerkingsdoel},
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId, PseudoniemId, Rol, SessieId, machineclient::MachineclientId},
        toestemming::ToestemmingId,
    },
    http::{antwoord::Pagina, inzage::view::actie, mens::NamenView},
    store::logboek::zoek::{Gezien, Kijker, Zoekvraag},
};

/// Of a line that names more persons than a page can hold, itself a search through the logboek, only so many are shown.
const MEESTE: usize = 100;
/// Longer than this is not one thing that happened.
const DAGEN: i64 = 366;
/// What no index finds is looked for in so many days.
const ZONDER_INGANG: i64 = 31;

/// Welke regels; zonder iets zijn het alle regels.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct LogboekVraag {
    /// Over deze cliënt, ook als zij bij een tweede signaal nog eens bekend werd.
    pub client: Option<ClientId>,
    /// Over wie in het logboek zo heet.
    pub pseudoniem: Option<PseudoniemId>,
    /// Door dit account.
    pub gebruiker: Option<GebruikerId>,
    /// Namens deze organisatie.
    pub organisatie: Option<OrganisatieId>,
    /// In deze sessie: de `sid` van een token.
    pub sessie: Option<SessieId>,
    /// Vanaf dit netwerkadres.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub toegangspunt: Option<String>,
    /// In deze casus.
    pub casus: Option<CasusId>,
    /// Met dit ding.
    #[schema(value_type = Option<Uuid>)]
    pub object: Option<Id<Object>>,
    /// Wat er gebeurde.
    pub gebeurtenis: Option<Gebeurtenis>,
    /// Hoe het afliep.
    pub uitkomst: Option<Uitkomst>,
    /// In een noodsituatie, of juist niet.
    pub noodprocedure: Option<bool>,
    /// Vanaf dit moment.
    pub van: Option<DateTime<Utc>>,
    /// Tot dit moment.
    pub tot: Option<DateTime<Utc>>,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde: de waarde `na` uit het antwoord.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub na: Option<String>,
}

impl LogboekVraag {
    /// Whether an index finds its lines; without anything to find, the newest are.
    fn heeft_ingang(&self) -> bool {
        let over = self.client.is_some() || self.pseudoniem.is_some() || self.casus.is_some() || self.object.is_some();
        let door = self.gebruiker.is_some() || self.sessie.is_some() || self.toegangspunt.is_some();
        let zeldzaam = self.noodprocedure == Some(true) || self.uitkomst.is_some_and(|uit| uit != Uitkomst::Gelukt);
        let niets = self.organisatie.is_none()
            && self.gebeurtenis.is_none()
            && self.uitkomst.is_none()
            && self.noodprocedure.is_none();
        over || door || zeldzaam || niets
    }

    fn controleer(&self, nu: Moment) -> Result<(), Fouten> {
        let mut fouten = Fouten::new();
        fouten.jaar("van", self.van.map(|van| van.year()));
        fouten.jaar("tot", self.tot.map(|tot| tot.year()));
        let tot = self.tot.unwrap_or_else(|| nu.utc());
        let kort = self.van.is_some_and(|van| tot.signed_duration_since(van) <= TimeDelta::days(ZONDER_INGANG));
        if !self.heeft_ingang() && !kort {
            let melding = format!(
                "Noem ook een persoon, een account, een sessie, een adres, een casus of een ding, of kies met `van` en `tot` een \
                 periode van hooguit {ZONDER_INGANG} dagen."
            );
            fouten.add("van", "periode", melding);
        }
        fouten.als_fout()
    }

    /// What to look for; `bekend` is everything that the client whom it names is known as.
    pub(super) fn zoekvraag(
        &self,
        bekend: Option<Vec<(ClientId, PseudoniemId)>>,
        nu: Moment,
    ) -> Result<Zoekvraag, Fouten> {
        self.controleer(nu)?;
        let gevraagd = |pseudoniem: &PseudoniemId| self.pseudoniem.is_none_or(|alleen| alleen == *pseudoniem);
        let personen = match bekend {
            Some(bekend) => Some(bekend.into_iter().map(|(_, pseudoniem)| pseudoniem).filter(gevraagd).collect()),
            None => self.pseudoniem.map(|pseudoniem| vec![pseudoniem]),
        };
        Ok(Zoekvraag {
            personen,
            gebruiker: self.gebruiker,
            organisatie: self.organisatie,
            sessie: self.sessie,
            toegangspunt: self.toegangspunt.clone(),
            casus: self.casus,
            object: self.object,
            gebeurtenis: self.gebeurtenis,
            uitkomst: self.uitkomst,
            noodprocedure: self.noodprocedure,
            periode: (self.van.map(Moment::new), self.tot.map(Moment::new)),
        })
    }

    /// What kind of search it is, by the most telling of what was filled in; never the values.
    pub(super) const fn gebeurtenis_van_zoeken(&self) -> Gebeurtenis {
        if self.client.is_some() || self.pseudoniem.is_some() {
            Gebeurtenis::LogboekDoorzochtOpPersoon
        } else if self.casus.is_some() || self.object.is_some() {
            Gebeurtenis::LogboekDoorzochtOpZaak
        } else if self.gebruiker.is_some() || self.sessie.is_some() {
            Gebeurtenis::LogboekDoorzochtOpAccount
        } else if self.toegangspunt.is_some() {
            Gebeurtenis::LogboekDoorzochtOpAdres
        } else {
            Gebeurtenis::LogboekDoorzocht
        }
    }
}

/// Iemand over wie een regel gaat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct BetrokkeneView {
    /// Hoe zij in het logboek heet.
    pub pseudoniem: PseudoniemId,
    /// De cliënt, zolang dat te herleiden is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
}

pub(super) type Clienten = HashMap<PseudoniemId, ClientId>;

impl BetrokkeneView {
    fn new(pseudoniem: PseudoniemId, clienten: &Clienten) -> Self {
        Self { pseudoniem, client: clienten.get(&pseudoniem).copied() }
    }
}

/// The persons that are shown of a line.
pub(super) fn getoond(regel: &Regel) -> impl Iterator<Item = PseudoniemId> + '_ {
    regel.betrokkenen.iter().copied().take(MEESTE)
}

/// Eén regel van het logboek: wie wat deed met welk ding, in kenmerken en gesloten woorden.
#[derive(Debug, Serialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(as = Logregel)]
pub struct LogregelView {
    /// De regel.
    pub id: LogregelId,
    /// Wanneer.
    pub op: Moment,
    /// Wat er gebeurde.
    pub gebeurtenis: Gebeurtenis,
    /// De actiecode van NEN 7513: C, R, U, D of E.
    #[schema(pattern = "^[CRUDE]$")]
    pub actie: String,
    /// Hoe het afliep.
    pub uitkomst: Uitkomst,
    /// Wat er werd gevraagd, zoals het beleid het noemt.
    #[schema(pattern = "^[a-z]+(-[a-z]+)*$")]
    pub handeling: String,
    /// Het account; ontbreekt als dat niet bekend was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gebruiker: Option<GebruikerId>,
    /// De rol die het toestond; ontbreekt bij een weigering.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rol: Option<Rol>,
    /// De organisatie namens welke het gebeurde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<OrganisatieId>,
    /// De sessie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sessie: Option<SessieId>,
    /// Het soort ding.
    pub soort: Soort,
    /// Het ding; ontbreekt bij een lijst.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = Option<Uuid>)]
    pub object: Option<Id<Object>>,
    /// De casus waar het bij hoort.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<CasusId>,
    /// Over wie de regel gaat; hooguit de eerste honderd.
    #[schema(max_items = 100)]
    pub betrokkenen: Vec<BetrokkeneView>,
    /// Over hoeveel personen de regel gaat.
    pub aantal_betrokkenen: usize,
    /// De grond die het toestond; ontbreekt bij een weigering.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, pattern = "^[a-z]+(-[a-z]+)*$")]
    pub regel: Option<String>,
    /// De toestemming waarop het rustte.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toestemming: Option<ToestemmingId>,
    /// Waarvoor het gebeurde.
    pub doel: Verwerkingsdoel,
    /// Of het in een noodsituatie was.
    pub noodprocedure: bool,
    /// De aanvraag: de `X-Request-Id` van het antwoord.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = Option<Uuid>)]
    pub verzoek: Option<Id<Uuid>>,
    /// Het netwerkadres waar het vandaan kwam, of `opdrachtregel` of `opruimen`.
    #[schema(min_length = 1, max_length = 100)]
    pub toegangspunt: String,
    /// Het systeem dat het namens de gebruiker vroeg.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machineclient: Option<MachineclientId>,
    /// De collega voor wie de gebruiker in die rol waarnam.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namens: Option<GebruikerId>,
    /// Wat er gebeurde, in gewoon Nederlands.
    pub zin: String,
}

impl LogregelView {
    pub(super) fn new(regel: Regel, clienten: &Clienten) -> Self {
        Self {
            zin: actie(&regel),
            betrokkenen: getoond(&regel).map(|wie| BetrokkeneView::new(wie, clienten)).collect(),
            aantal_betrokkenen: regel.betrokkenen.len(),
            id: regel.id,
            op: regel.op,
            gebeurtenis: regel.gebeurtenis,
            actie: regel.actie,
            uitkomst: regel.uitkomst,
            handeling: regel.handeling,
            gebruiker: regel.gebruiker,
            rol: regel.rol,
            organisatie: regel.organisatie,
            sessie: regel.sessie,
            soort: regel.soort,
            object: regel.object,
            casus: regel.casus,
            regel: regel.regel,
            toestemming: regel.toestemming,
            doel: regel.doel,
            noodprocedure: regel.noodprocedure,
            verzoek: regel.verzoek,
            toegangspunt: regel.toegangspunt,
            machineclient: regel.machineclient,
            namens: regel.namens,
        }
    }
}

/// Een bladzijde van het logboek.
#[derive(Debug, Serialize, ToSchema)]
pub struct LogregelsPagina {
    /// De bladzijde.
    #[serde(flatten)]
    pub pagina: Pagina<LogregelView>,
    /// Hoe heet wie erin staat.
    pub namen: NamenView,
}

/// Door wie, en wanneer: minstens een account, een sessie of een netwerkadres.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GezienVraag {
    /// Door dit account.
    pub gebruiker: Option<GebruikerId>,
    /// In deze sessie: de `sid` van een token.
    pub sessie: Option<SessieId>,
    /// Vanaf dit netwerkadres.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub toegangspunt: Option<String>,
    /// Vanaf dit moment.
    pub van: DateTime<Utc>,
    /// Tot dit moment, hooguit 366 dagen later.
    pub tot: DateTime<Utc>,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde: de waarde `na` uit het antwoord.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub na: Option<String>,
}

impl GezienVraag {
    pub(super) fn kijker(&self) -> Result<Kijker, Fouten> {
        let mut fouten = Fouten::new();
        if self.gebruiker.is_none() && self.sessie.is_none() && self.toegangspunt.is_none() {
            fouten.add("gebruiker", "verplicht", "Noem een account, een sessie of een netwerkadres.");
        }
        fouten.jaar("van", Some(self.van.year()));
        fouten.jaar("tot", Some(self.tot.year()));
        if self.tot <= self.van {
            fouten.add("tot", "te-klein", "Kies een moment na `van`.");
        } else if self.tot.signed_duration_since(self.van) > TimeDelta::days(DAGEN) {
            fouten.add("tot", "te-groot", format!("Kies een periode van hooguit {DAGEN} dagen."));
        }
        fouten.als_fout()?;
        Ok(Kijker {
            gebruiker: self.gebruiker,
            sessie: self.sessie,
            toegangspunt: self.toegangspunt.clone(),
            van: Moment::new(self.van),
            tot: Moment::new(self.tot),
        })
    }
}

/// Iemand wier gegevens zijn gezien.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GezienView {
    /// Wie.
    pub betrokkene: BetrokkeneView,
    /// De eerste keer.
    pub eerste: Moment,
    /// De laatste keer.
    pub laatste: Moment,
    /// In hoeveel regels.
    pub aantal: i64,
    /// Welke soorten gegevens.
    pub soorten: Vec<Soort>,
}

impl GezienView {
    pub(super) fn new(gezien: Gezien, clienten: &Clienten) -> Self {
        Self {
            betrokkene: BetrokkeneView::new(gezien.betrokkene, clienten),
            eerste: gezien.eerste,
            laatste: gezien.laatste,
            aantal: gezien.aantal,
            soorten: gezien.soorten,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_waarop_is_gezocht_beslist_het_meest_zeggende() {
        let soort = |json: &str| serde_json::from_str::<LogboekVraag>(json).unwrap().gebeurtenis_van_zoeken();
        let id = Id::<()>::from_uuid(Uuid::nil());
        assert_eq!(soort("{}"), Gebeurtenis::LogboekDoorzocht);
        assert_eq!(soort(r#"{"toegangspunt":"::1"}"#), Gebeurtenis::LogboekDoorzochtOpAdres);
        let account = format!(r#"{{"sessie":"{id}","toegangspunt":"::1"}}"#);
        assert_eq!(soort(&account), Gebeurtenis::LogboekDoorzochtOpAccount);
        let zaak = format!(r#"{{"gebruiker":"{id}","casus":"{id}"}}"#);
        assert_eq!(soort(&zaak), Gebeurtenis::LogboekDoorzochtOpZaak);
        let persoon = format!(r#"{{"client":"{id}","casus":"{id}","noodprocedure":true}}"#);
        assert_eq!(soort(&persoon), Gebeurtenis::LogboekDoorzochtOpPersoon);
    }
}
