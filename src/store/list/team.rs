//! The team's own questions: the journal, what changed, what is handed over, who is known, what waits for a second person.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::filter::{Off, asleep, claimed};
use super::item::by_ids;
use super::sql::{Binds, Take, first, rows};
use super::today::LEXICON;
use crate::domain::day::Instant;
use crate::domain::list::Viewpoint;
use crate::domain::team::{About, Changes, JournalLine, Part, Share};
use crate::domain::work::Kind;
use crate::store::team::person::{name, seen};
use crate::store::team::undo::undone;

/// Rows of "what changed" at most.
const CHANGES: u32 = 500;
/// Items that nobody has, in a hand-over, at most: the most urgent ones.
const FREE: usize = 50;

/// Rows of the journal, oldest first, the newest `limit` of them.
pub(super) fn journal(
    db: &Connection,
    about: &About,
    limit: u32,
    view: &Viewpoint,
) -> rusqlite::Result<Vec<JournalLine>> {
    let mut binds = Binds::default();
    let of = |expression: &str, value: String| {
        format!("j.item IN (SELECT i.id FROM main.item i WHERE {expression} = {value})")
    };
    let condition = match about {
        About::All => "1".to_owned(),
        About::Item(id) => format!("j.item = {}", binds.put(*id)),
        About::Order(order) => of(LEXICON.order, binds.put(order.clone())),
        About::Sku(sku) => of(LEXICON.sku, binds.put(sku.clone())),
        About::After(seq) => {
            let (from, me) = (binds.put(*seq), binds.put(i64::from(view.me.uid)));
            // The head of a pass has only counts, and a moved deadline is no news.
            format!("j.seq > {from} AND j.uid <> {me} AND j.verb NOT IN ('rules', 'moved')")
        }
    };
    let limit = binds.put(i64::from(limit));
    let sql = format!(
        "SELECT j.seq, j.at, j.step, j.uid, j.verb, j.item, j.undoes, t.text, x.entity, p.name FROM main.journal j \
         LEFT JOIN main.journal_text t ON t.seq = j.seq LEFT JOIN main.item x ON x.id = j.item \
         LEFT JOIN main.person p ON p.uid = j.uid WHERE {condition} ORDER BY j.seq DESC LIMIT {limit}"
    );
    let mut lines = rows(db, &sql, &binds, line)?;
    lines.reverse();
    Ok(lines)
}

fn line(row: &Row<'_>) -> rusqlite::Result<JournalLine> {
    let take = &mut Take::new(row);
    let (seq, at, step) = (take.next()?, Instant(take.next()?), take.next()?);
    let uid: i64 = take.next()?;
    let (verb, item, undoes): (String, _, _) = (take.next()?, take.next()?, take.next()?);
    let words = Words::of(take.next()?);
    let (entity, name): (Option<String>, Option<String>) = (take.next()?, take.next()?);
    let who = words.who(uid, name);
    let entity = words.part("entity").or(entity).unwrap_or_default();
    let note = words.note(&verb);
    Ok(JournalLine { seq, at, step, who, verb, item, entity, note, undoes })
}

/// What a row of the journal has beside it that a purge can delete.
pub(super) struct Words(serde_json::Value);

