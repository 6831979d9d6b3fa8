//! A window of the browser, with what a person does in it.

use std::{
    panic::{AssertUnwindSafe, resume_unwind},
    time::Duration,
};

use fantoccini::{
    Client, ClientBuilder, Locator,
    elements::Element,
    wd::{Capabilities, WebDriverCompatibleCommand},
};
use futures_util::FutureExt as _;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::proces::{Proces, proces};

/// A window.
pub struct Venster {
    /// What drives it.
    pub client: Client,
    /// What it looks at.
    pub proces: &'static Proces,
}

/// Opens a browser, does something in it, and closes it whatever came of that.
pub fn met_browser(doe: impl AsyncFnOnce(&Venster)) {
    open(&json!({}), doe);
}

/// The same in a browser that runs no script.
pub fn zonder_script(doe: impl AsyncFnOnce(&Venster)) {
    open(&json!({ "profile.managed_default_content_settings.javascript": 2 }), doe);
}

fn open(voorkeuren: &Value, doe: impl AsyncFnOnce(&Venster)) {
    let proces = proces();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wensen(voorkeuren));
        let client = builder.connect(&proces.driver).await.expect("the driver opens a browser");
        let venster = Venster { client, proces };
        let uitkomst = AssertUnwindSafe(doe(&venster)).catch_unwind().await;
        if uitkomst.is_err() {
            let (titel, tekst) = (venster.titel().await, venster.tekst("main").await);
            eprintln!("This is where it stopped: {} {titel}\n{tekst}", venster.pad().await);
        }
        let _ = venster.client.clone().close().await;
        uitkomst.unwrap_or_else(|paniek| resume_unwind(paniek));
    });
}

fn wensen(voorkeuren: &Value) -> Capabilities {
    // Nothing moves while it is looked at, and a container has little shared memory.
    let mut woorden =
        vec!["--headless=new", "--disable-dev-shm-usage", "--force-prefers-reduced-motion", "--window-size=1280,900"];
    if rustix::process::geteuid().is_root() {
        // The sandbox of chromium refuses to be root's.
        woorden.push("--no-sandbox");
    }
    let wensen = json!({ "goog:chromeOptions": { "args": woorden, "prefs": voorkeuren } });
    wensen.as_object().unwrap().clone()
}

/// A command that Chromium understands beside those of `WebDriver`.
#[derive(Debug)]
struct Ontwikkelaar(Value);

impl WebDriverCompatibleCommand for Ontwikkelaar {
    fn endpoint(&self, base: &url::Url, sessie: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", sessie.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.0.to_string()))
    }
}

impl Venster {
    /// Opens a page of ours.
    pub async fn ga(&self, pad: &str) {
        self.client.goto(&format!("{}{pad}", self.proces.adres)).await.unwrap();
    }

    /// Becomes somebody, by the start page of the demo.
    pub async fn word(&self, wie: &str) {
        self.ga("/demo").await;
        self.klik(&format!("button[value='{wie}']")).await;
        assert_eq!(self.alle(".me").await, 1, "{wie} is logged in");
    }

    /// Where it is: the address without the server.
    pub async fn pad(&self) -> String {
        let adres = self.client.current_url().await.unwrap();
        let vraag = adres.query().map(|vraag| format!("?{vraag}")).unwrap_or_default();
        format!("{}{vraag}", adres.path())
    }

    /// What stands in the tab.
    pub async fn titel(&self) -> String {
        self.client.title().await.unwrap()
    }

    /// Finds one thing.
    pub async fn vind(&self, css: &str) -> Element {
        self.client.find(Locator::Css(css)).await.unwrap_or_else(|_| panic!("nothing is {css}"))
    }

    /// So many things there are.
    pub async fn alle(&self, css: &str) -> u64 {
        let aantal = self.vraag("return document.querySelectorAll(arguments[0]).length", vec![json!(css)]).await;
        aantal.as_u64().unwrap()
    }

    /// What stands there to be read; empty when there is no such thing.
    pub async fn tekst(&self, css: &str) -> String {
        let tekst = self.vraag("return document.querySelector(arguments[0])?.innerText ?? ''", vec![json!(css)]).await;
        tekst.as_str().unwrap().to_owned()
    }

    /// What was typed or chosen in a field.
    pub async fn waarde(&self, css: &str) -> String {
        self.vind(css).await.prop("value").await.unwrap().unwrap_or_default()
    }

    /// Presses something.
    pub async fn klik(&self, css: &str) {
        self.druk_op(self.vind(css).await).await;
    }

