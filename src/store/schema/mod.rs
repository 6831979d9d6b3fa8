//! The tables, as both databases have them; `migrations/` makes them.

#![expect(missing_docs, reason = "the migrations describe each table and column")]

mod beheer;
mod clienten;
mod gezin;
mod logboek;
mod toezicht;

use diesel::{allow_tables_to_appear_in_same_query, joinable};

pub use self::{
    beheer::{
        apparaat, beveiligingssleutel, desk, factorherstel, gebruiker, herhaling, herstelcode, logregel, organisatie,
        organisatie_gemeente, overdracht, post, publicatie, publicatiebestand, sessie, teller, telling, toekenning,
        uitdaging, verversing,
    },
    clienten::{
        machineclient, machineclient_sleutel, machineclient_toekenning, machineclient_verklaring, oidc_koppeling,
        oidc_poging,
    },
    gezin::{
        afspraak, agendapunt, bijeenkomst, casus, casus_thema, client, contactmoment, deelnemer, doorgeleiding,
        evaluatie, gegevenswijziging, huisbezoek, kind, routeregels, signaal, termijn, toestemming, traject,
        warme_overdracht, weging, zwangerschap, zwangerschapseinde,
    },
    logboek::{
        logblad, logcheckpoint, loggetuigenis, logklok, logkop, logregel_wachtend, logsnoei, logsnoei_schrijver,
        logsnoei_wijziging, logtegel, logwijziging,
    },
    toezicht::{bericht, casusregisseurschap, logregel_betrokkene, noodprocedure, notitie, verhuizing, voorstel},
};

joinable!(desk -> organisatie (organisatie_id));
joinable!(gebruiker -> organisatie (organisatie_id));
joinable!(toekenning -> gebruiker (gebruiker_id));
joinable!(sessie -> gebruiker (gebruiker_id));
joinable!(machineclient -> organisatie (organisatie_id));
joinable!(machineclient_sleutel -> machineclient (machineclient_id));
joinable!(machineclient_toekenning -> machineclient (machineclient_id));
joinable!(oidc_koppeling -> gebruiker (gebruiker_id));
joinable!(verversing -> sessie (sessie_id));
joinable!(apparaat -> gebruiker (gebruiker_id));
joinable!(herstelcode -> gebruiker (gebruiker_id));
joinable!(beveiligingssleutel -> gebruiker (gebruiker_id));
joinable!(zwangerschap -> client (client_id));
joinable!(termijn -> zwangerschap (zwangerschap_id));
joinable!(termijn -> gebruiker (door_id));
joinable!(zwangerschapseinde -> zwangerschap (zwangerschap_id));
joinable!(kind -> zwangerschap (zwangerschap_id));
joinable!(casus -> client (client_id));
joinable!(casus -> zwangerschap (zwangerschap_id));
joinable!(warme_overdracht -> casus (casus_id));
joinable!(signaal -> organisatie (organisatie_id));
joinable!(signaal -> gebruiker (gebruiker_id));
joinable!(signaal -> client (client_id));
joinable!(signaal -> zwangerschap (zwangerschap_id));
joinable!(casus_thema -> casus (casus_id));
joinable!(gegevenswijziging -> client (client_id));
joinable!(gegevenswijziging -> gebruiker (door_id));
joinable!(weging -> client (client_id));
joinable!(weging -> casus (casus_id));
joinable!(weging -> gebruiker (door_id));
joinable!(toestemming -> client (client_id));
joinable!(toestemming -> signaal (signaal_id));
joinable!(toestemming -> casus (casus_id));
joinable!(toestemming -> organisatie (organisatie_id));
joinable!(toestemming -> gebruiker (door_id));
joinable!(doorgeleiding -> casus (casus_id));
joinable!(doorgeleiding -> desk (desk_id));
joinable!(doorgeleiding -> toestemming (toestemming_id));
joinable!(traject -> doorgeleiding (doorgeleiding_id));
joinable!(traject -> casus (casus_id));
joinable!(contactmoment -> traject (traject_id));
joinable!(huisbezoek -> traject (traject_id));
joinable!(huisbezoek -> gebruiker (door_id));
joinable!(bijeenkomst -> gebruiker (voorzitter_id));
joinable!(agendapunt -> bijeenkomst (bijeenkomst_id));
joinable!(agendapunt -> casus (casus_id));
joinable!(agendapunt -> gebruiker (regisseur_id));
joinable!(deelnemer -> agendapunt (agendapunt_id));
joinable!(deelnemer -> gebruiker (gebruiker_id));
joinable!(afspraak -> agendapunt (agendapunt_id));
joinable!(afspraak -> casus (casus_id));
joinable!(afspraak -> deelnemer (wie_id));
joinable!(evaluatie -> casus (casus_id));
joinable!(evaluatie -> gebruiker (door_id));
joinable!(organisatie_gemeente -> organisatie (organisatie_id));
joinable!(factorherstel -> gebruiker (gebruiker_id));
joinable!(herhaling -> gebruiker (gebruiker_id));
joinable!(noodprocedure -> casus (casus_id));
joinable!(logregel_betrokkene -> logregel (logregel_id));
joinable!(verhuizing -> casus (casus_id));
joinable!(voorstel -> casus (casus_id));
joinable!(bericht -> casus (casus_id));
joinable!(bericht -> noodprocedure (noodprocedure_id));
joinable!(logblad -> logregel (logregel_id));
joinable!(logregel_wachtend -> logregel (logregel_id));

allow_tables_to_appear_in_same_query!(
    organisatie,
    organisatie_gemeente,
    factorherstel,
    desk,
    gebruiker,
    toekenning,
    sessie,
    verversing,
    apparaat,
    herstelcode,
    beveiligingssleutel,
    uitdaging,
    teller,
    machineclient,
    machineclient_sleutel,
    machineclient_toekenning,
    machineclient_verklaring,
    oidc_koppeling,
    oidc_poging,
    client,
    zwangerschap,
    termijn,
    zwangerschapseinde,
    kind,
    casus,
    warme_overdracht,
    signaal,
    casus_thema,
    weging,
    gegevenswijziging,
    toestemming,
    doorgeleiding,
    traject,
    contactmoment,
    huisbezoek,
    bijeenkomst,
    agendapunt,
    deelnemer,
    afspraak,
    evaluatie,
    telling,
    publicatie,
    publicatiebestand,
    logregel,
    logregel_betrokkene,
    herhaling,
    noodprocedure,
    verhuizing,
    voorstel,
    bericht,
    casusregisseurschap,
    notitie,
    logregel_wachtend,
    logblad,
    logtegel,
    logkop,
    logklok,
    logcheckpoint,
    logsnoei,
    logsnoei_schrijver,
    logsnoei_wijziging,
    loggetuigenis,
);
