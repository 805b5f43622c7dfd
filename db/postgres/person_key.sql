-- Who people are, known to the server alone (commandcenter/store/complaints/person_key.py): one key
-- for the whole bureau, made by `commandcenter init`, and by it a number for each person, which is
-- random and a digest of nothing. All of it has a schema to itself that nobody may look into.
--
-- A number is given as the complaint is committed (`ending_ends`), in a few cases by the next
-- transaction that asks for it (`number_people`): until then a complaint has one of its own, like
-- nobody else's. What a transaction writes and takes back is compared with nothing, so it tells
-- nothing.

CREATE SCHEMA IF NOT EXISTS keys;

CREATE TABLE IF NOT EXISTS keys.person (
    id integer PRIMARY KEY CHECK (id = 1),
    key text NOT NULL CHECK (key ~ '^[0-9a-f]{64}$')
);

-- By this the guards of the table know that it is `number_people` that gives a number.
CREATE TABLE IF NOT EXISTS keys.giver (
    id integer PRIMARY KEY CHECK (id = 1),
    token text NOT NULL DEFAULT gen_random_uuid()::text || gen_random_uuid()
);
INSERT INTO keys.giver(id) VALUES (1) ON CONFLICT DO NOTHING;

-- Complaints whose people are to be told apart: `moved` where the person was changed by hand.
CREATE TABLE IF NOT EXISTS keys.waiting (
    first integer NOT NULL, last integer NOT NULL, login text NOT NULL, moved boolean NOT NULL,
    due timestamptz NOT NULL
);

-- The same of a transaction that is ending: all that could still refuse it has been asked before they
-- are compared, for what is put here comes last.
CREATE TABLE IF NOT EXISTS keys.ending (LIKE keys.waiting);

-- `reporter`: of who reports (举报), apart from the same person's complaints.
CREATE TABLE IF NOT EXISTS keys.number (
    digest bytea NOT NULL, reporter boolean NOT NULL, number text NOT NULL,
    PRIMARY KEY (digest, reporter)
);

-- Whom a login brought in, and from when on they are compared with others: of those whom a masked
-- phone (`cover`) does not tell apart only so many an hour, so that nobody tries them all.
CREATE TABLE IF NOT EXISTS keys.brought (
    login text NOT NULL, cover text NOT NULL, digest bytea NOT NULL, due timestamptz NOT NULL,
    PRIMARY KEY (login, cover, digest)
);

-- Complaints whose people were told apart only hours after they came in, or will be: what is told by
-- who complained is still to be judged of them (`numbered_late`).
CREATE TABLE IF NOT EXISTS keys.late (id integer PRIMARY KEY);

REVOKE ALL ON SCHEMA keys FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA keys FROM PUBLIC;

