//! The application, built from its parts; the program and the tests share it.

use std::{path::Path, sync::Arc};

use actix_web::{
    HttpRequest, HttpResponse,
    http::Method,
    middleware::from_fn,
    web::{self, Data, ServiceConfig},
};
use tlog::checkpoint::LogVkey;

use crate::{
    clock::Clock,
    config::{Instellingen, Logboek, Sleutels},
    domain::{
        logboek::nota::lees_vkey,
        publicatie::{Drempel, Programma},
        regelbestand::Fout,
        route::{Rechtstreeks, Routes},
        routeadvies::Routeregels,
    },
    http::{
        accept::{JSON, eis},
        beheer, bericht, casus, client, doorgeleiding, dossier, drempel, evaluatie, herlezen, historie, inzage,
        knooppunt, logboek, mens, noodprocedure, notitie, openapi,
        problem::{Code, Problem},
        publicatie::{self, lezer::Cijfers, stand::Telbeurt},
        referentie::{self, Lijsten},
        route::{nowhere, resource},
        signaal,
        toegang::{self, Toegang, proef::Proef},
        toestemming, traject,
        transaction::Regels,
        verhuizing, voorstel, wissing,
    },
    store::{
        conn::{DatabaseSettings, Db},
        kluis::Kluis,
    },
    web::{docs, routes as werkplek},
    werk::{ondertekenaar::Ondertekenaar, post::Bezorger, relay::Relay, termijnen::Termijnen, voorlegger::Voorlegger},
};

/// The programme that the program ships with.
const PROGRAMMA: (&str, &str) =
    ("config/publicaties/kansrijke-start.toml", include_str!("../config/publicaties/kansrijke-start.toml"));

/// The rules of the routes that the program ships with.
const ROUTEREGELS: (&str, &str) =
    ("config/routeadvies/zuid-limburg.toml", include_str!("../config/routeadvies/zuid-limburg.toml"));

/// What the application is made of.
#[derive(Clone)]
pub struct Parts {
    /// The database.
    pub db: Db,
    /// The vault.
    pub kluis: Kluis,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// What logging in needs.
    pub toegang: Data<Toegang>,
    /// What the region has settled.
    pub regels: Data<Regels>,
    /// What is counted for the researcher.
    pub cijfers: Data<Cijfers>,
    /// The closed lists.
    pub lijsten: Data<Lijsten>,
    /// What signs the logboek, when this process does.
    pub ondertekenaar: Option<Arc<Ondertekenaar>>,
    /// What its checkpoints are checked with.
    pub vkeys: Data<Vec<LogVkey>>,
    /// What shows it to the witnesses, when this process signs.
    pub voorleggers: Vec<Arc<Voorlegger>>,
    /// What takes mail, when the settings name it.
    pub relay: Option<Arc<Relay>>,
    /// Whom a visitor can be, in the demo alone.
    pub proef: Option<Data<Proef>>,
}

impl Parts {
    /// The parts as the settings want them.
    ///
    /// An error says which setting cannot be used.
    pub fn new(settings: &Instellingen, sleutels: &Sleutels, clock: Arc<dyn Clock>) -> Result<Self, String> {
        let db = Db::open(&database(settings)).map_err(|error| error.to_string())?;
        let kluis = Kluis::new(sleutels.hoofd.bytes(), sleutels.totp.bytes()).map_err(|error| error.to_string())?;
        let routes = Routes::standaard().map_err(|fout| format!("config/routes.toml: {fout}"))?;
        let lijsten = Data::new(Lijsten::new(&routes)?);
        let cijfers = Data::new(cijfers(settings)?);
        let regels = Regels {
            routes,
            routeregels: Arc::new(routeregels(settings)?),
            rechtstreeks: Rechtstreeks::lees(&settings.voorstel.rechtstreeks)
                .map_err(|fout| format!("instelling `voorstel.rechtstreeks`: {fout}"))?,
            evaluatie_na_dagen: settings.casus.evaluatie_na_dagen,
            idempotentie_uren: settings.idempotentie.uren,
            remmen: settings.remmen,
            inzage: settings.inzage,
            bewaren: settings.bewaren,
            post: settings.post.is_aan(),
        };
        let relay = Relay::new(&settings.post)?.map(Arc::new);
        let toegang = Toegang::new(settings, sleutels)?;
        let ondertekenaar = ondertekenaar(settings)?.map(Arc::new);
        let voorleggers = voorleggers(settings)?;
        let (toegang, regels) = (Data::new(toegang), Data::new(regels));
        let vkeys = Data::new(ondertekenaar.as_ref().map(|wie| wie.vkeys()).unwrap_or_default());
        Ok(Self {
            db,
            kluis,
            clock,
            toegang,
            regels,
            cijfers,
            lijsten,
            ondertekenaar,
            vkeys,
            voorleggers,
            relay,
            proef: None,
        })
    }

