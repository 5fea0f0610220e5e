//! The receipt of a row: how a rule came to its verdict, and what the numbers that it used are called.

use super::Lang;
use crate::domain::work::Kind;
use crate::messages;

messages! {
    report_is(report, import) { "report: {report}, import {import}", "报表：{report}，导入编号 {import}" }
    import_is(import) { "no report that is known, import {import}", "不是已知报表，导入编号 {import}" }
    file_row(file, row) { "file: {file}, row {row}", "文件：{file}，第 {row} 行" }
    file_whole(file) { "file: {file}, as a whole", "文件：{file}，整个文件" }
    as_of(at, age) { "as of: {at}, {age} old", "截至：{at}，距今 {age}" }
    item_file { "The work item rests on an older file:", "待办依据较早的文件：" }
    rule_is(rule) { "rule: {rule}", "规则：{rule}" }
    formula_is(formula) { "formula: {formula}", "公式：{formula}" }
    inputs { "inputs", "输入" }
    input_is(name, value) { "  {name}: {value}", "  {name}：{value}" }
    columns { "row", "本行" }
    not_read { "The file is still being looked up; close and open again.", "文件正在查找；请关闭后重新打开。" }
    no_file { "No file is known for this row.", "此行没有已知文件。" }
    journal { "source: the team's journal", "来源：团队日志" }
    fold { "Each of these has a receipt of its own: unfold them (Right), then press the key again.", "每一项各有依据：先展开（Right），再按此键。" }
    formula_orders_verge { "verge: Amazon's flag, or today is that many business days (Monday to Friday) after ship-by", "即将取消：亚马逊标记，或今天已到最晚发货后规定的工作日（周一至周五）" }
    formula_orders_ship { "to ship: Amazon's late flag, days past >= 0, or ship-by <= end of the marketplace's today", "需发货：亚马逊标记迟发，或超期天数 >= 0，或最晚发货 <= 站点当日结束" }
    formula_orders_cancel { "to decide: the buyer asked to cancel and units are still to ship", "需决定：买家要求取消且仍有未发数量" }
    formula_messages { "due = first mail without an answer + limit in hours; overdue when that is past", "截止 = 首封未回复邮件 + 限定小时数；过后即超时" }
    formula_stock_out { "out: sellable units <= 0 and none on the way; loss a day = units a day x price", "断货：可售 <= 0 且无在途；日损失 = 日销量 x 价格" }
    formula_stock_near { "days = sellable units / units a day; last day to ship = run-out - lead days - days to receive", "天数 = 可售数量 / 日销量；最晚发货日 = 售罄日 - 运输天数 - 入库天数" }
    formula_speed { "units a day: the weighted mean of the units shipped in 7, 30, 60 and 90 days", "日销量：7、30、60、90 天发货量的加权平均" }
    formula_coming { "out, goods coming: sellable units <= 0, some on the way, some sold in 90 days", "断货，货在途：可售 <= 0、有在途、90 天内有销量" }
    formula_watch { "watch: days of stock or days with inbound at or below the upper limit, above the alarm", "关注：可售天数或含在途天数不高于上限，且高于预警" }
    formula_way { "closed: today - (run-out - lead days - days to receive) is 1 to the days of notice", "截止：今天 -（售罄日 - 运输天数 - 入库天数）为 1 至提醒天数" }
    formula_send_in { "ours = units a day x days of the upper limit - sellable units - units on the way", "我们的数量 = 日销量 x 上限天数 - 可售 - 在途" }
    formula_low_fee { "fee: Amazon's word, or the longer of both supplies below the line; near below the warning line", "收费：亚马逊的标记，或两项天数中较长者低于收费线；低于预警线即临近" }
    formula_aged { "aged: the units Amazon will charge for; where blank, the units in bands of age at or above the line", "超龄：亚马逊将收费的数量；为空时取库龄达到收费线的数量" }
    formula_excess { "excess: Amazon's; where blank, sellable units - units a day x days of the limit", "冗余：亚马逊的数字；为空时 = 可售 - 日销量 x 限定天数" }
    formula_unsellable { "to remove: more unsellable units than the limit; due = first report above it + days", "需移除：不可售多于限值；截止 = 首份超限报表 + 天数" }
    formula_transfer { "share = units in transfer / (sellable + reserved), above the limit in every report since then", "比例 = 转运 /（可售 + 预留），自该日起每份报表都高于限值" }
    formula_season { "last day to ship = start of the season - lead days - days to receive", "最晚发货日 = 季节开始 - 运输天数 - 入库天数" }
    formula_lost { "open = lost - found - reimbursed, oldest loss first, at most what Amazon has not reconciled", "未结 = 丢失 - 找到 - 赔付，先抵最早的丢失，不超过亚马逊未核销数" }
    formula_returned { "units = refunded product sales / price of a unit; open while fewer came back and nothing was paid", "数量 = 退款商品额 / 单价；退回不足且未赔付时未结" }
    formula_expiry { "last day = best-before date - days before it; told when today is within the notice", "最后日 = 保质期 - 提前天数；进入提醒期时提醒" }
    formula_stranded { "stranded: the newest complete day lists it with units; today when removal day - today <= days of warning", "无在售信息：最新完整一天仍列有数量；移除日 - 今天 <= 预警天数时归入今日" }
    formula_negate { "exclude: (1 - expected conversion) ^ clicks <= limit, no order, and spend >= target cost of an order", "否定：（1 - 预期转化率）^ 点击 <= 限值、无订单且花费 >= 目标每单成本" }
    formula_metric { "rate = bad ones / orders, or good ones / orders; near: few bad ones are still allowed, or past the warning line", "比率 = 不良数 / 订单数，或良好数 / 订单数；接近：可容许数所剩无几，或越过预警线" }
    formula_practice { "due at the end of the period of its cadence; signing it off within the period settles it", "在周期结束时到期；周期内签核即完成" }
    formula_report { "age = now - moment of which the newest file speaks; old when above the limit", "时长 = 现在 - 最新文件截至时间；超过限值即过期" }
    formula_file { "open while the newest file of its name is refused or waits for an answer", "同名最新文件被拒绝或等待回答时保持打开" }
}

