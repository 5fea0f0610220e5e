//! One cell to one value, by the kind of its column.

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;

use super::date::{self, DayText};
use super::moment;
use super::number::{Decimal, Style};
use super::sign;
use crate::domain::format::{Kind, Value};
use crate::domain::import::Problem;
use crate::domain::market::DateOrder;
use crate::domain::money::Currency;

/// No count, amount or rate of a store is larger: a million such rows can still be summed.
const MOST: u64 = 1_000_000_000_000;

/// A cell as its container has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Text of a TSV, CSV or text cell, trimmed.
    Text(&'a str),
    /// A number cell of a workbook.
    Number(f64),
    /// A date cell of a workbook: days since 1900 in its count.
    Serial(f64),
    /// A logical cell of a workbook.
    Bool(bool),
    /// No cell.
    Empty,
}

/// What a row says about how its cells are to be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// How numbers are written.
    pub(super) style: Style,
    /// Amounts are rounded to the currency's digits.
    pub(super) round: bool,
    /// The row's currency.
    pub(super) currency: Option<Currency>,
    /// The order of day and month.
    pub(super) dates: Option<DateOrder>,
    /// A day may be a whole month: `05/2026` is `2026-05`.
    pub(super) months: bool,
    /// The zone of times that name none; without it they are no instants.
    pub(super) zone: Option<Tz>,
}

/// Why a cell has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The record is rejected.
    Problem(Problem),
    /// An amount in a row whose currency nothing tells: the marketplace must be asked.
    NoCurrency,
    /// A date that can be read two ways.
    DateOrder,
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Reading {
    /// The date that a text means.
    fn date(&self, text: DayText) -> Result<Option<NaiveDate>, Fault> {
        Ok(match text {
            DayText::Day(date) => Some(date),
            DayText::Numbers(a, b, c) => date::ordered((a, b, c), self.dates.ok_or(Fault::DateOrder)?),
            DayText::Month(_) | DayText::None => None,
        })
    }
}

impl<'a> Cell<'a> {
    /// A text cell, trimmed; spreadsheets write ids as `="123"`.
    pub(super) fn text(raw: &'a str) -> Self {
        // Most cells start and end with a plain letter or digit: nothing to trim, no guard.
        if let (Some(first), Some(last)) = (raw.as_bytes().first(), raw.as_bytes().last())
            && first.is_ascii_alphanumeric()
            && last.is_ascii_graphic()
        {
            return Self::Text(raw);
        }
        let text = raw.trim();
        let text =
            text.strip_prefix("=\"").and_then(|t| t.strip_suffix('"')).filter(|t| !t.contains('"')).unwrap_or(text);
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }

