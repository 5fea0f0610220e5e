//! Reports that are missing or old (76). Expected is only what came once, or what a setting asks for (R16; H15).

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::ReportFact;
use crate::domain::format::Format;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(reports: &[ReportFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for report in reports {
        out.extend(age(report, round.of(&report.store)));
    }
}

fn age(report: &ReportFact, pass: Pass<'_>) -> Option<Finding> {
    let kind = Kind::ReportMissing;
    let key = Key::report(&report.store, report.market, report.format);
    let old_at = report.as_of.map(|at| at.plus(pass.report_seconds(report)));
    if old_at.is_some_and(|at| pass.now() <= at) {
        return report.evidence.as_ref().map(|evidence| gone(key, evidence, "imported"));
    }
    let numbers = Collect::default()
        .text("report", report.format.word())
        .with("as_of", report.as_of.map(Num::At))
        .with("hours", Num::Int(pass.report_hours(report)))
        .done();
    let evidence = report.evidence.clone().unwrap_or_default();
    let base = holds(key, kind, lane(report.format), report.format.word(), numbers, &evidence);
    let due = old_at.map(|at| at.plus(pass.hours(keys::REPORT_GRACE_HOURS, report.market)));
    Some(Finding::Holds(Box::new(Holds { due, ..base })))
}

/// Today when the most urgent items live on it, else this week.
fn lane(format: Format) -> Lane {
    match format {
        Format::Unshipped | Format::Mail | Format::AllOrders => Lane::Today,
        _ => Lane::Week,
    }
}
