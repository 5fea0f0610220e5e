//! The half of the screen that decides: messages in, commands out.

pub mod action;
pub(crate) mod bulk;
pub mod cmd;
pub(crate) mod first;
mod held;
mod lanes;
pub(crate) mod layout;
pub(crate) mod mapping;
pub(crate) mod menu;
pub mod model;
mod mouse;
pub mod msg;
pub(crate) mod overlay;
mod possible;
mod queue;
mod reply;
pub(crate) mod run;
mod saved;
pub(crate) mod tab;
pub(crate) mod take_back;
pub(crate) mod team;
pub(crate) mod typing;
mod verbs;

use cmd::Cmd;
use model::Model;
use msg::Msg;

use crate::domain::list::{Query, ReadError};
use crate::i18n::screen as say;
use crate::tui::keys::key::{Code, Key};
use crate::tui::keys::map;

/// Brings a message into the model and says what the loop shall do.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Cmd> {
    model.touch();
    match msg {
        Msg::Key(key) => {
            let mut cmds = press(model, key);
            cmds.extend(team::renew(model, &cmds));
            cmds
        }
        Msg::Mouse(mouse) => mouse::mouse(model, mouse),
        Msg::Paste(text) => overlay::paste(model, &text),
        Msg::Resize(width, height) => {
            model.options.size = (width, height);
            run::keep_in_view(model)
        }
        Msg::Tick(now) => {
            model.options.now = now;
            let busy = matches!(model.current().error, Some(ReadError::Busy));
            if busy { run::reload(model) } else { Vec::new() }
        }
        Msg::Slow { lane, generation } => {
            model.lanes.slow(lane, generation);
            Vec::new()
        }
        Msg::Reply { lane, generation, result } => reply::reply(model, lane, generation, result),
        Msg::Wrote { intent, result } => verbs::wrote(model, &intent, result),
        Msg::Changed => run::reload(model),
        Msg::Here(here) => {
            model.here = here;
            Vec::new()
        }
        Msg::Back { seq, at } => team::back(model, seq, at),
        Msg::Progress => model.lanes.ask(cmd::Lane::Worker, Query::Worker).into_iter().collect(),
        Msg::Exported(result) => tell(model, result, say::exported, say::export_failed),
        Msg::Copied(result) => tell(model, result, say::copied, say::copy_failed),
        Msg::Saved(Ok((name, views))) => {
            model.options.views = views;
            let lang = model.options.lang;
            model.say(crate::i18n::views::saved(lang, crate::domain::text::SafeText::new(&name)));
            Vec::new()
        }
        Msg::Saved(Err(why)) => {
            model.warn(crate::domain::text::SafeText::new(&why).as_str().to_owned());
            Vec::new()
        }
        Msg::Worker(result) => {
            let mut cmds = tell(model, result, say::worker_started, say::worker_failed);
            cmds.extend(run::reload(model));
            cmds
        }
        Msg::Notice(text) => {
            model.say(crate::domain::text::SafeText::new(&text).as_str().to_owned());
            Vec::new()
        }
        Msg::Quit => vec![Cmd::Quit],
    }
}

type Saying = fn(crate::i18n::Lang, crate::domain::text::SafeText) -> String;

fn tell(model: &mut Model, result: Result<String, String>, good: Saying, bad: Saying) -> Vec<Cmd> {
    let lang = model.options.lang;
    match result {
        Ok(text) => model.say(good(lang, text.into())),
        Err(text) => model.warn(bad(lang, text.into())),
    }
    Vec::new()
}

/// A key: to the top layer, else through the key map.
pub(crate) fn press(model: &mut Model, key: Key) -> Vec<Cmd> {
    if held::keep(model, key) {
        return Vec::new();
    }
    model.toast = None;
    let tab = model.tab;
    model.after_swap = std::mem::take(&mut model.of_mut(tab).swapped);
    if key == Key::parse("ctrl-c").unwrap_or(key) && key.ctrl {
        return overlay_or_hint(model);
    }
    if !model.overlays.is_empty() {
        return overlay::key(model, key);
    }
    let plain = key.folded();
    if let Some(cmds) = first::key(model, plain) {
        return cmds;
    }
    match map::resolve(model.options.preset, model.tab, plain) {
        Some(action) if key.repeat && action.once() => Vec::new(),
        Some(action) => run::run(model, action),
        None => {
            if matches!(plain.code, Code::Char(c) if c >= '\u{2e80}') {
                model.say(say::input_method(model.options.lang).to_owned());
            }
            Vec::new()
        }
    }
}

/// ctrl-c closes what lies over the list; on the list it says how to leave.
fn overlay_or_hint(model: &mut Model) -> Vec<Cmd> {
    if model.overlays.pop().is_none() {
        model.say(say::how_to_quit(model.options.lang).to_owned());
    }
    Vec::new()
}
