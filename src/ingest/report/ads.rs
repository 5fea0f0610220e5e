//! What the advertising reports have in common: header names in English, German, Japanese and Chinese and of the API, the
//! attribution window in the header, and a report that is daily or a summary of a period that it may not name.

use super::{Above, Column, Draft, Given, Layout, MarketColumn, MarketWords, have, have_windowed, need, need_windowed};
use crate::domain::day::Day;
use crate::domain::format::{Format, Value};
use crate::domain::import::{Problem, Question};
use crate::ingest::Stop;
use crate::ingest::cell::digits_lost;
use crate::ingest::header::Name;
use crate::ingest::json::LIST;

/// What the reports of the console have in common; a report names what is its own.
pub(super) const BASE: Layout = Layout {
    market: Some(MarketColumn { names: COUNTRY, words: MarketWords::CodeOrCountry }),
    round: true,
    derived: &["grain", "window_days", "end_day"],
    given: Some(given),
    finish: Some(finish),
    ..Layout::BASE
};

/// The day of a daily report.
pub(super) const DAY: &[&str] = &["Date", "Datum", "日付", "日期"];
/// The first day of a row.
pub(super) const START: &[&str] = &["Start Date", "Startdatum", "開始日", "开始日期"];
/// Its last day.
pub(super) const END: &[&str] = &["End Date", "Enddatum", "終了日", "结束日期"];
/// Both kinds of a first day.
pub(super) const START_OR_DAY: &[&str] =
    &["Start Date", "Startdatum", "開始日", "开始日期", "Date", "Datum", "日付", "日期"];
pub(super) const PORTFOLIO: &[&str] = &["Portfolio name", "ポートフォリオ名", "广告组合名称"];
pub(super) const CURRENCY: &[&str] = &["Currency", "Währung", "通貨", "货币", "campaignBudgetCurrencyCode"];
pub(super) const CAMPAIGN: &[&str] = &["Campaign Name", "Kampagnen-Name", "キャンペーン名", "广告活动名称"];
pub(super) const AD_GROUP: &[&str] = &["Ad Group Name", "Anzeigengruppenname", "広告グループ名", "广告组名称"];
pub(super) const COUNTRY: &[&str] = &["Country", "Land", "国家/地区"];
pub(super) const RETAILER: &[&str] = &["Retailer", "Händler", "零售商"];
pub(super) const TARGETING: &[&str] = &["Targeting", "Ausrichtung", "ターゲティング", "投放"];
pub(super) const MATCH_TYPE: &[&str] = &["Match Type", "Übereinstimmungstyp", "マッチタイプ", "匹配类型"];
pub(super) const TERM: &[&str] = &[
    "Customer Search Term",
    "Suchbegriff des Kunden",
    "Suchbegriff eines Kunden",
    "カスタマーの検索キーワード",
    "客户搜索词",
    "searchTerm",
];
pub(super) const STRATEGY: &[&str] = &["Bidding strategy", "竞价策略", "campaignBiddingStrategy"];
/// How often an ad was shown.
pub(super) const IMPRESSIONS: Column =
    need("impressions", &["Impressions", "Impressionen", "インプレッション", "展示量"]);
