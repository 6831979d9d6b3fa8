use super::*;
use crate::domain::{ids::Id, tijd::Moment, zwangerschap::Termijnbron};

fn regels() -> Routeregels {
    Routeregels::standaard().unwrap()
}

fn d(tekst: &str) -> NaiveDate {
    tekst.parse().unwrap()
}

fn zwanger(uitgerekend: &str, eerste_kind: bool) -> Zwangerschap {
    Zwangerschap {
        id: Id::new(Moment::begin_van(d("2026-11-23"))),
        uitgerekend: d(uitgerekend),
        bron: Termijnbron::Termijnecho,
        aantal_kinderen: 1,
        eerste_kind,
        status: Status::Lopend,
        geeindigd_op: None,
    }
}

/// What closes a route to who is pregnant on that day, with two themes.
fn bezwaren(route: Route, zwangerschap: Option<&Zwangerschap>, dag: &str) -> Vec<Bezwaar> {
    let themas = Some(&[Thema::Stress, Thema::Huisvesting][..]);
    regels()
        .weeg(route, Situatie { zwangerschap, themas, leeftijd: Some(22), ..Situatie::default() }, d(dag))
        .bezwaren()
}

#[test]
fn de_meegeleverde_regels_kloppen_met_hun_eigen_gevallen() {
    assert_eq!(regels().kenmerk(), "zuid-limburg/1");
}

#[test]
fn wat_niet_klopt_wordt_geweigerd_met_zijn_regel_en_de_reden() {
    for (goed, fout, wat) in [
        ("versie = 1", "versie = 0", "minstens 1"),
        ("versie = 1", "versie = 1\nfilter = \"leeftijd\"", "unknown field"),
        ("naam = \"zuid-limburg\"", "naam = \"Zuid Limburg\"", "geen woord"),
        ("duur = \"28+0\"", "duur = \"28+7\"", "weken en dagen"),
        ("duur = \"28+0\"", "duur = \"27+0\"", "moet 'voorzorg' ja zijn; de regels zeggen nee [\"te-laat\"]"),
        ("duur = \"28+0\"", "duur = \"28+1\"", "moet 'voorzorg' nee zijn; de regels zeggen ja"),
        ("duur = \"28+0\"\nvenster", "duur = \"28+0\"\nmaanden = 3\nvenster", "`maanden` hoort niet bij deze toets"),
        ("toets = \"voor\"\nduur = \"28+0\"", "toets = \"voor\"", "hoort `duur`"),
        ("toets = \"voor\"", "toets = \"soms\"", "unknown variant"),
        ("minstens = 2", "minstens = 3", "moet 'voorzorg' ja zijn"),
        ("minstens = 2", "minstens = 0", "hoort `minstens`"),
        ("hoogstens = 25", "hoogstens = 26", "houdt deze regel iets tegen"),
        ("gewicht = \"waarschuwing\"", "gewicht = \"eis\"", "moet 'voorzorg' ja zijn"),
        ("zin = \"Het is haar eerste kind.\"", "zin = \" \"", "leeg"),
        ("vraag = \"Is dit haar eerste kind?\"\n", "", "noem de `vraag`"),
        (
            "toets = \"eerste-kind\"",
            "toets = \"eerste-kind\"\nvenster = \"voorzorg-instroom\"",
            "al bij een andere regel",
        ),
        ("duur = \"16+0\"\n", "duur = \"16+0\"\nvenster = \"centering-start\"\n", "al bij een andere regel"),
        ("venster = \"voorzorg-instroom\"", "venster = \"kans\"", "unknown variant"),
        ("[[routes]]\nroute = \"overig-zorgpad\"\n", "", "route 'overig-zorgpad' ontbreekt"),
        ("route = \"overig-zorgpad\"", "route = \"knooppunt\"", "staat er twee keer"),
        ("code = \"niet-eerste-kind\"", "code = \"te-laat\"", "heeft al zo'n regel"),
        ("overig-zorgpad = \"ja\"", "", "geen geval zegt"),
        ("voorzorg = [\"niet-eerste-kind\"]", "voorzorg = []", "tegen 'voorzorg' spreekt"),
        ("eerste_kind = false\n", "", "met `eerste_kind`"),
        ("naam = \"16+0\"", "naam = \"niet zwanger\"", "twee keer"),
        ("onbekend = [\"geen\", \"onbekend\"]", "onbekend = [\"geboren\"]", "is niet onbekend"),
        ("uit = [\n    \"schulden-armoede\", ", "uit = [\n    \"geldzorgen\", ", "unknown variant"),
    ] {
        let tekst = STANDAARD.replacen(goed, fout, 1);
        assert_ne!(tekst, STANDAARD, "{goed}");
        let gevonden = Routeregels::lees(&tekst).unwrap_err();
        assert!(gevonden.wat.contains(wat), "{goed} -> {fout}: {gevonden}");
        let regel = tekst.lines().nth(gevonden.regel - 1).unwrap_or_default();
        assert!(gevonden.regel > 1 && !regel.is_empty(), "{gevonden} wijst naar niets");
    }
}

