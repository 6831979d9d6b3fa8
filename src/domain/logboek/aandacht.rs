//! What in the logboek asks for a second look: rules over lines, each with its sentence.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::tijd::Moment;

/// A rule over lines. It accuses nobody: the privacy officer asks, and hears why.
///
/// Whether somebody lives at the same postcode or has the same name is no rule: of who works here no address is kept, and the
/// names of families lie sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Aandacht {
    /// A case was opened in an emergency.
    Noodprocedure,
    /// A coordinator opened a case that a colleague carries.
    ZonderRelatie,
    /// A person was shown between eleven at night and six in the morning.
    Nacht,
    /// More was opened than an account may, in a minute; or in an emergency, in a day.
    TeVaak,
    /// A case was opened after it was closed.
    NaSluiting,
}

impl Aandacht {
    /// Why it asks for a second look.
    #[must_use]
    pub const fn zin(self) -> &'static str {
        match self {
            Self::Noodprocedure => "Een casus is geopend in een noodsituatie.",
            Self::ZonderRelatie => {
                "Een coördinator opende een casus die een collega coördineert, zonder er casusregisseur van te zijn."
            }
            Self::Nacht => "Het was tussen elf uur 's avonds en zes uur 's ochtends.",
            Self::TeVaak => {
                "Er werd vaker iets geopend of gezocht dan een account in één minuut mag, of vaker een noodprocedure dan in een etmaal."
            }
            Self::NaSluiting => "De casus was toen al gesloten.",
        }
    }
}

/// Hours after midnight at which a night ends.
const OCHTEND: i64 = 6;
/// Hours before midnight at which it begins.
const AVOND: i64 = 1;

/// The nights that lie in `van` to `tot`, from eleven until six by the clock in the Netherlands, each cut to what lies in it.
#[must_use]
pub fn nachten(van: Moment, tot: Moment) -> Vec<(Moment, Moment)> {
    let dagen: Vec<NaiveDate> =
        van.in_nederland().date().iter_days().take_while(|d| Moment::begin_van(*d) <= tot).collect();
    // The night after the last day may have begun on it.
    let laatste = dagen.last().and_then(NaiveDate::succ_opt);
    let nacht = |dag: NaiveDate| {
        let begin = Moment::begin_van(dag).plus(TimeDelta::hours(-AVOND));
        // The clock may go on or back in the night: six o'clock is eighteen hours before the next midnight.
        let middernacht = dag.succ_opt().map_or(begin, Moment::begin_van);
        (begin.max(van), middernacht.plus(TimeDelta::hours(OCHTEND - 24)).min(tot))
    };
    dagen.into_iter().chain(laatste).map(nacht).filter(|(begin, einde)| begin < einde).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(tekst: &str) -> Moment {
        Moment::new(tekst.parse().unwrap())
    }

    #[test]
    fn een_nacht_duurt_van_elf_tot_zes_ook_als_de_klok_omgaat() {
        let tussen = |van: &str, tot: &str| -> Vec<(String, String)> {
            let kort = |op: Moment| op.utc().format("%dT%H:%M").to_string();
            nachten(moment(van), moment(tot)).into_iter().map(|(van, tot)| (kort(van), kort(tot))).collect()
        };
        let als = |van: &str, tot: &str| (van.to_owned(), tot.to_owned());
        let week = tussen("2026-11-23T09:00:00Z", "2026-11-25T09:00:00Z");
        assert_eq!(week, [als("23T22:00", "24T05:00"), als("24T22:00", "25T05:00")]);
        assert_eq!(tussen("2026-11-23T23:30:00Z", "2026-11-24T01:00:00Z"), [als("23T23:30", "24T01:00")]);
        assert_eq!(tussen("2026-11-23T22:00:00Z", "2026-11-23T22:30:00Z"), [als("23T22:00", "23T22:30")]);
        assert!(tussen("2026-11-23T09:00:00Z", "2026-11-23T21:00:00Z").is_empty());
        // Summer begins in this night: it is an hour shorter.
        assert_eq!(tussen("2026-03-28T12:00:00Z", "2026-03-29T12:00:00Z"), [als("28T22:00", "29T04:00")]);
    }
}
