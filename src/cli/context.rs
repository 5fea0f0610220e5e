//! What every command needs to know about its surroundings: folder, clock, user, language, zone, configuration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono_tz::Tz;

use super::args::{Cli, LangArg};
use super::exit::Failure;
use super::print::Out;
use super::wire;
use crate::config::views::Files;
use crate::config::{Config, Layer, Problem, Sources};
use crate::domain::act::Actor;
use crate::domain::day::Instant;
use crate::domain::lease::Boot;
use crate::domain::list::Viewpoint;
use crate::domain::role::{Deed, Rights, TWO};
use crate::export::record::Look;
use crate::i18n::{Lang, cli};
use crate::store::open::{Folder, Reader};

pub use crate::store::folder::DEMO_MARK;

/// What a process finds around itself, read once: tests make their own.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// The environment.
    pub variables: BTreeMap<String, String>,
    /// The present moment.
    pub now: Instant,
    /// Who runs the process.
    pub me: Actor,
    /// The names of the process's Unix groups.
    pub groups: Vec<String>,
    /// The names of all groups of the machine.
    pub known_groups: Vec<String>,
    /// The clock since the machine's start.
    pub boot: Option<Boot>,
    /// Whether stdin and stdout are a terminal.
    pub terminal: bool,
    /// The zone of `/etc/localtime`, when it names one.
    pub machine_zone: Option<Tz>,
    /// The folder of the system's configuration.
    pub etc: PathBuf,
}

impl Surroundings {
    /// Those of this process. Variables that are not UTF-8 are left out.
    pub fn of_process() -> Self {
        let variables = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .collect();
        Self {
            variables,
            now: clock(),
            me: me(),
            groups: groups(),
            known_groups: groups_of(&group_file(), |_| true),
            boot: crate::runtime::boot::now(),
            terminal: super::print::on_terminal(),
            machine_zone: std::fs::read_link("/etc/localtime").ok().and_then(|path| zone_of_link(&path)),
            etc: PathBuf::from("/etc"),
        }
    }

    /// A variable that is set and not empty.
    pub fn variable(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// The home folder.
    pub fn home(&self) -> Option<PathBuf> {
        self.variable("HOME").map(PathBuf::from).filter(|home| home.is_absolute())
    }

    /// `$NAME` when it is an absolute path (the XDG rule), else `$HOME/fallback`.
    fn xdg(&self, name: &str, fallback: &str) -> Option<PathBuf> {
        let own = self.variable(name).map(PathBuf::from).filter(|path| path.is_absolute());
        own.or_else(|| Some(self.home()?.join(fallback)))
    }

    /// The locale of messages.
    pub fn locale(&self) -> &str {
        ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(|name| self.variable(name)).unwrap_or("C")
    }

    /// Whether the terminal can be drawn on.
    pub fn can_draw(&self) -> bool {
        self.terminal && self.variable("TERM").is_some_and(|term| term != "dumb")
    }

    /// The machine's zone: `TZ`, then `/etc/localtime`.
    pub fn zone(&self) -> Option<Tz> {
        let named = self.variable("TZ").and_then(|tz| tz.trim_start_matches(':').parse().ok());
        named.or(self.machine_zone)
    }
}

/// The user of the process (D9): the uid, and its name in `/etc/passwd`; never a variable, never an argument.
fn me() -> Actor {
    let uid = rustix::process::getuid().as_raw();
    let passwd = std::fs::read("/etc/passwd").unwrap_or_default();
    Actor { uid, name: name_of(uid, &String::from_utf8_lossy(&passwd)) }
}

/// The names of the process's groups, effective and further ones.
fn groups() -> Vec<String> {
    let mut gids: Vec<u32> =
        rustix::process::getgroups().unwrap_or_default().into_iter().map(rustix::process::Gid::as_raw).collect();
    gids.push(rustix::process::getegid().as_raw());
    groups_of(&group_file(), |gid| gids.contains(&gid))
}

fn group_file() -> String {
    String::from_utf8_lossy(&std::fs::read("/etc/group").unwrap_or_default()).into_owned()
}

/// The names of the groups in the text of a group file whose numbers are wanted.
fn groups_of(file: &str, wanted: impl Fn(u32) -> bool) -> Vec<String> {
    let named = |line: &str| {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| !name.is_empty())?;
        wanted(fields.nth(1)?.parse().ok()?).then(|| name.to_owned())
    };
    file.lines().filter_map(named).collect()
}

/// The name of a uid in the text of a passwd file; `uid 1000` when it has none.
fn name_of(uid: u32, passwd: &str) -> String {
    let found = passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let name = fields.next().filter(|name| !name.is_empty())?;
        (fields.nth(1)?.parse() == Ok(uid)).then(|| name.to_owned())
    });
    found.unwrap_or_else(|| format!("uid {uid}"))
}

