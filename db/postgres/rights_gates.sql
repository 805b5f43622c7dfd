-- What a rule on one row cannot say: what must stand there by the end of the transaction, and what
-- was written in this very transaction. The checks at the end are deferred; the tables they hang on
-- get their trigger once (making it anew would hold up every seat that writes). What the owner does
-- waits for no check: WHEN is asked at once.

-- A part of a file that is still being sent. Who sends the same one later is not refused: it is
-- there, and nothing happens.
CREATE OR REPLACE FUNCTION rights.wants_part(of_file text, of_number integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.incomplete(of_file) OR EXISTS (SELECT 1 FROM file_part p
        WHERE p.sha256 = of_file AND p.number = of_number)
$$;

-- Who led the group before it was handed to who is signed on.
CREATE OR REPLACE FUNCTION rights.gave_up(of_person integer, grp text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM handover h WHERE h.kind = 'group' AND h."group" = grp
        AND h.to_person = rights.me() AND h.from_person = of_person AND h.refused_at IS NULL)
$$;

-- A level is decided by who may; or by telephone, at the level that was written down; or above the
-- city, as it was registered now. Of each there is a row, and its time is this transaction's. What the
-- body above decided it alone makes milder, or ends (rights_bound.sql).
CREATE OR REPLACE FUNCTION rights.need_decision(
    of_incident integer, act text, counties text[], asked_level text, of_axis text, new_level text
) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    bound boolean := rights.bound_above(of_incident, of_axis, new_level);
BEGIN
    IF NOT bound AND rights.may_as(rights.me(), ARRAY[act], NULL, counties, asked_level, NULL) THEN
        RETURN;
    END IF;
    IF NOT bound AND rights.called(of_incident, ARRAY[act], counties, asked_level) AND EXISTS (
        SELECT 1 FROM oral_decision o WHERE o.incident_id = of_incident
            AND o.level IS NOT DISTINCT FROM new_level AND o.matter = CASE act
                WHEN 'decide_grade' THEN 'grade' WHEN 'activate' THEN 'activate'
                WHEN 'raise_level' THEN 'raise' WHEN 'lower_level' THEN 'lower'
                WHEN 'end_response' THEN 'end' END
            AND rights.entered_now('oral_decision', o.id))
    THEN
        RETURN;
    END IF;
    IF rights.may_as(rights.me(), ARRAY['register_upper_decision'], NULL, counties, NULL, NULL)
        AND EXISTS (SELECT 1 FROM level_decision d WHERE d.incident_id = of_incident
            AND d.step = 'upper' AND d.axis = of_axis
            AND CASE WHEN new_level IS NULL THEN d.ends ELSE d.level = new_level END
            AND rights.entered_now('level_decision', d.id))
    THEN
        RETURN;
    END IF;
    RAISE EXCEPTION 'incident: % may not (%), and no decision was entered', session_user, act
        USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE FUNCTION rights.incident_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    counties text[];
    kept incident;
BEGIN
    SELECT * INTO kept FROM incident WHERE id = NEW.id;
    IF kept.id IS NULL THEN
        RETURN NULL;
    END IF;
    counties := rights.codes(OLD.districts);
    IF NEW.grade IS DISTINCT FROM OLD.grade THEN
        PERFORM rights.need_decision(NEW.id, 'decide_grade', counties,
            coalesce(rights.regraded(OLD.grade, NEW.grade), OLD.grade), 'grade', NEW.grade);
    END IF;
    IF OLD.grade IS NOT NULL AND NEW.grade IS NULL AND NOT EXISTS (
        SELECT 1 FROM level_decision d WHERE d.incident_id = NEW.id AND d.axis = 'grade'
            AND (d.step = 'taken_back' OR d.step = 'upper' AND d.ends)
            AND rights.changed_now('level_decision', d.id))
    THEN
        RAISE EXCEPTION 'incident %: its grade was decided, and not taken back', NEW.id
            USING ERRCODE = '42501';
    END IF;
    IF NEW.response IS DISTINCT FROM OLD.response THEN
        PERFORM rights.need_decision(NEW.id,
            CASE WHEN OLD.response IS NULL THEN 'activate' WHEN NEW.response IS NULL THEN 'end_response'
                WHEN rights.graver(OLD.response, NEW.response) = NEW.response THEN 'raise_level'
                ELSE 'lower_level' END,
            counties, rights.graver(NEW.response, CASE WHEN OLD.response IS NOT NULL
                THEN OLD.response ELSE rights.started_at_least(kept.grade) END),
            'response', NEW.response);
    END IF;
    IF NEW.grade IS DISTINCT FROM OLD.grade AND OLD.state NOT IN ('assessing', 'responding')
        AND kept.state NOT IN ('assessing', 'responding')
    THEN
        RAISE EXCEPTION 'incident: % is not graded any more', kept.state USING ERRCODE = '42501';
    END IF;
    IF OLD.state = 'responding' AND kept.state = 'assessing' AND EXISTS (
        SELECT 1 FROM level_decision d WHERE d.incident_id = NEW.id AND d.axis = 'response'
            AND d.step IN ('decision', 'upper'))
    THEN
        RAISE EXCEPTION 'incident %: its response was started, and not taken back', NEW.id
            USING ERRCODE = '42501';
    END IF;
    IF (kept.state = 'responding') <> (kept.response IS NOT NULL) AND kept.state <> 'merged'
        OR kept.state = 'merged' AND OLD.state = 'merged' AND NEW.response IS DISTINCT FROM OLD.response
    THEN
        RAISE EXCEPTION 'incident: % has response %', kept.state, kept.response
            USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

-- Complaints that join an incident leave no image of their own: a line names them by their range.
CREATE OR REPLACE FUNCTION rights.joined_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM journal j JOIN journal_row r ON r.line = j.number
        WHERE j.number > (SELECT p.number FROM pen p) - 200 AND j.actor = session_user
            AND j.at >= public.store_moment(transaction_timestamp()) AND r.table_name = 'incident_complaint'
            AND r.op = 'bulk' AND NEW.id BETWEEN split_part(r.row_key, '-', 1)::bigint
            AND split_part(r.row_key, '-', 2)::bigint)
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'incident_complaint: no line names %', NEW.id USING ERRCODE = '42501';
END $$;

