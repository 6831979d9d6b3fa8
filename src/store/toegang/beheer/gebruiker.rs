//! Accounts, as the beheerder keeps them.

use chrono::{DateTime, Utc};
use diesel::{
    dsl::{Add, Eq, exists},
    helper_types::IntoBoxed,
    prelude::*,
};
use serde::{Deserialize, Serialize};

use super::{organisatie, toekenning as verleend, tweede::wie_het_hoort, ziet_accounts};
use crate::{
    domain::{
        fouten::Fouten,
        logboek::{Gebeurtenis, Soort, Spoor},
        rode_draad::gevolg::Feit,
        tijd::Moment,
        toegang::{
            Actor, Gebruiker, GebruikerId, Gezocht, OrganisatieId, Rol, Van, Verleend,
            account::uitnodiging_tot,
            beheer::{Accountwijziging, EerdereNaam, GebruikerStatus, ToekenningStatus, Uitlogging, Waarneming},
            kanaal::Emailadres,
            post::Postsoort,
        },
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        conn::{MultiBackend, Tx},
        error::Error,
        schema::{gebruiker, toekenning},
        toegang::{
            gebruiker::{Genodigde, is_bezet, voeg_toe},
            geldig::geldt,
            post, sessie,
        },
        types::Woord,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = gebruiker)]
struct Row {
    id: GebruikerId,
    gebruikersnaam: String,
    naam: String,
    email: Option<String>,
    werktelefoon: String,
    eerdere_namen: String,
    organisatie_id: OrganisatieId,
    actief: bool,
    aangemaakt_op: Moment,
    vertrokken_op: Option<Moment>,
    versie: i32,
}

impl Row {
    fn met(self, toekenningen: Vec<Verleend>) -> Gebruiker {
        let eerder: Vec<Eerder> = serde_json::from_str(&self.eerdere_namen).unwrap_or_default();
        let status = match (self.vertrokken_op, self.actief) {
            (Some(_), _) => GebruikerStatus::Vertrokken,
            (None, true) => GebruikerStatus::Actief,
            (None, false) => GebruikerStatus::Uitgenodigd,
        };
        Gebruiker {
            id: self.id,
            gebruikersnaam: self.gebruikersnaam,
            naam: self.naam,
            email: self.email.as_deref().and_then(Emailadres::lees),
            werktelefoon: Some(self.werktelefoon).filter(|nummer| !nummer.is_empty()),
            eerdere_namen: eerder.into_iter().map(EerdereNaam::from).collect(),
            organisatie: self.organisatie_id,
            status,
            aangemaakt_op: self.aangemaakt_op,
            vertrokken_op: self.vertrokken_op,
            toekenningen,
            versie: self.versie,
        }
    }
}

/// A name of before, as it is kept.
#[derive(Serialize, Deserialize)]
struct Eerder {
    naam: String,
    tot: DateTime<Utc>,
    door: GebruikerId,
}

impl From<Eerder> for EerdereNaam {
    fn from(eerder: Eerder) -> Self {
        Self { naam: eerder.naam, tot: Moment::new(eerder.tot), door: eerder.door }
    }
}

type Bron<'a> = IntoBoxed<'a, gebruiker::table, MultiBackend>;

/// The accounts that `actor` may know of: all of them, or none.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let bron = gebruiker::table.into_boxed();
    if ziet_accounts(actor) { bron } else { bron.filter(gebruiker::versie.lt(0)) }
}

/// Looks for an account, with all its grants, among those that `actor` may know of.
pub fn find(tx: &mut Tx, actor: &Actor, id: GebruikerId) -> Result<Gezocht<Gebruiker>, Error> {
    let row: Option<Row> =
        zichtbaar(actor).filter(gebruiker::id.eq(id)).select(Row::as_select()).first(tx).optional()?;
    let Some(row) = row else {
        return Ok(Gezocht { id: id.uuid(), gevonden: None });
    };
    let toekenningen = verleend::van(tx, vec![id], actor.nu)?;
    Ok(Gezocht { id: id.uuid(), gevonden: Some(row.met(toekenningen)) })
}

/// A colleague whom somebody names: an account that is active.
///
/// An error names `veld` when there is none.
pub fn collega(tx: &mut Tx, actor: &Actor, veld: &str, id: GebruikerId) -> Result<Gebruiker, Error> {
    let gevonden = find(tx, actor, id)?.gevonden.filter(|wie| wie.status == GebruikerStatus::Actief);
    let melding = "Dit account is niet bekend, of niet actief.";
    gevonden.ok_or_else(|| Fouten::new().fout(veld, "onbekend", melding).into())
}

