-- Stock beside Manage FBA and planning: reports of FBA stock on hand, inbound, in the ledger and paid back, and two sheets kept
-- by hand. Units are pieces, money is minor units of the currency beside it, days are YYYY-MM-DD.

-- FBA inventory by warehouse condition: units of a SKU that are SELLABLE or UNSELLABLE on a day; the newest day is the
-- present state.
CREATE TABLE afn_inventory (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL,
  warehouse_condition TEXT NOT NULL, fnsku TEXT, asin TEXT, condition TEXT, available INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, sku, warehouse_condition)
) WITHOUT ROWID;

-- FBA inventory by country: units of a SKU that can be sold from a country on a day. The country may be no marketplace.
CREATE TABLE afn_by_country (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, condition TEXT NOT NULL,
  country TEXT NOT NULL, fnsku TEXT, asin TEXT, available INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, sku, condition, country)
) WITHOUT ROWID;

-- Restock recommendations: one row per day, SKU and condition ('' when blank). Days of supply are thousandths of a day.
CREATE TABLE restock (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, condition TEXT NOT NULL,
  country TEXT, title TEXT, fnsku TEXT, asin TEXT, supplier TEXT, supplier_part TEXT, currency TEXT, price INTEGER,
  sales_t30 INTEGER, units_t30 INTEGER, total INTEGER, inbound INTEGER, available INTEGER, fc_transfer INTEGER,
  fc_processing INTEGER, customer_order INTEGER, unfulfillable INTEGER, inbound_working INTEGER, inbound_shipped INTEGER,
  inbound_receiving INTEGER, fulfilled_by TEXT, total_supply_days INTEGER, supply_days INTEGER, alert TEXT,
  ship_in_units INTEGER, ship_in_day TEXT, recommended_action TEXT, storage_size TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX restock_key ON restock (
  store, market, snapshot_day, sku, condition
);

-- Reserved FBA inventory: units of a SKU that orders, transfers and processing hold on a day; program is '' when the file has
-- none.
CREATE TABLE reserved (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, program TEXT NOT NULL,
  fnsku TEXT, asin TEXT, title TEXT, reserved INTEGER, customer_orders INTEGER, fc_transfers INTEGER, fc_processing INTEGER,
  staging INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, snapshot_day, sku, program)
) WITHOUT ROWID;

