//! The workplace: pages for people, made on the server. They work without a script, a mouse, colour or a wide screen;
//! only a security key is asked by a script (`sleutel`).
//!
//! A page does nothing of its own. It calls the operation that the JSON handler calls, so that rights, consent, log line and words of
//! a refusal are the same. The room knows `http` and `domain`, and never `store`.
//!
//! # How a page is added
//!
//! 1. A file for the word, with its handlers and what they show; a line in [`routes`]. A door to it is a line in [`deuren`], for the
//!    roles that may go through it.
//! 2. A reading: `async fn lees(blad: Blad, t: Transaction, id: Pad<..>) -> Result<HttpResponse, Problem>` asks
//!    `t.bekijk(move |tx, met| operation(tx, met, ..)).await?` and answers `blad.toon(Titel::van(".."), inhoud(view))`. An error is
//!    left alone: [`drempel`] makes a page of every [`Problem`](crate::http::problem::Problem), and the page to log in of a 401.
//! 3. A form: [`deel::formulier`] makes it, with the proof that it is ours and a key (`verzoek`). Its handler takes [`Ingevuld`]
//!    instead of `Blad`: origin, proof and session have been looked at then. It reads its fields, puts them into the JSON of the API
//!    and reads that with `http::invoer::parse`: so rules and words of a mistake are those of the API. What is wrong goes to
//!    [`deel::fouten`] and to the field itself by [`deel::veld`]; the page comes back with everything that was typed, as a 400.
//! 4. What goes well is done once for each key, `t.stuur(ingevuld.een_keer("/v1/.."), operation)`, and answered with
//!    [`Blad::verder_en_zeg`]: the next page is always got.
//! 5. A form that `ingevuld.is_terug()` comes back after a login: show it again as it was filled, and do nothing.
//!
//! Parts to use: [`deel::staat`] (a state: shape, word, colour), [`deel::veld`] (question, hint, error, answer), [`deel::dag`] (days
//! and clocks written out). Styles are in `werkplek.css`; a page has no style of its own.
//!
//! A test logs in with `regio.werkplek(Wie::..)`, gets and posts as a browser does, and reads the page as HTML
//! (`tests/api/werkplek.rs`): text, status, log line, headers.

pub mod account;
pub mod acuut_gevaar;
pub mod beheer;
pub mod beloofd;
pub mod berichten;
pub mod blad;
pub mod casus;
pub mod cijfers;
pub mod dagen;
pub mod deel;
pub mod demo;
pub mod deuren;
pub mod docs;
pub mod drempel;
pub mod factor;
pub mod fg;
pub mod formulier;
pub mod haar;
pub mod hulp;
pub mod in_nood;
pub mod inloggen;
pub mod kader;
pub mod koekje;
pub mod notities;
pub mod omgeving;
pub mod signaal;
pub mod sleutel;
pub mod tafel;
pub mod titel;
pub mod uitloggen;
pub mod uitnodiging;
pub mod vast;
pub mod verder;
pub mod verhuizing;
pub mod weigering;
pub mod zwangerschap;

use actix_web::{
    http::Method,
    middleware::from_fn,
    web::{self, ServiceConfig},
};

pub use self::{blad::Blad, formulier::Ingevuld};
use crate::http::{
    route::{nowhere, resource},
    toegang::beveiligingssleutel::OP_EEN_PAGINA,
};

