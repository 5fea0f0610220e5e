//! One operator's screen: the loop that joins keys, answers, signals and the terminal.
//!
//! One message at a time goes through [`update`]; after it the channel is drained, and a frame is drawn when something
//! changed: at once, or when the questions that the change asked are answered, so that a key is one frame; and at most
//! every 16 ms. Idle, nothing is written and nothing wakes but the minute and the look for other processes' commits.

use std::collections::BTreeMap;
use std::io;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use futures_core::Stream;
use ratatui::crossterm::event::{Event as Input, EventStream, KeyEventKind, MouseButton, MouseEventKind};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::time::{Instant as Moment, sleep_until};

use super::answers::{Answers, Clock, Common};
use super::clipboard::{self, Wrap};
use super::presence::Presence;
use super::signals::{self, Event};
use super::terminal::{Screen, size};
use crate::domain::list::Viewpoint;
use crate::domain::settings::Settings;
use crate::domain::view::SavedView;
use crate::i18n::runtime as say;
use crate::store::open::Folder;
use crate::tui::{Cmd, Key, Lane, Model, Mouse, MouseAct, Msg, Options, draw, update};

/// Frames at most this often.
const FRAME: Duration = Duration::from_millis(16);
/// So long a frame waits for the answers to what its key asked.
const PATIENCE: Duration = Duration::from_millis(8);
/// The first frame waits longer: before it there is nothing that could look stuck, and half a screen would only flicker.
const FIRST: Duration = Duration::from_millis(40);
/// A question that runs longer is shown as running.
const SLOW: Duration = Duration::from_millis(400);

/// Saves a view and gives all of them; or why not, in words.
pub type SaveView = Box<dyn Fn(&SavedView) -> Result<Vec<SavedView>, String>>;

/// Everything a screen starts with.
pub struct Setup {
    /// The data folder; it need not exist until something is written.
    pub folder: Folder,
    /// Language, colours, keys, reader.
    pub options: Options,
    /// The thresholds in force.
    pub settings: Arc<Settings>,
    /// The clock.
    pub clock: Clock,
    /// Saves a view and gives all of them; or why not.
    pub save: SaveView,
    /// What is wrong with the files of the saved views, said once.
    pub wrong_views: Option<String>,
    /// Mouse reports.
    pub mouse: bool,
    /// Moved bands of rows; off for terminals that cannot.
    pub scroll: bool,
}

/// The same key again within this time is a key held down.
const HELD: Duration = Duration::from_millis(150);

/// How a screen ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ended {
    /// By the operator or a signal: the exit code.
    Code(u8),
    /// Go on with the demo, or leave it.
    Demo(bool),
    /// Go on in another folder.
    Join(String),
}

impl From<Ended> for ExitCode {
    fn from(ended: Ended) -> Self {
        match ended {
            Ended::Code(code) => Self::from(code),
            Ended::Demo(_) | Ended::Join(_) => Self::SUCCESS,
        }
    }
}

/// Runs a screen until it ends. Standard error goes to the log meanwhile; a panic restores the screen first.
pub fn run(setup: Setup) -> io::Result<Ended> {
    let _log = super::log::Redirected::start(&setup.folder, setup.options.lang)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build()?;
    let ended = runtime.block_on(Loop::start(setup)?.run());
    // Threads that still wait for the database must not hold the process.
    runtime.shutdown_background();
    ended
}

struct Loop {
    model: Model,
    screen: Screen,
    answers: Answers,
    common: Common,
    messages: UnboundedReceiver<Msg>,
    signals: UnboundedReceiver<Event>,
    _watcher: signals::Watcher,
    /// This screen's mark; none before the folder exists.
    presence: Option<Presence>,
    asked: BTreeMap<Lane, (u64, Moment)>,
    wrap: Wrap,
    demo: bool,
    save: SaveView,
    wrong_views: Option<String>,
    last_key: Option<(Key, Moment)>,
    /// When the model was last told the time.
    ticked: Moment,
    /// When the last frame was drawn, and since when another one is wanted.
    drawn: Option<Moment>,
    wanted: Option<Moment>,
    ended: Option<Ended>,
}

impl Loop {
    fn start(setup: Setup) -> io::Result<Self> {
        let (answers, messages) = unbounded_channel();
        let (tell, signals) = unbounded_channel();
        let tty = rustix::io::fcntl_dupfd_cloexec(rustix::stdio::stdin(), 3)?;
        let watcher = signals::watch(tty, tell)?;
        let presence = Presence::enter(&setup.folder, &setup.options.me, setup.options.now).ok();
        let screen = Screen::take(setup.scroll, setup.mouse)?;
        let demo = setup.options.demo;
        let view = Viewpoint {
            now: setup.options.now,
            me: setup.options.me.clone(),
            zone: setup.options.zone,
            settings: setup.settings,
            boot: super::boot::now(),
            ahead: 0,
        };
        let rights = setup.options.rights.clone();
        let common =
            Common { folder: setup.folder, view, rights, lang: setup.options.lang, clock: setup.clock, answers };
        let var = |name| std::env::var(name).ok();
        Ok(Self {
            model: Model::new(Options { size: size(), ..setup.options }),
            screen,
            answers: Answers::start(&common)?,
            common,
            messages,
            signals,
            _watcher: watcher,
            presence,
            asked: BTreeMap::new(),
            wrap: Wrap::detect(var("TMUX").as_deref(), var("TERM").as_deref()),
            demo,
            save: setup.save,
            wrong_views: setup.wrong_views,
            last_key: None,
            ticked: Moment::now(),
            drawn: None,
            wanted: None,
            ended: None,
        })
    }

