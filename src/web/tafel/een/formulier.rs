//! The form of the table: who sits there, the agreements, who carries the family and when one looks again.

use maud::{Markup, html};
use strum::VariantArray as _;

use super::{
    beeld,
    getypt::{OUDERS, REGELS, TOCH, van_afspraak, verweesd},
    pagina::Pagina,
};
use crate::{
    domain::{
        Label as _, Word,
        knooppunt::{AfspraakStatus, Oordeel, Status},
        reden::AfwezigReden,
        thema::Thema,
    },
    http::{
        knooppunt::view::{AfspraakView, DeelnemerView, MistView},
        mens::MensView,
    },
    web::{
        casus::formulier::met_versie,
        deel::{
            dag::hoofdletter,
            keuze::{Groep, Keuze, groep, keuze},
            vak::{keuzelijst, tekstvak},
            veld::{Regel, beschreven, fout, klas, regel},
        },
        tafel::woorden::{met_ouder, wie_zit},
    },
};

/// The whole form.
pub(super) fn formulier(p: Pagina<'_>) -> Markup {
    let naar = format!("/agendapunten/{}", p.punt.id);
    met_versie(
        p.blad,
        &naar,
        p.versie,
        p.velden,
        &html! {
            // Enter presses the first button of a form: that saves everything, and does not seat somebody.
            button.hidden tabindex="-1" aria-hidden="true" { "Bewaar" }
            div.stack {
                (wie_er_zit(p))
                (afspraken(p))
                (besluit(p))
            }
            p.field.actions { button.button.big { "Bewaar" } }
            p.field.hint { "U kunt bewaren zo vaak u wilt. Lege regels tellen niet. Het verslag stelt u vast op de pagina van de bijeenkomst." }
        },
    )
}

/// Who sits there, and who comes to it.
fn wie_er_zit(p: Pagina<'_>) -> Markup {
    let gepland = p.tafel.bijeenkomst.status == Status::Gepland;
    html! {
        section.card aria-labelledby="kop-zit" {
            h2 #kop-zit tabindex="-1" { "Wie komt erbij" }
            // Whoever is asked is not there yet: who of the parents came is said on the day itself.
            @if p.tafel.bijeenkomst.gepland_op.dag() <= p.nu.dag() { (ouders(p)) }
            div.pair { (collega(p)) (gast(p)) }
            p.field.actions {
                button.button.second name="doe" value="erbij" { @if gepland { "Nodig uit" } @else { "Zet aan tafel" } }
            }
            @if gepland { p.hint { "Een collega met een account krijgt een bericht, zonder naam. Ouders en gasten nodigt u zelf uit." } }
            (van_tafel(p))
            (afwezig(p))
        }
    }
}

/// Who was seated by mistake, or does not come, can be taken from the table; not who promised something there.
fn van_tafel(p: Pagina<'_>) -> Markup {
    let belooft =
        |een: &DeelnemerView| p.punt.afspraken.iter().any(|afspraak| staat(afspraak) && afspraak.wie == een.id);
    let (bezet, vrij): (Vec<_>, Vec<_>) = p.punt.deelnemers.iter().partition(|een| belooft(een));
    let teksten: Vec<[String; 3]> = vrij
        .iter()
        .enumerate()
        .map(|(i, een)| {
            [format!("van-tafel-{}", i + 1), een.id.to_string(), hoofdletter(&wie_zit(een, &p.punt.mensen))]
        })
        .collect();
    let keuzes: Vec<Keuze<'_>> =
        teksten.iter().map(|[id, waarde, naam]| Keuze { id, waarde, naam, hint: "" }).collect();
    let hint = if bezet.is_empty() { "" } else { "Wie een afspraak op zich nam kan pas weg als die afspraak weg is." };
    let vraag = Groep { naam: "van-tafel", vraag: "Wie haalt u van tafel?", hint, een: false, vorm: "choices" };
    let open = p.velden.gevuld("van-tafel").is_some() || p.fouten.van("van-tafel-1").is_some();
    html! {
        @if !p.punt.deelnemers.is_empty() {
            details.more open[open] {
                summary { "Zit iemand hier niet?" }
                @if keuzes.is_empty() { p.hint { "Iedereen die hier zit nam een afspraak op zich. Haal eerst die afspraak weg." } }
                @else { (groep(vraag, &keuzes, |waarde| p.velden.heeft("van-tafel", waarde), p.fouten)) }
            }
        }
    }
}

