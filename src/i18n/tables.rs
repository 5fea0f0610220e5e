//! What all tables of texts have in common.

use unicode_width::UnicodeWidthStr;

use super::*;
use crate::domain::format::Format;

/// Every table of messages, and the words, as (name, Chinese).
fn chinese() -> Vec<(String, String)> {
    let formats_of = |f: &Format| [formats::short(Lang::Zh, *f), formats::where_to_download(Lang::Zh, *f)];
    let formats =
        Format::ALL.iter().flat_map(|f| formats_of(f).map(|text| (format!("formats::{}", f.word()), text.to_owned())));
    let tables = [
        ("cli", cli::ALL),
        ("formats", formats::ALL),
        ("import", import::ALL),
        ("practice", practice::ALL),
        ("receipt", receipt::ALL),
        ("runtime", runtime::ALL),
        ("screen", screen::ALL),
        ("work::title", work::title::ALL),
        ("work::why", work::why::ALL),
        ("worker", worker::ALL),
    ];
    let messages = tables
        .into_iter()
        .flat_map(|(table, all)| all.iter().map(move |(name, _, zh)| (format!("{table}::{name}"), (*zh).to_owned())));
    let kinds = work::table::texts().map(|(name, _, zh)| (name, zh.to_owned()));
    messages
        .chain(kinds)
        .chain(formats)
        .chain(words::all().map(|(id, _, zh)| (format!("words::{id}"), (*zh).to_owned())))
        .collect()
}

/// Messages in which an ASCII sign is a key of the keyboard or of the filter language, not a mark of the sentence.
const SIGNS: [(&str, &str); 8] = [
    ("screen::not_live", "!"),
    ("screen::keys_first", ":?"),
    ("screen::keys_filter", ":"),
    ("screen::filter_no_key", ":"),
    ("cli::filter_key", ":"),
    ("import::ask_mapping", ";"),
    ("import::ask_mapping_missing", ";"),
    ("worker::nobody", ":"),
];

fn wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

/// The first mark of a Chinese text that is not the full-width one, with what stands around it.
fn half_width(zh: &str, signs: &str) -> Option<String> {
    if !zh.chars().any(|c| ('\u{3400}'..='\u{9fff}').contains(&c)) {
        return None;
    }
    let chars: Vec<char> = zh.chars().collect();
    let near = |at: usize| chars[at.saturating_sub(6)..(at + 7).min(chars.len())].iter().collect();
    // What a mark touches, blanks aside: Chinese, or a placeholder that stands for a part of the sentence.
    let part = |c: Option<&char>| c.is_none_or(|c| wide(*c) || matches!(c, '{' | '}'));
    for (at, c) in chars.iter().enumerate() {
        let before = chars[..at].iter().rfind(|c| **c != ' ');
        let after = chars[at + 1..].iter().find(|c| **c != ' ');
        let blank = chars.get(at + 1) == Some(&' ');
        let wrong = match c {
            ',' | ';' | '?' | '!' | ':' => part(before) || part(after) || (blank && *c != ':'),
            '(' | ')' => true,
            '，' | '；' | '：' | '？' | '！' | '、' | '。' => {
                blank && zh.matches("  ").count() == 0 && !zh.contains('\n')
            }
            _ => false,
        };
        if wrong && !signs.contains(*c) {
            return Some(near(at));
        }
    }
    None
}

#[test]
fn chinese_sentences_have_chinese_marks() {
    let bad = ["视图: x", "完成, 已发货", "{a}; {b} 项", "是吗?", "项 (3)", "时间： 12", "为 root, since x, 进程"];
    for text in bad {
        assert!(half_width(text, "").is_some(), "{text}");
    }
    for text in ["视图：x", "如 due:<4h、age:>2d", "09:00 起", "{a}：{b}", "plain: text", "12,345 项"] {
        assert_eq!(half_width(text, ""), None, "{text}");
    }
    let signs = |name: &str| SIGNS.iter().find(|(n, _)| *n == name).map_or("", |(_, signs)| signs);
    let wrong: Vec<_> =
        chinese().into_iter().filter_map(|(name, zh)| Some((half_width(&zh, signs(&name))?, name))).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_the_screen_shows_has_a_sure_width() {
    for (name, zh) in
        chinese().into_iter().filter(|(name, _)| !name.starts_with("cli::") && !name.starts_with("import::"))
    {
        assert_eq!(zh.width(), zh.width_cjk(), "{name}: a glyph of ambiguous width in {zh:?}");
    }
}
