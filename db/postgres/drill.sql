-- A drill has a store of its own, which is one from its first line on: no other takes the mark, or a clock
-- that runs otherwise. The same for embedded databases: commandcenter/store/drills/guards.py.

-- What time it is here at a real moment: in a drill's store as its clock says, else that moment.
CREATE OR REPLACE FUNCTION store_moment(moment timestamptz) RETURNS timestamptz LANGUAGE plpgsql STABLE AS $$
BEGIN
    RETURN coalesce((SELECT timestamptz 'epoch' + interval '1 microsecond' * (c.simulated_micros + c.speed
        * (floor(extract(epoch FROM moment) * 1000000)::bigint - c.real_micros)) FROM public.simulated_clock c), moment);
END $$;

CREATE OR REPLACE FUNCTION store_founding() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM public.pen WHERE number > 0) THEN
        RAISE EXCEPTION 'drill: this store was not founded as a drill''s' USING ERRCODE = '42501';
    END IF;
    IF TG_TABLE_NAME = 'simulated_clock' AND NOT EXISTS (SELECT FROM public.drill) THEN
        RAISE EXCEPTION 'drill: only a drill''s store has a clock of its own' USING ERRCODE = '42501';
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION store_mark_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'drill: the mark of a drill is never changed' USING ERRCODE = '42501';
END $$;

-- Once: making them anew would wait for everybody who writes.
DO $$ BEGIN
    IF to_regclass('public.drill') IS NULL THEN  -- the tables are of before
        RETURN;
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid IN (to_regclass('public.drill'), to_regclass('public.simulated_clock'))
            AND tgname = 'drill_founding') THEN
        CREATE TRIGGER drill_founding BEFORE INSERT ON drill
            FOR EACH ROW EXECUTE FUNCTION store_founding();
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid IN (to_regclass('public.drill'), to_regclass('public.simulated_clock'))
            AND tgname = 'drill_kept') THEN
        CREATE TRIGGER drill_kept BEFORE UPDATE OR DELETE ON drill
            FOR EACH ROW EXECUTE FUNCTION store_mark_kept();
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid IN (to_regclass('public.drill'), to_regclass('public.simulated_clock'))
            AND tgname = 'drill_no_truncate') THEN
        CREATE TRIGGER drill_no_truncate BEFORE TRUNCATE ON drill
            FOR EACH STATEMENT EXECUTE FUNCTION store_mark_kept();
    END IF;
    IF NOT EXISTS (SELECT FROM pg_trigger
        WHERE tgrelid IN (to_regclass('public.drill'), to_regclass('public.simulated_clock'))
            AND tgname = 'simulated_clock_founding') THEN
        CREATE TRIGGER simulated_clock_founding BEFORE INSERT ON simulated_clock
            FOR EACH ROW EXECUTE FUNCTION store_founding();
    END IF;
END $$;
