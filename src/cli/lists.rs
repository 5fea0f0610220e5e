//! `daydeck today`, `orders`, ...: a list on stdout, page after page.

use std::sync::Arc;

use unicode_width::UnicodeWidthStr;

use super::args::ListArgs;
use super::context::Context;
use super::exit::{Exit, Failure};
use crate::domain::filter::{Filter, FilterError};
use crate::domain::list::{List, ListQuery, Page, Query, ReadError, Reply};
use crate::domain::text::SafeText;
use crate::domain::view::{SavedView, parse_sort, sortable};
use crate::export::table::Writer;
use crate::i18n::filter::{kinds, wrong};
use crate::i18n::{Lang, cli, views};

/// Rows asked for at a time.
const PAGE: u64 = 10_000;

/// Writes a list.
pub fn run(context: &mut Context, list: List, args: &ListArgs) -> Result<Exit, Failure> {
    let (saved, wrong) = context.view_files().load(context.lang);
    for words in &wrong {
        context.out.say(words);
    }
    let query = query(context.lang, list, args, &saved)?;
    let reader = context.reader()?;
    let (viewpoint, look) = (context.viewpoint(), context.look());
    let mut ask = |query: &ListQuery| match reader.answer(&Query::Page(query.clone()), &viewpoint)? {
        Reply::Page(page) => Ok(page),
        _ => Err(ReadError::Other("another answer than was asked for".to_owned())),
    };
    let mut writer = Writer::begin(context.out.data(), args.form.form(), list, query.view, look)?;
    pages(query, args.limit, &mut ask, &mut |page| Ok(writer.rows(&page.rows)?))?;
    writer.end()?;
    Ok(Exit::Ok)
}

/// Asks for page after page until the limit or the end, and gives each on.
fn pages(
    mut query: ListQuery,
    limit: Option<u64>,
    ask: &mut impl FnMut(&ListQuery) -> Result<Page, ReadError>,
    give: &mut impl FnMut(&Page) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut left = limit.unwrap_or(u64::MAX);
    while left > 0 {
        query.limit = left.min(PAGE);
        let page = ask(&query)?;
        give(&page)?;
        let got = page.rows.len() as u64;
        if got < query.limit {
            break;
        }
        left -= got;
        query.offset += got;
    }
    Ok(())
}

/// The question of the arguments. A saved view brings filter and order; those that are given come on top.
fn query(lang: Lang, list: List, args: &ListArgs, saved: &[SavedView]) -> Result<ListQuery, Failure> {
    let (view, saved) = view(lang, list, args.view.as_deref(), saved)?;
    let given = filter(lang, args.filter.as_deref().unwrap_or_default())?;
    let filter = match saved {
        Some(saved) => named(lang, saved.parsed()).and(given),
        None => given,
    };
    let sort = sort(lang, list, view, args.sort.as_deref())?.or(saved.and_then(|saved| saved.sort));
    Ok(ListQuery { list, view, filter: Arc::new(filter), sort, offset: 0, limit: PAGE, around: None, unfold: true })
}

/// A view of the list, or a saved one.
fn view<'a>(
    lang: Lang,
    list: List,
    word: Option<&str>,
    saved: &'a [SavedView],
) -> Result<(&'static str, Option<&'a SavedView>), Failure> {
    let own = list.views();
    let Some(word) = word else { return Ok((own[0], None)) };
    if let Some(found) = own.iter().find(|view| **view == word) {
        return Ok((found, None));
    }
    let saved: Vec<&SavedView> = saved.iter().filter(|view| view.list == list).collect();
    // One's own come first in the list.
    if let Some(found) = saved.iter().find(|view| view.name == word) {
        return Ok((found.view, Some(found)));
    }
    let names: Vec<&str> = saved.iter().map(|view| view.name.as_str()).collect();
    let names = if names.is_empty() { views::none_saved(lang).to_owned() } else { names.join(", ") };
    Err(Failure::usage(views::no_such_view(
        lang,
        SafeText::new(word),
        list.word(),
        own.join(", "),
        SafeText::new(&names),
    )))
}

/// `due` is upwards, `due:desc` and `-due` downwards.
fn sort(lang: Lang, list: List, view: &str, text: Option<&str>) -> Result<Option<(&'static str, bool)>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let found = parse_sort(list, view, text).ok_or_else(|| {
        let possible = sortable(list, view).join(", ");
        Failure::usage(cli::no_such_column(lang, SafeText::new(text), list.word(), possible))
    });
    found.map(Some)
}

fn filter(lang: Lang, text: &str) -> Result<Filter, Failure> {
    let filter = Filter::parse(text).map_err(|error| Failure::usage(filter_words(lang, text, &error)))?;
    Ok(named(lang, filter))
}

/// Plain words also mean the kinds in whose name they are.
fn named(lang: Lang, filter: Filter) -> Filter {
    filter.named(|word| kinds(lang, word))
}

