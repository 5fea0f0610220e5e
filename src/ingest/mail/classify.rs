//! What a mail is about: first by the type that Amazon's own header names, then by the same word in its links, then by
//! sender and subject.

use super::relay::Sender;
use super::scan::parameters;

/// Amazon's notification types and our classes.
const TYPES: [(&str, &str); 8] = [
    ("BBC_MESSAGE_SENT_TO_MERCHANT", "buyer-message"),
    ("BBC_MESSAGE_CONFIRMATION_TO_MERCHANT", "confirmation"),
    ("BRC_SELLER_NOTIFICATION", "cancellation"),
    ("RETURN_REQUEST", "return"),
    ("REFUND_ISSUED", "refund"),
    ("A_Z_CLAIM_RESPONDENT_NOTIFY", "claim"),
    ("A_Z_CLAIM_RESPONDENT_CLOSE", "claim-decision"),
    ("BUYER_OPTED_OUT_BSM_MESSAGES", "opted-out"),
];

/// The header that names the type.
pub(super) const TYPE_HEADER: &str = "X-Space-Notification-Type";
/// Link parameters that carry the type when forwarding lost the header.
const TYPE_PARAMETERS: [&str; 3] = ["customAttribute1Value", "communicationName", "nt"];

/// Words of subjects, most telling first; each list is one class. Compared in lower case.
const SUBJECTS: [(&str, &[&str]); 11] = [
    ("claim-decision", &["claim decision", "décision concernant la réclamation"]),
    (
        "claim",
        &[
            "claim received on order",
            "a-to-z guarantee claim",
            "a-to-z claim",
            "richiesta di rimborso ricevuta",
            "réclamation garantie de a à z",
        ],
    ),
    ("chargeback-decision", &["chargeback dispute funding decision"]),
    ("chargeback", &["charge dispute", "chargeback"]),
    (
        "cancellation",
        &[
            "order cancellation request",
            "richiesta di annullamento",
            "demande d'annulation",
            "solicitud de cancelación",
            "stornierungsanfrage",
        ],
    ),
    (
        "return",
        &[
            "return authorization",
            "return authorisation",
            "autorisation de retour",
            "autorizzazione del reso",
            "rücksendegenehmigung",
        ],
    ),
    ("refund", &["refund initiated", "remboursement initié", "avviato - ordine"]),
    (
        "stock-notice",
        &["stranded fulfillment by amazon inventory", "automated unfulfillable removal", "amazon-fulfilled inventory"],
    ),
    (
        "policy",
        &[
            "policy warning",
            "notice of intellectual property",
            "important information about your listings",
            "important information about your product listings",
            "listings deactivated",
            "detail pages have been temporarily removed",
            "products removal",
            "amazon.com selling account",
            "selling privileges",
            "formal notice",
            "verstoß gegen die richtlinien",
            "avertissement concernant les politiques",
            "infracción de",
            "avviso violazione",
            "funds transfer has been cancelled",
            "votre compte vendeur amazon",
        ],
    ),
    ("confirmation", &["your e-mail to", "your email to", "seu e-mail para"]),
    (
        "order-notice",
        &[
            "sold, ship now",
            "sold, dispatch now",
            "amazon has shipped your sold item",
            "注文確定",
            "payment is on the way",
            "active listings report availability",
            "fba商品が受領されました",
        ],
    ),
];

/// What a mail from the relay can be.
const FROM_BUYERS: [&str; 3] = ["buyer-message", "cancellation", "return"];

/// Desks of Amazon that send one kind of mail.
const DESKS: [(&str, &str); 9] = [
    ("atoz-guarantee-no-reply", "claim"),
    ("seller-guarantee", "claim"),
    ("cb-seller-notification", "chargeback"),
    ("cb-seller-query", "chargeback-decision"),
    ("safe-t-review", "safe-t"),
    ("seller-notification", "order-notice"),
    ("order-update", "order-notice"),
    ("seller-performance", "policy"),
    ("notice-dispute", "policy"),
];

/// The class of a mail, and whether Amazon's type said it. `links` is the text in which link parameters are sought.
pub(super) fn class(header: Option<&str>, links: &str, sender: &Sender, subject: &str) -> (&'static str, bool) {
    let of_type = |word: &str| TYPES.iter().find(|(name, _)| *name == word.trim()).map(|(_, class)| *class);
    if let Some(class) = header.and_then(of_type) {
        return (class, true);
    }
    if let Sender::Lookalike | Sender::Other = sender {
        return ("other", false);
    }
    let by_link = TYPE_PARAMETERS.iter().find_map(|name| parameters(links, name).find_map(of_type));
    // What comes through the relay is the buyer's own text: no link in it makes it Amazon's copy or notice.
    let may_be = |class: &&str| !matches!(sender, Sender::Relay(_)) || FROM_BUYERS.contains(class);
    if let Some(class) = by_link.filter(may_be) {
        return (class, true);
    }
    let subject = subject.to_lowercase().replace('’', "'");
    let by_subject = || SUBJECTS.iter().find(|(_, words)| words.iter().any(|w| subject.contains(w))).map(|(c, _)| *c);
    let class = match sender {
        // What comes through the relay is the buyer's, whatever the subject says, but for the requests Amazon words.
        Sender::Relay(_) => by_subject().filter(|c| FROM_BUYERS.contains(c)).unwrap_or("buyer-message"),
        Sender::Amazon(desk) => {
            let by_desk = || DESKS.iter().find(|(name, _)| name == desk).map(|(_, class)| *class);
            by_subject().or_else(by_desk).unwrap_or("other")
        }
        Sender::Lookalike | Sender::Other => "other",
    };
    (class, false)
}

