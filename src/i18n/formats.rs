//! What a report format is called, and where it is downloaded: one row per format, in the order of
//! [`crate::domain::format::Format`], one file per family.

mod account;
mod ads;
mod money;
mod orders;
mod rivals;
mod sales;
mod stock;

use super::Lang;
use crate::domain::format::Format;
use crate::messages;

messages! {
    title { "The reports that are read", "可读取的报表" }
    intro(command) {
        "Made by `{command}`; a test compares. Reports are known by their content, never by the name of the file. Columns are found by name, in any order; cells of columns that are not listed stay in the archive, and those that no documentation names are kept apart and shown on the Imports tab.",
        "由 `{command}` 生成，测试会核对。报表按内容识别，与文件名无关。列按名称查找，顺序不限；未列出的列保留在存档中，没有文档说明的列单独保存并显示在「导入」页。"
    }
    label_download { "Download", "下载位置" }
    label_age { "Too old after", "过期时间" }
    label_key { "A row is known by", "行的标识" }
    label_newer { "A newer file", "较新的文件" }
    label_rest { "The rest", "其余" }
    hours(count) { "{count} hours (a setting)", "{count} 小时（可设置）" }
    and_market { ", and its marketplace", "，以及站点" }
    counted { ", and its number among equal ones of a file", "，以及在同一文件相同行中的序号" }
    rest(count) { "{count} documented columns are not used", "{count} 个有文档说明的列未使用" }
    newest_group { "replaces all lines of an order by its own, when it is the newer one", "以自身的行替换订单的全部行（以较新者为准）" }
    snapshot { "closes what it no longer lists, when it is complete", "完整时，关闭其不再列出的行" }
    daily_snapshot { "adds its day; the newest day is the present state", "增加当天数据；最新一天即现状" }
    period { "replaces the summaries that overlap with it; days beat summaries", "替换与其重叠的汇总；按天的数据优先于汇总" }
    upsert { "writes over the rows with the same key", "覆盖标识相同的行" }
    scope_column { "replaces all rows of the settlements, places or suppliers that it names", "替换其列出的结算、库位或供应商的全部行" }
    scope_days { "replaces all rows of its days", "替换其所含日期的全部行" }
    column { "column", "列" }
    kind { "kind", "类型" }
    header_names { "header names", "表头名称" }
    made { "made from the others", "由其他列得出" }
    needed { " (needed)", "（必需）" }
    personal { " (personal, purged)", "（个人信息，到期清除）" }
    kind_text { "text", "文本" }
    kind_id { "id", "编号" }
    kind_int { "whole number", "整数" }
    kind_money { "amount, minor units", "金额（最小单位）" }
    kind_bool { "yes or no", "是否" }
    kind_instant { "moment, UTC seconds", "时刻（UTC 秒）" }
    kind_day { "day", "日期" }
    kind_ppm { "ratio, millionths", "比率（百万分之一）" }
    kind_milli { "decimal, thousandths", "小数（千分之一）" }
}

/// A text in both languages.
type Both = (&'static str, &'static str);

/// The words of a format.
#[derive(Debug)]
pub(super) struct Names {
    /// The stable word.
    pub(super) word: &'static str,
    /// Its name.
    pub(super) name: Both,
    /// A short name for the ages of the data: at most nine cells.
    short: Both,
    /// The menu path of the download.
    from: Both,
}

const fn names(word: &'static str, name: Both, short: Both, from: Both) -> Names {
    Names { word, name, short, from }
}

/// The words of all formats, in their order: the families as they stand in [`crate::domain::format`].
pub(super) fn all() -> impl Iterator<Item = &'static Names> {
    [orders::TABLE, stock::TABLE, ads::TABLE, sales::TABLE, money::TABLE, rivals::TABLE, account::TABLE]
        .into_iter()
        .flatten()
}

fn of(format: Format) -> Option<&'static Names> {
    all().find(|names| names.word == format.word())
}

fn pick(lang: Lang, (en, zh): Both) -> &'static str {
    lang.pick(en, zh, en)
}

/// The short name of a format, for the ages of the data.
pub fn short(lang: Lang, format: Format) -> &'static str {
    of(format).map_or_else(|| format.word(), |names| pick(lang, names.short))
}

/// Where a report is downloaded: the menu path.
pub fn where_to_download(lang: Lang, format: Format) -> &'static str {
    of(format).map_or_else(|| format.word(), |names| pick(lang, names.from))
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn every_format_has_its_words_in_its_order() {
        let words: Vec<_> = all().map(|names| names.word).collect();
        assert_eq!(words, Format::ALL.iter().map(|f| f.word()).collect::<Vec<_>>());
        for names in all() {
            for (en, zh) in [names.name, names.short, names.from] {
                assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{}", names.word);
            }
            assert!(names.short.0.width() <= 9 && names.short.1.width() <= 9, "{}", names.word);
        }
    }
}
