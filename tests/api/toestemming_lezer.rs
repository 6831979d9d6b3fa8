//! Consent is asked with the reader in hand: for which purpose, as which receiver, of which organisation.

use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES, EIGEN_VRAAG, NAAM},
    regio,
    verhaal::Gezin,
};

impl Regio {
    /// She says yes or no, to everybody who receives or to one organisation.
    pub async fn zegt(
        &self,
        gezin: &Gezin,
        besluit: &str,
        (doel, ontvanger): (&str, &str),
        organisatie: Option<Wie>,
        onderdelen: &[&str],
    ) -> String {
        let mut body = bodies::toestemming(doel, ontvanger, onderdelen);
        body["besluit"] = besluit.into();
        body["item"]["organisatie"] = organisatie.map_or(Value::Null, |wie| self.organisatie(wie).into());
        self.als(Wie::Coordinator).post(&format!("{}/toestemmingen", gezin.pad()), body).await.met(201).id()
    }

    /// What somebody is shown of the family: the names of the items.
    async fn gedeeld(&self, wie: Wie, pad: &str) -> Vec<String> {
        let seen = self.als(wie).get(pad).await.met(200);
        seen.json["gedeeld"].as_object().unwrap().keys().cloned().collect()
    }

    /// Another worry about the same woman, given in another practice: it waits, because she seems known.
    pub async fn lijkt_bekend(&self, body: Value) -> String {
        let sent = self.als(Wie::AndereVerloskundige).post("/v1/signalen", body).await.met(201);
        assert_eq!(sent.json["mogelijkBekend"], true);
        format!("/v1/signalen/{}", sent.id())
    }

    /// The coordinator joins it to the casus.
    pub async fn koppelt(&self, signaal: &str, gezin: &Gezin) {
        let body = json!({ "casus": gezin.casus });
        self.als(Wie::Coordinator).stap(signaal, "koppeling", body).await.met(200);
    }
}

const VOORZORG: (&str, &str) = ("steun-op-maat", "voorzorg");
const VERKENNING: (&str, &str) = ("verkenning", "jgz-coordinatie");

/// A second worry, with her consent for VoorZorg as well.
fn met_voorzorg() -> Value {
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([
        bodies::item("verkenning", "jgz-coordinatie", &ALLES),
        bodies::item("steun-op-maat", "voorzorg", &ALLES)
    ]);
    body
}

#[actix_web::test]
async fn zij_weigert_een_organisatie_en_die_krijgt_niets_ook_niet_met_een_brede_toestemming() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &ALLES).await;
    regio.zegt(&gezin, "geweigerd", VOORZORG, Some(Wie::Voorzorg), &ALLES).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let coordinator = regio.als(Wie::Coordinator);
    regio.vergeet_regels();
    let no = coordinator.post(&path, bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg))).await;
    let no = no.mist_toestemming("steun-op-maat", "voorzorg");
    assert_eq!(no.json["fouten"][0]["toestemming"]["organisatie"], regio.organisatie(Wie::Voorzorg));
    let detail = no.veld("detail");
    assert!(["'steun-op-maat'", "'voorzorg'", "VoorZorg"].iter().all(|naam| detail.contains(naam)), "{detail}");
    regio.een_regel(Wie::Coordinator, "geweigerd");
    // Said to all of them once more it is still no to this one; the other desk may, and does not send it on to her.
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &ALLES).await;
    coordinator
        .post(&path, bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg)))
        .await
        .weigert(409, "conflict");
    let d = regio.verzonden(&gezin, "voorzorg", Wie::AndereVoorzorg).await;
    let naar = json!({ "desk": regio.desk(Wie::Voorzorg) });
    regio.als(Wie::AndereVoorzorg).stap(&d, "omleiding", naar.clone()).await.weigert(409, "conflict");
    assert_eq!(regio.tel("doorgeleiding"), 1);
    // Until she says another word about this one.
    regio.zegt(&gezin, "gegeven", VOORZORG, Some(Wie::Voorzorg), &ALLES).await;
    regio.als(Wie::AndereVoorzorg).stap(&d, "omleiding", naar).await.met(200);
}

