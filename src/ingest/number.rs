//! Decimal numbers as files have them, exact: digits and a scale, never a float.

/// A decimal number: `digits / 10^scale`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: i128,
    scale: u32,
}

/// How a text writes its numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// A dot before the decimals, no grouping: flat files from Seller Central and JSON.
    Plain,
    /// CSV for people: currency signs, grouping, and which of `.` and `,` stands before the decimals when the number
    /// alone does not tell; `None` when nothing tells.
    Local(Option<char>),
}

/// Digits that are kept at most; what is longer is no amount of anything.
const MAX_DIGITS: usize = 30;

impl Decimal {
    /// Reads a number; `None` when the text is none, or when the style leaves it open what it means.
    pub(super) fn parse(text: &str, style: Style) -> Option<Self> {
        match style {
            Style::Plain => Self::plain(text),
            Style::Local(point) => Self::local(text, point),
        }
    }

    /// `-12.50`, `3`, `.5`, `1e-7`.
    pub(super) fn plain(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let number = Self::of_bytes(mantissa.as_bytes())?;
        match exponent {
            0 => Some(number),
            1..=18 => Some(Self { digits: number.digits.checked_mul(10_i128.pow(exponent.unsigned_abs()))?, ..number }),
            -30..=-1 => Some(Self { scale: number.scale + exponent.unsigned_abs(), ..number }),
            _ => None,
        }
    }

    /// `$1,234.56`, `1.234,56 €`, `1 135,72`, `(3.00)`, `¥1,200`.
    fn local(text: &str, point: Option<char>) -> Option<Self> {
        let text = text.trim();
        let (text, bracketed) = match text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
            Some(inner) => (inner, true),
            None => (text, false),
        };
        let mut negative = bracketed;
        let mut kept = String::with_capacity(text.len());
        let (mut letters, mut digits_ended) = (0, false);
        for c in text.chars() {
            match c {
                '0'..='9' | '.' | ',' if digits_ended => return None,
                '0'..='9' | '.' | ',' => kept.push(c),
                '-' | '\u{2212}' if !negative => negative = true,
                '$' | '€' | '£' | '¥' | '￥' | '円' | '₹' | '₺' | 'ł' | '\'' | '’' => {}
                c if c.is_whitespace() => {}
                c if c.is_ascii_alphabetic() => {
                    letters += 1;
                    digits_ended = !kept.is_empty();
                }
                _ => return None,
            }
        }
        if letters > 3 {
            return None;
        }
        let decimal = decimal_point(&kept, point)?;
        let keep = |c: &char| c.is_ascii_digit() || decimal == Point::At(*c);
        let plain: String = kept.chars().filter(keep).map(|c| if c == ',' { '.' } else { c }).collect();
        let number = Self::of_bytes(plain.as_bytes())?;
        Some(if negative { Self { digits: -number.digits, ..number } } else { number })
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (negative, bytes) = match bytes {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] | rest => (false, rest),
        };
        if bytes.len() > MAX_DIGITS {
            return None;
        }
        let (mut digits, mut scale, mut behind, mut any) = (0_i128, 0, false, false);
        for byte in bytes {
            match byte {
                b'0'..=b'9' => {
                    digits = digits * 10 + i128::from(byte - b'0');
                    scale += u32::from(behind);
                    any = true;
                }
                b'.' if !behind => behind = true,
                _ => return None,
            }
        }
        any.then_some(Self { digits: if negative { -digits } else { digits }, scale })
    }

    /// The number in units of `10^-digits`. What does not fit is `None`; decimals beyond `digits` are rounded half away
    /// from zero when `round` says so, else they must be zeros, or what a float could not write.
    pub(super) fn units(self, digits: u32, round: bool) -> Option<i64> {
        let value = if self.scale <= digits {
            self.digits.checked_mul(10_i128.checked_pow(digits - self.scale)?)?
        } else {
            let Some(unit) = 10_i128.checked_pow(self.scale - digits) else {
                return (round || self.digits == 0).then_some(0);
            };
            let (whole, rest) = (self.digits / unit, self.digits % unit);
            if rest != 0 && !round && !is_noise(rest.abs(), unit, self.scale - digits) {
                return None;
            }
            whole + if rest.abs() * 2 >= unit { rest.signum() } else { 0 }
        };
        i64::try_from(value).ok()
    }
}

