//! The menus: what can be chosen after a key, and what can be done with a row.

use super::action::{Action, Nap, Told, What, full_label, label, short};
use super::cmd::ExportFormat;
use super::model::Model;
use super::overlay::Overlay;
use super::possible::enabled;
use super::run::{question, remembered, sortable};
use super::{take_back, team, verbs};
use crate::domain::import::Question;
use crate::domain::list::{Cell, List};
use crate::domain::market::Market;
use crate::domain::text::SafeText;
use crate::domain::view::SavedView;
use crate::i18n::{Lang, screen as say, views, words::word};
use crate::tui::keys::map;
use crate::tui::text;

/// The menu that an action opens.
pub(crate) fn menu(model: &Model, action: Action) -> Overlay {
    let lang = model.options.lang;
    let entries: Vec<(char, Action)> = match action {
        Action::Snooze => [('h', Nap::Hour), ('t', Nap::Tomorrow), ('w', Nap::Monday), ('n', Nap::NewData)]
            .map(|(c, nap)| (c, Action::SnoozeFor(nap)))
            .into_iter()
            .chain([('o', Action::Observe), ('d', Action::SnoozeFor(Nap::Date))])
            .collect(),
        Action::Observe => [('3', 3), ('5', 5), ('7', 7)].map(|(c, n)| (c, Action::SnoozeFor(Nap::Days(n)))).to_vec(),
        Action::Dismiss => crate::domain::act::Reason::ALL.map(|(c, reason)| (c, Action::DismissAs(reason))).to_vec(),
        Action::Sort => {
            // A small letter sorts upwards, the same as a capital one downwards; j, k and q move and close.
            let letters = "abcdefghilmnoprstuvwxyz".chars();
            let both = |(letter, column): (char, &'static str)| {
                [(letter, false), (letter.to_ascii_uppercase(), true)]
                    .map(|(letter, down)| (letter, Action::SortBy(Some((column, down)))))
            };
            letters.zip(sortable(model)).flat_map(both).chain([('=', Action::SortBy(None))]).collect()
        }
        Action::Copy => What::ALL
            .into_iter()
            .map(|(c, what)| (c, Action::CopyWhat(what)))
            .filter(|(_, a)| enabled(model, *a).is_ok())
            .collect(),
        Action::Export => ['c', 't', 'j', 'm'].into_iter().zip(ExportFormat::ALL.map(Action::ExportAs)).collect(),
        Action::Views => {
            let saved = (0..model.options.views.len().min(usize::from(u8::MAX))).map(|at| at as u8);
            let save = [('s', Action::SaveView(false)), ('t', Action::SaveView(true))];
            let own = model.tab.views().iter().map(|view| ('\0', Action::View(view)));
            own.chain(saved.map(|at| ('\0', Action::UseView(at)))).chain(save).collect()
        }
        Action::Answer if question(model).is_none() => forgettable(model),
        Action::Answer => answers(model),
        // Not by the key that opens the menu: held down, that one must not take back what the title has just named.
        Action::TakeBack => vec![('\0', Action::TakeBackNow)],
        Action::TakeOver => vec![('\0', Action::TakeOverNow)],
        Action::Assign => team::assign_menu(model),
        Action::Proposals => team::proposals_menu(model),
        _ => actions(model),
    };
    let title = match action {
        Action::Answer => {
            question(model).map_or_else(|| say::remembered_title(lang).to_owned(), |(_, q)| text::question(lang, q))
        }
        Action::TakeBack => take_back::title(model),
        Action::TakeOver => team::take_over_title(model),
        Action::Proposals => crate::i18n::team::proposals_title(lang).to_owned(),
        Action::Menu => model
            .current()
            .row()
            .map_or_else(|| word(lang, model.tab.word()).to_owned(), |row| text::row_title(model, row)),
        _ if matches!(action, Action::Snooze | Action::Dismiss | Action::Observe | Action::Assign) => {
            say::menu_of(lang, label(lang, action), verbs::count(model))
        }
        _ => label(lang, action),
    };
    Overlay::menu(model, title, entries)
}

