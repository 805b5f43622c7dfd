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

-- New rows that leave no image are named by their range; no other image can be made by hand.
CREATE OR REPLACE FUNCTION journal_bulk(of_table text, first bigint, last bigint, facts text)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF of_table NOT IN ('complaint', 'incident_complaint', 'subject') THEN
        RAISE EXCEPTION 'journal: rows of % leave images', of_table USING ERRCODE = '42501';
    END IF;
    PERFORM journal_image(of_table, first || '-' || last, 'bulk', NULL, facts);
END $$;

CREATE OR REPLACE FUNCTION journal_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head pen;
    digests text;
BEGIN
    SELECT * INTO STRICT head FROM pen FOR UPDATE;
    NEW.number := head.number + 1;
    NEW.at := clock_timestamp();
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
