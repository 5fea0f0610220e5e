//! Thresholds of a store: they count for what belongs to it, all of them, and for nothing else.

use std::collections::BTreeMap;

use super::*;
use crate::domain::account::METRICS;
use crate::domain::fact::{
    AdProductFact, BidFact, CampaignFact, Clicks, Dispute, DisputeFact, DisputeRow, MetricFact, NoticeFact, OrderFact,
    PlanDay, PlanFact, ReturnFact, StockFact, StrandedFact, TermFact, ThreadFact, TwiceFact,
};
use crate::domain::format::Format;
use crate::domain::import::FileState;
use crate::domain::keys::OfStore;

/// A store in which every rule has something to judge.
fn of(store: &str) -> Facts {
    let late =
        OrderFact { order_id: "113-2".to_owned(), promise_at: Some(at("2026-11-17T07:59:59Z")), ..orders::order() };
    let mut all = Facts {
        orders: vec![orders::order(), late],
        threads: waiting(),
        twice: vec![TwiceFact {
            first: at("2026-11-10T18:00:00Z"),
            second: at("2026-11-10T18:04:00Z"),
            ..routine::twice()
        }],
        disputes: disputed(),
        notices: noticed(),
        returns: vec![ReturnFact {
            status: "pending".to_owned(),
            delivered: Some(day("2026-11-17")),
            ..returns::fact()
        }],
        complaints: vec![complaints::fact(&["2026-11-12", "2026-11-14", "2026-11-17"], "2026-11-18")],
        return_rates: vec![spikes::spike(10)],
        feedback: vec![feedback::fact()],
        reviews: vec![feedback::review()],
        stock: stocked(),
        plans: vec![planned()],
        lost: vec![claims::lost()],
        refunds: vec![claims::refund()],
        lots: vec![lots::lot()],
        stranded: vec![StrandedFact { removal_day: Some(day("2026-11-27")), ..stranded::fact() }],
        terms: terms(),
        campaigns: campaigns(),
        bids: vec![bid("clicks", 60, 1), bid("orders", 19, 4)],
        ad_products: vec![AdProductFact {
            others: Clicks { clicks: 1000, orders: 120, ..Clicks::default() },
            ..conversion::product()
        }],
        ad_offers: vec![dead_offers::offer()],
        metrics: measured(),
        taken: vec![taken::fact()],
        reports: Format::ALL.iter().map(|f| routine::report(*f, Some("2026-01-05T12:00:00Z"))).collect(),
        files: vec![routine::file(1, FileState::Refused)],
        ..Facts::default()
    };
    macro_rules! belong {
        ($($list:ident)*) => { $(for fact in &mut all.$list { fact.store = store.to_owned(); })* };
    }
    belong! {
        orders threads twice disputes notices returns complaints return_rates feedback reviews stock plans lost refunds
        lots stranded terms campaigns bids ad_products ad_offers metrics taken reports files
    }
    all
}

/// One who has waited for half a day, and one for half a year.
fn waiting() -> Vec<ThreadFact> {
    let mut young = routine::thread();
    (young.thread, young.waits[0].since) = ("t2".to_owned(), at("2026-11-19T00:00:00Z"));
    vec![routine::thread(), young]
}

/// A claim and a chargeback that wait, and a claim that was granted.
fn disputed() -> Vec<DisputeFact> {
    let granted = DisputeFact {
        subject: "111-9".to_owned(),
        decided: Some((at("2026-11-17T04:00:00Z"), row(2))),
        sheet: Some(DisputeRow { decision: "granted".to_owned(), ..disputes::sheet() }),
        ..disputes::fact(Dispute::Claim)
    };
    let asked = |which| DisputeFact { asked: Some(disputes::mail()), ..disputes::fact(which) };
    vec![asked(Dispute::Claim), asked(Dispute::Chargeback), granted]
}

/// A notice of the day before yesterday and one of last week.
fn noticed() -> Vec<NoticeFact> {
    let mut old = NoticeFact { thread: "<n0@amazon.example>".to_owned(), ..disputes::notice() };
    old.mail.sent = at("2026-11-12T04:00:00Z");
    vec![disputes::notice(), old]
}

/// SKUs that sell ever slower: a short cover, one near its run-out day, one out of stock, and the edges of slow sea.
fn stocked() -> Vec<StockFact> {
    let sku = |name: &str, available, inbound| StockFact {
        sku: name.to_owned(),
        available: Some(available),
        inbound: Some(inbound),
        ..stock::sku()
    };
    let slower = StockFact { units: [Some(70), Some(240), Some(420), Some(540)], ..sku("SLOWER", 100, 50) };
    vec![
        slower,
        sku("NEAR", 500, 20),
        sku("OUT", 0, 0),
        sku("ON-ITS-WAY", 8, 73 * 8 - 8),
        sku("CLOSES", 8, 76 * 8 - 8),
        sku("SKU-014", 0, 0),
    ]
}