/// The word of a filter that is not understood, and why; below, the filter with that word underlined.
pub fn filter_words(lang: Lang, text: &str, error: &FilterError) -> String {
    let part = text.get(error.span.clone()).unwrap_or(text);
    let shown = |text: &str| SafeText::new(text).as_str().to_owned();
    let words = cli::filter_wrong(lang, shown(part), wrong(lang, &error.why));
    let before = shown(text.get(..error.span.start).unwrap_or_default());
    let marks = "~".repeat(shown(part).width().max(1));
    format!("{words}\n  {}\n  {}{marks}", shown(text), " ".repeat(before.width()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::FormArgs;
    use crate::domain::list::ListRow;

    fn args(view: Option<&str>, filter: Option<&str>, sort: Option<&str>) -> ListArgs {
        let own = |text: Option<&str>| text.map(str::to_owned);
        let form = FormArgs { json: true, csv: false, tsv: false, markdown: false, plain: false };
        ListArgs { view: own(view), filter: own(filter), sort: own(sort), limit: None, form }
    }

    fn wrong(list: List, args: &ListArgs) -> String {
        match query(Lang::En, list, args, &[]).unwrap_err() {
            Failure::Words(Exit::Usage, words) => words,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_question_is_made_of_view_filter_and_sort() {
        let query =
            query(Lang::En, List::Orders, &args(Some("all"), Some("mk:de late"), Some("-ship_by")), &[]).unwrap();
        assert_eq!((query.view, query.sort, query.unfold), ("all", Some(("ship_by", true)), true));
        assert_eq!(query.filter.any[0].len(), 2);
        let plain = super::query(Lang::En, List::Today, &args(None, None, None), &[]).unwrap();
        assert_eq!((plain.view, plain.sort, plain.filter.is_empty()), ("open", None, true));
        let age = super::query(Lang::En, List::Imports, &args(Some("freshness"), None, Some("age:desc")), &[]).unwrap();
        assert_eq!(age.sort, Some(("age", true)));
    }

    #[test]
    fn a_question_that_makes_no_sense_says_what_would() {
        let cases = [
            (
                List::Today,
                args(Some("oppen"), None, None),
                "there is no view oppen of today; its views: open, mine, everyone,",
            ),
            (
                List::Stock,
                args(None, None, Some("price")),
                "stock cannot be sorted by price; possible: sku, title, available,",
            ),
            (
                List::Today,
                args(None, None, Some("title:desc")),
                "today cannot be sorted by title:desc; possible: due, kind,",
            ),
            (
                List::Today,
                args(None, Some("红 knd:x"), None),
                "filter: knd:x: no such key; did you mean kind:?\n  红 knd:x\n     ~~~~~",
            ),
            (List::Today, args(None, Some("due:4h"), None), "filter: due:4h: wants < or >, such as due:<4h"),
        ];
        for (list, args, words) in cases {
            let said = wrong(list, &args);
            assert!(said.starts_with(words), "{said}");
        }
    }

    #[test]
    fn a_saved_view_brings_its_filter_and_order_and_what_is_given_comes_on_top() {
        let view = |list, view, name: &str, shared| SavedView {
            name: name.into(),
            list,
            view,
            filter: "mk:us | mk:de".into(),
            sort: Some(("due", true)),
            shared,
        };
        let saved = [
            view(List::Today, "mine", "west", false),
            view(List::Today, "open", "west", true),
            view(List::Stock, "all", "s", true),
        ];
        let asked = |args: &ListArgs| query(Lang::En, List::Today, args, &saved);
        let west = asked(&args(Some("west"), None, None)).unwrap();
        assert_eq!((west.view, west.sort, west.filter.any.len()), ("mine", Some(("due", true)), 2));
        let more = asked(&args(Some("west"), Some("is:late"), Some("kind"))).unwrap();
        assert_eq!(
            (more.sort, more.filter.any.iter().map(Vec::len).collect::<Vec<_>>()),
            (Some(("kind", false)), vec![2, 2])
        );
        let Err(Failure::Words(Exit::Usage, words)) = asked(&args(Some("s"), None, None)) else { panic!() };
        assert!(words.ends_with("saved: west, west"), "{words}");
    }

    /// A list of `total` rows, and how it is asked.
    fn asked(total: u64, limit: Option<u64>) -> (Vec<(u64, u64)>, usize) {
        let (mut asked, mut given) = (Vec::new(), 0);
        let row = |n: u64| ListRow { id: n.to_string(), cells: vec![], item: None, fold: None, market: None };
        pages(
            query(Lang::En, List::Today, &args(None, None, None), &[]).unwrap(),
            limit,
            &mut |query| {
                asked.push((query.offset, query.limit));
                let end = total.min(query.offset + query.limit);
                Ok(Page { rows: (query.offset..end).map(row).collect(), ..Page::default() })
            },
            &mut |page| {
                given += page.rows.len();
                Ok(())
            },
        )
        .unwrap();
        (asked, given)
    }

    #[test]
    fn pages_are_asked_for_until_limit_or_end() {
        assert_eq!(asked(0, None), (vec![(0, PAGE)], 0));
        assert_eq!(asked(5, Some(3)), (vec![(0, 3)], 3));
        assert_eq!(asked(5, Some(0)), (vec![], 0));
        assert_eq!(asked(PAGE + 1, None), (vec![(0, PAGE), (PAGE, PAGE)], PAGE as usize + 1));
        assert_eq!(asked(3 * PAGE, Some(PAGE + 2)), (vec![(0, PAGE), (PAGE, 2)], PAGE as usize + 2));
    }
}
