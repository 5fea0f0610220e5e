//! Stock at Amazon: what is there today follows from what sells and from the plan below; the days before follow by
//! counting back what was sold and what arrived.

use std::io::{self, Write};

use crate::domain::day::Day;

use super::catalog::{MARKETS, PRODUCTS, asin, fnsku, offered};
use super::orders::{Business, Sales};
use super::rng::Rng;
use super::table::{Put, Shape, Table, decimal, number};

/// Header of 2026.
pub(super) const PLANNING: &str = include_str!("../../assets/demo/fba-planning-99.txt");
/// Header of 2026; its first 18 columns are the header of older files.
pub(super) const INVENTORY: &str = include_str!("../../assets/demo/fba-inventory-22.txt");

/// Daily snapshots.
pub(super) const SNAPSHOTS: i64 = 14;

/// The stream of random numbers of the stock.
const STREAM: u64 = 2;

/// A product that is sold out.
pub(super) struct Out {
    pub market: usize,
    pub product: usize,
    /// Days without a sale, today included.
    pub days: i64,
}

/// Sold out, and nothing on the way; the first one is a best seller.
pub(super) const OUT: &[Out] = &[Out { market: 0, product: 2, days: 4 }, Out { market: 1, product: 18, days: 6 }];

/// Almost sold out: marketplace, product, days of cover at most.
pub(super) const NEAR: &[(usize, usize, i64)] = &[(0, 1, 6), (0, 4, 9), (0, 7, 11), (1, 3, 8), (2, 1, 10)];

/// Far too many: marketplace, product, days of cover.
pub(super) const EXCESS: &[(usize, usize, i64)] = &[(0, 14, 260), (0, 27, 310), (1, 9, 240), (2, 6, 280)];

/// Stock of one product in one marketplace on one day.
pub(super) struct Stock {
    market: usize,
    product: usize,
    day: Day,
    /// Sellable units.
    pub available: i64,
    /// Units on the way: working, shipped, receiving.
    pub inbound: [i64; 3],
    /// Units and money of the last 7, 30, 60 and 90 days.
    pub sold: [(i64, i64); 4],
    reserved: i64,
    unsellable: i64,
    /// Units a day, in thousandths.
    pub velocity: i64,
}

/// What a product should have today.
struct Target {
    available: i64,
    inbound: i64,
    /// Units that arrived so many days ago.
    arrived: (i64, i64),
}

/// Units a day in thousandths: the windows of 7, 30, 60 and 90 days weigh 25, 40, 20 and 15 in a hundred.
fn velocity(sold: &[(i64, i64); 4]) -> i64 {
    let [t7, t30, t60, t90] = sold.map(|(units, _)| units * 1000);
    (t7 * 25 / 7 + t30 * 40 / 30 + t60 * 20 / 60 + t90 * 15 / 90) / 100
}

fn sold(sales: &Sales, market: usize, product: usize, age: i64) -> [(i64, i64); 4] {
    [7, 30, 60, 90].map(|days| sales.window(market, product, age, days))
}

fn target(business: &Business, market: usize, product: usize, sold: &[(i64, i64); 4]) -> Target {
    let here = |m: usize, p: usize| (m, p) == (market, product);
    if OUT.iter().any(|out| here(out.market, out.product)) {
        return Target { available: 0, inbound: 0, arrived: (0, 0) };
    }
    let (mixed, month) = (velocity(sold), sold[1].0 * 1000 / 30);
    if let Some((_, _, days)) = NEAR.iter().find(|(m, p, _)| here(*m, *p)) {
        let slow = mixed.min(month);
        return Target { available: (slow * days / 1000).max(1), inbound: slow * 15 / 1000, arrived: (0, 0) };
    }
    let mut rng = Rng::new(business.seed, STREAM, (market * PRODUCTS.len() + product) as u64);
    let days = EXCESS.iter().find(|(m, p, _)| here(*m, *p)).map_or_else(|| rng.between(80, 94), |(_, _, days)| *days);
    let available = mixed.max(month) * days / 1000 + 2;
    let inbound = if rng.chance(350) { mixed * rng.between(15, 40) / 1000 } else { 0 };
    let arrived = if rng.chance(300) { (rng.between(2, 11), available * rng.between(30, 60) / 100) } else { (0, 0) };
    Target { available, inbound, arrived }
}

