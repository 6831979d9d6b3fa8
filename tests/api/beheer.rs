//! A practice in on Monday morning: organisations, desks, invitations and grants.

use std::fmt::Write as _;

use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use chrono::TimeDelta;
use futures_util::future::join_all;
use knooppunt::{clock::Clock as _, store::toegang::totp_code};
use serde_json::{Value, json};

use crate::gegeven::{Antwoord, Regel, Regio, Wie, bodies, niets, regels, regio};

/// The last line of this event.
#[track_caller]
pub fn laatste(regio: &Regio, gebeurtenis: &str) -> Regel {
    let mut lines = regels(&regio.db);
    lines.retain(|line| line.gebeurtenis == gebeurtenis);
    lines.sort_by(|a, b| a.id.cmp(&b.id));
    lines.pop().unwrap_or_else(|| panic!("a line of {gebeurtenis}"))
}

/// Somebody who was invited and has accepted.
pub struct Nieuwkomer {
    pub id: String,
    naam: String,
    geheim: Vec<u8>,
    token: String,
}

const WACHTWOORD: &str = "een nieuw lang wachtwoord";

/// The bytes of a secret that is written in base32.
fn base32(text: &str) -> Vec<u8> {
    let mut bits = String::new();
    for letter in text.bytes() {
        let value = if letter.is_ascii_uppercase() { letter - b'A' } else { letter - b'2' + 26 };
        write!(bits, "{value:05b}").unwrap();
    }
    let bytes = bits.as_bytes().chunks_exact(8);
    bytes.map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect()
}

impl Nieuwkomer {
    /// Accepts an invitation with its code, and logs in.
    pub async fn met_code(regio: &Regio, id: &str, code: &str) -> Self {
        let body = json!({ "code": code, "wachtwoord": WACHTWOORD });
        let factor = regio.als(Wie::Niemand).post("/v1/uitnodigingen/aanvaarding", body).await.met(201);
        let mut zelf = Self {
            id: id.to_owned(),
            naam: factor.veld("gebruikersnaam"),
            geheim: base32(&factor.veld("totpGeheim")),
            token: String::new(),
        };
        zelf.log_in(regio).await.met(201);
        zelf
    }

    pub async fn log_in(&mut self, regio: &Regio) -> Antwoord {
        let body = json!({ "gebruikersnaam": self.naam, "wachtwoord": WACHTWOORD, "totpCode": self.code(regio) });
        let answer = regio.als(Wie::Niemand).post("/v1/sessies", body).await;
        self.token = format!("Bearer {}", answer.json["toegangstoken"].as_str().unwrap_or_default());
        answer
    }

    /// The code that her authenticator shows now.
    pub fn code(&self, regio: &Regio) -> String {
        totp_code(&self.geheim, regio.clock.now())
    }

    pub async fn vraag(&self, regio: &Regio, method: Method, path: &str, body: Value) -> Antwoord {
        let request = TestRequest::default().method(method).uri(path);
        let request = request.insert_header((header::AUTHORIZATION, self.token.clone()));
        regio.vraag(if body.is_null() { request } else { request.set_json(body) }).await
    }
}

/// Invites somebody as the beheerder, lets the privacy officer confirm what takes two, and lets them accept.
pub async fn nieuw(regio: &Regio, naam: &str, organisatie: &str, toekenningen: Value) -> Nieuwkomer {
    let body =
        json!({ "gebruikersnaam": naam, "naam": naam, "organisatie": organisatie, "toekenningen": toekenningen });
    let invited = regio.als(Wie::Beheerder).post("/v1/gebruikers", body).await.met(201);
    regio.bevestig(&invited).await;
    let id = invited.json["gebruiker"]["id"].as_str().unwrap().to_owned();
    Nieuwkomer::met_code(regio, &id, &invited.veld("code")).await
}

