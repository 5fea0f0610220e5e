//! `daydeck status`: how old the data is, who imports, what is open. `--check` is for cron.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::args::StatusArgs;
use super::context::Context;
use super::exit::{Exit, Failure};
use super::print::{object, outside};
use super::wire;
use crate::domain::day::Instant;
use crate::domain::filter::{Filter, Key, Test, What};
use crate::domain::holder::Holder;
use crate::domain::list::{List, ListQuery, Query, ReadError, Reply, Source, Viewpoint, WorkerState};
use crate::domain::text::SafeText;
use crate::domain::work::Lane;
use crate::export::value::span;
use crate::i18n::format::instant;
use crate::i18n::words::word;
use crate::i18n::{Lang, cli, worker};
use crate::store::open::Reader;

/// Shows the state; with `--check` exit 4 when a source is older than wanted, or when there is no data at all.
pub fn run(context: &mut Context, args: &StatusArgs) -> Result<Exit, Failure> {
    let reader = match context.reader() {
        Ok(reader) => reader,
        Err(Failure::NoData) => return no_data(context, args),
        Err(other) => return Err(other),
    };
    let mut state = State::read(&reader, &context.viewpoint())?;
    // The lock is not in the database.
    state.worker = wire::worker_state(&context.root, state.worker.queued);
    let (lang, now) = (context.lang, context.now());
    if args.json {
        let mut objects = vec![data_object(context, true)];
        objects.extend(state.objects(now));
        context.out.objects(&objects)?;
    } else {
        for line in state.lines(lang, now, context.zone) {
            context.out.line(&line)?;
        }
    }
    let old = state.sources.iter().filter(|source| freshness(source, now) != Age::Fresh).count();
    if args.check && old > 0 {
        context.out.say(&cli::too_old(lang, old));
        return Ok(Exit::Old);
    }
    Ok(Exit::Ok)
}

fn no_data(context: &mut Context, args: &StatusArgs) -> Result<Exit, Failure> {
    if args.json {
        context.out.objects(&[data_object(context, false)])?;
    }
    let words = cli::no_data(context.lang, context.root.display());
    context.out.say(&words);
    Ok(if args.check { Exit::Old } else { Exit::Ok })
}

fn data_object(context: &Context, has_data: bool) -> Map<String, Value> {
    object([
        ("what", "data".into()),
        ("folder", outside(&context.root.display().to_string())),
        ("has_data", has_data.into()),
        ("demo", context.demo().into()),
    ])
}

/// How a source stands to what is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Age {
    Fresh,
    Old,
    Missing,
}

fn freshness(source: &Source, now: Instant) -> Age {
    match source.as_of {
        None => Age::Missing,
        Some(as_of) if now.0 - as_of.0 > source.wanted => Age::Old,
        Some(_) => Age::Fresh,
    }
}

/// What `status` shows.
struct State {
    sources: Vec<Source>,
    worker: WorkerState,
    open: Vec<(Lane, u64)>,
}

impl State {
    fn read(reader: &Reader, viewpoint: &Viewpoint) -> Result<Self, Failure> {
        let strange = || Failure::from(ReadError::Other("another answer than was asked for".to_owned()));
        let Reply::Sources(sources) = reader.answer(&Query::Sources, viewpoint)? else { return Err(strange()) };
        let Reply::Worker(worker) = reader.answer(&Query::Worker, viewpoint)? else { return Err(strange()) };
        let mut open = Vec::new();
        for lane in Lane::ALL {
            let Reply::Page(page) = reader.answer(&Query::Page(lane_query(lane)), viewpoint)? else {
                return Err(strange());
            };
            open.push((lane, page.total));
        }
        Ok(Self { sources, worker, open })
    }

