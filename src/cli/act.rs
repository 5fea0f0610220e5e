//! Verbs: `done`, `claim`, `release`, `snooze`, `dismiss`, `sign-off`, `undo`. Several ids are one step of the journal.

use super::args::{DismissArgs, SignOffArgs, SnoozeArgs};
use super::context::Context;
use super::exit::{Exit, Failure};
use super::until::{self, Until, Wrong};
use super::wire;
use crate::domain::act::{Intent, Outcome, Reason, Refused, Verb};
use crate::domain::day::Instant;
use crate::domain::format::Format;
use crate::domain::list::{List, Query, Reply};
use crate::domain::practice::Practice;
use crate::domain::text::SafeText;
use crate::domain::work::{Snooze, parse_id, public_id};
use crate::i18n::words::word;
use crate::i18n::{Lang, cli};
use crate::store::open::Team;

/// Carries out a verb on items.
pub fn on_items(context: &mut Context, verb: Verb, ids: &[String]) -> Result<Exit, Failure> {
    let items = numbers(context.lang, ids)?.into_iter().map(|id| (id, None)).collect();
    carry_out(context, &Intent::Act { verb, items })
}

/// `snooze`.
pub fn snooze(context: &mut Context, args: &SnoozeArgs) -> Result<Exit, Failure> {
    let snooze = match moment(context, &args.until)? {
        Until::At(at) => Snooze::Until(at),
        Until::NewData => Snooze::NewData(feed(context, &numbers(context.lang, &args.ids)?)?),
    };
    on_items(context, Verb::Snooze(snooze), &args.ids)
}

/// `dismiss`.
pub fn dismiss(context: &mut Context, args: &DismissArgs) -> Result<Exit, Failure> {
    let until = match &args.until {
        None => None,
        Some(text) => match moment(context, text)? {
            Until::At(at) => Some(at),
            Until::NewData => return Err(Failure::usage(cli::not_until(context.lang, text))),
        },
    };
    let Some(reason) = Reason::parse(&args.reason) else { return Err(Failure::usage(args.reason.clone())) };
    on_items(context, Verb::Dismiss { reason, until }, &args.ids)
}

/// `sign-off`.
pub fn sign_off(context: &mut Context, args: &SignOffArgs) -> Result<Exit, Failure> {
    let practice = Practice::from_number(args.number);
    let practice = practice.ok_or_else(|| Failure::usage(cli::no_practice(context.lang, args.number)))?;
    let verb = Verb::SignOff { practice, note: args.note.clone() };
    carry_out(context, &Intent::Act { verb, items: Vec::new() })
}

/// `undo`.
pub fn undo(context: &mut Context, step: Option<i64>) -> Result<Exit, Failure> {
    carry_out(context, &Intent::Act { verb: Verb::Undo { step }, items: Vec::new() })
}

fn carry_out(context: &mut Context, intent: &Intent) -> Result<Exit, Failure> {
    let folder = context.folder()?;
    let mut team = Team::open(&folder)?;
    let outcome = team.act(intent, &context.around.me, context.now())?;
    wire::keep_head(&folder, &team, context.now());
    let undo = matches!(intent, Intent::Act { verb: Verb::Undo { .. }, .. });
    let (words, exit) = said(context.lang, &outcome, undo);
    context.out.say(&words);
    Ok(exit)
}

/// The row numbers of public ids.
fn numbers(lang: Lang, ids: &[String]) -> Result<Vec<i64>, Failure> {
    ids.iter().map(|id| parse_id(id).ok_or_else(|| Failure::usage(cli::not_id(lang, SafeText::new(id))))).collect()
}

fn moment(context: &Context, text: &str) -> Result<Until, Failure> {
    until::until(text, context.now(), context.zone).map_err(|wrong| {
        let shown = SafeText::new(text);
        Failure::usage(match wrong {
            Wrong::Form => cli::not_until(context.lang, shown),
            Wrong::Past => cli::past_until(context.lang, shown),
        })
    })
}

