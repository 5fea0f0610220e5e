//! The orders of the business: each is a function of its number, so a million of them stream past without being kept.

use crate::domain::day::{DAY, Day, HOUR, Instant};
use crate::domain::market::Market;

use chrono::{Datelike, Timelike};

use super::Options;
use super::catalog::{FBA, MARKETS, PRODUCTS, SHARES, offered, weight};
use super::people::PLACES;
use super::planted::{Fate, PLANTED, Planted, Trouble};
use super::rng::Rng;
use super::stock::OUT;

/// Days of history.
pub(super) const HISTORY: i64 = 60;

/// The stream of random numbers of the orders.
const STREAM: u64 = 1;

/// What a product line of an order holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Item {
    /// Position of the product.
    pub product: usize,
    /// Units bought.
    pub units: i64,
    /// Discount in hundredths of the price.
    pub discount: i64,
}

/// How an order ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Shipped then.
    Shipped(Instant),
    /// Cancelled then.
    Cancelled(Instant),
    /// Still to ship.
    Open,
}

/// What an order is at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Not shipped yet.
    Pending,
    /// Shipped.
    Shipped,
    /// Cancelled.
    Cancelled,
}

/// One order.
#[derive(Clone, Debug)]
pub(super) struct Order {
    /// Its number in the demonstration; gives order id and item ids.
    pub number: u64,
    /// Position of its marketplace.
    pub market: usize,
    /// Whether the seller ships it (FBM).
    pub by_seller: bool,
    /// When it was bought.
    pub purchased: Instant,
    /// How it ends.
    pub end: End,
    /// Its lines.
    pub items: Vec<Item>,
    /// A number that chooses buyer, place and the like.
    pub dice: u64,
    /// The row of [`PLANTED`] that it is made from.
    pub planted: Option<&'static Planted>,
}

impl Order {
    /// The marketplace.
    pub(super) fn place(&self) -> Market {
        MARKETS[self.market]
    }

    /// What it is at a moment, and when it last changed.
    pub(super) fn state(&self, at: Instant) -> (State, Instant) {
        match self.end {
            End::Shipped(then) if then <= at => (State::Shipped, then),
            End::Cancelled(then) if then <= at => (State::Cancelled, then),
            _ => (State::Pending, self.purchased.plus(60 + (self.dice % 900) as i64)),
        }
    }

    /// The order id, such as `111-0123456-0123456`; different for each number below ten million.
    pub(super) fn id(&self) -> String {
        const PREFIX: [[u32; 3]; 3] = [[111, 112, 114], [302, 303, 306], [249, 250, 503]];
        let prefix = PREFIX[self.market][(self.dice >> 40) as usize % 3];
        let middle = (self.number * 6_180_339 + 3_141_927) % 10_000_000;
        format!("{prefix}-{middle:07}-{:07}", self.dice % 10_000_000)
    }

    /// City, state and postal code.
    pub(super) fn address(&self) -> (&'static str, &'static str, &'static str) {
        let places = PLACES[self.market];
        let (city, state, code) = places[(self.dice >> 32) as usize % places.len()];
        match self.planted {
            Some(planted) if !planted.city.is_empty() => (planted.city, state, code),
            _ => (city, state, code),
        }
    }

    /// Why the buyer asked to cancel it, when the buyer did.
    pub(super) fn cancel_reason(&self) -> Option<&'static str> {
        match self.planted?.fate {
            Fate::Open { trouble: Trouble::Cancel(reason), .. } => Some(reason),
            _ => None,
        }
    }

    /// The end of the marketplace's day by which a planted order must be shipped.
    pub(super) fn promise(&self, now: Instant) -> Option<Instant> {
        let zone = self.place().zone();
        match self.planted?.fate {
            Fate::Open { promise, .. } | Fate::JustShipped { promise, .. } | Fate::JustCancelled { promise, .. } => {
                Some(now.day(zone).plus(promise).end(zone))
            }
            Fate::Settled => None,
        }
    }
}

