//! The family itself: pregnancy, signalen, cases and consents.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::wie::{Wie, gemeente, woorden};
use crate::{
    domain::{
        casus::CasusId, client::ClientId, dossier::Stuk, ids::VerhuizingId, signaal::SignaalId, tijd::Moment,
        toegang::OrganisatieId, zwangerschap::ZwangerschapId,
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::Plek,
        schema::{
            casus, casus_thema, casusregisseurschap, gebruiker, kind, signaal, termijn, toestemming, verhuizing,
            warme_overdracht, weging, zwangerschap, zwangerschapseinde,
        },
    },
};

pub(super) fn zwangerschappen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = zwangerschap::table
        .filter(zwangerschap::client_id.eq_any(wie.clienten.clone()))
        .order(zwangerschap::id.asc())
        .select((
            zwangerschap::id,
            zwangerschap::uitgerekend,
            zwangerschap::bron,
            zwangerschap::aantal_kinderen,
            zwangerschap::eerste_kind,
            zwangerschap::status,
            zwangerschap::geeindigd_op,
        ))
        .load::<(ZwangerschapId, NaiveDate, String, i32, bool, String, Option<NaiveDate>)>(tx)?;
    let mut stukken = Vec::new();
    for (id, uitgerekend, bron, verwacht, eerste, status, geeindigd_op) in rows {
        stukken.push(
            Stuk::default()
                .dag("Uitgerekend", uitgerekend)
                .woord("Bron", &["Termijnbron"], bron)
                .met("Aantal kinderen", crate::domain::dossier::Waarde::Getal(verwacht.into()))
                .ja_nee("Eerste kind", eerste)
                .woord("Status", &["ZwangerschapStatus"], status)
                .dag("Geëindigd op", geeindigd_op),
        );
        let herzien = termijn::table
            .filter(termijn::zwangerschap_id.eq(id))
            .order(termijn::id.asc())
            .select((termijn::op, termijn::oud, termijn::nieuw, termijn::bron, termijn::reden))
            .load::<(Moment, Option<NaiveDate>, NaiveDate, String, Option<String>)>(tx)?;
        stukken.extend(herzien.into_iter().map(|(op, oud, nieuw, bron, reden)| {
            Stuk::default()
                .moment("Vastgelegd op", op)
                .dag("Was", oud)
                .dag("Werd", nieuw)
                .woord("Bron", &["Termijnbron"], bron)
                .woord("Gewijzigd omdat", &["HerzienReden"], reden)
        }));
        stukken.extend(omslagen(tx, id)?);
        stukken.extend(kinderen(tx, id)?);
        stukken.extend(overdrachten(tx, id)?);
    }
    Ok(stukken)
}

/// What was told of how a pregnancy went, each time with what was noted before.
fn omslagen(tx: &mut Tx, van: ZwangerschapId) -> Result<Vec<Stuk>, Error> {
    let rows = zwangerschapseinde::table
        .filter(zwangerschapseinde::zwangerschap_id.eq(van))
        .order(zwangerschapseinde::id.asc())
        .select((
            zwangerschapseinde::op,
            (zwangerschapseinde::was, zwangerschapseinde::was_op),
            (zwangerschapseinde::wordt, zwangerschapseinde::wordt_op),
            zwangerschapseinde::reden,
        ))
        .load::<(Moment, Toen, Toen, Option<String>)>(tx)?;
    let stuk = |(op, (was, was_op), (wordt, wordt_op), reden): (Moment, Toen, Toen, Option<String>)| {
        Stuk::default()
            .moment("Vastgelegd op", op)
            .woord("Eerst stond er", &["ZwangerschapStatus"], was)
            .dag("Op de dag", was_op)
            .woord("Het werd", &["ZwangerschapStatus"], wordt)
            .dag("Op die dag", wordt_op)
            .woord("Gewijzigd omdat", &["WijzigRedenU"], reden)
    };
    Ok(rows.into_iter().map(stuk).collect())
}

/// The children of a pregnancy.
fn kinderen(tx: &mut Tx, van: ZwangerschapId) -> Result<Vec<Stuk>, Error> {
    let rows = kind::table
        .filter(kind::zwangerschap_id.eq(van))
        .order(kind::id.asc())
        .select((kind::geboren_op, kind::status, kind::uit_beeld_op, kind::uit_beeld_reden))
        .load::<(NaiveDate, String, Option<NaiveDate>, Option<String>)>(tx)?;
    let stuk = |(geboren_op, status, uit_beeld_op, reden)| {
        Stuk::default()
            .dag("Kind geboren op", Some(geboren_op))
            .woord("Status van het kind", &["KindStatus"], Some(status))
            .dag("Uit beeld op", uit_beeld_op)
            .woord("Waarom uit beeld", &["UitBeeldReden"], reden)
    };
    Ok(rows.into_iter().map(stuk).collect())
}

