//! What an operator can mean: one name for key, palette, menu, mouse and test.

use super::cmd::ExportFormat;
use super::model::Preset;
use crate::domain::act::Reason;
use crate::domain::list::List;
use crate::domain::market::Market;
use crate::i18n::{Lang, screen as say, team, views, words::word};

/// How long to sleep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nap {
    /// One hour.
    Hour,
    /// Tomorrow 09:00 of the reader's zone.
    Tomorrow,
    /// Next Monday 09:00.
    Monday,
    /// Until the next file that feeds the item.
    NewData,
    /// To observe: that many days, 09:00.
    Days(i64),
    /// A day that is typed.
    Date,
}

/// What to copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum What {
    /// The order id.
    Order,
    /// The ASIN.
    Asin,
    /// The SKU.
    Sku,
    /// The page of Seller Central.
    Link,
    /// The row, tab-separated.
    Row,
    /// Title and reason.
    Text,
}

impl What {
    /// All of them with their menu letters.
    pub const ALL: [(char, Self); 6] = [
        ('o', Self::Order),
        ('a', Self::Asin),
        ('s', Self::Sku),
        ('l', Self::Link),
        ('r', Self::Row),
        ('t', Self::Text),
    ];
}

/// An answer to a waiting file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// Its marketplace.
    Market(Market),
    /// The short snapshot is complete.
    Complete,
    /// Day first.
    Dmy,
    /// Month first.
    Mdy,
    /// A period that is typed.
    Period,
    /// The marketplace of this file and of those like it that come.
    Always(Market),
}

