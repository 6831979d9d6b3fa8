//! What is given: a region with one person for each role, and a way to ask as one of them.

pub mod bodies;
pub mod database;
pub mod verhaal;

use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, HashMap, HashSet},
    net::SocketAddr,
    rc::Rc,
    sync::Arc,
};

use actix_web::{
    App,
    body::MessageBody as _,
    http::{
        Method, StatusCode,
        header::{self, HeaderMap},
    },
    middleware::from_fn,
    test::{TestRequest, init_service, try_call_service},
    web::{self, Bytes},
};
use chrono::{DateTime, TimeDelta};
use futures_util::future::LocalBoxFuture;
use knooppunt::{
    app::Parts,
    clock::{Clock as _, SetClock},
    config::{Instellingen, Sleutel, Sleutels},
    domain::{
        gebied::{Gemeente, Subregio},
        ids::Id,
        route::Route,
        tijd::Moment,
        toegang::{DeskId, Gebied, GebruikerId, OrganisatieId, Organisatiesoort, Rol, Toekenning, wachtwoord::Hasher},
    },
    http::{omlijsting, route::nowhere},
    store::{
        conn::{Db, Tx},
        kluis::Kluis,
        logboek::wijziging::{self, Tabel},
        toegang::{
            Bekend, Herkomst,
            gebruiker::{self, Genodigde, Inlogmiddelen},
            geheim::Geheim,
            maak_gebruiker,
            organisatie::{Deskgegevens, Organisatiegegevens, voeg_desk_toe, voeg_organisatie_toe},
            totp_code,
        },
    },
};
use serde_json::{Value, json};

use self::database::Database;

/// The password of everybody.
pub const WACHTWOORD: &str = "correct paard batterij";
/// The second factor of everybody.
pub const GEHEIM: &[u8] = b"12345678901234567890";

/// Who there is in the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wie {
    /// Not logged in.
    Niemand,
    /// Of a practice in Heerlen: she brings in what the tests are about.
    Verloskundige,
    /// Of another practice, in Maastricht.
    AndereVerloskundige,
    /// Of Parkstad, where Heerlen is.
    Coordinator,
    /// Of Maastricht-Heuvelland.
    AndereCoordinator,
    /// At the desk for prenatal home visits of Parkstad.
    Huisbezoeker,
    /// At the desk of VoorZorg.
    Voorzorg,
    /// At a second desk of VoorZorg, of another organisation.
    AndereVoorzorg,
    /// At the social domain of Heerlen.
    SociaalDomein,
    /// Of the knooppunt of Heerlen.
    Voorzitter,
    Onderzoeker,
    Fg,
    Beheerder,
}

/// Everybody who can log in.
pub const IEDEREEN: [Wie; 12] = [
    Wie::Verloskundige,
    Wie::AndereVerloskundige,
    Wie::Coordinator,
    Wie::AndereCoordinator,
    Wie::Huisbezoeker,
    Wie::Voorzorg,
    Wie::AndereVoorzorg,
    Wie::SociaalDomein,
    Wie::Voorzitter,
    Wie::Onderzoeker,
    Wie::Fg,
    Wie::Beheerder,
];

