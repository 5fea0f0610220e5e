//! Kinds of work items: what they are called, which rule makes them, what they are proven by. One table.

use serde::{Deserialize, Serialize};

use super::format::Format;

/// What must be done. The word is stable; the number is that of `docs/work-items.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 1: an order that Amazon is about to cancel.
    VergeOfCancellation,
    /// 2: an order to ship today, or overdue.
    ShipToday,
    /// 3: the buyer asks to cancel and nothing has shipped.
    BuyerCancellation,
    /// 4: units to ship that the own warehouse does not have.
    BuyBeforeShip,
    /// 6: a listing that offers more than the own warehouse has.
    Oversold,
    /// 9: an order with far more units than usual.
    OddOrder,
    /// 10: shipped by our word, still in the report of what is to ship.
    NotTaken,
    /// 11: a buyer waits for an answer.
    AnswerDue,
    /// 12: the 24 hours of an answer are over.
    AnswerOverdue,
    /// 13: a return request that waits for a decision.
    ReturnRequest,
    /// 15: a return that came back and was not refunded.
    RefundOwed,
    /// 16: an A-to-z claim to answer.
    ClaimDue,
    /// 17: a granted claim that may be appealed.
    ClaimAppeal,
    /// 18: a chargeback to answer.
    ChargebackDue,
    /// 19: a policy or performance notice to answer.
    PolicyNotice,
    /// 20: a mail of ours that came back.
    MailCameBack,
    /// 21: two of us answered one question.
    TwoAnswers,
    /// 22: bad feedback about the seller.
    BadFeedback,
    /// 23: a bad product review.
    BadReview,
    /// 24: the same complaint about a product again and again.
    SameComplaint,
    /// 25: more of a SKU comes back than usual.
    MoreReturns,
    /// 36: out of stock and nothing on the way.
    OutOfStock,
    /// 37: out of stock, and goods are on the way.
    OutGoodsComing,
    /// 38: stock that ends before new stock can arrive.
    StockOutNear,
    /// 39: stock between the alarm and the upper limit.
    StockToWatch,
    /// 40: the last day for sea freight has just passed.
    WayClosed,
    /// 41: Amazon recommends to send stock in.
    SendIn,
    /// 44: units that Amazon lost and did not pay.
    LostUnpaid,
    /// 45: a refund whose goods never came back.
    NeverReturned,
    /// 47: stock at Amazon that no offer sells.
    StrandedStock,
    /// 48: the low-inventory-level fee runs, or is near.
    LowStockFee,
    /// 49: units that the aged-inventory surcharge will hit.
    AgedStockFee,
    /// 50: more stock than sells in a reasonable time.
    ExcessStock,
    /// 51: units at Amazon that cannot be sold.
    UnsellableStock,
    /// 52: stock that stays between Amazon's warehouses.
    StuckTransfer,
    /// 53: a season of the product begins.
    SeasonNear,
    /// 54: a lot in the own warehouse that comes near its best-before date.
    ExpiryNear,
    /// 55: a campaign whose day costs far more than usual, or much without an order.
    RunawaySpend,
    /// 56: a SKU in ads whose offer cannot sell.
    DeadOffer,
    /// 58: a search term that costs and does not sell.
    NegateTerm,
    /// 59: a search term that sells and is targeted nowhere exactly.
    HarvestTerm,
    /// 60: a bid that is far from what a click is worth.
    BidOff,
    /// 61: a product in ads that converts surely below the band.
    LowConversion,
    /// 62: an exact keyword in several campaigns that all spend.
    SameExact,
    /// 63: an enabled campaign without an impression.
    CampaignSilent,
    /// 72: an account metric near or over its target.
    MetricNearTarget,
    /// 73: a violation or a request for documents that is open.
    OpenViolation,
    /// 74: a best practice that is due.
    PracticeDue,
    /// 76: a report that is missing or old.
    ReportMissing,
    /// 77: a file that was refused or waits for an answer.
    ImportRefused,
    /// 78: an item that somebody took and left, with its deadline near.
    StaleClaim,
}

