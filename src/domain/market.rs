//! Amazon's marketplaces: one table gives code, Amazon id, domain, currency, zone, language and date order (H2).

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::money::Currency;

/// The order of day, month and year in the marketplace's own files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Month first (US and CA).
    Mdy,
    /// Day first.
    Dmy,
    /// Year first (JP).
    Ymd,
}

impl DateOrder {
    /// All orders.
    pub const ALL: [Self; 3] = [Self::Mdy, Self::Dmy, Self::Ymd];

    /// The order of a stable word: `mdy`, `dmy`, `ymd`.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "mdy" => Some(Self::Mdy),
            "dmy" => Some(Self::Dmy),
            "ymd" => Some(Self::Ymd),
            _ => None,
        }
    }
}

/// What is fixed about a marketplace.
#[derive(Debug)]
pub struct Info {
    /// The short code, `US`.
    pub code: &'static str,
    /// Amazon's marketplace id, `ATVPDKIKX0DER`.
    pub amazon_id: &'static str,
    /// The domain behind `amazon.`, `co.uk`.
    pub domain: &'static str,
    /// The currency of its prices.
    pub currency: Currency,
    /// The zone of its calendar day. US and CA use Pacific time (H13).
    pub zone: Tz,
    /// The language of its buyers, ISO 639-1.
    pub language: &'static str,
    /// The order of day and month in its files.
    pub dates: DateOrder,
}

