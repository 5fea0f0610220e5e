//! What the newest planning report says of each SKU, with its earlier days where a rule asks how long something lasts.

use std::collections::HashMap;

use rusqlite::Connection;

use super::newest::rows_of_newest;
use super::stock::scopes;
use crate::domain::day::{Day, Instant};
use crate::domain::fact::{PlanDay, PlanFact};
use crate::domain::money::{Currency, Money};
use crate::store::list::sql::{Binds, Take, rows};

/// How far back earlier days are given.
pub(super) const DAYS: i64 = 90;

const COLUMNS: &str = "t.sku, t.title, t.snapshot_day, t.available, \
    COALESCE(t.inbound, t.inbound_working + t.inbound_shipped + t.inbound_received), \
    t.units_t7, t.units_t30, t.units_t60, t.units_t90, t.excess, t.recommended_action, t.storage_cost, t.currency, \
    t.fc_transfer, t.available + MAX(COALESCE(t.reserved, 0), COALESCE(t.fc_transfer, 0)), t.unfulfillable, t.age_0_90, t.age_91_180, t.age_181_270, t.age_271_365, t.age_366_455, t.age_456_plus, \
    t.aged_units_181, t.aged_units_211, t.aged_units_241, t.aged_units_271, t.aged_units_301, t.aged_units_331, \
    t.aged_units_366, t.aged_units_456, t.aged_fee_181, t.aged_fee_211, t.aged_fee_241, t.aged_fee_271, \
    t.aged_fee_301, t.aged_fee_331, t.aged_fee_366, t.aged_fee_456, t.currency, t.low_fee_exempt, t.low_fee_applied, \
    t.short_supply, t.long_supply, t.ship_in_units, t.ship_in_day, t.is_seasonal, t.season_name, t.season_start, \
    t.season_end";

/// The rows of the newest day, sorted by store, marketplace, SKU and condition.
pub(in crate::store) fn load(db: &Connection, now: Instant) -> rusqlite::Result<Vec<PlanFact>> {
    let mut facts = rows_of_newest(db, "fba_planning", COLUMNS, "t.sku, t.condition", |row, store, market| {
        let take = &mut Take::new(row);
        let (sku, title, day) = (take.next()?, take.text()?, take.parse(Day::parse)?);
        let (available, inbound, units) = (take.next()?, take.next()?, several(take)?);
        let (excess, advice, storage) = (take.next()?, take.text()?, take.money(Some(market))?);
        let (transfer, stock, unsellable) = (take.next()?, take.next()?, take.next()?);
        let (ages, charged) = (several(take)?, several(take)?);
        let fees: [Option<i64>; 8] = several(take)?;
        let own = take.next::<Option<String>>()?.and_then(|code| Currency::parse(&code));
        let currency = own.unwrap_or_else(|| market.currency());
        let aged_fee = fees.into_iter().flatten().reduce(i64::saturating_add).map(|sum| Money::new(sum, currency));
        Ok(PlanFact {
            store,
            market,
            sku,
            title,
            day,
            available,
            inbound,
            units,
            excess,
            advice,
            storage,
            transfer,
            stock,
            unsellable,
            ages,
            charged,
            aged_fee,
            low_fee_exempt: take.next()?,
            low_fee_applied: take.next()?,
            short_supply: take.next()?,
            long_supply: take.next()?,
            ship_in_units: take.next()?,
            ship_in_day: take.day()?,
            seasonal: take.next()?,
            season: take.text()?,
            season_start: take.day()?,
            season_end: take.day()?,
            history: Vec::new(),
            evidence: take.evidence()?,
        })
    })?;
    earlier(db, now, &mut facts)?;
    Ok(facts)
}

fn several<const N: usize>(take: &mut Take<'_>) -> rusqlite::Result<[Option<i64>; N]> {
    let mut all = [None; N];
    for one in &mut all {
        *one = take.next()?;
    }
    Ok(all)
}