    async fn run(mut self) -> io::Result<Ended> {
        let mut input = EventStream::new();
        let first = self.model.start();
        self.carry_out(first)?;
        if let Some(words) = self.wrong_views.take() {
            self.message(Msg::Notice(words))?;
        }
        loop {
            let frame = self.frame();
            if frame.is_some_and(|at| at <= Moment::now()) {
                self.paint()?;
                continue;
            }
            let tick = self.model.wants_tick().map(|seconds| self.ticked + Duration::from_secs(seconds.max(1)));
            let slow = self.asked.values().map(|(_, at)| *at + SLOW).min();
            let look = self.look();
            let wake = [tick, frame, slow, look].into_iter().flatten().min();
            tokio::select! {
                biased;
                Some(event) = self.signals.recv() => self.signal(event, &mut input)?,
                event = next(&mut input) => match event {
                    Some(Ok(event)) => self.input(event)?,
                    // The terminal is gone; the watcher says so too.
                    Some(Err(_)) | None => self.ended = Some(Ended::Code(129)),
                },
                Some(msg) = self.messages.recv() => {
                    self.message(msg)?;
                    while let Ok(msg) = self.messages.try_recv() {
                        self.message(msg)?;
                    }
                }
                () = sleep_until(wake.unwrap_or_else(Moment::now)), if wake.is_some() => {
                    let now = Moment::now();
                    if tick.is_some_and(|at| at <= now) {
                        self.tick()?;
                    }
                    self.say_slow(now)?;
                }
            }
            if let Some(ended) = self.ended.take() {
                self.screen.leave()?;
                self.answers.leave();
                return Ok(ended);
            }
        }
    }

    /// When the next frame is to be drawn; `None` while the screen shows the model.
    fn frame(&mut self) -> Option<Moment> {
        if !self.model.dirty() {
            return None;
        }
        let wanted = *self.wanted.get_or_insert_with(Moment::now);
        let patience = if self.drawn.is_some() { PATIENCE } else { FIRST };
        let answered = if self.asked.is_empty() { wanted } else { wanted + patience };
        Some(self.drawn.map_or(answered, |drawn| answered.max(drawn + FRAME)))
    }

    fn paint(&mut self) -> io::Result<()> {
        let model = &self.model;
        self.screen.draw(|frame| draw(model, frame))?;
        self.model.drawn();
        (self.drawn, self.wanted) = (Some(Moment::now()), None);
        Ok(())
    }

    /// Tells the others which item is open here; when that is due, where it is not yet.
    fn look(&mut self) -> Option<Moment> {
        let item = self.model.open_item();
        let due = self.presence.as_mut()?.look(item, (self.common.clock)())?;
        Some(Moment::from_std(due))
    }

    fn tick(&mut self) -> io::Result<()> {
        self.ticked = Moment::now();
        let now = (self.common.clock)();
        self.message(Msg::Tick(now))
    }

    /// Questions without an answer for 400 ms: each is said once.
    fn say_slow(&mut self, now: Moment) -> io::Result<()> {
        let late: Vec<(Lane, u64)> =
            self.asked.iter().filter(|(_, (_, at))| *at + SLOW <= now).map(|(lane, (g, _))| (*lane, *g)).collect();
        for (lane, generation) in late {
            self.asked.remove(&lane);
            self.message(Msg::Slow { lane, generation })?;
        }
        Ok(())
    }

    fn message(&mut self, msg: Msg) -> io::Result<()> {
        if let Msg::Reply { lane, generation, .. } = &msg
            && self.asked.get(lane).is_some_and(|(asked, _)| asked == generation)
        {
            self.asked.remove(lane);
        }
        let cmds = update(&mut self.model, msg);
        self.carry_out(cmds)
    }

    fn input(&mut self, event: Input) -> io::Result<()> {
        let msg = match event {
            Input::Key(key) if key.kind != KeyEventKind::Release => Msg::Key(self.pressed(Key::from(key))),
            Input::Paste(text) => Msg::Paste(text),
            Input::Mouse(mouse) => {
                let act = match mouse.kind {
                    MouseEventKind::Down(MouseButton::Left) => MouseAct::Click,
                    MouseEventKind::ScrollUp => MouseAct::WheelUp,
                    MouseEventKind::ScrollDown => MouseAct::WheelDown,
                    _ => return Ok(()),
                };
                Msg::Mouse(Mouse { x: mouse.column, y: mouse.row, act })
            }
            // A new size comes by the watcher's signal: answered twice it would be drawn twice.
            Input::Resize(..) | Input::Key(_) | Input::FocusGained | Input::FocusLost => return Ok(()),
        };
        // Clocks on the screen are right at every key, not only at the next tick.
        self.tick()?;
        self.message(msg)
    }