#[actix_web::test]
async fn zij_weigert_een_organisatie_en_wat_daar_loopt_stopt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &ALLES).await;
    let hier = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&hier, "aanvaarding", Value::Null).await.met(200);
    regio.zegt(&gezin, "geweigerd", VOORZORG, Some(Wie::Voorzorg), &ALLES).await;
    regio.als(Wie::Voorzorg).get(&hier).await.weigert(404, "niet-gevonden");
    assert!(regio.als(Wie::Voorzorg).get("/v1/trajecten").await.met(200).items().is_empty());
    assert_eq!(regio.rijen("doorgeleiding").is("status", "gestopt").is("reden", "toestemming-ingetrokken").tel(), 1);
    assert_eq!(regio.rijen("traject").is("status", "beeindigd").tel(), 1);
    // The other one may be asked.
    let daar = regio.verzonden(&gezin, "voorzorg", Wie::AndereVoorzorg).await;
    assert!(regio.als(Wie::AndereVoorzorg).get(&daar).await.met(200).tekst().contains(NAAM));
}

#[actix_web::test]
async fn wat_zij_van_een_organisatie_terugneemt_komt_niet_terug_door_wat_zij_allen_toezei() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &["themas", "contactgegevens"]).await;
    let alles = regio.zegt(&gezin, "gegeven", VOORZORG, Some(Wie::Voorzorg), &ALLES).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    assert_eq!(regio.gedeeld(Wie::Voorzorg, &d).await.len(), ALLES.len());
    regio.als(Wie::Coordinator).stap(format!("/v1/toestemmingen/{alles}"), "intrekking", Value::Null).await.met(200);
    regio.als(Wie::Voorzorg).get(&d).await.weigert(404, "niet-gevonden");
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let path = format!("{}/doorgeleidingen", gezin.pad());
    regio.als(Wie::Coordinator).post(&path, body).await.weigert(409, "conflict");
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &["themas", "contactgegevens"]).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    assert_eq!(regio.gedeeld(Wie::Voorzorg, &d).await, ["client", "themas"]);
}

#[actix_web::test]
async fn een_coordinator_van_een_andere_organisatie_leest_wat_voor_allen_is() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    let mut hier = bodies::item("verkenning", "jgz-coordinatie", &ALLES);
    hier["organisatie"] = regio.organisatie(Wie::Coordinator).into();
    body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["themas"]), hier]);
    let gezin = regio.aangemeld(body).await;
    regio.ken_toe(Wie::SociaalDomein, "jgz-coordinator", "gemeente", "GM0917").await;
    assert_eq!(regio.gedeeld(Wie::SociaalDomein, &gezin.pad()).await, ["themas"]);
    assert_eq!(regio.gedeeld(Wie::Coordinator, &gezin.pad()).await.len(), ALLES.len());
    let seen = regio.als(Wie::SociaalDomein).get(&gezin.pad()).await.met(200).tekst();
    assert!(!seen.contains(NAAM) && !seen.contains(EIGEN_VRAAG));
}

