-- The book of obligations: what its rows are about, and what moves their limits.

CREATE OR REPLACE FUNCTION rights.group_of_obligation(of_id integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o."group" FROM obligation o WHERE o.id = of_id
$$;

CREATE OR REPLACE FUNCTION rights.assigned_obligation(of_id integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT o.assigned_to FROM obligation o WHERE o.id = of_id
$$;

CREATE OR REPLACE FUNCTION rights.counties_of_obligation(of_id integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.counties_at_four(o.incident_id) FROM obligation o WHERE o.id = of_id
$$;

-- Whether this transaction did anything that an obligation follows, beside what the book itself says.
-- Complaints that join leave no image until their line names them.
CREATE OR REPLACE FUNCTION rights.acted_now() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM journal_row r
            WHERE r.line > (SELECT p.number FROM pen p) - 50 AND rights.own_row(r.xmin)
                AND r.table_name NOT IN ('obligation', 'obligation_note', 'attachment', 'reminder',
                    'step', 'step_note', 'log_entry'))
        OR coalesce((SELECT rights.own_row(c.xmin) FROM incident_complaint c
            ORDER BY c.id DESC LIMIT 1), false)
$$;

-- Whether somebody who may said something of an obligation in this transaction: of this one, of any.
CREATE OR REPLACE FUNCTION rights.said_now(of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM obligation_note n WHERE n.obligation_id = of_id
        AND n.kind IN ('applies', 'hand', 'na', 'na_back', 'reopened') AND rights.own_row(n.xmin))
$$;

CREATE OR REPLACE FUNCTION rights.spoke_now() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT n.kind = 'hand' AND rights.own_row(n.xmin) FROM obligation_note n
        ORDER BY n.id DESC LIMIT 1), false)
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
-- into. The bureau's own (0) is of who keeps the backups, too: a restore that was tried stands there.
CREATE OR REPLACE FUNCTION rights.in_my_books(of_incident integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE books AS (
        SELECT i.id, i.merged_into, i.districts FROM incident i WHERE i.id = of_incident
        UNION SELECT t.id, t.merged_into, t.districts FROM incident t
            JOIN books b ON t.id = b.merged_into)
    SELECT rights.above() OR rights.sees_city()
        OR of_incident = 0 AND rights.may('keep_backups')
        OR EXISTS (SELECT 1 FROM books b WHERE rights.touches(b.districts))
$$;

-- Whether who is signed on changed anything that no line has announced yet.
CREATE OR REPLACE FUNCTION rights.unannounced() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM journal_row r WHERE r.line > (SELECT p.number FROM pen p))
$$;

-- What is done is what an act says: of this incident or one merged into it, of a sign that the plan
-- names, about the same matter, at its time and under its name. Where no act can prove it, a
-- sentence by who may. Old ticks come with `init` alone.

CREATE OR REPLACE FUNCTION rights.plan_obligation(of_version integer, of_code text) RETURNS json
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT p.data::json FROM plan_item p WHERE p.kind = 'obligation' AND p.code = of_code
    ORDER BY p.version_id = of_version DESC, p.version_id DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION rights.reopened_now(of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM obligation_note n WHERE n.obligation_id = of_id
        AND n.kind = 'reopened' AND rights.own_row(n.xmin))
$$;

-- A pattern's parts may be `*`; whom it names stands after `@`.
CREATE OR REPLACE FUNCTION rights.is_sign_of(item json, of_sign text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM json_array_elements_text(coalesce(item -> 'signs', '[]')) AS s(pattern)
        WHERE of_sign LIKE replace(replace(split_part(s.pattern, '@', 1), '_', '\_'), '*', '%'))
$$;

CREATE OR REPLACE FUNCTION rights.books_of(of_incident integer) RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH RECURSIVE family AS (
        SELECT coalesce(of_incident, 0) AS id
        UNION SELECT s.id FROM incident s JOIN family f ON s.merged_into = f.id)
    SELECT array_agg(id) FROM family
$$;