    /// What keeping to the terms of the requests needs.
    #[must_use]
    pub fn termijnen(&self) -> Arc<Termijnen> {
        Arc::new(Termijnen {
            kluis: self.kluis.clone(),
            routes: self.regels.routes.clone(),
            evaluatie_na_dagen: self.regels.evaluatie_na_dagen,
            routeregels: self.regels.routeregels.clone(),
        })
    }

    /// What sending letters needs.
    #[must_use]
    pub fn bezorger(&self) -> Bezorger {
        Bezorger {
            kluis: self.kluis.clone(),
            relay: self.relay.clone(),
            evaluatie_na_dagen: self.regels.evaluatie_na_dagen,
            routeregels: self.regels.routeregels.clone(),
        }
    }

    /// Registers the parts and the route table.
    pub fn configure(&self, cfg: &mut ServiceConfig) {
        if let Some(proef) = &self.proef {
            cfg.app_data(proef.clone());
        }
        cfg.app_data(Data::new(self.db.clone()))
            .app_data(Data::new(self.kluis.clone()))
            .app_data(Data::<dyn Clock>::from(self.clock.clone()))
            .app_data(self.toegang.clone())
            .app_data(self.regels.clone())
            .app_data(self.cijfers.clone())
            .app_data(self.lijsten.clone())
            .app_data(self.vkeys.clone())
            .app_data(herlezen::lezers())
            .configure(routes);
    }
}

/// What a file of the region's own means, or when the setting names none the one that the program ships with.
///
/// An error names the file, the line and the reason.
fn regelbestand<T>(
    (instelling, eigen): (&str, &Path),
    (naam, geleverd): (&str, &str),
    lees: impl FnOnce(&str) -> Result<T, Fout>,
) -> Result<T, String> {
    if eigen.as_os_str().is_empty() {
        return lees(geleverd).map_err(|fout| format!("{naam}: {fout}"));
    }
    let tekst = std::fs::read_to_string(eigen);
    let tekst = tekst.map_err(|fout| format!("instelling `{instelling}`: {}: {fout}", eigen.display()))?;
    lees(&tekst).map_err(|fout| format!("{}: {fout}", eigen.display()))
}

/// When a route is open to a family.
///
/// An error names the file, the line and the reason.
pub fn routeregels(settings: &Instellingen) -> Result<Routeregels, String> {
    regelbestand(("routeadvies.regels", &settings.routeadvies.regels), ROUTEREGELS, Routeregels::lees)
}

/// What is counted.
///
/// An error names the file, the line and the reason.
fn cijfers(settings: &Instellingen) -> Result<Cijfers, String> {
    let eigen = ("publicatie.programma", settings.publicatie.programma.as_path());
    let programma = regelbestand(eigen, PROGRAMMA, Programma::lees)?;
    let drempel = Drempel::new(settings.publicatie.drempel).map_err(|fout| fout.to_string())?;
    Ok(Cijfers { programma: Arc::new(programma), drempel, beurt: Telbeurt::default() })
}

/// What signs the logboek, when the settings name a key.
///
/// An error says what is wrong with the key.
pub fn ondertekenaar(settings: &Instellingen) -> Result<Option<Ondertekenaar>, String> {
    let Logboek { sleutel, oorsprong, .. } = &settings.logboek;
    if sleutel.as_os_str().is_empty() {
        return Ok(None);
    }
    let gelezen = Ondertekenaar::lees(sleutel, oorsprong);
    let gelezen = gelezen.map_err(|fout| format!("instelling `logboek.sleutel`: {fout}"))?;
    Ok(Some(gelezen.met_eerdere(eerdere_sleutels(settings)?)))
}

