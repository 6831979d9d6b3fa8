//! What a line says, in plain Dutch, for the person it is about: the one place where closed words become sentences.
//!
//! Every `match` is exhaustive: a new word does not compile until it has its sentence.

use crate::domain::{
    beleid::BELEID,
    logboek::regel::{Uitkomst, Verwerkingsdoel},
    recht::{Gebeurtenis, Grond, Rol, Soort},
    toestemming::{Doel, Ontvanger},
};

/// What kind of data it is about.
#[must_use]
pub const fn soort(soort: Soort) -> &'static str {
    match soort {
        Soort::Signaal => "het signaal: de zorg die een professional met u besprak",
        Soort::Casus => "uw casus: wie u bent, wat er speelt en wie u helpt",
        Soort::Toestemming => "uw toestemming",
        Soort::Doorgeleiding => "de vraag aan een organisatie om u te helpen",
        Soort::Traject => "de hulp die u krijgt",
        Soort::Contactmoment => "een huisbezoek of gesprek",
        Soort::Knooppunt => "het knooppunt van uw gemeente",
        Soort::Bijeenkomst => "een bijeenkomst van het knooppunt",
        Soort::Agendapunt => "de bespreking van uw gezin aan het knooppunt",
        Soort::Afspraak => "een afspraak die met u is gemaakt",
        Soort::Evaluatie => "de evaluatie van de hulp",
        Soort::Publicatie => "cijfers waarin niemand te herkennen is",
        Soort::Organisatie => "een organisatie",
        Soort::Desk => "een loket",
        Soort::Gebruiker => "een account van een medewerker",
        Soort::Toekenning => "de rechten van een medewerker",
        Soort::Overdracht => "de overdracht van werk",
        Soort::Factorherstel => "de toegang van een medewerker",
        Soort::Sessie => "een inlogsessie van een medewerker",
        Soort::Noodprocedure => "het openen van uw casus in een noodsituatie",
        Soort::Verhuizing => "uw verhuizing",
        Soort::Voorstel => "een voorstel voor andere hulp",
        Soort::Bericht => "een bericht aan een medewerker over uw casus",
        Soort::Notitie => "een notitie van wie met u werkt",
        Soort::Beveiligingssleutel => "de beveiligingssleutel van een medewerker",
        Soort::Machineclient => "een computersysteem van een organisatie",
        Soort::Client => "alles wat over u is bewaard",
        Soort::Logregel => "het logboek van wie uw gegevens zag",
        Soort::Herhaling => "een aanvraag die al eens was gedaan",
        Soort::Reservekopie => "een reservekopie",
    }
}

/// What was done.
#[must_use]
pub const fn gebeurtenis(gebeurtenis: Gebeurtenis) -> &'static str {
    gebeurtenis.over().zin
}

/// In which role.
#[must_use]
pub const fn rol(rol: Rol) -> &'static str {
    match rol {
        Rol::Signaleerder => "verloskundige of andere professional die een zorg meldt",
        Rol::JgzCoordinator => "coördinator van de jeugdgezondheidszorg",
        Rol::Uitvoerder => "hulpverlener",
        Rol::Voorzitter => "voorzitter van het knooppunt",
        Rol::Onderzoeker => "onderzoeker",
        Rol::Fg => "functionaris gegevensbescherming (houdt toezicht op privacy)",
        Rol::Beheerder => "beheerder van accounts",
    }
}

/// On which ground it was allowed: in other words for each who, and for each thing that it was done to.
#[must_use]
pub const fn grond(grond: Grond, soort: Soort) -> &'static str {
    match (grond, soort) {
        (Grond::Rol(rol), soort) => in_functie(rol, soort),
        (Grond::Regisseur, _) => "deze medewerker is uw casusregisseur: het vaste aanspreekpunt voor uw gezin",
        (Grond::Zelf, Soort::Notitie) => "deze medewerker schreef de notitie",
        (Grond::Zelf, Soort::Voorstel) => "deze medewerker deed het voorstel",
        (Grond::Zelf, Soort::Bericht) => "het bericht was voor deze medewerker",
        (Grond::Zelf, Soort::Noodprocedure) => "deze medewerker opende uw casus in die noodsituatie",
        (Grond::Zelf, _) => "het was van deze medewerker zelf",
        (Grond::Noodprocedure, _) => "een noodsituatie: de casus stond een uur open om te lezen",
    }
}