/// The stock of a marketplace `age` days ago, in the order of the catalogue.
pub(super) fn snapshot(business: &Business, sales: &Sales, market: usize, age: i64) -> Vec<Stock> {
    let day = business.now.day(MARKETS[market].zone()).plus(-age);
    let one = |product: usize| {
        let today = target(business, market, product, &sold(sales, market, product, 0));
        let (since, units) = today.arrived;
        let came = if age > since { units } else { 0 };
        let shipped: i64 = (0..age).map(|day| sales.units(market, product, day)).sum();
        let sold = sold(sales, market, product, age);
        let on_the_way = today.inbound + came;
        Stock {
            market,
            product,
            day,
            available: today.available + shipped - came,
            inbound: [on_the_way - on_the_way * 3 / 4, on_the_way * 3 / 4 - on_the_way / 4, on_the_way / 4],
            sold,
            reserved: sales.units(market, product, age) + sales.units(market, product, age + 1),
            // So few that nobody would remove them.
            unsellable: (sold[3].0 / 150).min(4),
            velocity: velocity(&sold),
        }
    };
    offered(market, false).map(one).collect()
}

impl Stock {
    fn money(&self, out: &mut String, minor: i64) {
        decimal(out, minor, MARKETS[self.market].currency().digits());
    }

    fn price(&self) -> i64 {
        PRODUCTS[self.product].prices[self.market]
    }

    fn on_the_way(&self) -> i64 {
        self.inbound.iter().sum()
    }

    /// Days that `units` last; `None` when nothing sells.
    fn cover(&self, units: i64) -> Option<i64> {
        (self.velocity > 0).then(|| units * 1000 / self.velocity)
    }

    fn excess(&self) -> i64 {
        let planted = EXCESS.iter().any(|(market, product, _)| (*market, *product) == (self.market, self.product));
        if planted { (self.available - self.velocity * 90 / 1000).max(0) } else { 0 }
    }

    /// Units older than 90 days: of what is too much a part.
    fn old(&self) -> i64 {
        self.excess() * 2 / 5
    }

    fn health(&self) -> &'static str {
        match self.cover(self.available) {
            _ if self.available == 0 => "Out of stock",
            Some(days) if days < 28 => "Low stock",
            Some(days) if days > 90 => "Excess",
            _ => "Healthy",
        }
    }

    fn yes(&self, yes: bool) -> &'static str {
        if yes && self.velocity > 0 { "Yes" } else { "No" }
    }
}

fn optional(out: &mut String, value: Option<i64>) {
    if let Some(value) = value {
        number(out, value);
    }
}

