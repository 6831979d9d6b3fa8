//! A woman about whom a signaal is made, and how her midwife fills it in.

use chrono::{Months, NaiveDate};
use knooppunt::clock::{Clock as _, SystemClock};

use crate::venster::Venster;

/// A woman of the made-up region.
#[derive(Clone, Copy)]
pub struct Vrouw {
    /// Her name.
    pub naam: &'static str,
    /// The last seven digits of her telephone number.
    pub telefoon: &'static str,
    /// What one has to mind.
    pub let_op: &'static str,
    /// Her own question.
    pub vraag: &'static str,
}

impl Vrouw {
    /// A woman like many.
    pub const fn new(naam: &'static str, telefoon: &'static str) -> Self {
        Self { naam, telefoon, let_op: "Alleen op dinsdagochtend.", vraag: "Waar kan ik straks wonen?" }
    }

    /// She is nineteen, whenever that is asked.
    pub fn geboren() -> NaiveDate {
        SystemClock.now().dag() - Months::new(19 * 12 + 4)
    }

    /// That day as somebody types it.
    pub fn geboren_getypt() -> String {
        Self::geboren().format("%-d-%-m-%Y").to_string()
    }

    /// Her number as somebody types it.
    pub fn nummer(self) -> String {
        format!("06 2{}", self.telefoon)
    }
}

/// What belongs to her yes, box by box: a whole signaal, as short as it can be.
pub const VAKKEN: [&str; 13] = [
    "#veilig-app",
    "#zwanger-ja",
    "#eerste-ja",
    "#thema-stress",
    "#thema-huisvesting",
    "#helpt-steunend-netwerk",
    "#graad-kwetsbaar",
    "#samen",
    "#urgentie-spoed",
    "#delen-voorzorg",
    "#mee-vraag",
    "#mee-kwetsbaar",
    "#wijze-mondeling",
];

impl Venster {
    /// Fills in a signaal with her, from her yes to how she gave it; it is not sent yet.
    pub async fn vul_in(&self, zij: Vrouw) {
        self.klik("#besluit-ja").await;
        self.typ("#naam", zij.naam).await;
        self.typ("#geboren", &Vrouw::geboren_getypt()).await;
        self.kies("#gemeente", "Heerlen").await;
        self.typ("#telefoon", &zij.nummer()).await;
        self.typ("#let-op", zij.let_op).await;
        for vak in &VAKKEN[..2] {
            self.klik(vak).await;
        }
        self.typ("#termijn", "20+3").await;
        self.vind("#bron").await.select_by_value("termijnecho").await.unwrap();
        for vak in &VAKKEN[2..] {
            self.klik(vak).await;
        }
        self.typ("#eigen-vraag", zij.vraag).await;
    }

    /// Makes a signaal about her, from the first page to the receipt.
    pub async fn meld(&self, zij: Vrouw) {
        self.ga("/nieuw-signaal").await;
        self.vul_in(zij).await;
        self.druk("Verstuur het signaal").await;
        assert_eq!(self.tekst("h1").await, "Bewijs van uw signaal");
    }
}
