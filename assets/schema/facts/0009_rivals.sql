-- Promotions, brand analytics, competitors, reviews, disputes. Money is minor units of the currency beside it, days are YYYY-MM-DD,
-- moments are UTC seconds.

-- Deals as Amazon counts them, one row per day of the download: the deal itself has asin '' and units, revenue, glance_views; each of
-- its products has a row with its ASIN and the product_* figures. Running figures: the newest day of a deal counts. revenue is minor units
-- of currency.
CREATE TABLE promotion (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, promotion_id TEXT NOT NULL,
  asin TEXT NOT NULL, kind TEXT, status TEXT, name TEXT, starts_at INTEGER, ends_at INTEGER, created_at INTEGER,
  updated_at INTEGER, currency TEXT, units INTEGER, revenue INTEGER, glance_views INTEGER, title TEXT,
  product_currency TEXT, product_units INTEGER, product_revenue INTEGER, product_glance_views INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, promotion_id, asin)
) WITHOUT ROWID;
CREATE INDEX promotion_asin ON promotion (store, market, asin, starts_at);

-- Coupons as Amazon counts them, one row per day of the download and coupon; the newest day of a coupon counts. discount is thousandths
-- of a percent or of the currency's unit, as discount_type says; asins are separated by one blank.
CREATE TABLE coupon (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, coupon_id TEXT NOT NULL, name TEXT,
  message TEXT, starts_at INTEGER, ends_at INTEGER, segment TEXT, discount_type TEXT, discount INTEGER, clips INTEGER,
  redemptions INTEGER, currency TEXT, budget INTEGER, spent INTEGER, remaining INTEGER, discounted INTEGER,
  sales INTEGER, asins TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, coupon_id)
) WITHOUT ROWID;

-- Brand Analytics search terms: the click_rank-th product (and, in the CSV, brand and category) of a term in a period. grain is day,
-- week, month, quarter or other; department is '' in the CSV. Shares are millionths.
CREATE TABLE brand_term (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, end_day TEXT NOT NULL, start_day TEXT NOT NULL,
  department TEXT NOT NULL, term TEXT NOT NULL, click_rank INTEGER NOT NULL, search_rank INTEGER, asin TEXT,
  title TEXT, brand TEXT, category TEXT, click_share INTEGER, conversion_share INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, grain, end_day, start_day, department, term, click_rank)
) WITHOUT ROWID;

