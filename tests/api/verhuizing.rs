//! A family that moves: its thread moves along, and nobody sees more of it than she agreed to.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    dossier::staat,
    gegeven::{
        Antwoord, Regio, Wie,
        bodies::{self, ADRES, ALLES, NAAM},
        moment, regio,
        verhaal::Gezin,
    },
    knooppunt_tafel::Tafel,
};

const HEERLEN: &str = "GM0917";
/// In Parkstad, as Heerlen is.
const KERKRADE: &str = "GM0928";
/// In Maastricht-Heuvelland, where another coordinator works.
const MAASTRICHT: &str = "GM0935";
const NIEUW_ADRES: &str = "Verhuislaan 7, Kerkrade";

impl Regio {
    /// The coordinator of Heerlen notes that a family moves: the path of the verhuizing.
    pub async fn verhuist(&self, gezin: &Gezin, naar: &str) -> String {
        let noted =
            self.als(Wie::Coordinator).stap(gezin.pad(), "verhuizingen", json!({ "naar": naar })).await.met(201);
        format!("/v1/verhuizingen/{}", noted.id())
    }

    /// A knooppunt in another gemeente, which somebody chairs: its desk.
    pub async fn tafel_in(&self, gemeente: &'static str, voorzitter: Wie) -> String {
        self.ken_toe(voorzitter, "voorzitter", "gemeente", gemeente).await;
        let desk = json!({
            "naam": "Knooppunt",
            "route": "knooppunt",
            "gebied": { "soort": "gemeente", "waarde": gemeente },
        });
        let organisatie = format!("/v1/organisaties/{}/desks", self.organisatie(voorzitter));
        self.als(Wie::Beheerder).post(&organisatie, desk).await.met(201).id()
    }

    /// The family comes onto the agenda of the knooppunt of Heerlen, for a meeting that is still to come.
    pub async fn op_de_agenda(&self, gezin: &Gezin) -> String {
        let d = self.doorgeleid(gezin, Wie::Voorzitter).await;
        let chair = self.als(Wie::Voorzitter);
        chair.stap(&d, "aanvaarding", Value::Null).await.met(200);
        let plan = json!({ "geplandOp": "2026-12-01T13:00:00Z" });
        let meeting = chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201).id();
        let point = json!({ "casus": gezin.casus });
        chair.post(&format!("/v1/bijeenkomsten/{meeting}/agendapunten"), point).await.met(201);
        d
    }
}

/// The one line since the last time, of the case.
#[track_caller]
fn regel(regio: &Regio, wie: Wie, gebeurtenis: &str, handeling: &str, gezin: &Gezin) {
    let line = regio.een_regel(wie, gebeurtenis);
    assert_eq!((line.handeling.as_str(), line.casus.as_ref()), (handeling, Some(&gezin.casus)));
    assert_eq!(line.betrokkenen.matches('-').count(), 4, "she is named: {line:?}");
}

#[actix_web::test]
async fn een_gezin_dat_binnen_de_subregio_verhuist_woont_daar_meteen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let midwife = regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    let path = format!("{}/verhuizingen", gezin.pad());
    let body = json!({ "naar": KERKRADE, "adres": NIEUW_ADRES });
    let moved = coordinator.post_met(&path, &etag, body).await.met(201);

    regel(&regio, Wie::Coordinator, "casus-verhuisd", "verhuizing-melden", &gezin);
    assert_eq!(
        (moved.veld("status"), moved.veld("van"), moved.veld("naar")),
        ("overgenomen".into(), HEERLEN.into(), KERKRADE.into())
    );
    let casus = coordinator.get(&gezin.pad()).await.met(200);
    assert_eq!((casus.veld("gemeente"), casus.veld("subregio")), (KERKRADE.into(), "parkstad".into()));
    assert_eq!(casus.json["gedeeld"]["client"]["adres"], NIEUW_ADRES);
    assert_eq!(casus.veld("coordinator"), regio.gebruiker(Wie::Coordinator), "she keeps it");
    let here = coordinator.post("/v1/casussen/_zoek", json!({ "gemeente": KERKRADE })).await.met(200);
    assert_eq!(here.items().len(), 1);
    assert_eq!(coordinator.post("/v1/casussen/_zoek", json!({ "gemeente": HEERLEN })).await.met(200).items().len(), 0);
    assert_eq!(regio.rijen("casus").is("gemeente", KERKRADE).is("subregio", "parkstad").tel(), 1);
    // What was known before lies sealed, and stands in her dossier with where she lived.
    assert_eq!(regio.rijen("gegevenswijziging").is("reden", "gewijzigd").tel(), 1);
    for adres in [ADRES, NIEUW_ADRES] {
        assert_eq!(regio.waar_staat(adres), Vec::<String>::new(), "{adres}");
    }
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    staat(&dossier, "verhuizingen", "Van", "Heerlen");
    staat(&dossier, "verhuizingen", "Naar", "Kerkrade");
    assert!(dossier.tekst().contains(ADRES) && dossier.tekst().contains(NIEUW_ADRES));
    // The midwife reads what she read before: not that they moved, nor where to.
    let after = regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    assert_eq!(after.json, midwife.json);
    coordinator.get(&gezin.signaal_pad()).await.met(200);
}

