//! Who could see what, when and why: what is computed afterwards is what happened.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use diesel::prelude::*;
use knooppunt::{
    clock::Clock as _,
    domain::{ids::Id, tijd::Moment, toegang::GebruikerId},
    store::{conn::Tx, error::Error, schema::toekenning},
};
use serde_json::{Value, json};

use crate::gegeven::{
    IEDEREEN, Regio, Wie,
    bodies::{self, ALLES, NAAM},
    niets, regio,
    verhaal::Gezin,
};

const VRAAG: &str = "/v1/toegang/_zoek";

/// What somebody got when she asked for something.
struct Gezien {
    stap: &'static str,
    wie: Wie,
    op: Moment,
    pad: String,
    status: u16,
    gedeeld: BTreeSet<String>,
}

/// A walk through the story of a family, in which everybody tries to read after each step.
struct Wandeling<'a> {
    regio: &'a Regio,
    gezin: Gezin,
    paden: Vec<String>,
    gezien: Vec<Gezien>,
}

impl Wandeling<'_> {
    /// Somebody did something; everybody looks, and an hour goes by.
    async fn na(&mut self, stap: &'static str) {
        let op = self.regio.clock.now();
        for wie in IEDEREEN {
            let notities = format!("{}/notities", self.gezin.pad());
            for pad in [self.gezin.pad(), notities].iter().chain(&self.paden) {
                let answer = self.regio.als(wie).get(pad).await;
                let gedeeld = answer.json["gedeeld"].as_object().map(|it| it.keys().cloned().collect());
                let gedeeld = gedeeld.unwrap_or_default();
                self.gezien.push(Gezien { stap, wie, op, pad: pad.clone(), status: answer.status, gedeeld });
            }
        }
        self.regio.verstrijk(TimeDelta::hours(1));
    }

    /// What the privacy officer is told about one look, put as the answer that it must have had.
    async fn verwacht(&self, gezien: &Gezien) -> (bool, BTreeSet<String>) {
        let vraag = json!({
            "gebruiker": self.regio.gebruiker(gezien.wie),
            "casus": self.gezin.casus,
            "op": gezien.op.to_string(),
        });
        let told = self.regio.als(Wie::Fg).post(VRAAG, vraag).await.met(200);
        let (soort, id) = gezien.pad.trim_start_matches("/v1/").split_once('/').unwrap();
        let soort = match soort {
            "casussen" if id.ends_with("/notities") => "notitie",
            "casussen" => "casus",
            _ => "doorgeleiding",
        };
        let gronden = told.json["gronden"].as_array().unwrap();
        let opens = |grond: &Value| {
            let kind = grond["opende"].as_array().unwrap().iter().any(|it| it == soort);
            kind && (soort != "doorgeleiding" || grond["grond"] == "gebied" || grond["door"] == id)
        };
        let alleen_nood = gronden.iter().filter(|grond| opens(grond)).all(|grond| grond["grond"] == "noodprocedure");
        let items = gronden
            .iter()
            .filter(|grond| alleen_nood || grond["grond"] != "noodprocedure")
            .flat_map(|grond| grond["onderdelen"].as_array().unwrap())
            .map(|item| match item.as_str().unwrap() {
                "contactgegevens" => "client",
                "beschermende-factoren" => "beschermendeFactoren",
                "eigen-vraag" => "eigenVragen",
                anders => anders,
            });
        (gronden.iter().any(opens), items.map(str::to_owned).collect())
    }
}