#[actix_web::test]
async fn een_nieuwe_praktijk_komt_er_op_maandagochtend_in() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let praktijk = beheerder.post("/v1/organisaties", bodies::organisatie()).await.met(201);
    assert_eq!(praktijk.header("location"), Some(format!("/v1/organisaties/{}", praktijk.id())));
    let line = laatste(&regio, "organisatie-toegevoegd");
    assert_eq!((line.object, line.gebruiker), (Some(praktijk.id()), Some(regio.gebruiker(Wie::Beheerder))));
    let everybody_sees = regio.als(Wie::Voorzorg).get("/v1/organisaties").await.met(200);
    let listed = everybody_sees.items().iter().find(|it| it["id"] == praktijk.id().as_str()).unwrap();
    assert_eq!(listed["gemeenten"], json!(["GM0917", "GM0928"]));

    let invited = beheerder.post("/v1/gebruikers", bodies::uitnodiging(&praktijk.id())).await.met(201);
    let id = invited.json["gebruiker"]["id"].as_str().unwrap();
    assert_eq!(invited.json["gebruiker"]["status"], "uitgenodigd");
    let line = laatste(&regio, "gebruiker-uitgenodigd");
    assert_eq!((line.object.as_deref(), line.gebruiker), (Some(id), Some(regio.gebruiker(Wie::Beheerder))));
    assert_eq!(regio.waar_staat(&invited.veld("code")), Vec::<String>::new());

    let midwife = Nieuwkomer::met_code(&regio, id, &invited.veld("code")).await;
    midwife.vraag(&regio, Method::POST, "/v1/signalen", bodies::signaal()).await.met(201);
    let account = beheerder.get(&format!("/v1/gebruikers/{id}")).await.met(200);
    assert_eq!(account.json["status"], "actief");
    let grant = &account.json["toekenningen"][0];
    assert_eq!(grant["gegevenDoor"], regio.gebruiker(Wie::Beheerder));
    assert_eq!(grant["gebied"], json!({ "soort": "organisatie", "waarde": praktijk.id() }));
    // The code works once.
    let again = json!({ "code": invited.veld("code"), "wachtwoord": WACHTWOORD });
    regio.als(Wie::Niemand).post("/v1/uitnodigingen/aanvaarding", again).await.noemt("code");
}

