//! The pages in a real browser, as somebody meets them: the story of one family, by mouse and by keyboard, without script and
//! enlarged; and every page of every person held against what makes a page usable for all.
//!
//! They start the demo and Debian's chromedriver, once for all tests, and end both whatever happens (`proces`).
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "a test that cannot go on says so best by stopping where it is, and says where that was"
)]

mod axe;
mod bekijk;
mod cijfers;
mod collega;
mod proces;
mod ronde;
mod sleutel;
mod staten;
mod stijl;
mod tijd;
mod toegang;
mod toetsenbord;
mod veilig;
mod venster;
mod verhaal;
mod vrouw;
