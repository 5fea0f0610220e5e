//! What the reports about money are called, and where they are downloaded.

use super::{Names, names};

pub(super) static TABLE: &[Names] = &[
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
];
