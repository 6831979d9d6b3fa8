//! What can happen, as the logboek names it.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

/// What happened, as NEN 7513 asks: the event of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "each word says what happened to the thing it begins with")]
pub enum Gebeurtenis {
    Gelezen,
    Gezocht,
    Geweigerd,
    SignaalOntvangen,
    SignaalZonderToestemming,
    SignaalAcuutGevaar,
    SignaalGekoppeld,
    SignaalOntkoppeld,
    SignaalIngetrokken,
    ClientHerkend,
    CasusInBehandeling,
    CasusVerkenningGepland,
    CasusBekijkdatumGezet,
    CasusTeLaat,
    CasusTermijnHerzien,
    CasusGewogen,
    ClientGewijzigd,
    CasusRegisseurAangewezen,
    CasusGesloten,
    CasusHeropend,
    CasusTeruggegeven,
    CasusZwangerschapToegevoegd,
    CasusZwangerschapGeeindigd,
    CasusZwangerschapGecorrigeerd,
    /// Nobody told how a pregnancy ended.
    CasusZwangerschapOnbekend,
    CasusOverdrachtVoorgesteld,
    CasusOverdrachtHerinnerd,
    /// Who gave a signaal of a case was told that something became of it.
    CasusStandVerteld,
    CasusOverdrachtAanvaard,
    CasusOverdrachtGehouden,
    CasusOverdrachtNietGelukt,
    CasusKindOverleden,
    CasusKindUitBeeld,
    CasusOvergedragen,
    CasusVerhuisd,
    VerhuizingVoorgesteld,
    VerhuizingOvergenomen,
    VerhuizingTeruggelegd,
    VerhuizingIngetrokken,
    VerhuizingHerinnerd,
    VerhuizingAdresGewist,
    ToestemmingGegeven,
    ToestemmingGeweigerd,
    ToestemmingIngetrokken,
    DoorgeleidingVerzonden,
    DoorgeleidingGezien,
    DoorgeleidingAanvaard,
    DoorgeleidingAfgewezen,
    DoorgeleidingIngetrokken,
    DoorgeleidingOmgeleid,
    DoorgeleidingHerinnerd,
    DoorgeleidingGeescaleerd,
    DoorgeleidingVerlopen,
    DoorgeleidingNietGestart,
    DoorgeleidingGeclaimd,
    DoorgeleidingLosgelaten,
    DoorgeleidingGezinAntwoordde,
    DoorgeleidingGestart,
    DoorgeleidingAfgerond,
    DoorgeleidingGestopt,
    VoorstelGedaan,
    VoorstelDoorgevraagd,
    VoorstelOvergenomen,
    VoorstelTeruggelegd,
    VoorstelIngetrokken,
    VoorstelHerinnerd,
    ContactmomentGepland,
    ContactmomentGehouden,
    ContactmomentNietGehouden,
    ContactmomentVerzet,
    HuisbezoekUitkomstVastgelegd,
    BijeenkomstGepland,
    BijeenkomstGehouden,
    BijeenkomstVastgesteld,
    AgendapuntToegevoegd,
    AgendapuntBesloten,
    AgendapuntIngetrokken,
    DeelnemerToegevoegd,
    DeelnemerVanTafel,
    AfspraakGemaakt,
    AfspraakNagekomen,
    AfspraakVervallen,
    PositieVastgelegd,
    EvaluatieBegonnen,
    EvaluatieAfgerond,
    PublicatieGeteld,
    PublicatieBeoordeeld,
    PublicatieTeruggelegd,
    PublicatieVrijgegeven,
    OrganisatieToegevoegd,
    OrganisatieGewijzigd,
    OrganisatieBeeindigd,
    DeskToegevoegd,
    DeskGewijzigd,
    DeskTermijnGewijzigd,
    DeskRuimteBijgewerkt,
    DeskGesloten,
    GebruikerUitgenodigd,
    GebruikerGeactiveerd,
    GebruikerGewijzigd,
    GebruikerAdresGewijzigd,
    GebruikerFunctieGewijzigd,
    GebruikerVertrokken,
    ToekenningGegeven,
    ToekenningGevraagd,
    ToekenningBevestigd,
    ToekenningIngetrokken,
    WaarnemingGegeven,
    WerkOvergedragen,
    FactorherstelAangevraagd,
    FactorherstelBevestigd,
    FactorBewezen,
    SessieBegonnen,
    SessieMetHerstelcode,
    SessieMetSleutel,
    SessieUitgedaagd,
    SessieSleutelVerdacht,
    SessieMetMachineclient,
    SessieMetOidc,
    SessieGeweigerd,
    SessieVerlengd,
    SessieBeeindigd,
    SessiesBeeindigd,
    WachtwoordGewijzigd,
    HerstelcodesVernieuwd,
    NoodprocedureGeopend,
    NoodprocedureBeeindigd,
    NoodprocedureBeoordeeld,
    BerichtGelezen,
    NotitieGeschreven,
    NotitieIngetrokken,
    BeveiligingssleutelToegevoegd,
    BeveiligingssleutelVerwijderd,
    MachineclientToegevoegd,
    MachineclientIngetrokken,
    GebruikerGekoppeld,
    GebruikerOntkoppeld,
    InzageGegeven,
    DossierGegeven,
    LogboekDoorzocht,
    LogboekDoorzochtOpPersoon,
    LogboekDoorzochtOpZaak,
    LogboekDoorzochtOpAccount,
    LogboekDoorzochtOpAdres,
    LogboekGezienNagegaan,
    AntwoordenGewist,
    PogingenGeteld,
    ClientGewistOpVerzoek,
    ClientGewistNaIntrekking,
    ClientGewistTenOnrechte,
    ClientGewistNaTermijn,
    VenstersOpnieuwAfgeleid,
    LogboekGesnoeid,
    LogboekGeexporteerd,
    ReservekopieGemaakt,
    PostVerstuurd,
    PostOnbezorgd,
}

