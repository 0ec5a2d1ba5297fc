-- The rules of the lifecycle, enforced a second time where nobody can go round them.
-- Every function in force, each once: whoever changes one changes it here and adds a migration that runs this file again.
-- Refusals carry SQLSTATE MA001 (state), MA002 (no event), MA003 (too late), MA004 (segregation), MA005 (frozen).

CREATE OR REPLACE FUNCTION guard_state() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    before text := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state = NEW.state THEN RETURN NEW; END IF;
        before := OLD.state;
    END IF;
    IF NOT EXISTS (SELECT FROM opportunities_allowedtransition
                   WHERE thing = TG_ARGV[0] AND from_state = before AND to_state = NEW.state) THEN
        RAISE EXCEPTION 'no step leads % from % to %', TG_ARGV[0], before, NEW.state USING ERRCODE = 'MA001';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION require_event() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = NEW.state THEN RETURN NULL; END IF;
    IF NOT EXISTS (SELECT FROM records_event
                   WHERE subject_kind = TG_ARGV[0] AND subject_id = NEW.id::text AND to_state = NEW.state
                     AND transaction = pg_current_xact_id()::text::bigint) THEN
        RAISE EXCEPTION '% % became % without an event', TG_ARGV[0], NEW.id, NEW.state USING ERRCODE = 'MA002';
    END IF;
    RETURN NULL;
END $$;

-- An application's receipt is its event; a draft needs neither.
CREATE OR REPLACE FUNCTION require_receipt() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
    IF NEW.state = 'DRAFT' OR (TG_OP = 'UPDATE' AND OLD.state = NEW.state) THEN RETURN NULL; END IF;
    IF NOT EXISTS (SELECT FROM opportunities_applicationversion
                   WHERE application_id = NEW.id AND state = NEW.state
                     AND transaction = pg_current_xact_id()::text::bigint) THEN
        RAISE EXCEPTION 'application % became % without a receipt', NEW.id, NEW.state USING ERRCODE = 'MA002';
    END IF;
    RETURN NULL;
END $$;

-- The one clock decides lateness, under a lock that the closing job cannot pass (spec/security.md, rule 1).
CREATE OR REPLACE FUNCTION refuse_after_closing(of_opportunity uuid) RETURNS timestamptz
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    row opportunities_opportunity%ROWTYPE;
    instant timestamptz;
BEGIN
    SELECT * INTO row FROM opportunities_opportunity WHERE id = of_opportunity FOR SHARE;
    instant := current_instant();
    IF row.state <> 'OPEN' OR instant >= row.closes_at THEN
        RAISE EXCEPTION 'closed at %', row.closes_at USING ERRCODE = 'MA003';
    END IF;
    RETURN instant;
END $$;

CREATE OR REPLACE FUNCTION gate_application() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
    PERFORM refuse_after_closing(NEW.opportunity_id);
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION gate_application_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    instant timestamptz := refuse_after_closing(
        (SELECT opportunity_id FROM opportunities_application WHERE id = NEW.application_id));
BEGIN
    IF NEW.received_at > instant OR NEW.received_at < instant - interval '1 minute' THEN
        RAISE EXCEPTION 'a receipt says when it was received' USING ERRCODE = 'MA003';
    END IF;
    NEW.transaction := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;

-- People move a closing before it is reached; a published rule moves it at the instant, once, with its row. Nobody
-- shortens it.
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

-- The signer of a paper is whoever signed it, never the officer who records it.
CREATE OR REPLACE FUNCTION signer_of(s opportunities_signature) RETURNS uuid
LANGUAGE plpgsql IMMUTABLE SET search_path = public, pg_catalog AS $$
BEGIN
    RETURN CASE WHEN s.outside_name = '' THEN s.person_id ELSE s.outside_person_id END;
END $$;

