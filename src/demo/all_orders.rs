//! All Orders: one line for each product of an order, as the order stands at the moment of the download.

use std::io::{self, Write};
use std::ops::Range;

use chrono_tz::Tz;

use crate::domain::day::Instant;

use super::catalog::{PRODUCTS, asin};
use super::orders::{Business, Item, Order, State};
use super::people::COUNTRIES;
use super::table::{Put, Shape, Table, decimal, flag, number, stamp};

/// Header of 2025 with everything switched on.
pub(super) const WIDE: &str = include_str!("../../assets/demo/all-orders-91.txt");
/// Header of 2026 as Amazon gives it unasked.
pub(super) const NARROW: &str = include_str!("../../assets/demo/all-orders-33.txt");

/// One line of an order at a moment.
pub(super) struct Line {
    order: Order,
    at: usize,
    state: State,
    updated: Instant,
    read: Instant,
}

impl Line {
    fn item(&self) -> Item {
        self.order.items[self.at]
    }

    /// Price of the line (not of one unit); `None` where the report leaves it blank: most cancelled orders and those
    /// that were bought minutes ago and are not paid.
    fn price(&self) -> Option<i64> {
        let item = self.item();
        let unpaid = self.order.planted.is_none() && self.order.purchased.plus(3 * 3600) > self.read;
        let blank = match self.state {
            State::Pending => unpaid && self.order.dice.is_multiple_of(4),
            State::Cancelled => !self.order.dice.is_multiple_of(3),
            State::Shipped => false,
        };
        (!blank).then(|| item.units * PRODUCTS[item.product].prices[self.order.market])
    }

    /// Tax of the line: on top in the US, included elsewhere.
    fn tax(&self) -> Option<i64> {
        let price = self.price()?;
        Some([price * 825 / 10_000, price * 19 / 119, price * 10 / 110][self.order.market])
    }

    fn shipping(&self) -> Option<i64> {
        let paid = self.at == 0 && self.order.by_seller && self.order.dice.is_multiple_of(3);
        self.price().map(|_| if paid { [599, 490, 650][self.order.market] } else { 0 })
    }

    fn discount(&self) -> Option<i64> {
        self.price().map(|price| price * self.item().discount / 100)
    }

    fn business(&self) -> bool {
        self.order.dice.is_multiple_of(13)
    }

    fn money(&self, out: &mut String, amount: Option<i64>) {
        if let Some(amount) = amount {
            decimal(out, amount, self.order.place().currency().digits());
        }
    }
}

