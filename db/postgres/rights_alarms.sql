-- Alarms: whom one has reached, as domain/alarms/machine.py says it in tokens, and who answered a call.

CREATE OR REPLACE FUNCTION rights.reaches(of_person integer, reached text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM json_array_elements_text(reached::json) AS t(token)
        WHERE t.token = 'person:' || of_person
            OR t.token IN (SELECT CASE
                WHEN h.role = 'leader' AND h.grp IS NOT NULL THEN 'leader:' || h.grp
                WHEN h.role = 'county' AND h.district IS NOT NULL THEN 'county:' || h.district
                ELSE 'role:' || h.role END FROM rights.held(of_person) h))
$$;

CREATE OR REPLACE FUNCTION rights.reaches_me(reached text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(rights.reaches(rights.me(), reached), false)
$$;

CREATE OR REPLACE FUNCTION rights.alarm_is_mine(of_alarm integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT rights.reaches_me(a.reached) FROM alarm a WHERE a.id = of_alarm), false)
$$;

-- Whether this transaction wrote down a call about the alarm, and that somebody whom it has reached
-- took it.
CREATE OR REPLACE FUNCTION rights.rung_now(of_alarm integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT rights.own_row(c.xmin) FROM call_up c
        WHERE c.kind = 'alarm' AND c.subject = of_alarm ORDER BY c.id DESC LIMIT 1), false)
$$;

CREATE OR REPLACE FUNCTION rights.answered_now(of_alarm integer, by_name text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT rights.own_row(c.xmin) AND c.answered AND c.person = by_name
            AND rights.reaches(c.person_id, a.reached)
        FROM call_up c JOIN alarm a ON a.id = c.subject
        WHERE c.kind = 'alarm' AND c.subject = of_alarm ORDER BY c.id DESC LIMIT 1), false)
$$;
