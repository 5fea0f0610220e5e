//! The orders that are planted by hand: those to ship, those that were shipped since yesterday, and those that mails
//! speak of. Everything else is drawn. Times are relative to the given present.

/// What becomes of a planted order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// Not shipped yet; to ship within `promise` days from today (0: today, -1: yesterday).
    Open { promise: i64, trouble: Trouble },
    /// In yesterday's list with that promise, shipped `hours` ago.
    JustShipped { promise: i64, hours: i64 },
    /// In yesterday's list with that promise, cancelled `hours` ago.
    JustCancelled { promise: i64, hours: i64 },
    /// Shipped a day after it was bought.
    Settled,
}

/// What is wrong with an open order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// Nothing.
    Fine,
    /// Amazon is about to cancel it.
    Verge,
    /// Amazon says that it is about to be late.
    Late,
    /// The buyer asked to cancel, for this reason.
    Cancel(&'static str),
    /// A Prime order.
    Prime,
}

/// One planted order.
#[derive(Debug)]
pub(super) struct Planted {
    /// The name by which mails speak of it; empty: none does.
    pub tag: &'static str,
    /// Position of its marketplace.
    pub market: usize,
    /// Position of its product.
    pub product: usize,
    /// Units of that product.
    pub units: i64,
    /// The product of a second line.
    pub second: Option<usize>,
    /// Hours since it was bought.
    pub bought: i64,
    /// What becomes of it.
    pub fate: Fate,
    /// A city that stands instead of the drawn one.
    pub city: &'static str,
}

const US: usize = 0;
const DE: usize = 1;
const JP: usize = 2;

const fn open(market: usize, product: usize, units: i64, bought: i64, promise: i64, trouble: Trouble) -> Planted {
    let fate = Fate::Open { promise, trouble };
    Planted { tag: "", market, product, units, second: None, bought, fate, city: "" }
}

const fn just_shipped(market: usize, product: usize, bought: i64, promise: i64, hours: i64) -> Planted {
    let fate = Fate::JustShipped { promise, hours };
    Planted { tag: "", market, product, units: 1, second: None, bought, fate, city: "" }
}

const fn settled(tag: &'static str, market: usize, product: usize, bought: i64) -> Planted {
    Planted { tag, market, product, units: 1, second: None, bought, fate: Fate::Settled, city: "" }
}