    /// The cell as it stands, for `extra` and messages.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Text(text) => text.to_owned(),
            Self::Number(number) => number.to_string(),
            Self::Serial(days) => date::serial(days).map_or_else(|| days.to_string(), date::iso),
            Self::Bool(flag) => flag.to_string(),
            Self::Empty => String::new(),
        }
    }

    /// Whether the cell holds nothing, or one of the words that reports have for nothing.
    pub(super) fn is_blank(self) -> bool {
        matches!(self, Self::Empty | Self::Text("" | "-" | "--" | "---" | "—" | "?" | "N/A" | "n/a"))
    }

    /// The value of the cell in a column of `kind`.
    pub(super) fn value(self, kind: Kind, reading: &Reading) -> Result<Value, Fault> {
        match kind {
            Kind::Text => Ok(self.words()),
            Kind::Id => self.id(),
            _ if self.is_blank() => Ok(Value::Null),
            Kind::Int => self.whole(reading).map(Value::Int).ok_or(Fault::Problem(Problem::NotANumber)),
            Kind::Milli => self.number(reading, 3, true).map(Value::Int).ok_or(Fault::Problem(Problem::NotANumber)),
            Kind::Ppm => self.ratio(reading).map(Value::Int).ok_or(Fault::Problem(Problem::NotANumber)),
            Kind::Money => self.amount(reading).map(Value::Int),
            Kind::Bool => self.flag().map(|flag| Value::Int(i64::from(flag))).ok_or(Fault::Problem(Problem::NotABool)),
            Kind::Instant => self.instant(reading).map(Value::Int),
            Kind::Day => self.day(reading).map(|day| Value::Text(day.into())),
        }
    }

    fn words(self) -> Value {
        match self {
            Self::Empty => Value::Null,
            Self::Text(text) => Value::Text(text.into()),
            cell => Value::Text(cell.shown().into()),
        }
    }

    fn id(self) -> Result<Value, Fault> {
        match self {
            Self::Empty => Err(Problem::Blank.into()),
            Self::Text(text) if digits_lost(text) => Err(Problem::LostDigits.into()),
            // Beyond 2^53 a float no longer holds every digit.
            Self::Number(number) if number.abs() >= 9_007_199_254_740_992.0 => Err(Problem::LostDigits.into()),
            Self::Text(text) => Ok(Value::Text(text.into())),
            cell => Ok(Value::Text(cell.shown().into())),
        }
    }

    /// An amount of the row's currency. A sign of another one is no decoration: the amount would be read wrongly.
    fn amount(self, reading: &Reading) -> Result<i64, Fault> {
        let currency = reading.currency.ok_or(Fault::NoCurrency)?;
        if let (Self::Text(text), Style::Local(_)) = (self, reading.style) {
            match sign::fits(text, currency) {
                Some(true) => {}
                Some(false) => return Err(Problem::OtherCurrency { wanted: currency }.into()),
                None => return Err(Problem::NotANumber.into()),
            }
        }
        // A workbook's amounts are floats: their shortest decimal is rounded to what the currency has.
        let round = reading.round || matches!(self, Self::Number(_));
        self.number(reading, currency.digits(), round).ok_or_else(|| match self.decimal(reading, 9, true) {
            Some(_) => Problem::NotAnAmount.into(),
            None => Problem::NotANumber.into(),
        })
    }

    /// A whole number: a separator before three digits groups them, whichever stands before the decimals of an amount.
    fn whole(self, reading: &Reading) -> Option<i64> {
        match (self, reading.style) {
            (Self::Text(text), Style::Local(Some(','))) if text.contains(',') => {
                let grouped = Decimal::parse(text, Style::Local(None)).and_then(|number| number.units(0, false));
                grouped.filter(|number| number.unsigned_abs() <= MOST)
            }
            _ => self.number(reading, 0, false),
        }
    }

    /// A ratio in millionths; `12.02%` is 0.1202. A percentage has no groups: its only separator is a decimal one.
    fn ratio(self, reading: &Reading) -> Option<i64> {
        let percent = match self {
            Self::Text(text) => text.strip_suffix(['%', '％']).map(str::trim_end),
            _ => None,
        };
        let Some(text) = percent else { return self.number(reading, 6, true) };
        let number = match text.matches(['.', ',']).count() {
            0 | 1 => Decimal::plain(&text.replace(',', "."))?,
            _ => Decimal::parse(text, reading.style)?,
        };
        number.units(4, true).filter(|ratio| ratio.unsigned_abs() <= MOST)
    }

    /// A number of a believable size.
    fn number(self, reading: &Reading, digits: u32, round: bool) -> Option<i64> {
        self.decimal(reading, digits, round).filter(|number| number.unsigned_abs() <= MOST)
    }

    fn decimal(self, reading: &Reading, digits: u32, round: bool) -> Option<i64> {
        match self {
            Self::Text(text) => Decimal::parse(text, reading.style)?.units(digits, round),
            // The shortest decimal that names the float: 374.95000000000005 has many digits, 0.1 has one.
            Self::Number(number) if number.is_finite() => Decimal::plain(&number.to_string())?.units(digits, round),
            _ => None,
        }
    }

    fn flag(self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(flag),
            Self::Text(text) => {
                let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
                if is(["true", "yes", "y"]) { Some(true) } else { is(["false", "no", "n"]).then_some(false) }
            }
            _ => None,
        }
    }

    fn instant(self, reading: &Reading) -> Result<i64, Fault> {
        let Self::Text(text) = self else { return Err(Problem::NotADate.into()) };
        if let Some(seconds) = date::instant(text) {
            return Ok(seconds);
        }
        let moment = moment::read(text).ok_or(Problem::NotADate)?;
        let day = reading.date(moment.day)?.ok_or(Problem::NotADate)?;
        let local = day.and_time(moment.time.ok_or(Problem::NotADate)?);
        let seconds = match (moment.offset, reading.zone) {
            (Some(offset), _) => Some(moment::at(local, offset)),
            // An hour that occurs twice or never is no instant.
            (None, Some(zone)) => zone.from_local_datetime(&local).single().map(|at| at.timestamp()),
            (None, None) => None,
        };
        Ok(seconds.ok_or(Problem::NotADate)?)
    }

    fn day(self, reading: &Reading) -> Result<String, Fault> {
        let date = match self {
            Self::Serial(days) => date::serial(days),
            Self::Number(number) => date::serial(number).or_else(|| date::compact(&number.to_string())),
            Self::Text(text) => match date::day(text) {
                DayText::Month(first) if reading.months => {
                    let mut month = date::iso(first);
                    month.truncate("2026-05".len());
                    return Ok(month);
                }
                day => reading.date(day)?,
            },
            _ => None,
        };
        date.map(date::iso).ok_or(Fault::Problem(Problem::NotADate))
    }
}