/// A message without numbers.
type Text = fn(Lang) -> &'static str;

/// How the rules come to their verdicts; a kind without a row here says it all in its reason.
const FORMULAS: &[(Kind, Text)] = &[
    (Kind::VergeOfCancellation, formula_orders_verge),
    (Kind::ShipToday, formula_orders_ship),
    (Kind::BuyerCancellation, formula_orders_cancel),
    (Kind::AnswerDue, formula_messages),
    (Kind::AnswerOverdue, formula_messages),
    (Kind::OutOfStock, formula_stock_out),
    (Kind::OutOfStock, formula_speed),
    (Kind::OutGoodsComing, formula_coming),
    (Kind::OutGoodsComing, formula_speed),
    (Kind::StockOutNear, formula_stock_near),
    (Kind::StockOutNear, formula_speed),
    (Kind::StockToWatch, formula_watch),
    (Kind::StockToWatch, formula_stock_near),
    (Kind::StockToWatch, formula_speed),
    (Kind::WayClosed, formula_way),
    (Kind::WayClosed, formula_speed),
    (Kind::SendIn, formula_send_in),
    (Kind::SendIn, formula_speed),
    (Kind::LostUnpaid, formula_lost),
    (Kind::NeverReturned, formula_returned),
    (Kind::StrandedStock, formula_stranded),
    (Kind::LowStockFee, formula_low_fee),
    (Kind::AgedStockFee, formula_aged),
    (Kind::ExcessStock, formula_excess),
    (Kind::ExcessStock, formula_speed),
    (Kind::UnsellableStock, formula_unsellable),
    (Kind::StuckTransfer, formula_transfer),
    (Kind::SeasonNear, formula_season),
    (Kind::SeasonNear, formula_speed),
    (Kind::ExpiryNear, formula_expiry),
    (Kind::NegateTerm, formula_negate),
    (Kind::MetricNearTarget, formula_metric),
    (Kind::PracticeDue, formula_practice),
    (Kind::ReportMissing, formula_report),
    (Kind::ImportRefused, formula_file),
];

/// How the rule of a kind comes to its verdict, line by line.
pub fn formula(lang: Lang, kind: Kind) -> impl Iterator<Item = &'static str> {
    FORMULAS.iter().filter(move |(of, _)| *of == kind).map(move |(_, text)| text(lang))
}

