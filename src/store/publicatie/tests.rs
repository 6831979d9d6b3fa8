//! What a release promises, on SQLite and, when `KNOOPPUNT_TEST_POSTGRES` names a server, on PostgreSQL.

use diesel::connection::SimpleConnection;
use strum::VariantArray as _;

use super::{
    proef::{Proef, op_beide, op_postgresql, op_sqlite},
    streek::{Streek, moment, op, verzonnen},
    *,
};
use crate::{
    domain::{
        gebied::Gemeente,
        publicatie::{Drempel, Feit, Kwartaal, Lid},
    },
    store::schema::logregel,
    werk::publicatie::{Geweigerd, maak},
};

fn programma() -> Programma {
    Programma::lees(include_str!("../../../config/publicaties/kansrijke-start.toml")).unwrap()
}

fn geef(proef: &Proef, periode: &str) -> Result<(Vrijgave, usize), Geweigerd> {
    let nu = op("2027-02-01");
    maak(&proef.db, &programma(), periode.parse().unwrap(), Drempel::default(), nu)
}

/// The frozen bytes of the three files.
fn bytes(proef: &Proef, id: PublicatieId) -> [String; 3] {
    let lees = move |tx: &mut Tx| {
        let soorten = [Bestand::Csv, Bestand::Json, Bestand::Woordenboek];
        let mut files = soorten.map(|soort| bestand(tx, id, soort).unwrap());
        for (bytes, afdruk) in &mut files {
            assert_eq!(sha256(bytes), *afdruk);
        }
        Ok(files.map(|(bytes, _)| bytes))
    };
    proef.db.read_blocking(lees).unwrap()
}

/// The families of 2025 in `streek`, from every database.
fn gezinnen(streek: &Streek) -> Vec<Gezin> {
    let mut overal = op_beide(streek).into_iter().map(|proef| {
        let lees = |tx: &mut Tx| tellen::gezinnen(tx, &programma(), "2025".parse().unwrap());
        let mut gezinnen = proef.db.read_blocking(lees).unwrap();
        gezinnen.sort();
        gezinnen
    });
    let eerste = overal.next().unwrap();
    assert!(overal.all(|gezinnen| gezinnen == eerste));
    eerste
}

fn gezin(gemeente: &'static str) -> Gezin {
    Gezin::in_gemeente(gemeente).met(Feit::Casus, Lid::default())
}

fn in_kwartaal(kwartaal: Kwartaal) -> Lid {
    Lid { kwartaal: Some(kwartaal), ..Lid::default() }
}

#[test]
fn een_gezin_met_twee_casussen_telt_een_keer_in_de_gemeente_van_de_laatste() {
    let mut streek = Streek::new();
    let client = streek.client();
    streek.casus(client, Gemeente::Gm0935, op("2025-03-01"), None);
    streek.casus(client, Gemeente::Gm0917, op("2024-03-01"), Some(op("2025-02-01")));
    assert_eq!(gezinnen(&streek), [gezin("GM0935")]);
}

#[test]
fn een_casus_telt_als_zij_in_de_periode_open_was() {
    let mut streek = Streek::new();
    let mut casus = |van: &str, tot: Option<&str>| {
        let client = streek.client();
        streek.casus(client, Gemeente::Gm0917, moment(van), tot.map(moment));
    };
    casus("2025-12-31T23:59:59Z", None);
    casus("2023-01-01T00:00:00Z", Some("2025-01-01T00:00:00Z"));
    casus("2026-01-01T00:00:00Z", None);
    casus("2023-01-01T00:00:00Z", Some("2024-12-31T23:59:59Z"));
    assert_eq!(gezinnen(&streek).len(), 2);
}

#[test]
fn een_tweede_signaal_is_geen_tweede_gezin_en_een_ingetrokken_signaal_telt_niet() {
    let mut streek = Streek::new();
    let [twee, terug] = [(); 2].map(|()| {
        let client = streek.client();
        streek.casus(client, Gemeente::Gm0917, op("2025-01-10"), None)
    });
    streek.signaal(twee, "gekoppeld", op("2025-05-01"));
    streek.signaal(twee, "gekoppeld", op("2025-08-01"));
    streek.signaal(twee, "ingetrokken", op("2025-01-10"));
    streek.signaal(terug, "ingetrokken", op("2025-01-10"));
    let met_signaal = gezin("GM0917").met(Feit::Signaal, in_kwartaal(Kwartaal::K2));
    assert_eq!(gezinnen(&streek), [gezin("GM0917"), met_signaal]);
}

