//! What was asked, done and agreed: requests, support and the table.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::wie::{Wie, gemeente, route, woorden};
use crate::{
    domain::{
        Word as _,
        casus::CasusId,
        doorgeleiding::{DoorgeleidingId, Status as Doorgeleidingstatus},
        dossier::Stuk,
        evaluatie::EvaluatieId,
        knooppunt::{AfspraakId, AgendapuntId, BijeenkomstId, DeelnemerId},
        rode_draad::gevolg::Gezegd,
        tijd::Moment,
        toegang::OrganisatieId,
        toestemming::{ToestemmingId, uitspraak::Uitspraak},
        traject::{ContactmomentId, TrajectId},
        woorden::label,
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::Plek,
        knooppunt::{agendapunt::plek_van_hoedanigheid, plaats as plaats_van},
        schema::{
            afspraak, agendapunt, bijeenkomst, contactmoment, deelnemer, desk, doorgeleiding, evaluatie, huisbezoek,
            traject,
        },
        toestemming as toestemmingen,
        types::Woord,
    },
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = doorgeleiding)]
struct DoorgeleidingRow {
    id: DoorgeleidingId,
    casus_id: CasusId,
    route: String,
    status: Woord<Doorgeleidingstatus>,
    vraag: Option<Vec<u8>>,
    verzonden_op: Moment,
    antwoord_voor: NaiveDate,
    herinnerd_op: Option<Moment>,
    geescaleerd_op: Option<Moment>,
    gezien_op: Option<Moment>,
    beantwoord_op: Option<Moment>,
    gezin: String,
    gezin_op: Option<Moment>,
    intake_op: Option<Moment>,
    gestart_op: Option<Moment>,
    beeindigd_op: Option<Moment>,
    reden: Option<String>,
    toelichting: Option<Vec<u8>>,
    bezwaren: String,
    afwijk_regels: Option<String>,
    na_de_bevalling: bool,
    afwijk_reden: Option<String>,
    afwijk_uitleg: Option<Vec<u8>>,
}

type Verzonden = (DoorgeleidingRow, OrganisatieId, String, ToestemmingId);

fn verzonden(tx: &mut Tx, wie: &Wie) -> Result<Vec<Verzonden>, Error> {
    Ok(doorgeleiding::table
        .inner_join(desk::table)
        .filter(doorgeleiding::casus_id.eq_any(wie.casussen.clone()))
        .order(doorgeleiding::id.asc())
        .select((DoorgeleidingRow::as_select(), desk::organisatie_id, desk::naam, doorgeleiding::toestemming_id))
        .load(tx)?)
}

pub(super) fn doorgeleidingen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let stuk = |(row, organisatie, loket, _): Verzonden| {
        let plek = |kolom| Plek::new(kolom, row.id.uuid());
        let vraag = wie.open_van(row.casus_id, plek("doorgeleiding.vraag"), row.vraag.as_deref())?;
        let toelichting = plek("doorgeleiding.toelichting");
        let toelichting = wie.open_van(row.casus_id, toelichting, row.toelichting.as_deref())?;
        let uitleg = wie.open_van(row.casus_id, plek("doorgeleiding.afwijk_uitleg"), row.afwijk_uitleg.as_deref())?;
        let bezwaren = woorden(&row.bezwaren);
        let status: &str = row.status.0.into();
        Ok(Stuk::default()
            .moment("Gevraagd op", row.verzonden_op)
            .tekst("Welke hulp", route(&row.route))
            .tekst("Aan", wie.organisatie(organisatie))
            .tekst("Loket", loket)
            .woord("Status", &["DoorgeleidingStatus"], status.to_owned())
            .tekst("De vraag", vraag)
            .woorden("Waarom deze hulp eigenlijk niet kon", &["RouteBezwaar"], bezwaren)
            .tekst("Volgens de regels", row.afwijk_regels)
            .woord("Waarom het toch is gevraagd", &["AfwijkReden"], row.afwijk_reden)
            .tekst("Toelichting daarbij", uitleg)
            .ja_nee("Begint pas na de bevalling", Some(row.na_de_bevalling))
            .dag("Antwoord uiterlijk", row.antwoord_voor)
            .moment("Aan het antwoord herinnerd", row.herinnerd_op)
            .moment("Anderen gewaarschuwd dat er geen antwoord kwam", row.geescaleerd_op)
            .moment("Voor het eerst bekeken", row.gezien_op)
            .moment("Beantwoord op", row.beantwoord_op)
            .woord("Wat het gezin zei", &["Gezinsantwoord"], row.gezin)
            .moment("Dat is vastgelegd op", row.gezin_op)
            .moment("Kennismaking afgesproken op", row.intake_op)
            .moment("Gestart op", row.gestart_op)
            .moment("Geëindigd op", row.beeindigd_op)
            .woord("Reden", &["AfwijzingReden", "TeruggaveReden", "IntrekkingReden", "StopReden"], row.reden)
            .tekst("Toelichting", toelichting))
    };
    verzonden(tx, wie)?.into_iter().map(stuk).collect()
}