/// The lines of the route table. What no line fits falls through to here too.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/vast/{naam}", [(Method::GET, web::to(vast::lees))])).service(
        web::scope("")
            .wrap(from_fn(drempel::langs))
            .service(resource("/", [(Method::GET, web::to(inloggen::thuis))]))
            .service(resource(
                "/inloggen",
                [(Method::GET, web::to(inloggen::vraag)), (Method::POST, web::to(inloggen::naam_gegeven))],
            ))
            .service(resource(
                "/inloggen/code",
                [(Method::GET, web::to(inloggen::opnieuw)), (Method::POST, web::to(inloggen::code_gegeven))],
            ))
            .service(resource("/inloggen/sleutel", [(Method::POST, web::to(sleutel::klop_aan))]))
            .service(resource("/uitloggen", [(Method::POST, web::to(uitloggen::log_uit))]))
            .service(resource("/demo", [(Method::GET, web::to(demo::kies)), (Method::POST, web::to(demo::word))]))
            .service(resource("/acuut-gevaar", [(Method::GET, web::to(acuut_gevaar::lees))]))
            .service(resource(
                "/nieuw-signaal",
                [(Method::GET, web::to(signaal::nieuw)), (Method::POST, web::to(signaal::verstuur))],
            ))
            .service(resource("/mijn-signalen", [(Method::GET, web::to(signaal::mijn))]))
            .service(resource("/signalen/{id}", [(Method::GET, web::to(signaal::een))]))
            .service(resource("/signalen/{id}/bewijs", [(Method::GET, web::to(signaal::bewijs))]))
            .configure(casussen)
            .configure(tafels)
            .configure(verhuizing::routes)
            .configure(notities::routes)
            .configure(in_nood::routes)
            .configure(hulp::routes)
            .configure(fg::routes)
            .configure(cijfers::routes)
            .configure(beheer::routes)
            .configure(van_iedereen)
            .configure(eigen_account)
            .default_service(web::to(nowhere)),
    );
}

/// What everybody has: what they were told, and what they promised.
fn van_iedereen(cfg: &mut ServiceConfig) {
    cfg.service(resource("/berichten", [(Method::GET, web::to(berichten::lees))]))
        .service(resource("/berichten/{id}/gelezen", [(Method::POST, web::to(berichten::las_het))]))
        .service(resource("/beloofd", [(Method::GET, web::to(beloofd::lees))]))
        .service(resource("/beloofd/{id}", [(Method::POST, web::to(beloofd::vink_af))]));
}

/// One's own account, and how one gets it.
fn eigen_account(cfg: &mut ServiceConfig) {
    cfg.service(resource("/account", [(Method::GET, web::to(account::lees))]))
        .service(resource("/account/elders-uitloggen", [(Method::POST, web::to(account::log_elders_uit))]))
        .service(resource("/account/sessies/{id}/beeindigen", [(Method::POST, web::to(account::log_daar_uit))]))
        .service(resource(
            OP_EEN_PAGINA,
            [(Method::GET, web::to(sleutel::vraag)), (Method::POST, web::to(sleutel::voeg_toe))],
        ))
        .service(resource("/account/sleutels/{id}/verwijderen", [(Method::POST, web::to(account::haal_sleutel_weg))]))
        .service(resource(
            "/account/wachtwoord",
            [(Method::GET, web::to(account::vraag_wachtwoord)), (Method::POST, web::to(account::wijzig_wachtwoord))],
        ))
        .service(resource(
            "/account/herstelcodes",
            [(Method::GET, web::to(account::vraag_herstelcodes)), (Method::POST, web::to(account::maak_herstelcodes))],
        ))
        .service(resource(
            "/account/factor",
            [(Method::GET, web::to(factor::lees)), (Method::POST, web::to(factor::toon))],
        ))
        .service(resource(
            "/uitnodiging",
            [(Method::GET, web::to(uitnodiging::vraag)), (Method::POST, web::to(uitnodiging::aanvaard))],
        ));
}

