//! Finding things in mail text: order ids, ASINs, the message between its markers, deadlines, parameters of links.

use crate::domain::day::{DAY, HOUR};

/// Bytes of a message's text that are kept.
const MAX_BODY: usize = 64 << 10;

/// The first order id such as `111-0000001-0000001`; it stands alone, not inside a longer number.
pub(super) fn order_id(text: &str) -> Option<&str> {
    const SHAPE: &[u8; 19] = b"999-9999999-9999999";
    let bytes = text.as_bytes();
    let fits = |at: &usize| {
        let part = &bytes[*at..*at + SHAPE.len()];
        let shape = part.iter().zip(SHAPE).all(|(b, s)| if *s == b'9' { b.is_ascii_digit() } else { b == s });
        let joined = |b: Option<&u8>| b.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'-' || *b == b'_');
        shape && !joined(at.checked_sub(1).and_then(|i| bytes.get(i))) && !joined(bytes.get(at + SHAPE.len()))
    };
    let last = (bytes.len() + 1).checked_sub(SHAPE.len())?;
    (0..last).find(fits).map(|at| &text[at..at + SHAPE.len()])
}

/// The first ASIN of a product: `B0` and eight more capitals or digits, standing alone.
pub(super) fn asin(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| {
        word.len() == 10 && word.starts_with("B0") && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    })
}

/// The value of a parameter such as `customAttribute1Value=` in the links of a mail.
pub(super) fn parameter<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    text.match_indices(name).find_map(|(at, _)| {
        let starts = at == 0 || matches!(text.as_bytes()[at - 1], b'?' | b'&' | b';');
        let rest = text[at + name.len()..].strip_prefix('=')?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-')).unwrap_or(rest.len());
        (starts && end > 0).then(|| &rest[..end])
    })
}

/// Every value of a parameter, in links or alone in the text; only one that is known from elsewhere counts.
pub(super) fn parameters<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    text.match_indices(name).filter_map(move |(at, found)| {
        let joined = at > 0 && (text.as_bytes()[at - 1].is_ascii_alphanumeric() || text.as_bytes()[at - 1] == b'_');
        let rest = text[at + found.len()..].strip_prefix('=')?;
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(rest.len());
        (!joined).then(|| &rest[..end])
    })
}

/// What the buyer (or we) wrote: the lines between Amazon's markers, else the whole text; blank edges and excess cut off.
pub(super) fn message(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let begin = lines.iter().position(|line| marks(line, &BEGIN));
    let end = begin.and_then(|b| lines.iter().skip(b + 1).position(|line| marks(line, &END)).map(|e| b + 1 + e));
    let body = match (begin, end) {
        (Some(begin), Some(end)) => &lines[begin + 1..end],
        _ => &lines[..],
    };
    let mut out = String::new();
    let mut blank = 0;
    for line in body {
        let line = line.trim_end();
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        out.push_str(line);
        if out.len() > MAX_BODY {
            let mut cut = MAX_BODY;
            while !out.is_char_boundary(cut) {
                cut -= 1;
            }
            out.truncate(cut);
            break;
        }
    }
    out
}

const BEGIN: [&str; 8] = [
    "begin message",
    "message:",
    "message",
    "messaggio:",
    "mensagem:",
    "iniciar mensagem",
    "begin message / début du message",
    "nachricht:",
];
const END: [&str; 7] = [
    "end message",
    "fine messaggio",
    "encerrar mensagem",
    "mensagem final",
    "finalizar mensaje",
    "end message / fin du message",
    "nachricht ende",
];

/// Whether a line is one of the markers, with or without the dashes around it.
fn marks(line: &str, words: &[&str]) -> bool {
    let inner = line.trim().trim_matches('-').trim();
    // A marker is short; lower-casing a line of a megabyte would be work for nothing.
    inner.len() < 60 && words.contains(&inner.to_lowercase().as_str())
}

