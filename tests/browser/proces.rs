//! The two programs that the tests talk to: the demo, and the driver of the browser. Each is started once, and ends with the tests.

use std::{
    collections::BTreeMap,
    env,
    io::{BufRead as _, BufReader},
    os::unix::process::CommandExt as _,
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

/// A debug build needs most of a minute to make its region.
const GEDULD: Duration = Duration::from_secs(300);

/// What to do when there is no browser.
const INSTALLEER: &str =
    "These tests need chromium and its driver. On Debian: apt-get install chromium chromium-driver";

/// Runs a program in a group of its own, with a folder for what it leaves behind, until nobody holds its input any more: so that it
/// ends with the tests, also when they fail or are killed.
const TOEZICHT: &str = r#"
map=$(mktemp -d "${TMPDIR:-/tmp}/knooppunt-browser.XXXXXX")
TMPDIR=$map "$@" </dev/null &
exec >/dev/null
cat
trap '' TERM
kill -TERM 0
for _ in {1..50}; do kill -0 "$!" 2>/dev/null || break; sleep 0.1; done
rm -rf -- "$map"
kill -KILL 0
"#;

/// What the tests talk to.
pub struct Proces {
    /// Where the demo is.
    pub adres: String,
    /// Where the driver is.
    pub driver: String,
    /// The secret of the second factor of whoever can log in.
    geheimen: BTreeMap<String, String>,
    /// As long as their input is held the programs live.
    _leven: [Child; 2],
}

impl Proces {
    /// The code that the authenticator of `naam` shows now.
    pub fn code(&self, naam: &str) -> String {
        let uit = Command::new(env!("CARGO_BIN_EXE_knooppunt")).args(["code", &self.geheimen[naam]]).output().unwrap();
        String::from_utf8(uit.stdout).unwrap().trim().to_owned()
    }
}

/// The programs, started by whoever asks first.
pub fn proces() -> &'static Proces {
    static PROCES: OnceLock<Proces> = OnceLock::new();
    PROCES.get_or_init(|| {
        for nodig in ["chromium", "chromedriver"] {
            assert!(is_er(nodig), "{nodig} is missing. {INSTALLEER}");
        }
        let (demo, zegt) = start(env!("CARGO_BIN_EXE_knooppunt"), &["demo", "--poort", "0"]);
        let (driver, driver_zegt) = start("chromedriver", &["--port=0"]);
        let poort = tot(&driver_zegt, |regel| {
            let (_, poort) = regel.split_once("started successfully on port ")?;
            Some(poort.trim_end_matches('.').to_owned())
        });
        let mut adres = String::new();
        let mut geheimen = BTreeMap::new();
        tot(&zegt, |regel| {
            if let Some(rest) = regel.strip_prefix("Knooppunt staat klaar op ") {
                rest.split(',').next()?.clone_into(&mut adres);
            }
            if let Some([naam, _, geheim]) = regel.strip_prefix("  ").map(woorden).as_deref() {
                geheimen.insert((*naam).to_owned(), (*geheim).to_owned());
            }
            regel.starts_with("Van de andere accounts").then_some(())
        });
        Proces { adres, driver: format!("http://127.0.0.1:{poort}"), geheimen, _leven: [demo, driver] }
    })
}

fn woorden(regel: &str) -> Vec<&str> {
    regel.split_whitespace().collect()
}

fn is_er(programma: &str) -> bool {
    env::split_paths(&env::var_os("PATH").unwrap_or_default()).any(|map| map.join(programma).is_file())
}

/// Starts a program; what it says comes line by line.
fn start(programma: &str, woorden: &[&str]) -> (Child, Receiver<String>) {
    let mut toezicht = Command::new("bash")
        .args(["-c", TOEZICHT, "bash", programma])
        .args(woorden)
        .process_group(0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = toezicht.stdout.take().unwrap();
    let (zeg, hoor) = mpsc::channel();
    // Nobody may have to wait because nobody listens any more: it is read to the end.
    thread::spawn(move || {
        for regel in BufReader::new(stdout).lines().map_while(Result::ok) {
            let _ = zeg.send(regel);
        }
    });
    (toezicht, hoor)
}

/// Listens until a line says what is waited for.
fn tot<T>(hoor: &Receiver<String>, mut lees: impl FnMut(&str) -> Option<T>) -> T {
    loop {
        let regel = hoor.recv_timeout(GEDULD).expect("the program says that it is ready");
        if let Some(gevonden) = lees(&regel) {
            return gevonden;
        }
    }
}
