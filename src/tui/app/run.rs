//! Carrying out an action.

use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use super::action::{Action, short};
use super::cmd::{Cmd, ExportFormat, Lane};
use super::mapping;
use super::menu;
use super::model::Model;
use super::overlay::{FilterLine, Overlay, Purpose, Sheet};
pub(crate) use super::possible::enabled;
use super::saved;
use super::tab::{MARKS_MAX, mark};
use super::take_back;
use super::team;
use super::verbs;
use crate::domain::act::{Intent, Request};
use crate::domain::filter::Filter;
use crate::domain::import::Question;
use crate::domain::list::{List, Query};
use crate::domain::remember::Remembered;
use crate::domain::text::SafeText;
use crate::domain::view;
use crate::i18n::Lang;
use crate::i18n::screen as say;
use crate::tui::keys::map;
use crate::tui::{receipt, text};

/// Reads everything again that is on the screen.
pub(crate) fn reload(model: &mut Model) -> Vec<Cmd> {
    let page = Query::Page(model.current().again());
    let mut cmds: Vec<Cmd> = model.lanes.ask(Lane::Page, page).into_iter().collect();
    for (lane, query) in [(Lane::Counts, Query::Counts), (Lane::Sources, Query::Sources), (Lane::Worker, Query::Worker)]
    {
        cmds.extend(model.lanes.ask(lane, query));
    }
    cmds
}

fn ask_page(model: &mut Model) -> Vec<Cmd> {
    let query = Query::Page(model.current().again());
    model.lanes.ask(Lane::Page, query).into_iter().collect()
}

/// Asks for the detail of the selected row unless it is there.
pub(crate) fn ask_detail(model: &mut Model) -> Vec<Cmd> {
    let list = model.tab;
    let Some(id) = model.current().selected.clone() else {
        model.current_mut().detail = None;
        return Vec::new();
    };
    // A fold says all that there is of it in its row.
    if model.current().row().is_some_and(|row| row.fold.is_some()) {
        return Vec::new();
    }
    model.lanes.ask(Lane::Detail, Query::Detail(list, id)).into_iter().collect()
}

/// Selects a place of the list.
pub(crate) fn select(model: &mut Model, index: u64) -> Vec<Cmd> {
    let height = model.height();
    let before = model.current().selected.clone();
    // Beside a pane a moved list costs the terminal the whole pane again: there it turns the page but two rows at once.
    let beside = model.areas().is_some_and(|areas| areas.pane.is_some_and(|(_, right)| right));
    let tab = model.current_mut();
    if beside {
        tab.turn(index, height, height.saturating_sub(2));
    }
    let more = tab.select(index, height);
    let mut cmds: Vec<Cmd> =
        more.and_then(|query| model.lanes.ask(Lane::Page, Query::Page(query))).into_iter().collect();
    if model.current().selected != before {
        cmds.extend(ask_detail(model));
    }
    cmds
}

/// Keeps the selected row on the screen after a change of size or rows.
pub(crate) fn keep_in_view(model: &mut Model) -> Vec<Cmd> {
    let height = model.height();
    let more = model.current_mut().show(height);
    more.and_then(|query| model.lanes.ask(Lane::Page, Query::Page(query))).into_iter().collect()
}

/// Sets the filter of the tab and reads the list from its top.
pub(crate) fn set_filter(model: &mut Model, typed: String, filter: Filter) -> Vec<Cmd> {
    let tab = model.current_mut();
    tab.filter_text = typed;
    if *tab.filter == filter {
        return Vec::new();
    }
    tab.filter = Arc::new(filter);
    tab.other = true;
    tab.rewind();
    ask_page(model)
}

/// The link of the selected row, once its detail is there.
pub(crate) fn link(model: &Model) -> Option<&str> {
    let detail = model.current().read()?;
    detail.link.as_deref().filter(|l| l.starts_with("https://"))
}

