//! The ten best practices: what each asks, and how often by the size of the business (R103 to R120).

use serde::{Deserialize, Serialize};

use super::day::Day;

/// How often a practice is signed off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Cadence {
    /// Each ISO week.
    Weekly,
    /// Each month.
    Monthly,
    /// Each quarter.
    Quarterly,
    /// Each year.
    Yearly,
}

impl Cadence {
    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Weekly => "weekly",
            Self::Monthly => "monthly",
            Self::Quarterly => "quarterly",
            Self::Yearly => "yearly",
        }
    }

    /// The name of the period that `day` lies in: the epoch of the item (H5).
    pub fn period(self, day: Day) -> String {
        match self {
            Self::Weekly => day.week(),
            Self::Monthly => day.month(),
            Self::Quarterly => day.quarter(),
            Self::Yearly => day.0.format("%Y").to_string(),
        }
    }

    /// The last day of the period that `day` lies in: the due date.
    pub fn last_day(self, day: Day) -> Day {
        let mut last = day;
        while self.period(last.plus(1)) == self.period(day) {
            last = last.plus(1);
        }
        last
    }
}

/// One of the ten best practices, numbered as the source numbers them (S3:9-20).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Practice {
    /// 1 Check reports, customer information and performance figures regularly (R103, R104).
    CheckReports,
    /// 2 Reply fast (R105 to R108).
    ReplyFast,
    /// 3 Consider everything, leave no blind corner (R109, R110).
    AllCorners,
    /// 4 Customer experience (R111).
    CustomerExperience,
    /// 5 Be humble and learn; know the rules (R112, R113).
    Learn,
    /// 6 Follow Amazon's way (R114).
    AmazonsWay,
    /// 7 Never cancel orders (R115).
    NeverCancel,
    /// 8 Mind prices (R116).
    MindPrices,
    /// 9 Train staff in the whole business (R117, R118).
    TrainStaff,
    /// 10 Order quality products (R119).
    QualityProducts,
}

impl Practice {
    /// All ten, in order.
    pub const ALL: [Self; 10] = [
        Self::CheckReports,
        Self::ReplyFast,
        Self::AllCorners,
        Self::CustomerExperience,
        Self::Learn,
        Self::AmazonsWay,
        Self::NeverCancel,
        Self::MindPrices,
        Self::TrainStaff,
        Self::QualityProducts,
    ];

    /// The number, 1 to 10.
    pub fn number(self) -> usize {
        Self::ALL.iter().position(|p| *p == self).map_or(0, |i| i + 1)
    }

    /// The practice of a number.
    pub fn from_number(number: usize) -> Option<Self> {
        Self::ALL.get(number.checked_sub(1)?).copied()
    }

    /// The stable word.
    pub fn word(self) -> &'static str {
        match self {
            Self::CheckReports => "check-reports",
            Self::ReplyFast => "reply-fast",
            Self::AllCorners => "all-corners",
            Self::CustomerExperience => "customer-experience",
            Self::Learn => "learn",
            Self::AmazonsWay => "amazons-way",
            Self::NeverCancel => "never-cancel",
            Self::MindPrices => "mind-prices",
            Self::TrainStaff => "train-staff",
            Self::QualityProducts => "quality-products",
        }
    }

    /// The practice of a stable word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.word() == word)
    }

    /// The cadence for a business of that size. `big` is at least `practices.big_orders_per_week` orders a week;
    /// unknown size counts as small, and the screen says that it is unknown. Source: S3:28 for practice 1 (weekly for
    /// a business of some size, monthly for a small one), S3:34 to S3:82 and rules of 2026-11 for the rest.
    pub fn cadence(self, big: bool) -> Cadence {
        match self {
            Self::CheckReports if big => Cadence::Weekly,
            Self::CheckReports | Self::ReplyFast | Self::CustomerExperience | Self::Learn => Cadence::Monthly,
            Self::NeverCancel | Self::MindPrices => Cadence::Weekly,
            Self::AmazonsWay | Self::TrainStaff | Self::QualityProducts => Cadence::Quarterly,
            Self::AllCorners => Cadence::Yearly,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn practices_have_numbers_words_and_periods() {
        for (i, practice) in Practice::ALL.into_iter().enumerate() {
            assert_eq!(practice.number(), i + 1);
            assert_eq!(Practice::from_number(i + 1), Some(practice));
            assert_eq!(Practice::parse(practice.word()), Some(practice));
        }
        assert_eq!(Practice::from_number(0), None);
        assert_eq!(Practice::CheckReports.cadence(true), Cadence::Weekly);
        assert_eq!(Practice::CheckReports.cadence(false), Cadence::Monthly);
        let day = Day::parse("2026-11-22").unwrap();
        let ends = [Cadence::Weekly, Cadence::Monthly, Cadence::Quarterly, Cadence::Yearly]
            .map(|c| c.last_day(day).to_string());
        assert_eq!(ends, ["2026-11-22", "2026-11-30", "2026-12-31", "2026-12-31"]);
    }
}
