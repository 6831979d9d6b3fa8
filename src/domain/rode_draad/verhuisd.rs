//! What becomes of what was asked for a family that moves, and when it turns out that it does not.

use chrono::NaiveDate;

use super::{
    daad::{Gevolg, eindigt},
    gezegd::{Meeverhuizend, Vertrokken},
    melding::Melding,
};
use crate::domain::{
    bericht::{Aan, Berichtsoort},
    doorgeleiding::{Status, Verzending},
    reden::{IntrekkingReden, StopReden, TeruggaveReden},
    route::Route,
    werkdagen,
};

/// What becomes of the requests that are under way. Those at a desk that works where the family goes stay as they are.
///
/// Of the others, what was not answered or did not begin ends, and its desk is told; a request to a table goes on to the table of
/// there, when there is one and her consent covers it. Support that began goes on until somebody ends it, and who gives it is told;
/// only a family that leaves the region (`blijft` is false) takes it to its end.
#[must_use]
pub fn na_verhuizing(verzoeken: &[Meeverhuizend], blijft: bool, tafel: Option<&Verzending>) -> Vec<Gevolg> {
    verzoeken.iter().filter(|verzoek| !verzoek.werkt_daar).flat_map(|verzoek| volg(*verzoek, blijft, tafel)).collect()
}

fn volg(verzoek: Meeverhuizend, blijft: bool, tafel: Option<&Verzending>) -> Vec<Gevolg> {
    let Meeverhuizend { id, route, .. } = verzoek;
    let meld = |soort| Gevolg::Meld(Melding::Verzoek(soort, id, Aan::Drager));
    let eindigt = |status, reden| eindigt(id, status, reden);
    match verzoek.status {
        // What was said at that table is established there.
        _ if route == Route::Knooppunt && verzoek.aan_tafel && blijft => Vec::new(),
        Status::Verzonden | Status::Aanvaard | Status::IntakeGepland | Status::Gestart if route == Route::Knooppunt => {
            match tafel {
                Some(naar) => vec![
                    meld(Berichtsoort::DoorgeleidingVervallen),
                    Gevolg::LeidTafelOm { id, naar: naar.clone() },
                    Gevolg::HaalVerzoekVanAgenda(id),
                ],
                None => eindigt(Status::Ingetrokken, IntrekkingReden::Verhuisd.into()),
            }
        }
        Status::Verzonden => eindigt(Status::Ingetrokken, IntrekkingReden::Verhuisd.into()),
        Status::Aanvaard | Status::IntakeGepland => eindigt(Status::NietGestart, TeruggaveReden::Verhuisd.into()),
        Status::Gestart if blijft => vec![meld(Berichtsoort::GezinVerhuisd)],
        Status::Gestart => eindigt(Status::Gestopt, StopReden::Verhuisd.into()),
        _ => Vec::new(),
    }
}

/// What goes on on `vandaag` when a family did not leave the region after all: each request as it stood, and its desk is told. One that
/// waits for an answer gives the desk a working day at least.
#[must_use]
pub fn na_vergissing(verzoeken: &[Vertrokken], vandaag: NaiveDate) -> Vec<Gevolg> {
    let hervat = |verzoek: &Vertrokken| {
        let (id, status) = (verzoek.id, verzoek.stond());
        let stap_op = status.is_open().then(|| werkdagen::na(verzoek.antwoord_voor.max(vandaag), 1));
        let melding = Melding::Verzoek(Berichtsoort::DoorgeleidingHervat, id, Aan::Drager);
        [Gevolg::HervatVerzoek { id, status, stap_op }, Gevolg::Meld(melding)]
    };
    verzoeken.iter().flat_map(hervat).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, tijd::Moment};

    /// What becomes of one request: its state from then on, or what it is called otherwise.
    fn wordt(route: Route, status: Status, (werkt_daar, aan_tafel, blijft): (bool, bool, bool)) -> String {
        let id = Id::new(Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let verzoek = Meeverhuizend { id, status, route, werkt_daar, aan_tafel };
        let alle = na_verhuizing(&[verzoek], blijft, None);
        let gestopt = alle.iter().find_map(|gevolg| match gevolg {
            Gevolg::StopVerzoek { status, reden, .. } => Some(format!("{} {reden}", <&str>::from(*status))),
            _ => None,
        });
        let verteld = alle.iter().any(|gevolg| matches!(gevolg, Gevolg::Meld(..)));
        assert!(gestopt.is_none() || verteld, "whoever loses it hears of it");
        gestopt.unwrap_or_else(|| if verteld { "loopt door".into() } else { "blijft".into() })
    }

    #[test]
    fn wat_niet_begon_eindigt_waar_niemand_meer_kan_komen_en_wat_begon_gaat_door() {
        let hier = |status| wordt(Route::Voorzorg, status, (false, false, true));
        assert_eq!(hier(Status::Verzonden), "ingetrokken verhuisd");
        assert_eq!(hier(Status::Aanvaard), "niet-gestart verhuisd");
        assert_eq!(hier(Status::IntakeGepland), "niet-gestart verhuisd");
        assert_eq!(hier(Status::Gestart), "loopt door");
        for status in [Status::Verzonden, Status::Aanvaard, Status::Gestart] {
            assert_eq!(wordt(Route::Voorzorg, status, (true, false, true)), "blijft");
            assert_eq!(wordt(Route::Knooppunt, status, (false, false, true)), "ingetrokken verhuisd");
            assert_eq!(wordt(Route::Knooppunt, status, (false, true, true)), "blijft");
        }
        assert_eq!(wordt(Route::Voorzorg, Status::Afgerond, (false, false, true)), "blijft");
    }

    #[test]
    fn wie_toch_niet_vertrok_heeft_alles_weer_zoals_het_stond() {
        let id = Id::new(Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let d = |tekst: &str| tekst.parse::<NaiveDate>().unwrap();
        let stond = |route, (aanvaard, gestart, op_agenda)| {
            let antwoord_voor = d("2026-11-30");
            let intake = gestart;
            let verzoek = Vertrokken { id, route, aanvaard, intake, gestart, op_agenda, antwoord_voor };
            match &na_vergissing(&[verzoek], d("2026-12-04"))[..] {
                [Gevolg::HervatVerzoek { status, stap_op, .. }, Gevolg::Meld(_)] => (*status, *stap_op),
                anders => panic!("{anders:?}"),
            }
        };
        // Friday: the desk has until Monday.
        assert_eq!(stond(Route::Voorzorg, (false, false, false)), (Status::Verzonden, Some(d("2026-12-07"))));
        assert_eq!(stond(Route::Voorzorg, (true, false, false)), (Status::Aanvaard, None));
        assert_eq!(stond(Route::Voorzorg, (true, true, false)), (Status::Gestart, None));
        assert_eq!(stond(Route::Knooppunt, (true, true, true)), (Status::Gestart, None));
        assert_eq!(stond(Route::Knooppunt, (true, true, false)), (Status::Aanvaard, None), "that table went by");
    }

    #[test]
    fn wie_de_regio_verlaat_houdt_niets_dat_loopt() {
        let weg = |route, status| wordt(route, status, (false, true, false));
        assert_eq!(weg(Route::Voorzorg, Status::Verzonden), "ingetrokken verhuisd");
        assert_eq!(weg(Route::Voorzorg, Status::Aanvaard), "niet-gestart verhuisd");
        assert_eq!(weg(Route::Voorzorg, Status::Gestart), "gestopt verhuisd");
        assert_eq!(weg(Route::Knooppunt, Status::Gestart), "ingetrokken verhuisd");
    }
}
