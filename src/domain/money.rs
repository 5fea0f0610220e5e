//! Money as integer minor units with its currency; two currencies are never added.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// An ISO 4217 currency code such as `USD`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The currency of a three-letter upper-case code; `None` for anything else.
    pub fn parse(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.trim().as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_uppercase).then_some(Self(bytes))
    }

    /// A currency known at compile time. Non-letters are a mistake of the caller and show as they are.
    pub const fn of(code: &[u8; 3]) -> Self {
        Self(*code)
    }

    /// The three letters.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// Digits behind the decimal point: 0 for yen and won, 2 for the rest of Amazon's currencies.
    pub fn digits(self) -> u32 {
        match &self.0 {
            b"JPY" | b"KRW" | b"CLP" | b"VND" => 0,
            _ => 2,
        }
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let code = String::deserialize(d)?;
        Self::parse(&code).ok_or_else(|| serde::de::Error::custom(format!("not a currency code: {code:?}")))
    }
}

/// An amount in the minor units of its currency (cents; whole yen).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative for what is owed or taken back.
    pub minor: i64,
    /// The currency the amount is in.
    pub currency: Currency,
}

impl Money {
    /// An amount of `minor` units of `currency`.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// The sum, or `None` when the currencies differ or the sum does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }

    /// The amount as a plain decimal with a point and without grouping, such as `23.99` or `2480`.
    pub fn plain(self) -> String {
        decimal(self.minor, self.currency.digits())
    }
}

/// `value / 10^digits` as a plain decimal: `decimal(-5, 2)` is `-0.05`.
pub fn decimal(value: i64, digits: u32) -> String {
    if digits == 0 {
        return value.to_string();
    }
    let unit = 10_u64.pow(digits);
    let size = value.unsigned_abs();
    let sign = if value < 0 { "-" } else { "" };
    format!("{sign}{}.{:0width$}", size / unit, size % unit, width = digits as usize)
}

/// One total per currency, in the order the currencies first came: the only sum the product shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals(pub Vec<Money>);

impl Totals {
    /// Adds `money` to the total of its own currency; saturates instead of wrapping.
    pub fn add(&mut self, money: Money) {
        match self.0.iter_mut().find(|total| total.currency == money.currency) {
            Some(total) => total.minor = total.minor.saturating_add(money.minor),
            None => self.0.push(money),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const USD: Currency = Currency::of(b"USD");
    const JPY: Currency = Currency::of(b"JPY");

    #[test]
    fn two_currencies_never_add() {
        assert_eq!(Money::new(100, USD).checked_add(Money::new(1, JPY)), None);
        assert_eq!(Money::new(100, USD).checked_add(Money::new(1, USD)), Some(Money::new(101, USD)));
        assert_eq!(Money::new(i64::MAX, USD).checked_add(Money::new(1, USD)), None);
        let mut totals = Totals::default();
        for money in [Money::new(5, USD), Money::new(7, JPY), Money::new(6, USD)] {
            totals.add(money);
        }
        assert_eq!(totals.0, [Money::new(11, USD), Money::new(7, JPY)]);
    }

    #[test]
    fn a_plain_amount_has_its_currency_s_digits() {
        assert_eq!(Money::new(2399, USD).plain(), "23.99");
        assert_eq!(Money::new(-5, USD).plain(), "-0.05");
        assert_eq!(Money::new(2480, JPY).plain(), "2480");
    }

    #[test]
    fn a_currency_is_three_capitals() {
        assert_eq!(Currency::parse("USD"), Some(USD));
        assert_eq!(Currency::parse(" USD "), Some(USD));
        assert_eq!(Currency::parse("usd"), None);
        assert_eq!(Currency::parse("US"), None);
    }
}
