//! What a beheerder, and the FG, gets to see: accounts and rights, and of cases nothing but numbers.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::{
        gebied::Gemeente,
        route::Route,
        tijd::Moment,
        toegang::{
            Desk, DeskId, Factorherstel, FactorherstelId, Gebied, Gebruiker, GebruikerId, Organisatie, OrganisatieId,
            Organisatiesoort, Rol, ToekenningId, Verleend,
            account::uitnodiging_tot,
            beheer::{
                DeskStatus, EerdereNaam, FactorherstelReden, FactorherstelStatus, GebruikerStatus, OrganisatieStatus,
                ToekenningStatus,
                werk::{self, Werksoort, Werkstuk},
            },
            kanaal::Verzendwijze,
        },
    },
    http::{antwoord::Pagina, mens::NamenView},
    store::toegang::{gebied, geheim::Geheim},
};

/// Een organisatie, zoals de beheerder haar bijhoudt.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BeheerdeOrganisatie)]
pub struct OrganisatieView {
    /// De organisatie.
    pub id: OrganisatieId,
    /// Hoe zij heet.
    pub naam: String,
    /// Wat voor organisatie het is.
    pub soort: Organisatiesoort,
    /// De gemeenten waarvoor zij werkt; leeg als dat de hele regio is.
    pub gemeenten: Vec<Gemeente>,
    /// Of zij meedoet.
    pub status: OrganisatieStatus,
}

impl From<Organisatie> for OrganisatieView {
    fn from(organisatie: Organisatie) -> Self {
        let gegevens = organisatie.gegevens;
        Self {
            id: organisatie.id,
            naam: gegevens.naam,
            soort: gegevens.soort,
            gemeenten: gegevens.gemeenten,
            status: organisatie.status,
        }
    }
}

/// Een organisatie die niet meer meedoet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BeeindigdView {
    /// De organisatie.
    pub organisatie: OrganisatieView,
    /// Hoeveel desks hiermee sloten.
    pub gesloten_desks: usize,
    /// Hoeveel accounts hiermee sloten.
    pub gesloten_accounts: usize,
    /// Wat er bij die accounts nog moet worden overgedragen.
    pub open_werk: OpenWerkView,
}

impl BeeindigdView {
    /// What ended with an organisation, and what it leaves.
    #[must_use]
    pub fn new(organisatie: Organisatie, gesloten_desks: usize, gesloten_accounts: usize, over: &[Werkstuk]) -> Self {
        let (organisatie, open_werk) = (organisatie.into(), OpenWerkView::new(over));
        Self { organisatie, gesloten_desks, gesloten_accounts, open_werk }
    }
}

/// Een gebied.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Gebied)]
pub struct GebiedView {
    /// Wat voor gebied: `regio`, `subregio`, `gemeente`, `organisatie` of `desk`.
    #[schema(example = "gemeente")]
    pub soort: &'static str,
    /// Welk: een naam, een code of een id. Ontbreekt bij de hele regio.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[schema(required = false, example = "GM0917")]
    pub waarde: String,
}

impl From<Gebied> for GebiedView {
    fn from(gebied: Gebied) -> Self {
        let (soort, waarde) = gebied::als_tekst(gebied);
        Self { soort, waarde }
    }
}

/// Een desk, zoals de beheerder haar bijhoudt.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = BeheerdeDesk)]
pub struct DeskView {
    /// De desk.
    pub id: DeskId,
    /// Hoe zij heet.
    pub naam: String,
    /// Van welke organisatie.
    pub organisatie: OrganisatieId,
    /// De route die er uitkomt.
    pub route: Route,
    /// Waarvoor de desk er is.
    pub gebied: GebiedView,
    /// Hoeveel gezinnen tegelijk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capaciteit: Option<i32>,
    /// Hoeveel gezinnen er nu bij kunnen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrije_plekken: Option<i32>,
    /// De wachttijd in dagen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wachttijd_dagen: Option<i32>,
    /// Wanneer de desk haar vrije plekken en wachttijd voor het laatst nakeek.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ruimte_nagekeken_op: Option<Moment>,
    /// De eigen termijn in werkdagen; zonder geldt die van de route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responstermijn: Option<i32>,
    /// Of zij vragen aanneemt.
    pub status: DeskStatus,
}

