-- What the policies of reading ask, and the names that stand in for who complained.

CREATE OR REPLACE FUNCTION rights.sees_city() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.may('see_picture')
$$;

CREATE OR REPLACE FUNCTION rights.sees_something() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.may_as(rights.me(), ARRAY['~see_picture'], NULL, NULL, NULL, NULL)
$$;

CREATE OR REPLACE FUNCTION rights.takes_in() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.may('take_in_complaints')
$$;

-- Whoever looks for what asks for alarms, or puts an incident's archive together, reads it, too.
CREATE OR REPLACE FUNCTION rights.sees_stock() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.may_as(rights.me(), ARRAY['stock_read', 'make_archive', '~write_signal', '@duty',
        '@lead_duty'], NULL, NULL, NULL, NULL)
$$;

-- Who answers the telephone enters complaints, and sees those alone.
CREATE OR REPLACE FUNCTION rights.enters() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.may('enter_complaint')
$$;

CREATE OR REPLACE FUNCTION rights.my_entries() RETURNS integer[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(b.id), '{{}}') FROM batch b WHERE b.opener_id = rights.me()
$$;

-- The check value of a person key: mirrors commandcenter/store/complaints/key_check.py.
CREATE OR REPLACE FUNCTION rights.key_check(key text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to('commandcenter person key: ' || key, 'UTF8')), 'hex')
$$;

-- Of the key that is here, be it the right one: it tells nothing of the key.
CREATE OR REPLACE FUNCTION rights.person_key_check() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = keys, public, pg_temp AS $$
    SELECT rights.key_check(p.key) FROM keys.person p
    WHERE rights.above() OR rights.me() IS NOT NULL
$$;

-- The key itself is handed to nobody any more, with an older program either.
DROP FUNCTION IF EXISTS rights.person_key();

CREATE OR REPLACE FUNCTION rights.brings_in() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.above()
        OR rights.may_as(rights.me(), ARRAY['~take_in_complaints', '~enter_complaint'],
            NULL, NULL, NULL, NULL)
$$;

-- Whether it is number_people (person_key.sql) that says whose a complaint is.
CREATE OR REPLACE FUNCTION rights.gives_numbers() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = keys, public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM giver g
        WHERE g.token = current_setting('commandcenter.giver', true))
$$;

CREATE OR REPLACE FUNCTION rights.my_counties() RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(h.district), '{{}}') FROM rights.held(rights.me()) h
    WHERE h.district IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION rights.touches(districts text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.codes(districts) && rights.my_counties()
$$;

CREATE OR REPLACE FUNCTION rights.is_evidence(of_file text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM evidence WHERE sha256 = of_file)
$$;

CREATE OR REPLACE FUNCTION rights.sees_complaint(of_complaint integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.sees_city() OR EXISTS (SELECT 1 FROM complaint c
        WHERE c.id = of_complaint AND c.district = ANY (rights.my_counties()))
$$;

-- The complaints that this person may read and whose text has all these pairs of characters. A
-- search of his own would not use the index: a policy is asked before what could tell of a row.
CREATE OR REPLACE FUNCTION rights.complaints_saying(pairs text[]) RETURNS SETOF integer
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT id FROM complaint
    WHERE complaint_pairs(number, title, text) @> pairs AND ({reads_complaint});
END $$;

-- Of the traders that this person may read any so many whose name holds a word, which has these
-- pairs.
CREATE OR REPLACE FUNCTION rights.traders_saying(pairs text[], word text, most integer)
RETURNS SETOF integer
LANGUAGE plpgsql STABLE ROWS 100 SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT id FROM subject
    WHERE complaint_pairs('', name, '') @> pairs AND strpos(name, word) > 0 AND ({reads_subject})
    LIMIT most;
END $$;

-- Of 登记编号 those that stand where the asker does not see. It tells no more than the
-- refusal of a second one would.
CREATE OR REPLACE FUNCTION rights.numbers_elsewhere(numbers text[]) RETURNS SETOF text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT c.number FROM complaint c WHERE c.number = ANY (numbers)
        AND NOT rights.sees_city() AND (c.district = ANY (rights.my_counties())) IS NOT TRUE
        AND rights.may_as(rights.me(), ARRAY['~take_in_complaints', '~enter_complaint'],
            NULL, NULL, NULL, NULL)
$$;

-- An image is read under the rights of the rows of its table.
DROP FUNCTION IF EXISTS rights.sees_image(text, integer) CASCADE;
CREATE OR REPLACE FUNCTION rights.sees_image(of_table text, of_line integer, of_key text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE
        WHEN of_table IN ('complainant', 'duty_log') THEN false
        WHEN of_table IN ('evidence', 'custody', 'case_file', 'case_act')
            THEN rights.may('evidence_read')
        WHEN of_table IN ('supply_request', 'stock_item', 'stock_move')
            THEN rights.may('stock_read')
        WHEN of_table IN ('recovery', 'accountability')
            THEN rights.may('ledger_read') AND (of_table = 'recovery' OR rights.may('see_officials'))
        WHEN of_table IN ({open_tables}) THEN true
        WHEN of_key LIKE '%-%' THEN false -- rows in bulk: who sees something of the work reads all
        WHEN of_table = 'complaint' THEN rights.sees_complaint(of_key::integer)
        ELSE rights.sees_city() OR EXISTS (SELECT 1 FROM journal j JOIN incident i
            ON i.id = j.incident_id WHERE j.number = of_line AND rights.touches(i.districts))
    END
$$;

-- Covered as the program covers them (commandcenter/domain/complaints/complaint.py).
CREATE OR REPLACE FUNCTION rights.covered_name(name text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN name = '' THEN '' ELSE left(name, 1) || repeat('*', 2) END
$$;
