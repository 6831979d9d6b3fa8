//! Clearing away what counts for nothing any more: expired counters, challenges, known devices and answers that were kept for a repeat.

use std::{sync::Arc, time::Duration};

use crate::{
    clock::Clock,
    domain::{
        logboek::{Gebeurtenis, Soort},
        tijd::Moment,
        toegang::{
            Verzoek,
            afzender::{Afzender, PROGRAMMA},
            rem::aantal as als_ding,
        },
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        herhaling, logboek,
        toegang::{
            beveiligingssleutel, machineclient, oidc,
            rem::{self, Tegengehouden, Wie},
        },
    },
};

/// Interval between two runs.
const ELKE: Duration = Duration::from_secs(600);

/// Clears away once; says how many rows went.
pub fn ruim_op(tx: &mut Tx, nu: Moment, idempotentie_uren: u32) -> Result<usize, Error> {
    let antwoorden = herhaling::ruim_op(tx, nu, idempotentie_uren)?;
    if antwoorden > 0 {
        // Of all that goes only the answers held anything about persons.
        let door = Afzender::machine("opruimen", nu);
        logboek::gedaan(tx, &door.meldt(Gebeurtenis::AntwoordenGewist, Soort::Herhaling, None))?;
    }
    let (tegengehouden, tellers) = rem::ruim_op(tx, nu)?;
    for Tegengehouden { wie, aantal } in tegengehouden {
        let meer = Some(als_ding(aantal));
        logboek::gedaan(tx, &over(wie, nu).meldt(Gebeurtenis::PogingenGeteld, Soort::Logregel, meer))?;
    }
    Ok(tellers
        + beveiligingssleutel::ruim_op(tx, nu)?
        + machineclient::ruim_op(tx, nu)?
        + oidc::ruim_op(tx, nu)?
        + antwoorden)
}

/// Who tells, when a stretch of time is over in which somebody was held back, how many more there were after the one that left a line: it
/// is known by the request of that line.
fn over(wie: Wie, nu: Moment) -> Afzender {
    let verzoek = Verzoek { id: wie.verzoek, toegangspunt: PROGRAMMA.to_owned() };
    Afzender::onbekend(verzoek, nu).met_account(wie.gebruiker)
}

/// Clears away from now on, as long as the process lives.
pub async fn blijf_opruimen(db: Db, clock: Arc<dyn Clock>, idempotentie_uren: u32) {
    loop {
        tokio::time::sleep(ELKE).await;
        let nu = clock.now();
        match db.write(move |tx| ruim_op(tx, nu, idempotentie_uren)).await {
            Ok(rows) => tracing::debug!(rows, "cleared away"),
            Err(error) => tracing::warn!(%error, "could not clear away"),
        }
    }
}
