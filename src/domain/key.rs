//! The keys of work items (H5): one place that says what the subject of each ladder is. The rules make keys with these,
//! the lists find the item of a row by them.

use super::format::Format;
use super::market::Market;
use super::practice::Practice;
use super::work::{Key, Kind};

/// Stands between the parts of a subject that has several.
pub const SEPARATOR: char = '\u{1f}';

/// The subject of a search term: its natural key inside the store and marketplace.
pub fn term_subject(campaign: &str, ad_group: &str, targeting: &str, match_type: &str, term: &str) -> String {
    [campaign, ad_group, targeting, match_type, term].join("\u{1f}")
}

/// The five parts of [`term_subject`]; `None` for anything else.
pub fn term_parts(subject: &str) -> Option<[&str; 5]> {
    let parts: Vec<&str> = subject.split(SEPARATOR).collect();
    parts.try_into().ok()
}

/// The subject of an account metric: `late-shipment-rate`, `order-defect-rate/mfn`.
pub fn metric_subject(metric: &str, fulfilment: &str) -> String {
    if fulfilment.is_empty() { metric.to_owned() } else { format!("{metric}/{fulfilment}") }
}

/// The epoch of an item about a bid (minor units): another bid is another question.
pub fn bid_epoch(minor: i64) -> String {
    format!("bid-{minor}")
}

/// The bid of [`bid_epoch`].
pub fn bid_of_epoch(epoch: &str) -> Option<i64> {
    epoch.strip_prefix("bid-")?.parse().ok()
}

impl Key {
    /// What a kind is about, on the ladder of that kind. Subjects that are made of several parts are joined by
    /// [`SEPARATOR`].
    pub fn new(kind: Kind, store: &str, market: Option<Market>, subject: impl Into<String>) -> Self {
        Self::of(kind.info().ladder, store, market, subject)
    }

    fn of(ladder: &str, store: &str, market: Option<Market>, subject: impl Into<String>) -> Self {
        Self { ladder: ladder.to_owned(), store: store.to_owned(), market, subject: subject.into(), epoch: None }
    }

    /// The same key with an epoch that the data give.
    pub fn with_epoch(mut self, epoch: impl Into<String>) -> Self {
        self.epoch = Some(epoch.into());
        self
    }

    /// An order to ship.
    pub fn ship(store: &str, market: Market, order_id: &str) -> Self {
        Self::of("ship", store, Some(market), order_id)
    }

    /// A buyer's wish to cancel an order.
    pub fn buyer_cancellation(store: &str, market: Market, order_id: &str) -> Self {
        Self::of("buyer-cancellation", store, Some(market), order_id)
    }

    /// A thread that waits; its epoch is the Message-ID of the first unanswered mail.
    pub fn answer(store: &str, market: Market, thread: &str) -> Self {
        Self::of("answer", store, Some(market), thread)
    }

    /// The stock of a SKU.
    pub fn stock(store: &str, market: Market, sku: &str) -> Self {
        Self::of("stock", store, Some(market), sku)
    }

    /// A search term; `subject` is a [`term_subject`].
    pub fn negate_term(store: &str, market: Market, subject: &str) -> Self {
        Self::of("negate-term", store, Some(market), subject)
    }

    /// An account metric.
    pub fn metric(store: &str, market: Market, metric: &str, fulfilment: &str) -> Self {
        Self::of("metric", store, Some(market), metric_subject(metric, fulfilment))
    }

    /// A practice of the whole team: no store, no marketplace.
    pub fn practice(practice: Practice) -> Self {
        Self::of("practice", "", None, practice.word())
    }

    /// A report of a store, and of a marketplace where the report speaks of one.
    pub fn report(store: &str, market: Option<Market>, format: Format) -> Self {
        Self::of("report", store, market, format.word())
    }

    /// A file by its content.
    pub fn import(store: &str, sha256: &str) -> Self {
        Self::of("import", store, None, sha256)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_s_subject_falls_apart_into_its_parts() {
        let subject = term_subject("C 1", "main", "", "BROAD", "jar/scraper");
        assert_eq!(term_parts(&subject), Some(["C 1", "main", "", "BROAD", "jar/scraper"]));
        assert_eq!(term_parts("C 1"), None);
        assert_eq!(bid_of_epoch(&bid_epoch(60)), Some(60));
        assert_eq!(bid_of_epoch("2"), None);
    }

    #[test]
    fn keys_name_their_ladder() {
        let key = Key::answer("s", Market::Us, "t").with_epoch("<1@x>");
        assert_eq!((key.ladder.as_str(), key.subject.as_str(), key.epoch.as_deref()), ("answer", "t", Some("<1@x>")));
        assert_eq!(Key::metric("s", Market::Us, "order-defect-rate", "mfn").subject, "order-defect-rate/mfn");
        assert_eq!(Key::practice(Practice::Learn).market, None);
        let ladders = ["ship", "buyer-cancellation", "stock", "negate-term", "report", "import"];
        for ladder in ladders {
            assert!(super::super::work::Kind::ALL.iter().any(|k| k.info().ladder == ladder), "{ladder}");
        }
    }
}
