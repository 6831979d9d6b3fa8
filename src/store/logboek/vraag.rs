//! What every question to the logboek begins with: a stored line, and the lines of a period.

use diesel::prelude::*;
use uuid::Uuid;

use crate::{
    domain::{
        ids::{
            CasusId, GebruikerId, Id, LogregelId, MachineclientId, OrganisatieId, SessieId, ToestemmingId, kind::Object,
        },
        logboek::{Regel, Uitkomst, Verwerkingsdoel},
        recht::{Gebeurtenis, Rol, Soort},
        tijd::Moment,
    },
    store::{error::Error, schema::logregel, types::Woord},
};

/// A line as it is stored.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = logregel)]
pub(super) struct Row {
    pub(super) id: LogregelId,
    op: Moment,
    gebeurtenis: Woord<Gebeurtenis>,
    actie: String,
    uitkomst: Woord<Uitkomst>,
    handeling: String,
    gebruiker_id: Option<GebruikerId>,
    rol: Option<Woord<Rol>>,
    organisatie_id: Option<OrganisatieId>,
    sessie_id: Option<SessieId>,
    soort: Woord<Soort>,
    object_id: Option<Id<Object>>,
    casus_id: Option<CasusId>,
    betrokkenen: String,
    regel: Option<String>,
    toestemming_id: Option<ToestemmingId>,
    doel: Woord<Verwerkingsdoel>,
    noodprocedure: bool,
    verzoek_id: Option<Id<Uuid>>,
    toegangspunt: String,
    machineclient_id: Option<MachineclientId>,
    namens: Option<GebruikerId>,
}

impl TryFrom<Row> for Regel {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let onleesbaar = |fout: serde_json::Error| diesel::result::Error::DeserializationError(fout.into());
        Ok(Self {
            id: row.id,
            op: row.op,
            gebeurtenis: row.gebeurtenis.0,
            actie: row.actie,
            uitkomst: row.uitkomst.0,
            handeling: row.handeling,
            gebruiker: row.gebruiker_id,
            rol: row.rol.map(|rol| rol.0),
            organisatie: row.organisatie_id,
            sessie: row.sessie_id,
            soort: row.soort.0,
            object: row.object_id,
            casus: row.casus_id,
            betrokkenen: serde_json::from_str(&row.betrokkenen).map_err(onleesbaar)?,
            regel: row.regel,
            toestemming: row.toestemming_id,
            doel: row.doel.0,
            noodprocedure: row.noodprocedure,
            verzoek: row.verzoek_id,
            toegangspunt: row.toegangspunt,
            machineclient: row.machineclient_id,
            namens: row.namens,
        })
    }
}

/// From when and until when, as far as it is said.
pub type Periode = (Option<Moment>, Option<Moment>);

/// A query over lines, to be narrowed.
pub(super) type Query<'a> = logregel::BoxedQuery<'a, crate::store::conn::MultiBackend>;

/// Those of a period.
pub(super) fn binnen(mut query: Query<'_>, (van, tot): Periode) -> Query<'_> {
    if let Some(van) = van {
        query = query.filter(logregel::op.ge(van));
    }
    if let Some(tot) = tot {
        query = query.filter(logregel::op.lt(tot));
    }
    query
}
