-- Numbers of rows that tell nothing of how many rows there are. A counter would say to each county how
-- many the others entered between two rows of its own. So a number grows with the clock, {per_second} a
-- second, and not with the rows; only where more were entered than that does it run ahead for a while.
-- Later rows have greater numbers as before. What this bears: integers last for decades.

CREATE TABLE IF NOT EXISTS rights.began (
    table_name text PRIMARY KEY, number bigint NOT NULL, at timestamptz NOT NULL
);

CREATE OR REPLACE FUNCTION rights.clock_id(of_table text, moment timestamptz) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.number + floor(extract(epoch FROM moment - b.at) * {per_second})::bigint
    FROM rights.began b WHERE b.table_name = of_table
$$;

-- The default of a table's id. Two at once must not put the sequence back: one after the other.
CREATE OR REPLACE FUNCTION rights.draw(of_table text) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    counter regclass := pg_get_serial_sequence(quote_ident(of_table), 'id')::regclass;
    least bigint := rights.clock_id(of_table, clock_timestamp());
    found bigint;
BEGIN
    PERFORM pg_advisory_lock({lock}, counter::oid::integer);
    found := nextval(counter);
    IF found < least THEN
        found := setval(counter, least);
    END IF;
    PERFORM pg_advisory_unlock({lock}, counter::oid::integer);
    RETURN found;
END $$;

-- Whoever gives a number of their own would hear whether it is taken: of all rows, others' too.
CREATE OR REPLACE FUNCTION rights.drawn() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last bigint;
BEGIN
    IF rights.above() THEN
        RETURN NEW;
    END IF;
    BEGIN
        last := currval(TG_ARGV[0]);
    EXCEPTION WHEN object_not_in_prerequisite_state THEN
        last := NULL;
    END;
    IF NEW.id IS DISTINCT FROM last THEN
        RAISE EXCEPTION '%: the number is the database''s to give', TG_TABLE_NAME
            USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

-- The first of the numbers that the program gives to many rows at once.
CREATE OR REPLACE FUNCTION rights.next_id(of_table text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE of_table
        WHEN 'complaint' THEN greatest((SELECT max(id) + 1 FROM complaint),
            rights.clock_id(of_table, clock_timestamp()))
        WHEN 'incident_complaint' THEN greatest((SELECT max(id) + 1 FROM incident_complaint),
            rights.clock_id(of_table, clock_timestamp()))
        WHEN 'subject' THEN (SELECT coalesce(max(id), 0) + 1 FROM subject)
    END::integer WHERE rights.me() IS NOT NULL
$$;

-- Such a number is none of before this transaction.
CREATE OR REPLACE FUNCTION rights.is_late(of_table text, id bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id < rights.clock_id(of_table, transaction_timestamp())
$$;

-- What the server itself tells of the size of tables to anybody. What the planner estimates it goes on
-- telling: packaging/database-rights.zh.md.
DO $$ DECLARE
    columns text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum)
        FROM pg_attribute WHERE attrelid = 'pg_catalog.pg_class'::regclass AND attnum > 0
            AND NOT attisdropped AND attname NOT IN
                ('reltuples', 'relpages', 'relallvisible', 'relallfrozen'));
BEGIN
    REVOKE SELECT ON pg_catalog.pg_class FROM PUBLIC;
    EXECUTE format('GRANT SELECT (%s) ON pg_catalog.pg_class TO PUBLIC', columns);
END $$;
