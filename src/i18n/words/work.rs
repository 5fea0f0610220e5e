//! Words of the queue: kinds, lanes, states, reasons, verbs, how an item ended, metrics, practices, cadences, modes.

pub(super) static WORDS: &[(&str, &str, &str)] = &[
    // Lanes; "today" stands with the lists.
    ("now", "Now", "立即"),
    ("week", "This week", "本周"),
    ("free", "When free", "有空时"),
    // States.
    ("open", "open", "待办"),
    ("acted", "done, waiting for proof", "已处理，等待证明"),
    ("cleared", "cleared by data", "数据已证实"),
    ("dismissed", "dismissed", "已忽略"),
    // Reasons of a dismissal.
    ("wrong", "the rule is wrong here", "规则在此不适用"),
    ("known", "known and accepted", "已知并接受"),
    ("limit", "the limit should be higher", "阈值应调高"),
    ("mute", "mute this rule for this subject", "对此对象关闭该规则"),
    ("no-answer", "needs no answer", "无需回复"),
    // Verbs and what the journal has.
    ("done", "done", "完成"),
    ("snooze", "snoozed", "稍后提醒"),
    ("dismiss", "dismissed", "忽略"),
    ("claim", "claimed", "认领"),
    ("release", "released", "放回"),
    ("sign-off", "signed off", "签核"),
    ("undo", "undone", "撤销"),
    ("redo", "done again", "重做"),
    ("take-over", "taken over from", "接手自"),
    ("assign", "given to", "分派给"),
    ("note", "note", "备注"),
    ("propose", "proposed", "提议"),
    ("confirm", "confirmed", "确认"),
    ("reject", "turned down", "否决"),
    ("undo-import", "file taken back", "撤回文件"),
    ("purge", "purge", "清除个人数据"),
    ("moved", "moved", "变动"),
    ("woke", "awake again", "已唤醒"),
    ("setting", "setting changed", "更改设置"),
    ("remember", "answer remembered", "记住回答"),
    ("forget", "answer forgotten", "忘记回答"),
    ("rules", "rules ran", "规则运行"),
    // Roles.
    ("viewer", "viewer", "查看者"),
    ("operator", "operator", "操作员"),
    ("lead", "lead", "主管"),
    ("opened", "opened", "新建"),
    ("updated", "updated", "更新"),
    ("reopened", "opened again", "重新打开"),
    // How an item ended.
    ("shipped", "shipped", "已发货"),
    ("cancelled", "cancelled", "已取消"),
    ("left-report", "no longer in the report", "已不在报表中"),
    ("nothing-to-ship", "nothing left to ship", "没有待发数量"),
    ("not-due", "not due today", "今天不到期"),
    ("not-requested", "no request in the report", "报表中没有取消请求"),
    ("enough-stock", "enough in the warehouse", "仓库数量足够"),
    ("covered", "the listing offers no more than there is", "在售数量不超过库存"),
    ("answered", "answered", "已回复"),
    ("sent-again", "sent again", "已重新发送"),
    ("return-decided", "the request is decided", "退货请求已处理"),
    ("refunded", "refunded", "已退款"),
    ("decided", "decided", "已裁决"),
    ("appealed", "appealed or accepted", "已申诉或已接受"),
    ("time-over", "the time for it is over", "期限已过"),
    ("not-granted", "not granted", "未判赔"),
    ("paid-by-amazon", "paid by Amazon", "由亚马逊承担"),
    ("not-bad", "rated better", "评分已好转"),
    ("quiet", "two quiet weeks", "已平静两周"),
    ("usual-returns", "two weeks of usual returns", "退货已恢复正常两周"),
    ("handled", "dealt with", "已处理完"),
    ("restocked", "enough stock again", "库存已恢复"),
    ("no-sales", "no sales", "没有销量"),
    ("nothing-stranded", "nothing stranded any more", "已无滞留库存"),
    ("way-open", "the way is open again", "该方式又来得及"),
    ("nothing-asked", "Amazon asks for nothing", "亚马逊不再建议"),
    ("fee-exempt", "exempt from the fee", "已豁免该费"),
    ("no-low-fee", "no low-inventory fee", "不收低库存费"),
    ("nothing-aged", "nothing to charge as aged", "无超龄收费"),
    ("no-excess", "no excess", "没有冗余"),
    ("few-unsellable", "few units that cannot be sold", "不可售件数很少"),
    ("usual-transfer", "usual share in transfer", "转运比例正常"),
    ("no-season", "no season near", "没有临近的季节"),
    ("season-began", "the season began", "季节已开始"),
    ("claim-settled", "found or paid", "已找回或已赔付"),
    ("returned", "came back", "已退回"),
    ("sold-off", "no units left", "已无库存"),
    ("long-life", "its date is far away", "保质期尚远"),
    ("sold", "the term has sold", "该词已出单"),
    ("below-test", "below the test", "未达到判断标准"),
    ("counted-together", "counted with the same term", "与同一词合并计算"),
    ("targeted", "targeted exactly", "已精准投放"),
    ("spend-usual", "spend is usual again", "花费恢复正常"),
    ("paused", "paused", "已暂停"),
    ("bid-changed", "the bid has changed", "竞价已改"),
    ("inside-band", "near what a click is worth", "接近点击应有的价值"),
    ("offer-back", "the offer can sell again", "商品恢复可售"),
    ("no-stock", "out of stock", "无库存"),
    ("not-active", "listing not active", "商品信息未激活"),
    ("one-left", "one place left that spends", "只剩一处在花费"),
    ("shown", "shown again", "重新有展示"),
    ("target-met", "target met", "指标已达标"),
    ("imported", "imported", "已导入"),
    ("signed", "signed off", "已签核"),
    ("signed-late", "signed off late", "逾期签核"),
    // Who names a deadline.
    ("by-mail", "the mail", "邮件"),
    ("by-sheet", "our sheet", "台账"),
    ("by-rule", "the rule", "规则"),
    ("picked-up", "taken up again", "已重新接手"),
    ("finished", "no longer to do", "已不再待办"),
    // Account metrics.
    ("order-defect-rate", "Order defect rate", "订单缺陷率"),
    ("late-shipment-rate", "Late shipment rate", "迟发率"),
    ("pre-fulfilment-cancel-rate", "Cancellation rate", "配送前取消率"),
    ("invoice-defect-rate", "Invoice defect rate", "发票缺陷率"),
    ("valid-tracking-rate", "Valid tracking rate", "有效追踪率"),
    ("on-time-delivery-rate", "On-time delivery rate", "准时送达率"),
    ("unit-on-time-delivery-rate", "On-time delivery rate (units)", "准时送达率（按件）"),
    ("account-health-rating", "Account health rating", "账户状况评级"),
    ("account-status", "Account status", "账户状态"),
    ("listing-policy-violations", "Listing policy violations", "商品信息违规"),
    ("product-authenticity-customer-complaints", "Authenticity complaints", "商品真实性投诉"),
    ("product-condition-customer-complaints", "Condition complaints", "商品状况投诉"),
    ("product-safety-customer-complaints", "Safety complaints", "商品安全投诉"),
    ("received-intellectual-property-complaints", "Intellectual property complaints", "知识产权投诉"),
    ("suspected-intellectual-property-violations", "Suspected property violations", "涉嫌侵犯知识产权"),
    ("restricted-product-policy-violations", "Restricted product violations", "受限商品违规"),
    ("food-and-product-safety-issues", "Food and product safety", "食品和商品安全问题"),
    ("customer-product-reviews-policy-violations", "Review policy violations", "买家评论政策违规"),
    ("other-policy-violations", "Other policy violations", "其他违规"),
    ("document-requests", "Document requests", "文件要求"),
    ("warning-state", "Warnings", "警告"),
    ("mfn", "shipped by us", "自发货"),
    ("afn", "shipped by Amazon", "亚马逊配送"),
    // Practices.
    ("check-reports", "Check the reports", "检查报表"),
    ("reply-fast", "Reply fast", "快速回复"),
    ("all-corners", "Leave no blind corner", "不留死角"),
    ("customer-experience", "Customer experience", "客户体验"),
    ("learn", "Be humble and learn", "谦虚学习"),
    ("amazons-way", "Follow Amazon's way", "遵循亚马逊之道"),
    ("never-cancel", "Never cancel orders", "绝不取消订单"),
    ("mind-prices", "Mind the prices", "留意价格"),
    ("train-staff", "Train the staff", "培训员工"),
    ("quality-products", "Order quality products", "采购优质产品"),
    ("weekly", "weekly", "每周"),
    ("monthly", "monthly", "每月"),
    ("quarterly", "quarterly", "每季度"),
    ("yearly", "yearly", "每年"),
    // Where the value of an order comes from.
    ("ad-group", "ad group", "广告组"),
    // Ways of shipping.
    ("slow-sea", "slow sea", "慢船"),
    ("fast-sea", "fast sea", "快船"),
    ("air", "air", "空运"),
    ("express", "express", "快递"),
];