/// Whether an agreement stands: nobody let go of it.
fn staat(afspraak: &AfspraakView) -> bool {
    afspraak.status != AfspraakStatus::Vervallen
}

fn ouders(p: Pagina<'_>) -> Markup {
    let zit = |wie: &str| p.punt.deelnemers.iter().any(|een| een.hoedanigheid == wie);
    let ids = OUDERS.map(|wie| format!("ouder-{wie}"));
    let namen = OUDERS.map(hoofdletter);
    let keuzes: Vec<Keuze<'_>> = OUDERS
        .iter()
        .zip(ids.iter().zip(&namen))
        .filter(|(wie, _)| !zit(wie))
        .map(|(wie, (id, naam))| Keuze { id, waarde: wie, naam, hint: "" })
        .collect();
    let vraag = Groep { naam: "ouder", vraag: "Wie van de ouders is erbij?", hint: "", een: false, vorm: "chips" };
    html! { @if !keuzes.is_empty() { (groep(vraag, &keuzes, |waarde| p.velden.heeft("ouder", waarde), p.fouten)) } }
}

/// A list of colleagues, by where they work.
fn collega(p: Pagina<'_>) -> Markup {
    let zit = |mens: &MensView| p.punt.deelnemers.iter().any(|een| een.gebruiker == Some(mens.id));
    let mut vrij: Vec<&MensView> = p.tafel.collegas.iter().filter(|mens| !zit(mens)).collect();
    vrij.sort_by(|een, ander| (&een.organisatie, &een.naam).cmp(&(&ander.organisatie, &ander.naam)));
    let mis = p.fouten.van("collega");
    let gekozen = p.velden.tekst("collega");
    html! {
        div class=(klas(mis.is_some())) {
            label for="collega" { "Een collega erbij (niet verplicht)" }
            (fout("collega", mis))
            select.input #collega name="collega" aria-invalid=[mis.map(|_| "true")] aria-describedby=[beschreven("collega", false, mis.is_some())] {
                option value="" { "Kies een collega" }
                @for groep in vrij.chunk_by(|een, ander| een.organisatie == ander.organisatie) {
                    optgroup label=(groep.first().map_or("", |mens| mens.organisatie.as_str())) {
                        @for mens in groep {
                            @let waarde = format!("{} {}", mens.id, als(mens));
                            option value=(waarde) selected[waarde == gekozen] { (mens.naam) ", " (als(mens)) }
                        }
                    }
                }
            }
        }
    }
}

/// As what a colleague sits there, when nobody says otherwise.
fn als(mens: &MensView) -> &str {
    mens.functie.as_deref().unwrap_or("collega")
}

fn gast(p: Pagina<'_>) -> Markup {
    let hint = "Een rol, nooit een naam. Bijvoorbeeld: woningcorporatie.";
    regel(
        Regel {
            hint,
            ..Regel::tekst(
                "gast",
                "Iemand zonder account erbij: in welke rol? (niet verplicht)",
                p.velden.tekst("gast"),
            )
        },
        p.fouten,
    )
}