    /// Marks a key that is held down. Terminals that do not say so send it again within 150 ms.
    fn pressed(&mut self, key: Key) -> Key {
        let now = Moment::now();
        let held = self.last_key.is_some_and(|(last, at)| last == Key { repeat: false, ..key } && now - at < HELD);
        self.last_key = Some((Key { repeat: false, ..key }, now));
        Key { repeat: key.repeat || held, ..key }
    }

    fn resized(&mut self, columns: u16, rows: u16) -> io::Result<()> {
        self.screen.resize(columns, rows);
        self.message(Msg::Resize(columns, rows))
    }

    fn signal(&mut self, event: Event, input: &mut EventStream) -> io::Result<()> {
        match event {
            Event::End(signal) => {
                self.message(Msg::Quit)?;
                self.ended = Some(Ended::Code(if signal == 0 { 129 } else { u8::try_from(128 + signal).unwrap_or(1) }));
            }
            Event::Resized => {
                let (columns, rows) = size();
                self.resized(columns, rows)?;
            }
            Event::Stop => self.suspend(input)?,
            Event::Continued => self.screen.forget(),
        }
        Ok(())
    }

    /// Gives the terminal back, stops, and takes it again when the shell says so.
    fn suspend(&mut self, input: &mut EventStream) -> io::Result<()> {
        self.screen.leave()?;
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        *input = EventStream::new();
        self.screen.enter()?;
        let (columns, rows) = size();
        self.resized(columns, rows)
    }

    fn carry_out(&mut self, cmds: Vec<Cmd>) -> io::Result<()> {
        for cmd in cmds {
            match cmd {
                Cmd::Load { lane, generation, query } => {
                    self.asked.insert(lane, (generation, Moment::now()));
                    self.answers.ask(lane, generation, query);
                }
                Cmd::Write(intent) => {
                    if let Err(error) = self.settle() {
                        self.answer(Msg::Wrote { intent, result: Err(error) });
                    } else if !self.answers.write(intent.clone()) {
                        self.answer(Msg::Wrote { intent, result: Err(say::writer_gone(self.model.lang()).to_owned()) });
                    }
                }
                Cmd::Copy(text) => self.copy(&text)?,
                Cmd::Open(link) => self.copy(&link)?,
                Cmd::Export { query, format } => {
                    super::export::start(&self.common, self.model.lang(), self.demo, query, format)?;
                }
                Cmd::StartWorker => {
                    let started = self
                        .settle()
                        .and_then(|()| super::start::worker(&self.common.folder).map_err(|error| error.to_string()));
                    self.answer(Msg::Worker(started));
                }
                Cmd::Demo(on) => self.ended = Some(Ended::Demo(on)),
                Cmd::Join(folder) => self.ended = Some(Ended::Join(folder)),
                Cmd::SaveView(view) => {
                    let saved = self.settle().and_then(|()| (self.save)(&view)).map(|views| (view.name, views));
                    self.answer(Msg::Saved(saved));
                }
                Cmd::Redraw => self.screen.forget(),
                Cmd::Suspend => {
                    // The same way as a stop from outside: the watcher's pipe brings it back to this loop.
                    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::TSTP)?;
                }
                Cmd::Bell => self.screen.send("\x07")?,
                Cmd::Quit => self.ended = Some(Ended::Code(0)),
            }
        }
        Ok(())
    }

    /// Before the first write of a first run: the folder, its log, and the mark that keeps a worker alive.
    fn settle(&mut self) -> Result<(), String> {
        if self.presence.is_none() {
            let folder = &self.common.folder;
            folder.ensure().map_err(|error| error.to_string())?;
            super::log::open(folder).map_err(|error| error.to_string())?;
            self.presence = Presence::enter(folder, &self.common.view.me, (self.common.clock)()).ok();
        }
        Ok(())
    }

    fn copy(&mut self, text: &str) -> io::Result<()> {
        let result = match clipboard::copy(text, self.wrap) {
            Some(sequence) => {
                self.screen.send(&sequence)?;
                Ok(text.to_owned())
            }
            None => Err(say::copy_too_long(self.model.lang(), clipboard::LIMIT / 1024)),
        };
        self.answer(Msg::Copied(result));
        Ok(())
    }

    /// A message to ourselves: it comes in turn.
    fn answer(&self, msg: Msg) {
        let _ = sender(&self.common).send(msg);
    }
}

fn sender(common: &Common) -> &UnboundedSender<Msg> {
    &common.answers
}

/// The next input event.
async fn next(input: &mut EventStream) -> Option<io::Result<Input>> {
    std::future::poll_fn(|context| std::pin::Pin::new(&mut *input).poll_next(context)).await
}
