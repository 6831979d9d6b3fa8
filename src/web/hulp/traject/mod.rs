//! Support under way on one page: how she is reached safely, the next visit, what was asked, the visits and what came of them.

pub mod doen;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use super::{formulier::lijst, mag::werkt_er, mensen, voorgesteld::eigen};
use crate::{
    domain::{
        Label as _,
        route::Route,
        tijd::Moment,
        toegang::GebruikerId,
        traject::{ContactStatus, Contactsoort, Einde, Status, TrajectId},
    },
    http::{
        pad::Pad,
        problem::Problem,
        traject::{
            geheel::{Geheel, geheel},
            view::{ContactmomentView, TrajectView, UitkomstView},
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{met_versie, onder_een_knop},
        deel::{
            dag::{hoofdletter, moment, nabij},
            fouten::Fouten,
            keuze::Groep,
            staat::{Kleur, Vorm, staat},
            tijdstip::wanneer,
            zij,
        },
        formulier::Velden,
    },
};

/// The name of the fields by which a visit is planned.
const BEZOEK: &str = "bezoek";
const SOORT: &str = "soort";

/// What the page is made of.
#[derive(Clone, Copy)]
struct Pagina<'a> {
    blad: &'a Blad,
    geheel: &'a Geheel,
    nu: Moment,
    ik: GebruikerId,
    velden: &'a Velden,
    fouten: &'a Fouten,
    /// Whether whoever looks works at the desk.
    werkt_er: bool,
}

impl<'a> Pagina<'a> {
    const fn traject(self) -> &'a TrajectView {
        &self.geheel.traject
    }

    const fn status(self) -> Status {
        self.geheel.traject.regel.status
    }

    fn pad(self, stap: &str) -> String {
        format!("/trajecten/{}/{stap}", self.geheel.traject.regel.id)
    }
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<TrajectId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Shows it with what was filled in, and what is wrong with that.
async fn toon(
    blad: &Blad,
    t: Transaction,
    id: TrajectId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let geheel = t.bekijk(move |tx, met| geheel(tx, met, id)).await?.into_view();
    let werkt_er = werkt_er(blad, &geheel.vraag.regel)?;
    let (nu, ik) = (blad.omgeving().nu, blad.bezoeker()?.actor.gebruiker());
    let p = Pagina { blad, geheel: &geheel, nu, ik, velden, fouten, werkt_er };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = format!("{}: hulp", zij::tab(&geheel.vraag.gedeeld, geheel.vraag.regel.gemeente));
    Ok(blad.toon_als(status, &Titel::van(titel).met_fout(!fouten.is_leeg()), &inhoud(p)))
}

/// The head of each page about support under way: the way back, who she is and how she is reached safely.
pub(super) fn hoofd(geheel: &Geheel, kruimel: &Markup, kop: Option<&str>, nu: Moment) -> Markup {
    let (gedeeld, gemeente) = (&geheel.vraag.gedeeld, geheel.vraag.regel.gemeente);
    html! {
        nav.crumb aria-label="Waar u bent" { (kruimel) }
        @match kop {
            Some(kop) => { h1 { (kop) } p.lead { "Voor " (zij::heet(gedeeld, gemeente)) "." } }
            None => { h1 { (zij::heet(gedeeld, gemeente)) } }
        }
        (zij::feiten(gedeeld, gemeente, nu))
        @if geheel.vraag.regel.status.loopt() {
            (zij::veilig(gedeeld, "Zij deelt niet met u hoe u haar bereikt. Vraag het wie u dit vroeg."))
        }
    }
}

/// The way back from a page beneath that of the support.
pub(super) fn terug(geheel: &Geheel) -> Markup {
    html! { a href={ "/trajecten/" (geheel.traject.regel.id) } { "Terug naar de hulp" } }
}

