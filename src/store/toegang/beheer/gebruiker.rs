//! Accounts, as the beheerder keeps them.

use diesel::{dsl::exists, helper_types::IntoBoxed, prelude::*};

use super::{toekenning as verleend, verouderd, ziet_accounts};
use crate::{
    domain::{
        fouten::Fouten,
        tijd::Moment,
        toegang::{
            Actor, Besluit, Gebruiker, GebruikerId, Gezocht, OrganisatieId, Rol, Verleend, account::uitnodiging_tot,
            beheer::GebruikerStatus,
        },
    },
    store::{
        conn::{MultiBackend, Tx},
        error::Error,
        logboek,
        schema::{gebruiker, toekenning},
        toegang::{
            gebruiker::{Genodigde, is_bezet, voeg_toe},
            rem, sessie,
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
    organisatie_id: OrganisatieId,
    actief: bool,
    aangemaakt_op: Moment,
    vertrokken_op: Option<Moment>,
    versie: i32,
}

impl Row {
    fn met(self, toekenningen: Vec<Verleend>) -> Gebruiker {
        let status = match (self.vertrokken_op, self.actief) {
            (Some(_), _) => GebruikerStatus::Vertrokken,
            (None, true) => GebruikerStatus::Actief,
            (None, false) => GebruikerStatus::Uitgenodigd,
        };
        Gebruiker {
            id: self.id,
            gebruikersnaam: self.gebruikersnaam,
            naam: self.naam,
            organisatie: self.organisatie_id,
            status,
            aangemaakt_op: self.aangemaakt_op,
            vertrokken_op: self.vertrokken_op,
            toekenningen,
            versie: self.versie,
        }
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
        let nu = actor.nu;
        query = query.filter(exists(
            toekenning::table
                .filter(toekenning::gebruiker_id.eq(gebruiker::id))
                .filter(toekenning::rol.eq(Woord(rol)))
                .filter(toekenning::geldig_van.le(nu))
                .filter(toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu))),
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

/// Stores somebody who is invited by the code with this hash, with her line.
///
/// An error names `gebruikersnaam` when it is taken.
pub fn record_nieuw(tx: &mut Tx, besluit: Besluit<Gebruiker>, afdruk: &[u8]) -> Result<Gebruiker, Error> {
    let (spoor, nieuw, _) = besluit.unfold();
    if is_bezet(tx, &nieuw.gebruikersnaam)? {
        return Err(bezet());
    }
    let genodigde = Genodigde {
        gebruikersnaam: nieuw.gebruikersnaam.clone(),
        naam: nieuw.naam.clone(),
        organisatie: nieuw.organisatie,
        toekenningen: Vec::new(),
    };
    voeg_toe(tx, nieuw.id, &genodigde, afdruk, spoor.door.op)
        .map_err(|error| if error.is_unique_violation() { bezet() } else { error })?;
    for toekenning in &nieuw.toekenningen {
        verleend::insert(tx, toekenning)?;
    }
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

fn bezet() -> Error {
    Fouten::new().fout("gebruikersnaam", "bezet", "Deze gebruikersnaam is bezet; kies een andere.").into()
}

/// Stores a new code for somebody, in the version that was seen, with her line.
pub fn record_uitnodiging(tx: &mut Tx, besluit: Besluit<Gebruiker>, afdruk: &[u8]) -> Result<Gebruiker, Error> {
    let (spoor, mut wie, _) = besluit.unfold();
    let seen = gebruiker::table.find(wie.id).filter(gebruiker::versie.eq(wie.versie));
    let changed = diesel::update(seen)
        .set((
            gebruiker::uitnodiging.eq(afdruk),
            gebruiker::uitnodiging_tot.eq(uitnodiging_tot(spoor.door.op)),
            gebruiker::versie.eq(gebruiker::versie + 1),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    wie.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    Ok(wie)
}

/// Stores that somebody left, in the version that was seen, with her line: no session, grant, code, password or factor of hers
/// works from now on.
pub fn record_vertrek(tx: &mut Tx, besluit: Besluit<Gebruiker>) -> Result<Gebruiker, Error> {
    let (spoor, mut weg, _) = besluit.unfold();
    let nu = spoor.door.op;
    let seen = gebruiker::table
        .find(weg.id)
        .filter(gebruiker::vertrokken_op.is_null())
        .filter(gebruiker::versie.eq(weg.versie));
    let changed = diesel::update(seen)
        .set((
            gebruiker::actief.eq(false),
            gebruiker::vertrokken_op.eq(weg.vertrokken_op),
            gebruiker::wachtwoord.eq(None::<String>),
            gebruiker::totp_geheim.eq(None::<Vec<u8>>),
            gebruiker::uitnodiging.eq(None::<Vec<u8>>),
            gebruiker::uitnodiging_tot.eq(None::<Moment>),
            gebruiker::versie.eq(gebruiker::versie + 1),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    weg.versie += 1;
    diesel::update(toekenning::table)
        .filter(toekenning::gebruiker_id.eq(weg.id))
        .filter(toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu)))
        .set(toekenning::geldig_tot.eq(nu))
        .execute(tx)?;
    sessie::beeindig_alle(tx, weg.id, None, nu)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(weg)
}

/// Ends every session of an account and forgets its devices, with the line; says how many sessions there were.
pub fn record_uitgelogd(tx: &mut Tx, besluit: Besluit<Gebruiker>) -> Result<usize, Error> {
    let (spoor, wie, _) = besluit.unfold();
    let aantal = sessie::beeindig_alle(tx, wie.id, None, spoor.door.op)?;
    rem::vergeet_apparaten(tx, wie.id)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(aantal)
}

/// Stores the grants of a deputy that are new, with her line; her sessions end.
pub fn record_waarneming(tx: &mut Tx, besluit: Besluit<Gebruiker>) -> Result<Gebruiker, Error> {
    let (spoor, mut waarnemer, _) = besluit.unfold();
    let sinds = verleend::van(tx, vec![waarnemer.id], spoor.door.op)?;
    for nieuw in waarnemer.toekenningen.iter().filter(|verleend| !sinds.iter().any(|oud| oud.id == verleend.id)) {
        verleend::insert(tx, nieuw)?;
    }
    verleend::raak(tx, waarnemer.id, &spoor)?;
    waarnemer.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    Ok(waarnemer)
}