impl From<Desk> for DeskView {
    fn from(desk: Desk) -> Self {
        let gegevens = desk.gegevens;
        Self {
            id: desk.id,
            naam: gegevens.naam,
            organisatie: gegevens.organisatie,
            route: gegevens.route,
            gebied: gegevens.gebied.into(),
            capaciteit: gegevens.capaciteit,
            vrije_plekken: gegevens.vrije_plekken,
            wachttijd_dagen: gegevens.wachttijd_dagen,
            ruimte_nagekeken_op: gegevens.ruimte_op,
            responstermijn: gegevens.responstermijn,
            status: desk.status,
        }
    }
}

/// De ruimte van een desk, voor wie haar bijhoudt.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = DeskRuimte)]
pub struct RuimteView {
    /// De desk.
    pub id: DeskId,
    /// Hoe zij heet.
    pub naam: String,
    /// De route die er uitkomt.
    pub route: Route,
    /// Hoeveel gezinnen er nu bij kunnen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrije_plekken: Option<i32>,
    /// De wachttijd in dagen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wachttijd_dagen: Option<i32>,
    /// Wanneer iemand dit voor het laatst nakeek.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nagekeken_op: Option<Moment>,
}

impl From<Desk> for RuimteView {
    fn from(desk: Desk) -> Self {
        let gegevens = desk.gegevens;
        Self {
            id: desk.id,
            naam: gegevens.naam,
            route: gegevens.route,
            vrije_plekken: gegevens.vrije_plekken,
            wachttijd_dagen: gegevens.wachttijd_dagen,
            nagekeken_op: gegevens.ruimte_op,
        }
    }
}

/// Een rol in een gebied, met wie haar gaf en tot wanneer zij geldt.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Toekenning)]
pub struct ToekenningView {
    /// De toekenning.
    pub id: ToekenningId,
    /// Het account dat haar heeft.
    pub gebruiker: GebruikerId,
    /// De rol.
    pub rol: Rol,
    /// Waar.
    pub gebied: GebiedView,
    /// Vanaf wanneer.
    pub geldig_van: Moment,
    /// Tot wanneer; zonder voor onbepaalde tijd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geldig_tot: Option<Moment>,
    /// Wie haar gaf; ontbreekt als dat op de opdrachtregel gebeurde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gegeven_door: Option<GebruikerId>,
    /// Voor wie zij waarneemt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waarneming_voor: Option<GebruikerId>,
    /// Sinds wanneer zij op een tweede persoon wacht; tot die bevestigt geldt zij niet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wacht_sinds: Option<Moment>,
    /// Welke tweede persoon haar bevestigde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bevestigd_door: Option<GebruikerId>,
    /// Of zij (nog) geldt, of ooit gaat gelden.
    pub status: ToekenningStatus,
}

impl From<Verleend> for ToekenningView {
    fn from(verleend: Verleend) -> Self {
        Self {
            id: verleend.id,
            gebruiker: verleend.gebruiker,
            rol: verleend.wat.rol,
            gebied: verleend.wat.gebied.into(),
            geldig_van: verleend.periode.van,
            geldig_tot: verleend.periode.tot,
            gegeven_door: verleend.door,
            waarneming_voor: verleend.waarneming_voor,
            wacht_sinds: verleend.wacht_sinds,
            bevestigd_door: verleend.bevestigd.map(|(door, _)| door),
            status: verleend.status,
        }
    }
}

