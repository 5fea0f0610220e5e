//! The list of orders that the seller must ship: today's and yesterday's, one file for each marketplace.

use std::io::{self, Write};

use chrono_tz::Tz;

use crate::domain::day::{Day, Instant};

use super::catalog::PRODUCTS;
use super::orders::{Business, Order, State};
use super::people::{COUNTRIES, buyer, relay, street};
use super::planted::{Fate, Trouble};
use super::table::{Put, Shape, Table, digits, flag, number, stamp};

/// Header of 2025.
pub(super) const HEADER: &str = include_str!("../../assets/demo/unshipped-68.txt");

/// One line that is still to ship.
pub(super) struct Open {
    order: Order,
    at: usize,
    promise: Instant,
    read: Instant,
}

impl Open {
    fn trouble(&self) -> Trouble {
        match self.order.planted.map(|p| p.fate) {
            Some(Fate::Open { trouble, .. }) => trouble,
            _ => Trouble::Fine,
        }
    }

    /// Days of the marketplace since the promised one; negative while there is time.
    fn days_past(&self) -> i64 {
        let zone = self.order.place().zone();
        let (promised, today): (Day, Day) = (self.promise.day(zone), self.read.day(zone));
        today.since(promised)
    }

    fn prime(&self) -> bool {
        self.trouble() == Trouble::Prime
    }
}

/// The Pacific zone, in which Amazon writes the payment of every marketplace.
const PACIFIC: Tz = Tz::America__Los_Angeles;

const COLUMNS: &[(&str, Put<Open>)] = &[
    ("order-id", |out, o| out.push_str(&o.order.id())),
    ("order-item-id", |out, o| digits(out, 40_112_000_000_000 + o.order.number * 10 + o.at as u64, 14)),
    ("purchase-date", |out, o| stamp(out, o.order.purchased, Tz::UTC)),
    ("payments-date", |out, o| stamp(out, o.order.purchased.plus(95), PACIFIC)),
    ("reporting-date", |out, o| stamp(out, o.order.purchased.plus(1260), Tz::UTC)),
    ("promise-date", |out, o| stamp(out, o.promise, Tz::UTC)),
    ("days-past-promise", |out, o| number(out, o.days_past())),
    ("buyer-email", |out, o| out.push_str(&relay(o.order.place().info().domain, o.order.dice))),
    ("buyer-name", |out, o| out.push_str(&buyer(o.order.market, o.order.dice))),
    ("payment-method-details", |out, _| out.push_str("Standard")),
    ("buyer-phone-number", |out, o| {
        out.push_str(["+1 415-555-01", "+49 30 23125 0", "03-0000-00"][o.order.market]);
        digits(out, o.order.dice % 100, 2);
    }),
    ("sku", |out, o| out.push_str(PRODUCTS[o.order.items[o.at].product].sku)),
    ("number-of-items", |out, o| number(out, o.order.items.iter().map(|i| i.units).sum())),
    ("product-name", |out, o| out.push_str(PRODUCTS[o.order.items[o.at].product].titles[o.order.market])),
    ("quantity-purchased", |out, o| number(out, o.order.items[o.at].units)),
    ("quantity-shipped", |out, _| number(out, 0)),
    ("quantity-to-ship", |out, o| number(out, o.order.items[o.at].units)),
    ("ship-service-level", |out, o| out.push_str(if o.prime() { "NextDay" } else { "Standard" })),
    ("ship-service-name", |out, o| out.push_str(if o.prime() { "Prime Next Day" } else { "Std Domestic" })),
    ("recipient-name", |out, o| out.push_str(&buyer(o.order.market, o.order.dice))),
    ("ship-address-1", |out, o| out.push_str(&street(o.order.market, o.order.dice))),
    ("address-type", |out, _| out.push_str("Residential")),
    ("ship-city", |out, o| out.push_str(o.order.address().0)),
    ("ship-state", |out, o| out.push_str(o.order.address().1)),
    ("ship-postal-code", |out, o| out.push_str(o.order.address().2)),
    ("ship-country", |out, o| out.push_str(COUNTRIES[o.order.market])),
    ("is-business-order", |out, _| flag(out, false)),
    ("is-prime", |out, o| flag(out, o.prime())),
    ("is-premium-order", |out, o| flag(out, o.prime())),
    ("is-replacement-order", |out, _| flag(out, false)),
    ("is-exchange-order", |out, _| flag(out, false)),
    ("is-transparency", |out, _| flag(out, false)),
    ("is-ispu-order", |out, _| flag(out, false)),
    ("is-buyer-requested-cancellation", |out, o| flag(out, o.order.cancel_reason().is_some())),
    ("buyer-requested-cancel-reason", |out, o| out.push_str(o.order.cancel_reason().unwrap_or(""))),
    ("verge-of-cancellation", |out, o| flag(out, o.trouble() == Trouble::Verge && o.days_past() > 1)),
    ("verge-of-lateShipment", |out, o| {
        flag(out, matches!(o.trouble(), Trouble::Late | Trouble::Verge) && o.days_past() >= 0);
    }),
    ("signature-confirmation-recommended", |out, _| flag(out, false)),
];

/// The table of the report.
pub(super) fn table() -> Table<Open> {
    Table::new(HEADER, Shape::Tabs, COLUMNS)
}

/// Writes what a marketplace had to ship at `read`.
pub(super) fn write(out: &mut impl Write, business: &Business, market: usize, read: Instant) -> io::Result<()> {
    let mut table = table();
    table.write_header(out)?;
    for order in business.planted() {
        let Some(promise) = order.promise(business.now) else { continue };
        let listed =
            order.market == market && order.purchased.plus(1800) <= read && order.state(read).0 == State::Pending;
        if !listed {
            continue;
        }
        let mut open = Open { order, at: 0, promise, read };
        while open.at < open.order.items.len() {
            table.write(out, &open)?;
            open.at += 1;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filled_column_stands_in_the_header() {
        for (name, _) in COLUMNS {
            assert!(table().names().any(|n| n == *name), "{name}");
        }
        assert_eq!(table().names().count(), 68);
    }
}
