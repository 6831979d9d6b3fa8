//! A mail server of the test's own, on this machine: what it takes in can be read.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

/// A letter that came in.
#[derive(Clone, Debug)]
pub struct Bezorgd {
    /// The address it was for, as the envelope says.
    pub aan: String,
    /// The head.
    pub kop: String,
    /// The text.
    pub tekst: String,
}

impl Bezorgd {
    /// The code in it: the one line of 43 signs.
    #[track_caller]
    pub fn code(&self) -> String {
        let codes: Vec<_> = self.tekst.lines().filter(|line| line.len() == 43 && !line.contains(' ')).collect();
        let [code] = codes[..] else { panic!("one code: {}", self.tekst) };
        code.to_owned()
    }
}

#[derive(Default)]
struct Binnen {
    brieven: Mutex<Vec<Bezorgd>>,
    uit: AtomicBool,
    geklopt: AtomicUsize,
}

/// The server, on a port of its own.
pub struct Postbus {
    pub poort: u16,
    binnen: Arc<Binnen>,
}

impl Postbus {
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (poort, binnen) = (listener.local_addr().unwrap().port(), Arc::new(Binnen::default()));
        let van_hem = binnen.clone();
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (stream, binnen) = (stream.unwrap(), van_hem.clone());
                binnen.geklopt.fetch_add(1, Ordering::SeqCst);
                // Who knocks while it is down finds the door shut in their face.
                if !binnen.uit.load(Ordering::SeqCst) {
                    thread::spawn(move || neem_aan(stream, &binnen));
                }
            }
        });
        Self { poort, binnen }
    }

    /// Down, or up again.
    pub fn uit(&self, uit: bool) {
        self.binnen.uit.store(uit, Ordering::SeqCst);
    }

    /// How often somebody came, also while it was down.
    pub fn geklopt(&self) -> usize {
        self.binnen.geklopt.load(Ordering::SeqCst)
    }

    /// What came in since it was last emptied.
    pub fn leeg(&self) -> Vec<Bezorgd> {
        std::mem::take(&mut self.binnen.brieven.lock().unwrap())
    }
}

/// As much of RFC 5321 as a sender needs.
fn neem_aan(mut stream: TcpStream, binnen: &Binnen) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    let mut zeg = |tekst: &str| stream.write_all(format!("{tekst}\r\n").as_bytes()).is_ok();
    let mut aan = String::new();
    zeg("220 postbus");
    while let Some(line) = lines.next() {
        if let Some(rest) = line.strip_prefix("RCPT TO:<") {
            rest.trim_end_matches('>').clone_into(&mut aan);
        }
        match line.as_str() {
            "DATA" => {
                zeg("354 ga door");
                let regels: Vec<_> = lines.by_ref().take_while(|line| line != ".").collect();
                let heel = regels.join("\n");
                let (kop, tekst) = heel.split_once("\n\n").unwrap();
                let brief = Bezorgd { aan: aan.clone(), kop: kop.to_owned(), tekst: uitgepakt(tekst) };
                binnen.brieven.lock().unwrap().push(brief);
                zeg("250 aangenomen");
            }
            "QUIT" => {
                zeg("221 dag");
                return;
            }
            _ => drop(zeg("250 goed")),
        }
    }
}

/// What was written as quoted-printable.
fn uitgepakt(tekst: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), tekst.replace("=\n", ""));
    while let Some((voor, na)) = rest.split_once('=') {
        bytes.extend_from_slice(voor.as_bytes());
        bytes.push(u8::from_str_radix(&na[..2], 16).unwrap());
        rest = na[2..].to_owned();
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8(bytes).unwrap()
}
