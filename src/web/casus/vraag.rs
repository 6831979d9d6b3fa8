//! A request to a desk: what she said about it, what they will see of her, and the question. Without her yes she is asked first.

mod advies;
mod pagina;
mod toestemming;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::{Value, json};
use strum::VariantArray as _;

use self::pagina::Pagina;
use super::{
    antwoord,
    doen::pad,
    een::{feiten, heet, ruimte, tab, wat_zij_weten, zegt},
    formulier::{bij_velden, met_versie},
    mag::coordineert,
    voorstel::wacht,
};
use crate::{
    domain::{
        Label as _, Word as _,
        casus::{CasusId, Status},
        doorgeleiding::toelating::{ADVIES_VERANDERD, ROUTE_NIET_OPEN},
        fouten::Fout,
        ids::VoorstelId,
        reden::AfwijkReden,
        toegang::DeskId,
        toestemming::{Status as Woord, uitspraak::Dekking},
    },
    http::{
        antwoord::Antwoord,
        casus::{geheel::geheel, view::GelezenCasusView},
        doorgeleiding::verzenden,
        invoer::parse,
        pad::Pad,
        problem::{Code, Problem},
        toestemming::noteren,
        transaction::Transaction,
        voorstel::overnemen,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep, keuze},
            vak::tekstvak,
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 5] = [
    ("vraag", "vraag"),
    ("zonderContactgegevens", "zonder"),
    ("inAfwijking", "afwijk-desk-akkoord"),
    ("inAfwijking.toelichting", "uitleg"),
    ("toelichting", "uitleg"),
];

/// The name of the fields with what spoke against the route when the page was shown.
const BEZWAAR: &str = "bezwaar";

/// The names of the fields with the voorstel that this request takes over, and the version of it that was seen.
const VOORSTEL: &str = "voorstel";
const VOORSTELVERSIE: &str = "voorstel-versie";

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<(CasusId, DeskId)>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Sends the request.
pub async fn verstuur(
    t: Transaction,
    nog: Transaction,
    id: Pad<(CasusId, DeskId)>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let ((id, desk), blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, (id, desk), velden, &Fouten::geen()).await;
    }
    if velden.heeft("afwijk-nodig", "ja") && velden.gevuld("afwijk").is_none() {
        let mut fouten = Fouten::geen();
        fouten.bij("afwijk-desk-akkoord", "Kies waarom u het toch vraagt.");
        return toon(blad, nog, (id, desk), velden, &fouten).await;
    }
    let gezien: Vec<&str> = velden.alle(BEZWAAR).collect();
    let afwijking = velden
        .gevuld("afwijk")
        .map(|reden| json!({ "bezwaren": gezien, "reden": reden, "toelichting": velden.gevuld("uitleg") }));
    let body = json!({
        "desk": desk,
        "vraag": velden.gevuld("vraag"),
        "zonderContactgegevens": velden.heeft("zonder", "ja"),
        "inAfwijking": afwijking,
    });
    match stuur(t, id, &ingevuld, body).await {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "De vraag is verstuurd. U ziet hier wat het bureau antwoordt.")),
        Err(problem) => {
            let Some(zin) = ander_advies(&problem) else {
                return toon(blad, nog, (id, desk), velden, &bij_velden(problem, &PLAATSEN)?).await;
            };
            let mut fouten = Fouten::geen();
            fouten.bij("", zin);
            toon_met(blad, nog, (id, desk), velden, &fouten, StatusCode::CONFLICT).await
        }
    }
}

