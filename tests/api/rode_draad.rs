//! The story once, whole: from a midwife's worry to support that carries.

use serde_json::{Value, json};

use crate::gegeven::{
    Antwoord, Regio, Wie,
    bodies::{self, NAAM},
    regio,
    verhaal::Gezin,
};

#[actix_web::test]
async fn van_een_zorg_tot_steun_op_maat_en_de_sluiting() {
    het_verhaal(&regio().await).await;
}

/// The story in a region where nothing happened yet.
pub async fn het_verhaal(regio: &Regio) {
    regio.iedereen_logt_in().await;
    regio.vergeet_regels();

    let verhaal = Verhaal { gezin: signaleren(regio).await, regio };
    verhaal.wordt_verkend().await;
    let huisbezoek = verhaal.krijgt_een_huisbezoek_aangeboden().await;
    verhaal.wordt_bezocht(&huisbezoek).await;
    let voorzorg = verhaal.krijgt_steun_op_maat().await;
    verhaal.wordt_gesloten(&voorzorg).await;
    verhaal.is_na_te_lezen().await;
}

/// What the midwife and the woman beside her registered, and where it happens.
struct Verhaal<'a> {
    regio: &'a Regio,
    gezin: Gezin,
}

/// A request to a desk, and the support that began with it.
struct Hulp {
    doorgeleiding: String,
    traject: String,
}

/// Signaleren: the midwife, with the woman beside her; in the queue there is no name.
async fn signaleren(regio: &Regio) -> Gezin {
    let signaal = regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await.met(201);

    let line = regio.een_regel(Wie::Verloskundige, "signaal-ontvangen");
    assert_eq!(line.object, Some(signaal.id()));
    assert_eq!(line.rol.as_deref(), Some("signaleerder"));
    assert_eq!(signaal.header("location").unwrap(), format!("/v1/signalen/{}", signaal.id()));
    assert!(signaal.json.get("casus").is_none(), "a signaller sees no casus");
    assert_eq!((regio.tel("signaal"), regio.tel("casus"), regio.tel("client")), (1, 1, 1));
    assert_eq!(regio.rijen("toestemming").is("status", "gegeven").tel(), 1);

    let queue = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);

    regio.een_regel(Wie::Coordinator, "gezocht");
    let [waiting] = queue.items().as_slice() else { panic!("{queue:?}") };
    assert!(!queue.tekst().contains(NAAM));
    let gezin = Gezin { signaal: signaal.id(), casus: waiting["id"].as_str().unwrap().to_owned() };
    insta::assert_snapshot!("signaal", regio.getoond(&gezin, &signaal));
    insta::assert_snapshot!("wachtrij", regio.getoond(&gezin, &queue));
    gezin
}