/// The pages of whoever carries families.
fn casussen(cfg: &mut ServiceConfig) {
    cfg.service(resource("/vandaag", [(Method::GET, web::to(casus::vandaag::eerst))]))
        .service(resource("/vandaag/{lijst}", [(Method::GET, web::to(casus::vandaag::een))]))
        .service(resource(
            "/casussen",
            [(Method::GET, web::to(casus::gezinnen::alle)), (Method::POST, web::to(casus::gezinnen::gekozen))],
        ))
        .service(resource("/casussen/{id}", [(Method::GET, web::to(casus::een::lees))]))
        .service(resource("/casussen/{id}/aannemen", [(Method::POST, web::to(casus::doen::neem))]))
        .service(resource("/casussen/{id}/gesprek", [(Method::POST, web::to(casus::doen::plan))]))
        .service(resource("/casussen/{id}/bekijken", [(Method::POST, web::to(casus::doen::bekijk))]))
        .service(resource("/casussen/{id}/wegen", [(Method::POST, web::to(casus::doen::weeg))]))
        .service(resource(
            "/casussen/{id}/sluiten",
            [(Method::GET, web::to(casus::sluiten::vraag)), (Method::POST, web::to(casus::sluiten::sluit))],
        ))
        .configure(draad)
        .service(resource(
            "/casussen/{id}/vraag/{desk}",
            [(Method::GET, web::to(casus::vraag::lees)), (Method::POST, web::to(casus::vraag::verstuur))],
        ))
        .service(resource("/casussen/{id}/vraag/{desk}/toestemming", [(Method::POST, web::to(casus::vraag::noteer))]))
        .service(resource(
            "/voorstellen/{id}/terugleggen",
            [(Method::GET, web::to(casus::voorstel::vraag)), (Method::POST, web::to(casus::voorstel::leg_terug))],
        ))
        .service(resource(
            "/signalen/{id}/vergelijken",
            [(Method::GET, web::to(casus::vergelijken::lees)), (Method::POST, web::to(casus::vergelijken::kies))],
        ))
        .service(resource(
            "/zoeken",
            [(Method::GET, web::to(casus::zoeken::vraag)), (Method::POST, web::to(casus::zoeken::zoek))],
        ));
}

/// The pages on which somebody tells what becomes of a family: its pregnancies, and its handover.
fn draad(cfg: &mut ServiceConfig) {
    use casus::zwangerschap as zij;
    use signaal::veranderd as verteld;
    toestemmingen(cfg);
    wijzigingen(cfg);
    cfg.service(resource(
        "/casussen/{id}/geboorte",
        [(Method::GET, web::to(zij::geboorte)), (Method::POST, web::to(zij::leg_geboorte_vast))],
    ))
    .service(resource(
        "/casussen/{id}/verlies",
        [(Method::GET, web::to(zij::verlies)), (Method::POST, web::to(zij::leg_verlies_vast))],
    ))
    .service(resource(
        "/casussen/{id}/loopt-nog",
        [(Method::GET, web::to(zij::loopt_nog)), (Method::POST, web::to(zij::leg_loopt_nog_vast))],
    ))
    .service(resource(
        "/casussen/{id}/termijn",
        [(Method::GET, web::to(zij::termijn)), (Method::POST, web::to(zij::leg_termijn_vast))],
    ))
    .service(resource(
        "/casussen/{id}/volgende-zwangerschap",
        [(Method::GET, web::to(zij::volgende)), (Method::POST, web::to(zij::leg_volgende_vast))],
    ))
    .service(resource("/signalen/{id}/veranderd", [(Method::GET, web::to(verteld::kies))]))
    .service(resource(
        "/signalen/{id}/geboorte",
        [(Method::GET, web::to(verteld::geboorte)), (Method::POST, web::to(verteld::leg_geboorte_vast))],
    ))
    .service(resource(
        "/signalen/{id}/verlies",
        [(Method::GET, web::to(verteld::verlies)), (Method::POST, web::to(verteld::leg_verlies_vast))],
    ))
    .service(resource(
        "/signalen/{id}/loopt-nog",
        [(Method::GET, web::to(verteld::loopt_nog)), (Method::POST, web::to(verteld::leg_loopt_nog_vast))],
    ))
    .service(resource(
        "/signalen/{id}/intrekken",
        [(Method::GET, web::to(signaal::intrekken::vraag)), (Method::POST, web::to(signaal::intrekken::trek_in))],
    ))
    .service(resource("/casussen/{id}/overdracht/{overdracht}", [(Method::GET, web::to(casus::overdracht::lees))]))
    .service(resource(
        "/casussen/{id}/overdracht/{overdracht}/aannemen",
        [(Method::POST, web::to(casus::overdracht::neem_aan))],
    ))
    .service(resource(
        "/casussen/{id}/overdracht/{overdracht}/afloop",
        [(Method::POST, web::to(casus::overdracht::rond_af))],
    ));
}

