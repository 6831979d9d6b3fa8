//! The grid over the pages: what everybody gets from each page of a family is what they get from the API.

use serde_json::{Value, json};

use crate::gegeven::{Antwoord, IEDEREEN, Regio, Wie, bodies, niets, regio, verhaal::Gezin};

/// Support under way: the request, its traject and a visit that is planned, by their paths in the API.
struct Hulp {
    vraag: String,
    traject: String,
    bezoek: String,
}

impl Hulp {
    async fn loopt(regio: &Regio, gezin: &Gezin) -> Self {
        let (vraag, traject) = regio.lopend(gezin, Wie::Huisbezoeker).await;
        let zij = regio.als(Wie::Huisbezoeker);
        let bezoek = zij.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201).id();
        Self { vraag, traject, bezoek: format!("/v1/contactmomenten/{bezoek}") }
    }
}

/// A page has the address of the thing in the API, without its version.
fn pagina(pad: &str) -> String {
    pad.strip_prefix("/v1").unwrap().to_owned()
}

/// A page, and the question to the API that it stands for.
struct Pagina {
    pad: String,
    api: Vraag,
}

enum Vraag {
    Get(String),
    Post(String, Value),
}

fn lees(pad: String, api: String) -> Pagina {
    Pagina { pad, api: Vraag::Get(api) }
}

/// The table at which the family is, with an agreement that the social domain made.
struct Tafel {
    bijeenkomst: String,
    punt: String,
    afspraak: String,
    vraag: String,
}

impl Tafel {
    /// Of a family that was asked for with this request.
    async fn gedekt(regio: &Regio, gezin: &Gezin, vraag: &str) -> Self {
        let voorzitter = regio.als(Wie::Voorzitter);
        voorzitter.stap(vraag, "aanvaarding", Value::Null).await.met(200);
        let plan = json!({ "geplandOp": regio.clock_nu().to_string() });
        let bijeenkomst = voorzitter.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201).id();
        let op = format!("/v1/bijeenkomsten/{bijeenkomst}/agendapunten");
        let punt = voorzitter.post(&op, json!({ "casus": gezin.casus })).await.met(201).id();
        let wie = json!({ "soort": "professional", "hoedanigheid": "wijkteam", "gebruiker": regio.gebruiker(Wie::SociaalDomein) });
        let wie = voorzitter.post(&format!("/v1/agendapunten/{punt}/deelnemers"), wie).await.met(201).id();
        let afspraak = json!({ "wat": "Belt.", "wie": wie, "uiterlijk": "2026-12-11", "thema": "stress" });
        let afspraak = voorzitter.post(&format!("/v1/agendapunten/{punt}/afspraken"), afspraak).await.met(201).id();
        let vraag = vraag.rsplit('/').next().unwrap().to_owned();
        Self { bijeenkomst, punt, afspraak, vraag }
    }

    fn paginas(&self) -> Vec<Pagina> {
        let Self { bijeenkomst, punt, vraag, afspraak } = self;
        let api = format!("/v1/bijeenkomsten/{bijeenkomst}");
        vec![
            lees("/bijeenkomsten".into(), "/v1/knooppunten/GM0917/wachtend".into()),
            lees(format!("/bijeenkomsten/{bijeenkomst}"), api.clone()),
            lees(format!("/bijeenkomsten/{bijeenkomst}/papier"), api),
            lees(format!("/doorgeleidingen/{vraag}"), format!("/v1/doorgeleidingen/{vraag}")),
            lees(format!("/agendapunten/{punt}"), format!("/v1/agendapunten/{punt}")),
            lees("/afspraken".into(), "/v1/afspraken".into()),
            lees("/bijeenkomsten/van/GM0917".into(), "/v1/knooppunten/GM0917/bijeenkomsten".into()),
            lees(format!("/afspraken/{afspraak}/vervalt"), format!("/v1/afspraken/{afspraak}")),
            lees(format!("/bijeenkomsten/{}", niets()), format!("/v1/bijeenkomsten/{}", niets())),
            lees(format!("/agendapunten/{}", niets()), format!("/v1/agendapunten/{}", niets())),
        ]
    }

    fn stappen(&self) -> Vec<Stap<'_>> {
        let Self { bijeenkomst, punt, afspraak, .. } = self;
        let (tafel, van) = (format!("/bijeenkomsten/{bijeenkomst}"), format!("/agendapunten/{punt}"));
        let api = |pad: &str, stap: &str| format!("/v1{pad}/{stap}");
        let afspraken = format!("/afspraken/{afspraak}");
        let besluit = json!({ "besluit": { "evaluatieOp": "2027-01-11" } });
        vec![
            (format!("{tafel}/begin"), vec![], api(&tafel, "verslag"), Value::Null),
            (format!("{tafel}/vaststellen"), vec![], api(&tafel, "vaststelling"), Value::Null),
            (van.clone(), vec![("opnieuw", "11-1-2027")], api(&van, "bespreking"), besluit),
            (format!("{van}/van-agenda"), vec![], api(&van, "intrekking"), Value::Null),
            (format!("{afspraken}/nagekomen"), vec![], api(&afspraken, "nakoming"), Value::Null),
            (
                format!("{afspraken}/vervalt"),
                vec![("reden", "vervangen")],
                api(&afspraken, "verval"),
                json!({ "reden": "vervangen" }),
            ),
        ]
    }
}