#[cfg(test)]
mod tests {
    use super::super::relay::sender;
    use super::*;

    #[test]
    fn a_type_is_found_in_the_header_and_wherever_forwarding_left_it() {
        for (name, wanted) in TYPES {
            let notice = sender("donotreply@amazon.com");
            assert_eq!(class(Some(name), "", &notice, "x"), (wanted, true), "{name}");
            for links in [
                format!(
                    "https://sellercentral.amazon.it/nms/redirect/1?nt=OTHER&x=1 https://a.example/?nt={name}&u=aHR0"
                ),
                format!("<a href=\"https://a.example/r?a=1&customAttribute1Value={name}\">x</a>"),
                format!("text\ncustomAttribute1Value={name}\ntext"),
                format!("?communicationName={name}"),
            ] {
                assert_eq!(class(None, &links, &notice, "x"), (wanted, true), "{links}");
            }
        }
    }

    #[test]
    fn known_subjects_are_told_by_their_words() {
        let notices = [
            ("Order cancellation request from Amazon customer X", "cancellation"),
            ("Richiesta di annullamento per l'ordine numero: 404-0000001-0000001", "cancellation"),
            ("Demande d'annulation de commande", "cancellation"),
            ("Solicitud de cancelación de pedido del cliente de Amazon", "cancellation"),
            ("Return authorization request for order # 112-0000001-0000001", "return"),
            ("Return authorization notification for order # 112-0000001-0000001", "return"),
            ("Return authorisation request for order # 202-0000001-0000001", "return"),
            ("Notification d'autorisation de retour", "return"),
            ("Notifica di autorizzazione del reso per l'ordine 403-0000001-0000001", "return"),
            ("Refund initiated for order 111-0000001-0000001", "refund"),
            ("Remboursement initié pour la commande 402-0000001-0000001", "refund"),
            ("rimborso 39.9 EUR avviato - ordine 407-0000001-0000001", "refund"),
            ("Claim received on order 111-0000001-0000001", "claim"),
            ("Action required: Claim received on order 111-0000001-0000001", "claim"),
            ("A-to-z Guarantee Claim for Order 111-0000001-0000001", "claim"),
            ("Richiesta di rimborso ricevuta per l’ordine 402-0000001-0000001", "claim"),
            ("Claim decision on order 111-0000001-0000001", "claim-decision"),
            ("Décision concernant la réclamation", "claim-decision"),
            ("Your Immediate Response Required: Charge Dispute Inquiry", "chargeback"),
            ("111-0000001-0000001, Amazon.com Chargeback Dispute Funding Decision", "chargeback-decision"),
            ("Notice: Policy Warning", "policy"),
            ("Policy Warning", "policy"),
            ("Warning: Notice of Intellectual Property Rights Infringement", "policy"),
            ("Important information about your listings on Amazon.com", "policy"),
            ("Action required: Important information about your product listings", "policy"),
            ("Listings deactivated due to potential pricing error", "policy"),
            ("Your Amazon seller detail pages have been temporarily removed", "policy"),
            ("Notification of Restricted Products Removal", "policy"),
            ("Notification of Products Removal", "policy"),
            ("Your Amazon.com selling account", "policy"),
            ("Your Amazon selling privileges have been removed", "policy"),
            ("Formal Notice - Immediate Action Required", "policy"),
            ("Your funds transfer has been cancelled", "policy"),
            ("Mitteilung: Verstoß gegen die Richtlinien", "policy"),
            ("Avertissement concernant les politiques de vente", "policy"),
            ("Votre Compte Vendeur Amazon.fr", "policy"),
            ("Infracción de Política", "policy"),
            ("Aviso: Notificación de Infracción de Derechos de Propiedad Intelectual", "policy"),
            ("Avviso violazione norma", "policy"),
            ("Important information about your Stranded Fulfillment by Amazon inventory", "stock-notice"),
            ("Automated unfulfillable removal notification", "stock-notice"),
            ("Your Amazon-Fulfilled Inventory - Action Required", "stock-notice"),
            ("Your payment is on the way", "order-notice"),
            ("Notification of Active Listings Report availability", "order-notice"),
            ("Amazon has shipped your sold item(s)", "order-notice"),
            ("FBA商品が受領されました", "order-notice"),
            ("Your e-mail to Sample", "confirmation"),
            ("Seu e-mail para Sample", "confirmation"),
        ];
        for (subject, wanted) in notices {
            assert_eq!(class(None, "", &sender("donotreply@amazon.com"), subject), (wanted, false), "{subject}");
            // The same words of somebody else prove nothing.
            assert_eq!(class(None, "", &sender("a@b.example"), subject).0, "other", "{subject}");
        }
        let buyers = [
            "Product details inquiry from Amazon customer X (Order: 111-0000001-0000001)",
            "Order delivery inquiry from Amazon customer X",
            "Return policy inquiry from Amazon customer X",
            "Ship faster inquiry from Amazon customer X",
            "Product customization inquiry from Amazon customer X",
            "Inquiry from Amazon customer X",
            "Re: Order information from Amazon seller",
            "Demande de renseignements de la part du client Amazon X",
            "Le colis n'est pas arrivé",
            "Article endommagé",
            "Detalhes do produto Amazon X pergunta do cliente",
            "Messaggio dall'acquirente",
            "Paket nicht angekommen: Gutschrift anfordern(Bestellung: 301-0000001-0000001)",
            "Refund initiated for order",
        ];
        for subject in buyers {
            assert_eq!(class(None, "", &sender("tok1@marketplace.amazon.fr"), subject).0, "buyer-message", "{subject}");
        }
    }