#[actix_web::test]
async fn wat_bij_de_oude_gemeente_hoorde_stopt_of_gaat_mee() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.tafel_in(KERKRADE, Wie::AndereVoorzorg).await;
    let sociaal = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    let voorzorg = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let tafel = regio.op_de_agenda(&gezin).await;

    let moved = regio.verhuist(&gezin, KERKRADE).await;

    // The desk of Heerlen loses what it had not answered; that of the whole region has it still.
    let coordinator = regio.als(Wie::Coordinator);
    let ended = coordinator.get(&sociaal).await.met(200);
    assert_eq!((ended.veld("status"), ended.veld("reden")), ("ingetrokken".into(), "verhuisd".into()));
    regio.als(Wie::SociaalDomein).get(&sociaal).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["doorgeleiding-vervallen"]);
    assert_eq!(regio.als(Wie::Voorzorg).get(&voorzorg).await.met(200).veld("status"), "verzonden");
    // The family goes from the agenda of Heerlen, and what was asked of that table is asked of the table of Kerkrade.
    assert_eq!(coordinator.get(&tafel).await.met(200).veld("status"), "omgeleid");
    regio.als(Wie::Voorzitter).get(&tafel).await.weigert(404, "niet-gevonden");
    regio.als(Wie::Voorzitter).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.berichten(Wie::Voorzitter).await, ["agendapunt-vervallen", "doorgeleiding-vervallen"]);
    assert!(!regio.als(Wie::Voorzitter).get("/v1/berichten").await.met(200).tekst().contains(NAAM));
    assert_eq!(regio.rijen("agendapunt").gevuld("vervallen_op").tel(), 1);
    let there = regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.met(200);
    let follows = there.items().iter().find(|d| d["route"] == "knooppunt").expect("it came along");
    let follows = format!("/v1/doorgeleidingen/{}", follows["id"].as_str().unwrap());
    let seen = regio.als(Wie::AndereVoorzorg).get(&follows).await.met(200);
    assert_eq!(
        (seen.veld("status"), seen.veld("vraag")),
        ("verzonden".into(), "Willen jullie met haar kennismaken?".into())
    );
    assert_eq!(coordinator.get(&moved).await.met(200).json.get("looptDoor"), None);
}

#[actix_web::test]
async fn zonder_knooppunt_daar_ligt_de_vraag_weer_bij_de_coordinator() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tafel = regio.op_de_agenda(&gezin).await;
    regio.verhuist(&gezin, KERKRADE).await;
    let coordinator = regio.als(Wie::Coordinator);
    let back = coordinator.get(&tafel).await.met(200);
    assert_eq!((back.veld("status"), back.veld("reden")), ("ingetrokken".into(), "verhuisd".into()));
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    let queue = coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);
    assert_eq!(queue.items()[0]["plaats"]["waarom"], "teruggekomen");
}

