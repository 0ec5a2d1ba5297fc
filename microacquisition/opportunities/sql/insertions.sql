-- Insertions (spec/draw.md, “When things go wrong”): they have one entrant, yet they are drawn; each names the order
-- it enters, and does not replace it. Their finding is corrected while their place is still to be drawn.

CREATE OR REPLACE FUNCTION is_being_inserted(of_application text) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_catalog AS $$
    SELECT EXISTS (SELECT FROM opportunities_commitment c
                   WHERE c.purpose = 'insertion' AND c.entrants = jsonb_build_array(of_application)
                     AND NOT EXISTS (SELECT FROM opportunities_drawresult d WHERE d.commitment_id = c.id))
$$;

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
