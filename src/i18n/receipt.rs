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
    formula_orders_buy { "short = units to ship of all open orders - units in the own warehouse; due = first promise - supplier's days", "缺口 = 全部未结订单待发 - 自有仓库数量；截止 = 最早发货期限 - 供应商天数" }
    formula_orders_oversold { "free = own warehouse - still to ship; oversold when the listing offers more", "可用 = 自有仓库 - 待发；在售数量更多即超卖" }
    formula_orders_odd { "odd: more units than 99 of 100 orders of the SKU in 90 days, and at least the limit", "异常：超过该 SKU 90 天内 99% 的订单数量，且不低于限值" }
    formula_orders_taken { "not taken: the report speaks of a moment later than marked as shipped + hours until it shows", "未确认：报表时间晚于标记发货时间 + 显示所需小时数" }
    formula_dispute { "deadline: the date in the mail, else the day in the sheet, else the rule counted from the mail", "期限：邮件所写日期，其次台账日期，再次按规则自邮件起算" }
    formula_refund { "due = day it came back + days allowed; a refund in the report or in the payments ends it", "截止 = 退回日期 + 允许天数；报表或付款中出现退款即结束" }
    formula_complaint { "cluster: as many units as the limit within the days; over when the returns known reach the quiet days after it", "集中：天数窗口内件数达到限值；其后退货数据平静满天数即解除" }
    formula_spike { "chance: both stretches have one rate, so each return falls into these days with their share of the units ordered", "概率：两段退货率相同时，每件退货按订购件数占比落入本段" }
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
    formula_runaway { "runaway: spend > times x middle of the days before and >= cost of an order; or no order in spend >= brake x that cost", "失控：花费 > 倍数 x 前几天中位数，且 >= 每单成本；或无订单而花费 >= 刹车倍数 x 每单成本" }
    formula_harvest { "promote: orders older than the lag >= needed, spend / sales <= goal, targeted exactly nowhere", "拓词：归因期外订单 >= 所需，花费 / 销售 <= 目标，且未精准投放" }
    formula_bid { "worth of a click = goal x value of an order x (orders + m x usual rate) / (clicks + m), m clicks of the wider group", "一次点击的价值 = 目标 x 每单金额 x（订单 + m x 平时转化率）/（点击 + m），m 为上级的权重点击数" }
    formula_conversion { "below: Wilson's upper bound (95%) of orders / clicks < the lower of band and the other products' rate", "偏低：订单 / 点击 的威尔逊上限（95%）< 范围下限与其他产品转化率中较低者" }
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
    (Kind::BuyBeforeShip, formula_orders_buy),
    (Kind::Oversold, formula_orders_oversold),
    (Kind::OddOrder, formula_orders_odd),
    (Kind::NotTaken, formula_orders_taken),
    (Kind::ClaimDue, formula_dispute),
    (Kind::ChargebackDue, formula_dispute),
    (Kind::PolicyNotice, formula_dispute),
    (Kind::RefundOwed, formula_refund),
    (Kind::SameComplaint, formula_complaint),
    (Kind::MoreReturns, formula_spike),
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
    (Kind::RunawaySpend, formula_runaway),
    (Kind::NegateTerm, formula_negate),
    (Kind::HarvestTerm, formula_harvest),
    (Kind::BidOff, formula_bid),
    (Kind::LowConversion, formula_conversion),
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
    ("acos", "ad cost share of sales", "广告花费占比"),
    ("acted", "marked as shipped", "标记已发货"),
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
    ("asin", "ASIN", "ASIN 编号"),
    ("asked", "asked by mail", "来信时间"),
    ("assessment", "ages are taken on", "库龄快照日"),
    ("at_most", "conversion at most (95%)", "转化率上限（95%）"),
    ("available", "sellable units", "可售数量"),
    ("b_cover", "over above days of stock", "解除：可售天数"),
    ("b_inbound", "over with inbound above days", "解除：含在途天数"),
    ("back", "came back", "退回"),
    ("band", "band", "范围"),
    ("band_from", "step of the fee from days", "费率档起始天数"),
    ("band_to", "step of the fee to days", "费率档截止天数"),
    ("base_count", "usual: units back", "平常：退回件数"),
    ("base_days", "usual: days", "平常：天数"),
    ("base_units", "usual: units ordered", "平常：订购件数"),
    ("basis", "target cost from", "目标成本依据"),
    ("between", "time between both", "两封间隔"),
    ("bid", "bid", "竞价"),
    ("big_from", "large from orders a week", "大卖家：每周订单数起"),
    ("brake_times", "times the cost of an order", "每单成本的倍数"),
    ("budget", "bad ones that are still allowed", "仍可容许的不良数"),
    ("business_days", "business days to cancellation", "取消前工作日数"),
    ("by", "until", "最迟日期"),
    ("by_age", "units by their ages", "按库龄的数量"),
    ("cadence", "cadence", "频率"),
    ("campaign", "campaign", "广告活动"),
    ("campaigns", "campaigns", "广告活动数"),
    ("cancel_at", "Amazon cancels at", "亚马逊取消时间"),
    ("cause", "cause", "原因类别"),
    ("chance", "chance of no order", "无订单概率"),
    ("claim_at", "claim possible from", "可索赔起始"),
    ("clean", "good orders that bring it back", "恢复所需的良好订单数"),
    ("clicks", "clicks", "点击"),
    ("corrected", "days without stock left out", "已剔除断货日"),
    ("count", "units that came back", "退回件数"),
    ("counted", "counted on", "盘点日期"),
    ("cover", "days of sellable stock", "可售天数"),
    ("cover_inbound", "days with inbound", "含在途天数"),
    ("cpa", "target cost of an order", "目标每单成本"),
    ("dated", "removal day known", "移除日已知"),
    ("day", "day of the report", "报表日期"),
    ("days", "days judged", "统计天数"),
    ("days_allowed", "days allowed", "允许天数"),
    ("days_past", "days past the promise", "超过承诺天数"),
    ("defect", "counts as a defect", "计入缺陷"),
    ("defects", "bad ones", "不良数"),
    ("delivered", "came back on", "退回日期"),
    ("differ", "Amazon and our count differ", "与亚马逊不一致"),
    ("due", "due", "截止"),
    ("due_known", "deadline known", "期限已知"),
    ("end", "ends on", "结束日"),
    ("expected", "expected conversion", "预期转化率"),
    ("expires", "best before", "保质期至"),
    ("express", "last day to ship by express", "快递最晚发货日"),
    ("fair", "worth of a click", "一次点击的价值"),
    ("fast-sea", "last day to ship by fast sea", "快船最晚发货日"),
    ("fee", "Amazon's estimate of the fee", "亚马逊估计的费用"),
    ("file", "file", "文件"),
    ("first", "first mail", "第一封"),
    ("first_day", "first day", "首日"),
    ("fnsku", "FNSKU", "FNSKU 编码"),
    ("free", "free units", "可用数量"),
    ("from", "from", "起始"),
    ("from_age", "charged from days of age", "收费起始库龄"),
    ("fulfilment", "shipped by", "配送方"),
    ("given_on", "given on", "评价日期"),
    ("goal", "own goal", "自定目标时间"),
    ("goal_hours", "own goal in hours", "自定目标小时数"),
    ("granted_at", "claim granted from", "索赔成立起始"),
    ("have", "in the own warehouse", "自有仓库数量"),
    ("hero", "best seller", "畅销品"),
    ("hours", "limit in hours", "限值（小时）"),
    ("hours_to_show", "hours until it shows", "显示所需小时数"),
    ("import", "import number", "导入编号"),
    ("imported", "imported", "导入时间"),
    ("inbound", "units on the way", "在途数量"),
    ("item", "item", "事项"),
    ("keyword", "keyword", "关键词"),
    ("known", "reports known until", "报表数据截至"),
    ("lacking", "units short", "缺口"),
    ("lag", "days too young to judge", "过新不计的天数"),
    ("last", "last time", "上次"),
    ("last_back", "last of the cluster on", "集中退回的最后日期"),
    ("last_day", "last day", "最后一天"),
    ("lasting", "told after days", "提醒所需天数"),
    ("lead", "lead days", "交期天数"),
    ("lead_known", "supplier's days known", "供应商天数已知"),
    ("least", "alarm from units", "预警件数起"),
    ("limit", "limit", "限值"),
    ("line", "fee below days", "收费线（天）"),
    ("listed", "bulk operations file read", "已读批量操作文件"),
    ("listed_on", "day of the listing report", "在售报表日期"),
    ("long", "supply of 90 days", "90 天历史可售天数"),
    ("lost", "units lost", "丢失数量"),
    ("lot", "lot", "批次"),
    ("mail_day", "day in the mail", "邮件所写日期"),
    ("match_type", "match type", "匹配类型"),
    ("messages", "mails without an answer", "未回复邮件数"),
    ("metric", "metric", "指标"),
    ("missed", "target missed by our count", "自行计算是否未达标"),
    ("mode", "way to ship", "运输方式"),
    ("more_skus", "further SKUs", "其他 SKU 数"),
    ("most", "campaign that spends most", "花费最多的活动"),
    ("near", "days of one time", "同期天数"),
    ("near_budget", "near from so many allowed", "接近：剩余可容许数"),
    ("needed", "clicks that decide", "判定所需点击"),
    ("notice", "days of notice", "提前天数"),
    ("notices", "notices in the thread", "会话中的通知数"),
    ("number", "number", "编号"),
    ("offer_checked", "offer checked", "已检查报价"),
    ("order", "order", "订单"),
    ("orders", "orders", "订单数"),
    ("other", "another campaign", "另一活动"),
    ("others", "conversion of the other products", "其他产品转化率"),
    ("our_late", "late by our count", "自行计算是否迟发"),
    ("our_verge", "verge by our count", "自行计算是否即将取消"),
    ("ours", "by our count", "我们的计算"),
    ("over", "too many offered", "超出数量"),
    ("payer", "payer noted", "承担方已注明"),
    ("per_day", "sales a day", "日销售额"),
    ("period", "period", "周期"),
    ("place", "place", "地点"),
    ("practice", "practice", "准则"),
    ("premium", "premium order", "优先订单"),
    ("price", "price", "价格"),
    ("product", "product", "商品"),
    ("promise", "ship by", "最晚发货"),
    ("quantity", "offered", "在售数量"),
    ("quiet", "over after quiet days", "平静天数后解除"),
    ("rate", "rate", "比率"),
    ("reason", "reason", "原因"),
    ("receive", "days to receive", "入库天数"),
    ("received", "received", "接收时间"),
    ("refunded", "refunded on", "退款日"),
    ("reimbursed", "units reimbursed", "已赔付件数"),
    ("removable", "removal until", "可申请移除至"),
    ("removal", "removal day", "移除日"),
    ("report", "report", "报表"),
    ("reported_to", "reported up to", "统计截至"),
    ("reports", "reports that show it", "显示的报表数"),
    ("requested", "asked on", "申请日期"),
    ("rest", "days between two changes", "两次调整间隔天数"),
    ("run_out", "runs out on", "售罄日"),
    ("sales", "sales", "销售额"),
    ("says", "deadline named by", "期限依据"),
    ("season", "season", "季节"),
    ("second", "second mail", "第二封"),
    ("seen", "still listed at", "仍列出的时间"),
    ("share", "share in transfer", "转运比例"),
    ("sheet_day", "day in the sheet", "台账所写日期"),
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
    ("span", "within days", "天数窗口"),
    ("speed", "units a day", "日销量"),
    ("spend", "spend", "花费"),
    ("spend_most", "spend of that campaign", "该活动花费"),
    ("spent_on", "day of the spend", "花费日期"),
    ("standing", "standing", "状况"),
    ("stars", "stars", "星级"),
    ("start", "starts on", "开始日"),
    ("start_known", "start known", "开始日已知"),
    ("started", "begun on", "开始日期"),
    ("state", "state", "状态"),
    ("status", "Amazon's status", "亚马逊的状态"),
    ("step", "bid after one step", "一步后的竞价"),
    ("step_limit", "largest step", "最大步幅"),
    ("stock", "units at Amazon", "亚马逊库存数量"),
    ("storage", "storage of the next month", "下月仓储费"),
    ("supplier", "supplier", "供应商"),
    ("taken", "taken at", "认领时间"),
    ("target", "target", "目标"),
    ("target_acos", "target ACOS", "目标 ACOS 值"),
    ("target_id", "id of the target", "投放编号"),
    ("targeting", "targeting", "定向"),
    ("term", "search term", "搜索词"),
    ("test", "test", "判断方式"),
    ("times", "times the usual", "平时的倍数"),
    ("to", "to", "截至"),
    ("to_ship", "still to ship", "待发数量"),
    ("told_by", "told by", "依据"),
    ("topic", "topic", "主题"),
    ("total", "order total", "订单金额"),
    ("transfer", "units in transfer", "转运数量"),
    ("turn", "direction", "方向"),
    ("units", "units", "数量"),
    ("units_30", "units of 30 days", "30 天销量"),
    ("units_7", "units of 7 days", "7 天销量"),
    ("units_90", "units of 90 days", "90 天销量"),
    ("unreconciled", "not reconciled by Amazon", "亚马逊未核销数量"),
    ("unsellable", "unsellable units", "不可售数量"),
    ("until", "until", "截至"),
    ("usual", "usual units at most", "通常不超过"),
    ("value", "value of an order", "每单金额"),
    ("verified", "sender verified", "发件人已验证"),
    ("violation_hours", "hours to answer", "处理时限（小时）"),
    ("wait", "days to wait", "等待天数"),
    ("wanted", "wanted", "要求"),
    ("warn", "warning line", "预警线"),
    ("way", "way that closed", "已截止的方式"),
    ("what", "kind", "类型"),
    ("who", "who", "操作人"),
    ("whole", "day was over", "当天已结束"),
    ("within", "to be claimed within days", "索赔期限（天）"),
    ("worth", "worth at its price", "按售价计金额"),
    ("younger", "units of 91 to 180 days", "91 至 180 天的数量"),
];

