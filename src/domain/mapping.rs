//! A header that no report has: which of its columns are which of the nearest format's. The parser proposes, a person
//! decides, the archive keeps the decision beside the file.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::format::Format;
use super::nearest::closest;

/// The word for a column that is left out.
pub const IGNORED: &str = "-";
/// The word for the column by which a row names its marketplace, where it fills no column of the format.
pub const MARKETPLACE: &str = "marketplace";

/// A header name as mappings compare it: letters and digits in lower case.
pub fn plain(name: &str) -> String {
    name.nfkc().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// A person's decision: which header name is which column. Names that it lacks mean what the format's own names mean.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The format as which the file is read.
    pub format: Format,
    /// Header name, as read, to the format's column, [`MARKETPLACE`] or [`IGNORED`].
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
}

/// A header name of a file, what stands below it, and what it may be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The name as read (outside text).
    pub name: String,
    /// Up to three different cells below it, with what may be personal made unreadable (outside text).
    pub samples: Vec<String>,
    /// The column that it most likely is; never one whose cells are of another kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// The name is one that the format itself has for that column.
    #[serde(default)]
    pub known: bool,
}

/// What a file would be as a file of another format.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// The format.
    pub format: Format,
    /// The header's names in their order.
    pub columns: Vec<Proposal>,
    /// The columns that a name can be.
    pub offers: Vec<Offer>,
}

/// A column that a header name can be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The format's column.
    pub column: String,
    /// Its usual header name.
    pub name: String,
    /// Without it the file cannot be read.
    pub needed: bool,
}

/// Why a mapping cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misfit {
    /// It does not say the format, or names one that there is not.
    NoFormat(String),
    /// A part is not `NAME=COLUMN`.
    NotAPair(String),
    /// The format has no such column; the nearest one that it has.
    NoColumn(String, Option<&'static str>),
    /// Two names are the same column.
    Twice(String),
}

impl Mapping {
    /// Reads `format=business-asin; Ventes=sales; Notes=-`, or the JSON of [`Mapping::text`].
    pub fn parse(text: &str) -> Result<Self, Misfit> {
        if text.trim_start().starts_with('{') {
            let mapping: Self = serde_json::from_str(text).map_err(|_| Misfit::NoFormat(text.to_owned()))?;
            return mapping.checked();
        }
        let (mut format, mut columns) = (None, BTreeMap::new());
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, column) = part.rsplit_once('=').ok_or_else(|| Misfit::NotAPair(part.to_owned()))?;
            let (name, column) = (name.trim(), column.trim());
            if name.eq_ignore_ascii_case("format") && format.is_none() {
                format = Some(Format::parse(column).ok_or_else(|| Misfit::NoFormat(column.to_owned()))?);
            } else {
                let column = if column.is_empty() { IGNORED } else { column };
                columns.insert(name.to_owned(), column.to_owned());
            }
        }
        let format = format.ok_or_else(|| Misfit::NoFormat(String::new()))?;
        Self { format, columns }.checked()
    }

    /// The mapping, if its columns are columns of its format and none stands twice.
    pub fn checked(self) -> Result<Self, Misfit> {
        let fields = self.format.spec().fields;
        let mut seen = BTreeSet::new();
        for column in self.columns.values().filter(|column| *column != IGNORED) {
            if column != MARKETPLACE && self.format.spec().position(column).is_none() {
                return Err(Misfit::NoColumn(column.clone(), closest(column, fields.iter().map(|f| f.column))));
            }
            if !seen.insert(column) {
                return Err(Misfit::Twice(column.clone()));
            }
        }
        Ok(self)
    }

    /// As one line of text, for a request and for what is remembered.
    pub fn text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// The columns that a decision about these names leaves out though the format cannot be read without them, by their
    /// usual names. A name that the decision lacks stands for what was proposed only if that is the format's own name.
    pub fn missing(&self, columns: &[Proposal], offers: &[Offer]) -> Vec<String> {
        let decided: BTreeMap<String, &String> =
            self.columns.iter().map(|(name, column)| (plain(name), column)).collect();
        let brings = |proposal: &Proposal| match decided.get(&plain(&proposal.name)) {
            Some(column) => Some((*column).clone()),
            None => proposal.column.clone().filter(|_| proposal.known),
        };
        let brought: BTreeSet<String> = columns.iter().filter_map(brings).collect();
        let lacks = |offer: &&Offer| offer.needed && !brought.contains(&offer.column);
        offers.iter().filter(lacks).map(|offer| offer.name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(mapping: &Mapping) -> Vec<(&str, &str)> {
        mapping.columns.iter().map(|(name, column)| (name.as_str(), column.as_str())).collect()
    }

    #[test]
    fn a_mapping_is_read_from_a_line_and_from_its_own_text() {
        let line = "format=fba-inventory; Kod produktu = sku;Ilość (=sprzedaż)=fulfillable; Uwagi=; Inne=-";
        let mapping = Mapping::parse(line).unwrap();
        assert_eq!(mapping.format, Format::FbaInventory);
        let wanted = [("Ilość (=sprzedaż)", "fulfillable"), ("Inne", "-"), ("Kod produktu", "sku"), ("Uwagi", "-")];
        assert_eq!(pairs(&mapping), wanted);
        assert_eq!(Mapping::parse(&mapping.text()), Ok(mapping.clone()));
        assert!(Mapping::parse("format=fba-inventory").unwrap().columns.is_empty());
    }

    #[test]
    fn what_is_wrong_with_a_mapping_is_named() {
        let wrong = |text: &str| Mapping::parse(text).unwrap_err();
        assert_eq!(wrong("A=sku"), Misfit::NoFormat(String::new()));
        assert_eq!(wrong("format=fba-stock"), Misfit::NoFormat("fba-stock".into()));
        assert_eq!(wrong("format=fba-inventory; sku"), Misfit::NotAPair("sku".into()));
        let near = Misfit::NoColumn("fulfilable".into(), Some("fulfillable"));
        assert_eq!(wrong("format=fba-inventory; A=fulfilable"), near);
        assert_eq!(wrong("format=fba-inventory; A=sku; B=sku"), Misfit::Twice("sku".into()));
        assert_eq!(wrong("{}"), Misfit::NoFormat("{}".into()));
    }

    #[test]
    fn a_needed_column_is_missing_until_a_name_stands_for_it() {
        let proposal = |name: &str, column: Option<&str>, known| Proposal {
            name: name.into(),
            samples: Vec::new(),
            column: column.map(str::to_owned),
            known,
        };
        let offer = |column: &str, name: &str, needed| Offer { column: column.into(), name: name.into(), needed };
        let columns =
            [proposal("Kod", Some("sku"), false), proposal("afn-fulfillable-quantity", Some("fulfillable"), true)];
        let offers = [
            offer("sku", "sku", true),
            offer("fulfillable", "afn-fulfillable-quantity", true),
            offer("asin", "asin", false),
        ];
        let missing = |text: &str| Mapping::parse(text).unwrap().missing(&columns, &offers);
        // What was only proposed does not count; what the file calls by the format's own name does.
        assert_eq!(missing("format=fba-inventory"), ["sku"]);
        assert_eq!(missing("format=fba-inventory; kod =sku"), Vec::<String>::new());
        assert_eq!(missing("format=fba-inventory; Kod=sku; afn-fulfillable-quantity=-"), ["afn-fulfillable-quantity"]);
    }
}
