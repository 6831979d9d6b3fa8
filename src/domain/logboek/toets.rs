//! The check of a log as [`tlog`] makes it, and what it finds in Dutch.

use tlog::check::{Check, Fault, Finding};

use crate::domain::{
    ids::{LogregelId, SchrijverId},
    tijd::Moment,
};

/// A check of the logboek, on its way from the first line to the last.
pub type Toets = Check<SchrijverId, LogregelId>;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bevinding {
    /// The line from which on it is wrong; absent when it is about no line in particular.
    pub nummer: Option<u64>,
    /// What is wrong, in Dutch.
    pub wat: String,
}

/// Ends a check: every finding, the first line that is wrong first.
#[must_use]
pub fn bevindingen(toets: Toets) -> Vec<Bevinding> {
    let in_woorden = |Finding { index, fault }| Bevinding { nummer: index, wat: zin(fault) };
    toets.finish().into_iter().map(in_woorden).collect()
}

fn zin(fault: Fault<SchrijverId, LogregelId>) -> String {
    match fault {
        Fault::TooOld { at, reached } => {
            let (op, laatste) = (Moment::new(at), Moment::new(reached));
            format!("de regel is van {op}, lang voor wat al eerder genummerd was ({laatste})")
        }
        Fault::TooNew { at } => {
            let op = Moment::new(at);
            format!("de regel is van {op}, lang na de regels om haar heen: haar tijd kan niet kloppen")
        }
        Fault::Future { at } => {
            let op = Moment::new(at);
            format!("de regel is van {op}, en dat is nog niet geweest")
        }
        Fault::Uncounted(id) => {
            format!("regel {id} is niet geteld door wie haar schreef: het programma schreef haar niet")
        }
        Fault::Twice { writer, count } => format!("volgnummer {count} van schrijver {writer} komt twee keer voor"),
        Fault::Missing { writer, from, to } => {
            let welke = if from == to { format!("regel {to}") } else { format!("regels {from} tot en met {to}") };
            format!("van schrijver {writer} ontbreekt hiervoor {welke}: weggehaald voor zij genummerd was")
        }
        Fault::Impossible { writer, count } => format!("volgnummer {count} van schrijver {writer} kan niet"),
        Fault::OtherRoot { size, told_by, from, to } => {
            format!("de eerste {size} regels zijn niet die van {told_by}: het verschil ligt bij {from} tot en met {to}")
        }
        Fault::Shorter { size, told_by, told } => format!(
            "er zijn {size} regels en bij {told_by} waren het er {told}: de staart is weg, of er staat een oude kopie"
        ),
        Fault::Bundle { path, width } => format!("{path} is er niet, of bevat niet {width} regels"),
        Fault::Tile { path, width } => format!("{path} is er niet, of bevat niet {width} hashes"),
        Fault::Leaf { bundle, tile } => format!("de regel in {bundle} past niet bij zijn blad in {tile}"),
        Fault::Above { tile } => format!("{tile} past niet bij de bladen eronder"),
        Fault::NotPruned { bundle } => {
            format!("{bundle} is er niet, en geen regel toont dat zij met alles ervoor en na vijf jaar is gesnoeid")
        }
        Fault::Other(wat) => wat,
    }
}
