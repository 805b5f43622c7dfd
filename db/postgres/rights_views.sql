-- Views that stand before the tables in a person's search_path: who complained, covered; and all
-- that the wall may read. There is no right on the tables behind them. Who reports (举报), or once
-- did, is covered wholly.

CREATE SCHEMA IF NOT EXISTS masked;
CREATE OR REPLACE VIEW masked.complainant WITH (security_barrier) AS
    SELECT p.complaint_id,
        CASE WHEN p.name = '' THEN '' WHEN c.reporter_protected THEN '**'
            ELSE left(p.name, 1) || '**' END AS name,
        CASE WHEN p.phone = '' THEN '' WHEN c.reporter_protected THEN '****'
            WHEN length(p.phone) >= 11 THEN left(p.phone, 3) || '****' || right(p.phone, 4)
            ELSE '****' || right(p.phone, 2) END AS phone,
        p.id_type,
        CASE WHEN p.id_number = '' THEN '' ELSE '***' END AS id_number,
        CASE WHEN p.address = '' THEN '' ELSE '***' END AS address
    FROM public.complainant p JOIN public.complaint c ON c.id = p.complaint_id
    WHERE (SELECT rights.sees_city()) OR c.district = ANY ((SELECT rights.my_counties())::text[])
        -- Who enters single complaints sees of theirs what any file shows: the covered name.
        OR (SELECT rights.enters()) AND c.batch_id = ANY ((SELECT rights.my_entries())::integer[]);

-- Which citizen called the duty room, or was called, is covered like who complained; of an office the
-- name stands there, and its mobile numbers do not. Nor do those in the words of an entry, but for
-- who keeps the log. Nobody is behind 未告知 and 未留号码 (domain/command/duty.py).
CREATE OR REPLACE VIEW masked.duty_log WITH (security_barrier) AS
    SELECT d.id, d.kind, d.happened_at, d.unit, d.post,
        CASE WHEN d.unit <> '' OR d.name = '未告知' THEN d.name ELSE left(d.name, 1) || CASE WHEN d.name <> '' THEN '**' ELSE '' END END::varchar AS name,
        CASE WHEN d.phone IN ('', '未留号码') OR d.unit <> ''
                AND regexp_replace(d.phone, '[^0-9]', '', 'g') !~ '^1[0-9]{{10}}' THEN d.phone
            WHEN length(d.phone) >= 11 THEN left(d.phone, 3) || '****' || right(d.phone, 4)
            ELSE '****' || right(d.phone, 2) END::varchar AS phone,
        CASE WHEN (SELECT rights.may('duty_log')) THEN d.text
            ELSE regexp_replace(d.text, k.mobile, '\1****\3', 'g') END::varchar AS text,
        CASE WHEN (SELECT rights.may('duty_log')) THEN d.told
            ELSE regexp_replace(d.told, k.mobile, '\1****\3', 'g') END::varchar AS told,
        d.incident_id, d.at, d."by", d.follow, d.closed_at, d.closed_by,
        d.closed_words, d.by_id
    FROM public.duty_log d,
        (VALUES ('(?<![0-9])(1[3-9][0-9])[- ]?([0-9]{{4}})[- ]?([0-9]{{4}})(?![0-9])')) k(mobile)
    WHERE (SELECT rights.sees_city())
        OR d.by_id = (SELECT rights.me()) AND (SELECT rights.sees_something())
        OR EXISTS (SELECT 1 FROM public.incident o WHERE o.id = d.incident_id
            AND rights.touches(o.districts));