/// Een account, met alles wat het mag en mocht.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Gebruiker)]
pub struct GebruikerView {
    /// Het account.
    pub id: GebruikerId,
    /// De naam om mee in te loggen.
    pub gebruikersnaam: String,
    /// Hoe deze gebruiker heet.
    pub naam: String,
    /// Waar codes voor dit account heen gaan, als de server e-mail verstuurt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Waar collega's deze gebruiker bereiken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub werktelefoon: Option<String>,
    /// Hoe deze gebruiker eerder heette, de oudste naam eerst.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub eerdere_namen: Vec<EerdereNaamView>,
    /// Waar deze gebruiker werkt.
    pub organisatie: OrganisatieId,
    /// Of er mee kan worden ingelogd.
    pub status: GebruikerStatus,
    /// Wanneer het is gemaakt.
    pub aangemaakt_op: Moment,
    /// Wanneer het is gesloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vertrokken_op: Option<Moment>,
    /// Wat het mag en mocht, de oudste toekenning eerst.
    pub toekenningen: Vec<ToekenningView>,
}

/// Een naam van voorheen.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = EerdereNaam)]
pub struct EerdereNaamView {
    /// De naam.
    pub naam: String,
    /// Tot wanneer deze gebruiker zo heette.
    pub tot: Moment,
    /// Wie de naam wijzigde.
    pub door: GebruikerId,
}

impl From<EerdereNaam> for EerdereNaamView {
    fn from(eerder: EerdereNaam) -> Self {
        Self { naam: eerder.naam, tot: eerder.tot, door: eerder.door }
    }
}

impl From<Gebruiker> for GebruikerView {
    fn from(wie: Gebruiker) -> Self {
        Self {
            id: wie.id,
            gebruikersnaam: wie.gebruikersnaam,
            naam: wie.naam,
            email: wie.email.map(|adres| adres.tekst().to_owned()),
            werktelefoon: wie.werktelefoon,
            eerdere_namen: wie.eerdere_namen.into_iter().map(Into::into).collect(),
            organisatie: wie.organisatie,
            status: wie.status,
            aangemaakt_op: wie.aangemaakt_op,
            vertrokken_op: wie.vertrokken_op,
            toekenningen: wie.toekenningen.into_iter().map(Into::into).collect(),
        }
    }
}

/// Een account, met hoe heet wie er met een kenmerk in staat.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = GelezenGebruiker)]
pub struct GelezenGebruikerView {
    /// Het account.
    #[serde(flatten)]
    pub gebruiker: GebruikerView,
    /// Hoe heet wie erin staat.
    pub namen: NamenView,
}

/// Een bladzijde van accounts.
#[derive(Debug, Serialize, ToSchema)]
pub struct GebruikersPagina {
    /// De bladzijde.
    #[serde(flatten)]
    pub pagina: Pagina<GebruikerView>,
    /// Hoe heet wie erin staat.
    pub namen: NamenView,
}

/// Een uitnodiging; de code staat alleen in dit antwoord, of alleen in de e-mail aan de genodigde.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Uitnodiging)]
pub struct UitnodigingView {
    /// Het account.
    pub gebruiker: GebruikerView,
    /// De eenmalige code, voor de genodigde alleen: `POST /v1/uitnodigingen/aanvaarding`. Ontbreekt als zij is verstuurd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Hoe de code naar de genodigde gaat; ontbreekt als zij in dit antwoord staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verstuurd_naar: Option<Verzendwijze>,
    /// Tot wanneer de code werkt.
    pub geldig_tot: Moment,
}

impl UitnodigingView {
    /// The invitation of `nu`; its code is told here unless it is sent.
    #[must_use]
    pub fn new(wie: Gebruiker, code: Geheim, verstuurd: bool, nu: Moment) -> Self {
        let (code, verstuurd_naar) = hier_of_daar(code, verstuurd);
        Self { gebruiker: wie.into(), code, verstuurd_naar, geldig_tot: uitnodiging_tot(nu) }
    }
}