#[actix_web::test]
async fn wie_haar_uitnodiging_liet_verlopen_krijgt_een_nieuwe_code() {
    let regio = regio().await;
    let body = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
    let first = regio.als(Wie::Beheerder).post("/v1/gebruikers", body.clone()).await.met(201);
    let id = first.json["gebruiker"]["id"].as_str().unwrap();
    regio.als(Wie::Beheerder).post("/v1/gebruikers", body).await.noemt("gebruikersnaam");
    regio.verstrijk(TimeDelta::hours(25));
    let second = regio.als(Wie::Beheerder).stap(format!("/v1/gebruikers/{id}"), "uitnodiging", Value::Null).await;
    let second = second.met(200);
    let old = json!({ "code": first.veld("code"), "wachtwoord": WACHTWOORD });
    regio.als(Wie::Niemand).post("/v1/uitnodigingen/aanvaarding", old).await.noemt("code");
    Nieuwkomer::met_code(&regio, id, &second.veld("code")).await;
    // Who has accepted is not invited again: a lost factor takes two persons.
    let third = regio.als(Wie::Beheerder).stap(format!("/v1/gebruikers/{id}"), "uitnodiging", Value::Null).await;
    third.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_medewerker_die_trouwt_heet_voortaan_anders_en_haar_oude_naam_blijft_staan() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let path = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Verloskundige));
    let seen = beheerder.get(&path).await.met(200);
    let (was, nieuw) = (seen.veld("naam"), json!({ "naam": "Sanne de Vries-Bakker" }));
    assert!(seen.json.get("eerdereNamen").is_none());
    let changed = beheerder.put(&path, &seen.etag(), nieuw.clone()).await.met(200);
    assert_eq!(changed.json["naam"], "Sanne de Vries-Bakker");
    let eerder = json!([{ "naam": was, "tot": regio.clock_nu().to_string(), "door": regio.gebruiker(Wie::Beheerder) }]);
    assert_eq!(changed.json["eerdereNamen"], eerder);
    let line = laatste(&regio, "gebruiker-gewijzigd");
    assert_eq!(
        (line.object, line.gebruiker),
        (Some(regio.gebruiker(Wie::Verloskundige)), Some(regio.gebruiker(Wie::Beheerder)))
    );
    // She works on: her sessions and her roles are as they were, and the privacy officer reads of it.
    regio.als(Wie::Verloskundige).get("/v1/signalen").await.met(200);
    assert_eq!(regio.als(Wie::Fg).get(&path).await.met(200).json["eerdereNamen"], eerder);
    let told = regio.als(Wie::Fg).get("/v1/toegangswijzigingen?aantal=1").await.met(200);
    assert_eq!(told.items()[0]["gebeurtenis"], "gebruiker-gewijzigd");
    // Nothing changes by the same name, by an older version, by no name, or by who may not.
    let before = regio.inhoud();
    beheerder.put(&path, &changed.etag(), nieuw.clone()).await.noemt("naam");
    beheerder.put(&path, &seen.etag(), json!({ "naam": "Nog Anders" })).await.weigert(412, "verouderd");
    beheerder.put(&path, &changed.etag(), json!({ "naam": " \n " })).await.noemt("naam");
    regio.als(Wie::Fg).put(&path, &changed.etag(), nieuw.clone()).await.weigert(403, "niet-toegestaan");
    let own = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Beheerder));
    let etag = beheerder.get(&own).await.met(200).etag();
    let self_named = beheerder.put(&own, &etag, nieuw.clone()).await.weigert(409, "conflict");
    assert_eq!(self_named.json["fouten"][0]["code"], "eigen-account");
    assert_eq!(regio.inhoud(), before);
    // Nor of somebody who left.
    beheerder.stap(&path, "vertrek", Value::Null).await.met(200);
    let etag = beheerder.get(&path).await.met(200).etag();
    beheerder.put(&path, &etag, json!({ "naam": "Nog Anders" })).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_organisatie_wijzigt_alleen_wie_haar_laatst_zag() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let made = beheerder.post("/v1/organisaties", bodies::organisatie()).await.met(201);
    let path = format!("/v1/organisaties/{}", made.id());
    let mut body = bodies::organisatie();
    body["gemeenten"] = json!([]);
    let changed = beheerder.put(&path, &made.etag(), body.clone()).await.met(200);
    assert_eq!(changed.json["gemeenten"], json!([]));
    laatste(&regio, "organisatie-gewijzigd");
    beheerder.put(&path, &made.etag(), body.clone()).await.weigert(412, "verouderd");
    body["naam"] = "  ".into();
    beheerder.put(&path, &changed.etag(), body).await.noemt("naam");
    regio.als(Wie::Coordinator).get(&path).await.weigert(403, "niet-toegestaan");
    regio.als(Wie::Coordinator).get(&format!("/v1/organisaties/{}", niets())).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn een_organisatie_eindigt_pas_als_haar_desks_leeg_zijn() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::AndereVoorzorg).await;
    let path = format!("/v1/organisaties/{}", regio.organisatie(Wie::AndereVoorzorg));
    let desk = format!("/v1/desks/{}", regio.desk(Wie::AndereVoorzorg));
    regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.met(200);
    let beheerder = regio.als(Wie::Beheerder);
    let busy = beheerder.stap(&path, "beeindiging", Value::Null).await.weigert(409, "conflict");
    assert!(busy.tekst().contains("nog 1 open doorgeleiding"), "{}", busy.tekst());
    beheerder.stap(&desk, "sluiting", Value::Null).await.weigert(409, "conflict");
    assert!(!busy.tekst().contains(&gezin.casus));

    regio.als(Wie::Coordinator).stap(&d, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    let ended = beheerder.stap(&path, "beeindiging", Value::Null).await.met(200);
    assert_eq!((&ended.json["geslotenDesks"], &ended.json["geslotenAccounts"]), (&json!(1), &json!(1)));
    assert_eq!(ended.json["openWerk"], json!({ "items": [], "totaal": 0 }));
    assert_eq!(laatste(&regio, "organisatie-beeindigd").gebruiker, Some(regio.gebruiker(Wie::Beheerder)));
    regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.weigert(401, "niet-ingelogd");
    regio.verstrijk(TimeDelta::seconds(30));
    regio.login(Wie::AndereVoorzorg).await.weigert(401, "inloggegevens-onjuist");
    let desks = regio.als(Wie::Coordinator).get("/v1/desks").await.met(200);
    assert!(!desks.tekst().contains(&regio.desk(Wie::AndereVoorzorg)));
    let again = regio.als(Wie::Beheerder).stap(&path, "beeindiging", Value::Null).await;
    again.weigert(409, "conflict");
    // Nobody ends the organisation that she works for herself.
    let own = format!("/v1/organisaties/{}", regio.organisatie(Wie::Beheerder));
    regio.als(Wie::Beheerder).stap(&own, "beeindiging", Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn wat_er_bij_een_beeindigde_organisatie_nog_ligt_wordt_genoemd() {
    let regio = regio().await;
    regio.in_behandeling().await;
    let path = format!("/v1/organisaties/{}", regio.organisatie(Wie::Coordinator));
    let ended = regio.als(Wie::Beheerder).stap(&path, "beeindiging", Value::Null).await.met(200);
    let left = json!([{ "soort": "coordinatie", "gemeente": "GM0917", "aantal": 1 }]);
    assert_eq!(ended.json["openWerk"], json!({ "items": left, "totaal": 1 }));
}

#[actix_web::test]
async fn de_termijn_van_een_desk_gaat_voor_die_van_haar_route() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = format!("/v1/desks/{}", regio.desk(Wie::Voorzorg));
    let beheerder = regio.als(Wie::Beheerder);
    let seen = beheerder.get(&path).await.met(200);
    let body = json!({ "naam": "VoorZorg", "capaciteit": 12, "responstermijn": 1 });
    let changed = beheerder.put(&path, &seen.etag(), body).await.met(200);
    laatste(&regio, "desk-termijn-gewijzigd");
    // Monday 23 November: one working day is Tuesday.
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    assert_eq!(regio.als(Wie::Voorzorg).get(&d).await.met(200).json["antwoordVoor"], "2026-11-24");
    let listed = regio.als(Wie::Coordinator).get("/v1/desks").await.met(200);
    assert!(listed.items().iter().any(|it| it["responstermijn"] == 1 && it["capaciteit"] == 12));
    // Another name leaves the term as it is.
    let name = json!({ "naam": "VoorZorg Zuid", "capaciteit": 12, "responstermijn": 1 });
    let etag = changed.etag();
    let renamed = beheerder.put(&path, &etag, name).await.met(200);
    assert_eq!(laatste(&regio, "desk-gewijzigd").object, Some(renamed.id()));
}

#[actix_web::test]
async fn een_nieuwe_desk_ontvangt_en_een_gesloten_desk_niet_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let beheerder = regio.als(Wie::Beheerder);
    let path = format!("/v1/organisaties/{}/desks", regio.organisatie(Wie::SociaalDomein));
    let mut wrong = bodies::desk();
    wrong["gebied"] = json!({ "soort": "gemeente", "waarde": "GM0000" });
    beheerder.post(&path, wrong.clone()).await.noemt("gebied.waarde");
    wrong["gebied"] = json!({ "soort": "organisatie", "waarde": niets() });
    beheerder.post(&path, wrong).await.noemt("gebied.soort");
    let desk = beheerder.post(&path, bodies::desk()).await.met(201);
    laatste(&regio, "desk-toegevoegd");
    regio.stemt_toe(&gezin, "steun-op-maat", "sociaal-domein", &bodies::ALLES).await;
    let send = || async {
        let body = bodies::doorgeleiding("sociaal-domein", &desk.id());
        regio.als(Wie::Coordinator).post(&format!("{}/doorgeleidingen", gezin.pad()), body).await
    };
    let sent = send().await.met(201);
    let d = format!("/v1/doorgeleidingen/{}", sent.id());
    regio.als(Wie::Coordinator).stap(&d, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    let closed = beheerder.stap(format!("/v1/desks/{}", desk.id()), "sluiting", Value::Null).await.met(200);
    assert_eq!(closed.json["status"], "gesloten");
    laatste(&regio, "desk-gesloten");
    send().await.noemt("desk");
}

#[actix_web::test]
async fn een_toekenning_past_bij_wie_haar_krijgt() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let path = format!("/v1/gebruikers/{}/toekenningen", regio.gebruiker(Wie::Voorzorg));
    let gebied = |soort: &str, waarde: &str| json!({ "soort": soort, "waarde": waarde });
    for (rol, gebied, veld) in [
        ("signaleerder", gebied("organisatie", &regio.organisatie(Wie::Verloskundige)), "gebied"),
        ("uitvoerder", gebied("desk", &regio.desk(Wie::AndereVoorzorg)), "gebied"),
        ("uitvoerder", gebied("desk", &niets()), "gebied"),
        ("uitvoerder", Value::Null, "gebied"),
        ("voorzitter", gebied("gemeente", "GM0363"), "gebied.waarde"),
        ("voorzitter", gebied("subregio", "parkstad"), "gebied"),
        ("jgz-coordinator", gebied("desk", &regio.desk(Wie::Voorzorg)), "gebied"),
        ("fg", gebied("gemeente", "GM0917"), "gebied"),
    ] {
        let mut body = json!({ "rol": rol });
        if !gebied.is_null() {
            body["gebied"] = gebied;
        }
        beheerder.post(&path, body).await.noemt(veld);
    }
    let over = json!({ "rol": "signaleerder", "geldigTot": "2026-11-22T00:00:00Z" });
    beheerder.post(&path, over).await.noemt("geldigTot");
    // Who works on cases does not keep accounts as well, nor watch over them.
    for rol in ["beheerder", "fg", "onderzoeker"] {
        beheerder.post(&path, json!({ "rol": rol })).await.weigert(409, "conflict");
    }
    let twice = json!({ "rol": "uitvoerder", "gebied": gebied("desk", &regio.desk(Wie::Voorzorg)) });
    beheerder.post(&path, twice).await.weigert(409, "conflict");
    assert_eq!(regio.tel("toekenning"), 12);
}

