//! A made-up business in Amazon's own file formats: what is tried before one's own files are read, and what tests and
//! measurements read. Everything is dated relative to a given present and drawn from a seed; the same seed and present
//! give the same bytes. It writes files into an inbox and knows nothing of what becomes of them.

mod account;
mod ads;
mod all_orders;
mod catalog;
mod letters;
pub mod load;
mod mail;
mod orders;
mod people;
mod planted;
mod rng;
mod stock;
mod table;
mod terms;
mod unshipped;

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::domain::day::{DAY, HOUR, Instant};
use crate::domain::market::Market;

use catalog::MARKETS;
use orders::Business;
use planted::{Fate, PLANTED, Trouble};
use table::Shape;

/// The name of the made-up store.
pub const STORE: &str = "northlight";

/// One minute in seconds.
const MINUTE: i64 = 60;

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Seed of all that is drawn.
    pub seed: u64,
    /// Orders of the last sixty days in all marketplaces; the planted ones always exist, so about sixty at least. The
    /// counts of [`Expected`] hold from 1,000 on.
    pub orders: u32,
    /// The present.
    pub now: Instant,
}

impl Options {
    /// The usual demonstration: 4,000 orders.
    pub fn new(now: Instant) -> Self {
        Self { seed: 1, orders: 4000, now }
    }
}

/// A written file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The store of its folder.
    pub store: String,
    /// The marketplace of its folder.
    pub market: Option<Market>,
    /// Its modification time.
    pub modified: Instant,
}

/// How many troubles are planted, by kind; the figures do not depend on seed or present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// Open orders on the verge of cancellation (all long past their promise).
    pub verge: usize,
    /// Other open orders whose promise is over.
    pub overdue: usize,
    /// Open orders to ship before the end of the marketplace's today.
    pub ship_today: usize,
    /// Open orders to ship later, those that the buyer wants to cancel included.
    pub ship_later: usize,
    /// Open orders that the buyer wants to cancel.
    pub buyer_cancel: usize,
    /// Open Prime orders.
    pub prime: usize,
    /// Orders of yesterday's list that are shipped or cancelled by today's.
    pub closed: usize,
    /// Threads that wait for longer than 24 hours.
    pub answers_overdue: usize,
    /// Threads whose 24 hours end within four.
    pub answers_soon: usize,
    /// Threads that wait and have more than four hours left.
    pub answers_later: usize,
    /// A-to-z claims without a decision.
    pub claims: usize,
    /// Products that are out of stock with nothing on the way; the first is a best seller.
    pub out_of_stock: usize,
    /// Products with stock for 14 days or less.
    pub near: usize,
    /// Products for which the low-inventory-level fee is taken: those that are out of stock and those near it.
    pub low_fee: usize,
    /// Products of which there is far too much.
    pub excess: usize,
    /// Search terms to negate.
    pub negate: usize,
    /// Search terms that sell at a good cost and are nowhere an exact keyword.
    pub promote: usize,
    /// Account metrics over their target.
    pub metrics_over: usize,
    /// Account metrics at most two defects away from it.
    pub metrics_near: usize,
    /// Files that no format knows.
    pub refused: usize,
    /// Files that ask for their marketplace.
    pub waiting: usize,
    /// Reports that were not fetched for longer than they may be.
    pub old_reports: usize,
}

/// What is planted.
pub fn expected() -> Expected {
    let open = |fits: &dyn Fn(i64, Trouble) -> bool| {
        let fits = |fate: Fate| matches!(fate, Fate::Open { promise, trouble } if fits(promise, trouble));
        PLANTED.iter().filter(|p| fits(p.fate)).count()
    };
    let closed = |fate: Fate| matches!(fate, Fate::JustShipped { .. } | Fate::JustCancelled { .. });
    let (day, waits) = (24 * 60, letters::waits());
    let waiting = |from: i64, to: i64| waits.iter().filter(|m| (from..to).contains(*m)).count();
    Expected {
        verge: open(&|_, trouble| trouble == Trouble::Verge),
        overdue: open(&|promise, trouble| promise < 0 && trouble != Trouble::Verge),
        ship_today: open(&|promise, _| promise == 0),
        ship_later: open(&|promise, _| promise > 0),
        buyer_cancel: open(&|_, trouble| matches!(trouble, Trouble::Cancel(_))),
        prime: open(&|_, trouble| trouble == Trouble::Prime),
        closed: PLANTED.iter().filter(|p| closed(p.fate)).count(),
        answers_overdue: waiting(day, i64::MAX),
        answers_soon: waiting(day - 4 * 60, day),
        answers_later: waiting(0, day - 4 * 60),
        claims: letters::LETTERS.iter().filter(|l| l.what == letters::What::Claim).count(),
        out_of_stock: stock::OUT.len(),
        near: stock::NEAR.len(),
        low_fee: stock::OUT.len() + stock::NEAR.len(),
        excess: stock::EXCESS.len(),
        negate: terms::to_negate(),
        promote: terms::to_promote(),
        metrics_over: 1,
        metrics_near: 1,
        refused: 1,
        waiting: 1,
        old_reports: 1,
    }
}

