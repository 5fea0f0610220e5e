//! The open items in memory for as long as nobody changes them: a key of a filter and the counts of the tabs read no
//! database. What the memory does not have is asked of SQLite: columns that are seldom looked at, orders of one's own.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use rusqlite::Connection;

use super::filter::{compile, is_off};
use super::light::{Light, Places, kind_of};
use super::order::order;
use super::sieve::Sieve;
use super::sql::{Binds, Take, first, rows};
use super::today::{LEXICON, order_by, tab};
use crate::domain::day::Instant;
use crate::domain::list::{List, ListQuery, Viewpoint};

/// The items of a view in their order.
#[derive(Debug, Default)]
pub(super) struct Loaded {
    all: Arc<Vec<Light>>,
    /// Those of the view that the filter lets pass, by their number in `all`.
    pub chosen: Vec<u32>,
    pub places: Arc<Places>,
    /// Items of the view of each group, also those that the filter leaves out.
    pub sizes: Vec<u64>,
}

impl Loaded {
    /// These items, all of which pass.
    pub(super) fn of(items: Vec<Light>, places: Places, sizes: Vec<u64>) -> Self {
        let chosen = (0..items.len() as u32).collect();
        Self { all: Arc::new(items), chosen, places: Arc::new(places), sizes }
    }

    /// Puts them into the order of the queue.
    pub(super) fn order(&mut self, view: &Viewpoint) {
        order(&mut self.chosen, &self.all, view);
    }

    /// An item by its number.
    pub(super) fn item(&self, number: u32) -> &Light {
        &self.all[number as usize]
    }

    /// The items in their order.
    pub(super) fn items(&self) -> impl Iterator<Item = &Light> {
        self.chosen.iter().map(|number| self.item(*number))
    }
}

/// Who has an item, and how long it sleeps.
#[derive(Debug, Default)]
struct Hands {
    claim: Option<(u32, Instant)>,
    assigned: Option<u32>,
    until: Option<Instant>,
    until_data: bool,
}

impl Hands {
    /// Whether there is anything, then the columns in their order.
    fn read(take: &mut Take<'_>) -> rusqlite::Result<Option<Box<Self>>> {
        if !take.next::<bool>()? {
            return Ok(None);
        }
        let claim = take.next::<Option<u32>>()?.zip(take.instant()?);
        let (assigned, until, until_data) = (take.next()?, take.instant()?, take.next()?);
        Ok(Some(Box::new(Self { claim, assigned, until, until_data })))
    }

    fn holder(&self, view: &Viewpoint) -> Option<u32> {
        self.claim.filter(|(_, until)| *until > view.lease()).map(|(uid, _)| uid)
    }
}

/// What else a view or a filter looks at.
#[derive(Debug, Default)]
struct More {
    /// Nothing for the many that nobody has had in hand.
    hands: Option<Box<Hands>>,
    /// What a word is looked for in, by its place in [`Queue::words`].
    words: Range<u32>,
}

/// An open item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open<'a> {
    pub light: &'a Light,
    hands: Option<&'a Hands>,
    /// What a word is looked for in.
    pub words: &'a str,
}

impl Open<'_> {
    /// Whether it sleeps.
    pub(super) fn asleep(self, view: &Viewpoint) -> bool {
        self.hands.is_some_and(|h| h.until_data || h.until.is_some_and(|until| until > view.now))
    }

    /// Whether somebody holds it.
    pub(super) fn claimed(self, view: &Viewpoint) -> bool {
        self.hands.is_some_and(|hands| hands.holder(view).is_some())
    }

    /// Whether the reader has it: holds it, or was given it while nobody else holds it.
    pub(super) fn mine(self, view: &Viewpoint) -> bool {
        self.hands.is_some_and(|h| h.holder(view).or(h.assigned) == Some(view.me.uid))
    }

    /// Whether nobody has it.
    pub(super) fn free(self, view: &Viewpoint) -> bool {
        self.hands.is_none_or(|hands| hands.holder(view).is_none() && hands.assigned.is_none())
    }

    fn is_in(self, split: &str, view: &Viewpoint) -> bool {
        match split {
            "mine" => !self.asleep(view) && self.mine(view),
            "everyone" => !self.asleep(view),
            "snoozed" => self.asleep(view),
            _ => !self.asleep(view) && (self.free(view) || self.mine(view)),
        }
    }
}

