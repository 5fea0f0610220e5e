//! The account's metrics and its mail.

use super::{Format, Spec, fields};
use crate::domain::list::List;

pub(super) static PERFORMANCE: Spec = Spec {
    format: Format::Performance,
    word: "performance",
    table: "metric",
    fields: fields![
        metric: Id, fulfilment: Text, reported_from: Instant, reported_to: Instant, orders: Int, defects: Int,
        rate: Ppm, target: Ppm, target_condition: Text, status: Text, claims: Int, chargebacks: Int,
        negative_feedback: Int,
    ],
    key: &["metric", "fulfilment", "reported_to"],
    ..Spec::BASE
};

pub(super) static SELLER_FEEDBACK: Spec = Spec {
    format: Format::SellerFeedback,
    word: "seller-feedback",
    table: "feedback",
    person: "row_person",
    fields: fields![
        rated_day: Day, rating: Int, order_id: Id, answered: Bool, comment: Text @ Person, response: Text @ Person,
        rater_email: Text @ Person,
    ],
    key: &["order_id", "rated_day"],
    global: true,
    ..Spec::BASE
};

pub(super) static MAIL: Spec = Spec {
    format: Format::Mail,
    word: "mail",
    table: "message",
    person: "message_person",
    fields: fields![
        message_id: Id, sent_at: Instant, direction: Text, class: Text, needs_answer: Bool, trusted: Bool,
        order_id: Text, case_id: Text, asin: Text, relay: Text, in_reply_to: Text, refs: Text,
        attachments: Int, respond_by: Instant, subject: Text @ Person, from_name: Text @ Person,
        from_address: Text @ Person, to_address: Text @ Person, body: Text @ Person, files: Text @ Person,
    ],
    key: &["message_id"],
    global: true,
    feeds: Some(List::Messages),
    ..Spec::BASE
};
