//! A code goes to the person it is for, and not to who asked for it: by e-mail, where a server for that is set and an address is known.

use std::sync::Arc;

use actix_web::http::Method;
use chrono::TimeDelta;
use futures_util::future::join_all;
use knooppunt::{
    config::{Post, Verborgen},
    domain::routeadvies::Routeregels,
    store::{
        kluis::Kluis,
        toegang::post::{Neem, neem},
    },
    werk::{
        post::{Bezorger, bezorg},
        relay::Relay,
    },
};
use serde_json::{Value, json};

use crate::{
    beheer::{Nieuwkomer, laatste},
    gegeven::{
        Antwoord, Regio, Wie, bodies,
        postbus::{Bezorgd, Postbus},
        regels, regio, regio_met,
    },
};

const ADRES: &str = "n.dag@denieuwedag.example.nl";

/// A region whose server sends its mail to this box.
async fn met_post() -> (Regio, Postbus) {
    let postbus = Postbus::open();
    let url: &'static str = Box::leak(format!("smtp://127.0.0.1:{}", postbus.poort).into_boxed_str());
    let afzender = ("KNOOPPUNT__POST__AFZENDER", "knooppunt@example.nl");
    let settings: &'static [_] = Box::leak(Box::new([("KNOOPPUNT__POST__URL", url), afzender]));
    (regio_met(settings).await, postbus)
}

fn kluis() -> Kluis {
    Kluis::new(&[2; 32], &[3; 32]).unwrap()
}

/// What the job of one process works with.
fn bezorger(postbus: &Postbus) -> Bezorger {
    let settings = Post {
        url: Verborgen::new(format!("smtp://127.0.0.1:{}", postbus.poort)),
        afzender: "knooppunt@example.nl".into(),
        vertrouwen_bestand: String::new(),
    };
    let (kluis, relay) = (kluis(), Relay::new(&settings).unwrap().map(Arc::new));
    let routeregels = Arc::new(Routeregels::standaard().unwrap());
    Bezorger { kluis, relay, evaluatie_na_dagen: 90, routeregels }
}

impl Regio {
    /// The job runs once: how many letters left.
    async fn bezorg(&self, postbus: &Postbus) -> usize {
        bezorg(&self.db, &*self.clock, &bezorger(postbus)).await.unwrap()
    }

    /// The one letter that leaves now.
    async fn een_brief(&self, postbus: &Postbus) -> Bezorgd {
        assert_eq!(self.bezorg(postbus).await, 1);
        let [brief] = &postbus.leeg()[..] else { panic!("one letter") };
        brief.clone()
    }

    /// Somebody is invited, with this address or none.
    async fn nodig_uit(&self, toekenningen: Value, email: Option<&str>) -> Antwoord {
        let mut body = bodies::uitnodiging(&self.organisatie(Wie::Verloskundige));
        body["toekenningen"] = toekenningen;
        if let Some(email) = email {
            body["email"] = email.into();
        }
        self.als(Wie::Beheerder).post("/v1/gebruikers", body).await.met(201)
    }

    /// Another address for an account.
    async fn geef_adres(&self, account: &str, email: Value) -> Antwoord {
        let seen = self.als(Wie::Beheerder).get(account).await.met(200);
        let body = json!({ "naam": seen.veld("naam"), "email": email });
        self.als(Wie::Beheerder).put(account, &seen.etag(), body).await
    }

    async fn weigert_code(&self, code: &str) {
        let body = json!({ "code": code, "wachtwoord": "een nieuw lang wachtwoord" });
        self.als(Wie::Niemand).post("/v1/uitnodigingen/aanvaarding", body).await.noemt("code");
    }
}

fn signaleerder() -> Value {
    json!([{ "rol": "signaleerder" }])
}

fn coordinator() -> Value {
    json!([{ "rol": "jgz-coordinator", "gebied": { "soort": "regio" } }])
}

fn account(invited: &Antwoord) -> String {
    format!("/v1/gebruikers/{}", id(invited))
}

fn id(invited: &Antwoord) -> &str {
    invited.json["gebruiker"]["id"].as_str().unwrap()
}

