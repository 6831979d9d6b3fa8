//! What a text must be, whoever wrote it: something that can be read, and nothing that cannot be seen.

use unicode_properties::{GeneralCategory, UnicodeGeneralCategory as _};

/// The first character that nobody sees: then it is not sure that who reads it reads what was written.
///
/// Control, direction and zero-width characters, and letters without a shape. A text may have more than one line.
///
/// Between two signs of a script that joins them, or of an emoji, a joiner is seen by what it does: Persian is spelled with it.
#[must_use]
pub fn onzichtbaar(tekst: &str) -> Option<char> {
    let mut vorige = None;
    let mut tekens = tekst.chars().peekable();
    while let Some(teken) = tekens.next() {
        let verbindt = matches!(teken, '\u{200c}' | '\u{200d}')
            && vorige.is_some_and(laat_zich_verbinden)
            && tekens.peek().copied().is_some_and(laat_zich_verbinden);
        if is_onzichtbaar(teken) && !verbindt {
            return Some(teken);
        }
        vorige = Some(teken);
    }
    None
}

/// A sign of a script further on than Latin, Greek and Cyrillic, or of an emoji.
fn laat_zich_verbinden(teken: char) -> bool {
    teken >= '\u{0590}' && !is_onzichtbaar(teken)
}

fn is_onzichtbaar(teken: char) -> bool {
    use GeneralCategory::{Control, Format, LineSeparator, ParagraphSeparator, PrivateUse, Unassigned};
    match teken {
        '\n' | '\r' | '\t' | ' '..='~' => false,
        // The fillers of Hangul count as letters.
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' => true,
        _ => matches!(
            teken.general_category(),
            Control | Format | LineSeparator | ParagraphSeparator | PrivateUse | Unassigned
        ),
    }
}

/// Whether there is anything to read: a letter or a digit.
#[must_use]
pub fn is_leesbaar(tekst: &str) -> bool {
    tekst.chars().any(char::is_alphanumeric)
}

/// Whether it stands on one line, as a name does.
#[must_use]
pub fn is_een_regel(tekst: &str) -> bool {
    !tekst.contains(['\n', '\r', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wat_niemand_ziet_valt_op() {
        for teken in
            ['\0', '\u{7}', '\u{7f}', '\u{85}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{2028}', '\u{feff}', '\u{3164}']
        {
            assert_eq!(onzichtbaar(&format!("Eva{teken} Jansen")), Some(teken));
        }
        for tekst in
            ["Zoë van den Brink", "Zoe\u{308}", "Małgorzata", "مريم", "林美玲", "twee\nregels\ten een tab", "❤️ 👶🏽"]
        {
            assert_eq!(onzichtbaar(tekst), None, "{tekst}");
        }
    }

    #[test]
    fn wat_tekens_verbindt_is_te_zien_aan_wat_het_verbindt() {
        for tekst in ["می\u{200c}خواهم", "👩\u{200d}👧", "❤️\u{200d}🔥"] {
            assert_eq!(onzichtbaar(tekst), None, "{tekst}");
        }
        for (tekst, teken) in [
            ("Eva\u{200d}Jansen", '\u{200d}'),
            ("می\u{200c}", '\u{200c}'),
            ("\u{200c}می", '\u{200c}'),
            ("می\u{200c}\u{200c}خواهم", '\u{200c}'),
            ("می\u{202e}خواهم", '\u{202e}'),
        ] {
            assert_eq!(onzichtbaar(tekst), Some(teken), "{tekst}");
        }
    }

    #[test]
    fn een_tekst_zonder_letter_of_cijfer_is_niet_te_lezen() {
        assert!(is_leesbaar("7") && is_leesbaar("ř") && is_leesbaar("林"));
        assert!(!is_leesbaar("") && !is_leesbaar(" \n") && !is_leesbaar("...") && !is_leesbaar("\u{200b}"));
    }
}