    fn objects(&self, now: Instant) -> Vec<Map<String, Value>> {
        let sources = self.sources.iter().map(|source| {
            object([
                ("what", "source".into()),
                ("format", source.format.word().into()),
                ("store", outside(&source.store)),
                ("marketplace", source.market.map_or(Value::Null, |market| market.code().into())),
                ("as_of", source.as_of.map_or(Value::Null, |at| at.rfc3339().into())),
                ("age_seconds", source.as_of.map_or(Value::Null, |at| (now.0 - at.0).into())),
                ("wanted_seconds", source.wanted.into()),
                (
                    "state",
                    match freshness(source, now) {
                        Age::Fresh => "fresh",
                        Age::Old => "old",
                        Age::Missing => "missing",
                    }
                    .into(),
                ),
            ])
        });
        let holder = self.worker.holder.as_ref();
        let (reading, trouble) = (self.worker.bulletin.reading.as_ref(), self.worker.bulletin.trouble.as_ref());
        let worker = object([
            ("what", "worker".into()),
            ("holder", holder.map_or(Value::Null, |holder| outside(&holder.who))),
            ("pid", holder.map_or(Value::Null, |holder| holder.pid.into())),
            ("since", holder.and_then(|holder| holder.since).map_or(Value::Null, |at| at.rfc3339().into())),
            ("queued", self.worker.queued.into()),
            ("files", self.worker.bulletin.files.into()),
            ("reading", reading.map_or(Value::Null, |reading| outside(&reading.file))),
            ("rows", reading.map_or(Value::Null, |reading| reading.rows.into())),
            ("percent", reading.and_then(|reading| reading.percent).map_or(Value::Null, Value::from)),
            ("seconds_left", reading.and_then(|reading| reading.left).map_or(Value::Null, Value::from)),
            ("trouble_at", trouble.map_or(Value::Null, |trouble| trouble.at.rfc3339().into())),
            ("trouble_file", trouble.map_or(Value::Null, |trouble| outside(&trouble.file))),
            ("trouble", trouble.map_or(Value::Null, |trouble| outside(&trouble.words))),
        ]);
        let lanes = self.open.iter().map(|(lane, open)| {
            object([("what", "lane".into()), ("lane", lane.word().into()), ("open", (*open).into())])
        });
        sources.chain([worker]).chain(lanes).collect()
    }

    fn lines(&self, lang: Lang, now: Instant, zone: chrono_tz::Tz) -> Vec<String> {
        let mut lines: Vec<String> = self.sources.iter().map(|source| source_line(lang, source, now, zone)).collect();
        if lines.is_empty() {
            lines.push(cli::status_no_sources(lang).to_owned());
        }
        let holder = self.worker.holder.as_ref();
        let holder =
            holder.map_or_else(|| cli::status_nobody(lang).to_owned(), |holder| holder_words(lang, holder, now, zone));
        lines.push(cli::status_worker(lang, holder, self.worker.queued));
        if let Some(reading) = &self.worker.bulletin.reading {
            lines.push(worker::reading(lang, reading, self.worker.bulletin.files));
        }
        if let Some(trouble) = &self.worker.bulletin.trouble {
            lines.push(worker::trouble(lang, trouble, now, zone));
        }
        lines.extend(self.open.iter().map(|(lane, open)| cli::status_lane(lang, word(lang, lane.word()), open)));
        lines
    }
}

/// Who imports, since when, as which process.
pub fn holder_words(lang: Lang, holder: &Holder, now: Instant, zone: chrono_tz::Tz) -> String {
    let who = SafeText::new(&holder.who);
    match holder.since {
        Some(since) => cli::holder_since(lang, who, instant(since, now, zone), holder.pid),
        None => cli::holder_pid(lang, who, holder.pid),
    }
}

fn source_line(lang: Lang, source: &Source, now: Instant, zone: chrono_tz::Tz) -> String {
    let format = word(lang, source.format.word());
    let store = SafeText::new(&source.store);
    let place = source.market.map_or_else(|| store.to_string(), |market| format!("{store} {market}"));
    let wanted = span(source.wanted);
    let Some(as_of) = source.as_of else { return cli::status_never(lang, format, place, wanted) };
    let state = if freshness(source, now) == Age::Fresh { cli::state_fresh(lang) } else { cli::state_old(lang) };
    let zone = source.market.map_or(zone, crate::domain::market::Market::zone);
    cli::status_source(lang, format, place, as_of.rfc3339_in(zone), span(now.0 - as_of.0), wanted, state)
}