#[actix_web::test]
async fn de_code_staat_in_de_mail_aan_de_genodigde_en_niet_in_het_antwoord() {
    let (regio, postbus) = met_post().await;
    let invited = regio.nodig_uit(signaleerder(), Some("  N.Dag@DeNieuweDag.Example.NL ")).await;
    assert_eq!((invited.json.get("code"), &invited.json["verstuurdNaar"]), (None, &json!("e-mail")));
    assert_eq!(invited.json["gebruiker"]["email"], "N.Dag@denieuwedag.example.nl");
    assert_eq!(invited.json["geldigTot"], "2026-11-24T09:00:00.000000Z");
    assert!(postbus.leeg().is_empty(), "not before it is kept");
    regio.vergeet_regels();
    let brief = regio.een_brief(&postbus).await;
    assert_eq!(brief.aan, "N.Dag@denieuwedag.example.nl");
    assert!(brief.kop.contains("Subject: Uitnodiging voor Knooppunt"), "{}", brief.kop);
    assert!(brief.kop.contains("Date: Mon, 23 Nov 2026 09:00:00 +0000"), "{}", brief.kop);
    let heel = format!(
        "Hallo,\n\nU bent uitgenodigd voor Knooppunt. Met deze code maakt u uw account klaar:\n\n{}\n\n\
         De code werkt één keer, tot 24-11-2026 om 10:00 uur.\n\n\
         Verwacht u geen uitnodiging? Gebruik de code dan niet, en bel uw beheerder.",
        brief.code()
    );
    assert_eq!(brief.tekst.trim_end(), heel);
    // One line tells that it left, and nothing of it stays.
    let lines = regio.neem_regels();
    let [line] = &lines[..] else { panic!("one line: {lines:#?}") };
    assert_eq!((line.gebeurtenis.as_str(), line.uitkomst.as_str()), ("post-verstuurd", "gelukt"));
    assert_eq!((line.object.as_deref(), &line.gebruiker), (Some(id(&invited)), &None));
    assert_eq!(regio.rijen("post").gevuld("id").tel(), 0);
    assert_eq!(regio.bezorg(&postbus).await, 0);
    assert_eq!(regio.waar_staat(&brief.code()), Vec::<String>::new());
    let zij = Nieuwkomer::met_code(&regio, id(&invited), &brief.code()).await;
    zij.vraag(&regio, Method::POST, "/v1/signalen", bodies::signaal()).await.met(201);
    regio.weigert_code(&brief.code()).await;
}

#[actix_web::test]
async fn wat_wacht_ligt_verzegeld() {
    let (regio, _postbus) = met_post().await;
    regio.nodig_uit(signaleerder(), Some(ADRES)).await;
    assert_eq!(regio.rijen("post").is("soort", "uitnodiging").tel(), 1);
    let nu = regio.clock_nu();
    let genomen = regio.db.write(move |tx| neem(tx, &kluis(), nu)).await.unwrap();
    let Neem::Genomen(genomen) = genomen else { panic!("a letter") };
    let brief = genomen.brief.unwrap();
    assert_eq!(brief.aan(), ADRES);
    let code = brief.code().unwrap();
    assert_eq!(code.len(), 43);
    assert_eq!(regio.waar_staat(code), Vec::<String>::new());
    assert_eq!(regio.waar_staat("U bent uitgenodigd"), Vec::<String>::new());
    // Whoever took it has it for a while; who looks meanwhile finds nothing.
    let meanwhile = regio.db.write(move |tx| neem(tx, &kluis(), nu)).await.unwrap();
    assert!(matches!(meanwhile, Neem::Niets), "{meanwhile:?}");
}

#[actix_web::test]
async fn wie_stierf_met_een_brief_in_de_hand_houdt_hem_niet() {
    let (regio, postbus) = met_post().await;
    regio.nodig_uit(signaleerder(), Some(ADRES)).await;
    let nu = regio.clock_nu();
    regio.db.write(move |tx| neem(tx, &kluis(), nu)).await.unwrap();
    assert_eq!(regio.bezorg(&postbus).await, 0);
    regio.verstrijk(TimeDelta::minutes(5));
    assert_eq!(regio.een_brief(&postbus).await.aan, ADRES);
}

#[actix_web::test]
async fn zonder_postserver_of_zonder_adres_staat_de_code_in_het_antwoord() {
    let zonder = regio().await;
    let (met, postbus) = met_post().await;
    for (regio, email) in [(&zonder, Some(ADRES)), (&met, None)] {
        let invited = regio.nodig_uit(signaleerder(), email).await;
        assert_eq!(invited.json.get("verstuurdNaar"), None);
        assert_eq!(invited.json["gebruiker"].get("email").and_then(Value::as_str), email);
        assert_eq!(regio.rijen("post").gevuld("id").tel(), 0);
        Nieuwkomer::met_code(regio, id(&invited), &invited.veld("code")).await;
    }
    assert_eq!((met.bezorg(&postbus).await, postbus.geklopt()), (0, 0));
}