#[actix_web::test]
async fn wie_in_een_ogenblik_drie_rollen_krijgt_die_alleen_staan_heeft_er_een() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let coordinator = json!({ "rol": "jgz-coordinator", "gebied": { "soort": "regio" } });
    let rollen = [json!({ "rol": "fg" }), coordinator, json!({ "rol": "beheerder" })];
    // On PostgreSQL who comes first is chance: each time with another account.
    for ronde in 0..if regio.op_postgresql() { 10 } else { 1 } {
        let mut body = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
        body["gebruikersnaam"] = format!("genodigde.{ronde}").into();
        let invited = beheerder.post("/v1/gebruikers", body).await.met(201);
        let wie = &invited.json["gebruiker"];
        let eerste = format!("/v1/toekenningen/{}/intrekking", wie["toekenningen"][0]["id"].as_str().unwrap());
        beheerder.post(&eerste, Value::Null).await.met(200);
        let path = format!("/v1/gebruikers/{}/toekenningen", wie["id"].as_str().unwrap());
        let before = regio.tel("toekenning");
        let answers = join_all((0..50).map(|keer| beheerder.post(&path, rollen[keer % 3].clone()))).await;
        let given = answers.iter().filter(|answer| answer.status == 201).count();
        let refused = answers.iter().filter(|answer| answer.status == 409).count();
        assert_eq!((given, refused, regio.tel("toekenning")), (1, 49, before + 1), "{ronde}");
        laatste(&regio, "toekenning-gevraagd");
    }
}