/// Whether this account can be used.
pub(super) fn is_actief(tx: &mut Tx, id: GebruikerId) -> Result<bool, Error> {
    let actief = gebruiker::table.find(id).filter(gebruiker::actief.eq(true));
    Ok(diesel::select(diesel::dsl::exists(actief)).get_result(tx)?)
}

/// What a beheerder looks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only of this organisation.
    pub organisatie: Option<OrganisatieId>,
    /// Only who has this role now.
    pub rol: Option<Rol>,
    /// Only accounts that can be used, or only those that cannot.
    pub actief: Option<bool>,
    /// Only with these letters in the name, or in the name to log in with.
    pub naam: Option<String>,
}

/// A page of accounts, by the name to log in with; the next one begins after the account `na`.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    filter: &Filter,
    na: Option<GebruikerId>,
    grootte: i64,
) -> Result<Vec<Gebruiker>, Error> {
    let mut query = zichtbaar(actor);
    if let Some(organisatie) = filter.organisatie {
        query = query.filter(gebruiker::organisatie_id.eq(organisatie));
    }
    if let Some(actief) = filter.actief {
        query = query.filter(gebruiker::actief.eq(actief));
    }
    if let Some(rol) = filter.rol {
        query = query.filter(exists(
            toekenning::table
                .filter(toekenning::gebruiker_id.eq(gebruiker::id))
                .filter(toekenning::rol.eq(Woord(rol)))
                .filter(geldt(actor.nu)),
        ));
    }
    if let Some(deel) = &filter.naam {
        let patroon = patroon(deel);
        query = query.filter(
            lower(gebruiker::naam)
                .like(patroon.clone())
                .escape('\\')
                .or(gebruiker::gebruikersnaam.like(patroon).escape('\\')),
        );
    }
    if let Some(na) = na {
        // A name never stands in an address: the place is told by the account, its name is looked up.
        let naam: Option<String> = gebruiker::table.find(na).select(gebruiker::gebruikersnaam).first(tx).optional()?;
        query = query.filter(gebruiker::gebruikersnaam.gt(naam.unwrap_or_default()));
    }
    let rows: Vec<Row> = query.order(gebruiker::gebruikersnaam).limit(grootte).select(Row::as_select()).load(tx)?;
    let mut alle = verleend::van(tx, rows.iter().map(|row| row.id).collect(), actor.nu)?;
    let met = |row: Row| {
        let van_haar = alle.extract_if(.., |verleend| verleend.gebruiker == row.id).collect();
        row.met(van_haar)
    };
    Ok(rows.into_iter().map(met).collect())
}

diesel::define_sql_function! {
    /// The text in small letters.
    fn lower(tekst: diesel::sql_types::Text) -> diesel::sql_types::Text;
}

/// These letters anywhere; what `LIKE` reads as a sign of its own is a letter here.
fn patroon(deel: &str) -> String {
    let mut patroon = String::from("%");
    for letter in deel.trim().to_lowercase().chars() {
        if matches!(letter, '%' | '_' | '\\') {
            patroon.push('\\');
        }
        patroon.push(letter);
    }
    patroon.push('%');
    patroon
}

impl Rijen for Gebruiker {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match (van, self.status) {
            (Van::Nieuw, _) if !organisatie::houd_open(pen, self.organisatie)? => Ok(0),
            (Van::Nieuw, _) => insert(pen, self),
            (Van::In(_), GebruikerStatus::Vertrokken) => sluit(pen, self),
            (Van::In(_), _) => nodig_opnieuw_uit(pen, self),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Gebruiker(self, wie_het_hoort(pen, wacht(&self.toekenningen))?))
    }
}

/// Whether any of these grants waits for a second person.
fn wacht(toekenningen: &[Verleend]) -> bool {
    toekenningen.iter().any(|verleend| verleend.status == ToekenningStatus::Wacht)
}

/// Stores somebody who is invited; an error names `gebruikersnaam` when it is taken.
fn insert(pen: &mut Pen<'_>, nieuw: &Gebruiker) -> Result<usize, Error> {
    if is_bezet(pen.tx, &nieuw.gebruikersnaam)? {
        return Err(bezet());
    }
    let genodigde = Genodigde {
        gebruikersnaam: nieuw.gebruikersnaam.clone(),
        naam: nieuw.naam.clone(),
        werktelefoon: nieuw.werktelefoon.clone(),
        organisatie: nieuw.organisatie,
        toekenningen: Vec::new(),
    };
    let (afdruk, op, door) = (pen.code()?, pen.op(), pen.door()?);
    voeg_toe(pen.tx, nieuw.id, &genodigde, afdruk, op)
        .map_err(|error| if error.is_unique_violation() { bezet() } else { error })?;
    diesel::update(gebruiker::table.find(nieuw.id))
        .set((
            gebruiker::uitgenodigd_door_id.eq(door),
            gebruiker::email.eq(nieuw.email.as_ref().map(Emailadres::tekst)),
            gebruiker::uitnodiging_verstuurd.eq(pen.brief().is_some()),
        ))
        .execute(pen.tx)?;
    post::leg_klaar(pen, Postsoort::Uitnodiging, nieuw.id)?;
    nieuw.toekenningen.iter().try_for_each(|toekenning| verleend::insert(pen, toekenning))?;
    Ok(1)
}

