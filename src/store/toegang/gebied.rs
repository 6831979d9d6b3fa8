//! An area as two text columns: its kind and which one.

use diesel::result::Error::DeserializationError;

use crate::{
    domain::{Word, toegang::Gebied},
    store::error::Error,
};

/// The kind of an area and which one it is; the region has no name of its own.
#[must_use]
pub fn als_tekst(gebied: Gebied) -> (&'static str, String) {
    match gebied {
        Gebied::Regio => ("regio", String::new()),
        Gebied::Subregio(subregio) => ("subregio", subregio.word().to_owned()),
        Gebied::Gemeente(gemeente) => ("gemeente", gemeente.word().to_owned()),
        Gebied::Organisatie(organisatie) => ("organisatie", organisatie.to_string()),
        Gebied::Desk(desk) => ("desk", desk.to_string()),
    }
}

/// The area that two texts stand for, if the program knows it.
#[must_use]
pub fn uit_tekst(soort: &str, gebied: &str) -> Option<Gebied> {
    match soort {
        "regio" if gebied.is_empty() => Some(Gebied::Regio),
        "subregio" => Word::parse(gebied).map(Gebied::Subregio),
        "gemeente" => Word::parse(gebied).map(Gebied::Gemeente),
        "organisatie" => gebied.parse().ok().map(Gebied::Organisatie),
        "desk" => gebied.parse().ok().map(Gebied::Desk),
        _ => None,
    }
}

/// The area of a stored row; one that the program does not know is an error: better no answer than a wrong one.
pub(in crate::store) fn lees(soort: &str, gebied: &str) -> Result<Gebied, Error> {
    uit_tekst(soort, gebied).ok_or_else(|| {
        let onbekend = format!("the program does not know the stored area `{soort}` `{gebied}`");
        DeserializationError(onbekend.into()).into()
    })
}