/// The business at a moment.
pub(super) struct Business {
    /// Seed of all that is drawn.
    pub seed: u64,
    /// The present.
    pub now: Instant,
    drawn: u64,
    hours: Vec<[u64; 3]>,
    ends: Vec<u64>,
    stopped: Vec<(usize, usize, Instant)>,
    shelves: Vec<Vec<(usize, u64)>>,
}

impl Business {
    /// The business of the options; at least the planted orders exist.
    pub(super) fn new(options: &Options) -> Self {
        let now = options.now;
        let hours: Vec<_> = (0..HISTORY * 24).map(|hour| demand(opening(now).plus(hour * HOUR))).collect();
        let ends = hours
            .iter()
            .scan(0, |sum, hour| {
                *sum += hour.iter().sum::<u64>();
                Some(*sum)
            })
            .collect();
        let stopped = OUT
            .iter()
            .map(|out| {
                let zone = MARKETS[out.market].zone();
                (out.market, out.product, now.day(zone).plus(1 - out.days).start(zone))
            })
            .collect();
        let shelf = |i: usize| offered(i / 2, i % 2 == 1).map(|p| (p, weight(p))).collect();
        let drawn = u64::from(options.orders).saturating_sub(PLANTED.len() as u64);
        let shelves = (0..MARKETS.len() * 2).map(shelf).collect();
        Self { seed: options.seed, now, drawn, hours, ends, stopped, shelves }
    }