/// How often it was clicked.
pub(super) const CLICKS: Column = need("clicks", &["Clicks", "Klicks", "クリック", "クリック数", "点击量"]);
/// What the clicks cost.
pub(super) const SPEND: Column = need("spend", &["Spend", "Ausgaben", "広告費", "費用", "花费", "cost"]);
/// What was sold within the window after a click.
pub(super) const SALES: Column = need_windowed(
    "sales",
    &[
        "7 Day Total Sales",
        "Umsatz gesamt",
        "広告がクリックされてからの総売上高",
        "总销售额",
        "的总销售额",
        "内的总销售额",
        "sales7d",
    ],
);
/// The orders of these sales.
pub(super) const ORDERS: Column = need_windowed(
    "orders",
    &[
        "7 Day Total Orders (#)",
        "Aufträge gesamt (#)",
        "広告がクリックされてからの合計注文数",
        "总订单数(#)",
        "的总订单数(#)",
        "purchases7d",
    ],
);
/// Their units.
pub(super) const UNITS: Column = have_windowed(
    "units",
    &[
        "7 Day Total Units (#)",
        "Einheiten gesamt (#)",
        "広告がクリックされてからの合計販売数",
        "总销售量(#)",
        "的总销售量(#)",
        "unitsSoldClicks7d",
    ],
);
/// Units of the advertised product itself.
pub(super) const OWN_UNITS: Column = have_windowed(
    "own_units",
    &[
        "7 Day Advertised SKU Units (#)",
        "Advertised ASIN Units (#)",
        "Beworbene SKU-Einheiten (#)",
        "内广告SKU销售量(#)",
        "unitsSoldSameSku7d",
    ],
);
/// Units of other products.
pub(super) const OTHER_UNITS: Column = have_windowed(
    "other_units",
    &[
        "7 Day Other SKU Units (#)",
        "Brand Halo ASIN Units (#)",
        "Andere SKU-Einheiten (#)",
        "内其他SKU销售量(#)",
        "unitsSoldOtherSku7d",
    ],
);
/// Sales of the advertised product itself.
pub(super) const OWN_SALES: Column = have_windowed(
    "own_sales",
    &[
        "7 Day Advertised SKU Sales",
        "Advertised ASIN Sales",
        "Beworbene SKU-Umsätze",
        "内广告SKU销售额",
        "attributedSalesSameSku7d",
    ],
);
/// Sales of other products.
pub(super) const OTHER_SALES: Column = have_windowed(
    "other_sales",
    &["7 Day Other SKU Sales", "Brand Halo ASIN Sales", "Andere SKU-Umsätze", "内其他SKU销售额", "salesOtherSku7d"],
);
/// Ids of the API: text, for their digits are all that counts.
pub(super) const CAMPAIGN_ID: Column = have("campaign_id", &["campaignId"]);
/// The ad group's.
pub(super) const AD_GROUP_ID: Column = have("ad_group_id", &["adGroupId"]);
/// The keyword's, or the product target's.
pub(super) const TARGET_ID: Column = have("target_id", &["keywordId"]);

/// What is known of the console's and the API's reports and not used: ratios, recomputed from counts and never read; bids
/// and states of targets; the API's other windows. And names of the one report.
macro_rules! documented {
    ($($more:literal),* $(,)?) => {
        &[
            "Click-Thru Rate (CTR)",
            "Cost Per Click (CPC)",
            "Total Advertising Cost of Sales (ACOS)",
            "Advertising Cost of Sales (ACOS)",
            "Total Return on Advertising Spend (ROAS)",
            "Return on Advertising Spend (ROAS)",
            "Conversion Rate",
            "Klickrate (CTR)",
            "Kosten pro Klick (CPC)",
            "Zugeschriebene Umsatzkosten (ACOS) gesamt",
            "Gesamtumsatzkosten für Werbung (ACOS)",
            "Gesamte Rentabilität der Anzeigenkosten (ROAS)",
            "Gesamtrendite von Werbeausgaben (Return on Advertising Spend, ROAS)",
            "Konversionsrate",
            "クリックスルー率 (CTR)",
            "平均クリック単価 (CPC)",
            "クリック課金制 (CPC)",
            "広告費売上高比率 (ACOS) 合計",
            "売上高に占める広告費の割合 (ACoS)",
            "広告費用対効果 (ROAS) 合計",
            "広告がクリックされてからのコンバージョン率",
            "点击率(CTR)",
            "每次点击成本(CPC)",
            "单次点击成本 (CPC)",
            "广告成本销售比(ACOS)",
            "广告投入产出比 (ACOS) 总计",
            "投入产出比(ROAS)",
            "总广告投资回报率 (ROAS)",
            "转化率",
            "的转化率",
            "Top-of-search Impression Share",
            "搜索结果首页首位展示量份额",
            "costPerClick",
            "clickThroughRate",
            "acosClicks7d",
            "acosClicks14d",
            "roasClicks7d",
            "roasClicks14d",
            "portfolioId",
            "keyword",
            "keywordType",
            "keywordBid",
            "adKeywordStatus",
            "campaignBudgetType",
            "purchases1d",
            "purchases14d",
            "purchases30d",
            "purchasesSameSku1d",
            "purchasesSameSku7d",
            "purchasesSameSku14d",
            "purchasesSameSku30d",
            "unitsSoldClicks1d",
            "unitsSoldClicks14d",
            "unitsSoldClicks30d",
            "sales1d",
            "sales14d",
            "sales30d",
            "attributedSalesSameSku1d",
            "attributedSalesSameSku14d",
            "attributedSalesSameSku30d",
            "unitsSoldSameSku1d",
            "unitsSoldSameSku14d",
            "unitsSoldSameSku30d",
            $($more),*
        ]
    };
}
pub(super) use documented;

