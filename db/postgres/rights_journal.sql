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

-- Whose line it is, is nothing that a client could say. It runs before journal_line, by its name.
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
    RETURN NEW;
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
        AND j.at > clock_timestamp() - interval '1 minute'
        AND (pg_current_xact_id_if_assigned() IS NULL
            OR age(j.xmin) > age(pg_current_xact_id_if_assigned()::xid)))
    THEN
        RAISE EXCEPTION 'complainant: the look is not in the journal' USING ERRCODE = '42501';
    END IF;
    RETURN QUERY SELECT p.name::text, p.phone::text, p.id_type::text, p.id_number::text,
        p.address::text
        FROM public.complainant p WHERE p.complaint_id = of_complaint;
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

-- Whether two are the same is told without telling who: each value as its digest under a salt that
-- the asker brings. Who may ask could test a guess by it; he can read nothing.
CREATE OR REPLACE FUNCTION rights.mark(salt text, value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN value = '' THEN '' ELSE
        left(encode(sha256(convert_to(salt || ':' || value, 'UTF8')), 'hex'), 24) END
$$;

CREATE OR REPLACE FUNCTION rights.complainant_marks(complaints integer[], salt text)
RETURNS TABLE (complaint_id integer, name text, phone text, id_type text, id_number text,
    address text, digits text, letters text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rights.need('complainant', ARRAY['~take_in_complaints', '~register_incident',
        '~draft_release', '~check_release', '~check_secrecy', '~approve_release', '~draft_paper',
        '~make_archive'], NULL, NULL, NULL, NULL, NULL);
    RETURN QUERY SELECT p.complaint_id, rights.mark(salt, btrim(p.name)),
        rights.mark(salt, p.phone), rights.mark(salt, p.id_type), rights.mark(salt, p.id_number),
        rights.mark(salt, p.address),
        rights.mark(salt, regexp_replace(p.phone, '[^0-9]', '', 'g')),
        -- a house or a room has a number; the letters of two copies are the same
        CASE WHEN p.address ~ '[0-9]' THEN '1' ELSE '' END || translate(rights.mark(salt,
            regexp_replace(p.address, '[[:space:][:digit:][:punct:]]', '', 'g')),
            '0123456789', 'ghijklmnop')
    FROM public.complainant p
    WHERE p.complaint_id = ANY (complaints) AND rights.sees_complaint(p.complaint_id);
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
    PERFORM rights.need('complainant', ARRAY['~take_in_complaints'], NULL, NULL, NULL, NULL, NULL);
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
