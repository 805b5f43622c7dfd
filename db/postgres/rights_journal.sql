-- The journal under rights of its own: only its triggers write it, as another owner than the tables'.

-- The pen is a lock that people take and never a row that they write.
CREATE OR REPLACE FUNCTION rights.pen_guard() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF current_user = 'cc_journal' OR rights.above() THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE TRIGGER pen_guard BEFORE UPDATE ON pen FOR EACH ROW EXECUTE FUNCTION rights.pen_guard();
CREATE OR REPLACE TRIGGER pen_no_truncate BEFORE DELETE OR TRUNCATE ON pen
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();

-- What a line may name: from lines.txt, as store/roles.py fills it in.
CREATE TABLE IF NOT EXISTS rights.line (
    kind text, verb text, of_table text, of_column text, rights text[] NOT NULL,
    PRIMARY KEY (kind, verb, of_table, of_column)
);

-- Whether a row that this transaction changed is one that the line names: the images that no line
-- has announced yet, and those of its own lines before. tests/lines_checked.py asks the same.
CREATE OR REPLACE FUNCTION rights.names_own(of_kind text, of_subject bigint, of_verb text)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM rights.line l JOIN journal_row r ON r.table_name = l.of_table
        WHERE l.kind = of_kind AND l.verb IN ('*', of_verb) AND r.line IN (
            SELECT p.number + 1 FROM pen p UNION ALL
            SELECT j.number FROM journal j WHERE j.number > (SELECT p.number FROM pen p) - 1000
                AND j.actor = session_user AND j.at >= public.store_moment(transaction_timestamp()))
            AND CASE l.of_column WHEN '*' THEN true
                WHEN '' THEN CASE r.op WHEN 'bulk'
                    THEN of_subject BETWEEN split_part(r.row_key, '-', 1)::bigint
                        AND split_part(r.row_key, '-', 2)::bigint
                    ELSE r.row_key = of_subject::text END
                ELSE coalesce(r.after, r.before)::jsonb ->> l.of_column = of_subject::text END);
END $$;

CREATE OR REPLACE FUNCTION rights.names_none(of_kind text, of_subject bigint, of_verb text)
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM rights.line l WHERE l.kind = of_kind AND l.of_table = ''
        AND l.verb IN ('*', of_verb) AND (
            rights.may_as(rights.me(), array_remove(l.rights, 'own'), NULL, NULL, NULL, NULL)
            OR 'own' = ANY (l.rights) AND of_subject = rights.me()));
END $$;

-- Whose line it is, is nothing that a client could say; and it names what was changed under it. One
-- under which nothing was changed says nothing, and is not written. It runs before journal_line, by
-- its name; from the look at the pen on nobody else writes.
CREATE OR REPLACE FUNCTION rights.journal_author() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF rights.above() THEN
        RETURN NEW;
    END IF;
    IF rights.me() IS NULL THEN
        RAISE EXCEPTION 'journal: % is nobody here', session_user USING ERRCODE = '42501';
    END IF;
    NEW.actor := session_user;
    IF NEW.kind = 'retention' THEN  -- on this line images may be taken out
        PERFORM rights.need('journal', ARRAY['decide_retention'], NULL, NULL, NULL, NULL, NULL);
    END IF;
    PERFORM 1 FROM pen FOR UPDATE;
    IF rights.names_own(NEW.kind, NEW.subject, NEW.verb) THEN
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT 1 FROM journal_row r JOIN pen p ON r.line = p.number + 1) THEN
        RAISE EXCEPTION 'journal: % % was not changed here', NEW.kind, NEW.subject
            USING ERRCODE = '42501';
    END IF;
    IF rights.names_none(NEW.kind, NEW.subject, NEW.verb) THEN
        RETURN NEW;
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER journal_author BEFORE INSERT ON journal
    FOR EACH ROW EXECUTE FUNCTION rights.journal_author();

