//! Texts of the kinds about advertising.

use super::table::{Texts, line};
use crate::domain::work::Kind;

pub(super) static TEXTS: &[Texts] = &[
    Texts {
        kind: Kind::RunawaySpend,
        name: line!("Spend runs away", "花费失控"),
        short: line!("Spend", "花费"),
        title: &[
            line!("test" is "spike": "{entity}: {spend} on {day}, usually {usual}", "{entity}：{day} 花费 {spend}，平时 {usual}"),
            line!("{entity}: {spend} on {day} without an order", "{entity}：{day} 花费 {spend}，没有订单"),
        ],
        why: &[
            line!("test" is "spike": "{spend} is more than {times} times the usual {usual}", "{spend} 超过平时 {usual} 的 {times} 倍"),
            line!("test" is "brake": "{spend} without an order: {brake_times} times what one may cost ({cpa})", "花费 {spend} 没有订单：是单笔可接受成本 {cpa} 的 {brake_times} 倍"),
            line!(
                "Usual: the middle of {known} known days of the {days} before",
                "平时：之前 {days} 天中已知 {known} 天的中位数"
            ),
            line!(
                "Orders of {day} so far: {orders}; more may still be counted",
                "{day} 目前订单 {orders}，之后可能还会增加"
            ),
            line!("whole" is "no": "The day was not over when the file was made", "生成文件时这一天还没有结束"),
            line!("Each hour costs on until it is paused or capped", "暂停或限额之前，每小时都在继续花钱"),
        ],
        next: line!("Look at the campaign now; pause it or cap its budget", "马上查看该活动；暂停或限制预算"),
        act: line!("paused or capped", "已暂停或限额"),
        clears: line!(
            "Clears when a whole day is usual again, or the campaign is paused",
            "消除：完整一天恢复正常，或活动已暂停"
        ),
        how: line!(
            "1  Open the campaign and sort its targets by spend of that day.\n\
         2  One target or placement took it? Pause that, not the whole campaign.\n\
         3  Was a bid, budget or placement factor changed? Take the change back.\n\
         4  A deal or a holiday on purpose? Set the item aside until it is over.\n\
         5  Mark it as done; the next daily report proves it.",
            "1  打开该活动，按当天花费给投放排序。\n\
         2  只是某个投放或广告位花掉的？暂停它，不必停整个活动。\n\
         3  改过竞价、预算或广告位加价吗？改回去。\n\
         4  是有意的促销或节日？搁置到结束为止。\n\
         5  标记为已处理；下一份每日报表会证实。",
        ),
    },
    Texts {
        kind: Kind::DeadOffer,
        name: line!("Ads on an offer that cannot sell", "不可售商品仍在投广告"),
        short: line!("Dead ad", "空投"),
        title: &[line!("{entity}: {cause:word}, and {spend} in ads", "{entity}：{cause:word}，广告花费 {spend}")],
        why: &[
            line!("By the report of {day}: {cause:word}", "{day} 的报表：{cause:word}"),
            line!("Its ads cost {spend} on {spent_on}", "{spent_on} 广告花费 {spend}"),
            line!("Featured Offer: not checked", "未检查：推荐报价"),
            line!("A click on what cannot be bought is lost", "买不到的商品，点击都是浪费"),
        ],
        next: line!("Pause its ads, or bring the offer back", "暂停广告，或恢复商品"),
        act: line!("paused", "已暂停"),
        clears: line!(
            "Clears when the offer can sell again, or its ads are paused",
            "消除：商品恢复可售，或广告已暂停"
        ),
        how: line!(
            "1  Look at the product page: can it be bought now?\n\
         2  Yes? Then the report is old: fetch a newer one.\n\
         3  No? Pause the product in its ad groups, not the whole campaign.\n\
         4  Note when it comes back, and set that day for its ads.\n\
         5  Mark it as paused; a newer bulk operations file proves it.",
            "1  看商品页面：现在能买吗？\n\
         2  能买？那是报表旧了：下载新的。\n\
         3  不能？在广告组里暂停该商品，不要停整个活动。\n\
         4  记下恢复日期，到时再开广告。\n\
         5  标记为已暂停；更新的批量操作文件会证实。",
        ),
    },
    Texts {
        kind: Kind::NegateTerm,
        name: line!("Term to exclude", "待否定搜索词"),
        short: line!("Ads", "广告"),
        title: &[],
        why: &[],
        next: line!(
            "Read the term; if it does not fit, exclude it in its ad group",
            "看词义；若不相关，在该广告组中否定"
        ),
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
    },
    Texts {
        kind: Kind::HarvestTerm,
        name: line!("Term to promote", "待拓展搜索词"),
        short: line!("Promote", "拓词"),
        title: &[line!(
            "{entity}: {orders} orders at ACOS {acos}, nowhere exact",
            "{entity}：{orders} 单，ACOS {acos}，尚未精准投放"
        )],
        why: &[
            line!(
                "{orders} orders in {clicks} clicks, {needed} are enough (lag {lag} d)",
                "{clicks} 次点击 {orders} 单，{needed} 单即可（归因 {lag} 天）"
            ),
            line!(
                "{spend} spent for {sales} sold: ACOS {acos}, goal {target_acos}",
                "花费 {spend}，销售 {sales}：ACOS {acos}，目标 {target_acos}"
            ),
            line!("Found in {campaign:24}, {ad_group:20}", "来自 {campaign:24}，{ad_group:20}"),
            line!("as" is "product-target": "An ASIN: add it as a product target", "这是 ASIN：用商品定向添加"),
            line!("listed" is "no": "No bulk operations file: not checked whether it is exact elsewhere", "没有批量操作文件：未检查别处是否已精准投放"),
        ],
        next: line!(
            "Add it as an exact keyword, and exclude it where it was found",
            "添加为精准关键词，并在来源广告组中否定"
        ),
        act: line!("added", "已添加"),
        clears: line!(
            "Clears when it is seen as an exact keyword, or falls below the test",
            "消除：出现精准关键词，或不再达到标准"
        ),
        how: line!(
            "1  Read the term: is it about this product, and not a brand of others?\n\
         2  Add it as an exact keyword in a manual campaign; an ASIN as a target.\n\
         3  Begin with the bid that it costs now, not with a higher one.\n\
         4  Exclude it as negative exact in the ad group where it was found.\n\
         5  Mark it as added; a newer bulk operations file proves it.",
            "1  看词义：是不是这个产品，是不是别人的品牌？\n\
         2  在手动活动中添加为精准关键词；ASIN 用商品定向。\n\
         3  先用现在的点击成本作为竞价，不要更高。\n\
         4  在来源广告组中设为否定精准。\n\
         5  标记为已添加；更新的批量操作文件会证实。",
        ),
    },
    Texts {
        kind: Kind::BidOff,
        name: line!("Bid too high or too low", "竞价偏高或偏低"),
        short: line!("Bid", "竞价"),
        title: &[
            line!("turn" is "down": "{entity}: bid {bid}, lower to {step}", "{entity}：竞价 {bid}，降到 {step}"),
            line!("{entity}: bid {bid}, raise to {step}", "{entity}：竞价 {bid}，升到 {step}"),
        ],
        why: &[
            line!(
                "A click is worth {fair}: {target_acos} of {value} an order at {rate}",
                "一次点击值 {fair}：每单 {value} x 转化 {rate} x 目标 {target_acos}"
            ),
            line!(
                "{clicks} clicks, {orders} orders, {spend} from {from} to {to}",
                "{from} 至 {to}：{clicks} 次点击，{orders} 单，花费 {spend}"
            ),
            line!("Its ACOS is {acos}, the goal {target_acos}", "ACOS 为 {acos}，目标 {target_acos}"),
            line!("Value of an order and usual rate: {basis:word}", "每单金额和平时转化率取自：{basis:word}"),
            line!(
                "One step is at most {step_limit}, one change in {rest} days",
                "每次最多调整 {step_limit}，{rest} 天内只改一次"
            ),
        ],
        next: line!("Change the bid by one step, then leave it alone for a week", "调整一步竞价，然后一周内不再改动"),
        act: line!("bid changed", "已改竞价"),
        clears: line!(
            "Clears when the bid has changed, is near its worth, or is paused",
            "消除：竞价已改、接近应有值，或已暂停"
        ),
        how: line!(
            "1  Is the product in stock, with its Featured Offer? If not, wait.\n\
         2  Change the bid to the step shown here, not to the final figure.\n\
         3  Many at once? Write them into a bulk operations file.\n\
         4  Change nothing else of the target for a week: else nobody knows why.\n\
         5  Mark it as changed; a newer bulk operations file proves it.",
            "1  产品有货、有推荐报价吗？没有就先等。\n\
         2  把竞价改到这里显示的一步，不要一次改到位。\n\
         3  数量多？写进批量操作文件。\n\
         4  一周内不改该投放的其他设置，否则看不出原因。\n\
         5  标记为已改；更新的批量操作文件会证实。",
        ),
    },
    Texts {
        kind: Kind::LowConversion,
        name: line!("Clicks that do not buy", "点击不转化"),
        short: line!("Clicks", "转化"),
        title: &[line!(
            "{entity}: {orders} orders in {clicks} ad clicks, {at_most} at most",
            "{entity}：{clicks} 次广告点击 {orders} 单，最多 {at_most}"
        )],
        why: &[
            line!(
                "With 95% certainty {at_most} at most; {band} is the low end of usual",
                "95% 把握下最多 {at_most}；通常下限为 {band}"
            ),
            line!(
                "Seen: {rate} of {clicks} clicks from {from} to {to}, {spend}",
                "{from} 至 {to}：{clicks} 次点击转化 {rate}，花费 {spend}"
            ),
            line!("Your other products in ads convert at {others}", "其他在投产品的转化率为 {others}"),
            line!("Every click is paid for; the page decides whether it buys", "每次点击都要付钱；买不买由页面决定"),
        ],
        next: line!("Look at page, price and reviews first, at the bid last", "先看页面、价格和评论，最后才看竞价"),
        act: line!("page mended", "已改页面"),
        clears: line!("Clears when its rate may be inside the band again", "消除：转化率重新可能在正常范围"),
        how: line!(
            "1  Open the page as a buyer would: picture, price, stars, delivery day.\n\
         2  Compare with the three offers beside it in the search.\n\
         3  Read the newest reviews and the reasons of returns.\n\
         4  Do the terms fit the product? Exclude those that do not.\n\
         5  Change one thing, wait two weeks, and look again.",
            "1  像买家一样打开页面：图片、价格、评分、送达日期。\n\
         2  和搜索结果中相邻的三个商品比较。\n\
         3  看最新评论和退货原因。\n\
         4  搜索词合适吗？否定不合适的。\n\
         5  一次只改一处，等两周再看。",
        ),
    },
    Texts {
        kind: Kind::SameExact,
        name: line!("One keyword in several campaigns", "关键词重复投放"),
        short: line!("Same", "重复词"),
        title: &[line!(
            "{entity}: exact in {campaigns} campaigns that all spend",
            "{entity}：{campaigns} 个活动都在精准投放并花费"
        )],
        why: &[
            line!("Most: {spend_most} in {most:40}", "最多：{spend_most}，{most:40}"),
            line!("Beside it: {other:40}", "另外：{other:40}"),
            line!("{spend} in all, in the period of the download", "下载所含期间共 {spend}"),
            line!("Split clicks show of no place what the word is worth", "点击被分散，看不出该词在哪里值多少"),
        ],
        next: line!("Keep the better one and pause the others", "保留较好的一个，暂停其余"),
        act: line!("paused", "已暂停"),
        clears: line!(
            "Clears when a newer download has one campaign left that spends",
            "消除：更新的下载中只剩一个活动在花费"
        ),
        how: line!(
            "1  Compare orders and cost share of the keyword in each campaign.\n\
         2  Different products, on purpose? Set the item aside as known.\n\
         3  Keep the place that sells best; pause the keyword in the others.\n\
         4  Mark it as paused; a newer bulk operations file proves it.",
            "1  比较该词在各活动中的订单和花费占比。\n\
         2  有意投放不同产品？以「已知」搁置。\n\
         3  保留卖得最好的，其余活动中暂停该词。\n\
         4  标记为已暂停；更新的批量操作文件会证实。",
        ),
    },
    Texts {
        kind: Kind::CampaignSilent,
        name: line!("Campaign without a view", "活动无展示"),
        short: line!("Silent", "无展示"),
        title: &[line!("{entity}: enabled, no impression in {days} days", "{entity}：已启用，{days} 天没有展示")],
        why: &[
            line!("No impression from {from} to {to}, every day is known", "{from} 至 {to} 没有展示，每天都有数据"),
            line!("It runs since {started}", "开始于 {started}"),
            line!(
                "Enabled and unseen: it sells nothing and hides what is missing",
                "启用却没人看到：不出单，也掩盖了缺口"
            ),
        ],
        next: line!("Look at bids, stock and eligibility; mend or pause it", "检查竞价、库存和投放资格；修复或暂停"),
        act: line!("mended or paused", "已修复或暂停"),
        clears: line!("Clears when it is shown again, or is paused", "消除：重新有展示，或已暂停"),
        how: line!(
            "1  Is there an ad group with an ad that is eligible and in stock?\n\
         2  Is the bid near what others pay? Compare with the suggested one.\n\
         3  Are the terms searched for at all? Try a wider match.\n\
         4  Not needed any more? Pause it, so that the list stays honest.",
            "1  广告组里有符合资格且有货的广告吗？\n\
         2  竞价接近别人的水平吗？参考建议竞价。\n\
         3  这些词有人搜吗？试试更宽的匹配。\n\
         4  不再需要？暂停它，列表才真实。",
        ),
    },
];
