//! Words of printed and exported lists: the fields of a work item that are no columns of a screen.

pub(super) static WORDS: &[(&str, &str, &str)] = &[
    ("id", "id", "编号"),
    ("kind", "kind", "类别"),
    ("name", "kind", "类别"),
    ("entity", "about", "对象"),
    ("lane", "lane", "紧急程度"),
    ("claimed_by", "claimed by", "认领人"),
    ("money", "at stake", "涉及金额"),
    ("currency", "currency", "货币"),
    ("rule", "rule", "规则"),
    ("item", "work item", "事项"),
];
