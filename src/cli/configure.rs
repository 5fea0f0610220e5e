//! `daydeck config`: what is wrong with the configuration, what is in force, where it is read from.

use serde_json::{Map, Value};

use super::context::Context;
use super::exit::{Exit, Failure};
use super::print::{object, outside};
use crate::config::{Entry, KEYS, Layer};
use crate::domain::day::Day;
use crate::domain::market::Market;
use crate::domain::settings::SWITCH;
use crate::i18n::cli;

/// Names each problem with file, line, key and nearest key; exit 1 when there is one.
pub fn check(context: &mut Context) -> Result<Exit, Failure> {
    for problem in &context.problems {
        context.out.line(&problem.words(context.lang))?;
    }
    if !context.problems.is_empty() {
        return Ok(Exit::Failed);
    }
    let read = context.files.iter().filter(|(_, path)| path.is_file()).count();
    context.out.say(&cli::config_fine(context.lang, read));
    Ok(Exit::Ok)
}

/// The files in their order, lowest layer first.
pub fn path(context: &mut Context) -> Result<Exit, Failure> {
    for (layer, path) in &context.files {
        let there = if path.is_file() { cli::file_present(context.lang) } else { cli::file_absent(context.lang) };
        context.out.line(&format!("{}: {} ({there})", layer.word(), path.display()))?;
    }
    Ok(Exit::Ok)
}

/// Every value in force with the layer that it comes from.
pub fn show(context: &mut Context, json: bool) -> Result<Exit, Failure> {
    let rows = rows(context, context.now().day(context.zone));
    if json {
        let objects: Vec<_> = rows.iter().map(Row::object).collect();
        context.out.objects(&objects)?;
    } else {
        for row in &rows {
            context.out.line(&row.line())?;
        }
    }
    Ok(Exit::Ok)
}

/// One value in force.
struct Row {
    key: String,
    market: Option<Market>,
    value: String,
    unit: String,
    layer: Layer,
    place: String,
}

impl Row {
    fn of(key: String, market: Option<Market>, default: (&str, &str, &str), entry: Option<&Entry>) -> Self {
        let (value, unit, source) = default;
        Self {
            key,
            market,
            value: entry.map_or_else(|| value.to_owned(), |entry| entry.value.to_string()),
            unit: unit.to_owned(),
            layer: entry.map_or(Layer::Default, |entry| entry.layer),
            place: entry.map_or_else(|| source.to_owned(), |entry| entry.place.to_string()),
        }
    }

    /// `rules.messages.hard_hours [DE] = 24 hours (default: Seller Central help ...)`.
    fn line(&self) -> String {
        let market = self.market.map_or_else(String::new, |market| format!(" [{market}]"));
        let unit = if self.unit.is_empty() { String::new() } else { format!(" {}", self.unit) };
        let place = if self.place.is_empty() { String::new() } else { format!(": {}", self.place) };
        format!("{}{market} = {}{unit} ({}{place})", self.key, self.value, self.layer.word())
    }

    fn object(&self) -> Map<String, Value> {
        object([
            ("key", self.key.as_str().into()),
            ("marketplace", self.market.map_or(Value::Null, |market| market.code().into())),
            ("value", outside(&self.value)),
            ("unit", if self.unit.is_empty() { Value::Null } else { self.unit.as_str().into() }),
            ("layer", self.layer.word().into()),
            ("place", if self.place.is_empty() { Value::Null } else { outside(&self.place) }),
        ])
    }
}