/// The names of a header, to be asked about.
struct Names {
    names: Vec<Name>,
    /// The header is made of the names of an API report.
    api: bool,
}

impl Names {
    fn of(above: &Above<'_>) -> Self {
        let api = above.header.first().is_some_and(|name| name == LIST);
        Self { names: above.header.iter().map(|name| Name::of(name)).collect(), api }
    }

    fn has(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.names.iter().any(|name| name.key == Name::of(word).key))
    }

    /// The attribution window in days. An API report may have several side by side: those of seven days are read.
    fn window(&self, default: u32) -> (&'static str, Value) {
        let seven = self.has(&["sales7d"]).then_some(7);
        let window = seven.or_else(|| self.names.iter().find_map(|name| name.window));
        ("window_days", Value::Int(i64::from(window.unwrap_or(default))))
    }
}

fn day(day: Day) -> Value {
    Value::Text(day.to_string().into())
}

fn grain(word: &str) -> (&'static str, Value) {
    ("grain", Value::Text(word.into()))
}

/// The period that was given by hand; a question where none was.
pub(super) fn period(above: &Above<'_>) -> Result<Given, Stop> {
    let (from, to) = above.ctx.period.ok_or(Stop::Ask(Question::Period))?;
    Ok(vec![("start_day", day(from)), ("end_day", day(to))])
}

/// `window` is the attribution window where no name says it.
fn days(above: &Above<'_>, names: &Names, window: u32) -> Result<Given, Stop> {
    let mut given = vec![names.window(window)];
    match (names.has(DAY) || names.has(START), names.has(END)) {
        (true, true) => given.push(grain("summary")),
        (true, false) => given.push(grain("daily")),
        (false, _) => {
            given.extend(period(above)?);
            given.push(grain("summary"));
        }
    }
    Ok(given)
}

/// Window, grain, and the period where the rows do not name it. Sponsored Products.
pub(super) fn given(above: &Above<'_>) -> Result<Given, Stop> {
    let names = Names::of(above);
    days(above, &names, 0)
}

/// The same for advertised products. A seller's product is known by its SKU: an API report without it says too little.
pub(super) fn given_product(above: &Above<'_>) -> Result<Given, Stop> {
    let names = Names::of(above);
    if names.api && !names.has(&["advertisedSku"]) {
        let problem = Problem::UnknownHeader {
            header: above.header.iter().skip(1).take(12).cloned().collect(),
            nearest: Some(Format::SpAdvertisedProduct),
            missing: vec!["advertisedSku".to_owned()],
        };
        return Err(Stop::whole(problem));
    }
    given(above)
}

/// The same for Sponsored Brands and Display, whose window is 14 days where no name says it.
pub(super) fn given_brand(above: &Above<'_>) -> Result<Given, Stop> {
    let names = Names::of(above);
    days(above, &names, 14)
}

