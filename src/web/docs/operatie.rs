//! One operation: what it does, what it asks, what it answers, how it refuses, and an example.

use maud::{Markup, html};
use serde_json::Value;

use super::{
    blad::geheel,
    operaties::Operatie,
    soort::{soort, tekst, tekst_van, verwijst, zelf, zin},
    velden::{als_json, velden, woorden_of_velden},
    voorbeeld::voorbeeld,
};

/// The page.
pub(super) fn pagina(document: &Value, pad: &str, methode: &str) -> Markup {
    let wat =
        document.get("paths").and_then(|alle| alle.get(pad)).and_then(|een| een.get(methode)).unwrap_or(&Value::Null);
    let operatie = Operatie { naam: tekst_van(wat, "operationId"), pad, methode, wat };
    let open = wat.get("security").is_none();
    let vraag = wat.pointer("/requestBody/content").and_then(Value::as_object);
    let vraag = vraag.and_then(|vormen| vormen.values().next()).and_then(|vorm| vorm.get("schema"));
    geheel(
        operatie.doet(),
        &html! {
            nav.crumb aria-label="Waar u bent" { a href={ "/v1/docs#" (operatie.onderwerp()) } { "Alle aanvragen" } }
            h1 { (operatie.doet()) }
            p.lead { code { (methode.to_uppercase()) " /v1" (pad) } }
            (tekst(tekst_van(wat, "description")))
            @if open { p.note.field { "Open voor iedereen: zonder toegangstoken." } }
            (parameters(wat))
            @if let Some(schema) = vraag { (body(document, schema)) }
            (antwoorden(document, wat))
            (voorbeelden(document, &operatie, vraag, open))
            (weigeringen(wat))
        },
    )
}

fn parameters(wat: &Value) -> Markup {
    let alle: Vec<&Value> = wat.get("parameters").and_then(Value::as_array).into_iter().flatten().collect();
    let waar = |parameter: &Value| match tekst_van(parameter, "in") {
        "path" => "in het pad",
        "query" => "achter het vraagteken",
        _ => "in de kop",
    };
    let moet = |parameter: &Value| parameter.get("required").and_then(Value::as_bool).unwrap_or_default();
    html! {
        @if !alle.is_empty() {
            section.ruim aria-labelledby="kop-parameters" {
                h2 #kop-parameters { "Parameters" }
                dl.pairs.wide.field { @for parameter in alle {
                    dt { code { (tekst_van(parameter, "name")) } br; span.small { (waar(parameter)) @if moet(parameter) { ", altijd" } } }
                    dd { (zin(tekst_van(parameter, "description"))) br; span.small.soft { (soort(parameter.get("schema").unwrap_or(&Value::Null))) } }
                } }
            }
        }
    }
}

fn body(document: &Value, schema: &Value) -> Markup {
    html! {
        section.ruim aria-labelledby="kop-vraag" {
            h2 #kop-vraag { "Wat u stuurt" }
            p { (soort(schema)) ". " (zin(tekst_van(zelf(document, schema), "description"))) }
            (velden(zelf(document, schema)))
        }
    }
}

fn antwoorden(document: &Value, wat: &Value) -> Markup {
    let goed = wat
        .get("responses")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(status, _)| status.starts_with(['2', '3']));
    html! {
        section.ruim aria-labelledby="kop-antwoord" {
            h2 #kop-antwoord { "Wat u krijgt" }
            @for (status, antwoord) in goed {
                h3 { (status) ": " (zin(tekst_van(antwoord, "description"))) }
                @for (vorm, inhoud) in antwoord.get("content").and_then(Value::as_object).into_iter().flatten() {
                    @let schema = inhoud.get("schema").unwrap_or(&Value::Null);
                    p { code { (vorm) } ": " (soort(schema)) }
                    @if verwijst(schema).is_some() { (woorden_of_velden(zelf(document, schema))) }
                }
                @if antwoord.get("content").is_none() { p { "Zonder inhoud." } }
            }
        }
    }
}

/// The request as somebody would type it, and what comes back.
fn voorbeelden(document: &Value, operatie: &Operatie<'_>, vraag: Option<&Value>, open: bool) -> Markup {
    let server = document.pointer("/servers/0/url").and_then(Value::as_str).unwrap_or_default();
    let mut regels = vec![format!("curl -X {} {server}{}", operatie.methode.to_uppercase(), operatie.pad)];
    if !open {
        regels.push("-H \"Authorization: Bearer $TOKEN\"".to_owned());
    }
    let koppen = operatie.wat.get("parameters").and_then(Value::as_array).into_iter().flatten();
    if koppen.into_iter().any(|kop| tekst_van(kop, "name") == "If-Match") {
        regels.push("-H 'If-Match: \"1\"'".to_owned());
    }
    if let Some(schema) = vraag {
        regels.push("-H 'Content-Type: application/json'".to_owned());
        let body = serde_json::to_string_pretty(&voorbeeld(document, schema)).unwrap_or_default();
        regels.push(format!("-d '{body}'"));
    }
    let antwoord = ["200", "201"].iter().find_map(|status| {
        let vormen = operatie.wat.pointer(&format!("/responses/{status}/content/application~1json/schema"));
        vormen.map(|schema| voorbeeld(document, schema))
    });
    html! {
        section.ruim aria-labelledby="kop-voorbeeld" {
            h2 #kop-voorbeeld { "Voorbeeld" }
            pre tabindex="0" role="region" aria-label="De aanvraag" { code { (regels.join(" \\\n  ")) } }
            @if let Some(antwoord) = antwoord { (als_json(&antwoord, "Het antwoord")) }
        }
    }
}

fn weigeringen(wat: &Value) -> Markup {
    let fout = wat
        .get("responses")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
        .filter(|(status, _)| status.starts_with(['4', '5']));
    html! {
        section.ruim aria-labelledby="kop-weigering" {
            h2 #kop-weigering { "Als het niet gaat" }
            p { "Een weigering is " code { "application/problem+json" } ", met een " a href="/v1/docs/velden/ProblemCode" { "vaste code" } " en alle fouten tegelijk: zie " a href="/v1/docs/velden/Problem" { "Problem" } "." }
            dl.pairs.wide.field { @for (status, antwoord) in fout {
                dt { code { (status) } } dd { (zin(tekst_van(antwoord, "description"))) }
            } }
        }
    }
}