impl Wandeling<'_> {
    /// What the history says of each look is what came of it; somebody saw something more than so many times.
    async fn klopt(&self, minstens: i32) {
        let mut wrong = Vec::new();
        let mut seen = 0;
        for gezien in &self.gezien {
            let (open, items) = self.verwacht(gezien).await;
            let was = gezien.status == 200;
            seen += i32::from(was);
            let what = format!("{}: {:?} {} was {}", gezien.stap, gezien.wie, gezien.pad, gezien.status);
            if open != was {
                wrong.push(format!("{what}, and the history says {open}"));
            } else if was && !gezien.pad.ends_with("notities") && gezien.gedeeld != items {
                wrong.push(format!("{what} with {:?}, and the history says {items:?}", gezien.gedeeld));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert!(seen > minstens, "somebody saw something: {seen}");
    }
}

impl Regio {
    /// Ends what an account may do, as of now.
    pub async fn ontneem(&self, wie: Wie) {
        let (wie, nu) = (self.gebruiker(wie).parse::<GebruikerId>().unwrap(), self.clock.now());
        self.wijzig(move |tx| {
            let van = toekenning::table.filter(toekenning::gebruiker_id.eq(wie));
            diesel::update(van).set(toekenning::geldig_tot.eq(nu)).execute(tx)?;
            Ok(())
        })
        .await;
    }

    /// Grants a role within an area to an account, as of now.
    pub async fn ken_toe(&self, wie: Wie, rol: &'static str, soort: &'static str, welk: &'static str) {
        let (wie, nu) = (self.gebruiker(wie).parse::<GebruikerId>().unwrap(), self.clock.now());
        self.wijzig(move |tx| {
            diesel::insert_into(toekenning::table)
                .values((
                    toekenning::id.eq(Id::<()>::new(nu)),
                    toekenning::gebruiker_id.eq(wie),
                    toekenning::rol.eq(rol),
                    toekenning::gebied_soort.eq(soort),
                    toekenning::gebied.eq(welk),
                    toekenning::geldig_van.eq(nu),
                ))
                .execute(tx)?;
            Ok(())
        })
        .await;
    }

    async fn wijzig(&self, work: impl FnOnce(&mut Tx) -> Result<(), Error> + Send + 'static) {
        self.geknoeid.set(true);
        self.db.write(work).await.unwrap();
    }
}

#[actix_web::test]
async fn de_historie_zegt_wat_er_toen_te_zien_was() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let mut w = Wandeling { regio: &regio, gezin: gezin.clone(), paden: Vec::new(), gezien: Vec::new() };
    let coordinator = regio.als(Wie::Coordinator);
    w.na("aangemeld").await;
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let steun = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    w.na("in behandeling").await;
    w.paden.push(regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await);
    w.na("verzonden").await;
    let no = json!({ "reden": "geen-capaciteit" });
    regio.als(Wie::Voorzorg).stap(&w.paden[0], "afwijzing", no).await.met(200);
    w.paden.push(regio.verzonden(&gezin, "voorzorg", Wie::AndereVoorzorg).await);
    w.na("afgewezen, en naar een andere desk").await;
    let on = json!({ "desk": regio.desk(Wie::Voorzorg) });
    regio.als(Wie::AndereVoorzorg).stap(&w.paden[1], "omleiding", on).await.met(200);
    let inbox = regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.met(200);
    w.paden.push(format!("/v1/doorgeleidingen/{}", inbox.items()[0]["id"].as_str().unwrap()));
    w.na("omgeleid").await;
    regio.als(Wie::Voorzorg).stap(&w.paden[2], "aanvaarding", Value::Null).await.met(200);
    regio.begint(Wie::Voorzorg, &w.paden[2]).await;
    w.na("gestart").await;
    let minder = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["themas", "contactgegevens"]).await;
    w.na("toestemming vervangen").await;
    let regisseur = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    coordinator.stap(gezin.pad(), "casusregisseur", regisseur).await.met(200);
    w.na("regisseur aangewezen").await;
    let bespreking = regio.stemt_toe(&gezin, "bespreking", "knooppunt", &["themas", "eigen-vraag"]).await;
    w.paden.push(regio.verzonden(&gezin, "knooppunt", Wie::Voorzitter).await);
    w.na("naar de tafel").await;
    regio.in_nood(Wie::SociaalDomein, &gezin).await;
    let nood = regio.in_nood(Wie::AndereVerloskundige, &gezin).await;
    w.na("in nood").await;
    w.na("een uur later").await;
    let vlug = regio.in_nood(Wie::SociaalDomein, &gezin).await;
    regio.verstrijk(TimeDelta::minutes(10));
    w.na("weer in nood").await;
    regio.verstrijk(TimeDelta::minutes(-30));
    regio.als(Wie::SociaalDomein).stap(&vlug, "beeindiging", Value::Null).await.met(200);
    w.na("zelf beeindigd").await;
    let regisseur = json!({ "casusregisseur": regio.gebruiker(Wie::Voorzorg) });
    coordinator.stap(gezin.pad(), "casusregisseur", regisseur).await.met(200);
    w.na("een andere regisseur").await;
    coordinator.stap(format!("/v1/toestemmingen/{bespreking}"), "intrekking", Value::Null).await.met(200);
    w.na("bespreking ingetrokken").await;
    regio.ken_toe(Wie::AndereCoordinator, "jgz-coordinator", "gemeente", "GM0917").await;
    w.na("een tweede coordinator").await;
    let tweede = regio.als(Wie::AndereCoordinator);
    regio.ontneem(Wie::Coordinator).await;
    w.na("de eerste is weg").await;
    tweede.stap(format!("/v1/toestemmingen/{minder}"), "intrekking", Value::Null).await.met(200);
    w.na("steun ingetrokken").await;
    let weg = json!({ "reden": "verhuisd" });
    tweede.stap(gezin.pad(), "sluiting", weg).await.met(200);
    let mut weer = bodies::heropening();
    weer["toestemming"]["item"]["onderdelen"] = json!(["kwetsbaarheid"]);
    tweede.stap(gezin.pad(), "heropening", weer).await.met(200);
    w.na("heropend").await;

    assert_eq!(regio.als(Wie::Coordinator).get("/v1/sessies/huidige").await.status, 200, "she is still there");
    assert!(steun != minder && !nood.is_empty());
    w.klopt(80).await;
}