/// A SKU of the planning report about which everything is to be said.
fn planned() -> PlanFact {
    let days = ["2026-11-01", "2026-11-08", "2026-11-12", "2026-11-19"];
    let history =
        days.map(|text| PlanDay { day: day(text), transfer: Some(50), stock: Some(100), unsellable: Some(9) });
    PlanFact {
        available: Some(300),
        units: [Some(14), Some(50), Some(90), Some(100)],
        transfer: Some(50),
        stock: Some(100),
        unsellable: Some(9),
        ages: [Some(0), Some(4), Some(5), Some(0), Some(0), Some(0)],
        short_supply: Some(20_000),
        long_supply: Some(30_000),
        ship_in_units: Some(40),
        seasonal: Some(true),
        season_start: Some(day("2027-03-01")),
        history: history.to_vec(),
        ..plans::plan()
    }
}

/// Terms that cost much, that cost little, and that sell.
fn terms() -> Vec<TermFact> {
    let mut cheap = TermFact { term: "cheap".to_owned(), ..ads::term() };
    cheap.judged.spend = 400;
    vec![ads::term(), cheap, TermFact { term: "sells".to_owned(), ..harvest::sells() }]
}

/// A campaign that runs away and one that nobody sees.
fn campaigns() -> Vec<CampaignFact> {
    let (mut runaway, mut silent) = (campaigns::fact(), campaigns::fact());
    for (at, day) in runaway.days.iter_mut().enumerate() {
        // Ever dearer days, so that the middle moves with the span.
        day.spend = Some(800 + 20 * i64::try_from(at).unwrap());
    }
    let last = runaway.days.last_mut().unwrap();
    (last.spend, last.orders) = (Some(4000), Some(0));
    silent.campaign = "SILENT".to_owned();
    silent.days.iter_mut().skip(5).for_each(|day| day.impressions = Some(0));
    let mut before = CampaignFact { campaign: "BEFORE".to_owned(), ..runaway.clone() };
    before.days.iter_mut().for_each(|day| day.day = day.day.plus(-2));
    vec![runaway, silent, before]
}

fn bid(target: &str, clicks: i64, orders: i64) -> BidFact {
    let mut fact = BidFact { target_id: target.to_owned(), ..bids::fact() };
    (fact.judged.clicks, fact.judged.orders) = (clicks, orders);
    (fact.judged.spend, fact.judged.sales) = (clicks * 60, orders * 2500);
    fact
}

/// Every rate without a target of the report, one above its target, one with a target, and a violation.
fn measured() -> Vec<MetricFact> {
    let rate = |word: &str, defects| MetricFact {
        metric: word.to_owned(),
        // Only Europe has a target for invoices.
        market: if word == "invoice-defect-rate" { Market::De } else { Market::Us },
        target: None,
        target_condition: String::new(),
        defects: Some(defects),
        ..metrics::metric()
    };
    let mut all: Vec<MetricFact> = METRICS.iter().filter(|m| m.rate).map(|m| rate(m.word, 6)).collect();
    all.push(MetricFact { fulfilment: "afn".to_owned(), ..rate("order-defect-rate", 11) });
    all.push(MetricFact { fulfilment: "b2b".to_owned(), target: Some(50_000), ..rate("invoice-defect-rate", 30) });
    all.push(MetricFact { orders: None, ..rate("listing-policy-violations", 2) });
    all
}

/// What came of the facts of each store: findings, what is off, and the next change.
fn judged(stores: &[&str], settings: &Settings) -> BTreeMap<String, (Vec<Finding>, Instant)> {
    let mut both = Facts::default();
    for store in stores {
        both = property::all(vec![both, of(store)]);
    }
    let mut found: BTreeMap<String, (Vec<Finding>, Instant)> = BTreeMap::new();
    let findings = run(&both, at(NOON), settings);
    let off = off(&findings, at(NOON), settings);
    for store in stores {
        let own = findings.iter().filter(|f| key(f).store == *store && !off.contains(key(f))).cloned().collect();
        found.insert((*store).to_owned(), (own, next_change(&of(store), at(NOON), settings)));
    }
    found
}

#[test]
fn a_store_s_own_value_makes_no_fee_where_its_marketplace_has_none() {
    let facts = |market| Facts { plans: vec![PlanFact { market, ..planned() }], ..Facts::default() };
    let fees = |market, settings: &Settings| {
        let found = run(&facts(market), at(NOON), settings);
        let fee =
            |f: &&Finding| matches!(f, Finding::Holds(h) if [Kind::LowStockFee, Kind::AgedStockFee].contains(&h.kind));
        found.iter().filter(fee).count()
    };
    let mut own = settings();
    let store = planned().store;
    for (key, value) in [(keys::LOW_FEE_DAYS, 30), (keys::AGED_FROM_DAYS, 181)] {
        own.set_for_store(key, &store, value, "test").unwrap();
    }
    assert_eq!((fees(Market::Us, &own), fees(Market::Jp, &own)), (2, 0));
    let mut all = own.clone();
    all.set(keys::LOW_FEE_DAYS, Some(Market::Jp), 28, "test").unwrap();
    own.set_for(keys::LOW_FEE_DAYS.as_ref(), Some(&store), Some(Market::Jp), 28, "test").unwrap();
    assert_eq!((fees(Market::Jp, &all), fees(Market::Jp, &own), fees(Market::De, &own)), (1, 1, 0));
}