CREATE OR REPLACE FUNCTION rights.act_stands(o obligation, item json) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM rights.act a
        WHERE a.incident = ANY (rights.books_of(o.incident_id))
            AND a."table" = o.act_table AND a.id = o.act_id AND a.at = o.done_at
            AND a."by" = o.done_by AND a.finished
            AND (item IS NULL OR rights.is_sign_of(item, a.sign))
            AND (o.about IN ('', a.about, a."table" || ':' || a.id)
                OR item ->> 'per' = 'chain' OR item ->> 'per' LIKE 'sign:%'));
END $$;

CREATE OR REPLACE FUNCTION rights.obligation_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept obligation;
    item json;
    why text;
BEGIN
    SELECT * INTO kept FROM obligation WHERE id = NEW.id;
    item := rights.plan_obligation(kept.plan_version_id, kept.code);
    IF kept.state = 'done' THEN
        why := CASE
            WHEN kept.hand_words <> '' THEN
                CASE WHEN item ->> 'hand' IS DISTINCT FROM 'true' THEN 'an act closes it'
                    WHEN char_length(kept.hand_words) < {hand_length} THEN 'nothing was said'
                    WHEN kept.done_at IS NULL OR kept.act_table <> '' OR kept.act_id IS NOT NULL
                    THEN 'it is not by an act' END
            WHEN kept.act_table = 'step' THEN
                CASE WHEN TG_OP = 'INSERT' THEN 'no such tick'
                    WHEN (OLD.act_table, OLD.act_id, OLD.done_at, OLD.done_by) IS DISTINCT FROM
                        (kept.act_table, kept.act_id, kept.done_at, kept.done_by)
                    THEN 'no such tick' END
            WHEN NOT rights.act_stands(kept, item) THEN 'no such act' END;
    ELSIF kept.hand_words || kept.done_by || kept.act_table <> '' OR kept.done_at IS NOT NULL
        OR kept.act_id IS NOT NULL
    THEN
        why := 'it is not done';
    ELSIF kept.na_why <> '' AND kept.state IN ('grey', 'open', 'waiting') THEN
        why := 'it does not apply';
    ELSIF kept.state = 'na' AND kept.na_why = '' THEN
        why := 'nobody said why';
    ELSIF TG_OP = 'UPDATE' THEN
        why := CASE
            WHEN OLD.state <> 'done' THEN NULL
            WHEN OLD.act_table = 'step' AND NOT rights.reopened_now(NEW.id) THEN 'nobody reopened it'
            WHEN OLD.act_table NOT IN ('', 'step') AND coalesce(item ->> 'round', '{{}}') = '{{}}'
                AND coalesce(item ->> 'all', 'false') = 'false'
                AND coalesce(item ->> 'each', '[]') = '[]'
                AND coalesce(item ->> 'amount', '{{}}') = '{{}}'
                AND rights.act_stands(OLD, item) THEN 'the act still stands' END;
    END IF;
    IF why IS NOT NULL THEN
        RAISE EXCEPTION 'obligation %: %', kept.key, why USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.obligation'::regclass AND tgname = 'obligation_born') THEN
        CREATE CONSTRAINT TRIGGER obligation_born AFTER INSERT ON obligation
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN ((NEW.state = 'done' OR NEW.done_at IS NOT NULL OR NEW.act_table <> '')
                AND NOT rights.above())
            EXECUTE FUNCTION rights.obligation_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.obligation'::regclass AND tgname = 'obligation_gate') THEN
        CREATE CONSTRAINT TRIGGER obligation_gate AFTER UPDATE ON obligation
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN ((NEW.state = 'done' OR OLD.state = 'done' OR NEW.hand_words <> ''
                OR NEW.done_at IS NOT NULL OR NEW.act_id IS NOT NULL OR NEW.na_why <> ''
                OR NEW.done_by || NEW.act_table <> '' OR NEW.state = 'na') AND NOT rights.above())
            EXECUTE FUNCTION rights.obligation_gate();
    END IF;
END $$;
