//! No request falls silent: a desk that does not answer is reminded, others hear of it, and then the case goes back.

use std::sync::Arc;

use chrono::{NaiveDate, TimeDelta};
use futures_util::future::{join, join_all};
use knooppunt::{
    config::Sleutel,
    domain::{route::Routes, routeadvies::Routeregels, tijd::Moment},
    store::kluis::Kluis,
    werk::termijnen::{self, Termijnen},
};
use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES},
    database, moment, regio, regio_op,
    verhaal::Gezin,
};

/// What the job works with, as `serve` gives it.
pub fn met_termijnen() -> Arc<Termijnen> {
    let (hoofd, totp) = (Sleutel::new([2; 32]), Sleutel::new([3; 32]));
    let kluis = Kluis::new(hoofd.bytes(), totp.bytes()).unwrap();
    let (routes, routeregels) = (Routes::standaard().unwrap(), Arc::new(Routeregels::standaard().unwrap()));
    Arc::new(Termijnen { kluis, routes, evaluatie_na_dagen: 90, routeregels })
}

impl Regio {
    /// The job runs once, at the time that it is.
    pub async fn bewaak(&self) -> usize {
        termijnen::bewaak(&self.db, &met_termijnen(), self.clock_nu()).await.unwrap()
    }

    /// The job runs every morning until that day: the days on which it did something.
    async fn bewaak_tot(&self, dag: &str) -> Vec<String> {
        let tot: NaiveDate = dag.parse().unwrap();
        let mut dagen = Vec::new();
        while self.clock_nu().dag() < tot {
            let morgen = self.clock_nu().dag() + TimeDelta::days(1);
            self.clock.set(Moment::begin_van(morgen).plus(TimeDelta::hours(8)));
            if self.bewaak().await > 0 {
                dagen.push(morgen.to_string());
            }
        }
        dagen
    }
}

/// The one line since the last time, of nobody.
#[track_caller]
fn vanzelf(regio: &Regio, gebeurtenis: &str, gezin: &Gezin) {
    let lines = regio.neem_regels();
    let [line] = &lines[..] else { panic!("one line for {gebeurtenis}: {lines:#?}") };
    assert_eq!((line.gebeurtenis.as_str(), line.handeling.as_str()), (gebeurtenis, gebeurtenis));
    assert_eq!((&line.gebruiker, &line.rol, &line.verzoek), (&None, &None, &None));
    assert_eq!((line.uitkomst.as_str(), line.casus.as_deref()), ("gelukt", Some(gezin.casus.as_str())));
    assert_eq!(line.betrokkenen.matches('-').count(), 4, "she is named: {line:?}");
}

#[actix_web::test]
async fn een_vraag_die_niet_is_vast_te_leggen_houdt_de_andere_niet_op() {
    let regio = regio().await;
    let mut vragen = Vec::new();
    for nummer in 0..3 {
        let body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 4400000{nummer}"));
        let gezin = regio.aangemeld(body).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        vragen.push(regio.doorgeleid(&gezin, Wie::Voorzorg).await);
    }
    // The database refuses the first of them, whatever the reason.
    let eerste = vragen[0].rsplit_once('/').unwrap().1.replace('-', "");
    let kapot = if regio.op_postgresql() {
        vec![
            "CREATE FUNCTION kapot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stuk'; END $$"
                .to_owned(),
            format!(
                "CREATE TRIGGER kapot BEFORE UPDATE ON doorgeleiding FOR EACH ROW \
                 WHEN (replace(OLD.id::text, '-', '') = '{eerste}') EXECUTE FUNCTION kapot()"
            ),
        ]
    } else {
        vec![format!(
            "CREATE TRIGGER kapot BEFORE UPDATE ON doorgeleiding WHEN lower(hex(OLD.id)) = '{eerste}' \
             BEGIN SELECT RAISE(ABORT, 'stuk'); END"
        )]
    };
    for statement in kapot {
        database::voer_uit(&regio.db, &statement);
    }
    regio.clock.set(moment("2026-11-27T08:00:00Z"));
    regio.vergeet_regels();
    assert_eq!(regio.bewaak().await, 2);
    assert_eq!(regio.neem_regels().len(), 2, "each of the others has its line");
    assert_eq!(regio.rijen("doorgeleiding").gevuld("herinnerd_op").tel(), 2);
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-herinnering"; 2]);
    // Once it can be recorded it is its turn.
    let heel = if regio.op_postgresql() { "DROP TRIGGER kapot ON doorgeleiding" } else { "DROP TRIGGER kapot" };
    database::voer_uit(&regio.db, heel);
    assert_eq!(regio.bewaak().await, 1);
}

