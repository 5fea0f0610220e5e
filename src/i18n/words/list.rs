//! Words of the lists: tabs, views, column headings, labels of the detail pane.

pub(super) static WORDS: &[(&str, &str, &str)] = &[
    ("today", "Today", "今日"),
    ("orders", "Orders", "订单"),
    ("messages", "Messages", "邮件"),
    ("ads", "Ads", "广告"),
    ("stock", "Stock", "库存"),
    ("practices", "Practices", "准则"),
    ("imports", "Imports", "导入"),
];
