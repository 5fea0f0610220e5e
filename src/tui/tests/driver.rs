//! A model, the made-up database behind it, and a terminal of memory.

use std::collections::VecDeque;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use unicode_width::UnicodeWidthStr;

use super::fake::Fake;
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::i18n::Lang;
use crate::tui::{Cmd, Key, Lane, Model, Msg, Options, Palette, Preset, draw, update};

/// 2026-11-22 08:30 in Berlin.
pub const NOW: Instant = Instant(1_795_332_600);

pub fn options(lang: Lang, size: (u16, u16)) -> Options {
    Options {
        lang,
        palette: Palette::Ansi,
        preset: Preset::Vim,
        size,
        now: NOW,
        zone: chrono_tz::Europe::Berlin,
        me: Actor { uid: 7, name: "wei".into() },
        demo: false,
        store: "default".into(),
        home: Some("/home/wei".into()),
        views: Vec::new(),
        team: None,
        rights: crate::domain::role::Rights::default(),
    }
}

/// A screen with its database.
#[derive(Debug)]
pub struct App {
    pub model: Model,
    pub fake: Fake,
    /// Everything asked for beside questions.
    pub log: Vec<Cmd>,
}

impl App {
    pub fn new(options: Options, fake: Fake) -> Self {
        let mut app = Self { model: Model::new(options), fake, log: Vec::new() };
        let cmds = app.model.start();
        app.settle(cmds);
        app
    }

    /// Presses keys; the commands of all of them, nothing answered.
    pub fn keys(&mut self, names: &str) -> Vec<Cmd> {
        let mut out = Vec::new();
        for name in names.split(' ') {
            let key = Key::parse(name).unwrap_or_else(|| panic!("{name} is no key"));
            out.extend(update(&mut self.model, Msg::Key(key)));
        }
        out
    }

    /// Presses keys and answers everything after each.
    pub fn press(&mut self, names: &str) -> &mut Self {
        for name in names.split(' ') {
            let cmds = self.keys(name);
            self.settle(cmds);
        }
        self
    }

    pub fn send(&mut self, msg: Msg) -> &mut Self {
        let cmds = update(&mut self.model, msg);
        self.settle(cmds);
        self
    }

    /// Answers questions and writes until nothing is open.
    pub fn settle(&mut self, cmds: Vec<Cmd>) {
        let mut open = VecDeque::from(cmds);
        while let Some(cmd) = open.pop_front() {
            let msg = match cmd {
                Cmd::Load { lane, generation, query } => {
                    Msg::Reply { lane, generation, result: self.fake.answer(&query) }
                }
                Cmd::Write(intent) => {
                    let result = Ok(self.fake.write(&intent));
                    self.log.push(Cmd::Write(intent.clone()));
                    Msg::Wrote { intent, result }
                }
                other => {
                    self.log.push(other);
                    continue;
                }
            };
            open.extend(update(&mut self.model, msg));
        }
    }

    pub fn selected(&self) -> Option<&str> {
        self.model.current().selected.as_deref()
    }

    pub fn toast(&self) -> &str {
        self.model.toast.as_ref().map_or("", |t| t.text.as_str())
    }

    /// The screen as text; every glyph must have one width in all terminals.
    pub fn screen(&self) -> String {
        let (width, height) = self.model.options.size;
        let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
        terminal.draw(|frame| draw(&self.model, frame)).unwrap();
        let buffer = terminal.backend().buffer();
        let mut out = String::new();
        for y in 0..height {
            let mut line = String::new();
            let mut skip = 0;
            for x in 0..width {
                let symbol = buffer[(x, y)].symbol();
                assert_eq!(symbol.width(), symbol.width_cjk(), "{symbol:?} at {x},{y} has no sure width");
                if skip > 0 {
                    skip -= 1;
                    continue;
                }
                skip = symbol.width().saturating_sub(1);
                line.push_str(symbol);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

/// An English screen of 80x24 over the fixture.
pub fn app() -> App {
    App::new(options(Lang::En, (80, 24)), Fake::default())
}

/// Whether a command asks for a page.
pub fn is_page(cmd: &Cmd) -> bool {
    matches!(cmd, Cmd::Load { lane: Lane::Page, .. })
}