impl Wie {
    pub fn gebruikersnaam(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

type Ask = Box<dyn Fn(TestRequest) -> LocalBoxFuture<'static, (StatusCode, HeaderMap, Bytes)>>;

/// A region with its people, in a database of its own.
pub struct Regio {
    ask: Ask,
    /// The database, to look behind the answers.
    pub db: Db,
    /// The clock; it stands still until the test moves it.
    pub clock: Arc<SetClock>,
    /// With what it was started; another setting holds from the next start on.
    pub settings: &'static [(&'static str, &'static str)],
    wie: HashMap<Wie, (GebruikerId, OrganisatieId)>,
    desks: HashMap<Wie, DeskId>,
    tokens: RefCell<HashMap<Wie, (Moment, String)>>,
    gezien: RefCell<HashSet<String>>,
    /// Whether the test changed rows itself.
    pub geknoeid: Cell<bool>,
    // Last: everything that uses it is gone by then.
    database: Database,
}

/// The moment at which every test begins: a Monday morning.
pub fn begin() -> Moment {
    moment("2026-11-23T09:00:00Z")
}

pub fn moment(tekst: &str) -> Moment {
    Moment::new(DateTime::parse_from_rfc3339(tekst).unwrap().to_utc())
}

/// An identifier that nothing has.
pub fn niets() -> String {
    Id::<Regio>::new(begin()).to_string()
}

/// A region as it is before anybody had a worry.
pub async fn regio() -> Regio {
    regio_met(&[]).await
}

/// The same, with settings of its own.
pub async fn regio_met(settings: &'static [(&'static str, &'static str)]) -> Regio {
    let database = Database::new();
    let clock = Arc::new(SetClock::at(begin()));
    let parts = parts(&database.url(), clock.clone(), settings);
    parts.db.migreer().unwrap();
    let (wie, desks) = bevolk(&parts.db, &parts.kluis, begin().plus(TimeDelta::days(-1)));
    let (db, ask) = (parts.db.clone(), dienst(parts).await);
    let (tokens, gezien, geknoeid) = (RefCell::default(), RefCell::default(), Cell::default());
    Regio { ask, db, clock, settings, wie, desks, tokens, gezien, geknoeid, database }
}

impl Drop for Regio {
    /// Whatever a test did: each row that was changed has its line.
    fn drop(&mut self) {
        if self.geknoeid.get() || std::thread::panicking() {
            return;
        }
        let tabellen = self.db.read_blocking(wijziging::tabellen).unwrap();
        assert!(tabellen.len() > 30, "{tabellen:?}");
        for Tabel { naam, .. } in tabellen {
            let los = self.tel(&format!(
                "{naam} WHERE wijziging NOT IN (SELECT wijziging FROM logregel WHERE wijziging IS NOT NULL)"
            ));
            assert_eq!(los, 0, "rows of {naam} were changed without a line");
        }
    }
}

/// The whole program, to be asked.
async fn dienst(parts: Parts) -> Ask {
    let app = App::new()
        .wrap(from_fn(omlijsting::surround))
        .default_service(web::to(nowhere))
        .configure(move |cfg| parts.configure(cfg));
    let app = Rc::new(init_service(app).await);
    Box::new(move |request| {
        let app = Rc::clone(&app);
        Box::pin(async move {
            let answer = match try_call_service(&app, request.to_request()).await {
                Ok(answer) => answer.into_parts().1.map_into_boxed_body(),
                Err(error) => error.error_response(),
            };
            let (head, body) = answer.into_parts();
            (head.status(), head.headers().clone(), body.try_into_bytes().unwrap())
        })
    })
}

fn parts(url: &str, clock: Arc<SetClock>, own: &[(&'static str, &'static str)]) -> Parts {
    let settings = [
        ("KNOOPPUNT__DATABASE__URL", url),
        ("KNOOPPUNT__DATABASE__VERBINDINGEN", "4"),
        ("KNOOPPUNT__DATABASE__WACHTTIJD_SECONDEN", "30"),
        ("KNOOPPUNT__TOEGANG__ARGON2_GEHEUGEN_KIB", "8"),
        ("KNOOPPUNT__TOEGANG__ARGON2_RONDES", "1"),
        ("KNOOPPUNT__TOEGANG__ARGON2_BANEN", "1"),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_RP_ID", "knooppunt.example.nl"),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_ORIGIN", "https://knooppunt.example.nl"),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_VERPLICHT_VOOR", ""),
        // The clock stands still: a whole test happens within one minute.
        ("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "100000"),
        ("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "100000"),
    ];
    let settings = settings.iter().chain(own).map(|(name, value)| (name.into(), value.into()));
    let settings = Instellingen::from_sources(None, settings).unwrap();
    let sleutels = Sleutels {
        token: Sleutel::new([1; 32]),
        token_vorige: Vec::new(),
        hoofd: Sleutel::new([2; 32]),
        totp: Sleutel::new([3; 32]),
    };
    Parts::new(&settings, &sleutels, clock).unwrap()
}

type Bevolking = (HashMap<Wie, (GebruikerId, OrganisatieId)>, HashMap<Wie, DeskId>);

/// The organisations, desks and accounts of the region.
pub fn bevolk(db: &Db, kluis: &Kluis, nu: Moment) -> Bevolking {
    use Organisatiesoort::{GgdJgz, GgdKennis, Hulpaanbieder, MaatschappelijkWerk, Verloskundigenpraktijk};
    let hash = Hasher::new(8, 1, 1).unwrap().hash(WACHTWOORD, &[7; 16]).unwrap();
    let (db, kluis) = (db.clone(), kluis.clone());
    let bevolken = move |tx: &mut Tx| {
        let org = |tx: &mut Tx, naam: &str, soort, gemeente: Option<Gemeente>| {
            let gemeenten = gemeente.into_iter().collect();
            let nieuw = Organisatiegegevens { naam: naam.into(), soort, gemeenten };
            voeg_organisatie_toe(tx, &nieuw, nu)
        };
        let wieg = org(tx, "De Wieg", Verloskundigenpraktijk, Some(Gemeente::Gm0917))?;
        let maas = org(tx, "Aan de Maas", Verloskundigenpraktijk, Some(Gemeente::Gm0935))?;
        let jgz = org(tx, "JGZ Zuid-Limburg", GgdJgz, None)?;
        let vroeg = org(tx, "Vroeg Erbij", Hulpaanbieder, None)?;
        let wijkteam = org(tx, "Wijkteam Heerlen", MaatschappelijkWerk, Some(Gemeente::Gm0917))?;
        let kennis = org(tx, "GGD Kennis", GgdKennis, None)?;

        let desk = |tx: &mut Tx, organisatie, naam: &str, route, gebied| {
            let naam = naam.into();
            let (capaciteit, wachttijd_dagen, responstermijn) = (None, None, None);
            let nieuw = Deskgegevens { organisatie, naam, route, gebied, capaciteit, wachttijd_dagen, responstermijn };
            voeg_desk_toe(tx, &nieuw, nu)
        };
        let parkstad = Gebied::Subregio(Subregio::Parkstad);
        let heerlen = Gebied::Gemeente(Gemeente::Gm0917);
        let phb = desk(tx, jgz, "Prenataal huisbezoek", Route::PrenataalHuisbezoek, parkstad)?;
        let voorzorg = desk(tx, jgz, "VoorZorg", Route::Voorzorg, Gebied::Regio)?;
        let tweede = desk(tx, vroeg, "VoorZorg Vroeg Erbij", Route::Voorzorg, Gebied::Regio)?;
        let sociaal = desk(tx, wijkteam, "Sociaal domein", Route::SociaalDomein, heerlen)?;
        let tafel = desk(tx, wijkteam, "Knooppunt Heerlen", Route::Knooppunt, heerlen)?;

        let maastricht = Gebied::Subregio(Subregio::MaastrichtHeuvelland);
        let mensen = [
            (Wie::Verloskundige, wieg, Rol::Signaleerder, Gebied::Organisatie(wieg)),
            (Wie::AndereVerloskundige, maas, Rol::Signaleerder, Gebied::Organisatie(maas)),
            (Wie::Coordinator, jgz, Rol::JgzCoordinator, parkstad),
            (Wie::AndereCoordinator, jgz, Rol::JgzCoordinator, maastricht),
            (Wie::Huisbezoeker, jgz, Rol::Uitvoerder, Gebied::Desk(phb)),
            (Wie::Voorzorg, jgz, Rol::Uitvoerder, Gebied::Desk(voorzorg)),
            (Wie::AndereVoorzorg, vroeg, Rol::Uitvoerder, Gebied::Desk(tweede)),
            (Wie::SociaalDomein, wijkteam, Rol::Uitvoerder, Gebied::Desk(sociaal)),
            (Wie::Voorzitter, wijkteam, Rol::Voorzitter, heerlen),
            (Wie::Onderzoeker, kennis, Rol::Onderzoeker, Gebied::Regio),
            (Wie::Fg, kennis, Rol::Fg, Gebied::Regio),
            (Wie::Beheerder, kennis, Rol::Beheerder, Gebied::Regio),
        ];
        let mut wie = HashMap::new();
        for (naam, organisatie, rol, gebied) in mensen {
            let bekend = Bekend {
                wie: Genodigde {
                    gebruikersnaam: naam.gebruikersnaam(),
                    naam: format!("{naam:?}"),
                    organisatie,
                    toekenningen: vec![Toekenning { rol, gebied }],
                },
                middelen: Inlogmiddelen { wachtwoord: hash.clone(), totp_geheim: GEHEIM.to_vec() },
            };
            wie.insert(naam, (maak_gebruiker(tx, &kluis, &bekend, nu)?, organisatie));
        }
        let desks = HashMap::from([
            (Wie::Huisbezoeker, phb),
            (Wie::Voorzorg, voorzorg),
            (Wie::AndereVoorzorg, tweede),
            (Wie::SociaalDomein, sociaal),
            (Wie::Voorzitter, tafel),
        ]);
        Ok((wie, desks))
    };
    // A thread that drives asynchronous tasks may not block.
    std::thread::spawn(move || db.write_blocking(bevolken).unwrap()).join().unwrap()
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Antwoord {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Bytes,
    pub json: Value,
}

impl Antwoord {
    /// The answer, which must have this status.
    #[track_caller]
    pub fn met(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.tekst());
        self
    }

    /// A refusal with this status and code.
    #[track_caller]
    pub fn weigert(self, status: u16, code: &str) -> Self {
        let answer = self.met(status);
        assert_eq!(answer.json["code"], code, "{}", answer.tekst());
        assert_eq!(answer.header("content-type").as_deref(), Some("application/problem+json"));
        answer
    }

    /// A refusal of what was sent, that names this field.
    #[track_caller]
    pub fn noemt(self, veld: &str) -> Self {
        let answer = self.weigert(400, "ongeldige-invoer");
        let fouten = answer.json["fouten"].as_array().unwrap();
        assert!(fouten.iter().any(|fout| fout["veld"] == veld), "{veld}: {}", answer.tekst());
        answer
    }

    pub fn tekst(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        self.headers.get(name).map(|value| value.to_str().unwrap().to_owned())
    }

    /// The version, to send back.
    #[track_caller]
    pub fn etag(&self) -> String {
        self.header("etag").expect("an ETag")
    }

    #[track_caller]
    pub fn id(&self) -> String {
        self.veld("id")
    }

    #[track_caller]
    pub fn veld(&self, naam: &str) -> String {
        self.json[naam].as_str().unwrap_or_else(|| panic!("{naam} in {}", self.tekst())).to_owned()
    }

    /// The items of a page.
    #[track_caller]
    pub fn items(&self) -> &Vec<Value> {
        self.json["items"].as_array().expect("a page")
    }
}

/// Somebody who asks.
pub struct Vrager<'a> {
    regio: &'a Regio,
    wie: Wie,
}

impl Vrager<'_> {
    pub async fn vraag(&self, request: TestRequest) -> Antwoord {
        let request = match self.wie {
            Wie::Niemand => request,
            wie => request.insert_header((header::AUTHORIZATION, self.regio.token(wie).await)),
        };
        self.regio.vraag(request).await
    }

    pub async fn get(&self, path: &str) -> Antwoord {
        self.vraag(TestRequest::get().uri(path)).await
    }

    /// Posts; a body of `null` is none at all.
    pub async fn post(&self, path: &str, body: Value) -> Antwoord {
        self.vraag(met_body(TestRequest::post().uri(path), &body)).await
    }

    /// Posts what changes the version that was seen.
    pub async fn post_met(&self, path: &str, etag: &str, body: Value) -> Antwoord {
        let request = TestRequest::post().uri(path).insert_header((header::IF_MATCH, etag));
        self.vraag(met_body(request, &body)).await
    }

    /// Puts a thing as it is to be, in the version that was seen.
    pub async fn put(&self, path: &str, etag: &str, body: Value) -> Antwoord {
        self.vraag(TestRequest::put().uri(path).insert_header((header::IF_MATCH, etag)).set_json(body)).await
    }

    /// Reads a thing and does something with the version that was read.
    pub async fn stap(&self, thing: impl AsRef<str>, step: &str, body: Value) -> Antwoord {
        let thing = thing.as_ref();
        let etag = self.get(thing).await.met(200).etag();
        self.post_met(&format!("{thing}/{step}"), &etag, body).await
    }
}

fn met_body(request: TestRequest, body: &Value) -> TestRequest {
    if body.is_null() { request } else { request.set_json(body) }
}

impl Regio {
    pub fn als(&self, wie: Wie) -> Vrager<'_> {
        Vrager { regio: self, wie }
    }

