//! Seller performance V2, JSON: one row per marketplace and metric, one per fulfilment where the report splits it, one for
//! the account's status. Amazon's schema and Amazon's published example spell some names differently: both are read.

use serde_json::{Map, Value as Json};

use crate::domain::day::Instant;
use crate::domain::format::{Columns, Format, Row, Value};
use crate::domain::import::{Problem, Reject};
use crate::domain::market::Market;
use crate::ingest::frame::{Frame, Head, Trailer};
use crate::ingest::header::clip;
use crate::ingest::number::Decimal;
use crate::ingest::{Context, Emit, Outcome, Stop, date};

/// How a metric counts: the names of its whole and of its part, and whether the part is the good one.
struct Rate {
    name: &'static str,
    word: &'static str,
    whole: &'static str,
    part: &'static str,
    good: bool,
}

const fn rate(name: &'static str, word: &'static str, whole: &'static str, part: &'static str, good: bool) -> Rate {
    Rate { name, word, whole, part, good }
}

/// Metrics with a rate. Two names for one metric: the schema's and the example's.
const RATES: [Rate; 8] = [
    rate("orderDefectRate", "order-defect-rate", "orderCount", "orderWithDefects", false),
    rate("lateShipmentRate", "late-shipment-rate", "orderCount", "lateShipmentCount", false),
    rate("preFulfillmentCancellationRate", "pre-fulfilment-cancel-rate", "orderCount", "cancellationCount", false),
    rate("prefulfillmentCancelRate", "pre-fulfilment-cancel-rate", "orderCount", "cancellationCount", false),
    rate("validTrackingRate", "valid-tracking-rate", "shipmentCount", "validTrackingCount", true),
    rate("onTimeDeliveryRate", "on-time-delivery-rate", "shipmentCountWithValidTracking", "onTimeDeliveryCount", true),
    rate("unitOnTimeDeliveryRate", "unit-on-time-delivery-rate", "totalUnitCount", "unitOnTimeDeliveryCount", true),
    rate("invoiceDefectRate", "invoice-defect-rate", "orderCount", "invoiceDefect", false),
];

/// Other spellings of metrics that count violations.
const SPELLINGS: [(&str, &str); 2] =
    [("documentRequest", "document-requests"), ("policyViolationWarnings", "other-policy-violations")];

/// Whether the start of a JSON file is that of this report.
pub(in crate::ingest) fn looks_like_one(head: &[u8]) -> bool {
    String::from_utf8_lossy(head).contains("\"performanceMetrics\"")
}

/// Reads the report; `bytes` is the whole JSON.
pub(in crate::ingest) fn read(bytes: &[u8], ctx: &Context, emit: Emit<'_>) -> Outcome {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let json: Json = serde_json::from_slice(bytes).map_err(|error| {
        let cut = error.is_eof();
        Stop::whole(if cut { Problem::CutOff } else { Problem::NotReadable { looks_like: "broken JSON".to_owned() } })
    })?;
    let report = json.as_object().filter(|o| o.contains_key("performanceMetrics")).ok_or_else(|| unknown(&json))?;
    let spec = Format::Performance.spec();
    let columns = Columns { fields: (0..spec.fields.len() as u16).collect(), ..Columns::default() };
    let container = "json".to_owned();
    emit(Frame::Head(Head { format: Format::Performance, columns, encoding: "UTF-8".to_owned(), container }))?;
    let mut rows = Rows { newest: newest(&json), line: 0, taken: Vec::new(), rejects: Vec::new() };
    for metrics in objects(report.get("performanceMetrics")) {
        rows.marketplace(metrics);
    }
    let now = rows.newest.unwrap_or(ctx.modified.0);
    for status in objects(report.get("accountStatuses")) {
        let cells =
            [("metric", text("account-status")), ("reported_to", Value::Int(now)), ("status", word(status, "status"))];
        rows.push(status, &cells);
    }
    rows.send(emit)
}

fn unknown(json: &Json) -> Stop {
    let header = match json {
        Json::Object(object) => object.keys().take(12).map(|key| clip(key)).collect(),
        _ => vec!["JSON".to_owned()],
    };
    Stop::whole(Problem::UnknownHeader { header, nearest: None, missing: Vec::new() })
}

fn objects(json: Option<&Json>) -> impl Iterator<Item = &Map<String, Json>> {
    json.and_then(Json::as_array).into_iter().flatten().filter_map(Json::as_object)
}

fn text(word: &str) -> Value {
    Value::Text(word.into())
}

fn word(object: &Map<String, Json>, key: &str) -> Value {
    object.get(key).and_then(Json::as_str).map_or(Value::Null, text)
}

/// A count, as a number or as `{"count": n}`.
fn count(object: &Map<String, Json>, key: &str) -> Option<i64> {
    let json = object.get(key)?;
    let number = json.get("count").unwrap_or(json);
    Decimal::plain(&number.as_number()?.to_string())?.units(0, false)
}

/// A decimal in units of `10^-digits`.
fn decimal(object: &Map<String, Json>, key: &str, digits: u32) -> Value {
    let number = object.get(key).and_then(Json::as_number).and_then(|n| Decimal::plain(&n.to_string()));
    number.and_then(|n| n.units(digits, true)).map_or(Value::Null, Value::Int)
}

fn int(number: Option<i64>) -> Value {
    number.map_or(Value::Null, Value::Int)
}

fn instant(object: &Map<String, Json>, key: &str) -> Option<i64> {
    date::instant(object.get("reportingDateRange")?.get(key)?.as_str()?)
}