/// Who received what: each desk that a request was sent to, with the items of the consent it rested on last.
pub(super) fn ontvangers(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let mut stukken = Vec::new();
    for (row, organisatie, loket, rust_op) in verzonden(tx, wie)? {
        let status = row.status.0;
        let blijft = status.is_open() || status.is_aanvaard();
        let onderdelen = laatst_gedeeld(&toestemmingen::gezegd(tx, row.casus_id)?, rust_op);
        stukken.push(
            Stuk::default()
                .tekst("Ontvanger", wie.organisatie(organisatie))
                .tekst("Loket", loket)
                .woorden("Welke gegevens", &["Onderdeel"], onderdelen)
                .moment("Vanaf", row.verzonden_op)
                .moment("Zag niets meer vanaf", row.beeindigd_op.filter(|_| !blijft)),
        );
    }
    Ok(stukken)
}

/// The items of the word that a request rests on; of a no, those of the last yes before it.
fn laatst_gedeeld(gezegd: &[Gezegd], rust_op: ToestemmingId) -> Vec<String> {
    let woorden = || gezegd.iter().map(|gezegd| &gezegd.uitspraak);
    let Some(telt) = woorden().find(|u| u.id == rust_op) else { return Vec::new() };
    let lezer = telt.reikwijdte.lezer();
    let eerder = |u: &&Uitspraak| u.ja && u.id <= telt.id && u.reikwijdte.raakt(lezer);
    let laatste = woorden().filter(eerder).max_by_key(|u| u.id);
    laatste
        .into_iter()
        .flat_map(|u| u.reikwijdte.onderdelen.iter().map(|onderdeel| onderdeel.word().to_owned()))
        .collect()
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = traject)]
struct TrajectRow {
    id: TrajectId,
    casus_id: CasusId,
    route: String,
    status: String,
    gepland_op: Moment,
    gestart_op: Option<Moment>,
    beeindigd_op: Option<Moment>,
    einde: Option<String>,
    resultaten: Option<Vec<u8>>,
}

pub(super) fn trajecten(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = traject::table
        .left_join(huisbezoek::table)
        .filter(traject::casus_id.eq_any(wie.casussen.clone()))
        .order(traject::id.asc())
        .select((
            TrajectRow::as_select(),
            (huisbezoek::op, huisbezoek::themas, huisbezoek::wensen, huisbezoek::vervolgacties).nullable(),
        ))
        .load::<(TrajectRow, Option<(Moment, String, Vec<u8>, String)>)>(tx)?;
    rows.into_iter()
        .map(|(row, bezoek)| {
            let plek = |kolom| Plek::new(kolom, row.id.uuid());
            let resultaten = wie.open_van(row.casus_id, plek("traject.resultaten"), row.resultaten.as_deref())?;
            let stuk = Stuk::default()
                .tekst("Welke hulp", route(&row.route))
                .woord("Status", &["TrajectStatus"], row.status)
                .moment("Gepland op", row.gepland_op)
                .moment("Gestart op", row.gestart_op)
                .moment("Geëindigd op", row.beeindigd_op)
                .woord("Hoe geëindigd", &["Einde"], row.einde)
                .tekst("Resultaten", resultaten.as_deref().map(in_zinnen));
            let Some((op, themas, wensen, acties)) = bezoek else {
                return Ok(stuk);
            };
            Ok(stuk
                .moment("Uitkomst van het huisbezoek op", op)
                .woorden("Wat ter sprake kwam", &["Thema"], woorden(&themas))
                .tekst("Uw wensen", wie.open_van(row.casus_id, plek("huisbezoek.wensen"), Some(&wensen))?)
                .woorden("Wat volgt", &["Vervolgactie"], woorden(&acties)))
        })
        .collect()
}

