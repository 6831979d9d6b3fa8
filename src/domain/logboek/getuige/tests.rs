use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use super::{super::checkpoint::Ondertekensleutel, *};

/// The example of tlog-cosignature; of its keys nothing is published.
const VOORBEELD: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
/// The proof of the example of tlog-witness.
const BEWIJS: &str = "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
    jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
    /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n";

fn logboek(zaad: u8) -> Ondertekensleutel {
    Ondertekensleutel::new("knooppunt.example.nl/logboek", &[zaad; 32]).unwrap()
}

fn getuige() -> Getuigesleutel {
    Getuigesleutel::new("getuige.example.nl", &[9; 32]).unwrap()
}

fn op() -> Moment {
    Moment::new(DateTime::from_timestamp(1_679_315_147, 0).unwrap())
}

/// The trees of up to so many lines, and how each grew from each.
struct Bladen(Vec<Hash>);

impl tree::Subtrees for Bladen {
    type Error = ();

    fn hash(&mut self, hoogte: u32, nummer: u64) -> Result<Hash, ()> {
        let van = usize::try_from(nummer << hoogte).unwrap();
        Ok(tree::root_of(&self.0[van..van + (1 << hoogte)]))
    }
}

fn bladen(soort: u8) -> Bladen {
    Bladen((0..40_u8).map(|nummer| tree::leaf_hash(&[soort, nummer])).collect())
}

fn stand(bladen: &mut Bladen, grootte: u64) -> TreeHead {
    TreeHead { size: grootte, root: tree::root(bladen, grootte).unwrap() }
}

