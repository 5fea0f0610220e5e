-- Advertising beside the Sponsored Products search terms. Money is minor units of the currency beside it.

-- The API's ids: a console file has none and leaves them as they are.
ALTER TABLE ads_term ADD COLUMN campaign_id TEXT;
ALTER TABLE ads_term ADD COLUMN ad_group_id TEXT;
ALTER TABLE ads_term ADD COLUMN target_id TEXT;

-- Sponsored Products targets, one row per day or period and natural key, zero clicks too. grain is daily or summary; rows of
-- two grains or two windows are never added. Two summaries overlap as their rows' first and last active days say: take those
-- of one import. retailer is empty for Amazon itself; ids are the API's and text.
CREATE TABLE ads_target (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, ad_group TEXT NOT NULL,
  targeting TEXT NOT NULL, match_type TEXT NOT NULL, retailer TEXT NOT NULL, portfolio TEXT, currency TEXT,
  own_units INTEGER, other_units INTEGER, own_sales INTEGER, other_sales INTEGER, campaign_id TEXT, ad_group_id TEXT,
  target_id TEXT, impressions INTEGER, clicks INTEGER, spend INTEGER, sales INTEGER, orders INTEGER, units INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL, shape INTEGER NOT NULL,
  row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, ad_group, targeting, match_type, retailer)
);

-- Sponsored Products by advertised product, one row per day or period, ad group, ASIN and SKU (empty for vendors). As above.
CREATE TABLE ads_product (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, ad_group TEXT NOT NULL, asin TEXT NOT NULL,
  sku TEXT NOT NULL, retailer TEXT NOT NULL, portfolio TEXT, currency TEXT, own_units INTEGER, other_units INTEGER,
  own_sales INTEGER, other_sales INTEGER, campaign_id TEXT, ad_group_id TEXT, ad_id TEXT, impressions INTEGER,
  clicks INTEGER, spend INTEGER, sales INTEGER, orders INTEGER, units INTEGER, as_of INTEGER NOT NULL,
  import INTEGER NOT NULL, line INTEGER NOT NULL, shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, ad_group, asin, sku, retailer)
);

-- Sponsored Products by placement, one row per day or period, campaign and placement: top, product, rest, off, or the
-- text of one that is not known. As above.
CREATE TABLE ads_placement (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, placement TEXT NOT NULL,
  retailer TEXT NOT NULL, portfolio TEXT, currency TEXT, strategy TEXT, campaign_id TEXT, impressions INTEGER,
  clicks INTEGER, spend INTEGER, sales INTEGER, orders INTEGER, units INTEGER, as_of INTEGER NOT NULL,
  import INTEGER NOT NULL, line INTEGER NOT NULL, shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, placement, retailer)
);

-- Sponsored Products campaigns, one row per day or period and campaign. campaign_start and campaign_end are the campaign's
-- own. budget is per day, and the sum where several campaigns have one name. As above.
CREATE TABLE ads_campaign (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, retailer TEXT NOT NULL, portfolio TEXT,
  currency TEXT, campaign_start TEXT, campaign_end TEXT, campaign_type TEXT, status TEXT, targeting_type TEXT,
  strategy TEXT, budget INTEGER, campaign_id TEXT, impressions INTEGER, clicks INTEGER, spend INTEGER, sales INTEGER,
  orders INTEGER, units INTEGER, as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, retailer)
);

-- The campaign manager's table, one row per campaign and period given by hand. The window of orders and sales is not in the
-- file: never added to anything.
CREATE TABLE ads_campaign_table (
  store TEXT NOT NULL, market TEXT NOT NULL, start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL,
  portfolio TEXT, currency TEXT, state TEXT, status TEXT, campaign_type TEXT, targeting_type TEXT, strategy TEXT,
  campaign_start TEXT, campaign_end TEXT, budget INTEGER, impressions INTEGER, clicks INTEGER, spend INTEGER,
  orders INTEGER, sales INTEGER, as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, start_day, end_day, campaign)
);

-- Search terms of one ad group, one row per file, period given by hand and term. Neither the ad group nor the window is in
-- the file (file is its SHA-256): never added to anything.
CREATE TABLE ads_group_term (
  store TEXT NOT NULL, market TEXT NOT NULL, file TEXT NOT NULL, start_day TEXT NOT NULL, end_day TEXT NOT NULL,
  targeting TEXT NOT NULL, match_type TEXT NOT NULL, term TEXT NOT NULL, currency TEXT, impressions INTEGER,
  clicks INTEGER, spend INTEGER, orders INTEGER, sales INTEGER, as_of INTEGER NOT NULL, import INTEGER NOT NULL,
  line INTEGER NOT NULL, shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, file, start_day, end_day, targeting, match_type, term)
);

