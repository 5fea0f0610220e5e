//! Days and instants as people's reports write them: month names of nine languages, dots or colons in times, a.m. and
//! p.m., zone abbreviations. What a text leaves open (the order of day and month, the zone) stays open here.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::date::DayText;

/// A text's day and, where it has one, its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    /// The calendar day as written.
    pub(super) day: DayText,
    /// The time of day as written.
    pub(super) time: Option<NaiveTime>,
    /// Seconds east of UTC, where the text names its zone.
    pub(super) offset: Option<i32>,
}

/// UTC seconds of a local time with a known offset.
pub(super) fn at(local: NaiveDateTime, offset: i32) -> i64 {
    local.and_utc().timestamp() - i64::from(offset)
}

/// Reads `Jun 8, 2025 10:23:05 PM PDT`, `1 juil. 2026 08:31:35 UTC`, `31.07.2026 10:51:00`, `2026/07/03 12:34:56 JST`,
/// `2026年7月3日`, `03/04/26`; `None` when the text is none of these from its first to its last character.
pub(super) fn read(text: &str) -> Option<Moment> {
    // No date is longer; an essay in a date column is not taken apart.
    if text.len() > 80 {
        return None;
    }
    let mut tokens = Tokens { rest: text.trim() };
    let day = day(&mut tokens)?;
    tokens.sign(&[',', 'T']);
    if tokens.peek().is_none() {
        return Some(Moment { day, time: None, offset: None });
    }
    let time = Some(time(&mut tokens)?);
    let offset = match tokens.peek() {
        None => None,
        Some(_) => Some(zone(&mut tokens)?),
    };
    Some(Moment { day, time, offset })
}

/// A part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'t> {
    /// Digits.
    Number(&'t str),
    /// Letters; dots between and behind them belong to them (`a.m.`, `juil.`).
    Word(&'t str),
    /// Anything else but blanks.
    Sign(char),
}

struct Tokens<'t> {
    rest: &'t str,
}

impl<'t> Tokens<'t> {
    fn peek(&self) -> Option<Token<'t>> {
        Self { rest: self.rest }.pull()
    }

    /// The next part when it is a number of at most `digits` digits.
    fn number(&mut self, digits: usize) -> Option<(u32, usize)> {
        match self.pull()? {
            Token::Number(text) if text.len() <= digits => Some((text.parse().ok()?, text.len())),
            _ => None,
        }
    }

    /// The sign before the next part, when it is one of `signs`; a letter stands for itself as a word.
    fn sign(&mut self, signs: &[char]) -> Option<char> {
        let found = match self.peek()? {
            Token::Sign(sign) => sign,
            Token::Word(word) if word.chars().count() == 1 => word.chars().next()?,
            _ => return None,
        };
        signs.contains(&found).then(|| {
            self.pull();
            found
        })
    }
}

impl<'t> Tokens<'t> {
    /// The next part.
    fn pull(&mut self) -> Option<Token<'t>> {
        let text = self.rest.trim_start();
        let first = text.chars().next()?;
        let length = |of: fn(char) -> bool| text.find(|c| !of(c)).unwrap_or(text.len());
        let (token, taken) = if first.is_ascii_digit() {
            let end = length(|c| c.is_ascii_digit());
            (Token::Number(&text[..end]), end)
        } else if is_mark(first) {
            (Token::Sign(first), first.len_utf8())
        } else if first.is_alphabetic() {
            let end = length(|c| (c.is_alphabetic() && !is_mark(c)) || c == '.');
            (Token::Word(&text[..end]), end)
        } else {
            (Token::Sign(first), first.len_utf8())
        };
        self.rest = &text[taken..];
        Some(token)
    }
}

/// The marks behind year, month and day in Japanese and Chinese: letters to Unicode, signs to a date.
fn is_mark(c: char) -> bool {
    matches!(c, '年' | '月' | '日')
}