/// Whether `rest` units of `1 / unit`, of `digits` digits, are what a float could not write: `1234.5600000000002`, `2.3499999999999996`.
fn is_noise(rest: i128, unit: i128, digits: u32) -> bool {
    digits >= 8 && rest.min(unit - rest) < unit / 1_000_000
}

/// What stands before the decimals in a file, when this one number of it proves that: `12,5`, `1.234,56`, `1,234,567`. A lone
/// group of three digits proves nothing, but that `whole` numbers are grouped by it.
pub(super) fn point(text: &str, whole: bool) -> Option<char> {
    let text = text.trim().trim_end_matches(['%', '％']).trim_end();
    let at = text.rfind(['.', ','])?;
    let last = char::from(text.as_bytes()[at]);
    let other = if last == '.' { ',' } else { '.' };
    let behind = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let point = match (text.contains(other), text.matches(last).count(), behind) {
        (_, _, 0) => None,
        (true, 1, _) => Some(last),
        (true, ..) => None,
        // No group starts with a lone zero.
        (false, 1, 3) if !is_zero(&text[..at]) => whole.then_some(other),
        (false, 1, _) => Some(last),
        (false, ..) => Some(other),
    }?;
    Decimal::parse(text, Style::Local(Some(point))).is_some().then_some(point)
}

/// Whether the only digit is a zero.
fn is_zero(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).eq([b'0'])
}

/// What stands before the decimals of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Point {
    /// There are none: what separators there are group the digits.
    None,
    /// This.
    At(char),
}

/// Which separator of `text` (digits, dots and commas) stands before the decimals; `None` when that cannot be told.
fn decimal_point(text: &str, point: Option<char>) -> Option<Point> {
    let Some(at) = text.rfind(['.', ',']) else { return Some(Point::None) };
    let last = char::from(text.as_bytes()[at]);
    let behind = text.len() - at - 1;
    let same = text.matches(last).count();
    let other = if last == '.' { ',' } else { '.' };
    if text.contains(other) {
        // Both occur: the last one is the point, and the other one groups what stands before it.
        return (same == 1 && well_grouped(other, &text[..at])).then_some(Point::At(last));
    }
    if same > 1 {
        return well_grouped(last, text).then_some(Point::None);
    }
    match (behind, last) {
        // No group starts with a lone zero: `0,125`.
        (3, _) if &text[..at] == "0" => Some(Point::At(last)),
        (3, ',') if point != Some(',') => Some(Point::None),
        // `1.234`: a thousand in Madrid, one and a bit in Seattle.
        (3, '.') => match point {
            Some('.') => Some(Point::At('.')),
            Some(_) => Some(Point::None),
            None => None,
        },
        _ => Some(Point::At(last)),
    }
}

