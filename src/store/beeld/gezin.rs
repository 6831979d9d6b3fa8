//! A family, and what of it may be shown.

use chrono::NaiveDate;
use diesel::{
    IntoSql as _,
    prelude::*,
    sql_types::{Bool, Date, Nullable, Text},
};

use super::Kijker;
use crate::{
    domain::{
        Word,
        casus::Casus,
        client::Persoonsgegevens,
        ids::Id,
        inzicht::Gegeven,
        signaal::{Signaal, Weging},
        thema::{BeschermendeFactor, Thema},
        tijd::Moment,
        toegang::{DeskId, PseudoniemId},
        toestemming::{Onderdeel, Status},
        zwangerschap::{Termijnbron, Venster, Zwangerschap},
    },
    store::{
        client::{self, ZwangerschapRow},
        conn::Tx,
        doorgeleiding::loopt_of_liep,
        error::Error,
        schema::{
            casus, casus_thema, client as client_tabel, doorgeleiding, signaal, termijn, toestemming, weging,
            zwangerschap,
        },
        signaal as signalen,
        types::{Both, Woord, sql, tekst_als_woorden},
    },
};

/// What the woman shares with whoever looks; what she did not name is absent.
#[derive(Clone, Debug, Default)]
pub struct Gedeeld {
    /// Who she is and how to reach her.
    pub client: Option<Persoonsgegevens>,
    /// The pregnancy, with the revisions of its due date, oldest first.
    pub zwangerschap: Option<(Zwangerschap, Vec<Herziening>)>,
    /// The themes, in the order of their words.
    pub themas: Option<Vec<Thema>>,
    /// What protects her.
    pub beschermende_factoren: Option<Vec<BeschermendeFactor>>,
    /// The judgements of vulnerability, oldest first.
    pub kwetsbaarheid: Option<Vec<(Moment, Weging)>>,
    /// Her own questions, in her own words.
    pub eigen_vragen: Option<Vec<String>>,
}

/// One revision of a due date.
#[derive(Clone, Debug)]
pub struct Herziening {
    /// When.
    pub op: Moment,
    /// What the date was.
    pub oud: Option<NaiveDate>,
    /// What it became.
    pub nieuw: NaiveDate,
    /// Where the new date comes from.
    pub bron: Termijnbron,
}

/// Everything that is kept of the family of a case, still sealed, before anything of it is shown.
pub(super) struct Gezin {
    /// The window that the case was given, and the last day on which it is open.
    pub(super) venster: Kans,
    /// The consents that hold.
    pub(super) gegeven: Vec<Gegeven>,
    meldingen: Vec<Melding>,
    herzieningen: Vec<Herziening>,
    wegingen: Vec<(Moment, Weging)>,
    themas: Vec<Thema>,
}

/// The window that a case was given, and the last day on which it is open.
type Kans = (Option<Venster>, NaiveDate);

/// A signaal, with whom it is about.
struct Melding {
    signaal: Signaal,
    sleutel: Vec<u8>,
    gegevens: Vec<u8>,
    eigen_vraag: Option<Vec<u8>>,
    zwangerschap: Option<Zwangerschap>,
}

impl Gezin {
    /// Loads the family of a case in two questions.
    pub(super) fn load(tx: &mut Tx, van: &Casus) -> Result<Self, Error> {
        let (venster, meldingen) = meldingen(tx, van)?;
        let leeg = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        let (gegeven, herzieningen, wegingen, themas) = leeg;
        let mut gezin = Self { venster, gegeven, meldingen, herzieningen, wegingen, themas };
        for regel in aanhang(tx, van)? {
            gezin.neem(regel)?;
        }
        gezin.themas.sort_unstable_by_key(|thema| thema.word());
        Ok(gezin)
    }

    /// Puts one row where it belongs.
    fn neem(
        &mut self,
        ((soort, _, op), (oud, nieuw), (woord, tweede, derde), samen, desk): Aanhang,
    ) -> Result<(), Error> {
        match (soort.as_str(), op, nieuw) {
            (TERMIJN, Some(op), Some(nieuw)) => {
                self.herzieningen.push(Herziening { op, oud, nieuw, bron: een_woord(&woord)? });
            }
            (WEGING, Some(op), _) => {
                self.wegingen.push((op, Weging { graad: een_woord(&woord)?, samen_gewogen: samen }));
            }
            (THEMA, ..) => self.themas.push(een_woord(&woord)?),
            _ => self.gegeven.push(Gegeven {
                doel: een_woord(&woord)?,
                ontvanger: een_woord(&tweede)?,
                onderdelen: tekst_als_woorden(&derde)?,
                desk,
            }),
        }
        Ok(())
    }