/// Every page about families, with what it calls.
fn paginas(regio: &Regio, gezin: &Gezin, wachtend: &str, woord: &str) -> Vec<Pagina> {
    let (casus, signaal) = (&gezin.casus, wachtend.rsplit('/').next().unwrap());
    let queue =
        |lijsten: &[&str]| Vraag::Post("/v1/casussen/_zoek".into(), json!({ "metGezin": true, "lijsten": lijsten }));
    vec![
        Pagina { pad: "/vandaag".into(), api: queue(&["eerst-dit"]) },
        Pagina { pad: "/vandaag/van-mij".into(), api: queue(&["van-mij"]) },
        Pagina { pad: "/casussen".into(), api: queue(&[]) },
        lees(format!("/casussen/{casus}"), gezin.pad()),
        lees(format!("/casussen/{casus}/vraag/{}", regio.desk(Wie::Voorzorg)), format!("{}/bestemmingen", gezin.pad())),
        lees(format!("/casussen/{casus}/toestemmingen"), format!("{}/toestemmingen", gezin.pad())),
        lees(format!("/casussen/{casus}/toestemmingen/{woord}"), format!("/v1/toestemmingen/{woord}")),
        lees(format!("/signalen/{signaal}/vergelijken"), format!("{wachtend}/vergelijking")),
        lees(format!("/casussen/{casus}/notities"), format!("{}/notities", gezin.pad())),
        lees("/verhuizingen".into(), "/v1/verhuizingen".into()),
        lees(format!("/verhuizingen/{}", niets()), format!("/v1/verhuizingen/{}", niets())),
        lees("/berichten".into(), "/v1/berichten".into()),
        lees("/beloofd".into(), "/v1/afspraken?vanMij=true".into()),
        lees(format!("/casussen/{}", niets()), format!("/v1/casussen/{}", niets())),
        lees(format!("/signalen/{}/vergelijken", niets()), format!("/v1/signalen/{}/vergelijking", niets())),
    ]
}

/// The pages of whoever gives help, with what they call.
fn paginas_van_hulp(hulp: &Hulp) -> Vec<Pagina> {
    let Hulp { vraag, traject, bezoek } = hulp;
    let eigen = "metGezin=true&open=true&vanMij=true";
    vec![
        lees("/bureau".into(), "/v1/doorgeleidingen?aanEigenDesk=true&metGezin=true&status=verzonden".into()),
        lees("/bureau/aangenomen".into(), "/v1/doorgeleidingen?aanEigenDesk=true&metGezin=true&status=aanvaard".into()),
        lees(pagina(vraag), vraag.clone()),
        lees("/trajecten".into(), format!("/v1/trajecten?{eigen}")),
        lees(pagina(traject), traject.clone()),
        // Who it is about is told by the request that it came from.
        lees(pagina(traject), vraag.clone()),
        lees(pagina(bezoek), bezoek.clone()),
        lees(format!("/doorgeleidingen/{}", niets()), format!("/v1/doorgeleidingen/{}", niets())),
        lees(format!("/trajecten/{}", niets()), format!("/v1/trajecten/{}", niets())),
        lees(format!("/contactmomenten/{}", niets()), format!("/v1/contactmomenten/{}", niets())),
    ]
}

/// A form of a page: where it is, what is filled in, and the operation of the API with its body that does the same.
type Stap<'a> = (String, Vec<(&'static str, &'a str)>, String, Value);

