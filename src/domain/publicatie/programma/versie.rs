//! A programme after another one: what may change, so that what was told with both is held against each other.

use super::{Klasse, Maat, Programma, Tabel};

impl Programma {
    /// Whether a measure of this name is one of its own.
    #[must_use]
    pub fn kent(&self, maat: &str) -> bool {
        self.maten.iter().any(|een| een.naam == maat)
    }

    /// Whether it can follow on an earlier one. Texts, priorities, terms and ceilings may change, measures may go and others may come. What
    /// a measure counts and where it is told may not: the numbers of before would be about something else. And no measure comes that counts
    /// what another one did: nothing would say that both are the same.
    ///
    /// The error says what stands in the way.
    pub fn kan_na(&self, eerder: &Self) -> Result<(), String> {
        if self.tekst == eerder.tekst {
            return Ok(());
        }
        if self.naam != eerder.naam || self.versie <= eerder.versie {
            return Err(format!("het programma {} volgt niet op {}", self.kenmerk(), eerder.kenmerk()));
        }
        for maat in &self.maten {
            match eerder.maten.iter().find(|ander| ander.naam == maat.naam) {
                Some(ander) if !telt_hetzelfde(maat, ander) => {
                    return Err(format!(
                        "maat '{}' telt iets anders dan in {}; geef haar een andere naam",
                        maat.naam,
                        eerder.kenmerk()
                    ));
                }
                Some(_) => {}
                None => {
                    let dubbel = |ander: &&Maat| {
                        (ander.feit, ander.wanneer, ander.eenheid) == (maat.feit, maat.wanneer, maat.eenheid)
                            && ander.waar == maat.waar
                    };
                    if let Some(ander) = eerder.maten.iter().find(dubbel) {
                        return Err(format!(
                            "maat '{}' telt wat '{}' al telde in {}",
                            maat.naam,
                            ander.naam,
                            eerder.kenmerk()
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    /// Everything that this programme or an earlier one tells: its own measures in front.
    #[must_use]
    pub fn samen<'a>(&self, eerdere: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut samen = self.clone();
        for maat in eerdere.into_iter().flat_map(|eerder| &eerder.maten) {
            if !samen.kent(&maat.naam) {
                samen.maten.push(maat.clone());
            }
        }
        samen
    }
}

fn telt_hetzelfde(een: &Maat, ander: &Maat) -> bool {
    let feit =
        |maat: &Maat| (maat.feit, maat.wanneer, maat.eenheid, maat.gevoeligheid, maat.herkomst, maat.waar.clone());
    let rond = |maat: &Maat| (maat.binnen.clone(), maat.opent_met.clone(), maat.naast.clone());
    let delen = |klasse: &Klasse| {
        let delen = klasse.delen.iter().map(|deel| (deel.code.clone(), deel.waarden.clone()));
        (klasse.naam.clone(), klasse.kenmerk, delen.collect::<Vec<_>>())
    };
    let klassen = |maat: &Maat| maat.klassen.iter().map(delen).collect::<Vec<_>>();
    let tabel = |tabel: &Tabel| (tabel.diepte, tabel.per.clone());
    let tabellen = |maat: &Maat| maat.tabellen.iter().map(tabel).collect::<Vec<_>>();
    feit(een) == feit(ander)
        && rond(een) == rond(ander)
        && klassen(een) == klassen(ander)
        && tabellen(een) == tabellen(ander)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAMMA: &str = include_str!("../../../../config/publicaties/kansrijke-start.toml");

    #[test]
    fn een_nieuwe_versie_mag_anders_heten_en_wegen_maar_telt_met_dezelfde_naam_hetzelfde() {
        let eerder = Programma::lees(PROGRAMMA).unwrap();
        let anders = |van: &str, naar: &str| {
            let tekst = PROGRAMMA.replacen("versie = 2", "versie = 3", 1).replacen(van, naar, 1);
            assert_ne!(tekst, PROGRAMMA.replacen("versie = 2", "versie = 3", 1), "{van}");
            Programma::lees(&tekst).unwrap().kan_na(&eerder).map_err(|fout| fout.contains("maat "))
        };
        assert_eq!(anders("titel = \"Signalen\"", "titel = \"Alle signalen\""), Ok(()));
        assert_eq!(anders("verhuizingen = 20", "verhuizingen = 30"), Ok(()));
        assert_eq!(
            anders(
                "{ diepte = \"subregio\", per = [\"vervolgactie\"] },",
                "{ diepte = \"gemeente\", per = [\"vervolgactie\"] },"
            ),
            Err(true)
        );
        assert_eq!(anders("naam = \"afspraken\"", "naam = \"gemaakte-afspraken\""), Err(true));
        assert_eq!(anders("naam = \"acuut-gevaar\"\ntitel", "naam = \"gevaar\"\ntitel"), Err(true));
        let zelfde_nummer =
            Programma::lees(&PROGRAMMA.replacen("titel = \"Signalen\"", "titel = \"Alle\"", 1)).unwrap();
        assert!(zelfde_nummer.kan_na(&eerder).is_err());
        assert_eq!(eerder.kan_na(&eerder), Ok(()));
    }
}