/// `/usr/share/zoneinfo/Asia/Shanghai` is `Asia/Shanghai`.
fn zone_of_link(path: &Path) -> Option<Tz> {
    path.to_str()?.split_once("zoneinfo/")?.1.trim_start_matches("posix/").parse().ok()
}

/// A command's surroundings, made up.
#[derive(Debug)]
pub struct Context {
    /// The data folder; it need not exist.
    pub root: PathBuf,
    /// The surroundings.
    pub around: Surroundings,
    /// The configuration.
    pub config: Config,
    /// What is wrong with it.
    pub problems: Vec<Problem>,
    /// The configuration files in their order.
    pub files: Vec<(Layer, PathBuf)>,
    /// The language of words.
    pub lang: Lang,
    /// The reader's zone.
    pub zone: Tz,
    /// Both outputs.
    pub out: Out,
    /// `--lang`.
    flag: Option<&'static str>,
}

impl Context {
    /// Finds the folder and reads the configuration.
    pub fn new(cli: &Cli, around: Surroundings, out: Out) -> Result<Self, (Failure, Out)> {
        let named = cli.data.clone().or_else(|| around.variable("DAYDECK_DATA").map(PathBuf::from));
        let root = named.or_else(|| Some(around.xdg("XDG_DATA_HOME", ".local/share")?.join("daydeck")));
        let Some(root) = root.and_then(|root| std::path::absolute(root).ok()) else {
            return Err((Failure::usage(cli::no_home(Lang::from_locale(around.locale()))), out));
        };
        let flag = cli.lang.map(LangArg::word);
        match configured(&around, &root, flag) {
            Ok((config, problems, files)) => {
                let (lang, zone) = reader(&around, &config);
                Ok(Self { root, around, config, problems, files, lang, zone, out, flag })
            }
            Err(failure) => Err((failure, out)),
        }
    }

    /// Goes on in another data folder, with its configuration and its clock.
    pub fn enter(&mut self, root: PathBuf) -> Result<(), Failure> {
        self.around.now = clock();
        (self.config, self.problems, self.files) = configured(&self.around, &root, self.flag)?;
        (self.lang, self.zone) = reader(&self.around, &self.config);
        self.root = root;
        Ok(())
    }

    /// The present moment, as it was when the command began.
    pub fn now(&self) -> Instant {
        self.around.now
    }

    /// Whether the data folder is the demo's.
    pub fn demo(&self) -> bool {
        self.root.join(DEMO_MARK).is_file()
    }

    /// Says what is wrong with the configuration, once, on stderr.
    pub fn say_problems(&mut self) {
        for problem in &self.problems {
            self.out.say(&problem.words(self.lang));
        }
    }

    /// Refuses to run the rules with a wrong threshold.
    pub fn rules_may_run(&self) -> Result<(), Failure> {
        if self.problems.iter().any(Problem::stops_rules) {
            return Err(Failure::failed(cli::config_stops(self.lang)));
        }
        Ok(())
    }

    /// The data folder, which must exist.
    pub fn folder(&self) -> Result<Folder, Failure> {
        Ok(Folder::open(&self.root)?)
    }

    /// Where saved views are kept.
    pub fn view_files(&self) -> Files {
        let own = self.around.xdg("XDG_CONFIG_HOME", ".config").map(|dir| dir.join("daydeck/views.toml"));
        let shared_mode = Folder::planned(&self.root).map_or(0o600, |folder| folder.mode().file_bits());
        Files { own, shared: self.root.join("views.toml"), shared_mode }
    }

    /// A reader of both databases; says so when the data are the demo's.
    pub fn reader(&mut self) -> Result<Reader, Failure> {
        let reader = Reader::open(&self.folder()?)?;
        if self.demo() {
            self.out.say(cli::demo_data(self.lang));
        }
        Ok(reader)
    }

    /// Whose eyes questions are answered for.
    pub fn viewpoint(&self) -> Viewpoint {
        Viewpoint {
            now: self.now(),
            me: self.around.me.clone(),
            zone: self.zone,
            settings: Arc::new(self.config.settings.clone()),
            boot: self.around.boot.clone(),
            ahead: 0,
        }
    }

    /// What this person may do. While a file of the team cannot be read, everything that can want a second person does,
    /// and a lead is wanted where a team has one: what the team wants is not known, and "nothing" would be a guess.
    pub fn rights(&self) -> Rights {
        let rights = self.config.team.rights(&self.around.me.name, &self.around.groups);
        let team = || self.files.iter().filter(|(layer, _)| layer.is_the_team_s()).map(|(_, path)| path.as_path());
        if self.problems.iter().any(|problem| problem.hides_team(team())) {
            return Rights { led: true, two: TWO.map(str::to_owned).to_vec(), two_money: 0, ..rights };
        }
        rights
    }