/// What is done by a form, and the same by the API: with a version that was never given, so that whoever may do it hears that alone.
///
/// Noting what she says asks no version: it is tried where there is no case.
fn stappen(gezin: &Gezin, wachtend: &str, woord: &str) -> Vec<Stap<'static>> {
    let pagina = |stap: &str| format!("/casussen/{}/{stap}", gezin.casus);
    let api = |stap: &str| format!("{}/{stap}", gezin.pad());
    let signaal = wachtend.rsplit('/').next().unwrap();
    let weging = json!({ "graad": "kwetsbaar", "samenGewogen": true });
    vec![
        (pagina("aannemen"), vec![], api("behandeling"), Value::Null),
        (pagina("gesprek"), vec![("gesprek-op", "morgen")], api("verkenning"), json!({ "verkenningOp": "2026-11-24" })),
        (pagina("bekijken"), vec![("bekijk-op", "morgen")], api("bekijkdatum"), json!({ "bekijkOp": "2026-11-24" })),
        (pagina("wegen"), vec![("graad", "kwetsbaar"), ("samen", "ja")], api("wegingen"), weging),
        (pagina("sluiten"), vec![("reden", "verhuisd")], api("sluiting"), json!({ "reden": "verhuisd" })),
        (
            format!("/casussen/{}/toestemmingen", niets()),
            vec![("ontvanger", "voorzorg"), ("besluit", "geweigerd"), ("wijze", "mondeling")],
            format!("/v1/casussen/{}/toestemmingen", niets()),
            bodies::toestemming("steun-op-maat", "voorzorg", &["themas"]),
        ),
        (
            pagina(&format!("toestemmingen/{woord}/intrekken")),
            vec![],
            format!("/v1/toestemmingen/{woord}/intrekking"),
            Value::Null,
        ),
        (format!("/signalen/{signaal}/intrekken"), vec![], format!("{wachtend}/intrekking"), Value::Null),
        (
            format!("/signalen/{signaal}/vergelijken"),
            vec![("besluit", "twee")],
            format!("{wachtend}/koppeling"),
            json!({}),
        ),
    ]
}

/// What is changed of a family by a form, as above.
fn wijzigingen(gezin: &Gezin, wachtend: &str) -> Vec<Stap<'static>> {
    let pagina = |stap: &str| format!("/casussen/{}/{stap}", gezin.casus);
    let api = |stap: &str| format!("{}/{stap}", gezin.pad());
    let signaal = wachtend.rsplit('/').next().unwrap();
    let verhuizing =
        |stap: &str| (format!("/verhuizingen/{}/{stap}", niets()), format!("/v1/verhuizingen/{}", niets()));
    let (over, terug, weg) = (verhuizing("overnemen"), verhuizing("terugleggen"), verhuizing("intrekken"));
    let haar = vec![
        ("naam", "Wilma Verhoeven"),
        ("geboren", "1-6-2001"),
        ("veilig", "bellen"),
        ("telefoon", "06 12345678"),
        ("reden", "correctie"),
    ];
    let weer = vec![
        ("reden", "nieuwe-zorgen"),
        ("besluit", "gegeven"),
        ("deelt", "themas"),
        ("wijze", "mondeling"),
        ("doel", "verkenning"),
        ("ontvanger", "jgz-coordinatie"),
    ];
    let niemand = "00000000-0000-7000-8000-000000000000";
    let niet = json!({ "reden": "gaat-niet-door" });
    let in_nood = vec![("nummer", niemand), ("grond", "veiligheid"), ("reden", bodies::REDEN)];
    vec![
        (pagina("gegevens"), haar, api("wijzigingen"), bodies::gegevens()),
        (pagina("verhuizen"), vec![("naar", "GM0928")], api("verhuizingen"), json!({ "naar": "GM0928" })),
        (
            pagina("casusregisseur"),
            vec![("regisseur", niemand)],
            api("casusregisseur"),
            json!({ "casusregisseur": niemand }),
        ),
        (pagina("heropenen"), weer, api("heropening"), bodies::heropening()),
        (pagina("teruggeven"), vec![], api("teruggave"), Value::Null),
        (format!("/signalen/{signaal}/losmaken"), vec![], format!("{wachtend}/ontkoppeling"), Value::Null),
        (over.0, vec![], format!("{}/overname", over.1), Value::Null),
        (terug.0, vec![("reden", "gaat-niet-door")], format!("{}/teruglegging", terug.1), niet),
        (weg.0, vec![], format!("{}/intrekking", weg.1), Value::Null),
        (
            format!("/casussen/{}/notities", niets()),
            vec![("tekst", bodies::TEKST), ("voor", "tafel")],
            format!("/v1/casussen/{}/notities", niets()),
            bodies::notitie("tafel"),
        ),
        (
            format!("/casussen/{}/notities/{}/intrekken", gezin.casus, niets()),
            vec![],
            format!("/v1/notities/{}/intrekking", niets()),
            Value::Null,
        ),
        ("/in-nood".into(), in_nood, "/v1/noodprocedures".into(), bodies::noodprocedure(niemand)),
    ]
}

