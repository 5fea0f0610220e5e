//! Verbs: `done`, `claim`, `release`, `assign`, `note`, `snooze`, `dismiss`, `sign-off`, `undo`, `redo`, `confirm`. Several ids are one step of the journal.

use super::args::{AssignArgs, ClaimArgs, DismissArgs, NoteArgs, SignOffArgs, SnoozeArgs};
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

/// `claim`.
pub fn claim(context: &mut Context, args: &ClaimArgs) -> Result<Exit, Failure> {
    on_items(context, if args.take_over { Verb::TakeOver } else { Verb::Claim }, &args.ids)
}

/// `assign`.
pub fn assign(context: &mut Context, args: &AssignArgs) -> Result<Exit, Failure> {
    let to = match &args.to {
        None => None,
        Some(name) if name == &context.around.me.name => Some(context.around.me.clone()),
        Some(name) => {
            let person = Team::open(&context.folder()?)?.person(name)?;
            let nobody = || Failure::failed(cli::no_such_person(context.lang, SafeText::new(name)));
            Some(person.ok_or_else(nobody)?)
        }
    };
    on_items(context, Verb::Assign { to }, &args.ids)
}

/// `note`.
pub fn note(context: &mut Context, args: &NoteArgs) -> Result<Exit, Failure> {
    on_items(context, Verb::Note { text: args.text.join(" ") }, std::slice::from_ref(&args.id))
}

/// `redo`, `confirm`, `reject`: what is about no item.
pub fn alone(context: &mut Context, verb: Verb) -> Result<Exit, Failure> {
    carry_out(context, &Intent::Act { verb, items: Vec::new() })
}