fn day(tokens: &mut Tokens<'_>) -> Option<DayText> {
    match tokens.peek()? {
        Token::Number(_) => {
            let (first, digits) = tokens.number(4)?;
            let sign = tokens.sign(&['/', '-', '.', '年']);
            if matches!(tokens.peek()?, Token::Number(_)) {
                return numbers(tokens, (first, digits), sign?);
            }
            // `8. Juni 2026`, `05-Sep-2026`, `8 de junio de 2026`.
            tokens.filler();
            let month = month(tokens)?;
            tokens.sign(&['-', '.', ',']);
            tokens.filler();
            let (year, _) = tokens.number(4)?;
            dated(year, month, first)
        }
        Token::Word(_) => {
            let month = month(tokens)?;
            tokens.sign(&['-', '.']);
            let (day, _) = tokens.number(2)?;
            tokens.sign(&[',', '-']);
            let (year, _) = tokens.number(4)?;
            dated(year, month, day)
        }
        Token::Sign(_) => None,
    }
}

impl Tokens<'_> {
    /// The Spanish `de` between the parts of a date.
    fn filler(&mut self) {
        if self.peek() == Some(Token::Word("de")) {
            self.pull();
        }
    }
}

/// Three numbers: a year in front or dots between them tell their order, else it is left open.
fn numbers(tokens: &mut Tokens<'_>, (a, digits): (u32, usize), sign: char) -> Option<DayText> {
    let (b, _) = tokens.number(2)?;
    let second = tokens.sign(&['/', '-', '.', '月'])?;
    let (c, _) = tokens.number(4)?;
    if (sign == '年') != (second == '月') || (sign != '年' && sign != second) {
        return None;
    }
    if sign == '年' {
        tokens.sign(&['日']);
    }
    match sign {
        _ if digits == 4 => dated(a, b, c),
        '年' => dated(a, b, c),
        '.' => dated(c, b, a),
        _ => Some(DayText::Numbers(a, b, c)),
    }
}

fn dated(year: u32, month: u32, day: u32) -> Option<DayText> {
    NaiveDate::from_ymd_opt(super::date::full_year(year), month, day).map(DayText::Day)
}

/// The months as reports shorten and write them in en, de, fr, it, es, nl, pl, sv, without dots, in small letters. No word
/// means two months.
const MONTHS: [&[&str]; 12] = [
    &[
        "jan", "january", "januar", "januari", "janv", "janvier", "gen", "gennaio", "ene", "enero", "sty", "stycznia",
        "styczeń",
    ],
    &[
        "feb", "february", "februar", "februari", "fev", "fév", "févr", "février", "febbraio", "febrero", "lut",
        "lutego", "luty",
    ],
    &["mar", "march", "mär", "märz", "mrz", "mars", "marzo", "mrt", "maart", "marca", "marzec"],
    &["apr", "april", "avr", "avril", "aprile", "abr", "abril", "kwi", "kwietnia", "kwiecień"],
    &["may", "mai", "maj", "maja", "mei", "mag", "maggio", "mayo"],
    &["jun", "june", "juni", "juin", "giu", "giugno", "junio", "cze", "czerwca", "czerwiec"],
    &["jul", "july", "juli", "juil", "juillet", "lug", "luglio", "julio", "lip", "lipca", "lipiec"],
    &["aug", "august", "augustus", "augusti", "août", "aout", "ago", "agosto", "sie", "sierpnia", "sierpień"],
    &["sep", "sept", "september", "septembre", "set", "sett", "settembre", "septiembre", "wrz", "września", "wrzesień"],
    &["oct", "october", "okt", "oktober", "octobre", "ott", "ottobre", "octubre", "paź", "października", "październik"],
    &["nov", "november", "novembre", "noviembre", "lis", "listopada", "listopad"],
    &[
        "dec",
        "december",
        "dez",
        "dezember",
        "déc",
        "décembre",
        "dic",
        "dicembre",
        "diciembre",
        "gru",
        "grudnia",
        "grudzień",
    ],
];

