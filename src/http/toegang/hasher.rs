//! Passwords are hashed beside the threads that answer, a few at a time: each takes tens of milliseconds and megabytes.

use std::{sync::Arc, thread, time::Duration};

use tokio::sync::Semaphore;

use crate::{
    domain::toegang::wachtwoord::{Hasher, ZOUT_LEN},
    http::problem::Problem,
    store::toegang::geheim::willekeurig,
};

/// How many may wait for their turn; the next one hears that it is busy.
const WACHTKAMER: usize = 64;
/// Who has had no turn by then hears the same.
const GEDULD: Duration = Duration::from_secs(5);

/// The hasher with its queue.
#[derive(Debug)]
pub(super) struct Hashers {
    hasher: Hasher,
    /// The hash that an unknown name is compared with, so that it takes as long as a known one.
    namaak: String,
    wachtkamer: Semaphore,
    beurten: Arc<Semaphore>,
}

impl Hashers {
    /// A hasher with these parameters that leaves one core for everything else; none when they are not allowed.
    pub(super) fn new(geheugen_kib: u32, rondes: u32, banen: u32) -> Option<Self> {
        let hasher = Hasher::new(geheugen_kib, rondes, banen)?;
        let namaak = hasher.hash("", &[0; ZOUT_LEN])?;
        let kernen = thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get);
        Some(Self {
            hasher,
            namaak,
            wachtkamer: Semaphore::new(WACHTKAMER),
            beurten: Arc::new(Semaphore::new(kernen.saturating_sub(1).max(1))),
        })
    }

    /// The hash to keep of `wachtwoord`.
    pub(super) async fn hash(&self, wachtwoord: String) -> Result<String, Problem> {
        let zout = willekeurig().map_err(Problem::from)?;
        let hash = self.run(move |hasher| hasher.hash(&wachtwoord, &zout)).await?;
        hash.ok_or_else(|| Problem::internal("argon2id failed"))
    }

    /// Whether `wachtwoord` belongs to `hash`; without a hash it never does, after the same work.
    pub(super) async fn klopt(&self, wachtwoord: String, hash: Option<&str>) -> Result<bool, Problem> {
        let bekend = hash.is_some();
        let hash = hash.unwrap_or(&self.namaak).to_owned();
        let klopt = self.run(move |hasher| hasher.klopt(&wachtwoord, &hash)).await?;
        Ok(klopt && bekend)
    }

    /// The hash to keep from now on of a password that was right, when `hash` was made with other parameters.
    pub(super) async fn ververs(&self, hash: &str, wachtwoord: String) -> Result<Option<String>, Problem> {
        if self.hasher.is_verouderd(hash) { self.hash(wachtwoord).await.map(Some) } else { Ok(None) }
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce(&Hasher) -> T + Send + 'static) -> Result<T, Problem> {
        let stoel = self.wachtkamer.try_acquire().map_err(|_| Problem::busy(2))?;
        let beurt = tokio::time::timeout(GEDULD, Arc::clone(&self.beurten).acquire_owned())
            .await
            .map_err(|_| Problem::busy(5))?
            .map_err(Problem::internal)?;
        drop(stoel);
        let hasher = self.hasher.clone();
        let job = tokio::task::spawn_blocking(move || {
            // The turn lasts until the work is done, also when nobody waits for it any more.
            let _beurt = beurt;
            work(&hasher)
        });
        job.await.map_err(Problem::internal)
    }
}