/// The handovers of the children of a pregnancy.
fn overdrachten(tx: &mut Tx, van: ZwangerschapId) -> Result<Vec<Stuk>, Error> {
    type Rij = (Moment, String, String, NaiveDate, Option<Moment>, Option<NaiveDate>, Option<Moment>, Option<String>);
    let rows = warme_overdracht::table
        .filter(warme_overdracht::zwangerschap_id.eq(van))
        .order(warme_overdracht::id.asc())
        .select((
            warme_overdracht::voorgesteld_op,
            warme_overdracht::aanleiding,
            warme_overdracht::status,
            warme_overdracht::uiterlijk,
            warme_overdracht::aanvaard_op,
            warme_overdracht::gehouden_op,
            warme_overdracht::beeindigd_op,
            warme_overdracht::reden,
        ))
        .load::<Rij>(tx)?;
    let stuk = |(voorgesteld_op, aanleiding, status, uiterlijk, aanvaard_op, gehouden_op, beeindigd_op, reden): Rij| {
        Stuk::default()
            .moment("Overdracht aan de JGZ voorgesteld op", voorgesteld_op)
            .woord("Aanleiding", &["OverdrachtAanleiding"], aanleiding)
            .woord("Status van de overdracht", &["OverdrachtStatus"], status)
            .dag("Uiterlijk", uiterlijk)
            .moment("Aanvaard op", aanvaard_op)
            .dag("Gehouden op", gehouden_op)
            .moment("Beëindigd op", beeindigd_op)
            .woord("Waarom niet gehouden", &["NietGeluktReden"], reden)
    };
    Ok(rows.into_iter().map(stuk).collect())
}

/// How a pregnancy stood, and the day of its end.
type Toen = (String, Option<NaiveDate>);

pub(super) fn wegingen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = weging::table
        .filter(weging::client_id.eq_any(wie.clienten.clone()))
        .order(weging::id.asc())
        .select((weging::op, weging::graad, weging::samen_gewogen))
        .load::<(Moment, String, bool)>(tx)?;
    let stuk = |(op, graad, samen)| {
        Stuk::default()
            .moment("Op", Some(op))
            .woord("Oordeel", &["Graad"], Some(graad))
            .ja_nee("Samen met u", Some(samen))
    };
    Ok(rows.into_iter().map(stuk).collect())
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = signaal)]
struct SignaalRow {
    id: SignaalId,
    client_id: ClientId,
    organisatie_id: OrganisatieId,
    gemeente: String,
    urgentie: String,
    instrument: String,
    themas: String,
    beschermende_factoren: String,
    eigen_vraag: Option<Vec<u8>>,
    status: String,
    ontvangen_op: Moment,
}

pub(super) fn signalen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = signaal::table
        .filter(signaal::client_id.eq_any(wie.clienten.clone()))
        .order(signaal::id.asc())
        .select(SignaalRow::as_select())
        .load::<SignaalRow>(tx)?;
    rows.into_iter()
        .map(|row| {
            let plek = Plek::new("signaal.eigen_vraag", row.id.uuid());
            Ok(Stuk::default()
                .moment("Ontvangen op", row.ontvangen_op)
                .tekst("Gemeld door", wie.organisatie(row.organisatie_id))
                .tekst("Gemeente", gemeente(&row.gemeente))
                .woord("Status", &["SignaalStatus"], row.status)
                .woord("Urgentie", &["Urgentie"], row.urgentie)
                .woord("Met welke vragenlijst", &["Instrument"], row.instrument)
                .woorden("Waarover", &["Thema"], woorden(&row.themas))
                .woorden("Wat beschermt", &["BeschermendeFactor"], woorden(&row.beschermende_factoren))
                .tekst("Uw eigen vraag", wie.open(row.client_id, plek, row.eigen_vraag.as_deref())?))
        })
        .collect()
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = casus)]
struct CasusRow {
    id: CasusId,
    gemeente: String,
    status: String,
    verkenning_op: Option<NaiveDate>,
    evaluatie_op: Option<NaiveDate>,
    bekijk_op: Option<NaiveDate>,
    venster: Option<String>,
    venster_sluit: NaiveDate,
    sluitreden: Option<String>,
    toelichting: Option<Vec<u8>>,
    aangemeld_op: Moment,
    geopend_op: Moment,
    gesloten_op: Option<Moment>,
}

pub(super) fn casussen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = casus::table
        .filter(casus::id.eq_any(wie.casussen.clone()))
        .order(casus::id.asc())
        .select(CasusRow::as_select())
        .load::<CasusRow>(tx)?;
    let mut stukken = Vec::new();
    for row in rows {
        let themas = casus_thema::table
            .filter(casus_thema::casus_id.eq(row.id))
            .order(casus_thema::thema.asc())
            .select(casus_thema::thema)
            .load::<String>(tx)?;
        let plek = Plek::new("casus.toelichting", row.id.uuid());
        let toelichting = wie.open_van(row.id, plek, row.toelichting.as_deref())?;
        let sluit = row.venster.as_ref().map(|_| row.venster_sluit);
        let heropend = Some(row.geopend_op).filter(|op| *op != row.aangemeld_op);
        stukken.push(
            Stuk::default()
                .moment("Aangemeld op", row.aangemeld_op)
                .moment("Opnieuw geopend op", heropend)
                .tekst("Gemeente", gemeente(&row.gemeente))
                .woord("Status", &["CasusStatus"], row.status)
                .woorden("Waarover", &["Thema"], themas)
                .dag("Verkenning gepland op", row.verkenning_op)
                .dag("Evaluatie op", row.evaluatie_op)
                .dag("Wordt weer bekeken op", row.bekijk_op)
                .woord("Kans die het eerst verloren gaat", &["Venster"], row.venster)
                .dag("Die staat open tot", sluit)
                .moment("Gesloten op", row.gesloten_op)
                .woord("Waarom gesloten", &["SluitReden"], row.sluitreden)
                .tekst("Toelichting", toelichting),
        );
    }
    Ok(stukken)
}

