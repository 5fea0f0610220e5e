//! What the reports about sales and listings are called, and where they are downloaded.

use super::{Names, names};

pub(super) static TABLE: &[Names] = &[
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
];
