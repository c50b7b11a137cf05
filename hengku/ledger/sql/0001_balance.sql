-- An entry balances, whoever writes it (I14). Checked once per entry at commit, on the header: a trigger per line would be
-- quadratic (docs/decisions/2026-11-21-balance-on-the-header.md).
CREATE OR REPLACE FUNCTION ledger_check_entry_v1() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    debits numeric;
    credits numeric;
    found_lines int;
BEGIN
    SELECT coalesce(sum(debit), 0), coalesce(sum(credit), 0), count(*) INTO debits, credits, found_lines
    FROM ledger_entryline WHERE company_id = NEW.company_id AND entry_id = NEW.id;
    IF debits <> credits OR debits <> NEW.amount OR found_lines <> NEW.line_count THEN
        RAISE EXCEPTION 'entry % does not balance: debit %, credit %, % lines', NEW.id, debits, credits, found_lines
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_entry_balances';
    END IF;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS ledger_entry_balances ON ledger_entry;
CREATE CONSTRAINT TRIGGER ledger_entry_balances
    AFTER INSERT ON ledger_entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION ledger_check_entry_v1();

-- No line comes to an entry of an earlier transaction: its header was checked when that one committed.
CREATE OR REPLACE FUNCTION ledger_refuse_late_lines_v1() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    refused bigint;
BEGIN
    SELECT l.entry_id INTO refused FROM new_lines AS l
    LEFT JOIN ledger_entry AS e ON e.company_id = l.company_id AND e.id = l.entry_id
    WHERE e.id IS NULL OR e.xmin <> pg_current_xact_id()::xid LIMIT 1;
    IF refused IS NOT NULL THEN
        RAISE EXCEPTION 'entry % takes no more lines', refused
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'ledger_entry_takes_no_late_lines';
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER ledger_entry_takes_no_late_lines
    AFTER INSERT ON ledger_entryline REFERENCING NEW TABLE AS new_lines
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_late_lines_v1();