/// The same for campaigns, whose start and end are their own and not the row's; only the API's are the row's.
pub(super) fn given_campaign(above: &Above<'_>) -> Result<Given, Stop> {
    let names = Names::of(above);
    let mut given = vec![names.window(0)];
    if names.has(DAY) {
        given.push(grain("daily"));
    } else {
        if !(names.api && names.has(START) && names.has(END)) {
            given.extend(period(above)?);
        }
        given.push(grain("summary"));
    }
    Ok(given)
}

/// The day of a daily report is both its first and its last one; a row without a day is none. Ids have all their digits.
pub(super) fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let ids = ["campaign_id", "ad_group_id", "target_id", "ad_id"];
    if ids.into_iter().any(|id| draft.get(id).text().is_some_and(digits_lost)) {
        return Err(Problem::LostDigits);
    }
    // Blank is Amazon itself, as in reports from before there were others. Search terms keep the word: it is no key there.
    let amazon = |retailer: &str| retailer.eq_ignore_ascii_case("amazon");
    if draft.spec.key.contains(&"retailer") && draft.get("retailer").text().is_some_and(amazon) {
        draft.set("retailer", Value::Text("".into()));
    }
    if draft.get("start_day") == &Value::Null {
        return Err(Problem::Blank);
    }
    if draft.get("end_day") == &Value::Null {
        let day = draft.get("start_day").clone();
        draft.set("end_day", day);
    }
    Ok(())
}

/// The same for a campaign's row. The period of an API summary was read as the campaign's own dates: it is the row's.
pub(super) fn finish_campaign(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if draft.get("grain").text() == Some("summary") && draft.get("start_day") == &Value::Null {
        for (row, own) in [("start_day", "campaign_start"), ("end_day", "campaign_end")] {
            let day = draft.get(own).clone();
            draft.set(row, day);
            draft.set(own, Value::Null);
        }
    }
    finish(draft)
}

/// The same for rows with a match type: where the API says `TARGETING_EXPRESSION`, the console has `-`.
pub(super) fn finish_match(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if draft.get("match_type").text().is_some_and(|word| word.starts_with("TARGETING_EXPRESSION")) {
        draft.set("match_type", Value::Text("-".into()));
    }
    finish(draft)
}

/// The same for placements: one word for each, whatever the year and the language.
pub(super) fn finish_placement(draft: &mut Draft<'_>) -> Result<(), Problem> {
    if let Some(word) = draft.get("placement").text().and_then(placement) {
        draft.set("placement", Value::Text(word.into()));
    }
    finish(draft)
}

/// The placement that a text speaks of; `None` for one that is not known, which keeps its text.
fn placement(text: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 11] = [
        ("off amazon", "off"),
        ("off-amazon", "off"),
        ("站外", "off"),
        ("其余位置", "rest"),
        ("rest of", "rest"),
        ("top of", "top"),
        ("顶部", "top"),
        ("商品页面", "product"),
        // The API's.
        ("detail page", "product"),
        ("other on-amazon", "rest"),
        ("other on amazon", "rest"),
    ];
    let text = text.to_lowercase();
    let known = WORDS.iter().find(|(part, _)| text.contains(part)).map(|(_, word)| *word);
    known.or_else(|| text.contains("product page").then_some("product"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_placement_has_one_word_whatever_the_language() {
        let table = [
            ("First page Top of Search on Amazon", Some("top")),
            ("Top of Search on-Amazon", Some("top")),
            ("亚马逊站内的搜索结果顶部", Some("top")),
            ("Product pages on Amazon", Some("product")),
            ("亚马逊站内的商品页面", Some("product")),
            ("Rest of search on Amazon", Some("rest")),
            ("亚马逊站内搜索结果的其余位置", Some("rest")),
            ("Off Amazon", Some("off")),
            ("亚马逊站外", Some("off")),
            ("Detail Page on-Amazon", Some("product")),
            ("Other on-Amazon", Some("rest")),
            ("Other Placements", None),
            ("Somewhere else", None),
        ];
        for (text, word) in table {
            assert_eq!(placement(text), word, "{text}");
        }
    }
}
