//! `WebAuthn`: what a security key is asked, and what its answers prove.
//!
//! Nothing is kept here: what an answer is held against lies sealed in the database until then.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;
use webauthn_rs::prelude::{
    Passkey, PasskeyAuthentication, PasskeyRegistration, Url, Webauthn, WebauthnBuilder, WebauthnError,
};

use crate::{
    config,
    domain::toegang::{Actor, Rol, account::gebruikersnaam, uitslag::Afwijzing},
    http::problem::{Code, Problem},
    store::{
        error::Error,
        kluis::Kluis,
        toegang::{
            beveiligingssleutel::{Gebruik, Geopend},
            gebruiker::{Inlog, Profiel},
        },
    },
};

/// What we say to security keys, and who cannot do without one.
#[derive(Debug)]
pub(super) struct Sleuteldienst {
    webauthn: Option<Webauthn>,
    verplicht_voor: Vec<Rol>,
}

/// What an answer of a login is held against.
#[derive(Serialize, Deserialize)]
pub(super) struct Inlogvraag {
    /// Whether somebody asked who knows the password of an account with a key; only then can an answer be right.
    pub echt: bool,
    vraag: PasskeyAuthentication,
}

impl Sleuteldienst {
    /// Security keys as the settings want them; none when no domain is named.
    pub(super) fn new(toegang: &config::Toegang) -> Result<Self, String> {
        let verplicht_voor = toegang.webauthn_verplicht_voor.clone();
        if toegang.webauthn_rp_id.is_empty() {
            return Ok(Self { webauthn: None, verplicht_voor });
        }
        let fout = |why: String| format!("toegang.webauthn_origin: {why}");
        let origin = Url::parse(&toegang.webauthn_origin).map_err(|cause| fout(cause.to_string()))?;
        let webauthn = WebauthnBuilder::new(&toegang.webauthn_rp_id, &origin)
            // On the machine itself any port is ours.
            .and_then(|builder| {
                builder.rp_name("Knooppunt").allow_any_port(toegang.webauthn_rp_id == "localhost").build()
            })
            .map_err(|_| fout(format!("{origin} ligt niet binnen {}", toegang.webauthn_rp_id)))?;
        Ok(Self { webauthn: Some(webauthn), verplicht_voor })
    }

    /// Whether `actor` has a role that works with a security key only.
    pub(super) fn moet(&self, actor: &Actor) -> bool {
        self.webauthn.is_some() && self.verplicht_voor.iter().any(|rol| actor.heeft(*rol))
    }

    /// Whether some roles should, and cannot: there are no security keys.
    pub(super) fn kan_niet(&self) -> bool {
        self.webauthn.is_none() && !self.verplicht_voor.is_empty()
    }

    /// Refuses where there are no security keys.
    pub(super) fn is_aan(&self) -> Result<(), Problem> {
        self.webauthn().map(drop)
    }

    fn webauthn(&self) -> Result<&Webauthn, Problem> {
        let geen = || Problem::new(Code::Conflict, "Hier kan niet met een beveiligingssleutel worden ingelogd.");
        self.webauthn.as_ref().ok_or_else(geen)
    }

    /// Asks for a new key beside those that she has: the options for her browser, and what the answer is held against.
    pub(super) fn vraag_nieuwe(
        &self,
        actor: &Actor,
        profiel: &Profiel,
        bekend: &[Geopend<Passkey>],
    ) -> Result<(Value, PasskeyRegistration), Problem> {
        let bekend = bekend.iter().map(|sleutel| sleutel.sleutel.cred_id().clone()).collect();
        let (opties, vraag) = self
            .webauthn()?
            .start_passkey_registration(actor.gebruiker().uuid(), &profiel.gebruikersnaam, &profiel.naam, Some(bekend))
            .map_err(Problem::internal)?;
        Ok((serde_json::to_value(opties.public_key).map_err(Problem::internal)?, vraag))
    }

    /// The key that answered, if it did so rightly.
    pub(super) fn nieuwe(
        &self,
        antwoord: &NieuweSleutel,
        vraag: &PasskeyRegistration,
    ) -> Result<Option<Passkey>, Problem> {
        let gelezen = serde_json::to_value(antwoord).and_then(serde_json::from_value);
        let webauthn = self.webauthn()?;
        Ok(gelezen.ok().and_then(|gelezen| webauthn.finish_passkey_registration(&gelezen, vraag).ok()))
    }

