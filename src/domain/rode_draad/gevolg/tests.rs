use super::*;
use crate::domain::{
    doorgeleiding::{self, gezin::Gezinsantwoord, toelating::Toelating},
    ids::Id,
    recht::Ligging,
    route::Route,
};

fn op() -> Moment {
    Moment::new(chrono::DateTime::parse_from_rfc3339("2026-11-23T12:00:00Z").unwrap().to_utc())
}

fn verzoek(route: Route) -> Doorgeleiding {
    Doorgeleiding {
        id: Id::new(op()),
        casus: Id::new(op()),
        betrokkene: Id::new(op()),
        zwangerschap: None,
        route,
        desk: Id::new(op()),
        toestemming: Id::new(op()),
        status: doorgeleiding::Status::Aanvaard,
        vorige: None,
        verzonden_door: Id::new(op()),
        verzonden_op: op(),
        antwoord_voor: op().dag(),
        stap_op: None,
        herinnerd_op: None,
        geescaleerd_op: None,
        gezien_op: None,
        beantwoord_op: Some(op()),
        geclaimd_door: None,
        gezin: Gezinsantwoord::NogNietGevraagd,
        gezin_op: None,
        intake_op: None,
        gestart_op: None,
        beeindigd_op: None,
        reden: None,
        toelating: Toelating::bewaard(None, false),
        ligging: Ligging::default(),
        versie: 2,
    }
}

#[test]
fn een_aanvaard_verzoek_plant_een_traject_en_de_casus_gaat_mee() {
    let van = verzoek(Route::Voorzorg);
    let alle = gevolgen(Gebeurtenis::DoorgeleidingAanvaard, &Feit::Doorgeleiding(&van), op());
    assert!(
        matches!(&alle[..], [Gevolg::PlanTraject(t), Gevolg::LeidAf(c)] if t.doorgeleiding == van.id && *c == van.casus),
        "{alle:?}"
    );
}

#[test]
fn aan_tafel_is_er_geen_traject() {
    let van = verzoek(Route::Knooppunt);
    let alle = gevolgen(Gebeurtenis::DoorgeleidingAanvaard, &Feit::Doorgeleiding(&van), op());
    assert!(matches!(&alle[..], [Gevolg::LeidAf(_)]), "{alle:?}");
}

#[test]
fn wie_alleen_kijkt_verandert_niets() {
    let van = verzoek(Route::Voorzorg);
    assert!(gevolgen(Gebeurtenis::DoorgeleidingGezien, &Feit::Doorgeleiding(&van), op()).is_empty());
}