/// What is done by a form about help. Planning a visit asks no version: it would be done.
fn stappen_van_hulp<'a>(hulp: &Hulp, desk: &'a str) -> Vec<Stap<'a>> {
    let Hulp { vraag, traject, bezoek } = hulp;
    let verhuisd = json!({ "reden": "verhuisd" });
    let van_vraag = |stap: &str, velden: Vec<(&'static str, &'a str)>, operatie: &str, body: Value| {
        (format!("{}/{stap}", pagina(vraag)), velden, format!("{vraag}/{operatie}"), body)
    };
    let van_traject = |stap: &str, velden: Vec<(&'static str, &'a str)>, operatie: String, body: Value| {
        (format!("{}/{stap}", pagina(traject)), velden, operatie, body)
    };
    let doel = vec![("doel-0", "Rust in huis"), ("zij-0", "bereikt"), ("ik-0", "deels-bereikt")];
    let uitkomst = vec![("wensen", "Rust in huis."), ("actie", "voorzorg"), ("thema", "stress")];
    let was = vec![("uitkomst", "niet-gehouden"), ("reden", "ziekte")];
    vec![
        van_vraag("oppakken", vec![], "claim", Value::Null),
        van_vraag("loslaten", vec![], "loslating", Value::Null),
        van_vraag("aannemen", vec![], "aanvaarding", Value::Null),
        van_vraag("afwijzen", vec![("niet", "geen-capaciteit")], "afwijzing", json!({ "reden": "geen-capaciteit" })),
        van_vraag("doorsturen", vec![("naar", desk)], "omleiding", json!({ "desk": desk })),
        van_vraag("teruggeven", vec![("terug-om", "verhuisd")], "teruggave", verhuisd.clone()),
        van_traject("beginnen", vec![], format!("{vraag}/start"), Value::Null),
        van_traject("uitkomst", uitkomst, format!("{traject}/uitkomst"), bodies::uitkomst()),
        van_traject("resultaat", doel, format!("{vraag}/afronding"), bodies::afronding()),
        van_traject("stoppen", vec![("reden", "verhuisd")], format!("{vraag}/stop"), verhuisd),
        (pagina(bezoek), was, format!("{bezoek}/afloop"), json!({ "uitkomst": "niet-gehouden", "reden": "ziekte" })),
        (format!("/berichten/{}/gelezen", niets()), vec![], format!("/v1/berichten/{}/gelezen", niets()), Value::Null),
        (format!("/beloofd/{}", niets()), vec![], format!("/v1/afspraken/{}/nakoming", niets()), Value::Null),
    ]
}

async fn vraag(regio: &Regio, wie: Wie, vraag: &Vraag) -> Antwoord {
    match vraag {
        Vraag::Get(pad) => regio.als(wie).get(pad).await,
        Vraag::Post(pad, body) => regio.als(wie).post(pad, body.clone()).await,
    }
}