/// The newest end of a reporting range anywhere in the report.
fn newest(json: &Json) -> Option<i64> {
    match json {
        Json::Object(object) => {
            let own = object.get("reportingDateTo").and_then(Json::as_str).and_then(date::instant);
            object.values().filter_map(newest).chain(own).max()
        }
        Json::Array(items) => items.iter().filter_map(newest).max(),
        _ => None,
    }
}

/// `listingPolicyViolations` to `listing-policy-violations`.
fn kebab(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars().take(100) {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

struct Rows {
    newest: Option<i64>,
    line: u32,
    taken: Vec<Row>,
    rejects: Vec<Reject>,
}

impl Rows {
    fn marketplace(&mut self, metrics: &Map<String, Json>) {
        for (name, json) in metrics {
            match json {
                Json::Object(metric) => self.metric(metrics, name, metric),
                Json::Array(warnings) if name == "warningStates" || name == "warningState" => {
                    for warning in warnings.iter().filter_map(Json::as_object) {
                        let kind = warning.get("warningType").and_then(Json::as_str).unwrap_or("unknown");
                        let cells = [
                            ("metric", Value::Text(format!("warning-{}", kebab(kind)).into())),
                            ("reported_to", int(self.newest)),
                            ("status", word(warning, "status")),
                        ];
                        self.push(metrics, &cells);
                    }
                }
                _ => {}
            }
        }
    }

    fn metric(&mut self, place: &Map<String, Json>, name: &str, metric: &Map<String, Json>) {
        let rate = RATES.iter().find(|rate| rate.name == name);
        let spelled = SPELLINGS.iter().find(|(other, _)| *other == name).map(|(_, word)| (*word).to_owned());
        let id = rate.map_or_else(|| spelled.unwrap_or_else(|| kebab(name)), |rate| rate.word.to_owned());
        let split: Vec<(&str, &Map<String, Json>)> =
            ["mfn", "afn"].into_iter().filter_map(|part| Some((part, metric.get(part)?.as_object()?))).collect();
        // The key says the fulfilment: the example has `"fulfillmentType": "mfn"` under `afn`.
        let parts = if split.is_empty() { vec![("", metric)] } else { split };
        for (fulfilment, part) in parts {
            let (orders, defects, target) = match rate {
                Some(rate) => {
                    let (whole, counted) = (count(part, rate.whole), count(part, rate.part));
                    // The example's good ones outnumber the whole: then nothing is known of the bad ones.
                    let bad = || Some(whole? - counted?).filter(|bad| *bad >= 0);
                    (whole, if rate.good { bad() } else { counted }, decimal(part, "targetValue", 6))
                }
                None => (None, count(part, "defectsCount"), decimal(part, "targetValue", 0)),
            };
            let status = match word(part, "status") {
                Value::Null => word(part, "ahrStatus"),
                status => status,
            };
            let cells = [
                ("metric", Value::Text(id.as_str().into())),
                ("fulfilment", text(fulfilment)),
                ("reported_from", int(instant(part, "reportingDateFrom"))),
                ("reported_to", int(instant(part, "reportingDateTo").or(self.newest))),
                ("orders", int(orders)),
                ("defects", int(defects)),
                ("rate", decimal(part, "rate", 6)),
                ("target", target),
                ("target_condition", word(part, "targetCondition")),
                ("status", status),
                ("claims", int(count(part, "claims"))),
                ("chargebacks", int(count(part, "chargebacks"))),
                ("negative_feedback", int(count(part, "negativeFeedback"))),
            ];
            self.push(place, &cells);
        }
    }

    /// Adds a row of `place`'s marketplace; one that names an unknown marketplace, or no end of its range, is rejected.
    fn push(&mut self, place: &Map<String, Json>, cells: &[(&str, Value)]) {
        self.line += 1;
        let spec = Format::Performance.spec();
        let id = place.get("marketplaceId").and_then(Json::as_str);
        let market = id.and_then(Market::from_amazon_id);
        let of = |column: &str| cells.iter().find(|(c, _)| *c == column).map(|(_, value)| value.clone());
        let problem = match (id, market) {
            (Some(id), None) => Some(("marketplaceId", id, Problem::NotAMarketplace)),
            _ if of("reported_to").is_none_or(|to| to == Value::Null) => {
                Some(("reportingDateTo", "", Problem::NotADate))
            }
            _ => None,
        };
        if let Some((column, read, problem)) = problem {
            let reject = Reject { line: self.line, column: column.to_owned(), read: clip(read), problem };
            self.rejects.push(reject);
            return;
        }
        let cells = spec
            .fields
            .iter()
            .map(|field| of(field.column).unwrap_or(if field.column == "fulfilment" { text("") } else { Value::Null }))
            .collect();
        self.taken.push(Row { line: self.line, market, cells, extra: Vec::new() });
    }

    fn send(self, emit: Emit<'_>) -> Outcome {
        if self.line == 0 {
            return Err(Stop::whole(Problem::Empty));
        }
        let trailer = Trailer {
            records: u64::from(self.line),
            rejected: self.rejects.len() as u64,
            as_of: self.newest.map(Instant),
            controls: Vec::new(),
        };
        for rows in self.taken.chunks(crate::ingest::frame::BATCH) {
            emit(Frame::Rows(rows.to_vec()))?;
        }
        for reject in self.rejects {
            emit(Frame::Reject { reject, group: None })?;
        }
        Ok(trailer)
    }
}