impl Verhaal<'_> {
    fn getoond(&self, antwoord: &Antwoord) -> String {
        self.regio.getoond(&self.gezin, antwoord)
    }

    /// Verkennen: the coordinator takes it.
    async fn wordt_verkend(&self) {
        let (regio, casus) = (self.regio, self.gezin.pad());
        let coordinator = regio.als(Wie::Coordinator);

        let open = coordinator.get(&casus).await.met(200);
        assert_eq!(regio.een_regel(Wie::Coordinator, "gelezen").casus.as_ref(), Some(&self.gezin.casus));
        insta::assert_snapshot!("casus-aangemeld", self.getoond(&open));

        let taken = coordinator.post_met(&format!("{casus}/behandeling"), &open.etag(), Value::Null).await.met(200);

        regio.een_regel(Wie::Coordinator, "casus-in-behandeling");
        assert_eq!(taken.json["status"], "in-behandeling");
        assert_eq!(taken.json["coordinator"], regio.gebruiker(Wie::Coordinator));
        assert_eq!(regio.stand(&self.gezin).await, "wordt-verkend");
        assert_eq!(regio.rijen("signaal").is("status", "gekoppeld").tel(), 1);
    }

    /// A prenatal home visit, with consent for it and for what they may know: asked, accepted, claimed and begun.
    async fn krijgt_een_huisbezoek_aangeboden(&self) -> Hulp {
        let regio = self.regio;
        let huisbezoeker = regio.als(Wie::Huisbezoeker);
        regio.vergeet_regels();

        let phb = regio.doorgeleid(&self.gezin, Wie::Huisbezoeker).await;

        let mut kinds: Vec<_> = regio.neem_regels().into_iter().map(|line| line.gebeurtenis).collect();
        kinds.sort();
        assert_eq!(kinds, ["doorgeleiding-verzonden", "toestemming-gegeven"]);
        assert_eq!(regio.status(&self.gezin).await, "verkenning");
        regio.vergeet_regels();

        let received = huisbezoeker.get(&phb).await.met(200);
        regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-gezien");
        insta::assert_snapshot!("doorgeleiding-gezien", self.getoond(&received));

        let accepted =
            huisbezoeker.post_met(&format!("{phb}/aanvaarding"), &received.etag(), Value::Null).await.met(200);
        regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-aanvaard");
        // To explore is not to be helped yet.
        assert_eq!(regio.stand(&self.gezin).await, "wordt-verkend");
        regio.vergeet_regels();

        let claimed = huisbezoeker.post_met(&format!("{phb}/claim"), &accepted.etag(), Value::Null).await.met(200);
        regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-geclaimd");
        assert_eq!(claimed.json["geclaimdDoor"], regio.gebruiker(Wie::Huisbezoeker));

        regio.ontmoet(Wie::Huisbezoeker, &phb).await;
        let met = huisbezoeker.get(&phb).await.met(200);
        assert_eq!(met.json["status"], "intake-gepland");
        regio.vergeet_regels();
        let started = huisbezoeker.post_met(&format!("{phb}/start"), &met.etag(), Value::Null).await.met(200);
        regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-gestart");
        assert_eq!(regio.rijen("traject").is("status", "lopend").tel(), 1);
        insta::assert_snapshot!("doorgeleiding-gestart", self.getoond(&started));
        let traject = started.json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
        Hulp { doorgeleiding: phb, traject }
    }

    /// The visit itself; what it brought is said before the request is rounded off.
    async fn wordt_bezocht(&self, Hulp { doorgeleiding, traject }: &Hulp) {
        let regio = self.regio;
        let huisbezoeker = regio.als(Wie::Huisbezoeker);

        let planned = huisbezoeker.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
        regio.een_regel(Wie::Huisbezoeker, "contactmoment-gepland");

        regio.verstrijk(chrono::TimeDelta::days(4));
        regio.iedereen_logt_in().await;
        regio.vergeet_regels();
        let visit = format!("/v1/contactmomenten/{}/afloop", planned.id());
        let when = json!({ "uitkomst": "gehouden", "gehoudenOp": "2026-11-26T13:05:00Z" });
        let held = huisbezoeker.post_met(&visit, &planned.etag(), when).await.met(200);
        regio.een_regel(Wie::Huisbezoeker, "contactmoment-gehouden");
        insta::assert_snapshot!("contactmoment-gehouden", self.getoond(&held));

        let early = huisbezoeker.stap(doorgeleiding, "afronding", bodies::afronding()).await;
        early.weigert(409, "conflict");
        regio.vergeet_regels();

        let outcome = huisbezoeker.stap(traject, "uitkomst", bodies::uitkomst()).await.met(200);
        assert_eq!(outcome.json["uitkomst"]["vervolgacties"], json!(["voorzorg"]));
        assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "huisbezoek-uitkomst-vastgelegd"));

        let rounded = huisbezoeker.stap(doorgeleiding, "afronding", bodies::afronding()).await.met(200);
        assert_eq!(rounded.json["status"], "afgerond");
        assert_eq!(regio.rijen("traject").is("status", "beeindigd").is("einde", "afgerond").tel(), 1);
    }

    /// Steun op maat: VoorZorg takes her on. Then, and always, there is one casusregisseur and a day of evaluation.
    async fn krijgt_steun_op_maat(&self) -> String {
        let (regio, casus) = (self.regio, self.gezin.pad());
        let (coordinator, voorzorg) = (regio.als(Wie::Coordinator), regio.als(Wie::Voorzorg));
        assert_eq!(regio.tel("casus WHERE regisseur_id IS NOT NULL OR evaluatie_op IS NOT NULL"), 0);

        let request = regio.doorgeleid(&self.gezin, Wie::Voorzorg).await;
        assert_eq!(regio.status(&self.gezin).await, "toegeleid");

        voorzorg.stap(&request, "aanvaarding", Value::Null).await.met(200);
        let carried = coordinator.get(&casus).await.met(200);
        assert_eq!(carried.json["casusregisseur"], regio.gebruiker(Wie::Coordinator));
        insta::assert_snapshot!("casus-steun-op-maat", self.getoond(&carried));

        let nurse = json!({ "casusregisseur": regio.gebruiker(Wie::Voorzorg) });
        regio.vergeet_regels();
        let handed = coordinator.post_met(&format!("{casus}/casusregisseur"), &carried.etag(), nurse).await.met(200);
        regio.een_regel(Wie::Coordinator, "casus-regisseur-aangewezen");
        assert_eq!(handed.json["casusregisseur"], regio.gebruiker(Wie::Voorzorg));
        assert_eq!(voorzorg.get(&casus).await.met(200).json["gedeeld"]["client"]["naam"], NAAM);

        regio.begint(Wie::Voorzorg, &request).await;
        assert_eq!(regio.stand(&self.gezin).await, "aangeboden-en-aanvaard");
        request
    }

    /// It ends: nothing stays open behind a casus that closes.
    async fn wordt_gesloten(&self, request: &str) {
        let (regio, casus) = (self.regio, self.gezin.pad());
        let coordinator = regio.als(Wie::Coordinator);
        let closing = json!({ "reden": "doelen-bereikt" });

        coordinator.stap(&casus, "sluiting", closing.clone()).await.weigert(409, "conflict");
        regio.als(Wie::Voorzorg).stap(request, "afronding", bodies::afronding()).await.met(200);
        let now = coordinator.get(&casus).await.met(200);
        regio.vergeet_regels();
        let closed = coordinator.post_met(&format!("{casus}/sluiting"), &now.etag(), closing).await.met(200);

        regio.een_regel(Wie::Coordinator, "casus-gesloten");
        insta::assert_snapshot!("casus-gesloten", self.getoond(&closed));
        assert_eq!(regio.stand(&self.gezin).await, "afgesloten");
        assert!(regio.wachtrij(Wie::Coordinator).await.is_empty());
    }

    /// The thread, as it was; and nothing of her can be read outside the vault.
    async fn is_na_te_lezen(&self) {
        let line = self.regio.als(Wie::Coordinator).get(&format!("{}/tijdlijn", self.gezin.pad())).await.met(200);

        let kinds: Vec<_> = line.items().iter().map(|item| item["gebeurtenis"].as_str().unwrap()).collect();
        for kind in ["signaal-ontvangen", "casus-in-behandeling", "doorgeleiding-gestart", "casus-gesloten"] {
            assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
        }
        assert!(!line.tekst().contains(NAAM));
        assert_eq!(self.regio.waar_staat(NAAM), Vec::<String>::new(), "nothing of her can be read outside the vault");
    }
}
