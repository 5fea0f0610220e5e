//! Competitors, looked at and written down by hand: one row per day, own product and competitor. A newer sheet writes over
//! the rows it has and leaves the others.

use super::{Layout, MarketColumn, MarketWords, have, need};
use crate::domain::format::Format;

pub(super) static LAYOUT: Layout = Layout {
    format: Format::Competitors,
    columns: &[
        need("day", &["date", "day", "日期"]),
        have("own_asin", &["own_asin", "自有ASIN"]),
        need("asin", &["competitor_asin", "竞品ASIN"]),
        have("brand", &["brand", "品牌"]),
        have("price", &["price", "价格"]),
        have("currency", &["currency", "币种"]),
        have("list_price", &["list_price", "划线价"]),
        have("buy_box_seller", &["buybox_seller", "购物车卖家"]),
        have("fulfilment", &["fulfilment", "fulfillment", "配送方式"]),
        have("sales_rank", &["bsr", "排名"]),
        have("sales_rank_category", &["bsr_category", "排名类目"]),
        have("rating", &["rating", "评分"]),
        have("rating_count", &["review_count", "评论数"]),
        have("coupon", &["coupon", "优惠券"]),
        have("deal", &["deal", "秒杀"]),
        have("badge", &["badge", "徽章"]),
        have("sponsored_seen", &["sponsored_seen", "广告位"]),
        have("organic_rank", &["organic_rank", "自然排名"]),
        have("note", &["note", "notes", "备注"]),
    ],
    market: Some(MarketColumn { names: &["marketplace", "站点"], words: MarketWords::CodeOrCountry }),
    blank: &["own_asin"],
    ..Layout::BASE
};