/// `snooze`.
pub fn snooze(context: &mut Context, args: &SnoozeArgs) -> Result<Exit, Failure> {
    if let Some(days) = args.observe.as_ref().and_then(|days| days.parse().ok()) {
        let at = context.now().day(context.zone).plus(days).morning(context.zone);
        return on_items(context, Verb::Snooze(Snooze::Until(at)), &args.ids);
    }
    let snooze = match moment(context, args.until.as_deref().unwrap_or_default())? {
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

/// Carries an intent out and says what came of it.
pub fn carry_out(context: &mut Context, intent: &Intent) -> Result<Exit, Failure> {
    let folder = context.folder()?;
    let mut team = Team::open(&folder)?;
    let (me, moment) = (&context.around.me, context.viewpoint().moment());
    let outcome = team.perform(intent, me, &context.rights(), &moment)?;
    wire::keep_head(&folder, &team, context.now());
    let told = match intent {
        Intent::Act { verb: Verb::Undo { .. }, .. } => Told::Undone,
        Intent::Act { verb: Verb::Redo, .. } => Told::Redone,
        _ => Told::Done,
    };
    let (words, exit) = said(context.lang, &outcome, told);
    context.out.say(&words);
    Ok(exit)
}

/// What a step was, for its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Done,
    Undone,
    Redone,
}

/// The row numbers of public ids.
pub(super) fn numbers(lang: Lang, ids: &[String]) -> Result<Vec<i64>, Failure> {
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
fn said(lang: Lang, outcome: &Outcome, told: Told) -> (String, Exit) {
    match outcome {
        Outcome::Done { verb, count, entity, .. } if told != Told::Done => {
            let words = if told == Told::Undone { cli::undone_step } else { cli::redone_step };
            (words(lang, word(lang, verb), count, SafeText::new(entity)), Exit::Ok)
        }
        Outcome::Proposed { number, verb } => (cli::proposed(lang, word(lang, verb), number), Exit::Ok),
        Outcome::Rejected(number) => (cli::rejected_proposal(lang, number), Exit::Ok),
        Outcome::Conflict(conflict) if conflict.claim.is_some() => {
            let claim = conflict.claim.as_ref();
            let (who, until) = claim.map(|c| (SafeText::new(&c.name), clock(c.until))).unzip();
            let (id, entity) = (public_id(conflict.item), SafeText::new(&conflict.entity));
            (cli::conflict_held(lang, id, entity, who.unwrap_or_default(), until.unwrap_or_default()), Exit::Failed)
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

pub(super) fn refused_words(lang: Lang, refused: &Refused) -> String {
    match refused {
        Refused::NoSuchItem(id) => cli::no_such_item(lang, public_id(*id)),
        Refused::NothingToUndo => cli::nothing_to_undo(lang).to_owned(),
        Refused::UndoneBefore(step) => cli::undone_before(lang, step),
        Refused::NotYours(step) => cli::not_yours(lang, step),
        Refused::NotNow { item, state } => cli::not_now(lang, public_id(*item), word(lang, state.word())),
        Refused::NoteWanted => cli::note_wanted(lang).to_owned(),
        Refused::CauseWanted(id) => cli::cause_wanted(lang, public_id(*id)),
        Refused::Role(role) => cli::role_wanted(lang, word(lang, role.word())),
        Refused::NothingToRedo => cli::nothing_to_redo(lang).to_owned(),
        Refused::NoSuchPerson(name) => cli::no_such_person(lang, SafeText::new(name)),
        Refused::NoSuchProposal(number) => cli::no_such_proposal(lang, number),
        Refused::OwnProposal(number) => cli::own_proposal(lang, number),
        Refused::Other(words) => words.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::Conflict;
    use crate::domain::role::Role;
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
            (done(), Told::Undone, "undone: ", Exit::Ok),
            (done(), Told::Redone, "done again: ", Exit::Ok),
            (done(), Told::Done, "Take it back with: daydeck undo 9", Exit::Ok),
            (
                Outcome::Conflict(Box::new(conflict)),
                Told::Done,
                "w3 (112-1): wei was faster at 1970-01-01T00:00:00Z",
                Exit::Failed,
            ),
            (Outcome::Refused(Refused::NoSuchItem(7)), Told::Done, "there is no item w7", Exit::Failed),
            (Outcome::Refused(Refused::NothingToUndo), Told::Undone, "nothing of yours left", Exit::Failed),
            (Outcome::Refused(Refused::UndoneBefore(4)), Told::Undone, "step 4 was undone before", Exit::Failed),
            (Outcome::Refused(Refused::NotYours(4)), Told::Undone, "step 4 is somebody else's", Exit::Failed),
            (Outcome::Refused(Refused::NotNow { item: 1, state: State::Cleared }), Told::Done, "w1 is ", Exit::Failed),
            (Outcome::Refused(Refused::NoteWanted), Told::Done, "wants a note", Exit::Failed),
            (Outcome::Refused(Refused::CauseWanted(2)), Told::Done, "w2 is done only with a line", Exit::Failed),
            (Outcome::Refused(Refused::Role(Role::Lead)), Told::Done, "takes the role lead", Exit::Failed),
            (Outcome::Refused(Refused::NothingToRedo), Told::Redone, "nothing of yours was undone", Exit::Failed),
            (Outcome::Refused(Refused::NoSuchPerson("bo".into())), Told::Done, "nobody called bo", Exit::Failed),
            (Outcome::Refused(Refused::NoSuchProposal(8)), Told::Done, "no proposal 8", Exit::Failed),
            (Outcome::Refused(Refused::OwnProposal(8)), Told::Done, "proposal 8 is your own", Exit::Failed),
            (Outcome::Proposed { number: 8, verb: "dismiss".into() }, Told::Done, "daydeck confirm 8", Exit::Ok),
            (Outcome::Rejected(8), Told::Done, "proposal 8 was turned down", Exit::Ok),
            (Outcome::Queued(5), Told::Done, "request 5", Exit::Ok),
        ];
        for (outcome, told, part, exit) in cases {
            let (words, code) = said(Lang::En, &outcome, told);
            assert!(words.contains(part), "{words}");
            assert_eq!(code, exit, "{words}");
        }
    }
}