#[actix_web::test]
async fn de_historie_kent_ook_wie_zij_weigerde() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut w = Wandeling { regio: &regio, gezin: gezin.clone(), paden: Vec::new(), gezien: Vec::new() };
    let (voorzorg, coordinatie) = (("steun-op-maat", "voorzorg"), ("verkenning", "jgz-coordinatie"));
    regio.ken_toe(Wie::SociaalDomein, "jgz-coordinator", "gemeente", "GM0917").await;
    regio.zegt(&gezin, "gegeven", voorzorg, None, &["themas", "contactgegevens"]).await;
    w.paden.push(regio.verzonden(&gezin, "voorzorg", Wie::AndereVoorzorg).await);
    w.na("naar de andere desk").await;
    regio.zegt(&gezin, "gegeven", voorzorg, Some(Wie::Voorzorg), &ALLES).await;
    regio.zegt(&gezin, "gegeven", coordinatie, Some(Wie::Coordinator), &["themas"]).await;
    w.na("meer aan de ene, minder aan de coordinator").await;
    regio.zegt(&gezin, "geweigerd", voorzorg, Some(Wie::AndereVoorzorg), &ALLES).await;
    regio.zegt(&gezin, "geweigerd", coordinatie, Some(Wie::SociaalDomein), &ALLES).await;
    w.na("de andere geweigerd").await;
    w.paden.push(regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await);
    w.na("naar deze desk").await;
    regio.zegt(&gezin, "gegeven", voorzorg, None, &["zwangerschap"]).await;
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    w.na("opnieuw aan allen").await;
    regio.zegt(&gezin, "geweigerd", voorzorg, None, &ALLES).await;
    w.na("allen geweigerd").await;
    w.klopt(20).await;
}

#[actix_web::test]
async fn elke_grond_zegt_wat_hij_opende_en_van_wanneer_tot_wanneer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.verstrijk(TimeDelta::hours(2));
    regio.als(Wie::Voorzorg).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    let vraag = |op: &str| json!({ "gebruiker": regio.gebruiker(Wie::Voorzorg), "casus": gezin.casus, "op": op });
    regio.verstrijk(TimeDelta::hours(1));
    regio.als(Wie::Fg).get("/v1/sessies/huidige").await.met(200);
    regio.vergeet_regels();
    let told = regio.als(Wie::Fg).post(VRAAG, vraag("2026-11-23T10:00:00Z")).await.met(200);
    let line = regio.een_regel(Wie::Fg, "gelezen");
    assert_eq!((line.handeling.as_str(), line.object.as_ref()), ("toegang-nagaan", Some(&gezin.casus)));
    assert!(!told.tekst().contains(NAAM));
    let [grond] = told.json["gronden"].as_array().unwrap().as_slice() else { panic!("{}", told.tekst()) };
    assert_eq!((&grond["grond"], &grond["rol"]), (&json!("desk"), &json!("uitvoerder")));
    assert_eq!(grond["opende"], json!(["doorgeleiding", "traject", "contactmoment"]));
    assert_eq!(format!("/v1/doorgeleidingen/{}", grond["door"].as_str().unwrap()), d);
    assert_eq!(grond["onderdelen"].as_array().unwrap().len(), ALLES.len());
    assert_eq!(grond["van"], "2026-11-23T09:00:00.000000Z");
    assert_eq!(grond["tot"], "2026-11-23T11:00:00.000000Z");
    let later = regio.als(Wie::Fg).post(VRAAG, vraag("2026-11-23T11:00:00Z")).await.met(200);
    assert_eq!(later.json["gronden"], json!([]));
    // It is no event in the life of the family.
    let happened = regio.als(Wie::Coordinator).get(&format!("{}/tijdlijn", gezin.pad())).await.met(200);
    assert!(!happened.tekst().contains("toegang"));
}

#[actix_web::test]
async fn alleen_de_fg_gaat_toegang_na_en_alleen_in_het_verleden() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let wie = regio.gebruiker(Wie::Voorzorg);
    let goed = json!({ "gebruiker": wie, "casus": gezin.casus, "op": "2026-11-23T09:00:00Z" });
    regio.als(Wie::Coordinator).post(VRAAG, goed.clone()).await.weigert(403, "niet-toegestaan");
    for (veld, waarde) in [("op", "2026-11-23T09:00:01Z".into()), ("gebruiker", niets()), ("casus", niets())] {
        let mut fout = goed.clone();
        fout[veld] = waarde.into();
        regio.als(Wie::Fg).post(VRAAG, fout).await.noemt(veld);
    }
    regio.als(Wie::Fg).post(VRAAG, goed).await.met(200);
}

#[actix_web::test]
async fn er_is_altijd_hoogstens_een_casusregisseur_geweest() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    assert_eq!(regio.rijen("casusregisseurschap").leeg("tot").tel(), 1);
    for wie in [Wie::Voorzorg, Wie::Voorzorg, Wie::Huisbezoeker] {
        regio.verstrijk(TimeDelta::minutes(1));
        let body = json!({ "casusregisseur": regio.gebruiker(wie) });
        regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", body).await.met(200);
    }
    // Three people in a row: naming her again who carries it changes nothing.
    assert_eq!((regio.tel("casusregisseurschap"), regio.rijen("casusregisseurschap").leeg("tot").tel()), (3, 1));
    assert_eq!(regio.tel("casusregisseurschap c JOIN casus ON casus.id = c.casus_id AND casus.regisseur_id = c.gebruiker_id WHERE c.tot IS NULL"), 1);
}
