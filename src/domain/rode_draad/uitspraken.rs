//! What follows from everything that a family said about sharing.

use super::{
    daad::{Gevolg, Voorstelkring, einde_van_verzoek},
    gezegd::{Gezegd, Rustend},
    melding::Melding,
};
use crate::domain::{
    bericht::{Aan, Berichtsoort},
    doorgeleiding::{self, DoorgeleidingId},
    reden::{IntrekkingReden, StopReden},
    tijd::Moment,
    toestemming::{
        self, ToestemmingId,
        uitspraak::{Lezer, beslist},
    },
};

/// What becomes of her words, and of what rests on them, now that she has said all of these.
///
/// A word that decides for nobody any more ends. A request rests on the word that decides for its desk; when that is a no, what was
/// not answered is taken back, what was taken on stops, and what had ended is closed to its desk.
#[must_use]
pub fn na_uitspraken(gezegd: &[Gezegd], verzoeken: &[Rustend], nu: Moment) -> Vec<Gevolg> {
    let woorden = || gezegd.iter().map(|g| &g.uitspraak);
    let mut alle = Vec::new();
    let mut geldig = Vec::new();
    for Gezegd { uitspraak, status, open } in gezegd {
        let telt = beslist(woorden(), uitspraak.reikwijdte.lezer(), nu);
        let zelf = telt.is_some_and(|(telt, _)| telt.id == uitspraak.id);
        match status {
            toestemming::Status::Gegeven if zelf => geldig.push(uitspraak.id),
            toestemming::Status::Gegeven if telt.is_some_and(|(_, ja)| ja) => {
                alle.push(Gevolg::Beeindig(uitspraak.id, toestemming::Status::Vervangen));
            }
            toestemming::Status::Gegeven => {
                alle.push(Gevolg::Beeindig(uitspraak.id, toestemming::Status::Ingetrokken));
            }
            // What outdid it left the case again.
            toestemming::Status::Vervangen if zelf => {
                geldig.push(uitspraak.id);
                alle.push(Gevolg::Herleef(uitspraak.id));
            }
            toestemming::Status::Geweigerd if *open && !zelf => {
                alle.push(Gevolg::Beeindig(uitspraak.id, toestemming::Status::Geweigerd));
            }
            _ => {}
        }
    }
    for verzoek in verzoeken {
        let telt = beslist(woorden(), Lezer::desk(verzoek.route, verzoek.organisatie), nu);
        if let Some((telt, ja)) = telt
            && telt.id != verzoek.op
            && (ja || geldig.contains(&verzoek.op))
        {
            alle.push(Gevolg::LaatRusten { verzoek: verzoek.id, op: telt.id });
        }
        if !telt.is_some_and(|(_, ja)| ja) {
            alle.push(Gevolg::LaatVoorstellenVervallen(Voorstelkring::Doorgeleiding(verzoek.id)));
            alle.extend(stop(*verzoek));
        }
    }
    alle
}

/// The requests that stop when she takes this word back at `nu`: so that it can be said before it is done.
#[must_use]
pub fn stopt_zonder(
    mut gezegd: Vec<Gezegd>,
    woord: ToestemmingId,
    verzoeken: &[Rustend],
    nu: Moment,
) -> Vec<DoorgeleidingId> {
    for een in gezegd.iter_mut().filter(|een| een.uitspraak.id == woord) {
        een.uitspraak.ingetrokken_op = Some(nu);
        een.status = toestemming::Status::Ingetrokken;
    }
    let stopt = na_uitspraken(&gezegd, verzoeken, nu).into_iter().filter_map(|gevolg| match gevolg {
        Gevolg::StopVerzoek { id, .. } => Some(id),
        _ => None,
    });
    stopt.collect()
}

/// What was not answered is taken back, what was taken on stops; with all that belongs to it, and whoever carried it is told.
fn stop(verzoek: Rustend) -> Vec<Gevolg> {
    let (status, reden): (_, &'static str) = match verzoek.status {
        doorgeleiding::Status::Verzonden => {
            (doorgeleiding::Status::Ingetrokken, IntrekkingReden::ToestemmingIngetrokken.into())
        }
        doorgeleiding::Status::Aanvaard | doorgeleiding::Status::IntakeGepland | doorgeleiding::Status::Gestart => {
            (doorgeleiding::Status::Gestopt, StopReden::ToestemmingIngetrokken.into())
        }
        _ => return Vec::new(),
    };
    let id = verzoek.id;
    let mut alle = vec![Gevolg::StopVerzoek { id, status, reden }];
    alle.extend(einde_van_verzoek(id, Gevolg::BeeindigTraject(id)));
    alle.push(Gevolg::Meld(Melding::Verzoek(Berichtsoort::DoorgeleidingVervallen, id, Aan::Drager)));
    alle
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, route::Route};

    #[test]
    fn wat_op_een_toestemming_rustte_stopt_met_haar() {
        let nu = Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        let (organisatie, op) = (Id::new(nu), Id::new(nu));
        let rust = |status| Rustend { id: Id::new(nu), status, route: Route::Voorzorg, organisatie, op };
        let wordt = |status| match stop(rust(status)).first() {
            Some(Gevolg::StopVerzoek { status, .. }) => Some(*status),
            _ => None,
        };
        assert_eq!(wordt(doorgeleiding::Status::Verzonden), Some(doorgeleiding::Status::Ingetrokken));
        assert_eq!(wordt(doorgeleiding::Status::Gestart), Some(doorgeleiding::Status::Gestopt));
        assert_eq!(wordt(doorgeleiding::Status::Afgerond), None);
    }
}