#[test]
fn route_en_uitkomst_zijn_die_van_de_eerste_doorgeleiding_van_het_jaar() {
    let mut streek = Streek::new();
    let client = streek.client();
    let casus = streek.casus(client, Gemeente::Gm0917, op("2024-01-10"), None);
    streek.doorgeleiding(client, casus, "knooppunt", "aanvaard", op("2025-09-01"));
    streek.doorgeleiding(client, casus, "voorzorg", "afgewezen", op("2025-04-01"));
    streek.doorgeleiding(client, casus, "stevig-ouderschap", "aanvaard", op("2024-04-01"));
    let lid = Lid { route: Some("voorzorg"), uitkomst: Some("afgewezen"), ..in_kwartaal(Kwartaal::K2) };
    assert_eq!(gezinnen(&streek), [gezin("GM0917").met(Feit::Doorgeleiding, lid)]);
}

#[test]
fn een_bezoek_na_het_sluiten_maakt_van_het_gezin_een_gezin_met_een_casus() {
    let mut streek = Streek::new();
    let client = streek.client();
    let casus = streek.casus(client, Gemeente::Gm0917, op("2024-01-10"), Some(op("2024-12-20")));
    let traject = streek.traject(client, casus, "prenataal-huisbezoek", Some(op("2024-02-01")), Some(op("2024-12-20")));
    streek.contactmoment(traject, "niet-gehouden", op("2025-01-05"));
    streek.contactmoment(traject, "gehouden", op("2025-07-05"));
    let ander = streek.traject(client, casus, "voorzorg", Some(op("2024-02-01")), Some(op("2024-12-20")));
    streek.contactmoment(ander, "gehouden", op("2025-01-05"));
    let bezocht = gezin("GM0917").met(Feit::PrenataalHuisbezoek, in_kwartaal(Kwartaal::K3));
    assert_eq!(gezinnen(&streek), [bezocht]);
}

#[test]
fn van_twee_trajecten_telt_de_route_die_voorgaat_en_daarvan_het_eerste() {
    let mut streek = Streek::new();
    let mut met = |trajecten: &[(&str, Option<&str>, Option<&str>)]| {
        let client = streek.client();
        let casus = streek.casus(client, Gemeente::Gm0917, op("2023-01-10"), None);
        for (route, van, tot) in trajecten {
            streek.traject(client, casus, route, van.map(op), tot.map(op));
        }
    };
    met(&[("stevig-ouderschap", Some("2024-05-01"), None), ("voorzorg", Some("2025-05-01"), None)]);
    met(&[("voorzorg", Some("2025-05-01"), None), ("voorzorg", Some("2024-05-01"), Some("2025-01-01"))]);
    met(&[
        ("voorzorg", None, None),
        ("voorzorg", Some("2026-01-01"), None),
        ("voorzorg", Some("2024-01-01"), Some("2024-12-31")),
    ]);
    let voorzorg = |nieuw| Lid { route: Some("voorzorg"), nieuw: Some(nieuw), ..Lid::default() };
    let verwacht = [false, true].map(|nieuw| gezin("GM0917").met(Feit::Traject, voorzorg(nieuw)));
    assert_eq!(gezinnen(&streek), [&[gezin("GM0917")], &verwacht[..]].concat());
}

#[test]
fn een_afspraak_telt_pas_als_het_verslag_is_vastgesteld() {
    let mut streek = Streek::new();
    let [gehouden, vastgesteld] =
        ["gehouden", "vastgesteld"].map(|status| streek.bijeenkomst(status, op("2025-10-02")));
    let gepland = streek.bijeenkomst("gepland", op("2025-11-02"));
    let mut aan = |tafel, besloten, afspraken| {
        let client = streek.client();
        let casus = streek.casus(client, Gemeente::Gm0917, op("2025-01-10"), None);
        streek.agendapunt(tafel, casus, besloten, afspraken);
    };
    aan(gepland, true, 1);
    aan(gehouden, false, 0);
    aan(gehouden, true, 1);
    aan(vastgesteld, true, 0);
    aan(vastgesteld, true, 2);
    let k4 = in_kwartaal(Kwartaal::K4);
    let aan_tafel = gezin("GM0917").met(Feit::AanTafel, k4);
    let besproken = aan_tafel.clone().met(Feit::Besproken, k4);
    let met_afspraak = besproken.clone().met(Feit::MetAfspraak, k4);
    assert_eq!(gezinnen(&streek), [gezin("GM0917"), aan_tafel, besproken.clone(), besproken, met_afspraak]);
}