#[test]
fn voorzorg_begint_voor_achtentwintig_weken_en_bij_een_eerste_kind() {
    let eerste = zwanger("2027-03-01", true);
    assert_eq!(bezwaren(Route::Voorzorg, Some(&eerste), "2026-12-06"), [], "27+6");
    assert_eq!(bezwaren(Route::Voorzorg, Some(&eerste), "2026-12-07"), [Bezwaar::TeLaat], "28+0");
    let tweede = zwanger("2027-03-01", false);
    assert_eq!(bezwaren(Route::Voorzorg, Some(&tweede), "2026-12-06"), [Bezwaar::NietEersteKind]);
    let samen = [Bezwaar::TeLaat, Bezwaar::NietEersteKind];
    assert_eq!(bezwaren(Route::Voorzorg, Some(&tweede), "2026-12-27"), samen, "31 weeks");
    assert_eq!(bezwaren(Route::Voorzorg, None, "2026-12-06"), [Bezwaar::NietZwanger]);
    // Over the leap day of 2028, and over the night in which the clock goes forward.
    let schrikkel = zwanger("2028-05-24", true);
    assert_eq!(bezwaren(Route::Voorzorg, Some(&schrikkel), "2028-02-29"), [], "27+6");
    assert_eq!(bezwaren(Route::Voorzorg, Some(&schrikkel), "2028-03-01"), [Bezwaar::TeLaat], "28+0");
    let zomertijd = zwanger("2027-06-20", true);
    assert_eq!(bezwaren(Route::Voorzorg, Some(&zomertijd), "2027-03-27"), [], "27+6");
    assert_eq!(bezwaren(Route::Voorzorg, Some(&zomertijd), "2027-03-28"), [Bezwaar::TeLaat], "28+0");
}

#[test]
fn een_prenataal_huisbezoek_komt_voor_de_geboorte() {
    let op = |z: Option<&Zwangerschap>, dag| bezwaren(Route::PrenataalHuisbezoek, z, dag);
    assert_eq!(op(None, "2026-12-06"), [Bezwaar::NietZwanger]);
    let lopend = zwanger("2027-03-01", false);
    assert_eq!(op(Some(&lopend), "2027-03-08"), [], "a week past her date she is pregnant still");
    assert_eq!(op(Some(&lopend), "2027-03-22"), [Bezwaar::NietZwanger], "43+0");
    let geboren = Zwangerschap { status: Status::Geboren, geeindigd_op: Some(d("2027-02-20")), ..lopend };
    assert_eq!(op(Some(&geboren), "2027-02-21"), [Bezwaar::NietZwanger]);
}

#[test]
fn stevig_ouderschap_neemt_een_kind_tot_een_half_jaar_na_de_geboorte() {
    let op = |z: Option<&Zwangerschap>, dag| bezwaren(Route::StevigOuderschap, z, dag);
    let lopend = zwanger("2027-03-01", true);
    let geboren = Zwangerschap { status: Status::Geboren, geeindigd_op: Some(d("2027-02-20")), ..lopend.clone() };
    assert_eq!(op(Some(&geboren), "2027-08-20"), []);
    assert_eq!(op(Some(&geboren), "2027-08-21"), [Bezwaar::TeLaat]);
    // Half a year is six months of the calendar, with or without a leap day in it.
    let schrikkel = Zwangerschap { geeindigd_op: Some(d("2027-09-01")), ..geboren };
    assert_eq!(op(Some(&schrikkel), "2028-03-01"), []);
    assert_eq!(op(Some(&schrikkel), "2028-03-02"), [Bezwaar::TeLaat]);
    let verlies = Zwangerschap { status: Status::Verlies, ..lopend.clone() };
    assert_eq!(op(Some(&verlies), "2026-12-06"), [Bezwaar::GeenKind]);
    // Of a child that nobody told the age of, nobody knows; until it is too old by any day on which it can be born.
    assert_eq!(op(None, "2027-08-22"), []);
    assert_eq!(op(Some(&lopend), "2027-09-22"), []);
    assert_eq!(op(Some(&lopend), "2027-09-23"), [Bezwaar::TeLaat]);
    assert_eq!(op(Some(&lopend), "2026-09-13"), [Bezwaar::TeVroeg], "15+6");
}

