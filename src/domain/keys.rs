//! The keys of the rule pack that the code names, each as the type of whom it belongs to: what a store can have for itself is
//! asked with the store and in no other way, so a store's own value counts everywhere or does not compile. A test finds every
//! one of them in the shipped pack, so that no misspelled key is silently read as 0.

use std::borrow::Cow;

use super::format::Format;
use super::money::Currency;
use super::work::Kind;

/// The key of a threshold that a store can have for itself: it is looked up for a store.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfStore(Cow<'static, str>);

/// The key of a threshold that is one for all stores and marketplaces, because what it judges belongs to none of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct OfAll(Cow<'static, str>);

impl AsRef<str> for OfStore {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for OfAll {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

macro_rules! keys {
    ($of:ident $all:ident $about:literal; $($(#[$doc:meta])* $name:ident $key:literal;)*) => {
        $($(#[$doc])* pub const $name: $of = $of(Cow::Borrowed($key));)*
        #[doc = $about]
        pub const $all: &[$of] = &[$($name),*];
    };
}

keys! {
    OfAll FOR_ALL "The named keys that are one for all.";
    /// Days for which the words of the team's journal are kept.
    TEXT_DAYS "team.text_days";
    /// Orders a week that make a business big.
    BIG_ORDERS_PER_WEEK "practices.big_orders_per_week";
    /// Days before its due day from which a practice belongs to the week.
    PRACTICE_WEEK_DAYS "practices.week_days";
}

keys! {
    OfStore FOR_STORES "The named keys that a store can have for itself.";
    /// Hours in which Amazon wants an answer.
    ANSWER_HOURS "messages.hard_hours";
    /// Hours of the team's own goal.
    ANSWER_GOAL_HOURS "messages.soft_hours";
    /// With less than this left an answer is in the lane Now.
    ANSWER_NOW_HOURS "messages.now_hours";
    /// Hours after which a buyer may file a claim.
    CLAIM_POSSIBLE_HOURS "messages.atoz_contact_hours";
    /// Hours after which an unanswered claim is granted.
    CLAIM_GRANTED_HOURS "messages.atoz_grant_hours";
    /// Hours for facts that Amazon asks for in a claim.
    CLAIM_HOURS "disputes.claim_hours";
    /// Minutes within which two answers are two people's.
    TWICE_MINUTES "messages.twice_minutes";
    /// Days for which two answers are shown.
    TWICE_DAYS "messages.twice_days";
    /// Calendar days for the answer to a chargeback, from its mail.
    CHARGEBACK_DAYS "disputes.chargeback_days";
    /// Days for the appeal against a granted claim.
    APPEAL_DAYS "disputes.appeal_days";
    /// Hours for the answer to a policy notice that names no date.
    NOTICE_HOURS "disputes.notice_hours";
    /// Days after which an unanswered policy notice is no longer taken up.
    NOTICE_DAYS "disputes.notice_days";
    /// Hours in which a return request is answered.
    RETURN_HOURS "returns.request_hours";
    /// Days from the delivery of a return until its refund.
    REFUND_DAYS "returns.refund_days";
    /// Units that came back for one reason, from which it is a cluster.
    COMPLAINTS "returns.complaints";
    /// Days within which they count together.
    COMPLAINT_DAYS "returns.complaint_days";
    /// Days without a cluster after which it is over.
    COMPLAINT_QUIET_DAYS "returns.complaint_quiet_days";
    /// Days whose returns are compared with the usual ones.
    SPIKE_DAYS "returns.spike_days";
    /// Days before them that say what is usual.
    SPIKE_BASE_DAYS "returns.spike_base_days";
    /// Days from an order to its return.
    SPIKE_LAG_DAYS "returns.spike_lag_days";
    /// Units from which returns can be more than usual.
    SPIKE_UNITS "returns.spike_units";
    /// The chance of so many returns, up to which they are more than usual.
    SPIKE_CHANCE_PPM "returns.spike_chance_ppm";
    /// Stars up to which feedback or a review is bad.
    BAD_STARS "feedback.bad_stars";
    /// Days in which bad feedback is answered.
    FEEDBACK_ANSWER_DAYS "feedback.answer_days";
    /// Days in which the removal of feedback can be asked for.
    FEEDBACK_REMOVAL_DAYS "feedback.removal_days";
    /// Days in which a bad review is looked into.
    REVIEW_DAYS "reviews.look_days";
    /// Units of a SKU from which an order can be odd.
    ODD_MIN_UNITS "orders.odd_min_units";
    /// Orders of a SKU in 90 days that say what is usual.
    ODD_MIN_ORDERS "orders.odd_min_orders";
    /// Business days after ship-by until Amazon cancels.
    AUTO_CANCEL_DAYS "orders.auto_cancel_business_days";
    /// Days of search terms that are looked at.
    ADS_LOOKBACK_DAYS "ads.lookback_days";
    /// Days until a click's orders are counted.
    ADS_LAG_DAYS "ads.judge_lag_days";
    /// Clicks younger than this are never judged.
    ADS_MIN_LAG_HOURS "ads.min_lag_hours";
    /// Chance of no order by accident, below which a term is proposed.
    NEGATIVE_P0 "ads.negative_p0_ppm";
    /// Spend as a multiple of the target cost per order.
    NEGATIVE_SPEND "ads.negative_spend_x_cpa_ppm";
    /// Clicks that the wider group weighs in a shrunk rate.
    PRIOR_CLICKS "ads.prior_clicks";
    /// Target ad cost share of sales until costs are known.
    TARGET_ACOS "ads.target_acos_ppm";
    /// Orders from which a term is proposed as an exact keyword.
    HARVEST_ORDERS "ads.harvest_orders";
    /// A day's spend as a multiple of the usual one.
    RUNAWAY_TIMES "ads.runaway_x_median_ppm";
    /// Days that the usual spend is taken from.
    RUNAWAY_DAYS "ads.runaway_days";
    /// Of these at least so many must be known.
    RUNAWAY_KNOWN_DAYS "ads.runaway_known_days";
    /// Spend of a day without an order, as a multiple of the target cost of one.
    RUNAWAY_BRAKE "ads.runaway_brake_x_cpa_ppm";
    /// A day older than this is no longer about now.
    RUNAWAY_FRESH_DAYS "ads.runaway_fresh_days";
    /// Days within which ads and the state of their offer are of one time.
    DEAD_OFFER_DAYS "ads.dead_offer_days";
    /// Days without an impression.
    SILENT_DAYS "ads.silent_days";
    /// The largest step of a bid.
    BID_STEP "ads.bid_step_ppm";
    /// A bid so near to what a click is worth is left alone.
    BID_BAND "ads.bid_band_ppm";
    /// Clicks from which a bid is judged.
    BID_CLICKS "ads.bid_min_clicks";
    /// Orders from which a bid is judged, whatever the clicks.
    BID_ORDERS "ads.bid_min_orders";
    /// Days between two changes of a bid.
    BID_REST_DAYS "ads.one_change_days";
    /// The least bid that Amazon takes.
    BID_LEAST "ads.bid_min_minor";
    /// The lower end of a usual conversion rate.
    CONVERSION_BAND "ads.cvr_band_low_ppm";
    /// Clicks from which a product's conversion is judged.
    CONVERSION_CLICKS "ads.cvr_min_clicks";
    /// Clicks of the rest of the account from which its own rate is the base.
    CONVERSION_BASE_CLICKS "ads.cvr_base_clicks";
    /// Weight of the last 7 days' sales speed.
    VELOCITY_WEIGHT_D7 "stock.velocity_weight_d7_ppm";
    /// Weight of the last 30 days.
    VELOCITY_WEIGHT_D30 "stock.velocity_weight_d30_ppm";
    /// Weight of the last 60 days.
    VELOCITY_WEIGHT_D60 "stock.velocity_weight_d60_ppm";
    /// Weight of the last 90 days.
    VELOCITY_WEIGHT_D90 "stock.velocity_weight_d90_ppm";
    /// Alarm at so many days of sellable stock.
    STOCK_A_COVER "stock.a_cover_days";
    /// Alarm at so many days with what is on the way.
    STOCK_A_WITH_INBOUND "stock.a_with_inbound_days";
    /// Alarm when the run-out date is so near.
    STOCK_A_RUNOUT "stock.a_runout_days";
    /// Above this the alarm is over.
    STOCK_B_COVER "stock.b_cover_days";
    /// Above this, with what is on the way, the alarm is over.
    STOCK_B_WITH_INBOUND "stock.b_with_inbound_days";
    /// Slow sea, door to door, slow tenth.
    LEAD_SLOW_SEA "stock.lead_slow_sea_days";
    /// Fast sea, slow tenth.
    LEAD_FAST_SEA "stock.lead_fast_sea_days";
    /// Air, slow tenth.
    LEAD_AIR "stock.lead_air_days";
    /// Express, slow tenth.
    LEAD_EXPRESS "stock.lead_express_days";
    /// Days of receiving at the fulfilment centre.
    RECEIVE_DAYS "stock.receive_days";
    /// Daily snapshots before out-of-stock days are left out.
    SNAPSHOTS_FOR_CORRECTION "stock.snapshots_for_correction";
    /// Days before its removal date from which stranded stock belongs to today.
    STRANDED_SOON_DAYS "stock.stranded_soon_days";
    /// Days after the last one of a way of shipping in which its passing is told.
    WAY_CLOSED_DAYS "stock.way_closed_days";
    /// So many days before its last one a way that had closed counts as open again.
    WAY_OPEN_DAYS "stock.way_open_days";
    /// Below so many days of supply, short and long term, the low-inventory-level fee is taken.
    LOW_FEE_DAYS "stock.low_fee_days";
    /// Below so many it is near.
    LOW_FEE_WARN_DAYS "stock.low_fee_warn_days";
    /// From so many days of age units carry the aged-inventory surcharge.
    AGED_FROM_DAYS "stock.aged_from_days";
    /// The day of the month on which Amazon looks at the ages.
    AGED_SNAPSHOT_DAY "stock.aged_snapshot_day";
    /// Days of supply beyond which stock is too much.
    EXCESS_DAYS "stock.excess_days";
    /// More units that cannot be sold than these are work.
    UNSELLABLE_UNITS "stock.unsellable_units";
    /// Days in which they are removed.
    UNSELLABLE_DAYS "stock.unsellable_days";
    /// The share of the stock in transfer between warehouses that is unusual.
    TRANSFER_SHARE "stock.transfer_share_ppm";
    /// Days that it must last.
    TRANSFER_DAYS "stock.transfer_days";
    /// Reports that must show it.
    TRANSFER_REPORTS "stock.transfer_reports";
    /// Days to deal with it.
    TRANSFER_ACT_DAYS "stock.transfer_act_days";
    /// Days before its best-before date at which goods must be sent or sold.
    EXPIRY_DAYS "stock.expiry_days";
    /// Days before that from which it is told.
    EXPIRY_NOTICE_DAYS "stock.expiry_notice_days";
    /// Days after a loss in which it can be claimed.
    CLAIM_LOST_DAYS "claims.lost_days";
    /// Days after a loss in which it may still be found or paid unasked.
    CLAIM_LOST_WAIT_DAYS "claims.lost_wait_days";
    /// With so many days left a claim belongs to today.
    CLAIM_TODAY_DAYS "claims.today_days";
    /// Days after a refund from which a missing return can be claimed.
    CLAIM_RETURN_FROM_DAYS "claims.return_from_days";
    /// Days after a refund until which it can.
    CLAIM_RETURN_DAYS "claims.return_days";
    /// Defects left, at which a warning starts.
    NEAR_BUDGET "account.near_budget";
    /// Defects that a warning needs.
    NEAR_MIN_DEFECTS "account.near_min_defects";
    /// Days for a plan.
    PLAN_DAYS "account.plan_days";
    /// Hours from the first report with a violation until it should be answered.
    VIOLATION_HOURS "account.violation_hours";
    /// Hours without activity after which a claim is stale.
    CLAIM_STALE_HOURS "team.stale_hours";
    /// Hours before the deadline of an item from which its stale claim matters.
    CLAIM_NEAR_HOURS "team.near_hours";
    /// Days past its wanted age until a report is overdue.
    REPORT_GRACE_HOURS "reports.grace_hours";
    /// Hours in which a refused or waiting file is looked at.
    FILE_HOURS "imports.answer_hours";
}

/// The weights of the four windows of the sales speed, in their order.
pub const VELOCITY_WEIGHTS: [OfStore; 4] =
    [VELOCITY_WEIGHT_D7, VELOCITY_WEIGHT_D30, VELOCITY_WEIGHT_D60, VELOCITY_WEIGHT_D90];

/// The end of the key of a kind's switch.
pub const ON: &str = ".on";

/// The switch of a kind of work item. That of the practices is one for all: they belong to no store.
pub fn switch(kind: Kind) -> String {
    format!("{}{ON}", kind.word())
}

/// How old the newest file of a report may be, in hours.
pub fn report_hours(format: Format) -> OfStore {
    OfStore(format!("reports.{}.hours", format.word()).into())
}

/// US dollars for one unit of a currency, millionths; for the order inside a lane only (H10).
pub fn exchange_rate(currency: Currency) -> OfAll {
    OfAll(format!("{RATES}{}_ppm", currency.code().to_ascii_lowercase()).into())
}

/// The area of [`exchange_rate`].
const RATES: &str = "fx.";

/// The target of an account metric when the report names none, millionths.
pub fn metric_target(metric: &str) -> OfStore {
    OfStore(format!("account.{metric}.target_ppm").into())
}

/// Where the warning for an account metric starts, millionths.
pub fn metric_warning(metric: &str) -> OfStore {
    OfStore(format!("account.{metric}.warn_ppm").into())
}

/// Whether a key of the pack is one for all stores and marketplaces; every other can be set for one of them.
pub fn is_for_all(key: &str) -> bool {
    FOR_ALL.iter().any(|own| own.as_ref() == key) || key.starts_with(RATES) || key == switch(Kind::PracticeDue)
}

/// Whether what a key judges has a store but no marketplace: a file, and what is to buy for all marketplaces.
pub fn is_of_no_market(key: &str) -> bool {
    key == FILE_HOURS.as_ref() || [Kind::ImportRefused, Kind::BuyBeforeShip].iter().any(|kind| key == switch(*kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::account::METRICS;
    use crate::domain::market::Market;
    use crate::domain::settings::Settings;

    #[test]
    fn the_shipped_pack_has_every_key_that_the_code_names_and_each_belongs_to_a_store_or_to_all() {
        let settings = Settings::shipped().unwrap();
        let rates = METRICS.iter().filter(|m| m.rate).map(|m| m.word);
        let switches = |of_store| Kind::ALL.iter().filter(move |kind| (**kind != Kind::PracticeDue) == of_store);
        let of_store = (FOR_STORES.iter().cloned())
            .chain(Format::ALL.iter().map(|f| report_hours(*f)))
            .chain(rates.flat_map(|word| [metric_target(word), metric_warning(word)]))
            .map(|key| key.as_ref().to_owned())
            .chain(switches(true).map(|kind| switch(*kind)));
        let of_all = (FOR_ALL.iter().cloned())
            .chain(Market::ALL.iter().map(|m| exchange_rate(m.currency())))
            .map(|key| key.as_ref().to_owned())
            .chain(switches(false).map(|kind| switch(*kind)));
        let (of_store, of_all): (Vec<String>, Vec<String>) = (of_store.collect(), of_all.collect());
        for key in of_store.iter().chain(&of_all) {
            assert!(settings.has(key), "the pack lacks {key}");
        }
        for rule in settings.rules() {
            let named = (of_store.contains(&rule.key), of_all.contains(&rule.key));
            assert!(named.0 != named.1, "code names {} as {named:?}", rule.key);
            assert_eq!(is_for_all(&rule.key), named.1, "{}", rule.key);
            assert!(rule.min < rule.max && rule.unit.ends_with("ppm") == rule.key.ends_with("_ppm"), "{}", rule.key);
        }
    }

    #[test]
    fn a_marketplace_s_own_target_stands_in_the_pack() {
        let settings = Settings::shipped().unwrap();
        let day = crate::domain::day::Day::parse("2026-11-22").unwrap();
        let target = |metric, market| settings.find(&metric_target(metric), "any", Some(market), day);
        assert_eq!(target("pre-fulfilment-cancel-rate", Market::Us), Some(25_000));
        assert_eq!(target("pre-fulfilment-cancel-rate", Market::In), Some(20_000));
        assert_eq!(target("invoice-defect-rate", Market::De), Some(50_000));
        assert_eq!(target("invoice-defect-rate", Market::Us), None);
        let before = crate::domain::day::Day::parse("2024-09-24").unwrap();
        assert_eq!(settings.find(&metric_target("on-time-delivery-rate"), "any", Some(Market::Us), before), None);
    }
}