#[actix_web::test]
async fn een_desk_die_zwijgt_wordt_herinnerd_daarna_hoort_de_coordinator_het_en_dan_gaat_de_casus_terug() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let (desk, coordinator) = (regio.als(Wie::Voorzorg), regio.als(Wie::Coordinator));
    // Monday; VoorZorg has three working days. On the last of them nothing is late.
    regio.clock.set(moment("2026-11-26T22:59:00Z"));
    assert_eq!(regio.bewaak().await, 0);
    regio.vergeet_regels();
    regio.clock.set(moment("2026-11-26T23:01:00Z"));
    assert_eq!(regio.bewaak().await, 1);
    vanzelf(&regio, "doorgeleiding-herinnerd", &gezin);
    assert_eq!(regio.bewaak().await, 0, "once");
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-herinnering"]);
    for ander in [Wie::AndereVoorzorg, Wie::Coordinator, Wie::AndereCoordinator] {
        assert!(regio.berichten(ander).await.is_empty(), "{ander:?}");
    }
    let seen = desk.get(&d).await.met(200);
    assert_eq!(
        (&seen.json["herinnerdOp"], &seen.json["teLaat"]),
        (&json!("2026-11-26T23:01:00.000000Z"), &json!(true))
    );
    assert_eq!(seen.json["geescaleerdOp"], Value::Null);

    // Friday; one working day more is Monday.
    assert_eq!(regio.bewaak_tot("2026-11-29").await, [""; 0]);
    regio.clock.set(moment("2026-11-30T07:00:00Z"));
    regio.vergeet_regels();
    assert_eq!(regio.bewaak().await, 1);
    vanzelf(&regio, "doorgeleiding-geescaleerd", &gezin);
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["doorgeleiding-geescaleerd"]);
    assert!(regio.berichten(Wie::AndereCoordinator).await.is_empty(), "she works elsewhere");
    assert_eq!(regio.status(&gezin).await, "toegeleid");

    assert_eq!(regio.bewaak_tot("2026-12-01").await, [""; 0]);
    regio.clock.set(moment("2026-12-02T07:00:00Z"));
    regio.vergeet_regels();
    assert_eq!(regio.bewaak().await, 1);
    vanzelf(&regio, "doorgeleiding-verlopen", &gezin);
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["doorgeleiding-geescaleerd", "doorgeleiding-verlopen"]);
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-herinnering", "doorgeleiding-vervallen"]);
    desk.get(&d).await.weigert(404, "niet-gevonden");
    let late = desk.post_met(&format!("{d}/aanvaarding"), &seen.etag(), Value::Null).await;
    late.weigert(404, "niet-gevonden");
    let ended = coordinator.get(&d).await.met(200);
    assert_eq!(
        (ended.veld("status"), ended.veld("beeindigdOp").get(..10)),
        ("verlopen".to_owned(), Some("2026-12-02"))
    );
    assert_eq!(
        (regio.status(&gezin).await, regio.stand(&gezin).await),
        ("in-behandeling".into(), "wordt-verkend".into())
    );
    assert_eq!(regio.rijen("doorgeleiding").is("status", "verlopen").leeg("stap_op").tel(), 1);

    // Nothing follows any more; she asks again, also the same desk, and the term begins anew.
    assert_eq!(regio.bewaak_tot("2026-12-10").await, [""; 0]);
    let again = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    assert_eq!(desk.get(&again).await.met(200).veld("antwoordVoor"), "2026-12-15");
}