/// `1.44383E+14`: a spreadsheet took an id for a number. `144383000000000.0`: a program did.
pub(super) fn digits_lost(text: &str) -> bool {
    if let Some(whole) = text.strip_suffix(".0")
        && whole.len() > 11
    {
        return whole.bytes().all(|b| b.is_ascii_digit());
    }
    let Some((mantissa, exponent)) = text.split_once("E+") else { return false };
    let Some((whole, decimals)) = mantissa.split_once(['.', ',']) else { return false };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    digits(whole) && digits(decimals) && digits(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;

    const READING: Reading = Reading {
        style: Style::Plain,
        round: false,
        currency: Some(Currency::of(b"USD")),
        dates: None,
        months: false,
        zone: None,
    };

    #[test]
    fn cells_of_every_kind() {
        let value = |text, kind| Cell::text(text).value(kind, &READING);
        assert_eq!(value("  x ", Kind::Text), Ok(Value::Text("x".into())));
        assert_eq!(value("-", Kind::Text), Ok(Value::Text("-".into())));
        assert_eq!(value(" ", Kind::Text), Ok(Value::Null));
        assert_eq!(value("=\"254927681919372\"", Kind::Id), Ok(Value::Text("254927681919372".into())));
        assert_eq!(value("1.44383E+14", Kind::Id), Err(Problem::LostDigits.into()));
        assert_eq!(value("144383000000000.0", Kind::Id), Err(Problem::LostDigits.into()));
        assert_eq!(value("V 2.0", Kind::Id), Ok(Value::Text("V 2.0".into())));
        assert_eq!(value("", Kind::Id), Err(Problem::Blank.into()));
        assert_eq!(value("--", Kind::Int), Ok(Value::Null));
        assert_eq!(value("2.0", Kind::Int), Ok(Value::Int(2)));
        assert_eq!(value("2.5", Kind::Int), Err(Problem::NotANumber.into()));
        assert_eq!(value("1000000000000", Kind::Int), Ok(Value::Int(1_000_000_000_000)));
        assert_eq!(value("9223372036854775807", Kind::Int), Err(Problem::NotANumber.into()));
        assert_eq!(value("-10000000000.01", Kind::Money), Err(Problem::NotANumber.into()));
        assert_eq!(value("4.99", Kind::Money), Ok(Value::Int(499)));
        assert_eq!(value("4.999", Kind::Money), Err(Problem::NotAnAmount.into()));
        assert_eq!(value("x", Kind::Money), Err(Problem::NotANumber.into()));
        assert_eq!(value("Yes", Kind::Bool), Ok(Value::Int(1)));
        assert_eq!(value("FALSE", Kind::Bool), Ok(Value::Int(0)));
        assert_eq!(value("maybe", Kind::Bool), Err(Problem::NotABool.into()));
        assert_eq!(value("19.5", Kind::Milli), Ok(Value::Int(19_500)));
        assert_eq!(value("Apr 1, 2024", Kind::Day), Ok(Value::Text("2024-04-01".into())));
        assert_eq!(value("03/04/26", Kind::Day), Err(Fault::DateOrder));
        assert_eq!(value("05/2026", Kind::Day), Err(Problem::NotADate.into()));
        let months = Reading { months: true, ..READING };
        assert_eq!(Cell::text("05/2026").value(Kind::Day, &months), Ok(Value::Text("2026-05".into())));
        assert_eq!(value("12.02%", Kind::Ppm), Ok(Value::Int(120_200)));
        assert_eq!(value("100 %", Kind::Ppm), Ok(Value::Int(1_000_000)));
        assert_eq!(value("%", Kind::Ppm), Err(Problem::NotANumber.into()));
        assert_eq!(value("27/06/2026 10:00:00 UTC", Kind::Instant), Err(Fault::DateOrder));
        assert_eq!(value("8 Jun 2025 22:23:05", Kind::Instant), Err(Problem::NotADate.into()));
        assert_eq!(value("8 Jun 2025 22:23:05 GMT", Kind::Instant), Ok(Value::Int(1_749_421_385)));
        let india = Reading { dates: Some(DateOrder::Dmy), zone: Some(Tz::Asia__Kolkata), ..READING };
        let local = Cell::text("27/06/2026 10:00:00").value(Kind::Instant, &india);
        assert_eq!(local, Cell::text("2026-06-27T10:00:00+05:30").value(Kind::Instant, &READING));
        let unknown = Reading { currency: None, ..READING };
        assert_eq!(Cell::text("1").value(Kind::Money, &unknown), Err(Fault::NoCurrency));
        assert_eq!(Cell::text("--").value(Kind::Money, &unknown), Ok(Value::Null));
        assert_eq!(Cell::Number(374.950_000_000_000_05).value(Kind::Money, &READING), Ok(Value::Int(37_495)));
        assert_eq!(Cell::Serial(45_383.0).value(Kind::Day, &READING), Ok(Value::Text("2024-04-01".into())));
        assert_eq!(Cell::Number(1.443_83e17).value(Kind::Id, &READING), Err(Problem::LostDigits.into()));
    }

    #[test]
    fn a_german_csv_groups_amounts_by_points_and_counts_by_commas() {
        let german = Reading { style: Style::Local(Some(',')), currency: Some(Currency::of(b"EUR")), ..READING };
        let value = |text, kind| Cell::text(text).value(kind, &german);
        assert_eq!(value("5.255,61\u{a0}€", Kind::Money), Ok(Value::Int(525_561)));
        assert_eq!(value("1,234", Kind::Int), Ok(Value::Int(1234)));
        assert_eq!(value("1.234", Kind::Int), Ok(Value::Int(1234)));
        assert_eq!(value("1,234,567", Kind::Int), Ok(Value::Int(1_234_567)));
        assert_eq!(value("12,5", Kind::Int), Err(Problem::NotANumber.into()));
        assert_eq!(value("12,345\u{a0}%", Kind::Ppm), Ok(Value::Int(123_450)));
        assert_eq!(value("1,234", Kind::Milli), Ok(Value::Int(1234)));
        assert_eq!(value("0,125", Kind::Milli), Ok(Value::Int(125)));
        assert_eq!(value("1,234 €", Kind::Money), Err(Problem::NotAnAmount.into()));
    }

    #[test]
    fn an_amount_with_the_sign_of_another_currency_is_not_read_in_this_one() {
        let local = Reading { style: Style::Local(Some('.')), ..READING };
        let value = |text| Cell::text(text).value(Kind::Money, &local);
        assert_eq!(value("$12,905.25"), Ok(Value::Int(1_290_525)));
        assert_eq!(value("12.50"), Ok(Value::Int(1250)));
        let other = Err(Problem::OtherCurrency { wanted: Currency::of(b"USD") }.into());
        assert_eq!(value("£4.99"), other);
        assert_eq!(value("4.99 EUR"), other);
        assert_eq!(value("₿4.99"), Err(Problem::NotANumber.into()));
    }
}