    /// The signalen that led to the case, oldest first.
    pub(super) fn signalen(&self) -> impl Iterator<Item = &Signaal> {
        self.meldingen.iter().map(|melding| &melding.signaal)
    }

    /// What of it may go to somebody who may have `onderdelen`.
    pub(super) fn gedeeld(&self, kijker: Kijker<'_>, van: &Casus, onderdelen: &[Onderdeel]) -> Result<Gedeeld, Error> {
        let mut gedeeld = Gedeeld::default();
        for onderdeel in onderdelen {
            match onderdeel {
                Onderdeel::Contactgegevens => gedeeld.client = Some(self.gegevens(kijker, van)?),
                Onderdeel::Zwangerschap => gedeeld.zwangerschap = self.zwangerschap(van),
                Onderdeel::Themas => gedeeld.themas = Some(self.themas.clone()),
                Onderdeel::BeschermendeFactoren => gedeeld.beschermende_factoren = Some(self.beschermende_factoren()),
                Onderdeel::Kwetsbaarheid => gedeeld.kwetsbaarheid = Some(self.wegingen.clone()),
                Onderdeel::EigenVraag => gedeeld.eigen_vragen = Some(self.eigen_vragen(kijker)?),
            }
        }
        Ok(gedeeld)
    }

    fn gegevens(&self, kijker: Kijker<'_>, van: &Casus) -> Result<Persoonsgegevens, Error> {
        let eigen = self.meldingen.iter().find(|melding| melding.signaal.client == van.client);
        let Melding { sleutel, gegevens, .. } = eigen.ok_or(diesel::result::Error::NotFound)?;
        client::open(kijker.kluis, van.client, sleutel, gegevens)
    }

    fn zwangerschap(&self, van: &Casus) -> Option<(Zwangerschap, Vec<Herziening>)> {
        let van_haar = |melding: &Melding| melding.zwangerschap.clone().filter(|z| Some(z.id) == van.zwangerschap);
        self.meldingen.iter().find_map(van_haar).map(|zwangerschap| (zwangerschap, self.herzieningen.clone()))
    }

    fn beschermende_factoren(&self) -> Vec<BeschermendeFactor> {
        let mut alle: Vec<_> = self.signalen().flat_map(|signaal| signaal.beschermende_factoren.clone()).collect();
        alle.sort_unstable();
        alle.dedup();
        alle
    }

    fn eigen_vragen(&self, kijker: Kijker<'_>) -> Result<Vec<String>, Error> {
        let mut vragen = Vec::new();
        for Melding { signaal, sleutel, eigen_vraag, .. } in &self.meldingen {
            if eigen_vraag.is_some() {
                let sleutel = kijker.kluis.sleutel(signaal.client, sleutel)?;
                vragen.extend(signalen::open_vraag(&sleutel, signaal.id, eigen_vraag.as_deref())?);
            }
        }
        Ok(vragen)
    }
}

type Gemeld = (
    signalen::Row,
    PseudoniemId,
    Option<Vec<u8>>,
    (Vec<u8>, Vec<u8>),
    Option<ZwangerschapRow>,
    (Option<Woord<Venster>>, NaiveDate),
);