/// Whether the items of a view are those in memory.
pub(super) fn has(split: &str) -> bool {
    !matches!(split, "done" | "mentions")
}

/// All open items, nearly in the order of the queue: in that of the moment of the reading.
#[derive(Debug, Default)]
pub(super) struct Queue {
    lights: Arc<Vec<Light>>,
    more: Vec<More>,
    places: Arc<Places>,
    words: String,
}

/// Open items by tab, and what sleeps.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// Awake, by the tab on which they are counted.
    pub tabs: HashMap<List, u64>,
    pub asleep: u64,
    /// When the first of them wakes by the clock.
    pub next_wake: Option<Instant>,
    /// The next deadline, of all open items.
    pub next_due: Option<Instant>,
}

impl Queue {
    /// Reads along an index that has all of it: the rows themselves are ten times as wide.
    fn read(db: &Connection, view: &Viewpoint) -> rusqlite::Result<Self> {
        let sql = format!(
            "SELECT {}, i.words, COALESCE(i.claim_uid, i.assign_uid, i.snooze_until, i.snooze_format) IS NOT NULL, \
             i.claim_uid, i.claim_until, i.assign_uid, i.snooze_until, i.snooze_format IS NOT NULL \
             FROM main.item i INDEXED BY item_queue WHERE i.state = 'open'",
            Light::COLUMNS
        );
        let (mut lights, mut more, mut words): (_, Vec<More>, _) = (Vec::new(), Vec::new(), String::new());
        let (mut places, mut last) = (Places::default(), None);
        rows(db, &sql, &Binds::default(), |row| {
            if let Some(kind) = kind_of(row, &mut last)? {
                lights.push(Light::read(row, kind, places.of(row)?)?);
                let start = words.len() as u32;
                words.push_str(row.get_ref(Light::WIDTH)?.as_str()?);
                let hands = Hands::read(&mut Take::from(row, Light::WIDTH + 1))?;
                more.push(More { hands, words: start..words.len() as u32 });
            }
            Ok(())
        })?;
        let mut by: Vec<u32> = (0..lights.len() as u32).collect();
        order(&mut by, &lights, view);
        let ordered = by.iter().map(|at| lights[*at as usize]).collect();
        let more = by.iter().map(|at| std::mem::take(&mut more[*at as usize])).collect();
        words.shrink_to_fit();
        Ok(Self { lights: Arc::new(ordered), more, places: Arc::new(places), words })
    }

