//! Who there is: one person for each role, with what they log in with.

use std::collections::HashMap;

use knooppunt::{
    domain::{
        gebied::{Gemeente, Subregio},
        logboek::{Gebeurtenis, Spoor},
        route::Route,
        tijd::Moment,
        toegang::{
            DeskId, Gebied, GebruikerId, OrganisatieId, Organisatiesoort, Rol, Toekenning, afzender::Afzender,
            wachtwoord::Hasher,
        },
    },
    store::{
        conn::{Db, Tx},
        kluis::Kluis,
        logboek,
        toegang::{
            Bekend,
            gebruiker::{Genodigde, Inlogmiddelen},
            maak_gebruiker,
            organisatie::{Deskgegevens, Organisatiegegevens, voeg_desk_toe, voeg_organisatie_toe},
        },
    },
};

/// The password of everybody.
pub const WACHTWOORD: &str = "correct paard batterij";
/// The second factor of everybody.
pub const GEHEIM: &[u8] = b"12345678901234567890";

/// Who there is in the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Wie {
    /// Not logged in.
    Niemand,
    /// Of a practice in Heerlen: she brings in what the tests are about.
    Verloskundige,
    /// Of another practice, in Maastricht.
    AndereVerloskundige,
    /// Of Parkstad, where Heerlen is.
    Coordinator,
    /// Of Maastricht-Heuvelland.
    AndereCoordinator,
    /// At the desk for prenatal home visits of Parkstad.
    Huisbezoeker,
    /// At the desk of VoorZorg.
    Voorzorg,
    /// At a second desk of VoorZorg, of another organisation.
    AndereVoorzorg,
    /// At the social domain of Heerlen.
    SociaalDomein,
    /// Of the knooppunt of Heerlen.
    Voorzitter,
    Onderzoeker,
    Fg,
    Beheerder,
}

/// Everybody who can log in.
pub const IEDEREEN: [Wie; 12] = [
    Wie::Verloskundige,
    Wie::AndereVerloskundige,
    Wie::Coordinator,
    Wie::AndereCoordinator,
    Wie::Huisbezoeker,
    Wie::Voorzorg,
    Wie::AndereVoorzorg,
    Wie::SociaalDomein,
    Wie::Voorzitter,
    Wie::Onderzoeker,
    Wie::Fg,
    Wie::Beheerder,
];

