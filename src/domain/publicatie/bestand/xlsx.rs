//! The numbers as a workbook, for who works with tables: the figures, by which rules they are shown, and what each measure is.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{GETOOND, Uitgave, VERBORGEN};
use crate::domain::publicatie::{
    programma::{Klasse, Maat},
    rooster::Rij,
};

/// What stands in the place of a number that is not shown.
const TE_KLEIN: &str = "te klein om te tonen";
/// What stands where a number is not split (any further).
const GEHEEL: &str = "totaal";

/// How the cells look.
struct Opmaak {
    kop: Format,
    titel: Format,
    tekst: Format,
    aantal: Format,
    klein: Format,
}

impl Opmaak {
    fn new() -> Self {
        let boven = || Format::new().set_align(FormatAlign::Top);
        let rechts = || Format::new().set_align(FormatAlign::Right);
        Self {
            kop: boven().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Medium),
            titel: boven().set_bold().set_font_size(14),
            tekst: boven().set_text_wrap(),
            aantal: rechts().set_num_format("#,##0"),
            klein: rechts().set_italic().set_font_color(Color::RGB(0x56_50_4a)),
        }
    }
}

impl Uitgave<'_> {
    /// The workbook: the same numbers give the same bytes.
    pub(super) fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let opmaak = Opmaak::new();
        let mut boek = Workbook::new();
        // The day of counting, not the moment of writing: whoever makes it again gets the same bytes.
        let dag = ExcelDateTime::parse_from_str(&self.geteld_op.to_string())?;
        let titel = format!("{}, {}", self.programma.naam, self.periode.in_woorden());
        boek.set_properties(&DocProperties::new().set_title(titel).set_creation_datetime(&dag));
        self.cijfers(boek.add_worksheet().set_name("Cijfers")?, &opmaak)?;
        self.toelichting(boek.add_worksheet().set_name("Toelichting")?, &opmaak)?;
        self.begrippen(boek.add_worksheet().set_name("Begrippen")?, &opmaak)?;
        boek.save_to_buffer()
    }

    /// One row for each number; a hidden one says so.
    fn cijfers(&self, blad: &mut Worksheet, opmaak: &Opmaak) -> Result<(), XlsxError> {
        let keer = self.meeste_delen();
        let vast = ["Periode", "Maat", "Eenheid", "Soort gebied", "Code", "Gebied"].map(str::to_owned);
        let delen = (1..=keer).flat_map(|nr| match nr {
            1 => ["Verdeeld naar".to_owned(), "Deel".to_owned()],
            2 => ["En naar".to_owned(), "Deel daarvan".to_owned()],
            _ => [format!("En naar ({nr})"), format!("Deel ({nr})")],
        });
        let koppen: Vec<String> =
            vast.into_iter().chain(delen).chain(["Aantal", "Status"].map(str::to_owned)).collect();
        zet_kop(blad, koppen.iter().map(String::as_str), opmaak)?;
        let mut laatste = 0;
        for (rij, van) in (1_u32..).zip(self.rijen) {
            let Some(maat) = self.maat(van) else { continue };
            let mut velden = self.waar_en_wat(maat, van);
            velden.extend(delen_van(maat, van, keer));
            let plek = (0_u16..).zip(&velden).map(|(kolom, veld)| blad.write_string(rij, kolom, veld).map(|_| kolom));
            let kolom = plek.last().transpose()?.unwrap_or_default() + 1;
            zet_aantal(blad, (rij, kolom), van.aantal, opmaak)?;
            blad.write_string(rij, kolom + 1, if van.aantal.is_some() { GETOOND } else { VERBORGEN })?;
            laatste = rij;
        }
        let breed = [10.0, 38.0, 15.0, 13.0, 22.0, 24.0].into_iter();
        let breed = breed.chain((0..keer).flat_map(|_| [16.0, 32.0])).chain([20.0, 11.0]);
        let mut kolommen = 0_u16;
        for breedte in breed {
            blad.set_column_width(kolommen, breedte)?;
            kolommen += 1;
        }
        blad.autofilter(0, 0, laatste, kolommen - 1)?;
        blad.set_freeze_panes(1, 2)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        blad.set_repeat_rows(0, 0)?;
        Ok(())
    }

    /// In the words of people, what a number is about.
    fn waar_en_wat(&self, maat: &Maat, rij: &Rij) -> Vec<String> {
        let waar = rij.cel.waar;
        let mut velden = vec![self.periode.to_string()];
        velden.extend([maat.titel.as_str(), maat.eenheid.meervoud()].map(str::to_owned));
        velden.extend([waar.soort().into(), waar.code(), waar.naam()].map(str::to_owned));
        velden
    }

    /// Along how many splits at once a number can be told.
    fn meeste_delen(&self) -> usize {
        let tabellen = self.programma.maten.iter().flat_map(|maat| &maat.tabellen);
        tabellen.map(|tabel| tabel.per.len()).max().unwrap_or_default()
    }

    /// What a reader should know of the figures as a whole.
    fn toelichting(&self, blad: &mut Worksheet, opmaak: &Opmaak) -> Result<(), XlsxError> {
        blad.write_string_with_format(0, 0, self.programma.naam.as_str(), &opmaak.titel)?;
        let feiten = [
            ("Periode", self.periode.in_woorden()),
            ("Eerste en laatste dag", format!("{} tot en met {}", self.periode.begin(), self.periode.einde())),
            ("Geteld op", self.geteld_op.to_string()),
            ("Stand", self.stand().to_owned()),
            ("Programma", self.programma.kenmerk()),
            ("Drempel", self.drempel.aantal().to_string()),
            ("Waar het over gaat", self.programma.omschrijving.clone()),
        ];
        let regels = self.regels().into_iter().map(|regel| ("Regel", regel));
        for (rij, (wat, tekst)) in (2_u32..).zip(feiten.into_iter().chain(regels)) {
            blad.write_string_with_format(rij, 0, wat, &opmaak.kop_zonder_lijn())?;
            blad.write_string_with_format(rij, 1, tekst, &opmaak.tekst)?;
        }
        blad.set_column_width(0, 24)?.set_column_width(1, 100)?;
        blad.set_paper_size(9).set_print_fit_to_pages(1, 0);
        Ok(())
    }

    /// What each measure is, and each split.
    fn begrippen(&self, blad: &mut Worksheet, opmaak: &Opmaak) -> Result<(), XlsxError> {
        zet_kop(blad, ["Begrip", "Code", "Wat het is", "Teller", "Deel van", "Bron"].into_iter(), opmaak)?;
        let titel = |naam: &String| {
            let maat = self.programma.maten.iter().find(|maat| maat.naam == *naam);
            maat.map_or_else(String::new, |maat| maat.titel.clone())
        };
        let maten = self.programma.maten.iter().map(|maat| {
            [&maat.titel, &maat.naam, &maat.omschrijving, &maat.teller, &titel(&maat.noemer), &maat.bron]
                .map(Clone::clone)
        });
        let klassen = self.klassen().into_iter().map(|klasse| {
            let delen: Vec<&str> = klasse.delen.iter().map(|deel| deel.naam.as_str()).collect();
            let over = format!("{} Delen: {}.", klasse.omschrijving, delen.join(", "));
            [hoofdletter(&klasse.naam), klasse.naam.clone(), over, String::new(), String::new(), String::new()]
        });
        for (rij, velden) in (1_u32..).zip(maten.chain(klassen)) {
            for (kolom, veld) in (0_u16..).zip(velden) {
                blad.write_string_with_format(rij, kolom, veld, &opmaak.tekst)?;
            }
        }
        for (kolom, breedte) in (0_u16..).zip([34.0, 24.0, 80.0, 30.0, 28.0, 40.0]) {
            blad.set_column_width(kolom, breedte)?;
        }
        blad.set_freeze_panes(1, 1)?.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        blad.set_repeat_rows(0, 0)?;
        Ok(())
    }
}