#[actix_web::test]
async fn ligt_de_postserver_eruit_dan_gaat_de_brief_later() {
    let (regio, postbus) = met_post().await;
    let invited = regio.nodig_uit(signaleerder(), Some(ADRES)).await;
    postbus.uit(true);
    // Tried at once, after one minute, after two more, after four more, and not in between.
    for (seconden, geklopt) in [(0, 1), (59, 1), (1, 2), (119, 2), (1, 3), (239, 3), (1, 4)] {
        regio.verstrijk(TimeDelta::seconds(seconden));
        assert_eq!((regio.bezorg(&postbus).await, postbus.geklopt()), (0, geklopt), "{seconden}");
    }
    assert_eq!(regio.rijen("post").gevuld("id").tel(), 1);
    assert!(regels(&regio.db).iter().all(|line| !line.gebeurtenis.starts_with("post-")), "nothing left");
    postbus.uit(false);
    regio.verstrijk(TimeDelta::minutes(8));
    let brief = regio.een_brief(&postbus).await;
    Nieuwkomer::met_code(&regio, id(&invited), &brief.code()).await;
}

#[actix_web::test]
async fn van_twaalf_processen_verstuurt_er_een() {
    let (regio, postbus) = met_post().await;
    for nummer in 0..3 {
        let mut body = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
        body["gebruikersnaam"] = format!("genodigde.{nummer}").into();
        body["email"] = ADRES.into();
        regio.als(Wie::Beheerder).post("/v1/gebruikers", body).await.met(201);
    }
    let verstuurd = join_all((0..12).map(|_| regio.bezorg(&postbus))).await;
    assert_eq!(verstuurd.iter().sum::<usize>(), 3, "{verstuurd:?}");
    assert_eq!(postbus.leeg().len(), 3);
    assert_eq!(regels(&regio.db).iter().filter(|line| line.gebeurtenis == "post-verstuurd").count(), 3);
    assert_eq!(regio.rijen("post").gevuld("id").tel(), 0);
}

#[actix_web::test]
async fn wat_op_tijd_niet_te_bezorgen_was_hoort_wie_erom_vroeg() {
    let (regio, postbus) = met_post().await;
    let invited = regio.nodig_uit(signaleerder(), Some(ADRES)).await;
    postbus.uit(true);
    assert_eq!(regio.bezorg(&postbus).await, 0);
    regio.verstrijk(TimeDelta::hours(24));
    regio.vergeet_regels();
    assert_eq!(join_all((0..4).map(|_| regio.bezorg(&postbus))).await.iter().sum::<usize>(), 0);
    let lines = regio.neem_regels();
    let [line] = &lines[..] else { panic!("one line: {lines:#?}") };
    assert_eq!((line.gebeurtenis.as_str(), line.object.as_deref()), ("post-onbezorgd", Some(id(&invited))));
    assert_eq!(regio.rijen("post").gevuld("id").tel(), 0);
    let told = regio.als(Wie::Beheerder).get("/v1/berichten?ongelezen=true").await.met(200);
    let [bericht] = &told.items()[..] else { panic!("one message: {}", told.tekst()) };
    assert_eq!((&bericht["soort"], &bericht["gebruiker"]), (&json!("post-onbezorgd"), &json!(id(&invited))));
    assert!(regio.berichten(Wie::Fg).await.is_empty());
    // Up again, it sends nothing that has ended; a new invitation goes its own way.
    postbus.uit(false);
    assert_eq!(regio.bezorg(&postbus).await, 0);
    regio.als(Wie::Beheerder).stap(account(&invited), "uitnodiging", Value::Null).await.met(200);
    let brief = regio.een_brief(&postbus).await;
    Nieuwkomer::met_code(&regio, id(&invited), &brief.code()).await;
}

#[actix_web::test]
async fn na_een_nieuwe_uitnodiging_is_de_code_uit_de_eerdere_mail_dood() {
    let (regio, postbus) = met_post().await;
    let invited = regio.nodig_uit(signaleerder(), Some(ADRES)).await;
    let eerste = regio.een_brief(&postbus).await;
    let opnieuw =
        || async { regio.als(Wie::Beheerder).stap(account(&invited), "uitnodiging", Value::Null).await.met(200) };
    let again = opnieuw().await;
    assert_eq!((again.json.get("code"), &again.json["verstuurdNaar"]), (None, &json!("e-mail")));
    regio.weigert_code(&eerste.code()).await;
    // A letter that still waited does not leave any more.
    opnieuw().await;
    assert_eq!(regio.rijen("post").gevuld("id").tel(), 1);
    let derde = regio.een_brief(&postbus).await;
    assert_ne!(derde.code(), eerste.code());
    Nieuwkomer::met_code(&regio, id(&invited), &derde.code()).await;
}