macro_rules! markets {
    ($($name:ident $code:literal $id:literal $domain:literal $currency:literal $zone:expr, $language:literal $dates:ident;)*) => {
        /// A marketplace. Part of every key (H2).
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Market { $(#[doc = $domain] #[serde(rename = $code)] $name),* }

        impl Market {
            /// All marketplaces, in the order of H2.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// The row of the table.
            pub fn info(self) -> &'static Info {
                match self {
                    $(Self::$name => {
                        static INFO: Info = Info {
                            code: $code, amazon_id: $id, domain: $domain, currency: Currency::of($currency),
                            zone: $zone, language: $language, dates: DateOrder::$dates,
                        };
                        &INFO
                    })*
                }
            }
        }
    };
}

markets! {
    Us "US" "ATVPDKIKX0DER" "com" b"USD" Tz::America__Los_Angeles, "en" Mdy;
    Ca "CA" "A2EUQ1WTGCTBG2" "ca" b"CAD" Tz::America__Los_Angeles, "en" Mdy;
    Mx "MX" "A1AM78C64UM0Y8" "com.mx" b"MXN" Tz::America__Mexico_City, "es" Dmy;
    Br "BR" "A2Q3Y263D00KWC" "com.br" b"BRL" Tz::America__Sao_Paulo, "pt" Dmy;
    Uk "UK" "A1F83G8C2ARO7P" "co.uk" b"GBP" Tz::Europe__London, "en" Dmy;
    De "DE" "A1PA6795UKMFR9" "de" b"EUR" Tz::Europe__Berlin, "de" Dmy;
    Fr "FR" "A13V1IB3VIYZZH" "fr" b"EUR" Tz::Europe__Paris, "fr" Dmy;
    It "IT" "APJ6JRA9NG5V4" "it" b"EUR" Tz::Europe__Rome, "it" Dmy;
    Es "ES" "A1RKKUPIHCS9HS" "es" b"EUR" Tz::Europe__Madrid, "es" Dmy;
    Nl "NL" "A1805IZSGTT6HS" "nl" b"EUR" Tz::Europe__Amsterdam, "nl" Dmy;
    Se "SE" "A2NODRKZP88ZB9" "se" b"SEK" Tz::Europe__Stockholm, "sv" Dmy;
    Pl "PL" "A1C3SOZRARQ6R3" "pl" b"PLN" Tz::Europe__Warsaw, "pl" Dmy;
    Be "BE" "AMEN7PMS3EDWL" "com.be" b"EUR" Tz::Europe__Brussels, "fr" Dmy;
    Ie "IE" "A28R8C7NBKEWEA" "ie" b"EUR" Tz::Europe__Dublin, "en" Dmy;
    Tr "TR" "A33AVAJ2PDY3EV" "com.tr" b"TRY" Tz::Europe__Istanbul, "tr" Dmy;
    Ae "AE" "A2VIGQ35RCS4UG" "ae" b"AED" Tz::Asia__Dubai, "en" Dmy;
    Sa "SA" "A17E79C6D8DWNP" "sa" b"SAR" Tz::Asia__Riyadh, "ar" Dmy;
    Eg "EG" "ARBP9OOSHTCHU" "eg" b"EGP" Tz::Africa__Cairo, "ar" Dmy;
    In "IN" "A21TJRUUN4KGV" "in" b"INR" Tz::Asia__Kolkata, "en" Dmy;
    Jp "JP" "A1VC38T7YXB528" "co.jp" b"JPY" Tz::Asia__Tokyo, "ja" Ymd;
    Sg "SG" "A19VAU5U5O7RUS" "sg" b"SGD" Tz::Asia__Singapore, "en" Dmy;
    Au "AU" "A39IBJ37TRP1C6" "com.au" b"AUD" Tz::Australia__Sydney, "en" Dmy;
    Za "ZA" "AE08WJ6YKNBMC" "co.za" b"ZAR" Tz::Africa__Johannesburg, "en" Dmy;
}

impl Market {
    /// The marketplace of a short code in any case; `GB` is read as `UK`.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim();
        let code = if code.eq_ignore_ascii_case("GB") { "UK" } else { code };
        Self::ALL.iter().copied().find(|m| m.info().code.eq_ignore_ascii_case(code))
    }

    /// The marketplace of a sales channel such as `Amazon.co.uk`; `Non-Amazon` and the like have none.
    pub fn from_sales_channel(channel: &str) -> Option<Self> {
        let channel = channel.trim();
        let (name, domain) = channel.split_once('.')?;
        name.eq_ignore_ascii_case("amazon")
            .then(|| Self::ALL.iter().copied().find(|m| m.info().domain.eq_ignore_ascii_case(domain)))
            .flatten()
    }

    /// The marketplace of an Amazon marketplace id.
    pub fn from_amazon_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|m| m.info().amazon_id == id.trim())
    }

    /// The marketplace of an English country name or code, as the ads reports' `Country` column has it.
    pub fn from_country(name: &str) -> Option<Self> {
        const NAMES: &[(&str, Market)] = &[
            ("united states", Market::Us),
            ("usa", Market::Us),
            ("canada", Market::Ca),
            ("mexico", Market::Mx),
            ("brazil", Market::Br),
            ("united kingdom", Market::Uk),
            ("germany", Market::De),
            ("france", Market::Fr),
            ("italy", Market::It),
            ("spain", Market::Es),
            ("netherlands", Market::Nl),
            ("sweden", Market::Se),
            ("poland", Market::Pl),
            ("belgium", Market::Be),
            ("ireland", Market::Ie),
            ("turkey", Market::Tr),
            ("türkiye", Market::Tr),
            ("united arab emirates", Market::Ae),
            ("saudi arabia", Market::Sa),
            ("egypt", Market::Eg),
            ("india", Market::In),
            ("japan", Market::Jp),
            ("singapore", Market::Sg),
            ("australia", Market::Au),
            ("south africa", Market::Za),
        ];
        let lower = name.trim().to_lowercase();
        NAMES.iter().find(|(n, _)| *n == lower).map(|(_, m)| *m).or_else(|| Self::parse(name))
    }

    /// The only marketplace with this currency, or `None` when there are several (EUR) or none.
    pub fn only_with_currency(currency: Currency) -> Option<Self> {
        let mut found = Self::ALL.iter().copied().filter(|m| m.info().currency == currency);
        found.next().filter(|_| found.next().is_none())
    }

    /// The short code.
    pub fn code(self) -> &'static str {
        self.info().code
    }

    /// The zone of its calendar day.
    pub fn zone(self) -> Tz {
        self.info().zone
    }

    /// The currency of its prices.
    pub fn currency(self) -> Currency {
        self.info().currency
    }
}

impl std::fmt::Display for Market {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marketplace_is_known_by_each_of_its_names() {
        assert_eq!(Market::from_sales_channel("Amazon.co.uk"), Some(Market::Uk));
        assert_eq!(Market::from_sales_channel("amazon.com"), Some(Market::Us));
        assert_eq!(Market::from_sales_channel("Amazon.com.mx"), Some(Market::Mx));
        assert_eq!(Market::from_sales_channel("Non-Amazon"), None);
        assert_eq!(Market::from_sales_channel("Non-Amazon US"), None);
        assert_eq!(Market::from_amazon_id("A1PA6795UKMFR9"), Some(Market::De));
        assert_eq!(Market::parse("gb"), Some(Market::Uk));
        assert_eq!(Market::from_country("United Kingdom"), Some(Market::Uk));
        assert_eq!(Market::only_with_currency(Currency::of(b"USD")), Some(Market::Us));
        assert_eq!(Market::only_with_currency(Currency::of(b"EUR")), None);
    }

    #[test]
    fn codes_ids_and_domains_are_unique() {
        for (i, a) in Market::ALL.iter().enumerate() {
            for b in &Market::ALL[i + 1..] {
                assert_ne!(a.info().code, b.info().code);
                assert_ne!(a.info().amazon_id, b.info().amazon_id);
                assert_ne!(a.info().domain, b.info().domain);
            }
        }
    }
}
