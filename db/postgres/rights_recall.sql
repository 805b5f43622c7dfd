-- 撤回: what somebody just signed they take back, while nobody has acted on it. Mirrors
-- commandcenter/domain/seat/recall.py.

CREATE OR REPLACE FUNCTION rights.recall_seconds() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT (p.data::json ->> 'value')::integer FROM plan_item p
        WHERE p.kind = 'setting' AND p.code = 'recall_seconds'
            AND p.version_id = (SELECT max(v.id) FROM plan_version v)), 0)
$$;

-- Whether the newest act of this kind on the thing is their own, just done, and no line has followed it:
-- of a level none of its incident, but remarks and the start that was signed with the grade.
CREATE OR REPLACE FUNCTION rights.recalls(of_kind text, of_subject integer, of_verb text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT j.actor = session_user
            AND j.at >= public.store_moment(clock_timestamp()) - make_interval(secs => rights.recall_seconds() + 2)
            AND NOT EXISTS (SELECT 1 FROM journal n WHERE n.number > j.number
                AND CASE of_kind WHEN 'incident' THEN n.incident_id = of_subject AND n.kind <> 'log'
                        AND NOT (n.verb = 'activated' AND n.actor = session_user)
                    ELSE n.kind = of_kind AND n.subject = of_subject END)
        FROM journal j
        WHERE j.number > (SELECT p.number FROM pen p) - 500
            AND j.kind = of_kind AND j.subject = of_subject AND j.verb = of_verb
        ORDER BY j.number DESC LIMIT 1), false)
$$;

-- What was taken back does not hold: the incident stands as the decisions that are left say.
CREATE OR REPLACE FUNCTION rights.recall_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept incident;
    held text;
BEGIN
    SELECT * INTO kept FROM incident WHERE id = NEW.incident_id;
    SELECT d.level INTO held FROM level_decision d WHERE d.incident_id = NEW.incident_id
        AND d.axis = NEW.axis AND d.step IN ('decision', 'upper') ORDER BY d.id DESC LIMIT 1;
    IF (CASE NEW.axis WHEN 'grade' THEN kept.grade ELSE kept.response END) IS DISTINCT FROM held
        OR NEW.axis = 'response' AND kept.state <> 'assessing'
    THEN
        RAISE EXCEPTION 'incident %: a decision was taken back, and still holds', kept.id
            USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.level_decision'::regclass AND tgname = 'recall_gate') THEN
        CREATE CONSTRAINT TRIGGER recall_gate AFTER UPDATE OF step ON level_decision
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.recall_gate();
    END IF;
END $$;
