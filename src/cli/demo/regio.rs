//! The made-up region: organisations, desks and accounts around the sixteen real gemeenten.

use strum::VariantArray as _;

use super::lot::Lot;
use crate::{
    domain::{
        Label,
        gebied::{Gemeente, Subregio},
        ids::Id,
        logboek::Gebeurtenis,
        recht::{self, Wie},
        route::Route,
        tijd::Moment,
        toegang::{
            Actor, DeskId, Gebied, GebruikerId, Ligging, OrganisatieId, Organisatiesoort, Rol, SessieId, Toekenning,
            Verzoek, afzender::Afzender, totp,
        },
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::Kluis,
        logboek,
        toegang::{
            gebruiker::{Bekend, Genodigde, Inlogmiddelen},
            maak_gebruiker,
            organisatie::{self, Deskgegevens, Organisatiegegevens},
        },
    },
};

/// Somebody who works in the region.
#[derive(Clone, Debug)]
pub(super) struct Account {
    /// What she logs in with.
    pub naam: String,
    /// Her account.
    pub gebruiker: GebruikerId,
    organisatie: OrganisatieId,
    sessie: SessieId,
    /// What she may do.
    pub toekenning: Toekenning,
    /// The secret of her second factor.
    pub geheim: [u8; totp::GEHEIM_LEN],
}

impl Account {
    /// She herself, at work at `nu`.
    pub(super) fn op(&self, nu: Moment) -> Actor {
        Actor {
            wie: Wie::Account(recht::Account {
                gebruiker: self.gebruiker,
                organisatie: self.organisatie,
                sessie: self.sessie,
            }),
            eigen: vec![self.toekenning],
            waarnemingen: Vec::new(),
            verzoek: Verzoek { id: Id::<Verzoek>::new(nu).uuid(), toegangspunt: "demo".into() },
            nu,
        }
    }
}

/// A desk of the region.
#[derive(Clone, Debug)]
pub(super) struct Bureau {
    /// The desk.
    pub id: DeskId,
    route: Route,
    gebied: Gebied,
}

/// The region.
#[derive(Clone, Debug, Default)]
pub(super) struct Regio {
    /// Everybody, in the order in which they came.
    pub accounts: Vec<Account>,
    /// Where requests land.
    pub bureaus: Vec<Bureau>,
}

impl Regio {
    /// Everybody with this role whose area covers `gemeente`, or who works for an organisation there.
    pub(super) fn met_rol(&self, rol: Rol, gemeente: Gemeente) -> Vec<&Account> {
        let ligging = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
        self.accounts
            .iter()
            .filter(|account| account.toekenning.rol == rol && account.toekenning.gebied.omvat(&ligging))
            .collect()
    }

    /// The desk of a route for families in `gemeente`.
    pub(super) fn bureau(&self, route: Route, gemeente: Gemeente) -> Option<&Bureau> {
        let ligging = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
        self.bureaus.iter().find(|bureau| bureau.route == route && bureau.gebied.omvat(&ligging))
    }

    /// Who works at a desk.
    pub(super) fn aan(&self, bureau: DeskId) -> Vec<&Account> {
        let daar = Gebied::Desk(bureau);
        self.accounts.iter().filter(|a| a.toekenning.gebied == daar).collect()
    }

    /// Who signals.
    pub(super) fn signaleerders(&self) -> Vec<&Account> {
        let wie = |account: &&Account| account.toekenning.rol == Rol::Signaleerder;
        self.accounts.iter().filter(wie).collect()
    }

    /// The account with this name.
    pub(super) fn account(&self, naam: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.naam == naam)
    }
}

/// What building needs.
struct Bouw<'a> {
    tx: &'a mut Tx,
    kluis: &'a Kluis,
    lot: &'a mut Lot,
    hash: &'a str,
    nu: Moment,
    regio: Regio,
}

/// Builds the region, as it was at `nu`; everybody has the password with this hash.
pub(super) fn bouw(tx: &mut Tx, kluis: &Kluis, lot: &mut Lot, hash: &str, nu: Moment) -> Result<Regio, Error> {
    let mut bouw = Bouw { tx, kluis, lot, hash, nu, regio: Regio::default() };
    bouw.signaleerders()?;
    for &subregio in Subregio::VARIANTS {
        bouw.jgz(subregio)?;
    }
    for &gemeente in Gemeente::VARIANTS {
        bouw.gemeente(gemeente)?;
    }
    bouw.kennis()?;
    Ok(bouw.regio)
}