/// Writes the business below `dir/inbox` and returns its files in the order in which a person would have got them.
pub fn write(dir: &Path, options: &Options) -> io::Result<Vec<DemoFile>> {
    let business = Business::new(options);
    let mut inbox = Inbox { root: dir.join("inbox").join(STORE), files: Vec::new() };
    write_orders(&mut inbox, &business)?;
    write_stock(&mut inbox, &business)?;
    write_ads(&mut inbox, &business)?;
    let now = business.now;
    let performance = account::report(&business)?;
    let name = format!("seller-performance-{}.json", today(&business, 0));
    inbox.create(None, &name, now.plus(-2 * HOUR), |out| out.write_all(&performance))?;
    for mail in mail::mails(&business) {
        inbox.create(None, &mail.name, mail.sent.plus(2 * MINUTE), |out| out.write_all(&mail.bytes))?;
    }
    let mut files = inbox.files;
    files.sort_by_key(|file| file.modified);
    Ok(files)
}

/// Both All Orders files (the older one has fewer columns and knows the common days less well), and what is to ship.
fn write_orders(inbox: &mut Inbox, business: &Business) -> io::Result<()> {
    let now = business.now;
    let newest = now.plus(-25 * MINUTE);
    let old = now.plus(-28 * DAY);
    let downloads = [
        (all_orders::NARROW, old, now.plus(-(orders::HISTORY + 1) * DAY)..old.plus(-30 * MINUTE)),
        (all_orders::WIDE, newest, now.plus(-30 * DAY)..now),
    ];
    for (header, read, bought) in downloads {
        let name = format!("all-orders-{}.txt", read.day(MARKETS[0].zone()));
        inbox.create(None, &name, read, |out| {
            all_orders::write(out, &mut all_orders::table(header), business, &bought, read, u64::MAX).map(|_| ())
        })?;
    }
    for (i, market) in MARKETS.into_iter().enumerate() {
        for read in [now.plus(-DAY), now.plus(-45 * MINUTE)] {
            let name = format!("unshipped-{}.txt", read.utc().format("%Y-%m-%d-%H%M"));
            inbox.create(Some(market), &name, read, |out| unshipped::write(out, business, i, read))?;
        }
    }
    Ok(())
}

/// Fourteen days of Inventory Planning, Manage FBA Inventory of today (Japan: two days old), and one old file that names no marketplace.
fn write_stock(inbox: &mut Inbox, business: &Business) -> io::Result<()> {
    let (now, sales) = (business.now, business.sales());
    for (i, market) in MARKETS.into_iter().enumerate() {
        // Japan's comes from the screen, as a CSV; the others from the report page.
        let (shape, end) = if i == 2 { (Shape::Quoted, "csv") } else { (Shape::Tabs, "txt") };
        for age in 0..stock::SNAPSHOTS {
            let stock = stock::snapshot(business, &sales, i, age);
            let name = format!("inventory-planning-{}.{end}", now.day(market.zone()).plus(-age));
            let modified = now.plus(-age * DAY - 50 * MINUTE);
            inbox.create(Some(market), &name, modified, |out| stock::write(out, stock::planning(shape), &stock))?;
        }
        // Japan's was forgotten for two days: a report that is too old, and whose day to fetch it is over.
        let (age, read) = if i == 2 { (2, now.plus(-50 * HOUR)) } else { (0, now.plus(-30 * MINUTE)) };
        let stock = stock::snapshot(business, &sales, i, age);
        let name = format!("manage-fba-inventory-{}.txt", read.day(market.zone()));
        inbox.create(Some(market), &name, read, |out| stock::write(out, stock::inventory(22), &stock))?;
    }
    let stock = stock::snapshot(business, &sales, 0, 1);
    inbox.create(None, "manage-fba-inventory-old.txt", now.plus(-3 * HOUR), |out| {
        stock::write(out, stock::inventory(18), &stock)
    })?;
    inbox.create(None, "supplier-payments.csv", now.plus(-5 * HOUR), |out| out.write_all(UNKNOWN.as_bytes()))
}

/// A file that has nothing to do with Amazon and lies in the inbox by mistake.
const UNKNOWN: &str = "Supplier,Invoice no.,Net amount,Paid on\n\
                       Example Silicone Works,2291,4180.00,2026-03-02\n\
                       Sample Bamboo Ltd,0417,1920.50,\n";

/// The search term reports.
fn write_ads(inbox: &mut Inbox, business: &Business) -> io::Result<()> {
    let name = "Sponsored Products Search term report";
    let workbook = ads::workbook(business, &ads::rows(business, 0)).map_err(io::Error::other)?;
    let read = business.now.plus(-100 * MINUTE);
    inbox.create(Some(MARKETS[0]), &format!("{name}.xlsx"), read, |out| out.write_all(&workbook))?;
    let rows = ads::rows(business, 1);
    inbox.create(Some(MARKETS[1]), &format!("{name}.csv"), read.plus(4 * MINUTE), |out| {
        ads::write_csv(out, rows.into_iter())
    })
}

fn today(business: &Business, market: usize) -> String {
    business.now.day(MARKETS[market].zone()).to_string()
}

/// The folder of the store, and what was written into it.
struct Inbox {
    root: PathBuf,
    files: Vec<DemoFile>,
}

impl Inbox {
    /// Writes one file through a buffer and dates it.
    fn create(
        &mut self,
        market: Option<Market>,
        name: &str,
        modified: Instant,
        fill: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>,
    ) -> io::Result<()> {
        let folder = market.map_or_else(|| self.root.clone(), |market| self.root.join(market.code()));
        fs::create_dir_all(&folder)?;
        let path = folder.join(name);
        let mut out = BufWriter::with_capacity(1 << 16, File::create(&path)?);
        fill(&mut out)?;
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        let since = Duration::from_secs(u64::try_from(modified.0).unwrap_or(0));
        file.set_modified(SystemTime::UNIX_EPOCH + since)?;
        self.files.push(DemoFile { path, store: STORE.to_owned(), market, modified });
        Ok(())
    }
}

#[cfg(test)]
mod tests;
