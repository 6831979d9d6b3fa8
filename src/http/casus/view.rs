//! What of a case leaves, and to whom: an item leaves only when the woman consented to it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    domain::{
        casus::{Casus, CasusId, Fase, Status},
        client::{Kanaal, Persoonsgegevens},
        doorgeleiding::{self, DoorgeleidingId},
        gebied::{Gemeente, Subregio},
        ids::Id,
        logboek::{Gebeurtenis, Object, Soort},
        reden::{HeropenReden, SluitReden},
        route::Route,
        signaal::{SignaalId, Urgentie},
        thema::{BeschermendeFactor, Graad, Thema},
        tijd::Moment,
        toegang::{Actor, Gebied, GebruikerId, OrganisatieId, Rol},
        toestemming::{Doel, Onderdeel, Ontvanger},
        zwangerschap::{Termijnbron, Venster, Zwangerschapsduur},
    },
    http::{antwoord::Link, transaction::Met},
    store::{self, casus::wachtrij::Wachtend, conn::Tx, error::Error, kluis::Sleutel},
};

/// De kans die het eerst verloren gaat.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VensterView {
    /// Welke kans.
    pub naam: Venster,
    /// De laatste dag waarop die openstaat.
    pub sluit_op: NaiveDate,
    /// Hoeveel dagen dat nog is.
    pub dagen: i64,
}

impl VensterView {
    fn new(venster: Option<Venster>, sluit_op: NaiveDate, vandaag: NaiveDate) -> Option<Self> {
        let dagen = sluit_op.signed_duration_since(vandaag).num_days();
        venster.map(|naam| Self { naam, sluit_op, dagen })
    }
}

/// Een casus in de wachtrij: genoeg om te kiezen, geen naam.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WachtrijView {
    /// De casus.
    pub id: CasusId,
    /// De status.
    pub status: Status,
    /// De fase van de rode draad.
    pub fase: Fase,
    /// Waar het gezin woont.
    pub gemeente: Gemeente,
    /// De kans die het eerst verloren gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub venster: Option<VensterView>,
    /// De coördinator, als er al een is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub coordinator: Option<GebruikerId>,
    /// Wanneer er geëvalueerd wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub evaluatie_op: Option<NaiveDate>,
    /// Of die evaluatie al geweest had moeten zijn.
    pub evaluatie_gemist: bool,
    /// Wanneer de casus is aangemeld.
    pub aangemeld_op: Moment,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: CasusLinks,
}

impl WachtrijView {
    pub(super) fn new(wachtend: &Wachtend, vandaag: NaiveDate) -> Self {
        let casus = &wachtend.casus;
        Self {
            id: casus.id,
            status: casus.status,
            fase: casus.status.fase(),
            gemeente: casus.gemeente,
            venster: VensterView::new(wachtend.venster, wachtend.sluit, vandaag),
            coordinator: casus.coordinator,
            evaluatie_op: casus.evaluatie_op,
            evaluatie_gemist: evaluatie_gemist(casus, vandaag),
            aangemeld_op: casus.aangemeld_op,
            links: CasusLinks::van(casus.id),
        }
    }
}

fn evaluatie_gemist(casus: &Casus, vandaag: NaiveDate) -> bool {
    casus.status == Status::SteunOpMaat && casus.evaluatie_op.is_some_and(|dag| dag < vandaag)
}

/// Verwijzingen bij een casus.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasusLinks {
    /// Deze casus.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// Wat er in deze casus gebeurde.
    pub tijdlijn: Link,
}

impl CasusLinks {
    fn van(id: CasusId) -> Self {
        Self {
            zelf: Link::naar(format!("/v1/casussen/{id}")),
            tijdlijn: Link::naar(format!("/v1/casussen/{id}/tijdlijn")),
        }
    }
}

/// Wie zij is en hoe zij veilig te bereiken is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ContactView {
    /// Haar naam.
    pub naam: String,
    /// Haar geboortedatum.
    pub geboortedatum: NaiveDate,
    /// Haar adres.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub adres: Option<String>,
    /// Haar telefoonnummer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub telefoon: Option<String>,
    /// Haar e-mailadres.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub email: Option<String>,
    /// De manieren waarop zij veilig te bereiken is.
    pub veilig_bereikbaar: Vec<Kanaal>,
    /// Waar op te letten.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub bereikbaar_toelichting: Option<String>,
    /// De taal die zij het best spreekt.
    pub taal: String,
    /// Of er een tolk nodig is.
    pub tolk_nodig: bool,
}

