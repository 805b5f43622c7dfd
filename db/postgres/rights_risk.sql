-- The risk work (plan 3.1): whose county a row belongs to, what an inspection answers, what passed.

CREATE OR REPLACE FUNCTION rights.county_of_record(of_id integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY[district]::text[] FROM risk_record WHERE id = of_id AND district IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION rights.county_of_finding(of_id integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.county_of_record(risk_record_id) FROM risk_finding WHERE id = of_id
$$;

CREATE OR REPLACE FUNCTION rights.county_of_inspection(of_id integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY[district]::text[] FROM inspection_plan WHERE id = of_id AND district IS NOT NULL
$$;

-- A result is an inspection of that very trader.
CREATE OR REPLACE FUNCTION rights.inspects(of_record integer, of_subject integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM risk_record r
        WHERE r.id = of_record AND r.kind = 'inspection' AND r.subject_id = of_subject)
$$;

-- Of who keeps such records: whether a number is taken where the asker does not see. It tells no more
-- than the refusal of a second one would.
CREATE OR REPLACE FUNCTION rights.record_elsewhere(of_kind text, of_system text, of_number text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.may_as(rights.me(), ARRAY['~keep_risk'], NULL, NULL, NULL, NULL)
        AND EXISTS (SELECT 1 FROM risk_record r
            WHERE r.kind = of_kind AND r.system = of_system AND r.number = of_number)
$$;

-- The greatest of the bureau's own numbers of a year, 2026-0007: 7. The next one tells it.
CREATE OR REPLACE FUNCTION rights.last_record(of_kind text, of_year integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT max(split_part(r.number, '-', 2)::integer) FROM risk_record r
    WHERE r.kind = of_kind AND r.system = '' AND r.number ~ ('^' || of_year || '-[0-9][0-9][0-9][0-9][0-9]?[0-9]?$')
        AND rights.may_as(rights.me(), ARRAY['~keep_risk'], NULL, NULL, NULL, NULL)
$$;

-- Whether a trader of the plan has no result yet, and was not dropped.
CREATE OR REPLACE FUNCTION rights.inspections_left(of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM inspection_target t
        WHERE t.inspection_id = of_id AND t.result_id IS NULL AND t.dropped_at IS NULL)
$$;

-- A task is closed by a look of this very transaction that it passed.
CREATE OR REPLACE FUNCTION rights.passed_now(of_finding integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM risk_finding_check c
        WHERE c.finding_id = of_finding AND c.passed AND rights.own_row(c.xmin))
$$;
