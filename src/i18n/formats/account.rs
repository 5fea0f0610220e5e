//! What the reports about the account and its mail are called, and where they are downloaded.

use super::{Names, names};

pub(super) static TABLE: &[Names] = &[
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
