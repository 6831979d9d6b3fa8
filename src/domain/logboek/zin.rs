//! What a line says, in plain Dutch, for the person it is about: the one place where closed words become sentences.
//!
//! Every `match` is exhaustive: a new word does not compile until it has its sentence.

use crate::domain::{
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
        Soort::Bericht => "een bericht aan een medewerker over uw casus",
        Soort::Notitie => "een notitie van wie met u werkt",
        Soort::Beveiligingssleutel => "de beveiligingssleutel van een medewerker",
        Soort::Machineclient => "een computersysteem van een organisatie",
        Soort::Client => "alles wat over u is bewaard",
        Soort::Logregel => "het logboek van wie uw gegevens zag",
        Soort::Herhaling => "antwoorden die werden bewaard om te herhalen",
    }
}

/// What was done.
#[must_use]
#[expect(clippy::too_many_lines, reason = "every word has its sentence here, and nowhere else")]
pub const fn gebeurtenis(gebeurtenis: Gebeurtenis) -> &'static str {
    match gebeurtenis {
        Gebeurtenis::Gelezen => "bekeken",
        Gebeurtenis::Gezocht => "gezien in een lijst, na een zoekopdracht",
        Gebeurtenis::Herhaald => "hetzelfde antwoord nog eens opgevraagd",
        Gebeurtenis::Geweigerd => "geprobeerd, en geweigerd",
        Gebeurtenis::SignaalOntvangen => "een signaal geregistreerd",
        Gebeurtenis::SignaalZonderToestemming => "geteld dat iemand geen toestemming gaf, zonder gegevens te bewaren",
        Gebeurtenis::SignaalAcuutGevaar => "verwezen naar Veilig Thuis of 112, zonder gegevens te bewaren",
        Gebeurtenis::SignaalGekoppeld => "het signaal bij een casus gevoegd",
        Gebeurtenis::SignaalIngetrokken => "het signaal ingetrokken en de gegevens gewist",
        Gebeurtenis::CasusInBehandeling => "de casus in behandeling genomen",
        Gebeurtenis::CasusVerkenningGepland => "een verkenning gepland",
        Gebeurtenis::CasusTermijnHerzien => "de uitgerekende datum gewijzigd",
        Gebeurtenis::CasusGewogen => "vastgelegd hoe kwetsbaar de situatie is",
        Gebeurtenis::CasusRegisseurAangewezen => "een casusregisseur aangewezen",
        Gebeurtenis::CasusGesloten => "de casus gesloten",
        Gebeurtenis::CasusHeropend => "de casus opnieuw geopend",
        Gebeurtenis::CasusOvergedragen => "de casus aan een collega overgedragen",
        Gebeurtenis::ToestemmingGegeven => "uw toestemming vastgelegd",
        Gebeurtenis::ToestemmingGeweigerd => "vastgelegd dat u geen toestemming gaf",
        Gebeurtenis::ToestemmingIngetrokken => "het intrekken van uw toestemming uitgevoerd",
        Gebeurtenis::DoorgeleidingVerzonden => "een organisatie gevraagd om u te helpen",
        Gebeurtenis::DoorgeleidingGezien => "de vraag om hulp voor het eerst bekeken",
        Gebeurtenis::DoorgeleidingAanvaard => "de vraag om hulp aangenomen",
        Gebeurtenis::DoorgeleidingAfgewezen => "de vraag om hulp afgewezen",
        Gebeurtenis::DoorgeleidingIngetrokken => "de vraag om hulp ingetrokken",
        Gebeurtenis::DoorgeleidingOmgeleid => "de vraag om hulp doorgestuurd",
        Gebeurtenis::DoorgeleidingGeclaimd => "de vraag om hulp op zich genomen",
        Gebeurtenis::DoorgeleidingGestart => "de hulp gestart",
        Gebeurtenis::DoorgeleidingAfgerond => "de hulp afgerond",
        Gebeurtenis::DoorgeleidingGestopt => "de hulp gestopt",
        Gebeurtenis::ContactmomentGepland => "een huisbezoek of gesprek gepland",
        Gebeurtenis::ContactmomentGehouden => "vastgelegd dat een huisbezoek of gesprek er was",
        Gebeurtenis::ContactmomentNietGehouden => "vastgelegd dat een huisbezoek of gesprek niet doorging",
        Gebeurtenis::ContactmomentVerzet => "een huisbezoek of gesprek verzet",
        Gebeurtenis::HuisbezoekUitkomstVastgelegd => "vastgelegd wat het huisbezoek opleverde",
        Gebeurtenis::BijeenkomstGepland => "een bijeenkomst gepland",
        Gebeurtenis::BijeenkomstGehouden => "vastgelegd dat een bijeenkomst er was",
        Gebeurtenis::BijeenkomstVastgesteld => "de afspraken van een bijeenkomst vastgesteld",
        Gebeurtenis::AgendapuntToegevoegd => "uw gezin op de agenda van het knooppunt gezet",
        Gebeurtenis::AgendapuntBesloten => "aan het knooppunt besloten hoe het verder gaat",
        Gebeurtenis::DeelnemerToegevoegd => "iemand aan tafel gezet bij de bespreking van uw gezin",
        Gebeurtenis::AfspraakGemaakt => "een afspraak vastgelegd",
        Gebeurtenis::AfspraakNagekomen => "vastgelegd dat een afspraak is nagekomen",
        Gebeurtenis::AfspraakVervallen => "vastgelegd dat een afspraak vervalt",
        Gebeurtenis::PositieVastgelegd => "vastgelegd wat u van een afspraak vindt",
        Gebeurtenis::EvaluatieBegonnen => "een evaluatie begonnen",
        Gebeurtenis::EvaluatieAfgerond => "een evaluatie afgerond",
        Gebeurtenis::PublicatieVrijgegeven => "cijfers vrijgegeven",
        Gebeurtenis::OrganisatieToegevoegd => "een organisatie toegevoegd",
        Gebeurtenis::OrganisatieGewijzigd => "een organisatie gewijzigd",
        Gebeurtenis::OrganisatieBeeindigd => "een organisatie beëindigd",
        Gebeurtenis::DeskToegevoegd => "een loket toegevoegd",
        Gebeurtenis::DeskGewijzigd => "een loket gewijzigd",
        Gebeurtenis::DeskTermijnGewijzigd => "de termijn van een loket gewijzigd",
        Gebeurtenis::DeskGesloten => "een loket gesloten",
        Gebeurtenis::GebruikerUitgenodigd => "een medewerker uitgenodigd",
        Gebeurtenis::GebruikerGeactiveerd => "een account in gebruik genomen",
        Gebeurtenis::GebruikerVertrokken => "een account gesloten",
        Gebeurtenis::ToekenningGegeven => "een medewerker rechten gegeven",
        Gebeurtenis::ToekenningIngetrokken => "een medewerker rechten ontnomen",
        Gebeurtenis::WaarnemingGegeven => "een waarnemer aangewezen",
        Gebeurtenis::WerkOvergedragen => "werk aan een collega overgedragen",
        Gebeurtenis::FactorherstelAangevraagd => "een nieuwe tweede factor aangevraagd",
        Gebeurtenis::FactorherstelBevestigd => "een nieuwe tweede factor bevestigd",
        Gebeurtenis::FactorBewezen => "de tweede factor opnieuw getoond",
        Gebeurtenis::SessieBegonnen => "ingelogd",
        Gebeurtenis::SessieMetHerstelcode => "ingelogd met een herstelcode",
        Gebeurtenis::SessieMetSleutel => "ingelogd met een beveiligingssleutel",
        Gebeurtenis::SessieMetMachineclient => "een computersysteem ingelogd namens een medewerker",
        Gebeurtenis::SessieMetOidc => "ingelogd bij een andere aanbieder",
        Gebeurtenis::SessieUitgedaagd => "begonnen met inloggen",
        Gebeurtenis::SessieSleutelVerdacht => "een beveiligingssleutel geweigerd die gekopieerd kan zijn",
        Gebeurtenis::SessieGeweigerd => "inloggen geweigerd",
        Gebeurtenis::SessieVerlengd => "een inlogsessie verlengd",
        Gebeurtenis::SessieBeeindigd => "uitgelogd",
        Gebeurtenis::SessiesBeeindigd => "alle inlogsessies beëindigd",
        Gebeurtenis::WachtwoordGewijzigd => "een wachtwoord gewijzigd",
        Gebeurtenis::HerstelcodesVernieuwd => "herstelcodes vernieuwd",
        Gebeurtenis::NoodprocedureGeopend => "uw casus geopend in een noodsituatie",
        Gebeurtenis::NoodprocedureBeeindigd => "het lezen in een noodsituatie beëindigd",
        Gebeurtenis::NoodprocedureBeoordeeld => "beoordeeld of het openen in een noodsituatie terecht was",
        Gebeurtenis::BerichtGelezen => "een bericht over uw casus gelezen",
        Gebeurtenis::NotitieGeschreven => "een notitie geschreven",
        Gebeurtenis::NotitieIngetrokken => "een notitie ingetrokken",
        Gebeurtenis::BeveiligingssleutelToegevoegd => "een beveiligingssleutel toegevoegd",
        Gebeurtenis::BeveiligingssleutelVerwijderd => "een beveiligingssleutel verwijderd",
        Gebeurtenis::MachineclientToegevoegd => "een computersysteem toegelaten",
        Gebeurtenis::MachineclientIngetrokken => "een computersysteem geweerd",
        Gebeurtenis::GebruikerGekoppeld => "een account gekoppeld aan een andere aanbieder",
        Gebeurtenis::GebruikerOntkoppeld => "een account losgemaakt van een andere aanbieder",
        Gebeurtenis::InzageGegeven => "opgevraagd wie uw gegevens zag",
        Gebeurtenis::DossierGegeven => "alles opgevraagd wat over u is bewaard",
        Gebeurtenis::LogboekDoorzocht => "het logboek doorzocht",
        Gebeurtenis::LogboekDoorzochtOpPersoon => "het logboek doorzocht op een persoon",
        Gebeurtenis::LogboekDoorzochtOpZaak => "het logboek doorzocht op een casus of iets daarin",
        Gebeurtenis::LogboekDoorzochtOpAccount => "het logboek doorzocht op een medewerker",
        Gebeurtenis::LogboekDoorzochtOpAdres => "het logboek doorzocht op een netwerkadres",
        Gebeurtenis::LogboekGezienNagegaan => "nagegaan wiens gegevens iemand zag",
        Gebeurtenis::AntwoordenGewist => "bewaarde antwoorden gewist",
        Gebeurtenis::ClientGewistOpVerzoek => "uw gegevens gewist, omdat u daarom vroeg",
        Gebeurtenis::ClientGewistNaIntrekking => "uw gegevens gewist, omdat u uw toestemming introk",
        Gebeurtenis::ClientGewistTenOnrechte => "uw gegevens gewist, omdat zij er ten onrechte stonden",
        Gebeurtenis::ClientGewistNaTermijn => "uw gegevens gewist, omdat de bewaartermijn voorbij was",
        Gebeurtenis::LogboekGesnoeid => "de oudste regels van het logboek verwijderd, na hun bewaartermijn",
        Gebeurtenis::LogboekGeexporteerd => "regels van het logboek uitgegeven als bestanden",
    }
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

