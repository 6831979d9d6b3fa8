//! What follows when somebody tells how a pregnancy went.
//!
//! A loss ends everything that belongs to the pregnancy, at once and for good, in one transaction: nobody plans, visits, reminds or
//! writes any more. What she consented to stays as she gave it, and support after it can be asked for. A birth ends what has to begin before it.
//! Each of them gives back what it ended when it turns out to be a mistake.

use super::{
    daad::{Gevolg, Overdrachtsgevolg, Voorstelkring, eindigt},
    melding::Melding,
    tafel::Afgaan,
};
use crate::domain::{
    bericht::Berichtsoort,
    casus::{self, Casus, CasusId},
    doorgeleiding::{DoorgeleidingId, Status},
    recht::Gebeurtenis,
    reden::{IntrekkingReden, StopReden, TeruggaveReden, VervalReden},
    route::Route,
    tijd::Moment,
    toestemming::Onderdeel,
    zwangerschap::{self, uitkomst::Omslag},
};

/// A request that belongs to a pregnancy and is under way.
#[derive(Clone, Copy, Debug)]
pub struct Bijbehorend {
    /// Which.
    pub id: DoorgeleidingId,
    /// Its state.
    pub status: Status,
    /// The route.
    pub route: Route,
}

/// What follows when this was told, or noted by itself, of the pregnancy of a case; `verteld_op` is when that was told which is taken
/// back by it.
pub(super) fn na_einde(wat: Gebeurtenis, van: &Casus, omslag: &Omslag, verteld_op: Option<Moment>) -> Vec<Gevolg> {
    if wat == Gebeurtenis::CasusZwangerschapOnbekend {
        let melding = Melding::Coordinatie(Berichtsoort::ZwangerschapOnbekend, van.id);
        return vec![Gevolg::Meld(melding), Gevolg::LeidAf(van.id)];
    }
    let herstel = |op| [Gevolg::HerstelNaEinde(van.id, op), Gevolg::VolgUitspraken(van.id)];
    let mut alle: Vec<Gevolg> = verteld_op.map(herstel).into_iter().flatten().collect();
    if omslag.teruggenomen() == Some(zwangerschap::Status::Geboren) {
        alle.push(Gevolg::Overdracht(van.id, Overdrachtsgevolg::Vervalt));
    }
    if omslag.is_verlies() {
        alle.extend(na_verlies(van.id));
    }
    if omslag.is_geboorte() {
        alle.push(Gevolg::LaatVerzoekenEindigen(van.id, zwangerschap::Status::Geboren));
        alle.push(Gevolg::Overdracht(van.id, Overdrachtsgevolg::NaGeboorte));
        alle.push(Gevolg::Meld(Melding::Casusdragers(Berichtsoort::OverdrachtVoorgesteld, van.id)));
    }
    // Last: whose request ended has heard that, and is told nothing of the family any more.
    alle.push(Gevolg::Meld(match wat {
        Gebeurtenis::CasusZwangerschapGecorrigeerd => Melding::zwangerschap_gecorrigeerd(van.id),
        _ => Melding::zwangerschap_verteld(van.id),
    }));
    alle.push(Gevolg::LeidAf(van.id));
    alle
}

/// What follows when a signaal that joined a case tells it that the child was born; whoever hands children over to the JGZ, or is it,
/// has the handover proposed.
#[must_use]
pub fn na_aansluiting(van: CasusId, draagt_over: bool) -> Vec<Gevolg> {
    let mut alle = vec![Gevolg::LaatVerzoekenEindigen(van, zwangerschap::Status::Geboren)];
    if draagt_over {
        alle.push(Gevolg::Overdracht(van, Overdrachtsgevolg::NaGeboorte));
        alle.push(Gevolg::Meld(Melding::Casusdragers(Berichtsoort::OverdrachtVoorgesteld, van)));
    }
    alle
}

/// What ends with a pregnancy that was lost: all that is agreed, planned, on an agenda or asked for it.
#[must_use]
pub fn na_verlies(van: CasusId) -> Vec<Gevolg> {
    vec![
        Gevolg::TrekHerinneringenIn(van),
        Gevolg::LaatEvaluatieVervallen(van),
        Gevolg::HaalVanAgenda(van, Afgaan::Omstandigheden),
        Gevolg::LaatAfsprakenVervallen(van, VervalReden::Omstandigheden),
        Gevolg::LaatVoorstellenVervallen(Voorstelkring::Casus(van)),
        Gevolg::LaatVerzoekenEindigen(van, zwangerschap::Status::Verlies),
    ]
}

/// What follows when a child is followed no more. When it died, and no other child of that pregnancy is there, all stops that was there
/// for it, as after a loss; `haar` says whether the case is about that pregnancy. At two the support may go on for a while: whoever
/// gives it hears that it is time.
pub(super) fn na_kind(wat: Gebeurtenis, van: &Casus, haar: bool, laatste: bool) -> Vec<Gevolg> {
    let mut alle = Vec::new();
    if wat == Gebeurtenis::CasusKindOverleden && laatste {
        alle.push(Gevolg::Overdracht(van.id, Overdrachtsgevolg::Vervalt));
        if haar {
            alle.extend(na_verlies(van.id));
        }
    }
    if van.status != casus::Status::Afgesloten {
        alle.push(Gevolg::Meld(Melding::Wijziging(Berichtsoort::KindUitBeeld, van.id, Onderdeel::Zwangerschap)));
    }
    alle.push(Gevolg::LeidAf(van.id));
    alle
}

