//! Texts of the kinds about returns, feedback and reviews.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::ReturnRequest,
        name: line!("Return request waits", "退货请求待处理"),
        short: line!("Return", "退货"),
        title: &[line!("{entity} return request waits: {sku:24}", "{entity} 退货请求待处理：{sku:24}")],
        why: &[
            line!("Asked on {requested} for {units} x {sku:30}", "{requested} 申请退货 {units} x {sku:30}"),
            line!("Amazon's reason: {reason:50}", "亚马逊原因代码：{reason:50}"),
            line!(
                "Within {hours} h: until {due}, {due:term}; late after 48 h",
                "{hours} 小时内：至 {due}，{due:term}；48 小时后算逾期"
            ),
            line!("Order amount {amount}", "订单金额 {amount}"),
            line!(
                "Waiting: the buyer may open a claim, and it counts as answered late",
                "若等待：买家可发起索赔，并计为逾期答复"
            ),
        ],
        next: line!("Decide the request and answer the buyer", "处理退货请求并答复买家"),
        act: line!("decided", "已处理"),
        clears: line!("Clears when the returns report shows a decision", "消除：退货报表显示已处理"),
        how: line!(
            "1  In Seller Central open Orders, Manage Returns, and find the order.\n\
         2  Inside the policy? Authorise it; a refusal would only become a claim.\n\
         3  Outside of it? Say why, and what the buyer can do.\n\
         4  Broken or wrong goods? The label is ours; a replacement may be better.\n\
         5  Import a new returns report; it clears the item.",
            "1  在卖家平台打开「订单」、「管理退货」，找到该订单。\n\
         2  符合政策？批准；拒绝只会变成索赔。\n\
         3  不符合？说明原因，以及买家可以怎么做。\n\
         4  货物损坏或发错？运费由我们承担，换货也许更好。\n\
         5  导入新的退货报表，即可消除。",
        ),
    },
    Texts {
        kind: Kind::RefundOwed,
        name: line!("Refund owed", "应退款"),
        short: line!("Refund", "应退款"),
        title: &[
            line!("{entity} came back, refund owed: {amount}", "{entity} 已退回，应退款：{amount}"),
            line!("{entity} came back, refund owed", "{entity} 已退回，应退款"),
        ],
        why: &[
            line!(
                "{units} x {sku:30} back on {delivered}; no refund booked",
                "{units} x {sku:30} 于 {delivered} 退回；未见退款"
            ),
            line!("Within {days_allowed} days: until {due}, {due:term}", "{days_allowed} 天内：至 {due}，{due:term}"),
            line!("Order amount {amount}; deduct only what the policy allows", "订单金额 {amount}；只可按政策扣款"),
            line!("Amazon's reason: {reason:50}", "亚马逊原因代码：{reason:50}"),
            line!(
                "Waiting: Amazon refunds in our name, and SAFE-T is mostly lost",
                "若等待：亚马逊会代为退款，SAFE-T 索赔权多半丧失"
            ),
        ],
        next: line!("Check the goods and refund", "检查货物并退款"),
        act: line!("refunded", "已退款"),
        clears: line!(
            "Clears when the returns report or the payments show the refund",
            "消除：退货报表或付款数据显示已退款"
        ),
        how: line!(
            "1  Open the parcel, take photos, compare with the order.\n\
         2  In Manage Returns choose the refund; name the deduction, if any.\n\
         3  Damaged by the buyer? Refund in part, and keep the photos for SAFE-T.\n\
         4  A label of Amazon refunds at the first scan: look whether it has.\n\
         5  Import a new returns report or the transactions; either clears it.",
            "1  拆开包裹，拍照，与订单核对。\n\
         2  在「管理退货」中退款；如有扣款要写明。\n\
         3  买家损坏？部分退款，并保留照片用于 SAFE-T。\n\
         4  使用亚马逊面单的，首次扫描时已自动退款：先确认。\n\
         5  导入新的退货报表或交易报表，即可消除。",
        ),
    },
    Texts {
        kind: Kind::BadFeedback,
        name: line!("Bad feedback", "差评（卖家反馈）"),
        short: line!("Feedback", "反馈"),
        title: &[line!("{entity} {stars}-star feedback", "{entity} 卖家反馈 {stars} 星")],
        why: &[
            line!("{stars}-star feedback of {given_on}, no answer below it", "{given_on} 收到 {stars} 星，尚无回复"),
            line!("defect" is "yes": "1 and 2 stars count in the order defect rate", "1、2 星计入订单缺陷率"),
            line!("defect" is "no": "3 stars are neutral and count in no rate", "3 星为中性，不计入缺陷率"),
            line!(
                "Own goal {days_allowed} days: until {due}, {due:term}",
                "自定目标 {days_allowed} 天：至 {due}，{due:term}"
            ),
            line!("Removal can be asked for until {removable}", "可申请移除至 {removable}"),
            line!("Order total {total}", "订单金额 {total}"),
        ],
        next: line!("Check whether it may be removed, else answer below it", "先看能否申请移除，否则在其下回复"),
        act: line!("answered or reported", "已回复或已申请移除"),
        clears: line!(
            "Clears when a newer report shows our answer or a better rating",
            "消除：更新的报表显示已回复或评分好转"
        ),
        how: line!(
            "1  In Seller Central open Performance, Feedback, and read the whole comment.\n\
         2  Obscene, names a person, or only about the product? Ask for its removal.\n\
         3  Only about a delivery by Amazon? Amazon strikes it through: ask for that.\n\
         4  Solve the buyer's problem first; only then may a removal be mentioned.\n\
         5  Answer below it in two calm lines; others read them.",
            "1  在卖家平台打开「绩效」、「反馈」，读完整条评论。\n\
         2  有辱骂、个人信息，或只评商品？申请移除。\n\
         3  只涉及亚马逊配送？申请由亚马逊划除。\n\
         4  先解决买家的问题；之后才可提及移除。\n\
         5  在其下平静回复两行；别的买家会看到。",
        ),
    },
    Texts {
        kind: Kind::BadReview,
        name: line!("Bad product review", "商品差评"),
        short: line!("Review", "评论"),
        title: &[
            line!("{entity} {stars}-star review: {topic:30}", "{entity} {stars} 星：{topic:30}"),
            line!("{entity} {stars}-star review", "{entity} {stars} 星评论"),
        ],
        why: &[
            line!("{stars}-star review of {given_on}", "{given_on} 收到 {stars} 星"),
            line!("About: {topic:50}", "主题：{topic:50}"),
            line!(
                "Own goal {days_allowed} days: until {due}, {due:term}",
                "自定目标 {days_allowed} 天：至 {due}，{due:term}"
            ),
            line!("Waiting: the same cause writes the next one", "若等待：同样的原因会带来下一条差评"),
        ],
        next: line!("Find the cause and mend it; report what breaks the guidelines", "查明原因并改进；违反准则的举报"),
        act: line!("looked into", "已处理"),
        clears: line!(
            "Clears when the sheet has a day of completion or more stars",
            "消除：评论表填写了完成日期或星级提高"
        ),
        how: line!(
            "1  Read the review and those before it: is it the same complaint?\n\
         2  Look at the lot, the page and the packing for the cause.\n\
         3  Breaks the guidelines? Report it; a bad opinion alone is no breach.\n\
         4  Never ask a buyer to change or remove a review, and offer nothing.\n\
         5  Enter what was done and the day in the sheet of reviews.",
            "1  读这条和之前的评论：是同一个抱怨吗？\n\
         2  从批次、页面、包装中找原因。\n\
         3  违反准则？举报；单纯的差评不算违规。\n\
         4  绝不要求买家修改或删除评论，也不给任何好处。\n\
         5  在评论表中填写处理内容和完成日期。",
        ),
    },
    Texts {
        kind: Kind::SameComplaint,
        name: line!("The same complaint again", "同一投诉反复出现"),
        short: line!("Complain", "集中投诉"),
        title: &[line!("{entity} {count} returns for {reason:30}", "{entity} {count} 件退货：{reason:30}")],
        why: &[
            line!(
                "{count} back for {reason:26} in {span} days to {last_back}",
                "截至 {last_back} 的 {span} 天内 {count} 件因 {reason:26} 退回"
            ),
            line!(
                "Alarm from {least} in {span} days, whatever the sales",
                "{span} 天内达到 {least} 件即预警（不论销量）"
            ),
            line!(
                "The reports reach to {until}; over after {quiet} quiet days",
                "报表截至 {until}；平静 {quiet} 天后解除"
            ),
            line!("Waiting: every further unit of the lot comes back too", "若等待：同批次的商品还会继续退回"),
        ],
        next: line!(
            "Stop the lot if need be, find the cause, tell the supplier",
            "必要时停售该批次，查明原因，通知供应商"
        ),
        act: line!("looked into", "已调查"),
        clears: line!(
            "Clears after two weeks of returns without such a cluster",
            "消除：退货数据显示两周内不再集中出现"
        ),
        how: line!(
            "1  Open the returned units: same fault, same lot, same carton?\n\
         2  Read reviews and mails of the product for the same words.\n\
         3  A danger to anybody? Close the listing now, then look further.\n\
         4  Compare the page with the goods: a wrong picture brings returns too.\n\
         5  Write to the supplier with photos and counts; hold the next lot.\n\
         6  Sells in thousands? Raise the limit `returns.complaints`.",
            "1  拆看退回的商品：同样的故障、批次、箱子？\n\
         2  在评论和邮件中找同样的说法。\n\
         3  有安全隐患？立即下架，再继续调查。\n\
         4  核对页面和实物：图片不符也会带来退货。\n\
         5  带上照片和数量联系供应商；扣住下一批。\n\
         6  销量很大？调高阈值 `returns.complaints`。",
        ),
    },
    Texts {
        kind: Kind::MoreReturns,
        name: line!("More returns than usual", "退货高于平常"),
        short: line!("Returns", "退货偏多"),
        title: &[line!(
            "{entity} {count} back in {span} d, {base_count} in the {base_days} d before",
            "{entity} {span} 天内退货 {count} 件，之前 {base_days} 天 {base_count} 件"
        )],
        why: &[
            line!(
                "{count} back of {units} ordered, {span} days to {last_back}",
                "截至 {last_back} 的 {span} 天：订购 {units} 件，退回 {count} 件"
            ),
            line!(
                "{base_count} back of {base_units} ordered, {base_days} days before",
                "之前 {base_days} 天：订购 {base_units} 件，退回 {base_count} 件"
            ),
            line!(
                "By chance alone so many or more: {chance}; alarm up to {limit}",
                "仅凭偶然达到此数的概率：{chance}；预警线 {limit}"
            ),
            line!("Orders are counted {lag} days before their returns", "订单按退货前 {lag} 天计"),
            line!(
                "The reports reach to {until}; over after {span} usual days",
                "报表截至 {until}；连续 {span} 天正常后解除"
            ),
            line!(
                "Waiting: each further return costs the sale and the way back",
                "若等待：每多一件退货都损失销售和回程费用"
            ),
        ],
        next: line!("Look at lot, page and comments; find what changed", "查看批次、页面和买家备注；找出变化"),
        act: line!("looked into", "已调查"),
        clears: line!("Clears after two weeks of usual returns", "消除：退货恢复正常两周后"),
        how: line!(
            "1  Sort the returns of the SKU by reason: is it one, or all?\n\
         2  Read the buyers' comments and the newest reviews.\n\
         3  What changed: lot, supplier, package, page, price, season, ads?\n\
         4  Open units that came back; compare them with the page.\n\
         5  Mend one thing, note which, and let two weeks tell.\n\
         6  Sold more than the orders here say? Import all order files.",
            "1  按原因整理该 SKU 的退货：集中在一个原因还是分散？\n\
         2  阅读买家备注和最新评论。\n\
         3  有何变化：批次、供应商、包装、页面、价格、季节、广告？\n\
         4  拆看退回的商品，与页面核对。\n\
         5  只改一处，写下改了什么，观察两周。\n\
         6  实际销量高于这里的订单？请导入全部订单文件。",
        ),
    },
];