-- Keepa's product table, one row per day of the download and ASIN. bought is as written (1K+), bought_least the number that it is at
-- least. Amounts are minor units, rating is thousandths of a star, rank_drops_t90 and sales_rank_t90 speak of 90 days.
CREATE TABLE keepa_product (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, asin TEXT NOT NULL, title TEXT, brand TEXT,
  parent_asin TEXT, variation_asins TEXT, currency TEXT, buy_box INTEGER, buy_box_seller TEXT, buy_box_fba INTEGER,
  amazon_price INTEGER, new_price INTEGER, fba_price INTEGER, sales_rank INTEGER, sales_rank_t90 INTEGER,
  rank_drops_t90 INTEGER, bought TEXT, bought_least INTEGER, rating INTEGER, rating_count INTEGER, lightning_deal TEXT,
  coupon_absolute TEXT, coupon_percent TEXT, coupon_subscribe TEXT, deal_type TEXT, deal_badge TEXT, offers INTEGER,
  ean TEXT, upc TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX keepa_product_key ON keepa_product (store, market, snapshot_day, asin);

-- Helium 10 Xray, one row per day of the download, ASIN and place in the search. Units and revenue are estimates for 30 days; bought is
-- as written, bought_least the number that it is at least. weight is thousandths of the file's own unit.
CREATE TABLE xray_product (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, asin TEXT NOT NULL,
  display_order TEXT NOT NULL, title TEXT, brand TEXT, currency TEXT, price INTEGER, parent_units INTEGER,
  asin_units INTEGER, bought TEXT, bought_least INTEGER, parent_revenue INTEGER, asin_revenue INTEGER,
  title_length INTEGER, sales_rank INTEGER, seller_country TEXT, fees INTEGER, active_sellers INTEGER, rating INTEGER,
  rating_count INTEGER, images INTEGER, review_velocity INTEGER, buy_box_seller TEXT, category TEXT, size_tier TEXT,
  fulfilment TEXT, dimensions TEXT, weight INTEGER, aba_most_clicked TEXT, created_on TEXT, sponsored TEXT,
  best_seller TEXT, seller_age_months INTEGER, seller TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX xray_product_key ON xray_product (store, market, snapshot_day, asin, display_order);

-- Helium 10 Cerebro, one row per day of the download and phrase. search_volume and competing are as written (>3,000), their _least the
-- number that they are at least; ABA shares are thousandths of a percent. The product that was looked up is not in the file.
CREATE TABLE cerebro_term (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, phrase TEXT NOT NULL, aba_click_share INTEGER,
  aba_conversion_share INTEGER, keyword_sales INTEGER, iq_score INTEGER, search_volume TEXT,
  search_volume_least INTEGER, search_volume_trend INTEGER, currency TEXT, bid INTEGER, bid_min INTEGER,
  bid_max INTEGER, sponsored_asins INTEGER, competing TEXT, competing_least INTEGER, cpr INTEGER,
  title_density INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, phrase)
) WITHOUT ROWID;

-- Competitors looked at by hand: one row per day, own ASIN ('' when not said) and competitor. price is minor units of currency, rating
-- thousandths of a star.
CREATE TABLE competitor_check (
  store TEXT NOT NULL, market TEXT NOT NULL, day TEXT NOT NULL, own_asin TEXT NOT NULL, asin TEXT NOT NULL, brand TEXT,
  price INTEGER, currency TEXT, list_price INTEGER, buy_box_seller TEXT, fulfilment TEXT, sales_rank INTEGER,
  sales_rank_category TEXT, rating INTEGER, rating_count INTEGER, coupon TEXT, deal TEXT, badge TEXT,
  sponsored_seen TEXT, organic_rank INTEGER, note TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX competitor_check_key ON competitor_check (store, market, day, own_asin, asin);
CREATE INDEX competitor_check_asin ON competitor_check (store, market, asin, own_asin, day);

-- Product reviews kept by hand: one row per review, known by its id or address, else by day, ASIN, stars and title; equal ones are counted.
CREATE TABLE review (
  store TEXT NOT NULL, market TEXT NOT NULL, review_key TEXT NOT NULL, occurrence INTEGER NOT NULL, day TEXT,
  asin TEXT, stars INTEGER, title TEXT, verified INTEGER, review TEXT, topic TEXT, action TEXT, done_on TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, review_key, occurrence)
) WITHOUT ROWID;
CREATE INDEX review_asin ON review (store, market, asin, day);

-- Disputes kept by hand: kind is atoz, chargeback, safet, inr or the sheet's own word; one of order_id and claim_id may be ''. Evidence
-- and note are personal data of the row.
CREATE TABLE dispute (
  store TEXT NOT NULL, market TEXT NOT NULL, kind TEXT NOT NULL, order_id TEXT NOT NULL, claim_id TEXT NOT NULL,
  amount INTEGER, currency TEXT, opened_on TEXT, respond_by TEXT, reason TEXT, state TEXT, decision TEXT,
  funded_by TEXT, appeal_by TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX dispute_key ON dispute (store, market, kind, order_id, claim_id);

-- The calendar of promotions kept by hand: amounts are minor units of currency, discount is thousandths of a percent or of the
-- currency's unit, as discount_type says; fee_percent is thousandths of a percent; asins are separated by one blank.
CREATE TABLE promotion_plan (
  store TEXT NOT NULL, market TEXT NOT NULL, plan_id TEXT NOT NULL, kind TEXT, name TEXT, asins TEXT, start_day TEXT,
  end_day TEXT, discount_type TEXT, discount INTEGER, currency TEXT, deal_price INTEGER, reference_price INTEGER,
  min_units INTEGER, stock_needed INTEGER, budget INTEGER, fee INTEGER, fee_percent INTEGER, fee_cap INTEGER,
  submit_by TEXT, status TEXT, event TEXT, result_units INTEGER, result_sales INTEGER, note TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX promotion_plan_key ON promotion_plan (store, market, plan_id);
