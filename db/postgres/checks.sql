-- What a check of the record asks of a server (commandcenter/store/check_source.py): whether images
-- and rows are alike, without their content. A mark stands for a text; nobody can try a guess against
-- it, for there is a secret in it that nobody reads. Who may ask is said in rights_checks.sql.

CREATE SCHEMA IF NOT EXISTS keys;
CREATE TABLE IF NOT EXISTS keys.marks (secret text NOT NULL);
INSERT INTO keys.marks
SELECT gen_random_uuid()::text || gen_random_uuid()::text
WHERE NOT EXISTS (SELECT FROM keys.marks);

CREATE OR REPLACE FUNCTION journal_mark(secret text, of_key text, image text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT left(encode(sha256(convert_to(secret || of_key || ':' || image, 'UTF8')), 'hex'), 32)
$$;

-- An image without what no check compares. A quote within a text stands behind a backslash, so
-- that a member's name is found nowhere else.
CREATE OR REPLACE FUNCTION journal_compared(of_table text, image text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE of_table WHEN 'complaint' THEN regexp_replace(image,
        ',"(person_key|reporter_protected)":("[^"\\]*"|[0-9]+|null)', '', 'g') ELSE image END
$$;

CREATE OR REPLACE FUNCTION journal_check_images(first bigint, last bigint)
RETURNS TABLE (id bigint, line bigint, table_name text, row_key text, op text, erased_by bigint,
    digest text, holds boolean, before_mark text, after_mark text, facts text)
LANGUAGE sql STABLE AS $$
    SELECT r.id, r.line, r.table_name::text, r.row_key::text, r.op::text, r.erased_by,
        r.digest::text,
        CASE WHEN r.erased_by IS NOT NULL THEN r.before IS NULL AND r.after IS NULL
            ELSE r.salt IS NOT NULL AND r.digest IS NOT DISTINCT FROM journal_image_digest(
                r.salt, r.table_name, r.row_key, r.op, r.before, r.after) END,
        CASE WHEN r.op <> 'bulk'
            THEN journal_mark(m.secret, r.row_key, journal_compared(r.table_name, r.before)) END,
        CASE WHEN r.op <> 'bulk'
            THEN journal_mark(m.secret, r.row_key, journal_compared(r.table_name, r.after)) END,
        CASE WHEN r.op = 'bulk' THEN r.after END
    FROM journal_row r CROSS JOIN keys.marks m WHERE r.line BETWEEN first AND last ORDER BY r.line, r.id
$$;

CREATE OR REPLACE FUNCTION journal_key_sql(of_table text) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(format('t.%I::text', a.attname), ' || ''/'' || ' ORDER BY k.place)
    FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k(number, place)
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number
    WHERE i.indrelid = ('public.' || quote_ident(of_table))::regclass AND i.indisprimary
$$;

-- Of all rows, or of those with one of the keys.
CREATE OR REPLACE FUNCTION journal_check_rows(of_table text, columns text[], keys text[])
RETURNS TABLE (row_key text, mark text) LANGUAGE plpgsql STABLE AS $$
DECLARE
    key text := journal_key_sql(of_table);
    wanted text := 'true';
BEGIN
    IF keys IS NOT NULL THEN
        SELECT CASE WHEN count(*) = 1 AND min(a.atttypid::regtype::text) = 'integer'
            THEN format('t.%I = ANY ($1::integer[])', min(a.attname)) ELSE key || ' = ANY ($1)' END
        INTO wanted FROM pg_index i JOIN pg_attribute a
        ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
        WHERE i.indrelid = ('public.' || quote_ident(of_table))::regclass AND i.indisprimary;
    END IF;
    RETURN QUERY EXECUTE format('SELECT %1$s, journal_mark(m.secret, %1$s, %2$s)
        FROM public.%3$I t CROSS JOIN keys.marks m WHERE %4$s',
        key, journal_row_sql(of_table, columns), of_table, wanted) USING keys;
END $$;

-- Keys of a range that came in bulk whose rows are not as their kept digests say: whether a row is
-- there, whether one should be, whether its digest's salt was erased.
CREATE OR REPLACE FUNCTION journal_check_bulk(
    of_image bigint, of_table text, first bigint, last bigint
) RETURNS TABLE (row_key bigint, there boolean, wanted boolean, forgotten boolean)
LANGUAGE plpgsql STABLE AS $$
DECLARE
    kept bulk_digest;
    found bytea;
    none bytea := decode(repeat('00', 16), 'hex');
BEGIN
    SELECT d.* INTO kept FROM bulk_digest d WHERE d.image_id = of_image AND d.table_name = of_table;
    IF kept.image_id IS NULL THEN  -- of a time when there were none: only whether it is there
        RETURN QUERY EXECUTE format('SELECT n, false, true, false FROM generate_series($1, $2) AS n
            WHERE NOT EXISTS (SELECT FROM public.%I t WHERE t.%I = n)', of_table,
            CASE of_table WHEN 'complainant' THEN 'complaint_id' ELSE 'id' END) USING first, last;
        RETURN;
    END IF;
    found := journal_digests(of_table, kept.first, kept.first + length(kept.digests) / 16 - 1,
        ARRAY(SELECT json_array_elements_text(kept.columns::json)), kept.salts);
    IF found = kept.digests THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT n, s.now <> none, s.was <> none, s.salt = none
    FROM generate_series(first, last) AS n
    CROSS JOIN LATERAL (SELECT ((n - kept.first) * 16 + 1)::integer AS start) AS p
    CROSS JOIN LATERAL (SELECT substr(found, p.start, 16) AS now,
        substr(kept.digests, p.start, 16) AS was, substr(kept.salts, p.start, 16) AS salt) AS s
    WHERE s.now <> s.was;
END $$;

-- The first row whose key lies between two others: of a gap in what the journal names.
CREATE OR REPLACE FUNCTION journal_check_between(of_table text, after bigint, before bigint)
RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE found bigint;
BEGIN
    EXECUTE format('SELECT min(t.%1$I) FROM public.%2$I t
        WHERE t.%1$I > $1 AND ($2 IS NULL OR t.%1$I < $2)',
        CASE of_table WHEN 'complainant' THEN 'complaint_id' ELSE 'id' END, of_table)
    INTO found USING after, before;
    RETURN found;
END $$;

-- Of images that are the first of a row from a bulk: those that begin otherwise than it came.
CREATE OR REPLACE FUNCTION journal_check_bases(images bigint[], bulks bigint[])
RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
    SELECT r.id::bigint
    FROM unnest(images, bulks) AS asked(image, bulk)
    JOIN journal_row r ON r.id = asked.image
    JOIN bulk_digest d ON d.image_id = asked.bulk AND d.table_name = r.table_name
    CROSS JOIN LATERAL (SELECT ((r.row_key::bigint - d.first) * 16 + 1)::integer AS start) AS p
    CROSS JOIN LATERAL (SELECT substr(d.digests, p.start, 16) AS was,
        substr(d.salts, p.start, 16) AS salt) AS s
    WHERE r.before IS NOT NULL AND s.salt <> decode(repeat('00', 16), 'hex')
        AND s.was <> substr(sha256(s.salt
            || convert_to(journal_compared(r.table_name, r.before), 'UTF8')), 1, 16)
        AND s.was <> substr(sha256(s.salt || convert_to('{' || (
            SELECT string_agg(to_json(c.name)::text || ':' || (r.before::json -> c.name)::text, ','
                ORDER BY c.place)
            FROM json_array_elements_text(d.columns::json) WITH ORDINALITY AS c(name, place)
        ) || '}', 'UTF8')), 1, 16)
$$;

-- Of tables those whose sequence would give a number again that a row has.
CREATE OR REPLACE FUNCTION journal_check_counters(tables text[]) RETURNS SETOF text
LANGUAGE plpgsql STABLE AS $$
DECLARE
    of_table text;
    behind boolean;
BEGIN
    FOREACH of_table IN ARRAY tables LOOP
        EXECUTE format('SELECT coalesce((SELECT max(t.id) FROM public.%I t), 0)
            > CASE WHEN s.is_called THEN s.last_value ELSE s.last_value - 1 END
            FROM public.%I s', of_table, of_table || '_id_seq') INTO behind;
        IF behind THEN
            RETURN NEXT of_table;
        END IF;
    END LOOP;
END $$;

-- An image with marks in place of what is a person's own.
CREATE OR REPLACE FUNCTION journal_masked(of_table text, of_key text, image text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT json_object_agg(m.name, CASE WHEN m.name = ANY (CASE of_table
        WHEN 'complainant' THEN ARRAY['name', 'phone', 'id_type', 'id_number', 'address']
        WHEN 'complaint' THEN ARRAY['title', 'text', 'person_key']
        WHEN 'duty_log' THEN ARRAY['name', 'phone', 'text'] ELSE '{}' END)
        THEN to_json('#' || journal_mark(k.secret, of_key || m.name, m.value::text))
        ELSE m.value END)::text
    FROM json_each(image::json) AS m(name, value) CROSS JOIN keys.marks k
$$;

-- Two states of a row that should be one: what an image left, and what the next began with; without
-- a next one the row itself.
CREATE OR REPLACE FUNCTION journal_check_values(
    of_table text, columns text[], of_key text, left_by bigint, next_one bigint
) RETURNS TABLE (logged text, found text) LANGUAGE plpgsql STABLE AS $$
DECLARE
    was text := (SELECT r.after FROM journal_row r WHERE r.id = left_by AND r.row_key = of_key
        AND r.table_name = of_table);
    now text := (SELECT r.before FROM journal_row r WHERE r.id = next_one AND r.row_key = of_key
        AND r.table_name = of_table);
BEGIN
    IF next_one IS NULL THEN
        EXECUTE format('SELECT %s FROM public.%I t WHERE %s = $1', journal_row_sql(of_table, columns),
            of_table, journal_key_sql(of_table)) INTO now USING of_key;
    END IF;
    RETURN QUERY SELECT journal_masked(of_table, of_key, was), journal_masked(of_table, of_key, now);
END $$;
