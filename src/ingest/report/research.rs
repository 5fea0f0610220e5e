//! What exports of research tools and sheets kept by hand have in common: words for nothing, numbers that are bounds, lists
//! of ASINs in one cell.

use super::Draft;
use crate::domain::format::{Kind, Value};

/// Blanks the text cells that hold a tool's word for nothing.
pub(super) fn blank_words(draft: &mut Draft<'_>) {
    for (cell, field) in draft.row.cells.iter_mut().zip(&draft.columns.fields) {
        let field = &draft.spec.fields[usize::from(*field)];
        let key = draft.spec.key.contains(&field.column);
        if field.kind == Kind::Text && !key && matches!(cell.text(), Some("-" | "--" | "—" | "?" | "N/A" | "n/a")) {
            *cell = Value::Null;
        }
    }
}

/// Sets `to` to the number that the text in `from` is at least; the text stays as it was written.
pub(super) fn set_least(draft: &mut Draft<'_>, from: &str, to: &str) {
    let least = draft.get(from).text().and_then(least).map_or(Value::Null, Value::Int);
    draft.set(to, least);
}

/// The count that a text is at least: `1K+`, `>3,000`, `4 000`, `1.5M`. `<10` is none, nor is any other text.
fn least(text: &str) -> Option<i64> {
    let text = text.trim().trim_start_matches(['>', '≥', '=']).trim_end_matches('+');
    let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (number, unit) = match text.char_indices().last()? {
        (at, 'K' | 'k') => (&text[..at], 1_000),
        (at, 'M' | 'm') => (&text[..at], 1_000_000),
        _ => (text.as_str(), 1),
    };
    let mut parts = number.split([',', '.']);
    let whole = parts.next()?;
    let rest: Vec<&str> = parts.collect();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !rest.iter().all(|part| digits(part)) || number.len() > 15 {
        return None;
    }
    match rest.as_slice() {
        [] => whole.parse::<i64>().ok()?.checked_mul(unit),
        // A count has no decimals of its own, so a separator groups, unless thousands are counted.
        [tenths] if unit > 1 && tenths.len() == 1 => {
            Some(whole.parse::<i64>().ok()? * unit + tenths.parse::<i64>().ok()? * (unit / 10))
        }
        [middle @ .., last] if last.len() == 3 && middle.iter().all(|part| matches!(part.len(), 2 | 3)) => {
            format!("{whole}{}", rest.concat()).parse::<i64>().ok()?.checked_mul(unit)
        }
        _ => None,
    }
}

/// Writes a list of ASINs one way: capitals, one blank between two, so that one of them can be sought in it.
pub(super) fn join_asins(draft: &mut Draft<'_>, column: &str) {
    let Some(text) = draft.get(column).text() else { return };
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '/' | '，' | '；' | '、'));
    let asins: Vec<String> = words.filter(|word| !word.is_empty()).map(str::to_uppercase).collect();
    draft.set(column, Value::Text(asins.join(" ").into()));
}

#[cfg(test)]
mod tests {
    use super::least;

    #[test]
    fn a_bound_is_read_as_the_least_that_it_says() {
        let table = [
            ("1K+", Some(1_000)),
            ("50+", Some(50)),
            ("2.5K+", Some(2_500)),
            (">3,000", Some(3_000)),
            ("> 3.000", Some(3_000)),
            ("4\u{a0}000", Some(4_000)),
            ("1,13,529", Some(113_529)),
            ("1M+", Some(1_000_000)),
            ("96", Some(96)),
            ("<10", None),
            ("1.25", None),
            ("K+", None),
            ("", None),
            ("-", None),
            ("99999999999999999999", None),
        ];
        for (text, wanted) in table {
            assert_eq!(least(text), wanted, "{text}");
        }
    }
}
