//! `docs/formats.md` is what the program says of its formats. `DAYDECK_UPDATE_DOCS=1 cargo test --test docs` writes it anew.
//! And the words of the lists, which no single module knows on both sides.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, reason = "a test that cannot go on must fail")]

mod common;

#[test]
fn every_word_of_the_lists_has_a_text() {
    let silent = daydeck::store::list::LABELS.iter().filter(|label| !daydeck::i18n::words::has(label));
    assert_eq!(silent.collect::<Vec<_>>(), [] as [&&str; 0]);
}

#[test]
fn the_page_of_the_formats_is_that_of_the_program() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = common::ok(common::folder().path(), &["formats", "--markdown"], 0);
    if std::env::var_os("DAYDECK_UPDATE_DOCS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/formats.md is old: DAYDECK_UPDATE_DOCS=1 cargo test --test docs");
}