    /// Presses a thing; when it leads to another page, that is there before anybody goes on.
    pub async fn druk_op(&self, ding: Element) {
        let leidt_verder = "window.hier = true; return arguments[0].matches('button, a[href]:not([href^=\"#\"])')";
        let leidt_verder = self.vraag(leidt_verder, vec![serde_json::to_value(&ding).unwrap()]).await;
        // What lies under something closed is opened first, as somebody does who looks for it.
        let open =
            "for (let d = arguments[0].closest('details'); d; d = d.parentElement.closest('details')) d.open = true";
        if !ding.is_displayed().await.unwrap() {
            self.vraag(open, vec![serde_json::to_value(&ding).unwrap()]).await;
        }
        ding.click().await.unwrap();
        if leidt_verder == json!(true) {
            self.wacht_tot("another page came", "return !window.hier && document.readyState === 'complete'").await;
        }
    }

    /// Presses a button or a link by what it says, as somebody does who reads it.
    pub async fn druk(&self, woorden: &str) {
        let pad = format!(
            "//button[normalize-space()='{woorden}'] | //a[normalize-space()='{woorden}'] | //summary[normalize-space()='{woorden}']"
        );
        for ding in self.client.find_all(Locator::XPath(&pad)).await.unwrap() {
            if ding.is_displayed().await.unwrap() {
                return self.druk_op(ding).await;
            }
        }
        panic!("nothing says «{woorden}»");
    }

    /// Follows the first link in which these words stand.
    pub async fn volg(&self, woorden: &str) {
        let pad = format!("//main//a[contains(., '{woorden}')]");
        let link = self.client.find(Locator::XPath(&pad)).await.unwrap_or_else(|_| panic!("no link says «{woorden}»"));
        self.druk_op(link).await;
    }

    /// Types in a field, after what stands there.
    pub async fn typ(&self, css: &str, tekst: &str) {
        self.vind(css).await.send_keys(tekst).await.unwrap();
    }

    /// Chooses one of a list.
    pub async fn kies(&self, css: &str, keuze: &str) {
        self.vind(css).await.select_by_label(keuze).await.unwrap();
    }

    /// Presses keys, wherever the focus is.
    pub async fn toets(&self, toetsen: &str) {
        let hier = self.client.active_element().await.unwrap();
        hier.send_keys(toetsen).await.unwrap();
    }

    /// Asks the page something, as only a tester can. It needs no right to run script.
    pub async fn vraag(&self, script: &str, woorden: Vec<Value>) -> Value {
        self.client.execute(script, woorden).await.unwrap()
    }

    /// Asks the browser something.
    pub async fn ontwikkelaar(&self, opdracht: &str, woorden: Value) -> Value {
        self.client.issue_cmd(Ontwikkelaar(json!({ "cmd": opdracht, "params": woorden }))).await.unwrap()
    }

    /// Makes the window so wide, in CSS pixels.
    pub async fn breed(&self, breed: u32) {
        let maat = json!({ "width": breed, "height": 900, "deviceScaleFactor": 1, "mobile": false });
        self.ontwikkelaar("Emulation.setDeviceMetricsOverride", maat).await;
    }

    /// Makes the window light or dark.
    pub async fn kleuren(&self, schema: &str) {
        let kenmerken = json!({ "features": [{ "name": "prefers-color-scheme", "value": schema }] });
        self.ontwikkelaar("Emulation.setEmulatedMedia", kenmerken).await;
    }

    /// The status with which the page came.
    pub async fn status(&self) -> u64 {
        let script = "return performance.getEntriesByType('navigation')[0].responseStatus";
        self.vraag(script, vec![]).await.as_u64().unwrap()
    }

    /// Goes back, as with the button of the browser.
    pub async fn terug(&self) {
        self.client.back().await.unwrap();
        self.wacht_tot("the page came back", "return document.readyState === 'complete'").await;
    }

    /// Opens another tab and looks at it; tells which one it was.
    pub async fn tab(&self) -> fantoccini::wd::WindowHandle {
        let hier = self.client.window().await.unwrap();
        let nieuw = self.client.new_window(true).await.unwrap();
        self.client.switch_to_window(nieuw.handle).await.unwrap();
        hier
    }

    /// Looks at another tab.
    pub async fn kijk(&self, tab: fantoccini::wd::WindowHandle) {
        self.client.switch_to_window(tab).await.unwrap();
    }

    /// Waits until something is so, for at most some seconds.
    pub async fn wacht_tot(&self, wat: &str, script: &str) {
        for _ in 0..100 {
            // Between two pages there is nobody to ask.
            if self.client.execute(script, vec![]).await.is_ok_and(|nu| nu == json!(true)) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it never became so: {wat}");
    }
}
