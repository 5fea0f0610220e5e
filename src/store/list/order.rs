//! The order of the queue (H10): lane, overdue first, time left in doubling steps, money at risk per day, hero, age.

use std::cmp::Reverse;

use super::light::Light;
use crate::domain::keys;
use crate::domain::list::Viewpoint;
use crate::domain::money::{Currency, Money};
use crate::domain::work::urgency;

/// Puts items, given by their numbers in `all`, into the order of the queue. Items that nearly stand in it cost little:
/// time moves only a few.
pub(super) fn order(items: &mut Vec<u32>, all: &[Light], view: &Viewpoint) {
    let worth = Worth::of(items.iter().filter_map(|at| all[*at as usize].daily), view);
    let rank = |item: &Light| {
        let overdue = item.due.is_some_and(|due| due < view.now);
        let left = u8::try_from(urgency(item.due, view.now).saturating_add(1)).unwrap_or(u8::MAX);
        let money = item.daily.map_or(0, |money| worth.of_day(money));
        (item.lane, !overdue, left, Reverse(money), !item.hero, item.opened, item.id)
    };
    let mut ranked: Vec<_> = items.iter().map(|at| (rank(&all[*at as usize]), *at)).collect();
    ranked.sort();
    items.clear();
    items.extend(ranked.into_iter().map(|(_, at)| at));
}

/// What amounts are worth beside each other, for the order only: never shown.
struct Worth {
    rates: Vec<(Currency, i64)>,
}

impl Worth {
    /// One currency needs no rate; with several, those without a rate count as unknown, which is nothing.
    fn of(amounts: impl Iterator<Item = Money>, view: &Viewpoint) -> Self {
        let mut rates: Vec<(Currency, i64)> = Vec::new();
        for money in amounts {
            if !rates.iter().any(|(currency, _)| *currency == money.currency) {
                rates.push((money.currency, 0));
            }
        }
        let today = view.now.day(view.zone);
        let only = rates.len() == 1;
        for (currency, rate) in &mut rates {
            *rate = match currency.code() {
                _ if only => 1_000_000,
                "USD" => 1_000_000,
                _ => view.settings.for_all(&keys::exchange_rate(*currency), today),
            };
        }
        Self { rates }
    }

    /// Millionths of a base unit, in hundredths.
    fn of_day(&self, money: Money) -> i128 {
        let rate = self.rates.iter().find(|(currency, _)| *currency == money.currency).map_or(0, |(_, rate)| *rate);
        let hundredths = if money.currency.digits() == 0 { 100 } else { 1 };
        i128::from(money.minor) * hundredths * i128::from(rate)
    }
}
