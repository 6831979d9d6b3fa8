//! Reads publicaties for whoever asks: for a program and for a page the same.

use std::{str::FromStr as _, sync::Arc};

use actix_web::{
    FromRequest, HttpRequest, HttpResponse,
    dev::Payload,
    http::header::{ContentDisposition, DispositionParam, DispositionType, ETag, EntityTag},
    web::Data,
};
use chrono::Datelike as _;
use futures_util::future::LocalBoxFuture;
use strum::VariantArray as _;

use super::{
    stand::{Telbeurt, TellingView},
    view::{Gebieden, PAD, ProgrammaView, PublicatieView, VerborgenView, ZelfLink, bewaarnaam},
};
use crate::{
    domain::{
        beleid::{PublicatieBeoordelen, PublicatieLezen},
        ids::PublicatieId,
        publicatie::{
            Drempel, Kwartaal, Periode, Programma,
            bestand::{Bestandsoort, lees::Gelezen},
            gebiedsblad::Jaren,
            rooster::Waar,
            uitsluiting::sluit_uit,
            vrijgave::{Onderweg, Status, Vraag, Vrijgave, mag_tellen},
        },
        recht::{Actor, Gezocht, Toestand as _, permit, permit_lijst},
    },
    http::{
        antwoord::{Link, Pagina},
        getoond::Getoond,
        mens::hoe_heet,
        problem::Problem,
    },
    store::{
        beeld::Gevraagd,
        conn::{Db, Tx},
        error::Error,
        publicatie,
    },
};

/// What is counted, and from which number on it is told.
#[derive(Clone, Debug)]
pub struct Cijfers {
    /// The programme.
    pub programma: Arc<Programma>,
    /// The threshold.
    pub drempel: Drempel,
    /// Whose turn it is to count.
    pub beurt: Telbeurt,
}

/// Somebody who reads publicaties. They tell of no person, so reading leaves no line; a refusal does.
#[derive(Clone, Debug)]
pub struct Lezer {
    actor: Actor,
    db: Data<Db>,
    cijfers: Data<Cijfers>,
}

/// One file of a publicatie.
#[derive(Debug)]
pub struct Gehaald {
    /// Which.
    pub soort: Bestandsoort,
    /// Of which period.
    pub periode: Periode,
    /// How the publicatie stands.
    pub status: Status,
    bytes: Vec<u8>,
    sha256: String,
}

impl Gehaald {
    /// The answer with it, under its own name.
    #[must_use]
    pub fn antwoord(self) -> HttpResponse {
        let naam = DispositionParam::Filename(bewaarnaam(self.soort, self.periode, self.status));
        let naam = ContentDisposition { disposition: DispositionType::Attachment, parameters: vec![naam] };
        let mut antwoord = HttpResponse::Ok();
        antwoord.content_type(self.soort.mediatype()).insert_header(naam);
        antwoord.insert_header(ETag(EntityTag::new_strong(self.sha256))).body(self.bytes)
    }
}

impl Lezer {
    /// The programme, with what can be counted now.
    pub async fn programma(&self) -> Result<ProgrammaView, Problem> {
        let Self { actor, db, cijfers } = self.clone();
        let vandaag = actor.nu.dag();
        let er_is = db.read(move |tx| {
            mag(&actor, None)?;
            Ok((publicatie::alle(tx)?, publicatie::eerder(tx)?))
        });
        let (er_is, eerder) = er_is.await?;
        // A later version of the programme counts once it is named.
        let vraag = |periode| Vraag {
            programma: &cijfers.programma,
            genoemd: true,
            periode,
            vandaag,
            drempel: cijfers.drempel,
        };
        let kan = |periode: &Periode| mag_tellen(&vraag(*periode), &er_is, &eerder).is_ok();
        let delen = || Kwartaal::VARIANTS.iter().rev().copied().map(Some).chain([None]);
        let jaren = (0..3).map(|terug| vandaag.year() - terug);
        let alle = jaren.flat_map(|jaar| delen().filter_map(move |deel| Periode::new(jaar, deel).ok()));
        Ok(ProgrammaView::met(&cijfers.programma, alle.filter(kan).map(String::from).collect()))
    }