fn bezet() -> Error {
    Fouten::new().fout("gebruikersnaam", "bezet", "Deze gebruikersnaam is bezet; kies een andere.").into()
}

/// Stores a new code for somebody.
fn nodig_opnieuw_uit(pen: &mut Pen<'_>, wie: &Gebruiker) -> Result<usize, Error> {
    let seen =
        gebruiker::table.find(wie.id).filter(gebruiker::actief.eq(false)).filter(gebruiker::versie.eq(wie.versie));
    // From now on they were invited by whoever has the code that works.
    let changed =
        diesel::update(seen).set((opnieuw(pen)?, gebruiker::uitgenodigd_door_id.eq(pen.door()?))).execute(pen.tx)?;
    post::trek_in(pen.tx, wie.id)?;
    post::leg_klaar(pen, Postsoort::Uitnodiging, wie.id)?;
    verleend::laat_wachten(pen, wie.id)?;
    Ok(changed)
}

/// What `opnieuw` changes.
type Opnieuw<'a> = (
    Eq<gebruiker::uitnodiging, &'a [u8]>,
    Eq<gebruiker::uitnodiging_tot, Moment>,
    Eq<gebruiker::uitnodiging_verstuurd, bool>,
    Eq<gebruiker::versie, Add<gebruiker::versie, i32>>,
);

/// What changes in an account that can be set anew with the code that came with the decision.
pub(super) fn opnieuw<'a>(pen: &Pen<'a>) -> Result<Opnieuw<'a>, Error> {
    Ok((
        gebruiker::uitnodiging.eq(pen.code()?),
        gebruiker::uitnodiging_tot.eq(uitnodiging_tot(pen.op())),
        gebruiker::uitnodiging_verstuurd.eq(pen.brief().is_some()),
        gebruiker::versie.eq(gebruiker::versie + 1),
    ))
}

/// Stores that somebody left: no code, password or factor of hers works from now on.
fn sluit(pen: &mut Pen<'_>, weg: &Gebruiker) -> Result<usize, Error> {
    let seen = gebruiker::table
        .find(weg.id)
        .filter(gebruiker::vertrokken_op.is_null())
        .filter(gebruiker::versie.eq(weg.versie));
    post::trek_in(pen.tx, weg.id)?;
    Ok(diesel::update(seen).set(gesloten(pen.op())).execute(pen.tx)?)
}

/// What changes in an account that closes.
#[diesel::dsl::auto_type(no_type_alias)]
fn gesloten(op: Moment) -> _ {
    let geen_code: Option<Vec<u8>> = None;
    let geen_geheim: Option<Vec<u8>> = None;
    let geen_wachtwoord: Option<String> = None;
    let geen_adres: Option<String> = None;
    let geen_moment: Option<Moment> = None;
    (
        gebruiker::email.eq(geen_adres),
        gebruiker::email_bewezen.eq(false),
        gebruiker::werktelefoon.eq(""),
        gebruiker::actief.eq(false),
        gebruiker::vertrokken_op.eq(op),
        gebruiker::wachtwoord.eq(geen_wachtwoord),
        gebruiker::totp_geheim.eq(geen_geheim),
        gebruiker::uitnodiging.eq(geen_code),
        gebruiker::uitnodiging_tot.eq(geen_moment),
        gebruiker::versie.eq(gebruiker::versie + 1_i32),
    )
}

/// Closes every account of an organisation, with all sessions and grants.
pub(in crate::store) fn sluit_van(pen: &mut Pen<'_>, van: OrganisatieId) -> Result<(), Error> {
    let open = gebruiker::table.filter(gebruiker::organisatie_id.eq(van)).filter(gebruiker::vertrokken_op.is_null());
    diesel::update(open).set(gesloten(pen.op())).execute(pen.tx)?;
    for wie in gesloten_met(pen.tx, van, pen.op())? {
        verleend::beeindig_van(pen, wie)?;
        post::trek_in(pen.tx, wie)?;
        sessie::beeindig_alle(pen.tx, wie, None, pen.op())?;
    }
    Ok(())
}