#[actix_web::test]
async fn wat_aan_tafel_is_gezegd_stelt_die_tafel_vast_ook_als_het_gezin_intussen_verhuisde() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let gezin = Gezin { signaal: String::new(), casus: tafel.casus.clone() };
    let chair = regio.als(Wie::Voorzitter);
    chair.stap(&tafel.bijeenkomst, "verslag", Value::Null).await.met(200);
    regio.verhuist(&gezin, KERKRADE).await;
    chair.stap(&tafel.afspraak, "positie", json!({ "oordeel": "akkoord" })).await.met(200);
    let decided = json!({ "casusregisseur": regio.gebruiker(Wie::SociaalDomein), "evaluatieOp": "2027-01-11" });
    chair.stap(&tafel.agendapunt, "besluit", decided).await.met(200);
    chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await.met(200);
    let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_eq!((casus.veld("status"), casus.veld("gemeente")), ("steun-op-maat".into(), KERKRADE.into()));
    assert_eq!(regio.rijen("doorgeleiding").is("route", "knooppunt").is("status", "afgerond").tel(), 1);
    // Who chairs there sees nothing of it: it was said at another table.
    regio.ken_toe(Wie::AndereVoorzorg, "voorzitter", "gemeente", KERKRADE).await;
    regio.als(Wie::AndereVoorzorg).get(&tafel.afspraak).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn wie_geevalueerd_moet_worden_komt_op_de_agenda_van_waar_het_gezin_nu_woont() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.tafel_in(KERKRADE, Wie::AndereVoorzorg).await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.stemt_toe(&gezin, "bespreking", "knooppunt", &ALLES).await;
    // The day on which the support was to be evaluated went by: the family comes to the table of Heerlen by itself.
    regio.verstrijk(TimeDelta::days(100));
    let op = |uren: i64| json!({ "geplandOp": regio.clock_nu().plus(TimeDelta::hours(uren)).to_string() });
    let there = regio.als(Wie::AndereVoorzorg).post("/v1/knooppunten/GM0928/bijeenkomsten", op(48)).await.met(201).id();
    regio.als(Wie::Voorzitter).post("/v1/knooppunten/GM0917/bijeenkomsten", op(24)).await.met(201);
    assert_eq!(regio.rijen("agendapunt").leeg("vervallen_op").tel(), 1);

    regio.verhuist(&gezin, KERKRADE).await;

    assert_eq!(regio.berichten(Wie::Voorzitter).await, ["agendapunt-vervallen"]);
    let agenda = regio.als(Wie::AndereVoorzorg).get(&format!("/v1/bijeenkomsten/{there}")).await.met(200);
    assert_eq!(agenda.json["agendapunten"].as_array().map(Vec::len), Some(1), "{}", agenda.tekst());
    assert_eq!((regio.tel("agendapunt"), regio.rijen("agendapunt").leeg("vervallen_op").tel()), (2, 1));
}