    /// All orders, oldest first.
    pub(super) fn orders(&self) -> impl Iterator<Item = Order> + '_ {
        let mut planted = self.planted().into_iter().peekable();
        let mut drawn = (0..self.drawn).map(|i| self.drawn_order(i)).peekable();
        std::iter::from_fn(move || match (planted.peek(), drawn.peek()) {
            (Some(first), Some(second)) if first.purchased <= second.purchased => planted.next(),
            (Some(_), None) => planted.next(),
            _ => drawn.next(),
        })
    }

    /// The planted orders, oldest first.
    pub(super) fn planted(&self) -> Vec<Order> {
        let mut orders: Vec<_> =
            PLANTED.iter().enumerate().map(|(i, planted)| self.planted_order(i as u64, planted)).collect();
        orders.sort_by_key(|order| order.purchased);
        orders
    }

    /// The planted order that mails call by a name.
    pub(super) fn tagged(&self, tag: &str) -> Option<Order> {
        let at = PLANTED.iter().position(|p| p.tag == tag && !tag.is_empty())?;
        Some(self.planted_order(at as u64, &PLANTED[at]))
    }

    fn planted_order(&self, number: u64, planted: &'static Planted) -> Order {
        let ago = |hours: i64| self.now.plus(-hours * HOUR);
        let purchased = ago(planted.bought);
        let end = match planted.fate {
            Fate::Open { .. } => End::Open,
            Fate::JustShipped { hours, .. } => End::Shipped(ago(hours)),
            Fate::JustCancelled { hours, .. } => End::Cancelled(ago(hours)),
            Fate::Settled => End::Shipped(purchased.plus(26 * HOUR)),
        };
        let first = Item { product: planted.product, units: planted.units, discount: 0 };
        let second = planted.second.map(|product| Item { product, units: 1, discount: 0 });
        Order {
            number,
            market: planted.market,
            by_seller: planted.product >= FBA,
            purchased,
            end,
            items: std::iter::once(first).chain(second).collect(),
            dice: Rng::new(self.seed, STREAM, number).next(),
            planted: Some(planted),
        }
    }

    fn drawn_order(&self, index: u64) -> Order {
        let number = PLANTED.len() as u64 + index;
        let mut rng = Rng::new(self.seed, STREAM, number);
        let dice = rng.next();
        let (market, purchased) = self.moment(index, &mut rng);
        // Orders that the seller ships are all out by now; what is still to ship is planted.
        let by_seller = rng.chance(150) && purchased < self.now.plus(-3 * DAY);
        let shipped = purchased.plus(rng.between(5 * HOUR, if by_seller { 50 } else { 34 } * HOUR));
        let end = if rng.chance(22) {
            End::Cancelled(purchased.plus(rng.between(600, 20 * HOUR)))
        } else {
            End::Shipped(shipped)
        };
        let count = if rng.chance(20) { 3 } else { 1 + usize::from(rng.chance(90)) };
        let mut items: Vec<Item> = Vec::with_capacity(count);
        for _ in 0..count {
            let product = self.choose(market, by_seller, purchased, &mut rng);
            let units = if rng.chance(25) { rng.between(3, 5) } else { 1 + i64::from(rng.chance(110)) };
            let discount = if rng.chance(60) { 10 } else { 0 };
            if items.iter().all(|i| i.product != product) {
                items.push(Item { product, units, discount });
            }
        }
        Order { number, market, by_seller, purchased, end, items, dice, planted: None }
    }

    /// Marketplace and time of the drawn order `index`: even over the demand, so later numbers are later orders.
    fn moment(&self, index: u64, rng: &mut Rng) -> (usize, Instant) {
        let total = self.ends.last().copied().unwrap_or(1);
        let spot = (index * total + rng.below(total)) / self.drawn.max(1);
        let hour = self.ends.partition_point(|end| *end <= spot).min(self.ends.len() - 1);
        let weights = self.hours[hour];
        let width = weights.iter().sum::<u64>();
        let inside = spot - (self.ends[hour] - width).min(spot);
        let at = opening(self.now).plus(hour as i64 * HOUR + (inside * 3600 / width.max(1)) as i64);
        let mut draw = rng.below(width);
        let mut market = 0;
        while market + 1 < MARKETS.len() && draw >= weights[market] {
            draw -= weights[market];
            market += 1;
        }
        (market, at)
    }

    /// A product that is in stock then.
    fn choose(&self, market: usize, by_seller: bool, at: Instant, rng: &mut Rng) -> usize {
        let shelf = &self.shelves[market * 2 + usize::from(by_seller)];
        let mut draw = rng.below(shelf.iter().map(|(_, w)| w).sum());
        let mut spot = 0;
        while draw >= shelf[spot].1 {
            draw -= shelf[spot].1;
            spot += 1;
        }
        let out = |p: usize| self.stopped.iter().any(|(m, o, since)| (*m, *o) == (market, p) && at >= *since);
        while out(shelf[spot].0) {
            spot = (spot + 1) % shelf.len();
        }
        shelf[spot].0
    }

    /// Units and money that Amazon shipped, by marketplace, product and age in the marketplace's own days.
    pub(super) fn sales(&self) -> Sales {
        let mut sales = Sales { days: vec![vec![[(0, 0); HISTORY as usize + 2]; PRODUCTS.len()]; MARKETS.len()] };
        let today: Vec<Vec<Instant>> = MARKETS
            .iter()
            .map(|market| {
                let (zone, day) = (market.zone(), self.now.day(market.zone()));
                (0..=HISTORY).map(|age| day.plus(-age).start(zone)).collect()
            })
            .collect();
        for order in self.orders().filter(|o| !o.by_seller && !matches!(o.end, End::Cancelled(_))) {
            // Starts of days, newest first: the age is the number of days that start after the order.
            let age = today[order.market].partition_point(|start| *start > order.purchased);
            for item in &order.items {
                let day = &mut sales.days[order.market][item.product][age];
                day.0 += item.units;
                day.1 += item.units * PRODUCTS[item.product].prices[order.market];
            }
        }
        sales
    }
}

/// What was sold, by day.
pub(super) struct Sales {
    days: Vec<Vec<[(i64, i64); HISTORY as usize + 2]>>,
}

