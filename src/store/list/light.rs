//! What an item needs to be ordered, folded and counted, without its texts.

use rusqlite::Row;

use super::sql::Take;
use crate::domain::day::Instant;
use crate::domain::money::Money;
use crate::domain::work::{Kind, Lane};

/// What decides the place of an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Light {
    pub id: i64,
    pub kind: Kind,
    /// Its store and marketplace, by their number in [`Places`].
    pub place: u32,
    pub lane: Lane,
    pub due: Option<Instant>,
    pub money: Option<Money>,
    pub daily: Option<Money>,
    pub hero: bool,
    pub opened: i64,
}

impl Light {
    /// The columns that [`Light::read`] wants, in their order.
    pub(super) const COLUMNS: &str = "i.kind, i.store, i.market, i.id, i.lane, i.due_at, i.money, i.currency, i.daily_money, \
         i.daily_currency, i.hero, i.opened_at";
    /// How many they are.
    pub(super) const WIDTH: usize = 12;

    /// An item whose kind and place are known already.
    pub(super) fn read(row: &Row<'_>, kind: Kind, place: u32) -> rusqlite::Result<Self> {
        let take = &mut Take::from(row, 3);
        Ok(Self {
            kind,
            place,
            id: take.next()?,
            lane: take.parse(Lane::parse)?,
            due: take.instant()?,
            money: take.money(None)?,
            daily: take.money(None)?,
            hero: take.next()?,
            opened: take.next()?,
        })
    }

    /// A number for each kind at each place.
    pub(super) fn group(&self) -> usize {
        self.place as usize * Kind::ALL.len() + self.kind as usize
    }

    /// The kind of a [`Light::group`].
    pub(super) fn kind_of(group: usize) -> Option<Kind> {
        Kind::ALL.get(group % Kind::ALL.len()).copied()
    }
}

const _: () = {
    let mut at = 0;
    while at < Kind::ALL.len() {
        assert!(Kind::ALL[at] as usize == at, "kinds stand in the table as in the enum");
        at += 1;
    }
};

/// The stores and marketplaces of items, each once: they are few.
#[derive(Debug, Default)]
pub(super) struct Places(pub Vec<(String, String)>);

impl Places {
    /// The number of the place of a row of [`Light::COLUMNS`].
    pub(super) fn of(&mut self, row: &Row<'_>) -> rusqlite::Result<u32> {
        let (store, market) = (row.get_ref(1)?, row.get_ref(2)?);
        let (s, m) = (store.as_bytes()?, market.as_bytes()?);
        let known = self.0.iter().position(|(store, market)| store.as_bytes() == s && market.as_bytes() == m);
        let place = if let Some(place) = known {
            place
        } else {
            self.0.push((store.as_str()?.to_owned(), market.as_str()?.to_owned()));
            self.0.len() - 1
        };
        u32::try_from(place).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(1, i64::MAX))
    }

    /// Store and marketplace code; the code is empty for what belongs to the whole store.
    pub(super) fn at(&self, place: u32) -> (&str, &str) {
        self.0.get(place as usize).map_or(("", ""), |(store, market)| (store, market))
    }

    /// The number of groups ([`Light::group`]).
    pub(super) fn groups(&self) -> usize {
        self.0.len() * Kind::ALL.len()
    }
}

/// The kind of a row of [`Light::COLUMNS`]; most rows have that of the one before. One of a newer program is none.
pub(super) fn kind_of(row: &Row<'_>, last: &mut Option<Kind>) -> rusqlite::Result<Option<Kind>> {
    let word = row.get_ref(0)?;
    let bytes = word.as_bytes()?;
    if last.is_none_or(|kind| kind.word().as_bytes() != bytes) {
        *last = Kind::parse(word.as_str()?);
    }
    Ok(*last)
}