#[test]
fn het_programma_kent_elke_route_en_elke_uitkomst_die_er_kan_zijn() {
    use crate::domain::{doorgeleiding::Status, publicatie::maat::Klasse, route::Route};
    let programma = programma();
    let woorden = |feit, naam| {
        let maat = programma.maten.iter().find(|maat| maat.feit == feit).unwrap();
        let mut woorden = maat.klassen.iter().find(|klasse| klasse.naam() == naam).map(Klasse::woorden).unwrap();
        woorden.sort_unstable();
        woorden
    };
    let gesorteerd = |mut woorden: Vec<&'static str>| {
        woorden.sort_unstable();
        woorden
    };
    let routes = |telt: fn(&Route) -> bool| {
        gesorteerd(Route::VARIANTS.iter().filter(|route| telt(route)).map(|route| (*route).into()).collect())
    };
    assert_eq!(woorden(Feit::Doorgeleiding, "route"), routes(|_| true));
    assert_eq!(woorden(Feit::Traject, "route"), routes(|route| route.is_steun()));
    let uitkomsten = Status::VARIANTS.iter().map(|status| (*status).into()).collect();
    assert_eq!(woorden(Feit::Doorgeleiding, "uitkomst"), gesorteerd(uitkomsten));
}

#[test]
fn geen_vrijgegeven_getal_is_kleiner_dan_tien_behalve_nul() {
    for proef in op_beide(&verzonnen(1500)) {
        let (vrijgave, aantal) = geef(&proef, "2025").unwrap();
        let cellen = proef.db.read_blocking(move |tx| cellen(tx, vrijgave.id)).unwrap();
        assert_eq!(cellen.len(), aantal);
        assert!(cellen.iter().any(|cel| cel.gebiednaam == "Heerlen"));
        assert!(cellen.iter().any(|cel| cel.nieuw == "doorlopend"));
        assert!(cellen.iter().all(|cel| cel.aantal == 0 || cel.aantal >= 10));
    }
}

#[test]
fn dezelfde_gezinnen_geven_overal_en_in_elke_volgorde_dezelfde_bytes() {
    let streek = verzonnen(400);
    let geschud = streek.geschud();
    let proeven = [Some(op_sqlite(&streek)), Some(op_sqlite(&geschud)), op_postgresql(&geschud)];
    let mut alle = proeven
        .into_iter()
        .flatten()
        .map(|proef| ["2024-K4", "2025"].map(|periode| bytes(&proef, geef(&proef, periode).unwrap().0.id)));
    let eerste = alle.next().unwrap();
    assert!(alle.all(|bytes| bytes == eerste));
}

#[test]
fn wat_is_vrijgegeven_verandert_nooit_meer() {
    let streek = verzonnen(200);
    for proef in op_beide(&streek) {
        let id = geef(&proef, "2025").unwrap().0.id;
        let eerst = bytes(&proef, id);
        proef.db.write_blocking(|tx| Ok(tx.batch_execute("UPDATE casus SET gemeente = 'GM0888'")?)).unwrap();
        assert!(matches!(geef(&proef, "2025"), Err(Geweigerd::Bezwaar(Bezwaar::AlVrijgegeven(_)))));
        for sql in
            ["UPDATE publicatie SET csv = ''", "UPDATE publicatie SET status = 'concept'", "DELETE FROM publicatie"]
        {
            let error = proef.db.write_blocking(move |tx| Ok(tx.batch_execute(sql)?)).unwrap_err();
            assert!(matches!(error, Error::Database(_)), "{sql}");
        }
        assert_eq!(bytes(&proef, id), eerst);
        assert_eq!(proef.db.read_blocking(lijst).unwrap().len(), 1);
    }
}

#[test]
fn elke_vrijgave_heeft_een_regel_in_het_logboek_en_een_weigering_laat_niets_na() {
    for proef in op_beide(&verzonnen(50)) {
        let te_vroeg = maak(&proef.db, &programma(), "2026".parse().unwrap(), Drempel::default(), op("2026-12-31"));
        assert!(matches!(te_vroeg, Err(Geweigerd::Bezwaar(Bezwaar::NietVoorbij(_)))));
        let id = geef(&proef, "2025").unwrap().0.id;
        let regels = logregel::table.select((logregel::gebeurtenis, logregel::object_id, logregel::toegangspunt));
        let regels =
            proef.db.read_blocking(move |tx| Ok(regels.load::<(String, Option<PublicatieId>, String)>(tx)?)).unwrap();
        assert_eq!(regels, [("publicatie-vrijgegeven".into(), Some(id), "opdrachtregel".into())]);
        assert_eq!(proef.db.read_blocking(move |tx| find(tx, id)).unwrap().gevonden.unwrap().id, id);
    }
}

#[test]
fn een_jaar_komt_niet_ook_in_kwartalen_uit_en_een_eerdere_periode_niet_achteraf() {
    let proef = op_sqlite(&verzonnen(50));
    geef(&proef, "2025").unwrap();
    assert!(matches!(geef(&proef, "2025-K2"), Err(Geweigerd::Bezwaar(Bezwaar::Overlapt(..)))));
    assert!(matches!(geef(&proef, "2024"), Err(Geweigerd::Bezwaar(Bezwaar::TeLaat(..)))));
    assert!(matches!(geef(&proef, "2024-K4"), Err(Geweigerd::Bezwaar(Bezwaar::TeLaat(..)))));
    geef(&proef, "2024-K3").unwrap();
    geef(&proef, "2026").unwrap();
    let perioden = proef.db.read_blocking(lijst).unwrap();
    let perioden: Vec<_> = perioden.iter().map(|vrijgave| vrijgave.periode.to_string()).collect();
    assert_eq!(perioden, ["2026", "2025", "2024-K3"]);
}

