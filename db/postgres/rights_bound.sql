-- What others have decided, and one alone does not undo: a level from above, a signed paper, who is told
-- of a release, the record of an incident that is closed. The rows ask with these in writes.txt.

-- Whether the body above decided on this scale what is graver than the new level, or the end (NULL).
-- Mirrors commandcenter/domain/incident/decided_above.py.
CREATE OR REPLACE FUNCTION rights.bound_above(of_incident integer, of_axis text, new_level text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT d.ends IS NOT TRUE AND (new_level IS NULL
            OR d.level <> new_level AND rights.graver(d.level, new_level) = d.level)
        FROM level_decision d
        WHERE d.incident_id = of_incident AND d.axis = of_axis AND d.step = 'upper'
        ORDER BY d.id DESC LIMIT 1), false)
$$;

-- A response that is carried on in another incident is bound there as it was, and no milder.
CREATE OR REPLACE FUNCTION rights.carried_on(of_incident integer, target integer, at_level text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM incident i WHERE i.id = target AND i.id <> of_incident
            AND i.state = 'responding' AND rights.graver(i.response, at_level) = i.response)
        AND NOT EXISTS (SELECT 1 FROM level_decision d WHERE d.id = (
                SELECT max(n.id) FROM level_decision n WHERE n.incident_id = of_incident
                    AND n.axis = 'response' AND n.step = 'upper')
            AND d.ends IS NOT TRUE AND coalesce((SELECT o.ends IS TRUE OR o.level <> d.level
                    AND rights.graver(o.level, d.level) = d.level FROM level_decision o
                WHERE o.incident_id = target AND o.axis = 'response' AND o.step = 'upper'
                ORDER BY o.id DESC LIMIT 1), true))
$$;

CREATE OR REPLACE FUNCTION rights.merge_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept incident;
BEGIN
    SELECT * INTO kept FROM incident WHERE id = NEW.id;
    IF kept.state = 'merged' AND kept.response IS NOT NULL
        AND NOT coalesce(rights.carried_on(kept.id, kept.merged_into, kept.response), false)
    THEN
        RAISE EXCEPTION 'incident: % does not carry on what % responds to', kept.merged_into, kept.id
            USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

-- Papers: 作废 is the signer's or the commander's; of what a deputy signed, a deputy's too. Mirrors
-- commandcenter/domain/papers/paper_acts.py.
CREATE OR REPLACE FUNCTION rights.voids(of_paper integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM rights.held(rights.me()) h WHERE h.role = 'commander')
        OR EXISTS (SELECT 1 FROM paper_step s JOIN paper p ON p.id = s.paper_id
            WHERE p.id = of_paper AND s.step = 'sign' AND s."by" = p.signed_by
                AND s.id = (SELECT max(n.id) FROM paper_step n
                    WHERE n.paper_id = of_paper AND n.step = 'sign')
                AND (s.person_id = rights.me()
                    OR EXISTS (SELECT 1 FROM rights.held(s.person_id) d WHERE d.role = 'deputy')
                    AND EXISTS (SELECT 1 FROM rights.held(rights.me()) h WHERE h.role = 'deputy')))
$$;

-- Its signature is noted by who signs it, when they do: afterwards nobody becomes its signer.
CREATE OR REPLACE FUNCTION rights.signing(of_paper integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM paper p WHERE p.id = of_paper AND (p.state IN ('draft', 'flow')
        OR p.state = 'signed' AND p.signed_by = rights.my_name() AND rights.own_row(p.xmin)))
$$;

-- Whether somebody is told of a release before it goes out, by the first rule of its incident's plan that
-- fits kind, level and topic: commandcenter/domain/releases/release_authority.py. Nobody waives it.
CREATE OR REPLACE FUNCTION rights.is_told(of_release integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    r release;
    i incident;
    w warning;
    about text;
BEGIN
    SELECT * INTO r FROM release WHERE id = of_release;
    SELECT * INTO i FROM incident WHERE id = r.incident_id;
    SELECT * INTO w FROM warning WHERE id = r.warning_id AND r.incident_id IS NULL;
    about := concat_ws(' ', i.topic, i.title, i.public_title, w.category, w.title, CASE WHEN (
        SELECT 2 * count(*) FILTER (WHERE c.problem = '食品安全') > count(*)
        FROM incident_complaint j JOIN complaint c ON c.id = j.complaint_id
            JOIN batch b ON b.id = c.batch_id AND b.state <> 'open'
        WHERE j.incident_id = i.id AND j.removed_at IS NULL) THEN '食品安全' END);
    RETURN coalesce((SELECT jsonb_array_length(coalesce(p.data::jsonb -> 'tell', '[]')) > 0
        FROM plan_item p WHERE p.kind = 'release_rule' AND p.version_id = coalesce(
                i.plan_version_id, (SELECT max(v.id) FROM plan_version v))
            AND p.data::jsonb -> 'kinds' ? r.kind::text
            AND p.data::jsonb -> 'levels' ? coalesce(CASE WHEN i.id IS NULL THEN 'IV'
                ELSE rights.graver(i.grade, i.response) END,
                CASE r.kind WHEN 'line' THEN 'IV' END)
            AND (i.id IS NOT NULL AND (p.data::jsonb ->> 'warning')::boolean IS NOT TRUE
                OR i.id IS NULL AND ((p.data::jsonb ->> 'warning')::boolean
                    OR jsonb_array_length(coalesce(p.data::jsonb -> 'topics', '[]')) > 0))
            AND (jsonb_array_length(coalesce(p.data::jsonb -> 'topics', '[]')) = 0
                OR EXISTS (SELECT 1 FROM jsonb_array_elements_text(p.data::jsonb -> 'topics') t(word)
                    WHERE position(t.word IN about) > 0))
        ORDER BY p.position LIMIT 1), false);
END $$;

-- A closed incident takes no rows but those that closed.txt lets in. Who closes it writes on to the end
-- of that transaction.
CREATE OR REPLACE FUNCTION rights.is_closed(of_incident integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN of_incident IS NOT NULL AND EXISTS (SELECT 1 FROM incident i WHERE i.id = of_incident
        AND i.state IN ({closed}) AND NOT rights.own_row(i.xmin));
END $$;

CREATE OR REPLACE FUNCTION rights.refuse_closed(what text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%: the incident is closed (%)', what, session_user USING ERRCODE = '42501';
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.incident'::regclass AND tgname = 'merge_gate') THEN
        CREATE CONSTRAINT TRIGGER merge_gate AFTER UPDATE OF state, merged_into ON incident
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.merge_gate();
    END IF;
END $$;
