//! Files that were refused or wait for an answer (77). Unknown columns are normal and open nothing (H15).

use std::collections::BTreeMap;

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::FileFact;
use crate::domain::import::FileState;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(files: &[FileFact], round: Round<'_>, out: &mut Vec<Finding>) {
    // The same bytes offered twice are one item: what the last try came to counts.
    let mut last: BTreeMap<Key, &FileFact> = BTreeMap::new();
    for file in files {
        let key = Key::import(&file.store, &file.evidence.sha256);
        let known = last.entry(key).or_insert(file);
        if later(file) > later(known) {
            *known = file;
        }
    }
    out.extend(last.into_iter().map(|(key, file)| judge(key, file, round.of(&file.store))));
}

/// The ledger numbers the tries; the rest only makes the choice certain.
fn later(file: &FileFact) -> (i64, bool, &'static str, i64) {
    (file.import, file.resolved.is_some(), file.state.word(), file.evidence.as_of)
}

fn judge(key: Key, file: &FileFact, pass: Pass<'_>) -> Finding {
    if let Some(evidence) = &file.resolved {
        return gone(key, evidence, "imported");
    }
    if !matches!(file.state, FileState::Refused | FileState::Waiting) {
        return gone(key, &file.evidence, "imported");
    }
    let numbers = Collect::default()
        .text("file", &file.name)
        .text("state", file.state.word())
        .with("report", file.format.map(|f| Num::Text(f.word().to_owned())))
        .with("received", Num::At(file.received))
        .with("import", Num::Int(file.import))
        .done();
    let base = holds(key, Kind::ImportRefused, Lane::Today, &file.name, numbers, &file.evidence);
    Finding::Holds(Box::new(Holds { due: Some(file.received.plus(pass.hours(keys::FILE_HOURS, None))), ..base }))
}