#[actix_web::test]
async fn een_desk_die_na_de_herinnering_antwoordt_hoort_niets_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    // Five working days from Monday, and the first one after.
    assert_eq!(regio.bewaak_tot("2026-12-01").await, ["2026-12-01"]);
    regio.als(Wie::SociaalDomein).stap(&d, "aanvaarding", Value::Null).await.met(200);
    assert_eq!(regio.bewaak_tot("2027-01-10").await, [""; 0]);
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["doorgeleiding-herinnering"]);
    assert_eq!(regio.als(Wie::Coordinator).get(&d).await.met(200).veld("status"), "aanvaard");
    assert_eq!(regio.rijen("doorgeleiding").gevuld("stap_op").tel(), 0);
}

#[actix_web::test]
async fn wie_haar_toestemming_introk_hoort_niet_dat_iemand_herinnerd_wordt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let path = format!("/v1/toestemmingen/{consent}");
    regio.als(Wie::Coordinator).stap(&path, "intrekking", Value::Null).await.met(200);
    assert_eq!(regio.bewaak_tot("2026-12-10").await, [""; 0]);
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-vervallen"]);
}

#[actix_web::test]
async fn een_termijn_slaat_kerst_en_nieuwjaar_over() {
    let regio = regio().await;
    regio.clock.set(moment("2026-12-22T09:00:00Z"));
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    // The 23rd, the 24th and, after Christmas and the weekend, the 28th. New Year's day does not count either.
    assert_eq!(regio.als(Wie::Voorzorg).get(&d).await.met(200).veld("antwoordVoor"), "2026-12-28");
    assert_eq!(regio.bewaak_tot("2027-01-20").await, ["2026-12-29", "2026-12-30", "2027-01-04"]);
    assert_eq!(regio.als(Wie::Coordinator).get(&d).await.met(200).veld("status"), "verlopen");
}

#[actix_web::test]
async fn een_termijn_slaat_pasen_en_koningsdag_over() {
    let regio = regio().await;
    regio.clock.set(moment("2028-04-12T09:00:00Z"));
    let gezin = regio.aangemeld(bodies::signaal_uitgerekend(1, "2028-09-01")).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let d = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    // Goede Vrijdag is the 14th, tweede paasdag the 17th; Koningsdag, on Thursday the 27th, falls in the last three days.
    assert_eq!(regio.als(Wie::SociaalDomein).get(&d).await.met(200).veld("antwoordVoor"), "2028-04-21");
    assert_eq!(regio.bewaak_tot("2028-05-20").await, ["2028-04-24", "2028-04-26", "2028-05-02"]);
}

#[actix_web::test]
async fn een_termijn_begint_op_de_dag_in_heerlen_ook_na_middernacht() {
    // 00:30 on Tuesday 1 December in Heerlen, while it is Monday in Greenwich: three working days end on Friday.
    let regio = regio_op(moment("2026-11-30T23:30:00Z"), &[]).await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    assert_eq!(regio.als(Wie::Voorzorg).get(&d).await.met(200).veld("antwoordVoor"), "2026-12-04");
}

#[actix_web::test]
async fn wie_lang_niet_keek_slaat_geen_stap_over() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    // The program stood still for a year, and starts on a Saturday: the desk still gets its reminder and its days after it.
    regio.clock.set(moment("2027-11-20T09:00:00Z"));
    assert_eq!(regio.bewaak().await, 2, "the reminder, and that her pregnancy is over");
    assert_eq!(regio.bewaak().await, 0);
    assert_eq!(regio.bewaak_tot("2027-12-10").await, ["2027-11-22", "2027-11-24"]);
    assert_eq!(regio.als(Wie::Coordinator).get(&d).await.met(200).veld("status"), "verlopen");
}