impl Words {
    pub(super) fn of(text: Option<String>) -> Self {
        Self(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    fn part(&self, key: &str) -> Option<String> {
        self.0.get(key).and_then(|v| v.as_str()).filter(|v| !v.is_empty()).map(str::to_owned)
    }

    /// Who did it: `-` for the rules, the name of then, the name of now, the uid.
    pub(super) fn who(&self, uid: i64, now: Option<String>) -> String {
        if uid < 0 {
            return "-".to_owned();
        }
        self.part("who").or(now).unwrap_or_else(|| format!("uid {uid}"))
    }

    /// The note, or the person whom the verb names: to whom it went (`-`: to nobody), from whom it was taken. Nothing
    /// after a purge: then nobody knows.
    pub(super) fn note(&self, verb: &str) -> Option<String> {
        if self.0.is_null() {
            return None;
        }
        self.part("note").or_else(|| match verb {
            "assign" => Some(self.part("to").unwrap_or_else(|| "-".to_owned())),
            "take-over" => self.part("held"),
            _ => None,
        })
    }
}

/// What changed since a row of the journal, or since the reader left.
pub(super) fn changes(db: &Connection, since: Option<(i64, Instant)>, view: &Viewpoint) -> rusqlite::Result<Changes> {
    let left = || Ok::<_, rusqlite::Error>(seen(db, view.me.uid)?.map(|since| (since.seq, since.at)));
    let Some((seq, at)) = since.map_or_else(left, |since| Ok(Some(since)))? else { return Ok(Changes::default()) };
    let mut binds = Binds::default();
    let (from, me) = (binds.put(seq), binds.put(i64::from(view.me.uid)));
    let sql = format!(
        "SELECT coalesce(sum(verb = 'opened'), 0), coalesce(sum(verb = 'cleared'), 0), \
         coalesce(sum(verb IN ('reopened', 'woke')), 0), coalesce(sum(uid >= 0), 0) FROM main.journal \
         WHERE seq > {from} AND uid <> {me}"
    );
    let counts = first(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let mut next = || Ok::<_, rusqlite::Error>(take.next::<i64>()?.unsigned_abs());
        Ok([next()?, next()?, next()?, next()?])
    })?;
    let [opened, cleared, reopened, acted] = counts.unwrap_or_default();
    let lines = journal(db, &About::After(seq), CHANGES, view)?;
    Ok(Changes { since: Some(at), opened, cleared, reopened, acted, lines })
}

/// An item that is handed over.
struct Handed {
    id: i64,
    part: Of,
    /// Who holds it or answers for it; blank for nobody.
    has: String,
    /// Who answers for it; blank for nobody.
    given: String,
}

/// The parts of a share, in their order.
#[derive(Clone, Copy)]
enum Of {
    Open,
    Waiting,
    Promised,
}

/// What each person has: open, waiting for proof, put off; last what nobody has.
pub(super) fn handover(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Vec<Share>> {
    let mut shares: BTreeMap<String, [(u64, Vec<i64>); 3]> = BTreeMap::new();
    for item in handed(db, view)? {
        let who = match item.part {
            Of::Open => item.has,
            Of::Waiting => doer(db, item.id, "done")?.unwrap_or(item.given),
            Of::Promised => doer(db, item.id, "snooze")?.unwrap_or(item.given),
        };
        let room = if who.is_empty() { FREE } else { usize::MAX };
        let (count, ids) = &mut shares.entry(who).or_default()[item.part as usize];
        *count += 1;
        if ids.len() < room {
            ids.push(item.id);
        }
    }
    let nobody = shares.remove("");
    let ordered = shares.into_iter().chain(nobody.map(|parts| (String::new(), parts)));
    ordered
        .map(|(who, [open, waiting, promised])| {
            let part = |(count, ids): (u64, Vec<i64>)| {
                let mut items = by_ids(db, &ids, view)?;
                Ok::<_, rusqlite::Error>(Part { count, items: ids.iter().filter_map(|id| items.remove(id)).collect() })
            };
            Ok(Share { who, open: part(open)?, waiting: part(waiting)?, promised: part(promised)? })
        })
        .collect()
}

/// The items to hand over, the most urgent first; open ones only of kinds that are switched on.
fn handed(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Vec<Handed>> {
    let mut binds = Binds::default();
    let held = claimed(&binds.put(view.lease().0));
    let sleeps = asleep(&binds.put(view.now.0));
    let on = Off::of(db, view)?.condition(&mut binds);
    let sql = format!(
        "SELECT i.id, CASE WHEN i.state = 'acted' THEN 1 WHEN {sleeps} THEN 2 ELSE 0 END, i.kind, \
         coalesce(iif({held}, i.claim_name, i.assign_name), ''), coalesce(i.assign_name, '') FROM main.item i \
         WHERE i.state = 'acted' OR i.state = 'open' AND {on} ORDER BY i.lane = 'now' DESC, i.lane = 'today' DESC, \
         coalesce(i.due_at, 9e18), i.id"
    );
    let found = rows(db, &sql, &binds, |row| {
        let take = &mut Take::new(row);
        let id = take.next()?;
        let part = [Of::Open, Of::Waiting, Of::Promised][take.next::<i64>()?.clamp(0, 2) as usize];
        // A kind of a newer program is nothing to this one.
        let known = Kind::parse(&take.next::<String>()?).is_some();
        let (has, given) = (take.next()?, take.next()?);
        Ok(known.then_some(Handed { id, part, has, given }))
    })?;
    Ok(found.into_iter().flatten().collect())
}

/// Who did an item or put it off: the journal knows, whoever changed the item since.
fn doer(db: &Connection, item: i64, verb: &str) -> rusqlite::Result<Option<String>> {
    let mut binds = Binds::default();
    let (item, verb) = (binds.put(item), binds.put(verb.to_owned()));
    let sql = format!("SELECT step, uid FROM main.journal WHERE item = {item} AND verb = {verb} ORDER BY seq DESC");
    for (step, uid) in rows(db, &sql, &binds, |row| Ok((row.get::<_, i64>(0)?, row.get::<_, u32>(1)?)))? {
        if !undone(db, step)? {
            return Ok(Some(name(db, uid)?.unwrap_or_else(|| format!("uid {uid}"))));
        }
    }
    Ok(None)
}