/// Why nobody of the family is there.
fn afwezig(p: Pagina<'_>) -> Markup {
    let ids: Vec<String> = AfwezigReden::VARIANTS.iter().map(|reden| format!("afwezig-{}", reden.word())).collect();
    let mut redenen: Vec<Keuze<'_>> = AfwezigReden::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(reden, id)| Keuze { id, waarde: reden.word(), naam: reden.naam(), hint: "" })
        .collect();
    let nu = p.punt.ouders_afwezig_reden.map(Word::word);
    if nu.is_some() {
        redenen.push(Keuze { id: "afwezig-toch", waarde: TOCH, naam: "Zij zijn er toch: haal de reden weg", hint: "" });
    }
    let koos = p.velden.gevuld("afwezig").is_some();
    let was = |waarde: &str| if koos { p.velden.heeft("afwezig", waarde) } else { nu == Some(waarde) };
    let vraag = Groep {
        naam: "afwezig",
        vraag: "Waarom zijn de ouders er niet?",
        hint: "Alleen als niemand van de ouders aan tafel zit.",
        een: true,
        vorm: "choices side",
    };
    let getypt = ["afwezig", "toelichting"].iter().any(|veld| p.velden.gevuld(veld).is_some());
    let mis = ["toelichting", "afwezig-wilde-niet"].iter().any(|veld| p.fouten.van(veld).is_some());
    let open = nu.is_some() || getypt || mis;
    html! {
        @if nu.is_some() || !met_ouder(p.punt) {
            details.more open[open] {
                summary { "De ouders zijn er niet" }
                input type="hidden" name="was-afwezig" value=(nu.unwrap_or_default());
                (groep(vraag, &redenen, was, p.fouten))
                (tekstvak("toelichting", "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest.", p.velden.tekst("toelichting"), p.fouten))
            }
        }
    }
}

/// The agreements that stand, then empty lines for new ones.
fn afspraken(p: Pagina<'_>) -> Markup {
    let staan: Vec<&AfspraakView> = p.punt.afspraken.iter().filter(|een| staat(een)).collect();
    let ids: Vec<String> = staan.iter().map(|een| een.id.to_string()).collect();
    html! {
        section.card aria-labelledby="kop-afspraken" {
            h2 #kop-afspraken { "Afspraken" }
            @for woorden in verweesd(p.velden, &ids) {
                p.note.late.field { "De afspraak waar u dit bij typte is intussen weggehaald: “" (woorden) "”" }
            }
            @if !staan.is_empty() { ol.steps { @for (plaats, een) in staan.iter().enumerate() { li.step { (staand(p, plaats + 1, een)) } } } }
            @if p.punt.deelnemers.is_empty() {
                p.note.soon.field { "Zet eerst aan tafel wie er is. Dan kunt u kiezen wie een afspraak doet." }
            }
            @for nummer in 1..=REGELS { (leeg(p, nummer, staan.len())) }
        }
    }
}

/// An agreement that stands: what the parents think of it can be noted until the record is established, and it can be taken away.
fn staand(p: Pagina<'_>, nummer: usize, een: &AfspraakView) -> Markup {
    let was = een
        .positie
        .as_ref()
        .map_or(["", ""], |positie| [positie.oordeel.word(), positie.woorden.as_deref().unwrap_or_default()]);
    let eigen = van_afspraak(p.velden, nummer, &een.id.to_string(), was);
    let p = Pagina { velden: &eigen, ..p };
    let (oordeel, gezegd, weg) = (format!("oordeel-{nummer}"), format!("gezegd-{nummer}"), format!("weg-{nummer}"));
    let haal_weg = Keuze { id: &weg, waarde: "ja", naam: "Haal deze afspraak weg", hint: "" };
    let vraag = format!("Wat vinden de ouders van afspraak {nummer}?");
    html! {
        div {
            (beeld::regel(p, een))
            input type="hidden" name={ "afspraak-" (nummer) } value=(een.id);
            input type="hidden" name={ "gezien-" (nummer) } value=(een.versie);
            input type="hidden" name={ "was-" (oordeel) } value=(was[0]);
            input type="hidden" name={ "was-" (gezegd) } value=(was[1]);
            @if een.positie.is_none() { (positie(p, &oordeel, &gezegd, &vraag)) }
            @else {
                @let typte = [eigen.tekst(&oordeel), eigen.tekst(&gezegd)] != was;
                @let mis = [format!("{oordeel}-akkoord"), gezegd.clone()].iter().any(|veld| p.fouten.van(veld).is_some());
                details.more open[typte || mis] {
                    summary { "Vinden de ouders toch iets anders?" span.hidden { " Afspraak " (nummer) } }
                    (positie(p, &oordeel, &gezegd, &vraag))
                }
            }
            details.more open[p.velden.heeft(&weg, "ja")] {
                summary { "Klopt deze afspraak niet?" span.hidden { " Afspraak " (nummer) } }
                (keuze(haal_weg, &weg, false, p.velden.heeft(&weg, "ja"), None))
                p.hint { "Zet hieronder op een lege regel wat wél is afgesproken." }
            }
        }
    }
}