/// The pages on which somebody changes what is known of a family, or who carries it.
fn wijzigingen(cfg: &mut ServiceConfig) {
    cfg.service(resource(
        "/casussen/{id}/casusregisseur",
        [(Method::GET, web::to(casus::regisseur::vraag)), (Method::POST, web::to(casus::regisseur::wijs_aan))],
    ))
    .service(resource(
        "/casussen/{id}/heropenen",
        [(Method::GET, web::to(casus::heropenen::vraag)), (Method::POST, web::to(casus::heropenen::heropen))],
    ))
    .service(resource("/casussen/{id}/teruggeven", [(Method::POST, web::to(casus::heropenen::geef_terug))]))
    .service(resource(
        "/signalen/{id}/losmaken",
        [(Method::GET, web::to(casus::losmaken::vraag)), (Method::POST, web::to(casus::losmaken::maak_los))],
    ))
    .service(resource(
        "/casussen/{id}/gegevens",
        [(Method::GET, web::to(casus::gegevens::vraag)), (Method::POST, web::to(casus::gegevens::wijzig))],
    ));
}

/// The pages on which is noted what she says about sharing.
fn toestemmingen(cfg: &mut ServiceConfig) {
    use casus::toestemming::{self as alle, een};
    cfg.service(resource(
        "/casussen/{id}/toestemmingen",
        [(Method::GET, web::to(alle::lees)), (Method::POST, web::to(alle::noteer))],
    ))
    .service(resource(
        "/casussen/{id}/toestemmingen/{toestemming}",
        [(Method::GET, web::to(een::lees)), (Method::POST, web::to(een::noteer))],
    ))
    .service(resource("/casussen/{id}/toestemmingen/{toestemming}/intrekken", [(Method::POST, web::to(een::trek_in))]));
}

/// The pages of a chair.
fn tafels(cfg: &mut ServiceConfig) {
    cfg.service(resource(
        "/bijeenkomsten",
        [(Method::GET, web::to(tafel::bijeenkomsten::lees)), (Method::POST, web::to(tafel::bijeenkomsten::plan))],
    ))
    .service(resource("/bijeenkomsten/van/{gemeente}", [(Method::GET, web::to(tafel::bijeenkomsten::van_een_tafel))]))
    .service(resource("/bijeenkomsten/{id}", [(Method::GET, web::to(tafel::bijeenkomst::lees))]))
    .service(resource("/bijeenkomsten/{id}/papier", [(Method::GET, web::to(tafel::papier::lees))]))
    .service(resource("/bijeenkomsten/{id}/agenda", [(Method::POST, web::to(tafel::doen::agendeer))]))
    .service(resource("/bijeenkomsten/{id}/begin", [(Method::POST, web::to(tafel::doen::begin))]))
    .service(resource("/bijeenkomsten/{id}/vaststellen", [(Method::POST, web::to(tafel::doen::stel_vast))]))
    .service(resource(
        "/agendapunten/{id}",
        [(Method::GET, web::to(tafel::een::lees)), (Method::POST, web::to(tafel::een::bewaar))],
    ))
    .service(resource("/agendapunten/{id}/van-agenda", [(Method::POST, web::to(tafel::doen::haal_af))]))
    .service(resource("/afspraken", [(Method::GET, web::to(tafel::afspraken::lees))]))
    .service(resource("/afspraken/gezinnen/{welke}", [(Method::GET, web::to(tafel::afspraken::gezinnen))]))
    .service(resource("/afspraken/{id}/nagekomen", [(Method::POST, web::to(tafel::afspraken::vink_af))]))
    .service(resource(
        "/afspraken/{id}/vervalt",
        [(Method::GET, web::to(tafel::vervalt::vraag)), (Method::POST, web::to(tafel::vervalt::laat_vervallen))],
    ));
}
