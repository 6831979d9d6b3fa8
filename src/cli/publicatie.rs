//! `knooppunt publicatie maak <periode>`: counts a year or a quarter, and releases it at once.
//!
//! That a second person releases it comes later; until then, whoever may run this command on the server can.

use crate::{
    domain::{
        publicatie::{Drempel, Periode, Programma, vrijgave::Vrijgave},
        tijd::Moment,
    },
    store::conn::Db,
    werk::publicatie::{self, Geweigerd},
};

const PROGRAMMA: &str = include_str!("../../config/publicaties/kansrijke-start.toml");

/// Counts `periode` (`2025` or `2025-K3`) with threshold `drempel`, releases it, and tells what came of it.
///
/// An error says why nothing was released, in Dutch.
pub fn maak(db: &Db, periode: &str, drempel: u32, nu: Moment) -> Result<String, String> {
    let gemaakt = |periode: &str| -> Result<_, Geweigerd> {
        let periode: Periode = periode.parse()?;
        publicatie::maak(db, &Programma::lees(PROGRAMMA)?, periode, Drempel::new(drempel)?, nu)
    };
    let (vrijgave, cellen) = gemaakt(periode).map_err(|geweigerd| geweigerd.to_string())?;
    Ok(verslag(&vrijgave, cellen))
}

fn verslag(vrijgave: &Vrijgave, cellen: usize) -> String {
    let Vrijgave { id, periode, programma, drempel, sha256, .. } = vrijgave;
    format!(
        "Publicatie {periode} is vrijgegeven: {cellen} getallen, programma {programma}, drempel {drempel}.\n\
         id           {id}\n\
         csv          sha256:{csv}\n\
         json         sha256:{json}\n\
         woordenboek  sha256:{woordenboek}\n",
        csv = sha256.csv,
        json = sha256.json,
        woordenboek = sha256.woordenboek,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::publicatie::{
        proef::op_sqlite,
        streek::{op, verzonnen},
    };

    #[test]
    fn de_opdracht_vertelt_wat_er_is_vrijgegeven_of_waarom_niet() {
        let proef = op_sqlite(&verzonnen(50));
        let nu = op("2027-02-01");
        let verslag = maak(&proef.db, "2025-K3", 10, nu).unwrap();
        assert!(verslag.starts_with("Publicatie 2025-K3 is vrijgegeven: "));
        assert!(verslag.contains(" getallen, programma kansrijke-start/1, drempel 10.\n"));
        assert_eq!(verslag.matches("  sha256:").count(), 3);
        for (periode, drempel, waarom) in [
            ("2025-K3", 10, "2025-K3 is al vrijgegeven; wat is vrijgegeven, verandert niet"),
            ("2027-K1", 10, "2027-K1 is nog niet voorbij: tellen kan na 2027-03-31"),
            ("maart", 10, "er is niets geteld: 'maart' is geen jaar (2025) en geen kwartaal (2025-K3)"),
            ("2025-K4", 4, "er is niets geteld: een drempel van 4 is te laag: ten minste 5"),
        ] {
            assert_eq!(maak(&proef.db, periode, drempel, nu), Err(waarom.to_owned()));
        }
    }
}
