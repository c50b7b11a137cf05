-- What the search box and the pickers look products up by (docs/algorithms/search.md). The patterns are beginnings, and
-- text_pattern_ops serves them whatever the collation of the server.
CREATE INDEX IF NOT EXISTS catalog_product_code_begins ON catalog_product (company_id, code text_pattern_ops);
CREATE INDEX IF NOT EXISTS catalog_product_initials_begins ON catalog_product (company_id, initials text_pattern_ops);
CREATE INDEX IF NOT EXISTS catalog_product_pinyin_begins ON catalog_product (company_id, pinyin text_pattern_ops);
CREATE INDEX IF NOT EXISTS catalog_product_initials_trgm ON catalog_product USING gin (initials gin_trgm_ops);
-- The last digits of a barcode, as people read them off a label.
CREATE INDEX IF NOT EXISTS catalog_barcode_ends ON catalog_barcode (company_id, reverse(code) text_pattern_ops);