/// Whether a separator groups the digits before the decimals: by three, or as in India by two and at the end by three.
fn well_grouped(group: char, digits: &str) -> bool {
    let mut parts = digits.split(group).skip(1).peekable();
    let mut lengths = Vec::new();
    while let Some(part) = parts.next() {
        lengths.push((part.len(), parts.peek().is_none()));
    }
    lengths.iter().all(|(len, _)| *len == 3)
        || (group == ',' && lengths.iter().all(|(len, last)| *len == if *last { 3 } else { 2 }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_of_every_country() {
        let cents = |text: &str, point| Decimal::parse(text, Style::Local(point)).and_then(|d| d.units(2, false));
        let table = [
            ("$2.98", None, Some(298)),
            ("1,777.43", None, Some(177_743)),
            ("5.255,61 €", None, Some(525_561)),
            ("1\u{a0}135,72", None, Some(113_572)),
            ("MX$2,000.00", None, Some(200_000)),
            ("₹1,234", None, Some(123_400)),
            ("AED 3.5", None, Some(350)),
            ("￥1,200", None, Some(120_000)),
            ("-5.00", None, Some(-500)),
            ("(5.00)", None, Some(-500)),
            ("5.00-", None, Some(-500)),
            ("1.234", Some(','), Some(123_400)),
            ("1.234", None, None),
            ("1.234", Some('.'), None),
            ("1,234,567", None, Some(123_456_700)),
            ("1,23,456.50", None, Some(12_345_650)),
            ("₹12,34,567", None, Some(123_456_700)),
            ("1,2,456.50", None, None),
            ("1,234,56", None, None),
            ("0,125", Some(','), None),
            ("1,234", Some(','), None),
            ("12,5", None, Some(1250)),
            ("abc", None, None),
            ("12 USD 3", None, None),
            ("", None, None),
        ];
        for (text, point, wanted) in table {
            assert_eq!(cents(text, point), wanted, "{text:?} {point:?}");
        }
    }

    #[test]
    fn a_number_proves_the_point_of_its_file_or_nothing() {
        let table = [
            ("-321,69", false, Some(',')),
            ("1.234,56", false, Some(',')),
            ("1,234.56", false, Some('.')),
            ("1\u{a0}135,7 kr", false, Some(',')),
            ("366 714,82", false, Some(',')),
            ("1,13,529.99", false, Some('.')),
            ("12.5", false, Some('.')),
            ("12,345 %", false, None),
            ("12,5\u{a0}%", false, Some(',')),
            ("1.234", false, None),
            ("1,234", false, None),
            ("1,234", true, Some('.')),
            ("12.217", true, Some(',')),
            ("0,125", false, Some(',')),
            ("1,234,567", false, Some('.')),
            ("1.234.567", true, Some(',')),
            ("1,234,56", false, None),
            ("1200", true, None),
            ("Price, net", false, None),
            ("n.a.", false, None),
            ("a.b.c", false, None),
            ("v1.2", false, Some('.')),
            ("12,", false, None),
        ];
        for (text, whole, wanted) in table {
            assert_eq!(point(text, whole), wanted, "{text}");
        }
    }

    #[test]
    fn plain_numbers_are_exact() {
        let units = |text: &str, digits, round| Decimal::plain(text).and_then(|d| d.units(digits, round));
        assert_eq!(units("4.99", 2, false), Some(499));
        assert_eq!(units("0.0", 0, false), Some(0));
        assert_eq!(units("1200.00", 0, false), Some(1200));
        assert_eq!(units("12.345", 2, false), None);
        assert_eq!(units("374.95000000000005", 2, true), Some(37_495));
        assert_eq!(units("1.005", 2, true), Some(101));
        assert_eq!(units("1234.5600000000002", 2, false), Some(123_456));
        assert_eq!(units("-2.3499999999999996", 2, false), Some(-235));
        assert_eq!(units("10.005", 2, false), None);
        assert_eq!(units("10.005000000000001", 2, false), None);
        assert_eq!(units("-1.005", 2, true), Some(-101));
        assert_eq!(units("0.03499611", 6, true), Some(34_996));
        assert_eq!(units("1e-7", 6, true), Some(0));
        assert_eq!(units("1.44383E+14", 0, false), Some(144_383_000_000_000));
        assert_eq!(units("1,5", 2, true), None);
        assert_eq!(units("99999999999999999999", 2, true), None);
        assert_eq!(units("1e-400", 2, true), None);
    }

    proptest! {
        #[test]
        fn an_amount_written_out_comes_back(minor in -10_000_000_000_i64..10_000_000_000) {
            let text = crate::domain::money::decimal(minor, 2);
            prop_assert_eq!(Decimal::plain(&text).and_then(|d| d.units(2, false)), Some(minor));
            prop_assert_eq!(Decimal::parse(&text, Style::Local(None)).and_then(|d| d.units(2, false)), Some(minor));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}") {
            let _ = Decimal::parse(&text, Style::Local(None)).and_then(|d| d.units(6, true));
            let _ = Decimal::plain(&text).and_then(|d| d.units(6, true));
        }
    }
}
