use chrono::TimeDelta;

use super::*;
use crate::domain::{
    gebied::Gemeente,
    ids::Id,
    toestemming::{Doel, Ontvanger, Reikwijdte},
};

const HEERLEN: Gemeente = Gemeente::Gm0917;

/// The moment so many hours after the story began.
fn uur(n: i64) -> Moment {
    Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()).plus(TimeDelta::hours(n))
}

fn vak(van: i64, tot: i64) -> Tijdvak {
    Tijdvak::new(uur(van), Some(uur(tot)))
}

fn nog(van: i64) -> Tijdvak {
    Tijdvak::new(uur(van), None)
}

fn verleden() -> Verleden {
    Verleden {
        plaatsen: vec![(HEERLEN, nog(0))],
        voorgesteld: Vec::new(),
        sinds: uur(0),
        organisatie: Id::new(uur(0)),
        toekenningen: Vec::new(),
        regisseur: Vec::new(),
        doorgeleidingen: Vec::new(),
        uitspraken: Vec::new(),
        signalen: Vec::new(),
        noodprocedures: Vec::new(),
    }
}

fn toestemming(doel: Doel, ontvanger: Ontvanger, onderdelen: &[Onderdeel], tijd: Tijdvak) -> Uitspraak {
    Uitspraak {
        id: Id::new(tijd.van),
        reikwijdte: Reikwijdte { doel, ontvanger, organisatie: None, onderdelen: onderdelen.to_vec() },
        signaal: None,
        ja: true,
        op: tijd.van,
        sinds: tijd.van,
        ingetrokken_op: tijd.tot,
    }
}

fn gronden(verleden: &Verleden, op: Moment) -> Vec<Toegangsgrond> {
    verleden.op(op).into_iter().map(|opening| opening.grond).collect()
}

#[test]
fn een_tijdvak_eindigt_voor_zijn_einde() {
    assert!(vak(1, 2).omvat(uur(1)) && !vak(1, 2).omvat(uur(2)) && !vak(1, 2).omvat(uur(0)));
    assert_eq!(vak(1, 4).en(nog(2)), vak(2, 4));
    assert_eq!(nog(1).en(vak(0, 3)), vak(1, 3));
    assert!(!vak(1, 2).en(vak(3, 4)).omvat(uur(3)));
}

#[test]
fn een_coordinator_ziet_de_casussen_van_haar_gebied_zolang_zij_het_heeft() {
    let mut v = verleden();
    let heerlen = Toekenning { rol: Rol::JgzCoordinator, gebied: Gebied::Gemeente(HEERLEN) };
    let elders = Toekenning { rol: Rol::JgzCoordinator, gebied: Gebied::Gemeente(Gemeente::Gm0935) };
    v.toekenningen = vec![(heerlen, vak(-10, 5)), (elders, nog(-10))];
    let verkenning =
        |onderdelen: &[Onderdeel], tijd| toestemming(Doel::Verkenning, Ontvanger::JgzCoordinatie, onderdelen, tijd);
    v.uitspraken = vec![verkenning(&[Onderdeel::Themas], vak(0, 2)), verkenning(&[Onderdeel::EigenVraag], nog(3))];
    assert!(v.op(uur(-1)).is_empty(), "before there was a case");
    let [opening] = v.op(uur(1)).try_into().unwrap();
    assert_eq!((opening.grond, opening.onderdelen), (Toegangsgrond::Gebied, vec![Onderdeel::Themas]));
    assert_eq!(opening.tijd, vak(0, 5));
    for soort in [Soort::Casus, Soort::Toestemming, Soort::Doorgeleiding, Soort::Afspraak, Soort::Evaluatie] {
        assert!(opening.soorten.contains(&soort), "{soort:?}");
    }
    assert!(v.op(uur(2)).iter().all(|opening| opening.onderdelen.is_empty()));
    assert!(v.op(uur(5)).is_empty());
}

