//! Words of files: formats, states of a file.

pub(super) static WORDS: &[(&str, &str, &str)] = &[];
