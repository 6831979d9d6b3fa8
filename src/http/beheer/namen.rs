//! Whose names belong beside accounts and grants: who gave them, for whom somebody deputises, where they hold.

use crate::{
    domain::toegang::{Gebied, Gebruiker, Verleend},
    store::beeld::Gevraagd,
};

/// Those of these accounts.
pub(super) fn van_accounts(alle: &[Gebruiker]) -> Gevraagd {
    let mut van = Gevraagd::default();
    for wie in alle {
        van.organisaties.push(wie.organisatie);
        van.mensen.extend(wie.eerdere_namen.iter().map(|eerder| eerder.door));
        wie.toekenningen.iter().for_each(|verleend| erbij(&mut van, verleend));
    }
    van
}

/// Those of a grant.
pub(super) fn erbij(van: &mut Gevraagd, verleend: &Verleend) {
    let bevestigd = verleend.bevestigd.map(|(door, _)| door);
    van.mensen.extend([verleend.door, verleend.waarneming_voor, bevestigd].into_iter().flatten());
    match verleend.wat.gebied {
        Gebied::Organisatie(id) => van.organisaties.push(id),
        Gebied::Desk(id) => van.desks.push(id),
        Gebied::Regio | Gebied::Subregio(_) | Gebied::Gemeente(_) => {}
    }
}
