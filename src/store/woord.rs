//! What holds for each table beside its columns: whether its rows point to their lines.

/// A table, and what holds for it.
#[derive(Clone, Copy, Debug)]
pub struct Tabel {
    /// Its name in the database.
    pub naam: &'static str,
    /// The columns of its key when SQLite stores it without row numbers, else empty.
    pub zonder_rowid: &'static [&'static str],
}

const fn tabel(naam: &'static str) -> Tabel {
    Tabel { naam, zonder_rowid: &[] }
}

/// The tables whose rows point to their lines.
pub const TABELLEN: &[Tabel] = &[
    tabel("organisatie"),
    Tabel { naam: "organisatie_gemeente", zonder_rowid: &["organisatie_id", "gemeente"] },
    tabel("desk"),
    tabel("gebruiker"),
    tabel("toekenning"),
    tabel("factorherstel"),
    tabel("overdracht"),
    tabel("herstelcode"),
    tabel("beveiligingssleutel"),
    tabel("machineclient"),
    tabel("machineclient_sleutel"),
    tabel("machineclient_toekenning"),
    tabel("oidc_koppeling"),
    tabel("client"),
    tabel("zwangerschap"),
    tabel("termijn"),
    tabel("signaal"),
    tabel("casus"),
    Tabel { naam: "casus_thema", zonder_rowid: &["casus_id", "thema"] },
    tabel("casusregisseurschap"),
    tabel("weging"),
    tabel("toestemming"),
    tabel("doorgeleiding"),
    tabel("traject"),
    tabel("contactmoment"),
    tabel("huisbezoek"),
    tabel("bijeenkomst"),
    tabel("agendapunt"),
    tabel("deelnemer"),
    tabel("afspraak"),
    tabel("evaluatie"),
    tabel("noodprocedure"),
    tabel("bericht"),
    tabel("notitie"),
    tabel("publicatie"),
];
