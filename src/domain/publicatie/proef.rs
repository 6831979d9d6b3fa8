//! Made-up regions of every size, held against a second count that knows nothing of the engine.

use std::collections::BTreeMap;

use rand::{RngExt, SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use super::{
    Cel, Drempel, Feit, Gebiedsoort, Gezin, Indeling, Kwartaal, Lid, Maat, Periode, Plaats, Programma, Publicatie,
};

const SUBREGIOS: [(&str, &[&str]); 3] = [
    ("parkstad", &["GM0882", "GM0899", "GM0917", "GM0928", "GM0965", "GM0986", "GM1954"]),
    ("maastricht-heuvelland", &["GM0935", "GM0938", "GM0981", "GM0994", "GM1729", "GM1903"]),
    ("westelijke-mijnstreek", &["GM0888", "GM0971", "GM1883"]),
];
const ROUTES: [&str; 8] = [
    "voorzorg",
    "stevig-ouderschap",
    "nu-niet-zwanger",
    "sociaal-domein",
    "centering-zwangerschap",
    "overig-zorgpad",
    "prenataal-huisbezoek",
    "knooppunt",
];
const KWARTALEN: [Kwartaal; 4] = [Kwartaal::K1, Kwartaal::K2, Kwartaal::K3, Kwartaal::K4];

pub(super) fn programma() -> Programma {
    Programma::lees(include_str!("../../../config/publicaties/kansrijke-start.toml")).unwrap()
}

fn plaats(code: &'static str) -> Plaats {
    Plaats { code, naam: code }
}

pub(super) fn zuid_limburg() -> Indeling {
    let subregios = SUBREGIOS.map(|(code, gemeenten)| (plaats(code), gemeenten.iter().copied().map(plaats).collect()));
    Indeling::new(plaats("zuid-limburg"), subregios.to_vec()).unwrap()
}

pub(super) fn jaar(tekst: &str) -> Periode {
    tekst.parse().unwrap()
}

/// A region with habits of its own: how often each thing happens, and how unevenly over areas, routes and quarters.
fn streek(rng: &mut ChaCha8Rng, gezinnen: usize) -> Vec<Gezin> {
    let kans: Vec<f64> = (0..9).map(|_| [0.0, 0.05, 0.3, 0.5, 0.7, 0.9, 0.97, 1.0][rng.random_range(0..8)]).collect();
    let gemeenten: Vec<&str> = SUBREGIOS.iter().flat_map(|(_, gemeenten)| gemeenten.iter().copied()).collect();
    let breedte = [2, 4, 16][rng.random_range(0..3)];
    let routes = rng.random_range(1..=6);
    let kwartalen = rng.random_range(1..=4);
    (0..gezinnen)
        .map(|_| {
            let mut gebeurt = |nr: usize| rng.random_bool(kans[nr]);
            let (signaal, door, bezoek, traject) = (gebeurt(0), gebeurt(1), gebeurt(2), gebeurt(3));
            let (tafel, besproken, afspraak, nieuw, gestart) =
                (gebeurt(4), gebeurt(5), gebeurt(6), gebeurt(7), gebeurt(8));
            let gemeente =
                gemeenten[(rng.random_range(0..16) * rng.random_range(0..16) / 16).min(breedte - 1) * (16 / breedte)];
            let eerste = rng.random_range(0..kwartalen);
            let later = rng.random_range(eerste..kwartalen);
            let route = ROUTES[rng.random_range(0..routes)];
            let lid = |kwartaal: usize| Lid { kwartaal: Some(KWARTALEN[kwartaal]), ..Lid::default() };
            let uitkomst = if gestart { "gestart" } else { ["verzonden", "afgewezen"][rng.random_range(0..2)] };
            let mut gezin = Gezin::in_gemeente(gemeente).met(Feit::Casus, lid(eerste));
            let mut zet = |mag: bool, feit, lid: Lid| {
                if mag {
                    gezin = gezin.clone().met(feit, lid);
                }
            };
            zet(signaal, Feit::Signaal, lid(later));
            zet(door, Feit::Doorgeleiding, Lid { route: Some(route), uitkomst: Some(uitkomst), ..lid(later) });
            zet(bezoek, Feit::PrenataalHuisbezoek, lid(later));
            // What was started is a traject: a containment that the programme does not know of.
            zet(
                traject || (door && gestart),
                Feit::Traject,
                Lid { route: Some(route), nieuw: Some(nieuw), ..lid(later) },
            );
            zet(tafel, Feit::AanTafel, lid(eerste));
            zet(tafel && besproken, Feit::Besproken, lid(later));
            zet(tafel && besproken && afspraak, Feit::MetAfspraak, lid(later));
            gezin
        })
        .collect()
}

/// 126 regions: empty, a handful, a few dozen, a real one, and two of 20,000 families.
fn streken() -> impl Iterator<Item = (ChaCha8Rng, Vec<Gezin>, Periode)> {
    let maten = [0, 7, 15, 30, 60, 120, 250, 600, 1500].repeat(14).into_iter().chain([20_000, 20_000]);
    maten.enumerate().map(|(nr, gezinnen)| {
        let mut rng = ChaCha8Rng::seed_from_u64(u64::try_from(nr).unwrap());
        let gezinnen = streek(&mut rng, gezinnen);
        (rng, gezinnen, jaar(if nr % 4 == 3 { "2025-K2" } else { "2025" }))
    })
}

pub(super) fn cellen(gezinnen: &[Gezin], periode: Periode, eerder: &[Cel]) -> Vec<Cel> {
    let programma = programma();
    let gezinnen = gezinnen.iter().cloned();
    let publicatie = Publicatie::tel(&programma, &zuid_limburg(), gezinnen, periode, Drempel::default(), eerder);
    publicatie.unwrap().cellen().to_vec()
}

/// Which families a published number counts, found from its row alone.
fn leden(cel: &Cel, maten: &[Maat], gezinnen: &[Gezin]) -> Vec<u64> {
    let feit = maten.iter().find(|maat| maat.naam == cel.maat).unwrap().feit;
    let in_subregio =
        |gezin: &Gezin| SUBREGIOS.iter().any(|(code, delen)| *code == cel.gebied && delen.contains(&gezin.gemeente));
    let telt = |gezin: &Gezin| {
        let Some(lid) = gezin.feiten.get(&feit) else {
            return false;
        };
        let nieuw = lid.nieuw.map(|nieuw| if nieuw { "nieuw" } else { "doorlopend" });
        let gelijk = |kolom: &str, waarde: Option<&str>| kolom.is_empty() || Some(kolom) == waarde;
        let hier = match cel.gebiedsoort {
            Gebiedsoort::Regio => true,
            Gebiedsoort::Subregio => in_subregio(gezin),
            Gebiedsoort::Gemeente => cel.gebied == gezin.gemeente,
        };
        hier && gelijk(&cel.route, lid.route)
            && gelijk(&cel.uitkomst, lid.uitkomst)
            && gelijk(&cel.nieuw, nieuw)
            && gelijk(&cel.kwartaal, lid.kwartaal.map(<&str>::from))
    };
    gezinnen
        .chunks(64)
        .map(|deel| deel.iter().rev().fold(0, |woord, gezin| woord << 1 | u64::from(telt(gezin))))
        .collect()
}

fn aantal(set: &[u64]) -> u32 {
    set.iter().map(|woord| woord.count_ones()).sum()
}

fn binnen(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).all(|(a, b)| a & !b == 0)
}

