//! The rules are a function of the set of facts: no order, no clock before the next change, no key in two forms.

use proptest::prelude::*;

use super::*;
use crate::domain::day::DAY;
use crate::domain::fact::{
    AdOfferFact, AdProductFact, Alarm, BidFact, CampaignFact, Closing, ComplaintFact, Dispute, DisputeFact,
    DisputeMail, FeedbackFact, FileFact, MetricFact, NeedFact, NoticeFact, OfferFact, OrderFact, PlanFact,
    PracticeFact, ReportFact, ReturnFact, ReturnRateFact, ReviewFact, SameExactFact, StockFact, StrandedFact,
    TakenFact, TermFact, TwiceFact,
};
use crate::domain::format::Format;
use crate::domain::import::FileState;
use crate::domain::market::Market;
use crate::domain::practice::Practice;
use crate::domain::work::ENDS;

/// One random draw of every kind of fact; ids overlap on purpose.
fn one() -> impl Strategy<Value = Facts> {
    let small = 0_i64..40;
    let maybe = proptest::option::of(-3_i64..900);
    let flag = proptest::option::of(any::<bool>());
    (
        (0_usize..3, small.clone(), small),
        (maybe.clone(), maybe.clone(), maybe),
        (flag.clone(), flag.clone(), flag),
        0_i64..20_000,
    )
        .prop_map(|((which, a, b), (x, y, z), (p, q, r), minutes)| {
            let market = [Market::Us, Market::De, Market::Jp][which];
            let evidence = Evidence { as_of: at("2026-11-17T00:00:00Z").0 + minutes * 60, ..row(a as u32) };
            let when = at("2026-11-10T00:00:00Z").plus(minutes * 60);
            let id = format!("id-{}", a % 4);
            let closed = [None, Some((Closing::Shipped, row(1))), Some((Closing::LeftReport, row(0)))];
            let order = OrderFact {
                order_id: id.clone(),
                market,
                more_skus: 0,
                units_to_ship: Some(b % 3),
                promise_at: x.map(|h| when.plus(h * HOUR)),
                days_past_promise: y,
                verge_of_cancellation: p,
                verge_of_late: q,
                cancel_requested: r,
                closed: closed[(b % 3) as usize].clone(),
                acted: q.map(|_| when),
                evidence: evidence.clone(),
                ..orders::order()
            };
            let mut thread = routine::thread();
            (thread.market, thread.thread, thread.waits[0].since) = (market, id.clone(), when);
            thread.waits[0].answered = p.filter(|yes| *yes).map(|_| (when, row(2)));
            let own = evidence.clone();
            let which = if p == Some(true) { Dispute::Claim } else { Dispute::Chargeback };
            let dispute = DisputeFact {
                market,
                subject: id.clone(),
                asked: q.map(|_| DisputeMail { sent: when, ..disputes::mail() }),
                decided: r.map(|_| (when.plus(b), row(2))),
                ..disputes::fact(which)
            };
            let notice = NoticeFact {
                market,
                thread: id.clone(),
                mail: DisputeMail { sent: when.plus(-a * DAY), ..disputes::mail() },
                answered: r.map(|_| (when.plus(b), row(2))),
                ..disputes::notice()
            };
            let back = ReturnFact {
                market,
                request: id.clone(),
                status: ["pending", "approved", "?"][(b % 3) as usize].to_owned(),
                delivered: q.map(|_| when.day(market.zone())),
                evidence: own.clone(),
                ..returns::fact()
            };
            let complaint =
                ComplaintFact { market, reason: id.clone(), ..complaints::fact(&["2026-11-17"; 3], "2026-11-18") };
            let rate = ReturnRateFact { market, sku: id.clone(), ..spikes::fact(&[("2026-11-17", b)], "2026-11-18") };
            let twice = TwiceFact { market, message_id: id.clone(), ..routine::twice() };
            let rated = FeedbackFact {
                market,
                order_id: id.clone(),
                day: when.day(market.zone()).plus(-(b * 3)),
                rating: Some(1 + b % 5),
                answered: p,
                evidence: own.clone(),
                ..feedback::fact()
            };
            let review =
                ReviewFact { market, review_key: id.clone(), stars: x, evidence: own.clone(), ..feedback::review() };
            let need = NeedFact { sku: id.clone(), units: x, lead_days: y, evidence: own.clone(), ..warehouse::need() };
            let offer =
                OfferFact { market, sku: id.clone(), quantity: b, to_ship: y, evidence: own, ..warehouse::offer() };
            let sku = StockFact {
                sku: id.clone(),
                market,
                available: x,
                inbound: y,
                units: [z, Some(a), Some(b), x],
                hero: q == Some(true),
                alarm: [Alarm::Quiet, Alarm::Open, Alarm::Aside][(b % 3) as usize],
                evidence: evidence.clone(),
                ..stock::sku()
            };
            let plan = PlanFact {
                sku: id.clone(),
                market,
                day: when.day(market.zone()),
                available: x,
                units: [z, Some(a), Some(b), x],
                excess: y,
                unsellable: z,
                transfer: z,
                stock: x,
                ages: [x, y, z, Some(a), Some(b), x],
                charged: [z; 8],
                low_fee_exempt: p,
                low_fee_applied: q,
                short_supply: x.map(|days| days * 100),
                long_supply: y.map(|days| days * 100),
                ship_in_units: z,
                ship_in_day: q.map(|_| when.day(market.zone())),
                seasonal: r,
                season_start: y.map(|days| when.day(market.zone()).plus(days / 4)),
                evidence: evidence.clone(),
                ..plans::plan()
            };
            let mut lost = claims::lost();
            (lost.losses[0].market, lost.fnsku) = (p.map(|_| market), id.clone());
            lost.losses[0].day = when.day(market.zone()).plus(-b);
            lost.losses[0].unreconciled = x.map(i64::abs);
            lost.losses[0].evidence = evidence.clone();
            let mut refund = claims::refund();
            (refund.market, refund.sku, refund.units) = (market, id.clone(), x);
            refund.day = when.day(market.zone()).plus(-50 - b);
            refund.returned = y.map(|units| (units, evidence.clone()));
            let mut lot = lots::lot();
            (lot.market, lot.sku, lot.units) = (q.map(|_| market), id.clone(), y);
            (lot.expires, lot.evidence) = (when.day(market.zone()).plus(110 + b), evidence.clone());
            let mut term = TermFact {
                term: id.clone(),
                market,
                targeting: format!("t{b}"),
                evidence: evidence.clone(),
                ..ads::term()
            };
            (term.judged.clicks, term.judged.orders, term.judged.spend) = (a + b, i64::from(p == Some(true)), 20 * b);
            let metric =
                MetricFact { market, orders: x, defects: y, rate: z, evidence: evidence.clone(), ..metrics::metric() };
            let mut campaign = CampaignFact { market, campaign: id.clone(), ..campaigns::fact() };
            (campaign.days[14].spend, campaign.days[14].orders) = (x, y);
            campaign.days[14].whole = p == Some(true);
            campaign.enabled = q.map(|on| (on, evidence.clone()));
            let mut bid = BidFact { market, target_id: id.clone(), evidence: evidence.clone(), ..bids::fact() };
            (bid.judged.clicks, bid.judged.orders, bid.asked) = (a + b, a % 5, vec![b, 60]);
            let mut product =
                AdProductFact { market, asin: id.clone(), evidence: evidence.clone(), ..conversion::product() };
            product.judged.clicks = 10 * a;
            let mut exact = SameExactFact { market, keyword: id.clone(), ..conversion::exact() };
            exact.places[1].enabled = p;
            exact.places[2].spend = y;
            let mut ad_offer =
                AdOfferFact { market, sku: id.clone(), evidence: evidence.clone(), ..dead_offers::offer() };
            ad_offer.paused = p.filter(|yes| *yes).map(|_| row(3));
            let taken = TakenFact {
                market: Some(market),
                item: id.clone(),
                taken: p.map(|_| ("wei".to_owned(), when)),
                due: q.map(|_| when.plus(b * HOUR)),
                open: r != Some(false),
                ..taken::fact()
            };
            let stranded = StrandedFact {
                market,
                fulfillable: x,
                removal_day: q.map(|_| when.day(market.zone())),
                evidence: evidence.clone(),
                ..stranded::fact()
            };
            let states = [FileState::Refused, FileState::Waiting, FileState::Applied];
            let file = FileFact { import: a, evidence: evidence.clone(), ..routine::file(a, states[(b % 3) as usize]) };
            let report = ReportFact { market: Some(market), ..routine::report(Format::ALL[(a % 7) as usize], None) };
            let report = ReportFact { as_of: q.map(|_| when), evidence: q.map(|_| evidence), ..report };
            let practice = PracticeFact {
                practice: Practice::ALL[(a % 10) as usize],
                last: r.map(|_| (when, "li".to_owned())),
                since: at("2026-09-01T00:00:00Z"),
            };
            Facts {
                orders: vec![order],
                threads: vec![thread],
                stock: vec![sku],
                terms: vec![term],
                metrics: vec![metric],
                reports: vec![report],
                files: vec![file],
                practices: vec![practice],
                plans: vec![plan],
                lost: vec![lost],
                refunds: vec![refund],
                lots: vec![lot],
                stranded: vec![stranded],
                disputes: vec![dispute],
                notices: vec![notice],
                returns: vec![back],
                complaints: vec![complaint],
                return_rates: vec![rate],
                twice: vec![twice],
                feedback: vec![rated],
                reviews: vec![review],
                needs: vec![need],
                offers: vec![offer],
                taken: vec![taken],
                ad_offers: vec![ad_offer],
                campaigns: vec![campaign],
                bids: vec![bid],
                ad_products: vec![product],
                exacts: vec![exact],
                ..Facts::default()
            }
        })
}