/// Seconds of a deadline: "within 3 calendar days", "entro 72 ore", "innerhalb von 3 Tagen".
pub(super) fn deadline(text: &str) -> Option<i64> {
    const BEFORE: [&str; 9] = ["within", "entro", "innerhalb", "binnen", "sous", "dans", "dentro", "plazo", "en"];
    const DAYS: [&str; 7] = ["day", "giorn", "tag", "jour", "día", "dia", "日"];
    const HOURS: [&str; 6] = ["hour", "ore", "stunde", "heure", "hora", "時間"];
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(20_000).collect();
    let is = |word: &str, list: &[&str]| {
        word.len() < 30 && {
            let word = word.to_lowercase();
            list.iter().any(|start| word.starts_with(start))
        }
    };
    words.iter().enumerate().find_map(|(at, word)| {
        if word.len() > 12 || !BEFORE.contains(&word.to_lowercase().as_str()) {
            return None;
        }
        // The number stands within three words, its unit within two more ("3 calendar days").
        let window = &words[at + 1..words.len().min(at + 7)];
        let (number_at, number) =
            window.iter().take(4).enumerate().find_map(|(i, w)| Some((i, w.parse::<i64>().ok()?)))?;
        let units = window.iter().skip(number_at + 1).take(2);
        let seconds = units
            .into_iter()
            .find_map(|unit| if is(unit, &DAYS) { Some(DAY) } else { is(unit, &HOURS).then_some(HOUR) })?;
        let most = if seconds == DAY { 60 } else { 240 };
        (1..=most).contains(&number).then_some(number * seconds)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_stand_alone() {
        assert_eq!(order_id("inquiry (Order: 111-0000001-0000001)"), Some("111-0000001-0000001"));
        assert_eq!(order_id("Bestellung:301-0000001-0000001"), Some("301-0000001-0000001"));
        assert_eq!(order_id("1111-0000001-0000001"), None);
        assert_eq!(order_id("111-0000001-00000012"), None);
        assert_eq!(order_id("short"), None);
        assert_eq!(asin("1 / Title [ASIN: B000000001]"), Some("B000000001"));
        assert_eq!(asin("B00000000 b000000001 B0000000012"), None);
        assert_eq!(parameter("?a=1&customAttribute1Value=BBC_X&z", "customAttribute1Value"), Some("BBC_X"));
        assert_eq!(parameter("?mp=APJ6JRA9NG5V4&c=A1", "c"), Some("A1"));
        assert_eq!(parameter("abc=1", "c"), None);
    }

    #[test]
    fn the_message_is_what_stands_between_the_markers() {
        let text = "Intro\n------------- Message: -------------\n\nHello,\n\n\nscrews?  \n\n------------- End message -------------\nlink";
        assert_eq!(message(text), "Hello,\n\nscrews?");
        assert_eq!(message("Ordine\nMessaggio:\nCiao\nFine messaggio\nx"), "Ciao");
        assert_eq!(message("no markers\nat all"), "no markers\nat all");
        assert_eq!(
            message("------------- Begin message -------------\ncut"),
            "------------- Begin message -------------\ncut"
        );
    }

    #[test]
    fn deadlines_of_claims() {
        let table = [
            ("You must respond within 3 calendar days.", Some(3 * DAY)),
            ("Please reply within 72 hours", Some(72 * HOUR)),
            ("Deve rispondere entro 3 giorni di calendario.", Some(3 * DAY)),
            ("innerhalb von 3 Tagen", Some(3 * DAY)),
            ("dans un délai de 3 jours", Some(3 * DAY)),
            ("en un plazo de 7 días naturales", Some(7 * DAY)),
            ("within 900 days", None),
            ("within reason", None),
            ("3 days ago", None),
        ];
        for (text, wanted) in table {
            assert_eq!(deadline(text), wanted, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "\\PC{0,80}|[0-9-]{0,60}") {
            let _ = (order_id(&text), asin(&text), parameter(&text, "t"), message(&text), deadline(&text));
        }
    }
}
