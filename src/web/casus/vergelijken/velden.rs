//! What is compared, field by field, in words.

use strum::VariantArray as _;

use crate::{
    domain::{Label as _, Word as _, client::Clientveld, tijd::Moment, woorden::label},
    http::{
        casus::view::{ContactView, GedeeldView, ZwangerschapView},
        html::dag as voluit,
        signaal::view::VergelijkingView,
    },
    web::{deel::dag::dag, formulier::Velden},
};

/// One field, as each of the two knows it.
#[derive(Debug)]
pub(super) struct Veld {
    pub welk: Clientveld,
    pub naam: &'static str,
    pub signaal: String,
    pub casus: String,
}

/// Every field that one of the two knows.
pub(super) fn naast_elkaar(view: &VergelijkingView, nu: Moment) -> Vec<Veld> {
    let veld = |&welk: &Clientveld| Veld {
        welk,
        naam: welk.naam(),
        signaal: waarde(welk, &view.signaal, nu),
        casus: waarde(welk, &view.casus, nu),
    };
    let alle = Clientveld::VARIANTS.iter().map(veld);
    alle.filter(|veld| !(veld.signaal.is_empty() && veld.casus.is_empty())).collect()
}

fn waarde(welk: Clientveld, gedeeld: &GedeeldView, nu: Moment) -> String {
    let zij = |wat: fn(&ContactView) -> Option<String>| gedeeld.client.as_ref().and_then(wat).unwrap_or_default();
    match welk {
        Clientveld::Naam => zij(|zij| Some(zij.naam.clone())),
        Clientveld::Geboortedatum => zij(|zij| Some(voluit(zij.geboortedatum))),
        Clientveld::Adres => zij(|zij| zij.adres.clone()),
        Clientveld::Telefoon => zij(|zij| zij.telefoon.clone()),
        Clientveld::Email => zij(|zij| zij.email.clone()),
        Clientveld::Bereikbaarheid => zij(|zij| Some(bereiken(zij))),
        Clientveld::Taal => zij(|zij| {
            Some(format!("{}{}", label(&["Taal"], &zij.taal), if zij.tolk_nodig { ", tolk nodig" } else { "" }))
        }),
        Clientveld::Zwangerschap => gedeeld.zwangerschap.as_ref().map(|z| zwangerschap(z, nu)).unwrap_or_default(),
    }
}

fn bereiken(zij: &ContactView) -> String {
    let manieren: Vec<&str> = zij.veilig_bereikbaar.iter().map(|kanaal| kanaal.naam()).collect();
    let let_op = zij.bereikbaar_toelichting.as_ref().map(|tekst| format!(". {tekst}"));
    format!("{}{}", manieren.join(", "), let_op.unwrap_or_default())
}

fn zwangerschap(zij: &ZwangerschapView, nu: Moment) -> String {
    format!("Uitgerekend op {}, {}", dag(zij.uitgerekend, nu), zij.bron.naam().to_lowercase())
}

/// The fields for which somebody chose this side.
pub(super) fn gekozen(velden: &Velden, kant: &str) -> Vec<&'static str> {
    let koos = |veld: &&Clientveld| velden.heeft(&format!("kies-{}", veld.word()), kant);
    Clientveld::VARIANTS.iter().filter(koos).map(|veld| veld.word()).collect()
}
