//! Saved views in TOML: one's own beside the user's configuration, the team's in the data folder. A view that is wrong is
//! left out and named with file and line; the others hold.
//!
//! ```toml
//! [late-us]
//! list = "today"
//! view = "everyone"
//! filter = "mk:us is:late"
//! sort = "due:desc"
//! ```

use std::fs;
use std::io::Write;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use super::file::{self, line_of};
use super::problem::Fault;
use crate::domain::filter::Filter;
use crate::domain::list::List;
use crate::domain::nearest::closest;
use crate::domain::text::SafeText;
use crate::domain::view::{NAME_MOST, SavedView, name_fits, parse_sort, sort_text, sortable};
use crate::i18n::Lang;
use crate::i18n::views as say;

/// The keys of a view.
const KEYS: [&str; 4] = ["list", "view", "filter", "sort"];

/// Where views are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// One's own; `None` without a home folder.
    pub own: Option<PathBuf>,
    /// The team's.
    pub shared: PathBuf,
    /// The mode of a new file of the team's.
    pub shared_mode: u32,
}

impl Files {
    /// All views, one's own first, and what is wrong with the files, a line each.
    pub fn load(&self, lang: Lang) -> (Vec<SavedView>, Vec<String>) {
        let (mut views, mut wrong) = (Vec::new(), Vec::new());
        if let Some(own) = &self.own {
            read(own, false, lang, &mut views, &mut wrong);
        }
        read(&self.shared, true, lang, &mut views, &mut wrong);
        (views, wrong)
    }

    /// Adds a view to its file; what is in the file stays as it is written there. Why not, in words.
    pub fn save(&self, view: &SavedView, lang: Lang) -> Result<(), String> {
        let Some(path) = (if view.shared { Some(&self.shared) } else { self.own.as_ref() }) else {
            return Err(say::no_home(lang).to_owned());
        };
        let (mut known, mut wrong) = (Vec::new(), Vec::new());
        read(path, view.shared, lang, &mut known, &mut wrong);
        if !name_fits(&view.name) {
            return Err(say::no_name(lang, NAME_MOST));
        }
        let place = path.display().to_string();
        if known.iter().any(|other| other.name == view.name) {
            return Err(say::exists(lang, SafeText::new(&view.name), SafeText::new(&place)));
        }
        // A file that is no TOML would stay none: what is added could not be read.
        if let Some(wrong) = wrong.into_iter().next() {
            return Err(wrong);
        }
        append(path, &block(view), if view.shared { self.shared_mode } else { 0o600 })
            .map_err(|error| say::cannot_write(lang, SafeText::new(&place), SafeText::new(&error.to_string())))
    }
}

/// A view as a section of the file.
fn block(view: &SavedView) -> String {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let filter = Some(view.filter.clone()).filter(|filter| !filter.is_empty());
    let given = [
        ("list", Some(view.list.word().to_owned())),
        ("view", Some(view.view.to_owned())),
        ("filter", filter),
        ("sort", view.sort.map(sort_text)),
    ];
    let lines = given.into_iter().filter_map(|(key, value)| Some(format!("{key} = {}\n", quoted(&value?))));
    format!("\n[{}]\n{}", quoted_key(&view.name), lines.collect::<String>())
}

/// A name as a TOML key: quoted, with what a basic string escapes.
fn quoted_key(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Adds to a file in one write; a new one gets its mode before anything is in it.
fn append(path: &Path, text: &str, mode: u32) -> std::io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = !path.exists();
    let mut file = fs::OpenOptions::new().append(true).create(true).mode(mode).open(path)?;
    if new {
        file.set_permissions(fs::Permissions::from_mode(mode))?;
    }
    file.write_all(text.as_bytes())
}

/// Reads a file; one that is not there has no views.
fn read(path: &Path, shared: bool, lang: Lang, views: &mut Vec<SavedView>, wrong: &mut Vec<String>) {
    let at = |line: usize| SafeText::new(&format!("{}:{line}", path.display()));
    let text = match file::text(path) {
        Ok(None) => return,
        Ok(Some(text)) => text,
        Err(Fault::Unreadable(why)) => return wrong.push(say::unreadable(lang, at(1), SafeText::new(&why))),
        Err(_) => return wrong.push(say::unreadable(lang, at(1), say::not_a_file(lang))),
    };
    let table = match file::table(&text) {
        Ok(table) => table,
        Err((line, why)) => return wrong.push(say::syntax(lang, at(line), SafeText::new(&why))),
    };
    let mut found: Vec<(usize, Result<SavedView, String>)> = Vec::new();
    for (name, value) in table.get_ref() {
        let place = name.span().start;
        let view = match value.get_ref() {
            DeValue::Table(inner) => one(name.get_ref(), inner, shared, lang, &|span| at(line_of(&text, span)), place),
            _ => Err(say::no_section(lang, at(line_of(&text, place)), SafeText::new(name.get_ref()))),
        };
        found.push((place, view));
    }
    found.sort_by_key(|(place, _)| *place);
    for (_, view) in found {
        match view {
            Ok(view) => views.push(view),
            Err(why) => wrong.push(why),
        }
    }
}

