//! Keeping access at the workplace: organisations, people, their roles, absence and leaving, with mistakes in the words of the API.

use chrono::TimeDelta;
use serde_json::json;

use crate::{
    beheer::laatste,
    gegeven::{Regio, Wie, bodies, regio},
};

impl Regio {
    fn mens(&self, wie: Wie) -> String {
        format!("/mensen/{}", self.gebruiker(wie))
    }

    /// Somebody confirms at the workplace all that waits for them.
    async fn bevestig_alles(&self, wie: Wie) {
        let browser = self.werkplek(wie).await;
        let pagina = browser.get("/wacht-op-u").await.met(200);
        let vormen: Vec<String> =
            pagina.alle("main form").iter().map(|vorm| vorm.attr("action").unwrap().to_owned()).collect();
        for vorm in vormen.iter().filter(|vorm| vorm.ends_with("/bevestigen")) {
            browser.post(vorm, &[("verzoek", vorm)]).await.met(303);
        }
    }
}

#[actix_web::test]
async fn een_beheerder_voegt_een_praktijk_toe_met_een_bureau_en_laat_haar_stoppen() {
    let regio = regio().await;
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    assert_eq!(beheerder.get("/").await.met(303).naar(), "/mensen");
    let lijst = beheerder.get("/organisaties").await.met(200);
    assert_eq!(lijst.teksten(".doors a"), ["Mensen", "Organisaties", "Wacht op u", "Berichten"]);
    assert_eq!(lijst.tekst("title"), "Organisaties (6) – Knooppunt");
    beheerder.get("/organisaties/nieuw").await.met(200);
    let leeg = beheerder.post("/organisaties/nieuw", &[("verzoek", "a"), ("gemeente", "GM0917")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Vul in hoe de organisatie heet.", "Kies wat voor organisatie het is."]);
    assert_eq!(leeg.alle("#gemeente-GM0917[checked]").len(), 1, "nothing chosen is lost");
    let velden = [
        ("verzoek", "b"),
        ("naam", "De Nieuwe Dag"),
        ("soort", "hulpaanbieder"),
        ("gemeente", "GM0917"),
        ("gemeente", "GM0928"),
    ];
    regio.vergeet_regels();
    let zij = beheerder.post("/organisaties/nieuw", &velden).await.met(303).naar();
    regio.een_regel(Wie::Beheerder, "organisatie-toegevoegd");
    assert_eq!(beheerder.post("/organisaties/nieuw", &velden).await.met(303).naar(), zij, "done once");
    let pagina = beheerder.get(&zij).await.met(200);
    assert_eq!(pagina.tekst("h1"), "De Nieuwe Dag");
    assert!(pagina.tekst(".facts").contains("Heerlen") && pagina.tekst(".facts").contains("Kerkrade"));
    // A desk.
    let bureau = format!("{zij}/bureau");
    beheerder.get(&bureau).await.met(200);
    let fout = beheerder.post(&bureau, &[("verzoek", "c"), ("naam", "Loket"), ("capaciteit", "veel")]).await.met(400);
    assert_eq!(
        fout.teksten(".errors li"),
        ["Kies de route.", "Kies voor welk gebied het bureau er is.", "Vul een heel getal in, of laat dit leeg."]
    );
    let velden = [
        ("verzoek", "d"),
        ("naam", "Loket"),
        ("route", "sociaal-domein"),
        ("waar", "gemeente GM0917"),
        ("capaciteit", "1"),
    ];
    assert_eq!(beheerder.post(&bureau, &velden).await.met(303).naar(), zij);
    let pagina = beheerder.get(&zij).await.met(200);
    assert_eq!(
        (pagina.tekst("#kop-desks"), pagina.tekst(".row .next")),
        ("Bureaus (1)".into(), "1 gezin tegelijk".into())
    );
    let desk = pagina.alle(".row h3 a")[0].attr("href").unwrap().to_owned();
    let gelezen = beheerder.get(&desk).await.met(200);
    assert!(gelezen.tekst(".facts").contains("Heerlen"));
    let versie = gelezen.waarde("versie");
    let anders = [("verzoek", "e"), ("versie", versie.as_str()), ("naam", "Loket Heerlen"), ("responstermijn", "2000")];
    let fout = beheerder.post(&desk, &anders).await.met(400);
    assert_eq!(fout.alle("#responstermijn-fout").len(), 1, "{}", fout.tekst("main"));
    let anders = [("verzoek", "f"), ("versie", versie.as_str()), ("naam", "Loket Heerlen"), ("capaciteit", "5")];
    beheerder.post(&desk, &anders).await.met(303);
    assert_eq!(regio.rijen("desk").is("naam", "Loket Heerlen").tel(), 1);
    // It changes, and ends.
    let versie = beheerder.get(&zij).await.met(200).waarde("versie");
    let anders = [("verzoek", "g"), ("versie", versie.as_str()), ("naam", "De Oude Dag"), ("soort", "hulpaanbieder")];
    beheerder.post(&zij, &anders).await.met(303);
    let laat =
        beheerder.post(&zij, &[("verzoek", "h"), ("versie", &versie), ("naam", "X"), ("soort", "hulpaanbieder")]).await;
    assert_eq!(laat.met(412).tekst("h1"), "Iemand was u voor");
    let einde = format!("{zij}/beeindigen");
    let versie = beheerder.get(&einde).await.met(200).waarde("versie");
    beheerder.post(&einde, &[("verzoek", "i"), ("versie", &versie)]).await.met(303);
    laatste(&regio, "organisatie-beeindigd");
    assert!(beheerder.get(&zij).await.met(200).tekst(".lead").contains("Doet niet meer mee"));
}

#[actix_web::test]
async fn een_genodigde_krijgt_een_code_die_een_keer_wordt_verteld_en_maakt_zelf_een_account() {
    let regio = regio().await;
    let organisatie = regio.organisatie(Wie::Verloskundige);
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    beheerder.get("/mensen/nieuw").await.met(200);
    let leeg = beheerder.post("/mensen/nieuw", &[("verzoek", "a"), ("vanaf", "31-2-2027")]).await.met(400);
    assert_eq!(
        leeg.teksten(".errors li"),
        [
            "Vul in hoe deze collega heet.",
            "Vul een gebruikersnaam in.",
            "Kies waar deze collega werkt.",
            "Kies welke rol deze collega krijgt.",
            "Vul een dag in die bestaat. 31-2-2027 bestaat niet."
        ]
    );
    let velden = |naam| {
        vec![
            ("verzoek", naam),
            ("naam", "Anna Jansen"),
            ("gebruikersnaam", naam),
            ("organisatie", organisatie.as_str()),
            ("rol", "signaleerder"),
        ]
    };
    // The words of the API, at the field.
    let fout = beheerder.post("/mensen/nieuw", &velden("a j")).await.met(400);
    assert!(fout.tekst("#gebruikersnaam-fout").contains("geen spaties"), "{}", fout.tekst("main"));
    let bezet = beheerder.post("/mensen/nieuw", &velden("voorzorg")).await.met(400);
    assert_eq!(bezet.tekst("#gebruikersnaam-fout"), "Fout: Deze gebruikersnaam is bezet; kies een andere.");
    let gemaakt = beheerder.post("/mensen/nieuw", &velden("a.jansen")).await.met(200);
    laatste(&regio, "gebruiker-uitgenodigd");
    let code = gemaakt.tekst(".eenmalig");
    assert!(regio.waar_staat(&code).is_empty(), "the code is kept nowhere");
    let weer = beheerder.post("/mensen/nieuw", &velden("a.jansen")).await.met(303);
    assert!(!beheerder.get(&weer.naar()).await.met(200).antwoord.tekst().contains(&code));
    assert_eq!(regio.rijen("gebruiker").is("gebruikersnaam", "a.jansen").tel(), 1);

    let zij = regio.browser();
    let pagina = zij.get("/uitnodiging").await.met(200);
    assert!(pagina.alle(".doors").is_empty());
    let anders = [("code", code.as_str()), ("wachtwoord", "een heel lang wachtwoord"), ("nog-eens", "iets anders")];
    let fout = zij.post("/uitnodiging", &anders).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Dit is een ander wachtwoord dan hierboven."]);
    assert_eq!(fout.waarde("wachtwoord"), "", "a password is not sent back");
    let kort = [("code", code.as_str()), ("wachtwoord", "kort"), ("nog-eens", "kort")];
    assert_eq!(zij.post("/uitnodiging", &kort).await.met(400).alle("#wachtwoord-fout").len(), 1);
    let lang = "vier paarden in een wei";
    let goed = [("code", code.as_str()), ("wachtwoord", lang), ("nog-eens", lang)];
    let klaar = zij.post("/uitnodiging", &goed).await.met(200);
    assert_eq!(klaar.alle(".qr svg[role=img] .donker").len(), 1);
    assert_eq!(klaar.teksten(".codes li").len(), 10);
    assert!(klaar.tekst("main").contains("U logt in als a.jansen"));
    laatste(&regio, "gebruiker-geactiveerd");
    let over = zij.post("/uitnodiging", &goed).await.met(400);
    assert_eq!(over.alle("#code-fout").len(), 1, "a code works once");
}

#[actix_web::test]
async fn een_rol_komt_erbij_of_in_plaats_van_een_andere_en_gaat_weer_weg() {
    let regio = regio().await;
    let zij = regio.mens(Wie::Huisbezoeker);
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    let pagina = beheerder.get(&zij).await.met(200);
    assert_eq!(pagina.tekst("h1"), "Huisbezoeker");
    assert_eq!(pagina.teksten(".row h3"), ["Uitvoerder, bureau Prenataal huisbezoek"]);
    assert!(pagina.tekst(".row").contains("gegeven op de server zelf"), "{}", pagina.tekst(".row"));
    let rol = format!("{zij}/rol");
    let vorm = beheerder.get(&rol).await.met(200);
    let (versie, naam) = (vorm.waarde("versie"), vorm.waarde("naam"));
    let leeg = beheerder.post(&rol, &[("verzoek", "a"), ("versie", &versie)]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies welke rol."]);
    // Where a role holds that says so nowhere, the API asks.
    let geen = [("verzoek", "b"), ("versie", versie.as_str()), ("rol", "uitvoerder")];
    assert_eq!(
        beheerder.post(&rol, &geen).await.met(400).tekst("#waar-fout"),
        "Fout: Noem bij deze rol waar zij geldt."
    );
    let desk = format!("desk {}", regio.desk(Wie::Voorzorg));
    let erbij = [
        ("verzoek", "c"),
        ("versie", versie.as_str()),
        ("plaats", "erbij"),
        ("rol", "uitvoerder"),
        ("waar", desk.as_str()),
        ("tot", "31-12-2026"),
    ];
    assert_eq!(beheerder.post(&rol, &erbij).await.met(303).naar(), zij);
    let verleend = laatste(&regio, "toekenning-gegeven");
    let pagina = beheerder.get(&zij).await.met(200);
    assert_eq!(pagina.teksten(".row h3"), ["Uitvoerder, bureau Prenataal huisbezoek", "Uitvoerder, bureau VoorZorg"]);
    assert!(pagina.teksten(".row")[1].contains("tot en met donderdag 31 december"), "{:?}", pagina.teksten(".row"));
    // In the place of the first.
    let was = beheerder.get(&rol).await.met(200);
    let (versie, eerste) = (was.waarde("versie"), was.alle("#plaats-0")[0].attr("value").unwrap().to_owned());
    let ruil = [
        ("verzoek", "d"),
        ("versie", versie.as_str()),
        ("naam", naam.as_str()),
        ("plaats", eerste.as_str()),
        ("rol", "jgz-coordinator"),
        ("waar", "subregio parkstad"),
    ];
    beheerder.post(&rol, &ruil).await.met(303);
    laatste(&regio, "gebruiker-functie-gewijzigd");
    let pagina = beheerder.get(&zij).await.met(200);
    assert_eq!(pagina.teksten(".row h3"), ["Uitvoerder, bureau VoorZorg", "JGZ-coördinator, Parkstad"]);
    assert!(pagina.teksten(".row")[1].contains("Wacht op een tweede persoon"));
    // Taken back.
    let weg = format!("{zij}/rollen/{}/intrekken", verleend.object.unwrap());
    assert_eq!(beheerder.post(&weg, &[("verzoek", "e")]).await.met(303).naar(), zij);
    laatste(&regio, "toekenning-ingetrokken");
    assert_eq!(beheerder.get(&zij).await.met(200).teksten(".row h3"), ["JGZ-coördinator, Parkstad"]);
    // Of their own account they change nothing.
    let zelf = regio.mens(Wie::Beheerder);
    assert!(beheerder.get(&zelf).await.met(200).alle("main form").is_empty());
    // The privacy officer reads it all, and is shown no form.
    let fg = regio.werkplek(Wie::Fg).await;
    assert!(fg.get(&zij).await.met(200).alle("main form").is_empty());
    assert_eq!(fg.get(&rol).await.met(403).tekst("h1"), "Dit hoort niet bij uw werk");
}

#[actix_web::test]
async fn wat_zwaar_weegt_vraagt_eerst_de_tweede_factor_en_verliest_niets() {
    let regio = regio().await;
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    let rol = format!("{}/rol", regio.mens(Wie::Voorzitter));
    let versie = beheerder.get(&rol).await.met(200).waarde("versie");
    regio.verstrijk(TimeDelta::minutes(6));
    let velden = [("verzoek", "a"), ("versie", versie.as_str()), ("rol", "voorzitter"), ("waar", "gemeente GM0928")];
    let eerst = beheerder.post(&rol, &velden).await.met(403);
    assert_eq!(eerst.tekst("h1"), "Laat uw tweede factor nog eens zien");
    assert!(eerst.tekst("main").contains("Wat u typte is niet weg."));
    let bewaard = eerst.waarde("bewaard");
    assert!(!bewaard.contains("voorzitter"), "what was typed is sealed");
    assert_eq!(regio.rijen("toekenning").is("rol", "voorzitter").tel(), 1, "nothing is done yet");
    let fout = beheerder.post("/account/factor", &[("bewaard", &bewaard), ("code", "000000")]).await.met(400);
    assert!(fout.tekst("#code-fout").contains("Deze code klopt niet"));
    let code = regio.inlog(Wie::Beheerder)["totpCode"].as_str().unwrap().to_owned();
    let gezien = beheerder.post("/account/factor", &[("bewaard", &bewaard), ("code", &code)]).await.met(200);
    laatste(&regio, "factor-bewezen");
    assert_eq!(gezien.teksten("main button"), ["Doe het nu", "Bekijk eerst wat ik typte"]);
    let vormen = gezien.alle("main form");
    let mee: Vec<(String, String)> = vormen[0]
        .select(&scraper::Selector::parse("input").unwrap())
        .map(|veld| (veld.attr("name").unwrap().to_owned(), veld.attr("value").unwrap().to_owned()))
        .filter(|(naam, _)| naam != "bewijs")
        .collect();
    let mee: Vec<(&str, &str)> = mee.iter().map(|(naam, waarde)| (naam.as_str(), waarde.as_str())).collect();
    let terug = beheerder.post(&rol, &[&[("terug", "1")], mee.as_slice()].concat()).await.met(200);
    assert_eq!(terug.alle("#rol-voorzitter[checked]").len(), 1, "it comes back as it was typed");
    beheerder.post(&rol, &mee).await.met(303);
    assert_eq!(regio.rijen("toekenning").is("rol", "voorzitter").tel(), 2);
    // Somebody else cannot open what was sealed.
    let ander = regio.werkplek(Wie::Fg).await;
    ander.get("/account/factor").await.met(200);
    regio.verstrijk(TimeDelta::seconds(30));
    let code = regio.inlog(Wie::Fg)["totpCode"].as_str().unwrap().to_owned();
    let niets = ander.post("/account/factor", &[("bewaard", &bewaard), ("code", &code)]).await.met(303);
    assert_eq!(niets.naar(), "/account");
}

#[actix_web::test]
async fn een_collega_neemt_waar_en_wie_vertrekt_draagt_eerst_over() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let zij = regio.mens(Wie::Coordinator);
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    let waarneming = format!("{zij}/waarneming");
    beheerder.get(&waarneming).await.met(200);
    let leeg = beheerder.post(&waarneming, &[("verzoek", "a")]).await.met(400);
    assert_eq!(
        leeg.teksten(".errors li"),
        ["Kies wie waarneemt.", "Vul in vanaf welke dag.", "Vul in tot en met welke dag."]
    );
    let collega = regio.gebruiker(Wie::AndereCoordinator);
    let lang = [("verzoek", "b"), ("waarnemer", collega.as_str()), ("vanaf", "morgen"), ("tot", "31-12-2027")];
    let fout = beheerder.post(&waarneming, &lang).await.met(400);
    assert_eq!(fout.tekst("#tot-fout"), "Fout: Een waarneming duurt hoogstens een half jaar.");
    let goed = [("verzoek", "c"), ("waarnemer", collega.as_str()), ("vanaf", "vandaag"), ("tot", "30-11-2026")];
    assert_eq!(beheerder.post(&waarneming, &goed).await.met(303).naar(), zij);
    laatste(&regio, "waarneming-gegeven");
    let pagina = beheerder.get(&regio.mens(Wie::AndereCoordinator)).await.met(200);
    let rijen = pagina.teksten(".row");
    assert!(rijen.iter().any(|rij| rij.contains("als waarnemer van Coordinator")), "{rijen:?}");
    regio.bevestig_alles(Wie::Fg).await;
    // What they carry is told in numbers, handed over at once, and only then do they leave.
    let vertrek = format!("{zij}/vertrek");
    let ligt = beheerder.get(&vertrek).await.met(200);
    assert!(ligt.tekst("#kop-werk").starts_with("Wat nog openstaat (") && ligt.tekst("main").contains("Heerlen"));
    assert!(!ligt.antwoord.tekst().contains(bodies::NAAM));
    let overdracht = format!("{zij}/overdracht");
    let leeg = beheerder.post(&overdracht, &[("verzoek", "d")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies wie het werk overneemt."]);
    beheerder.post(&overdracht, &[("verzoek", "e"), ("aan", &collega)]).await.met(303);
    laatste(&regio, "werk-overgedragen");
    let casus = regio.als(Wie::AndereCoordinator).get(&gezin.pad()).await.met(200);
    assert_eq!(casus.veld("coordinator"), collega);
    let versie = beheerder.get(&vertrek).await.met(200).waarde("versie");
    beheerder.post(&vertrek, &[("verzoek", "f"), ("versie", &versie)]).await.met(303);
    laatste(&regio, "gebruiker-vertrokken");
    assert!(beheerder.get(&zij).await.met(200).tekst(".lead").contains("Vertrokken"));
    assert_eq!(regio.rijen("gebruiker").gevuld("vertrokken_op").tel(), 1);
}

#[actix_web::test]
async fn een_naam_een_toestel_en_een_telefoon_die_weg_is() {
    let regio = regio().await;
    let zij = regio.mens(Wie::Voorzorg);
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    let gegevens = format!("{zij}/gegevens");
    let vorm = beheerder.get(&gegevens).await.met(200);
    assert_eq!(vorm.waarde("naam"), "Voorzorg");
    let versie = vorm.waarde("versie");
    let zelfde = [("verzoek", "a"), ("versie", versie.as_str()), ("naam", "Voorzorg"), ("email", "")];
    assert_eq!(
        beheerder.post(&gegevens, &zelfde).await.met(400).tekst("#naam-fout"),
        "Fout: Zo heet deze gebruiker al."
    );
    let anders = [("verzoek", "b"), ("versie", versie.as_str()), ("naam", "Ans Bruls"), ("email", "ans @")];
    assert_eq!(beheerder.post(&gegevens, &anders).await.met(400).alle("#email-fout").len(), 1);
    let anders = [("verzoek", "c"), ("versie", versie.as_str()), ("naam", "Ans Bruls"), ("email", "")];
    beheerder.post(&gegevens, &anders).await.met(303);
    laatste(&regio, "gebruiker-gewijzigd");
    let pagina = beheerder.get(&zij).await.met(200);
    assert!(pagina.tekst("h1") == "Ans Bruls" && pagina.tekst(".aside").contains("Heette tot"));
    // Found by a part of the name, which stands in no address.
    let gevonden = beheerder.post("/mensen", &[("naam", "bruls")]).await.met(200);
    assert_eq!(gevonden.teksten(".rows h3"), ["Ans Bruls"]);
    assert_eq!(beheerder.post("/mensen", &[("naam", "%")]).await.met(200).teksten(".rows h3").len(), 0);
    // Everywhere out; and a new second factor, that waits.
    regio.als(Wie::Voorzorg).get("/v1/sessies/huidige").await.met(200);
    beheerder.get(&zij).await.met(200);
    beheerder.post(&format!("{zij}/uitloggen"), &[("verzoek", "d")]).await.met(303);
    regio.als(Wie::Voorzorg).get("/v1/sessies/huidige").await.met(401);
    let factor = format!("{zij}/factor");
    beheerder.get(&factor).await.met(200);
    let leeg = beheerder.post(&factor, &[("verzoek", "e")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li a"), ["Kies waarom."]);
    beheerder.post(&factor, &[("verzoek", "f"), ("reden", "telefoon-verloren")]).await.met(303);
    laatste(&regio, "factorherstel-aangevraagd");
    assert_eq!(regio.rijen("factorherstel").leeg("bevestigd_op").tel(), 1);
    assert_eq!(regio.als(Wie::Fg).get("/v1/bevestigingen").await.met(200).items().len(), 1);
    let tweede = json!({ "reden": "telefoon-verloren" });
    regio.als(Wie::Coordinator).post("/v1/gebruikers/x/factorherstel", tweede).await.met(404);
}

#[actix_web::test]
async fn wie_geen_beheerder_is_krijgt_geen_formulier_en_het_weigeren_staat_in_het_logboek() {
    let regio = regio().await;
    let (fg, zij) = (regio.werkplek(Wie::Fg).await, regio.mens(Wie::Voorzorg));
    let praktijk = format!("/organisaties/{}", regio.organisatie(Wie::Verloskundige));
    for formulier in [
        "/mensen/nieuw".to_owned(),
        "/organisaties/nieuw".to_owned(),
        format!("{zij}/rol"),
        format!("{zij}/waarneming"),
        format!("{zij}/gegevens"),
        format!("{zij}/factor"),
        format!("{praktijk}/bureau"),
        format!("{praktijk}/beeindigen"),
    ] {
        regio.vergeet_regels();
        assert_eq!(fg.get(&formulier).await.met(403).tekst("h1"), "Dit hoort niet bij uw werk", "{formulier}");
        regio.een_regel(Wie::Fg, "geweigerd");
    }
}

#[actix_web::test]
async fn het_werk_van_een_praktijk_die_stopte_gaat_naar_een_collega_elders() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let draagt = json!({ "casusregisseur": regio.gebruiker(Wie::Verloskundige) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", draagt).await.met(200);
    let praktijk = format!("/v1/organisaties/{}", regio.organisatie(Wie::Verloskundige));
    regio.als(Wie::Beheerder).stap(praktijk, "beeindiging", json!(null)).await.met(200);
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    let zij = regio.mens(Wie::Verloskundige);
    let vertrek = beheerder.get(&format!("{zij}/vertrek")).await.met(200);
    assert!(vertrek.tekst("#kop-werk").contains("(1)"), "{}", vertrek.tekst("main"));
    let collega = regio.gebruiker(Wie::AndereVerloskundige);
    assert_eq!(vertrek.alle(&format!("#aan option[value='{collega}']")).len(), 1);
    beheerder.post(&format!("{zij}/overdracht"), &[("verzoek", "a"), ("aan", &collega)]).await.met(303);
    laatste(&regio, "werk-overgedragen");
    let nu = regio.als(Wie::AndereVerloskundige).get(&gezin.pad()).await.met(200);
    assert_eq!(nu.veld("casusregisseur"), collega);
}

#[actix_web::test]
async fn van_het_eigen_account_krijgt_een_beheerder_geen_formulier_dat_niemand_aanneemt() {
    let regio = regio().await;
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    let zelf = regio.mens(Wie::Beheerder);
    for formulier in ["rol", "gegevens", "factor"] {
        regio.vergeet_regels();
        let nee = beheerder.get(&format!("{zelf}/{formulier}")).await.met(409);
        assert!(nee.tekst("main").contains("Dit is uw eigen account. Vraag het een andere beheerder."), "{formulier}");
        regio.een_regel(Wie::Beheerder, "geweigerd");
    }
    // Work can be handed over by whoever has it; the account is closed by another.
    let vertrek = beheerder.get(&format!("{zelf}/vertrek")).await.met(200);
    assert!(vertrek.tekst("main").contains("Sluiten doet een andere beheerder."));
    assert!(vertrek.alle(&format!("form[action='{zelf}/vertrek']")).is_empty());
}