impl From<Persoonsgegevens> for ContactView {
    fn from(gegevens: Persoonsgegevens) -> Self {
        Self {
            naam: gegevens.naam,
            geboortedatum: gegevens.geboortedatum,
            adres: gegevens.adres,
            telefoon: gegevens.telefoon,
            email: gegevens.email,
            veilig_bereikbaar: gegevens.veilig_bereikbaar,
            bereikbaar_toelichting: gegevens.bereikbaar_toelichting,
            taal: gegevens.taal,
            tolk_nodig: gegevens.tolk_nodig,
        }
    }
}

/// De zwangerschap; de duur is berekend voor vandaag.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ZwangerschapView {
    /// Wanneer zij is uitgerekend.
    pub uitgerekend: NaiveDate,
    /// Waar die datum vandaan komt.
    pub bron: Termijnbron,
    /// De zwangerschapsduur van vandaag, in weken en dagen.
    #[schema(example = "27+6")]
    pub duur: String,
    /// Hoeveel kinderen zij verwacht.
    pub aantal_kinderen: i32,
    /// Of het haar eerste kind is.
    pub eerste_kind: bool,
    /// Hoe de datum is herzien, de oudste eerst.
    pub herzieningen: Vec<HerzieningView>,
}

/// Eén herziening van de uitgerekende datum.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct HerzieningView {
    /// Wanneer.
    pub op: Moment,
    /// Wat de datum was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub oud: Option<NaiveDate>,
    /// Wat de datum werd.
    pub nieuw: NaiveDate,
    /// Waar de nieuwe datum vandaan komt.
    pub bron: Termijnbron,
}

/// Een oordeel over kwetsbaarheid.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WegingView {
    /// De graad.
    pub graad: Graad,
    /// Of dit samen met haar is gewogen.
    pub samen_gewogen: bool,
    /// Wanneer.
    pub op: Moment,
}

/// Een signaal bij een casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasusSignaalView {
    /// Het signaal.
    pub id: SignaalId,
    /// De organisatie die het gaf.
    pub organisatie: OrganisatieId,
    /// Hoe dringend het was.
    pub urgentie: Urgentie,
    /// Wanneer het is ontvangen.
    pub ontvangen_op: Moment,
}

/// Een doorgeleiding bij een casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasusDoorgeleidingView {
    /// De doorgeleiding.
    pub id: DoorgeleidingId,
    /// De route.
    pub route: Route,
    /// De status.
    pub status: doorgeleiding::Status,
    /// Wanneer het antwoord er moet zijn.
    pub antwoord_voor: NaiveDate,
    /// Verwijzing.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

/// Een verwijzing naar zichzelf.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZelfLink {
    /// Dit adres.
    #[serde(rename = "self")]
    pub zelf: Link,
}

/// De gegevens die de vrouw met deze ontvanger wil delen; wat zij niet noemde ontbreekt.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GedeeldView {
    /// Wie zij is en hoe zij te bereiken is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub client: Option<ContactView>,
    /// De zwangerschap.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub zwangerschap: Option<ZwangerschapView>,
    /// De thema's.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub themas: Option<Vec<Thema>>,
    /// Wat haar beschermt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub beschermende_factoren: Option<Vec<BeschermendeFactor>>,
    /// De oordelen over kwetsbaarheid, de oudste eerst.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub kwetsbaarheid: Option<Vec<WegingView>>,
    /// Haar eigen vragen, in haar eigen woorden.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub eigen_vragen: Option<Vec<String>>,
}

impl GedeeldView {
    /// What of a case may go to somebody who may have `onderdelen`.
    pub(in crate::http) fn lees(
        tx: &mut Tx,
        met: &Met,
        casus: &Casus,
        onderdelen: &[Onderdeel],
    ) -> Result<Self, Error> {
        let mut view = Self::default();
        if onderdelen.is_empty() {
            return Ok(view);
        }
        let (sleutel, gegevens) = store::client::gegevens(tx, &met.kluis, casus.client)?;
        let signalen = store::signaal::van_casus(tx, casus.id)?;
        for onderdeel in onderdelen {
            match onderdeel {
                Onderdeel::Contactgegevens => view.client = Some(gegevens.clone().into()),
                Onderdeel::Zwangerschap => view.zwangerschap = ZwangerschapView::lees(tx, casus, met.actor.nu.dag())?,
                Onderdeel::Themas => view.themas = Some(store::casus::themas(tx, casus.id)?),
                Onderdeel::BeschermendeFactoren => {
                    let mut alle: Vec<_> = signalen.iter().flat_map(|s| s.beschermende_factoren.clone()).collect();
                    alle.sort_unstable();
                    alle.dedup();
                    view.beschermende_factoren = Some(alle);
                }
                Onderdeel::Kwetsbaarheid => {
                    let wegingen = store::client::wegingen(tx, casus.id)?.into_iter();
                    view.kwetsbaarheid = Some(
                        wegingen
                            .map(|(op, w)| WegingView { graad: w.graad, samen_gewogen: w.samen_gewogen, op })
                            .collect(),
                    );
                }
                Onderdeel::EigenVraag => view.eigen_vragen = Some(eigen_vragen(tx, met, &sleutel, casus, &signalen)?),
            }
        }
        Ok(view)
    }
}