    /// How far the count of now is.
    pub async fn telling(&self) -> Result<TellingView, Problem> {
        let actor = self.actor.clone();
        self.db.read(move |_| mag(&actor, None)).await?;
        Ok(self.cijfers.beurt.nu())
    }

    /// All that may be seen, the last period first.
    pub async fn alle(&self) -> Result<Pagina<PublicatieView>, Problem> {
        let actor = self.actor.clone();
        let alle = self.db.read(move |tx| {
            mag(&actor, None)?;
            publicatie::lijst(tx, &actor)
        });
        Ok(Pagina::geheel(PAD, alle.await?.into_iter().map(Into::into).collect()))
    }

    /// One, with everything that is known of it.
    pub async fn een(&self, id: PublicatieId) -> Result<Getoond<PublicatieView>, Problem> {
        let Self { actor, db, cijfers } = self.clone();
        let getoond = db.read(move |tx| {
            let van = zoek(tx, &actor, id)?;
            // A concept that nobody released yet says what can no longer come out once it is.
            let uitgesloten = if Onderweg::STATUS.contains(&van.status) {
                let (er_is, eerder) = (publicatie::alle(tx)?, publicatie::eerder(tx)?);
                Some(sluit_uit(&cijfers.programma, cijfers.drempel, &van, (&er_is, &eerder)))
            } else {
                None
            };
            Ok(toon(tx, van, &actor)?.met(|view| PublicatieView { uitgesloten, ..view }))
        });
        Ok(getoond.await?)
    }

    /// What a concept hides, and why.
    pub async fn verborgen(&self, id: PublicatieId) -> Result<VerborgenView, Problem> {
        let actor = self.actor.clone();
        let items = self.db.read(move |tx| {
            let gezocht = publicatie::find(tx, &actor, id)?;
            let (_, van) = permit(&actor, PublicatieBeoordelen, gezocht)?.into_parts();
            Ok(publicatie::inhoud(tx, van.id)?.0)
        });
        let links = ZelfLink { zelf: Link::naar(format!("{PAD}/{id}/verborgen")) };
        Ok(VerborgenView { items: items.await?, links })
    }

    /// One file, by the word of its kind.
    pub async fn bestand(&self, id: PublicatieId, soort: &str) -> Result<Gehaald, Problem> {
        let (actor, soort) = (self.actor.clone(), Bestandsoort::from_str(soort).ok());
        let gelezen = self.db.read(move |tx| {
            let van = zoek(tx, &actor, id)?;
            // What was laid aside is read by nobody: beside what comes out later it would tell what that hides.
            let soort = soort.filter(|_| van.status != Status::Teruggelegd);
            let gelezen = soort.map_or(Ok(None), |soort| publicatie::bestand(tx, van.id, soort))?;
            let Some((soort, (bytes, sha256))) = soort.zip(gelezen) else { return niet_gevonden(&actor, id) };
            Ok(Some(Gehaald { soort, periode: van.periode, status: van.status, bytes, sha256 }))
        });
        gelezen.await?.ok_or_else(Problem::not_found)
    }

    /// The numbers of an area, by its code: of whatever may be read, or of what is released alone.
    pub async fn gebied(&self, id: PublicatieId, gebied: &str, vrijgegeven: bool) -> Result<Gebieden, Problem> {
        let (actor, waar) = (self.actor.clone(), Waar::met_code(gebied));
        let gelezen = self.db.read(move |tx| {
            let van = zoek(tx, &actor, id)?;
            let mag = if vrijgegeven { van.status == Status::Vrijgegeven } else { van.status != Status::Teruggelegd };
            if waar.is_none() || !mag {
                return niet_gevonden(&actor, id);
            }
            let vorig = jaar_eerder(tx, &van)?;
            let vorig = vorig.map(|vorig| Ok::<_, Error>((vorig.periode, bron(tx, vorig.id)?))).transpose()?;
            Ok(Some((bron(tx, van.id)?, vorig, van)))
        });
        let ((nu, vorig, van), waar) = gelezen.await?.zip(waar).ok_or_else(Problem::not_found)?;
        let lees = |(programma, csv): (Vec<u8>, Vec<u8>)| Gelezen::van(&programma, &csv).map_err(Problem::internal);
        let vorig = vorig.map(|(periode, bron)| lees(bron).map(|vorig| (periode, vorig))).transpose()?;
        let jaren = Jaren { nu: lees(nu)?, vorig };
        let bladen = [waar].into_iter().chain(waar.ruimer()).map(|waar| jaren.blad(waar)).collect();
        Ok(Gebieden { van, bladen })
    }
}

