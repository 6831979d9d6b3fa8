//! What a prenatal home visit brought.

use diesel::prelude::*;

use crate::{
    domain::{
        doorgeleiding::DoorgeleidingId,
        thema::Thema,
        toegang::Van,
        traject::{Bezocht, Huisbezoek, Status, TrajectId, Vervolgactie},
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        casus,
        conn::Tx,
        error::Error,
        kluis::{Plek, Sleutel},
        schema::{huisbezoek, traject},
        types::{Woord, tekst_als_woorden, woorden_als_tekst},
    },
};

const WENSEN: &str = "huisbezoek.wensen";

/// Whether a traject is under way still; whoever asks holds its case.
fn is_lopend(pen: &mut Pen<'_>, id: TrajectId) -> Result<bool, Error> {
    let lopend = traject::table.find(id).filter(traject::status.eq(Woord(Status::Lopend)));
    Ok(lopend.select(traject::id).first::<TrajectId>(pen.tx).optional()?.is_some())
}

/// Whether the outcome of the home visit of a request was recorded.
pub fn heeft_uitkomst(tx: &mut Tx, van: DoorgeleidingId) -> Result<bool, Error> {
    let aantal: i64 = huisbezoek::table
        .inner_join(traject::table)
        .filter(traject::doorgeleiding_id.eq(van))
        .count()
        .get_result(tx)?;
    Ok(aantal > 0)
}

/// What was noted before of a prenatal home visit gives way; its themes join those of the case.
impl Rijen for Bezocht {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let Self { traject, huisbezoek: uitkomst } = self;
        if !is_lopend(pen, traject.id)? {
            return Ok(0);
        }
        let plek = Plek::new(WENSEN, traject.id.uuid());
        diesel::delete(huisbezoek::table.find(traject.id)).execute(pen.tx)?;
        let erin = diesel::insert_into(huisbezoek::table)
            .values((
                huisbezoek::traject_id.eq(traject.id),
                huisbezoek::themas.eq(woorden_als_tekst(&uitkomst.themas)),
                huisbezoek::wensen.eq(pen.sleutel()?.verzegel(plek, uitkomst.wensen.as_bytes())?),
                huisbezoek::vervolgacties.eq(woorden_als_tekst(&uitkomst.vervolgacties)),
                huisbezoek::door_id.eq(pen.door()?),
                huisbezoek::op.eq(pen.op()),
            ))
            .execute(pen.tx)?;
        casus::voeg_themas_toe(pen, traject.casus, &uitkomst.themas)?;
        Ok(erin)
    }
}

/// What a prenatal home visit brought.
pub fn huisbezoek(tx: &mut Tx, sleutel: &Sleutel, van: TrajectId) -> Result<Option<Huisbezoek>, Error> {
    let row = huisbezoek::table
        .find(van)
        .select((huisbezoek::themas, huisbezoek::wensen, huisbezoek::vervolgacties))
        .first::<(String, Vec<u8>, String)>(tx)
        .optional()?;
    let Some((themas, wensen, vervolgacties)) = row else {
        return Ok(None);
    };
    let wensen = sleutel.open(Plek::new(WENSEN, van.uuid()), &wensen)?;
    Ok(Some(Huisbezoek {
        themas: tekst_als_woorden::<Thema>(&themas)?,
        wensen: String::from_utf8(wensen).map_err(|_| Error::Kluis)?,
        vervolgacties: tekst_als_woorden::<Vervolgactie>(&vervolgacties)?,
    }))
}