impl Opmaak {
    fn kop_zonder_lijn(&self) -> Format {
        self.kop.clone().set_border_bottom(FormatBorder::None)
    }
}

fn zet_kop<'a>(blad: &mut Worksheet, koppen: impl Iterator<Item = &'a str>, opmaak: &Opmaak) -> Result<(), XlsxError> {
    for (kolom, kop) in (0_u16..).zip(koppen) {
        blad.write_string_with_format(0, kolom, kop, &opmaak.kop)?;
    }
    Ok(())
}

fn zet_aantal(
    blad: &mut Worksheet,
    (rij, kolom): (u32, u16),
    aantal: Option<u64>,
    opmaak: &Opmaak,
) -> Result<(), XlsxError> {
    match aantal.map(u32::try_from) {
        Some(Ok(aantal)) => blad.write_number_with_format(rij, kolom, aantal, &opmaak.aantal)?,
        Some(Err(_)) => return Err(XlsxError::ParameterError("a number is too large".to_owned())),
        None => blad.write_string_with_format(rij, kolom, TE_KLEIN, &opmaak.klein)?,
    };
    Ok(())
}

/// The splits along which a number is told, and its part in each; `totaal` where it is not split (any further).
fn delen_van(maat: &Maat, rij: &Rij, keer: usize) -> Vec<String> {
    let deel = |(klasse, deel): (&Klasse, &Option<usize>)| {
        let deel = klasse.delen.get((*deel)?)?;
        Some([hoofdletter(&klasse.naam), deel.naam.clone()])
    };
    let delen = maat.klassen.iter().zip(&rij.cel.delen).filter_map(deel);
    let geheel = std::iter::repeat_with(|| [String::new(), GEHEEL.to_owned()]);
    delen.chain(geheel).take(keer).flatten().collect()
}