-- Sponsored Brands keywords, one row per day or period and natural key; new_* are orders, sales, units new to the brand.
CREATE TABLE ads_brand_keyword (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, ad_group TEXT NOT NULL,
  targeting TEXT NOT NULL, match_type TEXT NOT NULL, portfolio TEXT, currency TEXT, cost_type TEXT, new_orders INTEGER,
  new_sales INTEGER, new_units INTEGER, impressions INTEGER, clicks INTEGER, spend INTEGER, sales INTEGER,
  orders INTEGER, units INTEGER, as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, ad_group, targeting, match_type)
);

-- Sponsored Brands search terms, one row per day or period and natural key; click_* leave out what followed a mere view.
CREATE TABLE ads_brand_term (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, ad_group TEXT NOT NULL,
  targeting TEXT NOT NULL, match_type TEXT NOT NULL, term TEXT NOT NULL, portfolio TEXT, currency TEXT, cost_type TEXT,
  click_sales INTEGER, click_orders INTEGER, click_units INTEGER, campaign_id TEXT, ad_group_id TEXT, target_id TEXT,
  impressions INTEGER, clicks INTEGER, spend INTEGER, sales INTEGER, orders INTEGER, units INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL, shape INTEGER NOT NULL,
  row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, ad_group, targeting, match_type, term)
);

-- Sponsored Display targets, one row per day or period and natural key; see the two above.
CREATE TABLE ads_display_target (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, ad_group TEXT NOT NULL,
  targeting TEXT NOT NULL, portfolio TEXT, currency TEXT, cost_type TEXT, bid_optimization TEXT,
  viewable_impressions INTEGER, page_views INTEGER, new_orders INTEGER, new_sales INTEGER, new_units INTEGER,
  click_sales INTEGER, click_orders INTEGER, click_units INTEGER, impressions INTEGER, clicks INTEGER, spend INTEGER,
  sales INTEGER, orders INTEGER, units INTEGER, as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, ad_group, targeting)
);

-- Sponsored Display matched targets: the same spend as ads_display_target, divided in another way. Never add both.
CREATE TABLE ads_display_match (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, window_days INTEGER NOT NULL,
  start_day TEXT NOT NULL, end_day TEXT NOT NULL, campaign TEXT NOT NULL, ad_group TEXT NOT NULL,
  targeting TEXT NOT NULL, matched TEXT NOT NULL, portfolio TEXT, currency TEXT, cost_type TEXT, bid_optimization TEXT,
  viewable_impressions INTEGER, page_views INTEGER, new_orders INTEGER, new_sales INTEGER, new_units INTEGER,
  click_sales INTEGER, click_orders INTEGER, click_units INTEGER, impressions INTEGER, clicks INTEGER, spend INTEGER,
  sales INTEGER, orders INTEGER, units INTEGER, as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, window_days, start_day, end_day, campaign, ad_group, targeting, matched)
);

-- What a bulk operations download lists: one row per id (campaign, ad group, ad, keyword, target, bid adjustment). Ids are
-- text. A filled operation is a change that somebody wrote down and no state. A download may leave out what is terminated or
-- had no impressions: what it does not list is not thereby gone. The counts are of the download's own period, of at most 60
-- days and named nowhere in the file: never added to anything.
CREATE TABLE ads_entity (
  store TEXT NOT NULL, market TEXT NOT NULL, campaign_id TEXT NOT NULL, ad_group_id TEXT NOT NULL, ad_id TEXT NOT NULL,
  keyword_id TEXT NOT NULL, target_id TEXT NOT NULL, placement TEXT NOT NULL, audience_id TEXT NOT NULL,
  entity TEXT NOT NULL, operation TEXT NOT NULL, product TEXT, portfolio_id TEXT, campaign TEXT, ad_group TEXT,
  campaign_shown TEXT, ad_group_shown TEXT, portfolio TEXT, start_day TEXT, end_day TEXT, targeting_type TEXT,
  state TEXT, campaign_state TEXT, ad_group_state TEXT, currency TEXT, budget INTEGER, sku TEXT, asin TEXT,
  eligibility TEXT, ineligible_reason TEXT, default_bid INTEGER, bid INTEGER, keyword TEXT, native_keyword TEXT,
  native_locale TEXT, match_type TEXT, strategy TEXT, percentage TEXT, expression TEXT, resolved_expression TEXT,
  impressions INTEGER, clicks INTEGER, spend INTEGER, sales INTEGER, orders INTEGER, units INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL, shape INTEGER NOT NULL,
  row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, campaign_id, ad_group_id, ad_id, keyword_id, target_id, placement, audience_id, entity, operation)
);

-- What went wrong in an upload of bulk operations: one row per file (its SHA-256) and record, numbered where one has several.
CREATE TABLE ads_upload_error (
  store TEXT NOT NULL, market TEXT NOT NULL, file TEXT NOT NULL, record INTEGER NOT NULL, occurrence INTEGER NOT NULL,
  error_type TEXT, error_code TEXT, message TEXT, as_of INTEGER NOT NULL, import INTEGER NOT NULL,
  line INTEGER NOT NULL, shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, file, record, occurrence)
);
