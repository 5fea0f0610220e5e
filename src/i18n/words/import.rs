//! Words of files: formats, states of a file.

pub(super) static WORDS: &[(&str, &str, &str)] = &[
    ("all-orders", "All orders", "所有订单"),
    ("unshipped", "Unshipped orders", "未发货订单"),
    ("fba-inventory", "Manage FBA inventory", "管理亚马逊库存"),
    ("fba-planning", "FBA inventory planning", "亚马逊库存规划"),
    ("sp-search-term", "Sponsored Products search terms", "商品推广搜索词"),
    ("performance", "Seller performance", "卖家绩效"),
    ("mail", "Mail", "邮件文件"),
    ("applied", "applied", "已导入"),
    ("partly", "partly", "部分导入"),
    ("waiting", "waiting", "待回答"),
    ("refused", "refused", "已拒绝"),
    ("duplicate", "duplicate", "重复"),
];
