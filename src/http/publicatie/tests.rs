//! What the released counts show, and to whom.

use actix_web::{body::MessageBody as _, rt::System, test::TestRequest};
use diesel::prelude::*;

use super::*;
use crate::{
    cli,
    domain::{
        ids::Id,
        recht::{Account, Gebied, Rol, Toekenning, Verzoek, Wie},
    },
    store::{
        publicatie::{
            proef::{Proef, op_beide},
            streek::{op, verzonnen},
        },
        schema::logregel,
    },
};

fn een_actor(rol: Rol) -> Actor {
    let nu = op("2027-02-02");
    Actor {
        wie: Wie::Account(Account { gebruiker: Id::new(nu), organisatie: Id::new(nu), sessie: Id::new(nu) }),
        eigen: vec![Toekenning { rol, gebied: Gebied::Regio }],
        waarnemingen: Vec::new(),
        verzoek: Verzoek { id: Id::<()>::new(nu).uuid(), toegangspunt: "127.0.0.1".into() },
        nu,
    }
}

/// Databases in which 2025 was released.
fn met_2025() -> Vec<(Proef, Data<Db>, PublicatieId)> {
    let proeven = op_beide(&verzonnen(100)).into_iter().map(|proef| {
        cli::publicatie::maak(&proef.db, "2025", 10, op("2027-02-01")).unwrap();
        let id = proef.db.read_blocking(publicatie::lijst).unwrap()[0].id;
        let db = Data::new(proef.db.clone());
        (proef, db, id)
    });
    proeven.collect()
}

fn codes(db: &Data<Db>, rol: Rol, id: PublicatieId) -> [Option<Code>; 4] {
    let req = TestRequest::default().to_http_request();
    let code = |problem: Problem| problem.code();
    System::new().block_on(async {
        [
            lijst(een_actor(rol), db.clone()).await.map_err(code).err(),
            een(een_actor(rol), Pad(id), db.clone()).await.map_err(code).err(),
            cellen(een_actor(rol), Pad(id), req, db.clone()).await.map_err(code).err(),
            woordenboek(een_actor(rol), Pad(id), db.clone()).await.map_err(code).err(),
        ]
    })
}

#[test]
fn een_onderzoeker_krijgt_precies_de_bytes_die_zijn_vrijgegeven() {
    for (proef, db, id) in met_2025() {
        for (accept, soort) in [("text/csv", Bestand::Csv), ("application/json", Bestand::Json)] {
            let (bytes, sha256) = proef.db.read_blocking(move |tx| publicatie::bestand(tx, id, soort)).unwrap();
            let req = TestRequest::default().insert_header((header::ACCEPT, accept));
            let actor = een_actor(Rol::Onderzoeker);
            let antwoord = cellen(actor, Pad(id), req.to_http_request(), db.clone());
            let antwoord = System::new().block_on(antwoord).unwrap();
            assert_eq!(antwoord.headers().get("etag").unwrap(), &format!("\"{sha256}\""));
            assert!(antwoord.headers().get("content-type").unwrap().to_str().unwrap().starts_with(accept));
            assert_eq!(antwoord.into_body().try_into_bytes().unwrap(), bytes);
        }
        let actor = een_actor(Rol::Onderzoeker);
        let alle = System::new().block_on(lijst(actor, db)).unwrap();
        let alle = serde_json::to_value(&alle.0).unwrap();
        assert_eq!(alle["items"][0]["periode"], "2025");
        assert_eq!(alle["items"][0]["_links"]["self"]["href"], format!("/v1/publicaties/{id}"));
    }
}

#[test]
fn wie_met_gezinnen_werkt_leest_hier_niets_en_elke_weigering_heeft_een_regel() {
    for (proef, db, id) in met_2025() {
        assert_eq!(codes(&db, Rol::Onderzoeker, id), [None; 4]);
        assert_eq!(codes(&db, Rol::JgzCoordinator, id), [Some(Code::NietToegestaan); 4]);
        let weg = Some(Code::NietGevonden);
        assert_eq!(codes(&db, Rol::Fg, Id::new(op("2027-02-02"))), [None, weg, weg, weg]);
        let geweigerd = logregel::table.filter(logregel::gebeurtenis.eq("geweigerd")).count();
        let geweigerd = proef.db.read_blocking(move |tx| Ok(geweigerd.get_result::<i64>(tx)?));
        assert_eq!(geweigerd.unwrap(), 7);
    }
}

fn kies(accept: &str) -> Result<Bestand, Code> {
    let req = TestRequest::default().insert_header((header::ACCEPT, accept));
    vorm(&req.to_http_request()).map_err(|problem| problem.code())
}

#[test]
fn de_cellen_komen_in_de_vorm_die_de_lezer_het_liefst_heeft() {
    assert_eq!(vorm(&TestRequest::default().to_http_request()).unwrap(), Bestand::Json);
    for accept in ["application/json", "*/*", "application/*", "text/csv, application/json", "text/csv;q=0.5, */*"] {
        assert_eq!(kies(accept), Ok(Bestand::Json), "{accept}");
    }
    for accept in [
        "text/csv",
        "text/csv; charset=utf-8",
        "text/*",
        "text/html, text/csv;q=0.2",
        "text/csv, application/json;q=0.9",
        "application/json;q=0, */*",
    ] {
        assert_eq!(kies(accept), Ok(Bestand::Csv), "{accept}");
    }
}

#[test]
fn in_een_andere_vorm_zijn_de_cellen_er_niet() {
    for accept in ["text/html", "application/vnd.ms-excel, image/*", "text/csv;q=0", "onzin"] {
        assert_eq!(kies(accept), Err(Code::NietAcceptabel), "{accept}");
    }
}
