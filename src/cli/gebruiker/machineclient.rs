//! Machine clients from the command line: a record system with its public keys.

use std::{fs, path::PathBuf, str::FromStr};

use clap::Args;

use super::{Fout, GebiedKeuze, fout, kies_gebied, tekst, zoek_organisatie};
use crate::{
    domain::{
        logboek::{Gebeurtenis, Soort},
        tijd::Moment,
        toegang::{
            Rol, Toekenning,
            afzender::Afzender,
            machineclient::{MachineclientId, kan_rol, sleutels_uit},
        },
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek,
        toegang::machineclient::{self, NieuweClient},
    },
};

/// A machine client to register.
#[derive(Args, Clone, Debug)]
pub struct MachineclientToevoegen {
    /// De naam of het id van de organisatie waarvoor het systeem werkt
    #[arg(long)]
    pub organisatie: String,
    /// Hoe het systeem heet
    #[arg(long)]
    pub naam: String,
    /// Een bestand met de openbare sleutel(s): JWKS, JWK of PEM; Ed25519 of P-256
    #[arg(long, value_name = "BESTAND")]
    pub sleutel: PathBuf,
    /// Wat het systeem hoogstens mag, en waar: `signaleerder`, of `jgz-coordinator=subregio:parkstad`; mag vaker
    #[arg(long, required = true, value_name = "ROL[=GEBIED]")]
    pub rol: Vec<RolKeuze>,
}

/// A machine client that is believed no more.
#[derive(Args, Clone, Debug)]
pub struct MachineclientIntrekken {
    /// Het id dat bij het toevoegen getoond is
    #[arg(long)]
    pub client: MachineclientId,
}

/// A role, and where it holds when that is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RolKeuze {
    rol: Rol,
    gebied: Option<GebiedKeuze>,
}

impl FromStr for RolKeuze {
    type Err = String;

    fn from_str(tekst: &str) -> Result<Self, String> {
        let (rol, gebied) = tekst.split_once('=').map_or((tekst, None), |(rol, gebied)| (rol, Some(gebied)));
        let rol = rol.parse().ok().filter(|rol| kan_rol(*rol)).ok_or(
            "een systeem kan signaleerder, jgz-coordinator, uitvoerder of voorzitter zijn; de rest is mensenwerk",
        )?;
        Ok(Self { rol, gebied: gebied.map(str::parse).transpose()? })
    }
}

/// Registers a machine client; gives the identifier by which it is known.
///
/// Fails when the organisation, an area or a key cannot be used, or the database fails.
pub fn toevoegen(db: &Db, wat: MachineclientToevoegen, nu: Moment) -> Result<MachineclientId, Fout> {
    let bestand = fs::read_to_string(&wat.sleutel)
        .map_err(|error| Fout::Invoer(format!("{}: {error}", wat.sleutel.display())))?;
    let sleutels = sleutels_uit(&bestand).map_err(|why| Fout::Invoer(format!("{}: {why}", wat.sleutel.display())))?;
    Ok(db.write_blocking(move |tx| {
        let organisatie = zoek_organisatie(tx, &wat.organisatie, None, None, nu)?;
        let mut toekenningen = Vec::new();
        for RolKeuze { rol, gebied } in wat.rol {
            toekenningen.push(Toekenning { rol, gebied: kies_gebied(tx, rol, gebied, organisatie)? });
        }
        let nieuw = NieuweClient { organisatie, naam: tekst(&wat.naam, "naam")?, sleutels, toekenningen };
        let id = machineclient::voeg_toe(tx, &nieuw, nu)?;
        noteer(tx, Gebeurtenis::MachineclientToegevoegd, id, nu)?;
        Ok(id)
    })?)
}

/// Withdraws a machine client: its sessions end with their next request.
///
/// Fails when there is none of that name that is believed, or the database fails.
pub fn intrekken(db: &Db, wat: &MachineclientIntrekken, nu: Moment) -> Result<(), Fout> {
    let client = wat.client;
    Ok(db.write_blocking(move |tx| {
        let ingetrokken = machineclient::trek_in(tx, client, nu)?;
        if !ingetrokken {
            return Err(fout("Deze client is er niet, of is al ingetrokken."));
        }
        noteer(tx, Gebeurtenis::MachineclientIngetrokken, client, nu)
    })?)
}

fn noteer(tx: &mut Tx, wat: Gebeurtenis, client: MachineclientId, nu: Moment) -> Result<(), Error> {
    let wie = Afzender { machineclient: Some(client), ..Afzender::opdrachtregel(nu) };
    logboek::gedaan(tx, &wie.meldt(wat, Soort::Machineclient, Some(client.uuid())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::toegang::Gebied;

    #[test]
    fn een_rol_staat_er_met_of_zonder_gebied() {
        let signaleerder = RolKeuze { rol: Rol::Signaleerder, gebied: None };
        assert_eq!("signaleerder".parse(), Ok(signaleerder));
        let regio = Some(GebiedKeuze::Gebied(Gebied::Regio));
        assert_eq!("jgz-coordinator=regio".parse(), Ok(RolKeuze { rol: Rol::JgzCoordinator, gebied: regio }));
        for fout in ["beheerder", "fg=regio", "onderzoeker", "signaleerder=", "signaleerder=maan", ""] {
            assert!(fout.parse::<RolKeuze>().is_err(), "{fout}");
        }
    }
}