#[test]
fn wie_in_het_ene_jaar_eindigden_volgt_niet_uit_de_jaren_naast_elkaar() {
    let doorlopend = |eerst_2025: bool| {
        let mut streek = Streek::new();
        for nr in 0..80 {
            let client = streek.client();
            let casus = streek.casus(client, Gemeente::Gm0917, op("2024-01-10"), None);
            let tot = (nr < 7).then(|| op("2025-06-01"));
            let van = op(if nr < 40 { "2024-05-01" } else { "2025-05-01" });
            streek.traject(client, casus, "voorzorg", Some(van), tot);
        }
        for _ in 0..30 {
            let client = streek.client();
            streek.casus(client, Gemeente::Gm0917, op("2024-01-10"), None);
        }
        for _ in 0..20 {
            let client = streek.client();
            let casus = streek.casus(client, Gemeente::Gm0917, op("2026-01-10"), None);
            streek.traject(client, casus, "voorzorg", Some(op("2026-02-01")), None);
        }
        let proef = op_sqlite(&streek);
        if eerst_2025 {
            geef(&proef, "2025").unwrap();
        }
        let id = geef(&proef, "2026").unwrap().0.id;
        let cellen = proef.db.read_blocking(move |tx| cellen(tx, id)).unwrap();
        let voorzorg = cellen.iter().find(|cel| cel.route == "voorzorg" && cel.nieuw == "doorlopend");
        voorzorg.map(|cel| cel.aantal)
    };
    assert_eq!(doorlopend(false), Some(73));
    assert_eq!(doorlopend(true), None);
}

#[test]
fn wie_tussen_tellen_en_bewaren_werd_ingehaald_begint_opnieuw() {
    for proef in op_beide(&verzonnen(20)) {
        let nieuw = geef(&proef, "2024").unwrap().0;
        let later = Vrijgave { periode: "2026".parse().unwrap(), ..nieuw.clone() };
        let leeg = Bestanden::default();
        let bewaar = move |tx: &mut Tx| {
            let zelfde = record(tx, &[], &nieuw, &leeg)?;
            Ok((zelfde, record(tx, &[], &later, &leeg)?))
        };
        let (zelfde, ander) = proef.db.write_blocking(bewaar).unwrap();
        assert!(matches!(zelfde, Err(Bezwaar::AlVrijgegeven(_))));
        assert!(matches!(ander, Err(Bezwaar::Intussen)));
        assert_eq!(proef.db.read_blocking(lijst).unwrap().len(), 1);
    }
}

#[test]
fn een_cijfer_zakt_niet_als_gezinnen_later_worden_gewist() {
    let streek = verzonnen(120);
    for proef in op_beide(&streek) {
        // Everything is over.
        let voorbij = "UPDATE casus SET status = 'afgesloten', gesloten_op = coalesce(gesloten_op, '2025-11-01T00:00:00.000000Z'); \
                       UPDATE doorgeleiding SET status = 'afgewezen' WHERE status = 'verzonden'; \
                       UPDATE doorgeleiding SET status = 'afgerond' WHERE status IN ('aanvaard', 'gestart'); \
                       UPDATE traject SET status = 'beeindigd'; UPDATE bijeenkomst SET status = 'vastgesteld'; \
                       UPDATE afspraak SET status = 'nagekomen'";
        proef.db.write_blocking(move |tx| Ok(tx.batch_execute(voorbij)?)).unwrap();
        let tel = || {
            let jaren = ["2024", "2025", "2025-K2"].map(|periode: &str| {
                let periode = periode.parse().unwrap();
                let lees = move |tx: &mut Tx| tellen::gezinnen(tx, &programma(), periode);
                let mut gezinnen = proef.db.read_blocking(lees).unwrap();
                gezinnen.sort();
                gezinnen
            });
            let tellingen = |tx: &mut Tx| Ok(crate::store::schema::telling::table.count().get_result::<i64>(tx)?);
            (jaren, proef.db.read_blocking(tellingen).unwrap())
        };
        let voor = tel();
        let gewist = proef
            .db
            .write_blocking(|tx| crate::store::wissing::wis_verstreken(tx, op("2047-01-01"), op("2047-01-01"), 1000))
            .unwrap();
        assert!(gewist > 60, "{gewist}");
        assert_eq!(tel(), voor);
    }
}
