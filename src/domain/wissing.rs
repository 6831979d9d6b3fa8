//! Erasing a person: why, and what must be over before.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::{
    beleid::ClientWissen,
    inzage::{Betrokkene, Status},
    recht::{Besluit, Conflict, Gebeurtenis, In, Permitted, Toestand, Weigering},
    tijd::Moment,
};

/// Why a person is erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Wisreden {
    /// She asked for it (article 17 of the GDPR, article 7:455 of the civil code).
    VerzoekVanBetrokkene,
    /// She withdrew her consent, and nothing else allows to keep it.
    ToestemmingIngetrokken,
    /// It should not have been kept at all.
    TenOnrechteGeregistreerd,
    /// It was kept as long as it had to be.
    BewaartermijnVerstreken,
}

impl Wisreden {
    /// What its line says.
    #[must_use]
    pub const fn gebeurtenis(self) -> Gebeurtenis {
        match self {
            Self::VerzoekVanBetrokkene => Gebeurtenis::ClientGewistOpVerzoek,
            Self::ToestemmingIngetrokken => Gebeurtenis::ClientGewistNaIntrekking,
            Self::TenOnrechteGeregistreerd => Gebeurtenis::ClientGewistTenOnrechte,
            Self::BewaartermijnVerstreken => Gebeurtenis::ClientGewistNaTermijn,
        }
    }
}

/// What of hers is not over yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum Lopend {
    /// A signaal that nobody took up.
    Signaal,
    /// A signaal that looks like hers, and of which nobody has said whether it is.
    Gelijkenis,
    /// An open case.
    Casus,
    /// A request that waits for an answer, or help that was accepted.
    Doorgeleiding,
    /// Support that is planned or runs.
    Traject,
    /// A place on the agenda of a meeting whose record is not established.
    Bespreking,
    /// An agreement that was not carried out.
    Afspraak,
    /// An emergency that nobody judged.
    Noodprocedure,
}

impl Lopend {
    const fn naam(self) -> &'static str {
        match self {
            Self::Signaal => "een signaal dat nog niemand oppakte",
            Self::Gelijkenis => "een signaal dat op het hare lijkt en nog niet beoordeeld is",
            Self::Casus => "een casus die niet is afgesloten",
            Self::Doorgeleiding => "een doorgeleiding die loopt",
            Self::Traject => "een traject dat niet is beëindigd",
            Self::Bespreking => "een bespreking waarvan het verslag niet is vastgesteld",
            Self::Afspraak => "een afspraak die niet is nagekomen of vervallen",
            Self::Noodprocedure => "een noodprocedure die nog niet is beoordeeld",
        }
    }
}

/// The rule that nothing of hers is under way when she is erased.
pub const ONDERWEG: &str = "nog-onderweg";

/// Something is known of her.
#[derive(Debug)]
pub struct Bekend;
impl Toestand<Betrokkene> for Bekend {
    const STATUS: &'static [Status] = &[Status::Bekend];
}

impl Permitted<ClientWissen, In<Bekend, Betrokkene>> {
    /// Erases her, when nothing of hers is under way: who works with her would stand with empty hands.
    ///
    /// `blijft_tot` is until when it has to be kept; it counts only when the term is the reason.
    ///
    /// Refused: something is under way, or the term is not over.
    pub fn wis(
        self,
        reden: Wisreden,
        lopend: &[Lopend],
        blijft_tot: Moment,
    ) -> Result<Besluit<Betrokkene>, Box<Weigering>> {
        if !lopend.is_empty() {
            let wat: Vec<_> = lopend.iter().map(|een| een.naam()).collect();
            let melding = format!("Er loopt nog iets: {}. Rond dat eerst af.", wat.join(", "));
            return self.conflict(Conflict::new(ONDERWEG, melding));
        }
        if reden == Wisreden::BewaartermijnVerstreken && self.nu() < blijft_tot {
            let melding = format!("De bewaartermijn loopt nog, tot {}.", blijft_tot.in_nederland().format("%d-%m-%Y"));
            return self.conflict(Conflict::new("bewaartermijn-loopt", melding));
        }
        Ok(self.besluit(reden.gebeurtenis(), |wie, _| Betrokkene { status: Status::Gewist, ..wie }))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use strum::VariantArray as _;

    use super::*;

    #[test]
    fn elke_reden_is_een_eigen_regel_en_alles_wat_loopt_heeft_een_naam() {
        let regels: HashSet<_> = Wisreden::VARIANTS.iter().map(|reden| reden.gebeurtenis()).collect();
        assert_eq!(regels.len(), Wisreden::VARIANTS.len());
        assert!(regels.iter().all(|gebeurtenis| gebeurtenis.actie() == "D"));
        let namen: HashSet<_> = Lopend::VARIANTS.iter().map(|een| een.naam()).collect();
        assert_eq!(namen.len(), Lopend::VARIANTS.len());
    }
}