/// What the parents think, in their own words.
fn positie(p: Pagina<'_>, oordeel: &str, woorden: &str, vraag: &str) -> Markup {
    let ids: Vec<String> = Oordeel::VARIANTS.iter().map(|een| format!("{oordeel}-{}", een.word())).collect();
    let keuzes: Vec<Keuze<'_>> = Oordeel::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(een, id)| Keuze { id, waarde: een.word(), naam: zegt(*een), hint: "" })
        .collect();
    let groep_van = Groep { naam: oordeel, vraag, hint: "", een: true, vorm: "choices side" };
    let zeggen = Regel::tekst(woorden, "In hun eigen woorden (nodig bij ‘maar’ en ‘nee’)", p.velden.tekst(woorden));
    html! {
        (groep(groep_van, &keuzes, |waarde| p.velden.heeft(oordeel, waarde), p.fouten))
        (regel(Regel { breed: "", ..zeggen }, p.fouten))
    }
}

/// A judgement as parents say it.
const fn zegt(oordeel: Oordeel) -> &'static str {
    match oordeel {
        Oordeel::Akkoord => "Ja",
        Oordeel::AkkoordMetOpmerking => "Ja, maar …",
        Oordeel::NietAkkoord => "Nee",
    }
}

/// A line for a new agreement. The first stand open; those after it open when somebody presses.
fn leeg(p: Pagina<'_>, nummer: usize, staan: usize) -> Markup {
    let [wat, wie, uiterlijk, thema, oordeel, woorden] =
        ["wat", "wie", "uiterlijk", "thema", "positie", "woorden"].map(|naam| format!("{naam}-{nummer}"));
    let mensen = wie_kan(p);
    let mensen: Vec<(&str, &str)> = mensen.iter().map(|(waarde, naam)| (waarde.as_str(), naam.as_str())).collect();
    let themas: Vec<(&str, &str)> = Thema::VARIANTS.iter().map(|thema| (thema.word(), thema.naam())).collect();
    let gevuld =
        [&wat, &wie, &uiterlijk, &thema, &oordeel, &woorden].iter().any(|naam| p.velden.gevuld(naam).is_some());
    let voor = Regel {
        hint: "Bijvoorbeeld 27-12-2026",
        breed: "w-date",
        ..Regel::tekst(&uiterlijk, "Uiterlijk wanneer?", p.velden.tekst(&uiterlijk))
    };
    let afspraak = Regel { breed: "", ..Regel::tekst(&wat, "Wat spreken we af?", p.velden.tekst(&wat)) };
    html! {
        details.more.line.no-print open[gevuld || nummer == 1] {
            summary { "Nieuwe afspraak " (staan + nummer) }
            (regel(afspraak, p.fouten))
            div.pair {
                (keuzelijst(&wie, "Wie doet dit?", "Kies wie aan tafel zit", &mensen, p.velden.tekst(&wie), p.fouten))
                (regel(voor, p.fouten))
            }
            (keuzelijst(&thema, "Waar gaat het over?", "Kies een onderwerp", &themas, p.velden.tekst(&thema), p.fouten))
            (positie(p, &oordeel, &woorden, "Wat vinden de ouders hiervan? (kan ook later)"))
        }
    }
}

