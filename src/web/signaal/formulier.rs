//! The form of a new signaal: her decision first, and only then what belongs to it.

use maud::{Markup, html};
use strum::VariantArray as _;

use crate::{
    domain::{
        Label as _, Word as _,
        gebied::Gemeente,
        thema::{BeschermendeFactor, Graad, Thema},
        werkdagen,
        zwangerschap::Termijnbron,
    },
    web::{
        blad::Blad,
        deel::{
            dag,
            formulier::{BEWIJS, VERZOEK},
            fouten::Fouten,
            keuze::{Groep, Keuze, groep, keuze},
            vak::{keuzelijst, tekstvak},
            veld::{Regel, regel},
        },
        formulier::Velden,
        haar,
    },
};

/// The way to reach her that goes by whoever fills this in.
pub(super) const ALLEEN_VIA: &str = "Alleen via mij";

/// What a part of the form is made of: what was filled in, and what is wrong with it.
#[derive(Clone, Copy)]
struct Staat<'a> {
    velden: &'a Velden,
    fouten: &'a Fouten,
}

/// The page.
pub(super) fn pagina(blad: &Blad, velden: &Velden, fouten: &Fouten, verzoek: &str) -> Markup {
    let staat = Staat { velden, fouten };
    html! {
        (fouten.samengevat("Het signaal is nog niet verstuurd. Alles wat u typte staat er nog."))
        h1 { "Nieuw signaal" }
        p.lead { "Vul dit samen met haar in. Het kost ongeveer twee minuten. Alles is nodig, behalve waar ‘niet verplicht’ staat." }
        p.note.small.field {
            b { "Is er nu gevaar?" } " Bel " b { "112" } ". Is zij thuis niet veilig? Bel Veilig Thuis, " b.nowrap { "0800 2000" }
            ", dag en nacht. Stuur dan geen signaal. " a href="/acuut-gevaar" { "Wat u nu kunt doen" }
        }
        div.columns {
            form.signaal method="post" action="/nieuw-signaal" novalidate autocomplete="off" {
                input type="hidden" name=(BEWIJS) value=(blad.bewijs());
                input type="hidden" name=(VERZOEK) value=(verzoek);
                (besluit(staat))
                (zij_zei_nee(staat))
                (zij_weet_het_nog_niet())
                (wie(staat))
                (zwanger(staat))
                (zorg(staat, blad))
                (delen(staat))
            }
            (daarna())
        }
    }
}

fn daarna() -> Markup {
    html! {
        aside.aside aria-label="Hulp bij dit signaal" {
            section.card aria-labelledby="kop-daarna" {
                h2 #kop-daarna { "Zo gaat het verder" }
                ol.timeline {
                    li { b { "Vandaag" } " De coördinator ziet uw signaal." }
                    li { b { "Binnen vijf werkdagen" } " Iemand spreekt haar." }
                    li { b { "Daarna" } " U hoort wat ervan is geworden." }
                }
            }
        }
    }
}

fn besluit(Staat { velden, fouten }: Staat<'_>) -> Markup {
    let keuzes = [
        Keuze { id: "besluit-ja", waarde: "ja", naam: "Ja", hint: "U stuurt een signaal aan de JGZ-coördinator." },
        Keuze {
            id: "besluit-later",
            waarde: "later",
            naam: "Zij weet het nog niet",
            hint: "Over haar bewaren we niets.",
        },
        Keuze { id: "besluit-nee", waarde: "nee", naam: "Nee", hint: "We tellen dit en bewaren niets over haar." },
    ];
    let vraag = Groep {
        naam: "besluit",
        vraag: "Vindt zij het goed dat u dit deelt?",
        hint: "Is er iemand bij die haar antwoord kan sturen? Vraag het dan nog eens als zij alleen is.",
        een: true,
        vorm: "choices",
    };
    html! {
        section.card aria-labelledby="kop-besluit" {
            h2 #kop-besluit { span aria-hidden="true" { "1" } " Wat wil zij?" }
            details.more open {
                summary { "Lees dit voor in het Nederlands" }
                div.read-aloud {
                    p { "Ik maak me samen met u zorgen. De jeugdgezondheidszorg kan met u kijken wat u kan helpen. Daarvoor wil ik hun vertellen wie u bent, hoe ver u bent en wat er speelt. Zij spreken u dan, op de manier die voor u veilig is." }
                    p { "U beslist. U mag nee zeggen, en u mag later van gedachten veranderen. Dat maakt niets uit voor mijn zorg voor u." }
                }
            }
            (groep(vraag, &keuzes, |waarde| velden.heeft("besluit", waarde), fouten))
            p.if.if-open.hint.field { "Kies eerst haar antwoord. Daarna ziet u wat er nog nodig is." }
        }
    }
}

