//! What the command line makes, and what it refuses.

use clap::Parser as _;

use super::*;
use crate::store::toegang::tests::{Proef, nu};

#[derive(clap::Parser)]
struct Opdracht<T: Args> {
    #[command(flatten)]
    wat: T,
}

fn lees<T: Args>(regel: &str) -> T {
    Opdracht::<T>::try_parse_from(regel.split('|')).unwrap().wat
}

fn beheerder(db: &Db) -> Result<Uitnodiging, Fout> {
    let regel = "x|--organisatie|GGD Zuid Limburg|--gebruikersnaam|beheer|--naam|B. Heer";
    eerste_beheerder(db, lees(regel), nu())
}

#[test]
fn een_lege_regio_komt_met_de_opdrachtregel_alleen_op_gang() {
    let proef = Proef::new();
    let db = &proef.db;
    let eerste = beheerder(db).unwrap();
    assert!(eerste.to_string().contains(&eerste.code));
    let desk = "x|--organisatie|Riagg|--soort|hulpaanbieder|--naam|Loket|--route|voorzorg|--capaciteit|8";
    let desk = desk_toevoegen(db, lees(desk), nu()).unwrap();
    for (regel, gebied) in [
        (
            "x|--gebruikersnaam|v.os|--naam|V. Os|--organisatie|De Wieg|--soort|verloskundigenpraktijk|--rol|signaleerder",
            "organisatie",
        ),
        ("x|--gebruikersnaam|u.it|--naam|U. It|--organisatie|Riagg|--rol|uitvoerder", "desk"),
        (
            "x|--gebruikersnaam|j.gz|--naam|J. Gz|--organisatie|GGD Zuid Limburg|--rol|jgz-coordinator|--gebied|subregio:parkstad",
            "subregio",
        ),
    ] {
        uitnodigen(db, lees(regel), nu()).unwrap_or_else(|fout| panic!("{gebied}: {fout}"));
    }
    let (desks, organisaties) =
        db.read_blocking(|tx| Ok((organisatie::desks(tx)?, organisatie::organisaties(tx)?))).unwrap();
    assert_eq!(desks.len(), 1);
    assert_eq!((desks[0].id, desks[0].organisatie.as_str()), (desk, "Riagg"));
    assert_eq!(organisaties.len(), 3);
}

#[test]
fn zolang_de_eerste_beheerder_niet_kan_inloggen_kan_zij_opnieuw_worden_uitgenodigd() {
    let proef = Proef::new();
    let eerste = beheerder(&proef.db).unwrap();
    assert!(beheerder(&proef.db).is_err());
    let opnieuw = lees("x|--gebruikersnaam|BEHEER");
    let tweede = opnieuw_uitnodigen(&proef.db, opnieuw, nu()).unwrap();
    assert_eq!(tweede.gebruiker, eerste.gebruiker);
    assert_ne!(tweede.code, eerste.code);
    assert!(opnieuw_uitnodigen(&proef.db, lees("x|--gebruikersnaam|niemand"), nu()).is_err());
}

#[test]
fn wat_onduidelijk_is_wordt_niet_geraden() {
    let proef = Proef::new();
    for regel in [
        "x|--gebruikersnaam|a b|--naam|A|--organisatie|Nieuw|--soort|kraamzorg|--rol|signaleerder",
        "x|--gebruikersnaam|abc|--naam| |--organisatie|Nieuw|--soort|kraamzorg|--rol|signaleerder",
        "x|--gebruikersnaam|abc|--naam|A|--organisatie|Nieuw|--rol|signaleerder",
        "x|--gebruikersnaam|abc|--naam|A|--organisatie|Nieuw|--soort|kraamzorg|--rol|uitvoerder",
        "x|--gebruikersnaam|abc|--naam|A|--organisatie|Nieuw|--soort|kraamzorg|--rol|voorzitter",
    ] {
        assert!(matches!(uitnodigen(&proef.db, lees(regel), nu()), Err(Fout::Invoer(_))), "{regel}");
    }
    assert!("gemeente:GM0000".parse::<GebiedKeuze>().is_err());
    let organisaties = proef.db.read_blocking(organisatie::organisaties).unwrap();
    assert!(organisaties.is_empty());
}
