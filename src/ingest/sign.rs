//! The signs that stand with an amount in a CSV for people, and the currencies that they may mean.

use crate::domain::money::Currency;

/// A sign and the currencies of Amazon's marketplaces that are written with it.
static SIGNS: &[(&str, &[&[u8; 3]])] = &[
    ("$", &[b"USD", b"CAD", b"MXN", b"AUD", b"SGD", b"BRL"]),
    ("US$", &[b"USD"]),
    ("CA$", &[b"CAD"]),
    ("C$", &[b"CAD"]),
    ("CDN$", &[b"CAD"]),
    ("MX$", &[b"MXN"]),
    ("R$", &[b"BRL"]),
    ("A$", &[b"AUD"]),
    ("AU$", &[b"AUD"]),
    ("S$", &[b"SGD"]),
    ("SG$", &[b"SGD"]),
    ("£", &[b"GBP"]),
    ("E£", &[b"EGP"]),
    ("€", &[b"EUR"]),
    ("¥", &[b"JPY"]),
    ("￥", &[b"JPY"]),
    ("JP¥", &[b"JPY"]),
    ("円", &[b"JPY"]),
    ("₹", &[b"INR"]),
    ("Rs", &[b"INR"]),
    ("kr", &[b"SEK"]),
    ("zł", &[b"PLN"]),
    ("₺", &[b"TRY"]),
    ("TL", &[b"TRY"]),
    ("R", &[b"ZAR"]),
];

/// Whether the sign or code that stands with an amount may be one of `currency`; an amount without any may. `None` for a
/// sign that is not known.
pub(super) fn fits(amount: &str, currency: Currency) -> Option<bool> {
    let sign: String = amount.chars().filter(|c| !is_of_the_number(*c)).collect();
    if sign.is_empty() {
        return Some(true);
    }
    if let Some(code) = Currency::parse(&sign) {
        return Some(code == currency);
    }
    let (_, meant) = SIGNS.iter().find(|(known, _)| *known == sign)?;
    Some(meant.iter().any(|code| Currency::of(code) == currency))
}

/// Digits, what separates and groups them, and what says that the amount is negative.
fn is_of_the_number(c: char) -> bool {
    c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’' | '-' | '+' | '\u{2212}' | '(' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_fits_the_currencies_that_are_written_with_it() {
        let table: [(&str, &[u8; 3], Option<bool>); 18] = [
            ("12.50", b"USD", Some(true)),
            ("$12.50", b"USD", Some(true)),
            ("$12.50", b"MXN", Some(true)),
            ("$12.50", b"EUR", Some(false)),
            ("MX$2,000.00", b"MXN", Some(true)),
            ("MX$2,000.00", b"USD", Some(false)),
            ("-£3.00", b"GBP", Some(true)),
            ("£3.00", b"USD", Some(false)),
            ("5.255,61\u{a0}€", b"EUR", Some(true)),
            ("￥1,200", b"JPY", Some(true)),
            ("1,200円", b"JPY", Some(true)),
            ("(₹1,23,456.50)", b"INR", Some(true)),
            ("1 135,72 kr", b"SEK", Some(true)),
            ("12,00 zł", b"PLN", Some(true)),
            ("AED 3.50", b"AED", Some(true)),
            ("AED 3.50", b"SAR", Some(false)),
            ("₿3.50", b"USD", None),
            ("3.50 each", b"USD", None),
        ];
        for (text, currency, wanted) in table {
            assert_eq!(fits(text, Currency::of(currency)), wanted, "{text} {}", Currency::of(currency));
        }
    }
}
