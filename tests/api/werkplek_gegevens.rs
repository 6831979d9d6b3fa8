//! Who she is and how she is reached, changed on a page.

use crate::gegeven::{
    Wie,
    bodies::{self, NAAM},
    regio,
    verhaal::Gezin,
};

fn pad(gezin: &Gezin) -> String {
    format!("/casussen/{}", gezin.casus)
}

type Paar<'a> = (&'a str, &'a str);

#[actix_web::test]
async fn wie_zij_is_en_hoe_zij_bereikt_wordt_staat_er_al_en_alleen_wat_anders_is_verandert() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["client"]["taal"] = "zh".into();
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/gegevens", pad(&gezin));
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.alle(&format!(".veilig + p a[href='{naar}']")).len(), 1, "right where it stands");
    let stond = coordinator.get(&naar).await.met(200);
    assert_eq!((stond.waarde("naam").as_str(), stond.waarde("telefoon").as_str()), (NAAM, "06 12345678"));
    assert_eq!(stond.alle("#taal option[value=zh][selected]").len(), 1, "a language that is asked for less stays");
    let geboren = stond.waarde("geboren");
    let (versie, verzoek) = (stond.waarde("versie"), stond.waarde("verzoek"));
    let stuur = |verder: &[Paar<'static>]| {
        let eerst = [("versie", versie.as_str()), ("verzoek", verzoek.as_str()), ("geboren", geboren.as_str())];
        let eerst: Vec<Paar<'_>> = [&eerst[..], &[("taal", "zh")]].concat();
        [&eerst[..], verder].concat()
    };
    let leeg = coordinator.post(&naar, &stuur(&[("naam", ""), ("telefoon", "06 87654321")])).await.met(400);
    let gezegd =
        ["Kies ten minste één manier die veilig is.", "Vul haar voor- en achternaam in.", "Kies waarom u dit wijzigt."];
    assert_eq!(leeg.teksten(".errors li"), gezegd, "in the order of the page");
    assert_eq!(leeg.waarde("telefoon"), "06 87654321", "nothing typed is lost");
    let naam = ("naam", "Wilma Verhoeven");
    let zonder = coordinator.post(&naar, &stuur(&[naam, ("veilig", "email"), ("reden", "gewijzigd")])).await.met(400);
    assert_eq!(zonder.tekst("#email-fout"), "Fout: Bij e-mail hoort een e-mailadres.");
    regio.vergeet_regels();
    let goed = [naam, ("veilig", "sms"), ("telefoon", "06 87654321"), ("let-op", "Na 15 uur."), ("reden", "correctie")];
    assert_eq!(coordinator.post(&naar, &stuur(&goed)).await.met(303).naar(), pad(&gezin));
    let regel = regio.een_regel(Wie::Coordinator, "client-gewijzigd");
    assert_eq!((regel.handeling.as_str(), regel.casus.as_ref()), ("casus-herzien", Some(&gezin.casus)));
    assert_eq!(regio.rijen("gegevenswijziging").is("reden", "correctie").tel(), 1);
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.tekst("h1"), "Wilma Verhoeven");
    assert!(
        casus.tekst(".veilig").contains("Met sms. 06 87654321 Niet bellen. Na 15 uur."),
        "{}",
        casus.tekst(".veilig")
    );
    // Whoever does not carry the family has no such page; who reads her without her name changes nothing.
    for wie in [Wie::AndereCoordinator, Wie::Verloskundige, Wie::Voorzorg] {
        let status = regio.werkplek(wie).await.get(&naar).await.antwoord.status;
        assert!([403, 404].contains(&status), "{wie:?}");
    }
    regio.stemt_toe(&gezin, "verkenning", "jgz-coordinatie", &["themas"]).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert!(coordinator.get(&naar).await.met(200).alle("main form").is_empty());
    assert!(coordinator.get(&pad(&gezin)).await.met(200).alle(&format!("a[href='{naar}']")).is_empty());
}

#[actix_web::test]
async fn een_gezin_dat_op_een_ander_gaat_lijken_wordt_genoemd_zonder_te_zeggen_op_wie() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.aangemeld(bodies::signaal_van("Fictieve Roos Ander", "06 87654321")).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/gegevens", pad(&gezin));
    let stond = coordinator.get(&naar).await.met(200);
    let (versie, geboren) = (stond.waarde("versie"), stond.waarde("geboren"));
    let velden = [
        ("versie", versie.as_str()),
        ("verzoek", "een"),
        ("geboren", geboren.as_str()),
        ("naam", "Fictieve Roos Ander"),
        ("telefoon", "06 87654321"),
        ("veilig", "bellen"),
        ("reden", "correctie"),
    ];
    coordinator.post(&naar, &velden).await.met(303);
    let gezegd = coordinator.get(&pad(&gezin)).await.met(200).tekst("[role=status]");
    assert!(gezegd.starts_with("Gewijzigd. Iemand in de regio steunt een gezin"), "{gezegd}");
}
