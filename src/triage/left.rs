//! Items whose subject has left its report (H8): nothing else about them is known, and nothing else is needed.

use super::pass::gone;
use crate::domain::fact::LeftFact;
use crate::domain::work::Finding;

pub(super) fn run(facts: &[LeftFact], out: &mut Vec<Finding>) {
    out.extend(facts.iter().map(|fact| gone(fact.key.clone(), &fact.evidence, "left-report")));
}