#[actix_web::test]
async fn wie_per_mail_een_zware_rol_krijgt_wacht_op_een_tweede_persoon() {
    let (regio, postbus) = met_post().await;
    let gezin = regio.in_behandeling().await;
    let invited = regio.nodig_uit(coordinator(), Some(ADRES)).await;
    assert_eq!(invited.json["gebruiker"]["toekenningen"][0]["status"], "wacht");
    assert_eq!(regio.berichten(Wie::Fg).await, ["rol-gevraagd"]);
    let brief = regio.een_brief(&postbus).await;
    let mut zij = Nieuwkomer::met_code(&regio, id(&invited), &brief.code()).await;
    zij.vraag(&regio, Method::GET, &gezin.pad(), Value::Null).await.weigert(404, "niet-gevonden");
    regio.bevestig(&invited).await;
    regio.verstrijk(TimeDelta::seconds(30));
    zij.log_in(&regio).await.met(201);
    zij.vraag(&regio, Method::GET, &gezin.pad(), Value::Null).await.met(200);
}

#[actix_web::test]
async fn een_ander_adres_maakt_een_code_die_onderweg_is_waardeloos() {
    let (regio, postbus) = met_post().await;
    let invited = regio.nodig_uit(coordinator(), Some(ADRES)).await;
    regio.bevestig(&invited).await;
    let eerste = regio.een_brief(&postbus).await;
    // Another one waits still.
    regio.als(Wie::Beheerder).stap(account(&invited), "uitnodiging", Value::Null).await.met(200);
    let seen = regio.als(Wie::Beheerder).get(&account(&invited)).await.met(200);
    regio.bevestig(&seen).await;
    let changed = regio.geef_adres(&account(&invited), json!("beheerder@example.nl")).await.met(200);
    assert_eq!(changed.json["email"], "beheerder@example.nl");
    assert_eq!(regio.rijen("post").gevuld("id").tel(), 0);
    assert_eq!(regio.rijen("gebruiker").is("gebruikersnaam", "n.dag").gevuld("uitnodiging").tel(), 0);
    assert_eq!(regio.bezorg(&postbus).await, 0);
    regio.weigert_code(&eerste.code()).await;
    assert_eq!(laatste(&regio, "gebruiker-adres-gewijzigd").object.as_deref(), Some(id(&invited)));
    assert!(regio.berichten(Wie::Fg).await.contains(&"adres-gewijzigd".to_owned()), "a powerful account");
    // What was confirmed for who reads the one address is not confirmed for who reads the other.
    let again = regio.als(Wie::Beheerder).stap(account(&invited), "uitnodiging", Value::Null).await.met(200);
    assert_eq!(again.json["gebruiker"]["toekenningen"][0]["status"], "wacht");
    assert_eq!(regio.een_brief(&postbus).await.aan, "beheerder@example.nl");
}

#[actix_web::test]
async fn wiens_adres_een_ander_wijzigt_hoort_dat_ook_op_het_oude_adres() {
    let (regio, postbus) = met_post().await;
    let path = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Verloskundige));
    let given = regio.geef_adres(&path, json!(ADRES)).await.met(200);
    assert_eq!((given.json["email"].as_str(), given.json.get("eerdereNamen")), (Some(ADRES), None));
    assert_eq!(regio.berichten(Wie::Verloskundige).await, ["adres-gewijzigd"]);
    assert!(regio.berichten(Wie::Fg).await.is_empty(), "she has no powerful role");
    assert_eq!(regio.bezorg(&postbus).await, 0, "there was no address before");
    regio.geef_adres(&path, json!("een.ander@example.nl")).await.met(200);
    let brief = regio.een_brief(&postbus).await;
    assert_eq!(brief.aan, ADRES);
    assert!(brief.tekst.contains("is gewijzigd") && brief.tekst.contains("Bel dan uw beheerder"), "{}", brief.tekst);
    assert!(!brief.tekst.contains("een.ander"), "{}", brief.tekst);
    let line = laatste(&regio, "gebruiker-adres-gewijzigd");
    assert_eq!(
        (line.object, line.gebruiker),
        (Some(regio.gebruiker(Wie::Verloskundige)), Some(regio.gebruiker(Wie::Beheerder)))
    );
    let told = regio.als(Wie::Fg).get("/v1/toegangswijzigingen?aantal=1").await.met(200);
    assert_eq!(told.items()[0]["gebeurtenis"], "gebruiker-adres-gewijzigd");
    // She works on. Of who has a powerful role the privacy officer hears it too.
    regio.als(Wie::Verloskundige).get("/v1/signalen").await.met(200);
    let path = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Coordinator));
    regio.geef_adres(&path, json!("jgz@example.nl")).await.met(200);
    for wie in [Wie::Coordinator, Wie::Fg] {
        assert_eq!(regio.berichten(wie).await, ["adres-gewijzigd"], "{wie:?}");
    }
}