#[actix_web::test]
async fn een_gezin_dat_naar_een_andere_subregio_gaat_wordt_daar_overgenomen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (coordinator, ander) = (regio.als(Wie::Coordinator), regio.als(Wie::AndereCoordinator));
    let midwife = regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    let body = json!({ "naar": MAASTRICHT, "adres": "Maaskade 3, Maastricht" });
    let path = format!("{}/verhuizingen", gezin.pad());
    let proposed = coordinator.post_met(&path, &etag, body).await.met(201);
    regel(&regio, Wie::Coordinator, "verhuizing-voorgesteld", "verhuizing-melden", &gezin);
    // Monday; three working days.
    assert_eq!((proposed.veld("status"), proposed.veld("antwoordVoor")), ("voorgesteld".into(), "2026-11-26".into()));
    let verhuizing = format!("/v1/verhuizingen/{}", proposed.id());
    assert_eq!(regio.waar_staat("Maaskade"), Vec::<String>::new(), "the new address waits sealed");

    // Until somebody there takes it over it is hers, and lies where it lay.
    let casus = coordinator.get(&gezin.pad()).await.met(200);
    assert_eq!((casus.veld("gemeente"), &casus.json["gedeeld"]["client"]["adres"]), (HEERLEN.into(), &json!(ADRES)));
    coordinator.stap(gezin.pad(), "verkenning", json!({ "verkenningOp": "2026-12-01" })).await.met(200);
    // Who is asked hears of it without content, and sees that a family comes with what she shares; not the case.
    assert_eq!(regio.berichten(Wie::AndereCoordinator).await, ["verhuizing-voorgesteld"]);
    let told = ander.get("/v1/berichten").await.met(200);
    assert_eq!(told.items()[0]["verhuizing"], proposed.json["id"]);
    assert!(!told.tekst().contains(NAAM));
    assert_eq!(ander.get("/v1/verhuizingen").await.met(200).items().len(), 1);
    let seen = ander.get(&verhuizing).await.met(200);
    assert_eq!(seen.json["gedeeld"]["client"]["naam"], NAAM);
    assert_eq!(seen.json["_links"].get("casus"), None);
    ander.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    ander.get(&gezin.signaal_pad()).await.weigert(404, "niet-gevonden");
    assert!(regio.wachtrij(Wie::AndereCoordinator).await.is_empty());

    regio.vergeet_regels();
    let taken = ander.post_met(&format!("{verhuizing}/overname"), &seen.etag(), Value::Null).await.met(200);
    regel(&regio, Wie::AndereCoordinator, "verhuizing-overgenomen", "verhuizing-beantwoorden", &gezin);
    assert_eq!(taken.veld("status"), "overgenomen");
    let casus = ander.get(&gezin.pad()).await.met(200);
    assert_eq!((casus.veld("gemeente"), casus.veld("subregio")), (MAASTRICHT.into(), "maastricht-heuvelland".into()));
    assert_eq!(casus.veld("coordinator"), regio.gebruiker(Wie::AndereCoordinator));
    assert_eq!(casus.json["gedeeld"]["client"]["adres"], "Maaskade 3, Maastricht");
    assert_eq!(regio.wachtrij(Wie::AndereCoordinator).await, std::slice::from_ref(&gezin.casus));
    ander.get(&gezin.signaal_pad()).await.met(200);
    // Nobody of the old subregion sees the family any more; who had it hears that it was taken over.
    for gone in [gezin.pad(), gezin.signaal_pad(), verhuizing.clone(), format!("{}/toestemmingen", gezin.pad())] {
        coordinator.get(&gone).await.weigert(404, "niet-gevonden");
    }
    assert!(regio.wachtrij(Wie::Coordinator).await.is_empty());
    assert!(coordinator.get("/v1/signalen").await.met(200).items().is_empty());
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["verhuizing-overgenomen"]);
    // The midwife hears what she heard before, and not by who carries it now where the family went.
    let mut hoorde = midwife.json;
    hoorde.as_object_mut().unwrap().remove("draagt").unwrap();
    assert_eq!(regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200).json, hoorde);
    let opgeschreven = regio.als(Wie::Verloskundige).get(&format!("{}/inhoud", gezin.signaal_pad())).await.met(200);
    assert_eq!(opgeschreven.json["gegeven"]["client"]["adres"], ADRES, "as she wrote it down");
    assert!(!opgeschreven.tekst().contains("Maaskade"));
    assert_eq!(regio.rijen("verhuizing").is("status", "overgenomen").leeg("adres").tel(), 1);
    // A second time there is nothing to take over.
    ander.post_met(&format!("{verhuizing}/overname"), &seen.etag(), Value::Null).await.weigert(412, "verouderd");
    ander.stap(&verhuizing, "overname", Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_casus_die_nog_niemand_nam_is_na_de_overname_in_behandeling() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let ander = regio.als(Wie::AndereCoordinator);
    ander.stap(&verhuizing, "overname", Value::Null).await.met(200);
    assert_eq!(ander.get(&gezin.pad()).await.met(200).veld("status"), "in-behandeling");
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
    assert_eq!(
        regio.rijen("signaal").is("status", "gekoppeld").is("gemeente", HEERLEN).is("ligt_in", MAASTRICHT).tel(),
        1
    );
}

#[actix_web::test]
async fn wie_gevraagd_is_ziet_alleen_wat_zij_met_haar_organisatie_deelt() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    let mut item = bodies::item("verkenning", "jgz-coordinatie", &ALLES);
    item["organisatie"] = regio.organisatie(Wie::Voorzitter).into();
    body["toestemming"]["items"] = json!([item, bodies::item("verkenning", "prenataal-huisbezoek", &ALLES)]);
    let gezin = regio.aangemeld(body).await;
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let seen = regio.als(Wie::AndereCoordinator).get(&verhuizing).await.met(200);
    assert_eq!(seen.json["gedeeld"], json!({}), "she named another organisation");
    assert!(!seen.tekst().contains(NAAM));
    let taken = regio.als(Wie::AndereCoordinator).stap(&verhuizing, "overname", Value::Null).await.met(200);
    let anew = taken.json["opnieuwTeVragen"].as_array().unwrap();
    assert_eq!(anew.len(), 1, "{anew:?}");
    assert_eq!(anew[0]["ontvanger"], "jgz-coordinatie");
}

