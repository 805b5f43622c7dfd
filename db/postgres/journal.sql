-- The journal's own part of the database: digests, numbering and the chain.
-- Mirrors commandcenter/store/digest.py; tests/store/vectors.json holds both to the same bytes.

CREATE OR REPLACE FUNCTION journal_field(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(octet_length(convert_to(value, 'UTF8'))::text || ':' || value, '-')
$$;

CREATE OR REPLACE FUNCTION journal_sha256(packed text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(convert_to(packed, 'UTF8')), 'hex')
$$;

CREATE OR REPLACE FUNCTION journal_micros(at timestamptz) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (extract(epoch FROM at) * 1000000)::bigint
$$;

CREATE OR REPLACE FUNCTION journal_image_digest(
    salt text, table_name text, row_key text, op text, before text, after text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT journal_sha256(
        journal_field(salt) || journal_field(table_name) || journal_field(row_key)
        || journal_field(op) || journal_field(before) || journal_field(after))
$$;

CREATE OR REPLACE FUNCTION journal_line_hash(
    previous text, number bigint, at timestamptz, actor text, kind text, subject bigint,
    incident_id bigint, verb text, clause text, digest text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT journal_sha256(
        journal_field(previous) || journal_field(number::text)
        || journal_field(journal_micros(at)::text) || journal_field(actor)
        || journal_field(kind) || journal_field(subject::text)
        || journal_field(incident_id::text) || journal_field(verb)
        || journal_field(clause) || journal_field(digest))
$$;

CREATE OR REPLACE FUNCTION journal_image(
    of_table text, of_key text, of_op text, was text, is_now text
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    grain text := replace(gen_random_uuid()::text, '-', '');
BEGIN
    INSERT INTO journal_row(line, table_name, row_key, op, before, after, salt, digest)
    SELECT pen.number + 1, of_table, of_key, of_op, was, is_now, grain,
           journal_image_digest(grain, of_table, of_key, of_op, was, is_now)
    -- Who changes without the pen gets it here: else another's next line would announce his change.
    FROM pen FOR UPDATE;
END $$;

-- The image of a row of alias t as an SQL expression, of some columns; made from the catalogue.
CREATE OR REPLACE FUNCTION journal_row_sql(of_table text, columns text[]) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT '''{'' || ' || string_agg(format('%L || coalesce(%s, ''null'')', '"' || u.name || '":',
        CASE WHEN a.atttypid = 'timestamptz'::regtype THEN format('journal_micros(t.%I)::text', u.name)
            WHEN a.atttypid = 'boolean'::regtype THEN format('t.%I::integer::text', u.name)
            WHEN a.atttypid IN ('integer'::regtype, 'bigint'::regtype)
            THEN format('t.%I::text', u.name)
            ELSE format('to_json(t.%I)::text', u.name) END),
        ' || '','' || ' ORDER BY u.place) || ' || ''}'''
    FROM unnest(columns) WITH ORDINALITY AS u(name, place)
    JOIN pg_attribute a ON a.attrelid = ('public.' || quote_ident(of_table))::regclass
        AND a.attname = u.name AND NOT a.attisdropped
$$;

-- What no check compares: given to a row without an image (Base.given_later), or only ever made
-- greater. commandcenter/store/tables/base.py says the same; a test holds them together.
CREATE OR REPLACE FUNCTION journal_not_compared(of_table text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE of_table WHEN 'complaint' THEN ARRAY['person_key', 'reporter_protected']
        ELSE '{}' END
$$;

-- Of rows that came in bulk: a salted digest of each (commandcenter/store/bulk_digests.py), zeros
-- where there is no row.
CREATE OR REPLACE FUNCTION journal_digests(
    of_table text, first bigint, last bigint, columns text[], salts bytea
) RETURNS bytea LANGUAGE plpgsql STABLE AS $$
DECLARE
    key text := (SELECT a.attname FROM pg_index i JOIN pg_attribute a
        ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = ('public.' || quote_ident(of_table))::regclass AND i.indisprimary);
    found bytea;
BEGIN
    EXECUTE format(
        'SELECT string_agg(coalesce(r.digest, decode(repeat(''00'', 16), ''hex'')), '''' ORDER BY n)
        FROM generate_series($1, $2) AS n LEFT JOIN (SELECT t.%1$I::bigint AS key, substr(sha256(
            substr($3, ((t.%1$I - $1) * 16 + 1)::integer, 16) || convert_to(%2$s, ''UTF8'')),
            1, 16) AS digest FROM public.%3$I t WHERE t.%1$I BETWEEN $1 AND $2) AS r ON r.key = n',
        key, journal_row_sql(of_table, columns), of_table)
    INTO found USING first, last, salts;
    RETURN coalesce(found, '');
END $$;

-- The digest over the digests of one bulk line; the salts are not in it.
CREATE OR REPLACE FUNCTION journal_bulk_digest(of_image bigint) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT journal_sha256(coalesce(string_agg(journal_field(d.table_name)
        || journal_field(d.first::text) || journal_field(d.columns)
        || journal_field(encode(d.digests, 'hex')), '' ORDER BY d.table_name COLLATE "C"), ''))
    FROM bulk_digest d WHERE d.image_id = of_image
$$;

CREATE OR REPLACE FUNCTION journal_keep_digests(
    of_image bigint, of_table text, first bigint, last bigint
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    columns text[] := (SELECT array_agg(a.attname::text ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = ('public.' || quote_ident(of_table))::regclass AND a.attnum > 0
        AND NOT a.attisdropped AND a.attname <> ALL (journal_not_compared(of_table)));
    salts bytea := (SELECT string_agg(uuid_send(gen_random_uuid()), ''::bytea)
        FROM generate_series(first, last));
BEGIN
    INSERT INTO bulk_digest(image_id, table_name, first, columns, salts, digests)
    VALUES (of_image, of_table, first, replace(to_json(columns)::text, ', ', ','), salts,
        journal_digests(of_table, first, last, columns, salts));
END $$;

-- New rows that leave no image are named by their range; no other image can be made by hand. Each
-- row's digest is kept as the row is now, and the image has the digest over them.
CREATE OR REPLACE FUNCTION journal_bulk(of_table text, first bigint, last bigint, facts text)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    image bigint := nextval(pg_get_serial_sequence('public.journal_row', 'id'));
    subjects json := facts::json -> 'subjects';
    grain text := replace(gen_random_uuid()::text, '-', '');
    whole text;
BEGIN
    IF of_table NOT IN ('complaint', 'incident_complaint', 'subject') THEN
        RAISE EXCEPTION 'journal: rows of % leave images', of_table USING ERRCODE = '42501';
    END IF;
    IF last - first >= 100000 THEN  -- the program names five thousand at most
        RAISE EXCEPTION 'journal: too many rows under one line' USING ERRCODE = '42501';
    END IF;
    PERFORM journal_keep_digests(image, of_table, first, last);
    IF of_table = 'complaint' THEN
        PERFORM journal_keep_digests(image, 'complainant', first, last);
        IF subjects IS NOT NULL THEN
            PERFORM journal_keep_digests(image, 'subject', (subjects ->> 0)::bigint,
                (subjects ->> 1)::bigint);
        END IF;
    END IF;
    whole := CASE facts WHEN '{}' THEN '{' ELSE left(facts, -1) || ',' END
        || '"digest":"' || journal_bulk_digest(image) || '"}';
    INSERT INTO journal_row(id, line, table_name, row_key, op, before, after, salt, digest)
    SELECT image, pen.number + 1, of_table, first || '-' || last, 'bulk', NULL, whole, grain,
        journal_image_digest(grain, of_table, first || '-' || last, 'bulk', NULL, whole)
    FROM pen FOR UPDATE;
END $$;

-- Kept for good; but where an image is taken out by decision, the row's salt goes with it.
CREATE OR REPLACE FUNCTION journal_bulk_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND pg_trigger_depth() > 1
        AND (NEW.image_id, NEW.table_name, NEW.first, NEW.columns, NEW.digests)
            = (OLD.image_id, OLD.table_name, OLD.first, OLD.columns, OLD.digests)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE FUNCTION journal_forget() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE bulk_digest d SET salts = overlay(d.salts PLACING decode(repeat('00', 16), 'hex')
        FROM ((OLD.row_key::bigint - d.first) * 16 + 1)::integer)
    WHERE d.table_name = OLD.table_name
        AND OLD.row_key::bigint BETWEEN d.first AND d.first + length(d.salts) / 16 - 1;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION journal_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head pen;
    digests text;
BEGIN
    SELECT * INTO STRICT head FROM pen FOR UPDATE;
    NEW.number := head.number + 1;
    NEW.at := public.store_moment(clock_timestamp());
    SELECT coalesce(string_agg(journal_field(r.digest), '' ORDER BY r.id), '')
    INTO digests FROM journal_row r WHERE r.line = NEW.number;
    NEW.digest := journal_sha256(digests);
    NEW.hash := journal_line_hash(head.hash, NEW.number, NEW.at, NEW.actor, NEW.kind,
        NEW.subject, NEW.incident_id, NEW.verb, NEW.clause, NEW.digest);
    UPDATE pen SET number = NEW.number, hash = NEW.hash;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER journal_line BEFORE INSERT ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_line();

CREATE OR REPLACE FUNCTION journal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal
    FOR EACH ROW EXECUTE FUNCTION journal_append_only();
CREATE OR REPLACE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();

-- An image is never changed, but for being taken out by a decision on personal data.
CREATE OR REPLACE FUNCTION journal_row_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.erased_by IS NULL
        AND NEW.before IS NULL AND NEW.after IS NULL AND NEW.salt IS NULL
        AND (NEW.id, NEW.line, NEW.table_name, NEW.row_key, NEW.op, NEW.digest)
            = (OLD.id, OLD.line, OLD.table_name, OLD.row_key, OLD.op, OLD.digest)
        AND EXISTS (SELECT 1 FROM journal j WHERE j.number = NEW.erased_by
            AND j.kind = 'retention' AND j.verb = 'decided')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = '42501';
END $$;

CREATE OR REPLACE TRIGGER journal_row_kept BEFORE UPDATE OR DELETE ON journal_row
    FOR EACH ROW EXECUTE FUNCTION journal_row_kept();
CREATE OR REPLACE TRIGGER journal_row_no_truncate BEFORE TRUNCATE ON journal_row
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();
CREATE OR REPLACE TRIGGER journal_bulk_kept BEFORE UPDATE OR DELETE ON bulk_digest
    FOR EACH ROW EXECUTE FUNCTION journal_bulk_kept();
CREATE OR REPLACE TRIGGER journal_bulk_no_truncate BEFORE TRUNCATE ON bulk_digest
    FOR EACH STATEMENT EXECUTE FUNCTION journal_append_only();

CREATE OR REPLACE TRIGGER journal_forget AFTER UPDATE OF erased_by ON journal_row FOR EACH ROW
    WHEN (OLD.op <> 'bulk' AND OLD.table_name IN ('complaint', 'complainant'))
    EXECUTE FUNCTION journal_forget();
