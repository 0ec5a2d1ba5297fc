-- Chains each event to the one before it, under a lock on the stream's head (MA-RECORD-1).
CREATE OR REPLACE FUNCTION chain_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_catalog AS $$
DECLARE
    head records_streamhead%ROWTYPE;
    said jsonb := NEW.body::jsonb;
BEGIN
    INSERT INTO records_streamhead (stream, seq, hash) VALUES (NEW.stream, 0, repeat('0', 64))
        ON CONFLICT (stream) DO NOTHING;
    SELECT * INTO head FROM records_streamhead WHERE stream = NEW.stream FOR UPDATE;
    NEW.seq := head.seq + 1;
    NEW.at := current_instant();
    NEW.recorded_at := to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
    NEW.previous := head.hash;
    NEW.hash := encode(sha256(convert_to(
        'MA-RECORD-1' || chr(10) || NEW.stream || chr(10) || NEW.seq || chr(10) || NEW.recorded_at || chr(10)
        || NEW.previous || chr(10) || NEW.body, 'UTF8')), 'hex');
    NEW.code := said ->> 'event';
    NEW.subject_kind := said -> 'subject' ->> 'kind';
    NEW.subject_id := said -> 'subject' ->> 'id';
    NEW.to_state := coalesce(said ->> 'to', '');
    NEW.transaction := pg_current_xact_id()::text::bigint;
    UPDATE records_streamhead SET seq = NEW.seq, hash = NEW.hash WHERE stream = NEW.stream;
    RETURN NEW;
END $$;

CREATE TRIGGER chain_event BEFORE INSERT ON records_event FOR EACH ROW EXECUTE FUNCTION chain_event();