    pub fn gebruiker(&self, wie: Wie) -> String {
        self.wie[&wie].0.to_string()
    }

    pub fn organisatie(&self, wie: Wie) -> String {
        self.wie[&wie].1.to_string()
    }

    /// The desk at which somebody works.
    pub fn desk(&self, wie: Wie) -> String {
        self.desks[&wie].to_string()
    }

    /// Stops the program and starts it anew, on the same database.
    pub async fn herstart(&mut self) {
        self.herstart_op(&self.url()).await;
    }

    /// The same, with another way into the database.
    pub async fn herstart_op(&mut self, url: &str) {
        let parts = parts(url, self.clock.clone(), self.settings);
        self.db = parts.db.clone();
        self.ask = dienst(parts).await;
    }

    /// Asks without saying who.
    pub async fn vraag(&self, request: TestRequest) -> Antwoord {
        self.vraag_van("192.0.2.1", request).await
    }

    /// Asks from another address.
    pub async fn vraag_van(&self, adres: &str, request: TestRequest) -> Antwoord {
        let peer = SocketAddr::new(adres.parse().unwrap(), 4000);
        let (status, headers, bytes) = (self.ask)(request.peer_addr(peer)).await;
        let json = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Antwoord { status: status.as_u16(), headers, bytes, json }
    }

