//! `daydeck today`, `orders`, ...: a list on stdout, page after page.

use std::sync::Arc;

use super::args::ListArgs;
use super::context::Context;
use super::exit::{Exit, Failure};
use crate::domain::filter::{Filter, FilterError, Wrong};
use crate::domain::list::{self, List, ListQuery, Page, Query, ReadError, Reply};
use crate::export::table::Writer;
use crate::i18n::{Lang, cli};

/// Rows asked for at a time.
const PAGE: u64 = 10_000;

/// Writes a list.
pub fn run(context: &mut Context, list: List, args: &ListArgs) -> Result<Exit, Failure> {
    let query = query(context.lang, list, args)?;
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

/// The question of the arguments.
fn query(lang: Lang, list: List, args: &ListArgs) -> Result<ListQuery, Failure> {
    Ok(ListQuery {
        list,
        view: view(lang, list, args.view.as_deref())?,
        filter: Arc::new(filter(lang, args.filter.as_deref().unwrap_or_default())?),
        sort: None,
        offset: 0,
        limit: PAGE,
        around: None,
        unfold: true,
    })
    .and_then(|query| Ok(ListQuery { sort: sort(lang, list, query.view, args.sort.as_deref())?, ..query }))
}

fn view(lang: Lang, list: List, word: Option<&str>) -> Result<&'static str, Failure> {
    let views = list.views();
    let Some(word) = word else { return Ok(views[0]) };
    let found = views.iter().find(|view| **view == word);
    found.copied().ok_or_else(|| Failure::usage(cli::no_such_view(lang, word, list.word(), views.join(", "))))
}

/// `due` is upwards, `-due` downwards.
fn sort(lang: Lang, list: List, view: &str, text: Option<&str>) -> Result<Option<(&'static str, bool)>, Failure> {
    let Some(text) = text else { return Ok(None) };
    let (down, id) = text.strip_prefix('-').map_or((false, text), |id| (true, id));
    let possible: Vec<&str> = list::columns(list, view).iter().filter(|c| c.sort).map(|c| c.id).collect();
    match possible.iter().find(|column| **column == id) {
        Some(column) => Ok(Some((column, down))),
        None if possible.is_empty() => Err(Failure::usage(cli::no_sort(lang, list.word()))),
        None => Err(Failure::usage(cli::no_such_column(lang, id, list.word(), possible.join(", ")))),
    }
}

fn filter(lang: Lang, text: &str) -> Result<Filter, Failure> {
    Filter::parse(text).map_err(|error| Failure::usage(filter_words(lang, text, &error)))
}

/// The word of a filter that is not understood, and why.
pub fn filter_words(lang: Lang, text: &str, error: &FilterError) -> String {
    let why = match &error.why {
        Wrong::NoSuchKey(nearest) => cli::filter_key(lang, nearest),
        Wrong::WantsComparison => cli::filter_comparison(lang).to_owned(),
        Wrong::NotANumber => cli::filter_number(lang).to_owned(),
        Wrong::NoValue => cli::filter_no_value(lang).to_owned(),
        Wrong::NoSuchValue(values) => cli::filter_value(lang, values.join(", ")),
        Wrong::OpenQuote => cli::filter_quote(lang).to_owned(),
    };
    cli::filter_wrong(lang, text.get(error.span.clone()).unwrap_or(text), why)
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
        match query(Lang::En, list, args).unwrap_err() {
            Failure::Words(Exit::Usage, words) => words,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_question_is_made_of_view_filter_and_sort() {
        let query = query(Lang::En, List::Orders, &args(Some("all"), Some("mk:de late"), Some("-ship_by"))).unwrap();
        assert_eq!((query.view, query.sort, query.unfold), ("all", Some(("ship_by", true)), true));
        assert_eq!(query.filter.any[0].len(), 2);
        let plain = super::query(Lang::En, List::Today, &args(None, None, None)).unwrap();
        assert_eq!((plain.view, plain.sort, plain.filter.is_empty()), ("open", None, true));
        let age = super::query(Lang::En, List::Imports, &args(Some("freshness"), None, Some("age"))).unwrap();
        assert_eq!(age.sort, Some(("age", false)));
    }

    #[test]
    fn a_question_that_makes_no_sense_says_what_would() {
        let cases = [
            (
                List::Today,
                args(Some("oppen"), None, None),
                "there is no view oppen of today; its views: open, mine, everyone, mentions, snoozed, done",
            ),
            (
                List::Stock,
                args(None, None, Some("title")),
                "stock cannot be sorted by title; possible: sku, available,",
            ),
            (List::Today, args(None, None, Some("due")), "today has its own order and cannot be sorted by a column"),
            (List::Today, args(None, Some("red knd:x"), None), "filter: knd:x: no such key; did you mean kind:?"),
            (List::Today, args(None, Some("due:4h"), None), "filter: due:4h: wants < or >, such as due:<4h"),
        ];
        for (list, args, words) in cases {
            let said = wrong(list, &args);
            assert!(said.starts_with(words), "{said}");
        }
    }

    /// A list of `total` rows, and how it is asked.
    fn asked(total: u64, limit: Option<u64>) -> (Vec<(u64, u64)>, usize) {
        let (mut asked, mut given) = (Vec::new(), 0);
        let row = |n: u64| ListRow { id: n.to_string(), cells: vec![], item: None, fold: None, market: None };
        pages(
            query(Lang::En, List::Today, &args(None, None, None)).unwrap(),
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