/// What somebody in this role has to do with it.
const fn in_functie(rol: Rol, soort: Soort) -> &'static str {
    match (rol, soort) {
        (Rol::Signaleerder, Soort::Signaal) => "deze professional besprak de zorg met u",
        (Rol::Signaleerder, _) => "deze professional meldde de zorg en hoort hoe het verdergaat",
        (Rol::JgzCoordinator, Soort::Signaal) => "signalen uit uw gemeente komen bij deze coördinator binnen",
        (Rol::JgzCoordinator, Soort::Toestemming) => "de coördinator legt vast waarvoor u toestemming geeft",
        (Rol::JgzCoordinator, Soort::Doorgeleiding) => "de coördinator vraagt voor u hulp aan",
        (Rol::JgzCoordinator, Soort::Notitie) => "de coördinator schrijft op wat er met u is besproken",
        (Rol::JgzCoordinator, Soort::Verhuizing) => "deze coördinator regelt dat uw casus met u mee verhuist",
        (Rol::JgzCoordinator, Soort::Voorstel) => "deze coördinator beslist met u over andere hulp die is voorgesteld",
        (Rol::JgzCoordinator, Soort::Client) => "de coördinator geeft u wat u opvraagt",
        (Rol::JgzCoordinator, _) => "de coördinator van uw gemeente zoekt met u uit wat nodig is",
        (Rol::Uitvoerder, Soort::Doorgeleiding) => "aan dit loket is gevraagd om u te helpen",
        (Rol::Uitvoerder, Soort::Traject | Soort::Contactmoment) => "dit loket geeft u de hulp",
        (Rol::Uitvoerder, Soort::Notitie) => "wie u helpt schrijft op wat er speelt",
        (Rol::Uitvoerder, _) => "deze hulpverlener werkt met u, of doet mee aan wat er met u is afgesproken",
        (Rol::Voorzitter, Soort::Afspraak) => "de voorzitter houdt bij wat er met u is afgesproken",
        (Rol::Voorzitter, Soort::Evaluatie) => "de voorzitter bespreekt met u hoe het ging",
        (Rol::Voorzitter, _) => "de voorzitter bereidt de bespreking van uw gezin voor en leidt die",
        (Rol::Onderzoeker, _) => "deze onderzoeker telt, zonder te zien om wie het gaat",
        (Rol::Fg, Soort::Client) => "de functionaris geeft u waar u recht op hebt",
        (Rol::Fg, Soort::Noodprocedure) => "de functionaris beoordeelt of het een noodsituatie was",
        (Rol::Fg, _) => "de functionaris ziet erop toe dat uw gegevens goed worden gebruikt",
        (Rol::Beheerder, _) => "deze beheerder regelt wie waarbij mag",
    }
}

/// How it ended.
#[must_use]
pub const fn uitkomst(uitkomst: Uitkomst) -> &'static str {
    match uitkomst {
        Uitkomst::Gelukt => "gedaan",
        Uitkomst::Geweigerd => "geweigerd: de gegevens om in te loggen klopten niet",
        Uitkomst::NietGevonden => "geweigerd: er is niets getoond, ook niet dat u bekend bent",
        Uitkomst::NietToegestaan => "geweigerd: deze functie mag dit niet",
        Uitkomst::Conflict => "niet gedaan: het kon op dat moment niet",
        Uitkomst::Verouderd => "niet gedaan: het was intussen gewijzigd",
        Uitkomst::TeVaak => "geweigerd: te vaak achter elkaar",
        Uitkomst::FactorNodig => "geweigerd: eerst opnieuw bewijzen wie men is",
    }
}

/// For which purpose.
#[must_use]
pub const fn doel(doel: Verwerkingsdoel) -> &'static str {
    match doel {
        Verwerkingsdoel::Zorgcoordinatie => "hulp voor uw gezin afstemmen",
        Verwerkingsdoel::Toegangsbeheer => "beheren wie waarbij mag",
        Verwerkingsdoel::Inzagerecht => "uw recht om te weten wat er is bewaard en wie keek",
        Verwerkingsdoel::Toezicht => "toezicht op wie gegevens gebruikt",
    }
}

/// For what a consent was given.
#[must_use]
pub const fn toestemming_doel(doel: Doel) -> &'static str {
    match doel {
        Doel::Verkenning => "samen verkennen wat nodig is",
        Doel::SteunOpMaat => "steun starten",
        Doel::Bespreking => "bespreken aan het knooppunt, met u erbij",
        Doel::Terugkoppeling => "vertellen hoe het verderging",
    }
}