    /// Why this person may not do it.
    pub fn may(&self, deed: Deed) -> Result<(), Failure> {
        self.rights().may(deed).map_err(|refused| Failure::failed(super::act::refused_words(self.lang, &refused)))
    }

    /// Whose eyes lists are written for.
    pub fn look(&self) -> Look {
        Look { lang: self.lang, zone: self.zone, now: self.now(), text: wire::item_text, demo: self.demo() }
    }
}

/// The configuration of a folder, what is wrong with it, and its files.
type Configured = (Config, Vec<Problem>, Vec<(Layer, PathBuf)>);

fn configured(around: &Surroundings, root: &Path, flag: Option<&str>) -> Result<Configured, Failure> {
    let files = config_files(around, root);
    let sources = Sources {
        files: files.clone(),
        team: wire::team_settings(root),
        variables: around.variables.clone().into_iter().collect(),
        flags: flag.map(|lang| ("language", "--lang", lang.to_owned())).into_iter().collect(),
        home: around.home(),
    };
    let (config, mut problems) = Config::load(&sources).map_err(|error| Failure::failed(error.to_string()))?;
    problems.extend(config.strange_groups(&around.known_groups));
    Ok((config, problems, files))
}

/// The reader's language and zone: as configured, else as locale and machine say.
fn reader(around: &Surroundings, config: &Config) -> (Lang, Tz) {
    let lang = config.language.unwrap_or_else(|| Lang::from_locale(around.locale()));
    (lang, config.zone.or_else(|| around.zone()).unwrap_or(Tz::UTC))
}

/// The present moment: the one place of the command line that reads the clock.
pub fn clock() -> Instant {
    Instant(chrono::Utc::now().timestamp())
}

/// System, data folder, user: lowest first.
fn config_files(around: &Surroundings, root: &Path) -> Vec<(Layer, PathBuf)> {
    let mut files =
        vec![(Layer::System, around.etc.join("daydeck/config.toml")), (Layer::Folder, root.join("config.toml"))];
    files.extend(around.xdg("XDG_CONFIG_HOME", ".config").map(|dir| (Layer::User, dir.join("daydeck/config.toml"))));
    files
}