-- Who complained, in full: no other way leads to it. First the look is written into the journal and
-- that is committed; what this function shows it shows for a minute to who has such a line. A line
-- of the transaction that asks does not count: it could still be taken back.
CREATE OR REPLACE FUNCTION rights.see_complainant(of_complaint integer)
RETURNS TABLE (name text, phone text, id_type text, id_number text, address text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    reporter boolean := (SELECT c.reporter_protected FROM complaint c WHERE c.id = of_complaint);
BEGIN
    PERFORM rights.need('complainant',
        ARRAY[CASE WHEN reporter THEN 'see_reporter' ELSE 'see_personal_data' END], NULL,
        rights.county_of(of_complaint), NULL, rights.handler_of(of_complaint), NULL);
    IF NOT EXISTS (SELECT 1 FROM journal j WHERE j.number > (SELECT p.number FROM pen p) - 5000
        AND j.kind = 'complainant' AND j.subject = of_complaint AND j.actor = session_user
        AND j.verb = CASE WHEN reporter THEN 'reporter_seen' ELSE 'seen' END
        AND j.at > public.store_moment(clock_timestamp()) - interval '1 minute'
        AND (pg_current_xact_id_if_assigned() IS NULL
            OR age(j.xmin) > age(pg_current_xact_id_if_assigned()::xid)))
    THEN
        RAISE EXCEPTION 'complainant: the look is not in the journal' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT p.name::text, p.phone::text, p.id_type::text, p.id_number::text,
        p.address::text
        FROM public.complainant p WHERE p.complaint_id = of_complaint;
END $$;

-- Who called the duty room, in full: in the same way.
CREATE OR REPLACE FUNCTION rights.see_caller(of_entry integer)
RETURNS TABLE (name text, phone text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rights.need('duty_log', ARRAY['see_personal_data'], NULL,
        (SELECT rights.counties(d.incident_id) FROM public.duty_log d WHERE d.id = of_entry),
        NULL, NULL, NULL);
    IF NOT EXISTS (SELECT 1 FROM journal j WHERE j.number > (SELECT p.number FROM pen p) - 5000
        AND j.kind = 'duty_log' AND j.subject = of_entry AND j.actor = session_user
        AND j.verb = 'seen' AND j.at > public.store_moment(clock_timestamp()) - interval '1 minute'
        AND rights.stands(j.xmin))
    THEN
        RAISE EXCEPTION 'duty_log: the look is not in the journal' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT d.name::text, d.phone::text FROM public.duty_log d WHERE d.id = of_entry;
END $$;

-- The chain walked by the server: mirrors commandcenter/store/verify.py.
CREATE OR REPLACE FUNCTION rights.verify_journal()
RETURNS TABLE (lines bigint, images bigint, erased bigint, head text, bad bigint, why text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH image AS (
        SELECT r.line, count(*) AS images, count(r.erased_by) AS erased,
            string_agg(journal_field(coalesce(r.digest, '')), '' ORDER BY r.id) AS digests,
            bool_and(CASE WHEN r.erased_by IS NOT NULL THEN r.before IS NULL AND r.after IS NULL
                AND EXISTS (SELECT 1 FROM journal d WHERE d.number = r.erased_by
                    AND d.kind = 'retention' AND d.verb = 'decided')
                ELSE r.salt IS NOT NULL AND r.digest IS NOT DISTINCT FROM journal_image_digest(
                    r.salt, r.table_name, r.row_key, r.op, r.before, r.after) END) AS whole
        FROM journal_row r GROUP BY r.line
    ), walked AS (
        SELECT j.number, j.hash, row_number() OVER w AS place, coalesce(i.images, 0) AS images,
            coalesce(i.erased, 0) AS erased,
            CASE WHEN j.number <> row_number() OVER w THEN 'gap'
                WHEN i.whole IS FALSE THEN 'image'
                WHEN journal_sha256(coalesce(i.digests, '')) <> j.digest THEN 'rows'
                WHEN journal_line_hash(coalesce(lag(j.hash) OVER w, '{genesis}'), j.number, j.at,
                    j.actor, j.kind, j.subject, j.incident_id, j.verb, j.clause, j.digest)
                    <> j.hash THEN 'hash' END AS why
        FROM journal j LEFT JOIN image i ON i.line = j.number WINDOW w AS (ORDER BY j.number)
    ), first AS (SELECT w.number, w.why FROM walked w WHERE w.why IS NOT NULL
        ORDER BY w.number LIMIT 1
    ), summed AS (SELECT count(*) AS lines, coalesce(sum(w.images), 0)::bigint AS images,
        coalesce(sum(w.erased), 0)::bigint AS erased, coalesce(max(w.number), 0) AS last
        FROM walked w
    )
    SELECT s.lines, s.images, s.erased, p.hash,
        coalesce(f.number, CASE WHEN (p.number, p.hash) IS DISTINCT FROM (s.last,
                coalesce((SELECT j.hash FROM journal j WHERE j.number = s.last), '{genesis}'))
            THEN s.last ELSE (SELECT min(r.line) FROM journal_row r WHERE r.line > s.last) END),
        coalesce(f.why, CASE WHEN (p.number, p.hash) IS DISTINCT FROM (s.last,
                coalesce((SELECT j.hash FROM journal j WHERE j.number = s.last), '{genesis}'))
            THEN 'head' WHEN EXISTS (SELECT 1 FROM journal_row r WHERE r.line > s.last)
            THEN 'unannounced' END)
    FROM summed s CROSS JOIN pen p LEFT JOIN first f ON true
    WHERE rights.above() OR rights.may_as(
        rights.me(), ARRAY['~verify_journal'], NULL, NULL, NULL, NULL)
$$;

DROP FUNCTION IF EXISTS rights.complainant_marks(integer[], text);

CREATE OR REPLACE FUNCTION rights.mark(salt text, value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN value = '' THEN '' ELSE
        left(encode(sha256(convert_to(salt || ':' || value, 'UTF8')), 'hex'), 24) END
$$;

-- Written before this transaction, so that it stands: nothing is compared with what may be taken back.
CREATE OR REPLACE FUNCTION rights.stands(of_row xid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_current_xact_id_if_assigned() IS NULL
        OR age(of_row) > age(pg_current_xact_id_if_assigned()::xid)
$$;

-- Whether complainants have the same name or address: under a salt that nobody is told. Of a phone
-- it says nothing.
CREATE OR REPLACE FUNCTION rights.complainants_alike(complaints integer[])
RETURNS TABLE (complaint_id integer, name text, letters text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    salt text := gen_random_uuid()::text || gen_random_uuid();
    whole_city boolean := rights.sees_city();
    counties text[] := rights.my_counties();
BEGIN
    PERFORM rights.need('complainant', ARRAY['~take_in_complaints', '~register_incident',
        '~dispose_incident', '~flag_complaint'], NULL, NULL, NULL, NULL, NULL);
    RETURN QUERY SELECT p.complaint_id, rights.mark(salt, btrim(p.name)),
        -- a house or a room has a number; marks and spaces differ between copies of one address
        CASE WHEN p.address ~ '[0-9]' THEN '1' ELSE '' END || translate(rights.mark(salt,
            regexp_replace(p.address, '[[:space:][:punct:]]', '', 'g')),
            '0123456789', 'ghijklmnop')
    FROM public.complainant p JOIN complaint c ON c.id = p.complaint_id
    WHERE p.complaint_id = ANY (complaints) AND rights.stands(p.xmin)
        AND (whole_city OR c.district = ANY (counties));
END $$;

-- A later file asks whether it says anything else about who complained. First it is written down
-- what it says, with a line, and that is committed; then it is told what differs. What is asked
-- more often of one complaint within an hour is not told.
CREATE TABLE IF NOT EXISTS keys.asked (
    complaint_id integer NOT NULL, login text NOT NULL, line bigint NOT NULL,
    at timestamptz NOT NULL, salt text NOT NULL, said text[] NOT NULL
);
CREATE INDEX IF NOT EXISTS ix_asked ON keys.asked (login, complaint_id, at);

CREATE OR REPLACE FUNCTION rights.ask_complainants(
    complaints integer[], names text[], phones text[], id_types text[], id_numbers text[],
    addresses text[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rights.need('complainant', ARRAY['~take_in_complaints'], NULL, NULL, NULL, NULL, NULL);
    DELETE FROM keys.asked WHERE at < clock_timestamp() - interval '1 hour';
    INSERT INTO keys.asked(complaint_id, login, line, at, salt, said)
    SELECT s.id, session_user, p.number + 1, clock_timestamp(), s.salt,
        ARRAY[rights.mark(s.salt, s.name), rights.mark(s.salt, s.phone),
            rights.mark(s.salt, s.id_type), rights.mark(s.salt, s.id_number),
            rights.mark(s.salt, s.address)]
    FROM (SELECT u.*, gen_random_uuid()::text AS salt
        FROM unnest(complaints, names, phones, id_types, id_numbers, addresses)
            AS u(id, name, phone, id_type, id_number, address) OFFSET 0) s, pen p;
END $$;

CREATE OR REPLACE FUNCTION rights.told_complainants(complaints integer[])
RETURNS TABLE (complaint_id integer, fields text[])
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    at_most integer := rights.allowance('guess_complaint');
    lately timestamptz := clock_timestamp() - interval '1 hour';
BEGIN
    PERFORM rights.need('complainant', ARRAY['~take_in_complaints'], NULL, NULL, NULL, NULL, NULL);
    RETURN QUERY SELECT DISTINCT ON (a.complaint_id) a.complaint_id, array_remove(ARRAY[
        CASE WHEN a.said[1] NOT IN ('', rights.mark(a.salt, p.name)) THEN 'name' END,
        CASE WHEN a.said[2] NOT IN ('', rights.mark(a.salt, p.phone)) THEN 'phone' END,
        CASE WHEN a.said[3] NOT IN ('', rights.mark(a.salt, p.id_type)) THEN 'id_type' END,
        CASE WHEN a.said[4] NOT IN ('', rights.mark(a.salt, p.id_number)) THEN 'id_number' END,
        CASE WHEN a.said[5] NOT IN ('', rights.mark(a.salt, p.address)) THEN 'address' END], NULL)
    FROM keys.asked a JOIN public.complainant p ON p.complaint_id = a.complaint_id
    WHERE a.complaint_id = ANY (complaints) AND a.login = session_user::text COLLATE "default" AND a.at > lately
        AND rights.stands(a.xmin) AND rights.stands(p.xmin)
        AND EXISTS (SELECT 1 FROM journal j WHERE j.number = a.line AND j.actor = session_user
            AND j.kind = 'complainant' AND j.verb = 'compared')
        AND (SELECT count(*) FROM keys.asked o WHERE o.login = session_user::text COLLATE "default"
            AND o.complaint_id = a.complaint_id AND o.at > lately) <= at_most
        AND rights.sees_complaint(a.complaint_id)
    ORDER BY a.complaint_id, a.at DESC;
END $$;

-- How often a person has asked within this hour: counted past all that is taken back, as only a
-- sequence counts. A few persons share one; in a bureau hardly two.
DO $$ BEGIN
    FOR n IN 0..63 LOOP
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS keys.texts_%s', n);
        EXECUTE format('CREATE SEQUENCE IF NOT EXISTS keys.phones_%s', n);
        EXECUTE format('ALTER SEQUENCE keys.texts_%s OWNER TO cc_owner', n);
        EXECUTE format('ALTER SEQUENCE keys.phones_%s OWNER TO cc_owner', n);
    END LOOP;
END $$;

CREATE OR REPLACE FUNCTION rights.asked_now(what text) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    counter regclass := format('keys.%I', what || '_' || rights.me() % 64);
    base bigint := floor(date_part('epoch', clock_timestamp()) / 3600)::bigint * 1000000;
    number bigint := nextval(counter);
BEGIN
    IF number <= base THEN
        number := setval(counter, base + 1);
    END IF;
    RETURN number - base;
END $$;

-- What of a text is the name or the telephone of who complained: one question a text, and so many an
-- hour. `said`: the text with narrow digits, letters and signs; `numbers`: what in it may be a
-- telephone that nothing else tells (seven digits and more).
CREATE OR REPLACE FUNCTION rights.private_in(
    complaints integer[], callers_of integer, said text, numbers text[]
) RETURNS SETOF text LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    whole_city boolean := rights.sees_city();
    counties text[] := rights.my_counties();
    strange text[] := ARRAY(SELECT n FROM unnest(numbers) AS n WHERE NOT EXISTS (
        SELECT 1 FROM person o WHERE n IN (keys.digits(o.phone), keys.digits(o.mobile))));
BEGIN
    PERFORM rights.need('complainant', ARRAY['~take_in_complaints', '~register_incident',
        '~draft_release', '~check_release', '~check_secrecy', '~approve_release', '~draft_paper',
        '~make_archive'], NULL, NULL, NULL, NULL, NULL);
    IF rights.asked_now('texts') > rights.allowance('guess_texts') THEN
        RAISE EXCEPTION 'complainant: too many texts compared' USING ERRCODE = '53400';
    END IF;
    FOR n IN 1..cardinality(strange) LOOP
        IF rights.asked_now('phones') > rights.allowance('guess_phones') THEN
            RAISE EXCEPTION 'complainant: too many telephones compared' USING ERRCODE = '53400';
        END IF;
    END LOOP;
    RETURN QUERY WITH somebody AS (
        SELECT btrim(p.name) AS name, keys.digits(p.phone) AS digits FROM public.complainant p
        JOIN complaint c ON c.id = p.complaint_id
        WHERE p.complaint_id = ANY (complaints) AND rights.stands(p.xmin)
            AND (whole_city OR c.district = ANY (counties))
        UNION ALL SELECT btrim(d.name), keys.digits(d.phone) FROM public.duty_log d
        WHERE d.incident_id = callers_of AND rights.stands(d.xmin)
            AND (whole_city OR EXISTS (SELECT 1 FROM incident i
                WHERE i.id = callers_of AND rights.touches(i.districts)))
    )
    SELECT s.name FROM somebody s WHERE s.name NOT IN ('', '未告知') AND position(normalize(s.name, NFKC) IN said) > 0
        AND NOT EXISTS (SELECT 1 FROM person o WHERE o.name = s.name)
    UNION SELECT s.digits FROM somebody s WHERE s.digits = ANY (strange);
END $$;

-- Whether the number was another complaint's at that line: an image of then is about somebody else.
CREATE OR REPLACE FUNCTION rights.gone_since(of_complaint integer, of_line bigint) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM journal_row g WHERE g.table_name = 'complainant'
        AND g.op = 'delete' AND g.row_key = of_complaint::text AND g.line >= of_line)
$$;

-- An import that is taken back made a report (举报) of what was of this kind before: what it corrected
-- was written down on the line on which it did so. Its reporter stays protected all the same.
CREATE OR REPLACE FUNCTION rights.taken_back(of_complaint integer, to_kind text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM complaint_correction k
        JOIN batch b ON b.id = k.batch_id AND b.state = 'open'
        JOIN journal_row r ON r.line = k.line AND r.table_name = 'complaint'
            AND r.op = 'update' AND r.row_key = of_complaint::text
        JOIN journal_row w ON w.line = k.line AND w.table_name = 'complaint_correction'
            AND w.op = 'insert' AND w.row_key = k.id::text
        WHERE k.complaint_id = of_complaint AND NOT rights.gone_since(of_complaint, k.line)
            AND r.before::jsonb ->> 'kind' = to_kind
            AND r.after::jsonb ->> 'kind' = '{report}')
$$;

-- An import that is taken back: what stood there before its line stands there again.
CREATE OR REPLACE FUNCTION rights.restore_complainant(
    of_complaint integer, of_line integer, fields text[]
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    image jsonb := (SELECT r.before::jsonb FROM journal_row r WHERE r.line = of_line
        AND r.table_name = 'complainant' AND r.op = 'update' AND r.row_key = of_complaint::text);
BEGIN
    PERFORM rights.need_correction('complainant', of_complaint);
    UPDATE public.complainant p SET
        name = CASE WHEN 'name' = ANY (fields) THEN image ->> 'name' ELSE p.name END,
        phone = CASE WHEN 'phone' = ANY (fields) THEN image ->> 'phone' ELSE p.phone END,
        id_type = CASE WHEN 'id_type' = ANY (fields) THEN image ->> 'id_type' ELSE p.id_type END,
        id_number = CASE WHEN 'id_number' = ANY (fields) THEN image ->> 'id_number'
            ELSE p.id_number END,
        address = CASE WHEN 'address' = ANY (fields) THEN image ->> 'address' ELSE p.address END
    WHERE p.complaint_id = of_complaint AND image IS NOT NULL
        AND NOT rights.gone_since(of_complaint, of_line)
        AND rights.sees_complaint(of_complaint);
END $$;