fn month(tokens: &mut Tokens<'_>) -> Option<u32> {
    let Token::Word(word) = tokens.pull()? else { return None };
    let word = plain(word);
    MONTHS.iter().position(|names| names.contains(&word.as_str())).map(|at| at as u32 + 1)
}

/// A word without its dots, in small letters.
fn plain(word: &str) -> String {
    word.chars().filter(|c| *c != '.').flat_map(char::to_lowercase).collect()
}

/// `10:23:05 PM`, `10.51.00`, `08:31`, `10:23:05.678`.
fn time(tokens: &mut Tokens<'_>) -> Option<NaiveTime> {
    let (hour, _) = tokens.number(2)?;
    let sign = tokens.sign(&[':', '.'])?;
    let (minute, _) = tokens.number(2)?;
    let second = match tokens.sign(&[sign]) {
        Some(_) => tokens.number(2)?.0,
        None => 0,
    };
    if sign == ':' && tokens.sign(&['.']).is_some() {
        // Parts of a second say nothing here.
        tokens.number(9)?;
    }
    let hour = match tokens.peek() {
        Some(Token::Word(word)) => match (plain(word).as_str(), hour) {
            ("am" | "pm", 0 | 13..) => return None,
            (half @ ("am" | "pm"), hour) => {
                tokens.pull();
                hour % 12 + if half == "pm" { 12 } else { 0 }
            }
            _ => hour,
        },
        _ => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// Zone abbreviations and their minutes east of UTC. Each has one meaning in Amazon's marketplaces; `CST` has two
/// (America and China) and is none.
const ZONES: &[(&str, i32)] = &[
    ("utc", 0),
    ("gmt", 0),
    ("z", 0),
    ("wet", 0),
    ("bst", 60),
    ("west", 60),
    ("cet", 60),
    ("met", 60),
    ("mez", 60),
    ("cest", 120),
    ("mest", 120),
    ("mesz", 120),
    ("eet", 120),
    ("sast", 120),
    ("eest", 180),
    ("trt", 180),
    ("gst", 240),
    ("ist", 330),
    ("sgt", 480),
    ("awst", 480),
    ("jst", 540),
    ("acst", 570),
    ("aest", 600),
    ("acdt", 630),
    ("aedt", 660),
    ("brt", -180),
    ("edt", -240),
    ("est", -300),
    ("cdt", -300),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
];

/// The zone at the end: an abbreviation, `+02:00`, `GMT+2`.
fn zone(tokens: &mut Tokens<'_>) -> Option<i32> {
    let word = match tokens.peek() {
        Some(Token::Word(word)) => {
            tokens.pull();
            let word = plain(word);
            Some(ZONES.iter().find(|(name, _)| *name == word).map(|(_, minutes)| minutes * 60)?)
        }
        _ => None,
    };
    let base = word.unwrap_or_default();
    let Some(sign) = tokens.sign(&['+', '-', '\u{2212}']) else {
        return word.filter(|_| tokens.pull().is_none());
    };
    // Only UTC is counted from.
    if base != 0 {
        return None;
    }
    let (number, digits) = tokens.number(4)?;
    let (hours, minutes) = match (digits, tokens.sign(&[':'])) {
        (1 | 2, Some(_)) => (number, tokens.number(2)?.0),
        (1 | 2, None) => (number, 0),
        (4, None) => (number / 100, number % 100),
        _ => return None,
    };
    let size = (hours * 60 + minutes) as i32 * 60;
    let fits = minutes < 60 && size <= 14 * 3600 && tokens.pull().is_none();
    fits.then_some(if sign == '+' { size } else { -size })
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;

    fn instant(text: &str) -> Option<String> {
        let moment = read(text)?;
        let DayText::Day(day) = moment.day else { return None };
        let seconds = at(day.and_time(moment.time?), moment.offset?);
        Some(DateTime::from_timestamp(seconds, 0)?.format("%Y-%m-%d %H:%M:%S").to_string())
    }

    #[test]
    fn instants_of_every_country() {
        let table = [
            ("Jun 8, 2025 10:23:05 PM PDT", "2025-06-09 05:23:05"),
            ("Jun 8, 2025 12:05:00 AM PST", "2025-06-08 08:05:00"),
            ("Jun 8, 2025 12:05:00 p.m. PDT", "2025-06-08 19:05:00"),
            ("2025-06-08 3:05:00 a.m. PDT", "2025-06-08 10:05:00"),
            ("8 Jun 2025 22:23:05 GMT", "2025-06-08 22:23:05"),
            ("8 Jun 2025 22:23:05 BST", "2025-06-08 21:23:05"),
            ("8 Jun 2025 22:23:05 GMT+01:00", "2025-06-08 21:23:05"),
            ("8 Jun 2025 22:23:05 GMT-7", "2025-06-09 05:23:05"),
            ("31.07.2026 10:51:00 UTC", "2026-07-31 10:51:00"),
            ("31. Juli 2026 10:51:00 MESZ", "2026-07-31 08:51:00"),
            ("1 juil. 2026 08:31:35 UTC", "2026-07-01 08:31:35"),
            ("12 févr. 2026 08:31:35 UTC", "2026-02-12 08:31:35"),
            ("31 lug 2026 10.51.00 UTC", "2026-07-31 10:51:00"),
            ("3 ene. 2026 10:51:00 CET", "2026-01-03 09:51:00"),
            ("3 de junio de 2026 10:51 UTC", "2026-06-03 10:51:00"),
            ("3 mrt. 2026 10:51:00 CET", "2026-03-03 09:51:00"),
            ("3 paź 2026 10:51:00 CEST", "2026-10-03 08:51:00"),
            ("3 maj 2026 10:51:00 UTC", "2026-05-03 10:51:00"),
            ("05-Sep-2026 14:22:10 IST", "2026-09-05 08:52:10"),
            ("2026/07/03 12:34:56 JST", "2026-07-03 03:34:56"),
            ("2026年7月3日 12:34:56 JST", "2026-07-03 03:34:56"),
            ("2013-01-07 07:35:42 PST", "2013-01-07 15:35:42"),
            ("2013-01-07 07:35:42 MET", "2013-01-07 06:35:42"),
            ("14 Mar 2026 09:00:00.250 AEST", "2026-03-13 23:00:00"),
            ("Jul\u{a0}3, 2026 1:02:03\u{202f}PM PDT", "2026-07-03 20:02:03"),
        ];
        for (text, wanted) in table {
            assert_eq!(instant(text).as_deref(), Some(wanted), "{text}");
        }
    }

    #[test]
    fn what_a_text_leaves_open_stays_open() {
        let open = read("27/06/2026 10:00:00").unwrap();
        assert_eq!((open.day, open.offset), (DayText::Numbers(27, 6, 2026), None));
        assert_eq!(open.time, NaiveTime::from_hms_opt(10, 0, 0));
        let short = read("09/06/25").unwrap();
        assert_eq!((short.day, short.time), (DayText::Numbers(9, 6, 25), None));
        for text in [
            "",
            "yesterday",
            "Jun 2025",
            "13 Foo 2025",
            "31 Feb 2025",
            "8 Jun 2025 25:00:00 UTC",
            "8 Jun 2025 13:00:00 PM UTC",
            "8 Jun 2025 10:00:00 CST",
            "8 Jun 2025 10:00:00 UTC or so",
            "8 Jun 2025 10:00:00 PST+2",
            "1/2",
            "1-2/2026",
            "2026年7/3",
            "UTC",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn no_word_means_two_months_or_two_zones() {
        let mut months: Vec<&str> = MONTHS.iter().flat_map(|names| names.iter().copied()).collect();
        let mut zones: Vec<&str> = ZONES.iter().map(|(name, _)| *name).collect();
        for words in [&mut months, &mut zones] {
            let count = words.len();
            words.sort_unstable();
            words.dedup();
            assert_eq!(words.len(), count);
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_left(text in "[0-9年月日/.,: TZ+aApPmM-]{0,30}|\\PC{0,24}") {
            let _ = read(&text);
        }
    }
}
