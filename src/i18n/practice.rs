//! The ten best practices in words: their names, and what each asks of the team (R103 to R119).

use super::Lang;
use super::words::word;
use crate::domain::practice::Practice;

/// The name of a practice.
pub fn name(lang: Lang, practice: Practice) -> &'static str {
    word(lang, practice.word())
}

/// What a practice asks: one question a line, to be answered before the sign-off.
pub fn asks(lang: Lang, practice: Practice) -> &'static str {
    match practice {
        Practice::CheckReports => check_reports(lang),
        Practice::ReplyFast => reply_fast(lang),
        Practice::AllCorners => all_corners(lang),
        Practice::CustomerExperience => customer_experience(lang),
        Practice::Learn => learn(lang),
        Practice::AmazonsWay => amazons_way(lang),
        Practice::NeverCancel => never_cancel(lang),
        Practice::MindPrices => mind_prices(lang),
        Practice::TrainStaff => train_staff(lang),
        Practice::QualityProducts => quality_products(lang),
    }
}

crate::messages! {
    check_reports {
        "Are all expected reports here, and is none older than wanted?\n\
         Has every metric and every warning of the account been looked at?\n\
         What needs attention? Write at least one line.",
        "应有的报表是否都已导入，且没有过期？\n\
         账户的每项指标和每条警告是否都看过？\n\
         哪些地方需要注意？至少写一行。"
    }
    reply_fast {
        "How long did it take to notice a message, how long to answer it (middle and slow tenth)?\n\
         Does the time go into importing the mail or into reading it?\n\
         Today's base line, and the one goal for the next period?",
        "从收到到看见邮件用了多久，到回复又用了多久（中位数和最慢的一成）？\n\
         时间花在导入邮件上，还是花在阅读上？\n\
         目前的基准是多少，下一期的一个目标是什么？"
    }
    all_corners {
        "Go through every small risk: what if it were the largest one, and what would you do?\n\
         Are there strange exports, deletions or sign-ins, and sellers on your own listings?\n\
         Who could harm the business from inside or outside, and what stops it?",
        "逐条检查小风险：如果它变成最大的风险，你会怎么做？\n\
         是否有异常的导出、删除或登录，是否有人跟卖？\n\
         内部或外部谁可能造成损害，有什么措施防范？"
    }
    customer_experience {
        "How many buyers had to write, for a hundred orders, and why?\n\
         How did the cases end: solved, refunded, claimed, bad feedback?\n\
         Are terms, answers and the handling of angry buyers as you would want them yourself?",
        "每一百单有多少买家来信，原因是什么？\n\
         结果如何：已解决、退款、索赔还是差评？\n\
         条款、回复以及对生气买家的处理，是否是你自己愿意接受的？"
    }
    learn {
        "What has the team learned in this period, and from whom?\n\
         Which of Amazon's rules have changed? They are read in full at least once a year.\n\
         Is the rule pack of this program younger than a year?",
        "这一期团队学到了什么，向谁学的？\n\
         亚马逊的哪些规则变了？每年至少完整读一遍。\n\
         本程序的规则包是否在一年之内审核过？"
    }
    amazons_way {
        "Does each goal start from the buyer?\n\
         Which figures have become better since the last sign-off, which worse for two periods?\n\
         What is improved next, and who does it?",
        "每个目标是否都从买家出发？\n\
         自上次签核以来哪些指标变好，哪些连续两期变差？\n\
         下一步改进什么，由谁负责？"
    }
    never_cancel {
        "How many orders did we cancel ourselves, and what was the cause of each?\n\
         How many more does the target allow?\n\
         What in stock or suppliers is changed so that it does not happen again?",
        "我们自己取消了多少订单，每单的原因是什么？\n\
         目标还允许取消几单？\n\
         库存或供应商方面要改变什么，才不会再发生？"
    }
    mind_prices {
        "Does any product sell below its floor price?\n\
         Which prices were changed, and was the profit looked at before?\n\
         Is the price still in the range between competitive and profitable?",
        "有没有产品低于底价销售？\n\
         哪些价格变动过，变动前是否核算过利润？\n\
         价格是否仍在有竞争力又有利润的区间内？"
    }
    train_staff {
        "Which duty can be done by one person only?\n\
         Who stands in when somebody is on holiday or ill?\n\
         What new skill was taught, and which old way was given up?",
        "哪些工作只有一个人会做？\n\
         有人休假或生病时由谁接手？\n\
         教了什么新技能，放弃了哪些旧做法？"
    }
    quality_products {
        "Has every delivery been inspected, and are the supplier's papers at hand?\n\
         Did a buyer complain: used sold as new, counterfeit, not as described, imitation?\n\
         Is anything old, dirty, expired or of unknown origin in stock?",
        "每批到货是否都验过，供应商的单据是否齐全？\n\
         是否有买家投诉：旧货当新货、假货、与描述不符、仿冒？\n\
         库存中是否有过期、脏污、陈旧或来源不明的货？"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_practice_has_a_name_and_three_questions() {
        for lang in [Lang::En, Lang::Zh] {
            for practice in Practice::ALL {
                assert_ne!(name(lang, practice), practice.word());
                let lines: Vec<&str> = asks(lang, practice).lines().collect();
                assert_eq!(lines.len(), 3, "{practice:?}");
                assert!(lines.iter().all(|l| !l.trim().is_empty() && *l == l.trim()), "{practice:?}");
            }
        }
    }
}
