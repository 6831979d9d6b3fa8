//! axe-core: a program that finds what keeps somebody from using a page. It comes with its source (`axe-core/README.md`).

use aws_lc_rs::digest;
use serde_json::{Value, json};

use crate::venster::{Venster, met_browser};

const AXE: &str = include_str!("axe-core/axe.min.js");
const README: &str = include_str!("axe-core/README.md");

/// WCAG 2.0, 2.1 and 2.2 at A and AA, and what is held to be good beside them.
const KIJK: &str = r"
const klaar = arguments[arguments.length - 1];
const regel = v => v.nodes.map(n => `${v.id} at ${n.target.join(' ')}: ${n.failureSummary.replace(/\s+/g, ' ')}`);
axe.run(arguments[0] ? { include: [arguments[0]] } : document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
  preload: false,
}).then(uit => klaar(uit.violations.flatMap(v => regel(v).slice(0, 3))), fout => klaar([`axe failed: ${fout}`]));
";

impl Venster {
    /// What axe finds on the page as it is now; with `binnen`, in those parts of it alone.
    pub async fn axe(&self, binnen: Option<&str>) -> Vec<String> {
        if self.vraag("return typeof axe === 'object'", vec![]).await != Value::Bool(true) {
            // The page forbids script; the driver is not the page.
            self.vraag(&format!("{AXE}\nwindow.axe = axe"), vec![]).await;
        }
        let gevonden = self.client.execute_async(KIJK, vec![json!(binnen)]).await.unwrap();
        let regels = gevonden.as_array().expect("axe answers with what it found");
        regels.iter().map(|regel| regel.as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn de_axe_waarmee_wordt_gekeken_is_die_van_deque() {
    let som = digest::digest(&digest::SHA256, AXE.as_bytes());
    let som = som.as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    assert!(README.contains(&format!("SHA-256 {som}  axe.min.js")), "{som}");
    assert!(AXE.starts_with("/*! axe v4.10.3") && README.contains("axe-core@4.10.3"), "the version is named");
}

#[test]
fn wat_iemand_zou_hinderen_wordt_gevonden() {
    met_browser(async |venster| {
        let slecht = "data:text/html,<p style='color:%23aaa'>Grijs op wit</p><img src=x><input><a href=x style='font-size:9px'>a</a>";
        venster.client.goto(slecht).await.unwrap();
        let gevonden = venster.axe(None).await.join("\n");
        for regel in ["color-contrast", "image-alt", "label", "html-has-lang", "document-title", "page-has-heading-one"]
        {
            assert!(gevonden.contains(&format!("{regel} at ")), "{regel}: {gevonden}");
        }
    });
}