/// What can be done with the selected row: the menu behind Enter.
fn actions(model: &Model) -> Vec<(char, Action)> {
    let offered = [
        Action::Answer,
        Action::Done,
        Action::Snooze,
        Action::Claim,
        Action::Dismiss,
        Action::OpenLink,
        Action::Copy,
        Action::Receipt,
        Action::Undo,
        Action::Assign,
        Action::Note,
        Action::HowTo,
        Action::TakeOver,
        Action::Redo,
        Action::History,
        Action::Zoom,
        Action::Mark,
        Action::Filter,
        Action::Sort,
        Action::Views,
        Action::NextView,
        Action::Export,
        Action::Import,
        Action::TakeBack,
        Action::Palette,
        Action::Help,
        Action::Quit,
    ];
    offered
        .into_iter()
        .filter(|action| enabled(model, *action).is_ok())
        .filter_map(|action| {
            let name = map::key_name(model.options.preset, model.tab, action);
            let letter =
                if name == "space" { Some(' ') } else { name.chars().next().filter(|_| name.chars().count() == 1) };
            (!matches!(action, Action::Answer | Action::TakeBack) || model.tab == List::Imports)
                .then_some((letter.unwrap_or('\0'), action))
        })
        .collect()
}

fn answers(model: &Model) -> Vec<(char, Action)> {
    let Some((_, question)) = question(model) else { return Vec::new() };
    let told: Vec<Told> = match question {
        Question::Marketplace { .. } => {
            let own = own_markets(model);
            let others = Market::ALL.iter().filter(|market| !own.contains(market));
            let always = own.iter().copied().map(Told::Always);
            let here = |market: &Market| Told::Market(*market);
            own.iter().map(here).chain(always).chain(others.map(here)).collect()
        }
        Question::FewerRows { .. } => vec![Told::Complete],
        Question::DateOrder { .. } => vec![Told::Dmy, Told::Mdy],
        Question::Period => vec![Told::Period],
        // It has a screen of its own.
        Question::Mapping { .. } => Vec::new(),
    };
    letters().zip(told.into_iter().map(Action::AnswerWith)).collect()
}

/// The answers that are remembered for files like the selected one: choosing one forgets it.
fn forgettable(model: &Model) -> Vec<(char, Action)> {
    letters().zip(remembered(model).iter().map(|answer| Action::Forget(answer.id))).collect()
}

/// What chooses among many entries, in order: j and k move, q closes.
fn letters() -> impl Iterator<Item = char> {
    ('1'..='9').chain('a'..='i').chain('l'..='p').chain('r'..='z').chain('A'..='Z')
}

/// The marketplaces that reports of the selected file's store came from, in the order of the table.
fn own_markets(model: &Model) -> Vec<Market> {
    let store =
        if let Some(Cell::Text(store)) = take_back::cell(model, "store") { store } else { &model.options.store };
    let known = |market: &Market| model.sources.iter().any(|s| s.store == *store && s.market == Some(*market));
    Market::ALL.iter().copied().filter(known).collect()
}

/// The text of an action at this place: what `done` says of these rows, and which answer is the store's own.
pub(crate) fn label_here(model: &Model, action: Action) -> String {
    let lang = model.options.lang;
    match action {
        Action::Done => match verbs::done_word(model) {
            Some(word) => say::do_done_as(lang, word),
            None if model.tab == List::Today => say::short_done(lang).to_owned(),
            None => say::do_done_as(lang, short(lang, action, model.tab)),
        },
        Action::AnswerWith(Told::Market(market)) if own_markets(model).contains(&market) => {
            say::answer_own_market(lang, market)
        }
        Action::Forget(id) => match remembered(model).iter().find(|answer| answer.id == id) {
            Some(answer) => say::forget_this(lang, text::remembered(lang, answer), text::day_of(model, answer.at)),
            None => full_label(lang, action),
        },
        Action::View(view) => match &model.splits {
            Some((list, counts)) if *list == model.tab => {
                let count = counts.iter().find(|(known, ..)| *known == view);
                let shown = count.map_or_else(String::new, |(_, count, exact)| {
                    let count = i64::try_from(*count).unwrap_or(i64::MAX);
                    format!("  {}{}", crate::i18n::format::count(count), if *exact { "" } else { "+" })
                });
                format!("{}{shown}", full_label(lang, action))
            }
            _ => full_label(lang, action),
        },
        Action::UseView(at) => match model.options.views.get(usize::from(at)) {
            Some(view) => saved_label(lang, view),
            None => full_label(lang, action),
        },
        _ => team::label(model, action).unwrap_or_else(|| full_label(lang, action)),
    }
}

/// Name and content of a saved view: its list and view, filter and order.
fn saved_label(lang: Lang, view: &SavedView) -> String {
    let mut what = format!("{} {}", word(lang, view.list.word()), super::run::view_name(lang, view.view));
    if !view.filter.is_empty() {
        what = format!("{what} /{}", SafeText::new(&view.filter));
    }
    if let Some((column, down)) = view.sort {
        let sorted = say::sorted(lang, text::heading(lang, column), if down { "v" } else { "^" });
        what = format!("{what} {sorted}");
    }
    let name = SafeText::new(&view.name);
    if view.shared { views::use_team(lang, name, what) } else { views::use_own(lang, name, what) }
}