-- Stranded FBA inventory: a SKU and FNSKU ('' when blank) that no offer sells on a day; what the newest complete day no longer
-- lists is solved.
CREATE TABLE stranded (
  store TEXT NOT NULL, market TEXT NOT NULL, snapshot_day TEXT NOT NULL, sku TEXT NOT NULL, fnsku TEXT NOT NULL,
  primary_action TEXT, stranded_day TEXT, removal_day TEXT, status_primary TEXT, status_secondary TEXT, error_message TEXT,
  reason TEXT, asin TEXT, title TEXT, condition TEXT, fulfilled_by TEXT, fulfillable INTEGER, currency TEXT, price INTEGER,
  unfulfillable INTEGER, reserved INTEGER, inbound_shipped INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX stranded_key ON stranded (
  store, market, snapshot_day, sku, fnsku
);

-- Problems of inbound shipments: one row per shipment, carton, SKU, FNSKU, problem, fee type and day reported; equal ones are
-- counted. Blank parts of the key are ''.
CREATE TABLE inbound_problem (
  store TEXT NOT NULL, market TEXT NOT NULL, shipment_id TEXT NOT NULL, carton_id TEXT NOT NULL, sku TEXT NOT NULL,
  fnsku TEXT NOT NULL, problem_type TEXT NOT NULL, fee_type TEXT NOT NULL, reported_day TEXT NOT NULL,
  occurrence INTEGER NOT NULL, created_day TEXT, fulfillment_center TEXT, asin TEXT, title TEXT, problem_units INTEGER,
  expected_units INTEGER, received_units INTEGER, measured_in TEXT, coaching_level TEXT, currency TEXT, fee INTEGER,
  problem_level TEXT, alert_status TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX inbound_problem_key ON inbound_problem (
  store, shipment_id, carton_id, sku, fnsku, problem_type, fee_type, reported_day, occurrence
);

-- Units received by a fulfilment centre (old report): a row per line of the report, equal ones counted; a newer file has all
-- rows between its first and its last day.
CREATE TABLE received (
  store TEXT NOT NULL, market TEXT NOT NULL, received_day TEXT NOT NULL, fnsku TEXT NOT NULL, sku TEXT NOT NULL,
  shipment_id TEXT NOT NULL, fulfillment_center TEXT NOT NULL, occurrence INTEGER NOT NULL, title TEXT, units INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, market, received_day, fnsku, sku, shipment_id, fulfillment_center, occurrence)
) WITHOUT ROWID;

-- Inventory Ledger, balances and movements in units. grain is daily or monthly (day is then the first of the month), and
-- location_kind is country or fc: sums over both of either count everything twice.
CREATE TABLE ledger_summary (
  store TEXT NOT NULL, market TEXT NOT NULL, grain TEXT NOT NULL, day TEXT NOT NULL, fnsku TEXT NOT NULL, sku TEXT NOT NULL,
  disposition TEXT NOT NULL, location TEXT NOT NULL, store_name TEXT NOT NULL, asin TEXT, title TEXT, starting INTEGER,
  in_transit INTEGER, receipts INTEGER, shipments INTEGER, returns INTEGER, vendor_returns INTEGER, transfers INTEGER,
  found INTEGER, lost INTEGER, damaged INTEGER, disposed INTEGER, other INTEGER, ending INTEGER, unknown_events INTEGER,
  location_kind TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX ledger_summary_key ON ledger_summary (
  store, grain, day, fnsku, sku, disposition, location, store_name
);
CREATE INDEX ledger_summary_fnsku ON ledger_summary (store, fnsku, grain, day);

-- Inventory Ledger, events in units (negative leaves the stock). Events have no id: equal ones of a day are counted; a newer
-- file has all events between its first and its last day.
CREATE TABLE ledger_event (
  store TEXT NOT NULL, market TEXT NOT NULL, day TEXT NOT NULL, fnsku TEXT NOT NULL, sku TEXT NOT NULL,
  event_type TEXT NOT NULL, reference_id TEXT NOT NULL, fulfillment_center TEXT NOT NULL, disposition TEXT NOT NULL,
  reason TEXT NOT NULL, country TEXT NOT NULL, store_name TEXT NOT NULL, occurrence INTEGER NOT NULL, asin TEXT, title TEXT,
  units INTEGER, reconciled INTEGER, unreconciled INTEGER,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX ledger_event_key ON ledger_event (
  store, day, fnsku, sku, event_type, reference_id, fulfillment_center, disposition, reason, country, store_name, occurrence
);
CREATE INDEX ledger_event_fnsku ON ledger_event (store, fnsku, day);

-- Reimbursements: one row per reimbursement, SKU and reason, equal ones counted; negative amounts take money back.
CREATE TABLE reimbursement (
  store TEXT NOT NULL, market TEXT NOT NULL, reimbursement_id TEXT NOT NULL, sku TEXT NOT NULL, reason TEXT NOT NULL,
  occurrence INTEGER NOT NULL, approved_day TEXT, case_id TEXT, order_id TEXT, fnsku TEXT, asin TEXT, title TEXT,
  condition TEXT, currency TEXT, amount_per_unit INTEGER, amount INTEGER, units_cash INTEGER, units_inventory INTEGER,
  units INTEGER, original_id TEXT, original_type TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL
);
CREATE UNIQUE INDEX reimbursement_key ON reimbursement (
  store, reimbursement_id, sku, reason, occurrence
);
CREATE INDEX reimbursement_fnsku ON reimbursement (store, fnsku, approved_day);

-- The own warehouse, kept by hand: units of a SKU and lot ('' when blank) in a place, two piles of the same are
-- counted; a newer sheet has all rows of its places.
CREATE TABLE own_stock (
  store TEXT NOT NULL, market TEXT NOT NULL, sku TEXT NOT NULL, location TEXT NOT NULL, lot TEXT NOT NULL,
  occurrence INTEGER NOT NULL, units INTEGER, counted_on TEXT, expires_on TEXT, note TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, sku, location, lot, occurrence)
) WITHOUT ROWID;

-- Suppliers of a SKU, kept by hand: cost in minor units, days to make (lead), to carry and to receive; _p90 is what nine of
-- ten keep. One row per way of transport; marketplace is '' when it holds for all. A newer sheet has all rows of its suppliers.
CREATE TABLE supplier_sku (
  store TEXT NOT NULL, market TEXT NOT NULL, sku TEXT NOT NULL, supplier TEXT NOT NULL, transport_mode TEXT NOT NULL,
  marketplace TEXT NOT NULL, moq INTEGER, pack_size INTEGER, unit_cost INTEGER, currency TEXT, lead_days INTEGER,
  lead_days_p90 INTEGER, transport_days INTEGER, transport_days_p90 INTEGER, receiving_days INTEGER, note TEXT,
  as_of INTEGER NOT NULL, import INTEGER NOT NULL, line INTEGER NOT NULL,
  shape INTEGER NOT NULL, row_hash INTEGER NOT NULL,
  PRIMARY KEY (store, sku, supplier, transport_mode, marketplace)
) WITHOUT ROWID;