#[actix_web::test]
async fn een_adres_wijzigt_alleen_wie_zojuist_haar_factor_toonde_en_nooit_vanzelf() {
    let (regio, _postbus) = met_post().await;
    let path = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Verloskundige));
    regio.geef_adres(&path, json!(ADRES)).await.met(200);
    regio.geef_adres(&path, json!(ADRES)).await.noemt("naam");
    // Another name leaves the address as it is.
    let beheerder = regio.als(Wie::Beheerder);
    let etag = || async { beheerder.get(&path).await.met(200).etag() };
    let named = beheerder.put(&path, &etag().await, json!({ "naam": "Sanne Bakker" })).await.met(200);
    assert_eq!((named.veld("naam"), named.veld("email")), ("Sanne Bakker".to_owned(), ADRES.to_owned()));
    let own = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Beheerder));
    regio.geef_adres(&own, json!(ADRES)).await.weigert(409, "conflict");
    for fout in ["geen", "a@b", "a@example.nl\r\nBcc: b@example.nl", "A <a@example.nl>"] {
        regio.geef_adres(&path, json!(fout)).await.noemt("email");
        let mut body = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
        body["email"] = fout.into();
        beheerder.post("/v1/gebruikers", body).await.noemt("email");
    }
    regio.voer_uit("UPDATE sessie SET factor_op = '2026-11-23T08:50:00.000000Z' WHERE beeindigd_op IS NULL");
    regio.geef_adres(&path, Value::Null).await.weigert(403, "verse-factor-nodig");
    beheerder.put(&path, &etag().await, json!({ "naam": "Sanne de Vries" })).await.met(200);
    regio.verse_factor(Wie::Beheerder);
    let without = regio.geef_adres(&path, Value::Null).await.met(200);
    assert_eq!(without.json.get("email"), None);
}

/// Asked by the beheerder and confirmed by the privacy officer: a new second factor.
async fn factorherstel(regio: &Regio, account: &str) -> Antwoord {
    let ask = format!("{account}/factorherstel");
    let asked = regio.als(Wie::Beheerder).post(&ask, json!({ "reden": "telefoon-verloren" })).await.met(201);
    let confirm = format!("/v1/factorherstellen/{}/bevestiging", asked.id());
    regio.als(Wie::Fg).post(&confirm, Value::Null).await.met(200)
}

#[actix_web::test]
async fn een_herstelcode_gaat_alleen_naar_een_adres_dat_haar_houder_al_eens_gebruikte() {
    let (regio, postbus) = met_post().await;
    let invited = regio.nodig_uit(signaleerder(), Some(ADRES)).await;
    let brief = regio.een_brief(&postbus).await;
    Nieuwkomer::met_code(&regio, id(&invited), &brief.code()).await;
    let restored = factorherstel(&regio, &account(&invited)).await;
    assert_eq!((restored.json.get("code"), &restored.json["verstuurdNaar"]), (None, &json!("e-mail")));
    let brief = regio.een_brief(&postbus).await;
    assert_eq!(brief.aan, ADRES);
    assert!(brief.tekst.contains("een nieuwe tweede factor"), "{}", brief.tekst);
    regio.verstrijk(TimeDelta::seconds(30));
    Nieuwkomer::met_code(&regio, id(&invited), &brief.code()).await;
    // A beheerder who writes their own address and asks for a new factor gets nothing: the code goes through the second person.
    regio.geef_adres(&account(&invited), json!("beheerder@example.nl")).await.met(200);
    assert_eq!(regio.een_brief(&postbus).await.aan, ADRES, "who had it is told");
    let restored = factorherstel(&regio, &account(&invited)).await;
    assert_eq!((restored.veld("code").len(), restored.json.get("verstuurdNaar")), (43, None));
    assert_eq!(regio.bezorg(&postbus).await, 0);
    // Nor does it help to change the address once the code is out.
    regio.geef_adres(&account(&invited), json!("nog.een@example.nl")).await.met(200);
    regio.weigert_code(&restored.veld("code")).await;
}
