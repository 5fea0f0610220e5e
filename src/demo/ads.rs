//! The daily search term reports of sixty days: a workbook for the US, a CSV for Germany.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use chrono::Datelike;

use crate::domain::day::Day;

use super::catalog::{MARKETS, PRODUCTS};
use super::orders::Business;
use super::rng::Rng;
use super::table::{Put, Shape, Table, decimal, number};
use super::terms::{Fate, GROUPS, Group};

/// Header of 2024 for dollars.
pub(super) const DOLLARS: &str = include_str!("../../assets/demo/search-term-daily-2024.txt");
/// Header of 2023; it names no currency.
pub(super) const PLAIN: &str = include_str!("../../assets/demo/search-term-daily-2023.txt");

/// Days of the reports; the newest is yesterday.
pub(super) const DAYS: i64 = 60;

/// Orders come up to so many days after the click; younger days are not judged.
pub(super) const LAG: i64 = 7;

/// The stream of random numbers of the advertising.
const STREAM: u64 = 3;

/// One term on one day.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub day: Day,
    pub market: usize,
    pub campaign: String,
    pub group: String,
    pub targeting: String,
    pub matching: &'static str,
    pub term: String,
    pub impressions: i64,
    pub clicks: i64,
    /// Minor units.
    pub spend: i64,
    pub orders: i64,
    /// Minor units.
    pub sales: i64,
}

/// Sums of a term that are carried from day to day, so that its totals come out as planned.
#[derive(Default)]
struct Carry {
    clicks: i64,
    orders: i64,
    sold: i64,
}

/// The rows of a marketplace, oldest day first. `age` 1 is yesterday.
pub(super) fn rows(business: &Business, market: usize) -> Vec<Row> {
    let today = business.now.day(MARKETS[market].zone());
    let groups = || GROUPS.iter().enumerate().filter(|(_, g)| g.market == market);
    let terms = groups().map(|(_, g)| g.terms.len()).sum();
    let mut carries: Vec<Carry> = std::iter::repeat_with(Carry::default).take(terms).collect();
    let mut rows = Vec::with_capacity(terms * DAYS as usize);
    for age in (1..=DAYS).rev() {
        let day = today.plus(-age);
        let listed = groups().flat_map(|(g, group)| (0..group.terms.len()).map(move |t| (g, group, t)));
        for (carry, (g, group, t)) in carries.iter_mut().zip(listed) {
            let index = (g * 100 + t) as u64 * 100 + age as u64;
            let mut rng = Rng::new(business.seed, STREAM, index);
            rows.push(row(group, t, day, age, carry, &mut rng));
        }
    }
    rows
}

fn row(group: &Group, at: usize, day: Day, age: i64, carry: &mut Carry, rng: &mut Rng) -> Row {
    let (term, fate) = group.terms[at];
    let price = PRODUCTS[group.product].prices[group.market];
    let clicks = clicks(fate, age, carry, rng);
    let orders = orders(fate, age, clicks, carry);
    let cost = rng.between(32, 62) * if group.market == 1 { 9 } else { 10 } / 10;
    let (targeting, matching) = targeting(group, term, at);
    Row {
        day,
        market: group.market,
        campaign: group.campaign.to_owned(),
        group: group.name.to_owned(),
        targeting,
        matching,
        term: term.to_owned(),
        impressions: clicks * rng.between(140, 420) + rng.between(3, 90),
        clicks,
        spend: clicks * cost,
        orders,
        sales: orders * price,
    }
}

/// Clicks of a day. Planned totals are spread over the days that are judged; younger days go on at half the pace.
fn clicks(fate: Fate, age: i64, carry: &mut Carry, rng: &mut Rng) -> i64 {
    match fate {
        Fate::Sells(in_ten_days) => rng.between(0, in_ten_days * 2 / 10) + i64::from(rng.chance(300)),
        Fate::Costs(total) | Fate::Rare(total) | Fate::Late(total) => {
            let judged = DAYS - LAG;
            let passed = (DAYS - age + 1).min(judged);
            let due = total * passed / judged - carry.clicks;
            carry.clicks += due;
            let rare = matches!(fate, Fate::Rare(_));
            if age <= LAG && !rare { rng.between(0, 2) } else { due }
        }
    }
}

/// Orders of a day: ten and a half in a hundred clicks of what sells, none yesterday (they are still to come).
fn orders(fate: Fate, age: i64, clicks: i64, carry: &mut Carry) -> i64 {
    match fate {
        Fate::Sells(_) => {
            carry.orders += clicks * 105;
            let new = if age == 1 { 0 } else { carry.orders / 1000 - carry.sold };
            carry.sold += new;
            new
        }
        Fate::Late(_) => i64::from(age == 3),
        Fate::Costs(_) | Fate::Rare(_) => 0,
    }
}