    /// What somebody logs in with now.
    pub fn inlog(&self, wie: Wie) -> Value {
        let code = totp_code(GEHEIM, self.clock.now());
        json!({ "gebruikersnaam": wie.gebruikersnaam(), "wachtwoord": WACHTWOORD, "totpCode": code })
    }

    pub async fn login(&self, wie: Wie) -> Antwoord {
        let body = self.inlog(wie);
        self.vraag(TestRequest::post().uri("/v1/sessies").set_json(body)).await
    }

    /// A token that is good now; she logs in when she has none.
    async fn token(&self, wie: Wie) -> String {
        let nu = self.clock.now();
        let known = self.tokens.borrow().get(&wie).cloned();
        if let Some((tot, token)) = known
            && nu < tot
        {
            return token;
        }
        let tokens = self.login(wie).await.met(201);
        let token = format!("Bearer {}", tokens.veld("toegangstoken"));
        let tot = nu.plus(TimeDelta::seconds(tokens.json["verlooptOver"].as_i64().unwrap()));
        self.tokens.borrow_mut().insert(wie, (tot, token.clone()));
        token
    }

    /// Somebody who chooses a password and a second factor anew: the code to do it with.
    pub async fn nodig_opnieuw_uit(&self, wie: Wie) -> String {
        let (code, nu) = (Geheim::nieuw().unwrap(), self.clock.now());
        let afdruk = code.afdruk.clone();
        let naam = wie.gebruikersnaam();
        let herkomst = Herkomst::Opdrachtregel;
        self.db.write(move |tx| gebruiker::nodig_opnieuw_uit(tx, &naam, &afdruk, herkomst, nu)).await.unwrap().unwrap();
        code.tekst
    }