#[test]
fn het_voorbeeld_van_de_norm_is_een_verzoek_en_een_medeondertekening() {
    let tekst = format!("{BEWIJS}{VOORBEELD}");
    let aanvraag = Aanvraag::lees(tekst.as_bytes()).unwrap();
    assert_eq!((aanvraag.oud, aanvraag.bewijs.len()), (20_852_014, 4));
    assert_eq!(aanvraag.oorsprong(), Ok("example.com/behind-the-sofa"));
    assert_eq!(aanvraag.schrijf(), tekst);
    let base64 = VOORBEELD.trim_end().rsplit(' ').next().unwrap();
    let bytes = STANDARD.decode(base64).unwrap();
    assert_eq!(bytes.len(), 4 + 8 + 64);
    assert_eq!(bytes[4..12], 1_679_315_147_u64.to_be_bytes());
    let (tekst, _) = splits(VOORBEELD).unwrap();
    assert_eq!(
        boodschap(1_679_315_147, tekst),
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n\
         CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
}

#[test]
fn een_getuige_zegt_wat_zij_zag_en_wanneer() {
    let nota = logboek(1).onderteken(&stand(&mut bladen(0), 7));
    let vkey: Getuigevkey = getuige().vkey().to_string().parse().unwrap();
    assert_eq!(vkey.naam(), "getuige.example.nl");
    assert_eq!(vkey.open(&nota), Ok(None), "she has not seen it yet");
    let regel = getuige().medeonderteken(&nota, op()).unwrap();
    let mede = format!("{nota}{regel}");
    let gezien = Getuigenis { stand: stand(&mut bladen(0), 7), op: op() };
    assert_eq!(vkey.open(&mede), Ok(Some(gezien)));
    assert_eq!(logboek(1).vkey().open(&mede), Ok(gezien.stand), "the log's own signature is still there");
    // Her signature under another checkpoint, or with another time.
    let ander = logboek(1).onderteken(&stand(&mut bladen(0), 8));
    assert_eq!(vkey.open(&format!("{ander}{regel}")), Err(Fout::Handtekening));
    let base64 = regel.trim_end().rsplit(' ').next().unwrap();
    let mut bytes = STANDARD.decode(base64).unwrap();
    bytes[11] ^= 1;
    let later = format!("{nota}— getuige.example.nl {}\n", STANDARD.encode(&bytes));
    assert_eq!(vkey.open(&later), Err(Fout::Handtekening));
    // Somebody else of that name is somebody else.
    let naamgenoot = Getuigesleutel::new("getuige.example.nl", &[8; 32]).unwrap();
    assert_eq!(naamgenoot.vkey().open(&mede), Ok(None));
    assert_ne!(vkey.to_string().parse::<Vkey>(), Ok(logboek(9).vkey()), "a witness's key is no log's key");
    assert_eq!(logboek(9).vkey().to_string().parse::<Getuigevkey>(), Err(Fout::Vkey));
}

#[test]
fn een_getuige_kent_haar_logboeken_en_vergeet_niets() {
    let (mut echt, mut vork) = (bladen(0), bladen(1));
    let bekend = [logboek(1).vkey(), logboek(2).vkey()];
    let vraag = |wie: &Ondertekensleutel, oud: u64, nieuw: u64, van_wie: &mut Bladen, gezien| {
        let nota = wie.onderteken(&stand(van_wie, nieuw));
        let bewijs = if oud <= nieuw { tree::prove_consistency(van_wie, oud, nieuw).unwrap() } else { Vec::new() };
        Aanvraag { oud, bewijs, nota: &nota }.beoordeel(&bekend, gezien)
    };
    for (oud, nieuw) in [(0, 0), (0, 7), (7, 7), (7, 8), (8, 16), (16, 33), (33, 40)] {
        let gezien = (oud > 0).then(|| stand(&mut echt, oud));
        assert_eq!(vraag(&logboek(1), oud, nieuw, &mut echt, gezien), Ok(stand(&mut echt, nieuw)), "{oud} {nieuw}");
        assert_eq!(vraag(&logboek(2), oud, nieuw, &mut echt, gezien), Ok(stand(&mut echt, nieuw)), "a second key");
    }
    let twintig = Some(stand(&mut echt, 20));
    assert_eq!(vraag(&logboek(3), 20, 30, &mut echt, twintig), Err(Weigering::Handtekening));
    let elders = Ondertekensleutel::new("elders", &[1; 32]).unwrap();
    assert_eq!(vraag(&elders, 20, 30, &mut echt, twintig), Err(Weigering::Onbekend));
    assert_eq!(vraag(&logboek(1), 30, 20, &mut echt, twintig), Err(Weigering::Kleiner));
    assert_eq!(vraag(&logboek(1), 0, 30, &mut echt, twintig), Err(Weigering::Grootte(20)));
    assert_eq!(vraag(&logboek(1), 10, 15, &mut echt, twintig), Err(Weigering::Grootte(20)), "an older one again");
    assert_eq!(vraag(&logboek(1), 20, 30, &mut echt, None), Err(Weigering::Grootte(0)));
    assert_eq!(vraag(&logboek(1), 20, 20, &mut vork, twintig), Err(Weigering::Tweede));
    assert_eq!(vraag(&logboek(1), 20, 30, &mut vork, twintig), Err(Weigering::Bewijs));
    let nota = logboek(1).onderteken(&stand(&mut echt, 20));
    let overbodig = Aanvraag { oud: 20, bewijs: vec![[0; 32]], nota: &nota };
    assert_eq!(overbodig.beoordeel(&bekend, twintig), Err(Weigering::Bewijs));
    let uit_niets = Aanvraag { oud: 0, bewijs: vec![[0; 32]], nota: &nota };
    assert_eq!(uit_niets.beoordeel(&bekend, None), Err(Weigering::Bewijs));
}

#[test]
fn wat_geen_verzoek_is_wordt_nergens_voor_aangezien() {
    let goed = format!("{BEWIJS}{VOORBEELD}");
    let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    for geen in [
        String::new(),
        "old 1\n\n".into(),
        goed.replace("old ", "old  "),
        goed.replace("old 2", "old 02"),
        goed.replace("old 20852014", "old +20852014"),
        goed.replace("old 20852014", "old -1"),
        goed.replace("old 20852014", "old 18446744073709551616"),
        goed.replace("old 20852014", "old 20852014\r"),
        goed.replace(hash, &hash.repeat(61)),
        goed.replace(hash, "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax=\n"),
        goed.replace(hash, "PlRN\n"),
        goed.replace("\n20852163\n", "\n020852163\n"),
        goed.replace("\n20852163\n", "\n20852163\r\n"),
        goed.replace("— witness", "- witness"),
        goed.replace("— witness.example.com/w1 ", "— "),
        goed.replace("\n\n— ", "\n\niets\n\n— "),
        goed.trim_end().into(),
        format!("{goed}\n"),
        format!("{goed}— a AAAA\n"),
    ] {
        let gelezen = Aanvraag::lees(geen.as_bytes()).and_then(|aanvraag| aanvraag.oorsprong().map(str::to_owned));
        assert_eq!(gelezen, Err(Weigering::Vorm), "{geen}");
    }
    assert_eq!(Aanvraag::lees(b"old 1\n\n\xff"), Err(Weigering::Vorm));
    assert!(Aanvraag::lees(goed.replace(hash, &hash.repeat(60)).as_bytes()).is_ok(), "63 lines");
}

/// Whatever is changed in a request, it is never cosigned as something that nobody signed.
#[test]
fn een_verminkt_verzoek_wordt_nooit_iets_anders() {
    let (mut echt, bekend) = (bladen(0), [logboek(1).vkey()]);
    let (gezien, nu) = (stand(&mut echt, 20), stand(&mut echt, 33));
    let nota = logboek(1).onderteken(&nu);
    let bewijs = tree::prove_consistency(&mut echt, 20, 33).unwrap();
    let goed = Aanvraag { oud: 20, bewijs, nota: &nota }.schrijf().into_bytes();
    let mut lot = ChaCha8Rng::seed_from_u64(2026);
    let mut gelukt = 0;
    for _ in 0..2000 {
        let mut bytes = goed.clone();
        for _ in 0..lot.random_range(1..4) {
            let plaats = lot.random_range(0..bytes.len());
            match lot.random_range(0..4) {
                0 => bytes[plaats] = lot.random(),
                1 => {
                    bytes.remove(plaats);
                }
                2 => bytes.insert(plaats, lot.random()),
                _ => bytes.truncate(plaats.max(8)),
            }
        }
        let stand = Aanvraag::lees(&bytes).and_then(|aanvraag| aanvraag.beoordeel(&bekend, Some(gezien)));
        if let Ok(stand) = stand {
            assert_eq!(stand, nu);
            gelukt += 1;
        }
    }
    assert!(gelukt < 20, "{gelukt}: only where what was changed is put back, or stands for nothing");
}
