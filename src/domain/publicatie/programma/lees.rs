//! Reading a programme: what is wrong is told with its line.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::{
    Deel, Eenheid, Fout, Gevoeligheid, Klasse, Maat, Programma, Tabel, VASTE_KOLOMMEN, Voorwaarde, Vorm, Wanneer,
};
use crate::domain::{
    publicatie::{
        feiten::{Feitsoort, Kenmerk},
        gebied::Gebiedsoort,
    },
    regelbestand::{self, Mis, geteld, is_woord, mis, tekstueel, uniek, woord},
};

/// The most parts of one split: beyond that nobody reads it, and every part is small.
const MEESTE_DELEN: usize = 40;

/// A ceiling above this is no ceiling: what could be hundreds more is wide for no reason.
const HOOGSTE_PLAFOND: u32 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Bestand {
    naam: Spanned<String>,
    versie: Spanned<u32>,
    omschrijving: Spanned<String>,
    teldagen: Spanned<u32>,
    definitief_na_dagen: Spanned<u32>,
    verhuizingen: Spanned<u32>,
    zonder_signaal: Spanned<u32>,
    #[serde(default)]
    klassen: Vec<RuweKlasse>,
    maten: Vec<RuweMaat>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuweKlasse {
    naam: Spanned<String>,
    kenmerk: Spanned<Kenmerk>,
    omschrijving: String,
    delen: Vec<Spanned<RuwDeel>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuwDeel {
    code: String,
    naam: Option<String>,
    waarden: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuweMaat {
    naam: Spanned<String>,
    titel: String,
    omschrijving: Spanned<String>,
    teller: String,
    #[serde(default)]
    noemer: String,
    bron: Spanned<String>,
    feit: Spanned<Feitsoort>,
    wanneer: Spanned<Wanneer>,
    eenheid: Spanned<Eenheid>,
    gevoeligheid: Spanned<Gevoeligheid>,
    #[serde(default)]
    waar: Vec<Spanned<RuweVoorwaarde>>,
    binnen: Option<Spanned<String>>,
    opent_met: Option<Spanned<String>>,
    naast: Option<Spanned<String>>,
    #[serde(default)]
    herkomst: bool,
    #[serde(default)]
    eerst: Vec<Spanned<String>>,
    tabellen: Vec<Spanned<RuweTabel>>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuweVoorwaarde {
    kenmerk: Kenmerk,
    is: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuweTabel {
    diepte: Gebiedsoort,
    #[serde(default)]
    per: Vec<String>,
    #[serde(default)]
    voorrang: u32,
}

impl Programma {
    /// Reads a programme and checks that it means something.
    ///
    /// The error is the first thing that is wrong, with its line; an unknown key is wrong.
    pub fn lees(tekst: &str) -> Result<Self, Fout> {
        regelbestand::lees(tekst, |bestand: Bestand| bestand.programma(tekst))
    }
}

impl Bestand {
    fn programma(self, tekst: &str) -> Result<Programma, Mis> {
        let klassen: Vec<(String, Klasse)> = self
            .klassen
            .iter()
            .map(|ruw| Ok((ruw.naam.get_ref().clone(), ruw.klasse()?)))
            .collect::<Result<_, Mis>>()?;
        woord(&self.naam)?;
        tekstueel(&self.omschrijving)?;
        geteld(&self.versie)?;
        if self.definitief_na_dagen.get_ref() < self.teldagen.get_ref() {
            return Err(mis(
                &self.definitief_na_dagen,
                "cijfers zijn niet eerder definitief dan zij geteld kunnen worden",
            ));
        }
        uniek(self.klassen.iter().map(|klasse| &klasse.naam))?;
        uniek(self.maten.iter().map(|maat| &maat.naam))?;
        for plafond in [&self.verhuizingen, &self.zonder_signaal] {
            if !(1..=HOOGSTE_PLAFOND).contains(plafond.get_ref()) {
                return Err(mis(plafond, format!("een plafond is 1 tot en met {HOOGSTE_PLAFOND}")));
            }
        }
        let binnen: Vec<_> = self.maten.iter().map(|ruw| ruw.binnen.clone()).collect();
        let ernaast: Vec<_> = self.maten.iter().map(|ruw| (ruw.opent_met.clone(), ruw.naast.clone())).collect();
        let maten = self.maten.into_iter().map(|ruw| ruw.maat(&klassen)).collect::<Result<Vec<_>, Mis>>()?;
        for (maat, binnen) in maten.iter().zip(&binnen) {
            past_binnen(maat, binnen.as_ref(), &maten)?;
        }
        for (maat, (opent, naast)) in maten.iter().zip(&ernaast) {
            past_ernaast(maat, opent.as_ref(), naast.as_ref(), &maten)?;
        }
        let ongebruikt = klassen.iter().position(|(_, een)| !maten.iter().any(|maat| maat.klassen.contains(een)));
        if let Some(klasse) = ongebruikt.and_then(|nr| self.klassen.get(nr)) {
            return Err(mis(&klasse.naam, "geen tabel gebruikt deze klasse"));
        }
        Ok(Programma {
            naam: self.naam.into_inner(),
            versie: self.versie.into_inner(),
            omschrijving: self.omschrijving.into_inner(),
            teldagen: self.teldagen.into_inner(),
            definitief_na_dagen: self.definitief_na_dagen.into_inner(),
            verhuizingen: self.verhuizingen.into_inner(),
            zonder_signaal: self.zonder_signaal.into_inner(),
            maten,
            tekst: tekst.to_owned(),
        })
    }
}

impl RuweKlasse {
    fn klasse(&self) -> Result<Klasse, Mis> {
        woord(&self.naam)?;
        if VASTE_KOLOMMEN.contains(&self.naam.get_ref().as_str()) {
            return Err(mis(&self.naam, "zo heet al een kolom van elke tabel"));
        }
        let kenmerk = *self.kenmerk.get_ref();
        let bekend = kenmerk.waarden();
        let (mut delen, mut gehad) = (Vec::<Deel>::new(), BTreeSet::new());
        for ruw in &self.delen {
            let deel = ruw.get_ref();
            let code = deel.code.clone();
            if !is_woord(&code) || delen.iter().any(|ander| ander.code == code) {
                return Err(mis(ruw, format!("'{code}' is geen woord, of staat er twee keer")));
            }
            let waarden = deel.waarden.clone().unwrap_or_else(|| vec![code.clone()]);
            for waarde in &waarden {
                if !bekend.iter().any(|(een, _)| een == waarde) {
                    return Err(mis(ruw, format!("'{waarde}' komt bij '{}' niet voor", <&str>::from(kenmerk))));
                }
                if !gehad.insert(waarde.clone()) {
                    return Err(mis(ruw, format!("'{waarde}' staat in twee delen")));
                }
            }
            let label = || bekend.iter().find(|(een, _)| *een == code).map(|(_, naam)| (*naam).to_owned());
            let naam = deel.naam.clone().or_else(label).filter(|naam| !naam.trim().is_empty());
            let naam = naam.ok_or_else(|| mis(ruw, format!("'{code}' heeft geen naam")))?;
            delen.push(Deel { code, naam, waarden });
        }
        if let Some((mist, _)) = bekend.iter().find(|(waarde, _)| !gehad.contains(*waarde)) {
            return Err(mis(&self.naam, format!("'{mist}' hoort in geen van de delen")));
        }
        if delen.len() > MEESTE_DELEN {
            return Err(mis(&self.naam, format!("meer dan {MEESTE_DELEN} delen")));
        }
        Ok(Klasse { naam: self.naam.get_ref().clone(), kenmerk, omschrijving: self.omschrijving.clone(), delen })
    }
}

impl RuweMaat {
    fn maat(self, alle: &[(String, Klasse)]) -> Result<Maat, Mis> {
        woord(&self.naam)?;
        tekstueel(&self.omschrijving)?;
        tekstueel(&self.bron)?;
        self.past_bij_feit()?;
        let feit = *self.feit.get_ref();
        let mut klassen = Vec::<Klasse>::new();
        let mut tabellen = Vec::<Tabel>::new();
        for ruw in &self.tabellen {
            let tabel = ruw.get_ref();
            let mut per = Vec::new();
            for naam in &tabel.per {
                let (_, klasse) = alle
                    .iter()
                    .find(|(een, _)| een == naam)
                    .ok_or_else(|| mis(ruw, format!("er is geen klasse '{naam}'")))?;
                if !feit.kent(klasse.kenmerk) {
                    return Err(mis(ruw, format!("van dit feit is '{}' niet bekend", <&str>::from(klasse.kenmerk))));
                }
                let plek = klassen.iter().position(|een| een == klasse).unwrap_or_else(|| {
                    klassen.push(klasse.clone());
                    klassen.len() - 1
                });
                if per.contains(&plek) {
                    return Err(mis(ruw, format!("'{naam}' staat er twee keer")));
                }
                per.push(plek);
            }
            langs_het_einde(ruw, &per, &klassen)?;
            tabellen.push(Tabel { diepte: tabel.diepte, per, voorrang: tabel.voorrang });
        }
        if *self.eenheid.get_ref() == Eenheid::Gezin && feit.duurt() {
            langs_de_periode(&self.naam, &klassen)?;
        }
        if tabellen.is_empty() {
            return Err(mis(&self.naam, "een maat heeft ten minste één tabel"));
        }
        let eerst = self.eerst.iter().map(|ruw| eerst(ruw, &klassen, &tabellen)).collect::<Result<_, Mis>>()?;
        Ok(Maat {
            naam: self.naam.into_inner(),
            titel: self.titel,
            omschrijving: self.omschrijving.into_inner(),
            teller: self.teller,
            noemer: self.noemer,
            bron: self.bron.into_inner(),
            feit,
            wanneer: self.wanneer.into_inner(),
            eenheid: self.eenheid.into_inner(),
            gevoeligheid: self.gevoeligheid.into_inner(),
            waar: self.waar.iter().map(|ruw| voorwaarde(feit, ruw)).collect::<Result<_, Mis>>()?,
            binnen: self.binnen.map(Spanned::into_inner),
            opent_met: self.opent_met.map(Spanned::into_inner),
            naast: self.naast.map(Spanned::into_inner),
            herkomst: self.herkomst,
            eerst,
            klassen,
            tabellen,
        })
    }

    fn past_bij_feit(&self) -> Result<(), Mis> {
        let feit = *self.feit.get_ref();
        if feit.is_van_een_gezin() == (*self.eenheid.get_ref() == Eenheid::Telling) {
            let wat = "'telling' is voor feiten waarvan het gezin niet bekend is, en alleen daarvoor";
            return Err(mis(&self.eenheid, wat));
        }
        if *self.wanneer.get_ref() != Wanneer::Gebeurt && !feit.duurt() {
            return Err(mis(&self.wanneer, "dit feit gebeurt op een dag: het loopt niet en eindigt niet"));
        }
        if *self.eenheid.get_ref() == Eenheid::Gezin && *self.wanneer.get_ref() == Wanneer::Eindigt {
            return Err(mis(&self.wanneer, "gezinnen tellen als zij er zijn (loopt) of als er iets gebeurt"));
        }
        if *self.gevoeligheid.get_ref() == Gevoeligheid::Geen && feit != Feitsoort::Tafel {
            return Err(mis(&self.gevoeligheid, "alleen wat van geen mens is, is niet gevoelig"));
        }
        Ok(())
    }
}

/// Of families that are there it is not told which they are, only when they came and went.
fn langs_de_periode(naam: &Spanned<String>, klassen: &[Klasse]) -> Result<(), Mis> {
    let Some(los) = klassen.iter().find(|klasse| !klasse.kenmerk.volgt_uit_de_periode()) else { return Ok(()) };
    let wat = format!("gezinnen die er zijn worden alleen naar begin en einde verdeeld, niet naar '{}'", los.naam);
    Err(mis(naam, wat))
}

/// The parts of a number that some table tells, by their codes: `_T` for a total.
fn eerst(ruw: &Spanned<String>, klassen: &[Klasse], tabellen: &[Tabel]) -> Result<Vec<Option<usize>>, Mis> {
    let codes: Vec<&str> = ruw.get_ref().split('.').collect();
    let deel = |(klasse, code): (&Klasse, &&str)| match *code {
        "_T" => Some(None),
        code => klasse.delen.iter().position(|deel| deel.code == code).map(Some),
    };
    let delen: Vec<Option<usize>> = klassen.iter().zip(&codes).map_while(deel).collect();
    let gesplitst = |plek: &usize| delen.get(*plek).is_some_and(Option::is_some);
    let verteld = |tabel: &Tabel| (0..delen.len()).filter(gesplitst).all(|plek| tabel.per.contains(&plek));
    if delen.len() != klassen.len() || codes.len() != klassen.len() || !tabellen.iter().any(verteld) {
        return Err(mis(ruw, format!("geen tabel van deze maat vertelt '{}'", ruw.get_ref())));
    }
    Ok(delen)
}

/// Who is gone by the end of a year follows from its quarters for the region as a whole alone: families move within it.
fn langs_het_einde(ruw: &Spanned<RuweTabel>, per: &[usize], klassen: &[Klasse]) -> Result<(), Mis> {
    let einde = |plek: &usize| klassen.get(*plek).is_some_and(|klasse| klasse.kenmerk == Kenmerk::Einde);
    if per.iter().any(einde) && (per.len() > 1 || ruw.get_ref().diepte != Gebiedsoort::Regio) {
        return Err(mis(ruw, "een tabel langs 'einde' is er voor de regio als geheel, en langs niets anders"));
    }
    Ok(())
}

/// A measure of families to which something happened lies within one of families that are there; no other measure does.
fn past_binnen(maat: &Maat, binnen: Option<&Spanned<String>>, alle: &[Maat]) -> Result<(), Mis> {
    let Some(naam) = binnen else {
        let wat =
            format!("maat '{}': een maat van gezinnen aan wie iets gebeurt noemt 'binnen' welke zij valt", maat.naam);
        return if maat.vorm() == Vorm::Bereik { Err((0..0, wat)) } else { Ok(()) };
    };
    let buiten = alle.iter().find(|ander| ander.naam == *naam.get_ref());
    if maat.vorm() != Vorm::Bereik || buiten.is_none_or(|buiten| buiten.vorm() != Vorm::Aanwezig) {
        return Err(mis(naam, "alleen gezinnen aan wie iets gebeurt vallen binnen gezinnen die er zijn"));
    }
    if buiten.is_some_and(|buiten| buiten.korrel() < maat.korrel()) {
        return Err(mis(naam, "deze maat gaat dieper dan de maat waar zij binnen valt"));
    }
    Ok(())
}

/// What opens a case is counted one by one, and so is what is of no person beside families.
fn past_ernaast(
    maat: &Maat,
    opent: Option<&Spanned<String>>,
    naast: Option<&Spanned<String>>,
    alle: &[Maat],
) -> Result<(), Mis> {
    let zoek = |naam: &Spanned<String>| alle.iter().find(|ander| ander.naam == *naam.get_ref());
    if let Some(naam) = opent
        && (maat.vorm() != Vorm::Aanwezig
            || zoek(naam).is_none_or(|ander| ander.vorm() != Vorm::Stroom || ander.eenheid != Eenheid::Gebeurtenis))
    {
        return Err(mis(naam, "gezinnen die er zijn, openen met een maat van gebeurtenissen"));
    }
    let open = maat.gevoeligheid == Gevoeligheid::Geen;
    if open != naast.is_some() {
        let wat = format!(
            "maat '{}': wat van geen mens is, noemt 'naast' welke gezinnen het staat; iets anders niet",
            maat.naam
        );
        return Err((naast.map_or(0..0, Spanned::span), wat));
    }
    if let Some(naam) = naast.filter(|naam| zoek(naam).is_none_or(|ander| ander.korrel() < maat.korrel())) {
        return Err(mis(naam, "deze maat gaat dieper dan de maat waar zij naast staat, of die is er niet"));
    }
    Ok(())
}

fn voorwaarde(feit: Feitsoort, ruw: &Spanned<RuweVoorwaarde>) -> Result<Voorwaarde, Mis> {
    let RuweVoorwaarde { kenmerk, is } = ruw.get_ref().clone();
    if !feit.kent(kenmerk) {
        return Err(mis(ruw, format!("van dit feit is '{}' niet bekend", <&str>::from(kenmerk))));
    }
    let bekend = kenmerk.waarden();
    if let Some(vreemd) = is.iter().find(|waarde| !bekend.iter().any(|(een, _)| een == waarde)) {
        return Err(mis(ruw, format!("'{vreemd}' komt bij '{}' niet voor", <&str>::from(kenmerk))));
    }
    if is.is_empty() {
        return Err(mis(ruw, "een voorwaarde noemt ten minste één waarde"));
    }
    Ok(Voorwaarde { kenmerk, is })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAMMA: &str = include_str!("../../../../config/publicaties/kansrijke-start.toml");

    #[test]
    fn het_meegeleverde_programma_klopt() {
        let programma = Programma::lees(PROGRAMMA).unwrap();
        assert_eq!(programma.kenmerk(), "kansrijke-start/2");
        for feit in <Feitsoort as strum::VariantArray>::VARIANTS {
            assert!(programma.maten.iter().any(|maat| maat.feit == *feit), "{feit:?} telt nergens mee");
        }
    }

    #[test]
    fn wat_niet_klopt_wordt_geweigerd_met_zijn_regel() {
        for (goed, fout, wat) in [
            ("versie = 2", "versie = 2\nfilter = \"leeftijd\"", "unknown field"),
            ("versie = 2", "versie = 0", "minstens 1"),
            ("kenmerk = \"begin\"", "kenmerk = \"leeftijd\"", "unknown variant"),
            ("naam = \"nakoming\"", "naam = \"stand\"", "al een kolom"),
            ("{ code = \"knooppunt\" },", "", "'knooppunt' hoort in geen"),
            (
                "{ code = \"knooppunt\" },",
                "{ code = \"knooppunt\", waarden = [\"knooppunt\", \"voorzorg\"] },",
                "twee delen",
            ),
            ("{ code = \"knooppunt\" },", "{ code = \"=Knooppunt\", waarden = [\"knooppunt\"] },", "geen woord"),
            ("per = [\"uitstroom\"]", "per = [\"leeftijd\"]", "geen klasse"),
            (
                "diepte = \"regio\", per = [\"uitstroom\"]",
                "diepte = \"gemeente\", per = [\"uitstroom\"]",
                "regio als geheel",
            ),
            ("naam = \"signalen\"", "naam = \"gezinnen\"", "twee keer"),
            ("binnen = \"gezinnen\"", "binnen = \"signalen\"", "gezinnen die er zijn"),
            ("\"voorzorg._T\"", "\"voorzorg\"", "geen tabel"),
            ("\"voorzorg._T\"", "\"voorzog._T\"", "geen tabel"),
            ("verhuizingen = 20", "verhuizingen = 250", "een plafond is"),
            ("opent_met = \"signalen\"", "opent_met = \"gezinnen\"", "openen met"),
            ("naast = \"gezinnen-aan-tafel\"", "naast = \"gezinnen-voor-tafel\"", "of die is er niet"),
            ("wanneer = \"eindigt\"", "wanneer = \"morgen\"", "unknown variant"),
            ("feit = \"signaal\"\nwanneer = \"gebeurt\"", "feit = \"signaal\"\nwanneer = \"loopt\"", "loopt niet"),
            ("gevoeligheid = \"gewoon\"", "gevoeligheid = \"geen\"", "van geen mens"),
            ("eenheid = \"telling\"", "eenheid = \"gezin\"", "gezin niet bekend"),
        ] {
            let tekst = PROGRAMMA.replacen(goed, fout, 1);
            assert_ne!(tekst, PROGRAMMA, "{goed}");
            let gevonden = Programma::lees(&tekst).unwrap_err();
            assert!(gevonden.wat.contains(wat), "{goed} -> {fout}: {gevonden}");
            let regel = tekst.lines().nth(gevonden.regel - 1).unwrap_or_default();
            assert!(gevonden.regel > 1 && !regel.is_empty(), "{gevonden} wijst naar niets");
        }
    }
}