/// The earlier days of the SKUs that have units in transfer or that cannot be sold. One statement a marketplace.
fn earlier(db: &Connection, now: Instant, facts: &mut [PlanFact]) -> rusqlite::Result<()> {
    for (store, market) in scopes(db, "fba_planning")? {
        let own = facts.iter_mut().filter(|fact| fact.store == store && fact.market == market);
        let mut history: HashMap<String, Vec<&mut PlanFact>> = HashMap::new();
        for fact in own {
            history.entry(fact.sku.clone()).or_default().push(fact);
        }
        let mut binds = Binds::default();
        let (at_store, at_market) = (binds.put(store.clone()), binds.put(market.code().to_owned()));
        let from = binds.put(now.day(market.zone()).plus(-DAYS).to_string());
        let sql = format!(
            "SELECT n.sku, t.snapshot_day, SUM(t.fc_transfer), \
               SUM(t.available + MAX(COALESCE(t.reserved, 0), COALESCE(t.fc_transfer, 0))), SUM(t.unfulfillable) \
             FROM (SELECT DISTINCT sku FROM facts.fba_planning WHERE store = {at_store} AND market = {at_market} \
               AND (fc_transfer > 0 OR unfulfillable > 0) AND snapshot_day = \
               (SELECT MAX(snapshot_day) FROM facts.fba_planning WHERE store = {at_store} AND market = {at_market})) n \
             CROSS JOIN facts.fba_planning t INDEXED BY fba_planning_sku ON t.store = {at_store} \
               AND t.market = {at_market} AND t.sku = n.sku AND t.snapshot_day >= {from} \
             GROUP BY n.sku, t.snapshot_day ORDER BY n.sku, t.snapshot_day"
        );
        rows(db, &sql, &binds, |row| {
            let take = &mut Take::new(row);
            let sku: String = take.next()?;
            let day = PlanDay {
                day: take.parse(Day::parse)?,
                transfer: take.next()?,
                stock: take.next()?,
                unsellable: take.next()?,
            };
            for fact in history.get_mut(&sku).into_iter().flatten() {
                fact.history.push(day);
            }
            Ok(())
        })?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::list::testing::{Bench, NOW};

    #[test]
    fn a_blank_cell_is_unknown_and_the_surcharge_is_one_sum() {
        let bench = Bench::new();
        bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'plan.csv'");
        let row = |day: &str, sku: &str, more: &str| {
            bench.fact("fba_planning", &format!("market = 'DE'; snapshot_day = '{day}'; sku = '{sku}'{more}"));
        };
        row("2026-11-20", "A", "; unfulfillable = 2; fc_transfer = 1; available = 3");
        row("2026-11-20", "GONE", "; excess = 9");
        let more = "; unfulfillable = 3; available = 4; reserved = 6; fc_transfer = 5; aged_units_181 = 7; \
            aged_fee_181 = 350; aged_fee_211 = 100; age_181_270 = 7; low_fee_applied = 1; short_supply = 13300; \
            ship_in_day = '2026-12-01'; is_seasonal = 0; season_start = '2026-12-20'; currency = 'EUR'; inbound_working = 1";
        row("2026-11-21", "A", more);
        row("2026-11-21", "B", "");
        let found = load(&bench.reader.0, NOW).unwrap();
        assert_eq!(found.iter().map(|f| f.sku.as_str()).collect::<Vec<_>>(), ["A", "B"]);
        let fact = &found[0];
        assert_eq!((fact.charged[0], fact.charged[1], fact.ages[2], fact.ages[0]), (Some(7), None, Some(7), None));
        assert_eq!(fact.aged_fee, Some(Money::new(450, Currency::of(b"EUR"))));
        assert_eq!((fact.low_fee_applied, fact.low_fee_exempt, fact.seasonal), (Some(true), None, Some(false)));
        assert_eq!((fact.short_supply, fact.inbound), (Some(13_300), None));
        assert_eq!(fact.season_start, Day::parse("2026-12-20"));
        let days: Vec<_> =
            fact.history.iter().map(|d| (d.day.to_string(), d.transfer, d.stock, d.unsellable)).collect();
        let wanted = [
            ("2026-11-20".to_owned(), Some(1), Some(4), Some(2)),
            ("2026-11-21".to_owned(), Some(5), Some(10), Some(3)),
        ];
        assert_eq!(days, wanted);
        let empty = &found[1];
        assert_eq!((empty.aged_fee, empty.excess, empty.unsellable, empty.history.len()), (None, None, None, 0));
    }
}