pub(super) fn regie(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = casusregisseurschap::table
        .inner_join(gebruiker::table.on(gebruiker::id.eq(casusregisseurschap::gebruiker_id)))
        .filter(casusregisseurschap::casus_id.eq_any(wie.casussen.clone()))
        .order(casusregisseurschap::van.asc())
        .select((gebruiker::organisatie_id, casusregisseurschap::van, casusregisseurschap::tot))
        .load::<(OrganisatieId, Moment, Option<Moment>)>(tx)?;
    let stuk = |(organisatie, van, tot): (OrganisatieId, Moment, Option<Moment>)| {
        Stuk::default()
            .tekst("Casusregisseur van", wie.organisatie(organisatie))
            .moment("Vanaf", van)
            .moment("Tot", tot)
    };
    Ok(rows.into_iter().map(stuk).collect())
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = verhuizing)]
struct VerhuizingRow {
    id: VerhuizingId,
    casus_id: CasusId,
    van: String,
    naar: String,
    status: String,
    adres: Option<Vec<u8>>,
    organisatie_id: OrganisatieId,
    voorgesteld_op: Moment,
    antwoord_voor: NaiveDate,
    herinnerd_op: Option<Moment>,
    beantwoord_op: Option<Moment>,
    reden: Option<String>,
    toelichting: Option<Vec<u8>>,
}

pub(super) fn verhuizingen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = verhuizing::table
        .filter(verhuizing::casus_id.eq_any(wie.casussen.clone()))
        .order(verhuizing::id.asc())
        .select(VerhuizingRow::as_select())
        .load::<VerhuizingRow>(tx)?;
    rows.into_iter()
        .map(|row| {
            let open =
                |kolom, sealed: Option<&[u8]>| wie.open_van(row.casus_id, Plek::new(kolom, row.id.uuid()), sealed);
            let (adres, toelichting) = (
                open("verhuizing.adres", row.adres.as_deref())?,
                open("verhuizing.toelichting", row.toelichting.as_deref())?,
            );
            Ok(Stuk::default()
                .moment("Vastgelegd op", row.voorgesteld_op)
                .tekst("Door iemand van", wie.organisatie(row.organisatie_id))
                .tekst("Van", gemeente(&row.van))
                .tekst("Naar", gemeente(&row.naar))
                .tekst("Nieuw adres", adres)
                .woord("Status", &["VerhuizingStatus"], row.status)
                .dag("Antwoord gevraagd voor", row.antwoord_voor)
                .moment("Herinnerd op", row.herinnerd_op)
                .moment("Beantwoord op", row.beantwoord_op)
                .woord("Waarom niet overgenomen", &["TerugleggingReden"], row.reden)
                .tekst("Toelichting", toelichting))
        })
        .collect()
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = toestemming)]
struct ToestemmingRow {
    doel: String,
    ontvanger: String,
    organisatie_id: Option<OrganisatieId>,
    onderdelen: String,
    bewoording: String,
    wijze: String,
    gegeven_door: String,
    status: String,
    op: Moment,
    beeindigd_op: Option<Moment>,
}

pub(super) fn toestemmingen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = toestemming::table
        .filter(toestemming::client_id.eq_any(wie.clienten.clone()))
        .order(toestemming::id.asc())
        .select(ToestemmingRow::as_select())
        .load::<ToestemmingRow>(tx)?;
    let stuk = |row: ToestemmingRow| {
        Stuk::default()
            .moment("Vastgelegd op", row.op)
            .woord("Status", &["ToestemmingStatus"], row.status)
            .woord("Waarvoor", &["Doel"], row.doel)
            .woord("Voor wie", &["Ontvanger"], row.ontvanger)
            .tekst("Alleen voor", row.organisatie_id.and_then(|id| wie.organisatie(id)))
            .woorden("Welke gegevens", &["Onderdeel"], woorden(&row.onderdelen))
            .tekst("In de bewoording", row.bewoording)
            .woord("Hoe", &["Wijze"], row.wijze)
            .woord("Door wie gegeven", &["GegevenDoorU"], row.gegeven_door)
            .moment("Geëindigd op", row.beeindigd_op)
    };
    Ok(rows.into_iter().map(stuk).collect())
}