    /// Asks the keys of an account to sign, or one that nobody has when there are none: the same for whoever asks the same.
    pub(super) fn vraag(
        &self,
        kluis: &Kluis,
        naam: &str,
        sleutels: &[Geopend<Passkey>],
        klopt: bool,
    ) -> Result<(Value, Inlogvraag), Problem> {
        let mut gevraagd: Vec<_> = sleutels.iter().map(|sleutel| sleutel.sleutel.clone()).collect();
        if gevraagd.is_empty() {
            gevraagd.push(namaak(kluis, naam)?);
        }
        let (mut opties, vraag) =
            self.webauthn()?.start_passkey_authentication(&gevraagd).map_err(Problem::internal)?;
        // How a key is connected would tell a real one from another.
        opties.public_key.allow_credentials.iter_mut().for_each(|sleutel| sleutel.transports = None);
        let echt = klopt && !sleutels.is_empty();
        Ok((serde_json::to_value(opties.public_key).map_err(Problem::internal)?, Inlogvraag { echt, vraag }))
    }

    /// What an answer of one of the keys of `inlog` proves.
    pub(super) fn controleer(
        &self,
        kluis: &Kluis,
        inlog: &Inlog,
        antwoord: &Sleutelantwoord,
        (vraag, sleutels): (&Inlogvraag, &[Geopend<Passkey>]),
    ) -> Result<Gebruik, Afwijzing> {
        let onjuist = Afwijzing::Inlog;
        let webauthn = self.webauthn.as_ref().filter(|_| vraag.echt).ok_or(onjuist)?;
        let gelezen: webauthn_rs::prelude::PublicKeyCredential =
            serde_json::to_value(antwoord).and_then(serde_json::from_value).map_err(|_| onjuist)?;
        let sleutel = sleutels.iter().find(|sleutel| sleutel.sleutel.cred_id() == &gelezen.raw_id).ok_or(onjuist)?;
        let bewijs = webauthn.finish_passkey_authentication(&gelezen, &vraag.vraag).map_err(|fout| match fout {
            WebauthnError::CredentialPossibleCompromise => Afwijzing::Kopie(sleutel.id),
            _ => onjuist,
        })?;
        let teller = i64::from(bewijs.counter());
        // The question knows the number of then; somebody may have logged in since.
        if teller <= sleutel.teller && sleutel.teller > 0 {
            return Err(Afwijzing::Kopie(sleutel.id));
        }
        let mut van_nu = sleutel.sleutel.clone();
        van_nu.update_credential(&bewijs).ok_or(onjuist)?;
        Gebruik::new(kluis, inlog.gebruiker, sleutel.id, teller, &van_nu).map_err(|_| onjuist)
    }
}

/// A key of nobody: its name follows from that of the account, and looks like any other.
fn namaak(kluis: &Kluis, naam: &str) -> Result<Passkey, Error> {
    let naam = gebruikersnaam(naam);
    let mut kenmerk = kluis.kenmerk(&format!("namaaksleutel|1|{naam}"));
    kenmerk.extend(kluis.kenmerk(&format!("namaaksleutel|2|{naam}")));
    // As long as those of telephones, computers and keys on a keyring are.
    let lengte = [20, 32, 64].get(usize::from(kluis.kenmerk(&naam).first().copied().unwrap_or(0) % 3));
    kenmerk.truncate(lengte.copied().unwrap_or(64));
    let niets = vec![0; 32];
    let value = json!({ "cred": {
        "cred_id": base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, kenmerk),
        "cred": { "type_": "ES256", "key": { "EC_EC2": { "curve": "SECP256R1", "x": niets, "y": niets } } },
        "counter": 0,
        "user_verified": true,
        "backup_eligible": false,
        "backup_state": false,
        "registration_policy": "required",
        "extensions": {},
        "attestation": { "data": "None", "metadata": "None" },
        "attestation_format": "none",
    } });
    serde_json::from_value(value).map_err(|_| Error::Kluis)
}

/// Het antwoord van een nieuwe beveiligingssleutel, zoals `PublicKeyCredential.toJSON()` het geeft.
#[derive(Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweSleutel {
    /// De naam die de sleutel zichzelf gaf (base64url).
    #[validate(length(min = 1, max = 2048))]
    #[schema(min_length = 1, max_length = 2048)]
    id: String,
    /// Dezelfde.
    #[validate(length(min = 1, max = 2048))]
    #[schema(min_length = 1, max_length = 2048)]
    raw_id: String,
    /// Altijd `public-key`.
    #[validate(length(min = 1, max = 32))]
    #[schema(min_length = 1, max_length = 32, example = "public-key")]
    r#type: String,
    /// Wat de sleutel maakte.
    #[validate(nested)]
    response: NieuweSleutelInhoud,
    /// Hoe de sleutel met het toestel verbonden is.
    #[validate(length(max = 32))]
    #[schema(max_length = 32)]
    authenticator_attachment: Option<String>,
    /// Wat de browser over uitbreidingen zegt.
    #[schema(value_type = Option<Object>)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_extension_results: Option<Value>,
}

