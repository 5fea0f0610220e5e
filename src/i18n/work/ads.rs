//! Texts of the kinds about advertising.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[Texts {
    kind: Kind::NegateTerm,
    name: line!("Term to exclude", "待否定搜索词"),
    short: line!("Ads", "广告"),
    title: &[],
    why: &[],
    next: line!("Read the term; if it does not fit, exclude it in its ad group", "看词义；若不相关，在该广告组中否定"),
    act: line!("applied", "已应用"),
    clears: line!("Clears when the term sells, or falls below the test", "消除：该词出单，或未达到判断标准"),
    how: line!(
        "1  Read the term: could somebody who types it want this product?\n\
         2  Does it fit? Then look at page, price and stock before excluding it.\n\
         3  Exclude it in this ad group as negative exact. An ASIN is excluded as a\n\
         \u{20}  product target, never as a keyword.\n\
         4  Is it the same as an exact keyword of yours? Pause that or lower its bid.\n\
         5  Never exclude your own brand. Mark it as applied.",
        "1  看词义：搜索它的人会想要这个产品吗？\n\
         2  相关？先检查页面、价格和库存，再决定是否否定。\n\
         3  在该广告组中设为否定精准。ASIN 只能用否定商品定向，\n\
         \u{20}  不能作为关键词。\n\
         4  与自己的精准关键词相同？暂停它或降低竞价。\n\
         5  绝不否定自己的品牌词。完成后标记为已应用。",
    ),
}];
