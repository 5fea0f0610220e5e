//! What the reports about orders and returns are called, and where they are downloaded.

use super::{Names, names};

pub(super) static TABLE: &[Names] = &[
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
];
