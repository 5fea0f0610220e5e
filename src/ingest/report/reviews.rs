//! Product reviews, kept by hand: no report has them. A review is known by its id or address; one without is known by day,
//! product, stars and title.

use super::{Draft, Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Reviews,
    columns: &[
        need("day", &["date", "day", "日期"]),
        need("asin", &["asin"]),
        need("stars", &["stars", "星级"]),
        have("title", &["title", "标题"]),
        have("verified", &["verified", "已验证购买"]),
        have("review", &["review_id_or_url", "review_id", "review_url", "评论编号或链接"]),
        have("topic", &["topic", "主题"]),
        have("action", &["action", "处理"]),
        have("done_on", &["done_at", "done_on", "完成日期"]),
    ],
    market: Some(MarketColumn { names: &["marketplace", "站点"], words: MarketWords::CodeOrCountry }),
    derived: &["review_key"],
    finish: Some(finish),
    ..Layout::BASE
};

fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let Some(stars @ 1..=5) = draft.get("stars").int() else { return Err(draft.blame("stars", Problem::NotANumber)) };
    let text = |column: &str| draft.get(column).text().unwrap_or_default().to_owned();
    if text("day").is_empty() {
        return Err(draft.blame("day", Problem::Blank));
    }
    let key = match review_id(&text("review")) {
        Some(id) => id,
        None => [text("day"), text("asin"), stars.to_string(), text("title")].join(" "),
    };
    draft.set("review_key", Value::Text(key.into()));
    Ok(())
}

/// The id of a review in its address, `R` and 10 to 15 capitals and digits; any other text stands for itself.
fn review_id(text: &str) -> Option<String> {
    let is_id = |part: &&str| {
        (11..=16).contains(&part.len())
            && part.starts_with('R')
            && part.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
    };
    let id = text.split(|c: char| !c.is_ascii_alphanumeric()).find(is_id).unwrap_or(text);
    (!id.is_empty()).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::review_id;

    #[test]
    fn a_review_is_the_same_by_its_id_and_by_its_address() {
        let id = Some("R1EXAMPLE00000".to_owned());
        assert_eq!(review_id("R1EXAMPLE00000"), id);
        assert_eq!(review_id("https://www.amazon.com/gp/customer-reviews/R1EXAMPLE00000/ref=cm_cr"), id);
        assert_eq!(review_id("seen on page 2"), Some("seen on page 2".to_owned()));
        assert_eq!(review_id(""), None);
    }
}
