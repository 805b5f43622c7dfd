-- What is or was a report (举报) keeps its reporter's protection for good, whoever writes the row and
-- with what program: commandcenter/store/triggers.py does the same where there is no server.

CREATE OR REPLACE FUNCTION complaint_protect() RETURNS trigger
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.reporter_protected AND NOT NEW.reporter_protected THEN
            RAISE EXCEPTION 'complaint: a reporter is protected for good' USING ERRCODE = '42501';
        END IF;
        NEW.reporter_protected := NEW.reporter_protected OR OLD.kind = 'report';
    END IF;
    NEW.reporter_protected := NEW.reporter_protected OR NEW.kind = 'report';
    IF TG_OP = 'UPDATE' AND NEW.reporter_protected AND NOT OLD.reporter_protected
        AND NEW.person_key <> '' AND length(NEW.person_key) <= 24
    THEN  -- like nobody's: neither their complaints nor their reports are to be found by it
        NEW.person_key := left(replace(gen_random_uuid()::text, '-', ''), 24);
    END IF;
    RETURN NEW;
END $$;

-- Who complained stands there before his complaint only where one statement takes the row away and
-- puts it back as something else.
CREATE OR REPLACE FUNCTION complaint_new() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM fresh f JOIN complainant p ON p.complaint_id = f.id) THEN
        RAISE EXCEPTION 'complaint: put in again under its complainant' USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

-- What is there already is left alone: making it anew would hold up every seat that writes.
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'complaint'::regclass AND tgname = 'complaint_protect_update') THEN
        CREATE TRIGGER complaint_protect_insert BEFORE INSERT ON complaint
            FOR EACH ROW WHEN (NEW.kind = 'report') EXECUTE FUNCTION complaint_protect();
        CREATE TRIGGER complaint_new AFTER INSERT ON complaint
            REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION complaint_new();
        CREATE TRIGGER complaint_protect_update BEFORE UPDATE ON complaint
            FOR EACH ROW EXECUTE FUNCTION complaint_protect();
    END IF;
END $$;