/// Asked where the facts are loaded: the rules of `store` hold them against two stores.
const LOADED: [OfStore; 5] =
    [keys::ODD_MIN_UNITS, keys::ODD_MIN_ORDERS, keys::ADS_LOOKBACK_DAYS, keys::ADS_LAG_DAYS, keys::ADS_MIN_LAG_HOURS];

#[test]
fn every_threshold_of_a_store_moves_its_own_findings_and_no_other_s() {
    let stores = ["other", "own"];
    let shipped = settings();
    let base = judged(&stores, &shipped);
    let rates =
        METRICS.iter().filter(|m| m.rate).flat_map(|m| [keys::metric_target(m.word), keys::metric_warning(m.word)]);
    let named = keys::FOR_STORES.iter().cloned().chain(Format::ALL.iter().map(|f| keys::report_hours(*f))).chain(rates);
    let mut without = Vec::new();
    for key in named {
        let rule = shipped.rules().iter().rfind(|rule| rule.key == key.as_ref()).unwrap();
        let moved = [rule.min, rule.max, rule.value + 1, rule.value - 1].into_iter().any(|value| {
            let mut settings = shipped.clone();
            if settings.set_for_store(&key, "own", value, "test").is_err() {
                return false;
            }
            let found = judged(&stores, &settings);
            assert_eq!(found["other"], base["other"], "{key:?} = {value} of another store");
            found["own"] != base["own"]
        });
        if !moved {
            without.push(key);
        }
    }
    without.retain(|key| !LOADED.contains(key));
    assert_eq!(without, [], "no rule asks for these with the store");
}

#[test]
fn one_store_s_threshold_opens_or_closes_a_kind_in_that_store_alone() {
    use Kind::{
        AgedStockFee, AnswerOverdue, BadFeedback, BadReview, ClaimAppeal, ExcessStock, ExpiryNear, LostUnpaid,
        LowStockFee, MetricNearTarget, MoreReturns, NegateTerm, NeverReturned, PolicyNotice, SameComplaint, StaleClaim,
        StockOutNear, StuckTransfer, TwoAnswers, UnsellableStock, VergeOfCancellation, WayClosed,
    };
    // Kind, the store's own threshold, how many are open of it there and in the other store.
    let cases = [
        (VergeOfCancellation, keys::AUTO_CANCEL_DAYS, 1, (1, 0)),
        (AnswerOverdue, keys::ANSWER_HOURS, 4, (2, 1)),
        (TwoAnswers, keys::TWICE_MINUTES, 4, (0, 1)),
        (PolicyNotice, keys::NOTICE_DAYS, 3, (1, 2)),
        (ClaimAppeal, keys::APPEAL_DAYS, 1, (0, 1)),
        (SameComplaint, keys::COMPLAINTS, 4, (0, 1)),
        (MoreReturns, keys::SPIKE_UNITS, 20, (0, 1)),
        (BadFeedback, keys::BAD_STARS, 2, (0, 1)),
        (BadReview, keys::BAD_STARS, 2, (0, 1)),
        (StockOutNear, keys::STOCK_A_COVER, 63, (4, 3)),
        (WayClosed, keys::LEAD_SLOW_SEA, 45, (0, 1)),
        (LowStockFee, keys::LOW_FEE_WARN_DAYS, 28, (0, 1)),
        (AgedStockFee, keys::AGED_FROM_DAYS, 400, (0, 1)),
        (ExcessStock, keys::EXCESS_DAYS, 365, (0, 1)),
        (UnsellableStock, keys::UNSELLABLE_UNITS, 9, (0, 1)),
        (StuckTransfer, keys::TRANSFER_REPORTS, 5, (0, 1)),
        (ExpiryNear, keys::EXPIRY_NOTICE_DAYS, 29, (0, 1)),
        (LostUnpaid, keys::CLAIM_LOST_WAIT_DAYS, 41, (0, 1)),
        (NeverReturned, keys::CLAIM_RETURN_DAYS, 79, (0, 1)),
        (NegateTerm, keys::NEGATIVE_SPEND, 5_000_000, (1, 2)),
        (MetricNearTarget, keys::NEAR_MIN_DEFECTS, 50, (0, 3)),
        (StaleClaim, keys::CLAIM_STALE_HOURS, 26, (0, 1)),
    ];
    let shipped = settings();
    for (kind, key, value, wanted) in cases {
        let mut settings = shipped.clone();
        settings.set_for_store(&key, "own", value, "test").unwrap();
        let found = judged(&["other", "own"], &settings);
        let open = |store: &str| {
            let holds = |finding: &&Finding| matches!(finding, Finding::Holds(holds) if holds.kind == kind);
            found[store].0.iter().filter(holds).count()
        };
        assert_eq!((open("own"), open("other")), wanted, "{kind:?}: {key:?} = {value}");
    }
}
