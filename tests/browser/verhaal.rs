//! The story of one family, told by the people who carry it, each at their own desk. Whoever gets pages gets a part here.

use fantoccini::Locator;

use crate::{
    venster::{Venster, met_browser, zonder_script},
    vrouw::Vrouw,
};

/// The midwife makes a signaal with the woman beside her, and gets a receipt on two papers.
async fn de_verloskundige_meldt(venster: &Venster, zij: Vrouw) {
    venster.word("verloskundige-1").await;
    assert_eq!(venster.pad().await, "/nieuw-signaal", "the first door is where the work begins");
    assert!(!venster.vind("#naam").await.is_displayed().await.unwrap(), "her decision comes first");
    venster.vul_in(zij).await;
    venster.druk("Verstuur het signaal").await;
    assert_eq!(venster.tekst("[role=status]").await, "Het signaal is verstuurd.");
    assert_eq!(venster.tekst("h1").await, "Bewijs van uw signaal");
    assert!(venster.tekst("section[aria-labelledby=kop-dossier]").await.contains(zij.naam));
    let voor_haar = venster.tekst("section[aria-labelledby=kop-haar]").await;
    assert!(!voor_haar.contains(zij.naam) && !voor_haar.to_lowercase().contains("stress"), "{voor_haar}");
    assert!(!venster.titel().await.contains(zij.naam), "no name stands in a tab");
    venster.druk("Uitloggen").await;
}

/// The coordinator finds her on Vandaag and opens her page.
async fn de_coordinator_vindt_haar(venster: &Venster, zij: Vrouw) {
    venster.word("coordinator-parkstad-1").await;
    assert_eq!(venster.pad().await, "/vandaag");
    venster.klik(".lists a[href='/vandaag/spoed']").await;
    assert!(venster.titel().await.starts_with("Spoed ("), "{}", venster.titel().await);
    while venster.client.find(Locator::LinkText(zij.naam)).await.is_err() {
        venster.druk("Toon de volgende 20").await;
    }
    venster.druk(zij.naam).await;
    assert_eq!(venster.tekst("h1").await, zij.naam);
    let veilig = venster.tekst(".veilig").await;
    assert!(veilig.contains("Niet bellen.") && veilig.contains(zij.let_op), "{veilig}");
    assert!(venster.tekst(".own-words").await.contains(zij.vraag));
    let pad = venster.pad().await;
    assert!(!pad.contains('?') && !venster.titel().await.contains(zij.naam), "no name stands in an address or a tab");
}

/// They take her on, plan a conversation and ask VoorZorg, for which she said yes.
async fn de_coordinator_draagt_haar(venster: &Venster) {
    venster.druk("Neem dit gezin aan").await;
    assert_eq!(venster.tekst("[role=status]").await, "U draagt dit gezin nu.");
    venster.druk("Plan een gesprek met het gezin").await;
    venster.typ("#gesprek-op", "morgen").await;
    venster.druk("Bewaar deze dag").await;
    assert_eq!(venster.tekst("[role=status]").await, "Het gesprek staat gepland.");
    let voorzorg = "//section[@aria-labelledby='kop-waarheen']//li[.//h3[contains(., 'VoorZorg')]]//a[contains(., 'Vraag dit bureau')]";
    venster.druk_op(venster.client.find(Locator::XPath(voorzorg)).await.expect("she said yes to VoorZorg")).await;
    venster.typ("#vraag", "Kan VoorZorg met haar kennismaken?").await;
    venster.druk("Verstuur de vraag").await;
    let gezegd = venster.tekst("[role=status]").await;
    assert_eq!(gezegd, "De vraag is verstuurd. U ziet hier wat het bureau antwoordt.");
    let loopt = venster.tekst("section[aria-labelledby=kop-loopt]").await;
    assert!(loopt.contains("VoorZorg") && loopt.contains("Wacht op antwoord"), "{loopt}");
    venster.druk("Uitloggen").await;
}

/// The midwife hears what became of it, and who carries her.
async fn de_verloskundige_hoort_ervan(venster: &Venster, zij: Vrouw) {
    venster.word("verloskundige-1").await;
    venster.druk("Mijn signalen").await;
    let rij = format!("//li[contains(@class, 'row')][contains(., '{}')]", zij.naam);
    let rij = venster.client.find(Locator::XPath(&rij)).await.expect("her signaal stands there").text().await.unwrap();
    assert!(rij.to_lowercase().contains("wordt verkend"), "{rij}");
    venster.druk("Uitloggen").await;
}

/// The whole of it, as far as there are pages.
async fn verhaal(venster: &Venster, zij: Vrouw) {
    de_verloskundige_meldt(venster, zij).await;
    de_coordinator_vindt_haar(venster, zij).await;
    de_coordinator_draagt_haar(venster).await;
    de_verloskundige_hoort_ervan(venster, zij).await;
}

#[test]
fn een_gezin_gaat_van_de_verloskundige_naar_de_coordinator_en_een_bureau_wordt_gevraagd() {
    met_browser(async |venster| verhaal(venster, Vrouw::new("Mirthe Achterberg", "0000101")).await);
}

#[test]
fn hetzelfde_gaat_zonder_script() {
    zonder_script(async |venster| {
        let proef = "data:text/html,<title>uit</title><script>document.title = 'aan'</script>";
        venster.client.goto(proef).await.unwrap();
        assert_eq!(venster.titel().await, "uit", "this browser runs no script");
        verhaal(venster, Vrouw::new("Jolijn van der Weerd", "0000102")).await;
    });
}