#[actix_web::test]
async fn een_toestemming_aan_een_organisatie_van_daar_wordt_opnieuw_gevraagd_en_niets_wordt_vanzelf_breder() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.tafel_in(MAASTRICHT, Wie::AndereVoorzorg).await;
    regio.zegt(&gezin, "gegeven", ("bespreking", "knooppunt"), Some(Wie::Voorzitter), &ALLES).await;
    regio.zegt(&gezin, "gegeven", ("steun-op-maat", "voorzorg"), Some(Wie::Voorzorg), &ALLES).await;
    let tafel = regio.verzonden(&gezin, "knooppunt", Wie::Voorzitter).await;
    let given = || regio.rijen("toestemming").is("status", "gegeven").tel();
    let before = given();
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let ander = regio.als(Wie::AndereCoordinator);
    let taken = ander.stap(&verhuizing, "overname", Value::Null).await.met(200);

    // VoorZorg of the region works here too; the knooppunt of Heerlen does not.
    let anew = taken.json["opnieuwTeVragen"].as_array().unwrap();
    assert_eq!(anew.len(), 1, "{anew:?}");
    assert_eq!(
        (&anew[0]["ontvanger"], &anew[0]["organisatie"]),
        (&json!("knooppunt"), &json!(regio.organisatie(Wie::Voorzitter)))
    );
    assert_eq!(given(), before, "what she said stays as she said it");
    // Nothing of hers comes to the table of here: what was asked of the other one ended.
    assert_eq!(ander.get(&tafel).await.met(200).veld("status"), "ingetrokken");
    assert!(regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.met(200).items().is_empty());
    regio.als(Wie::AndereVoorzorg).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    // She is asked, and says so of the table of here.
    let mut body = bodies::toestemming("bespreking", "knooppunt", &ALLES);
    body["item"]["organisatie"] = regio.organisatie(Wie::AndereVoorzorg).into();
    regio.verstrijk(TimeDelta::minutes(1));
    ander.post(&format!("{}/toestemmingen", gezin.pad()), body).await.met(201);
    assert_eq!(ander.get(&verhuizing).await.met(200).json.get("opnieuwTeVragen"), None);
}

#[actix_web::test]
async fn hulp_die_is_begonnen_loopt_door_en_zegt_dat() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (visit, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let accepted = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    regio.als(Wie::SociaalDomein).stap(&accepted, "aanvaarding", Value::Null).await.met(200);
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let ander = regio.als(Wie::AndereCoordinator);
    let taken = ander.stap(&verhuizing, "overname", Value::Null).await.met(200);

    let on = taken.json["looptDoor"].as_array().unwrap();
    assert_eq!(on.len(), 1, "{on:?}");
    assert_eq!(format!("/v1/doorgeleidingen/{}", on[0]["doorgeleiding"].as_str().unwrap()), visit);
    let nurse = regio.als(Wie::Huisbezoeker);
    assert_eq!(nurse.get(&visit).await.met(200).veld("status"), "gestart");
    nurse.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    assert_eq!(regio.berichten(Wie::Huisbezoeker).await, ["gezin-verhuisd"]);
    // What was taken on and had not begun is given back.
    assert_eq!(ander.get(&accepted).await.met(200).veld("status"), "niet-gestart");
    regio.als(Wie::SociaalDomein).get(&accepted).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["doorgeleiding-vervallen"]);
}

#[actix_web::test]
async fn de_casusregisseur_blijft_en_wat_de_coordinator_droeg_gaat_mee() {
    let regio = regio().await;
    for (nummer, regisseur, wordt) in [(1, Wie::Voorzorg, Wie::Voorzorg), (2, Wie::Coordinator, Wie::AndereCoordinator)]
    {
        let name = format!("Vrouw van {regisseur:?}");
        let gezin = regio.aangemeld(bodies::signaal_van(&name, &format!("06 5100000{nummer}"))).await;
        let coordinator = regio.als(Wie::Coordinator);
        coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let named = json!({ "casusregisseur": regio.gebruiker(regisseur) });
        coordinator.stap(gezin.pad(), "casusregisseur", named).await.met(200);
        let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
        let ander = regio.als(Wie::AndereCoordinator);
        ander.stap(&verhuizing, "overname", Value::Null).await.met(200);
        let casus = ander.get(&gezin.pad()).await.met(200);
        assert_eq!(casus.veld("casusregisseur"), regio.gebruiker(wordt), "{regisseur:?}");
        coordinator.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    }
    assert_eq!(regio.rijen("casusregisseurschap").gevuld("tot").tel(), 1);
}