/// The action code of an event, as NEN 7513 asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the five of the standard")]
pub enum Actie {
    Create,
    Read,
    Update,
    Delete,
    Execute,
}

/// What kind of event it is, for systems that know no word of the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aard {
    /// Something was read.
    Lezen,
    /// Something was searched.
    Zoeken,
    /// Something was made.
    Maken,
    /// Something was changed.
    Wijzigen,
    /// Something was taken away.
    Weghalen,
    /// None of these.
    Anders,
    /// Somebody logged in, or tried to.
    Inloggen,
    /// Somebody logged out.
    Uitloggen,
    /// Somebody proved who they are.
    Bewijzen,
    /// Somebody's rights changed.
    Rechten,
    /// An account changed in another way.
    Account,
    /// What takes part changed: an organisation, a desk, a system.
    Inrichting,
    /// A case was opened in an emergency.
    Nood,
    /// Emergency access ended.
    NoodVoorbij,
    /// The logboek itself was used.
    Logboek,
    /// Data left the system.
    Uitgeven,
}

/// What there is to say about an event.
#[derive(Clone, Copy, Debug)]
pub struct Over {
    /// What it did to the thing.
    pub actie: Actie,
    /// What kind of event it is.
    pub aard: Aard,
    /// What was done, in plain Dutch, for the person it is about.
    pub zin: &'static str,
}

const fn over(actie: Actie, aard: Aard, zin: &'static str) -> Over {
    Over { actie, aard, zin }
}