fn rows(context: &Context, day: Day) -> Vec<Row> {
    let config = &context.config;
    let keys = KEYS.iter().map(|key| Row::of(key.name.to_owned(), None, (key.default, "", ""), config.entry(key.name)));
    let mut rows: Vec<Row> = keys.collect();
    for (rule, market) in config.settings.in_force(day) {
        // What is set for a marketplace of a store is the same line as for a store of this name.
        if rule.store.is_some() && market.is_some() {
            continue;
        }
        let own = rule.store.as_ref().map_or_else(String::new, |store| format!("store.{store}."));
        let key = format!("rules.{own}{}", rule.key);
        let entry = config.entry(&market.map_or_else(|| key.clone(), |market| format!("rules.{market}.{}", rule.key)));
        let value = rule.value.to_string();
        let (value, unit) = match (rule.unit.as_str(), rule.value) {
            (SWITCH, 0) => ("off", ""),
            (SWITCH, _) => ("on", ""),
            (unit, _) => (value.as_str(), unit),
        };
        rows.push(Row::of(key, market, (value, unit, &rule.source), entry));
    }
    rows
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::cli::context::tests::context;
    use crate::domain::settings::Settings;

    #[test]
    fn show_names_each_value_with_its_layer() {
        let folder = tempfile::tempdir().unwrap();
        let rule = Settings::shipped().unwrap().rules()[0].clone();
        let text = format!("scroll = false\n[rules.JP]\n{} = {}\n", rule.key, rule.max);
        fs::write(folder.path().join("config.toml"), text).unwrap();
        let (mut context, data, _) = context(folder.path());
        assert_eq!(show(&mut context, false).unwrap(), Exit::Ok);
        let shown = data.text();
        let file = folder.path().join("config.toml").display().to_string();
        assert!(shown.contains("language = auto (default)\n"), "{shown}");
        assert!(shown.contains(&format!("scroll = off (folder: {file}:1)\n")), "{shown}");
        let own = format!("rules.{} [JP] = {} {} (folder: {file}:3)\n", rule.key, rule.max, rule.unit);
        assert!(shown.contains(&own), "{shown}");
        assert!(shown.contains(&format!("rules.{} = ", rule.key)), "{shown}");
        for key in KEYS {
            assert!(shown.contains(&format!("{} = ", key.name)), "{}", key.name);
        }
    }

    #[test]
    fn show_names_the_ages_of_a_store_s_reports() {
        let folder = tempfile::tempdir().unwrap();
        let text = "[rules.store.\"north.east\"]\nreports.unshipped.hours = 6\n";
        fs::write(folder.path().join("config.toml"), text).unwrap();
        let (mut context, data, _) = context(folder.path());
        assert!(context.problems.is_empty(), "{:?}", context.problems);
        show(&mut context, false).unwrap();
        let file = folder.path().join("config.toml").display().to_string();
        let own = format!("\nrules.store.north.east.reports.unshipped.hours = 6 hours (folder: {file}:2)\n");
        assert!(data.text().contains(&own), "{}", data.text());
        assert!(data.text().contains("\nrules.reports.unshipped.hours = 24 hours (default"), "{}", data.text());
    }

    #[test]
    fn show_lists_the_switch_of_every_kind() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("config.toml"), "[rules]\nship-today.on = false\n").unwrap();
        let (mut context, data, _) = context(folder.path());
        show(&mut context, false).unwrap();
        let file = folder.path().join("config.toml").display().to_string();
        assert!(data.text().contains(&format!("\nrules.ship-today.on = off (folder: {file}:2)\n")), "{}", data.text());
        for kind in crate::domain::work::Kind::ALL.iter().filter(|kind| kind.word() != "ship-today") {
            assert!(data.text().contains(&format!("\nrules.{}.on = on (default", kind.word())), "{kind:?}");
        }
    }

    #[test]
    fn show_as_json_has_one_flat_object_per_value() {
        let folder = tempfile::tempdir().unwrap();
        let (mut context, data, _) = context(folder.path());
        show(&mut context, true).unwrap();
        let rows: Vec<Map<String, Value>> = serde_json::from_str(&data.text()).unwrap();
        let keys = ["key", "marketplace", "value", "unit", "layer", "place"];
        assert!(rows.iter().all(|row| row.keys().map(String::as_str).eq(keys)));
        assert!(rows.len() > KEYS.len());
    }

    #[test]
    fn check_names_the_problem_and_exits_with_1() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("config.toml"), "\nlangauge = \"zh\"\n").unwrap();
        let (mut bad, data, _) = context(folder.path());
        assert_eq!(check(&mut bad).unwrap(), Exit::Failed);
        let file = folder.path().join("config.toml");
        let line = format!("{}:2: there is no setting langauge; did you mean language?\n", file.display());
        assert_eq!(data.text(), line);
        fs::remove_file(file).unwrap();
        let (mut good, data, words) = context(folder.path());
        assert_eq!(check(&mut good).unwrap(), Exit::Ok);
        assert_eq!((data.text().as_str(), words.text().as_str()), ("", "0 configuration files read, nothing wrong\n"));
    }

    #[test]
    fn path_lists_the_files_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("config.toml"), "").unwrap();
        let (mut context, data, _) = context(folder.path());
        path(&mut context).unwrap();
        let lines: Vec<String> = data.text().lines().map(str::to_owned).collect();
        assert_eq!(lines[0], "system: /nowhere/daydeck/config.toml (absent)");
        assert!(lines[1].starts_with("folder: ") && lines[1].ends_with("(present)"), "{lines:?}");
    }
}