    /// Lets everybody log in, so that nothing is written but what a test asks for.
    pub async fn iedereen_logt_in(&self) {
        for wie in IEDEREEN {
            self.token(wie).await;
        }
    }

    /// What time it is for the program.
    pub fn clock_nu(&self) -> Moment {
        self.clock.now()
    }

    /// Somebody who left: her account can be used no more.
    pub async fn sluit_account(&self, wie: Wie) {
        use diesel::prelude::*;
        use knooppunt::store::schema::gebruiker as tabel;
        let (wie, _) = self.wie[&wie];
        let sluit =
            move |tx: &mut Tx| Ok(diesel::update(tabel::table.find(wie)).set(tabel::actief.eq(false)).execute(tx)?);
        self.geknoeid.set(true);
        assert_eq!(self.db.write(sluit).await.unwrap(), 1);
    }

    pub fn verstrijk(&self, duration: TimeDelta) {
        self.clock.advance(duration);
    }

    /// The row count of a table, or of what follows in the query: `tel("signaal WHERE ...")`.
    pub fn tel(&self, table: &str) -> i64 {
        database::getal(&self.db, format!("SELECT count(*) AS n FROM {table}"))
    }

    /// How the program names its database.
    pub fn database_url(&self) -> String {
        self.database.url()
    }

