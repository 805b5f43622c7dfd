-- The counts of complaints (table rollup) follow the rows by themselves, in the same transaction,
-- whoever writes them: nobody has a right to write counts. commandcenter/store/complaints/rollups.py says what
-- is counted, and does the same where there is no server.
--
-- A count is kept per import. Keys are taken in order, so two who write never wait for each other
-- in a circle; a count that comes to nothing goes.

-- Whole hours since 1970, and whole Shanghai days. STABLE, so that it is planned into its query.
CREATE OR REPLACE FUNCTION rollup_keys(
    registered_at timestamptz, channel text, district text, category text, problem text
) RETURNS TABLE (family text, bucket bigint, key text) LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT counted.family, counted.bucket, counted.key
    FROM (SELECT floor(date_part('epoch', registered_at))::bigint AS second) AS moment,
    LATERAL (VALUES
        ('hour_channel', second / 3600, channel),
        ('day_district', (second + 28800) / 86400, coalesce(district, '')),
        ('day_category', (second + 28800) / 86400, category),
        ('day_problem', (second + 28800) / 86400, problem)
    ) AS counted(family, bucket, key)
$$;

CREATE OR REPLACE FUNCTION rollup_move(moved rollup[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO rollup AS kept (family, bucket, key, batch_id, count)
    SELECT m.family, m.bucket, m.key, m.batch_id, m.count FROM unnest(moved) AS m
    ORDER BY m.family, m.bucket, m.key, m.batch_id
    ON CONFLICT (family, bucket, key, batch_id) DO UPDATE SET count = kept.count + excluded.count;
    DELETE FROM rollup AS kept USING unnest(moved) AS m
    WHERE kept.count = 0 AND m.count < 0 AND (kept.family, kept.bucket, kept.key, kept.batch_id)
        = (m.family, m.bucket, m.key, m.batch_id);
$$;

CREATE OR REPLACE FUNCTION rollup_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE moved rollup[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(ROW(k.family, k.bucket, k.key, k.batch_id, k.n)::rollup) INTO moved FROM (
            SELECT family, bucket, key, batch_id, count(*) AS n FROM fresh
            CROSS JOIN LATERAL rollup_keys(registered_at, channel, district, category, problem)
            GROUP BY 1, 2, 3, 4) AS k;
    ELSIF TG_OP = 'DELETE' THEN
        SELECT array_agg(ROW(k.family, k.bucket, k.key, k.batch_id, -k.n)::rollup) INTO moved FROM (
            SELECT family, bucket, key, batch_id, count(*) AS n FROM gone
            CROSS JOIN LATERAL rollup_keys(registered_at, channel, district, category, problem)
            GROUP BY 1, 2, 3, 4) AS k;
    ELSE
        SELECT array_agg(ROW(k.family, k.bucket, k.key, k.batch_id, k.n)::rollup) INTO moved FROM (
            SELECT family, bucket, key, batch_id, sum(step) AS n
            FROM (SELECT *, 1 AS step FROM fresh UNION ALL SELECT *, -1 FROM gone) AS both_sides
            CROSS JOIN LATERAL rollup_keys(registered_at, channel, district, category, problem)
            GROUP BY 1, 2, 3, 4 HAVING sum(step) <> 0) AS k;
    END IF;
    IF moved IS NOT NULL THEN PERFORM rollup_move(moved); END IF;
    RETURN NULL;
END $$;

-- Puts the counts of some imports right by their rows, whatever was wrong. Rows and counts are
-- looked at in one moment and the difference is added, so what others write meanwhile stays right.
CREATE OR REPLACE FUNCTION rollup_recount(batches bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE moved rollup[];
BEGIN
    SELECT array_agg(ROW(k.family, k.bucket, k.key, k.batch_id, k.n)::rollup) INTO moved FROM (
        SELECT family, bucket, key, batch_id, sum(n) AS n FROM (
            SELECT family, bucket, key, batch_id, 1 AS n FROM complaint
            CROSS JOIN LATERAL rollup_keys(registered_at, channel, district, category, problem)
            WHERE batch_id = ANY (batches)
            UNION ALL
            SELECT family, bucket, key, batch_id, -count FROM rollup WHERE batch_id = ANY (batches)
        ) AS both_sides GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0) AS k;
    IF moved IS NOT NULL THEN PERFORM rollup_move(moved); END IF;
END $$;

-- What is there already is left alone: making it anew would hold up every seat that writes.
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'complaint'::regclass AND tgname = 'rollup_insert') THEN
        CREATE TRIGGER rollup_insert AFTER INSERT ON complaint
            REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION rollup_follow();
        CREATE TRIGGER rollup_delete AFTER DELETE ON complaint
            REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION rollup_follow();
        CREATE TRIGGER rollup_update AFTER UPDATE ON complaint
            REFERENCING OLD TABLE AS gone NEW TABLE AS fresh
            FOR EACH STATEMENT EXECUTE FUNCTION rollup_follow();
    END IF;
END $$;
