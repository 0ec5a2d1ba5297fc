-- The triggers that call guard_functions.sql.

DO $$
DECLARE
    thing text;
BEGIN
    FOREACH thing IN ARRAY ARRAY['opportunity', 'application', 'deliverable', 'invoice', 'payment'] LOOP
        EXECUTE format('CREATE TRIGGER guard_state BEFORE INSERT OR UPDATE OF state ON opportunities_%s
                        FOR EACH ROW EXECUTE FUNCTION guard_state(%L)', thing, thing);
        EXECUTE format('CREATE CONSTRAINT TRIGGER require_event AFTER INSERT OR UPDATE OF state ON opportunities_%s
                        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION %s(%L)',
                       thing, CASE thing WHEN 'application' THEN 'require_receipt' ELSE 'require_event' END, thing);
    END LOOP;
END $$;

CREATE TRIGGER guard_closing BEFORE UPDATE ON opportunities_opportunity
    FOR EACH ROW EXECUTE FUNCTION guard_closing();
CREATE TRIGGER gate_application BEFORE INSERT OR UPDATE ON opportunities_application
    FOR EACH ROW EXECUTE FUNCTION gate_application();
CREATE TRIGGER gate_version BEFORE INSERT ON opportunities_applicationversion
    FOR EACH ROW EXECUTE FUNCTION gate_application_version();
CREATE TRIGGER guard_signature BEFORE INSERT ON opportunities_signature
    FOR EACH ROW EXECUTE FUNCTION guard_signature();
CREATE TRIGGER gate_judgment BEFORE INSERT OR UPDATE ON opportunities_judgment
    FOR EACH ROW EXECUTE FUNCTION gate_judgment('judgment');
CREATE TRIGGER gate_finding BEFORE INSERT OR UPDATE ON opportunities_finding
    FOR EACH ROW EXECUTE FUNCTION gate_judgment('finding');
CREATE TRIGGER guard_commitment BEFORE INSERT ON opportunities_commitment
    FOR EACH ROW EXECUTE FUNCTION guard_commitment();
CREATE TRIGGER guard_draw_result BEFORE INSERT ON opportunities_drawresult
    FOR EACH ROW EXECUTE FUNCTION guard_draw_result();
