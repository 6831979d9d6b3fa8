//! Everything that is kept of a person, opened with her keys.

mod geschreven;
mod gezin;
mod steun;
mod voorstel;
mod wie;

use diesel::prelude::*;

use self::wie::Wie;
use super::{
    client as clienten,
    conn::Tx,
    error::Error,
    kluis::{Kluis, Plek},
    schema::{client, gegevenswijziging},
    types::Woord,
};
use crate::domain::{
    Word as _,
    client::{ClientId, Persoonsgegevens, WijzigReden},
    dossier::{Achtergehouden, Rubriek, Stuk},
    ids::Id,
    inzage::Betrokkene,
    tijd::Moment,
};

/// What is kept of a person.
#[derive(Debug)]
pub struct Dossier {
    /// The sections, in the order of the story; those with nothing in them too.
    pub rubrieken: Vec<(Rubriek, Vec<Stuk>)>,
    /// What is held back of it.
    pub achtergehouden: Vec<Achtergehouden>,
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
        (Rubriek::Verhuizingen, gezin::verhuizingen(tx, &wie)?),
        (Rubriek::Toestemmingen, gezin::toestemmingen(tx, &wie)?),
        (Rubriek::Doorgeleidingen, steun::doorgeleidingen(tx, &wie)?),
        (Rubriek::Ontvangers, steun::ontvangers(tx, &wie)?),
        (Rubriek::Voorstellen, voorstel::voorstellen(tx, &wie)?),
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

fn gegevens(stuk: Stuk, weet: Persoonsgegevens) -> Stuk {
    stuk.tekst("Naam", weet.naam)
        .dag("Geboortedatum", weet.geboortedatum)
        .tekst("Adres", weet.adres)
        .tekst("Telefoon", weet.telefoon)
        .tekst("E-mail", weet.email)
        .woorden(
            "Veilig te bereiken",
            &["Kanaal"],
            weet.veilig_bereikbaar.iter().map(|k| k.word().to_owned()).collect(),
        )
        .tekst("Let op bij bereiken", weet.bereikbaar_toelichting)
        .woord("Taal", &["Taal"], weet.taal)
        .ja_nee("Tolk nodig", weet.tolk_nodig)
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
            for (op, reden, wist) in eerder(tx, kluis, *id)? {
                let stuk = Stuk::default().moment("Stond er tot", op).woord(
                    "Gewijzigd omdat",
                    &["WijzigRedenU"],
                    reden.word().to_owned(),
                );
                stukken.push(gegevens(stuk, wist));
            }
            gegevens(begin, clienten::gegevens(tx, kluis, *id)?.1)
        };
        let stuk = stuk.moment("Bekend in Knooppunt sinds", Some(aangemaakt_op));
        stukken.push(stuk.tekst("Code in het logboek", pseudoniem.to_string()));
    }
    Ok(stukken)
}

/// What was known of a client before it was put right, with when and why that was, oldest first.
fn eerder(tx: &mut Tx, kluis: &Kluis, id: ClientId) -> Result<Vec<(Moment, WijzigReden, Persoonsgegevens)>, Error> {
    let rows = gegevenswijziging::table
        .filter(gegevenswijziging::client_id.eq(id))
        .order(gegevenswijziging::id.asc())
        .select((gegevenswijziging::id, gegevenswijziging::op, gegevenswijziging::reden, gegevenswijziging::oud))
        .load::<(Id<()>, Moment, Woord<WijzigReden>, Vec<u8>)>(tx)?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sleutel = clienten::sleutel(tx, kluis, id)?;
    let open = |(wijziging, op, reden, oud): (Id<()>, Moment, Woord<WijzigReden>, Vec<u8>)| {
        Ok((op, reden.0, sleutel.open_json(Plek::new(clienten::OUD, wijziging.uuid()), &oud)?))
    };
    rows.into_iter().map(open).collect()
}
