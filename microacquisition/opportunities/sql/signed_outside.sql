-- Replaces the function of guards.sql: the signer of a paper is whoever signed it, never the officer who records it.
-- Refusals carry SQLSTATE MA004 (segregation).

CREATE OR REPLACE FUNCTION signer_of(s opportunities_signature) RETURNS uuid
LANGUAGE sql IMMUTABLE SET search_path = public, pg_catalog AS $$
    SELECT CASE WHEN s.outside_name = '' THEN s.person_id ELSE s.outside_person_id END
$$;

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