#[actix_web::test]
async fn van_veel_werkers_tegelijk_zet_er_een_elke_stap() {
    let regio = regio().await;
    let aantal = 12;
    for nummer in 0..aantal {
        let body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 5000{nummer:04}"));
        let gezin = regio.aangemeld(body).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    }
    for (dag, soort) in [
        ("2026-11-27T08:00:00Z", "doorgeleiding-herinnering"),
        ("2026-11-30T08:00:00Z", "doorgeleiding-geescaleerd"),
        ("2026-12-02T08:00:00Z", "doorgeleiding-verlopen"),
    ] {
        regio.clock.set(moment(dag));
        regio.vergeet_regels();
        let (with, nu) = (met_termijnen(), regio.clock_nu());
        let werkers = if regio.op_postgresql() { 40 } else { 4 };
        let alle = join_all((0..werkers).map(|_| termijnen::bewaak(&regio.db, &with, nu))).await;
        let gezet: usize = alle.into_iter().map(Result::unwrap).sum();
        assert_eq!(gezet, aantal, "{soort}");
        assert_eq!(regio.neem_regels().len(), aantal, "{soort}");
        assert_eq!(regio.rijen("bericht").is("soort", soort).tel(), i64::try_from(aantal).unwrap(), "{soort}");
    }
    assert_eq!(regio.rijen("casus").is("status", "in-behandeling").tel(), i64::try_from(aantal).unwrap());
}

#[actix_web::test]
async fn wie_antwoordt_terwijl_haar_termijn_afloopt_antwoordde_of_was_te_laat() {
    let regio = regio().await;
    let keren = if regio.op_postgresql() { 40 } else { 4 };
    let mut alle = Vec::new();
    for nummer in 0..keren {
        let body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 5000{nummer:04}"));
        let gezin = regio.aangemeld(body).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
        alle.push((gezin, d));
    }
    assert_eq!(regio.bewaak_tot("2026-12-01").await, ["2026-11-27", "2026-11-30"]);
    regio.clock.set(moment("2026-12-02T09:00:00Z"));
    let (with, nu) = (met_termijnen(), regio.clock_nu());
    let mut gezien = Vec::new();
    for (_, d) in &alle {
        gezien.push(regio.als(Wie::Voorzorg).get(d).await.met(200).etag());
    }
    let desk = regio.als(Wie::Voorzorg);
    let antwoorden = alle.iter().zip(&gezien).map(|((_, d), etag)| {
        let (path, desk) = (format!("{d}/aanvaarding"), &desk);
        async move { desk.post_met(&path, etag, Value::Null).await }
    });
    let (answers, gezet) = join(join_all(antwoorden), termijnen::bewaak(&regio.db, &with, nu)).await;
    let aanvaard = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(aanvaard + gezet.unwrap(), keren, "each is answered, or ended");
    for ((gezin, d), answered) in alle.iter().zip(&answers) {
        let op_tijd = answered.status == 200;
        assert!([200, 404, 409, 412].contains(&answered.status), "{}", answered.tekst());
        let (status, casus) = if op_tijd { ("aanvaard", "steun-op-maat") } else { ("verlopen", "in-behandeling") };
        assert_eq!(regio.als(Wie::Coordinator).get(d).await.met(200).veld("status"), status);
        assert_eq!(regio.status(gezin).await, casus);
    }
}