#[actix_web::test]
async fn een_voorzitter_leest_niet_wat_voor_een_andere_tafel_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tafel = ("bespreking", "knooppunt");
    regio.zegt(&gezin, "gegeven", tafel, Some(Wie::AndereVoorzorg), &ALLES).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let body = bodies::doorgeleiding("knooppunt", &regio.desk(Wie::Voorzitter));
    regio.als(Wie::Coordinator).post(&path, body).await.weigert(409, "conflict");
    regio.zegt(&gezin, "gegeven", tafel, None, &["themas", "contactgegevens"]).await;
    regio.zegt(&gezin, "gegeven", tafel, Some(Wie::AndereVoorzorg), &ALLES).await;
    let d = regio.verzonden(&gezin, "knooppunt", Wie::Voorzitter).await;
    assert_eq!(regio.gedeeld(Wie::Voorzitter, &gezin.pad()).await, ["client", "themas"]);
    // A no to her own table closes it, while the yes to all stands.
    regio.zegt(&gezin, "geweigerd", tafel, Some(Wie::Voorzitter), &ALLES).await;
    regio.als(Wie::Voorzitter).get(&d).await.weigert(404, "niet-gevonden");
    regio.als(Wie::Voorzitter).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn op_een_agenda_komt_geen_gezin_dat_deze_tafel_weigert() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tafel = ("bespreking", "knooppunt");
    regio.zegt(&gezin, "gegeven", tafel, None, &ALLES).await;
    let d = regio.verzonden(&gezin, "knooppunt", Wie::Voorzitter).await;
    let voorzitter = regio.als(Wie::Voorzitter);
    voorzitter.stap(&d, "aanvaarding", Value::Null).await.met(200);
    let planned = json!({ "geplandOp": "2026-12-01T13:00:00Z" });
    let plaats = "/v1/knooppunten/GM0917/bijeenkomsten";
    let bijeenkomst = format!("/v1/bijeenkomsten/{}", voorzitter.post(plaats, planned).await.met(201).id());
    let casus = json!({ "casus": gezin.casus });
    let punt = voorzitter.post(&format!("{bijeenkomst}/agendapunten"), casus).await.met(201).id();
    let punt = format!("/v1/agendapunten/{punt}");
    voorzitter.get(&punt).await.met(200);
    regio.zegt(&gezin, "geweigerd", tafel, Some(Wie::Voorzitter), &ALLES).await;
    voorzitter.get(&punt).await.weigert(404, "niet-gevonden");
    assert!(!voorzitter.get(&bijeenkomst).await.met(200).tekst().contains(&gezin.casus));
    regio.zegt(&gezin, "gegeven", tafel, None, &ALLES).await;
    voorzitter.get(&punt).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.rijen("toestemming").is("status", "geweigerd").leeg("beeindigd_op").tel(), 1);
}

#[actix_web::test]
async fn in_nood_blijft_haar_nee_aan_deze_organisatie_staan() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    for (doel, ontvanger) in [VERKENNING, VOORZORG] {
        regio.zegt(&gezin, "gegeven", (doel, ontvanger), None, &ALLES).await;
    }
    regio.zegt(&gezin, "geweigerd", VERKENNING, Some(Wie::AndereVoorzorg), &ALLES).await;
    regio.zegt(&gezin, "geweigerd", VOORZORG, Some(Wie::AndereVoorzorg), &ALLES).await;
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    assert_eq!(regio.gedeeld(Wie::AndereVoorzorg, &gezin.pad()).await, Vec::<String>::new());
    regio.in_nood(Wie::SociaalDomein, &gezin).await;
    assert!(regio.gedeeld(Wie::SociaalDomein, &gezin.pad()).await.contains(&"client".to_owned()));
}

#[actix_web::test]
async fn een_oudere_toestemming_komt_niet_terug_door_een_koppeling() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tweede = regio.lijkt_bekend(met_voorzorg()).await;
    regio.zegt(&gezin, "geweigerd", VOORZORG, None, &ALLES).await;
    regio.koppelt(&tweede, &gezin).await;
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let path = format!("{}/doorgeleidingen", gezin.pad());
    regio.als(Wie::Coordinator).post(&path, body).await.weigert(409, "conflict");
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "gegeven").tel(), 0);
}