const COLUMNS: &[(&str, Put<Stock>)] = &[
    ("snapshot-date", |out, s| out.push_str(&s.day.to_string())),
    ("sku", |out, s| out.push_str(PRODUCTS[s.product].sku)),
    ("fnsku", |out, s| out.push_str(&fnsku(s.product, s.market))),
    ("asin", |out, s| out.push_str(&asin(s.product))),
    ("product-name", |out, s| out.push_str(PRODUCTS[s.product].titles[s.market])),
    ("condition", |out, _| out.push_str("New")),
    ("available", |out, s| number(out, s.available)),
    ("fc-transfer", |out, s| number(out, s.reserved / 3)),
    ("pending-removal-quantity", |out, _| number(out, 0)),
    ("inv-age-0-to-90-days", |out, s| number(out, s.available - s.old())),
    ("inv-age-91-to-180-days", |out, s| number(out, s.old())),
    ("inv-age-181-to-270-days", |out, _| number(out, 0)),
    ("inv-age-271-to-365-days", |out, _| number(out, 0)),
    ("inv-age-366-to-455-days", |out, _| number(out, 0)),
    ("inv-age-456-plus-days", |out, _| number(out, 0)),
    ("currency", |out, s| out.push_str(MARKETS[s.market].currency().code())),
    ("units-shipped-t7", |out, s| number(out, s.sold[0].0)),
    ("units-shipped-t30", |out, s| number(out, s.sold[1].0)),
    ("units-shipped-t60", |out, s| number(out, s.sold[2].0)),
    ("units-shipped-t90", |out, s| number(out, s.sold[3].0)),
    ("alert", |out, s| out.push_str(if s.health() == "Low stock" { "Low stock" } else { "" })),
    ("your-price", |out, s| s.money(out, s.price())),
    ("sales-price", |out, s| s.money(out, s.price())),
    ("lowest-price-new-plus-shipping", |out, s| s.money(out, s.price())),
    ("recommended-action", |out, s| {
        out.push_str(match s.health() {
            "Excess" => "Create Outlet deal",
            "Healthy" => "NoExcessInventory",
            _ => "CreateShippingPlan",
        });
    }),
    ("sell-through", |out, s| decimal(out, s.sold[3].0 * 100 / (s.available + s.sold[3].0 / 3).max(1), 2)),
    ("item-volume", |out, s| decimal(out, PRODUCTS[s.product].volume, 3)),
    ("volume-unit-measurement", |out, _| out.push_str("cubic feet")),
    ("storage-type", |out, s| out.push_str(if PRODUCTS[s.product].volume > 1500 { "Oversize" } else { "Standard" })),
    ("storage-volume", |out, s| decimal(out, PRODUCTS[s.product].volume * s.available, 3)),
    ("marketplace", |out, s| out.push_str(MARKETS[s.market].code())),
    ("product-group", |out, s| out.push_str(PRODUCTS[s.product].group)),
    ("sales-rank", |out, s| number(out, 2400 + s.product as i64 * 913)),
    ("days-of-supply", |out, s| optional(out, s.cover(s.available))),
    ("estimated-excess-quantity", |out, s| number(out, s.excess())),
    ("weeks-of-cover-t30", |out, s| optional(out, (s.sold[1].0 > 0).then(|| s.available * 30 / s.sold[1].0 / 7))),
    ("weeks-of-cover-t90", |out, s| optional(out, (s.sold[3].0 > 0).then(|| s.available * 90 / s.sold[3].0 / 7))),
    ("featuredoffer-price", |out, s| s.money(out, s.price())),
    ("sales-shipped-last-7-days", |out, s| s.money(out, s.sold[0].1)),
    ("sales-shipped-last-30-days", |out, s| s.money(out, s.sold[1].1)),
    ("sales-shipped-last-60-days", |out, s| s.money(out, s.sold[2].1)),
    ("sales-shipped-last-90-days", |out, s| s.money(out, s.sold[3].1)),
    ("inv-age-0-to-30-days", |out, s| number(out, (s.available - s.old()) / 2)),
    ("inv-age-31-to-60-days", |out, s| number(out, (s.available - s.old()) - (s.available - s.old()) / 2)),
    ("inv-age-61-to-90-days", |out, _| number(out, 0)),
    ("inv-age-181-to-330-days", |out, _| number(out, 0)),
    ("inv-age-331-to-365-days", |out, _| number(out, 0)),
    // 0.78 of the currency's unit for a cubic foot.
    ("estimated-storage-cost-next-month", |out, s| {
        s.money(out, PRODUCTS[s.product].volume * s.available * [78, 72, 117][s.market] / 1000);
    }),
    ("inbound-quantity", |out, s| number(out, s.on_the_way())),
    ("inbound-working", |out, s| number(out, s.inbound[0])),
    ("inbound-shipped", |out, s| number(out, s.inbound[1])),
    ("inbound-received", |out, s| number(out, s.inbound[2])),
    ("no-sale-last-6-months", |out, s| number(out, if s.sold[3].0 == 0 { s.available } else { 0 })),
    ("Total Reserved Quantity", |out, s| number(out, s.reserved)),
    ("unfulfillable-quantity", |out, s| number(out, s.unsellable)),
    ("historical-days-of-supply", |out, s| optional(out, s.cover(s.available))),
    ("fba-minimum-inventory-level", |out, s| number(out, s.velocity * 28 / 1000)),
    ("fba-inventory-level-health-status", |out, s| out.push_str(s.health())),
    ("Last updated date for Historical Days of Supply", |out, s| out.push_str(&s.day.plus(-4).to_string())),
    ("Exempted from Low-Inventory-Level fee?", |out, s| out.push_str(s.yes(s.sold[0].0 == 0))),
    ("Low-Inventory-Level fee applied in current week?", |out, s| {
        out.push_str(s.yes(s.cover(s.available).is_some_and(|days| days < 28)));
    }),
    ("Short term historical days of supply", |out, s| optional(out, s.cover(s.available))),
    ("Long term historical days of supply", |out, s| optional(out, s.cover(s.available))),
    ("Inventory age snapshot date", |out, s| out.push_str(&s.day.plus(-3).to_string())),
    ("Inventory Supply at FBA", |out, s| number(out, s.available + s.reserved + s.on_the_way())),
    ("Reserved FC Processing", |out, s| number(out, s.reserved / 3)),
    ("Reserved Customer Order", |out, s| number(out, s.reserved - s.reserved / 3 * 2)),
    ("Reserved Staging", |out, _| number(out, 0)),
    ("Total Days of Supply (including units from open shipments)", |out, s| {
        optional(out, s.cover(s.available + s.on_the_way()));
    }),
    ("supplier", |out, _| out.push_str("unassigned")),
    ("is-seasonal-in-next-3-months", |out, _| out.push('N')),
];

