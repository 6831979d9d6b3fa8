//! The policy on its page: whoever changes it changes this too.

use std::fmt::Write as _;

use knooppunt::domain::{
    Word as _,
    toegang::beleid::{BELEID, Grond},
};

#[test]
fn het_beleid_past_op_een_bladzijde() {
    let mut page = String::new();
    for regel in BELEID {
        let grounds = regel.gronden.iter().map(|ground| match ground {
            Grond::Rol(rol) => rol.word(),
            Grond::Regisseur => "de casusregisseur",
            Grond::Zelf => "zij zelf",
            Grond::Noodprocedure => "een noodprocedure",
        });
        let grounds = grounds.collect::<Vec<_>>().join(", ");
        writeln!(page, "{}: {grounds}{}", regel.naam, if regel.in_persoon { "; in persoon" } else { "" }).unwrap();
    }
    insta::assert_snapshot!(page, @r"
    signaal-registreren: signaleerder
    signaal-lezen: signaleerder, jgz-coordinator
    signaal-intrekken: signaleerder
    zwangerschap-vertellen: signaleerder
    signaal-koppelen: jgz-coordinator
    casus-lezen: jgz-coordinator, voorzitter, de casusregisseur, een noodprocedure
    casus-dossier-lezen: jgz-coordinator, voorzitter, de casusregisseur
    casus-zoeken: jgz-coordinator, voorzitter, de casusregisseur
    casus-behandelen: jgz-coordinator
    casus-herzien: jgz-coordinator, de casusregisseur
    casus-regisseren: jgz-coordinator, de casusregisseur
    casus-evalueren: jgz-coordinator, voorzitter, de casusregisseur
    verhuizing-melden: jgz-coordinator, de casusregisseur
    verhuizing-lezen: jgz-coordinator, de casusregisseur
    verhuizing-beantwoorden: jgz-coordinator
    verhuizing-intrekken: jgz-coordinator, de casusregisseur
    toestemming-noteren: jgz-coordinator, voorzitter, de casusregisseur
    toestemming-lezen: jgz-coordinator, voorzitter, de casusregisseur
    toestemming-intrekken: jgz-coordinator, voorzitter, de casusregisseur
    doorgeleiden: jgz-coordinator
    doorgeleiding-lezen: uitvoerder, voorzitter, jgz-coordinator
    doorgeleiding-beantwoorden: uitvoerder, voorzitter
    gezinsantwoord-noteren: uitvoerder, voorzitter, jgz-coordinator
    doorgeleiding-uitvoeren: uitvoerder
    doorgeleiding-intrekken: jgz-coordinator
    voorstel-doen: uitvoerder
    voorstel-bij-signaal: signaleerder
    voorstel-lezen: jgz-coordinator, zij zelf
    casus-voorstellen-lezen: jgz-coordinator
    voorstel-beantwoorden: jgz-coordinator
    voorstel-intrekken: zij zelf
    traject-lezen: uitvoerder, jgz-coordinator
    traject-uitvoeren: uitvoerder
    contactmoment-lezen: uitvoerder, jgz-coordinator
    contactmoment-uitvoeren: uitvoerder
    bijeenkomst-lezen: voorzitter
    bijeenkomst-leiden: voorzitter
    agendapunt-lezen: voorzitter
    agendapunt-leiden: voorzitter
    afspraak-lezen: voorzitter, jgz-coordinator, de casusregisseur, zij zelf
    afspraak-nakomen: voorzitter, de casusregisseur, zij zelf
    afspraak-bijhouden: voorzitter, de casusregisseur
    collega-kiezen: voorzitter, jgz-coordinator
    organisatie-lezen: beheerder, fg
    organisatie-beheren: beheerder
    desk-lezen: beheerder, fg
    desk-beheren: beheerder
    desk-ruimte-bijhouden: uitvoerder, voorzitter
    gebruiker-lezen: beheerder, fg
    gebruiker-beheren: beheerder
    toekenning-beheren: beheerder
    toekenning-bevestigen: beheerder, fg
    factorherstel-lezen: beheerder, fg
    factorherstel-bevestigen: beheerder, fg
    toegangswijzigingen-lezen: fg
    noodprocedure-openen: signaleerder, jgz-coordinator, uitvoerder, voorzitter; in persoon
    noodprocedure-lezen: fg, zij zelf; in persoon
    noodprocedure-beeindigen: zij zelf; in persoon
    noodprocedure-beoordelen: fg
    bericht-lezen: zij zelf; in persoon
    toegang-nagaan: fg
    client-zoeken: fg, jgz-coordinator, uitvoerder, de casusregisseur; in persoon
    client-inzage: fg, jgz-coordinator, de casusregisseur; in persoon
    client-dossier: fg; in persoon
    client-wissen: fg; in persoon
    logboek-zoeken: fg; in persoon
    notitie-schrijven: jgz-coordinator, de casusregisseur, uitvoerder, voorzitter
    casus-notities-lezen: jgz-coordinator, de casusregisseur, uitvoerder, voorzitter
    notitie-lezen: jgz-coordinator, de casusregisseur, uitvoerder, voorzitter
    notitie-intrekken: zij zelf
    publicatie-lezen: onderzoeker, fg, beheerder
    publicatie-tellen: onderzoeker; in persoon
    publicatie-beoordelen: onderzoeker, fg; in persoon
    publicatie-vrijgeven: onderzoeker; in persoon
    ");
}