/// On which ground it was allowed.
#[must_use]
pub const fn grond(grond: Grond) -> &'static str {
    match grond {
        Grond::Rol(_) => "het hoort bij deze functie, in dit gebied of bij dit loket",
        Grond::Regisseur => "deze medewerker is uw casusregisseur",
        Grond::Zelf => "het was van deze medewerker zelf: geschreven, ontvangen of geopend",
        Grond::Noodprocedure => "een noodsituatie: de casus stond een uur open om te lezen",
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

/// What somebody wanted to do, by the word of the policy; none for a word that is not on its page.
#[must_use]
pub fn handeling(woord: &str) -> Option<&'static str> {
    Some(match woord {
        "signaal-registreren" => "een signaal registreren",
        "signaal-lezen" => "een signaal bekijken",
        "signaal-intrekken" => "een signaal intrekken",
        "signaal-koppelen" => "een signaal bij een casus voegen",
        "casus-lezen" => "een casus bekijken",
        "casus-dossier-lezen" => "bekijken wat bij een casus hoort",
        "casus-zoeken" => "casussen zoeken",
        "casus-behandelen" => "een casus behandelen",
        "casus-herzien" => "de uitgerekende datum of de weging wijzigen",
        "casus-regisseren" => "een casusregisseur aanwijzen",
        "casus-evalueren" => "de hulp evalueren",
        "toestemming-noteren" => "een toestemming vastleggen",
        "toestemming-lezen" => "een toestemming bekijken",
        "toestemming-intrekken" => "een toestemming intrekken",
        "doorgeleiden" => "een organisatie om hulp vragen",
        "doorgeleiding-lezen" => "een vraag om hulp bekijken",
        "doorgeleiding-beantwoorden" => "een vraag om hulp beantwoorden",
        "doorgeleiding-uitvoeren" => "hulp starten of beëindigen",
        "doorgeleiding-intrekken" => "een vraag om hulp intrekken",
        "traject-lezen" => "de hulp bekijken",
        "traject-uitvoeren" => "de hulp bijhouden",
        "contactmoment-lezen" => "een huisbezoek of gesprek bekijken",
        "contactmoment-uitvoeren" => "een huisbezoek of gesprek bijhouden",
        "bijeenkomst-lezen" => "een bijeenkomst bekijken",
        "bijeenkomst-leiden" => "een bijeenkomst leiden",
        "agendapunt-lezen" => "de bespreking van een gezin bekijken",
        "agendapunt-leiden" => "de bespreking van een gezin leiden",
        "afspraak-lezen" => "een afspraak bekijken",
        "afspraak-bijhouden" => "een afspraak bijhouden",
        "organisatie-lezen" => "een organisatie bekijken",
        "organisatie-beheren" => "een organisatie beheren",
        "desk-lezen" => "een loket bekijken",
        "desk-beheren" => "een loket beheren",
        "gebruiker-lezen" => "een account bekijken",
        "gebruiker-beheren" => "een account beheren",
        "toekenning-beheren" => "rechten ontnemen",
        "factorherstel-lezen" => "een aanvraag voor een tweede factor bekijken",
        "factorherstel-bevestigen" => "een aanvraag voor een tweede factor bevestigen",
        "toegangswijzigingen-lezen" => "bekijken welke rechten zijn gewijzigd",
        "noodprocedure-openen" => "een casus openen in een noodsituatie",
        "noodprocedure-lezen" => "bekijken waarom een casus in nood open ging",
        "noodprocedure-beeindigen" => "het lezen in een noodsituatie beëindigen",
        "noodprocedure-beoordelen" => "beoordelen of een noodsituatie terecht was",
        "bericht-lezen" => "een bericht lezen",
        "toegang-nagaan" => "nagaan wie een casus kon zien",
        "notitie-schrijven" => "een notitie schrijven",
        "casus-notities-lezen" => "de notities bij een casus bekijken",
        "notitie-lezen" => "een notitie bekijken",
        "notitie-intrekken" => "een notitie intrekken",
        "client-inzage" => "opvragen wie iemands gegevens zag",
        "client-wissen" => "iemands gegevens wissen",
        "client-dossier" => "alles opvragen wat over iemand is bewaard",
        "logboek-zoeken" => "het logboek doorzoeken",
        "publicatie-lezen" => "cijfers bekijken",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use strum::VariantArray as _;

    use super::*;
    use crate::domain::beleid::BELEID;

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
            assert!(regel.gronden.iter().all(|&g| !grond(g).is_empty()));
        }
        alle_anders(&zinnen);
    }
}