fn targeting(group: &Group, term: &str, at: usize) -> (String, &'static str) {
    const AUTO: [&str; 4] = ["close-match", "loose-match", "substitutes", "complements"];
    const MATCHES: [&str; 3] = ["EXACT", "PHRASE", "BROAD"];
    if group.auto {
        let product = term.starts_with("b0");
        (AUTO[if product { 2 } else { at % 2 }].to_owned(), "-")
    } else {
        (term.to_owned(), MATCHES[at % 3])
    }
}

impl Row {
    fn digits(&self) -> u32 {
        MARKETS[self.market].currency().digits()
    }

    /// A ratio as the workbook has it; `None` where the report leaves the cell empty.
    fn ratios(&self) -> [(&'static str, Option<f64>); 5] {
        let part = |a: i64, b: i64| (b > 0).then(|| a as f64 / b as f64);
        let unit = 10_f64.powi(self.digits() as i32);
        [
            ("Click-Thru Rate (CTR)", part(self.clicks, self.impressions)),
            ("Cost Per Click (CPC)", part(self.spend, self.clicks).map(|cpc| cpc / unit)),
            ("ACOS", part(self.spend, self.sales)),
            ("ROAS", part(self.sales, self.spend)),
            ("7 Day Conversion Rate", part(self.orders, self.clicks)),
        ]
    }

    fn money(&self, out: &mut String, minor: i64) {
        out.push('€');
        decimal(out, minor, self.digits());
    }
}

/// `a` of `b` as `1.02%`; blank without `b`.
fn percent(out: &mut String, a: i64, b: i64) {
    if b > 0 {
        decimal(out, a * 10_000 / b, 2);
        out.push('%');
    }
}

const COLUMNS: &[(&str, Put<Row>)] = &[
    ("Date", |out, r| out.push_str(&r.day.0.format("%b %d, %Y").to_string())),
    ("Portfolio name", |out, _| out.push_str("No Portfolio")),
    ("Currency", |out, r| out.push_str(MARKETS[r.market].currency().code())),
    ("Campaign Name", |out, r| out.push_str(&r.campaign)),
    ("Ad Group Name", |out, r| out.push_str(&r.group)),
    ("Targeting", |out, r| out.push_str(&r.targeting)),
    ("Match Type", |out, r| out.push_str(r.matching)),
    ("Customer Search Term", |out, r| out.push_str(&r.term)),
    ("Impressions", |out, r| number(out, r.impressions)),
    ("Clicks", |out, r| number(out, r.clicks)),
    ("Click-Thru Rate (CTR)", |out, r| percent(out, r.clicks, r.impressions)),
    ("Cost Per Click (CPC)", |out, r| {
        if r.clicks > 0 {
            r.money(out, r.spend / r.clicks);
        }
    }),
    ("Spend", |out, r| r.money(out, r.spend)),
    ("7 Day Total Sales", |out, r| r.money(out, r.sales)),
    ("Total Advertising Cost of Sales (ACOS) ", |out, r| percent(out, r.spend, r.sales)),
    ("Total Return on Advertising Spend (ROAS)", |out, r| {
        if r.spend > 0 {
            decimal(out, r.sales * 100 / r.spend, 2);
        }
    }),
    ("7 Day Total Orders (#)", |out, r| number(out, r.orders)),
    ("7 Day Total Units (#)", |out, r| number(out, r.orders)),
    ("7 Day Conversion Rate", |out, r| percent(out, r.orders, r.clicks)),
    ("7 Day Advertised SKU Units (#)", |out, r| number(out, r.orders)),
    ("7 Day Other SKU Units (#)", |out, _| number(out, 0)),
    ("7 Day Advertised SKU Sales ", |out, r| r.money(out, r.sales)),
    ("7 Day Other SKU Sales ", |out, r| r.money(out, 0)),
];

/// The table of the CSV form, in euro.
pub(super) fn csv() -> Table<Row> {
    Table::new(PLAIN, Shape::Quoted, COLUMNS)
}

/// Writes rows as a CSV with a byte order mark, as the console does.
pub(super) fn write_csv(out: &mut impl Write, rows: impl Iterator<Item = Row>) -> io::Result<()> {
    let mut table = csv();
    out.write_all("\u{feff}".as_bytes())?;
    table.write_header(out)?;
    for row in rows {
        table.write(out, &row)?;
    }
    Ok(())
}

/// The workbook of rows: real dates, amounts and ratios as numbers, one sheet with Amazon's cut title.
pub(super) fn workbook(business: &Business, rows: &[Row]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let created = ExcelDateTime::from_timestamp(business.now.0)?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let date = Format::new().set_num_format("mmm dd, yyyy");
    let money = Format::new().set_num_format("[$$]#,##0.00");
    let ratio = Format::new().set_num_format("0.0000%");
    let sheet = book.add_worksheet().set_name("Sponsored Product Search Term R")?;
    let names: Vec<&str> = DOLLARS.trim_end_matches('\n').split('\t').collect();
    for (column, name) in (0..).zip(&names) {
        sheet.write_string(0, column, *name)?;
    }
    let text = csv();
    for (line, row) in (1..).zip(rows) {
        let cells = text.cells(row);
        let ratios = row.ratios();
        for ((column, name), cell) in (0..).zip(&names).zip(&cells) {
            let figure = ratios.iter().find(|(part, _)| name.contains(part));
            match (*name, figure) {
                ("Date", _) => {
                    let day = row.day.0;
                    let day = ExcelDateTime::from_ymd(day.year() as u16, day.month() as u8, day.day() as u8)?;
                    sheet.write_datetime_with_format(line, column, &day, &date)?;
                }
                (_, Some((_, None))) => {}
                ("Cost Per Click (CPC)", Some((_, Some(value)))) => {
                    sheet.write_number_with_format(line, column, *value, &money)?;
                }
                (_, Some(("ROAS", Some(value)))) => {
                    sheet.write_number(line, column, *value)?;
                }
                (_, Some((_, Some(value)))) => {
                    sheet.write_number_with_format(line, column, *value, &ratio)?;
                }
                (
                    "Spend" | "7 Day Total Sales ($)" | "7 Day Advertised SKU Sales ($)" | "7 Day Other SKU Sales ($)",
                    _,
                ) => {
                    let value = cell.trim_start_matches('€').parse().unwrap_or(0.0);
                    sheet.write_number_with_format(line, column, value, &money)?;
                }
                ("Impressions" | "Clicks", _) => {
                    sheet.write_number(line, column, cell.parse().unwrap_or(0.0))?;
                }
                (name, _) if name.ends_with("(#)") => {
                    sheet.write_number(line, column, cell.parse().unwrap_or(0.0))?;
                }
                _ => {
                    sheet.write_string(line, column, cell)?;
                }
            }
        }
    }
    book.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::super::terms::to_negate;
    use super::super::tests::options;
    use super::*;

    #[test]
    fn every_filled_column_stands_in_the_header() {
        for (name, _) in COLUMNS {
            assert!(csv().names().any(|n| n == *name), "{name}");
        }
        assert_eq!((csv().names().count(), DOLLARS.trim_end().split('\t').count()), (23, 23));
    }

    #[test]
    fn what_is_to_negate_has_many_clicks_and_no_order_beside_groups_that_sell() {
        let business = Business::new(&options(4000));
        let mut negate = 0;
        for market in [0, 1] {
            let rows = rows(&business, market);
            let newest = rows.iter().map(|r| r.day).max().unwrap();
            assert_eq!(newest.since(rows[0].day) + 1, DAYS);
            let keys: BTreeSet<_> =
                rows.iter().map(|r| (r.day, &r.campaign, &r.group, &r.targeting, &r.term)).collect();
            assert_eq!(keys.len(), rows.len());
            let (mut terms, mut groups) = (BTreeMap::new(), BTreeMap::new());
            for row in rows.iter().filter(|r| newest.since(r.day) >= LAG) {
                let term: &mut (i64, i64, i64) = terms.entry((&row.group, &row.term)).or_default();
                *term = (term.0 + row.clicks, term.1 + row.orders, term.2 + row.spend);
                let group: &mut (i64, i64, i64) = groups.entry(&row.group).or_default();
                *group = (group.0 + row.clicks, group.1 + row.orders, group.2 + row.sales);
            }
            let recent = |term: &str| -> i64 { rows.iter().filter(|r| r.term == term).map(|r| r.orders).sum() };
            for ((group, term), (clicks, orders, spend)) in terms {
                let (all, sold, sales) = groups[group];
                let rate = sold as f64 / all as f64;
                assert!((0.07..0.105).contains(&rate), "{group} {rate}");
                let nothing = (1.0 - rate).powi(clicks as i32);
                let found = orders == 0 && nothing < 0.10 && spend > sales * 3 / 10 / sold && recent(term) == 0;
                assert!(!found || clicks > 60, "{term}: {clicks}");
                assert!(found || orders > 0 || nothing > 0.25 || term == "craft mat", "{term}: {clicks} clicks");
                negate += usize::from(found);
            }
        }
        assert_eq!(negate, to_negate());
    }
}