/// Whether the detail of the selected row is there.
pub(crate) fn is_read(model: &Model) -> bool {
    model.current().read().is_some()
}

/// What the selected file asks, with its number in the ledger.
pub(crate) fn question(model: &Model) -> Option<&(i64, Question)> {
    model.current().read()?.question.as_ref()
}

/// The answers that are remembered for files like the selected one.
pub(crate) fn remembered(model: &Model) -> &[Remembered] {
    model.current().read().map_or(&[], |detail| &detail.remembered)
}

pub(crate) fn sortable(model: &Model) -> Vec<&'static str> {
    view::sortable(model.tab, model.current().view_word())
}

/// Every action that makes sense to offer on this tab: the palette.
pub(crate) fn everything(model: &Model) -> Vec<Action> {
    let mut out: Vec<Action> = map::bindings(model.tab).map(|b| b.action).collect();
    // What other tabs alone can do is shown with the reason.
    let elsewhere = [Action::Answer, Action::TakeBack].into_iter().filter(|action| !out.contains(action));
    out.extend(elsewhere.collect::<Vec<_>>());
    out.extend(Action::menu_only());
    out.extend(model.tab.views().iter().map(|v| Action::View(v)));
    out.extend(team::proposals_menu(model).into_iter().map(|(_, action)| action));
    out.push(Action::SortBy(None));
    let both = |column| [false, true].map(|down| Action::SortBy(Some((column, down))));
    out.extend(sortable(model).into_iter().flat_map(both));
    out.extend((0..model.options.views.len().min(usize::from(u8::MAX))).map(|at| Action::UseView(at as u8)));
    out
}