/// The results of a traject, a line for each goal.
fn in_zinnen(resultaten: &str) -> String {
    let resultaten: Vec<HashMap<String, serde_json::Value>> = serde_json::from_str(resultaten).unwrap_or_default();
    let zin = |resultaat: &HashMap<String, serde_json::Value>| {
        let veld = |naam| resultaat.get(naam).and_then(serde_json::Value::as_str).unwrap_or("-");
        let oordeel = |naam| label(&["DoelOordeel"], veld(naam)).to_lowercase();
        let (gezin, professional) = (oordeel("oordeelGezin"), oordeel("oordeelProfessional"));
        format!("{}: volgens u {gezin}, volgens de professional {professional}", veld("doel"))
    };
    resultaten.iter().map(zin).collect::<Vec<_>>().join("\n")
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = contactmoment)]
struct ContactRow {
    id: ContactmomentId,
    soort: String,
    gepland_op: Moment,
    status: String,
    gehouden_op: Option<Moment>,
    reden: Option<String>,
    toelichting: Option<Vec<u8>>,
}

pub(super) fn contactmomenten(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = contactmoment::table
        .inner_join(traject::table)
        .filter(traject::casus_id.eq_any(wie.casussen.clone()))
        .order(contactmoment::gepland_op.asc())
        .select((ContactRow::as_select(), traject::casus_id))
        .load::<(ContactRow, CasusId)>(tx)?;
    rows.into_iter()
        .map(|(row, casus)| {
            let plek = Plek::new("contactmoment.toelichting", row.id.uuid());
            Ok(Stuk::default()
                .moment("Gepland op", row.gepland_op)
                .woord("Wat", &["Contactsoort"], row.soort)
                .woord("Status", &["ContactStatus"], row.status)
                .moment("Was op", row.gehouden_op)
                .woord("Reden", &["NietGehoudenReden"], row.reden)
                .tekst("Toelichting", wie.open_van(casus, plek, row.toelichting.as_deref())?))
        })
        .collect()
}

type AgendapuntRow = (
    AgendapuntId,
    CasusId,
    String,
    Option<NaiveDate>,
    Option<String>,
    Option<Vec<u8>>,
    (BijeenkomstId, Moment, String, Option<Vec<u8>>),
);

pub(super) fn besprekingen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = agendapunt::table
        .inner_join(bijeenkomst::table)
        .filter(agendapunt::casus_id.eq_any(wie.casussen.clone()))
        .order(bijeenkomst::gepland_op.asc())
        .select((
            agendapunt::id,
            agendapunt::casus_id,
            agendapunt::aanleiding,
            agendapunt::evaluatie_op,
            agendapunt::afwezig_reden,
            agendapunt::afwezig_toelichting,
            (bijeenkomst::id, bijeenkomst::gepland_op, bijeenkomst::gemeente, bijeenkomst::plaats),
        ))
        .load::<AgendapuntRow>(tx)?;
    let mut stukken = Vec::new();
    for (id, casus, aanleiding, evaluatie_op, afwezig, toelichting, (tafel, gepland_op, waar, plaats)) in rows {
        let aan_tafel = deelnemer::table
            .filter(deelnemer::agendapunt_id.eq(id))
            .filter(deelnemer::opgestaan_op.is_null())
            .order(deelnemer::id.asc())
            .select((deelnemer::id, deelnemer::hoedanigheid))
            .load::<(DeelnemerId, Vec<u8>)>(tx)?;
        let aan_tafel = aan_tafel.into_iter().map(|row| als_wat(wie, casus, row)).collect::<Result<Vec<_>, _>>()?;
        let aan_tafel: Vec<String> = aan_tafel.into_iter().flatten().collect();
        let plek = Plek::new("agendapunt.afwezig_toelichting", id.uuid());
        let toelichting = wie.open_van(casus, plek, toelichting.as_deref())?;
        stukken.push(
            Stuk::default()
                .moment("Bijeenkomst op", gepland_op)
                .tekst("Knooppunt van", gemeente(&waar))
                .tekst("Plaats", plaats_van(wie.kluis(), tafel, plaats.as_deref())?)
                .woord("Aanleiding", &["Aanleiding"], aanleiding)
                .tekst("Aan tafel", Some(aan_tafel.join(", ")).filter(|wie| !wie.is_empty()))
                .dag("Evaluatie op", evaluatie_op)
                .woord("Waarom u er niet bij was", &["AfwezigReden"], afwezig)
                .tekst("Toelichting", toelichting),
        );
    }
    Ok(stukken)
}