    fn open(&self, at: usize) -> Open<'_> {
        let More { hands, words } = &self.more[at];
        let words = self.words.get(words.start as usize..words.end as usize).unwrap_or_default();
        Open { light: &self.lights[at], hands: hands.as_deref(), words }
    }

    /// The groups of open items whose kind is switched off at their place; empty when none is.
    fn off(&self, view: &Viewpoint) -> Vec<bool> {
        if view.settings.all_on() {
            return Vec::new();
        }
        let off = |light: &Light| {
            let (store, market) = self.places.at(light.place);
            is_off(view, light.kind, store, market)
        };
        let mut known = vec![None; self.places.groups()];
        for light in self.lights.iter() {
            known[light.group()].get_or_insert_with(|| off(light));
        }
        known.into_iter().map(|off| off == Some(true)).collect()
    }

    /// The open items of the kinds that are switched on, with their numbers.
    fn on<'a>(&'a self, view: &Viewpoint) -> impl Iterator<Item = (u32, Open<'a>)> + use<'a> {
        let off = self.off(view);
        let all = (0..self.lights.len()).map(|at| (at as u32, self.open(at)));
        all.filter(move |(_, item)| off.is_empty() || !off[item.light.group()])
    }

    /// The items of a view that pass the filter, in the order asked for.
    pub(super) fn select(&self, db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<Loaded> {
        let sieve = Sieve::of(&query.filter, &self.places, view);
        let passing = if sieve.is_none() { Some(passing(db, query, view)?) } else { None };
        let passes = |item: Open<'_>| match (&sieve, &passing) {
            (Some(sieve), _) => sieve.lets(item),
            (None, passing) => passing.as_ref().is_some_and(|ids| ids.contains(&item.light.id)),
        };
        let (mut chosen, mut sizes) = (Vec::new(), vec![0; self.places.groups()]);
        for (at, item) in self.on(view).filter(|(_, item)| item.is_in(query.view, view)) {
            sizes[item.light.group()] += 1;
            if passes(item) {
                chosen.push(at);
            }
        }
        match query.sort {
            Some(_) => self.sort(db, &mut chosen, query, view)?,
            None => order(&mut chosen, &self.lights, view),
        }
        Ok(Loaded { all: Arc::clone(&self.lights), chosen, places: Arc::clone(&self.places), sizes })
    }

    /// Puts items into the order of a column.
    fn sort(&self, db: &Connection, items: &mut [u32], query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<()> {
        let mut binds = Binds::default();
        let by = order_by(query, view, &mut binds);
        let sql = format!("SELECT i.id FROM main.item i INDEXED BY item_queue WHERE i.state = 'open' {by}");
        let ids = rows(db, &sql, &binds, |row| row.get::<_, i64>(0))?;
        let place: HashMap<i64, usize> = ids.into_iter().enumerate().map(|(at, id)| (id, at)).collect();
        items.sort_by_cached_key(|at| place.get(&self.lights[*at as usize].id).copied());
        Ok(())
    }

    /// What the counts want to know of it.
    pub(super) fn tally(&self, view: &Viewpoint) -> Tally {
        let mut tally = Tally::default();
        let mut awake: Vec<u64> = vec![0; self.places.groups()];
        let sooner = |seen: &mut Option<Instant>, at: Instant| *seen = Some(seen.map_or(at, |seen| seen.min(at)));
        for (_, item) in self.on(view) {
            if let Some(due) = item.light.due.filter(|due| *due > view.now) {
                sooner(&mut tally.next_due, due);
            }
            if !item.asleep(view) {
                awake[item.light.group()] += 1;
                continue;
            }
            tally.asleep += 1;
            if let Some(until) = item.hands.filter(|hands| !hands.until_data).and_then(|hands| hands.until) {
                sooner(&mut tally.next_wake, until);
            }
        }
        for (group, count) in awake.into_iter().enumerate() {
            if let Some(list) = Light::kind_of(group).and_then(|kind| tab(kind.info().ladder)) {
                *tally.tabs.entry(list).or_insert(0) += count;
            }
        }
        tally
    }
}

/// The open items that pass a filter, by their number.
pub(super) fn passing(db: &Connection, query: &ListQuery, view: &Viewpoint) -> rusqlite::Result<HashSet<i64>> {
    let mut binds = Binds::default();
    let filter = compile(&query.filter, &LEXICON, view, &mut binds);
    // No condition: what is never true of an open item would leave the index without a use.
    let sql = format!("SELECT iif({filter}, i.id, NULL) FROM main.item i INDEXED BY item_queue WHERE i.state = 'open'");
    Ok(rows(db, &sql, &binds, |row| row.get::<_, Option<i64>>(0))?.into_iter().flatten().collect())
}

/// The open items as a reader last saw them, with the stamp of then: it moves with every change of an item.
#[derive(Debug, Default)]
pub(in crate::store) struct Kept(RefCell<Option<(i64, Arc<Queue>)>>);

impl Kept {
    /// The open items of the transaction that runs; read anew when one has changed since.
    pub(super) fn queue(&self, db: &Connection, view: &Viewpoint) -> rusqlite::Result<Arc<Queue>> {
        let stamp = first(db, "SELECT n FROM main.item_stamp", &Binds::default(), |row| row.get::<_, i64>(0))?;
        // Given back first: two at a time would be twice the memory.
        let kept = self.0.take().filter(|(of, _)| Some(*of) == stamp);
        let queue = match kept {
            Some((_, queue)) => queue,
            None => Arc::new(Queue::read(db, view)?),
        };
        // Without a stamp nothing says when they change.
        *self.0.borrow_mut() = stamp.map(|stamp| (stamp, Arc::clone(&queue)));
        Ok(queue)
    }
}
