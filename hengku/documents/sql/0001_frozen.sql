-- What is posted stays as it was written; only the state of a document may still change (architecture §3, promise 1).
CREATE OR REPLACE FUNCTION documents_refuse_change_v1() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.posted_at IS NULL THEN
        RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'state') = (to_jsonb(OLD) - 'state') THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document % is posted and cannot be changed', OLD.number
        USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_posted_is_frozen';
END $$;

CREATE OR REPLACE TRIGGER documents_posted_is_frozen
    BEFORE UPDATE OR DELETE ON documents_document
    FOR EACH ROW EXECUTE FUNCTION documents_refuse_change_v1();

-- Lines go with their document: none may change, go or come once it is posted. A document posted by this very transaction
-- may still get its lines: the header comes first.
CREATE OR REPLACE FUNCTION documents_refuse_line_change_v1() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refused text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT d.number INTO refused FROM new_lines AS l
        JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
        WHERE d.posted_at IS NOT NULL AND d.xmin <> pg_current_xact_id()::xid LIMIT 1;
    ELSE
        SELECT d.number INTO refused FROM old_lines AS l
        JOIN documents_document AS d ON d.company_id = l.company_id AND d.id = l.document_id
        WHERE d.posted_at IS NOT NULL AND d.xmin <> pg_current_xact_id()::xid LIMIT 1;
    END IF;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'lines of posted document % cannot be changed', refused
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'documents_posted_lines_are_frozen';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER documents_posted_lines_take_no_more
    AFTER INSERT ON documents_line REFERENCING NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_line_change_v1();
CREATE OR REPLACE TRIGGER documents_posted_lines_do_not_change
    AFTER UPDATE ON documents_line REFERENCING OLD TABLE AS old_lines
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_line_change_v1();
CREATE OR REPLACE TRIGGER documents_posted_lines_stay
    AFTER DELETE ON documents_line REFERENCING OLD TABLE AS old_lines
    FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_line_change_v1();