/// Carries out an action, or says why it is not possible.
pub(crate) fn run(model: &mut Model, action: Action) -> Vec<Cmd> {
    if let Err(why) = enabled(model, action) {
        model.warn(why);
        return Vec::new();
    }
    // The first key after somebody took the row from under the cursor was meant for that row.
    let about_marks = action.is_verb() && !model.current().marks.is_empty();
    if std::mem::take(&mut model.after_swap) && action.touches_a_row() && !about_marks {
        model.warn(say::row_swapped(model.options.lang).to_owned());
        return Vec::new();
    }
    if model.panes.detail && matches!(action, Action::Down | Action::Up | Action::PageDown | Action::PageUp) {
        scroll(model, action);
        return Vec::new();
    }
    let (index, height, total) = (model.current().index, model.height(), model.current().total());
    match action {
        Action::Down => select(model, index + 1),
        Action::Up => select(model, index.saturating_sub(1)),
        Action::PageDown => select(model, index + height.max(2) - 1),
        Action::PageUp => select(model, index.saturating_sub(height.max(2) - 1)),
        Action::Top => select(model, 0),
        Action::Bottom => select(model, total.saturating_sub(1)),
        Action::NextNeeds => needs(model, true),
        Action::PrevNeeds => needs(model, false),
        Action::Unfold => fold(model, true),
        Action::Fold => fold(model, false),
        Action::Go(list) => go(model, list),
        Action::NextView => turn_view(model, 1),
        Action::PrevView => turn_view(model, model.tab.views().len() - 1),
        Action::View(view) => match model.tab.views().iter().position(|v| *v == view) {
            Some(place) => set_view(model, place),
            None => Vec::new(),
        },
        Action::Open => open(model),
        Action::Back => back(model),
        Action::NextPane | Action::Preview | Action::Zoom => pane(model, action),
        Action::ScrollDown | Action::ScrollUp => {
            scroll(model, action);
            Vec::new()
        }
        Action::Claim if team::asks(model, action) => run(model, Action::TakeOver),
        Action::Done | Action::Claim | Action::SnoozeFor(_) | Action::DismissAs(_) | Action::Undo => {
            verbs::act(model, action)
        }
        Action::Mark | Action::MarkRange | Action::MarkAll | Action::ClearMarks => marks(model, action),
        Action::Filter => {
            let typed = model.current().filter_text.clone();
            model.overlays.push(Overlay::Filter(FilterLine::new(typed)));
            Vec::new()
        }
        Action::ClearFilter => set_filter(model, String::new(), Filter::default()),
        Action::SortBy(order) => sort(model, order),
        Action::Views => saved::menu(model),
        Action::UseView(at) => saved::open(model, at),
        Action::SaveView(shared) => saved::ask(model, shared),
        Action::CopyWhat(what) => text::copy(model, what).map(Cmd::Copy).into_iter().collect(),
        Action::OpenLink => link(model).map(str::to_owned).map(Cmd::Open).into_iter().collect(),
        Action::ExportAs(format) => vec![export(model, format)],
        Action::Refresh => reload(model),
        Action::StartWorker => vec![Cmd::StartWorker],
        Action::AnswerWith(told) => verbs::answer(model, told),
        Action::Forget(answer) => vec![Cmd::Write(Intent::Ask(Request::Forget { answer }))],
        Action::TakeBackNow => take_back::send(model),
        Action::Answer if matches!(question(model), Some((_, Question::Mapping { .. }))) => map_columns(model),
        Action::Import => {
            let title = say::form_import(model.options.lang).to_owned();
            form(model, Purpose::Import, title)
        }
        Action::Snooze
        | Action::Observe
        | Action::Dismiss
        | Action::Sort
        | Action::Copy
        | Action::Export
        | Action::Answer
        | Action::TakeBack
        | Action::TakeOver
        | Action::Assign
        | Action::Proposals
        | Action::Menu => {
            let menu = menu::menu(model, action);
            model.overlays.push(menu);
            Vec::new()
        }
        Action::Palette | Action::Help => {
            let help = action == Action::Help;
            let search = Overlay::search(model, help);
            model.overlays.push(search);
            Vec::new()
        }
        Action::Receipt => receipt(model),
        Action::Language(lang) => {
            model.options.lang = lang;
            Vec::new()
        }
        Action::Keys(preset) => {
            model.options.preset = preset;
            Vec::new()
        }
        Action::Demo(on) => vec![Cmd::Demo(on)],
        Action::TakeOverNow
        | Action::AssignTo(_)
        | Action::Note
        | Action::Redo
        | Action::Judge(..)
        | Action::WhoIsHere
        | Action::SinceLeft
        | Action::Handover
        | Action::History
        | Action::HowTo => team::run(model, action),
        Action::Redraw => vec![Cmd::Redraw],
        Action::Suspend => vec![Cmd::Suspend],
        Action::Quit => vec![Cmd::Quit],
    }
}

/// Opens the mapping screen of the selected file.
fn map_columns(model: &mut Model) -> Vec<Cmd> {
    let Some((import, question)) = question(model).cloned() else { return Vec::new() };
    let file = take_back::file(model);
    mapping::open(model, import, &question, file)
}

pub(crate) fn form(model: &mut Model, purpose: Purpose, title: String) -> Vec<Cmd> {
    let form = Overlay::form(model, purpose, title);
    model.overlays.push(form);
    Vec::new()
}

fn export(model: &Model, format: ExportFormat) -> Cmd {
    let mut query = model.current().query(0, u64::MAX, None);
    query.unfold = true;
    Cmd::Export { query, format }
}

/// The next row that nobody else holds.
fn needs(model: &mut Model, forward: bool) -> Vec<Cmd> {
    let me = model.options.me.uid;
    let tab = model.current();
    let free = |index: &u64| {
        let item = tab.row_at(*index).and_then(|r| r.item.as_ref());
        item.is_some_and(|i| i.claim.as_ref().is_none_or(|c| c.uid == me))
    };
    let found = if forward {
        (tab.index + 1..tab.total()).take_while(|i| tab.row_at(*i).is_some()).find(free)
    } else {
        (0..tab.index).rev().take_while(|i| tab.row_at(*i).is_some()).find(free)
    };
    if let Some(index) = found {
        return select(model, index);
    }
    model.say(say::no_more(model.options.lang).to_owned());
    Vec::new()
}