fn eigen_vragen(
    tx: &mut Tx,
    met: &Met,
    sleutel: &Sleutel,
    casus: &Casus,
    signalen: &[crate::domain::signaal::Signaal],
) -> Result<Vec<String>, Error> {
    let mut vragen = Vec::new();
    for signaal in signalen {
        let vraag = if signaal.client == casus.client {
            store::signaal::eigen_vraag(tx, sleutel, signaal.id)?
        } else {
            let eigen = store::client::sleutel(tx, &met.kluis, signaal.client)?;
            store::signaal::eigen_vraag(tx, &eigen, signaal.id)?
        };
        vragen.extend(vraag);
    }
    Ok(vragen)
}

impl ZwangerschapView {
    fn lees(tx: &mut Tx, casus: &Casus, vandaag: NaiveDate) -> Result<Option<Self>, Error> {
        let Some(id) = casus.zwangerschap else { return Ok(None) };
        let zwangerschap = store::client::zwangerschap(tx, id)?;
        let herzieningen = store::client::termijnen(tx, id)?.into_iter();
        Ok(Some(Self {
            uitgerekend: zwangerschap.uitgerekend,
            bron: zwangerschap.bron,
            duur: Zwangerschapsduur::op(zwangerschap.uitgerekend, vandaag).to_string(),
            aantal_kinderen: zwangerschap.aantal_kinderen,
            eerste_kind: zwangerschap.eerste_kind,
            herzieningen: herzieningen
                .map(|(op, oud, nieuw, bron)| HerzieningView { op, oud, nieuw, bron: bron.0 })
                .collect(),
        }))
    }
}

/// Een casus, voor wie er aan werkt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CasusView {
    /// De casus.
    pub id: CasusId,
    /// De status; volgt uit wat er gebeurde.
    pub status: Status,
    /// De fase van de rode draad.
    pub fase: Fase,
    /// Waar het gezin woont.
    pub gemeente: Gemeente,
    /// De subregio daarvan.
    pub subregio: Subregio,
    /// De coördinator.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub coordinator: Option<GebruikerId>,
    /// De casusregisseur.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub casusregisseur: Option<GebruikerId>,
    /// Voor wanneer een verkenning is gepland.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub verkenning_op: Option<NaiveDate>,
    /// Wanneer er geëvalueerd wordt.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub evaluatie_op: Option<NaiveDate>,
    /// Of die evaluatie al geweest had moeten zijn.
    pub evaluatie_gemist: bool,
    /// De kans die het eerst verloren gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub venster: Option<VensterView>,
    /// Waarom de casus is gesloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub sluitreden: Option<SluitReden>,
    /// Wanneer de casus is aangemeld.
    pub aangemeld_op: Moment,
    /// Wanneer de casus is gesloten.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub gesloten_op: Option<Moment>,
    /// Wat de vrouw met u wil delen; wat zij niet noemde ontbreekt.
    pub gedeeld: GedeeldView,
    /// De signalen die tot deze casus leidden.
    pub signalen: Vec<CasusSignaalView>,
    /// De doorgeleidingen die u mag zien.
    pub doorgeleidingen: Vec<CasusDoorgeleidingView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: CasusLinks,
}