/// The signalen of a case, oldest first, each with the woman and the pregnancy that it brought; and the window of the case.
///
/// A case begins with a signaal, so that there is always one.
fn meldingen(tx: &mut Tx, van: &Casus) -> Result<(Kans, Vec<Melding>), Error> {
    let rows = signaal::table
        .inner_join(client_tabel::table)
        .inner_join(casus::table.on(signaal::casus_id.eq(casus::id.nullable())))
        .left_join(zwangerschap::table)
        .filter(casus::id.eq(van.id))
        .order(signaal::id.asc())
        .select((
            signalen::Row::as_select(),
            client_tabel::pseudoniem,
            signaal::eigen_vraag,
            (client_tabel::sleutel, client_tabel::gegevens),
            Option::<ZwangerschapRow>::as_select(),
            (casus::venster, casus::venster_sluit),
        ))
        .load::<Gemeld>(tx)?;
    let (venster, sluit) = rows.first().map(|row| row.5).ok_or(diesel::result::Error::NotFound)?;
    let meldingen = rows.into_iter().map(|(row, betrokkene, eigen_vraag, (sleutel, gegevens), zwangerschap, _)| {
        let signaal = signalen::lees((row, betrokkene))?;
        Ok(Melding { signaal, sleutel, gegevens, eigen_vraag, zwangerschap: zwangerschap.map(Into::into) })
    });
    Ok(((venster.map(|woord| woord.0), sluit), meldingen.collect::<Result<_, Error>>()?))
}

const TERMIJN: &str = "termijn";
const WEGING: &str = "weging";
const THEMA: &str = "thema";
const TOESTEMMING: &str = "toestemming";

/// A row of any of the four: its kind, place and moment, two dates, three texts, a mark and a desk.
type Aanhang = (
    (String, Id<()>, Option<Moment>),
    (Option<NaiveDate>, Option<NaiveDate>),
    (String, String, String),
    bool,
    Option<DeskId>,
);

/// What hangs on a case, each kind in the order in which it came: the revisions of the due date, the judgements, the themes and the
/// consents that hold. One question where four would do the same.
fn aanhang(tx: &mut Tx, van: &Casus) -> Result<Vec<Aanhang>, Error> {
    let soort = |woord: &'static str| woord.into_sql::<Text>();
    let geen_dag = || (None::<NaiveDate>).into_sql::<Nullable<Date>>();
    let geen_moment = || (None::<Moment>).into_sql::<Nullable<sql::Moment>>();
    let geen_desk = || (None::<DeskId>).into_sql::<Nullable<sql::Uuid>>();
    let (leeg, nee) = (|| "".into_sql::<Text>(), || false.into_sql::<Bool>());

    let termijnen = termijn::table.filter(termijn::zwangerschap_id.nullable().eq(van.zwangerschap)).select((
        (soort(TERMIJN), termijn::id, termijn::op.nullable()),
        (termijn::oud, termijn::nieuw.nullable()),
        (termijn::bron, leeg(), leeg()),
        nee(),
        geen_desk(),
    ));
    let wegingen = weging::table.filter(weging::casus_id.eq(van.id)).select((
        (soort(WEGING), weging::id, weging::op.nullable()),
        (geen_dag(), geen_dag()),
        (weging::graad, leeg(), leeg()),
        weging::samen_gewogen,
        geen_desk(),
    ));
    let themas = casus_thema::table.filter(casus_thema::casus_id.eq(van.id)).select((
        (soort(THEMA), casus_thema::casus_id, geen_moment()),
        (geen_dag(), geen_dag()),
        (casus_thema::thema, leeg(), leeg()),
        nee(),
        geen_desk(),
    ));
    let rust_erop = doorgeleiding::toestemming_id.eq(toestemming::id).and(loopt_of_liep());
    let toestemmingen = toestemming::table
        .left_join(doorgeleiding::table.on(rust_erop))
        .filter(toestemming::casus_id.eq(van.id))
        .filter(toestemming::status.eq(Woord(Status::Gegeven)))
        .select((
            (soort(TOESTEMMING), toestemming::id, geen_moment()),
            (geen_dag(), geen_dag()),
            (toestemming::doel, toestemming::ontvanger, toestemming::onderdelen),
            nee(),
            doorgeleiding::desk_id.nullable(),
        ));
    let alles = termijnen.union_all(wegingen).union_all(themas).union_all(toestemmingen);
    let mut rows: Vec<Aanhang> = Both(alles).load(tx)?;
    rows.sort_by_key(|((_, id, _), ..)| *id);
    Ok(rows)
}

fn een_woord<T: Word>(tekst: &str) -> Result<T, Error> {
    let onbekend = || format!("the program does not know the stored word `{tekst}`").into();
    Ok(T::parse(tekst).ok_or_else(|| diesel::result::Error::DeserializationError(onbekend()))?)
}