fn raakt(a: &[u64], b: &[u64]) -> bool {
    a.iter().zip(b).any(|(a, b)| a & b != 0)
}

fn of(a: &[u64], b: &[u64]) -> Vec<u64> {
    a.iter().zip(b).map(|(a, b)| a | b).collect()
}

type Blokken = Vec<(Cel, Vec<u64>)>;

/// The published blocks that count anybody, with their families.
fn blokken(gezinnen: &[Gezin], periode: Periode) -> Blokken {
    let maten = programma().maten;
    let alle = cellen(gezinnen, periode, &[]).into_iter().map(|cel| (leden(&cel, &maten, gezinnen), cel));
    alle.inspect(|(set, cel)| assert_eq!(aantal(set), cel.aantal, "{cel:?}"))
        .map(|(set, cel)| (cel, set))
        .filter(|(cel, _)| cel.aantal > 0)
        .collect()
}

/// Every choice of disjoint sets, as the union and its size; all of them for 12 sets or fewer.
fn elke_keuze(sets: &[&Vec<u64>], leeg: &[u64], kijk: &mut impl FnMut(&[u64])) {
    let Some((eerste, rest)) = sets.split_first() else {
        return kijk(leeg);
    };
    elke_keuze(rest, leeg, kijk);
    if !raakt(eerste, leeg) {
        elke_keuze(rest, &of(eerste, leeg), kijk);
    }
}

