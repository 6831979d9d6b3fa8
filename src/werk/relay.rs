//! The relay: takes letters to the mail server of the settings, and to no other.

use std::{
    fmt, fs,
    time::{Duration, SystemTime},
};

use lettre::{
    Message, SmtpTransport, Transport as _,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        Error as SmtpError,
        client::{Certificate, CertificateStore, Tls, TlsParameters},
        extension::ClientId,
    },
};

use crate::{
    config::{Post, Versleuteling},
    domain::{
        tijd::Moment,
        toegang::{
            kanaal::Emailadres,
            post::{Brief, PostId, Postsoort},
        },
    },
};

/// Where TLS is spoken from the first byte, unless the settings name another port.
const INDIENEN_MET_TLS: u16 = 465;
/// Where STARTTLS is.
const INDIENEN: u16 = 587;
/// For so long one answer of the relay is waited for: all of them together take less than a letter stays in one hand.
const GEDULD: Duration = Duration::from_secs(10);

/// Why a letter was not sent. It names neither the address nor the code: what a server answers may hold both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fout {
    /// The relay is not there, or does not keep to what was agreed.
    #[error("the relay cannot be reached")]
    Onbereikbaar,
    /// TLS does not come about: its certificate is not one of those that are trusted, say.
    #[error("no TLS with the relay")]
    Tls,
    /// It refuses, with this code of SMTP.
    #[error("the relay answers {0}")]
    Geweigerd(u16),
    /// The letter itself cannot be put together.
    #[error("the letter cannot be put together")]
    Brief,
}

impl From<SmtpError> for Fout {
    fn from(fout: SmtpError) -> Self {
        match fout.status() {
            Some(status) => Self::Geweigerd(u16::from(status)),
            None if fout.is_tls() => Self::Tls,
            None => Self::Onbereikbaar,
        }
    }
}

/// The mail server that takes our letters, and as whom we send them.
pub struct Relay {
    transport: SmtpTransport,
    afzender: Mailbox,
    domein: String,
}

impl fmt::Debug for Relay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Relay")
    }
}

impl Relay {
    /// The relay of the settings, when they name one.
    ///
    /// Fails when its address or its certificates cannot be used; says why.
    pub fn new(settings: &Post) -> Result<Option<Self>, String> {
        if !settings.is_aan() {
            return Ok(None);
        }
        let van = Emailadres::lees(&settings.afzender).ok_or("`post.afzender` is geen e-mailadres")?;
        let afzender = van.tekst().parse().map_err(|_| "`post.afzender` is geen e-mailadres")?;
        let (host, hoe) = settings.relay().ok_or("`post.url` is geen adres van een mailserver")?;
        let onbruikbaar = |_| "`post.url` is geen adres van een mailserver".to_owned();
        // Under `smtps` it would trust what this machine trusts; which TLS there is, is said below.
        let url = settings.url.reveal().replacen("smtps:", "smtp:", 1);
        let builder = SmtpTransport::from_url(&url).map_err(onbruikbaar)?;
        let vertrouwd = || tls(host, &settings.vertrouwen_bestand);
        let (tls, poort) = match hoe {
            Versleuteling::Geen => (Tls::None, None),
            Versleuteling::Meteen => (Tls::Wrapper(vertrouwd()?), Some(INDIENEN_MET_TLS)),
            Versleuteling::Starttls => (Tls::Required(vertrouwd()?), Some(INDIENEN)),
        };
        let builder = match poort.filter(|_| !settings.noemt_poort()) {
            Some(poort) => builder.port(poort),
            None => builder,
        };
        let domein = van.domein().to_owned();
        let transport = builder.tls(tls).hello_name(ClientId::Domain(domein.clone())).timeout(Some(GEDULD)).build();
        Ok(Some(Self { transport, afzender, domein }))
    }

    /// Hands a letter over to the relay. Waits on this thread.
    ///
    /// Whoever gets it twice, because it was not known that it had been sent, gets it under one name: that of `id`.
    pub fn verstuur(&self, id: PostId, brief: &Brief, over: (Postsoort, Moment), op: Moment) -> Result<(), Fout> {
        let (soort, tot) = over;
        let (seconden, nanoseconden) = op.unix();
        let message = Message::builder()
            .from(self.afzender.clone())
            .to(brief.aan().parse().map_err(|_| Fout::Brief)?)
            .subject(soort.onderwerp())
            .date(SystemTime::UNIX_EPOCH + Duration::new(seconden, nanoseconden))
            .message_id(Some(format!("<{id}@{}>", self.domein)))
            .header(ContentType::TEXT_PLAIN)
            .body(brief.tekst(soort, tot))
            .map_err(|_| Fout::Brief)?;
        self.transport.send(&message).map(drop).map_err(Fout::from)
    }
}

/// TLS with `host`, which is recognised by the certificates in the file `vertrouwen` and by no other.
fn tls(host: String, vertrouwen: &str) -> Result<TlsParameters, String> {
    let fout = |fout: String| format!("`post.vertrouwen_bestand`: {vertrouwen}: {fout}");
    let pem = fs::read(vertrouwen).map_err(|error| fout(error.to_string()))?;
    if !pem.windows(BEGIN.len()).any(|window| window == BEGIN) {
        return Err(fout("er staat geen certificaat in".to_owned()));
    }
    TlsParameters::builder(host)
        .certificate_store(CertificateStore::None)
        .add_root_certificate(Certificate::from_pem(&pem).map_err(|error| fout(error.to_string()))?)
        .build_rustls()
        .map_err(|error| fout(error.to_string()))
}

/// How a certificate begins in a PEM file.
const BEGIN: &[u8] = b"-----BEGIN CERTIFICATE-----";