fn fold(model: &mut Model, open: bool) -> Vec<Cmd> {
    let tab = model.current_mut();
    tab.unfold = open;
    tab.other = true;
    ask_page(model)
}

pub(super) fn go(model: &mut Model, list: List) -> Vec<Cmd> {
    model.tab = list;
    model.panes.detail = false;
    model.panes.zoom = false;
    model.current_mut().scroll = 0;
    ask_page(model)
}

fn turn_view(model: &mut Model, by: usize) -> Vec<Cmd> {
    let views = model.tab.views().len();
    set_view(model, (model.current().view + by) % views)
}

pub(super) fn set_view(model: &mut Model, view: usize) -> Vec<Cmd> {
    let tab = model.current_mut();
    tab.view = view;
    tab.unmark();
    tab.page = None;
    tab.detail = None;
    tab.error = None;
    tab.other = true;
    // A column that the view does not have cannot order it.
    if tab.sort.is_some_and(|(column, _)| !view::sortable(tab.list, tab.view_word()).contains(&column)) {
        tab.sort = None;
    }
    tab.rewind();
    ask_page(model)
}

fn sort(model: &mut Model, order: Option<(&'static str, bool)>) -> Vec<Cmd> {
    let tab = model.current_mut();
    // The order that is in force already is turned round.
    tab.sort = if tab.sort == order { order.map(|(column, down)| (column, !down)) } else { order };
    tab.other = true;
    tab.rewind();
    ask_page(model)
}

/// Enter: shows the detail when it is hidden, unfolds a fold, else opens the menu of what can be done. An empty list has
/// a menu too: undo, views and quit are in it.
fn open(model: &mut Model) -> Vec<Cmd> {
    let Some(row) = model.current().row() else { return run(model, Action::Menu) };
    if row.fold.is_some() {
        return fold(model, true);
    }
    if model.areas().is_some_and(|a| a.pane.is_none()) {
        model.panes.preview = true;
        if model.areas().is_some_and(|a| a.pane.is_none()) {
            model.panes.zoom = true;
            model.panes.detail = true;
        }
        return keep_in_view(model);
    }
    run(model, Action::Menu)
}

/// Esc: one step back; never leaves the program.
fn back(model: &mut Model) -> Vec<Cmd> {
    let tab = model.current();
    if model.panes.zoom {
        model.panes.zoom = false;
        model.panes.detail = false;
        return keep_in_view(model);
    }
    if model.panes.detail {
        model.panes.detail = false;
    } else if !tab.marks.is_empty() {
        return marks(model, Action::ClearMarks);
    } else if !tab.filter.is_empty() {
        return set_filter(model, String::new(), Filter::default());
    } else if tab.unfold {
        return fold(model, false);
    }
    Vec::new()
}

fn pane(model: &mut Model, action: Action) -> Vec<Cmd> {
    match action {
        Action::Preview => {
            model.panes.preview = !model.panes.preview;
            model.panes.detail = false;
            model.panes.zoom = false;
        }
        Action::Zoom => model.panes.zoom = !model.panes.zoom,
        _ if model.panes.zoom || model.areas().is_some_and(|a| a.pane.is_some()) => {
            model.panes.detail = !model.panes.detail;
        }
        _ => {}
    }
    keep_in_view(model)
}

fn scroll(model: &mut Model, action: Action) {
    let step = model.areas().and_then(|a| a.pane).map_or(1, |(p, _)| p.height.saturating_sub(2).max(1));
    let lines = crate::tui::screen::pane::height(model);
    let tab = model.current_mut();
    tab.scroll = match action {
        Action::Down | Action::ScrollDown => tab.scroll + 1,
        Action::PageDown => tab.scroll + step,
        Action::PageUp => tab.scroll.saturating_sub(step),
        _ => tab.scroll.saturating_sub(1),
    }
    .min(lines.saturating_sub(1));
}

fn marks(model: &mut Model, action: Action) -> Vec<Cmd> {
    let total = model.current().total();
    let tab = model.current_mut();
    match action {
        Action::Mark => {
            tab.range = None;
            if let Some(row) = tab.row() {
                let (id, items) = mark(row);
                if tab.marks.remove(&id).is_none() {
                    tab.marks.insert(id, items);
                }
            }
            tab.anchor = Some(tab.index);
            let index = tab.index;
            return select(model, index + 1);
        }
        Action::MarkRange if tab.range.take().is_some() => tab.anchor = Some(tab.index),
        Action::MarkRange => {
            let before = tab.marks.clone();
            let from = tab.anchor.unwrap_or(tab.index);
            let range = from.min(tab.index)..=from.max(tab.index);
            let new: Vec<_> = range.filter_map(|i| tab.row_at(i)).map(mark).collect();
            tab.marks.extend(new);
            // Without a mark to begin at, the range begins here and follows the selection.
            if tab.anchor.replace(tab.index).is_none() {
                tab.range = tab.selected.clone().map(|row| (row, before));
            }
        }
        Action::MarkAll if (tab.rows().len() as u64) < total => {
            tab.mark_next = true;
            tab.range = None;
            let query = Query::Page(tab.query(0, MARKS_MAX, tab.selected.clone()));
            if total > MARKS_MAX {
                model.say(say::marked_first(model.options.lang, MARKS_MAX));
            }
            return model.lanes.ask(Lane::Page, query).into_iter().collect();
        }
        Action::MarkAll => {
            tab.range = None;
            tab.marks = tab.rows().iter().filter(|r| r.item.is_some() || r.fold.is_some()).map(mark).collect();
        }
        _ => tab.unmark(),
    }
    Vec::new()
}

/// The receipt of the row's numbers: reason, file, row, age.
fn receipt(model: &mut Model) -> Vec<Cmd> {
    let Some(row) = model.current().row() else { return Vec::new() };
    let lines = receipt::lines(model, row).iter().map(|l| SafeText::new(l)).collect();
    let title = say::receipt_of(model.options.lang, text::row_title(model, row));
    model.overlays.push(Overlay::Sheet(Sheet { title, lines, top: 0 }));
    Vec::new()
}

/// Blanks between two hints of the bottom line.
pub(crate) const HINT_GAP: usize = 2;

/// The actions of the bottom line that fit into `width` cells, in their order, with key and short text. The ways to
/// everything else, help and palette, have their room first; of the others those that come first.
pub(crate) fn hints(model: &Model, width: usize) -> Vec<(&'static str, String)> {
    let lang = model.options.lang;
    let mut shown: Vec<_> = map::bindings(model.tab).filter(|b| b.hint > 0).collect();
    shown.sort_by_key(|b| match b.action {
        Action::Help => 0,
        Action::Palette => 1,
        _ => b.hint.saturating_add(1),
    });
    let mut left = width + HINT_GAP;
    let mut full = false;
    let mut out: Vec<(u8, (&'static str, String))> = Vec::new();
    for binding in shown.into_iter().filter(|b| enabled(model, b.action).is_ok()) {
        let Some(key) = map::keys(model.options.preset, binding).first() else { continue };
        let text = short(lang, binding.action, model.tab);
        let cells = HINT_GAP + key.width() + 1 + text.width();
        // Behind the first one that has no room none is shown: a line whose hints skip about is not learnt.
        full |= cells > left;
        if !full {
            left -= cells;
            out.push((binding.hint, (key, text)));
        }
    }
    out.sort_by_key(|(place, _)| *place);
    out.into_iter().map(|(_, hint)| hint).collect()
}

/// The name of a view, in the reader's language.
pub(crate) fn view_name(lang: Lang, view: &str) -> &'static str {
    crate::i18n::words::find(lang, &format!("view-{view}")).unwrap_or_default()
}