#[actix_web::test]
async fn van_een_zwangerschap_die_voorbij_is_hoort_de_coordinator_dat_niemand_vertelde_hoe_zij_ging() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    // She was due on 12 April 2027: 43 weeks on 3 May.
    regio.clock.set(moment("2027-05-02T20:00:00Z"));
    assert_eq!(regio.bewaak().await, 1, "nobody spoke to her, and that was told");
    regio.clock.set(moment("2027-05-02T22:01:00Z"));
    regio.vergeet_regels();
    assert_eq!(regio.bewaak().await, 1);
    vanzelf(&regio, "casus-zwangerschap-onbekend", &gezin);
    assert_eq!(regio.bewaak().await, 0, "once");
    assert_eq!(regio.rijen("zwangerschap").is("status", "onbekend").tel(), 1);
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["eerste-contact-te-laat", "zwangerschap-onbekend"]);
    assert!(regio.berichten(Wie::AndereCoordinator).await.is_empty(), "she works elsewhere");
    assert!(regio.berichten(Wie::Verloskundige).await.is_empty(), "she asked nothing");
    let coordinator = regio.als(Wie::Coordinator);
    let page = coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);
    let task = json!({ "waarom": "eerste-contact", "dag": "2026-11-30", "dagen": -154 });
    assert_eq!(page.items()[0]["plaats"], task, "nobody spoke to her either, and that came first");

    // A better date: it lasts still, and nobody has to ask.
    let better = json!({ "uitgerekend": "2027-04-20", "bron": "termijnecho" });
    let seen = coordinator.stap(gezin.pad(), "termijnen", better).await.met(200);
    assert_eq!(seen.json["gedeeld"]["zwangerschap"]["duur"], "41+6");
    regio.clock.set(moment("2027-05-11T07:00:00Z"));
    assert_eq!(regio.bewaak().await, 1, "and then it is over after all");
    let born = json!({ "einde": "geboren", "op": "2027-04-22" });
    coordinator.stap(gezin.pad(), "zwangerschapseinde", born).await.met(200);
    assert_eq!(regio.bewaak().await, 0);
    assert_eq!(regio.rijen("zwangerschap").is("status", "geboren").tel(), 1);
    let later = json!({ "uitgerekend": "2027-05-01", "bron": "termijnecho" });
    coordinator.stap(gezin.pad(), "termijnen", later).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_gezin_met_hulp_staat_in_de_rij_om_te_vragen_hoe_de_zwangerschap_ging() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.clock.set(moment("2027-01-20T09:00:00Z"));
    let coordinator = regio.als(Wie::Coordinator);
    // Its evaluation lies ahead still.
    let begun = coordinator.stap(gezin.pad(), "evaluaties", Value::Null).await.met(201);
    let how = json!({ "uitkomst": "voortgezet", "samenMetOuders": true, "volgendeEvaluatieOp": "2027-06-30" });
    coordinator.stap(&format!("/v1/evaluaties/{}", begun.id()), "afronding", how).await.met(200);
    regio.clock.set(moment("2027-05-03T07:00:00Z"));
    assert_eq!(regio.bewaak().await, 1);
    let page = coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);
    let task = json!({ "waarom": "zwangerschap-onbekend", "dag": "2027-05-03", "dagen": 0 });
    assert_eq!(page.items()[0]["plaats"], task);
    let lost = json!({ "einde": "verlies", "op": "2027-04-10" });
    coordinator.stap(gezin.pad(), "zwangerschapseinde", lost).await.met(200);
    let page = coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);
    // Her support ended with it: whoever coordinates goes on from there.
    assert_eq!(page.items()[0]["plaats"]["waarom"], "teruggekomen");
}

#[actix_web::test]
async fn wie_niemand_opnam_wordt_door_de_coordinatoren_van_haar_gemeente_gehoord() {
    let regio = regio().await;
    regio.aangemeld(bodies::signaal()).await;
    regio.clock.set(moment("2027-05-03T07:00:00Z"));
    // Two processes at once: one of them tells it, and that nobody spoke to her.
    let (een, ander) = join(regio.bewaak(), regio.bewaak()).await;
    assert_eq!(een + ander, 2);
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["eerste-contact-te-laat", "zwangerschap-onbekend"]);
}