const INVENTORY_COLUMNS: &[(&str, Put<Stock>)] = &[
    ("sku", |out, s| out.push_str(PRODUCTS[s.product].sku)),
    ("fnsku", |out, s| out.push_str(&fnsku(s.product, s.market))),
    ("asin", |out, s| out.push_str(&asin(s.product))),
    ("product-name", |out, s| out.push_str(PRODUCTS[s.product].titles[s.market])),
    ("condition", |out, _| out.push_str("New")),
    ("your-price", |out, s| s.money(out, s.price())),
    ("mfn-listing-exists", |out, _| out.push_str("No")),
    ("afn-listing-exists", |out, _| out.push_str("Yes")),
    ("afn-warehouse-quantity", |out, s| number(out, s.available + s.reserved + s.unsellable)),
    ("afn-fulfillable-quantity", |out, s| number(out, s.available)),
    ("afn-unsellable-quantity", |out, s| number(out, s.unsellable)),
    ("afn-reserved-quantity", |out, s| number(out, s.reserved)),
    ("afn-total-quantity", |out, s| number(out, s.available + s.reserved + s.unsellable + s.on_the_way())),
    ("per-unit-volume", |out, s| decimal(out, PRODUCTS[s.product].volume / 10, 2)),
    ("afn-inbound-working-quantity", |out, s| number(out, s.inbound[0])),
    ("afn-inbound-shipped-quantity", |out, s| number(out, s.inbound[1])),
    ("afn-inbound-receiving-quantity", |out, s| number(out, s.inbound[2])),
    ("afn-researching-quantity", |out, _| number(out, 0)),
    ("afn-reserved-future-supply", |out, _| number(out, 0)),
    ("afn-future-supply-buyable", |out, _| number(out, 0)),
];

/// The Inventory Planning report.
pub(super) fn planning(shape: Shape) -> Table<Stock> {
    Table::new(PLANNING, shape, COLUMNS)
}

/// The Manage FBA Inventory report with its first `columns` columns.
pub(super) fn inventory(columns: usize) -> Table<Stock> {
    Table::new(INVENTORY, Shape::Tabs, INVENTORY_COLUMNS).first(columns)
}

/// Writes a snapshot.
pub(super) fn write(out: &mut impl Write, mut table: Table<Stock>, stock: &[Stock]) -> io::Result<()> {
    table.write_header(out)?;
    stock.iter().try_for_each(|row| table.write(out, row))
}

#[cfg(test)]
mod tests {
    use super::super::tests::options;
    use super::*;

    #[test]
    fn every_filled_column_stands_in_its_header() {
        for (columns, table) in [(COLUMNS, planning(Shape::Tabs)), (INVENTORY_COLUMNS, inventory(22))] {
            for (name, _) in columns {
                assert!(table.names().any(|n| n == *name), "{name}");
            }
        }
        assert_eq!((planning(Shape::Tabs).names().count(), inventory(22).names().count()), (99, 22));
    }

    #[test]
    fn stock_falls_by_what_is_sold_and_only_the_planted_products_run_short() {
        for (orders, seed) in [(1000, 1), (4000, 1), (4000, 2), (4000, 3), (20_000, 4)] {
            let business = Business::new(&super::super::Options { seed, ..options(orders) });
            let sales = business.sales();
            let (mut out, mut near, mut excess, mut arrivals) = (0, 0, 0, 0);
            for (market, place) in MARKETS.iter().enumerate() {
                let days: Vec<_> = (0..SNAPSHOTS).map(|age| snapshot(&business, &sales, market, age)).collect();
                for (i, today) in days[0].iter().enumerate() {
                    let cover = today.cover(today.available);
                    let both = today.cover(today.available + today.on_the_way());
                    out += usize::from(today.available == 0 && today.on_the_way() == 0 && today.sold[3].0 > 0);
                    near += usize::from(today.available > 0 && cover.is_some_and(|d| d <= 14));
                    excess += usize::from(cover.is_some_and(|d| d > 200));
                    // Nothing stands between "short" and "plenty", whatever limits a team sets.
                    let short = both.is_some_and(|d| d <= 60);
                    assert!(!short || cover.is_some_and(|d| d <= 14), "{} {cover:?}", PRODUCTS[today.product].sku);
                    for pair in days.windows(2) {
                        let (newer, older) = (&pair[0][i], &pair[1][i]);
                        let age = business.now.day(place.zone()).since(newer.day);
                        let came = newer.available + sales.units(market, today.product, age) - older.available;
                        arrivals += usize::from(came > 0);
                        assert!(older.available >= 0 && came >= 0 && came == older.on_the_way() - newer.on_the_way());
                    }
                }
            }
            assert_eq!((out, near), (OUT.len(), NEAR.len()), "{orders} orders, seed {seed}");
            assert!(excess >= EXCESS.len() && arrivals > 3, "{excess} {arrivals}");
        }
    }
}
