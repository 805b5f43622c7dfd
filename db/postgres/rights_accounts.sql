-- Logins: made, closed and given passwords by functions that write a line of the journal, and in no
-- other way. They belong to cc_accounts, which alone may make roles (server 16 or newer: on 15
-- whoever may make roles can make himself nearly anything).

CREATE OR REPLACE FUNCTION rights.account_line(of_person integer, what text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM pen FOR UPDATE;
    INSERT INTO journal(actor, kind, subject, verb, clause)
    VALUES (CASE WHEN rights.above() THEN '' ELSE session_user END,
        'account', of_person, what, '');
    PERFORM pg_notify('commandcenter', '');
END $$;

-- Raises unless he may, and the login is a person's and no role of the server's own.
CREATE OR REPLACE FUNCTION rights.account_of(of_login text) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found integer := (SELECT id FROM person WHERE login = of_login);
BEGIN
    IF NOT rights.above() THEN
        PERFORM rights.need('account', ARRAY['manage_accounts'], NULL, NULL, NULL, NULL, NULL);
    END IF;
    IF found IS NULL OR of_login LIKE 'cc\_%' OR of_login LIKE 'pg\_%' OR EXISTS (
        SELECT 1 FROM pg_roles r WHERE r.rolname = of_login AND (r.rolsuper OR r.rolcreaterole
            OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls))
    THEN
        RAISE EXCEPTION 'account: % is no person''s login', of_login USING ERRCODE = '42501';
    END IF;
    RETURN found;
END $$;

CREATE OR REPLACE FUNCTION rights.require_verifier(verifier text) RETURNS void
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF verifier !~ '^SCRAM-SHA-256\$[0-9]+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE EXCEPTION 'account: only a SCRAM verifier, never a password' USING ERRCODE = '22023';
    END IF;
END $$;

-- What every login of a person works under: a frozen seat frees the pen, a lost query ends.
-- It runs as who calls it: the administrator of the server at init, add_login afterwards.
CREATE OR REPLACE FUNCTION rights.settle_login(of_login text) RETURNS void
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    place text := current_database();
    wall boolean := EXISTS (SELECT 1 FROM person p JOIN role_grant g ON g.person_id = p.id
        WHERE p.login = of_login AND g.role = 'wall');
BEGIN
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET search_path = %s', of_login, place,
        CASE WHEN wall THEN 'wall' ELSE 'masked, public' END);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET idle_in_transaction_session_timeout = ''3s''',
        of_login, place);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET lock_timeout = ''5s''', of_login, place);
    EXECUTE format('ALTER ROLE %I IN DATABASE %I SET statement_timeout = ''30s''', of_login, place);
    EXECUTE format('ALTER ROLE %I CONNECTION LIMIT 6', of_login);
END $$;

CREATE OR REPLACE FUNCTION rights.add_login(of_login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found integer := rights.account_of(of_login);
BEGIN
    PERFORM rights.require_verifier(verifier);
    EXECUTE format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION '
        'PASSWORD %L', of_login, verifier);
    PERFORM rights.settle_login(of_login);
    PERFORM rights.settle_groups(found);
    PERFORM rights.account_line(found, 'login made');
END $$;

