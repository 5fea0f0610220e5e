//! Messages: waiting threads, all threads, claims.

use super::*;
use crate::domain::day::HOUR;
use crate::domain::keys;
use crate::store::list::testing::view_with;

fn mail(bench: &Bench, n: i64, thread: &str, direction: &str, class: &str, ago: i64) {
    let pairs = format!(
        "message_id = '<{n}@x>'; thread = '{thread}'; sent_at = {}; direction = '{direction}'; class = '{class}'; \
         needs_answer = {}; trusted = 1; order_id = '113-{n}'; line = 1",
        NOW.0 - ago,
        i64::from(class == "buyer-message")
    );
    bench.fact("message", &pairs);
    bench.fact(
        "message_person",
        &format!(
            "message_id = '<{n}@x>'; subject = 'Where is {n}?'; from_name = 'Anna Katharina'; from_address = 'us@s.example'; \
             to_address = 'us@s.example'; body = 'line 1\nline {n}'"
        ),
    );
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'mail.eml'; format = 'mail'");
    mail(&bench, 1, "late", "in", "buyer-message", 30 * HOUR);
    mail(&bench, 2, "soon", "in", "buyer-message", 22 * HOUR);
    mail(&bench, 3, "soon", "in", "buyer-message", HOUR);
    mail(&bench, 4, "answered", "in", "buyer-message", 5 * HOUR);
    mail(&bench, 5, "answered", "out", "other", 4 * HOUR);
    mail(&bench, 6, "a/z", "notice", "claim", 3 * HOUR);
    mail(&bench, 7, "a/z", "notice", "refund", 2 * HOUR);
    bench
}

#[test]
fn waiting_threads_stand_by_the_time_that_is_left() {
    let bench = bench();
    let id = bench.item("answer", "s", "US", "soon", "answer-due", "now", None);
    let page = bench.page(List::Messages, "needs-answer", "");
    assert_eq!(ids(&page), ["s/late", "s/soon"]);
    let of = |row, column| cell(&page, List::Messages, "needs-answer", row, column);
    assert_eq!(
        (of(0, "answer_by"), of(1, "answer_by")),
        (&Cell::Due(NOW.plus(-6 * HOUR)), &Cell::Due(NOW.plus(2 * HOUR)))
    );
    // A store may want it sooner.
    let of_store =
        |store| bench.window_of(&query(List::Messages, "needs-answer"), &view_with(store, keys::ANSWER_HOURS, 20));
    let first = |store| cell(&of_store(store), List::Messages, "needs-answer", 0, "answer_by").clone();
    assert_eq!((first("s"), first("z")), (Cell::Due(NOW.plus(-10 * HOUR)), Cell::Due(NOW.plus(-6 * HOUR))));
    assert_eq!((of(1, "from"), of(1, "subject")), (&text("A. K."), &text("Where is 2?")));
    assert_eq!((of(1, "class"), of(1, "order_id")), (&Cell::Word("buyer-message"), &text("113-2")));
    assert_eq!(page.rows[1].item.as_ref().map(|item| item.id), Some(id));
    assert_eq!(ids(&bench.page(List::Messages, "needs-answer", "is:late")), ["s/late"]);
    assert_eq!(ids(&bench.page(List::Messages, "needs-answer", "kind:msg")), ["s/soon"]);
}

#[test]
fn all_threads_stand_by_their_newest_mail() {
    let bench = bench();
    let page = bench.page(List::Messages, "all", "");
    assert_eq!(ids(&page), ["s/soon", "s/a%2Fz", "s/answered", "s/late"]);
    let of = |row, column| cell(&page, List::Messages, "all", row, column);
    assert_eq!((of(2, "from"), of(1, "from")), (&Cell::Word("we"), &text("Anna Katharina")));
    assert_eq!(ids(&bench.page(List::Messages, "all", "katharina order:113-7")), ["s/a%2Fz"]);
    assert_eq!(ids(&bench.page(List::Messages, "all", "\"line 1\" state:buyer")), ["s/soon", "s/late"]);
    let around = ListQuery { around: Some("s/late".to_owned()), limit: 2, ..query(List::Messages, "all") };
    assert_eq!(bench.window(&around).offset, 2);
}

#[test]
fn claims_stand_by_their_newest_mail_about_the_claim() {
    let bench = bench();
    bench.facts(&format!("UPDATE message SET respond_by = {} WHERE class = 'claim'", NOW.0 + 9));
    let page = bench.page(List::Messages, "claims", "");
    assert_eq!((ids(&page), page.total), (vec!["s/a%2Fz"], 1));
    assert_eq!(cell(&page, List::Messages, "claims", 0, "class"), &Cell::Word("claim"));
    assert_eq!(cell(&page, List::Messages, "claims", 0, "answer_by"), &Cell::Due(NOW.plus(9)));
}

#[test]
fn the_detail_shows_the_mails_newest_first_with_their_bodies() {
    let bench = bench();
    let id = bench.item("answer", "s", "US", "soon", "answer-due", "now", None);
    let detail = bench.detail(List::Messages, "s/soon").unwrap();
    assert_eq!(labelled(&detail, "answer_by"), [&Cell::Due(NOW.plus(2 * HOUR))]);
    assert_eq!(labelled(&detail, "subject"), [&text("Where is 3?"), &text("Where is 2?")]);
    assert_eq!(detail.sections[1].lines, ["line 1", "line 3"]);
    bench.facts(
        "UPDATE message_person SET files = '[{\"name\":\"label.pdf\",\"type\":\"application/pdf\",\"bytes\":12289,\
         \"blocked\":false},{\"name\":\" \",\"type\":\"\",\"bytes\":7,\"blocked\":true}]' WHERE message_id = '<3@x>'",
    );
    let listed = bench.detail(List::Messages, "s/soon").unwrap();
    assert_eq!(labelled(&listed, "attachment"), [&text("label.pdf (application/pdf, 13 KiB)")]);
    assert_eq!(labelled(&listed, "attachment-blocked"), [&text("? (7 B)")]);
    assert_eq!(detail.item.as_ref().map(|item| item.id), Some(id));
    assert_eq!(detail.evidence.as_ref().map(|e| e.file.as_str()), Some("mail.eml"));
    let answered = bench.detail(List::Messages, "s/answered").unwrap();
    assert_eq!(labelled(&answered, "answer_by"), Vec::<&Cell>::new());
    assert!(bench.detail(List::Messages, "s/a%2Fz").is_some());
    bench.facts("DELETE FROM message_person");
    let purged = bench.detail(List::Messages, "s/soon").unwrap();
    assert_eq!((labelled(&purged, "from").len(), purged.sections.len()), (0, 3));
}