    /// Changes the database behind the program's back.
    pub fn voer_uit(&self, statement: &str) {
        self.geknoeid.set(true);
        database::voer_uit(&self.db, statement);
    }

    /// Where the database is.
    pub fn url(&self) -> String {
        self.database.url()
    }

    pub fn op_postgresql(&self) -> bool {
        database::op_postgresql(&self.db)
    }

    /// A statement that the database refuses.
    #[track_caller]
    pub fn mag_niet(&self, statement: &str) {
        assert!(!database::probeer(&self.db, statement), "{statement}");
    }

    /// Every table with its rows, but for what every request may touch: logboek, sessions and the step of a login.
    pub fn inhoud(&self) -> BTreeMap<String, Vec<String>> {
        let mut all = database::inhoud(&self.db);
        let of_every_request = [
            "logregel",
            "logregel_betrokkene",
            "logregel_wachtend",
            "sessie",
            "verversing",
            "gebruiker",
            "teller",
            "apparaat",
            "uitdaging",
        ];
        for table in of_every_request {
            assert!(all.remove(table).is_some());
        }
        // Of SQLite alone.
        let _wijziging = all.remove("logwijziging");
        all
    }

    /// Where in the database, its files on the disk included, these words can be read.
    pub fn waar_staat(&self, woorden: &str) -> Vec<String> {
        let needle = woorden.to_lowercase();
        let hex = woorden.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let mut places: Vec<String> = Vec::new();
        for (table, rows) in database::inhoud(&self.db) {
            let rows = rows.iter().map(|row| row.to_lowercase());
            if rows.into_iter().any(|row| row.contains(&needle) || row.contains(&hex)) {
                places.push(table);
            }
        }
        let bytes = self.database.bytes();
        if bytes.windows(woorden.len()).any(|window| window.eq_ignore_ascii_case(woorden.as_bytes())) {
            places.push("the files".into());
        }
        places
    }

    /// The files of the database, as they are on the disk.
    pub fn bestanden(&self) -> Vec<u8> {
        self.database.bytes()
    }

    /// She shows her second factor, just now.
    pub fn verse_factor(&self, wie: Wie) {
        let (id, nu) = (self.gebruiker(wie).replace('-', ""), self.clock_nu());
        let wie = if self.op_postgresql() { format!("'{id}'::uuid") } else { format!("X'{id}'") };
        self.voer_uit(&format!("UPDATE sessie SET factor_op = '{nu}' WHERE gebruiker_id = {wie}"));
    }

