//! What came of a check of the log.

use tlog::tree::TreeHead;

use crate::domain::logboek::toets::Bevinding;

/// What came of a check.
#[derive(Clone, Debug)]
pub struct Verslag {
    /// How the tree stands over the lines that were read.
    pub stand: TreeHead,
    /// How many lines wait for a number.
    pub wachtend: u64,
    /// The size of the newest checkpoint.
    pub ondertekend: Option<u64>,
    /// What is wrong; the first line that is wrong is first.
    pub bevindingen: Vec<Bevinding>,
}

impl Verslag {
    /// What is told, or why the exit code is 1.
    ///
    /// Fails when anything is wrong: the first line, and what else was found.
    pub fn uitslag(&self) -> Result<String, String> {
        let grootte = self.stand.size;
        let Some(eerste) = self.bevindingen.first() else {
            let ondertekend = match self.ondertekend {
                Some(tot) => format!("ondertekend tot en met de eerste {tot}"),
                None => "nog niets is ondertekend".to_owned(),
            };
            let wachtend = self.wachtend;
            return Ok(format!("Het logboek klopt: {grootte} regels genummerd, {wachtend} wachten; {ondertekend}."));
        };
        let waar = match eerste.nummer {
            Some(nummer) => format!("de eerste fout is bij nummer {nummer}"),
            None => "geen regel in het bijzonder".to_owned(),
        };
        let meer = self.bevindingen.iter().take(20).map(|Bevinding { nummer, wat }| match nummer {
            Some(nummer) => format!("\n  nummer {nummer}: {wat}"),
            None => format!("\n  {wat}"),
        });
        let rest = self.bevindingen.len().saturating_sub(20);
        let rest = if rest > 0 { format!("\n  en nog {rest}") } else { String::new() };
        Err(format!("het logboek klopt niet; {waar}:{}{rest}", meer.collect::<String>()))
    }
}