fn inhoud(p: Pagina<'_>) -> Markup {
    let kruimel = html! {
        @if p.werkt_er { a href="/trajecten" { "Terug naar Mijn gezinnen" } }
        @else { a href={ "/casussen/" (p.traject().regel.casus) } { "Terug naar het gezin" } }
    };
    html! {
        (p.fouten.samengevat("Er is nog niets vastgelegd. Alles wat u typte staat er nog."))
        (hoofd(p.geheel, &kruimel, None, p.nu))
        div.columns {
            div.stack {
                (wat_nu(p))
                (eigen(p.blad, p.traject().regel.id, &p.geheel.voorstellen, p.nu))
                @if let Some(resultaten) = &p.traject().resultaten { (resultaat(resultaten, p.werkt_er)) }
                (gevraagd(p))
                (bezoeken(p))
                @if let Some(uitkomst) = &p.traject().uitkomst { (huisbezoek(uitkomst)) }
            }
            aside.aside aria-label="Mensen en vastleggen" {
                (mensen::om_dit_gezin(&p.geheel.vraag, p.ik))
                @if p.werkt_er && p.status() == Status::Lopend { (vastleggen(p)) }
            }
        }
    }
}

/// What comes first now, with its one button.
fn wat_nu(p: Pagina<'_>) -> Markup {
    let gepland = p.traject().contactmomenten.iter().filter(|contact| contact.status == ContactStatus::Gepland);
    let volgende = gepland.min_by_key(|contact| contact.gepland_op);
    html! {
        section.card aria-labelledby="kop-nu" {
            h2 #kop-nu { @if p.status() == Status::Lopend { "Volgende bezoek" } @else { "Hoe het staat" } }
            @match (p.status(), volgende) {
                (Status::Gepland, volgende) => { (begin(p, volgende)) }
                (Status::Lopend, Some(contact)) => { (eerstvolgend(p, contact)) (plan(p, false)) }
                (Status::Lopend, None) => {
                    p { "Er staat geen bezoek gepland." }
                    (plan(p, true))
                }
                (Status::Beeindigd, _) => { (geeindigd(p)) }
            }
        }
    }
}

/// Meet first, then begin: the button comes once a visit or call was held.
fn begin(p: Pagina<'_>, volgende: Option<&ContactmomentView>) -> Markup {
    let ontmoet = p.traject().contactmomenten.iter().any(|contact| contact.status == ContactStatus::Gehouden);
    html! {
        p { (staat(Vorm::Wacht, Kleur::Gauw, "Aangenomen, nog niet begonnen")) }
        @if let Some(contact) = volgende { (eerstvolgend(p, contact)) }
        @if !ontmoet {
            p.field { "De hulp begint na een gesprek of bezoek dat er was." }
            (plan(p, volgende.is_none()))
        } @else if p.geheel.vraag.wacht_op_bevalling == Some(true) {
            p.note.field {
                b { "Deze hulp begint na de bevalling." }
                @if let Some(dag) = p.geheel.vraag.niet_voor { " Die wordt " (nabij(dag, p.nu)) " verwacht." }
            }
            p.hint { "Hoort u dat het kind er is? Wie haar casus draagt legt dat vast. Daarna begint u hier." }
        } @else if p.werkt_er {
            (met_versie(p.blad, &p.pad("beginnen"), p.geheel.vraagversie, p.velden, &html! {
                p.field.actions {
                    button.button.big { "Begin de hulp" }
                    a href={ "/doorgeleidingen/" (p.traject().regel.doorgeleiding) } { "Bekijk de vraag" }
                }
            }))
            p.hint { "Daarna plant u bezoeken en legt u vast hoe het gaat." }
        }
    }
}

fn eerstvolgend(p: Pagina<'_>, contact: &ContactmomentView) -> Markup {
    let voorbij = contact.gepland_op < p.nu;
    html! {
        p.lead { b { (moment(contact.gepland_op, p.nu)) } }
        p { (contact.soort.naam()) "." }
        @if voorbij { p.note.late.field { b { (Vorm::TeLaat.teken()) " Dit is geweest." } " Leg vast hoe het ging." } }
        @if p.werkt_er {
            p.field.actions {
                a class=(if voorbij { "button big" } else { "button" }) href={ "/contactmomenten/" (contact.id) } { "Leg vast hoe het ging" }
            }
        }
    }
}

