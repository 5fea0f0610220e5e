//! What the words of a header name mean, whatever the language: a name becomes a set of concepts, and two names are as
//! alike as their sets, or, where a script has no blanks, as their pairs of letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Concept and the beginnings of words that mean it, without accents. French, Italian, Spanish, Portuguese, Dutch, Polish,
/// Swedish, Turkish and German, as header names of reports have them; own choice, and only ever a proposal.
const STEMS: &[(&str, &[&str])] = &[
    (
        "ad",
        &["ad", "ads", "advert", "annonce", "annunc", "anunc", "reklam", "anzeige", "werbung", "advertent", "pubblic"],
    ),
    ("address", &["address", "adresse", "adres", "indirizz", "direcc", "endereco", "adress"]),
    ("amount", &["amount", "montant", "importo", "importe", "bedrag", "kwota", "belopp", "betrag", "valor", "tutar"]),
    (
        "available",
        &["available", "availab", "dispon", "beschikb", "dostepn", "tillgang", "verfugb", "mevcut", "fulfillable"],
    ),
    ("browser", &["browser", "navigat", "naveg", "przegl", "webblas", "tarayici"]),
    ("buybox", &["buybox", "featured", "vedette", "evidenza", "destacad", "uitgelicht", "wyrozn", "utvald"]),
    ("campaign", &["campa", "kampan", "campag", "kampagn"]),
    (
        "child",
        &[
            "child",
            "enfant",
            "figlio",
            "figli",
            "hijo",
            "secundari",
            "kind",
            "podrzedn",
            "underordnad",
            "untergeordnet",
            "filho",
            "alt",
        ],
    ),
    ("click", &["click", "clic", "klik", "klick", "tiklama"]),
    ("code", &["code", "codice", "codigo", "kod"]),
    ("condition", &["condition", "condiz", "estado", "condic", "staat", "stan", "skick", "zustand", "etat"]),
    ("cost", &["cost", "cout", "kosten", "koszt", "kostnad", "maliyet", "custo"]),
    ("country", &["country", "pays", "paese", "pais", "land", "kraj", "ulke"]),
    ("currency", &["currency", "devise", "valuta", "moneda", "walut", "wahrung", "moeda", "para"]),
    (
        "customer",
        &[
            "customer",
            "client",
            "klant",
            "klient",
            "kund",
            "musteri",
            "buyer",
            "acheteur",
            "acquirente",
            "comprador",
            "koper",
            "kupuj",
            "kopare",
        ],
    ),
    ("date", &["date", "data", "fecha", "datum", "tarih"]),
    ("day", &["day", "jour", "giorn", "dia", "dag", "dzien", "dni", "tag", "gun"]),
    ("end", &["end", "fin", "fine", "eind", "koniec", "konca", "slut", "ende", "bitis"]),
    ("group", &["group", "grup", "groep", "gruppe", "groupe"]),
    ("impression", &["impress", "impresi", "vertoning", "wyswietl", "visning", "gosterim", "exibic"]),
    ("inbound", &["inbound", "entrant", "entrat", "entrada", "inkomend", "przychodz", "inkommande", "eingehend"]),
    ("item", &["item", "article", "articol", "articul", "artikel", "artigo", "urunler", "posten", "pozycj"]),
    ("match", &["match", "correspond", "corrispond", "concordan", "overeenkom", "dopasow", "matchning", "ubereinst"]),
    ("mobile", &["mobile", "movil", "mobiel", "mobiln", "mobil", "app", "application", "applicaz", "aplicac"]),
    ("name", &["name", "nom", "nome", "nombre", "naam", "nazwa", "namn", "isim", "adi"]),
    (
        "order",
        &[
            "order", "command", "ordin", "pedid", "bestel", "zamow", "bestall", "bestell", "auftr", "siparis",
            "encomend",
        ],
    ),
    ("page", &["page", "pagin", "strony", "stron", "sida", "sidvisn", "seite", "seiten", "sayfa"]),
    (
        "parent",
        &[
            "parent",
            "genitore",
            "padre",
            "principal",
            "bovenliggend",
            "hoofd",
            "nadrzedn",
            "overordnad",
            "ubergeordnet",
            "pai",
        ],
    ),
    (
        "percent",
        &[
            "percent",
            "pourcent",
            "percentual",
            "porcentaj",
            "procent",
            "prozent",
            "yuzde",
            "rate",
            "taux",
            "tasso",
            "tasa",
            "share",
        ],
    ),
    ("price", &["price", "prix", "prezzo", "precio", "prijs", "cena", "pris", "preis", "preco", "fiyat"]),
    ("product", &["product", "produit", "prodott", "produkt", "produt", "urun"]),
    (
        "quantity",
        &[
            "quantity",
            "quantit",
            "cantidad",
            "aantal",
            "hoeveelheid",
            "ilosc",
            "antal",
            "menge",
            "quantidad",
            "adet",
            "liczba",
        ],
    ),
    ("receive", &["receiv", "recu", "ricevut", "recibid", "ontvang", "otrzyman", "mottag", "erhalt", "recebid"]),
    ("reserved", &["reserv", "riservat", "gereserveer", "zarezerw", "reserviert"]),
    ("return", &["return", "retour", "resi", "reso", "devolu", "zwrot", "retur", "rucks", "iade"]),
    (
        "sale",
        &[
            "sale", "vente", "vendit", "venta", "verkop", "omzet", "sprzedaz", "forsalj", "umsatz", "venda", "satis",
            "chiffre",
        ],
    ),
    ("search", &["search", "recherch", "ricerca", "busqueda", "zoek", "wyszuk", "sok", "such", "arama", "pesquis"]),
    ("session", &["session", "sesion", "sessie", "sesj", "besok", "sitzung", "oturum", "sessao", "sesso"]),
    (
        "ship",
        &[
            "ship", "exped", "expedi", "spediz", "spedit", "envio", "envia", "verzend", "verzond", "wysylk", "wyslan",
            "versand", "gonder",
        ],
    ),
    ("sku", &["sku", "msku"]),
    ("spend", &["spend", "depens", "spesa", "gasto", "uitgav", "wydatk", "utgift", "ausgab", "harcama"]),
    ("start", &["start", "debut", "inizio", "inicio", "begin", "poczatk", "rozpocz", "baslang"]),
    ("status", &["status", "statut", "stato", "durum", "situac"]),
    (
        "stock",
        &[
            "stock",
            "stocks",
            "inventory",
            "inventair",
            "inventari",
            "voorraad",
            "zapas",
            "magazyn",
            "lager",
            "bestand",
            "stok",
            "envanter",
        ],
    ),
    ("store", &["store", "boutique", "negozio", "tienda", "winkel", "sklep", "butik"]),
    ("target", &["target", "ciblag", "cible", "segmentac", "doelgericht", "targetow", "inriktn", "ausrichtung"]),
    (
        "tax",
        &[
            "tax",
            "taxe",
            "imposta",
            "impuesto",
            "belasting",
            "podatek",
            "skatt",
            "steuer",
            "vergi",
            "tva",
            "iva",
            "btw",
            "vat",
        ],
    ),
    ("term", &["term", "terme", "termin", "begriff", "terim", "zoekterm", "haslo"]),
    ("title", &["title", "titre", "titolo", "titulo", "titel", "tytul", "baslik"]),
    ("total", &["total", "totale", "totaal", "suma", "summa", "summe", "lacznie", "gesamt", "toplam", "cumul"]),
    ("type", &["type", "tipo", "typ", "tur"]),
    ("unit", &["unit", "unite", "eenheid", "eenheden", "jednost", "sztuk", "enhet", "einheit", "birim", "unidad"]),
    ("unsellable", &["unsellable", "invendable", "invendibil", "onverkoop", "niesprzedaw", "osaljbar", "unverkauf"]),
    (
        "view",
        &[
            "view",
            "vue",
            "visualizz",
            "visualizac",
            "vista",
            "visita",
            "weergave",
            "wyswietlenia",
            "visningar",
            "aufruf",
            "goruntul",
            "consult",
        ],
    ),
    ("warehouse", &["warehouse", "entrepot", "magazzin", "almacen", "magazijn", "armazem", "depo"]),
    ("week", &["week", "semaine", "settiman", "semana", "tydzien", "vecka", "woche", "hafta"]),
];

