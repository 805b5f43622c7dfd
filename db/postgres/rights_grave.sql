-- Where it is grave nobody acts alone: roles that decide, decisions from above, erasing, releases.
-- What is asked of one row stands in writes.txt; here is what it asks with, and the gates at the end of
-- a transaction (see rights_gates.sql).

-- Up to here grants stood before any had to be confirmed. No new one may take such a number.
CREATE OR REPLACE FUNCTION rights.grants_before() RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(max(s.grants_before), 0) FROM schema_info s
$$;

-- The first commander and the first auditor before the bureau has begun to work: nobody is there who
-- could confirm them. Mirrors commandcenter/services/seat/role_confirmation.py.
CREATE OR REPLACE FUNCTION rights.first_of(of_role text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM pen FOR UPDATE;  -- who asks at the same time waits here, and finds this one
    RETURN of_role IN ({first_roles})
        AND NOT EXISTS (SELECT 1 FROM role_grant g WHERE g.role = of_role)
        AND NOT EXISTS (SELECT 1 FROM incident) AND NOT EXISTS (SELECT 1 FROM batch);
END $$;

-- He alone is in office as commander, auditor or administrator (of_role NULL: as any of them). Who asks
-- at the same time waits, and sees what the first did. Mirrors commandcenter/services/seat/membership.py.
CREATE OR REPLACE FUNCTION rights.only_one(of_person integer, of_role text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM pen FOR UPDATE;
    RETURN EXISTS (SELECT 1 FROM unnest(ARRAY[{needed_roles}]) needed(role)
        WHERE (of_role IS NULL OR needed.role = of_role)
            AND (SELECT bool_and(g.person_id = of_person) FROM role_grant g
                JOIN person p ON p.id = g.person_id AND p.active
                WHERE g.role = needed.role AND {confirmed} AND g.valid_until IS NULL
                    AND g.stands_for IS NULL
                    AND g.valid_from <= public.store_moment(clock_timestamp())));
END $$;

-- A grant that waits for a second person; who is signed on did not give it himself.
CREATE OR REPLACE FUNCTION rights.waits(g role_grant) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT {confirmed} AND g.refused_at IS NULL AND g.granted_by <> session_user
$$;

-- What was decided above the city bears its number, and is known by its paper or by the call that told
-- it. Mirrors commandcenter/domain/incident/upper_proof.py.
CREATE OR REPLACE FUNCTION rights.upper_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF coalesce(btrim(NEW.document), '') = '' OR coalesce(btrim(NEW.organ), '') = ''
        OR NEW.decided_at IS NULL OR NEW.decided_at > public.store_moment(clock_timestamp()) + interval '1 minute'
    THEN
        RAISE EXCEPTION 'level_decision: a decision from above has an organ, a number and a time'
            USING ERRCODE = '42501';
    END IF;
    IF NOT coalesce((SELECT f.complete FROM stored_file f WHERE f.sha256 = NEW.file_sha256), false)
        AND (coalesce(btrim(NEW.caller), '') = '' OR coalesce(NEW.caller_phone, '') !~ '[0-9]'
            OR NEW.called_at IS NULL OR NEW.called_at > public.store_moment(clock_timestamp()) + interval '1 minute'
            OR NEW.called_at < date_trunc('minute', NEW.decided_at))
    THEN
        RAISE EXCEPTION 'level_decision: neither a file nor a call tells of it'
            USING ERRCODE = '42501';
    END IF;
    RETURN NULL;
END $$;

-- Personal data go only by a decision, once the response is over: commandcenter/domain/aftermath/retention.py.
CREATE OR REPLACE FUNCTION rights.response_over(of_incident integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM incident i WHERE i.id = of_incident AND i.state IN ({after}))
$$;

CREATE OR REPLACE FUNCTION rights.erases(of_incident integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM retention t
        WHERE t.incident_id = of_incident AND t.decision = 'erase')
        AND rights.response_over(of_incident)
$$;

-- A complaint that such a decision is about, and that no other open incident still needs.
CREATE OR REPLACE FUNCTION rights.erasing(of_complaint integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM retention t JOIN incident_complaint c
            ON c.incident_id = t.incident_id AND c.complaint_id = of_complaint
        WHERE t.decision = 'erase' AND c.removed_at IS NULL
            AND rights.response_over(t.incident_id)
            AND NOT EXISTS (SELECT 1 FROM incident_complaint o JOIN incident i ON i.id = o.incident_id
                WHERE o.complaint_id = of_complaint AND o.removed_at IS NULL
                    AND o.incident_id <> t.incident_id AND i.state IN ({open})));
END $$;

-- Who took a complaint in corrects it; what others took in is corrected by the office that does that. An
-- import of before its opener was known is nobody's own.
CREATE OR REPLACE FUNCTION rights.opened_by_me(of_batch integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM batch b WHERE b.id = of_batch AND b.opener_id = rights.me());
END $$;

-- Of two records that are linked one was corrected by an import of theirs, or is put back as an import
-- is taken out: then the program looks whether they still tell one matter.
CREATE OR REPLACE FUNCTION rights.corrected_one_of(one integer, other integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM complaint_correction k JOIN batch b ON b.id = k.batch_id
        WHERE k.complaint_id IN (one, other)
            AND (b.state = 'open' OR rights.opened_by_me(k.batch_id)))
$$;

-- Taken apart before: only a person puts the two together again.
CREATE OR REPLACE FUNCTION rights.parted(one integer, other integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM complaint_link l WHERE l.undone_at IS NOT NULL
        AND (l.first_id, l.second_id) IN ((one, other), (other, one)))
$$;

CREATE OR REPLACE FUNCTION rights.counties_of_batch(of_batch integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT array_agg(DISTINCT coalesce(c.district, '')) FROM complaint c
            WHERE c.batch_id = of_batch),
        (SELECT array_agg(DISTINCT h.district) FROM batch b, rights.held(b.opener_id) h
            WHERE b.id = of_batch AND h.district IS NOT NULL))
$$;

-- An import that is being filled, by who opened it.
CREATE OR REPLACE FUNCTION rights.fills(of_batch integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN EXISTS (SELECT 1 FROM batch b WHERE b.id = of_batch AND b.state = 'open'
        AND b.opener_id = rights.me());
END $$;

-- An older program, and the program by itself, do not say who opens an import.
CREATE OR REPLACE FUNCTION rights.batch_opener() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.opener_id := coalesce(NEW.opener_id, rights.me());
    RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION rights.need_correction(what text, of_complaint integer) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF (SELECT rights.opened_by_me(c.batch_id) FROM complaint c WHERE c.id = of_complaint) THEN
        PERFORM rights.need(what, ARRAY['~take_in_complaints'], NULL, NULL, NULL, NULL, NULL);
    ELSE
        PERFORM rights.need(what, ARRAY['correct_complaint'], NULL, rights.county_of(of_complaint),
            NULL, NULL, NULL);
    END IF;
END $$;

-- A release stands where the checks of its very text stand, each as a row, by people who wrote none of it.
-- What a row may say is asked when it is put in (writes.txt). Mirrors store/releases/release_gate.py.
CREATE OR REPLACE FUNCTION rights.release_checks(of_release integer, wanted text[])
RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mark text;
    since integer;
BEGIN
    SELECT journal_sha256(r.title || E'\n' || r.text) INTO mark FROM release r WHERE r.id = of_release;
    SELECT max(c.id) INTO since FROM release_check c
        WHERE c.release_id = of_release AND c.step IN ('draft', 'submit');
    RETURN mark = (SELECT c.text_sha256 FROM release_check c
            WHERE c.release_id = of_release AND c.step = 'draft' ORDER BY c.id DESC LIMIT 1)
        AND NOT EXISTS (SELECT 1 FROM unnest(wanted) AS w(step) WHERE NOT EXISTS (
            SELECT 1 FROM release_check c WHERE c.release_id = of_release AND c.step = w.step
                AND c.passed AND c.text_sha256 = mark AND c.person_id IS NOT NULL
                AND (c.id > since OR w.step = 'submit' AND c.id = since)
                AND (SELECT n.step FROM release_check n WHERE n.release_id = of_release
                    AND n.id > c.id ORDER BY n.id LIMIT 1) IS DISTINCT FROM 'taken_back'
                AND (c.step NOT IN ('secrecy', 'approval') OR c.person_id NOT IN (
                    SELECT d.person_id FROM release_check d WHERE d.release_id = of_release
                        AND d.step = 'draft' AND d.person_id IS NOT NULL))));
END $$;

CREATE OR REPLACE FUNCTION rights.release_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept release;
BEGIN
    SELECT * INTO kept FROM release WHERE id = NEW.id;
    IF kept.id IS NULL OR kept.state IN ('draft', 'withdrawn')
        OR rights.release_checks(kept.id, CASE kept.state WHEN 'legal' THEN ARRAY['submit']
            WHEN 'secrecy' THEN ARRAY['submit', 'legal']
            WHEN 'approval' THEN ARRAY['submit', 'legal', 'secrecy']
            WHEN 'approved' THEN ARRAY['submit', 'legal', 'secrecy', 'approval']
            ELSE ARRAY['submit', 'legal', 'secrecy', 'approval', 'publish']
                || CASE WHEN kept.needs_telling OR rights.is_told(kept.id) THEN ARRAY['told']
                    ELSE '{{}}' END END)
        AND (NEW.state <> 'approved' OR kept.needs_telling = rights.is_told(kept.id))
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'release: % is not checked for %', kept.id, kept.state USING ERRCODE = '42501';
END $$;

-- A typical case stands where its last step has brought it, of the very text that it has. Who may
-- take which step is asked when its row is put in (writes.txt). Mirrors domain/publicity/cases.py.
CREATE OR REPLACE FUNCTION rights.typical_case_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    kept typical_case;
BEGIN
    SELECT * INTO kept FROM typical_case WHERE id = NEW.id;
    IF kept.id IS NULL OR kept.state IS NULL OR (
        SELECT s.step = CASE kept.state WHEN 'legal' THEN 'submit' WHEN 'secrecy' THEN 'legal'
                WHEN 'approval' THEN 'secrecy' WHEN 'approved' THEN 'approval'
                WHEN 'published' THEN 'publish' WHEN 'revoked' THEN 'revoke'
                WHEN 'withdrawn' THEN 'withdraw' ELSE 'return' END
            AND s.text_sha256 = journal_sha256(kept.title || E'\n' || kept.text)
            AND s.person_id = rights.me()
        FROM typical_case_step s WHERE s.case_id = kept.id ORDER BY s.id DESC LIMIT 1)
    THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'typical case: % has no step to %', kept.id, kept.state USING ERRCODE = '42501';
END $$;

DO $$ BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.batch'::regclass AND tgname = 'batch_opener') THEN
        CREATE TRIGGER batch_opener BEFORE INSERT ON batch
            FOR EACH ROW EXECUTE FUNCTION rights.batch_opener();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.level_decision'::regclass AND tgname = 'upper_gate') THEN
        CREATE CONSTRAINT TRIGGER upper_gate AFTER INSERT ON level_decision
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
            WHEN (NEW.step = 'upper' AND NOT rights.above()) EXECUTE FUNCTION rights.upper_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.release'::regclass AND tgname = 'release_gate') THEN
        CREATE CONSTRAINT TRIGGER release_gate AFTER UPDATE OF state ON release
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.release_gate();
    END IF;
    IF NOT EXISTS (SELECT 1 FROM pg_trigger
        WHERE tgrelid = 'public.typical_case'::regclass AND tgname = 'typical_case_gate') THEN
        CREATE CONSTRAINT TRIGGER typical_case_gate AFTER UPDATE OF state ON typical_case
            DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT rights.above())
            EXECUTE FUNCTION rights.typical_case_gate();
    END IF;
END $$;