#[actix_web::test]
async fn een_nieuwere_toestemming_komt_met_een_koppeling_en_wie_een_intrekt_trekt_haar_in() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &ALLES).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let tweede = regio.lijkt_bekend(met_voorzorg()).await;
    regio.koppelt(&tweede, &gezin).await;
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "gegeven").tel(), 1);
    regio.als(Wie::Voorzorg).get(&d).await.met(200);
    let alle = regio.als(Wie::Coordinator).get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    let geldt = alle.items().iter().find(|t| t["ontvanger"] == "voorzorg" && t["status"] == "gegeven").unwrap();
    let path = format!("/v1/toestemmingen/{}", geldt["id"].as_str().unwrap());
    regio.als(Wie::Coordinator).stap(path, "intrekking", Value::Null).await.met(200);
    regio.als(Wie::Voorzorg).get(&d).await.weigert(404, "niet-gevonden");
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let path = format!("{}/doorgeleidingen", gezin.pad());
    regio.als(Wie::Coordinator).post(&path, body).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn wat_zij_een_tweede_professional_vertelde_gaat_niet_mee_met_haar_eerste_toestemming() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &ALLES).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let mut body = bodies::signaal();
    body["eigenVraag"] = "Mijn schulden gaan niemand anders aan.".into();
    body["themas"] = json!(["schulden-armoede"]);
    body["beschermendeFactoren"] = json!([]);
    let alleen = json!(["eigen-vraag", "contactgegevens", "themas"]);
    body["toestemming"]["items"][0]["onderdelen"] = alleen;
    let tweede = regio.lijkt_bekend(body).await;
    regio.koppelt(&tweede, &gezin).await;
    // The coordinator was named both times, VoorZorg only the first time.
    let seen = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).tekst();
    assert!(seen.contains(EIGEN_VRAAG) && seen.contains("schulden"));
    let seen = regio.als(Wie::Voorzorg).get(&d).await.met(200).tekst();
    assert!(seen.contains(EIGEN_VRAAG) && !seen.contains("schulden"), "{seen}");
    // What she says afterwards is about all that is known.
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &ALLES).await;
    assert!(regio.als(Wie::Voorzorg).get(&d).await.met(200).tekst().contains("schulden"));
}

#[actix_web::test]
async fn een_toestemming_die_geen_route_gebruikt_wordt_geweigerd_met_het_doel_dat_past() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = format!("{}/toestemmingen", gezin.pad());
    for besluit in ["gegeven", "geweigerd"] {
        let mut body = bodies::toestemming("verkenning", "voorzorg", &ALLES);
        body["besluit"] = besluit.into();
        let no = regio.als(Wie::Coordinator).post(&path, body).await.noemt("item.doel");
        assert!(no.tekst().contains("'steun-op-maat'"), "{}", no.tekst());
    }
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([
        bodies::item("verkenning", "jgz-coordinatie", &ALLES),
        bodies::item("bespreking", "signaleerder", &ALLES)
    ]);
    let no = regio.als(Wie::Verloskundige).post("/v1/signalen", body).await.noemt("toestemming.items[1].doel");
    assert!(no.tekst().contains("'terugkoppeling'"), "{}", no.tekst());
    assert_eq!(regio.tel("toestemming"), 1);
}

#[actix_web::test]
async fn wat_zij_met_niemand_deelt_wordt_niet_bewaard_en_dat_wordt_gezegd() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"][0]["onderdelen"] = json!(["contactgegevens", "themas"]);
    let sent = regio.als(Wie::Verloskundige).post("/v1/signalen", body).await.met(201);
    assert_eq!(sent.json["nietBewaard"], json!(["beschermende-factoren", "kwetsbaarheid", "eigen-vraag"]));
    assert_eq!((regio.tel("weging"), regio.rijen("signaal").gevuld("eigen_vraag").tel()), (0, 0));
    assert_eq!(regio.rijen("signaal").niet("beschermende_factoren", "[]").tel(), 0);
    assert_eq!(regio.tel("casus_thema"), 2, "the themes are shared");
    let path = format!("/v1/signalen/{}", sent.id());
    assert!(regio.als(Wie::Verloskundige).get(&path).await.met(200).json.get("nietBewaard").is_none());
}