pub(super) fn all(parts: Vec<Facts>) -> Facts {
    let mut sum = Facts::default();
    for part in parts {
        sum.orders.extend(part.orders);
        sum.threads.extend(part.threads);
        sum.stock.extend(part.stock);
        sum.plans.extend(part.plans);
        sum.lost.extend(part.lost);
        sum.refunds.extend(part.refunds);
        sum.lots.extend(part.lots);
        sum.stranded.extend(part.stranded);
        sum.disputes.extend(part.disputes);
        sum.notices.extend(part.notices);
        sum.returns.extend(part.returns);
        sum.complaints.extend(part.complaints);
        sum.return_rates.extend(part.return_rates);
        sum.twice.extend(part.twice);
        sum.feedback.extend(part.feedback);
        sum.reviews.extend(part.reviews);
        sum.needs.extend(part.needs);
        sum.offers.extend(part.offers);
        sum.terms.extend(part.terms);
        sum.taken.extend(part.taken);
        sum.ad_offers.extend(part.ad_offers);
        sum.campaigns.extend(part.campaigns);
        sum.bids.extend(part.bids);
        sum.ad_products.extend(part.ad_products);
        sum.exacts.extend(part.exacts);
        sum.metrics.extend(part.metrics);
        sum.reports.extend(part.reports);
        sum.files.extend(part.files);
        sum.practices.extend(part.practices);
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn findings_are_one_a_key_and_the_order_of_facts_is_nothing(
        parts in proptest::collection::vec(one(), 1..12),
        turn in 0_usize..12,
    ) {
        let (now, settings) = (at(NOON), settings());
        let found = run(&all(parts.clone()), now, &settings);
        let mut turned = parts;
        turned.reverse();
        let middle = turn % turned.len();
        turned.rotate_left(middle);
        prop_assert_eq!(&run(&all(turned), now, &settings), &found);
        let ends = found.iter().filter_map(|f| if let Finding::Gone { how, .. } = f { Some(how) } else { None });
        prop_assert!(ends.into_iter().all(|how| ENDS.contains(how)));
        prop_assert!(found.windows(2).all(|two| key(&two[0]) < key(&two[1])));
    }

    #[test]
    fn nothing_changes_by_the_clock_alone_until_the_next_change(parts in proptest::collection::vec(one(), 1..6)) {
        let (facts, now, settings) = (all(parts), at(NOON), settings());
        let next = next_change(&facts, now, &settings);
        prop_assert!(next > now && next.0 - now.0 <= 25 * HOUR);
        let found = run(&facts, now, &settings);
        for moment in [now.plus((next.0 - now.0) / 2), next.plus(-1)] {
            prop_assert_eq!(&run(&facts, moment, &settings), &found);
        }
    }
}
