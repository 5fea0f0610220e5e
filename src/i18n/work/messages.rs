//! Texts of the kinds about mails and disputes.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::AnswerDue,
        name: line!("Answer due", "待回复"),
        short: line!("Answer", "待回复"),
        title: &[],
        why: &[],
        next: line!("Answer the buyer, or set it aside as needing no answer", "回复买家，或标记为无需回复"),
        act: line!("answered", "已回复"),
        clears: line!(
            "Clears when an answer is seen in the mail; a new question is a new item",
            "消除：邮件中出现回复；新的来信是新的事项",
        ),
        how: line!(
            "1  Read the whole thread, and look at the order and its tracking.\n\
         2  Answer what was asked, in the buyer's language, without links and offers.\n\
         3  Never ask to change a review, and promise nothing for one.\n\
         4  Send it in Seller Central or by mail; a copy in the sent mail is proof.\n\
         5  Needs no answer? Set it aside with that reason, in Seller Central too.",
            "1  读完整个会话，查看订单和物流。\n\
         2  用买家的语言回答所问，不带链接和推销。\n\
         3  绝不要求修改评论，也不以任何好处交换。\n\
         4  在卖家平台或用邮件发送；已发送邮件即为证明。\n\
         5  无需回复？以此理由搁置，并在卖家平台同样标记。",
        ),
    },
    Texts {
        kind: Kind::AnswerOverdue,
        name: line!("Answer overdue", "回复超时"),
        short: line!("Overdue", "回复超时"),
        title: &[],
        why: &[],
        next: line!("Answer at once and note why it became late", "立即回复，并记下超时原因"),
        act: line!("answered", "已回复"),
        clears: line!(
            "Clears when an answer is seen in the mail; a new question is a new item",
            "消除：邮件中出现回复；新的来信是新的事项",
        ),
        how: line!(
            "1  Answer first, and say sorry once for the delay.\n\
         2  Solve it in the same mail if you can: the buyer may open a claim soon.\n\
         3  Note why nobody saw it: the import, the reading, or a holiday.\n\
         4  The late answer stays in the figures; the next one need not.",
            "1  先回复，为延误道歉一次即可。\n\
         2  尽量在同一封邮件里解决：买家很快就能发起索赔。\n\
         3  记下为何没人看到：导入、阅读，还是休假。\n\
         4  这次超时会留在统计里；下一次可以避免。",
        ),
    },
    Texts {
        kind: Kind::ClaimDue,
        name: line!("A-to-z claim", "A-to-z 索赔"),
        short: line!("A-to-z", "索赔"),
        title: &[
            line!("{entity} A-to-z claim over {amount}", "{entity} A-to-z 索赔 {amount}"),
            line!("{entity} A-to-z claim, order total {total}", "{entity} A-to-z 索赔，订单金额 {total}"),
            line!("{entity} A-to-z claim", "{entity} A-to-z 索赔"),
        ],
        why: &[
            line!("Amazon's mail of {asked}", "亚马逊 {asked} 的邮件"),
            line!("says" is "by-mail": "The mail itself names the time: until {due}, {due:term}", "邮件写明期限：至 {due}，{due:term}"),
            line!("says" is "by-sheet": "Our sheet names the day: until {due}, {due:term}", "台账写明期限：至 {due}，{due:term}"),
            line!("says" is "by-rule": "No time is named: {hours} h, until {due}, {due:term}", "未写明期限：{hours} 小时，至 {due}，{due:term}"),
            line!("The mail says {mail_day}, our sheet {sheet_day}", "邮件写 {mail_day}，台账写 {sheet_day}"),
            line!("verified" is "no": "Nobody vouches for this mail: look in Seller Central, follow no link", "此邮件未通过验证：请到卖家平台查看，勿点链接"),
            line!(
                "Waiting: an unanswered claim is granted and counts as a defect",
                "若等待：不答复即判赔，并计入订单缺陷"
            ),
        ],
        next: line!("Send facts and proof, or refund in full", "提交事实和证据，或全额退款"),
        act: line!("answered", "已答复"),
        clears: line!("Clears when a decision comes by mail or in the sheet", "消除：收到裁决邮件，或台账中有裁决"),
        how: line!(
            "1  In Seller Central open Performance, A-to-z claims; follow no link.\n\
         2  Read what the buyer says and what Amazon asks.\n\
         3  Gather: ship date, tracking with scans, delivery, messages, photos.\n\
         4  In the wrong? Refund now: the claim is closed by it.\n\
         5  Answer once, with dates and numbers; note it in the disputes sheet.",
            "1  在卖家平台打开「绩效」、「A-to-z 索赔」；不点邮件链接。\n\
         2  看清买家的说法和亚马逊的要求。\n\
         3  收集：发货日期、带扫描的物流、签收、往来消息、照片。\n\
         4  确是我方过错？立即退款，索赔随之关闭。\n\
         5  一次性简短答复，写明日期和单号；并记入台账。",
        ),
    },
    Texts {
        kind: Kind::ClaimAppeal,
        name: line!("Granted claim: appeal", "判赔可申诉"),
        short: line!("Appeal", "申诉"),
        title: &[
            line!("{entity} claim granted, {amount}: appeal or accept", "{entity} 已判赔 {amount}：申诉或接受"),
            line!("{entity} claim granted: appeal or accept", "{entity} 已判赔：申诉或接受"),
        ],
        why: &[
            line!("The sheet says granted; the amount is {amount}", "台账写明已判赔；金额 {amount}"),
            line!(
                "Appeal until {due}, {due:term} ({days_allowed} days)",
                "申诉期限 {due}，{due:term}（{days_allowed} 天）"
            ),
            line!("due_known" is "no": "The day of the decision is not known: {days_allowed} days from it", "裁决日期未知：自裁决起 {days_allowed} 天"),
            line!("payer" is "no": "Who pays is not noted in the sheet", "台账未写明由谁承担"),
            line!(
                "Waiting: after it neither the money nor the defect comes back",
                "若等待：过期后款项和缺陷都无法挽回"
            ),
        ],
        next: line!("Appeal with new proof, or accept and note it", "用新证据申诉，或接受并记录"),
        act: line!("appealed or accepted", "已申诉或已接受"),
        clears: line!(
            "Clears when the sheet says appealed or accepted, or time is over",
            "消除：台账写明已申诉或已接受，或期限已过"
        ),
        how: line!(
            "1  Read the reason of the decision in Seller Central.\n\
         2  Is there proof that was not sent: signature, scan, a mail of the buyer?\n\
         3  Yes? Appeal once with it; money or the defect may be given back.\n\
         4  No? Accept, and note the cause so that it does not come again.\n\
         5  Write `appealed` or `accepted` into the state of the disputes sheet.",
            "1  在卖家平台查看裁决理由。\n\
         2  有没有未提交的证据：签名、扫描记录、买家来信？\n\
         3  有？带上证据申诉一次；款项或缺陷可能被撤回。\n\
         4  没有？接受，并记下原因以免再次发生。\n\
         5  在台账的状态栏写「已申诉」或「已接受」。",
        ),
    },
    Texts {
        kind: Kind::ChargebackDue,
        name: line!("Chargeback", "信用卡拒付"),
        short: line!("Chargeb.", "拒付"),
        title: &[
            line!("{entity} chargeback over {amount}", "{entity} 信用卡拒付 {amount}"),
            line!("{entity} chargeback, order total {total}", "{entity} 信用卡拒付，订单金额 {total}"),
            line!("{entity} chargeback", "{entity} 信用卡拒付"),
        ],
        why: &[
            line!("Amazon's mail of {asked}", "亚马逊 {asked} 的邮件"),
            line!("says" is "by-mail": "The mail itself names the time: until {due}, {due:term}", "邮件写明期限：至 {due}，{due:term}"),
            line!("says" is "by-sheet": "Our sheet names the day: until {due}, {due:term}", "台账写明期限：至 {due}，{due:term}"),
            line!("says" is "by-rule": "No time is named: {days_allowed} days, until {due}, {due:term}", "未写明期限：{days_allowed} 个自然日，至 {due}，{due:term}"),
            line!("The mail says {mail_day}, our sheet {sheet_day}", "邮件写 {mail_day}，台账写 {sheet_day}"),
            line!("verified" is "no": "Nobody vouches for this mail: look in Seller Central, follow no link", "此邮件未通过验证：请到卖家平台查看，勿点链接"),
            line!("Waiting: without an answer the bank decides for the buyer", "若等待：不答复银行会判给买家"),
        ],
        next: line!("Send the proof of the delivery, or refund", "提交交付证据，或退款"),
        act: line!("answered", "已答复"),
        clears: line!("Clears when a decision comes by mail or in the sheet", "消除：收到裁决邮件，或台账中有裁决"),
        how: line!(
            "1  In Seller Central open Performance, Chargeback claims.\n\
         2  Gather: order, ship date, tracking with scans, delivery to that address.\n\
         3  Add every message in which the buyer speaks of the goods.\n\
         4  Nothing to show? Refund: it costs less than a lost dispute.\n\
         5  Note it in the disputes sheet; the decision clears the item.",
            "1  在卖家平台打开「绩效」、「信用卡拒付」。\n\
         2  收集：订单、发货日期、带扫描的物流、按地址签收。\n\
         3  附上买家谈到货物的所有消息。\n\
         4  没有证据？退款：比败诉便宜。\n\
         5  记入台账；有裁决即消除。",
        ),
    },
    Texts {
        kind: Kind::PolicyNotice,
        name: line!("Policy notice", "政策或绩效通知"),
        short: line!("Notice", "政策"),
        title: &[line!("{entity} notice of Amazon from {asked}", "{entity} 亚马逊 {asked} 的通知")],
        why: &[
            line!("Notices in this thread: {notices}, the newest {asked}", "该会话共 {notices} 封通知，最新 {asked}"),
            line!("says" is "by-mail": "The mail itself names the time: until {due}, {due:term}", "邮件写明期限：至 {due}，{due:term}"),
            line!("says" is "by-rule": "No time is named: {hours} h, until {due}, {due:term}", "未写明期限：{hours} 小时，至 {due}，{due:term}"),
            line!("It names {asin}", "涉及 {asin}"),
            line!("verified" is "no": "Nobody vouches for this mail: look in Seller Central, follow no link", "此邮件未通过验证：请到卖家平台查看，勿点链接"),
            line!("Waiting: listings or the whole account may be stopped", "若等待：商品甚至整个账户可能被停用"),
        ],
        next: line!("Name the issue, write a plan, and answer once", "明确问题，写好方案，一次性答复"),
        act: line!("answered", "已答复"),
        clears: line!(
            "Clears when a verified mail of ours answers it; else set it aside",
            "消除：我方经验证的回信；在平台内答复的请手动搁置",
        ),
        how: line!(
            "1  Open Performance, Account Health in Seller Central; use no link.\n\
         2  Name the issue: authenticity, property, restricted, reviews, safety.\n\
         3  Gather what is asked: invoices of a year, letters, test reports.\n\
         4  Plan: what went wrong, what was done, what keeps it from coming again.\n\
         5  Answer once and complete; several half answers make it worse.\n\
         6  Answered in Seller Central? No file shows it: mark it here.",
            "1  在卖家平台打开「绩效」、「账户状况」；不点邮件链接。\n\
         2  明确问题类别：真实性、知识产权、受限商品、评论、安全。\n\
         3  收集所需：一年内的发票、授权书、检测报告。\n\
         4  方案：哪里出错、做了什么、如何防止再次发生。\n\
         5  一次答复完整；多次零碎答复只会更糟。\n\
         6  在平台内答复的没有文件能证明：请在此标记。",
        ),
    },
    Texts {
        kind: Kind::MailCameBack,
        name: line!("Our mail came back", "我方邮件被退回"),
        short: line!("Bounced", "被退回"),
        title: &[line!("{entity} our mail came back {back}", "{entity} 我方邮件于 {back} 被退回")],
        why: &[
            line!("A server reported on {back} that it could not be delivered", "服务器于 {back} 报告无法投递"),
            line!(
                "Waiting: the buyer has no answer, though the sent mail looks like one",
                "若等待：看似已回复，买家其实没有收到"
            ),
        ],
        next: line!("Read the report, mend the mail and send it again", "看退信原因，修改后重新发送"),
        act: line!("sent again", "已重发"),
        clears: line!(
            "Clears when a later mail of ours in the thread does not come back",
            "消除：该会话中后来的我方邮件未被退回",
        ),
        how: line!(
            "1  Read the report: a wrong address, a link, an attachment, the size?\n\
         2  Links, addresses and some attachments are blocked: take them out.\n\
         3  Send it from the address that is registered in Seller Central.\n\
         4  The address is refused again? Answer in Seller Central itself.\n\
         5  Mark it here when it went out there: no file shows that.",
            "1  看退信原因：地址错误、链接、附件，还是大小？\n\
         2  链接、地址和某些附件会被拦截：删掉。\n\
         3  用卖家平台登记的邮箱发送。\n\
         4  地址仍被拒绝？在卖家平台内回复。\n\
         5  在平台内回复后请在此标记：没有文件能证明。",
        ),
    },
    Texts {
        kind: Kind::TwoAnswers,
        name: line!("Two answers to one question", "同一问题回复两次"),
        short: line!("Twice", "重复回复"),
        title: &[line!("{entity} answered twice within {between}", "{entity} 在 {between} 内回复了两次")],
        why: &[
            line!(
                "Our mails of {first} and {second}, with none of the buyer between",
                "我方 {first} 和 {second} 的邮件之间没有买家来信"
            ),
            line!(
                "Waiting: the buyer reads two answers, perhaps two promises",
                "若等待：买家看到两个答复，可能是两个承诺"
            ),
        ],
        next: line!(
            "Read both; where they differ, tell the buyer which one holds",
            "两封都读；如有出入，告知买家以哪封为准"
        ),
        act: line!("looked into", "已调查"),
        clears: line!(
            "Done with its note; over after two weeks, or when the first came back",
            "写下备注即完成；首封被退回或两周后自动消除"
        ),
        how: line!(
            "1  Read both answers: do they say the same?\n\
         2  They differ? Write once more and say which one holds.\n\
         3  Was it the same person, or two? Two: claim a mail before answering it.\n\
         4  Note what happened; nothing else is left to do.",
            "1  读两封回复：内容一致吗？\n\
         2  不一致？再写一封，说明以哪封为准。\n\
         3  同一人还是两人所写？若是两人：回复前先认领邮件。\n\
         4  写下经过；此外无需处理。",
        ),
    },
];