#[actix_web::test]
async fn elke_pagina_geeft_ieder_wat_de_api_geeft() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let vraag_aan_tafel = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    let tafel = Tafel::gedekt(&regio, &gezin, &vraag_aan_tafel).await;
    let hulp = Hulp::loopt(&regio, &gezin).await;
    let wachtend = regio.lijkt_bekend(bodies::signaal()).await;
    let woord = regio.stemt_toe(&gezin, "steun-op-maat", "stevig-ouderschap", &["themas"]).await;
    regio.als(Wie::Huisbezoeker).post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(201);
    let paginas =
        || paginas(&regio, &gezin, &wachtend, &woord).into_iter().chain(paginas_van_hulp(&hulp)).chain(tafel.paginas());
    let desk = regio.desk(Wie::Voorzorg);
    let stappen = || {
        let van_gezin = stappen(&gezin, &wachtend, &woord).into_iter().chain(wijzigingen(&gezin, &wachtend));
        van_gezin.chain(stappen_van_hulp(&hulp, &desk)).chain(tafel.stappen())
    };
    let mut gezien = [0; 3];
    for wie in IEDEREEN {
        // In this order: a code works once.
        let mut api = Vec::new();
        for pagina in paginas() {
            api.push(vraag(&regio, wie, &pagina.api).await);
        }
        for (_, _, pad, body) in stappen() {
            api.push(regio.als(wie).post_met(&pad, "\"0\"", body).await);
        }
        let voor = regio.inhoud();
        let browser = regio.werkplek(wie).await;
        let mut geantwoord = Vec::new();
        for pagina in paginas() {
            geantwoord.push((pagina.pad.clone(), browser.get(&pagina.pad).await));
        }
        for (pad, velden, ..) in stappen() {
            let velden = [&[("verzoek", pad.as_str()), ("versie", "0")], velden.as_slice()].concat();
            geantwoord.push((pad.clone(), browser.post(&pad, &velden).await));
        }
        let mut eerder = Vec::new();
        for ((pad, pagina), api) in geantwoord.into_iter().zip(api) {
            let pagina = pagina.met(api.status);
            let namen = [pagina.antwoord.tekst(), api.tekst()].map(|tekst| tekst.contains(bodies::NAAM));
            // The page of a desk says for whom it is asked: that is told by the case itself. So does that of help, by the request.
            // A form that was overtaken comes back with the family, for whoever may see it.
            // What she says about sharing is told with her case.
            let elders = pad.contains("/vraag/")
                || pad.contains("/toestemmingen")
                || api.status == 412
                || pad.starts_with("/contactmomenten/")
                || (pad.starts_with("/trajecten/") && !eerder.contains(&pad));
            assert!(namen[0] == namen[1] || elders, "{wie:?} {pad}: {namen:?}");
            eerder.push(pad);
            gezien[match api.status {
                200 => 0,
                404 => 1,
                _ => 2,
            }] += 1;
        }
        let na = regio.inhoud();
        for tabel in [
            "casus",
            "signaal",
            "weging",
            "doorgeleiding",
            "traject",
            "contactmoment",
            "huisbezoek",
            "bijeenkomst",
            "agendapunt",
            "afspraak",
            "deelnemer",
            "bericht",
        ] {
            assert_eq!(voor.get(tabel), na.get(tabel), "{wie:?} changed {tabel}");
        }
    }
    assert!(gezien.iter().all(|aantal| *aantal > 10), "each verdict was given: {gezien:?}");
}

/// The pages of whoever keeps access and of oversight, with what they call.
fn paginas_van_toezicht(regio: &Regio, nood: &str, client: &str) -> Vec<Pagina> {
    let account = regio.gebruiker(Wie::Huisbezoeker);
    let (organisatie, desk) = (regio.organisatie(Wie::Voorzorg), regio.desk(Wie::Voorzorg));
    let zoek = |wat: Value| Vraag::Post("/v1/logboek/_zoek".into(), wat);
    let mens = format!("/v1/gebruikers/{account}");
    vec![
        Pagina { pad: "/mensen".into(), api: Vraag::Post("/v1/gebruikers/_zoek".into(), json!({})) },
        lees(format!("/mensen/{account}"), mens.clone()),
        lees(format!("/mensen/{}", niets()), format!("/v1/gebruikers/{}", niets())),
        lees(format!("/mensen/{account}/vertrek"), format!("{mens}/open-werk")),
        lees("/organisaties".into(), "/v1/organisaties".into()),
        lees(format!("/organisaties/{organisatie}"), format!("/v1/organisaties/{organisatie}")),
        lees(format!("/bureaus/{desk}"), format!("/v1/desks/{desk}")),
        lees("/wacht-op-u".into(), "/v1/bevestigingen".into()),
        lees("/aandacht".into(), "/v1/logboek/aandacht".into()),
        Pagina { pad: "/wie-keek".into(), api: zoek(json!({})) },
        Pagina { pad: format!("/wie-keek/account/{account}"), api: zoek(json!({ "gebruiker": account })) },
        Pagina { pad: format!("/wie-keek/client/{client}"), api: zoek(json!({ "client": client })) },
        lees("/noodprocedures".into(), "/v1/noodprocedures".into()),
        lees(pagina(nood), nood.to_owned()),
        lees(format!("/clienten/{client}/inzage"), format!("/v1/clienten/{client}/inzage")),
        lees(format!("/clienten/{}/inzage", niets()), format!("/v1/clienten/{}/inzage", niets())),
    ]
}

