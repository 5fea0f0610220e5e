//! What the rules read: [`Facts`] loaded from both databases. One or a few statements per kind of fact, never one per row.

use rusqlite::Connection;

use super::open::{Reader, StoreError};
use crate::domain::day::Instant;
use crate::domain::fact::Facts;
use crate::domain::settings::Settings;

pub(super) mod ad_days;
pub(super) mod ad_offers;
pub(super) mod ad_products;
pub(super) mod bounces;
pub(super) mod campaigns;
pub(super) mod claims;
pub(super) mod complaints;
pub(super) mod disputes;
pub(super) mod feedback;
pub(super) mod files;
pub(super) mod left;
pub(super) mod lots;
pub(super) mod metrics;
pub(super) mod newest;
pub(super) mod odd;
pub(super) mod orders;
pub(super) mod plans;
pub(super) mod practices;
pub(super) mod return_rates;
pub(super) mod returned;
pub(super) mod returns;
pub(super) mod stock;
pub(super) mod stranded;
pub(super) mod taken;
pub(super) mod targets;
pub(super) mod terms;
pub(super) mod threads;
pub(super) mod twice;
pub(super) mod warehouse;

impl Reader {
    /// Loads everything that the rules look at.
    pub fn facts(&self, now: Instant, settings: &Settings) -> Result<Facts, StoreError> {
        let transaction = self.0.unchecked_transaction()?;
        Ok(load(&transaction, now, settings)?)
    }
}

fn load(db: &Connection, now: Instant, settings: &Settings) -> rusqlite::Result<Facts> {
    let mut orders = orders::load(db, orders::Wanted::OpenAndWatched)?;
    odd::mark(db, &mut orders, now, settings)?;
    let (needs, offers) = warehouse::load(db, &orders)?;
    let (targets, returned) = (targets::all(db)?, returned::load(db, now)?);
    Ok(Facts {
        orders,
        needs,
        offers,
        threads: threads::load(db, now)?,
        bounces: bounces::load(db, now)?,
        twice: twice::load(db, now)?,
        disputes: disputes::load(db, now)?,
        notices: disputes::notices(db, now)?,
        returns: returns::load(db, now)?,
        complaints: complaints::load(&returned),
        return_rates: return_rates::load(db, &returned, now)?,
        feedback: feedback::load(db, now)?,
        reviews: feedback::reviews(db)?,
        stock: stock::load(db, now)?,
        plans: plans::load(db, now)?,
        lost: claims::lost(db, now)?,
        refunds: claims::refunds(db, now)?,
        lots: lots::load(db)?,
        stranded: stranded::load(db)?,
        left: left::load(db)?,
        terms: terms::load(db, now, settings)?,
        targeted: targets::targeted(db, &targets)?,
        campaigns: campaigns::load(db, now, settings)?,
        bids: targets::bids(db, &targets, now, settings)?,
        ad_products: ad_products::load(db, now, settings)?,
        ad_offers: ad_offers::load(db, now, settings)?,
        exacts: targets::exacts(&targets),
        taken: taken::load(db)?,
        metrics: metrics::load(db)?,
        reports: files::reports(db)?,
        files: files::unfinished(db)?,
        practices: practices::load(db, now)?,
        orders_per_week: practices::orders_per_week(db)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::keys;

    #[test]
    fn the_widest_settings_ask_for_no_day_that_is_not_read() {
        let settings = Settings::shipped().unwrap();
        for (key, days) in [
            (keys::CLAIM_LOST_DAYS, claims::LOST_DAYS),
            (keys::CLAIM_RETURN_DAYS, claims::REFUND_DAYS),
            (keys::FEEDBACK_REMOVAL_DAYS, feedback::DAYS),
            (keys::APPEAL_DAYS, disputes::DAYS),
            (keys::UNSELLABLE_DAYS, plans::DAYS),
            (keys::TRANSFER_DAYS, plans::DAYS),
        ] {
            let most = settings.rules().iter().filter(|rule| rule.key == key.as_ref()).map(|rule| rule.max).max();
            // The days until a report comes are read too.
            assert!(most.unwrap() + 10 <= days, "{key:?}");
        }
    }
}
