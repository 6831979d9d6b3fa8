//! What no user can do: look into the database, and change it behind the program's back.

use std::collections::BTreeMap;

use knooppunt::{
    clock::Clock as _,
    store::{
        conn::Tx,
        logboek,
        toegang::{geheim::Geheim, uitnodiging},
    },
};

use super::{Regio, Wie, database, mensen::uitgenodigd};

impl Regio {
    /// The row count of a table, or of a query that [`Rijen`] has no words for.
    pub fn tel(&self, table: &str) -> i64 {
        database::getal(&self.db, format!("SELECT count(*) AS n FROM {table}"))
    }

    /// The rows of a table, to be narrowed and counted.
    pub const fn rijen(&self, tabel: &'static str) -> Rijen<'_> {
        Rijen { regio: self, tabel, waar: Vec::new() }
    }

    /// Changes the database behind the program's back.
    pub fn voer_uit(&self, statement: &str) {
        self.geknoeid.set(true);
        database::voer_uit(&self.db, statement);
    }

    /// A statement that the database refuses.
    #[track_caller]
    pub fn mag_niet(&self, statement: &str) {
        assert!(!database::probeer(&self.db, statement), "{statement}");
    }

    /// Every table with its rows, but for what every request may touch: logboek, sessions and the step of a login.
    pub fn inhoud(&self) -> BTreeMap<String, Vec<String>> {
        let mut all = database::inhoud(&self.db);
        let of_every_request = [
            "logregel",
            "logregel_betrokkene",
            "logregel_wachtend",
            "sessie",
            "verversing",
            "gebruiker",
            "teller",
            "apparaat",
            "uitdaging",
        ];
        for table in of_every_request {
            assert!(all.remove(table).is_some());
        }
        // Of SQLite alone.
        let _wijziging = all.remove("logwijziging");
        all
    }

    /// Where in the database, its files on the disk included, these words can be read.
    pub fn waar_staat(&self, woorden: &str) -> Vec<String> {
        let needle = woorden.to_lowercase();
        let hex = woorden.bytes().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let mut places: Vec<String> = Vec::new();
        for (table, rows) in database::inhoud(&self.db) {
            let rows = rows.iter().map(|row| row.to_lowercase());
            if rows.into_iter().any(|row| row.contains(&needle) || row.contains(&hex)) {
                places.push(table);
            }
        }
        let bytes = self.database.bytes();
        if bytes.windows(woorden.len()).any(|window| window.eq_ignore_ascii_case(woorden.as_bytes())) {
            places.push("the files".into());
        }
        places
    }

    /// The files of the database, as they are on the disk.
    pub fn bestanden(&self) -> Vec<u8> {
        self.database.bytes()
    }

    /// She shows her second factor, just now.
    pub fn verse_factor(&self, wie: Wie) {
        let (id, nu) = (self.gebruiker(wie).replace('-', ""), self.clock_nu());
        let wie = if self.op_postgresql() { format!("'{id}'::uuid") } else { format!("X'{id}'") };
        self.voer_uit(&format!("UPDATE sessie SET factor_op = '{nu}' WHERE gebruiker_id = {wie}"));
    }

    /// Where these bytes are, which lie sealed or hashed: in a row, or in the files on the disk.
    pub fn waar_liggen(&self, bytes: &[u8]) -> Vec<String> {
        let hex = bytes.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
        let er = |rows: &Vec<String>| rows.iter().any(|row| row.to_lowercase().contains(&hex));
        let inhoud = database::inhoud(&self.db);
        let mut places: Vec<String> =
            inhoud.iter().filter(|(_, rows)| er(rows)).map(|(table, _)| table.clone()).collect();
        if self.database.bytes().windows(bytes.len()).any(|window| window == bytes) {
            places.push("the files".into());
        }
        places
    }

    /// Somebody who left: her account can be used no more.
    pub async fn sluit_account(&self, wie: Wie) {
        use diesel::prelude::*;
        use knooppunt::store::schema::gebruiker as tabel;
        let (wie, _) = self.wie[&wie];
        let sluit =
            move |tx: &mut Tx| Ok(diesel::update(tabel::table.find(wie)).set(tabel::actief.eq(false)).execute(tx)?);
        self.geknoeid.set(true);
        assert_eq!(self.db.write(sluit).await.unwrap(), 1);
    }

    /// Somebody who chooses a password and a second factor anew: the code to do it with.
    pub async fn nodig_opnieuw_uit(&self, wie: Wie) -> String {
        let (code, nu) = (Geheim::nieuw().unwrap(), self.clock.now());
        let afdruk = code.afdruk.clone();
        let naam = wie.gebruikersnaam();
        let uitnodigen = move |tx: &mut Tx| {
            let account = uitnodiging::nodig_opnieuw_uit(tx, &naam, &afdruk, nu)?.unwrap();
            logboek::gedaan(tx, &uitgenodigd(account, nu))
        };
        self.db.write(uitnodigen).await.unwrap();
        code.tekst
    }
}

/// Rows of a table: each word narrows them, and `tel` counts what is left.
pub struct Rijen<'a> {
    regio: &'a Regio,
    tabel: &'static str,
    waar: Vec<String>,
}

impl Rijen<'_> {
    fn waar(mut self, conditie: String) -> Self {
        self.waar.push(conditie);
        self
    }

    pub fn is(self, kolom: &str, waarde: &str) -> Self {
        self.waar(format!("{kolom} = '{waarde}'"))
    }

    pub fn niet(self, kolom: &str, waarde: &str) -> Self {
        self.waar(format!("{kolom} <> '{waarde}'"))
    }

    pub fn een_van(self, kolom: &str, waarden: &[&str]) -> Self {
        self.waar(format!("{kolom} IN ('{}')", waarden.join("', '")))
    }

    pub fn leeg(self, kolom: &str) -> Self {
        self.waar(format!("{kolom} IS NULL"))
    }

    pub fn gevuld(self, kolom: &str) -> Self {
        self.waar(format!("{kolom} IS NOT NULL"))
    }

    pub fn tel(self) -> i64 {
        self.regio.tel(&format!("{} WHERE {}", self.tabel, self.waar.join(" AND ")))
    }
}