/// One view, or what is wrong with it: place, key, what was read, what is wanted.
fn one(
    name: &str,
    table: &DeTable<'_>,
    shared: bool,
    lang: Lang,
    at: &dyn Fn(usize) -> SafeText,
    begin: usize,
) -> Result<SavedView, String> {
    if !name_fits(name) {
        return Err(say::bad_name(lang, at(begin), SafeText::new(name), NAME_MOST));
    }
    let mut given: [Option<(usize, String)>; KEYS.len()] = Default::default();
    for (key, value) in table {
        let place = key.span().start;
        let Some(slot) = KEYS.iter().position(|known| *known == key.get_ref().as_ref()) else {
            let nearest = closest(key.get_ref(), KEYS.iter()).copied().unwrap_or_default();
            return Err(say::no_such_key(lang, at(place), SafeText::new(key.get_ref()), nearest));
        };
        let DeValue::String(text) = value.get_ref() else {
            return Err(say::not_text(lang, at(place), KEYS[slot]));
        };
        given[slot] = Some((place, text.to_string()));
    }
    let [list, view, filter, sort] = given;
    let Some((place, word)) = list else { return Err(say::no_list(lang, at(begin), SafeText::new(name))) };
    let bad =
        |place, key, read: &str, wanted: String| Err(say::not_a(lang, at(place), key, SafeText::new(read), wanted));
    let Some(list) = List::ALL.into_iter().find(|list| list.word() == word) else {
        return bad(place, "list", &word, List::ALL.map(List::word).join(", "));
    };
    let view = match view {
        None => list.views()[0],
        Some((place, word)) => match list.views().iter().find(|view| **view == word) {
            Some(view) => view,
            None => return bad(place, "view", &word, list.views().join(", ")),
        },
    };
    let filter = match filter {
        None => String::new(),
        Some((place, text)) => match Filter::parse(&text) {
            Ok(_) => text,
            Err(error) => {
                let part = SafeText::new(text.get(error.span.clone()).unwrap_or(&text));
                return Err(say::bad_filter(lang, at(place), part, crate::i18n::filter::wrong(lang, &error.why)));
            }
        },
    };
    let sort = match sort {
        None => None,
        Some((place, text)) => match parse_sort(list, view, &text) {
            Some(sort) => Some(sort),
            None => return bad(place, "sort", &text, sortable(list, view).join(", ")),
        },
    };
    Ok(SavedView { name: name.to_owned(), list, view, filter, sort, shared })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(folder: &Path) -> Files {
        Files { own: Some(folder.join("own/views.toml")), shared: folder.join("views.toml"), shared_mode: 0o660 }
    }

    #[test]
    fn what_is_saved_is_read_again_and_hand_written_lines_stay() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path());
        assert_eq!(files.load(Lang::En), (Vec::new(), Vec::new()));
        fs::write(&files.shared, "# of the team\n[\"late us\"]\nlist = \"today\"\nfilter = 'mk:us is:late'\n").unwrap();
        let view = |name: &str, shared| SavedView {
            name: name.into(),
            list: List::Orders,
            view: "all",
            filter: "sku:\"a b\" | 硅胶 \\".into(),
            sort: Some(("total", true)),
            shared,
        };
        for (name, shared) in [("大额 \"订单\" \\", false), ("b.c", true)] {
            files.save(&view(name, shared), Lang::En).unwrap();
        }
        let (views, wrong) = files.load(Lang::En);
        assert_eq!(wrong, Vec::<String>::new());
        assert_eq!(views[0], view("大额 \"订单\" \\", false));
        assert_eq!((views[1].name.as_str(), views[1].view, views[1].shared), ("late us", "open", true));
        assert_eq!(views[2], view("b.c", true));
        let text = fs::read_to_string(&files.shared).unwrap();
        assert!(text.starts_with("# of the team\n"), "{text}");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(files.own.as_deref().unwrap()), 0o600);
        // A name is taken once per file, and a wrong file is not written to.
        let again = files.save(&view("b.c", true), Lang::En).unwrap_err();
        assert!(again.contains("b.c") && again.contains("views.toml"), "{again}");
        assert!(files.save(&view("all", true), Lang::En).is_err());
        fs::write(&files.shared, "[x\n").unwrap();
        assert!(files.save(&view("new", true), Lang::En).unwrap_err().contains("views.toml:1"));
    }

    #[test]
    fn a_wrong_view_is_named_with_file_and_line_and_the_others_hold() {
        let folder = tempfile::tempdir().unwrap();
        let files = files(folder.path());
        let good = "[good]\nlist = \"stock\"\n";
        for (text, words) in [
            ("[bad]\nlist = \"stok\"\n", "views.toml:4: list = stok: wanted is today, orders, messages"),
            ("[bad]\nlist = \"stock\"\nview = \"mine\"\n", "views.toml:5: view = mine: wanted is reorder, all"),
            (
                "[bad]\nlist = \"stock\"\nfilter = \"knd:x\"\n",
                "views.toml:5: filter: knd:x: no such key; did you mean kind:?",
            ),
            ("[bad]\nlist = \"stock\"\nsort = \"price\"\n", "views.toml:5: sort = price: wanted is sku, title,"),
            ("[bad]\nlist = \"stock\"\nfiltr = \"x\"\n", "views.toml:5: there is no key filtr; did you mean filter?"),
            ("[bad]\nlist = 5\n", "views.toml:4: list is no text"),
            ("[bad]\nfilter = \"x\"\n", "views.toml:3: the view bad names no list"),
            ("[mine]\nlist = \"stock\"\n", "views.toml:3: mine cannot be the name of a view"),
        ] {
            fs::write(&files.shared, format!("{good}{text}")).unwrap();
            let (views, wrong) = files.load(Lang::En);
            assert_eq!((views.len(), wrong.len()), (1, 1), "{text}: {wrong:?}");
            assert!(wrong[0].contains(words), "{}", wrong[0]);
            assert!(!files.load(Lang::Zh).1[0].is_empty());
        }
        fs::write(&files.shared, "bad = 1\n").unwrap();
        assert!(files.load(Lang::En).1[0].contains("views.toml:1: bad is no section"));
        fs::write(&files.shared, "[a]\nlist = \n").unwrap();
        assert!(files.load(Lang::En).1[0].contains("views.toml:2: this is not TOML"));
    }
}