/// The gemeenten by their names.
fn gemeenten() -> Vec<(&'static str, &'static str)> {
    let mut gemeenten: Vec<_> = Gemeente::VARIANTS.iter().map(|gemeente| (gemeente.word(), gemeente.naam())).collect();
    gemeenten.sort_by_key(|(_, naam)| *naam);
    gemeenten
}

fn zij_zei_nee(Staat { velden, fouten }: Staat<'_>) -> Markup {
    html! {
        section.card.if.if-nee aria-labelledby="kop-nee" {
            h2 #kop-nee { "Zij zei nee" }
            p { "Dat is goed. Weigeren heeft geen gevolgen voor haar zorg. We tellen alleen dat iemand nee zei, en in welke gemeente." }
            (keuzelijst("geteld-in", "Gemeente waar zij woont", "Kies een gemeente", &gemeenten(), velden.tekst("geteld-in"), fouten))
            p.field.actions { button.button.big { "Tel deze weigering" } }
        }
    }
}

fn zij_weet_het_nog_niet() -> Markup {
    html! {
        section.card.if.if-later aria-labelledby="kop-later" {
            h2 #kop-later { "Zij weet het nog niet" }
            p { "Dat mag. Vraag het haar opnieuw als zij eraan toe is. Over haar wordt nu niets bewaard." }
            p.field.actions { button.button.big { "Bewaar niets en ga terug" } }
        }
    }
}

fn wie(Staat { velden, fouten }: Staat<'_>) -> Markup {
    html! {
        section.card.if.if-ja aria-labelledby="kop-wie" {
            h2 #kop-wie { span aria-hidden="true" { "2" } " Wie is zij?" }
            (haar::naam(velden, fouten))
            div.pair {
                (haar::geboren(velden, fouten))
                (keuzelijst("gemeente", "Gemeente waar zij woont", "Kies een gemeente", &gemeenten(), velden.tekst("gemeente"), fouten))
            }
            (haar::bereiken(ALLEEN_VIA, velden, fouten))
        }
    }
}

fn zwanger(Staat { velden, fouten }: Staat<'_>) -> Markup {
    let kort = |id, waarde, naam| Keuze { id, waarde, naam, hint: "" };
    let is_zij = Groep { naam: "zwanger", vraag: "Is zij nu zwanger?", hint: "", een: true, vorm: "choices" };
    let antwoorden =
        [kort("zwanger-ja", "ja", "Ja"), kort("zwanger-kind", "kind", "Nee, zij heeft een kind tot 2 jaar")];
    let eerste = Groep { naam: "eerste", vraag: "Is dit haar eerste kind?", hint: "", een: true, vorm: "choices side" };
    let eerste = Groep { naam: "eersteKind", ..eerste };
    let bronnen: Vec<_> = Termijnbron::VARIANTS.iter().map(|bron| (bron.word(), bron.naam())).collect();
    let termijn = Regel {
        hint: "Bijvoorbeeld 4-3-2027 of 26+3",
        breed: "w-date",
        ..Regel::tekst("termijn", "Uitgerekende datum, of hoe ver zij is", velden.tekst("termijn"))
    };
    html! {
        section.card.if.if-ja aria-labelledby="kop-zwanger" {
            h2 #kop-zwanger { span aria-hidden="true" { "3" } " Zwangerschap of kind" }
            (groep(is_zij, &antwoorden, |waarde| velden.heeft("zwanger", waarde), fouten))
            div.if.if-zwanger {
                div.pair {
                    (regel(termijn, fouten))
                    (keuzelijst("bron", "Hoe weet u dat?", "Kies hoe u dat weet", &bronnen, velden.tekst("bron"), fouten))
                }
                (groep(eerste, &[kort("eerste-ja", "ja", "Ja"), kort("eerste-nee", "nee", "Nee")], |waarde| velden.heeft("eersteKind", waarde), fouten))
                (keuzelijst("aantal", "Hoeveel kinderen verwacht zij?", "", &[("1", "1"), ("2", "2"), ("3", "3")], velden.tekst("aantal"), fouten))
            }
        }
    }
}

