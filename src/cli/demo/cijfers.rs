//! The figures of the demo: a year, counted by one researcher, judged by the other, and released.

use chrono::Datelike as _;

use super::regio::Regio;
use crate::{
    app::Parts,
    cli::uitvoer::Fout,
    domain::{
        publicatie::{
            Periode,
            vrijgave::{Beoordeeld, Concept, Inhoud, mag_tellen},
        },
        tijd::Moment,
        toegang::{
            Ligging,
            beleid::{PublicatieBeoordelen, PublicatieTellen, PublicatieVrijgeven},
            permit, permit_in_gebied,
        },
    },
    store::{
        bewaar::{Bij, Tools, bewaar},
        publicatie::{self, feiten},
        toegang::beheer::tweede,
    },
};

/// Releases the last year that can be counted at `nu`.
pub(super) fn geef_vrij(parts: &Parts, regio: &Regio, nu: Moment) -> Result<(), Fout> {
    let (programma, drempel) = (parts.cijfers.programma.clone(), parts.cijfers.drempel);
    let vandaag = nu.dag();
    let jaren = [1, 2].map(|terug| Periode::new(vandaag.year() - terug, None));
    let mag = |jaar: &Periode| mag_tellen(&programma, *jaar, vandaag, &[]).is_ok();
    let Some(jaar) = jaren.into_iter().flatten().find(mag) else {
        return Ok(());
    };
    let feiten = parts.db.read_blocking(move |tx| feiten::lees(tx, vandaag))?;
    let inhoud = Inhoud::tel(&programma, &feiten, &[], (jaar, vandaag), drempel)?;
    let [een, ander] = ["onderzoeker-1", "onderzoeker-2"].map(|naam| regio.account(naam).map(|wie| wie.op(nu)));
    let (Some(een), Some(ander)) = (een, ander) else {
        return Err("er zijn geen twee onderzoekers".into());
    };
    let (kluis, evaluatie_na_dagen) = (parts.kluis.clone(), parts.regels.evaluatie_na_dagen);
    parts.db.write_blocking(move |tx| {
        let tools = Tools { kluis: &kluis, evaluatie_na_dagen, bij: Bij::default() };
        let regio = Ligging { regio: true, ..Ligging::default() };
        let geteld = permit_in_gebied(&een, PublicatieTellen, &regio)?.maak_concept(
            &programma,
            (jaar, vandaag),
            drempel,
            inhoud,
        );
        let id = bewaar(tx, tools, geteld)?.vrijgave.id;
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