    #[test]
    fn desks_send_one_kind_of_mail() {
        for (address, wanted) in [
            ("atoz-guarantee-no-reply@amazon.de", "claim"),
            ("seller-guarantee@amazon.com", "claim"),
            ("cb-seller-notification@amazon.com", "chargeback"),
            ("cb-seller-query@amazon.com", "chargeback-decision"),
            ("Safe-T-Review@amazon.co.uk", "safe-t"),
            ("seller-notification@amazon.co.jp", "order-notice"),
            ("order-update@amazon.com", "order-notice"),
            ("seller-performance@amazon.it", "policy"),
            ("notice-dispute@amazon.com", "policy"),
            ("auto-communication@amazon.com", "other"),
            ("do-not-reply@amazon.com", "other"),
            ("donotreply@amazon.com", "other"),
            ("tok1@marketplace.amazon.com.au", "buyer-message"),
            ("cb-seller-query@amazon.com.evil.example", "other"),
        ] {
            assert_eq!(class(None, "", &sender(address), "x"), (wanted, false), "{address}");
        }
    }

    #[test]
    fn type_then_link_then_sender_and_subject() {
        let table = [
            (Some("RETURN_REQUEST"), "", "a@b.c", "x", "return"),
            (None, "?nt=REFUND_ISSUED", "donotreply@amazon.com", "x", "refund"),
            (
                None,
                "&customAttribute1Value=BBC_MESSAGE_SENT_TO_MERCHANT",
                "tok@marketplace.amazon.it",
                "x",
                "buyer-message",
            ),
            (
                None,
                "?nt=BBC_MESSAGE_CONFIRMATION_TO_MERCHANT",
                "tok@marketplace.amazon.it",
                "Your e-mail to Amazon",
                "buyer-message",
            ),
            (None, "", "tok@marketplace.amazon.de", "Paket nicht angekommen", "buyer-message"),
            (None, "", "donotreply@amazon.com", "Notifica di autorizzazione del reso per l’ordine 403", "return"),
            (None, "", "donotreply@amazon.com", "Demande d’annulation de commande", "cancellation"),
            (None, "", "atoz-guarantee-no-reply@amazon.it", "Richiesta di rimborso ricevuta per l’ordine", "claim"),
            (None, "", "atoz-guarantee-no-reply@amazon.fr", "Décision concernant la réclamation", "claim-decision"),
            (None, "", "cb-seller-notification@amazon.com", "111-1, Dispute", "chargeback"),
            (None, "", "donotreply@amazon.com", "Notice: Policy Warning", "policy"),
            (None, "", "seller-notification@amazon.co.uk", "Sold, dispatch now: x", "order-notice"),
            (None, "", "donotreply@amazon.com", "Something new", "other"),
            (None, "", "b@marketplace.amazon.com.evil.example", "inquiry from Amazon customer X", "other"),
            (None, "", "friend@example.com", "Policy Warning", "other"),
            (Some("A_NEW_TYPE"), "", "donotreply@amazon.com", "Refund initiated for order", "refund"),
        ];
        for (header, links, from, subject, wanted) in table {
            assert_eq!(class(header, links, &sender(from), subject).0, wanted, "{from} {subject}");
        }
    }
}