/// What is fixed about a kind.
#[derive(Debug)]
pub struct KindInfo {
    /// The kind.
    pub kind: Kind,
    /// The number in the list of work items.
    pub number: u16,
    /// The stable word.
    pub word: &'static str,
    /// The key's ladder: kinds of one ladder share one item that moves between them (H5).
    pub ladder: &'static str,
    /// The rule's id, as shown and filtered: `ads.negate`.
    pub rule: &'static str,
    /// Whether many items of it are folded into one line when drawn (H5).
    pub bulk: bool,
    /// Hours after an act before a file can contradict it: Amazon's own lag, the days until a plan shows in a report.
    pub proof_hours: i64,
    /// The report in which it changes: *snooze until new data* waits for it. `None`: any.
    pub feed: Option<Format>,
}

macro_rules! kinds {
    ($($kind:ident $number:literal $word:literal $ladder:literal $rule:literal $bulk:literal $proof:literal $feed:expr;)*) => {
        impl Kind {
            /// All kinds, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$kind),*];

            /// The row of the table.
            pub fn info(self) -> &'static KindInfo {
                match self {
                    $(Self::$kind => {
                        static INFO: KindInfo = KindInfo {
                            kind: Kind::$kind, number: $number, word: $word, ladder: $ladder, rule: $rule, bulk: $bulk,
                            proof_hours: $proof, feed: $feed,
                        };
                        &INFO
                    })*
                }
            }
        }
    };
}

