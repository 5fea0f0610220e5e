//! Words of files: their states.

pub(super) static WORDS: &[(&str, &str, &str)] = &[
    ("applied", "applied", "已导入"),
    ("partly", "partly", "部分导入"),
    ("waiting", "waiting", "待回答"),
    ("refused", "refused", "已拒绝"),
    ("duplicate", "duplicate", "重复"),
    ("undone", "taken back", "已撤回"),
];
