//! A message finds its thread.

use super::*;

#[test]
fn a_message_finds_its_thread() {
    let mut deck = Deck::new();
    let at = |days: i64| NOW - 50 * DAY + days * DAY;
    let messages = [
        format!("m1|{}|in|question|1|1||r1||Hi|text", at(0)),
        format!("m2|{}|out|reply|0|1|||m1|Re: Hi|text", at(1)),
        format!("m3|{}|in|question|1|1|o1|r1||More|text", at(2)),
        format!("m4|{}|in|question|1|1|o1|r9||Else|text", at(3)),
        format!("m5|{}|in|question|1|1||r1||Late|text", at(40)),
        format!("m6|{}|notice|sold|0|1|o1|||Sold|text", at(4)),
    ];
    for message in &messages {
        assert_eq!(counts(&deck.apply(NOW, &mail(message))), [1, 0, 0, 0]);
    }
    let threads = deck.list("SELECT message_id || '>' || thread FROM message ORDER BY 1");
    assert_eq!(threads, ["m1>m1", "m2>m1", "m3>m1", "m4>m1", "m5>m5", "m6>m6"]);
    assert_eq!(counts(&deck.apply(NOW, &mail(&messages[0]))), [0, 0, 1, 0]);
    // Amazon's copy of our answer names the order, not the message; it may also come first.
    deck.apply(NOW, &mail(&format!("c1|{}|notice|confirmation|0|1|o1|||Your e-mail|text", at(4))));
    assert_eq!(deck.list("SELECT thread FROM message WHERE message_id = 'c1'"), ["m1"]);
    deck.apply(NOW, &mail(&format!("c2|{}|notice|confirmation|0|1|o2|||Your e-mail|text", at(6))));
    deck.apply(NOW, &mail(&format!("m10|{}|in|question|1|1|o2|r10||Q|text", at(5))));
    assert_eq!(deck.list("SELECT thread FROM message WHERE message_id = 'm10'"), ["c2"]);
    // An answer that came first draws the question into its thread.
    deck.apply(NOW, &mail(&format!("m8|{}|out|reply|0|1|||m7|Re|text", at(5))));
    deck.apply(NOW, &mail(&format!("m7|{}|in|question|1|1||r7||Q|text", at(5))));
    assert_eq!(deck.list("SELECT thread FROM message WHERE message_id = 'm7'"), ["m8"]);
}

/// Message-ID, minutes, direction, class, order, case, relay, the answered mail, the mails before it: its thread.
#[test]
fn the_nearest_known_mail_before_it_then_case_order_and_relay_decide() {
    const NAMES: &str =
        "message_id sent_at direction class needs_answer trusted order_id case_id relay in_reply_to refs subject body";
    let mut deck = Deck::new();
    let table = [
        ("a1|0|in|buyer-message|o1|c1|r1||", "a1"),
        ("b1|1|in|buyer-message|o2|c2|r2||", "b1"),
        // The answered mail before everything else.
        ("a2|2|in|buyer-message|o2|c5|r2|a1|x a1", "a1"),
        // The answered mail is not known: the nearest of those before it.
        ("a3|3|out|other|o2||r2|gone|b1 a1 gone", "a1"),
        ("b2|4|out|other|||r5|gone|a1 b1 gone", "b1"),
        // Nothing of them is known: the case, then the order, then the relay; each time its nearest mail.
        ("b3|5|in|buyer-message|o1|c2|r1|gone|gone", "b1"),
        ("a4|6|in|buyer-message|o1|c9|r9||", "b1"),
        ("b4|7|in|buyer-message||c8|r2||", "a1"),
        // Another order of the same buyer is another conversation.
        ("d1|8|in|buyer-message|o7|c7|r1||", "d1"),
        // A notice joins no conversation, but for Amazon's copy of an answer.
        ("n1|9|notice|refund|o1||||", "n1"),
        ("n2|10|notice|confirmation|o1||||", "b1"),
        // 30 days after the last mail of the relay, and a minute more.
        ("e1|43206|in|buyer-message|||r9||", "b1"),
        ("f1|43208|in|buyer-message|||r2||", "f1"),
    ];
    for (row, wanted) in table {
        let cells: Vec<&str> = row.split('|').collect();
        let [id, minutes, direction, class, order, case, relay, answered, refs] = cells[..] else { panic!("{row}") };
        let sent = NOW - 40 * DAY + minutes.parse::<i64>().unwrap() * 60;
        let row = format!("{id}|{sent}|{direction}|{class}|0|1|{order}|{case}|{relay}|{answered}|{refs}|s|b");
        deck.apply(NOW, &Fixed::new(Format::Mail, NAMES).row(US, &row));
        assert_eq!(deck.list(&format!("SELECT thread FROM message WHERE message_id = '{id}'")), [wanted], "{row}");
    }
}

#[test]
fn mails_without_a_marketplace_wait_alone_and_are_rejected_among_others() {
    let mut deck = Deck::new();
    let row = |id: &str| format!("{id}|{NOW}|in|other|0|0|||||x|y");
    let report = deck.apply(NOW, &Fixed::new(Format::Mail, MAIL).row(None, &row("m1")));
    assert_eq!(report.state, crate::domain::import::FileState::Waiting);
    deck.apply(NOW, &Fixed::new(Format::Mail, MAIL).row(UK, &row("m0")).row(US, &row("m9")));
    let mailbox = Fixed::new(Format::Mail, MAIL).row(None, &row("m1")).row(US, &row("m2")).row(None, &row("m3"));
    let report = deck.apply(NOW, &mailbox);
    assert_eq!((report.state, counts(&report)), (crate::domain::import::FileState::Partly, [1, 0, 0, 2]));
    let problems = deck.list("SELECT value || ' ' || problem FROM reject ORDER BY 1");
    assert_eq!(problems, ["m1 {\"problem\":\"no-marketplace\"}", "m3 {\"problem\":\"no-marketplace\"}"]);
}