kinds! {
    // Orders shipped by the seller.
    VergeOfCancellation 1 "verge-of-cancellation" "ship" "orders.verge" false 2 Some(Format::Unshipped);
    ShipToday 2 "ship-today" "ship" "orders.ship" false 2 Some(Format::Unshipped);
    BuyerCancellation 3 "buyer-cancellation" "buyer-cancellation" "orders.cancel" false 2 Some(Format::Unshipped);
    BuyBeforeShip 4 "buy-before-ship" "buy" "orders.buy" true 24 Some(Format::OwnWarehouse);
    Oversold 6 "oversold" "oversold" "orders.oversold" true 24 Some(Format::OpenListings);
    OddOrder 9 "odd-order" "odd-order" "orders.odd" false 720 Some(Format::Unshipped);
    NotTaken 10 "not-taken" "ship" "orders.taken" false 2 Some(Format::Unshipped);

    // Mails, disputes, returns, feedback.
    AnswerDue 11 "answer-due" "answer" "messages.answer" false 0 Some(Format::Mail);
    AnswerOverdue 12 "answer-overdue" "answer" "messages.overdue" false 0 Some(Format::Mail);
    ReturnRequest 13 "return-request" "return-request" "returns.request" false 24 Some(Format::FbmReturns);
    RefundOwed 15 "refund-owed" "refund" "returns.refund" false 48 Some(Format::FbmReturns);
    ClaimDue 16 "claim-due" "claim" "disputes.claim" false 0 Some(Format::Mail);
    ClaimAppeal 17 "claim-appeal" "appeal" "disputes.appeal" false 24 Some(Format::Disputes);
    ChargebackDue 18 "chargeback-due" "chargeback" "disputes.chargeback" false 0 Some(Format::Mail);
    PolicyNotice 19 "policy-notice" "notice" "disputes.notice" false 0 Some(Format::Mail);
    MailCameBack 20 "mail-came-back" "bounce" "messages.bounce" false 0 Some(Format::Mail);
    TwoAnswers 21 "two-answers" "two-answers" "messages.twice" false 0 Some(Format::Mail);
    BadFeedback 22 "bad-feedback" "feedback" "feedback.bad" true 48 Some(Format::SellerFeedback);
    BadReview 23 "bad-review" "review" "reviews.bad" true 24 Some(Format::Reviews);
    SameComplaint 24 "same-complaint" "complaint" "returns.complaint" false 336 Some(Format::FbaReturns);
    MoreReturns 25 "more-returns" "more-returns" "returns.spike" false 336 Some(Format::FbaReturns);

    // Stock at Amazon.
    OutOfStock 36 "out-of-stock" "stock" "stock.out" false 168 Some(Format::FbaPlanning);
    OutGoodsComing 37 "out-goods-coming" "stock" "stock.coming" false 168 Some(Format::FbaPlanning);
    StockOutNear 38 "stock-out-near" "stock" "stock.cover" false 168 Some(Format::FbaPlanning);
    StockToWatch 39 "stock-to-watch" "stock" "stock.watch" true 168 Some(Format::FbaPlanning);
    WayClosed 40 "way-closed" "way-closed" "stock.way" false 720 Some(Format::FbaPlanning);
    SendIn 41 "send-in" "send-in" "stock.send-in" true 168 Some(Format::FbaPlanning);
    LostUnpaid 44 "lost-unpaid" "lost" "claims.lost" true 720 Some(Format::Reimbursements);
    NeverReturned 45 "never-returned" "never-returned" "claims.return" true 720 Some(Format::Reimbursements);
    StrandedStock 47 "stranded-stock" "stranded" "stock.stranded" false 24 Some(Format::Stranded);
    LowStockFee 48 "low-stock-fee" "low-stock-fee" "stock.low-fee" true 336 Some(Format::FbaPlanning);
    AgedStockFee 49 "aged-stock-fee" "aged-stock-fee" "stock.aged-fee" true 720 Some(Format::FbaPlanning);
    ExcessStock 50 "excess-stock" "excess" "stock.excess" true 720 Some(Format::FbaPlanning);
    UnsellableStock 51 "unsellable-stock" "unsellable" "stock.unsellable" true 720 Some(Format::FbaPlanning);
    StuckTransfer 52 "stuck-transfer" "stuck-transfer" "stock.transfer" true 336 Some(Format::FbaPlanning);
    SeasonNear 53 "season-near" "season" "stock.season" false 2160 Some(Format::FbaPlanning);
    ExpiryNear 54 "expiry-near" "expiry" "stock.expiry" false 720 Some(Format::OwnWarehouse);

    // Advertising.
    RunawaySpend 55 "runaway-spend" "runaway" "ads.runaway" false 48 Some(Format::SpCampaign);
    DeadOffer 56 "dead-offer" "dead-offer" "ads.dead" false 48 Some(Format::SpAdvertisedProduct);
    NegateTerm 58 "negate-term" "negate-term" "ads.negate" true 72 Some(Format::SpSearchTerm);
    HarvestTerm 59 "harvest-term" "harvest-term" "ads.harvest" true 72 Some(Format::BulkOperations);
    BidOff 60 "bid-off" "bid" "ads.bid" true 72 Some(Format::BulkOperations);
    LowConversion 61 "low-conversion" "conversion" "ads.conversion" false 336 Some(Format::SpAdvertisedProduct);
    SameExact 62 "same-exact" "same-exact" "ads.same" true 72 Some(Format::BulkOperations);
    CampaignSilent 63 "campaign-silent" "silent" "ads.silent" true 72 Some(Format::SpCampaign);

    // The account, the practices, the program.
    MetricNearTarget 72 "metric-near-target" "metric" "account.metric" false 168 Some(Format::Performance);
    OpenViolation 73 "open-violation" "metric" "account.violation" false 168 Some(Format::Performance);
    PracticeDue 74 "practice-due" "practice" "practice.due" false 0 None;
    ReportMissing 76 "report-missing" "report" "reports.age" false 24 None;
    ImportRefused 77 "import-refused" "import" "imports.refused" false 24 None;
    StaleClaim 78 "stale-claim" "stale-claim" "team.claim" false 0 None;
}

impl Kind {
    /// The stable word.
    pub fn word(self) -> &'static str {
        self.info().word
    }

    /// The kind of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|k| k.word() == word)
    }

    /// Whether *done* wants a line that says what was found or done: looking is not checking (R60).
    pub fn wants_cause(self) -> bool {
        CAUSE.contains(&self)
    }
}

/// Kinds that are done only with a line about it: the act leaves no trace in a report, or its cause must stay on record.
const CAUSE: &[Kind] = &[
    Kind::OddOrder,
    Kind::ClaimAppeal,
    Kind::TwoAnswers,
    Kind::SameComplaint,
    Kind::MoreReturns,
    Kind::MetricNearTarget,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_have_unique_words_and_numbers() {
        for (i, a) in Kind::ALL.iter().enumerate() {
            assert_eq!(Kind::parse(a.word()), Some(*a));
            for b in &Kind::ALL[i + 1..] {
                assert!(a.info().number < b.info().number);
                assert_ne!(a.word(), b.word());
            }
        }
    }
}