#[test]
fn wat_zij_niet_deelt_sluit_niets_en_wordt_genoemd() {
    let (regels, zij) = (regels(), zwanger("2027-03-01", true));
    let van = Situatie { zwangerschap: Some(&zij), ..Situatie::default() };
    let advies = regels.weeg(Route::Voorzorg, van, d("2026-12-06"));
    let mist: Vec<_> =
        advies.regels.iter().filter_map(|een| een.deelt_niet.map(|item| (een.regel.code, item))).collect();
    assert_eq!(
        mist,
        [(Bezwaar::TeWeinigThemas, Onderdeel::Themas), (Bezwaar::BovenLeeftijd, Onderdeel::Contactgegevens),]
    );
    assert_eq!((advies.oordeel, advies.bezwaren()), (Oordeel::Onbekend, vec![]));
}

#[test]
fn nu_niet_zwanger_begint_na_de_bevalling() {
    let (regels, zij) = (regels(), zwanger("2027-03-01", true));
    let van = Situatie { zwangerschap: Some(&zij), ..Situatie::default() };
    let advies = regels.weeg(Route::NuNietZwanger, van, d("2026-12-06"));
    assert_eq!((advies.oordeel, advies.niet_voor()), (Oordeel::Ja, Some(d("2027-03-01"))));
    let advies = regels.weeg(Route::NuNietZwanger, Situatie::default(), d("2026-12-06"));
    assert_eq!((advies.oordeel, advies.niet_voor(), advies.regels.len()), (Oordeel::Ja, None, 0));
}

#[test]
fn de_kans_die_het_eerst_verloren_gaat_staat_voorop() {
    let regels = regels();
    let eerst = |z: &Zwangerschap, benut: &[Route], dag| regels.eerstvolgende(z, benut, d(dag));
    let eerste = zwanger("2027-03-01", true);
    let voorzorg = Some((Venster::VoorzorgInstroom, d("2026-12-06")));
    assert_eq!(eerst(&eerste, &[], "2026-11-22"), voorzorg);
    assert_eq!(eerst(&eerste, &[], "2026-12-06"), voorzorg, "the last day");
    let bezoek = Some((Venster::PrenataalHuisbezoek, d("2027-03-01")));
    assert_eq!(eerst(&eerste, &[], "2026-12-07"), bezoek);
    assert_eq!(eerst(&zwanger("2027-03-01", false), &[], "2026-11-22"), bezoek);
    let benut = [Route::Voorzorg, Route::PrenataalHuisbezoek];
    let ouderschap = Some(Venster::StevigOuderschapInstroom);
    assert_eq!(eerst(&eerste, &benut, "2026-11-22").map(|(venster, _)| venster), ouderschap);
    // What is too early today is not lost.
    assert_eq!(eerst(&eerste, &[], "2026-06-01"), Some((Venster::CenteringStart, d("2026-10-11"))));
    assert_eq!(eerst(&eerste, &[], "2027-03-22"), None, "over, and nobody told how");
    assert_eq!(eerst(&eerste, &[], "2027-09-01"), None);
    let verlies = Zwangerschap { status: Status::Verlies, ..eerste.clone() };
    assert_eq!(eerst(&verlies, &[], "2026-11-22"), None);
    let geboren = Zwangerschap { status: Status::Geboren, geeindigd_op: Some(d("2027-02-20")), ..eerste };
    let kind = Some((Venster::StevigOuderschapInstroom, d("2027-08-20")));
    assert_eq!(eerst(&geboren, &[], "2027-03-22"), kind);
    assert_eq!(eerst(&geboren, &[], "2027-08-21"), None);
}