/// Planning a visit; it stands open when nothing is planned, or when something in it was filled in or is wrong.
fn plan(p: Pagina<'_>, open: bool) -> Markup {
    let velden = ["bezoek-dag", "bezoek-tijd", SOORT, "soort-huisbezoek"];
    let bezig = velden.iter().any(|veld| p.velden.gevuld(veld).is_some() || p.fouten.van(veld).is_some());
    let soort = Groep { naam: SOORT, vraag: "Wat voor contact?", hint: "", een: true, vorm: "chips" };
    let getypt = (p.velden.tekst("bezoek-dag"), p.velden.tekst("bezoek-tijd"));
    let inhoud = html! {
        (wanneer(BEZOEK, "Welke dag?", getypt, p.fouten))
        (lijst::<Contactsoort>(soort, p.velden, p.fouten))
        p.field.actions { button.button { "Plan een bezoek" } }
    };
    html! {
        @if p.werkt_er {
            (onder_een_knop("Plan een bezoek", open || bezig, &met_versie(p.blad, &p.pad("bezoek"), p.geheel.versie, p.velden, &inhoud)))
        }
    }
}

fn geeindigd(p: Pagina<'_>) -> Markup {
    let regel = &p.traject().regel;
    let (vorm, hoe) = match regel.einde {
        Some(Einde::Afgerond) => (Vorm::Goed, "Klaar"),
        _ => (Vorm::Rust, "Gestopt voor het einde"),
    };
    html! {
        p { (staat(vorm, Kleur::Rust, hoe)) @if let Some(op) = regel.beeindigd_op { ", " (nabij(op.dag(), p.nu)) "." } }
        @if p.werkt_er { p.field.small.soft { "U ziet hier wat u zelf vastlegde. Hoe het nu met haar gaat, ziet u niet meer." } }
    }
}

/// What was asked, and what she shares.
fn gevraagd(p: Pagina<'_>) -> Markup {
    let v = &p.geheel.vraag;
    html! {
        section.card aria-labelledby="kop-vraag" {
            h2 #kop-vraag { "Wat zij vraagt en deelt" }
            @if v.regel.status.loopt() { (zij::wat_zij_deelt(&v.gedeeld, p.nu)) }
            @if let Some(tekst) = &v.vraag {
                p.field { b { "De vraag aan u: " } span.regels { (tekst) } }
            }
            p.field.small.soft { (v.regel.route.naam()) ", gevraagd " (nabij(v.regel.verzonden_op.dag(), p.nu)) "." }
        }
    }
}

/// So many visits stand open.
const OPEN: usize = 6;

/// The visits, the newest first; what is older opens when somebody presses.
fn bezoeken(p: Pagina<'_>) -> Markup {
    let mut alle: Vec<&ContactmomentView> = p.traject().contactmomenten.iter().collect();
    alle.sort_by_key(|contact| std::cmp::Reverse(contact.gehouden_op.unwrap_or(contact.gepland_op)));
    let gehouden = alle.iter().filter(|contact| contact.status == ContactStatus::Gehouden).count();
    let (open, ouder) = alle.split_at(alle.len().min(OPEN));
    html! {
        section.card aria-labelledby="kop-bezoeken" {
            div.list-head {
                h2 #kop-bezoeken { "Bezoeken" @if gehouden > 0 { " (" (gehouden) " gehouden)" } }
                @if alle.len() > 1 { p.small.soft { "Het nieuwste staat bovenaan." } }
            }
            @if alle.is_empty() { p { "Er is nog geen bezoek geweest of gepland." } }
            @else { ol.timeline { @for contact in open { (bezoek(p, contact)) } } }
            @if !ouder.is_empty() {
                details.more {
                    summary { "Eerdere bezoeken (" (ouder.len()) ")" }
                    ol.timeline { @for contact in ouder { (bezoek(p, contact)) } }
                }
            }
        }
    }
}