fn hoofdletter(tekst: &str) -> String {
    let mut letters = tekst.chars();
    letters.next().map_or_else(String::new, |eerste| eerste.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use aws_lc_rs::digest::{SHA256, digest};

    use super::*;
    use crate::domain::publicatie::{Drempel, Programma, bestand::lees::Gelezen, opbouw};

    const PROGRAMMA: &str = r#"
naam = "proef"
versie = 1
omschrijving = "Om te proberen."
teldagen = 42
definitief_na_dagen = 365
verhuizingen = 20
zonder_signaal = 10

[[klassen]]
naam = "afloop"
kenmerk = "afloop"
omschrijving = "Hoe het eindigde."
delen = [
    { code = "afgerond", naam = "Afgerond" },
    { code = "voortijdig", naam = "Voortijdig gestopt", waarden = ["voortijdig", "onbekend"] },
]

[[maten]]
naam = "geeindigd"
titel = "Trajecten: geëindigd"
omschrijving = "Trajecten die eindigden."
teller = "Trajecten"
bron = "Proef"
feit = "traject"
wanneer = "eindigt"
eenheid = "gebeurtenis"
gevoeligheid = "gewoon"
tabellen = [{ diepte = "subregio", per = ["afloop"] }]
"#;

    /// A small release: the region is told, and of its parts one.
    fn uitgave<T>(doe: impl FnOnce(&Uitgave<'_>) -> T) -> T {
        let programma = Programma::lees(PROGRAMMA).unwrap();
        let periode = "2025-K3".parse().unwrap();
        let rijen = opbouw::rijen(&programma, periode, |cel, _, _| match cel.waar.code() {
            "zuid-limburg" => {
                Some(1200 + cel.delen.iter().flatten().map(|deel| u64::try_from(*deel).unwrap()).sum::<u64>())
            }
            "parkstad" => Some(0),
            _ => None,
        });
        let geteld_op = "2025-11-15".parse().unwrap();
        let drempel = Drempel::default();
        doe(&Uitgave { programma: &programma, periode, drempel, geteld_op, definitief: false, rijen: &rijen })
    }

    #[test]
    fn dezelfde_aantallen_geven_dezelfde_bytes_ook_met_een_volgende_versie_van_een_crate() {
        let bytes = uitgave(|uitgave| uitgave.xlsx().unwrap());
        assert_eq!(bytes, uitgave(|uitgave| uitgave.xlsx().unwrap()));
        let afdruk =
            digest(&SHA256, &bytes).as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        // When this fails, the workbooks of earlier releases no longer come out of `publicatie controleer` as they were.
        assert_eq!(afdruk, "6a176eef02943d207bf5b7a1e06f1e2ae9a21e9564f14f00b8c504b0cd7471d5");
    }

    #[test]
    fn wat_in_de_csv_staat_is_terug_te_lezen_en_verborgen_is_iets_anders_dan_niet_geteld() {
        uitgave(|uitgave| {
            let csv = uitgave.csv(b',', false).unwrap();
            let gelezen = Gelezen::van(PROGRAMMA.as_bytes(), &csv).unwrap();
            let maat = &gelezen.programma.maten[0];
            for rij in uitgave.rijen {
                assert_eq!(gelezen.getal(maat, rij.cel.waar, &rij.cel.delen), Some(rij.aantal));
            }
            let heerlen = crate::domain::publicatie::rooster::Waar::met_code("GM0917").unwrap();
            assert_eq!(gelezen.getal(maat, heerlen, &[None]), None);
        });
    }
}
