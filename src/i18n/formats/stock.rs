//! What the reports about stock are called, and where they are downloaded.

use super::{Names, names};

pub(super) static TABLE: &[Names] = &[
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
];