-- Two signatures are of different people; an author never approves (spec/security.md, rule 5).
CREATE OR REPLACE FUNCTION guard_signature() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM opportunities_signature s
               WHERE s.opportunity_id = NEW.opportunity_id AND s.step = NEW.step AND s.digest = NEW.digest
                 AND (signer_of(s) = signer_of(NEW) OR s.slot = NEW.slot
                      OR (NEW.outside_name <> '' AND lower(s.outside_name) = lower(NEW.outside_name)))
                 AND NOT EXISTS (SELECT FROM opportunities_signatureend e WHERE e.signature_id = s.id)) THEN
        RAISE EXCEPTION 'two signatures are of different people and roles' USING ERRCODE = 'MA004';
    END IF;
    IF NEW.step = 'approve_statement' AND EXISTS (
        SELECT FROM opportunities_statementauthor a JOIN opportunities_statement t ON t.id = a.statement_id
        WHERE t.opportunity_id = NEW.opportunity_id AND a.person_id = signer_of(NEW)) THEN
        RAISE EXCEPTION 'an author never approves' USING ERRCODE = 'MA004';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION is_being_inserted(of_application text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_catalog AS $$
    SELECT EXISTS (SELECT FROM opportunities_commitment c
                   WHERE c.purpose = 'insertion' AND c.entrants = jsonb_build_array(of_application)
                     AND NOT EXISTS (SELECT FROM opportunities_drawresult d WHERE d.commitment_id = c.id))
$$;

-- Judgments are written while CLOSED only: none after the freeze; the finding of who enters late is corrected while the
-- place is still to be drawn.
CREATE OR REPLACE FUNCTION gate_judgment() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
DECLARE
    now_in text;
BEGIN
    SELECT o.state INTO now_in FROM opportunities_opportunity o JOIN opportunities_application a ON a.opportunity_id = o.id
        WHERE a.id = NEW.application_id FOR SHARE OF o;
    IF now_in <> 'CLOSED' AND NOT (TG_ARGV[0] = 'finding' AND (now_in = 'DRAW_COMMITTED' OR is_being_inserted(NEW.application_id))) THEN
        RAISE EXCEPTION 'the evaluation is frozen' USING ERRCODE = 'MA005';
    END IF;
    RETURN NEW;
END $$;

-- One unreplaced commitment per opportunity and purpose; a replacement only before the earlier one's beacon time.
-- An insertion (spec/draw.md, “When things go wrong”) has one entrant, yet is drawn; it names the order it enters.
CREATE OR REPLACE FUNCTION guard_commitment() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
    NEW.committed_at := current_instant();
    IF NEW.purpose <> 'insertion' AND EXISTS (
        SELECT FROM opportunities_commitment c
        WHERE c.opportunity_id = NEW.opportunity_id AND c.purpose = NEW.purpose
          AND c.id IS DISTINCT FROM NEW.replaces_id
          AND NOT EXISTS (SELECT FROM opportunities_commitment r
                          WHERE r.replaces_id = c.id AND r.purpose = c.purpose)) THEN
        RAISE EXCEPTION 'a commitment stands already' USING ERRCODE = 'MA005';
    END IF;
    IF NEW.purpose <> 'insertion' AND EXISTS (
        SELECT FROM opportunities_commitment c WHERE c.id = NEW.replaces_id AND c.beacon_at <= NEW.committed_at) THEN
        RAISE EXCEPTION 'the earlier commitment’s value may be known' USING ERRCODE = 'MA005';
    END IF;
    IF NEW.purpose = 'insertion' AND EXISTS (
        SELECT FROM opportunities_commitment c
        WHERE c.opportunity_id = NEW.opportunity_id AND c.purpose = 'insertion'
          AND (c.entrants = NEW.entrants
               OR NOT EXISTS (SELECT FROM opportunities_drawresult d WHERE d.commitment_id = c.id))) THEN
        RAISE EXCEPTION 'an id is inserted once, and one after the other' USING ERRCODE = 'MA005';
    END IF;
    IF NEW.purpose = 'insertion' AND NOT EXISTS (
        SELECT FROM opportunities_drawresult d JOIN opportunities_commitment c ON c.id = d.commitment_id
        WHERE c.id = NEW.replaces_id AND c.opportunity_id = NEW.opportunity_id) THEN
        RAISE EXCEPTION 'an insertion names the commitment whose order it enters' USING ERRCODE = 'MA005';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION guard_draw_result() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_catalog AS $$
BEGIN
    IF EXISTS (SELECT FROM opportunities_commitment c
               WHERE c.id = NEW.commitment_id AND c.beacon_at > current_instant()
                 AND (c.entrants_count > 1 OR c.purpose = 'insertion')) THEN
        RAISE EXCEPTION 'the beacon time is not reached' USING ERRCODE = 'MA003';
    END IF;
    RETURN NEW;
END $$;
