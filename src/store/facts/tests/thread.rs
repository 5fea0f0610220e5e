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