/// The open items of a lane, each counted, whoever has them: the state is the team's, not that of who asks.
fn lane_query(lane: Lane) -> ListQuery {
    let test = Test { negated: false, what: What::Is(Key::Lane, vec![lane.word().to_owned()]) };
    ListQuery {
        list: List::Today,
        view: "everyone",
        filter: Arc::new(Filter { any: vec![vec![test]] }),
        sort: None,
        offset: 0,
        limit: 1,
        around: None,
        unfold: true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::context::tests::context;
    use crate::domain::bulletin::{Bulletin, Reading, Trouble};
    use crate::domain::format::Format;
    use crate::domain::market::Market;

    const NOW: Instant = Instant(1_795_330_800);

    fn state() -> State {
        let source = |format, market, as_of, wanted| Source { format, store: "main".into(), market, as_of, wanted };
        State {
            sources: vec![
                source(Format::AllOrders, Some(Market::Us), Some(NOW.plus(-3600)), 3600),
                source(Format::FbaPlanning, Some(Market::De), Some(NOW.plus(-3601)), 3600),
                source(Format::Mail, None, None, 7200),
            ],
            worker: WorkerState {
                holder: Some(Holder { who: "wei".into(), since: Some(NOW.plus(-3600)), pid: 812 }),
                queued: 1,
                bulletin: Bulletin {
                    reading: Some(Reading { file: "a\u{1b}.txt".into(), rows: 8120, percent: Some(61), left: Some(4) }),
                    files: 2,
                    trouble: Some(Trouble { at: NOW.plus(-7200), file: "b.xlsx".into(), words: String::new() }),
                },
            },
            open: vec![(Lane::Now, 2), (Lane::Free, 0)],
        }
    }

    #[test]
    fn a_source_is_old_when_it_is_older_than_wanted_and_missing_when_it_never_came() {
        let found: Vec<Age> = state().sources.iter().map(|source| freshness(source, NOW)).collect();
        assert_eq!(found, [Age::Fresh, Age::Old, Age::Missing]);
    }

    #[test]
    fn json_is_flat_and_says_what_each_object_is() {
        let objects = state().objects(NOW);
        assert_eq!(
            Value::Object(objects[1].clone()),
            serde_json::json!({
                "what": "source", "format": "fba-planning", "store": "main", "marketplace": "DE",
                "as_of": NOW.plus(-3601).rfc3339(), "age_seconds": 3601, "wanted_seconds": 3600, "state": "old"
            })
        );
        assert_eq!(objects[2]["as_of"], Value::Null);
        assert_eq!(objects[2]["state"], "missing");
        assert_eq!(
            Value::Object(objects[3].clone()),
            serde_json::json!({
                "what": "worker", "holder": "wei", "pid": 812, "since": NOW.plus(-3600).rfc3339(), "queued": 1,
                "files": 2, "reading": "a␛.txt", "rows": 8120, "percent": 61, "seconds_left": 4,
                "trouble_at": NOW.plus(-7200).rfc3339(), "trouble_file": "b.xlsx", "trouble": ""
            })
        );
        assert_eq!(Value::Object(objects[4].clone()), serde_json::json!({"what": "lane", "lane": "now", "open": 2}));
        assert!(objects.iter().flat_map(Map::values).all(|value| !value.is_object() && !value.is_array()));
    }

    #[test]
    fn lines_name_age_worker_and_lanes() {
        let lines = state().lines(Lang::En, NOW, chrono_tz::UTC).join("\n");
        for part in [
            "1h old, wanted 1h: fresh",
            "wanted 1h: old",
            "never came",
            "import worker: wei, since 11-22 06:00 UTC, pid 812; requests waiting: 1",
            ": 2 open",
            "reading a␛.txt: 61%, 8,120 rows, 4 s left, 1 more in the inbox",
            "last refused: b.xlsx (11-22 05:00 UTC)",
        ] {
            assert!(lines.contains(part), "{part}: {lines}");
        }
    }

    #[test]
    fn a_chinese_reader_reads_about_the_worker_in_chinese() {
        let lines = state().lines(Lang::Zh, NOW, chrono_tz::Asia::Shanghai).join("\n");
        assert!(lines.contains("导入进程：wei（11-22 14:00 CST 起，进程 812）；等待中的请求：1"), "{lines}");
        assert!(!lines.contains("since") && !lines.contains("pid"), "{lines}");
    }

    #[test]
    fn an_empty_folder_has_a_status_and_fails_the_check() {
        let folder = tempfile::tempdir().unwrap();
        let (mut empty, data, words) = context(&folder.path().join("none"));
        assert_eq!(run(&mut empty, &StatusArgs { check: false, json: true }).unwrap(), Exit::Ok);
        let objects: Vec<Map<String, Value>> = serde_json::from_str(&data.text()).unwrap();
        assert_eq!((&objects[0]["has_data"], &objects[0]["demo"]), (&Value::Bool(false), &Value::Bool(false)));
        assert!(words.text().contains("daydeck demo"), "{}", words.text());
        assert_eq!(run(&mut empty, &StatusArgs { check: true, json: false }).unwrap(), Exit::Old);
        assert!(!folder.path().join("none").exists());
    }
}