/// What is not there is refused as a publicatie that is not there is: with its line.
fn niet_gevonden<T>(actor: &Actor, id: PublicatieId) -> Result<Option<T>, Error> {
    permit(actor, PublicatieLezen, Gezocht::<Vrijgave> { id: id.uuid(), gevonden: None })?;
    Ok(None)
}

/// The release of the same period a year before, when it came out before this one: so what stands beside this one never changes.
fn jaar_eerder(tx: &mut Tx, van: &Vrijgave) -> Result<Option<Vrijgave>, Error> {
    let periode = Periode::new(van.periode.jaar() - 1, van.periode.kwartaal()).ok();
    let eerder = |een: &Vrijgave| match (een.vrijgegeven, van.vrijgegeven) {
        (Some((_, toen)), Some((_, nu))) => (toen, een.id) < (nu, van.id),
        (toen, None) => toen.is_some(),
        (None, Some(_)) => false,
    };
    let alle = publicatie::alle(tx)?.into_iter();
    Ok(alle
        .filter(|een| Some(een.periode) == periode && eerder(een))
        .max_by_key(|een| (een.vrijgegeven.map(|(_, op)| op), een.id)))
}

/// The files from which the numbers are read.
fn bron(tx: &mut Tx, id: PublicatieId) -> Result<(Vec<u8>, Vec<u8>), Error> {
    let mut lees = |soort| publicatie::bestand(tx, id, soort)?.map(|(bytes, _)| bytes).ok_or(Error::Paniek);
    Ok((lees(Bestandsoort::Programma)?, lees(Bestandsoort::Csv)?))
}

/// Whether `actor` may read counts at all; the line of a refusal names the one that was asked for, there or not.
fn mag(actor: &Actor, id: Option<PublicatieId>) -> Result<(), Error> {
    permit_lijst(actor, PublicatieLezen).map(drop).map_err(|mut weigering| {
        weigering.spoor.object = id.map(PublicatieId::uuid);
        weigering.into()
    })
}

/// One that `actor` may read.
pub(super) fn zoek(tx: &mut Tx, actor: &Actor, id: PublicatieId) -> Result<Vrijgave, Error> {
    // Counts have no area: a role that reads them does so wherever it holds.
    mag(actor, Some(id))?;
    match publicatie::find(tx, actor, id)? {
        Gezocht { gevonden: Some(van), .. } => Ok(van),
        weg => Ok(permit(actor, PublicatieLezen, weg)?.into_parts().1),
    }
}

/// Shows one, with everything that is known of it.
pub(super) fn toon(tx: &mut Tx, van: Vrijgave, actor: &Actor) -> Result<Getoond<PublicatieView>, Error> {
    let (versie, (_, dekking)) = (van.versie, publicatie::inhoud(tx, van.id)?);
    let afdrukken = publicatie::afdrukken(tx, van.id)?;
    let stappen = [Some(van.gemaakt), van.beoordeeld, van.vrijgegeven];
    let mensen = stappen.into_iter().flatten().map(|(door, _)| door).collect();
    let namen = hoe_heet(tx, &Gevraagd { mensen, ..Gevraagd::default() }, actor.nu)?;
    Ok(Getoond::een(versie, PublicatieView { namen: Some(namen), ..PublicatieView::met(van, dekking, &afdrukken) }))
}

impl FromRequest for Lezer {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let actor = Actor::from_request(req, payload);
        let tools = (req.app_data::<Data<Db>>().cloned(), req.app_data::<Data<Cijfers>>().cloned());
        Box::pin(async move {
            let actor = actor.await?;
            let (Some(db), Some(cijfers)) = tools else {
                return Err(Problem::internal("the application was put together without its figures"));
            };
            Ok(Self { actor, db, cijfers })
        })
    }
}