/// Words that join others and mean nothing by themselves.
const JOINTS: &[&str] = &[
    "a", "al", "and", "au", "aux", "av", "d", "da", "das", "de", "degli", "dei", "del", "della", "der", "des", "di",
    "die", "do", "dos", "du", "e", "el", "en", "et", "for", "het", "i", "il", "in", "l", "la", "las", "le", "les",
    "los", "na", "o", "of", "on", "op", "par", "per", "por", "pour", "sur", "te", "the", "to", "und", "van", "von",
    "w", "y", "z", "za",
];

/// A header name as it is compared: hashes in their order, because a header is held against every name of every format.
#[derive(Clone, Debug)]
pub(super) struct Meaning {
    concepts: Vec<u64>,
    /// Pairs of neighbouring letters.
    pairs: Vec<u64>,
}

impl Meaning {
    pub(super) fn of(name: &str) -> Self {
        let words = words(name);
        let concepts = words.iter().filter(|w| !JOINTS.contains(&w.as_str())).map(|w| hash(&concept(w)));
        let letters: Vec<char> = words.concat().chars().collect();
        let pairs = letters.windows(2).map(|pair| u64::from(pair[0]) << 32 | u64::from(pair[1]));
        Self { concepts: set(concepts), pairs: set(pairs) }
    }

