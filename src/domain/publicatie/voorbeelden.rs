//! Small examples, worked out by hand.

use super::{
    Cel, Drempel, Feit, Fout, Gezin, Kwartaal, Lid, Publicatie,
    proef::{cellen, jaar, programma, zuid_limburg},
};

#[test]
fn een_drempel_van_vier_wordt_geweigerd() {
    assert_eq!(Drempel::new(4), Err(Fout::Drempel(4)));
    assert_eq!(Drempel::new(5).map(Drempel::aantal), Ok(5));
    assert_eq!(Drempel::default().aantal(), 10);
    assert!(serde_json::from_str::<Drempel>("4").is_err());
}

/// `lopend` `VoorZorg` families, the first `nieuw` of them begun in the period, among 200 with a casus.
fn voorzorg(lopend: usize, nieuw: usize) -> Vec<Gezin> {
    let traject = |nr| Lid { route: Some("voorzorg"), nieuw: Some(nr < nieuw), ..Lid::default() };
    let gezin = Gezin::in_gemeente("GM0917").met(Feit::Casus, Lid::default());
    (0..200).map(|nr| if nr < lopend { gezin.clone().met(Feit::Traject, traject(nr)) } else { gezin.clone() }).collect()
}

/// The published numbers of `VoorZorg`: lopend, nieuw and doorlopend.
fn voorzorg_getallen(cellen: &[Cel]) -> (Option<u32>, Option<u32>, Option<u32>) {
    let getal = |nieuw| {
        let cel = cellen.iter().find(|cel| cel.maat == "trajecten" && cel.route == "voorzorg" && cel.nieuw == nieuw);
        cel.map(|cel| cel.aantal)
    };
    (getal(""), getal("nieuw"), getal("doorlopend"))
}

#[test]
fn achtentwintig_nieuwe_gezinnen_van_de_zevenenzestig_komen_in_de_publicatie() {
    let cellen = cellen(&voorzorg(67, 28), jaar("2025"), &[]);
    assert_eq!(voorzorg_getallen(&cellen), (Some(67), Some(28), Some(39)));
}

#[test]
fn negen_nieuwe_gezinnen_van_de_zevenenzestig_blijven_ongezegd() {
    for nieuw in [9, 1, 58, 66] {
        let cellen = cellen(&voorzorg(67, nieuw), jaar("2025"), &[]);
        assert_eq!(voorzorg_getallen(&cellen), (Some(67), None, None));
    }
}

#[test]
fn zeven_beeindigde_trajecten_volgen_niet_uit_twee_jaren_naast_elkaar() {
    let vorig = cellen(&voorzorg(67, 28), jaar("2025"), &[]);
    for (doorlopend, verwacht) in [(60, None), (58, None), (57, Some(57)), (67, Some(67)), (0, Some(0))] {
        let dit = voorzorg(doorlopend + 30, 30);
        assert_eq!(voorzorg_getallen(&cellen(&dit, jaar("2026"), &vorig)).2, verwacht, "{doorlopend}");
    }
}

#[test]
fn een_gezin_dat_nergens_in_past_houdt_de_telling_tegen() {
    let tel = |gezin: Gezin| {
        Publicatie::tel(&programma(), &zuid_limburg(), [gezin], jaar("2025"), Drempel::default(), &[]).err().unwrap()
    };
    let lid = Lid { kwartaal: Some(Kwartaal::K1), ..Lid::default() };
    assert_eq!(tel(Gezin::in_gemeente("GM0363")), Fout::Gemeente("GM0363"));
    let zonder_casus = tel(Gezin::in_gemeente("GM0917").met(Feit::Signaal, lid));
    assert_eq!(zonder_casus, Fout::NietGenest { maat: "signalen".into(), binnen: "casussen".into() });
    let zonder_kwartaal = tel(Gezin::in_gemeente("GM0917").met(Feit::Casus, lid).met(Feit::Signaal, Lid::default()));
    assert_eq!(zonder_kwartaal, Fout::Klasse { maat: "signalen".into(), klasse: "kwartaal" });
}

#[test]
fn de_bestanden_staan_vast() {
    let programma = programma();
    let telling =
        Publicatie::tel(&programma, &zuid_limburg(), voorzorg(67, 28), jaar("2025-K1"), Drempel::default(), &[]);
    let telling = telling.unwrap();
    let csv = String::from_utf8(telling.csv().unwrap()).unwrap();
    assert!(csv.starts_with("maat,gebiedsoort,gebied,gebiednaam,route,uitkomst,nieuw,kwartaal,aantal\r\n"));
    assert!(csv.contains("\r\ntrajecten,regio,zuid-limburg,zuid-limburg,voorzorg,,nieuw,,28\r\n"));
    let json: serde_json::Value = serde_json::from_slice(&telling.json().unwrap()).unwrap();
    assert_eq!((&json["schema"], &json["periode"]), (&"knooppunt-publicatie/1".into(), &"2025-K1".into()));
    assert_eq!(json["cellen"].as_array().unwrap().len(), telling.cellen().len());
    let woordenboek = telling.woordenboek();
    assert!(programma.maten.iter().all(|maat| woordenboek.contains(&maat.omschrijving)));
    assert!(woordenboek.contains("Een regel die ontbreekt, is geen nul"));
}
