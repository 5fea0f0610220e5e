//! The search terms of the advertising: which sell, which cost and do not sell, and which nobody can judge yet.

use super::catalog::PRODUCTS;

/// What becomes of the clicks of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// About one order in ten clicks; so many clicks in ten days.
    Sells(i64),
    /// So many clicks that are old enough to judge, and never an order.
    Costs(i64),
    /// So few clicks that nothing follows from them.
    Rare(i64),
    /// So many old clicks without an order, and one order three days ago.
    Late(i64),
}

/// One ad group with its search terms.
pub(super) struct Group {
    /// Position of the marketplace.
    pub market: usize,
    /// The campaign.
    pub campaign: &'static str,
    /// The ad group.
    pub name: &'static str,
    /// Position of the advertised product.
    pub product: usize,
    /// Whether Amazon chooses the terms.
    pub auto: bool,
    /// The terms.
    pub terms: &'static [(&'static str, Fate)],
}

use Fate::{Costs, Late, Rare, Sells};

/// Every ad group. Of the clicks of a group eight to ten in a hundred become orders.
pub(super) const GROUPS: &[Group] = &[
    Group {
        market: 0,
        campaign: "SP | Kitchen | Spatulas | Manual",
        name: "Spatula exact",
        product: 0,
        auto: false,
        terms: &[
            ("silicone spatula set", Sells(42)),
            ("spatula set for baking", Sells(28)),
            ("northlight spatula", Sells(14)),
            ("teal kitchen utensils", Sells(22)),
            ("heat resistant spatula", Sells(24)),
            ("rubber spatula 5 piece", Sells(19)),
            ("spatula", Costs(88)),
            ("metal turner for grill", Costs(67)),
            ("wooden spoon set", Rare(8)),
        ],
    },
    Group {
        market: 0,
        campaign: "SP | Kitchen | Auto",
        name: "Auto all",
        product: 7,
        auto: true,
        terms: &[
            ("silicone baking mat", Sells(38)),
            ("baking mat half sheet", Sells(30)),
            ("macaron mat", Sells(21)),
            ("b0c7xq41nm", Sells(16)),
            ("non stick oven liner", Sells(20)),
            ("cookie sheet liner reusable", Sells(18)),
            ("b08k2sjd7p", Costs(74)),
            ("grill mat for gas grill", Costs(71)),
            ("parchment paper roll", Rare(12)),
            ("b0b1h9vv2q", Rare(6)),
            ("pastry board marble", Rare(3)),
            ("craft mat", Late(44)),
        ],
    },
    Group {
        market: 0,
        campaign: "SP | Pets | Bowls | Manual",
        name: "Dog bowls broad",
        product: 1,
        auto: false,
        terms: &[
            ("dog bowls stainless steel", Sells(45)),
            ("non slip dog bowl", Sells(33)),
            ("dog bowl set of 2", Sells(29)),
            ("medium dog bowls", Sells(24)),
            ("metal dog bowl 26 oz", Sells(13)),
            ("puppy food bowl", Sells(18)),
            ("elevated dog bowls", Costs(93)),
            ("ceramic cat bowl", Costs(64)),
            ("automatic feeder", Rare(10)),
        ],
    },
    Group {
        market: 0,
        campaign: "SP | Pets | Brush | Manual",
        name: "Slicker brush phrase",
        product: 4,
        auto: false,
        terms: &[
            ("slicker brush for dogs", Sells(40)),
            ("self cleaning dog brush", Sells(36)),
            ("cat brush shedding", Sells(26)),
            ("deshedding brush", Sells(22)),
            ("pet grooming brush", Sells(31)),
            ("hair brush for women", Costs(79)),
            ("horse curry comb", Rare(5)),
            ("lint roller", Rare(9)),
        ],
    },
    Group {
        market: 0,
        campaign: "SP | Home | Hooks | Manual",
        name: "Hooks",
        product: 3,
        auto: false,
        terms: &[
            ("adhesive hooks", Sells(48)),
            ("wall hooks without nails", Sells(35)),
            ("towel hooks stick on", Sells(25)),
            ("bathroom hooks 3\" x 1.5\"", Sells(12)),
            ("heavy duty adhesive hooks", Sells(27)),
            ("shower hooks steel", Sells(15)),
            ("coat rack wall mount", Costs(83)),
            ("ceiling hook for plants", Rare(11)),
            ("picture hanging strips", Rare(7)),
        ],
    },
    Group {
        market: 1,
        campaign: "SP | Küche | Teigschaber | Manuell",
        name: "Teigschaber genau",
        product: 0,
        auto: false,
        terms: &[
            ("teigschaber silikon", Sells(41)),
            ("teigschaber set", Sells(34)),
            ("backset silikon", Sells(22)),
            ("küchenhelfer set petrol", Sells(19)),
            ("silikonschaber hitzebeständig", Sells(24)),
            ("pfannenwender holz", Costs(72)),
            ("spachtel", Costs(85)),
            ("kochlöffel olivenholz", Rare(9)),
        ],
    },
    Group {
        market: 1,
        campaign: "SP | Haustier | Näpfe | Auto",
        name: "Auto Näpfe",
        product: 1,
        auto: true,
        terms: &[
            ("hundenapf edelstahl", Sells(43)),
            ("hundenapf rutschfest", Sells(31)),
            ("futternapf hund 2er set", Sells(27)),
            ("napf mittelgroße hunde", Sells(21)),
            ("b09zq7wlmh", Sells(17)),
            ("katzennapf keramik", Costs(69)),
            ("trinkflasche hund unterwegs", Rare(10)),
            ("napfunterlage", Rare(8)),
        ],
    },
    Group {
        market: 1,
        campaign: "SP | Küche | Waage | Manuell",
        name: "Küchenwaage",
        product: 2,
        auto: false,
        terms: &[
            ("küchenwaage digital", Sells(46)),
            ("digitale küchenwaage 5 kg", Sells(33)),
            ("haushaltswaage", Sells(28)),
            ("küchenwaage glas", Sells(23)),
            ("backwaage", Sells(18)),
            ("personenwaage", Costs(95)),
            ("briefwaage", Rare(12)),
            ("feinwaage 0,01g", Rare(10)),
        ],
    },
];

/// Terms to negate in all marketplaces.
pub(super) fn to_negate() -> usize {
    GROUPS.iter().flat_map(|g| g.terms).filter(|(_, fate)| matches!(fate, Costs(_))).count()
}

/// Terms to promote in all marketplaces: they sell, are not targeted exactly, and their product is dear enough for what an order
/// costs in clicks (below 1,500 cents about a third of it).
pub(super) fn to_promote() -> usize {
    let dear = |group: &Group| PRODUCTS[group.product].prices[group.market] >= 1500;
    let sells = |group: &Group| {
        let loose = |at: usize| group.auto || !at.is_multiple_of(3);
        group.terms.iter().enumerate().filter(|(at, (_, fate))| matches!(fate, Sells(_)) && loose(*at)).count()
    };
    GROUPS.iter().filter(|group| dear(group)).map(sells).sum()
}
