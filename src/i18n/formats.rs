//! What a report format is called, and where it is downloaded: one row per format, in the order of
//! [`crate::domain::format::Format`].

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
    scope_column { "replaces all rows of the same number (a settlement)", "替换同一编号（一次结算）的全部行" }
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

/// The words of all formats.
pub(super) static TABLE: &[Names] = &[
    // Orders and returns.
    names(
        "all-orders",
        ("All orders", "所有订单"),
        ("orders", "订单"),
        (
            "Seller Central > Reports > Order Reports > All Orders (.txt)",
            "卖家平台 > 数据报告 > 订单报告 > 所有订单（.txt）",
        ),
    ),
    names(
        "unshipped",
        ("Unshipped orders", "未发货订单"),
        ("to-ship", "待发"),
        (
            "Seller Central > Orders > Order Reports > Unshipped Orders (.txt)",
            "卖家平台 > 订单 > 订单报告 > 未发货订单（.txt）",
        ),
    ),
    names(
        "new-orders",
        ("New orders", "新订单"),
        ("new", "新订单"),
        ("Seller Central > Orders > Order Reports > New Orders (.txt)", "卖家平台 > 订单 > 订单报告 > 新订单（.txt）"),
    ),
    names(
        "fulfilled-shipments",
        ("Amazon fulfilled shipments", "亚马逊配送货件"),
        ("shipped", "已配送"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Amazon Fulfilled Shipments (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 亚马逊配送货件（.txt）",
        ),
    ),
    names(
        "fbm-returns",
        ("Returns to the seller", "卖家自配送退货"),
        ("returns", "退货"),
        (
            "Seller Central > Orders > Manage Returns > Return Reports (.txt, .csv); Selling Partner API also XML",
            "卖家平台 > 订单 > 管理退货 > 退货报告（.txt、.csv）；销售伙伴 API 也有 XML",
        ),
    ),
    names(
        "fba-returns",
        ("FBA customer returns", "亚马逊物流买家退货"),
        ("FBA-ret", "FBA退货"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > FBA customer returns (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 亚马逊物流买家退货（.txt）",
        ),
    ),
    // Stock.
    names(
        "fba-inventory",
        ("Manage FBA inventory", "管理亚马逊库存"),
        ("stock", "库存"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Manage FBA Inventory (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 管理亚马逊库存（.txt）",
        ),
    ),
    names(
        "fba-planning",
        ("FBA inventory planning", "亚马逊库存规划"),
        ("plan", "补货"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > FBA Inventory (Inventory Health), Download",
            "卖家平台 > 数据报告 > 亚马逊物流 > 亚马逊物流库存（库存状况），下载",
        ),
    ),
    names(
        "afn-inventory",
        ("FBA inventory by condition", "按状况的亚马逊库存"),
        ("condition", "状况"),
        ("Selling Partner API: GET_AFN_INVENTORY_DATA (.txt)", "销售伙伴 API：GET_AFN_INVENTORY_DATA（.txt）"),
    ),
    names(
        "afn-by-country",
        ("FBA inventory by country", "按国家的亚马逊库存"),
        ("countries", "各国库存"),
        (
            "Selling Partner API: GET_AFN_INVENTORY_DATA_BY_COUNTRY (.txt)",
            "销售伙伴 API：GET_AFN_INVENTORY_DATA_BY_COUNTRY（.txt）",
        ),
    ),
    names(
        "restock",
        ("Restock recommendations", "补货建议"),
        ("restock", "补货建议"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Restock Inventory, Download (.csv)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 补充库存，下载（.csv）",
        ),
    ),
    names(
        "reserved-inventory",
        ("Reserved FBA inventory", "预留的亚马逊库存"),
        ("reserved", "预留"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Reserved Inventory (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 预留库存（.txt）",
        ),
    ),
    names(
        "stranded-inventory",
        ("Stranded FBA inventory", "无在售信息的亚马逊库存"),
        ("stranded", "无在售"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Stranded Inventory (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 无在售信息的亚马逊库存（.txt）",
        ),
    ),
    names(
        "inbound-performance",
        ("Inbound performance", "入库绩效"),
        ("inbound", "入库"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Inbound Performance (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 入库绩效（.txt）",
        ),
    ),
    names(
        "received-inventory",
        ("Received inventory", "已接收库存"),
        ("received", "已接收"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Received Inventory (.txt; Amazon now has the Inventory Ledger in its place)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 已接收库存（.txt；亚马逊已改用库存分类账）",
        ),
    ),
    names(
        "ledger-summary",
        ("Inventory Ledger, summary", "库存分类账（汇总）"),
        ("balances", "分类账"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Inventory Ledger, Summary View",
            "卖家平台 > 数据报告 > 亚马逊物流 > 库存分类账，汇总视图",
        ),
    ),
    names(
        "ledger-detail",
        ("Inventory Ledger, events", "库存分类账（明细）"),
        ("ledger", "明细账"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Inventory Ledger, Detailed View",
            "卖家平台 > 数据报告 > 亚马逊物流 > 库存分类账，明细视图",
        ),
    ),
    names(
        "reimbursements",
        ("Reimbursements", "赔偿"),
        ("paid-back", "赔偿"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Reimbursements (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 赔偿（.txt）",
        ),
    ),
    names(
        "own-warehouse",
        ("Own warehouse", "自有仓库"),
        ("own-stock", "自有仓"),
        (
            "A sheet of your own, CSV or XLSX. Start it with: daydeck template own-warehouse",
            "自己维护的表格（CSV 或 XLSX）。生成模板：daydeck template own-warehouse",
        ),
    ),
    names(
        "suppliers",
        ("Suppliers and lead times", "供应商与交期"),
        ("suppliers", "供应商"),
        (
            "A sheet of your own, CSV or XLSX. Start it with: daydeck template suppliers",
            "自己维护的表格（CSV 或 XLSX）。生成模板：daydeck template suppliers",
        ),
    ),
    // Advertising.
    names(
        "sp-search-term",
        ("Sponsored Products search terms", "商品推广搜索词"),
        ("ads", "广告"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Products, Search term, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 商品推广，搜索词，时间单位「每日」",
        ),
    ),
    names(
        "sp-targeting",
        ("Sponsored Products targeting", "商品推广投放"),
        ("targets", "投放"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Products, Targeting, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 商品推广，投放，时间单位「每日」",
        ),
    ),
    names(
        "sp-advertised-product",
        ("Sponsored Products advertised products", "商品推广的商品"),
        ("ad-asins", "推广商品"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Products, Advertised product, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 商品推广，推广的商品，时间单位「每日」",
        ),
    ),
    names(
        "sp-placement",
        ("Sponsored Products placements", "商品推广广告位"),
        ("places", "广告位"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Products, Placement, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 商品推广，广告位，时间单位「每日」",
        ),
    ),
    names(
        "sp-campaign",
        ("Sponsored Products campaigns", "商品推广广告活动"),
        ("campaigns", "活动"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Products, Campaign, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 商品推广，广告活动，时间单位「每日」",
        ),
    ),
    names(
        "campaign-table",
        ("Campaign manager table", "广告活动管理表"),
        ("ads-table", "活动表"),
        (
            "Advertising console > Campaign manager > Campaigns, Export (.csv); say the period: --period",
            "广告控制台 > 广告活动管理 > 广告活动，导出（.csv）；请用 --period 指定时间段",
        ),
    ),
    names(
        "ad-group-terms",
        ("Search terms of an ad group", "广告组搜索词"),
        ("group", "组词"),
        (
            "Advertising console > Campaign manager > an ad group > Search terms, Export (.csv); say the period: --period",
            "广告控制台 > 广告活动管理 > 广告组 > 搜索词，导出（.csv）；请用 --period 指定时间段",
        ),
    ),
    names(
        "sb-keyword",
        ("Sponsored Brands keywords", "品牌推广关键词"),
        ("sb-words", "品牌词"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Brands, Keyword, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 品牌推广，关键词，时间单位「每日」",
        ),
    ),
    names(
        "sb-search-term",
        ("Sponsored Brands search terms", "品牌推广搜索词"),
        ("sb-terms", "品牌搜"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Brands, Search term, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 品牌推广，搜索词，时间单位「每日」",
        ),
    ),
    names(
        "sd-targeting",
        ("Sponsored Display targeting", "展示型推广投放"),
        ("sd", "展示"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Display, Targeting, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 展示型推广，投放，时间单位「每日」",
        ),
    ),
    names(
        "sd-matched-target",
        ("Sponsored Display matched targets", "展示型推广匹配目标"),
        ("sd-match", "展示匹配"),
        (
            "Advertising console > Measurement & Reporting > Sponsored ads reports > Sponsored Display, Matched target, time unit Daily",
            "广告控制台 > 衡量和报告 > 赞助广告报告 > 展示型推广，匹配的目标，时间单位「每日」",
        ),
    ),
    names(
        "bulk-operations",
        ("Bulk operations", "批量操作表"),
        ("bulk", "批量"),
        (
            "Advertising console > Bulk operations > Create spreadsheet, Download (.xlsx)",
            "广告控制台 > 批量操作 > 创建电子表格，下载（.xlsx）",
        ),
    ),
    names(
        "bulk-errors",
        ("Errors of a bulk upload", "批量上传错误"),
        ("bulk-err", "批量错"),
        (
            "Advertising console > Bulk operations > Upload history, the file of an upload with errors (.xlsx)",
            "广告控制台 > 批量操作 > 上传历史，有错误的上传所附文件（.xlsx）",
        ),
    ),
    // Sales and listings.
    names(
        "business-asin",
        ("Business report by child ASIN", "业务报告（按子 ASIN）"),
        ("traffic", "流量"),
        (
            "Seller Central > Reports > Business Reports > Detail Page Sales and Traffic by Child Item, Download (.csv); give --period",
            "卖家平台 > 数据报告 > 业务报告 > 详情页面上的销售量与访问量（按子商品），下载（.csv），并用 --period 注明时间段",
        ),
    ),
    names(
        "business-date",
        ("Business report by date", "业务报告（按日期）"),
        ("sales", "销售"),
        (
            "Seller Central > Reports > Business Reports > Sales and Traffic by Date, by day, Download (.csv)",
            "卖家平台 > 数据报告 > 业务报告 > 销售量与访问量（按日期），按天，下载（.csv）",
        ),
    ),
    names(
        "sales-traffic",
        ("Sales and traffic", "销售与流量"),
        ("sales-api", "销售 API"),
        (
            "Selling Partner API: the sales and traffic report, JSON; one day per request for figures by ASIN",
            "销售伙伴 API：销售与流量报告，JSON；按 ASIN 的数据请每次只请求一天",
        ),
    ),
    names(
        "all-listings",
        ("All listings", "所有商品"),
        ("listings", "商品"),
        (
            "Seller Central > Inventory > Inventory Reports > All Listings Report (.txt)",
            "卖家平台 > 库存 > 库存报告 > 所有商品报告（.txt）",
        ),
    ),
    names(
        "active-listings",
        ("Active listings", "在售商品"),
        ("active", "在售"),
        (
            "Seller Central > Inventory > Inventory Reports > Active Listings Report (.txt)",
            "卖家平台 > 库存 > 库存报告 > 在售商品报告（.txt）",
        ),
    ),
    names(
        "open-listings",
        ("Open listings", "可售商品"),
        ("open", "可售"),
        (
            "Seller Central > Inventory > Inventory Reports > Open Listings Report (.txt)",
            "卖家平台 > 库存 > 库存报告 > 可售商品报告（.txt）",
        ),
    ),
    names(
        "fee-preview",
        ("Fee preview", "费用预览"),
        ("fees", "费用"),
        (
            "Seller Central > Reports > Fulfillment by Amazon > Payments > Fee Preview (.txt)",
            "卖家平台 > 数据报告 > 亚马逊物流 > 付款 > 费用预览（.txt）",
        ),
    ),
    // Money.
    names(
        "settlement-v2",
        ("Settlement report, flat file V2", "结算报告（Flat File V2）"),
        ("settled", "结算"),
        (
            "Seller Central > Payments > All Statements > Download Flat File V2 (.txt)",
            "卖家平台 > 付款 > 所有结算一览 > 下载 Flat File V2（.txt）",
        ),
    ),
    names(
        "settlement-v1",
        ("Settlement report, flat file V1", "结算报告（旧版 Flat File）"),
        ("settled-1", "旧版结算"),
        (
            "Seller Central > Payments > All Statements > Download Flat File (.txt)",
            "卖家平台 > 付款 > 所有结算一览 > 下载 Flat File（.txt）",
        ),
    ),
    names(
        "date-range",
        ("Date range transactions", "日期范围交易报告"),
        ("payments", "交易"),
        (
            "Seller Central > Payments > Reports Repository, report type Transaction, a month or your own days (.csv)",
            "卖家平台 > 付款 > 报告库，报告类型「交易」，按月或自定义日期（.csv）",
        ),
    ),
    names(
        "transaction-view",
        ("Transaction view", "交易一览"),
        ("tx-view", "交易一览"),
        ("Seller Central > Payments > Transaction View, Download (.csv)", "卖家平台 > 付款 > 交易一览，下载（.csv）"),
    ),
    // Promotions, brand, competitors, reviews.
    names(
        "promotions",
        ("Promotion performance", "促销活动表现"),
        ("deals", "促销"),
        (
            "Selling Partner API: GET_PROMOTION_PERFORMANCE_REPORT, JSON (Best Deals and Lightning Deals)",
            "销售伙伴 API：GET_PROMOTION_PERFORMANCE_REPORT，JSON（Best Deal 与秒杀）",
        ),
    ),
    names(
        "coupons",
        ("Coupon performance", "优惠券表现"),
        ("coupons", "优惠券"),
        (
            "Selling Partner API: GET_COUPON_PERFORMANCE_REPORT, JSON",
            "销售伙伴 API：GET_COUPON_PERFORMANCE_REPORT，JSON",
        ),
    ),
    names(
        "brand-search-terms",
        ("Brand Analytics search terms", "品牌分析热门搜索词"),
        ("brand", "热搜词"),
        (
            "Seller Central > Brands > Brand Analytics > Top Search Terms, Download (.csv); Selling Partner API: GET_BRAND_ANALYTICS_SEARCH_TERMS_REPORT, JSON",
            "卖家平台 > 品牌 > 品牌分析 > 热门搜索词，下载（.csv）；销售伙伴 API：GET_BRAND_ANALYTICS_SEARCH_TERMS_REPORT，JSON",
        ),
    ),
    names(
        "keepa",
        ("Keepa products", "Keepa 商品"),
        ("keepa", "Keepa品"),
        (
            "Keepa > Product Finder or Product Viewer, Export (.csv or .xlsx)",
            "Keepa > Product Finder 或 Product Viewer，导出（.csv 或 .xlsx）",
        ),
    ),
    names(
        "helium-xray",
        ("Helium 10 Xray", "Helium 10 Xray 选品"),
        ("xray", "Xray品"),
        ("Helium 10 > Xray, on an Amazon search page, Export (.csv)", "Helium 10 > Xray，在亚马逊搜索页导出（.csv）"),
    ),
    names(
        "helium-cerebro",
        ("Helium 10 Cerebro", "Helium 10 Cerebro 反查词"),
        ("cerebro", "反查词"),
        ("Helium 10 > Cerebro, Export (.csv)", "Helium 10 > Cerebro，导出（.csv）"),
    ),
    names(
        "competitors",
        ("Competitors", "竞品"),
        ("rivals", "竞品"),
        (
            "A sheet of your own, CSV or XLSX. Start it with: daydeck template competitors",
            "自己维护的表格（CSV 或 XLSX）。生成模板：daydeck template competitors",
        ),
    ),
    names(
        "reviews",
        ("Product reviews", "商品评论"),
        ("reviews", "评论"),
        (
            "A sheet of your own, CSV or XLSX: no report has reviews. Start it with: daydeck template reviews",
            "自己维护的表格（CSV 或 XLSX），没有报告提供评论。生成模板：daydeck template reviews",
        ),
    ),
    names(
        "disputes",
        ("Claims and chargebacks", "索赔与拒付"),
        ("disputes", "索赔"),
        (
            "A sheet of your own, CSV or XLSX: no report has them. Start it with: daydeck template disputes",
            "自己维护的表格（CSV 或 XLSX），没有报告提供这些数据。生成模板：daydeck template disputes",
        ),
    ),
    names(
        "promotion-calendar",
        ("Promotion calendar", "促销日历"),
        ("calendar", "日历"),
        (
            "A sheet of your own, CSV or XLSX. Start it with: daydeck template promotion-calendar",
            "自己维护的表格（CSV 或 XLSX）。生成模板：daydeck template promotion-calendar",
        ),
    ),
    // The account and its mail.
    names(
        "performance",
        ("Seller performance", "卖家绩效"),
        ("health", "绩效"),
        (
            "Selling Partner API: the seller performance report, version 2, JSON (Account Health has no download)",
            "销售伙伴 API：卖家绩效报告第 2 版，JSON（账户状况页面没有下载）",
        ),
    ),
    names(
        "seller-feedback",
        ("Seller feedback", "卖家反馈"),
        ("feedback", "反馈"),
        (
            "Seller Central > Performance > Feedback > Download (one to three stars); folder or --marketplace say whose",
            "卖家平台 > 绩效 > 反馈 > 下载（一至三星）；由文件夹或 --marketplace 指明站点",
        ),
    ),
    names(
        "mail",
        ("Mail", "邮件文件"),
        ("mail", "邮件"),
        (
            "Your mail program: save the message as .eml, export the mailbox as .mbox, or set [mail] maildir or mbox in the configuration",
            "邮件程序：将邮件另存为 .eml，将邮箱导出为 .mbox，或在配置中设置 [mail] maildir 或 mbox",
        ),
    ),
];

fn of(format: Format) -> Option<&'static Names> {
    TABLE.iter().find(|names| names.word == format.word())
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
        let words: Vec<_> = TABLE.iter().map(|names| names.word).collect();
        assert_eq!(words, Format::ALL.iter().map(|f| f.word()).collect::<Vec<_>>());
        for names in TABLE {
            for (en, zh) in [names.name, names.short, names.from] {
                assert!(!en.is_empty() && !zh.is_empty() && en != zh, "{}", names.word);
            }
            assert!(names.short.0.width() <= 9 && names.short.1.width() <= 9, "{}", names.word);
        }
    }
}
