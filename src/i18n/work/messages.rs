//! Texts of the kinds about mails, disputes, returns and feedback.

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
];