/// What the log was signed with before.
///
/// An error says which is no key.
pub fn eerdere_sleutels(settings: &Instellingen) -> Result<Vec<LogVkey>, String> {
    let gelezen =
        |tekst: &String| lees_vkey(tekst).map_err(|fout| format!("`logboek.eerdere_sleutels`: {tekst}: {fout}"));
    // An empty word, as an empty variable gives, is none.
    settings.logboek.eerdere_sleutels.iter().filter(|tekst| !tekst.is_empty()).map(gelezen).collect()
}

/// What the checkpoints of the log are checked with, where this process has its key; nothing where another process signs, for then
/// only that one knows which key is in use.
///
/// An error says what is wrong with a key.
pub fn vkeys(settings: &Instellingen) -> Result<Vec<LogVkey>, String> {
    Ok(ondertekenaar(settings)?.as_ref().map(Ondertekenaar::vkeys).unwrap_or_default())
}

/// What shows the logboek to the witnesses of the settings; nothing when this process does not sign.
///
/// An error says what is wrong with the settings.
pub fn voorleggers(settings: &Instellingen) -> Result<Vec<Arc<Voorlegger>>, String> {
    let Logboek { sleutel, getuigen, vertrouwen_bestand, .. } = &settings.logboek;
    let getuigen = getuigen.iter().filter(|_| !sleutel.as_os_str().is_empty());
    let vkeys = vkeys(settings)?;
    let voorleggers = getuigen.map(|getuige| Voorlegger::new(getuige, vkeys.clone(), vertrouwen_bestand).map(Arc::new));
    voorleggers.collect::<Result<_, _>>().map_err(|fout| format!("instelling `logboek.vertrouwen_bestand`: {fout}"))
}

/// How the database is opened.
#[must_use]
pub fn database(settings: &Instellingen) -> DatabaseSettings {
    DatabaseSettings {
        url: settings.database.url.reveal().to_owned(),
        verbindingen: settings.database.verbindingen,
        wachtrij: settings.database.wachtrij,
        wachttijd: std::time::Duration::from_secs(settings.database.wachttijd_seconden),
    }
}

/// The whole route table: the story in its order.
fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/gezondheid", [(Method::GET, web::to(gezondheid))]))
        .service(resource("/gereed", [(Method::GET, web::to(gereed))]))
        .service(
            web::scope("/v1")
                .wrap(from_fn(drempel::langs))
                .service(resource("/openapi.json", [(Method::GET, web::to(openapi::document))]))
                .configure(toegang::routes)
                .configure(referentie::routes)
                .configure(mens::routes)
                .configure(signaal::routes)
                .configure(casus::routes)
                .configure(casus::overdracht::routes)
                .configure(casus::zwangerschap::routes)
                .configure(client::routes)
                .configure(toestemming::routes)
                .configure(doorgeleiding::routes)
                .configure(traject::routes)
                .configure(knooppunt::routes)
                .configure(evaluatie::routes)
                .configure(verhuizing::routes)
                .configure(voorstel::routes)
                .configure(noodprocedure::routes)
                .configure(bericht::routes)
                .configure(historie::routes)
                .configure(inzage::routes)
                .configure(dossier::routes)
                .configure(wissing::routes)
                .configure(logboek::routes)
                .configure(notitie::routes)
                .configure(publicatie::routes)
                .configure(beheer::routes)
                .configure(docs::routes)
                .default_service(web::to(nowhere)),
        )
        // Last: what no line above fits comes here.
        .configure(werkplek);
}

/// Whether the process is alive.
async fn gezondheid(req: HttpRequest) -> Result<HttpResponse, Problem> {
    eis(&req, &[JSON])?;
    Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "leeft" })))
}

/// Whether the database answers and has every migration.
async fn gereed(req: HttpRequest, db: Data<Db>) -> Result<HttpResponse, Problem> {
    eis(&req, &[JSON])?;
    let niet = |detail: &'static str| Problem::new(Code::TeDruk, detail).with_retry_after(5);
    db.ping().await.map_err(|_| niet("De database antwoordt niet."))?;
    let open = web::block({
        let db = db.clone();
        move || db.openstaande_migraties()
    });
    match open.await {
        Ok(Ok(open)) if open.is_empty() => Ok(HttpResponse::Ok().json(serde_json::json!({ "status": "gereed" }))),
        _ => Err(niet("De database heeft nog niet alle migraties.")),
    }
}
