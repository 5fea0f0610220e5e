//! The README's picture is the screen's own: drawn here from demo data with a fixed clock and compared with
//! `docs/screen.svg`. `DAYDECK_UPDATE_PICTURE=1 cargo test --test picture` draws it anew.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::path::Path;
use std::sync::Arc;

use daydeck::demo;
use daydeck::domain::act::Actor;
use daydeck::domain::day::Instant;
use daydeck::domain::list::Viewpoint;
use daydeck::domain::settings::Settings;
use daydeck::i18n::Lang;
use daydeck::runtime::picture;
use daydeck::store::open::Reader;
use daydeck::tui::{Options, Palette, Preset};

/// Sunday, 2026-11-22, 16:30 UTC.
const NOW: Instant = Instant(1_795_365_000);

#[test]
fn the_readme_s_picture_is_what_the_program_draws() {
    let data = common::folder();
    let folder = common::demo_at(data.path(), 1_500, NOW);
    let me = Actor { uid: 1000, name: "wei".to_owned() };
    let zone = chrono_tz::America::Los_Angeles;
    let settings = Arc::new(Settings::shipped().unwrap());
    let options = Options {
        lang: Lang::En,
        palette: Palette::Ansi,
        preset: Preset::Vim,
        size: (132, 36),
        now: NOW,
        zone,
        me: me.clone(),
        demo: true,
        store: demo::STORE.to_owned(),
        home: None,
        views: Vec::new(),
        team: None,
        rights: daydeck::domain::role::Rights::default(),
    };
    let view = Viewpoint { now: NOW, me, zone, settings, boot: None, ahead: 0 };
    let reader = Reader::open(&folder).unwrap();
    let buffer = picture::screen(options, &reader, &view, &[]).unwrap();
    let drawn = picture::svg(&buffer, "daydeck: the Today tab on demo data");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/screen.svg");
    if std::env::var_os("DAYDECK_UPDATE_PICTURE").is_some() {
        std::fs::write(&path, &drawn).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == drawn, "docs/screen.svg is not what the program draws; see the head of this file");
}