impl Bouw<'_> {
    fn organisatie(
        &mut self,
        naam: &str,
        soort: Organisatiesoort,
        waar: Option<Gemeente>,
    ) -> Result<OrganisatieId, Error> {
        let gegevens = Organisatiegegevens { naam: naam.into(), soort, gemeenten: waar.into_iter().collect() };
        organisatie::voeg_organisatie_toe(self.tx, &gegevens, self.nu)
    }

    fn account(
        &mut self,
        van: OrganisatieId,
        naam: &str,
        volledig: &str,
        rol: Rol,
        gebied: Gebied,
    ) -> Result<(), Error> {
        let geheim = self.lot.bytes();
        let toekenning = Toekenning { rol, gebied };
        let nummer = self.regio.accounts.len() + 1;
        let bekend = Bekend {
            wie: Genodigde {
                gebruikersnaam: naam.into(),
                naam: volledig.into(),
                // Numbers that are nobody's.
                werktelefoon: Some(format!("045 000 {:02} {:02}", nummer / 100, nummer % 100)),
                organisatie: van,
                toekenningen: vec![toekenning],
            },
            middelen: Inlogmiddelen { wachtwoord: self.hash.into(), totp_geheim: geheim.to_vec() },
        };
        let gebruiker = maak_gebruiker(self.tx, self.kluis, &bekend, self.nu)?;
        let wie = Afzender::opdrachtregel(self.nu).met_account(Some(gebruiker));
        logboek::gedaan(self.tx, &wie.meldt_zich(Gebeurtenis::GebruikerUitgenodigd))?;
        self.regio.accounts.push(Account {
            naam: naam.into(),
            gebruiker,
            organisatie: van,
            sessie: Id::new(self.nu),
            toekenning,
            geheim,
        });
        Ok(())
    }

    fn bureau(&mut self, van: OrganisatieId, route: Route, gebied: Gebied, plaats: &str) -> Result<DeskId, Error> {
        let gegevens = Deskgegevens {
            organisatie: van,
            naam: format!("{} {plaats}", route.naam()),
            route,
            gebied,
            capaciteit: (route == Route::Voorzorg).then_some(25),
            vrije_plekken: (route == Route::Voorzorg).then_some(4),
            wachttijd_dagen: Some(i32::try_from(self.lot.tussen(3, 30)).unwrap_or(14)),
            ruimte_op: Some(self.nu),
            responstermijn: None,
        };
        let id = organisatie::voeg_desk_toe(self.tx, &gegevens, self.nu)?;
        self.regio.bureaus.push(Bureau { id, route, gebied });
        Ok(id)
    }

    /// Practices, hospitals, maternity care and general practices; some practices have Centering groups.
    fn signaleerders(&mut self) -> Result<(), Error> {
        use Organisatiesoort::{Huisartsenpraktijk, Kraamzorg, Verloskundigenpraktijk, Ziekenhuis};
        let mut nummer = 0;
        for (soort, naam, aantal, mensen) in [
            (Verloskundigenpraktijk, "Verloskundigenpraktijk Voorbeeld", 12, 2),
            (Ziekenhuis, "Ziekenhuis Voorbeeld", 2, 3),
            (Kraamzorg, "Kraamzorg Voorbeeld", 2, 2),
            (Huisartsenpraktijk, "Huisartsenpraktijk Voorbeeld", 4, 1),
        ] {
            for praktijk in 1..=aantal {
                let waar = PRAKTIJKEN.get(praktijk - 1).copied().unwrap_or(Gemeente::Gm0917);
                let van = self.organisatie(&format!("{naam} {praktijk}"), soort, Some(waar))?;
                for _ in 0..mensen {
                    nummer += 1;
                    let (login, titel) = if soort == Verloskundigenpraktijk {
                        (format!("verloskundige-{nummer}"), "Verloskundige")
                    } else {
                        (format!("signaleerder-{nummer}"), "Signaleerder")
                    };
                    let volledig = format!("{titel} Voorbeeld {nummer}");
                    self.account(van, &login, &volledig, Rol::Signaleerder, Gebied::Organisatie(van))?;
                }
                if soort == Verloskundigenpraktijk && praktijk <= 4 {
                    let gebied = Gebied::Subregio(waar.subregio());
                    let desk =
                        self.bureau(van, Route::CenteringZwangerschap, gebied, &format!("praktijk {praktijk}"))?;
                    let login = format!("centering-{praktijk}");
                    self.account(
                        van,
                        &login,
                        &format!("Centering Voorbeeld {praktijk}"),
                        Rol::Uitvoerder,
                        Gebied::Desk(desk),
                    )?;
                }
            }
        }
        Ok(())
    }

    /// The youth health service of a subregion: coordinators and the desks of its programmes; and a welfare organisation.
    fn jgz(&mut self, subregio: Subregio) -> Result<(), Error> {
        let (naam, gebied) = (subregio.naam(), Gebied::Subregio(subregio));
        let kort: &'static str = subregio.into();
        let van = self.organisatie(&format!("JGZ Voorbeeld {naam}"), Organisatiesoort::GgdJgz, None)?;
        for nummer in 1..=2 {
            let volledig = format!("Coördinator Voorbeeld {naam} {nummer}");
            self.account(van, &format!("coordinator-{kort}-{nummer}"), &volledig, Rol::JgzCoordinator, gebied)?;
        }
        for (route, login, aantal) in [
            (Route::PrenataalHuisbezoek, "jeugdverpleegkundige", 4),
            (Route::Voorzorg, "voorzorg", 2),
            (Route::StevigOuderschap, "stevig-ouderschap", 3),
            (Route::NuNietZwanger, "nu-niet-zwanger", 2),
        ] {
            let desk = self.bureau(van, route, gebied, naam)?;
            for nummer in 1..=aantal {
                let volledig = format!("{} Voorbeeld {naam} {nummer}", route.naam());
                self.account(van, &format!("{login}-{kort}-{nummer}"), &volledig, Rol::Uitvoerder, Gebied::Desk(desk))?;
            }
        }
        let welzijn =
            self.organisatie(&format!("Welzijn Voorbeeld {naam}"), Organisatiesoort::MaatschappelijkWerk, None)?;
        for gemeente in subregio.gemeenten() {
            let desk = self.bureau(welzijn, Route::OverigZorgpad, Gebied::Gemeente(gemeente), gemeente.naam())?;
            let login = format!("zorgpad-{}", kort_van(gemeente));
            let volledig = format!("Maatschappelijk werker Voorbeeld {}", gemeente.naam());
            self.account(welzijn, &login, &volledig, Rol::Uitvoerder, Gebied::Desk(desk))?;
        }
        Ok(())
    }

    /// A gemeente: its access team, and the table with its chair.
    fn gemeente(&mut self, gemeente: Gemeente) -> Result<(), Error> {
        let (naam, gebied, kort) = (gemeente.naam(), Gebied::Gemeente(gemeente), kort_van(gemeente));
        let van = self.organisatie(&format!("Gemeente {naam}"), Organisatiesoort::Gemeente, Some(gemeente))?;
        let desk = self.bureau(van, Route::SociaalDomein, gebied, naam)?;
        let volledig = format!("Wijkteam Voorbeeld {naam}");
        self.account(van, &format!("wijkteam-{kort}"), &volledig, Rol::Uitvoerder, Gebied::Desk(desk))?;
        self.bureau(van, Route::Knooppunt, gebied, naam)?;
        let volledig = format!("Voorzitter Voorbeeld {naam}");
        self.account(van, &format!("voorzitter-{kort}"), &volledig, Rol::Voorzitter, gebied)
    }

    /// Those who see no family: researchers, the privacy officer and who keeps the accounts.
    fn kennis(&mut self) -> Result<(), Error> {
        let van = self.organisatie("GGD Voorbeeld, kennis en onderzoek", Organisatiesoort::GgdKennis, None)?;
        for (login, naam, rol) in [
            ("onderzoeker-1", "Onderzoeker Voorbeeld 1", Rol::Onderzoeker),
            ("onderzoeker-2", "Onderzoeker Voorbeeld 2", Rol::Onderzoeker),
            ("fg-1", "Functionaris Voorbeeld", Rol::Fg),
            ("beheerder-1", "Beheerder Voorbeeld 1", Rol::Beheerder),
            ("beheerder-2", "Beheerder Voorbeeld 2", Rol::Beheerder),
        ] {
            self.account(van, login, naam, rol, Gebied::Regio)?;
        }
        Ok(())
    }
}

/// Where the practices sit.
const PRAKTIJKEN: [Gemeente; 12] = [
    Gemeente::Gm0917,
    Gemeente::Gm0935,
    Gemeente::Gm1883,
    Gemeente::Gm0928,
    Gemeente::Gm0935,
    Gemeente::Gm0882,
    Gemeente::Gm1883,
    Gemeente::Gm0899,
    Gemeente::Gm1903,
    Gemeente::Gm0971,
    Gemeente::Gm0917,
    Gemeente::Gm1954,
];

fn kort_van(gemeente: Gemeente) -> String {
    gemeente.naam().to_lowercase().replace(' ', "-")
}