/// What an operator means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each has its text in `label`")]
pub enum Action {
    Down,
    Up,
    PageDown,
    PageUp,
    Top,
    Bottom,
    Unfold,
    Fold,
    NextNeeds,
    PrevNeeds,
    Go(List),
    NextView,
    PrevView,
    View(&'static str),
    Open,
    Back,
    NextPane,
    Preview,
    Zoom,
    ScrollDown,
    ScrollUp,
    Done,
    Snooze,
    SnoozeFor(Nap),
    Observe,
    Claim,
    Dismiss,
    DismissAs(Reason),
    Undo,
    Mark,
    MarkRange,
    MarkAll,
    ClearMarks,
    Filter,
    ClearFilter,
    Sort,
    SortBy(Option<(&'static str, bool)>),
    Views,
    UseView(u8),
    SaveView(bool),
    Copy,
    CopyWhat(What),
    OpenLink,
    Export,
    ExportAs(ExportFormat),
    Refresh,
    Import,
    StartWorker,
    Answer,
    AnswerWith(Told),
    Forget(i64),
    TakeBack,
    TakeBackNow,
    Receipt,
    Menu,
    Palette,
    Help,
    Language(Lang),
    Keys(Preset),
    Demo(bool),
    Redraw,
    Suspend,
    Quit,
    // A team's.
    TakeOver,
    TakeOverNow,
    Assign,
    AssignTo(Option<u32>),
    Note,
    Redo,
    WhoIsHere,
    SinceLeft,
    Handover,
    History,
    HowTo,
    Proposals,
    Judge(i64, bool),
}

impl Action {
    /// Whether the action looks at the rows of the list: the selected one, the marked ones, those around it.
    pub fn means_a_row(self) -> bool {
        !matches!(
            self,
            Self::Go(_)
                | Self::NextView
                | Self::PrevView
                | Self::View(_)
                | Self::Back
                | Self::NextPane
                | Self::Preview
                | Self::Zoom
                | Self::Undo
                | Self::Filter
                | Self::ClearFilter
                | Self::Sort
                | Self::SortBy(_)
                | Self::Views
                | Self::UseView(_)
                | Self::SaveView(_)
                | Self::Refresh
                | Self::Import
                | Self::StartWorker
                | Self::Help
                | Self::Language(_)
                | Self::Keys(_)
                | Self::Demo(_)
                | Self::Redraw
                | Self::Suspend
                | Self::Quit
                | Self::Redo
                | Self::WhoIsHere
                | Self::SinceLeft
                | Self::Handover
                | Self::Proposals
                | Self::Judge(..)
        )
    }

    /// Whether the action does something about the marked rows, or without marks about the selected one.
    pub fn is_verb(self) -> bool {
        matches!(
            self,
            Self::Done
                | Self::Snooze
                | Self::SnoozeFor(_)
                | Self::Observe
                | Self::Claim
                | Self::Dismiss
                | Self::DismissAs(_)
                | Self::TakeOver
                | Self::TakeOverNow
                | Self::Assign
                | Self::AssignTo(_)
                | Self::Note
        )
    }

    /// Whether the action does something about a row, so that it must not meet another one than was meant.
    pub fn touches_a_row(self) -> bool {
        self.is_verb()
            || matches!(
                self,
                Self::CopyWhat(_)
                    | Self::OpenLink
                    | Self::Answer
                    | Self::AnswerWith(_)
                    | Self::Forget(_)
                    | Self::TakeBack
                    | Self::TakeBackNow
            )
    }

    /// Whether holding the key down must not repeat it.
    pub fn once(self) -> bool {
        matches!(self, Self::Done | Self::Dismiss | Self::Claim)
    }

    /// Actions that no key has by itself: reached through a menu or the palette.
    pub fn menu_only() -> Vec<Self> {
        let naps =
            [Nap::Hour, Nap::Tomorrow, Nap::Monday, Nap::NewData, Nap::Days(3), Nap::Days(5), Nap::Days(7), Nap::Date];
        let mut out: Vec<Self> = naps.into_iter().map(Self::SnoozeFor).collect();
        out.extend(Reason::ALL.into_iter().map(|(_, r)| Self::DismissAs(r)));
        out.extend(What::ALL.into_iter().map(|(_, w)| Self::CopyWhat(w)));
        out.extend(ExportFormat::ALL.into_iter().map(Self::ExportAs));
        out.extend([Lang::En, Lang::Zh].map(Self::Language));
        out.extend(Preset::ALL.into_iter().map(|(_, p)| Self::Keys(p)));
        out.extend([Self::TakeOver, Self::AssignTo(None), Self::History]);
        out.extend([Self::WhoIsHere, Self::SinceLeft, Self::Handover, Self::Proposals]);
        out.extend([false, true].map(Self::SaveView));
        out.extend([Self::ClearFilter, Self::StartWorker, Self::Demo(true), Self::Demo(false)]);
        out
    }
}

/// The text of an action in the palette, where no menu says what it belongs to.
pub fn full_label(lang: Lang, action: Action) -> String {
    match action {
        Action::SnoozeFor(nap) => say::palette_snooze(lang, nap_label(lang, nap)),
        Action::DismissAs(_) => say::palette_dismiss(lang, label(lang, action)),
        _ => label(lang, action),
    }
}

/// The text of an action in help and menus.
pub fn label(lang: Lang, action: Action) -> String {
    let fixed = match action {
        Action::Down => say::do_down(lang),
        Action::Up => say::do_up(lang),
        Action::PageDown => say::do_page_down(lang),
        Action::PageUp => say::do_page_up(lang),
        Action::Top => say::do_top(lang),
        Action::Bottom => say::do_bottom(lang),
        Action::Unfold => say::do_unfold(lang),
        Action::Fold => say::do_fold(lang),
        Action::NextNeeds => say::do_next_needs(lang),
        Action::PrevNeeds => say::do_prev_needs(lang),
        Action::NextView => say::do_next_view(lang),
        Action::PrevView => say::do_prev_view(lang),
        Action::Open => say::do_open(lang),
        Action::Back => say::do_back(lang),
        Action::NextPane => say::do_next_pane(lang),
        Action::Preview => say::do_preview(lang),
        Action::Zoom => say::do_zoom(lang),
        Action::ScrollDown => say::do_scroll_down(lang),
        Action::ScrollUp => say::do_scroll_up(lang),
        Action::Done => say::do_done(lang),
        Action::Snooze => say::do_snooze(lang),
        Action::Observe => say::do_observe(lang),
        Action::Claim => say::do_claim(lang),
        Action::Dismiss => say::do_dismiss(lang),
        Action::Undo => say::do_undo(lang),
        Action::Mark => say::do_mark(lang),
        Action::MarkRange => say::do_mark_range(lang),
        Action::MarkAll => say::do_mark_all(lang),
        Action::ClearMarks => say::do_clear_marks(lang),
        Action::Filter => say::do_filter(lang),
        Action::ClearFilter => say::do_clear_filter(lang),
        Action::Sort => say::do_sort(lang),
        Action::Copy => say::do_copy(lang),
        Action::OpenLink => say::do_open_link(lang),
        Action::Export => say::do_export(lang),
        Action::Refresh => say::do_refresh(lang),
        Action::Import => say::do_import(lang),
        Action::StartWorker => say::do_start_worker(lang),
        Action::Answer => say::do_answer(lang),
        Action::Forget(_) => say::do_forget(lang),
        Action::TakeBack => say::do_take_back(lang),
        Action::TakeBackNow => say::do_take_back_now(lang),
        Action::Receipt => say::do_receipt(lang),
        Action::Menu => say::do_menu(lang),
        Action::Palette => say::do_palette(lang),
        Action::Help => say::do_help(lang),
        Action::Demo(true) => say::do_demo_on(lang),
        Action::Demo(false) => say::do_demo_off(lang),
        Action::Redraw => say::do_redraw(lang),
        Action::Suspend => say::do_suspend(lang),
        Action::Quit => say::do_quit(lang),
        Action::TakeOver | Action::TakeOverNow => team::do_take_over(lang),
        Action::Assign | Action::AssignTo(Some(_)) => team::do_assign(lang),
        Action::AssignTo(None) => team::do_assign_nobody(lang),
        Action::Note => team::do_note(lang),
        Action::Redo => team::do_redo(lang),
        Action::WhoIsHere => team::do_who(lang),
        Action::SinceLeft => team::do_since(lang),
        Action::Handover => team::do_handover(lang),
        Action::History => team::do_history(lang),
        Action::HowTo => team::do_howto(lang),
        Action::Proposals => team::do_proposals(lang),
        Action::Judge(_, true) => team::do_confirm(lang),
        Action::Judge(_, false) => team::do_reject(lang),
        Action::SnoozeFor(nap) => return nap_label(lang, nap),
        Action::DismissAs(reason) => match reason {
            Reason::Wrong => say::why_wrong(lang),
            Reason::Known => say::why_known(lang),
            Reason::Limit => say::why_limit(lang),
            Reason::Mute => say::why_mute(lang),
            Reason::NoAnswer => say::why_no_answer(lang),
        },
        Action::CopyWhat(what) => match what {
            What::Order => say::copy_order(lang),
            What::Asin => say::copy_asin(lang),
            What::Sku => say::copy_sku(lang),
            What::Link => say::copy_link(lang),
            What::Row => say::copy_row(lang),
            What::Text => say::copy_text(lang),
        },
        Action::AnswerWith(told) => match told {
            Told::Market(market) => return say::answer_market(lang, market),
            Told::Always(market) => return say::answer_always(lang, market),
            Told::Complete => say::answer_complete(lang),
            Told::Dmy => say::answer_dmy(lang),
            Told::Mdy => say::answer_mdy(lang),
            Told::Period => say::answer_period(lang),
        },
        Action::SortBy(None) => say::sort_own(lang),
        Action::Go(list) => return say::do_go(lang, word(lang, list.word())),
        Action::View(view) => return say::do_view(lang, super::run::view_name(lang, view)),
        Action::SortBy(Some((column, false))) => return say::sort_by(lang, crate::tui::text::heading(lang, column)),
        Action::SortBy(Some((column, true))) => return views::sort_down(lang, crate::tui::text::heading(lang, column)),
        Action::Views => views::do_views(lang),
        Action::UseView(at) => return views::do_use(lang, at.saturating_add(1)),
        Action::SaveView(false) => views::do_save_own(lang),
        Action::SaveView(true) => views::do_save_team(lang),
        Action::ExportAs(format) => return say::export_as(lang, format.word()),
        Action::Language(to) => return say::do_language(lang, to.pick("English", "中文", "English")),
        Action::Keys(preset) => return say::do_keys(lang, preset.word()),
    };
    fixed.to_owned()
}

fn nap_label(lang: Lang, nap: Nap) -> String {
    match nap {
        Nap::Hour => say::nap_hour(lang).to_owned(),
        Nap::Tomorrow => say::nap_tomorrow(lang).to_owned(),
        Nap::Monday => say::nap_monday(lang).to_owned(),
        Nap::NewData => say::nap_new_data(lang).to_owned(),
        Nap::Days(days) => say::nap_days(lang, days),
        Nap::Date => say::nap_date(lang).to_owned(),
    }
}

/// The short text of an action in the bottom line; done says what was done on each tab.
pub fn short(lang: Lang, action: Action, list: List) -> String {
    match (action, list) {
        (Action::Done, List::Orders) => say::short_shipped(lang),
        (Action::Done, List::Messages) => say::short_answered(lang),
        (Action::Done, List::Ads) => say::short_applied(lang),
        (Action::Done, List::Stock) => say::short_ordered(lang),
        (Action::Done, List::Practices) => say::short_sign_off(lang),
        (Action::Done, List::Imports) => say::short_dealt(lang),
        (Action::Done, _) => say::short_done(lang),
        (Action::Snooze, _) => say::short_snooze(lang),
        (Action::Claim, _) => say::short_claim(lang),
        (Action::Dismiss, _) => say::short_dismiss(lang),
        (Action::Undo, _) => say::short_undo(lang),
        (Action::Mark, _) => say::short_mark(lang),
        (Action::Assign, _) => team::short_assign(lang),
        (Action::Note, _) => team::short_note(lang),
        (Action::Redo, _) => team::short_redo(lang),
        (Action::HowTo, _) => team::short_howto(lang),
        (Action::Filter, _) => say::short_filter(lang),
        (Action::Sort, _) => say::short_sort(lang),
        (Action::NextView, _) => say::short_view(lang),
        (Action::Views, _) => views::short_views(lang),
        (Action::Copy, _) => say::short_copy(lang),
        (Action::OpenLink, _) => say::short_open(lang),
        (Action::Export, _) => say::short_export(lang),
        (Action::Import, _) => say::short_import(lang),
        (Action::Answer, _) => say::short_answer(lang),
        (Action::TakeBack, _) => say::short_take_back(lang),
        (Action::Receipt, _) => say::short_receipt(lang),
        (Action::Palette, _) => say::short_palette(lang),
        (Action::Help, _) => say::short_help(lang),
        (Action::Quit, _) => say::short_quit(lang),
        (Action::Unfold, _) => say::short_unfold(lang),
        _ => return label(lang, action),
    }
    .to_owned()
}
