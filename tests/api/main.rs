//! The API as its users meet it: the whole program in one process, with a database of the test alone.
//!
//! `KNOOPPUNT_TEST_DATABASE` says which: `sqlite` (what it is without) or `postgresql`, a database for each test on the
//! server that `KNOOPPUNT_TEST_POSTGRES` names.
#![expect(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot go on says so best by stopping where it is"
)]

mod auditevent;
mod beheer;
mod beheer_factor;
mod beheer_tweede;
mod beheer_vertrek;
mod beleid;
mod bestemming;
mod casus;
mod client;
mod doorgeleiding;
mod dossier;
mod draad;
mod draad_verhaal;
mod eindigen;
mod gegeven;
mod getuige;
mod gezinsantwoord;
mod herhaling;
mod historie;
mod iedereen;
mod invoer;
mod inzage;
mod kill;
mod knooppunt_tafel;
mod koppeling;
mod logboek;
mod logboek_boom;
mod logboek_geknoei;
mod logboek_randen;
mod logboek_rechten;
mod logboek_slot;
mod logregel;
mod machineclient;
mod manieren;
mod nieuws;
mod noodprocedure;
mod notitie;
mod oidc;
mod openapi;
mod post;
mod proces;
mod publicatie;
mod publicatie_factsheet;
mod remmen;
mod reservekopie;
mod rode_draad;
mod rooster;
mod routeadvies;
mod signaal;
mod snoei;
mod statements;
mod stroomuitval;
mod termijnen;
mod teruggave;
mod toegang;
mod toestemming;
mod toestemming_lezer;
mod traject;
mod uitgifte;
mod uitval;
mod verhuizing;
mod voorstel;
mod waarneming;
mod wachtrij;
mod webauthn;
mod wedloop;
mod werklijst;
mod werkplek;
mod werkplek_account;
mod werkplek_beheer;
mod werkplek_berichten;
mod werkplek_bureau;
mod werkplek_casus;
mod werkplek_cijfers;
mod werkplek_docs;
mod werkplek_draad;
mod werkplek_fg;
mod werkplek_formulieren;
mod werkplek_gegevens;
mod werkplek_gezin;
mod werkplek_hulp;
mod werkplek_nood;
mod werkplek_rooster;
mod werkplek_signaal;
mod werkplek_tafel;
mod werkplek_toestemming;
mod werkplek_vandaag;
mod werkplek_verhuizing;
mod werkplek_zoeken;
mod wissing;