impl Sales {
    /// Units of one day, `age` days ago.
    pub(super) fn units(&self, market: usize, product: usize, age: i64) -> i64 {
        self.days[market][product].get(age as usize).map_or(0, |day| day.0)
    }

    /// Units and money of the `count` days that end `age` days ago; days before the history count as its mean.
    pub(super) fn window(&self, market: usize, product: usize, age: i64, count: i64) -> (i64, i64) {
        let days = &self.days[market][product];
        let sum =
            |range: std::ops::Range<usize>| days[range].iter().fold((0, 0), |sum, day| (sum.0 + day.0, sum.1 + day.1));
        let (from, to) = (age as usize, ((age + count) as usize).min(days.len()));
        let (known, all, missing) = (sum(from..to), sum(0..days.len()), age + count - to as i64);
        (known.0 + all.0 * missing / HISTORY, known.1 + all.1 * missing / HISTORY)
    }
}

/// When the history begins; it ends half an hour before the present.
fn opening(now: Instant) -> Instant {
    now.plus(-HISTORY * DAY - HOUR / 2)
}

/// How much is bought in the hour from `at` on, in each marketplace: by local hour and weekday.
fn demand(at: Instant) -> [u64; 3] {
    const HOURS: [u64; 24] = [7, 4, 3, 2, 2, 3, 5, 8, 11, 13, 14, 14, 15, 15, 14, 14, 14, 15, 16, 18, 20, 20, 17, 12];
    const WEEK: [u64; 7] = [108, 104, 100, 97, 92, 95, 113];
    let mut weights = [0; 3];
    for (i, market) in MARKETS.iter().enumerate() {
        let local = at.utc().with_timezone(&market.zone());
        let weekday = Day(local.date_naive()).0.weekday().num_days_from_monday();
        weights[i] = SHARES[i] * HOURS[local.hour() as usize] * WEEK[weekday as usize];
    }
    weights
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::tests::options;
    use super::*;

    #[test]
    fn orders_come_oldest_first_in_the_asked_number_with_ids_of_their_own() {
        let options = options(3000);
        let business = Business::new(&options);
        let (mut ids, mut last, mut markets, mut seller, mut lines) = (BTreeSet::new(), Instant(0), [0; 3], 0, 0);
        for order in business.orders() {
            assert!(order.purchased >= last && order.purchased <= options.now.plus(-HOUR / 2));
            assert!(order.purchased >= options.now.plus(-HISTORY * DAY - HOUR));
            last = order.purchased;
            markets[order.market] += 1;
            seller += usize::from(order.by_seller);
            lines += order.items.len();
            assert!(ids.insert(order.id()), "{} twice", order.id());
            for item in &order.items {
                assert_eq!(order.by_seller, item.product >= FBA);
                assert!(PRODUCTS[item.product].sold_in(order.market));
            }
        }
        assert_eq!(ids.len(), 3000);
        assert!(markets[0] > markets[1] && markets[1] > markets[2] && markets[2] > 200, "{markets:?}");
        assert!((300..700).contains(&seller), "{seller}");
        assert!((3150..3600).contains(&lines), "{lines}");
    }

    #[test]
    fn nothing_is_sold_that_is_out_of_stock() {
        let business = Business::new(&options(4000));
        let sales = business.sales();
        for out in OUT {
            assert!((0..out.days).all(|age| sales.units(out.market, out.product, age) == 0));
            assert!(sales.window(out.market, out.product, 0, 60).0 > 0);
        }
        let total: i64 = (0..62).map(|age| sales.units(0, 0, age)).sum();
        let (units, money) = sales.window(0, 0, 0, 62);
        assert_eq!((units, money), (total, total * PRODUCTS[0].prices[0]));
        assert!(sales.window(0, 0, 0, 90).0 > units);
    }

    #[test]
    fn few_orders_are_at_least_the_planted_ones() {
        assert_eq!(Business::new(&options(0)).orders().count(), PLANTED.len());
    }
}