/// The format that feeds all of these items; `None` (any import) when they differ.
fn feed(context: &mut Context, items: &[i64]) -> Result<Option<Format>, Failure> {
    let reader = context.reader()?;
    let viewpoint = context.viewpoint();
    let mut formats = Vec::new();
    for id in items {
        if let Reply::Detail(Some(detail)) = reader.answer(&Query::Detail(List::Today, public_id(*id)), &viewpoint)? {
            formats.push(detail.item.and_then(|item| item.kind.info().feed));
        }
    }
    formats.dedup();
    Ok(if let [format] = formats[..] { format } else { None })
}

/// The words of an outcome and its exit code.
fn said(lang: Lang, outcome: &Outcome, undo: bool) -> (String, Exit) {
    match outcome {
        Outcome::Done { verb, count, entity, .. } if undo => {
            (cli::undone_step(lang, word(lang, verb), count, SafeText::new(entity)), Exit::Ok)
        }
        Outcome::Done { step, verb, count, entity } => {
            (cli::done_step(lang, word(lang, verb), count, SafeText::new(entity), step), Exit::Ok)
        }
        Outcome::Conflict(conflict) => {
            let (entity, who) = (SafeText::new(&conflict.entity), SafeText::new(&conflict.who));
            let words = cli::conflict(
                lang,
                public_id(conflict.item),
                entity,
                who,
                clock(conflict.at),
                word(lang, conflict.state.word()),
            );
            (words, Exit::Failed)
        }
        Outcome::Refused(refused) => (refused_words(lang, refused), Exit::Failed),
        Outcome::Queued(number) => (cli::queued(lang, number), Exit::Ok),
    }
}

fn clock(at: Instant) -> String {
    at.rfc3339()
}

fn refused_words(lang: Lang, refused: &Refused) -> String {
    match refused {
        Refused::NoSuchItem(id) => cli::no_such_item(lang, public_id(*id)),
        Refused::NothingToUndo => cli::nothing_to_undo(lang).to_owned(),
        Refused::UndoneBefore(step) => cli::undone_before(lang, step),
        Refused::NotYours(step) => cli::not_yours(lang, step),
        Refused::NotNow { item, state } => cli::not_now(lang, public_id(*item), word(lang, state.word())),
        Refused::NoteWanted => cli::note_wanted(lang).to_owned(),
        Refused::Other(words) => words.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::Conflict;
    use crate::domain::work::State;

    #[test]
    fn ids_are_read_or_named() {
        let ids = |ids: &[&str]| numbers(Lang::En, &ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
        assert_eq!(ids(&["w1", "w20"]).unwrap(), [1, 20]);
        let Err(Failure::Words(Exit::Usage, words)) = ids(&["w1", "x\u{1b}"]) else { panic!("no usage error") };
        assert_eq!(words, "x␛ is not an id such as w17");
    }

    #[test]
    fn every_outcome_has_words_and_a_code() {
        let conflict = Conflict {
            item: 3,
            entity: "112-1".into(),
            who: "wei".into(),
            at: Instant(0),
            state: State::Acted,
            claim: None,
        };
        let done = || Outcome::Done { step: 9, verb: "done".into(), count: 2, entity: "112-1".into() };
        let cases = [
            (done(), true, "undone: ", Exit::Ok),
            (done(), false, "Take it back with: daydeck undo 9", Exit::Ok),
            (
                Outcome::Conflict(Box::new(conflict)),
                false,
                "w3 (112-1): wei was faster at 1970-01-01T00:00:00Z",
                Exit::Failed,
            ),
            (Outcome::Refused(Refused::NoSuchItem(7)), false, "there is no item w7", Exit::Failed),
            (Outcome::Refused(Refused::NothingToUndo), true, "nothing of yours left", Exit::Failed),
            (Outcome::Refused(Refused::UndoneBefore(4)), true, "step 4 was undone before", Exit::Failed),
            (Outcome::Refused(Refused::NotYours(4)), true, "step 4 is somebody else's", Exit::Failed),
            (Outcome::Refused(Refused::NotNow { item: 1, state: State::Cleared }), false, "w1 is ", Exit::Failed),
            (Outcome::Refused(Refused::NoteWanted), false, "wants a note", Exit::Failed),
            (Outcome::Queued(5), false, "request 5", Exit::Ok),
        ];
        for (outcome, undo, part, exit) in cases {
            let (words, code) = said(Lang::En, &outcome, undo);
            assert!(words.contains(part), "{words}");
            assert_eq!(code, exit, "{words}");
        }
    }
}
