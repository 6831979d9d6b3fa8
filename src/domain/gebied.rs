//! Where somebody lives and works: sixteen gemeenten in three subregions.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

/// A subregion of Zuid-Limburg, as the GGD divides its coordinators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Subregio {
    /// Seven gemeenten around Heerlen.
    Parkstad,
    /// Six gemeenten around Maastricht.
    MaastrichtHeuvelland,
    /// Three gemeenten around Sittard.
    WestelijkeMijnstreek,
}

impl Subregio {
    /// The gemeenten of this subregion, in the order of their codes.
    pub fn gemeenten(self) -> impl Iterator<Item = Gemeente> {
        Gemeente::VARIANTS.iter().copied().filter(move |gemeente| gemeente.subregio() == self)
    }
}

/// A gemeente of Zuid-Limburg, written as its CBS code.
///
/// The code belongs to the name and changes with it; all sixteen hold since 1 January 2019, when Beekdaelen was formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "UPPERCASE")]
#[strum(serialize_all = "UPPERCASE")]
pub enum Gemeente {
    /// Landgraaf.
    Gm0882,
    /// Beek.
    Gm0888,
    /// Brunssum.
    Gm0899,
    /// Heerlen.
    Gm0917,
    /// Kerkrade.
    Gm0928,
    /// Maastricht.
    Gm0935,
    /// Meerssen.
    Gm0938,
    /// Simpelveld.
    Gm0965,
    /// Stein.
    Gm0971,
    /// Vaals.
    Gm0981,
    /// Voerendaal.
    Gm0986,
    /// Valkenburg aan de Geul.
    Gm0994,
    /// Gulpen-Wittem.
    Gm1729,
    /// Sittard-Geleen.
    Gm1883,
    /// Eijsden-Margraten.
    Gm1903,
    /// Beekdaelen.
    Gm1954,
}

impl Gemeente {
    /// The subregion it belongs to; the whole of Beekdaelen is counted under Parkstad.
    #[must_use]
    pub const fn subregio(self) -> Subregio {
        match self {
            Self::Gm1954 | Self::Gm0899 | Self::Gm0917 | Self::Gm0928 | Self::Gm0882 | Self::Gm0965 | Self::Gm0986 => {
                Subregio::Parkstad
            }
            Self::Gm1903 | Self::Gm1729 | Self::Gm0935 | Self::Gm0938 | Self::Gm0981 | Self::Gm0994 => {
                Subregio::MaastrichtHeuvelland
            }
            Self::Gm0888 | Self::Gm1883 | Self::Gm0971 => Subregio::WestelijkeMijnstreek,
        }
    }

    /// A day since when all sixteen codes hold together with their names: 1 January 2019, when Beekdaelen was formed.
    #[must_use]
    pub fn geldig_vanaf(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(2019, 1, 1).unwrap_or_default()
    }

    /// The CBS code, such as `GM0917`.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }
}

impl fmt::Display for Gemeente {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_regio_telt_zestien_gemeenten_zeven_zes_en_drie() {
        let aantallen: Vec<usize> = Subregio::VARIANTS.iter().map(|s| s.gemeenten().count()).collect();
        assert_eq!(aantallen, [7, 6, 3]);
    }

    #[test]
    fn een_gemeente_wordt_geschreven_als_haar_code() {
        assert_eq!(Gemeente::Gm0917.code(), "GM0917");
        assert_eq!(serde_json::to_string(&Gemeente::Gm0917).unwrap(), "\"GM0917\"");
        assert_eq!("GM0917".parse(), Ok(Gemeente::Gm0917));
    }
}
