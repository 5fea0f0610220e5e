//! Whether an action is possible now, and if not why: asked before it runs, and shown in menus, palette and bottom line.

use super::action::Action;
use super::model::Model;
use super::run::{is_read, link, question, remembered};
use super::{take_back, team, verbs};
use crate::domain::text::SafeText;
use crate::i18n::{screen as say, views};
use crate::tui::text;

/// Why an action is not possible now.
pub(crate) fn enabled(model: &Model, action: Action) -> Result<(), String> {
    let lang = model.options.lang;
    let row = model.current().row();
    team::may(lang, &model.options.rights, action)?;
    let needs_row = || row.map(|_| ()).ok_or_else(|| say::no_row(lang).to_owned());
    match action {
        Action::Done
        | Action::Snooze
        | Action::SnoozeFor(_)
        | Action::Claim
        | Action::Dismiss
        | Action::DismissAs(_)
        | Action::Observe => verbs::possible(model, action),
        Action::TakeOver
        | Action::TakeOverNow
        | Action::Assign
        | Action::AssignTo(_)
        | Action::Note
        | Action::History
        | Action::HowTo
        | Action::Proposals
        | Action::Judge(..) => team::possible(model, action),
        Action::Copy | Action::Receipt | Action::Mark | Action::MarkRange | Action::MarkAll => needs_row(),
        Action::CopyWhat(what) => {
            needs_row()?;
            text::copy(model, what).map(|_| ()).ok_or_else(|| say::nothing_to_copy(lang).to_owned())
        }
        Action::OpenLink => {
            needs_row()?;
            link(model).map(|_| ()).ok_or_else(|| say::no_link(lang).to_owned())
        }
        Action::Export | Action::ExportAs(_) if model.current().total() == 0 => {
            Err(say::nothing_to_export(lang).to_owned())
        }
        Action::Unfold if row.is_none_or(|r| r.fold.is_none()) => Err(say::not_folded(lang).to_owned()),
        Action::Fold if !model.current().unfold => Err(say::not_unfolded(lang).to_owned()),
        // What is not read yet may ask something.
        Action::Answer | Action::AnswerWith(_) if row.is_some() && !is_read(model) => {
            Err(say::reading(lang).to_owned())
        }
        Action::Answer if remembered(model).is_empty() => {
            question(model).map(|_| ()).ok_or_else(|| say::no_question(lang).to_owned())
        }
        Action::AnswerWith(_) => question(model).map(|_| ()).ok_or_else(|| say::no_question(lang).to_owned()),
        Action::Forget(id) => {
            let known = remembered(model).iter().any(|answer| answer.id == id);
            known.then_some(()).ok_or_else(|| say::nothing_remembered(lang).to_owned())
        }
        Action::TakeBack | Action::TakeBackNow => take_back::possible(model).map(|_| ()),
        Action::Sort if row.is_none() => Err(say::no_row(lang).to_owned()),
        Action::UseView(at) if model.options.views.len() <= usize::from(at) => Err(views::gone(lang).to_owned()),
        Action::ClearFilter if model.current().filter.is_empty() => Err(say::no_filter(lang).to_owned()),
        Action::ClearMarks if model.current().marks.is_empty() => Err(say::no_marks(lang).to_owned()),
        Action::Demo(on) if model.options.demo == on => Err(say::demo_already(lang).to_owned()),
        Action::Language(to) if to == lang => Err(say::already(lang).to_owned()),
        Action::Keys(to) if to == model.options.preset => Err(say::already(lang).to_owned()),
        Action::StartWorker => match &model.worker.holder {
            Some(holder) => Err(say::worker_runs(lang, SafeText::new(&holder.who), holder.pid)),
            None => Ok(()),
        },
        _ => Ok(()),
    }
}