-- Who complained comes with the complaint, into an import that is open. Asked once for thousands.
CREATE OR REPLACE FUNCTION rights.complainant_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT rights.above() AND EXISTS (SELECT FROM fresh f JOIN complaint c ON c.id = f.complaint_id
        JOIN batch b ON b.id = c.batch_id WHERE b.state <> 'open' OR NOT (SELECT rights.sees_city())
            AND NOT ((SELECT rights.enters()) AND b.opener_id = (SELECT rights.me()))
            AND (c.district = ANY ((SELECT rights.my_counties())::text[])) IS NOT TRUE)
    THEN
        RAISE EXCEPTION 'complainant: not of an own import' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

-- An image goes only where the decision on personal data says so, and only one that holds such data.
CREATE OR REPLACE FUNCTION rights.erasure_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF rights.above() OR EXISTS (SELECT 1 FROM retention t WHERE t.line = NEW.erased_by
        AND t.decision = 'erase' AND rights.response_over(t.incident_id) AND CASE WHEN OLD.table_name IN ('complaint', 'complainant')
            THEN EXISTS (SELECT 1 FROM incident_complaint c WHERE c.incident_id = t.incident_id
                AND c.complaint_id = OLD.row_key::integer)
        WHEN OLD.table_name = 'duty_log' THEN EXISTS (SELECT 1 FROM duty_log d
            WHERE d.incident_id = t.incident_id AND d.id = OLD.row_key::integer)
        ELSE false END)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'journal_row: nothing was decided on %', OLD.table_name USING ERRCODE = '42501';
END $$;

-- 病例通报: what is told by school, hospital and onset adds up to those treated, or is left out
-- (commandcenter/domain/incident/case_report.py).
CREATE OR REPLACE FUNCTION rights.case_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_report integer := to_jsonb(NEW) ->> CASE TG_TABLE_NAME
        WHEN 'case_report' THEN 'id' ELSE 'case_report_id' END;
BEGIN
    IF EXISTS (SELECT FROM case_report r JOIN case_count c ON c.case_report_id = r.id
        WHERE r.id = of_report GROUP BY r.id, c.part HAVING sum(c.number) <> r.treated)
    THEN
        RAISE EXCEPTION 'case_report %: the cases do not add up', of_report
            USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.case_report'::regclass AND tgname = 'case_gate') THEN
        CREATE CONSTRAINT TRIGGER case_gate AFTER INSERT ON case_report
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.case_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.case_count'::regclass AND tgname = 'case_gate') THEN
        CREATE CONSTRAINT TRIGGER case_gate AFTER INSERT ON case_count
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.case_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.incident'::regclass AND tgname = 'incident_gate') THEN
        CREATE CONSTRAINT TRIGGER incident_gate AFTER UPDATE OF grade, response, state ON incident
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.incident_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.incident_complaint'::regclass AND tgname = 'joined_gate') THEN
        CREATE CONSTRAINT TRIGGER joined_gate AFTER INSERT ON incident_complaint
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.joined_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.complainant'::regclass AND tgname = 'complainant_gate') THEN
        CREATE TRIGGER complainant_gate AFTER INSERT ON complainant REFERENCING NEW TABLE AS fresh
            FOR EACH STATEMENT EXECUTE FUNCTION rights.complainant_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.journal_row'::regclass AND tgname = 'erasure_gate') THEN
        CREATE TRIGGER erasure_gate BEFORE UPDATE ON journal_row
            FOR EACH ROW EXECUTE FUNCTION rights.erasure_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.level_decision'::regclass AND tgname = 'decider_gate') THEN
        CREATE CONSTRAINT TRIGGER decider_gate AFTER INSERT ON level_decision
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.decider_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.incident_move'::regclass AND tgname = 'decider_gate') THEN
        CREATE CONSTRAINT TRIGGER decider_gate AFTER INSERT ON incident_move
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.decider_gate();
    END IF;
END $$;