fn hooguit_twaalf<'s>(mut sets: Vec<&'s Vec<u64>>, rng: &mut ChaCha8Rng) -> Vec<&'s Vec<u64>> {
    sets.shuffle(rng);
    sets.truncate(12);
    sets
}

#[test]
fn geen_gepubliceerd_getal_ligt_tussen_een_en_negen() {
    let mut geteld = 0;
    for (_, gezinnen, periode) in streken() {
        for cel in cellen(&gezinnen, periode, &[]) {
            assert!(!(1..10).contains(&cel.aantal), "{cel:?}");
            geteld += usize::from(cel.aantal > 0);
        }
    }
    assert!(geteld > 2_000, "{geteld} getallen is te weinig om iets te bewijzen");
}

#[test]
fn geen_twee_blokken_waarvan_het_ene_het_andere_bevat_verschillen_een_tot_negen() {
    for (_, gezinnen, periode) in streken() {
        let blokken = blokken(&gezinnen, periode);
        for (groot, buiten) in &blokken {
            for (klein, set) in blokken.iter().filter(|(klein, _)| klein.aantal < groot.aantal) {
                let verschil = groot.aantal - klein.aantal;
                assert!(verschil > 9 || !binnen(set, buiten), "{groot:?} bevat {klein:?}");
            }
        }
    }
}

#[test]
fn geen_blok_min_losse_blokken_erbinnen_laat_een_tot_negen_over() {
    for (mut rng, gezinnen, periode) in streken().filter(|(_, gezinnen, _)| gezinnen.len() < 2_000) {
        let blokken = blokken(&gezinnen, periode);
        for (groot, buiten) in &blokken {
            let delen: Vec<_> =
                blokken.iter().map(|(_, set)| set).filter(|set| *set != buiten && binnen(set, buiten)).collect();
            let leeg = vec![0; buiten.len()];
            elke_keuze(&hooguit_twaalf(delen, &mut rng), &leeg, &mut |som| {
                let over = groot.aantal - aantal(som);
                assert!(!(1..10).contains(&over), "{over} gezinnen over van {groot:?}");
            });
        }
    }
}

#[test]
fn geen_som_van_de_ene_maat_min_een_som_van_de_andere_laat_een_tot_negen_over() {
    for (mut rng, gezinnen, periode) in streken().filter(|(_, gezinnen, _)| gezinnen.len() < 2_000) {
        let blokken = blokken(&gezinnen, periode);
        let mut per_maat = BTreeMap::<&str, Vec<&Vec<u64>>>::new();
        for (cel, set) in &blokken {
            let gesplitst =
                blokken.iter().any(|(deel, kleiner)| deel.maat == cel.maat && kleiner != set && binnen(kleiner, set));
            if !gesplitst {
                per_maat.entry(&cel.maat).or_default().push(set);
            }
        }
        for buiten in per_maat.values() {
            let geheel = buiten.iter().fold(vec![0; buiten[0].len()], |geheel, set| of(&geheel, set));
            for delen in per_maat.values() {
                let delen: Vec<_> = delen.iter().copied().filter(|set| binnen(set, &geheel)).collect();
                elke_keuze(&hooguit_twaalf(delen, &mut rng), &vec![0; geheel.len()], &mut |af| {
                    let som = buiten.iter().filter(|set| raakt(set, af)).fold(af.to_vec(), |som, set| of(&som, set));
                    let over = aantal(&som) - aantal(af);
                    assert!(!(1..10).contains(&over), "{over} gezinnen over");
                });
            }
        }
    }
}

#[test]
fn de_volgorde_van_de_gezinnen_verandert_geen_byte() {
    let (programma, indeling) = (programma(), zuid_limburg());
    for (mut rng, mut gezinnen, periode) in streken().filter(|(_, gezinnen, _)| gezinnen.len() < 2_000) {
        let bytes = |gezinnen: &[Gezin]| {
            let gezinnen = gezinnen.iter().cloned();
            let telling = Publicatie::tel(&programma, &indeling, gezinnen, periode, Drempel::default(), &[]).unwrap();
            (telling.csv().unwrap(), telling.json().unwrap(), telling.woordenboek())
        };
        let eerst = bytes(&gezinnen);
        gezinnen.shuffle(&mut rng);
        assert!(eerst == bytes(&gezinnen));
    }
}
