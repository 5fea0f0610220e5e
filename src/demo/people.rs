//! Made-up buyers and where they live. Numbers and streets are of the kind that is kept free for examples.

/// City, state and postal code, by marketplace.
pub(super) const PLACES: [&[(&str, &str, &str)]; 3] = [
    &[
        ("Portland", "OR", "97205"),
        ("Austin", "TX", "78704"),
        ("Columbus", "OH", "43215"),
        ("Albuquerque", "NM", "87102"),
        ("Saint Paul", "MN", "55102"),
        ("Savannah", "GA", "31401"),
        ("Coeur d'Alene", "ID", "83814"),
        ("Buffalo", "NY", "14201"),
        ("Mesa", "AZ", "85201"),
        ("Honolulu", "HI", "96813"),
    ],
    &[
        ("München", "Bayern", "80331"),
        ("Köln", "Nordrhein-Westfalen", "50667"),
        ("Görlitz", "Sachsen", "02826"),
        ("Lübeck", "Schleswig-Holstein", "23552"),
        ("Hamburg", "", "20095"),
        ("Würzburg", "Bayern", "97070"),
        ("Wien", "", "1010"),
    ],
    &[
        ("渋谷区", "東京都", "150-0002"),
        ("北区", "大阪府", "530-0001"),
        ("中区", "愛知県", "460-0008"),
        ("博多区", "福岡県", "812-0011"),
        ("札幌市", "北海道", "060-0001"),
    ],
];

/// Countries of the places.
pub(super) const COUNTRIES: [&str; 3] = ["US", "DE", "JP"];

/// Given and family names, by marketplace.
pub(super) const NAMES: [(&[&str], &[&str]); 3] = [
    (
        &["Dana", "Lee", "Morgan", "Chris", "Pat", "Jordan", "Sam", "Robin"],
        &["Example", "Sample", "Tester", "Placeholder"],
    ),
    (&["Jana", "Kim", "Uwe", "Anke", "Jörg", "Heike"], &["Muster", "Beispiel", "Prüfer", "Müßig"]),
    (&["太郎", "花子", "一郎", "陽子"], &["見本", "例示", "試験"]),
];

/// Streets, by marketplace; a house number follows or, in Japan, is part of it.
pub(super) const STREETS: [&[&str]; 3] = [
    &["Example Street", "Sample Avenue", "Placeholder Lane"],
    &["Musterstraße", "Beispielweg", "Am Prüffeld"],
    &["見本町1-2-3", "例示台4-5", "試験通り6-7"],
];

/// The name of the buyer of an order.
pub(super) fn buyer(market: usize, dice: u64) -> String {
    let (given, family) = NAMES[market];
    let given = given[(dice >> 8) as usize % given.len()];
    let family = family[(dice >> 16) as usize % family.len()];
    if market == 2 { format!("{family} {given}") } else { format!("{given} {family}") }
}

/// Street and number of the buyer of an order.
pub(super) fn street(market: usize, dice: u64) -> String {
    let street = STREETS[market][(dice >> 24) as usize % STREETS[market].len()];
    let house = dice % 180 + 1;
    match market {
        0 => format!("{house} {street}"),
        1 => format!("{street} {house}"),
        _ => street.to_owned(),
    }
}

/// The buyer's relay address at the marketplace.
pub(super) fn relay(domain: &str, dice: u64) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz123456789";
    let token: String = (0..15).map(|i| char::from(LETTERS[(dice.rotate_left(i * 4) % 32) as usize])).collect();
    format!("{token}@marketplace.amazon.{domain}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relay_address_looks_like_one() {
        let relay = relay("co.jp", 0x1234_5678_9abc_def0);
        let (token, domain) = relay.split_once('@').unwrap();
        assert_eq!((token.len(), domain), (15, "marketplace.amazon.co.jp"));
        assert!(token.chars().all(|c| c.is_ascii_alphanumeric()));
    }
}
