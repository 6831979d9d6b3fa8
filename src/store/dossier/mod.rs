//! Everything that is kept of a person, opened with her keys.

mod geschreven;
mod gezin;
mod steun;

use std::collections::HashMap;

use diesel::prelude::*;

use super::{
    client as clienten,
    conn::Tx,
    error::Error,
    inzage,
    kluis::{Kluis, Plek, Sleutel},
    schema::{casus, client, organisatie},
};
use crate::domain::{
    Label, Word as _,
    casus::CasusId,
    client::ClientId,
    dossier::{Achtergehouden, Rubriek, Stuk},
    gebied::Gemeente,
    inzage::Betrokkene,
    route::Route,
    thema::Thema,
    toegang::OrganisatieId,
};

/// What is kept of a person.
#[derive(Debug)]
pub struct Dossier {
    /// The sections, in the order of the story; those with nothing in them too.
    pub rubrieken: Vec<(Rubriek, Vec<Stuk>)>,
    /// What is held back of it.
    pub achtergehouden: Vec<Achtergehouden>,
}

/// What the sections need: her clients, her cases, and the keys to what is sealed.
struct Wie {
    clienten: Vec<ClientId>,
    casussen: Vec<CasusId>,
    sleutels: HashMap<ClientId, Sleutel>,
    van_casus: HashMap<CasusId, ClientId>,
    organisaties: HashMap<OrganisatieId, String>,
}

impl Wie {
    fn lees(tx: &mut Tx, kluis: &Kluis, wie: &Betrokkene) -> Result<Self, Error> {
        let ids: Vec<ClientId> = wie.clienten.iter().map(|(id, _)| *id).collect();
        let verzegeld = client::table
            .filter(client::id.eq_any(ids.clone()))
            .select((client::id, client::sleutel))
            .load::<(ClientId, Vec<u8>)>(tx)?;
        let mut sleutels = HashMap::new();
        // Whose data were dropped has no key any more.
        for (id, sealed) in verzegeld.iter().filter(|(_, sealed)| !sealed.is_empty()) {
            sleutels.insert(*id, kluis.sleutel(*id, sealed)?);
        }
        let casussen = inzage::casussen(tx, &ids)?;
        let van_casus = casus::table
            .filter(casus::id.eq_any(casussen.clone()))
            .select((casus::id, casus::client_id))
            .load::<(CasusId, ClientId)>(tx)?;
        let organisaties =
            organisatie::table.select((organisatie::id, organisatie::naam)).load::<(OrganisatieId, String)>(tx)?;
        Ok(Self {
            clienten: ids,
            casussen,
            sleutels,
            van_casus: van_casus.into_iter().collect(),
            organisaties: organisaties.into_iter().collect(),
        })
    }

    fn organisatie(&self, id: OrganisatieId) -> Option<String> {
        self.organisaties.get(&id).cloned()
    }

    /// A text that lies sealed under the key of the client.
    fn open(&self, van: ClientId, plek: Plek, sealed: Option<&[u8]>) -> Result<Option<String>, Error> {
        self.sleutels.get(&van).map_or(Ok(None), |sleutel| sleutel.open_tekst(plek, sealed))
    }

    /// A text that lies sealed under the key of the person the case is about.
    fn open_van(&self, in_casus: CasusId, plek: Plek, sealed: Option<&[u8]>) -> Result<Option<String>, Error> {
        self.van_casus.get(&in_casus).map_or(Ok(None), |van| self.open(*van, plek, sealed))
    }
}

/// Everything that is kept of a person.
pub fn lees(tx: &mut Tx, kluis: &Kluis, over: &Betrokkene) -> Result<Dossier, Error> {
    let wie = Wie::lees(tx, kluis, over)?;
    let (notities, achtergehouden) = geschreven::notities(tx, &wie)?;
    let rubrieken = vec![
        (Rubriek::Persoonsgegevens, personen(tx, kluis, over)?),
        (Rubriek::Zwangerschap, gezin::zwangerschappen(tx, &wie)?),
        (Rubriek::Wegingen, gezin::wegingen(tx, &wie)?),
        (Rubriek::Signalen, gezin::signalen(tx, &wie)?),
        (Rubriek::Casussen, gezin::casussen(tx, &wie)?),
        (Rubriek::Regie, gezin::regie(tx, &wie)?),
        (Rubriek::Toestemmingen, gezin::toestemmingen(tx, &wie)?),
        (Rubriek::Doorgeleidingen, steun::doorgeleidingen(tx, &wie)?),
        (Rubriek::Ontvangers, steun::ontvangers(tx, &wie)?),
        (Rubriek::Trajecten, steun::trajecten(tx, &wie)?),
        (Rubriek::Contactmomenten, steun::contactmomenten(tx, &wie)?),
        (Rubriek::Besprekingen, steun::besprekingen(tx, &wie)?),
        (Rubriek::Afspraken, steun::afspraken(tx, &wie)?),
        (Rubriek::Evaluaties, steun::evaluaties(tx, &wie)?),
        (Rubriek::Notities, notities),
        (Rubriek::Noodprocedures, geschreven::noodprocedures(tx, &wie)?),
        (Rubriek::Berichten, geschreven::berichten(tx, &wie)?),
    ];
    Ok(Dossier { rubrieken, achtergehouden })
}

fn personen(tx: &mut Tx, kluis: &Kluis, over: &Betrokkene) -> Result<Vec<Stuk>, Error> {
    let mut stukken = Vec::new();
    for (id, pseudoniem) in &over.clienten {
        let (sealed, aangemaakt_op) =
            client::table.find(*id).select((client::sleutel, client::aangemaakt_op)).first::<(Vec<u8>, _)>(tx)?;
        let begin = Stuk::default();
        let stuk = if sealed.is_empty() {
            begin.tekst("Gegevens", "gewist".to_owned())
        } else {
            let (_, weet) = clienten::gegevens(tx, kluis, *id)?;
            begin
                .tekst("Naam", weet.naam)
                .dag("Geboortedatum", weet.geboortedatum)
                .tekst("Adres", weet.adres)
                .tekst("Telefoon", weet.telefoon)
                .tekst("E-mail", weet.email)
                .woorden("Veilig te bereiken", weet.veilig_bereikbaar.iter().map(|k| k.word().to_owned()).collect())
                .tekst("Let op bij bereiken", weet.bereikbaar_toelichting)
                .tekst("Taal", weet.taal)
                .ja_nee("Tolk nodig", weet.tolk_nodig)
        };
        let stuk = stuk.moment("Bekend in Knooppunt sinds", Some(aangemaakt_op));
        stukken.push(stuk.tekst("Code in het logboek", pseudoniem.to_string()));
    }
    Ok(stukken)
}

/// A word of a closed list as people read it; one that is not known stays as it is.
fn gemeente(woord: &str) -> String {
    Gemeente::parse(woord).map_or_else(|| woord.to_owned(), |gemeente| gemeente.naam().to_owned())
}

fn route(woord: &str) -> String {
    Route::parse(woord).map_or_else(|| woord.to_owned(), |route| route.naam().to_owned())
}

fn thema(woord: &str) -> String {
    Thema::parse(woord).map_or_else(|| woord.to_owned(), |thema| thema.naam().to_owned())
}

/// The words that a text column holds.
fn woorden(tekst: &str) -> Vec<String> {
    serde_json::from_str(tekst).unwrap_or_default()
}