    /// How alike two names are, in thousandths.
    pub(super) fn likeness(&self, other: &Self) -> u32 {
        // Few common letters are chance.
        let by_letters = match dice(&self.pairs, &other.pairs, 700) {
            0 => 0,
            alike => alike * 9 / 10,
        };
        dice(&self.concepts, &other.concepts, 0).max(by_letters)
    }
}

/// FNV-1a.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn set(items: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut items: Vec<u64> = items.collect();
    items.sort_unstable();
    items.dedup();
    items
}

/// Twice what two sets have in common by what they have together, in thousandths; 0 when that is less than `least`.
fn dice(a: &[u64], b: &[u64], least: usize) -> u32 {
    let all = a.len() + b.len();
    if all == 0 || 2000 * a.len().min(b.len()) < least * all {
        return 0;
    }
    let (mut at, mut common) = (0, 0);
    for item in a {
        while b.get(at).is_some_and(|other| other < item) {
            at += 1;
        }
        common += usize::from(b.get(at) == Some(item));
    }
    let alike = 2000 * common / all;
    if alike < least { 0 } else { alike as u32 }
}

/// The words of a name in lower case without accents; a capital behind a small letter begins a word.
fn words(name: &str) -> Vec<String> {
    let (mut words, mut word, mut small) = (Vec::new(), String::new(), false);
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        if !c.is_alphanumeric() || (small && c.is_uppercase()) {
            words.push(std::mem::take(&mut word));
        }
        small = c.is_lowercase();
        match c {
            'ł' | 'Ł' => word.push('l'),
            'ß' => word.push_str("ss"),
            'ø' | 'Ø' => word.push('o'),
            'ı' => word.push('i'),
            c if c.is_alphanumeric() => word.extend(c.to_lowercase()),
            _ => {}
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// The concept of a word: that of the longest beginning that is known, else the word without its plural.
fn concept(word: &str) -> String {
    let known = STEMS.iter().flat_map(|(concept, stems)| stems.iter().map(move |stem| (*concept, *stem)));
    // A short word must be the stem itself, or its plural.
    let fits = |stem: &str| match stem.len() {
        0..=3 => word == stem || word.strip_suffix('s') == Some(stem),
        _ => word.starts_with(stem),
    };
    let best = known.filter(|(_, stem)| fits(stem)).max_by_key(|(_, stem)| stem.len());
    match best {
        Some((concept, _)) => concept.to_owned(),
        None => word.strip_suffix('s').filter(|rest| rest.len() > 2).unwrap_or(word).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_name_in_another_language_is_like_the_one_that_means_the_same() {
        let alike = |a: &str, b: &str| Meaning::of(a).likeness(&Meaning::of(b));
        for (foreign, english) in [
            ("Ventes de produits commandés", "Ordered Product Sales"),
            ("ASIN (parent)", "(Parent) ASIN"),
            ("ASIN (enfant)", "(Child) ASIN"),
            ("Unités commandées", "Units Ordered"),
            ("Nazwa produktu", "product-name"),
            ("Vendite di prodotti ordinati", "Ordered Product Sales"),
            ("Nom de la campagne", "Campaign Name"),
            ("Nome do produto", "Product Name"),
            ("Sessies - Totaal", "Sessions - Total"),
            ("OrderedProductSales", "ordered-product-sales"),
        ] {
            assert_eq!(alike(foreign, english), 1000, "{foreign}: {:?}", Meaning::of(foreign));
        }
        for (one, other) in
            [("Ventes", "Units Ordered"), ("Kolor", "Sessions - Total"), ("", "sku"), ("Notes", "notary")]
        {
            assert!(alike(one, other) < 500, "{one} {other}");
        }
        // Without blanks the letters decide.
        assert!(alike("注文された商品点数", "注文された商品の点数") > 700);
    }

    #[test]
    fn no_beginning_of_a_word_means_two_things() {
        let mut seen = BTreeSet::new();
        for (concept, stems) in STEMS {
            for stem in stems.iter().collect::<BTreeSet<_>>() {
                assert!(seen.insert(*stem), "{stem} twice, once in {concept}");
                assert!(stem.chars().all(|c| c.is_ascii_lowercase()), "{stem}");
            }
        }
    }
}
