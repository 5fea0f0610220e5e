//! What Northlight sells: forty products for kitchen, home and pets in three marketplaces. All names are made up.

use crate::domain::market::Market;

/// The marketplaces of the business.
pub(super) const MARKETS: [Market; 3] = [Market::Us, Market::De, Market::Jp];

/// Orders of each marketplace in a hundred.
pub(super) const SHARES: [u64; 3] = [60, 28, 12];

/// One product. Title and price stand in the order of [`MARKETS`]; price 0: not sold there.
pub(super) struct Product {
    /// The seller's own number.
    pub sku: &'static str,
    /// Product names; outside text that may hold anything.
    pub titles: [&'static str; 3],
    /// Prices in minor units.
    pub prices: [i64; 3],
    /// Volume of a unit in thousandths of a cubic foot.
    pub volume: i64,
    /// Amazon's product group.
    pub group: &'static str,
}

/// Products up to here are shipped by Amazon (FBA), the rest by the seller (FBM).
pub(super) const FBA: usize = 32;

const fn product(
    sku: &'static str,
    group: &'static str,
    volume: i64,
    prices: [i64; 3],
    titles: [&'static str; 3],
) -> Product {
    Product { sku, titles, prices, volume, group }
}

/// The products, of each kind the best seller first.
#[rustfmt::skip]
pub(super) const PRODUCTS: [Product; 40] = [
    product("NL-K-SPAT-5", "gl_kitchen", 92, [2399, 2299, 2980], ["Silicone Spatula Set, 5 Pieces, Heat Resistant to 480 F, Teal", "Teigschaber-Set aus Silikon, 5-teilig, hitzebeständig, Petrol", "シリコンスパチュラ 5点セット 耐熱 ティールグリーン"]),
    product("NL-P-BOWL-2", "gl_pet_products", 140, [1899, 1799, 2480], ["Stainless Steel Dog Bowls, Set of 2, Non-Slip Ring, 26 oz", "Hundenapf Edelstahl, 2er-Set mit rutschfestem Ring, 750 ml", "ステンレス ペットボウル 2個セット 滑り止め付き"]),
    product("NL-K-SCALE-5", "gl_kitchen", 110, [2699, 2499, 3280], ["Digital Kitchen Scale, 11 lb / 5 kg in 0.04 oz Steps, Tempered Glass", "Digitale Küchenwaage, 5 kg in 1-g-Schritten, Sicherheitsglas", "デジタルキッチンスケール 5kg 1g単位 強化ガラス"]),
    product("NL-H-HOOK-12", "gl_home_improvement", 35, [1299, 1199, 1480], ["Adhesive Wall Hooks, 12 Pack (3\" x 1.5\"), Brushed Steel", "Klebehaken Edelstahl gebürstet, 12 Stück, für Küche und Bad", "粘着フック 12個入り ステンレス ヘアライン仕上げ"]),
    product("NL-P-BRUSH-1", "gl_pet_products", 48, [1699, 1599, 1980], ["Self-Cleaning Slicker Brush for Dogs and Cats", "Zupfbürste für Hund und Katze, selbstreinigend", "ペット用スリッカーブラシ ワンプッシュ除去"]),
    product("NL-K-BAG-10", "gl_kitchen", 60, [2199, 2099, 2680], ["Reusable Silicone Food Bags, 10 Pack, Leakproof", "Wiederverwendbare Silikonbeutel, 10 Stück, auslaufsicher", "シリコン保存バッグ 10枚セット 繰り返し使える"]),
    product("NL-H-BASK-3", "gl_home", 640, [3299, 2999, 3980], ["Cotton Rope Storage Baskets, Set of 3, Natural", "Aufbewahrungskörbe aus Baumwollseil, 3er-Set, Natur", "コットンロープバスケット 3点セット ナチュラル"]),
    product("NL-K-MAT-2", "gl_kitchen", 40, [1499, 1399, 1780], ["Silicone Baking Mats, 2 Pack (16.5\" x 11.6\"), Half Sheet", "Backmatten aus Silikon, 2 Stück (42 x 29,5 cm), wiederverwendbar", "シリコンベーキングマット 2枚 42×29.5cm"]),
    product("NL-P-LEAD-10", "gl_pet_products", 70, [1599, 1499, 0], ["Training Lead for Dogs, 33 ft, Padded Handle", "Schleppleine für Hunde, 10 m, gepolsterte Schlaufe", ""]),
    product("NL-H-LAMP-C", "gl_home", 120, [2599, 2399, 3180], ["Clip-On Reading Lamp, 3 Colours, Rechargeable", "Leselampe zum Klemmen, 3 Lichtfarben, wiederaufladbar", "クリップ式読書灯 3色調光 充電式"]),
    product("NL-K-PEEL-3", "gl_kitchen", 22, [1099, 999, 0], ["Vegetable Peeler Set, 3 Blades, Swivel and Julienne", "Sparschäler-Set, 3 Klingen, Pendel- und Julienneschäler", ""]),
    product("NL-P-MAT-L", "gl_pet_products", 88, [1999, 1899, 0], ["Lick Mat for Dogs, 2 Pack (8\" x 8\"), Slow Feeder", "Schleckmatte für Hunde, 2 Stück (20 x 20 cm)", ""]),
    product("NL-H-TOWL-6", "gl_home", 310, [2899, 2699, 0], ["Waffle Dish Towels, 6 Pack, 100 % Cotton, Slate", "Geschirrtücher Waffelpiqué, 6 Stück, 100 % Baumwolle", ""]),
    product("NL-K-OIL-2", "gl_kitchen", 130, [1799, 1699, 0], ["Oil Sprayer for Cooking, 2 Pack, 7 oz Glass", "Ölsprüher für Küche und Grill, 2 Stück, 200 ml Glas", ""]),
    product("NL-P-BED-M", "gl_pet_products", 1900, [4499, 4299, 0], ["Orthopedic Dog Bed, Medium, Washable Cover", "Orthopädisches Hundebett, Größe M, Bezug waschbar", ""]),
    product("NL-H-DRAW-8", "gl_home", 210, [2299, 2199, 0], ["Drawer Organizers, 8 Pieces, Honeycomb, Felt", "Schubladen-Organizer aus Filz, 8-teilig, Wabenform", ""]),
    product("NL-K-TONG-2", "gl_kitchen", 55, [1399, 1299, 0], ["Kitchen Tongs, Set of 2 (9\" and 12\"), Silicone Tips", "Küchenzangen, 2er-Set (23 und 30 cm), Silikonspitzen", ""]),
    product("NL-P-FOUNT-2", "gl_pet_products", 420, [3499, 3299, 0], ["Cat Water Fountain, 2 L, Quiet Pump, 3 Filters", "Trinkbrunnen für Katzen, 2 l, leise Pumpe, 3 Filter", ""]),
    product("NL-H-HANG-20", "gl_home", 380, [2499, 2299, 0], ["Velvet Hangers, 20 Pack, Non-Slip, Grey", "Samtbügel, 20 Stück, rutschfest, grau", ""]),
    product("NL-K-SIEVE-3", "gl_kitchen", 95, [1699, 0, 0], ["Fine Mesh Strainers, Set of 3 (3\", 5.5\", 8\")", "", ""]),
    product("NL-P-TOY-5", "gl_pet_products", 75, [1499, 0, 0], ["Cat Toy Set, 5 Pieces, Feather and Bell", "", ""]),
    product("NL-H-CORD-10", "gl_home", 18, [999, 0, 0], ["Cable Clips, 10 Pack, Self-Adhesive, Black", "", ""]),
    product("NL-K-MEAS-8", "gl_kitchen", 42, [1599, 0, 0], ["Measuring Cups and Spoons, 8 Pieces, Stainless Steel", "", ""]),
    product("NL-P-HARN-S", "gl_pet_products", 30, [2199, 0, 0], ["No-Pull Dog Harness, Small, Reflective, Orange", "", ""]),
    product("NL-H-CANDLE-6", "gl_home", 160, [2799, 0, 0], ["Flameless Candles, 6 Pack with Remote and Timer", "", ""]),
    product("NL-K-LID-6", "gl_kitchen", 50, [1299, 0, 0], ["Stretch Lids, 6 Sizes, Silicone, Dishwasher Safe", "", ""]),
    product("NL-P-WIPE-3", "gl_pet_products", 190, [1399, 0, 0], ["Pet Paw Wipes, 3 x 80, Unscented", "", ""]),
    product("NL-H-VASE-2", "gl_home", 450, [2999, 0, 0], ["Ceramic Vases, Set of 2, Matte White", "", ""]),
    product("NL-K-GRAT-4", "gl_kitchen", 85, [1799, 0, 0], ["Box Grater, 4 Sides (9.5\" tall), with Container", "", ""]),
    product("NL-P-SCOOP-1", "gl_pet_products", 33, [1199, 0, 0], ["Litter Scoop with Holder, Aluminium", "", ""]),
    product("NL-H-FRAME-5", "gl_home", 520, [3199, 0, 0], ["Picture Frames, 5 Pack (8\" x 10\"), Oak Finish", "", ""]),
    product("NL-K-TIMER-2", "gl_kitchen", 28, [1199, 0, 0], ["Magnetic Kitchen Timers, 2 Pack, Loud Alarm", "", ""]),
    product("NL-K-BOARD-XL", "gl_kitchen", 700, [5499, 4999, 6980], ["End-Grain Cutting Board, Oak, 18\" x 12\" x 1.5\"", "Schneidebrett Eiche Stirnholz, 45 x 30 x 4 cm, geölt", "オーク 木口まな板 45×30×4cm オイル仕上げ"]),
    product("NL-P-TREE-120", "gl_pet_products", 4800, [8999, 7999, 0], ["Cat Tree, 47\" tall, Sisal Posts and Hammock", "Kratzbaum 120 cm mit Sisalstämmen und Hängematte", ""]),
    product("NL-H-SHELF-3", "gl_home", 2600, [6499, 5999, 7980], ["Floating Shelves, Solid Oak, Set of 3 (24\" x 6\")", "Wandregale Eiche massiv, 3er-Set (60 x 15 cm)", "ウォールシェルフ 無垢オーク 3点セット 60cm"]),
    product("NL-K-RACK-2T", "gl_kitchen", 1500, [4299, 3999, 4980], ["Dish Drying Rack, 2 Tiers, Bamboo and Steel", "Abtropfgestell 2 Etagen, Bambus und Stahl", "水切りラック 2段 竹とスチール"]),
    product("NL-P-GATE-30", "gl_pet_products", 3100, [5999, 0, 0], ["Pet Gate, 30\" tall, Walk-Through, White", "", ""]),
    product("NL-H-PLANT-2", "gl_lawn_and_garden", 1800, [4799, 4499, 0], ["Mid-Century Planters, Set of 2 (10\" and 8\")", "Pflanzenständer mit Übertopf, 2er-Set", ""]),
    // A title as a bad listing can have it: it colours, turns the reading direction and rings.
    product("NL-K-BREAD-1", "gl_kitchen", 2200, [3899, 3599, 0], ["Bread Box \u{1b}[31mSALE\u{1b}[0m, Roll Top \u{202e}mottom\u{202c}\u{7}, Bamboo", "Brotkasten mit Rolldeckel, Bambus", ""]),
    product("NL-P-CRATE-M", "gl_pet_products", 5200, [7499, 0, 0], ["Folding Dog Crate, Medium (30\"), Two Doors", "", ""]),
];

impl Product {
    /// Whether it is sold in the marketplace.
    pub(super) fn sold_in(&self, market: usize) -> bool {
        self.prices[market] > 0
    }
}

/// The made-up ASIN of a product.
pub(super) fn asin(product: usize) -> String {
    format!("B0NL{:06}", 104_729 + product * 7919)
}

/// The made-up FNSKU of a product in a marketplace.
pub(super) fn fnsku(product: usize, market: usize) -> String {
    format!("X00NL{}{:04}", market + 1, 1009 + product * 211)
}

/// How often a product is bought, against the others of its kind.
pub(super) fn weight(product: usize) -> u64 {
    let rank = if product < FBA { product } else { product - FBA };
    1200 / (rank as u64 + 5)
}

/// The products of a marketplace: those that Amazon ships, or those that the seller ships.
pub(super) fn offered(market: usize, by_seller: bool) -> impl Iterator<Item = usize> {
    let range = if by_seller { FBA..PRODUCTS.len() } else { 0..FBA };
    range.filter(move |p| PRODUCTS[*p].sold_in(market))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn products_are_distinct_and_have_a_title_wherever_they_are_sold() {
        let skus: BTreeSet<_> = PRODUCTS.iter().map(|p| p.sku).collect();
        let asins: BTreeSet<_> = (0..PRODUCTS.len()).map(asin).collect();
        assert_eq!((skus.len(), asins.len()), (PRODUCTS.len(), PRODUCTS.len()));
        assert!(asins.iter().all(|a| a.len() == 10));
        for product in &PRODUCTS {
            for market in 0..MARKETS.len() {
                assert_eq!(product.sold_in(market), !product.titles[market].is_empty(), "{}", product.sku);
                assert!(!product.titles[market].contains(['\t', '\n', '\r']), "{}", product.sku);
            }
        }
        for market in 0..MARKETS.len() {
            assert!(offered(market, true).count() >= 3 && offered(market, false).count() >= 8);
        }
        assert!(PRODUCTS.iter().any(|p| p.titles[0].contains('\u{1b}')));
    }
}
