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
    WHERE (SELECT rights.sees_city()) OR c.district = ANY ((SELECT rights.my_counties())::text[]);

-- What a later file corrects is written behind the covers; all empty is an erasure by decision.
CREATE OR REPLACE FUNCTION rights.write_complainant() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    erased boolean := NEW.name || NEW.phone || NEW.id_type || NEW.id_number || NEW.address = '';
BEGIN
    PERFORM rights.need('complainant',
        CASE WHEN erased THEN ARRAY['decide_retention'] ELSE ARRAY['~take_in_complaints'] END,
        NULL, NULL, NULL, NULL, NULL);
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
