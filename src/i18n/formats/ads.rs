//! What the reports about advertising are called, and where they are downloaded.

use super::{Names, names};

pub(super) static TABLE: &[Names] = &[
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
];
