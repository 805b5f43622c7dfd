-- The book of obligations: what its rows are about, and what moves their limits.

CREATE OR REPLACE FUNCTION rights.group_of_obligation(of_id integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o."group" FROM obligation o WHERE o.id = of_id
$$;

CREATE OR REPLACE FUNCTION rights.assigned_obligation(of_id integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.assigned_to FROM obligation o WHERE o.id = of_id
$$;

-- Whether this transaction did anything that an obligation follows, beside what the book itself says.
CREATE OR REPLACE FUNCTION rights.acted_now() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM journal_row r
        WHERE r.line > (SELECT p.number FROM pen p) - 1000 AND rights.own_row(r.xmin)
            AND r.table_name NOT IN ('obligation', 'obligation_note', 'attachment', 'reminder',
                'step', 'step_note', 'log_entry'))
$$;