/// To whom a consent was given.
#[must_use]
pub const fn ontvanger(ontvanger: Ontvanger) -> &'static str {
    match ontvanger {
        Ontvanger::JgzCoordinatie => "de coördinator van de jeugdgezondheidszorg",
        Ontvanger::Signaleerder => "wie de zorg meldde",
        Ontvanger::PrenataalHuisbezoek => "prenataal huisbezoek",
        Ontvanger::Voorzorg => "VoorZorg",
        Ontvanger::StevigOuderschap => "Stevig Ouderschap",
        Ontvanger::NuNietZwanger => "Nu Niet Zwanger",
        Ontvanger::SociaalDomein => "het sociaal domein van de gemeente",
        Ontvanger::CenteringZwangerschap => "CenteringZwangerschap",
        Ontvanger::OverigZorgpad => "een ander zorgpad",
        Ontvanger::Knooppunt => "het knooppunt van de gemeente",
    }
}

/// What somebody wants who asks once more for what has ended. It is no act of the policy: nothing allows it.
pub const HERHALEN: &str = "herhalen";

/// What somebody wanted to do, by the word of the policy; none for a word that is not on its page.
#[must_use]
pub fn handeling(woord: &str) -> Option<&'static str> {
    if woord == HERHALEN {
        return Some("opvragen wat eerder werd gedaan en voorbij is");
    }
    BELEID.iter().find(|regel| regel.naam == woord).map(|regel| regel.zin)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use strum::VariantArray as _;

    use super::*;

    /// Each has a sentence of its own that reads on in the middle of another.
    fn alle_anders(zinnen: &[&str]) {
        let verschillend: HashSet<_> = zinnen.iter().collect();
        assert_eq!(verschillend.len(), zinnen.len(), "{zinnen:?}");
        for zin in zinnen {
            assert!(zin.len() > 3 && !zin.ends_with('.') && zin.trim() == *zin, "{zin}");
        }
    }

    #[test]
    fn elk_woord_van_een_regel_heeft_een_zin() {
        alle_anders(&Soort::VARIANTS.iter().map(|&s| soort(s)).collect::<Vec<_>>());
        alle_anders(&Gebeurtenis::VARIANTS.iter().map(|&g| gebeurtenis(g)).collect::<Vec<_>>());
        alle_anders(&Rol::VARIANTS.iter().map(|&r| rol(r)).collect::<Vec<_>>());
        alle_anders(&Uitkomst::VARIANTS.iter().map(|&u| uitkomst(u)).collect::<Vec<_>>());
        alle_anders(&Verwerkingsdoel::VARIANTS.iter().map(|&d| doel(d)).collect::<Vec<_>>());
        alle_anders(&Doel::VARIANTS.iter().map(|&d| toestemming_doel(d)).collect::<Vec<_>>());
        alle_anders(&Ontvanger::VARIANTS.iter().map(|&o| ontvanger(o)).collect::<Vec<_>>());
    }

    #[test]
    fn elke_grond_en_elke_handeling_van_het_beleid_heeft_een_zin() {
        let mut zinnen = Vec::new();
        for regel in BELEID {
            zinnen.push(handeling(regel.naam).unwrap_or_else(|| panic!("{} has no sentence", regel.naam)));
            assert!(regel.gronden.iter().all(|&g| !grond(g, Soort::Casus).is_empty()));
        }
        alle_anders(&zinnen);
    }

    #[test]
    fn waarom_het_mocht_verschilt_naar_wat_er_gebeurde() {
        let rol = |rol, soort| grond(Grond::Rol(rol), soort);
        let anders = [
            rol(Rol::Signaleerder, Soort::Signaal),
            rol(Rol::JgzCoordinator, Soort::Signaal),
            rol(Rol::JgzCoordinator, Soort::Doorgeleiding),
            rol(Rol::Uitvoerder, Soort::Doorgeleiding),
            rol(Rol::Uitvoerder, Soort::Traject),
            rol(Rol::Voorzitter, Soort::Afspraak),
            rol(Rol::Fg, Soort::Client),
            grond(Grond::Zelf, Soort::Notitie),
            grond(Grond::Regisseur, Soort::Notitie),
        ];
        alle_anders(&anders);
    }
}
