-- What the search box looks documents up by (docs/algorithms/search.md): how a number begins, how it ends, and the
-- number on the paper of somebody else. A million documents are never read through.
CREATE INDEX IF NOT EXISTS documents_number_begins ON documents_document (company_id, number text_pattern_ops);
CREATE INDEX IF NOT EXISTS documents_number_ends ON documents_document (company_id, reverse(number) text_pattern_ops);
CREATE INDEX IF NOT EXISTS documents_source_number_begins
    ON documents_document (company_id, source_number text_pattern_ops) WHERE source_number <> '';