    /// Where these bytes are, which lie sealed or hashed: in a row, or in the files on the disk.
    pub fn waar_liggen(&self, bytes: &[u8]) -> Vec<String> {
        let hex = bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let er = |rows: &Vec<String>| rows.iter().any(|row| row.to_lowercase().contains(&hex));
        let inhoud = database::inhoud(&self.db);
        let mut places: Vec<String> =
            inhoud.iter().filter(|(_, rows)| er(rows)).map(|(table, _)| table.clone()).collect();
        if self.database.bytes().windows(bytes.len()).any(|window| window == bytes) {
            places.push("the files".into());
        }
        places
    }

    /// The lines of the logboek since the last time somebody looked, but for those of logins; without an order.
    pub fn regels(&self) -> Vec<Regel> {
        let lines = regels(&self.db);
        let mut seen = self.gezien.borrow_mut();
        lines
            .into_iter()
            .filter(|line| seen.insert(line.id.clone()))
            .filter(|line| !line.gebeurtenis.starts_with("sessie-") && !line.gebeurtenis.starts_with("gebruiker-"))
            .collect()
    }

    /// The one line since the last time somebody looked: what happened, whether it was done, and by whom.
    #[track_caller]
    pub fn een_regel(&self, wie: Wie, gebeurtenis: &str) -> Regel {
        let mut lines = self.regels();
        assert_eq!(lines.len(), 1, "one line for {gebeurtenis}: {lines:#?}");
        let line = lines.remove(0);
        assert_eq!(line.gebeurtenis, gebeurtenis, "{line:?}");
        assert_eq!(line.uitkomst != "gelukt", gebeurtenis == "geweigerd", "{line:?}");
        assert_eq!(line.gebruiker.as_deref(), Some(self.gebruiker(wie).as_str()), "{line:?}");
        line
    }
}

/// A line of the logboek.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regel {
    pub id: String,
    pub gebeurtenis: String,
    pub uitkomst: String,
    pub handeling: String,
    pub rol: Option<String>,
    pub gebruiker: Option<String>,
    pub object: Option<String>,
    pub verzoek: Option<String>,
    pub casus: Option<String>,
    pub betrokkenen: String,
    pub grond: Option<String>,
    pub noodprocedure: bool,
    pub machineclient: Option<String>,
    pub namens: Option<String>,
}

/// All lines of the logboek.
pub fn regels(db: &Db) -> Vec<Regel> {
    use diesel::prelude::*;
    use knooppunt::store::schema::logregel;
    type Any = Option<Id<Regel>>;
    type Gedaan = (String, String, String, Option<String>);
    type Row = (Id<Regel>, Gedaan, Any, Any, Any, Any, (Any, Any), String, Option<String>, bool);
    let rows: Vec<Row> = db
        .read_blocking(|tx| {
            Ok(logregel::table
                .select((
                    logregel::id,
                    (logregel::gebeurtenis, logregel::uitkomst, logregel::handeling, logregel::rol),
                    logregel::gebruiker_id,
                    logregel::object_id,
                    logregel::verzoek_id,
                    logregel::casus_id,
                    (logregel::machineclient_id, logregel::namens),
                    logregel::betrokkenen,
                    logregel::regel,
                    logregel::noodprocedure,
                ))
                .load::<Row>(tx)?)
        })
        .unwrap();
    let naam = |id: Any| id.map(|id| id.to_string());
    rows.into_iter()
        .map(|(id, gedaan, gebruiker, object, verzoek, casus, voor, betrokkenen, grond, noodprocedure)| {
            let (machineclient, namens) = voor;
            let (gebeurtenis, uitkomst, handeling, rol) = gedaan;
            Regel {
                id: id.to_string(),
                gebeurtenis,
                uitkomst,
                handeling,
                rol,
                gebruiker: naam(gebruiker),
                object: naam(object),
                verzoek: naam(verzoek),
                casus: naam(casus),
                betrokkenen,
                grond,
                noodprocedure,
                machineclient: naam(machineclient),
                namens: naam(namens),
            }
        })
        .collect()
}

/// The methods that answer: the verbs of the document.
pub fn methode(naam: &str) -> Method {
    naam.to_uppercase().parse().unwrap()
}
