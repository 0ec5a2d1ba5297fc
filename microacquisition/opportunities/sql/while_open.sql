-- People move a closing before it is reached; a published rule moves it at the instant, once, with its row. Nobody
-- shortens it. Replaces guard_closing of guards.sql.

CREATE OR REPLACE FUNCTION guard_closing() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
BEGIN
    IF OLD.state = 'OPEN' AND NEW.closes_at IS DISTINCT FROM OLD.closes_at AND (
        NEW.closes_at < OLD.closes_at OR NEW.closes_at IS NULL
        OR NOT EXISTS (SELECT FROM opportunities_closingchange c
                       WHERE c.opportunity_id = OLD.id AND c.old_closes_at = OLD.closes_at
                         AND c.new_closes_at = NEW.closes_at)
        OR (current_instant() >= OLD.closes_at
            AND NOT EXISTS (SELECT FROM opportunities_closingchange c
                            WHERE c.opportunity_id = OLD.id AND c.old_closes_at = OLD.closes_at
                              AND c.new_closes_at = NEW.closes_at AND c.rule <> ''))) THEN
        RAISE EXCEPTION 'closing moves later only, and only before it' USING ERRCODE = 'MA003';
    END IF;
    IF OLD.state = 'OPEN' AND NEW.state = 'CLOSED' AND current_instant() < OLD.closes_at THEN
        RAISE EXCEPTION 'closing instant not reached' USING ERRCODE = 'MA003';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION guard_closing_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    row opportunities_opportunity%ROWTYPE;
BEGIN
    SELECT * INTO row FROM opportunities_opportunity WHERE id = NEW.opportunity_id FOR UPDATE;
    IF row.state <> 'OPEN' OR row.closes_at <> NEW.old_closes_at
       OR (NEW.rule = '') = (current_instant() >= row.closes_at) THEN
        RAISE EXCEPTION 'people move a closing before it, a rule at it' USING ERRCODE = 'MA003';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER guard_closing_change BEFORE INSERT ON opportunities_closingchange
    FOR EACH ROW EXECUTE FUNCTION guard_closing_change();