#[actix_web::test]
async fn een_verhuizing_die_blijft_liggen_wordt_herinnerd_en_staat_vooraan() {
    let regio = regio().await;
    let spoed = {
        let mut body = bodies::signaal_van("Vrouw met Spoed", "06 52000000");
        body["urgentie"] = "spoed".into();
        regio.aangemeld(body).await
    };
    let gezin = regio.in_behandeling().await;
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    // Three working days from Monday: on the last of them nothing is late.
    regio.clock.set(moment("2026-11-26T22:59:00Z"));
    assert_eq!(regio.bewaak().await, 1, "but that nobody spoke to the urgent family");
    assert_eq!(regio.wachtrij(Wie::Coordinator).await, [spoed.casus.clone(), gezin.casus.clone()]);
    regio.vergeet_regels();
    regio.clock.set(moment("2026-11-26T23:01:00Z"));
    assert_eq!(regio.bewaak().await, 1);
    let lines = regio.neem_regels();
    let [line] = &lines[..] else { panic!("{lines:#?}") };
    assert_eq!((line.gebeurtenis.as_str(), &line.gebruiker), ("verhuizing-herinnerd", &None));
    assert_eq!((line.casus.as_deref(), line.betrokkenen.matches('-').count()), (Some(gezin.casus.as_str()), 4));
    assert_eq!(regio.bewaak().await, 0, "once");
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["eerste-contact-te-laat", "verhuizing-herinnering"]);
    assert_eq!(regio.berichten(Wie::AndereCoordinator).await, ["verhuizing-herinnering", "verhuizing-voorgesteld"]);
    assert_eq!(regio.als(Wie::AndereCoordinator).get(&verhuizing).await.met(200).json["teLaat"], true);
    let queue = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
    assert_eq!(queue.items()[0]["id"], gezin.casus);
    assert_eq!(
        (&queue.items()[0]["plaats"]["waarom"], &queue.items()[0]["plaats"]["dag"]),
        (&json!("verhuizing"), &json!("2026-11-26"))
    );
    // As long as nobody answers it comes again.
    regio.clock.set(moment("2026-12-02T08:00:00Z"));
    assert_eq!(regio.bewaak().await, 1);
    // Once it is answered it is a case as any other.
    let why = json!({ "reden": "woont-hier-niet" });
    regio.als(Wie::AndereCoordinator).stap(&verhuizing, "teruglegging", why).await.met(200);
    regio.clock.set(moment("2026-12-10T08:00:00Z"));
    assert_eq!(regio.bewaak().await, 1, "and its own day passed meanwhile");
    assert_eq!(regio.wachtrij(Wie::Coordinator).await[0], spoed.casus);
    assert_eq!(regio.rijen("casus").gevuld("verhuizing_wacht").tel(), 0);
}

#[actix_web::test]
async fn wie_een_gezin_niet_overneemt_zegt_waarom_en_ziet_het_niet_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let (coordinator, ander) = (regio.als(Wie::Coordinator), regio.als(Wie::AndereCoordinator));
    let etag = ander.get(&verhuizing).await.met(200).etag();
    let path = format!("{verhuizing}/teruglegging");
    ander.post_met(&path, &etag, json!({ "reden": "anders" })).await.noemt("toelichting");
    coordinator.post_met(&path, &etag, json!({ "reden": "woont-hier-niet" })).await.weigert(403, "niet-toegestaan");
    regio.vergeet_regels();
    let why = json!({ "reden": "anders", "toelichting": "Zij gaat naar haar moeder in Kerkrade." });
    let back = ander.post_met(&path, &etag, why).await.met(200);
    regel(&regio, Wie::AndereCoordinator, "verhuizing-teruggelegd", "verhuizing-beantwoorden", &gezin);
    assert_eq!(back.json, json!({ "id": back.id(), "status": "teruggelegd" }));
    ander.get(&verhuizing).await.weigert(404, "niet-gevonden");
    assert!(ander.get("/v1/verhuizingen").await.met(200).items().is_empty());
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["verhuizing-teruggelegd"]);
    let seen = coordinator.get(&verhuizing).await.met(200);
    assert_eq!(
        (seen.veld("reden"), seen.veld("toelichting")),
        ("anders".into(), "Zij gaat naar haar moeder in Kerkrade.".into())
    );
    assert_eq!(regio.waar_staat("haar moeder"), Vec::<String>::new(), "what somebody wrote lies sealed");
    assert_eq!(coordinator.get(&gezin.pad()).await.met(200).veld("gemeente"), HEERLEN);
    regio.verhuist(&gezin, KERKRADE).await;
}