fn zorg(staat: Staat<'_>, blad: &Blad) -> Markup {
    let Staat { velden, fouten } = staat;
    let ids: Vec<String> = Thema::VARIANTS.iter().map(|thema| format!("thema-{}", thema.word())).collect();
    let themas: Vec<Keuze<'_>> = Thema::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(thema, id)| Keuze { id, waarde: thema.word(), naam: thema.naam(), hint: "" })
        .collect();
    let waarover = Groep {
        naam: "thema",
        vraag: "Waar maakt u zich samen zorgen over?",
        hint: "Eén is genoeg. U bewaart hier geen antwoorden uit de anamnese.",
        een: false,
        vorm: "chips",
    };
    let factor_ids: Vec<String> =
        BeschermendeFactor::VARIANTS.iter().map(|factor| format!("helpt-{}", factor.word())).collect();
    let factoren: Vec<Keuze<'_>> = BeschermendeFactor::VARIANTS
        .iter()
        .zip(&factor_ids)
        .map(|(factor, id)| Keuze { id, waarde: factor.word(), naam: factor.naam(), hint: "" })
        .collect();
    let helpt =
        Groep { naam: "helpt", vraag: "Wat helpt haar al? (niet verplicht)", hint: "", een: false, vorm: "chips" };
    html! {
        section.card.if.if-ja aria-labelledby="kop-zorg" {
            h2 #kop-zorg { span aria-hidden="true" { "4" } " Waar gaat het om?" }
            (groep(waarover, &themas, |waarde| velden.heeft("thema", waarde), fouten))
            (groep(helpt, &factoren, |waarde| velden.heeft("helpt", waarde), fouten))
            (tekstvak("eigen-vraag", "Wat wil zij zelf weten of bereiken? (niet verplicht)", "In haar eigen woorden. Lees het haar terug.", velden.tekst("eigen-vraag"), fouten))
            (kwetsbaar(staat))
            (urgentie(staat, blad))
        }
    }
}

fn kwetsbaar(Staat { velden, fouten }: Staat<'_>) -> Markup {
    let uitleg = |graad: Graad| match graad {
        Graad::Niet => ("graad-niet", ""),
        Graad::Potentieel => ("graad-potentieel", "Er speelt iets, zij redt het net zelf."),
        Graad::Kwetsbaar => ("graad-kwetsbaar", "Zij redt het niet zonder steun."),
        Graad::ZeerKwetsbaar => ("graad-zeer-kwetsbaar", "Er speelt veel tegelijk en weinig helpt nog."),
    };
    let graden: Vec<Keuze<'_>> = Graad::VARIANTS
        .iter()
        .map(|&graad| Keuze { id: uitleg(graad).0, waarde: graad.word(), naam: graad.naam(), hint: uitleg(graad).1 })
        .collect();
    let vraag = Groep {
        naam: "graad",
        vraag: "Hoe kwetsbaar is de situatie nu?",
        hint: "Een oordeel van u en haar samen. Knooppunt rekent dit nooit uit.",
        een: true,
        vorm: "choices",
    };
    html! {
        (groep(vraag, &graden, |waarde| velden.heeft("graad", waarde), fouten))
        div.field {
            (keuze(Keuze { id: "samen", waarde: "ja", naam: "Dit hebben wij samen gewogen", hint: "" }, "samen", false, velden.heeft("samen", "ja"), None))
        }
    }
}

fn urgentie(Staat { velden, fouten }: Staat<'_>, blad: &Blad) -> Markup {
    let nu = blad.omgeving().nu;
    let gewoon = format!("Binnen vijf werkdagen: uiterlijk {}.", dag::dag(werkdagen::na(nu.dag(), 5), nu));
    let spoed = format!("De volgende werkdag: {}.", dag::dag(werkdagen::na(nu.dag(), 1), nu));
    let keuzes = [
        Keuze { id: "urgentie-gewoon", waarde: "gewoon", naam: "Gewoon", hint: &gewoon },
        Keuze { id: "urgentie-spoed", waarde: "spoed", naam: "Spoed", hint: &spoed },
    ];
    let vraag =
        Groep { naam: "urgentie", vraag: "Hoe snel moet iemand haar spreken?", hint: "", een: true, vorm: "choices" };
    groep(vraag, &keuzes, |waarde| velden.heeft("urgentie", waarde), fouten)
}