impl Gebeurtenis {
    /// Everything that is said about it, in one table: a new event does not compile until it has its row.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a table has a row for each event")]
    pub const fn over(self) -> Over {
        use Aard::{
            Account, Anders, Bewijzen, Inloggen, Inrichting, Lezen, Logboek, Maken, Nood, NoodVoorbij, Rechten,
            Uitgeven, Uitloggen, Weghalen, Wijzigen, Zoeken,
        };
        use Actie::{Create, Delete, Execute, Read, Update};
        match self {
            Self::Gelezen => over(Read, Lezen, "bekeken"),
            Self::Gezocht => over(Execute, Zoeken, "gezien in een lijst, na een zoekopdracht"),
            Self::Geweigerd => over(Read, Anders, "geprobeerd, en geweigerd"),
            Self::SignaalOntvangen => over(Create, Maken, "een signaal geregistreerd"),
            Self::SignaalZonderToestemming => {
                over(Create, Maken, "geteld dat iemand geen toestemming gaf, zonder gegevens te bewaren")
            }
            Self::SignaalAcuutGevaar => {
                over(Create, Maken, "verwezen naar Veilig Thuis of 112, zonder gegevens te bewaren")
            }
            Self::SignaalGekoppeld => over(Update, Wijzigen, "het signaal bij een casus gevoegd"),
            Self::SignaalOntkoppeld => over(Update, Wijzigen, "het signaal weer losgemaakt van een casus"),
            Self::SignaalIngetrokken => over(Delete, Weghalen, "het signaal ingetrokken en de gegevens gewist"),
            Self::ClientHerkend => {
                over(Execute, Zoeken, "een signaal geregistreerd dat op u lijkt, en gehoord dat u al bekend bent")
            }
            Self::CasusInBehandeling => over(Update, Wijzigen, "de casus in behandeling genomen"),
            Self::CasusVerkenningGepland => over(Update, Wijzigen, "een verkenning gepland"),
            Self::CasusBekijkdatumGezet => over(Update, Wijzigen, "afgesproken wanneer de casus weer wordt bekeken"),
            Self::CasusTeLaat => over(Update, Wijzigen, "gezien dat de dag voor de casus voorbij is, en dat verteld"),
            Self::CasusTermijnHerzien => over(Update, Wijzigen, "de uitgerekende datum gewijzigd"),
            Self::CasusGewogen => over(Update, Wijzigen, "vastgelegd hoe kwetsbaar de situatie is"),
            Self::ClientGewijzigd => over(Update, Wijzigen, "gewijzigd wie u bent of hoe u te bereiken bent"),
            Self::CasusRegisseurAangewezen => over(Update, Wijzigen, "een casusregisseur aangewezen"),
            Self::CasusGesloten => over(Update, Wijzigen, "de casus gesloten"),
            Self::CasusHeropend => over(Update, Wijzigen, "de casus opnieuw geopend"),
            Self::CasusTeruggegeven => over(Update, Wijzigen, "het nemen of sluiten van de casus teruggedraaid"),
            Self::CasusZwangerschapToegevoegd => over(Update, Wijzigen, "vastgelegd dat u weer zwanger bent"),
            Self::CasusZwangerschapGeeindigd => over(Update, Wijzigen, "vastgelegd dat de zwangerschap voorbij is"),
            Self::CasusZwangerschapGecorrigeerd => over(Update, Wijzigen, "gecorrigeerd hoe de zwangerschap is gegaan"),
            Self::CasusZwangerschapOnbekend => {
                over(Update, Wijzigen, "vastgelegd dat niemand vertelde hoe de zwangerschap is gegaan")
            }
            Self::CasusOverdrachtVoorgesteld => over(Update, Wijzigen, "een overdracht aan de JGZ voorgesteld"),
            Self::CasusOverdrachtHerinnerd => {
                over(Update, Wijzigen, "eraan herinnerd dat de overdracht aan de JGZ nog niet is gehouden")
            }
            Self::CasusStandVerteld => {
                over(Update, Wijzigen, "wie u meldde verteld dat er iets is geworden van de melding")
            }
            Self::CasusOverdrachtAanvaard => over(Update, Wijzigen, "de overdracht aan de JGZ aangenomen"),
            Self::CasusOverdrachtGehouden => over(Update, Wijzigen, "vastgelegd dat de overdracht aan de JGZ er was"),
            Self::CasusOverdrachtNietGelukt => {
                over(Update, Wijzigen, "vastgelegd dat de overdracht aan de JGZ niet doorging")
            }
            Self::CasusKindOverleden => over(Update, Wijzigen, "vastgelegd dat uw kind is overleden"),
            Self::CasusKindUitBeeld => over(Update, Wijzigen, "vastgelegd dat uw kind twee jaar is geworden"),
            Self::CasusOvergedragen => over(Update, Wijzigen, "de casus aan een collega overgedragen"),
            Self::CasusVerhuisd => over(Update, Wijzigen, "vastgelegd dat u bent verhuisd"),
            Self::VerhuizingVoorgesteld => {
                over(Create, Maken, "coördinatoren van waar u heen gaat gevraagd om uw casus over te nemen")
            }
            Self::VerhuizingOvergenomen => over(Update, Wijzigen, "uw casus overgenomen, omdat u verhuist"),
            Self::VerhuizingTeruggelegd => over(Update, Wijzigen, "uw casus niet overgenomen, en gezegd waarom"),
            Self::VerhuizingIngetrokken => over(Update, Wijzigen, "de vraag om uw casus over te nemen ingetrokken"),
            Self::VerhuizingAdresGewist => {
                over(Update, Wijzigen, "uw nieuwe adres gewist, omdat uw casus al weken gesloten is")
            }
            Self::VerhuizingHerinnerd => {
                over(Update, Wijzigen, "coördinatoren eraan herinnerd dat uw casus op hun antwoord wacht")
            }
            Self::ToestemmingGegeven => over(Create, Maken, "uw toestemming vastgelegd"),
            Self::ToestemmingGeweigerd => over(Create, Maken, "vastgelegd dat u geen toestemming gaf"),
            Self::ToestemmingIngetrokken => over(Update, Wijzigen, "het intrekken van uw toestemming uitgevoerd"),
            Self::DoorgeleidingVerzonden => over(Create, Maken, "een organisatie gevraagd om u te helpen"),
            Self::DoorgeleidingGezien => over(Read, Lezen, "de vraag om hulp voor het eerst bekeken"),
            Self::DoorgeleidingAanvaard => over(Update, Wijzigen, "de vraag om hulp aangenomen"),
            Self::DoorgeleidingAfgewezen => over(Update, Wijzigen, "de vraag om hulp afgewezen"),
            Self::DoorgeleidingIngetrokken => over(Update, Wijzigen, "de vraag om hulp ingetrokken"),
            Self::DoorgeleidingOmgeleid => over(Update, Wijzigen, "de vraag om hulp doorgestuurd"),
            Self::DoorgeleidingHerinnerd => {
                over(Update, Wijzigen, "een organisatie eraan herinnerd dat zij op de vraag om hulp moet antwoorden")
            }
            Self::DoorgeleidingGeescaleerd => {
                over(Update, Wijzigen, "anderen gewaarschuwd dat op de vraag om hulp geen antwoord kwam")
            }
            Self::DoorgeleidingVerlopen => {
                over(Update, Wijzigen, "de vraag om hulp beëindigd, omdat er op tijd geen antwoord kwam")
            }
            Self::DoorgeleidingNietGestart => {
                over(Update, Wijzigen, "de vraag om hulp teruggegeven voor de hulp begon")
            }
            Self::DoorgeleidingGeclaimd => over(Update, Wijzigen, "de vraag om hulp op zich genomen"),
            Self::DoorgeleidingLosgelaten => over(Update, Wijzigen, "de vraag om hulp weer losgelaten"),
            Self::DoorgeleidingGezinAntwoordde => {
                over(Update, Wijzigen, "het antwoord van het gezin op een vraag om hulp vastgelegd")
            }
            Self::DoorgeleidingGestart => over(Update, Wijzigen, "de hulp gestart"),
            Self::DoorgeleidingAfgerond => over(Update, Wijzigen, "de hulp afgerond"),
            Self::DoorgeleidingGestopt => over(Update, Wijzigen, "de hulp gestopt"),
            Self::VoorstelGedaan => over(Create, Maken, "voorgesteld om u andere hulp aan te bieden"),
            Self::VoorstelDoorgevraagd => over(Create, Maken, "rechtstreeks om andere hulp voor u gevraagd"),
            Self::VoorstelOvergenomen => over(Update, Wijzigen, "een voorstel voor andere hulp overgenomen"),
            Self::VoorstelTeruggelegd => over(Update, Wijzigen, "een voorstel voor andere hulp niet overgenomen"),
            Self::VoorstelIngetrokken => over(Update, Wijzigen, "een voorstel voor andere hulp ingetrokken"),
            Self::VoorstelHerinnerd => over(Update, Wijzigen, "coördinatoren aan een voorstel voor u herinnerd"),
            Self::ContactmomentGepland => over(Create, Maken, "een huisbezoek of gesprek gepland"),
            Self::ContactmomentGehouden => over(Update, Wijzigen, "vastgelegd dat een huisbezoek of gesprek er was"),
            Self::ContactmomentNietGehouden => {
                over(Update, Wijzigen, "vastgelegd dat een huisbezoek of gesprek niet doorging")
            }
            Self::ContactmomentVerzet => over(Update, Wijzigen, "een huisbezoek of gesprek verzet"),
            Self::HuisbezoekUitkomstVastgelegd => over(Update, Wijzigen, "vastgelegd wat het huisbezoek opleverde"),
            Self::BijeenkomstGepland => over(Create, Maken, "een bijeenkomst gepland"),
            Self::BijeenkomstGehouden => over(Update, Wijzigen, "vastgelegd dat een bijeenkomst er was"),
            Self::BijeenkomstVastgesteld => over(Update, Wijzigen, "de afspraken van een bijeenkomst vastgesteld"),
            Self::AgendapuntToegevoegd => over(Create, Maken, "uw gezin op de agenda van het knooppunt gezet"),
            Self::AgendapuntBesloten => over(Update, Wijzigen, "aan het knooppunt besloten hoe het verder gaat"),
            Self::AgendapuntIngetrokken => over(Update, Wijzigen, "uw gezin van de agenda van het knooppunt gehaald"),
            Self::DeelnemerToegevoegd => over(Create, Maken, "iemand aan tafel gezet bij de bespreking van uw gezin"),
            Self::DeelnemerVanTafel => {
                over(Update, Wijzigen, "iemand van tafel gehaald bij de bespreking van uw gezin")
            }
            Self::AfspraakGemaakt => over(Create, Maken, "een afspraak vastgelegd"),
            Self::AfspraakNagekomen => over(Update, Wijzigen, "vastgelegd dat een afspraak is nagekomen"),
            Self::AfspraakVervallen => over(Update, Wijzigen, "vastgelegd dat een afspraak vervalt"),
            Self::PositieVastgelegd => over(Update, Wijzigen, "vastgelegd wat u van een afspraak vindt"),
            Self::EvaluatieBegonnen => over(Create, Maken, "een evaluatie begonnen"),
            Self::EvaluatieAfgerond => over(Update, Wijzigen, "een evaluatie afgerond"),
            Self::PublicatieGeteld => over(Create, Uitgeven, "cijfers geteld"),
            Self::PublicatieBeoordeeld => over(Update, Uitgeven, "cijfers beoordeeld"),
            Self::PublicatieTeruggelegd => over(Update, Uitgeven, "cijfers teruggelegd"),
            Self::PublicatieVrijgegeven => over(Update, Uitgeven, "cijfers vrijgegeven"),
            Self::OrganisatieToegevoegd => over(Create, Inrichting, "een organisatie toegevoegd"),
            Self::OrganisatieGewijzigd => over(Update, Inrichting, "een organisatie gewijzigd"),
            Self::OrganisatieBeeindigd => over(Update, Inrichting, "een organisatie beëindigd"),
            Self::DeskToegevoegd => over(Create, Inrichting, "een loket toegevoegd"),
            Self::DeskGewijzigd => over(Update, Inrichting, "een loket gewijzigd"),
            Self::DeskRuimteBijgewerkt => over(Update, Inrichting, "de ruimte van een loket bijgewerkt"),
            Self::DeskTermijnGewijzigd => over(Update, Inrichting, "de termijn van een loket gewijzigd"),
            Self::DeskGesloten => over(Update, Inrichting, "een loket gesloten"),
            Self::GebruikerUitgenodigd => over(Create, Account, "een medewerker uitgenodigd"),
            Self::GebruikerGeactiveerd => over(Update, Account, "een account in gebruik genomen"),
            Self::GebruikerGewijzigd => over(Update, Account, "de naam van een medewerker gewijzigd"),
            Self::GebruikerAdresGewijzigd => over(Update, Account, "het e-mailadres van een medewerker gewijzigd"),
            Self::GebruikerFunctieGewijzigd => over(Update, Account, "de functie van een medewerker gewijzigd"),
            Self::GebruikerVertrokken => over(Update, Account, "een account gesloten"),
            Self::ToekenningGegeven => over(Create, Rechten, "een medewerker rechten gegeven"),
            Self::ToekenningGevraagd => over(Create, Rechten, "rechten voor een medewerker gevraagd"),
            Self::ToekenningBevestigd => over(Update, Rechten, "rechten van een medewerker bevestigd"),
            Self::ToekenningIngetrokken => over(Update, Rechten, "een medewerker rechten ontnomen"),
            Self::WaarnemingGegeven => over(Create, Rechten, "een waarnemer aangewezen"),
            Self::WerkOvergedragen => over(Update, Wijzigen, "werk aan een collega overgedragen"),
            Self::FactorherstelAangevraagd => over(Create, Account, "een nieuwe tweede factor aangevraagd"),
            Self::FactorherstelBevestigd => over(Update, Account, "een nieuwe tweede factor bevestigd"),
            Self::FactorBewezen => over(Execute, Bewijzen, "de tweede factor opnieuw getoond"),
            Self::SessieBegonnen => over(Execute, Inloggen, "ingelogd"),
            Self::SessieMetHerstelcode => over(Execute, Inloggen, "ingelogd met een herstelcode"),
            Self::SessieMetSleutel => over(Execute, Inloggen, "ingelogd met een beveiligingssleutel"),
            Self::SessieUitgedaagd => over(Execute, Bewijzen, "begonnen met inloggen"),
            Self::SessieSleutelVerdacht => {
                over(Execute, Bewijzen, "een beveiligingssleutel geweigerd die gekopieerd kan zijn")
            }
            Self::SessieMetMachineclient => {
                over(Execute, Inloggen, "een computersysteem ingelogd namens een medewerker")
            }
            Self::SessieMetOidc => over(Execute, Inloggen, "ingelogd bij een andere aanbieder"),
            Self::SessieGeweigerd => over(Execute, Inloggen, "inloggen geweigerd"),
            Self::SessieVerlengd => over(Execute, Bewijzen, "een inlogsessie verlengd"),
            Self::SessieBeeindigd => over(Execute, Uitloggen, "uitgelogd"),
            Self::SessiesBeeindigd => over(Execute, Uitloggen, "alle inlogsessies beëindigd"),
            Self::WachtwoordGewijzigd => over(Update, Account, "een wachtwoord gewijzigd"),
            Self::HerstelcodesVernieuwd => over(Update, Account, "herstelcodes vernieuwd"),
            Self::NoodprocedureGeopend => over(Create, Nood, "uw casus geopend in een noodsituatie"),
            Self::NoodprocedureBeeindigd => over(Update, NoodVoorbij, "het lezen in een noodsituatie beëindigd"),
            Self::NoodprocedureBeoordeeld => {
                over(Update, Wijzigen, "beoordeeld of het openen in een noodsituatie terecht was")
            }
            Self::BerichtGelezen => over(Read, Lezen, "een bericht over uw casus gelezen"),
            Self::NotitieGeschreven => over(Create, Maken, "een notitie geschreven"),
            Self::NotitieIngetrokken => over(Update, Wijzigen, "een notitie ingetrokken"),
            Self::BeveiligingssleutelToegevoegd => over(Create, Account, "een beveiligingssleutel toegevoegd"),
            Self::BeveiligingssleutelVerwijderd => over(Delete, Account, "een beveiligingssleutel verwijderd"),
            Self::MachineclientToegevoegd => over(Create, Inrichting, "een computersysteem toegelaten"),
            Self::MachineclientIngetrokken => over(Update, Inrichting, "een computersysteem geweerd"),
            Self::GebruikerGekoppeld => over(Update, Account, "een account gekoppeld aan een andere aanbieder"),
            Self::GebruikerOntkoppeld => over(Update, Account, "een account losgemaakt van een andere aanbieder"),
            Self::InzageGegeven => over(Read, Logboek, "opgevraagd wie uw gegevens zag"),
            Self::DossierGegeven => over(Read, Uitgeven, "alles opgevraagd wat over u is bewaard"),
            Self::LogboekDoorzocht => over(Execute, Logboek, "het logboek doorzocht"),
            Self::LogboekDoorzochtOpPersoon => over(Execute, Logboek, "het logboek doorzocht op een persoon"),
            Self::LogboekDoorzochtOpZaak => over(Execute, Logboek, "het logboek doorzocht op een casus of iets daarin"),
            Self::LogboekDoorzochtOpAccount => over(Execute, Logboek, "het logboek doorzocht op een medewerker"),
            Self::LogboekDoorzochtOpAdres => over(Execute, Logboek, "het logboek doorzocht op een netwerkadres"),
            Self::LogboekGezienNagegaan => over(Execute, Logboek, "nagegaan wiens gegevens iemand zag"),
            Self::AntwoordenGewist => over(Delete, Weghalen, "bewaarde antwoorden gewist"),
            Self::PogingenGeteld => over(Read, Anders, "geteld hoe vaak iemand daarna nog werd tegengehouden"),
            Self::ClientGewistOpVerzoek => over(Delete, Weghalen, "uw gegevens gewist, omdat u daarom vroeg"),
            Self::ClientGewistNaIntrekking => {
                over(Delete, Weghalen, "uw gegevens gewist, omdat u uw toestemming introk")
            }
            Self::ClientGewistTenOnrechte => {
                over(Delete, Weghalen, "uw gegevens gewist, omdat zij er ten onrechte stonden")
            }
            Self::ClientGewistNaTermijn => {
                over(Delete, Weghalen, "uw gegevens gewist, omdat de bewaartermijn voorbij was")
            }
            Self::VenstersOpnieuwAfgeleid => {
                over(Update, Inrichting, "de kansen in de wachtrij opnieuw berekend, na nieuwe regels voor de routes")
            }
            Self::LogboekGesnoeid => {
                over(Delete, Weghalen, "de oudste regels van het logboek verwijderd, na hun bewaartermijn")
            }
            Self::LogboekGeexporteerd => over(Execute, Uitgeven, "regels van het logboek uitgegeven als bestanden"),
            Self::ReservekopieGemaakt => {
                over(Execute, Uitgeven, "een versleutelde kopie gemaakt van alles wat er is bewaard")
            }
            Self::PostVerstuurd => over(Execute, Account, "een e-mail aan een medewerker verstuurd"),
            Self::PostOnbezorgd => over(Execute, Account, "een e-mail aan een medewerker niet kunnen bezorgen"),
        }
    }

    /// Whether the thing it happened to ends by it: nothing that was done about that thing is told again.
    #[must_use]
    pub const fn beeindigt(self) -> bool {
        matches!(
            self,
            Self::SignaalIngetrokken
                | Self::ToestemmingIngetrokken
                | Self::DoorgeleidingAfgewezen
                | Self::DoorgeleidingIngetrokken
                | Self::DoorgeleidingOmgeleid
                | Self::DoorgeleidingVerlopen
                | Self::DoorgeleidingNietGestart
                | Self::DoorgeleidingGestopt
                | Self::DoorgeleidingAfgerond
                | Self::NoodprocedureBeeindigd
                | Self::VerhuizingTeruggelegd
                | Self::VerhuizingIngetrokken
        )
    }

    /// The event's action code of NEN 7513: C(reate), R(ead), U(pdate), D(elete) or E(xecute).
    #[must_use]
    pub const fn actie(self) -> &'static str {
        match self.over().actie {
            Actie::Create => "C",
            Actie::Read => "R",
            Actie::Update => "U",
            Actie::Delete => "D",
            Actie::Execute => "E",
        }
    }
}