#[actix_web::test]
async fn wie_een_verhuizing_voorstelde_kan_haar_intrekken() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let (coordinator, ander) = (regio.als(Wie::Coordinator), regio.als(Wie::AndereCoordinator));
    ander.stap(&verhuizing, "intrekking", Value::Null).await.weigert(403, "niet-toegestaan");
    coordinator.stap(&verhuizing, "overname", Value::Null).await.weigert(403, "niet-toegestaan");
    let etag = coordinator.get(&verhuizing).await.met(200).etag();
    regio.vergeet_regels();
    let back = coordinator.post_met(&format!("{verhuizing}/intrekking"), &etag, Value::Null).await.met(200);
    regel(&regio, Wie::Coordinator, "verhuizing-ingetrokken", "verhuizing-intrekken", &gezin);
    assert_eq!(back.veld("status"), "ingetrokken");
    ander.get(&verhuizing).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.berichten(Wie::AndereCoordinator).await, ["verhuizing-vervallen", "verhuizing-voorgesteld"]);
}

#[actix_web::test]
async fn wie_de_regio_verlaat_houdt_niets_dat_loopt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (support, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let asked = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    let tafel = regio.op_de_agenda(&gezin).await;
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let coordinator = regio.als(Wie::Coordinator);
    // For any other reason what is under way comes first.
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.weigert(409, "conflict");
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    let closed =
        coordinator.post_met(&format!("{}/sluiting", gezin.pad()), &etag, json!({ "reden": "verhuisd" })).await;
    assert_eq!(closed.met(200).veld("status"), "afgesloten");
    regel(&regio, Wie::Coordinator, "casus-gesloten", "casus-behandelen", &gezin);
    let status = |path: &str| {
        let path = path.to_owned();
        let regio = &regio;
        async move { regio.als(Wie::Coordinator).get(&path).await.met(200).veld("status") }
    };
    assert_eq!(
        (status(&support).await, status(&asked).await, status(&tafel).await),
        ("gestopt".into(), "ingetrokken".into(), "ingetrokken".into())
    );
    assert_eq!(regio.rijen("traject").niet("status", "beeindigd").tel(), 0);
    assert_eq!(regio.rijen("agendapunt").leeg("vervallen_op").tel(), 0);
    assert_eq!(regio.rijen("verhuizing").is("status", "vervallen").leeg("stap_op").tel(), 1);
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-vervallen"]);
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["doorgeleiding-vervallen"]);
    assert_eq!(regio.berichten(Wie::Voorzitter).await, ["agendapunt-vervallen", "doorgeleiding-vervallen"]);
    assert_eq!(regio.berichten(Wie::AndereCoordinator).await, ["verhuizing-vervallen", "verhuizing-voorgesteld"]);
    regio.als(Wie::AndereCoordinator).get(&verhuizing).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.stand(&gezin).await, "elders");
}

#[actix_web::test]
async fn wat_niet_klopt_verhuist_niet() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let path = format!("{}/verhuizingen", gezin.pad());
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    let before = regio.rijen("casus").is("gemeente", HEERLEN).tel();
    let meld = |etag: String, body: Value| {
        let (coordinator, path) = (&coordinator, &path);
        async move { coordinator.post_met(path, &etag, body).await }
    };
    meld(etag.clone(), json!({ "naar": HEERLEN })).await.noemt("naar");
    meld(etag.clone(), json!({ "naar": HEERLEN, "adres": ADRES })).await.noemt("adres");
    meld(etag.clone(), json!({ "naar": "GM0363" })).await.noemt("naar");
    meld(etag.clone(), json!({})).await.noemt("naar");
    meld("\"99\"".into(), json!({ "naar": KERKRADE })).await.weigert(412, "verouderd");
    coordinator.post(&path, json!({ "naar": KERKRADE })).await.met(428);
    regio
        .als(Wie::AndereCoordinator)
        .post_met(&path, &etag, json!({ "naar": MAASTRICHT }))
        .await
        .weigert(404, "niet-gevonden");
    regio.als(Wie::Voorzitter).post_met(&path, &etag, json!({ "naar": KERKRADE })).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.tel("verhuizing"), 0);
    // A new address in the same gemeente is a move too.
    meld(etag, json!({ "naar": HEERLEN, "adres": "Om de hoek 2, Heerlen" })).await.met(201);
    // One at a time.
    let waits = regio.verhuist(&gezin, MAASTRICHT).await;
    let twice =
        coordinator.stap(gezin.pad(), "verhuizingen", json!({ "naar": KERKRADE })).await.weigert(409, "conflict");
    assert_eq!(twice.json["fouten"][0]["code"], "verhuizing-loopt");
    assert!(twice.tekst().contains(&waits));
    coordinator.stap(gezin.pad(), "verhuizingen", json!({ "naar": MAASTRICHT })).await.weigert(409, "conflict");
    assert_eq!(regio.rijen("casus").is("gemeente", HEERLEN).tel(), before);
    // Of a closed case nobody moves.
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    coordinator.stap(gezin.pad(), "verhuizingen", json!({ "naar": KERKRADE })).await.weigert(409, "conflict");
    assert_eq!(regio.tel("verhuizing"), 2);
}