/// Numbers that mean something of their own in a kind: kind, stable name, English, Chinese.
const OWN_INPUTS: &[(Kind, &str, &str, &str)] = &[
    (Kind::MoreReturns, "chance", "chance of so many or more", "达到此数的概率"),
    (Kind::MoreReturns, "lag", "days from order to return", "订单到退货天数"),
    (Kind::MoreReturns, "last_back", "these days end on", "天数窗口截止"),
    (Kind::MoreReturns, "limit", "chance up to which it is too much", "预警概率上限"),
    (Kind::MoreReturns, "units", "units ordered", "订购件数"),
    (Kind::RunawaySpend, "day", "day of the spend", "花费日期"),
    (Kind::RunawaySpend, "known", "days known", "已知天数"),
    (Kind::RunawaySpend, "usual", "usual spend of a day", "平时日花费"),
    (Kind::HarvestTerm, "as", "to add as", "添加方式"),
    (Kind::HarvestTerm, "needed", "orders that decide", "判定所需订单"),
    (Kind::BidOff, "basis", "value of an order from", "每单金额依据"),
];

/// What a number of an item of this kind is called; `None` of one that has no name yet.
pub fn input(lang: Lang, kind: Kind, name: &str) -> Option<&'static str> {
    if let Some((_, _, en, zh)) = OWN_INPUTS.iter().find(|(of, known, ..)| *of == kind && *known == name) {
        return Some(lang.pick(en, zh, en));
    }
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
        let shared = INPUTS.iter().map(|(name, en, zh)| (Kind::OddOrder, *name, *en, *zh));
        for (kind, name, en, zh) in shared.chain(OWN_INPUTS.iter().copied()) {
            assert_eq!((input(Lang::En, kind, name), input(Lang::Zh, kind, name)), (Some(en), Some(zh)));
            assert!(!en.is_empty() && zh.chars().any(|c| c >= '\u{4e00}'), "{name}");
            assert!(en.width() <= 34 && zh.width() <= 34 && zh.width() == zh.width_cjk(), "{name}");
        }
        assert_eq!(input(Lang::En, Kind::RunawaySpend, "nothing"), None);
    }
}
