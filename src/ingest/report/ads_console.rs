//! What the campaign manager's own Export button gives: the table of campaigns, and the search terms of an ad group. Neither
//! names its period, the second not even its ad group: the file asks, and rows of two files are never taken for the same.

use super::{Above, Given, Layout, ads, have, need};
use crate::domain::format::{Format, Value};
use crate::domain::import::Problem;
use crate::domain::money::Currency;
use crate::ingest::Stop;

/// The table of campaigns. The attribution window is that of the console's settings: the file does not say it.
pub(super) static CAMPAIGNS: Layout = Layout {
    format: Format::CampaignTable,
    columns: &[
        have("state", &["State"]),
        need("campaign", &["Campaigns"]),
        have("status", &["Status"]),
        have("campaign_type", &["Type"]),
        have("targeting_type", &["Targeting"]),
        have("strategy", &["Campaign bidding strategy"]),
        have("campaign_start", &["Start date"]),
        have("campaign_end", &["End date"]),
        have("portfolio", &["Portfolio"]),
        have("budget", &["Budget(USD)"]),
        need("impressions", &["Impressions"]),
        need("clicks", &["Clicks"]),
        need("spend", &["Spend(USD)", "Total cost (USD)"]),
        need("orders", &["Orders", "Purchases"]),
        need("sales", &["Sales(USD)", "Sales (converted)", "Verkäufe (umgewandelt)"]),
    ],
    documented: &["CTR(%)", "CPC(USD)", "ACOS(%)", "ROAS"],
    blank: &["campaign_type"],
    round: true,
    derived: &["start_day", "end_day", "currency"],
    given: Some(given),
    ..Layout::BASE
};

/// The search terms tab of one ad group.
pub(super) static TERMS: Layout = Layout {
    format: Format::AdGroupTerms,
    columns: &[
        need("term", &["Customer search term"]),
        need("targeting", &["Keywords"]),
        need("match_type", &["Match type"]),
        need("impressions", &["Impressions"]),
        need("clicks", &["Clicks"]),
        need("spend", &["Spend(USD)", "Total cost (USD)"]),
        need("orders", &["Orders", "Purchases"]),
        need("sales", &["Sales(USD)", "Sales (converted)", "Verkäufe (umgewandelt)"]),
    ],
    documented: &["CTR(%)", "CPC(USD)", "ACOS(%)", "RoAS", "Conversion rate"],
    foreign: &["Campaign Name", "Campaigns", "Campaign Id"],
    blank: &["targeting", "match_type"],
    round: true,
    derived: &["file", "start_day", "end_day", "currency"],
    given: Some(given_terms),
    ..Layout::BASE
};

fn given(above: &Above<'_>) -> Result<Given, Stop> {
    let mut given = ads::period(above)?;
    given.extend(currency(above.raw)?.map(|currency| ("currency", Value::Text(currency.code().into()))));
    Ok(given)
}

fn given_terms(above: &Above<'_>) -> Result<Given, Stop> {
    let mut given = given(above)?;
    given.push(("file", Value::Text(above.ctx.sha256.clone().unwrap_or_default().into())));
    Ok(given)
}

/// The currency that the header's brackets name: `Spend(USD)`; a refusal when they name two.
fn currency(header: &[String]) -> Result<Option<Currency>, Stop> {
    let bracket = |name: &String| Currency::parse(name.trim().strip_suffix(')')?.rsplit_once('(')?.1);
    let mut named = header.iter().filter_map(bracket);
    let first = named.next();
    if named.all(|currency| Some(currency) == first) { Ok(first) } else { Err(Stop::whole(Problem::NoCurrency)) }
}
