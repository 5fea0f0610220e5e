//! Words of the queue: kinds, lanes, states, reasons, verbs, metrics, practices, cadences.

pub(super) static WORDS: &[(&str, &str, &str)] = &[];