-- Mirrors commandcenter/domain/complaints/complaint.py: the digits of the phone, else the ID number.
CREATE OR REPLACE FUNCTION keys.digits(phone text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT translate(phone, translate(phone, '0123456789', ''), '')
$$;

CREATE OR REPLACE FUNCTION keys.identity(phone text, id_number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN keys.digits(phone) <> '' THEN 'p' || keys.digits(phone)
        WHEN btrim(id_number) <> '' THEN 'i' || upper(btrim(id_number)) END
$$;

-- What whoever guesses knows beforehand: of a phone its first three digits and its last four, of a
-- shorter one its last two, of an ID number the county and the day of birth.
CREATE OR REPLACE FUNCTION keys.cover(phone text, id_number text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN length(keys.digits(phone)) >= 11
        THEN left(keys.digits(phone), 3) || right(keys.digits(phone), 4)
        WHEN keys.digits(phone) <> '' THEN '*' || right(keys.digits(phone), 2)
        ELSE 'i' || left(upper(btrim(id_number)), 14) END
$$;

CREATE OR REPLACE FUNCTION keys.padded(key bytea, pad integer) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    block bytea := key || decode(repeat('00', 64 - length(key)), 'hex');
BEGIN
    FOR n IN 0..63 LOOP
        block := set_byte(block, n, get_byte(block, n) # pad);
    END LOOP;
    RETURN block;
END $$;

-- HMAC-SHA256 by its two padded keys: a server has no extension for it.
CREATE OR REPLACE FUNCTION keys.hmac(inner_pad bytea, outer_pad bytea, words text) RETURNS bytea
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(outer_pad || sha256(inner_pad || convert_to(words, 'UTF8')))
$$;

CREATE OR REPLACE FUNCTION keys.some_number() RETURNS text
LANGUAGE sql VOLATILE AS $$
    SELECT left(replace(gen_random_uuid()::text, '-', ''), 24)
$$;

-- Whether these are the owners at work (init, restore): as rights.above, which is laid later.
CREATE OR REPLACE FUNCTION keys.by_owner() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT rolsuper OR EXISTS (SELECT FROM pg_roles o WHERE o.rolname = 'cc_owner'
        AND pg_has_role(session_user, o.oid, 'MEMBER'))
    FROM pg_roles WHERE rolname = session_user
$$;

-- The key, unless it is another database's or lost.
CREATE OR REPLACE FUNCTION keys.own_key() RETURNS bytea
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT decode(p.key, 'hex') FROM keys.person p CROSS JOIN schema_info s
    WHERE s.key_check IS NULL OR s.key_check
        = encode(sha256(convert_to('commandcenter person key: ' || p.key, 'UTF8')), 'hex')
$$;

-- Written down as it comes in, with what comes in, and before anything is compared: what is taken
-- back later was asked all the same. It looks at nothing but what this login brought in before, row
-- by row in the index: a link keeps the plan that it made when there was nothing yet.
CREATE OR REPLACE FUNCTION keys.bring(phones text[], id_numbers text[]) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp SET enable_seqscan = off SET jit = off AS $$
DECLARE
    key bytea := keys.own_key();
    at_most bigint := 3;  -- until rights are laid
    inner_pad bytea := keys.padded(key, 54);
    outer_pad bytea := keys.padded(key, 92);
    lately timestamptz := clock_timestamp() - interval '1 hour';
    who text := session_user;  -- as such it has another collation than the index
BEGIN
    IF key IS NULL THEN
        RETURN;
    END IF;
    IF to_regprocedure('rights.allowance(text)') IS NOT NULL THEN
        at_most := greatest(1, rights.allowance('guess_covers'));
    END IF;
    PERFORM FROM pen FOR UPDATE;  -- one after the other,
    UPDATE keys.giver SET token = token;  -- each knowing what the one before it wrote
    INSERT INTO keys.brought AS b (login, cover, digest, due)
    SELECT who, p.cover, p.digest, clock_timestamp() + interval '1 hour' * (
        (r.times + row_number() OVER (PARTITION BY p.cover ORDER BY p.digest) - 1)
            / CASE WHEN p.cover LIKE '*%' THEN 10 * at_most ELSE at_most END)
    FROM (
        SELECT DISTINCT keys.cover(u.phone, u.id_number) AS cover,
            keys.hmac(inner_pad, outer_pad, keys.identity(u.phone, u.id_number)) AS digest
        FROM unnest(phones, id_numbers) AS u(phone, id_number)
        WHERE keys.identity(u.phone, u.id_number) IS NOT NULL
    ) p CROSS JOIN LATERAL (
        SELECT count(*) AS times, coalesce(bool_or(k.digest = p.digest), false) AS again
        FROM keys.brought k WHERE k.login = who AND k.cover = p.cover
            AND k.due > lately
    ) r
    WHERE NOT r.again
    ON CONFLICT (login, cover, digest) DO UPDATE SET due = excluded.due;
END $$;

-- The people of some complaints; who must wait waits on. `own`: this transaction; NULL for the
-- owners, who need not, and at its end. There a few rows are written alike whether they are known or
-- not, so that not even the time that it takes tells of them.
CREATE OR REPLACE FUNCTION keys.number_lot(
    lot keys.waiting, own xid, inner_pad bytea, outer_pad bytea, at timestamptz
) RETURNS void LANGUAGE sql SET search_path = public, pg_temp SET jit = off AS $$
    WITH here AS MATERIALIZED (
        SELECT c.id, c.person_key AS was, c.reporter_protected AS reporter,
            keys.hmac(inner_pad, outer_pad, keys.identity(p.phone, p.id_number)) AS digest,
            keys.cover(p.phone, p.id_number) AS cover,
            own IS NULL OR age(c.xmin) > age(own) AND age(p.xmin) > age(own) AS ready
        FROM complaint c JOIN complainant p ON p.complaint_id = c.id
        WHERE c.id BETWEEN lot.first AND lot.last AND length(c.person_key) <= 24
            AND p.complaint_id BETWEEN lot.first AND lot.last
    ), judged AS MATERIALIZED (
        SELECT h.id, h.was, h.reporter, h.digest, CASE WHEN NOT h.ready THEN at
            WHEN lot.login = '' OR h.digest IS NULL THEN NULL
            ELSE nullif(greatest(at, coalesce(
                (SELECT b.due FROM keys.brought b WHERE b.login = lot.login AND b.cover = h.cover
                    AND b.digest = h.digest), at + interval '1 day')), at) END AS later
        FROM here h
    ), numbered AS MATERIALIZED (
        SELECT k.id, k.was, k.digest, k.reporter,
            coalesce(k.number, first_value(k.own) OVER same) AS number,
            (k.number IS NULL OR k.alike) AND row_number() OVER same = 1 AS fresh
        FROM (
            SELECT j.*, (SELECT n.number FROM keys.number n WHERE n.digest = j.digest
                    AND n.reporter = j.reporter) AS number,
                CASE WHEN lot.moved OR j.was = '' OR a.alike THEN keys.some_number()
                    ELSE j.was END AS own, a.alike
            FROM judged j CROSS JOIN (
                SELECT own IS NULL AND lot.login <> '' AND lot.last - lot.first < 20 AS alike
            ) a WHERE j.later IS NULL AND j.digest IS NOT NULL
        ) k WINDOW same AS (PARTITION BY k.digest, k.reporter ORDER BY k.id)
    ), fresh AS (
        INSERT INTO keys.number AS k (digest, reporter, number)
        SELECT n.digest, n.reporter, n.number FROM numbered n WHERE n.fresh
        ON CONFLICT (digest, reporter) DO UPDATE SET number = k.number
    ), late AS (
        INSERT INTO keys.waiting
        SELECT j.id, j.id, lot.login, lot.moved, j.later FROM judged j WHERE j.later IS NOT NULL
    ), judge_later AS (
        INSERT INTO keys.late SELECT j.id FROM judged j WHERE j.later > at ON CONFLICT DO NOTHING
    )
    UPDATE complaint c SET person_key = n.number
    FROM (
        SELECT m.id, m.number FROM numbered m WHERE m.number <> m.was
        UNION ALL
        SELECT j.id, '' FROM judged j
        WHERE j.digest IS NULL AND j.later IS NULL AND NOT lot.moved AND j.was <> ''
    ) n WHERE c.id = n.id
$$;

-- Everybody may ask for it who writes complaints or watches them; it says nothing. Not more at once
-- than keeps the pen for a moment.
CREATE OR REPLACE FUNCTION number_people() RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    by_owner boolean := keys.by_owner();
    own xid;
    key bytea;
    inner_pad bytea;
    outer_pad bytea;
    lot keys.waiting;
BEGIN
    IF NOT EXISTS (SELECT FROM keys.waiting) THEN
        RETURN;
    END IF;
    IF NOT by_owner THEN
        IF NOT rights.may_as(rights.me(), ARRAY['~take_in_complaints', '~enter_complaint',
                'write_signal', '@duty', '@lead_duty'], NULL, NULL, NULL, NULL) THEN
            RETURN;
        END IF;
        own := pg_current_xact_id()::xid;
    END IF;
    PERFORM FROM pen FOR UPDATE;
    key := keys.own_key();
    IF key IS NULL THEN
        RETURN;
    END IF;
    inner_pad := keys.padded(key, 54);
    outer_pad := keys.padded(key, 92);
    IF random() < 0.02 THEN
        DELETE FROM keys.brought WHERE due < clock_timestamp() - interval '1 hour';
    END IF;
    PERFORM set_config('commandcenter.giver', g.token, true) FROM keys.giver g;
    FOR lot IN
        DELETE FROM keys.waiting w USING (
            SELECT i.ctid AS place, sum(i.last - i.first + 1) OVER (ORDER BY i.first, i.ctid)
                - (i.last - i.first + 1) AS before
            FROM keys.waiting i WHERE i.due <= clock_timestamp()
                AND (by_owner OR age(i.xmin) > age(own))
        ) due WHERE w.ctid = due.place AND (by_owner OR due.before < 2500) RETURNING w.*
    LOOP
        PERFORM keys.number_lot(lot, own, inner_pad, outer_pad, clock_timestamp());
    END LOOP;
    PERFORM set_config('commandcenter.giver', '', true);
END $$;

-- Some of the complaints that had to wait and have their numbers now; each is told once, to who takes
-- in complaints of the whole city. How long they waited depends on nobody who was there before.
CREATE OR REPLACE FUNCTION numbered_late() RETURNS SETOF integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT keys.by_owner() THEN  -- apart: before the roles are laid nobody else is there to be asked about
        IF NOT rights.may_as(
            rights.me(), ARRAY['take_in_complaints'], NULL, NULL, NULL, NULL) THEN
            RETURN;
        END IF;
    END IF;
    RETURN QUERY DELETE FROM keys.late l USING (
        SELECT k.id FROM keys.late k WHERE NOT EXISTS (
            SELECT FROM keys.waiting w WHERE k.id BETWEEN w.first AND w.last)
        ORDER BY k.id LIMIT 500
    ) done WHERE l.id = done.id RETURNING l.id;
END $$;

-- Whether the transaction ends with this very statement. What is forced before (SET CONSTRAINTS) could
-- still be looked at and taken back; under another isolation the end may yet be refused.
CREATE OR REPLACE FUNCTION keys.at_end() RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(upper(btrim(current_query(), E' ;\n')) = 'COMMIT', false)
        AND current_setting('transaction_isolation') = 'read committed'
$$;

CREATE OR REPLACE FUNCTION keys.waiting_ends() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.login <> '' AND NEW.due <= clock_timestamp() AND keys.at_end()
        AND NEW.last - NEW.first < 2500 AND keys.own_key() IS NOT NULL
    THEN
        WITH gone AS (
            DELETE FROM keys.waiting w WHERE (w.first, w.last, w.login, w.moved, w.due)
                = (NEW.first, NEW.last, NEW.login, NEW.moved, NEW.due) RETURNING w.*
        )
        INSERT INTO keys.ending SELECT * FROM gone;
    END IF;
    RETURN NULL;
END $$;

-- A time-out must not decide by what it interrupts whether the transaction ends.
CREATE OR REPLACE FUNCTION keys.ending_ends() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    key bytea := keys.own_key();
    lot keys.waiting;
BEGIN
    DELETE FROM keys.ending e WHERE (e.first, e.last, e.login, e.moved, e.due)
        = (NEW.first, NEW.last, NEW.login, NEW.moved, NEW.due);
    lot := ROW(NEW.first, NEW.last, NEW.login, NEW.moved, NEW.due);
    IF key IS NULL THEN
        INSERT INTO keys.waiting VALUES (lot.*);
        RETURN NULL;
    END IF;
    BEGIN
        PERFORM FROM pen FOR UPDATE;
        PERFORM set_config('commandcenter.giver', g.token, true) FROM keys.giver g;
        PERFORM keys.number_lot(lot, NULL, keys.padded(key, 54), keys.padded(key, 92),
            clock_timestamp());
    EXCEPTION WHEN query_canceled OR lock_not_available THEN
        INSERT INTO keys.waiting VALUES (lot.*);
    END;
    PERFORM set_config('commandcenter.giver', '', true);
    RETURN NULL;
END $$;

-- A complaint comes in under a number of its own: none that a client says. (What an erasure left is
-- brought back past all triggers.)
CREATE OR REPLACE FUNCTION complaint_numbered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.person_key <> '' THEN
        NEW.person_key := left(replace(gen_random_uuid()::text, '-', ''), 24);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION complaint_waits() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    by_login text := CASE WHEN keys.by_owner() THEN '' ELSE session_user END;
    lowest integer;
    highest integer;
    number integer;
BEGIN
    SELECT min(id), max(id), count(*) INTO lowest, highest, number FROM fresh;
    IF highest - lowest = number - 1 THEN
        INSERT INTO keys.waiting VALUES (lowest, highest, by_login, false, clock_timestamp());
    ELSE
        INSERT INTO keys.waiting
        SELECT id, id, by_login, false, clock_timestamp() FROM fresh;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION complainant_brought() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT keys.by_owner() THEN
        PERFORM keys.bring(array_agg(f.phone), array_agg(f.id_number)) FROM fresh f;
    END IF;
    RETURN NULL;
END $$;

-- Always, whatever was written: whether it is the same must not be seen by what it costs.
CREATE OR REPLACE FUNCTION complainant_moved() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    by_login text := CASE WHEN keys.by_owner() THEN '' ELSE session_user END;
BEGIN
    IF by_login <> '' THEN
        PERFORM keys.bring(ARRAY[NEW.phone], ARRAY[NEW.id_number]);
    END IF;
    INSERT INTO keys.waiting
    VALUES (NEW.complaint_id, NEW.complaint_id, by_login, true, clock_timestamp());
    RETURN NULL;
END $$;

-- What is there already is left alone: making it anew would hold up every seat that writes.
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'complaint'::regclass AND tgname = 'complaint_numbered') THEN
        CREATE TRIGGER complaint_numbered BEFORE INSERT ON complaint
            FOR EACH ROW EXECUTE FUNCTION complaint_numbered();
        CREATE TRIGGER complaint_waits AFTER INSERT ON complaint
            REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION complaint_waits();
        CREATE TRIGGER complainant_brought AFTER INSERT ON complainant
            REFERENCING NEW TABLE AS fresh
            FOR EACH STATEMENT EXECUTE FUNCTION complainant_brought();
        CREATE TRIGGER complainant_moved AFTER UPDATE ON complainant FOR EACH ROW
            WHEN (NEW.name || NEW.phone || NEW.id_type || NEW.id_number || NEW.address <> '')
            EXECUTE FUNCTION complainant_moved();
    END IF;
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'keys.waiting'::regclass AND tgname = 'waiting_ends') THEN
        CREATE CONSTRAINT TRIGGER waiting_ends AFTER INSERT ON keys.waiting
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keys.waiting_ends();
        CREATE CONSTRAINT TRIGGER ending_ends AFTER INSERT ON keys.ending
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION keys.ending_ends();
    END IF;
END $$;