impl Wie {
    pub fn gebruikersnaam(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

type Bevolking = (HashMap<Wie, (GebruikerId, OrganisatieId)>, HashMap<Wie, DeskId>);

/// The organisations, desks and accounts of the region.
pub fn bevolk(db: &Db, kluis: &Kluis, nu: Moment) -> Bevolking {
    use Organisatiesoort::{GgdJgz, GgdKennis, Hulpaanbieder, MaatschappelijkWerk, Verloskundigenpraktijk};
    let hash = Hasher::new(8, 1, 1).unwrap().hash(WACHTWOORD, &[7; 16]).unwrap();
    let (db, kluis) = (db.clone(), kluis.clone());
    let bevolken = move |tx: &mut Tx| {
        let org = |tx: &mut Tx, naam: &str, soort, gemeente: Option<Gemeente>| {
            let gemeenten = gemeente.into_iter().collect();
            let nieuw = Organisatiegegevens { naam: naam.into(), soort, gemeenten };
            voeg_organisatie_toe(tx, &nieuw, nu)
        };
        let wieg = org(tx, "De Wieg", Verloskundigenpraktijk, Some(Gemeente::Gm0917))?;
        let maas = org(tx, "Aan de Maas", Verloskundigenpraktijk, Some(Gemeente::Gm0935))?;
        let jgz = org(tx, "JGZ Zuid-Limburg", GgdJgz, None)?;
        let vroeg = org(tx, "Vroeg Erbij", Hulpaanbieder, None)?;
        let wijkteam = org(tx, "Wijkteam Heerlen", MaatschappelijkWerk, Some(Gemeente::Gm0917))?;
        let kennis = org(tx, "GGD Kennis", GgdKennis, None)?;

        let desk = |tx: &mut Tx, organisatie, naam: &str, route, gebied| {
            let naam = naam.into();
            let nieuw = Deskgegevens {
                organisatie,
                naam,
                route,
                gebied,
                capaciteit: None,
                vrije_plekken: None,
                wachttijd_dagen: None,
                ruimte_op: None,
                responstermijn: None,
            };
            voeg_desk_toe(tx, &nieuw, nu)
        };
        let parkstad = Gebied::Subregio(Subregio::Parkstad);
        let heerlen = Gebied::Gemeente(Gemeente::Gm0917);
        let phb = desk(tx, jgz, "Prenataal huisbezoek", Route::PrenataalHuisbezoek, parkstad)?;
        let voorzorg = desk(tx, jgz, "VoorZorg", Route::Voorzorg, Gebied::Regio)?;
        let tweede = desk(tx, vroeg, "VoorZorg Vroeg Erbij", Route::Voorzorg, Gebied::Regio)?;
        let sociaal = desk(tx, wijkteam, "Sociaal domein", Route::SociaalDomein, heerlen)?;
        let tafel = desk(tx, wijkteam, "Knooppunt Heerlen", Route::Knooppunt, heerlen)?;

        let maastricht = Gebied::Subregio(Subregio::MaastrichtHeuvelland);
        let mensen = [
            (Wie::Verloskundige, wieg, Rol::Signaleerder, Gebied::Organisatie(wieg)),
            (Wie::AndereVerloskundige, maas, Rol::Signaleerder, Gebied::Organisatie(maas)),
            (Wie::Coordinator, jgz, Rol::JgzCoordinator, parkstad),
            (Wie::AndereCoordinator, jgz, Rol::JgzCoordinator, maastricht),
            (Wie::Huisbezoeker, jgz, Rol::Uitvoerder, Gebied::Desk(phb)),
            (Wie::Voorzorg, jgz, Rol::Uitvoerder, Gebied::Desk(voorzorg)),
            (Wie::AndereVoorzorg, vroeg, Rol::Uitvoerder, Gebied::Desk(tweede)),
            (Wie::SociaalDomein, wijkteam, Rol::Uitvoerder, Gebied::Desk(sociaal)),
            (Wie::Voorzitter, wijkteam, Rol::Voorzitter, heerlen),
            (Wie::Onderzoeker, kennis, Rol::Onderzoeker, Gebied::Regio),
            (Wie::Fg, kennis, Rol::Fg, Gebied::Regio),
            (Wie::Beheerder, kennis, Rol::Beheerder, Gebied::Regio),
        ];
        let mut wie = HashMap::new();
        for (naam, organisatie, rol, gebied) in mensen {
            let bekend = Bekend {
                wie: Genodigde {
                    gebruikersnaam: naam.gebruikersnaam(),
                    naam: format!("{naam:?}"),
                    werktelefoon: None,
                    organisatie,
                    toekenningen: vec![Toekenning { rol, gebied }],
                },
                middelen: Inlogmiddelen { wachtwoord: hash.clone(), totp_geheim: GEHEIM.to_vec() },
            };
            let account = maak_gebruiker(tx, &kluis, &bekend, nu)?;
            logboek::gedaan(tx, &uitgenodigd(account, nu))?;
            wie.insert(naam, (account, organisatie));
        }
        let desks = HashMap::from([
            (Wie::Huisbezoeker, phb),
            (Wie::Voorzorg, voorzorg),
            (Wie::AndereVoorzorg, tweede),
            (Wie::SociaalDomein, sociaal),
            (Wie::Voorzitter, tafel),
        ]);
        Ok((wie, desks))
    };
    // A thread that drives asynchronous tasks may not block.
    std::thread::spawn(move || db.write_blocking(bevolken).unwrap()).join().unwrap()
}

/// The line of an account that was made, or invited again, at the machine itself.
pub fn uitgenodigd(account: GebruikerId, nu: Moment) -> Spoor<Afzender> {
    Afzender::opdrachtregel(nu).met_account(Some(account)).meldt_zich(Gebeurtenis::GebruikerUitgenodigd)
}