/// The accounts that closed when their organisation ended at `op`.
pub fn gesloten_met(tx: &mut Tx, van: OrganisatieId, op: Moment) -> Result<Vec<GebruikerId>, Error> {
    Ok(gebruiker::table
        .filter(gebruiker::organisatie_id.eq(van))
        .filter(gebruiker::vertrokken_op.eq(op).assume_not_null())
        .order(gebruiker::id)
        .select(gebruiker::id)
        .load(tx)?)
}

impl Rijen for Accountwijziging {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let wie = &self.wie;
        let eerder = wie.eerdere_namen.iter();
        let eerder = eerder.map(|e| Eerder { naam: e.naam.clone(), tot: e.tot.utc(), door: e.door });
        let eerder = serde_json::to_string(&eerder.collect::<Vec<_>>()).map_err(|_| Error::Kluis)?;
        let seen = gebruiker::table
            .find(wie.id)
            .filter(gebruiker::vertrokken_op.is_null())
            .filter(gebruiker::versie.eq(wie.versie));
        let changed = diesel::update(seen)
            .set((
                gebruiker::naam.eq(&wie.naam),
                gebruiker::werktelefoon.eq(wie.werktelefoon.as_deref().unwrap_or_default()),
                gebruiker::eerdere_namen.eq(eerder),
                gebruiker::versie.eq(gebruiker::versie + 1),
            ))
            .execute(pen.tx)?;
        if self.ander_adres && changed == 1 {
            geef_ander_adres(pen, wie)?;
        }
        if let Some((was, wordt)) = self.functie.as_ref().filter(|_| changed == 1) {
            verleend::insert(pen, wordt)?;
            return verleend::beeindig(pen, was);
        }
        Ok(changed)
    }

    fn verhoog(&mut self) {
        self.wie.versie += 1;
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        let mut aan = wie_het_hoort(pen, self.ander_adres && self.wie.is_machtig())?;
        let zelf = self.wie.id;
        if self.wie.status == GebruikerStatus::Actief && !aan.contains(&zelf) {
            aan.push(zelf);
        }
        Ok(match &self.functie {
            None => Feit::Account(zelf, aan),
            Some((_, wordt)) => Feit::Functie(zelf, aan, wie_het_hoort(pen, wordt.status == ToekenningStatus::Wacht)?),
        })
    }

    /// Whoever looks which rights were changed finds the role that ended, and the one that came.
    fn bijregels(&self, spoor: &Spoor) -> Vec<Spoor> {
        let regel = |gebeurtenis, verleend: &Verleend| Spoor {
            gebeurtenis,
            soort: Soort::Toekenning,
            object: Some(verleend.id.uuid()),
            ..spoor.clone()
        };
        self.functie
            .iter()
            .flat_map(|(was, wordt)| [(Gebeurtenis::ToekenningIngetrokken, was), (wordt.gebeurtenis(), wordt)])
            .map(|(gebeurtenis, verleend)| regel(gebeurtenis, verleend))
            .collect()
    }
}

/// Stores another address, or that there is none. No code that was given before works any more: whoever changes an address cannot let
/// one go on that somebody else sent to the address of before, or had sent for who was known by it.
fn geef_ander_adres(pen: &mut Pen<'_>, wie: &Gebruiker) -> Result<(), Error> {
    diesel::update(gebruiker::table.find(wie.id))
        .set((
            gebruiker::email.eq(wie.email.as_ref().map(Emailadres::tekst)),
            gebruiker::email_bewezen.eq(false),
            gebruiker::uitnodiging.eq(None::<Vec<u8>>),
            gebruiker::uitnodiging_tot.eq(None::<Moment>),
            gebruiker::uitnodiging_verstuurd.eq(false),
        ))
        .execute(pen.tx)?;
    post::trek_in(pen.tx, wie.id)?;
    post::leg_klaar(pen, Postsoort::Adreswijziging, wie.id)
}

impl Rijen for Uitlogging {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        // Nothing about the account itself changes, but nobody logs in meanwhile.
        let actief = gebruiker::table.find(self.wie.id).filter(gebruiker::actief.eq(true));
        Ok(diesel::update(actief).set(gebruiker::versie.eq(gebruiker::versie)).execute(pen.tx)?)
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Gebruiker(&self.wie, Vec::new()))
    }
}

impl Rijen for Waarneming {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let changed = verleend::raak(pen, self.waarnemer.id)?;
        self.erbij.iter().try_for_each(|toekenning| verleend::insert(pen, toekenning))?;
        Ok(changed)
    }

    fn verhoog(&mut self) {
        self.waarnemer.versie += 1;
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Rechten(self.waarnemer.id, wie_het_hoort(pen, wacht(&self.erbij))?))
    }
}