-- Name and telephone are changed by an erasure only: who may not is refused before anything is
-- compared with what stands there.
CREATE OR REPLACE FUNCTION rights.write_caller() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.id IS NOT NULL THEN
            RAISE EXCEPTION 'duty_log: a number of one''s own' USING ERRCODE = '42501';
        END IF;
        INSERT INTO public.duty_log (kind, happened_at, unit, name, post, phone, text, told,
            incident_id, at, "by", by_id, follow, closed_at, closed_by, closed_words)
        VALUES (NEW.kind, NEW.happened_at, NEW.unit, NEW.name, NEW.post, NEW.phone,
            NEW.text, NEW.told, NEW.incident_id, NEW.at, NEW."by", NEW.by_id, NEW.follow, NEW.closed_at,
            NEW.closed_by, NEW.closed_words) RETURNING id INTO NEW.id;
        RETURN NEW;
    END IF;
    IF (NEW.name, NEW.phone) IS DISTINCT FROM (OLD.name, OLD.phone) THEN
        PERFORM rights.need('duty_log', ARRAY['decide_retention'], NULL, NULL, NULL, NULL, NULL);
        IF NEW.name || NEW.phone <> '' THEN
            RAISE EXCEPTION 'duty_log: who called is not changed' USING ERRCODE = '42501';
        END IF;
        UPDATE public.duty_log SET name = '', phone = '' WHERE id = OLD.id;
    END IF;
    IF (NEW.id, NEW.kind, NEW.happened_at, NEW.unit, NEW.post, NEW.text, NEW.told, NEW.at, NEW."by",
            NEW.by_id)
        IS DISTINCT FROM (OLD.id, OLD.kind, OLD.happened_at, OLD.unit,
            CASE WHEN NEW.post = '' THEN '' ELSE OLD.post END, OLD.text, OLD.told, OLD.at, OLD."by",
            OLD.by_id)
    THEN
        RAISE EXCEPTION 'duty_log: what was entered is not changed' USING ERRCODE = '42501';
    END IF;
    UPDATE public.duty_log d SET post = NEW.post, incident_id = NEW.incident_id,
        follow = NEW.follow, closed_at = NEW.closed_at, closed_by = NEW.closed_by,
        closed_words = NEW.closed_words
    WHERE d.id = OLD.id;
    RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS write_caller ON masked.duty_log;
CREATE TRIGGER write_caller INSTEAD OF INSERT OR UPDATE ON masked.duty_log
    FOR EACH ROW EXECUTE FUNCTION rights.write_caller();

-- What a later file corrects is written behind the covers; all empty is an erasure by decision.
CREATE OR REPLACE FUNCTION rights.write_complainant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    erased boolean := NEW.name || NEW.phone || NEW.id_type || NEW.id_number || NEW.address = '';
BEGIN
    IF erased AND rights.erasing(OLD.complaint_id) THEN
        PERFORM rights.need('complainant', ARRAY['decide_retention'], NULL, NULL, NULL, NULL, NULL);
    ELSE
        PERFORM rights.need_correction('complainant', OLD.complaint_id);
    END IF;
    UPDATE public.complainant p SET
        name = CASE WHEN erased OR NEW.name <> OLD.name THEN NEW.name ELSE p.name END,
        phone = CASE WHEN erased OR NEW.phone <> OLD.phone THEN NEW.phone ELSE p.phone END,
        id_type = CASE WHEN erased OR NEW.id_type <> OLD.id_type THEN NEW.id_type
            ELSE p.id_type END,
        id_number = CASE WHEN erased OR NEW.id_number <> OLD.id_number THEN NEW.id_number
            ELSE p.id_number END,
        address = CASE WHEN erased OR NEW.address <> OLD.address THEN NEW.address
            ELSE p.address END
    WHERE p.complaint_id = OLD.complaint_id;
    RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS write_complainant ON masked.complainant;
CREATE TRIGGER write_complainant INSTEAD OF UPDATE ON masked.complainant
    FOR EACH ROW EXECUTE FUNCTION rights.write_complainant();

-- Of an import that is taken back while it is open.
CREATE OR REPLACE FUNCTION rights.drop_complainant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rights.need('complainant', CASE WHEN rights.unfinished_of(OLD.complaint_id)
        THEN ARRAY['~take_in_complaints'] ELSE '{{}}' END, NULL, NULL, NULL, NULL, NULL);
    DELETE FROM public.complainant p WHERE p.complaint_id = OLD.complaint_id;
    RETURN OLD;
END $$;

DROP TRIGGER IF EXISTS drop_complainant ON masked.complainant;
CREATE TRIGGER drop_complainant INSTEAD OF DELETE ON masked.complainant
    FOR EACH ROW EXECUTE FUNCTION rights.drop_complainant();
