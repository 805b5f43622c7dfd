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

-- Whether who is signed on says in this transaction that it is to be done after all.
CREATE OR REPLACE FUNCTION rights.said_now(of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM obligation_note n WHERE n.obligation_id = of_id
        AND n.kind IN ('reopened', 'na_back') AND rights.own_row(n.xmin))
$$;

-- The incident and those merged into it, with commas: of one that is seen, whoever sees the others.
CREATE OR REPLACE FUNCTION rights.family(of_incident integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE family AS (
        SELECT i.id FROM incident i WHERE i.id = of_incident
            AND (rights.above() OR rights.sees_city() OR rights.touches(i.districts))
        UNION SELECT s.id FROM incident s JOIN family f ON s.merged_into = f.id)
    SELECT string_agg(id::text, ',') FROM family
$$;

CREATE OR REPLACE FUNCTION rights.merged_title(of_incident integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT t.title FROM incident i JOIN incident t ON t.id = i.merged_into
    WHERE i.id = of_incident AND (rights.above() OR rights.sees_city() OR rights.touches(i.districts))
$$;

-- Whether a row of this incident belongs into a book that is seen: its own, or of what it was merged
-- into.
CREATE OR REPLACE FUNCTION rights.in_my_books(of_incident integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE books AS (
        SELECT i.id, i.merged_into, i.districts FROM incident i WHERE i.id = of_incident
        UNION SELECT t.id, t.merged_into, t.districts FROM incident t
            JOIN books b ON t.id = b.merged_into)
    SELECT rights.above() OR rights.sees_city()
        OR EXISTS (SELECT 1 FROM books b WHERE rights.touches(b.districts))
$$;

-- Whether who is signed on changed anything that no line has announced yet.
CREATE OR REPLACE FUNCTION rights.unannounced() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM journal_row r WHERE r.line > (SELECT p.number FROM pen p))
$$;