/// Sends it: as the request that a voorstel becomes, when this route was proposed when the page was shown.
async fn stuur(t: Transaction, id: CasusId, ingevuld: &Ingevuld, mut body: Value) -> Result<Antwoord, Problem> {
    let velden = &ingevuld.velden;
    if let Ok(voorstel) = velden.tekst(VOORSTEL).parse::<VoorstelId>() {
        let vraag = parse(body.to_string().as_bytes())?;
        let versie = velden.tekst(VOORSTELVERSIE).parse::<i32>().unwrap_or_default();
        let once = ingevuld.een_keer(&format!("/v1/voorstellen/{voorstel}/overname"));
        return t.stuur(once, move |tx, met| overnemen(tx, met, voorstel, versie, vraag)?.try_into()).await;
    }
    if let Some(velden_van) = body.as_object_mut() {
        velden_van.insert("route".to_owned(), velden.tekst("route").into());
    }
    let nieuw = parse(body.to_string().as_bytes())?;
    let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/doorgeleidingen"));
    t.stuur(once, move |tx, met| verzenden(tx, met, id, nieuw)?.try_into()).await
}

/// What to say when the rules say something else by now than whoever sends read.
fn ander_advies(problem: &Problem) -> Option<&'static str> {
    let code = |fout: &Fout| fout.code == ROUTE_NIET_OPEN || fout.code == ADVIES_VERANDERD;
    let anders = problem.code() == Code::Conflict && problem.fouten().iter().any(code);
    anders.then_some("Het advies is niet meer zoals u het las. Lees hieronder wat er nu tegen spreekt, en kies dan.")
}

/// Notes her answer, and comes back to the desk.
pub async fn noteer(
    t: Transaction,
    nog: Transaction,
    id: Pad<(CasusId, DeskId)>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let ((casus, desk), blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let fouten = if ingevuld.is_terug() { Fouten::geen() } else { antwoord::mist(velden) };
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, (casus, desk), velden, &fouten).await;
    }
    let body = antwoord::body(velden);
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(nieuw) => {
            let once = ingevuld.een_keer(&format!("/v1/casussen/{casus}/toestemmingen"));
            t.stuur(once, move |tx, met| noteren(tx, met, casus, nieuw)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("/casussen/{casus}/vraag/{desk}"), "Haar antwoord is bewaard.")),
        Err(problem) => toon(blad, nog, (casus, desk), velden, &bij_velden(problem, &antwoord::PLAATSEN)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    (id, desk): (CasusId, DeskId),
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    toon_met(blad, t, (id, desk), velden, fouten, status).await
}

async fn toon_met(
    blad: &Blad,
    t: Transaction,
    (id, desk): (CasusId, DeskId),
    velden: &Velden,
    fouten: &Fouten,
    status: StatusCode,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| geheel(tx, met, id)).await?;
    let geheel = getoond.view();
    let niet = || Problem::new(Code::NietToegestaan, "Een bureau vraagt wie de casus coördineert.");
    let GelezenCasusView::Gewoon(casus) = &geheel.casus else { return Err(niet()) };
    if !coordineert(blad, casus.gemeente)? {
        return Err(niet());
    }
    let (advies, bureau) = geheel.naar(desk).ok_or_else(Problem::not_found)?;
    let p = Pagina { blad, casus, geheel, advies, bureau, velden, fouten };
    let titel = Titel::van(format!("{}: vraag om hulp", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud(p)))
}

fn inhoud(p: Pagina<'_>) -> Markup {
    let Pagina { casus, bureau, .. } = p;
    let mag = matches!(bureau.toestemming, Dekking::Geldt | Dekking::ZonderContactgegevens);
    html! {
        (p.fouten.samengevat("Er is nog niets verstuurd. Alles wat u typte staat er nog."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(casus.id)) { "Terug naar de casus" } }
        h1 { "Vraag " (bureau.desknaam) }
        p.lead { "Voor " (heet(casus)) "." }
        (feiten(casus, p.blad.omgeving().nu))
        section.card.field aria-labelledby="kop-bureau" {
            h2 #kop-bureau { (bureau.desknaam) ", " (bureau.organisatienaam) }
            p { (zegt(bureau)) }
            p.small { (ruimte(bureau, p.blad.omgeving().nu)) }
            @if mag { p.small { "Zij zien: " (wat_zij_zien(p)) "." } }
        }
        (advies::advies(p.advies, p.blad.omgeving().nu))
        @match casus.status {
            Status::Aangemeld => { p.note.field { "Neem dit gezin eerst aan. Daarna kunt u een bureau vragen." } }
            Status::Afgesloten => { p.note.field { "Deze casus is gesloten." } }
            _ if bureau.loopt.is_some() => { p.note.busy.field { "Langs deze route loopt al een vraag voor dit gezin. Wacht op het antwoord, of neem die eerst terug." } }
            _ if mag => { (vraag(p)) }
            _ => { (toestemming::formulier(p)) }
        }
    }
}