#[cfg(test)]
pub(crate) mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::print::tests::{Seen, out};

    pub(crate) fn around(variables: &[(&str, &str)]) -> Surroundings {
        Surroundings {
            variables: variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
            now: Instant(1_795_330_800),
            me: Actor { uid: 1000, name: "li".into() },
            groups: Vec::new(),
            known_groups: vec!["ops".into()],
            boot: None,
            terminal: false,
            machine_zone: None,
            etc: PathBuf::from("/nowhere"),
        }
    }

    /// A context over a folder, with what it says.
    pub(crate) fn context(root: &Path) -> (Context, Seen, Seen) {
        let (out, data, words) = out();
        let cli = Cli::try_parse_from(["daydeck".as_ref(), "--data".as_ref(), root.as_os_str()]).unwrap();
        (Context::new(&cli, around(&[]), out).map_err(|(failure, _)| failure).unwrap(), data, words)
    }

    #[test]
    fn the_name_comes_from_the_passwd_file() {
        let passwd = "root:x:0:0:root:/root:/bin/sh\n::1000:\nbroken\nli:x:1000:100::/home/li:/bin/sh\n";
        assert_eq!((name_of(0, passwd), name_of(1000, passwd)), ("root".into(), "li".into()));
        assert_eq!(name_of(7, passwd), "uid 7");
        let groups = "root:x:0:\nops:x:61000:ann,bob\nbroken\n::61000:\n";
        assert_eq!(groups_of(groups, |gid| gid == 61_000), ["ops"]);
        assert_eq!(groups_of(groups, |_| true), ["root", "ops"]);
    }

    #[test]
    fn while_the_team_s_file_cannot_be_read_everything_wants_a_second_person_or_a_lead() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("config.toml");
        let two = |text: &str| {
            std::fs::write(&file, text).unwrap();
            let (context, ..) = context(folder.path());
            let rights = context.rights();
            (rights.two.len(), rights.may(Deed::Purge).is_ok(), context.rules_may_run().is_ok())
        };
        assert_eq!(two("[team]\ntwo_person = [\"done\"]\n"), (1, true, true));
        for (wrong, rules) in [
            ("[team\n", false),
            ("[team]\ntwo_person = [\"don\"]\n", false),
            ("[team]\ntwo_person_money = \"9\"\n", false),
            ("[team]\ntwo_persn = [\"done\"]\n", true),
            ("[taem]\ntwo_person = [\"done\"]\n", true),
            ("two_person = [\"done\"]\n", true),
        ] {
            assert_eq!(two(wrong), (TWO.len(), false, rules), "{wrong}");
        }
        for other in ["scroll = 7\n", "scrol = true\n"] {
            assert_eq!(two(other), (0, true, true), "{other}");
        }
    }

    #[test]
    fn a_group_that_the_machine_does_not_have_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let text = "[team]\nleads = \"wei, %ops\"\nviewers = [\"%guests\"]\n";
        std::fs::write(folder.path().join("config.toml"), text).unwrap();
        let (context, ..) = context(folder.path());
        let said: Vec<String> = context.problems.iter().map(|problem| problem.words(Lang::En)).collect();
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].contains("config.toml:3: team.viewers: /etc/group has no group guests"), "{said:?}");
        assert!(context.rules_may_run().is_ok());
    }

    #[test]
    fn folders_follow_the_xdg_rules() {
        let cli = Cli::try_parse_from(["daydeck"]).unwrap();
        let root = |variables: &[(&str, &str)]| {
            Context::new(&cli, around(variables), out().0).map(|context| (context.root, context.files))
        };
        let (data, files) = root(&[("HOME", "/home/li")]).map_err(|(f, _)| f).unwrap();
        assert_eq!(data, PathBuf::from("/home/li/.local/share/daydeck"));
        let files: Vec<_> = files.iter().map(|(_, path)| path.display().to_string()).collect();
        assert_eq!(
            files,
            [
                "/nowhere/daydeck/config.toml",
                "/home/li/.local/share/daydeck/config.toml",
                "/home/li/.config/daydeck/config.toml"
            ]
        );
        let (data, _) = root(&[("XDG_DATA_HOME", "/d"), ("HOME", "/h")]).map_err(|(f, _)| f).unwrap();
        assert_eq!(data, PathBuf::from("/d/daydeck"));
        let (data, _) = root(&[("XDG_DATA_HOME", "relative"), ("HOME", "/h")]).map_err(|(f, _)| f).unwrap();
        assert_eq!(data, PathBuf::from("/h/.local/share/daydeck"));
        let (data, _) = root(&[("DAYDECK_DATA", "/team"), ("HOME", "/h")]).map_err(|(f, _)| f).unwrap();
        assert_eq!(data, PathBuf::from("/team"));
        assert!(matches!(root(&[]), Err((Failure::Words(..), _))));
    }

    #[test]
    fn language_and_zone_follow_flag_configuration_and_machine() {
        let lang = |line: &str, variables: &[(&str, &str)]| {
            let cli = Cli::try_parse_from(line.split(' ')).unwrap();
            let context = Context::new(&cli, around(variables), out().0).map_err(|(f, _)| f).unwrap();
            (context.lang, context.zone)
        };
        let base = "daydeck --data /nowhere";
        assert_eq!(lang(base, &[("LANG", "zh_CN.UTF-8")]).0, Lang::Zh);
        assert_eq!(lang(base, &[("LANG", "zh_CN.UTF-8"), ("LC_ALL", "C")]).0, Lang::En);
        assert_eq!(lang(base, &[("LANG", "zh_CN"), ("DAYDECK_LANGUAGE", "en")]).0, Lang::En);
        assert_eq!(lang("daydeck --data /nowhere --lang zh", &[("DAYDECK_LANGUAGE", "en")]).0, Lang::Zh);
        assert_eq!(
            lang("daydeck --data /nowhere --lang auto", &[("DAYDECK_LANGUAGE", "en"), ("LANG", "zh")]).0,
            Lang::Zh
        );
        assert_eq!(lang(base, &[]).1, Tz::UTC);
        assert_eq!(lang(base, &[("TZ", ":Asia/Shanghai")]).1, Tz::Asia__Shanghai);
        assert_eq!(lang(base, &[("TZ", "UTC"), ("DAYDECK_ZONE", "Asia/Tokyo")]).1, Tz::Asia__Tokyo);
        assert_eq!(zone_of_link(Path::new("/usr/share/zoneinfo/Europe/Berlin")), Some(Tz::Europe__Berlin));
        assert_eq!(zone_of_link(Path::new("/etc/strange")), None);
    }

    #[test]
    fn a_dumb_terminal_and_a_pipe_cannot_be_drawn_on() {
        let mut here = around(&[("TERM", "xterm-256color")]);
        assert!(!here.can_draw());
        here.terminal = true;
        assert!(here.can_draw());
        for term in ["dumb", ""] {
            here.variables.insert("TERM".into(), term.into());
            assert!(!here.can_draw(), "{term}");
        }
        here.variables.remove("TERM");
        assert!(!here.can_draw());
    }
}
