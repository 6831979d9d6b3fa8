//! The frame of every page: header with doors, the page itself, footer.

use maud::{DOCTYPE, Markup, html};

use super::{
    deel::{
        dag::klok,
        formulier,
        melding::gelukt,
        vorm::{self, MERK},
    },
    deuren,
    omgeving::{Bezoeker, Binnenkant},
    titel::Titel,
    vast,
};
use crate::http::html::moment;

/// A whole page.
#[must_use]
pub fn geheel(om: &Binnenkant, titel: &Titel, inhoud: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { @if titel.fout { "Fout: " } (titel.tab) " – Knooppunt" }
                link rel="icon" type="image/svg+xml" href=(vast::merk());
                link rel="stylesheet" href=(vast::stijl());
            }
            body {
                (vorm::alle())
                a.skip href="#inhoud" { "Naar de inhoud" }
                header {
                    @if om.demo { (demo_strook()) }
                    (bovenkant(om))
                }
                main #inhoud tabindex="-1" {
                    @if om.bezoeker.is_some() { (afgedekt()) }
                    div.wrap {
                        @if let Some(zin) = &om.melding { (gelukt(zin)) }
                        (inhoud)
                        @if let Some(wie) = &om.bezoeker { (geprint(om, wie)) }
                    }
                }
                (onderkant(om))
            }
        }
    }
}

fn demo_strook() -> Markup {
    html! {
        div.demo {
            div.wrap {
                "Demo: een verzonnen regio. Niemand op deze pagina bestaat. "
                a href="/demo" { "Word iemand anders" }
            }
        }
    }
}

fn bovenkant(om: &Binnenkant) -> Markup {
    html! {
        div.top {
            div.wrap {
                a.brand href="/" { (MERK) " Knooppunt" }
                @if let Some(wie) = &om.bezoeker {
                    (deuren_van(om, wie))
                    a.me href="/account" { b { (wie.sessie.gebruiker.naam) } " " (wie.werk()) ", " (wie.sessie.organisatie.naam) }
                    div.tools {
                        label.cover for="cover" { input #cover type="checkbox" autocomplete="off"; " Afdekken" }
                        form method="post" action="/uitloggen" {
                            (formulier::bewijs(&om.browser.bewijs()))
                            button.plain { "Uitloggen" }
                        }
                    }
                }
            }
        }
    }
}

/// What stands in the place of a page that is covered. It is no `h1`: a page has one.
fn afgedekt() -> Markup {
    html! {
        div.covered.wrap {
            p role="heading" aria-level="1" { b { "Het scherm is afgedekt" } }
            p { "Zet ‘Afdekken’ uit om verder te gaan. Wat u typte staat er nog." }
        }
    }
}

fn deuren_van(om: &Binnenkant, wie: &Bezoeker) -> Markup {
    let deuren = deuren::van(wie);
    html! {
        @if !deuren.is_empty() {
            nav aria-label="Hoofdmenu" {
                ul.doors {
                    @for deur in deuren {
                        li {
                            a href=(deur.pad) aria-current=[(om.pad == deur.pad).then_some("page")] {
                                (deur.naam)
                                @let nieuw = deuren::nieuw(deur, wie);
                                @if nieuw > 0 { span.count { (nieuw) span.hidden { " nieuw" } } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn geprint(om: &Binnenkant, wie: &Bezoeker) -> Markup {
    html! {
        p.print-only {
            "Geprint op " (moment(om.nu)) ", door " (wie.sessie.gebruiker.naam)
            ". Hier staan gegevens over iemands leven. Laat dit blad niet liggen."
        }
    }
}

fn onderkant(om: &Binnenkant) -> Markup {
    html! {
        footer.foot.no-print {
            div.wrap {
                @match &om.bezoeker {
                    Some(wie) => {
                        span {
                            "U blijft ingelogd tot " time datetime=(klok(wie.sessie.stil_tot)) { (klok(wie.sessie.stil_tot)) }
                            " uur. Elke pagina die u opent, geeft weer tijd."
                        }
                    }
                    None => { span { "Knooppunt, voor gezinnen in de eerste 1.000 dagen in Zuid-Limburg." } }
                }
                a href="/acuut-gevaar" { "Is er nu gevaar?" }
            }
        }
    }
}