/// What this desk will see of her, by her newest word for it.
fn wat_zij_zien(p: Pagina<'_>) -> String {
    let raakt = p.geheel.toestemmingen.iter().rev().filter(|t| {
        t.status == Woord::Gegeven
            && t.ontvanger == p.bureau.ontvanger
            && t.organisatie.is_none_or(|id| id == p.bureau.organisatie)
    });
    raakt.map(|t| wat_zij_weten(&t.onderdelen)).next().unwrap_or_else(|| "niets".to_owned())
}

fn vraag(p: Pagina<'_>) -> Markup {
    let Pagina { bureau, velden, .. } = p;
    let zonder = Keuze {
        id: "zonder",
        waarde: "ja",
        naam: "Ik weet dat dit bureau haar naam niet ziet",
        hint: "Zij kunnen haar dan niet zelf bereiken.",
    };
    let naar = format!("/casussen/{}/vraag/{}", p.casus.id, bureau.desk);
    met_versie(
        p.blad,
        &naar,
        0,
        velden,
        &html! {
            input type="hidden" name="route" value=(<&'static str>::from(bureau.route));
            @if let Some(voorstel) = wacht(p.geheel, bureau.route) {
                input type="hidden" name=(VOORSTEL) value=(voorstel.regel.id);
                input type="hidden" name=(VOORSTELVERSIE) value=(voorstel.regel.versie);
                p.note.field { "Dit is voorgesteld. Met deze vraag neemt u het voorstel over, en wie het deed hoort dat." }
            }
            (tekstvak("vraag", "Wat vraagt u van dit bureau? (niet verplicht)", "Schrijf alleen wat zij nodig hebben om te antwoorden.", velden.tekst("vraag"), p.fouten))
            @if !bureau.bezwaren.is_empty() { (afwijken(p)) }
            @if bureau.toestemming == Dekking::ZonderContactgegevens {
                div.field { (keuze(zonder, "zonder", false, velden.heeft("zonder", "ja"), None)) }
            }
            p.field.actions { button.button.big { "Verstuur de vraag" } a href=(pad(p.casus.id)) { "Stoppen zonder te versturen" } }
            p.hint.field { "U kunt de vraag terugnemen zolang de hulp niet is begonnen." }
        },
    )
}

/// What speaks against this route, and why it is asked all the same: nothing is chosen beforehand.
fn afwijken(p: Pagina<'_>) -> Markup {
    let Pagina { bureau, velden, fouten, .. } = p;
    let ids: Vec<String> = AfwijkReden::VARIANTS.iter().map(|reden| format!("afwijk-{}", reden.word())).collect();
    let redenen: Vec<Keuze<'_>> = AfwijkReden::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(reden, id)| Keuze { id, waarde: reden.word(), naam: reden.naam(), hint: "" })
        .collect();
    let waarom = bureau.bezwaren.iter().map(|bezwaar| bezwaar.naam()).collect::<Vec<_>>().join("; ");
    let waarom = format!("Het spreekt ertegen: {waarom}.");
    let vraag = "Het advies is nee. Waarom vraagt u het toch?";
    let groep_van = Groep { naam: "afwijk", vraag, hint: &waarom, een: true, vorm: "choices" };
    html! {
        input type="hidden" name="afwijk-nodig" value="ja";
        @for bezwaar in &bureau.bezwaren { input type="hidden" name=(BEZWAAR) value=(bezwaar.word()); }
        (groep(groep_van, &redenen, |waarde| velden.heeft("afwijk", waarde), fouten))
        (tekstvak("uitleg", "Toelichting (nodig bij 'anders')", "Het bureau leest dit.", velden.tekst("uitleg"), fouten))
    }
}
