//! Every page that somebody comes to by doors and links, for each person of the demo.

use std::collections::{BTreeMap, VecDeque};

use crate::{
    bekijk::Bevindingen,
    venster::{Venster, met_browser},
};

/// So many pages of one kind are looked at: two families are not alike. How a list goes on is.
const VAN_EEN_SOORT: usize = 2;
const VAN_EEN_VERVOLG: usize = 1;
/// What every page of somebody who is logged in leads to.
const OVERAL: [&str; 2] = ["/account", "/acuut-gevaar"];

/// The addresses to which a page leads; not out of the person whose page it is, and not to what is no page of the workplace: what is
/// read by programs or taken along, factsheets, and the papers that are handed to a woman, with her own reference on them.
const DEUREN: &str = r"
return [...document.querySelectorAll('a[href]')].map(a => new URL(a.href)).filter(u => u.origin === location.origin)
  .map(u => u.pathname + u.search).filter(pad => !pad.startsWith('/demo') && !pad.startsWith('/v1/'))
  .filter(pad => !/^\/publicaties\/[^/]+\/(bestanden|factsheets)\//.test(pad))
  .filter(pad => !/^\/clienten\/[^/]+\/(dossier|inzage\/papier)$/.test(pad))";

/// Whoever has organisations to look after, and the first of these that has desks.
const BEHEERDER: &str = "beheerder-1";
const MET_BUREAUS: &str = r"
return [...document.querySelectorAll('main a')].find(a => a.textContent.startsWith('JGZ'))?.getAttribute('href')";

/// What kind of page an address is: the same one about somebody else is the same kind.
fn soort(pad: &str) -> String {
    let (pad, vraag) = pad.split_once('?').map_or((pad, ""), |(pad, _)| (pad, "?"));
    let mut delen: Vec<&str> = pad.split('/').collect();
    for plek in 1..delen.len() {
        // So are the figures of another area, and what is hidden of another measure.
        let id = delen[plek].len() == 36 && delen[plek].matches('-').count() == 4;
        let van_gebied = plek > 1 && delen[plek - 2] == "gebieden";
        if id || van_gebied || ["gebieden", "concept"].contains(&delen[plek - 1]) {
            delen[plek] = "*";
        }
    }
    delen.join("/") + vraag
}

/// Goes through all pages of somebody, and looks at each.
async fn ronde(venster: &Venster, wie: &str) -> Vec<String> {
    venster.word(wie).await;
    let mut gezien = Bevindingen::default();
    let mut soorten: BTreeMap<String, usize> = BTreeMap::new();
    let mut te_gaan = VecDeque::from([venster.pad().await]);
    let mut bekend = Vec::from(["/".to_owned(), venster.pad().await]);
    if wie == BEHEERDER {
        // The first of a list have no desk of their own.
        venster.ga("/organisaties").await;
        let jgz = venster.vraag(MET_BUREAUS, vec![]).await.as_str().expect("the JGZ is an organisation").to_owned();
        bekend.push(jgz.clone());
        te_gaan.push_back(jgz);
    }
    while let Some(pad) = te_gaan.pop_front() {
        let meest = if pad.contains('?') { VAN_EEN_VERVOLG } else { VAN_EEN_SOORT };
        let aantal = soorten.entry(soort(&pad)).or_default();
        if *aantal >= meest {
            continue;
        }
        *aantal += 1;
        venster.ga(&pad).await;
        assert_eq!(venster.status().await, 200, "{wie}: a page of ours leads to {pad}");
        let deuren = venster.vraag(DEUREN, vec![]).await;
        for deur in deuren.as_array().unwrap().iter().map(|deur| deur.as_str().unwrap().to_owned()) {
            if !bekend.contains(&deur) {
                bekend.push(deur.clone());
                te_gaan.push_back(deur);
            }
        }
        gezien.bekijk(venster, &format!("{wie} {pad}")).await;
    }
    assert!(OVERAL.iter().all(|pad| soorten.contains_key(*pad)), "{soorten:?}");
    gezien.geen(OVERAL.len());
    soorten.into_keys().collect()
}

#[test]
fn elke_pagina_van_de_verloskundige_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let soorten = ronde(venster, "verloskundige-1").await;
        for soort in ["/nieuw-signaal", "/mijn-signalen", "/signalen/*", "/signalen/*/bewijs"] {
            assert!(soorten.iter().any(|daar| daar == soort), "{soort}: {soorten:?}");
        }
    });
}

#[test]
fn elke_pagina_van_de_coordinator_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let soorten = ronde(venster, "coordinator-parkstad-1").await;
        for soort in [
            "/vandaag",
            "/vandaag/spoed",
            "/casussen",
            "/casussen/*",
            "/casussen/*/sluiten",
            "/casussen/*/vraag/*",
            "/casussen/*/toestemmingen",
            "/casussen/*/toestemmingen/*",
            "/casussen/*/gegevens",
            "/casussen/*/verhuizen",
            "/casussen/*/casusregisseur",
            "/casussen/*/notities",
            "/verhuizingen",
            "/zoeken",
            "/in-nood",
        ] {
            assert!(soorten.iter().any(|daar| daar == soort), "{soort}: {soorten:?}");
        }
    });
}

#[test]
fn elke_pagina_van_de_anderen_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        for wie in ["jeugdverpleegkundige-parkstad-1", "voorzorg-parkstad-1", "voorzitter-heerlen"] {
            ronde(venster, wie).await;
        }
    });
}

#[test]
fn elke_pagina_van_wie_beheert_toeziet_en_onderzoekt_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let onderzoeker = [
            "/publicaties/*",
            "/publicaties/*/naast-elkaar",
            "/publicaties/*/gebieden/*",
            "/publicaties/*/gebieden/*/*",
        ];
        let fg = ["/aandacht", "/wie-keek", "/noodprocedures/*", "/wie-keek/client/*", "/clienten/*/inzage"];
        let beheerder = ["/mensen/*", "/mensen/*/rol", "/organisaties/*", "/bureaus/*", "/wacht-op-u"];
        for (wie, soorten) in [("onderzoeker-1", &onderzoeker[..]), ("fg-1", &fg), (BEHEERDER, &beheerder)] {
            let gezien = ronde(venster, wie).await;
            for soort in soorten {
                assert!(gezien.iter().any(|daar| daar == soort), "{soort}: {gezien:?}");
            }
        }
    });
}

#[test]
fn elke_pagina_voor_wie_niet_is_ingelogd_is_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        for (pad, status) in
            [("/demo", 200), ("/inloggen", 200), ("/acuut-gevaar", 200), ("/vandaag", 401), ("/bestaat-niet", 404)]
        {
            venster.ga(pad).await;
            assert_eq!(venster.status().await, status, "{pad}");
            gezien.bekijk(venster, pad).await;
        }
        gezien.geen(5);
    });
}
