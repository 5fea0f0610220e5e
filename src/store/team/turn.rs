//! What a finding means for an item that is already there: pure decisions, so that they can be read and tested as a table.

use super::item::Item;
use super::reconcile::Run;
use crate::domain::act::Reason;
use crate::domain::day::{DAY, HOUR, Instant};
use crate::domain::work::{Holds, Kind, Num, Numbers, State};

/// Within this time after it was cleared the same item opens again; later it is a new occurrence (H1).
pub(super) const MEMORY: i64 = 90 * DAY;

/// What happens to an item whose condition holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// Nothing.
    Leave,
    /// Takes over what the finding says.
    Update,
    /// The sleep is over, for this reason.
    Wake(&'static str),
    /// Opens again, for this reason.
    Reopen(&'static str),
    /// The condition of an item that was set aside holds again: it stays aside.
    Unmark,
    /// This is another occurrence.
    Anew,
}

/// Decides what happens to `item` when `holds` is found. `signed`: its practice was signed off after the rules had read
/// the facts.
pub(super) fn turn(item: &Item, holds: &Holds, signed: bool, run: &Run, now: Instant) -> Turn {
    match item.state {
        State::Open => wake(item, holds, run, now).map_or(Turn::Update, Turn::Wake),
        // Waits for proof: only a row that is newer than the act, and than the time its proof takes, contradicts it.
        State::Acted
            if asked_again(item, holds)
                || item.closed.is_some_and(|acted| holds.evidence.as_of > acted.plus(proof(holds)).0) =>
        {
            Turn::Reopen("contradiction")
        }
        State::Acted => Turn::Leave,
        State::Cleared if signed => Turn::Leave,
        State::Cleared => cleared(item, holds, now),
        State::Dismissed => dismissed(item, holds, now),
    }
}

/// Seconds that the proof of an act takes to show in a report.
fn proof(holds: &Holds) -> i64 {
    holds.kind.info().proof_hours * HOUR
}

/// Whether the buyer wrote again since the operator acted or set the item aside: the item's numbers stand as they were
/// then, while the wait and its first mail are the same.
fn asked_again(item: &Item, holds: &Holds) -> bool {
    let messages = |numbers: &Numbers| match numbers.get("messages") {
        Some(Num::Int(count)) => Some(*count),
        _ => None,
    };
    let then = serde_json::from_str(&item.look.numbers).ok().and_then(|numbers| messages(&numbers));
    messages(&holds.numbers).zip(then).is_some_and(|(now, then)| now > then)
}

fn wake(item: &Item, holds: &Holds, run: &Run, now: Instant) -> Option<&'static str> {
    let nap = item.snooze.as_ref()?;
    let came =
        |format: &String| run.newest.iter().any(|(f, at)| *at > nap.at && (format.is_empty() || f.word() == format));
    if nap.until.is_some_and(|until| until <= now) {
        Some("time")
    } else if nap.format.as_ref().is_some_and(came) {
        Some("new-data")
    } else {
        (holds.lane < item.look.lane).then_some("worse")
    }
}

fn cleared(item: &Item, holds: &Holds, now: Instant) -> Turn {
    let long_ago = item.closed.is_some_and(|at| at.plus(MEMORY) < now);
    if long_ago && holds.key.epoch.is_none() { Turn::Anew } else { Turn::Reopen("again") }
}

fn dismissed(item: &Item, holds: &Holds, now: Instant) -> Turn {
    let Some(aside) = &item.aside else { return Turn::Reopen("again") };
    let again = asked_again(item, holds);
    let worse = again || holds.lane < item.look.lane;
    let breaks = match Reason::parse(&aside.reason) {
        // The message needs no answer, however long it waits; the buyer's next one may.
        Some(Reason::NoAnswer) => again,
        Some(Reason::Mute) => !mutes(item, holds, now),
        _ => worse,
    };
    if aside.until.is_some_and(|until| until <= now) {
        Turn::Reopen("time")
    } else if breaks {
        Turn::Reopen("worse")
    } else if item.cleared.is_none() {
        Turn::Leave
    } else if holds.key.epoch.is_none() && item.changed_at.plus(MEMORY) < now && !mutes(item, holds, now) {
        Turn::Anew
    } else {
        Turn::Unmark
    }
}

/// Whether `item` mutes the finding, which may be of another epoch: same rule, or no more urgent. A higher step of the
/// ladder is another rule, which nobody muted.
pub(super) fn mutes(item: &Item, holds: &Holds, now: Instant) -> bool {
    let Some(aside) = item.aside.as_ref().filter(|_| item.state == State::Dismissed) else { return false };
    let same_rule = Kind::parse(&item.look.kind).is_some_and(|kind| kind.info().rule == holds.kind.info().rule);
    aside.reason == Reason::Mute.word()
        && aside.until.is_none_or(|until| until > now)
        && (same_rule || holds.lane >= item.look.lane)
}

#[cfg(test)]
mod tests {
    use super::super::item::{Look, Place, Quiet};
    use super::super::part::{Aside, Nap};
    use super::super::testing::{NOW, evidence, holds, run};
    use super::*;
    use crate::domain::format::Format;
    use crate::domain::work::Lane;

    fn item() -> Item {
        let found = holds("a");
        Item::new(Place::of(&found.key), "1".to_owned(), Look::of(&found).unwrap(), Quiet::of(&found), NOW)
    }

