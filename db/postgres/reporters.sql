-- What is or was a report (举报) keeps its reporter's protection for good, whoever writes the row and
-- with what program: commandcenter/store/triggers.py does the same where there is no server.

CREATE OR REPLACE FUNCTION complaint_protect() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- Who complained stands there already: it was taken away from him and put back otherwise.
        NEW.reporter_protected := NEW.reporter_protected OR NEW.kind = 'report'
            OR EXISTS (SELECT FROM complainant p WHERE p.complaint_id = NEW.id);
        RETURN NEW;
    END IF;
    IF OLD.reporter_protected AND NOT NEW.reporter_protected THEN
        RAISE EXCEPTION 'complaint: a reporter is protected for good' USING ERRCODE = '42501';
    END IF;
    NEW.reporter_protected := NEW.reporter_protected OR NEW.kind = 'report' OR OLD.kind = 'report';
    RETURN NEW;
END $$;

-- What is there already is left alone: making it anew would hold up every seat that writes.
DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'complaint'::regclass AND tgname = 'complaint_protect') THEN
        CREATE TRIGGER complaint_protect BEFORE INSERT OR UPDATE ON complaint
            FOR EACH ROW EXECUTE FUNCTION complaint_protect();
    END IF;
END $$;
