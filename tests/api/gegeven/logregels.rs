//! The lines of the logboek that a test left.

use knooppunt::{domain::ids::Id, store::conn::Db};

use super::{Regio, Wie};

impl Regio {
    /// Passes over the lines until now: who takes lines after this sees those of what comes.
    pub fn vergeet_regels(&self) {
        self.neem_regels();
    }

    /// Takes the lines of the logboek since the last time, but for those of logins; without an order.
    pub fn neem_regels(&self) -> Vec<Regel> {
        let lines = regels(&self.db);
        let mut seen = self.gezien.borrow_mut();
        lines
            .into_iter()
            .filter(|line| seen.insert(line.id.clone()))
            .filter(|line| !line.gebeurtenis.starts_with("sessie-") && !line.gebeurtenis.starts_with("gebruiker-"))
            .collect()
    }

    /// Takes the one line since the last time: what happened, whether it was done, and by whom.
    #[track_caller]
    pub fn een_regel(&self, wie: Wie, gebeurtenis: &str) -> Regel {
        let mut lines = self.neem_regels();
        assert_eq!(lines.len(), 1, "one line for {gebeurtenis}: {lines:#?}");
        let line = lines.remove(0);
        assert_eq!(line.gebeurtenis, gebeurtenis, "{line:?}");
        assert_eq!(line.uitkomst != "gelukt", gebeurtenis == "geweigerd", "{line:?}");
        assert_eq!(line.gebruiker.as_deref(), Some(self.gebruiker(wie).as_str()), "{line:?}");
        line
    }
}

/// A line of the logboek.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regel {
    pub id: String,
    pub gebeurtenis: String,
    pub uitkomst: String,
    pub handeling: String,
    pub rol: Option<String>,
    pub gebruiker: Option<String>,
    pub object: Option<String>,
    pub verzoek: Option<String>,
    pub casus: Option<String>,
    pub betrokkenen: String,
    pub grond: Option<String>,
    pub noodprocedure: bool,
    pub machineclient: Option<String>,
    pub namens: Option<String>,
}

/// All lines of the logboek.
pub fn regels(db: &Db) -> Vec<Regel> {
    use diesel::prelude::*;
    use knooppunt::store::schema::logregel;
    type Any = Option<Id<Regel>>;
    type Gedaan = (String, String, String, Option<String>);
    type Row = (Id<Regel>, Gedaan, Any, Any, Any, Any, (Any, Any), String, Option<String>, bool);
    let rows: Vec<Row> = db
        .read_blocking(|tx| {
            Ok(logregel::table
                .select((
                    logregel::id,
                    (logregel::gebeurtenis, logregel::uitkomst, logregel::handeling, logregel::rol),
                    logregel::gebruiker_id,
                    logregel::object_id,
                    logregel::verzoek_id,
                    logregel::casus_id,
                    (logregel::machineclient_id, logregel::namens),
                    logregel::betrokkenen,
                    logregel::regel,
                    logregel::noodprocedure,
                ))
                .load::<Row>(tx)?)
        })
        .unwrap();
    let naam = |id: Any| id.map(|id| id.to_string());
    rows.into_iter()
        .map(|(id, gedaan, gebruiker, object, verzoek, casus, voor, betrokkenen, grond, noodprocedure)| {
            let (machineclient, namens) = voor;
            let (gebeurtenis, uitkomst, handeling, rol) = gedaan;
            Regel {
                id: id.to_string(),
                gebeurtenis,
                uitkomst,
                handeling,
                rol,
                gebruiker: naam(gebruiker),
                object: naam(object),
                verzoek: naam(verzoek),
                casus: naam(casus),
                betrokkenen,
                grond,
                noodprocedure,
                machineclient: naam(machineclient),
                namens: naam(namens),
            }
        })
        .collect()
}
