//! What the rules read: plain facts that `store` fills from `facts.db` and `triage` judges. No sentence, no clock. One file
//! per area.

mod account;
mod ads;
mod claims;
mod disputes;
mod feedback;
mod left;
mod messages;
mod orders;
mod returns;
mod stock;
mod warehouse;

pub use account::*;
pub use ads::*;
pub use claims::*;
pub use disputes::*;
pub use feedback::*;
pub use left::*;
pub use messages::*;
pub use orders::*;
pub use returns::*;
pub use stock::*;
pub use warehouse::*;

/// Everything the rules look at in one pass.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Open and recently closed orders of the unshipped report.
    pub orders: Vec<OrderFact>,
    /// Threads with a buyer message of the last 90 days.
    pub threads: Vec<ThreadFact>,
    /// Units to ship by SKU, where the own warehouse is known.
    pub needs: Vec<NeedFact>,
    /// What listings offer of SKUs that lie in the own warehouse.
    pub offers: Vec<OfferFact>,
    /// Mails of ours that came back.
    pub bounces: Vec<BounceFact>,
    /// Two answers of ours to one question.
    pub twice: Vec<TwiceFact>,
    /// Claims and chargebacks.
    pub disputes: Vec<DisputeFact>,
    /// Policy and performance notices.
    pub notices: Vec<NoticeFact>,
    /// Returns of orders that the seller ships.
    pub returns: Vec<ReturnFact>,
    /// Why products come back.
    pub complaints: Vec<ComplaintFact>,
    /// How much of a SKU comes back.
    pub return_rates: Vec<ReturnRateFact>,
    /// Bad feedback about the seller.
    pub feedback: Vec<FeedbackFact>,
    /// Bad product reviews of the sheet.
    pub reviews: Vec<ReviewFact>,
    /// The newest stock state of each SKU.
    pub stock: Vec<StockFact>,
    /// The newest planning report, SKU by SKU.
    pub plans: Vec<PlanFact>,
    /// Units that Amazon lost, by product.
    pub lost: Vec<LostFact>,
    /// Refunds of orders that Amazon shipped.
    pub refunds: Vec<RefundFact>,
    /// Lots of the own warehouse that have a best-before date.
    pub lots: Vec<LotFact>,
    /// Stock at Amazon that no offer sells.
    pub stranded: Vec<StrandedFact>,
    /// Search terms of the look-back window.
    pub terms: Vec<TermFact>,
    /// What is targeted exactly, by store and marketplace; none where no bulk operations download came.
    pub targeted: Vec<TargetedFact>,
    /// Campaigns and their days.
    pub campaigns: Vec<CampaignFact>,
    /// Bids, with the clicks that they bought.
    pub bids: Vec<BidFact>,
    /// Products in ads.
    pub ad_products: Vec<AdProductFact>,
    /// Advertised SKUs that cost.
    pub ad_offers: Vec<AdOfferFact>,
    /// Exact keywords and their places.
    pub exacts: Vec<SameExactFact>,
    /// Subjects of open items that the newest whole day of their report no longer lists.
    pub left: Vec<LeftFact>,
    /// The newest value of each account metric.
    pub metrics: Vec<MetricFact>,
    /// Items that somebody took.
    pub taken: Vec<TakenFact>,
    /// Reports that came at least once, or are expected by setting.
    pub reports: Vec<ReportFact>,
    /// Files that were refused or wait, and what became of them.
    pub files: Vec<FileFact>,
    /// The practices and their last sign-off.
    pub practices: Vec<PracticeFact>,
    /// Orders of the last seven days over all stores: the size of the business (R103). `None` when no order file came yet.
    pub orders_per_week: Option<i64>,
}