/// As what somebody sat at the table.
fn als_wat(wie: &Wie, in_casus: CasusId, (id, sealed): (DeelnemerId, Vec<u8>)) -> Result<Option<String>, Error> {
    wie.open_van(in_casus, plek_van_hoedanigheid(id), Some(&sealed))
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = afspraak)]
struct AfspraakRow {
    id: AfspraakId,
    casus_id: CasusId,
    wat: Vec<u8>,
    uiterlijk: NaiveDate,
    thema: Option<String>,
    dimensie: Option<String>,
    positie: Option<String>,
    woorden: Option<Vec<u8>>,
    status: String,
    reden: Option<String>,
    toelichting: Option<Vec<u8>>,
    afgehandeld_op: Option<Moment>,
}

pub(super) fn afspraken(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = afspraak::table
        .inner_join(deelnemer::table)
        .filter(afspraak::casus_id.eq_any(wie.casussen.clone()))
        .order(afspraak::id.asc())
        .select((AfspraakRow::as_select(), (deelnemer::id, deelnemer::hoedanigheid)))
        .load::<(AfspraakRow, (DeelnemerId, Vec<u8>))>(tx)?;
    rows.into_iter()
        .map(|(row, door)| {
            let open =
                |kolom, sealed: Option<&[u8]>| wie.open_van(row.casus_id, Plek::new(kolom, row.id.uuid()), sealed);
            Ok(Stuk::default()
                .tekst("Wat", open("afspraak.wat", Some(&row.wat))?)
                .tekst("Door", als_wat(wie, row.casus_id, door)?)
                .dag("Uiterlijk", row.uiterlijk)
                .woord("Waarover", &["Thema"], row.thema)
                .woord("Onderwerp", &["Dimensie"], row.dimensie)
                .woord("Wat u ervan vond", &["OudersOordeel"], row.positie)
                .tekst("In uw woorden", open("afspraak.woorden", row.woorden.as_deref())?)
                .woord("Status", &["AfspraakStatus"], row.status)
                .moment("Afgehandeld op", row.afgehandeld_op)
                .woord("Reden", &["VervalReden"], row.reden)
                .tekst("Toelichting", open("afspraak.toelichting", row.toelichting.as_deref())?))
        })
        .collect()
}

type EvaluatieRow = (EvaluatieId, CasusId, Moment, Option<Moment>, Option<String>, Option<bool>, Option<Vec<u8>>);

pub(super) fn evaluaties(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = evaluatie::table
        .filter(evaluatie::casus_id.eq_any(wie.casussen.clone()))
        .order(evaluatie::id.asc())
        .select((
            evaluatie::id,
            evaluatie::casus_id,
            evaluatie::begonnen_op,
            evaluatie::afgerond_op,
            evaluatie::uitkomst,
            evaluatie::samen_met_ouders,
            evaluatie::toelichting,
        ))
        .load::<EvaluatieRow>(tx)?;
    rows.into_iter()
        .map(|(id, casus, begonnen_op, afgerond_op, uitkomst, samen, toelichting)| {
            let plek = Plek::new("evaluatie.toelichting", id.uuid());
            Ok(Stuk::default()
                .moment("Begonnen op", begonnen_op)
                .moment("Afgerond op", afgerond_op)
                .woord("Uitkomst", &["EvaluatieUitkomst"], uitkomst)
                .ja_nee("Samen met u", samen)
                .tekst("Toelichting", wie.open_van(casus, plek, toelichting.as_deref())?))
        })
        .collect()
}
