-- Who acted and when: what the triggers of the rows set by stamps.txt, and what they refuse.

CREATE OR REPLACE FUNCTION rights.refuse_stamp(what text, why text) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION '%: % (%)', what, why, session_user USING ERRCODE = '42501';
END $$;

-- A time that the server's clock bears out: its entry took a moment, and clocks differ a little.
CREATE OR REPLACE FUNCTION rights.just_now(at timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT at IS NULL OR at BETWEEN public.store_moment(clock_timestamp()) - interval '15 minutes'
        AND public.store_moment(clock_timestamp()) + interval '1 minute'
$$;

CREATE OR REPLACE FUNCTION rights.stamp_name(what text, given text, word text DEFAULT NULL)
RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    own text := rights.my_name();
BEGIN
    IF given <> '' AND given <> own AND given IS DISTINCT FROM word THEN
        PERFORM rights.refuse_stamp(what, 'under another name');
    END IF;
    RETURN CASE WHEN given = word THEN word ELSE own END;
END $$;

CREATE OR REPLACE FUNCTION rights.stamp_login(what text, given text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF given <> '' AND given <> session_user THEN
        PERFORM rights.refuse_stamp(what, 'under another login');
    END IF;
    RETURN session_user;
END $$;

CREATE OR REPLACE FUNCTION rights.stamp_person(what text, given integer) RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF given <> rights.me() THEN
        PERFORM rights.refuse_stamp(what, 'of another person');
    END IF;
    RETURN rights.me();
END $$;

-- In what capacity somebody may write: mirrors office_of of commandcenter/services/guard.py.
CREATE OR REPLACE FUNCTION rights.stamp_office(what text, given text) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rights.held(rights.me()) h
        WHERE given IN (SELECT v.word FROM (VALUES {offices}) AS v(held, word)
            WHERE v.held IN (h.role, h.grp))
        OR given = (SELECT d.name || '局' FROM district d WHERE d.code = h.district))
        AND given <> '系统'
    THEN
        PERFORM rights.refuse_stamp(what, 'of another office');
    END IF;
END $$;

-- A moment that this transaction read from the server's clock is the database's own, and the rows of
-- one act have it in common. It is bounded, for a transaction can be kept open.
CREATE OR REPLACE FUNCTION rights.stamp_now(what text, given timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here timestamptz := public.store_moment(clock_timestamp());
BEGIN
    IF NOT rights.just_now(given) THEN
        PERFORM rights.refuse_stamp(what, 'not now');
    END IF;
    RETURN CASE WHEN given BETWEEN greatest(public.store_moment(transaction_timestamp()), here - interval '1 minute')
        AND here THEN given ELSE here END;
END $$;

-- The same by the server's own clock, where that of a drill runs otherwise.
CREATE OR REPLACE FUNCTION rights.stamp_beat(what text, given timestamptz) RETURNS timestamptz
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    here timestamptz := clock_timestamp();
BEGIN
    IF given NOT BETWEEN here - interval '15 minutes' AND here + interval '1 minute' THEN
        PERFORM rights.refuse_stamp(what, 'not now');
    END IF;
    RETURN CASE WHEN given BETWEEN greatest(transaction_timestamp(), here - interval '1 minute')
        AND here THEN given ELSE here END;
END $$;

CREATE OR REPLACE FUNCTION rights.stamp_checked(what text, given timestamptz) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF NOT rights.just_now(given) THEN
        PERFORM rights.refuse_stamp(what, 'not now');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION rights.stamp_stated(what text, given timestamptz) RETURNS void
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF given > public.store_moment(clock_timestamp()) + interval '1 minute' THEN
        PERFORM rights.refuse_stamp(what, 'later than now');
    END IF;
END $$;

-- What was decided by telephone holds since the call: the record of it is of this transaction.
CREATE OR REPLACE FUNCTION rights.stamp_call(what text, given timestamptz, of_incident integer)
RETURNS timestamptz LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF given <= public.store_moment(clock_timestamp()) AND NOT given >= public.store_moment(transaction_timestamp()) AND EXISTS (
        SELECT 1 FROM oral_decision o WHERE o.incident_id = of_incident
            AND o.called_at <= given AND rights.entered_now('oral_decision', o.id))
    THEN
        RETURN given;
    END IF;
    RETURN rights.stamp_now(what, given);
END $$;

-- Whether this name is of who decided it in this transaction: by a call, or above the city.
CREATE OR REPLACE FUNCTION rights.decided_by(of_incident integer, given text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM oral_decision o WHERE o.incident_id = of_incident
            AND o.decider = given AND rights.entered_now('oral_decision', o.id))
        OR EXISTS (SELECT 1 FROM level_decision d WHERE d.incident_id = of_incident
            AND d.step = 'upper' AND d.organ = given AND rights.entered_now('level_decision', d.id))
$$;

-- Another's name is looked at again at the end (decider_gate): the row that bears it out may come later.
CREATE OR REPLACE FUNCTION rights.stamp_decider(what text, given text, of_incident integer)
RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF given <> '' AND given <> rights.my_name() AND rights.may_as(rights.me(),
        ARRAY['~register_upper_decision', '~register_oral_decision'], NULL, NULL, NULL, NULL)
    THEN
        RETURN given;
    END IF;
    RETURN rights.stamp_name(what, given);
END $$;

CREATE OR REPLACE FUNCTION rights.require_decider(what text, of_incident integer, given text)
RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF given <> '' AND given <> rights.my_name() AND NOT rights.decided_by(of_incident, given) THEN
        PERFORM rights.refuse_stamp(what, 'under another name');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION rights.decider_gate() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rights.require_decider(TG_TABLE_NAME, NEW.incident_id, NEW."by");
    RETURN NULL;
END $$;

-- Of an earlier version: nobody writes steps any more.
DROP FUNCTION IF EXISTS rights.step_decider_gate() CASCADE;
