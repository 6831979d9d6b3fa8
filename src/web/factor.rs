//! The second factor, shown again: what weighs most asks for it, and goes on afterwards with what was typed.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use super::{
    account,
    blad::{Blad, OpenBlad, Titel},
    deel::{
        formulier::{bewijs, meegedragen},
        fouten::Fouten,
        veld::regel,
    },
    formulier::{Ingevuld, Velden},
    inloggen::{BEWAARD, Bewaard},
};
use crate::{
    http::{
        beheer::factor::bewijzen,
        invoer::parse,
        problem::{Code, Problem},
        toegang::deur::Deur,
        transaction::Transaction,
    },
    web::deel::dag::klok,
};

/// The field with what was typed before, sealed.
const MEE: &str = "bewaard";

/// Asks for it, by itself.
pub async fn lees(blad: Blad) -> Result<HttpResponse, Problem> {
    blad.bezoeker()?;
    Ok(pagina(&OpenBlad(blad.omgeving().clone()), StatusCode::OK, None, &Fouten::geen()))
}

/// Asks for it in the place of another page; what was typed there is carried along, sealed.
#[must_use]
pub fn eerst_bewijzen(blad: &OpenBlad, bewaard: Option<&str>) -> HttpResponse {
    pagina(blad, StatusCode::FORBIDDEN, bewaard, &Fouten::geen())
}

fn pagina(blad: &OpenBlad, status: StatusCode, bewaard: Option<&str>, fouten: &Fouten) -> HttpResponse {
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets gedaan."))
        h1 { "Laat uw tweede factor nog eens zien" }
        p.lead { "Wat u wilt doen weegt zwaar. Daarom vragen wij uw code nog eens, hoogstens vijf minuten ervoor." }
        @if bewaard.is_some() { p { "Wat u typte is niet weg. U kunt het hierna versturen." } }
        form method="post" action="/account/factor" novalidate {
            (bewijs(&blad.bewijs()))
            @if let Some(bewaard) = bewaard { input type="hidden" name=(MEE) value=(bewaard); }
            (regel(account::code("Code"), fouten))
            p.field.actions { button.button { "Laat zien" } }
        }
    };
    blad.toon_als(status, &Titel::van("Uw tweede factor").met_fout(!fouten.is_leeg()), &inhoud)
}

/// Takes it.
pub async fn toon(t: Transaction, deur: Deur, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    let open = OpenBlad(blad.omgeving().clone());
    let mee = velden.gevuld(MEE);
    let gedaan = match parse(json!({ "totpCode": velden.tekst("code") }).to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(code) => bewijzen(t, code).await,
    };
    let vers = match gedaan {
        Ok(vers) => vers,
        Err(problem) if problem.code() == Code::OngeldigeInvoer => {
            let zin = match velden.gevuld("code") {
                None => "Vul de zes cijfers in.".to_owned(),
                Some(_) => problem.fouten().iter().next().map(|fout| fout.melding.clone()).unwrap_or_default(),
            };
            let mut fouten = Fouten::geen();
            fouten.bij("code", zin);
            return Ok(pagina(&open, StatusCode::BAD_REQUEST, mee, &fouten));
        }
        Err(problem) => return Err(problem),
    };
    let wie = blad.bezoeker()?.actor.gebruiker().uuid();
    let bewaard = mee.and_then(|mee| deur.ontzegel::<Bewaard>(BEWAARD, wie, mee));
    let tot = klok(vers.vers_tot);
    let Some(bewaard) = bewaard else {
        return Ok(blad.verder_en_zeg("/account", &format!("Gezien. Tot {tot} uur kunt u doen wat zwaar weegt.")));
    };
    let inhoud = html! {
        h1 { "Gezien. Ga nu verder" }
        p.lead { "Wat u wilde doen is nog niet gedaan. Het kan tot " (tot) " uur." }
        (verder_met(blad, &bewaard))
    };
    Ok(blad.toon(&Titel::van("Ga nu verder"), &inhoud))
}

/// One button sends it as it was; another brings it back to be looked at.
fn verder_met(blad: &Blad, bewaard: &Bewaard) -> Markup {
    let velden = Velden(bewaard.velden.clone()).0;
    html! {
        (meegedragen(&bewaard.pad, &blad.bewijs(), &velden, false, "Doe het nu"))
        (meegedragen(&bewaard.pad, &blad.bewijs(), &velden, true, "Bekijk eerst wat ik typte"))
    }
}