#[cfg(test)]
mod tests {
    use crate::domain::account::METRICS;
    use crate::domain::act::Reason;
    use crate::domain::practice::{Cadence, Practice};
    use crate::domain::stock::Mode;
    use crate::domain::work::{ENDS, Kind, Lane, State};
    use crate::i18n::words::has;

    #[test]
    fn every_word_of_the_queue_has_a_translation() {
        let cadences = [Cadence::Weekly, Cadence::Monthly, Cadence::Quarterly, Cadence::Yearly];
        let states = [State::Open, State::Acted, State::Cleared, State::Dismissed];
        let verbs =
            ["done", "snooze", "dismiss", "claim", "release", "sign-off", "undo", "opened", "updated", "reopened"];
        let all = (Kind::ALL.iter().map(|k| k.word()))
            .chain(Lane::ALL.iter().map(|l| l.word()))
            .chain(states.iter().map(|s| s.word()))
            .chain(Reason::ALL.iter().map(|(_, r)| r.word()))
            .chain(METRICS.iter().map(|m| m.word))
            .chain(Practice::ALL.iter().map(|p| p.word()))
            .chain(cadences.iter().map(|c| c.word()))
            .chain(Mode::ALL.iter().map(|m| m.word()))
            .chain(verbs)
            .chain(ENDS.iter().copied());
        for word in all {
            assert!(has(word), "{word}");
        }
    }
}
