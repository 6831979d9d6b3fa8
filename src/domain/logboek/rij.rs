//! One line as it is read back, and the bytes that stand for it in the tree.

use serde::Serialize;
use tlog::{
    check::Entry,
    tree::{self, Hash},
};
use uuid::Uuid;

pub use crate::domain::ids::kind::{Schrijver, Wijziging};
pub use crate::domain::ids::{SchrijverId, WijzigingId};
use crate::domain::{
    ids::{
        CasusId, GebruikerId, Id, LogregelId, MachineclientId, OrganisatieId, SessieId, ToestemmingId, kind::Object,
    },
    tijd::Moment,
};

/// One line, with every column of `logregel`.
///
/// Its JSON, with the fields in this order and absent ones left out, is what is hashed: so a field is only ever added
/// at the end, as an `Option`, and old lines keep their bytes. The words stay text here: a line that no version of
/// the program can have written must be read too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "the migrations describe each column")]
pub struct Rij {
    pub id: LogregelId,
    pub op: Moment,
    pub gebeurtenis: String,
    pub actie: String,
    pub uitkomst: String,
    pub handeling: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gebruiker_id: Option<GebruikerId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rol: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie_id: Option<OrganisatieId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sessie_id: Option<SessieId>,
    pub soort: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub object_id: Option<Id<Object>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus_id: Option<CasusId>,
    /// As it is stored: the text of a JSON list.
    pub betrokkenen: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regel: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toestemming_id: Option<ToestemmingId>,
    pub doel: String,
    pub noodprocedure: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verzoek_id: Option<Id<Uuid>>,
    pub toegangspunt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub schrijver: Option<SchrijverId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub volgnummer: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub machineclient_id: Option<MachineclientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wijziging: Option<WijzigingId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namens: Option<GebruikerId>,
}

impl Rij {
    /// The bytes that stand for this line in the tree.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        // Texts, numbers and identifiers: nothing here can fail to be JSON.
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// What the check looks at, besides the bytes.
    #[must_use]
    pub fn telling(&self) -> Entry<SchrijverId, LogregelId> {
        Entry { id: self.id, at: self.op.utc(), count: self.schrijver.zip(self.volgnummer) }
    }

    /// Its leaf in the tree.
    #[must_use]
    pub fn blad(&self) -> Hash {
        tree::leaf_hash(&self.bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oude_regel() -> Rij {
        let id = Uuid::from_u128(0x0193_5c2e_8f00_7000_8000_0000_0000_0001);
        Rij {
            id: Id::from_uuid(id),
            op: Moment::new(chrono::DateTime::from_timestamp_micros(1_763_786_400_123_456).unwrap()),
            gebeurtenis: "gelezen".into(),
            actie: "R".into(),
            uitkomst: "gelukt".into(),
            handeling: "casus-lezen".into(),
            gebruiker_id: Some(Id::from_uuid(id)),
            rol: Some("jgz-coordinator".into()),
            organisatie_id: None,
            sessie_id: None,
            soort: "casus".into(),
            object_id: None,
            casus_id: None,
            betrokkenen: "[]".into(),
            regel: None,
            toestemming_id: None,
            doel: "zorgcoordinatie".into(),
            noodprocedure: false,
            verzoek_id: None,
            toegangspunt: "127.0.0.1".into(),
            schrijver: None,
            volgnummer: None,
            machineclient_id: None,
            wijziging: None,
            namens: None,
        }
    }

    /// Whoever changes these bytes makes every log that exists unverifiable.
    #[test]
    fn de_bytes_van_een_oude_regel_veranderen_nooit() {
        assert_eq!(
            String::from_utf8(oude_regel().bytes()).unwrap(),
            "{\"id\":\"01935c2e-8f00-7000-8000-000000000001\",\"op\":\"2025-11-22T04:40:00.123456Z\",\
             \"gebeurtenis\":\"gelezen\",\"actie\":\"R\",\"uitkomst\":\"gelukt\",\"handeling\":\"casus-lezen\",\
             \"gebruikerId\":\"01935c2e-8f00-7000-8000-000000000001\",\"rol\":\"jgz-coordinator\",\"soort\":\"casus\",\
             \"betrokkenen\":\"[]\",\"doel\":\"zorgcoordinatie\",\"noodprocedure\":false,\"toegangspunt\":\"127.0.0.1\"}"
        );
        let geteld = Rij { volgnummer: Some(3), ..oude_regel() };
        assert!(geteld.bytes().ends_with(b",\"toegangspunt\":\"127.0.0.1\",\"volgnummer\":3}"));
        assert_ne!(geteld.blad(), oude_regel().blad());
        let wie = oude_regel().gebruiker_id;
        let namens = Rij { namens: wie, ..geteld.clone() };
        let erbij = b",\"volgnummer\":3,\"namens\":\"01935c2e-8f00-7000-8000-000000000001\"}";
        assert!(namens.bytes().ends_with(erbij), "what was added later stands at the end");
        assert_ne!(namens.blad(), geteld.blad());
    }
}
