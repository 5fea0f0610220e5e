//! Advertising.

use std::collections::BTreeMap;

use crate::domain::day::Day;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};

/// Clicks and what came of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clicks {
    /// Clicks.
    pub clicks: i64,
    /// Orders inside the attribution window.
    pub orders: i64,
    /// Spend, minor units.
    pub spend: i64,
    /// Attributed sales, minor units.
    pub sales: i64,
}

/// A search term of an ad group over the look-back window; only rows older than the attribution lag count.
#[derive(Clone, Debug, PartialEq)]
pub struct TermFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The campaign's name (outside text).
    pub campaign: String,
    /// The ad group's name (outside text).
    pub ad_group: String,
    /// What was targeted (outside text).
    pub targeting: String,
    /// `BROAD`, `PHRASE`, `EXACT`, `-`.
    pub match_type: String,
    /// The buyer's words, or an ASIN (outside text).
    pub term: String,
    /// First and last day that count.
    pub from: Day,
    /// Last day that counts.
    pub to: Day,
    /// The attribution window in days.
    pub window_days: i64,
    /// The currency of spend and sales.
    pub currency: Currency,
    /// Judged clicks of the term.
    pub judged: Clicks,
    /// Orders inside the lag: not judged, but an order is an order.
    pub recent_orders: i64,
    /// The ad group without this term.
    pub group: Clicks,
    /// The campaign without this term.
    pub campaign_total: Clicks,
    /// The account (store, marketplace) without this term.
    pub account: Clicks,
    /// The newest row of the term.
    pub evidence: Evidence,
}

/// What the bulk operations download of a store and marketplace lists as targeted exactly.
#[derive(Clone, Debug, PartialEq)]
pub struct TargetedFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// Exact keywords (lower case) and product targets (an ASIN, lower case) that are not archived, each with its row.
    pub exact: BTreeMap<String, Evidence>,
}

/// One day of a campaign.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignDay {
    /// The day.
    pub day: Day,
    /// Whether the day was over when the file was made.
    pub whole: bool,
    /// Impressions; `None`: unknown.
    pub impressions: Option<i64>,
    /// Spend, minor units.
    pub spend: Option<i64>,
    /// Orders so far.
    pub orders: Option<i64>,
    /// The row.
    pub evidence: Evidence,
}

/// A campaign, by its name, as the daily campaign report and the bulk operations download have it.
#[derive(Clone, Debug, PartialEq)]
pub struct CampaignFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The campaign's name (outside text).
    pub campaign: String,
    /// The currency of the spend.
    pub currency: Currency,
    /// Its days, oldest first; a day without a row is not among them.
    pub days: Vec<CampaignDay>,
    /// The days, over when the file was made, of which the report has a row of any campaign; oldest first.
    pub known: Vec<Day>,
    /// Whether it is enabled, by the newer of both files, with the row; `None` when neither says a word that is known.
    pub enabled: Option<(bool, Evidence)>,
    /// Its own first day.
    pub started: Option<Day>,
    /// Its own last day.
    pub ends: Option<Day>,
    /// Its impressions in the bulk operations download, whose period is not known.
    pub listed_impressions: Option<i64>,
    /// The campaign, only days older than the attribution lag.
    pub judged: Clicks,
    /// The account (store, marketplace) over the same days.
    pub account: Clicks,
}

/// A keyword or product target with its bid, and what its clicks brought.
#[derive(Clone, Debug, PartialEq)]
pub struct BidFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// Amazon's id of the keyword or product target.
    pub target_id: String,
    /// The campaign's name (outside text).
    pub campaign: String,
    /// The ad group's name (outside text).
    pub ad_group: String,
    /// The keyword or the targeting expression (outside text).
    pub targeting: String,
    /// `exact`, `phrase`, `broad`; `-` for a product target.
    pub match_type: String,
    /// The bid of the newest bulk operations download.
    pub bid: Money,
    /// Whether it, its ad group and its campaign are enabled; `None` when a word is not known.
    pub enabled: Option<bool>,
    /// First and last day that count.
    pub from: Day,
    /// Last day that counts.
    pub to: Day,
    /// Its clicks older than the attribution lag.
    pub judged: Clicks,
    /// The ad group without it.
    pub group: Clicks,
    /// The campaign without it.
    pub campaign_total: Clicks,
    /// The account (store, marketplace) without it.
    pub account: Clicks,
    /// The bids (minor units) of its items that are to do or wait for proof.
    pub asked: Vec<i64>,
    /// The day of the file that showed its last change of bid.
    pub changed: Option<Day>,
    /// The row of the bulk operations download.
    pub evidence: Evidence,
}

/// A product in ads: the clicks of all its ads, older than the attribution lag.
#[derive(Clone, Debug, PartialEq)]
pub struct AdProductFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The ASIN.
    pub asin: String,
    /// One of its SKUs (outside text); empty for vendors.
    pub sku: String,
    /// The currency of spend and sales.
    pub currency: Currency,
    /// First and last day that count.
    pub from: Day,
    /// Last day that counts.
    pub to: Day,
    /// Its clicks.
    pub judged: Clicks,
    /// The other products of the account.
    pub others: Clicks,
    /// The newest row.
    pub evidence: Evidence,
}

/// An exact keyword in the newest bulk operations download, with every place that has it.
#[derive(Clone, Debug, PartialEq)]
pub struct SameExactFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The keyword, lower case (outside text).
    pub keyword: String,
    /// The currency of the spend.
    pub currency: Currency,
    /// Its places, sorted by campaign and ad group.
    pub places: Vec<KeywordPlace>,
}

/// An exact keyword in an ad group.
#[derive(Clone, Debug, PartialEq)]
pub struct KeywordPlace {
    /// Amazon's id of the campaign.
    pub campaign_id: String,
    /// The campaign's name (outside text).
    pub campaign: String,
    /// The ad group's name (outside text).
    pub ad_group: String,
    /// Whether it, its ad group and its campaign are enabled; `None` when a word is not known.
    pub enabled: Option<bool>,
    /// Spend in the period of the download, minor units.
    pub spend: Option<i64>,
    /// The row.
    pub evidence: Evidence,
}

/// An advertised SKU with the newest day that cost anything.
#[derive(Clone, Debug, PartialEq)]
pub struct AdOfferFact {
    /// The store.
    pub store: String,
    /// The marketplace.
    pub market: Market,
    /// The SKU (outside text).
    pub sku: String,
    /// Its ASIN.
    pub asin: String,
    /// The currency of the spend.
    pub currency: Currency,
    /// The day.
    pub day: Day,
    /// What it cost on that day, minor units.
    pub spend: i64,
    /// A row of that day.
    pub evidence: Evidence,
    /// Its state in the newest All Listings report (`active`, `inactive`, `incomplete`, or the file's own word), the day of
    /// the report, and the row.
    pub listing: Option<(String, Day, Evidence)>,
    /// The newest row of the bulk operations download, where none of its ads runs any more.
    pub paused: Option<Evidence>,
}