const COLUMNS: &[(&str, Put<Line>)] = &[
    ("amazon-order-id", |out, l| out.push_str(&l.order.id())),
    ("merchant-order-id", |out, l| out.push_str(&l.order.id())),
    ("purchase-date", |out, l| stamp(out, l.order.purchased, Tz::UTC)),
    ("last-updated-date", |out, l| stamp(out, l.updated, Tz::UTC)),
    ("order-status", |out, l| {
        out.push_str(match l.state {
            State::Pending => "Pending",
            State::Shipped => "Shipped",
            State::Cancelled => "Cancelled",
        });
    }),
    ("fulfillment-channel", |out, l| out.push_str(if l.order.by_seller { "Merchant" } else { "Amazon" })),
    ("sales-channel", |out, l| {
        out.push_str("Amazon.");
        out.push_str(l.order.place().info().domain);
    }),
    ("ship-service-level", |out, l| {
        let services = if l.order.by_seller {
            ["Standard", "Standard", "Expedited"]
        } else {
            ["Expedited", "SecondDay", "NextDay"]
        };
        out.push_str(services[(l.order.dice >> 20) as usize % 3]);
    }),
    ("product-name", |out, l| out.push_str(PRODUCTS[l.item().product].titles[l.order.market])),
    ("sku", |out, l| out.push_str(PRODUCTS[l.item().product].sku)),
    ("asin", |out, l| out.push_str(&asin(l.item().product))),
    ("number-of-items", |out, l| number(out, l.order.items.iter().map(|i| i.units).sum())),
    ("item-status", |out, l| {
        out.push_str(match l.state {
            State::Pending => "Unshipped",
            State::Shipped => "Shipped",
            State::Cancelled if l.price().is_some() => "Cancelled",
            State::Cancelled => "",
        });
    }),
    ("tax-collection-model", |out, l| out.push_str(if l.order.market == 0 { "MarketplaceFacilitator" } else { "" })),
    ("tax-collection-responsible-party", |out, l| {
        out.push_str(if l.order.market == 0 { "Amazon Services, Inc." } else { "" });
    }),
    ("quantity", |out, l| number(out, if l.state == State::Cancelled { 0 } else { l.item().units })),
    ("currency", |out, l| out.push_str(if l.price().is_some() { COUNTRY_MONEY[l.order.market] } else { "" })),
    ("item-price", |out, l| l.money(out, l.price())),
    ("item-tax", |out, l| l.money(out, l.tax())),
    ("shipping-price", |out, l| l.money(out, l.shipping())),
    ("shipping-tax", |out, l| l.money(out, l.price().map(|_| 0))),
    ("gift-wrap-price", |out, l| l.money(out, l.price().map(|_| 0))),
    ("gift-wrap-tax", |out, l| l.money(out, l.price().map(|_| 0))),
    ("item-promotion-discount", |out, l| l.money(out, l.discount())),
    ("ship-promotion-discount", |out, l| l.money(out, l.price().map(|_| 0))),
    ("address-type", |out, l| out.push_str(if l.business() { "Commercial" } else { "Residential" })),
    ("ship-city", |out, l| out.push_str(l.order.address().0)),
    ("ship-state", |out, l| out.push_str(l.order.address().1)),
    ("ship-postal-code", |out, l| out.push_str(l.order.address().2)),
    ("ship-country", |out, l| out.push_str(COUNTRIES[l.order.market])),
    ("promotion-ids", |out, l| {
        out.push_str(if l.item().discount > 0 { "PAWS-10 Percentage Off Claim Code" } else { "" });
    }),
    ("payment-method-details", |out, _| out.push_str("Standard")),
    ("is-business-order", |out, l| flag(out, l.business())),
    ("price-designation", |out, l| out.push_str(if l.business() { "Business Price" } else { "" })),
    ("is-heavy-or-bulky", |out, l| flag(out, PRODUCTS[l.item().product].volume > 3000)),
    ("is-replacement-order", |out, _| flag(out, false)),
    ("is-exchange-order", |out, _| flag(out, false)),
    ("is-amazon-invoiced", |out, l| flag(out, l.order.market != 1 || !l.order.by_seller)),
    ("vat-exclusive-item-price", |out, l| {
        if l.order.market == 1 {
            l.money(out, l.price().zip(l.tax()).map(|(price, tax)| price - tax));
        }
    }),
    ("is-iba", |out, _| flag(out, false)),
    ("is-transparency", |out, _| flag(out, false)),
    ("is-ispu-order", |out, _| flag(out, false)),
    ("is-pickup-point-order", |out, _| flag(out, false)),
    ("is-buyer-requested-cancellation", |out, l| flag(out, l.order.cancel_reason().is_some())),
    ("buyer-requested-cancel-reason", |out, l| out.push_str(l.order.cancel_reason().unwrap_or(""))),
    ("order-invoice-type", |out, l| out.push_str(if l.order.market == 1 && l.business() { "B2B" } else { "" })),
    ("signature-confirmation-recommended", |out, l| flag(out, l.order.by_seller && l.price() > Some(15_000))),
];

const COUNTRY_MONEY: [&str; 3] = ["USD", "EUR", "JPY"];

/// The table of a header.
pub(super) fn table(header: &'static str) -> Table<Line> {
    Table::new(header, Shape::Tabs, COLUMNS)
}

/// Writes the orders bought in a time, as they stand at `read`; stops after `limit` lines. Returns the lines.
pub(super) fn write(
    out: &mut impl Write,
    table: &mut Table<Line>,
    business: &Business,
    bought: &Range<Instant>,
    read: Instant,
    limit: u64,
) -> io::Result<u64> {
    table.write_header(out)?;
    let mut lines = 0;
    for order in business.orders().filter(|o| bought.contains(&o.purchased)) {
        let (state, updated) = order.state(read);
        let mut line = Line { order, at: 0, state, updated, read };
        while line.at < line.order.items.len() {
            if lines == limit {
                return Ok(lines);
            }
            table.write(out, &line)?;
            line.at += 1;
            lines += 1;
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filled_column_stands_in_one_of_the_headers() {
        for (name, _) in COLUMNS {
            assert!(table(WIDE).names().chain(table(NARROW).names()).any(|n| n == *name), "{name}");
        }
        assert_eq!((table(WIDE).names().count(), table(NARROW).names().count()), (91, 33));
    }
}