impl CasusView {
    pub(super) fn lees(tx: &mut Tx, met: &Met, casus: &Casus) -> Result<Self, Error> {
        let vandaag = met.actor.nu.dag();
        let onderdelen = onderdelen_voor(tx, &met.actor, casus)?;
        let (venster, sluit) = store::casus::venster(tx, casus.id)?;
        let filter = store::doorgeleiding::Filter { casus: Some(casus.id), ..Default::default() };
        let doorgeleidingen = store::doorgeleiding::pagina(tx, &met.actor, filter, None, 100)?;
        let signalen = store::signaal::van_casus(tx, casus.id)?;
        Ok(Self {
            id: casus.id,
            status: casus.status,
            fase: casus.status.fase(),
            gemeente: casus.gemeente,
            subregio: casus.gemeente.subregio(),
            coordinator: casus.coordinator,
            casusregisseur: casus.regisseur,
            verkenning_op: casus.verkenning_op,
            evaluatie_op: casus.evaluatie_op,
            evaluatie_gemist: evaluatie_gemist(casus, vandaag),
            venster: VensterView::new(venster, sluit, vandaag),
            sluitreden: casus.sluitreden,
            aangemeld_op: casus.aangemeld_op,
            gesloten_op: casus.gesloten_op,
            gedeeld: GedeeldView::lees(tx, met, casus, &onderdelen)?,
            signalen: signalen
                .iter()
                .map(|s| CasusSignaalView {
                    id: s.id,
                    organisatie: s.organisatie,
                    urgentie: s.urgentie,
                    ontvangen_op: s.ontvangen_op,
                })
                .collect(),
            doorgeleidingen: doorgeleidingen
                .iter()
                .map(|d| CasusDoorgeleidingView {
                    id: d.id,
                    route: d.route,
                    status: d.status,
                    antwoord_voor: d.antwoord_voor,
                    links: ZelfLink { zelf: Link::naar(format!("/v1/doorgeleidingen/{}", d.id)) },
                })
                .collect(),
            links: CasusLinks::van(casus.id),
        })
    }
}

/// The items of a case that may go to `actor`, by the consents that hold: hers as coordinator, chair or desk.
pub(in crate::http) fn onderdelen_voor(tx: &mut Tx, actor: &Actor, casus: &Casus) -> Result<Vec<Onderdeel>, Error> {
    use crate::domain::toegang::Ding as _;
    let ligging = casus.ligging();
    let mut alle = Vec::new();
    if actor.gebieden(Rol::JgzCoordinator).any(|gebied| gebied.omvat(&ligging)) {
        alle.extend(store::toestemming::onderdelen(tx, casus.id, Doel::Verkenning, Ontvanger::JgzCoordinatie)?);
    }
    if actor.gebieden(Rol::Voorzitter).any(|gebied| gebied.omvat(&ligging)) {
        alle.extend(store::toestemming::onderdelen(tx, casus.id, Doel::Bespreking, Ontvanger::Knooppunt)?);
    }
    let desks = actor.gebieden(Rol::Uitvoerder).filter_map(|gebied| match gebied {
        Gebied::Desk(desk) => Some(desk),
        _ => None,
    });
    alle.extend(store::toestemming::onderdelen_via_desks(tx, casus.id, &desks.collect::<Vec<_>>())?);
    alle.sort_unstable();
    alle.dedup();
    Ok(alle)
}

/// Eén gebeurtenis in een casus.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TijdlijnView {
    /// Wanneer.
    pub op: Moment,
    /// Wat er gebeurde.
    pub gebeurtenis: Gebeurtenis,
    /// Waarmee: het soort ding.
    pub soort: Soort,
    /// Waarmee: welk ding.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = Option<uuid::Uuid>)]
    pub object: Option<Id<Object>>,
    /// Door welke organisatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false)]
    pub organisatie: Option<OrganisatieId>,
}

/// Wat in de wachtrij gezocht wordt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Zoekvraag {
    /// Alleen deze fase; zonder fase alle open casussen.
    pub fase: Option<Fase>,
    /// Alleen deze gemeente.
    pub gemeente: Option<Gemeente>,
    /// Alleen casussen met een doorgeleiding langs deze route die loopt of liep.
    pub route: Option<Route>,
    /// Alleen casussen over dit thema.
    pub thema: Option<Thema>,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde: de waarde `na` uit het antwoord.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub na: Option<String>,
}

/// Wanneer de verkenning met het gezin is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweVerkenning {
    /// De dag; niet in het verleden.
    pub verkenning_op: NaiveDate,
}

/// Een nieuwe uitgerekende datum.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweTermijn {
    /// De uitgerekende datum.
    pub uitgerekend: NaiveDate,
    /// Waar die vandaan komt.
    pub bron: Termijnbron,
}

/// Wie de casus draagt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweRegisseur {
    /// Het account van de casusregisseur.
    pub casusregisseur: GebruikerId,
}

/// Waarom een casus sluit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweSluiting {
    /// De reden.
    pub reden: SluitReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Waarom een casus weer open gaat, met verse toestemming.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweHeropening {
    /// De reden.
    pub reden: HeropenReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
    /// De toestemming voor de verkenning, opnieuw gegeven.
    #[validate(nested)]
    pub toestemming: crate::http::toestemming::NieuweNotitie,
}