/// The code, for who asks, or else how it goes to whom it is for: never both.
fn hier_of_daar(code: Geheim, verstuurd: bool) -> (Option<String>, Option<Verzendwijze>) {
    if verstuurd { (None, Some(Verzendwijze::Email)) } else { (Some(code.tekst), None) }
}

/// Hoeveel open werk van één soort iemand in één gemeente heeft.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpenWerkregel)]
pub struct WerkregelView {
    /// Wat voor werk.
    pub soort: Werksoort,
    /// In welke gemeente.
    pub gemeente: Gemeente,
    /// Hoeveel.
    pub aantal: usize,
}

/// Het open werk van iemand: aantallen, geen casus.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OpenWerk)]
pub struct OpenWerkView {
    /// Per soort en gemeente.
    pub items: Vec<WerkregelView>,
    /// Bij elkaar.
    pub totaal: usize,
}

impl OpenWerkView {
    /// The numbers of this work.
    #[must_use]
    pub fn new(stukken: &[Werkstuk]) -> Self {
        let regel = |((soort, gemeente), aantal)| WerkregelView { soort, gemeente, aantal };
        Self { items: werk::tel(stukken).into_iter().map(regel).collect(), totaal: stukken.len() }
    }
}

/// Wie vertrok, en wat zij achterliet.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Vertrek)]
pub struct VertrekView {
    /// Het gesloten account.
    pub gebruiker: GebruikerView,
    /// Wat nog moet worden overgedragen.
    pub open_werk: OpenWerkView,
}

/// Wat er is overgedragen.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Overdracht)]
pub struct OverdrachtView {
    /// Van wie.
    pub van: GebruikerId,
    /// Aan wie.
    pub aan: GebruikerId,
    /// Wat.
    pub overgedragen: OpenWerkView,
}

/// Een verzoek om een tweede factor opnieuw in te stellen.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Factorherstel)]
pub struct FactorherstelView {
    /// Het verzoek.
    pub id: FactorherstelId,
    /// Om wie het gaat.
    pub gebruiker: GebruikerId,
    /// De reden.
    pub reden: FactorherstelReden,
    /// Wie het vroeg.
    pub aangevraagd_door: GebruikerId,
    /// Wanneer.
    pub aangevraagd_op: Moment,
    /// Tot wanneer een ander het kan bevestigen.
    pub verloopt_op: Moment,
    /// De status.
    pub status: FactorherstelStatus,
}

impl From<Factorherstel> for FactorherstelView {
    fn from(herstel: Factorherstel) -> Self {
        Self {
            id: herstel.id,
            gebruiker: herstel.gebruiker,
            reden: herstel.reden,
            aangevraagd_door: herstel.aangevraagd_door,
            aangevraagd_op: herstel.aangevraagd_op,
            verloopt_op: herstel.verloopt_op,
            status: herstel.status,
        }
    }
}

/// Een bevestigd verzoek; de code staat alleen in dit antwoord.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Herstelcode)]
pub struct HerstelcodeView {
    /// Het verzoek.
    pub factorherstel: FactorherstelView,
    /// De eenmalige code, voor degene om wie het gaat alleen: `POST /v1/uitnodigingen/aanvaarding`. Ontbreekt als zij is verstuurd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Hoe de code naar degene om wie het gaat gaat; ontbreekt als zij in dit antwoord staat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verstuurd_naar: Option<Verzendwijze>,
    /// Tot wanneer de code werkt.
    pub geldig_tot: Moment,
}

impl HerstelcodeView {
    /// What was confirmed at `nu`; its code is told here unless it is sent.
    #[must_use]
    pub fn new(bevestigd: Factorherstel, code: Geheim, verstuurd: bool, nu: Moment) -> Self {
        let (code, verstuurd_naar) = hier_of_daar(code, verstuurd);
        Self { factorherstel: bevestigd.into(), code, verstuurd_naar, geldig_tot: uitnodiging_tot(nu) }
    }
}
