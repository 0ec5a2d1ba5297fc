-- What happened in public, numbered in the order of the commits: whoever has read a number missed no smaller one.
-- Python names the same codes in opportunities/finding/published.py.

CREATE OR REPLACE FUNCTION is_public_event(code text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT code IN ('post', 'unpost', 'open', 'amend', 'extend', 'extend_by_rule', 'answer_question', 'refuse_question',
        'edit_answer', 'close', 'freeze_evaluation', 'strike', 'strike_from_order', 'commit_draw', 'replace_draw',
        'record_draw', 'rank', 'insert_entrant', 'record_insertion', 'offer', 'decline_offer', 'lapse',
        'sign_agreement', 'terminate_for_default', 'accept', 'complete', 'cancel', 'cancel_after_closing',
        'end_without_award')
$$;

-- Numbers are given at the very end of a transaction, under a lock that lasts until it is committed: a transaction
-- that began earlier and ends later gets the later number. No step waits for another one's work, only for its end, and
-- nothing is locked after this lock. Other events are not numbered, so that no gap tells how many there were.
CREATE OR REPLACE FUNCTION publish_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog, pg_temp AS $$
DECLARE
    found record;
BEGIN
    IF NEW.stream !~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN
        RETURN NULL;
    END IF;
    SELECT id, posted_at, practice INTO found FROM opportunities_opportunity WHERE id = NEW.stream::uuid;
    -- What was announced and taken back is told; nothing is told before a posting, or of practice.
    IF found.id IS NULL OR found.practice OR (found.posted_at IS NULL AND NEW.code <> 'unpost') THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(x'4D415055424C4953'::bigint);
    INSERT INTO opportunities_publishedevent (number, event_id, opportunity_id, at)
        SELECT coalesce(max(number), 0) + 1, NEW.id, found.id, current_instant() FROM opportunities_publishedevent;
    RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS publish_event ON records_event;
CREATE CONSTRAINT TRIGGER publish_event AFTER INSERT ON records_event DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (is_public_event(NEW.code)) EXECUTE FUNCTION publish_event();

-- What happened before this table was there, in the order of its recording.
INSERT INTO opportunities_publishedevent (number, event_id, opportunity_id, at)
SELECT row_number() OVER (ORDER BY e.at, e.stream, e.seq), e.id, o.id, e.at
FROM records_event e JOIN opportunities_opportunity o ON o.id::text = e.stream
WHERE is_public_event(e.code) AND NOT o.practice
    AND (o.posted_at IS NOT NULL OR (o.reference IS NOT NULL AND e.code IN ('post', 'unpost')))
    AND NOT EXISTS (SELECT FROM opportunities_publishedevent);