#[actix_web::test]
async fn een_nieuwe_rol_begint_met_een_nieuwe_sessie_en_eindigt_op_haar_dag() {
    let regio = regio().await;
    regio.als(Wie::Voorzorg).get("/v1/signalen").await.weigert(403, "niet-toegestaan");
    let path = format!("/v1/gebruikers/{}/toekenningen", regio.gebruiker(Wie::Voorzorg));
    let body = json!({ "rol": "signaleerder", "geldigTot": "2026-11-23T12:00:00Z" });
    let grant = regio.als(Wie::Beheerder).post(&path, body).await.met(201);
    let line = laatste(&regio, "toekenning-gegeven");
    assert_eq!((line.object, line.gebruiker), (Some(grant.id()), Some(regio.gebruiker(Wie::Beheerder))));
    regio.als(Wie::Voorzorg).get("/v1/signalen").await.weigert(401, "niet-ingelogd");
    regio.verstrijk(TimeDelta::minutes(6));
    regio.als(Wie::Voorzorg).get("/v1/signalen").await.met(200);
    regio.clock.set(crate::gegeven::moment("2026-11-23T12:00:00Z"));
    regio.als(Wie::Voorzorg).get("/v1/signalen").await.weigert(403, "niet-toegestaan");
}

#[actix_web::test]
async fn wie_haar_rol_verliest_is_bij_de_volgende_aanvraag_niemand() {
    let regio = regio().await;
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.met(200);
    let account = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Voorzorg));
    let beheerder = regio.als(Wie::Beheerder);
    let seen = beheerder.get(&account).await.met(200);
    let grant = seen.json["toekenningen"][0]["id"].as_str().unwrap();
    // Given at the machine itself: by nobody.
    assert!(seen.json["toekenningen"][0].get("gegevenDoor").is_none());
    let path = format!("/v1/toekenningen/{grant}/intrekking");
    let taken = beheerder.post(&path, Value::Null).await.met(200);
    assert_eq!(taken.json["status"], "beeindigd");
    assert_eq!(laatste(&regio, "toekenning-ingetrokken").object.as_deref(), Some(grant));
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.weigert(401, "niet-ingelogd");
    regio.verstrijk(TimeDelta::minutes(6));
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.weigert(403, "niet-toegestaan");
    regio.als(Wie::Beheerder).post(&path, Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_beheerder_geeft_zichzelf_niets() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let zelf = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Beheerder));
    let seen = beheerder.get(&zelf).await.met(200);
    let own = format!("/v1/toekenningen/{}/intrekking", seen.json["toekenningen"][0]["id"].as_str().unwrap());
    let fg = json!({ "rol": "fg" });
    for answer in [
        beheerder.post(&format!("{zelf}/toekenningen"), fg).await,
        beheerder.post(&own, Value::Null).await,
        beheerder.stap(&zelf, "vertrek", Value::Null).await,
        beheerder.post(&format!("{zelf}/factorherstel"), json!({ "reden": "telefoon-verloren" })).await,
    ] {
        assert_eq!(answer.weigert(409, "conflict").json["fouten"][0]["code"], "eigen-account");
    }
    assert_eq!(beheerder.get(&zelf).await.met(200).etag(), seen.etag());
}