#[actix_web::test]
async fn wie_haar_kwetsbaarheid_met_niemand_deelt_wordt_ook_later_niet_gewogen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let weging = json!({ "graad": "kwetsbaar", "samenGewogen": true });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "wegingen", weging.clone()).await.met(200);
    regio.zegt(&gezin, "gegeven", VERKENNING, None, &["contactgegevens", "themas"]).await;
    regio.vergeet_regels();
    let no = regio.als(Wie::Coordinator).stap(gezin.pad(), "wegingen", weging.clone()).await;
    let no = no.mist_toestemming("verkenning", "jgz-coordinatie");
    assert!(no.veld("detail").contains("'kwetsbaarheid'"), "{}", no.tekst());
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "geweigerd"));
    assert_eq!(regio.tel("weging"), 2);
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &["kwetsbaarheid"]).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "wegingen", weging).await.met(200);
}

#[actix_web::test]
async fn een_meisje_van_vijftien_dat_weigert_wordt_gehoord() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["client"]["geboortedatum"] = "2011-06-01".into();
    body["toestemming"]["gegevenDoor"] = "client-en-gezag".into();
    let gezin = regio.aangemeld(body).await;
    let mut nee = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    nee["besluit"] = "geweigerd".into();
    let path = format!("{}/toestemmingen", gezin.pad());
    let coordinator = regio.als(Wie::Coordinator);
    regio.vergeet_regels();
    coordinator.post(&path, nee.clone()).await.met(201);
    regio.een_regel(Wie::Coordinator, "toestemming-geweigerd");
    nee["gegevenDoor"] = "gezag".into();
    coordinator.post(&path, nee.clone()).await.met(201);
    // Her yes alone is not enough yet.
    nee["besluit"] = "gegeven".into();
    nee["gegevenDoor"] = "client".into();
    coordinator.post(&path, nee).await.noemt("gegevenDoor");
    assert_eq!(regio.rijen("toestemming").is("status", "geweigerd").tel(), 2);
}

#[actix_web::test]
async fn wie_een_desk_vraagt_die_geen_naam_zal_zien_bevestigt_dat() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", VOORZORG, None, &["themas"]).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let mut body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let coordinator = regio.als(Wie::Coordinator);
    let no = coordinator.post(&path, body.clone()).await.weigert(409, "conflict");
    assert!(no.tekst().contains("zonderContactgegevens"), "{}", no.tekst());
    assert_eq!(regio.tel("doorgeleiding"), 0);
    body["zonderContactgegevens"] = true.into();
    let d = coordinator.post(&path, body).await.met(201).header("location").unwrap();
    assert_eq!(regio.gedeeld(Wie::Voorzorg, &d).await, ["themas"]);
    let elders = json!({ "desk": regio.desk(Wie::AndereVoorzorg) });
    regio.als(Wie::Voorzorg).stap(&d, "omleiding", elders).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn wie_het_opschreef_leest_niets_meer_als_zij_ook_wat_ervoor_in_de_plaats_kwam_terugneemt() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"] =
        json!([bodies::item("verkenning", "jgz-coordinatie", &["contactgegevens", "themas"])]);
    let gezin = regio.aangemeld(body).await;
    let (coordinator, verloskundige) = (regio.als(Wie::Coordinator), regio.als(Wie::Verloskundige));
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let inhoud = format!("{}/inhoud", gezin.signaal_pad());
    let gegeven = verloskundige.get(&inhoud).await.met(200).json["gegeven"].clone();
    assert!(gegeven["client"].is_object() && gegeven["themas"].is_array(), "{gegeven}");
    // She shares less from now on, and then nothing more.
    regio.verstrijk(chrono::TimeDelta::minutes(1));
    let minder = regio.stemt_toe(&gezin, "verkenning", "jgz-coordinatie", &["themas"]).await;
    let gegeven = verloskundige.get(&inhoud).await.met(200).json["gegeven"].clone();
    assert!(gegeven.get("client").is_none() && gegeven["themas"].is_array(), "{gegeven}");
    regio.verstrijk(chrono::TimeDelta::minutes(1));
    coordinator.stap(format!("/v1/toestemmingen/{minder}"), "intrekking", Value::Null).await.met(200);
    let gegeven = verloskundige.get(&inhoud).await.met(200).json["gegeven"].clone();
    assert!(gegeven.get("client").is_none() && gegeven.get("themas").is_none(), "{gegeven}");
}