/// Wat een nieuwe beveiligingssleutel maakte.
#[derive(Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweSleutelInhoud {
    /// De publieke sleutel, met wat de sleutel over zichzelf zegt (base64url).
    #[validate(length(min = 1, max = 32768))]
    #[schema(min_length = 1, max_length = 32768)]
    attestation_object: String,
    /// Wat de browser liet ondertekenen (base64url).
    #[serde(rename = "clientDataJSON")]
    #[validate(length(min = 1, max = 8192))]
    #[schema(min_length = 1, max_length = 8192)]
    client_data_json: String,
    /// Hoe de sleutel te bereiken is.
    #[validate(length(max = 16))]
    #[schema(max_items = 16)]
    transports: Option<Vec<String>>,
    /// Staat ook in `attestationObject`.
    #[validate(length(max = 8192))]
    #[schema(max_length = 8192)]
    authenticator_data: Option<String>,
    /// Staat ook in `attestationObject`.
    #[validate(length(max = 8192))]
    #[schema(max_length = 8192)]
    public_key: Option<String>,
    /// Staat ook in `attestationObject`.
    public_key_algorithm: Option<i32>,
}

/// Het antwoord van een beveiligingssleutel, zoals `PublicKeyCredential.toJSON()` het geeft.
#[derive(Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Sleutelantwoord {
    /// De naam die de sleutel zichzelf gaf (base64url).
    #[validate(length(min = 1, max = 2048))]
    #[schema(min_length = 1, max_length = 2048)]
    id: String,
    /// Dezelfde.
    #[validate(length(min = 1, max = 2048))]
    #[schema(min_length = 1, max_length = 2048)]
    raw_id: String,
    /// Altijd `public-key`.
    #[validate(length(min = 1, max = 32))]
    #[schema(min_length = 1, max_length = 32, example = "public-key")]
    r#type: String,
    /// Wat de sleutel ondertekende.
    #[validate(nested)]
    response: SleutelantwoordInhoud,
    /// Hoe de sleutel met het toestel verbonden is.
    #[validate(length(max = 32))]
    #[schema(max_length = 32)]
    authenticator_attachment: Option<String>,
    /// Wat de browser over uitbreidingen zegt.
    #[schema(value_type = Option<Object>)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    client_extension_results: Option<Value>,
}

/// Wat een beveiligingssleutel ondertekende.
#[derive(Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SleutelantwoordInhoud {
    /// Wat de sleutel over zichzelf zegt (base64url).
    #[validate(length(min = 1, max = 8192))]
    #[schema(min_length = 1, max_length = 8192)]
    authenticator_data: String,
    /// Wat de browser liet ondertekenen (base64url).
    #[serde(rename = "clientDataJSON")]
    #[validate(length(min = 1, max = 8192))]
    #[schema(min_length = 1, max_length = 8192)]
    client_data_json: String,
    /// De handtekening (base64url).
    #[validate(length(min = 1, max = 8192))]
    #[schema(min_length = 1, max_length = 8192)]
    signature: String,
    /// Van wie de sleutel is (base64url).
    #[validate(length(max = 256))]
    #[schema(max_length = 256)]
    user_handle: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wie_er_niet_is_heeft_elke_keer_dezelfde_sleutel_en_ieder_een_andere() {
        let kluis = Kluis::new(&[1; 32], &[2; 32]).unwrap();
        let naam = |naam: &str| namaak(&kluis, naam).unwrap().cred_id().clone();
        assert_eq!(naam("a.jansen"), naam(" A.Jansen"));
        let lengtes: std::collections::BTreeSet<_> = (0..64).map(|n| naam(&format!("naam {n}")).len()).collect();
        assert_eq!(lengtes.into_iter().collect::<Vec<_>>(), [20, 32, 64]);
        assert_ne!(naam("a.jansen"), naam("b.jansen"));
    }

    #[test]
    fn een_adres_buiten_het_domein_houdt_de_start_tegen() {
        let dienst = |origin: &str| {
            let paren = [("RP_ID", "knooppunt.example.nl"), ("ORIGIN", origin)];
            let paren = paren.map(|(k, v)| (format!("KNOOPPUNT__TOEGANG__WEBAUTHN_{k}").into(), v.into()));
            Sleuteldienst::new(&config::Instellingen::from_sources(None, paren).unwrap().toegang)
        };
        assert!(dienst("https://knooppunt.example.nl").is_ok());
        for origin in ["https://knooppunt.example.net", "https://example.nl", "geen adres", "https://192.0.2.1"] {
            assert!(dienst(origin).unwrap_err().contains("toegang.webauthn_origin"), "{origin}");
        }
    }
}
