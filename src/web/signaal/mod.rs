//! Signalen, for whoever gives them: making one with her, the receipt, and what became of it.

mod bewijs;
mod formulier;
pub mod intrekken;
mod invoer;
mod lijst;
mod recht;
pub mod veranderd;

use actix_web::{HttpResponse, http::StatusCode};

pub use self::{
    bewijs::bewijs,
    lijst::{een, mijn},
};
use self::{invoer::Keus, recht::mag};
use super::{
    blad::{Blad, Titel},
    deel::{formulier::VERZOEK, formulier::nieuw_verzoek, fouten::Fouten},
    formulier::{Ingevuld, Velden},
};
use crate::http::{problem::Problem, signaal, transaction::Transaction};

/// Shows an empty form.
pub async fn nieuw(blad: Blad) -> Result<HttpResponse, Problem> {
    mag(&blad)?;
    Ok(toon(&blad, &Velden::default(), &Fouten::geen()))
}

fn toon(blad: &Blad, velden: &Velden, fouten: &Fouten) -> HttpResponse {
    let verzoek = velden.gevuld(VERZOEK).map_or_else(|| nieuw_verzoek(blad.omgeving().nu), str::to_owned);
    let inhoud = formulier::pagina(blad, velden, fouten, &verzoek);
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    blad.toon_als(status, &Titel::van("Nieuw signaal").met_fout(!fouten.is_leeg()), &inhoud)
}

/// Sends a signaal, or counts that she refused.
pub async fn verstuur(t: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    mag(&ingevuld.blad)?;
    if ingevuld.is_terug() {
        return Ok(toon(&ingevuld.blad, &ingevuld.velden, &Fouten::geen()));
    }
    let vandaag = ingevuld.blad.omgeving().nu.dag();
    match invoer::lees(&ingevuld.velden, vandaag) {
        Err(fouten) => Ok(toon(&ingevuld.blad, &ingevuld.velden, &fouten)),
        Ok(Keus::Later) => Ok(ingevuld.blad.verder_en_zeg(
            "/mijn-signalen",
            "Goed. Vraag het haar opnieuw als zij eraan toe is. Over haar is niets bewaard.",
        )),
        Ok(Keus::Nee(gemeente)) => {
            let once = ingevuld.een_keer("/v1/signalen");
            t.stuur(once, move |tx, met| signaal::weigering(tx, met, gemeente)?.try_into()).await?;
            let zin = "Geteld. Over haar is niets bewaard. Weigeren heeft geen gevolgen voor haar zorg.";
            Ok(ingevuld.blad.verder_en_zeg("/mijn-signalen", zin))
        }
        Ok(Keus::Ja(nieuw)) => {
            let once = ingevuld.een_keer("/v1/signalen");
            let gemaakt = t.stuur(once, move |tx, met| signaal::registreren(tx, met, *nieuw)?.try_into()).await?;
            let waar = gemaakt.locatie().and_then(|waar| waar.strip_prefix("/v1")).unwrap_or("/mijn-signalen");
            Ok(ingevuld.blad.verder_en_zeg(&format!("{waar}/bewijs"), "Het signaal is verstuurd."))
        }
    }
}