/// What becomes of the requests that belong to a pregnancy which ended so.
#[must_use]
pub fn eindigen(verzoeken: &[Bijbehorend], einde: zwangerschap::Status) -> Vec<Gevolg> {
    let volgt = |verzoek: &Bijbehorend| match einde {
        zwangerschap::Status::Verlies => beeindig(*verzoek),
        zwangerschap::Status::Geboren => na_geboorte(*verzoek),
        _ => Vec::new(),
    };
    verzoeken.iter().flat_map(volgt).collect()
}

/// A request ends, with a reason that says nothing of what happened: not every desk may know that.
fn beeindig(Bijbehorend { id, status, route }: Bijbehorend) -> Vec<Gevolg> {
    match status {
        Status::Aanvaard | Status::IntakeGepland if route != Route::Knooppunt => {
            eindigt(id, Status::NietGestart, TeruggaveReden::Omstandigheden.into())
        }
        Status::Gestart if route != Route::Knooppunt => eindigt(id, Status::Gestopt, StopReden::Omstandigheden.into()),
        Status::Verzonden | Status::Aanvaard | Status::IntakeGepland | Status::Gestart => {
            eindigt(id, Status::Ingetrokken, IntrekkingReden::Omstandigheden.into())
        }
        _ => Vec::new(),
    }
}

/// A prenatal home visit and a Centering group come before the birth, and VoorZorg takes nobody on after it. A home visit that has begun
/// is rounded off by who made it; what was planned of it does not take place. All other support goes on.
fn na_geboorte(verzoek: Bijbehorend) -> Vec<Gevolg> {
    match (verzoek.route, verzoek.status) {
        (Route::PrenataalHuisbezoek, Status::Gestart) => vec![Gevolg::LaatBezoekenVervallen(verzoek.id)],
        (
            Route::PrenataalHuisbezoek | Route::CenteringZwangerschap,
            Status::Verzonden | Status::Aanvaard | Status::IntakeGepland,
        )
        | (Route::Voorzorg, Status::Verzonden) => beeindig(verzoek),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, tijd::Moment};

    /// What becomes of one request: its state from then on, that its visits lapse, or that it goes on.
    fn wordt(route: Route, status: Status, einde: zwangerschap::Status) -> String {
        let id = Id::new(Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let alle = eindigen(&[Bijbehorend { id, status, route }], einde);
        let gestopt = alle.iter().find_map(|gevolg| match gevolg {
            Gevolg::StopVerzoek { status, reden, .. } => Some(format!("{} {reden}", <&str>::from(*status))),
            _ => None,
        });
        let verteld = alle.iter().any(|gevolg| matches!(gevolg, Gevolg::Meld(..)));
        assert_eq!(gestopt.is_some(), verteld, "whoever loses it hears of it");
        gestopt.unwrap_or_else(|| if alle.is_empty() { "gaat door".into() } else { "geen bezoek meer".into() })
    }

    #[test]
    fn na_een_verlies_loopt_niets_meer_en_de_reden_vertelt_het_niet() {
        let verlies = |route, status| wordt(route, status, zwangerschap::Status::Verlies);
        for route in [Route::Voorzorg, Route::PrenataalHuisbezoek, Route::SociaalDomein, Route::NuNietZwanger] {
            assert_eq!(verlies(route, Status::Verzonden), "ingetrokken omstandigheden");
            assert_eq!(verlies(route, Status::Aanvaard), "niet-gestart omstandigheden");
            assert_eq!(verlies(route, Status::IntakeGepland), "niet-gestart omstandigheden");
            assert_eq!(verlies(route, Status::Gestart), "gestopt omstandigheden");
            assert_eq!(verlies(route, Status::Afgerond), "gaat door", "what was done stays done");
        }
        assert_eq!(verlies(Route::Knooppunt, Status::Gestart), "ingetrokken omstandigheden");
    }

    #[test]
    fn na_een_geboorte_eindigt_wat_ervoor_had_moeten_beginnen() {
        let geboren = |route, status| wordt(route, status, zwangerschap::Status::Geboren);
        assert_eq!(geboren(Route::PrenataalHuisbezoek, Status::Verzonden), "ingetrokken omstandigheden");
        assert_eq!(geboren(Route::PrenataalHuisbezoek, Status::Aanvaard), "niet-gestart omstandigheden");
        assert_eq!(geboren(Route::PrenataalHuisbezoek, Status::IntakeGepland), "niet-gestart omstandigheden");
        assert_eq!(geboren(Route::PrenataalHuisbezoek, Status::Gestart), "geen bezoek meer");
        assert_eq!(geboren(Route::Voorzorg, Status::Verzonden), "ingetrokken omstandigheden");
        assert_eq!(geboren(Route::Voorzorg, Status::Gestart), "gaat door", "until the second birthday");
        assert_eq!(geboren(Route::StevigOuderschap, Status::Verzonden), "gaat door", "half a year from the birth");
        assert_eq!(
            geboren(Route::CenteringZwangerschap, Status::Gestart),
            "gaat door",
            "the last session comes after it"
        );
    }
}
