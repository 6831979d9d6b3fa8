//! A desk that closes while something is sent to it.

use futures_util::future::join;
use serde_json::{Value, json};

use super::{geen_storing, gemeld, keren};
use crate::gegeven::{
    Antwoord, Regio, Wie,
    bodies::{self, ALLES},
    regio,
    verhaal::Gezin,
};

/// Requests that wait where nobody answers any more.
pub(super) const BIJ_EEN_GESLOTEN_DESK: &str = "doorgeleiding d JOIN desk k ON k.id = d.desk_id \
     WHERE d.status IN ('verzonden', 'aanvaard', 'intake-gepland', 'gestart') AND NOT k.actief";

/// An organisation with one desk for the social domain of Heerlen: the paths of both.
pub(super) async fn nieuwe_desk(regio: &Regio) -> (String, String) {
    let beheerder = regio.als(Wie::Beheerder);
    let organisatie = beheerder.post("/v1/organisaties", bodies::organisatie()).await.met(201).id();
    let organisatie = format!("/v1/organisaties/{organisatie}");
    let desk = beheerder.post(&format!("{organisatie}/desks"), bodies::desk()).await.met(201).id();
    (organisatie, format!("/v1/desks/{desk}"))
}

/// A case with her consent for the social domain.
pub(super) async fn met_toestemming(regio: &Regio, nummer: usize) -> Gezin {
    let gezin = gemeld(regio, nummer).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.stemt_toe(&gezin, "steun-op-maat", "sociaal-domein", &ALLES).await;
    gezin
}

pub(super) async fn verzend(regio: &Regio, gezin: &Gezin, desk: &str) -> Antwoord {
    let body = bodies::doorgeleiding("sociaal-domein", desk.rsplit('/').next().unwrap());
    regio.als(Wie::Coordinator).post(&format!("{}/doorgeleidingen", gezin.pad()), body).await
}

/// Sends while the beheerder does something to the desk or its organisation: one of both is done.
async fn verzend_terwijl(regio: &Regio, nummer: usize, stap: &str) {
    let (organisatie, desk) = nieuwe_desk(regio).await;
    let gezin = met_toestemming(regio, nummer).await;
    let ding = if stap == "sluiting" { &desk } else { &organisatie };
    let beheerder = regio.als(Wie::Beheerder);
    let etag = beheerder.get(ding).await.met(200).etag();
    let path = format!("{ding}/{stap}");
    let (closed, sent) = join(beheerder.post_met(&path, &etag, Value::Null), verzend(regio, &gezin, &desk)).await;
    geen_storing(&[&closed, &sent]);
    match (closed.status, sent.status) {
        (200, 400) => assert_eq!(sent.json["fouten"][0]["veld"], json!("desk"), "{}", sent.tekst()),
        (409, 201) => {}
        _ => panic!("{} {}", closed.tekst(), sent.tekst()),
    }
}

#[actix_web::test]
async fn wie_verstuurt_terwijl_de_desk_sluit_laat_daar_niets_liggen() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        verzend_terwijl(&regio, nummer, "sluiting").await;
    }
    assert_eq!(regio.tel(BIJ_EEN_GESLOTEN_DESK), 0);
}

#[actix_web::test]
async fn wie_verstuurt_terwijl_de_organisatie_ophoudt_laat_daar_niets_liggen() {
    let regio = regio().await;
    regio.als(Wie::Beheerder).get("/v1/organisaties").await.met(200);
    regio.verse_factor(Wie::Beheerder);
    for nummer in 0..keren(&regio) {
        verzend_terwijl(&regio, nummer, "beeindiging").await;
    }
    assert_eq!(regio.tel(BIJ_EEN_GESLOTEN_DESK), 0);
}