#[test]
fn een_desk_ziet_niets_meer_na_een_afwijzing_of_een_intrekking() {
    let desk: DeskId = Id::new(uur(0));
    let mut v = verleden();
    v.toekenningen = vec![(Toekenning { rol: Rol::Uitvoerder, gebied: Gebied::Desk(desk) }, nog(-10))];
    let voorzorg =
        |onderdelen: &[Onderdeel], tijd| toestemming(Doel::SteunOpMaat, Ontvanger::Voorzorg, onderdelen, tijd);
    let eerste = voorzorg(&[Onderdeel::Themas], nog(0));
    let tweede = voorzorg(&[Onderdeel::Zwangerschap], vak(3, 6));
    let d = |tijd| GelegenDoorgeleiding {
        id: Id::new(uur(0)),
        desk,
        route: Route::Voorzorg,
        organisatie: Id::new(uur(0)),
        aanvaard_op: None,
        beeindigd_op: None,
        tijd,
    };
    let afgewezen = d(vak(1, 2));
    let lopend = GelegenDoorgeleiding { aanvaard_op: Some(uur(5)), ..d(nog(4)) };
    v.doorgeleidingen = vec![afgewezen, lopend];
    v.uitspraken = vec![eerste, tweede];
    let toen = |uren| v.op(uur(uren)).into_iter().map(|o| (o.door, o.onderdelen, o.tijd)).collect::<Vec<_>>();
    // It rested on the first consent then, whatever it says now.
    assert_eq!(toen(1), [(Some(afgewezen.id.uuid()), vec![Onderdeel::Themas], vak(1, 2))]);
    assert!(toen(2).is_empty() && toen(3).is_empty());
    assert_eq!(toen(5), [(Some(lopend.id.uuid()), vec![Onderdeel::Zwangerschap], vak(4, 6))]);
    assert!(toen(6).is_empty(), "the consent was withdrawn");
    // Before it took the family on it did not work on the case.
    assert!(!v.op(uur(4))[0].soorten.contains(&Soort::Notitie));
    let soorten = &v.op(uur(5))[0].soorten;
    assert!(soorten.contains(&Soort::Notitie));
    assert!(soorten.contains(&Soort::Doorgeleiding) && !soorten.contains(&Soort::Casus));
}

#[test]
fn een_voorzitter_ziet_wat_naar_haar_tafel_ging() {
    let mut v = verleden();
    let rol = Rol::Voorzitter;
    v.toekenningen = vec![(Toekenning { rol, gebied: Gebied::Gemeente(HEERLEN) }, nog(-10))];
    assert!(v.op(uur(1)).is_empty());
    let bespreking = toestemming(Doel::Bespreking, Ontvanger::Knooppunt, &[Onderdeel::Themas], nog(1));
    v.doorgeleidingen = vec![GelegenDoorgeleiding {
        id: Id::new(uur(2)),
        desk: Id::new(uur(0)),
        route: Route::Knooppunt,
        organisatie: Id::new(uur(0)),
        aanvaard_op: None,
        beeindigd_op: None,
        tijd: nog(2),
    }];
    v.uitspraken = vec![bespreking];
    assert!(v.op(uur(1)).is_empty());
    assert_eq!(gronden(&v, uur(2)), [Toegangsgrond::Tafel]);
    assert!(v.op(uur(2))[0].soorten.contains(&Soort::Casus));
    assert_eq!(v.op(uur(2))[0].onderdelen, [Onderdeel::Themas]);
}

#[test]
fn regie_een_signaal_en_nood_hebben_elk_hun_tijd() {
    use Toegangsgrond::{Casusregisseur, EigenSignaal, Noodprocedure};
    let organisatie: OrganisatieId = Id::new(uur(0));
    let mut v = verleden();
    v.toekenningen = vec![(Toekenning { rol: Rol::Signaleerder, gebied: Gebied::Organisatie(organisatie) }, nog(-10))];
    v.signalen = vec![(Id::new(uur(0)), organisatie, uur(1)), (Id::new(uur(0)), Id::new(uur(1)), uur(0))];
    v.regisseur = vec![vak(2, 4), nog(6)];
    v.noodprocedures = vec![(Id::new(uur(8)), vak(8, 9))];
    v.uitspraken = vec![toestemming(
        Doel::SteunOpMaat,
        Ontvanger::Voorzorg,
        &[Onderdeel::Contactgegevens, Onderdeel::EigenVraag],
        nog(0),
    )];
    assert_eq!(gronden(&v, uur(0)), []);
    assert_eq!(gronden(&v, uur(1)), [EigenSignaal]);
    assert_eq!(gronden(&v, uur(3)), [Casusregisseur, EigenSignaal]);
    assert_eq!(gronden(&v, uur(4)), [EigenSignaal]);
    assert_eq!(gronden(&v, uur(8)), [Casusregisseur, EigenSignaal, Noodprocedure]);
    assert_eq!(gronden(&v, uur(9)), [Casusregisseur, EigenSignaal]);
    let nood = v.op(uur(8)).pop().unwrap();
    assert_eq!((nood.soorten, nood.onderdelen), (vec![Soort::Casus], vec![Onderdeel::Contactgegevens]));
    assert!(v.op(uur(3))[0].onderdelen.is_empty() && v.op(uur(3))[0].soorten.contains(&Soort::Casus));
    // Her last role ended: she carries the case in name.
    v.toekenningen[0].1 = vak(-10, 3);
    assert_eq!(gronden(&v, uur(2)), [Casusregisseur, EigenSignaal]);
    assert_eq!(gronden(&v, uur(3)), []);
}
