//! Bulk operations of the advertising console: the download with the ids of campaigns, ad groups, ads, keywords and targets,
//! and the report of what went wrong in an upload. Of the download's tabs the Sponsored Products campaigns are read, known
//! by their header; the others stay in the archive. English, German, Japanese, Chinese.

use super::{Above, Draft, Given, Layout, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::ingest::Stop;

/// The download. Blank templates and change files lack the counts: they say nothing about what is.
pub(super) static DOWNLOAD: Layout = Layout {
    format: Format::BulkOperations,
    columns: &[
        have("product", &["Product", "Produkt", "プロダクト", "产品"]),
        need("entity", &["Entity", "Entität", "エンティティ", "实体层级"]),
        need("operation", &["Operation", "操作"]),
        need("campaign_id", &["Campaign ID", "Kampagnen-ID", "キャンペーンID", "广告活动编号"]),
        need("ad_group_id", &["Ad Group ID", "Anzeigengruppen-ID", "広告グループID", "广告组编号"]),
        have("portfolio_id", &["Portfolio ID", "ポートフォリオID", "广告组合编号"]),
        need("ad_id", &["Ad ID", "Ad ID (Read only)", "Anzeigen-ID", "広告ID", "广告编号"]),
        need("keyword_id", &["Keyword ID", "Keyword ID (Read only)", "キーワードID", "关键词编号"]),
        need(
            "target_id",
            &[
                "Product Targeting ID",
                "Product Targeting ID (Read only)",
                "Produkt-Targeting-ID",
                "商品ターゲティングID",
                "商品投放ID",
            ],
        ),
        have("campaign", &["Campaign Name", "Kampagnenname", "キャンペーン名", "广告活动名称"]),
        have("ad_group", &["Ad Group Name", "Name der Anzeigengruppe", "広告グループ名", "广告组名称"]),
        have(
            "campaign_shown",
            &[
                "Campaign Name (Informational only)",
                "Kampagnenname (Nur zu Informationszwecken)",
                "キャンペーン名（情報提供のみ）",
                "广告活动名称（仅供参考）",
            ],
        ),
        have(
            "ad_group_shown",
            &[
                "Ad Group Name (Informational only)",
                "Name der Anzeigengruppe (Nur zu Informationszwecken)",
                "広告グループ名（情報提供のみ）",
                "广告组名称（仅供参考）",
            ],
        ),
        have(
            "portfolio",
            &["Portfolio Name (Informational only)", "ポートフォリオ名（情報提供のみ）", "广告组合名称（仅供参考）"],
        ),
        have("start_day", &["Start Date", "Startdatum", "開始日", "开始日期"]),
        have("end_day", &["End Date", "Enddatum", "終了日", "结束日期"]),
        have("targeting_type", &["Targeting Type", "Targeting-Typ", "ターゲティングの種類", "投放类型"]),
        need("state", &["State", "Zustand", "ステータス", "状态"]),
        have(
            "campaign_state",
            &[
                "Campaign State (Informational only)",
                "Kampagnenstatus (Nur zu Informationszwecken)",
                "キャンペーンの状態（情報提供のみ）",
                "广告活动状态（仅供参考）",
            ],
        ),
        have(
            "ad_group_state",
            &[
                "Ad Group State (Informational only)",
                "Anzeigengruppen-Status (Nur zu Informationszwecken)",
                "広告グループの状態（情報提供のみ）",
                "广告组状态（仅供参考）",
            ],
        ),
        have("budget", &["Daily Budget", "Tagesbudget", "1日の予算", "每日预算"]),
        have("sku", &["SKU"]),
        have(
            "asin",
            &[
                "ASIN (Informational only)",
                "ASIN",
                "ASIN (Nur zu Informationszwecken)",
                "ASIN（情報提供のみ）",
                "ASIN（仅供参考）",
            ],
        ),
        have(
            "eligibility",
            &[
                "Eligibility Status (Informational only)",
                "Berechtigungsstatus (Nur zu Informationszwecken)",
                "利用資格のステータス（情報提供のみ）",
                "资格状态（仅供参考）",
            ],
        ),
        have(
            "ineligible_reason",
            &[
                "Reason for Ineligibility (Informational only)",
                "Grund der Unzulässigkeit (Nur zu Informationszwecken)",
                "対象外の理由（情報提供のみ）",
                "不符合条件的原因（仅供参考）",
            ],
        ),
        have(
            "default_bid",
            &[
                "Ad Group Default Bid",
                "Standardgebot für die Anzeigengruppe",
                "広告グループの入札額の初期値",
                "广告组默认竞价",
            ],
        ),
        need("bid", &["Bid", "Gebot", "入札額", "竞价"]),
        need("keyword", &["Keyword Text", "キーワードテキスト", "关键词文本"]),
        have(
            "native_keyword",
            &["Native Language Keyword", "Muttersprache Keyword", "ネイティブ言語のキーワード", "母语关键词"],
        ),
        have(
            "native_locale",
            &["Native Language Locale", "Muttersprache Lokalisierung", "ネイティブ言語の地域", "母语区域"],
        ),
        have("match_type", &["Match Type", "Übereinstimmungstyp", "マッチタイプ", "匹配类型"]),
        have("strategy", &["Bidding Strategy", "Gebotsstrategie", "入札戦略", "竞价方案"]),
        have("placement", &["Placement", "Platzierung", "掲載枠", "广告位"]),
        have("percentage", &["Percentage", "Prozentsatz", "割合", "百分比"]),
        have(
            "expression",
            &[
                "Product Targeting Expression",
                "Ausdruck für Produkt-Targeting",
                "商品ターゲティング式",
                "拓展商品投放编号",
            ],
        ),
        have(
            "resolved_expression",
            &[
                "Resolved Product Targeting Expression (Informational only)",
                "Problem mit dem Ausdruck für Produkt-Targeting Behoben (Nur zu Informationszwecken)",
                "解決済みの商品ターゲティング式（情報提供のみ）",
                "拓展商品投放名称（仅供参考）",
                "拓展商品投放名称",
            ],
        ),
        have("audience_id", &["Audience ID", "オーディエンスID", "受众ID", "受众编号"]),
        need("impressions", &["Impressions", "インプレッション数", "展示量"]),
        need("clicks", &["Clicks", "Klicks", "クリック数", "点击量"]),
        need("spend", &["Spend", "Ausgaben", "支出", "花费"]),
        have("sales", &["Sales", "Verkäufe", "売上", "销量"]),
        have("orders", &["Orders", "Bestellungen", "注文", "订单数量"]),
        have("units", &["Units", "Einheiten", "商品点数", "商品数量"]),
    ],
    documented: &[
        "Ad Group Default Bid (Informational only)",
        "広告グループの入札額の初期値（情報提供のみ）",
        "广告组默认竞价（仅供参考）",
        "Shopper Cohort Percentage",
        "Shopper Cohort Type",
        "Segment Name (Informational only)",
        "購入者のコホート割合",
        "お客様コホートタイプ",
        "セグメント名（情報提供のみ）",
        "受众比例",
        "受众类型",
        "购物者群体占比",
        "购物者群体类型",
        "站点名称（仅供参考）",
        "Sites",
        "站点",
        // Ratios: recomputed from counts, never read.
        "Click-through Rate",
        "Klickrate",
        "クリックスルー率",
        "点击率",
        "Conversion Rate",
        "コンバージョン率",
        "转化率",
        "ACOS",
        "CPC",
        "ROAS",
    ],
    // The tab of search terms.
    foreign: &["Customer Search Term", "Suchbegriff eines Kunden", "カスタマー検索用語", "顾客搜索词"],
    blank: &[
        "ad_group_id",
        "portfolio_id",
        "ad_id",
        "keyword_id",
        "target_id",
        "placement",
        "audience_id",
        "operation",
    ],
    round: true,
    derived: &["currency"],
    finish: Some(finish),
    ..Layout::BASE
};

/// Words of a column in other languages, and the English ones of downloads and uploads.
type Words = &'static [(&'static str, &'static str)];

const ENTITIES: Words = &[
    ("Kampagne", "Campaign"),
    ("Anzeigengruppe", "Ad Group"),
    ("Produktanzeige", "Product Ad"),
    ("Negatives Keyword", "Negative Keyword"),
    ("Negatives Keyword auf Kampagnenebene", "Campaign Negative Keyword"),
    ("Produkt-Targeting", "Product Targeting"),
    ("Negatives Produkt-Targeting", "Negative Product Targeting"),
    ("Gebotsanpassung", "Bidding Adjustment"),
    ("キャンペーン", "Campaign"),
    ("キーワード", "Keyword"),
    ("プロダクト広告", "Product Ad"),
    ("商品ターゲティング", "Product Targeting"),
    ("广告活动", "Campaign"),
    ("广告组", "Ad Group"),
    ("商品广告", "Product Ad"),
    ("关键词", "Keyword"),
    ("否定关键词", "Negative Keyword"),
    ("商品定向", "Product Targeting"),
    ("否定商品定向", "Negative Product Targeting"),
    ("竞价调整", "Bidding Adjustment"),
];

const STATES: Words = &[("Aktiviert", "enabled"), ("Angehalten", "paused"), ("Archiviert", "archived")];

const MATCHES: Words = &[
    ("Genau Passend", "exact"),
    ("Wortgruppe", "phrase"),
    ("Weitgehend", "broad"),
    ("Negativ Genau Passend", "negativeExact"),
    ("Negative Wortgruppe", "negativePhrase"),
];

/// One word for each thing, whatever the language of the download; a word that is not known stays as it is.
fn finish(draft: &mut Draft<'_>) -> Result<(), Problem> {
    let columns = [
        ("entity", ENTITIES),
        ("state", STATES),
        ("campaign_state", STATES),
        ("ad_group_state", STATES),
        ("match_type", MATCHES),
    ];
    for (column, words) in columns {
        let known = |text: &str| words.iter().find(|(local, _)| *local == text).map(|(_, word)| *word);
        if let Some(word) = draft.get(column).text().and_then(known) {
            draft.set(column, Value::Text(word.into()));
        }
    }
    Ok(())
}

/// The report of an upload. It names neither the upload nor a day: its rows belong to the file.
pub(super) static ERRORS: Layout = Layout {
    format: Format::BulkErrors,
    columns: &[
        need("record", &["Original record #"]),
        need("error_type", &["Error type"]),
        need("error_code", &["Error code"]),
        need("message", &["Error message"]),
    ],
    foreign: &["Campaign ID", "SKU"],
    derived: &["file"],
    given: Some(file),
    ..Layout::BASE
};

fn file(above: &Above<'_>) -> Result<Given, Stop> {
    Ok(vec![("file", Value::Text(above.ctx.sha256.clone().unwrap_or_default().into()))])
}
