-- What the planning report says of the aged-inventory surcharge and of the season. `aged_units_N` are the units that Amazon
-- will charge for at its next assessment because they are N days old or older (up to the next N), `aged_fee_N` its estimate
-- for them in minor units of the row's currency.
ALTER TABLE fba_planning ADD COLUMN aged_units_181 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_181 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_units_211 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_211 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_units_241 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_241 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_units_271 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_271 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_units_301 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_301 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_units_331 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_331 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_units_366 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_366 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_units_456 INTEGER;
ALTER TABLE fba_planning ADD COLUMN aged_fee_456 INTEGER;
ALTER TABLE fba_planning ADD COLUMN season_start TEXT;
ALTER TABLE fba_planning ADD COLUMN season_end TEXT;

-- Losses and finds among the events of the ledger, most of which are shipments; refunds among the events of the account.
CREATE INDEX ledger_event_lost ON ledger_event (day) WHERE reason IN ('M', 'F');
CREATE INDEX account_event_refund ON account_event (store, market, day) WHERE kind = 'refund';