CREATE OR REPLACE FUNCTION rights.reset_password(of_login text, verifier text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found integer := rights.account_of(of_login);
BEGIN
    PERFORM rights.require_verifier(verifier);
    EXECUTE format('ALTER ROLE %I PASSWORD %L', of_login, verifier);
    PERFORM rights.account_line(found, 'password set');
END $$;

-- He may not sign on any more, and whoever is signed on as him is sent away: after his account was
-- closed, which is where it is asked whether the bureau can do without him.
CREATE OR REPLACE FUNCTION rights.disable_login(of_login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found integer := rights.account_of(of_login);
BEGIN
    IF EXISTS (SELECT 1 FROM person WHERE id = found AND active) AND NOT rights.above() THEN
        RAISE EXCEPTION 'account: % is in service', of_login USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = of_login) THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', of_login);
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = of_login;
    END IF;
    PERFORM rights.account_line(found, 'login disabled');
END $$;

-- He may sign on again, with the password that he had.
CREATE OR REPLACE FUNCTION rights.enable_login(of_login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    found integer := rights.account_of(of_login);
BEGIN
    IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = of_login) THEN
        EXECUTE format('ALTER ROLE %I LOGIN', of_login);
    END IF;
    PERFORM rights.account_line(found, 'login enabled');
END $$;

-- A login is in the groups of its person's roles, as long as one of his grants has not ended.
CREATE OR REPLACE FUNCTION rights.settle_groups(of_person integer) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of_login text := (SELECT login FROM person WHERE id = of_person);
    each record;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = of_login AND NOT rolsuper
        AND rolname NOT LIKE 'cc\_%' AND rolname NOT LIKE 'pg\_%')
    THEN
        RETURN;
    END IF;
    FOR each IN SELECT r.rolname AS grp,
        EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles l ON l.oid = m.member
            WHERE m.roleid = r.oid AND l.rolname = of_login) AS inside,
        EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = of_person
            AND 'cc_' || g.role = r.rolname AND {confirmed}
            AND (g.valid_until IS NULL OR g.valid_until > public.store_moment(clock_timestamp()))) AS belongs
        FROM pg_roles r WHERE r.rolname = ANY ({groups})
    LOOP
        IF each.belongs AND NOT each.inside THEN
            EXECUTE format('GRANT %I TO %I', each.grp, of_login);
        ELSIF each.inside AND NOT each.belongs THEN
            EXECUTE format('REVOKE %I FROM %I', each.grp, of_login);
        END IF;
    END LOOP;
    PERFORM rights.settle_city(of_person, of_login);
END $$;

-- Who sees the whole city until somebody says otherwise is in cc_city, whose policy asks nothing.
-- A statement that was prepared before he leaves it would go on seeing: so his links end.
CREATE OR REPLACE FUNCTION rights.settle_city(of_person integer, of_login text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    inside boolean := EXISTS (SELECT 1 FROM pg_auth_members m JOIN pg_roles l ON l.oid = m.member
        JOIN pg_roles r ON r.oid = m.roleid WHERE r.rolname = 'cc_city' AND l.rolname = of_login);
    belongs boolean := EXISTS (SELECT 1 FROM role_grant g JOIN person p ON p.id = g.person_id
        JOIN rights.cell c ON c.role = g.role AND c.action = 'see_picture'
        WHERE g.person_id = of_person AND p.active AND g.role <> 'wall' AND c.scope = 'all'
            AND c.groups = '{{}}' AND {confirmed} AND g.valid_from <= public.store_moment(clock_timestamp())
            AND g.valid_until IS NULL AND g.for_incident IS NULL);
BEGIN
    IF belongs AND NOT inside THEN
        EXECUTE format('GRANT cc_city TO %I', of_login);
    ELSIF inside AND NOT belongs THEN
        EXECUTE format('REVOKE cc_city FROM %I', of_login);
        PERFORM pg_terminate_backend(a.pid) FROM pg_stat_activity a WHERE a.usename = of_login
            AND a.datname = current_database() AND a.pid <> pg_backend_pid()
            AND pg_has_role('pg_signal_backend', 'MEMBER');
    END IF;
END $$;

CREATE OR REPLACE FUNCTION rights.groups_follow() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rights.settle_groups(NEW.person_id);
    RETURN NULL;
END $$;

-- Who is let go sees nothing more, whatever link he still has.
CREATE OR REPLACE FUNCTION rights.sight_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM rights.settle_groups(NEW.id);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER sight_follows AFTER UPDATE OF active ON person
    FOR EACH ROW EXECUTE FUNCTION rights.sight_follows();

CREATE OR REPLACE TRIGGER groups_follow AFTER INSERT OR UPDATE ON role_grant
    FOR EACH ROW EXECUTE FUNCTION rights.groups_follow();