/// Who can do it: who sits there, and the parents who can be seated in the same go.
fn wie_kan(p: Pagina<'_>) -> Vec<(String, String)> {
    let zitten = p.punt.deelnemers.iter().map(|een| (een.id.to_string(), hoofdletter(&wie_zit(een, &p.punt.mensen))));
    let zit = |wie: &str| p.punt.deelnemers.iter().any(|een| een.hoedanigheid == wie);
    let nieuw = OUDERS.iter().filter(|wie| !zit(wie));
    zitten
        .chain(nieuw.map(|wie| (format!("nieuw {wie}"), format!("{}, hierboven aangevinkt", hoofdletter(wie)))))
        .collect()
}

/// Who carries the family, and when one looks again.
fn besluit(p: Pagina<'_>) -> Markup {
    let nu = |naam: &str, nu: Option<String>| {
        if p.velden.0.iter().any(|(veld, _)| veld == naam) {
            p.velden.tekst(naam).to_owned()
        } else {
            nu.unwrap_or_default()
        }
    };
    let was = (
        p.punt.casusregisseur.map(|id| id.to_string()),
        p.punt.evaluatie_op.map(|op| op.format("%-d-%-m-%Y").to_string()),
    );
    let (regisseur, opnieuw) = (nu("regisseur", was.0.clone()), nu("opnieuw", was.1.clone()));
    let dragers = wie_draagt(p);
    let dragers: Vec<(&str, &str)> = dragers.iter().map(|(waarde, naam)| (waarde.as_str(), naam.as_str())).collect();
    let hint = "Bijvoorbeeld 27-3-2027, hoogstens over een jaar.";
    let kijken =
        Regel { hint, breed: "w-date", ..Regel::tekst("opnieuw", "Wanneer kijkt u opnieuw, met het gezin?", &opnieuw) };
    html! {
        section.card aria-labelledby="kop-besluit" {
            h2 #kop-besluit { "Hoe het verder gaat" }
            input type="hidden" name="was-regisseur" value=(was.0.unwrap_or_default());
            input type="hidden" name="was-opnieuw" value=(was.1.unwrap_or_default());
            (keuzelijst("regisseur", "Wie is casusregisseur? Alleen wie met een account aan tafel zit", "Kies wie het gezin draagt", &dragers, &regisseur, p.fouten))
            (regel(kijken, p.fouten))
        }
    }
}

/// Who can carry the family: colleagues at the table, whoever carries it now, and the chair.
fn wie_draagt(p: Pagina<'_>) -> Vec<(String, String)> {
    let mut alle: Vec<(String, String)> =
        p.punt.mensen.iter().map(|mens| (mens.id.to_string(), mens.naam.clone())).collect();
    let ik = p.ik.actor.gebruiker().to_string();
    if !alle.iter().any(|(id, _)| *id == ik) {
        alle.push((ik, format!("{} (u)", p.ik.sessie.gebruiker.naam)));
    }
    alle
}

/// What is still missing, each with the way to its field.
pub(super) fn mist(p: Pagina<'_>) -> Markup {
    html! {
        section.card aria-labelledby="kop-mist" {
            h2 #kop-mist tabindex="-1" { "Dit mist nog voordat u kunt vaststellen" }
            @if p.punt.mist.is_empty() { p { "Niets. Voor dit gezin kan het verslag worden vastgesteld." } }
            ul.links { @for een in &p.punt.mist { li { (wat_mist(p, een)) } } }
        }
    }
}

fn wat_mist(p: Pagina<'_>, een: &MistView) -> Markup {
    let staan = || p.punt.afspraken.iter().filter(|een| staat(een));
    let nummer = een.afspraak.and_then(|id| staan().position(|afspraak| afspraak.id == id)).map(|plaats| plaats + 1);
    html! {
        @match (nummer, een.veld) {
            (Some(nummer), _) => { a href={ "#oordeel-" (nummer) "-akkoord" } { "Afspraak " (nummer) ": " (een.wat.naam().to_lowercase()) } }
            (None, "casusregisseur") => { a href="#regisseur" { (een.wat.naam()) } }
            (None, "evaluatieOp") => { a href="#opnieuw" { (een.wat.naam()) } }
            _ => { a href="#kop-zit" { (een.wat.naam()) } }
        }
    }
}
