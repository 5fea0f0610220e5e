//! Saved views: a list's view with filter and order under a name, an operator's own or the team's.

use super::filter::Filter;
use super::list::{List, columns};

/// A saved view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// Its name, 1 to 40 characters.
    pub name: String,
    /// The list.
    pub list: List,
    /// The list's view, one of [`List::views`].
    pub view: &'static str,
    /// The filter as typed; it can be read.
    pub filter: String,
    /// The column to sort by and whether downwards.
    pub sort: Option<(&'static str, bool)>,
    /// Whether it is the team's.
    pub shared: bool,
}

/// What a view can be sorted by: all its columns, in their order. Today has no columns: there it is what its rows show.
pub fn sortable(list: List, view: &str) -> Vec<&'static str> {
    const TODAY: [&str; 8] = ["due", "kind", "entity", "money", "marketplace", "who", "opened_at", "store"];
    match list {
        List::Today => TODAY.to_vec(),
        _ => columns(list, view).iter().filter(|column| column.sort).map(|column| column.id).collect(),
    }
}

/// The longest name.
pub const NAME_MOST: usize = 40;

/// `due` and `due:asc` are upwards, `due:desc` and `-due` downwards. `None`: not a column of the view.
pub fn parse_sort(list: List, view: &str, text: &str) -> Option<(&'static str, bool)> {
    let (text, down) = match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => match text.rsplit_once(':') {
            Some((id, "desc")) => (id, true),
            Some((id, "asc")) => (id, false),
            _ => (text, false),
        },
    };
    sortable(list, view).into_iter().find(|column| *column == text).map(|column| (column, down))
}

/// The order as [`parse_sort`] reads it.
pub fn sort_text((column, down): (&str, bool)) -> String {
    if down { format!("{column}:desc") } else { column.to_owned() }
}

/// Whether a view may have this name: of 1 to [`NAME_MOST`] characters without control characters, and no list's own view.
pub fn name_fits(name: &str) -> bool {
    let own = List::ALL.iter().any(|list| list.views().contains(&name));
    !own && name.trim() == name && (1..=NAME_MOST).contains(&name.chars().count()) && !name.contains(char::is_control)
}

impl SavedView {
    /// The filter, read.
    pub fn parsed(&self) -> Filter {
        Filter::parse(&self.filter).unwrap_or_default()
    }
}

/// The view of a name: one's own before the team's.
pub fn find<'a>(views: &'a [SavedView], name: &str) -> Option<&'a SavedView> {
    let named = |shared: bool| views.iter().find(move |view| view.shared == shared && view.name == name);
    named(false).or_else(|| named(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_read_and_written() {
        for (text, wanted) in [
            ("due", Some(("due", false))),
            ("due:asc", Some(("due", false))),
            ("due:desc", Some(("due", true))),
            ("-due", Some(("due", true))),
            ("due:up", None),
            ("title", None),
        ] {
            assert_eq!(parse_sort(List::Today, "open", text), wanted, "{text}");
        }
        let freshness = parse_sort(List::Imports, "freshness", "age:desc");
        assert_eq!(freshness.map(sort_text).as_deref(), Some("age:desc"));
        assert_eq!(sort_text(("due", false)), "due");
    }

    #[test]
    fn names_are_short_and_hide_no_view_of_a_list() {
        assert!(name_fits("迟到的美国订单") && name_fits("late in US"));
        for name in ["", " x", "mine", "ship", "a\nb", &"x".repeat(41)] {
            assert!(!name_fits(name), "{name}");
        }
    }

    #[test]
    fn ones_own_view_comes_before_the_teams() {
        let view = |shared, filter: &str| SavedView {
            name: "late".into(),
            list: List::Today,
            view: "open",
            filter: filter.into(),
            sort: None,
            shared,
        };
        let views = [view(true, "is:late"), view(false, "is:late mk:us")];
        assert_eq!(find(&views, "late").map(|v| v.parsed().any[0].len()), Some(2));
        assert_eq!(find(&views[..1], "late").map(|v| v.shared), Some(true));
        assert_eq!(find(&views, "early"), None);
    }
}