/// Each sentence is one item of her consent.
const DELEN: [Keuze<'_>; 5] = [
    Keuze {
        id: "delen-huisbezoek",
        waarde: "prenataal-huisbezoek",
        naam: "Een jeugdverpleegkundige komt op huisbezoek",
        hint: "Weet: naam, bereiken, hoe ver, onderwerpen.",
    },
    Keuze {
        id: "delen-voorzorg",
        waarde: "voorzorg",
        naam: "VoorZorg, als dit haar eerste kind is",
        hint: "Weet: naam, bereiken, hoe ver, onderwerpen.",
    },
    Keuze {
        id: "delen-stevig-ouderschap",
        waarde: "stevig-ouderschap",
        naam: "Stevig Ouderschap",
        hint: "Weet: naam, bereiken, hoe ver, onderwerpen.",
    },
    Keuze {
        id: "delen-sociaal-domein",
        waarde: "sociaal-domein",
        naam: "De gemeente, voor wonen, geld of zorg",
        hint: "Weet: naam, bereiken, onderwerpen. Niet: hoe ver zij is.",
    },
    Keuze {
        id: "delen-knooppunt",
        waarde: "knooppunt",
        naam: "Het knooppunt van haar gemeente, met haar erbij",
        hint: "Weet: naam, bereiken, onderwerpen. Zij zit zelf aan tafel.",
    },
];

fn delen(Staat { velden, fouten }: Staat<'_>) -> Markup {
    let kort = |id, waarde, naam| Keuze { id, waarde, naam, hint: "" };
    let wie = Groep {
        naam: "delen",
        vraag: "Mogen deze mensen dat ook weten, als het past? (niet verplicht)",
        hint: "",
        een: false,
        vorm: "choices",
    };
    let mee = Groep { naam: "mee", vraag: "Mag dit mee? (niet verplicht)", hint: "", een: false, vorm: "chips" };
    let meer = [
        kort("mee-vraag", "eigen-vraag", "Haar eigen vraag"),
        kort("mee-kwetsbaar", "kwetsbaarheid", "Hoe kwetsbaar"),
        kort("mee-helpt", "beschermende-factoren", "Wat haar helpt"),
    ];
    let hoe = Groep { naam: "wijze", vraag: "Hoe gaf zij toestemming?", hint: "", een: true, vorm: "choices" };
    let wijzen = [
        kort("wijze-mondeling", "mondeling", "Zij zei het"),
        kort("wijze-schriftelijk", "schriftelijk", "Zij ondertekende"),
    ];
    let ouders = Keuze {
        id: "ouders",
        waarde: "ja",
        naam: "Ook wie het gezag over haar heeft zei ja",
        hint: "Alleen als zij jonger is dan 16: dan beslissen zij en haar ouders samen.",
    };
    html! {
        section.card.if.if-ja aria-labelledby="kop-delen" {
            h2 #kop-delen { span aria-hidden="true" { "5" } " Wat mag wie weten?" }
            p { "Lees voor wat u aanvinkt. Er staat niets vooraf aan." }
            div.note.busy.field {
                h3 { "Dit hoort bij haar ‘ja’" }
                p { "De JGZ-coördinator van haar gebied krijgt haar naam, hoe ver zij is, hoe zij veilig te bereiken is en de onderwerpen hierboven." }
            }
            (groep(wie, &DELEN, |waarde| velden.heeft("delen", waarde), fouten))
            (groep(mee, &meer, |waarde| velden.heeft("mee", waarde), fouten))
            (groep(hoe, &wijzen, |waarde| velden.heeft("wijze", waarde), fouten))
            div.field { (keuze(ouders, "ouders", false, velden.heeft("ouders", "ja"), None)) }
            p.field.actions {
                button.button.big { "Verstuur het signaal" }
                a href="/mijn-signalen" { "Stoppen zonder te versturen" }
            }
            p.hint.field { "U krijgt een bewijs om te bewaren of te printen." }
        }
    }
}