/// What is done by their forms: with a version that was never given, or to a thing that is not there.
fn stappen_van_toezicht(regio: &Regio, nood: &str) -> Vec<Stap<'static>> {
    let account = regio.gebruiker(Wie::Huisbezoeker);
    let (organisatie, desk) = (regio.organisatie(Wie::Voorzorg), regio.desk(Wie::Voorzorg));
    let oordeel = vec![("oordeel", "terecht"), ("toelichting", "Nagebeld.")];
    let reden = json!({ "reden": "telefoon-verloren" });
    vec![
        (format!("/mensen/{account}/vertrek"), vec![], format!("/v1/gebruikers/{account}/vertrek"), Value::Null),
        (
            format!("/mensen/{account}/uitnodiging"),
            vec![],
            format!("/v1/gebruikers/{account}/uitnodiging"),
            Value::Null,
        ),
        (
            format!("/mensen/{}/factor", niets()),
            vec![("reden", "telefoon-verloren")],
            format!("/v1/gebruikers/{}/factorherstel", niets()),
            reden,
        ),
        (
            format!("/organisaties/{organisatie}/beeindigen"),
            vec![],
            format!("/v1/organisaties/{organisatie}/beeindiging"),
            Value::Null,
        ),
        (format!("/bureaus/{desk}/sluiten"), vec![], format!("/v1/desks/{desk}/sluiting"), Value::Null),
        (
            format!("/wacht-op-u/rollen/{}/bevestigen", niets()),
            vec![],
            format!("/v1/toekenningen/{}/bevestiging", niets()),
            Value::Null,
        ),
        (
            format!("/wacht-op-u/factoren/{}/bevestigen", niets()),
            vec![],
            format!("/v1/factorherstellen/{}/bevestiging", niets()),
            Value::Null,
        ),
        (pagina(nood), oordeel, format!("{nood}/beoordeling"), bodies::beoordeling("terecht")),
    ]
}

#[actix_web::test]
async fn elke_pagina_van_beheer_en_toezicht_geeft_ieder_wat_de_api_geeft() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let nood = regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.als(Wie::AndereVoorzorg).stap(&nood, "beeindiging", Value::Null).await.met(200);
    let client = regio.client(&gezin).await;
    let mut gezien = [0; 4];
    for wie in IEDEREEN {
        let paginas = paginas_van_toezicht(&regio, &nood, &client);
        let stappen = stappen_van_toezicht(&regio, &nood);
        let mut api = Vec::new();
        for pagina in &paginas {
            api.push(vraag(&regio, wie, &pagina.api).await.status);
        }
        for (_, _, pad, body) in &stappen {
            api.push(regio.als(wie).post_met(pad, "\"0\"", body.clone()).await.status);
        }
        let browser = regio.werkplek(wie).await;
        let mut geantwoord = Vec::new();
        for pagina in &paginas {
            geantwoord.push((pagina.pad.clone(), browser.get(&pagina.pad).await));
        }
        for (pad, velden, ..) in &stappen {
            let velden = [&[("verzoek", pad.as_str()), ("versie", "0")], velden.as_slice()].concat();
            geantwoord.push((pad.clone(), browser.post(pad, &velden).await));
        }
        for ((pad, pagina), status) in geantwoord.into_iter().zip(api) {
            assert_eq!(pagina.antwoord.status, status, "{wie:?} {pad}: {}", pagina.antwoord.tekst());
            let pagina = pagina.met(status);
            assert!(!pagina.antwoord.tekst().contains(bodies::NAAM), "{wie:?} {pad}: nobody is named here");
            gezien[match status {
                200 => 0,
                404 => 1,
                403 => 2,
                _ => 3,
            }] += 1;
        }
    }
    assert!(gezien.iter().all(|aantal| *aantal > 4), "each verdict was given: {gezien:?}");
}