/// The table. Promises of the open orders: two days and more past with the verge of cancellation, one day past, today
/// and later; the counts are those of [`super::Expected`].
pub(super) const PLANTED: &[Planted] = &[
    open(US, 36, 1, 221, -6, Trouble::Verge),
    open(DE, 33, 1, 226, -6, Trouble::Verge),
    Planted { tag: "us-late", ..open(US, 33, 1, 98, -1, Trouble::Late) },
    open(DE, 35, 2, 101, -1, Trouble::Late),
    open(US, 32, 1, 54, 0, Trouble::Prime),
    open(US, 38, 1, 51, 0, Trouble::Late),
    Planted { second: Some(32), ..open(US, 35, 1, 47, 0, Trouble::Fine) },
    Planted { city: "Spring\u{202e}dleif\u{202c}\u{7}", ..open(US, 39, 1, 45, 0, Trouble::Fine) },
    open(DE, 32, 1, 52, 0, Trouble::Late),
    Planted { tag: "de-today", ..open(DE, 34, 1, 49, 0, Trouble::Fine) },
    open(DE, 37, 3, 44, 0, Trouble::Fine),
    open(JP, 32, 1, 50, 0, Trouble::Fine),
    Planted { tag: "jp-today", ..open(JP, 35, 2, 46, 0, Trouble::Fine) },
    Planted { tag: "us-cancel", ..open(US, 34, 1, 31, 1, Trouble::Cancel("Ordered by mistake")) },
    open(US, 32, 2, 38, 1, Trouble::Fine),
    open(US, 37, 1, 35, 1, Trouble::Fine),
    open(US, 35, 1, 29, 1, Trouble::Fine),
    open(US, 33, 1, 27, 2, Trouble::Fine),
    Planted { tag: "us-soon", ..open(US, 36, 1, 26, 2, Trouble::Fine) },
    open(US, 34, 1, 20, 2, Trouble::Fine),
    open(US, 39, 1, 11, 3, Trouble::Fine),
    open(US, 32, 1, 6, 3, Trouble::Fine),
    open(US, 38, 1, 2, 3, Trouble::Fine),
    open(DE, 32, 1, 33, 1, Trouble::Fine),
    Planted { second: Some(37), ..open(DE, 35, 1, 28, 1, Trouble::Fine) },
    open(DE, 34, 2, 19, 2, Trouble::Fine),
    open(DE, 38, 1, 9, 3, Trouble::Fine),
    open(DE, 33, 1, 4, 3, Trouble::Fine),
    open(JP, 34, 1, 32, 1, Trouble::Fine),
    open(JP, 32, 1, 26, 1, Trouble::Fine),
    open(JP, 35, 1, 15, 2, Trouble::Fine),
    open(JP, 34, 1, 7, 3, Trouble::Fine),
    just_shipped(US, 32, 74, -1, 22),
    just_shipped(US, 35, 70, 0, 19),
    just_shipped(US, 34, 66, 0, 15),
    just_shipped(US, 33, 55, 0, 8),
    just_shipped(DE, 34, 72, -1, 21),
    just_shipped(DE, 32, 63, 0, 12),
    just_shipped(JP, 35, 68, 0, 18),
    just_shipped(JP, 32, 57, 0, 5),
    Planted { fate: Fate::JustCancelled { promise: 1, hours: 10 }, ..just_shipped(DE, 35, 39, 1, 10) },
    settled("us-scratch", US, 0, 9 * 24 + 5),
    settled("us-where", US, 32, 12 * 24 + 2),
    settled("us-invoice", US, 7, 6 * 24 + 9),
    settled("us-return", US, 9, 15 * 24 + 3),
    settled("us-claim", US, 33, 24 * 24 + 1),
    settled("us-refund", US, 5, 18 * 24 + 7),
    settled("us-hostile", US, 6, 8 * 24 + 4),
    settled("us-fits", US, 3, 5 * 24 + 6),
    settled("us-thanks", US, 4, 11 * 24 + 8),
    settled("de-where", DE, 34, 10 * 24 + 3),
    settled("de-broken", DE, 0, 7 * 24 + 2),
    settled("de-return", DE, 6, 14 * 24 + 5),
    settled("de-refund", DE, 2, 17 * 24 + 4),
    settled("de-invoice", DE, 5, 6 * 24 + 1),
    settled("jp-colour", JP, 0, 8 * 24 + 2),
    // The same product on two lines of one order: the pair (order, SKU) occurs twice.
    Planted { second: Some(7), ..settled("us-twice", US, 7, 4 * 24 + 3) },
];

#[cfg(test)]
mod tests {
    use super::super::catalog::{FBA, PRODUCTS};
    use super::*;

    #[test]
    fn planted_orders_are_possible() {
        for planted in PLANTED {
            for product in [Some(planted.product), planted.second].into_iter().flatten() {
                assert!(PRODUCTS[product].sold_in(planted.market), "{}", PRODUCTS[product].sku);
                assert!(planted.fate == Fate::Settled || product >= FBA, "Amazon ships {}", PRODUCTS[product].sku);
            }
            match planted.fate {
                Fate::Open { .. } | Fate::Settled => {}
                // Bought before yesterday's list, shipped after it.
                Fate::JustShipped { hours, .. } | Fate::JustCancelled { hours, .. } => {
                    assert!(planted.bought > 25 && (1..24).contains(&hours));
                }
            }
        }
        let mut tags: Vec<_> = PLANTED.iter().map(|p| p.tag).filter(|t| !t.is_empty()).collect();
        tags.sort_unstable();
        assert!(tags.windows(2).all(|w| w[0] != w[1]), "{tags:?}");
    }
}