#[actix_web::test]
async fn een_beheerder_vindt_een_account_en_niemand_anders() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let find = |body: Value| async {
        let page = regio.als(Wie::Beheerder).post("/v1/gebruikers/_zoek", body).await.met(200);
        page.items().iter().map(|it| it["gebruikersnaam"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(find(json!({ "naam": "VOORZ" })).await, ["anderevoorzorg", "voorzitter", "voorzorg"]);
    assert_eq!(find(json!({ "naam": "voorz", "rol": "voorzitter" })).await, ["voorzitter"]);
    assert_eq!(find(json!({ "naam": "v%z" })).await, Vec::<String>::new());
    assert_eq!(
        find(json!({ "organisatie": regio.organisatie(Wie::Beheerder) })).await,
        ["beheerder", "fg", "onderzoeker"]
    );
    assert_eq!(find(json!({ "actief": false })).await, Vec::<String>::new());
    let (mut all, mut na) = (Vec::new(), Value::Null);
    loop {
        let mut body = json!({ "aantal": 5 });
        if !na.is_null() {
            body["na"] = na;
        }
        let page = beheerder.post("/v1/gebruikers/_zoek", body).await.met(200);
        all.extend(page.items().iter().map(|it| it["gebruikersnaam"].as_str().unwrap().to_owned()));
        na = page.json["na"].clone();
        if na.is_null() {
            break;
        }
    }
    assert_eq!((all.len(), all.is_sorted()), (12, true));
    let account = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Voorzorg));
    let hidden = regio.als(Wie::Coordinator).get(&account).await.weigert(404, "niet-gevonden");
    let absent = regio.als(Wie::Coordinator).get(&format!("/v1/gebruikers/{}", niets())).await;
    assert_eq!(hidden.bytes, absent.bytes);
}