fn bezoek(p: Pagina<'_>, contact: &ContactmomentView) -> Markup {
    let vastleggen = p.werkt_er && contact.status == ContactStatus::Gepland && p.status() != Status::Beeindigd;
    html! {
        li {
            b { (moment(contact.gehouden_op.unwrap_or(contact.gepland_op), p.nu)) }
            (stand(contact)) ", " (contact.soort.naam().to_lowercase())
            @if let Some(reden) = contact.reden { ": " (reden.naam().to_lowercase()) }
            "."
            @if vastleggen {
                " " a href={ "/contactmomenten/" (contact.id) } { "Leg vast hoe het ging" span.hidden { ": " (moment(contact.gepland_op, p.nu)) } }
            }
            @if let Some(tekst) = &contact.toelichting { p.regels { (tekst) } }
        }
    }
}

/// How a visit stands.
pub(super) fn stand(contact: &ContactmomentView) -> Markup {
    match contact.status {
        ContactStatus::Gepland => staat(Vorm::Wacht, Kleur::Bezig, "Gepland"),
        ContactStatus::Gehouden => staat(Vorm::Goed, Kleur::Goed, "Gehouden"),
        ContactStatus::NietGehouden => staat(Vorm::Nee, Kleur::Laat, "Het ging niet door"),
        ContactStatus::Verzet => staat(Vorm::Rust, Kleur::Rust, "Verzet"),
        ContactStatus::Vervallen => staat(Vorm::Rust, Kleur::Rust, "Vervallen"),
    }
}

/// What the prenatal home visit brought, her words first.
fn huisbezoek(uitkomst: &UitkomstView) -> Markup {
    html! {
        section.card aria-labelledby="kop-uitkomst" {
            h2 #kop-uitkomst { "Wat het huisbezoek opleverde" }
            blockquote.own-words.regels { "“" (uitkomst.wensen) "”" }
            dl.pairs.wide.field {
                dt { "Onderwerpen" }
                dd { (zij::woorden(&uitkomst.themas.iter().map(|thema| thema.naam()).collect::<Vec<_>>())) }
                dt { "Wat volgt" }
                dd { (zij::woorden(&uitkomst.vervolgacties.iter().map(|actie| actie.naam()).collect::<Vec<_>>())) }
            }
        }
    }
}

/// The result of each goal: her judgement first, then that of whoever gave the help.
fn resultaat(alle: &[crate::http::doorgeleiding::view::Resultaat], werkt_er: bool) -> Markup {
    let vindt = if werkt_er { "u vindt" } else { "het bureau vindt" };
    html! {
        section.card aria-labelledby="kop-resultaat" {
            h2 #kop-resultaat { "Resultaat" }
            table.cards role="table" aria-labelledby="kop-resultaat" {
                thead role="rowgroup" {
                    tr role="row" { @for kop in ["Doel", "Wat zij vindt", &format!("Wat {vindt}")] { th role="columnheader" scope="col" { (kop) } } }
                }
                tbody role="rowgroup" {
                    @for resultaat in alle {
                        tr role="row" {
                            th role="rowheader" scope="row" { (resultaat.doel) }
                            td role="cell" data-head="Zij vindt" { (resultaat.oordeel_gezin.naam()) }
                            td role="cell" data-head=(hoofdletter(vindt)) { (resultaat.oordeel_professional.naam()) }
                        }
                    }
                }
            }
        }
    }
}

fn vastleggen(p: Pagina<'_>) -> Markup {
    let huisbezoek = p.traject().regel.route == Route::PrenataalHuisbezoek;
    html! {
        nav.card.no-print aria-labelledby="kop-doen" {
            h2 #kop-doen { "Iets vastleggen" }
            ul.links.small {
                @if huisbezoek { li { a href=(p.pad("uitkomst")) { "Wat het huisbezoek opleverde" } } }
                li { a href=(p.pad("voorstel")) { "Stel andere hulp voor" } }
                li { a href=(p.pad("resultaat")) { "Rond af met het resultaat" } }
                li { a href=(p.pad("stoppen")) { "Stop de hulp voor het einde" } }
            }
        }
    }
}