#[actix_web::test]
async fn wie_haar_contactgegevens_niet_ziet_noemt_geen_adres() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["themas"])]);
    let gezin = regio.aangemeld(body).await;
    for naar in [KERKRADE, MAASTRICHT] {
        let moves = json!({ "naar": naar, "adres": NIEUW_ADRES });
        let refused =
            regio.als(Wie::Coordinator).stap(gezin.pad(), "verhuizingen", moves).await.weigert(409, "conflict");
        assert_eq!(refused.json["fouten"][0]["code"], "toestemming-ontbreekt");
    }
    assert_eq!((regio.tel("verhuizing"), regio.tel("gegevenswijziging")), (0, 0));
    regio.verhuist(&gezin, KERKRADE).await;
}

#[actix_web::test]
async fn wie_toen_keek_en_waarom_dat_mocht_is_ook_na_een_verhuizing_na_te_gaan() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (begin, uur) = (regio.clock_nu(), TimeDelta::hours(1));
    regio.verstrijk(uur);
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let voorgesteld = regio.clock_nu();
    regio.verstrijk(uur);
    regio.als(Wie::AndereCoordinator).stap(&verhuizing, "overname", Value::Null).await.met(200);
    let overgenomen = regio.clock_nu();
    regio.verstrijk(uur);
    let gronden = |wie: Wie, op: knooppunt::domain::tijd::Moment| {
        let (regio, gezin) = (&regio, &gezin);
        async move {
            let vraag = json!({ "gebruiker": regio.gebruiker(wie), "casus": gezin.casus, "op": op.to_string() });
            let told: Antwoord = regio.als(Wie::Fg).post("/v1/toegang/_zoek", vraag).await.met(200);
            let alle = told.json["gronden"].as_array().unwrap().clone();
            alle.iter().map(|grond| grond["grond"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        }
    };
    for (op, hier, daar) in [
        (begin, &["gebied"][..], &[][..]),
        (voorgesteld, &["gebied"], &["verhuizing"]),
        (overgenomen, &[], &["gebied"]),
    ] {
        assert_eq!(gronden(Wie::Coordinator, op).await, hier, "{op}");
        assert_eq!(gronden(Wie::AndereCoordinator, op).await, daar, "{op}");
    }
}

#[actix_web::test]
async fn van_wie_gewist_is_blijft_van_een_verhuizing_niets_dat_iemand_schreef() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let verhuizing = regio.verhuist(&gezin, MAASTRICHT).await;
    let why = json!({ "reden": "anders", "toelichting": "Zij bedacht zich." });
    regio.als(Wie::AndereCoordinator).stap(&verhuizing, "teruglegging", why).await.met(200);
    let client = regio.client(&gezin).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    regio.als(Wie::Fg).get("/v1/berichten").await.met(200);
    regio.verse_factor(Wie::Fg);
    let path = format!("/v1/clienten/{client}/wissing");
    regio.als(Wie::Fg).post(&path, json!({ "reden": "verzoek-van-betrokkene" })).await.met(200);
    assert_eq!(regio.rijen("verhuizing").is("status", "teruggelegd").leeg("toelichting").tel(), 1);
    regio.als(Wie::Coordinator).get(&verhuizing).await.weigert(404, "niet-gevonden");
}