    fn asleep(until: Option<i64>, format: Option<&str>) -> Item {
        let nap = Nap { until: until.map(|s| NOW.plus(s)), format: format.map(str::to_owned), at: NOW };
        Item { snooze: Some(nap), ..item() }
    }

    fn closed(state: State, days_ago: i64) -> Item {
        let at = NOW.plus(-days_ago * DAY);
        Item { state, closed: Some(at), changed_at: at, ..item() }
    }

    fn aside(reason: Reason, until: Option<i64>) -> Item {
        let aside = Aside { reason: reason.word().to_owned(), until: until.map(|s| NOW.plus(s)) };
        Item { aside: Some(aside), ..closed(State::Dismissed, 1) }
    }

    fn marked(item: Item, days_ago: i64) -> Item {
        Item { cleared: Some((evidence(0), "shipped".to_owned())), changed_at: NOW.plus(-days_ago * DAY), ..item }
    }

    fn seen(as_of: i64) -> Holds {
        Holds { evidence: evidence(as_of), ..holds("a") }
    }

    fn as_kind(kind: Kind, lane: Lane) -> Holds {
        Holds { kind, lane, ..holds("a") }
    }

    fn event(mut found: Holds) -> Holds {
        found.key.epoch = Some("1".to_owned());
        found
    }

    #[test]
    fn a_further_question_brings_back_what_was_done_or_set_aside() {
        let asked = |messages| {
            let mut found = event(as_kind(Kind::AnswerDue, Lane::Today));
            found.numbers.insert("messages".to_owned(), Num::Int(messages));
            found
        };
        let was = |item: Item| Item { look: Look::of(&asked(1)).unwrap(), ..item };
        let cases = [
            (was(closed(State::Acted, 0)), 1, Turn::Leave),
            (was(closed(State::Acted, 0)), 2, Turn::Reopen("contradiction")),
            (was(aside(Reason::NoAnswer, None)), 1, Turn::Leave),
            (was(aside(Reason::NoAnswer, None)), 2, Turn::Reopen("worse")),
            (was(aside(Reason::Known, Some(9))), 2, Turn::Reopen("worse")),
            (was(aside(Reason::Mute, None)), 2, Turn::Leave),
        ];
        for (item, messages, expected) in cases {
            let found = Holds { evidence: evidence(NOW.0 - 9 * DAY), ..asked(messages) };
            assert_eq!(turn(&item, &found, false, &run(1), NOW), expected, "{:?} {messages}", item.state);
        }
    }

    #[test]
    fn a_finding_moves_an_item_by_its_state() {
        // The item stands in the lane `today`, as `out-of-stock`.
        let same = || holds("a");
        let worse = || as_kind(Kind::OutOfStock, Lane::Now);
        let other_rule = |lane| as_kind(Kind::StockOutNear, lane);
        let cases = vec![
            ("open", item(), same(), Turn::Update),
            ("asleep", asleep(Some(9), None), same(), Turn::Update),
            ("slept enough", asleep(Some(0), None), same(), Turn::Wake("time")),
            ("asleep and worse", asleep(Some(9), None), worse(), Turn::Wake("worse")),
            ("no import since", asleep(None, Some("mail")), same(), Turn::Update),
            ("import since", asleep(None, Some("unshipped")), same(), Turn::Wake("new-data")),
            ("any import since", asleep(None, Some("")), same(), Turn::Wake("new-data")),
            ("acted, older row", closed(State::Acted, 8), seen(NOW.0 - 8 * DAY), Turn::Leave),
            ("acted, newer row, too early for proof", closed(State::Acted, 8), seen(NOW.0 - DAY), Turn::Leave),
            ("acted, newer row", closed(State::Acted, 8), seen(NOW.0 - DAY + 1), Turn::Reopen("contradiction")),
            ("cleared of late", closed(State::Cleared, 90), same(), Turn::Reopen("again")),
            ("cleared long ago", closed(State::Cleared, 91), same(), Turn::Anew),
            ("cleared long ago, event", closed(State::Cleared, 91), event(same()), Turn::Reopen("again")),
            ("known", aside(Reason::Known, None), same(), Turn::Leave),
            ("known, got worse", aside(Reason::Known, None), worse(), Turn::Reopen("worse")),
            ("known until later", aside(Reason::Known, Some(1)), same(), Turn::Leave),
            ("known until now", aside(Reason::Known, Some(0)), same(), Turn::Reopen("time")),
            ("no answer, overdue", aside(Reason::NoAnswer, None), worse(), Turn::Leave),
            ("mute, worse", aside(Reason::Mute, None), worse(), Turn::Leave),
            ("mute, other rule", aside(Reason::Mute, None), other_rule(Lane::Today), Turn::Leave),
            ("mute, other rule and worse", aside(Reason::Mute, None), other_rule(Lane::Now), Turn::Reopen("worse")),
            ("aside, gone, again", marked(aside(Reason::Known, None), 90), same(), Turn::Unmark),
            ("aside, gone, long ago", marked(aside(Reason::Known, None), 91), same(), Turn::Anew),
            ("mute, gone, long ago", marked(aside(Reason::Mute, None), 91), same(), Turn::Unmark),
        ];
        let pass = Run { newest: vec![(Format::Unshipped, NOW.plus(1)), (Format::Mail, NOW)], ..run(1) };
        for (name, item, found, expected) in cases {
            assert_eq!(turn(&item, &found, false, &pass, NOW), expected, "{name}");
        }
        assert_eq!(turn(&closed(State::Cleared, 1), &same(), true, &pass, NOW), Turn::Leave, "signed since");
    }
}
