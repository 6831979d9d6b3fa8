//! The figures of the demo: last year, and the quarters since; each counted by one researcher, judged by the other, and released.

use chrono::{Datelike as _, NaiveDate};

use super::regio::{Account, Regio};
use crate::{
    app::Parts,
    cli::uitvoer::Fout,
    domain::{
        publicatie::{
            Kwartaal, Periode,
            feiten::Feiten,
            vrijgave::{Beoordeeld, Concept, Inhoud, Vraag, mag_tellen},
        },
        tijd::Moment,
        toegang::{
            Ligging,
            beleid::{PublicatieBeoordelen, PublicatieTellen, PublicatieVrijgeven},
            permit, permit_in_gebied,
        },
    },
    http::transaction::Regels,
    store::{
        bewaar::{Bij, Tools, bewaar},
        publicatie::{self, feiten},
        toegang::beheer::tweede,
    },
};

/// Releases what can be counted at `nu` of the last two years, in the order in which it could be; the last period is left for whoever
/// tries it out.
pub(super) fn geef_vrij(parts: &Parts, regio: &Regio, nu: Moment) -> Result<(), Fout> {
    let vandaag = nu.dag();
    let gelezen = parts.db.read_blocking(move |tx| feiten::lees(tx, vandaag))?;
    let [een, ander] = ["onderzoeker-1", "onderzoeker-2"].map(|naam| regio.account(naam));
    let wie = een.zip(ander).ok_or("er zijn geen twee onderzoekers")?;
    let kan = |periode: &Periode| {
        let (programma, drempel) = (&parts.cijfers.programma, parts.cijfers.drempel);
        mag_tellen(&Vraag { programma, genoemd: false, periode: *periode, vandaag, drempel }, &[], &[]).is_ok()
    };
    let periodes = periodes(vandaag, kan);
    for periode in periodes.iter().copied().take(periodes.len().saturating_sub(1).max(1)) {
        uit(parts, wie, &gelezen, periode, nu)?;
    }
    Ok(())
}

/// The last year that can be counted as a whole, and the quarters since. Its own quarters would take the room of what the year is read
/// for: of the few families in VoorZorg the year then tells nothing.
fn periodes(vandaag: NaiveDate, kan: impl Fn(&Periode) -> bool) -> Vec<Periode> {
    let kwartalen = [Kwartaal::K1, Kwartaal::K2, Kwartaal::K3, Kwartaal::K4].map(Some);
    let mogelijk = |jaar: i32, deel| Periode::new(jaar, deel).ok().filter(|periode| kan(periode));
    let jaar = [1, 2].into_iter().find_map(|terug| mogelijk(vandaag.year() - terug, None));
    let sinds = jaar.map_or(vandaag.year(), |jaar| jaar.jaar() + 1)..=vandaag.year();
    let daarna = sinds.flat_map(|jaar| kwartalen.map(|deel| mogelijk(jaar, deel)));
    jaar.into_iter().chain(daarna.flatten()).collect()
}

/// One release, from count to the end.
fn uit(
    parts: &Parts,
    (een, ander): (&Account, &Account),
    gelezen: &Feiten,
    periode: Periode,
    nu: Moment,
) -> Result<(), Fout> {
    let (programma, drempel) = (parts.cijfers.programma.clone(), parts.cijfers.drempel);
    let eerder = parts.db.read_blocking(publicatie::eerder)?;
    let wanneer = (periode, nu.dag());
    let inhoud = match Inhoud::tel(&programma, gelezen, &eerder, wanneer, drempel, &mut |_| ()) {
        // Then this period is not told of, as the API would answer.
        Err(fout) if fout.is_onbeveiligbaar() => return Ok(()),
        geteld => geteld?,
    };
    let (een, ander) = (een.op(nu), ander.op(nu));
    let (kluis, regels) = (parts.kluis.clone(), parts.regels.clone());
    parts.db.write_blocking(move |tx| {
        let Regels { routeregels, evaluatie_na_dagen, .. } = &**regels;
        let tools = Tools { kluis: &kluis, evaluatie_na_dagen: *evaluatie_na_dagen, routeregels, bij: Bij::default() };
        let regio = Ligging { regio: true, ..Ligging::default() };
        let telling = permit_in_gebied(&een, PublicatieTellen, &regio)?;
        let id = bewaar(tx, tools, telling.maak_concept(&programma, wanneer, drempel, inhoud))?.vrijgave.id;
        let concept = publicatie::find(tx, &ander, id)?;
        let concept = permit(&ander, PublicatieBeoordelen, concept)?.narrow::<Concept>()?;
        let tweede = tweede::load(tx, ander.gebruiker(), Some(een.gebruiker()))?;
        bewaar(tx, tools, concept.keur_goed(&tweede)?)?;
        let goed = publicatie::find(tx, &een, id)?;
        let goed = permit(&een, PublicatieVrijgeven, goed)?.narrow::<Beoordeeld>()?;
        bewaar(tx, tools, goed.geef_vrij()).map(drop)
    })?;
    Ok(())
}
