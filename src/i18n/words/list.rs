//! Words of the lists: tabs, views, column headings, labels of the detail pane.

pub(super) static WORDS: &[(&str, &str, &str)] = &[
    // Tabs.
    ("today", "Today", "今日"),
    ("orders", "Orders", "订单"),
    ("messages", "Messages", "邮件"),
    ("ads", "Ads", "广告"),
    ("stock", "Stock", "库存"),
    ("practices", "Practices", "准则"),
    ("imports", "Imports", "导入"),
    // Views; a state of the same word may read otherwise.
    ("view-open", "Open", "待办"),
    ("view-mine", "Mine", "我的"),
    ("view-everyone", "Everyone", "全员"),
    ("view-snoozed", "Snoozed", "已暂停"),
    ("view-done", "Done", "已完成"),
    ("view-ship", "Ship", "待发货"),
    ("view-all", "All", "全部"),
    ("view-cancelled", "Cancelled", "已取消"),
    ("view-needs-answer", "Needs answer", "待回复"),
    ("view-claims", "Claims", "索赔"),
    ("view-decide", "Decide", "待决定"),
    ("view-terms", "Terms", "搜索词"),
    ("view-reorder", "Reorder", "补货"),
    ("view-due", "Due", "到期"),
    ("view-problems", "Problems", "问题"),
    ("view-files", "Files", "文件"),
    ("view-freshness", "Freshness", "时效"),
    // Columns.
    ("ship_by", "ship by", "发货剩余"),
    ("order_id", "order", "订单号"),
    ("sku", "SKU", "SKU"),
    ("title", "item", "商品"),
    ("units", "qty", "数量"),
    ("total", "total", "金额"),
    ("channel", "ch", "渠道"),
    ("state", "state", "状态"),
    ("marketplace", "mk", "站"),
    ("purchased_at", "bought", "下单时间"),
    ("store", "store", "店铺"),
    ("answer_by", "answer", "回复剩余"),
    ("from", "from", "发件人"),
    ("subject", "subject", "主题"),
    ("class", "class", "类别"),
    ("sent_at", "sent", "发送时间"),
    ("verdict", "do", "建议"),
    ("term", "term", "搜索词"),
    ("match_type", "match", "匹配"),
    ("campaign", "campaign", "广告活动"),
    ("ad_group", "ad group", "广告组"),
    ("impressions", "impr", "曝光"),
    ("clicks", "clicks", "点击"),
    ("spend", "spend", "花费"),
    ("sales", "sales", "销售额"),
    ("acos", "ACOS", "ACOS"),
    ("cvr", "CVR", "转化率"),
    ("available", "avail", "可售"),
    ("inbound", "inbnd", "在途"),
    ("speed", "per day", "日销"),
    ("cover", "cover", "可售天"),
    ("run_out", "empty", "售罄日"),
    ("ship_before", "ship till", "最晚发"),
    ("snapshot_day", "as of", "快照日"),
    ("number", "#", "#"),
    ("practice", "practice", "准则"),
    ("cadence", "cadence", "周期"),
    ("signed_at", "signed", "签核时间"),
    ("signed_by", "by", "签核人"),
    ("due", "due", "到期"),
    ("received_at", "received", "接收时间"),
    ("format", "report", "报表"),
    ("file", "file", "文件"),
    ("rows", "rows", "行数"),
    ("inserted", "new", "新增"),
    ("unchanged", "same", "未变"),
    ("rejected", "bad", "拒绝"),
    ("col-updated", "changed", "更新"),
    ("as_of", "as of", "截至"),
    ("seconds", "s", "秒"),
    ("age", "age", "时长"),
    ("wanted", "wanted", "期望"),
];

#[cfg(test)]
mod tests {
    use crate::domain::list::{FRESHNESS, List};
    use crate::i18n::words::has;

    #[test]
    fn every_column_and_view_has_a_heading() {
        for list in List::ALL {
            assert!(has(list.word()), "{list:?}");
            for view in list.views() {
                assert!(has(&format!("view-{view}")), "{view}");
            }
            for column in list.columns().iter().chain(FRESHNESS) {
                assert!(has(column.id) || has(&format!("col-{}", column.id)), "{}", column.id);
            }
        }
    }
}