/// What the numbers of items are called: stable name, English, Chinese; sorted.
const INPUTS: &[(&str, &str, &str)] = &[
    ("a_cover", "alarm at days of stock", "预警：可售天数"),
    ("a_inbound", "alarm with inbound at days", "预警：含在途天数"),
    ("ad_group", "ad group", "广告组"),
    ("advice", "Amazon's advice", "亚马逊的建议"),
    ("ahead", "days before the best-before date", "保质期前天数"),
    ("air", "last day to ship by air", "空运最晚发货日"),
    ("amazon_late", "Amazon says late", "亚马逊判定迟发"),
    ("amazon_verge", "Amazon says verge of cancellation", "亚马逊判定即将取消"),
    ("amount", "amount", "金额"),
    ("applied", "Amazon takes the fee", "亚马逊是否收费"),
    ("as", "to exclude as", "否定方式"),
    ("as_of", "newest file speaks of", "最新文件截至"),
    ("assessment", "ages are taken on", "库龄快照日"),
    ("at_most", "conversion at most (95%)", "转化率上限（95%）"),
    ("available", "sellable units", "可售数量"),
    ("b_cover", "over above days of stock", "解除：可售天数"),
    ("b_inbound", "over with inbound above days", "解除：含在途天数"),
    ("back", "units that came back", "退回数量"),
    ("band_from", "step of the fee from days", "费率档起始天数"),
    ("band_to", "step of the fee to days", "费率档截止天数"),
    ("basis", "target cost from", "目标成本依据"),
    ("big_from", "large from orders a week", "大卖家：每周订单数起"),
    ("budget", "bad ones that are still allowed", "仍可容许的不良数"),
    ("business_days", "business days to cancellation", "取消前工作日数"),
    ("by", "until", "最迟日期"),
    ("by_age", "units by their ages", "按库龄的数量"),
    ("cadence", "cadence", "频率"),
    ("campaign", "campaign", "广告活动"),
    ("cancel_at", "Amazon cancels at", "亚马逊取消时间"),
    ("chance", "chance of no order", "无订单概率"),
    ("claim_at", "claim possible from", "可索赔起始"),
    ("clean", "good orders that bring it back", "恢复所需的良好订单数"),
    ("clicks", "clicks", "点击"),
    ("corrected", "days without stock left out", "已剔除断货日"),
    ("cover", "days of sellable stock", "可售天数"),
    ("cover_inbound", "days with inbound", "含在途天数"),
    ("cpa", "target cost of an order", "目标每单成本"),
    ("dated", "removal day known", "移除日已知"),
    ("day", "day of the stock", "库存日期"),
    ("days", "days judged", "统计天数"),
    ("days_past", "days past the promise", "超过承诺天数"),
    ("defects", "bad ones", "不良数"),
    ("differ", "Amazon and our count differ", "与亚马逊不一致"),
    ("due", "due", "截止"),
    ("end", "ends on", "结束日"),
    ("expected", "expected conversion", "预期转化率"),
    ("expires", "best before", "保质期至"),
    ("express", "last day to ship by express", "快递最晚发货日"),
    ("fast-sea", "last day to ship by fast sea", "快船最晚发货日"),
    ("fee", "Amazon's estimate of the fee", "亚马逊估计的费用"),
    ("file", "file", "文件"),
    ("first_day", "first day", "首日"),
    ("fnsku", "FNSKU", "FNSKU 编码"),
    ("from", "from", "起始"),
    ("from_age", "charged from days of age", "收费起始库龄"),
    ("fulfilment", "shipped by", "配送方"),
    ("goal", "own goal", "自定目标时间"),
    ("goal_hours", "own goal in hours", "自定目标小时数"),
    ("granted_at", "claim granted from", "索赔成立起始"),
    ("hero", "best seller", "畅销品"),
    ("hours", "limit in hours", "限值（小时）"),
    ("import", "import number", "导入编号"),
    ("imported", "imported", "导入时间"),
    ("inbound", "units on the way", "在途数量"),
    ("known", "reports known until", "报表数据截至"),
    ("lag", "days too young to judge", "过新不计的天数"),
    ("last", "last time", "上次"),
    ("last_day", "last day", "最后一天"),
    ("lasting", "told after days", "提醒所需天数"),
    ("lead", "days on the way", "运输天数"),
    ("limit", "limit", "限值"),
    ("line", "fee below days", "收费线（天）"),
    ("long", "supply of 90 days", "90 天历史可售天数"),
    ("lost", "units lost", "丢失数量"),
    ("lot", "lot", "批次"),
    ("match_type", "match type", "匹配类型"),
    ("messages", "mails without an answer", "未回复邮件数"),
    ("metric", "metric", "指标"),
    ("missed", "target missed by our count", "自行计算是否未达标"),
    ("mode", "way to ship", "运输方式"),
    ("near_budget", "near from so many allowed", "接近：剩余可容许数"),
    ("needed", "clicks that decide", "判定所需点击"),
    ("notice", "days of notice", "提前天数"),
    ("number", "number", "编号"),
    ("offer_checked", "offer checked", "已检查报价"),
    ("order", "order", "订单"),
    ("orders", "orders", "订单数"),
    ("our_late", "late by our count", "自行计算是否迟发"),
    ("our_verge", "verge by our count", "自行计算是否即将取消"),
    ("ours", "by our count", "我们的计算"),
    ("per_day", "sales a day", "日销售额"),
    ("period", "period", "周期"),
    ("place", "place", "地点"),
    ("practice", "practice", "准则"),
    ("premium", "premium order", "优先订单"),
    ("price", "price", "价格"),
    ("product", "product", "商品"),
    ("promise", "ship by", "最晚发货"),
    ("rate", "rate", "比率"),
    ("reason", "reason", "原因"),
    ("receive", "days to receive", "入库天数"),
    ("received", "received", "接收时间"),
    ("refunded", "refunded on", "退款日"),
    ("removal", "removal day", "移除日"),
    ("report", "report", "报表"),
    ("reported_to", "reported up to", "统计截至"),
    ("reports", "reports that show it", "显示的报表数"),
    ("run_out", "runs out on", "售罄日"),
    ("season", "season", "季节"),
    ("share", "share in transfer", "转运比例"),
    ("ship_by", "last day to ship", "最晚发货日"),
    ("short", "supply of 30 days", "30 天历史可售天数"),
    ("since", "since", "起始时间"),
    ("size_known", "size of the store known", "店铺规模已知"),
    ("sku", "SKU", "SKU 编码"),
    ("slow-sea", "last day to ship by slow sea", "慢船最晚发货日"),
    ("snapshots", "days of stock files", "库存文件天数"),
    ("snapshots_wanted", "days of stock files wanted", "所需库存文件天数"),
    ("sold", "units sold", "已售数量"),
    ("soon", "days of warning", "预警天数"),
    ("speed", "units a day", "日销量"),
    ("spend", "spend", "花费"),
    ("standing", "standing", "状况"),
    ("start", "starts on", "开始日"),
    ("start_known", "start known", "开始日已知"),
    ("state", "state", "状态"),
    ("status", "Amazon's status", "亚马逊的状态"),
    ("stock", "units at Amazon", "亚马逊库存数量"),
    ("storage", "storage of the next month", "下月仓储费"),
    ("target", "target", "目标"),
    ("target_acos", "target ACOS", "目标 ACOS 值"),
    ("targeting", "targeting", "定向"),
    ("term", "search term", "搜索词"),
    ("to", "to", "截至"),
    ("told_by", "told by", "依据"),
    ("total", "order total", "订单金额"),
    ("transfer", "units in transfer", "转运数量"),
    ("units", "units", "数量"),
    ("units_30", "units of 30 days", "30 天销量"),
    ("units_7", "units of 7 days", "7 天销量"),
    ("units_90", "units of 90 days", "90 天销量"),
    ("unreconciled", "not reconciled by Amazon", "亚马逊未核销数量"),
    ("unsellable", "unsellable units", "不可售数量"),
    ("until", "to be claimed until", "索赔截止"),
    ("wait", "days to wait", "等待天数"),
    ("wanted", "wanted", "要求"),
    ("warn", "warning line", "预警线"),
    ("way", "way that closed", "已截止的方式"),
    ("who", "who", "操作人"),
    ("within", "to be claimed within days", "索赔期限（天）"),
    ("worth", "worth at its price", "按售价计金额"),
    ("younger", "units of 91 to 180 days", "91 至 180 天的数量"),
];

/// What a number of an item is called; `None` of one that has no name yet.
pub fn input(lang: Lang, name: &str) -> Option<&'static str> {
    let at = INPUTS.binary_search_by(|(known, ..)| (*known).cmp(name)).ok()?;
    let (_, en, zh) = INPUTS[at];
    Some(lang.pick(en, zh, en))
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::*;

    #[test]
    fn numbers_have_a_name_in_both_languages_and_are_found() {
        assert!(INPUTS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (name, en, zh) in INPUTS {
            assert_eq!((input(Lang::En, name), input(Lang::Zh, name)), (Some(*en), Some(*zh)));
            assert!(!en.is_empty() && zh.chars().any(|c| c >= '\u{4e00}'), "{name}");
            assert!(en.width() <= 34 && zh.width() <= 34 && zh.width() == zh.width_cjk(), "{name}");
        }
        assert_eq!(input(Lang::En, "nothing"), None);
    }
}
