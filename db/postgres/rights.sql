-- Who may do what, as the database itself decides it. Laid anew by every `commandcenter init`.
--
-- Identity is the login (session_user) and nothing else: a setting can be forged by anybody. The
-- matrix of roles stands in rights.cell, copied from the plan in force; nobody but the owner
-- writes it, so a planner changes no right before the administrator runs init again. Functions
-- run as their owner (SECURITY DEFINER) with a fixed search_path.

CREATE SCHEMA IF NOT EXISTS rights;

CREATE TABLE IF NOT EXISTS rights.cell (
    action text, role text, scope text NOT NULL, groups text[] NOT NULL, of_groups text[] NOT NULL,
    levels text[] NOT NULL, PRIMARY KEY (action, role)
);

-- How often is allowed what compares with who complained: the bureau's settings, laid with the matrix.
CREATE TABLE IF NOT EXISTS rights.allowed (code text PRIMARY KEY, most integer NOT NULL);

CREATE OR REPLACE FUNCTION rights.allowance(of_code text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce((SELECT most FROM rights.allowed WHERE code = of_code), 0)
$$;

-- The person who is signed on; NULL for a login that is nobody's.
CREATE OR REPLACE FUNCTION rights.me() RETURNS integer
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT id FROM person WHERE login = session_user AND active);
END $$;

CREATE OR REPLACE FUNCTION rights.person_of(of_login text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM person WHERE login = of_login
$$;

CREATE OR REPLACE FUNCTION rights.my_name() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT name FROM person WHERE login = session_user AND active
$$;

-- Whether these are the owners at work (init, restore): they could lift every guard anyhow.
CREATE OR REPLACE FUNCTION rights.above() RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RETURN (SELECT rolsuper OR pg_has_role(session_user, 'cc_owner', 'MEMBER')
        FROM pg_roles WHERE rolname = session_user);
END $$;

-- The grants of a person that are in force: mirrors commandcenter/store/people.py.
-- In plpgsql, as what is asked for each row of an import is: there a plan is made once.
CREATE OR REPLACE FUNCTION rights.held(of_person integer)
RETURNS TABLE (role text, grp text, district text, delegated boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY SELECT g.role::text, g."group"::text, g.district::text, g.role = 'deputy' AND EXISTS (
        SELECT 1 FROM delegation d WHERE d.to_person = of_person
            AND d.valid_from <= public.store_moment(statement_timestamp()) AND d.valid_until > public.store_moment(statement_timestamp())
            AND d.revoked_at IS NULL)
    FROM role_grant g JOIN person p ON p.id = g.person_id AND p.active
    WHERE g.person_id = of_person AND g.valid_from <= public.store_moment(statement_timestamp())
        AND (g.valid_until IS NULL OR g.valid_until > public.store_moment(statement_timestamp()))
        AND (g.for_incident IS NULL OR NOT EXISTS (
            SELECT 1 FROM incident i WHERE i.id = g.for_incident AND i.state NOT IN ({open})))
        AND {confirmed};
END $$;

-- Mirrors Rights.refusal of commandcenter/domain/rights.py.
-- A parameter must not be called like a column: the column would be taken.
CREATE OR REPLACE FUNCTION rights.may_as(
    of_person integer, actions text[], of_grp text, counties text[], lvl text, whom integer
) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
BEGIN
    RETURN EXISTS (SELECT 1 FROM rights.held(of_person) h JOIN rights.cell c ON c.role = h.role
        WHERE (c.groups = '{{}}' OR h.grp = ANY (c.groups)) AND (
            '~' || c.action = ANY (actions) AND (c.scope <> 'delegated' OR h.delegated)
            OR c.action = ANY (actions) AND (c.levels = '{{}}' OR lvl = ANY (c.levels))
            AND coalesce(CASE c.scope
                WHEN 'all' THEN true
                WHEN 'delegated' THEN h.delegated
                WHEN 'groups' THEN of_grp = ANY (c.of_groups)
                WHEN 'own_county' THEN h.district = ALL (counties) AND cardinality(counties) > 0
                WHEN 'own_group' THEN of_grp = h.grp
                WHEN 'own_incident' THEN h.grp IS NOT NULL
                WHEN 'own' THEN coalesce(whom = of_person, false) OR coalesce(of_grp = h.grp, false)
                    OR coalesce(h.district = ALL (counties) AND cardinality(counties) > 0, false)
                WHEN 'assigned' THEN whom = of_person AND of_grp = h.grp
                WHEN 'handled' THEN whom = of_person
                WHEN 'self' THEN whom = of_person
            END, false)))
    OR EXISTS (SELECT 1 FROM rights.held(of_person) h
        WHERE '@' || h.role = ANY (actions) OR '*' = ANY (actions));
END $$;

CREATE OR REPLACE FUNCTION rights.may(
    action text, grp text DEFAULT NULL, counties text[] DEFAULT NULL, lvl text DEFAULT NULL,
    whom integer DEFAULT NULL
) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.may_as(rights.me(), ARRAY[action], grp, counties, lvl, whom)
$$;

-- Whether who is signed on entered the row in this transaction, and announced it. A line alone says
-- nothing: anybody may write one about an older row.
CREATE OR REPLACE FUNCTION rights.entered_now(of_table text, of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM journal j JOIN journal_row r ON r.line = j.number
        WHERE j.number > (SELECT p.number FROM pen p) - 1000 AND j.actor = session_user
            AND j.at >= public.store_moment(transaction_timestamp()) AND r.table_name = of_table
            AND r.row_key = of_id::text AND r.op = 'insert')
$$;

-- Whether this transaction wrote the row, by its xmin: while it holds the pen nobody else writes one
-- that is journalled.
CREATE OR REPLACE FUNCTION rights.own_row(written xid) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT age(written) <= age(pg_current_xact_id()::xid)
$$;

-- As entered_now, or changed by them.
CREATE OR REPLACE FUNCTION rights.changed_now(of_table text, of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM journal j JOIN journal_row r ON r.line = j.number
        WHERE j.number > (SELECT p.number FROM pen p) - 1000 AND j.actor = session_user
            AND j.at >= public.store_moment(transaction_timestamp()) AND r.table_name = of_table
            AND r.row_key = of_id::text)
$$;

-- An oral decision written down by this person in this very transaction, by one who may decide so.
CREATE OR REPLACE FUNCTION rights.called(
    of_incident integer, actions text[], counties text[], lvl text
) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM oral_decision o
        WHERE o.incident_id = of_incident AND o.disputed_at IS NULL
            AND o.decider_id <> rights.me() AND rights.entered_now('oral_decision', o.id)
            AND rights.may_as(o.decider_id, ARRAY[CASE o.matter
                WHEN 'grade' THEN 'decide_grade' WHEN 'activate' THEN 'activate'
                WHEN 'raise' THEN 'raise_level' WHEN 'lower' THEN 'lower_level'
                WHEN 'end' THEN 'end_response' END], NULL, counties, lvl, NULL)
            AND CASE o.matter
                WHEN 'grade' THEN 'decide_grade' WHEN 'activate' THEN 'activate'
                WHEN 'raise' THEN 'raise_level' WHEN 'lower' THEN 'lower_level'
                WHEN 'end' THEN 'end_response' END = ANY (actions))
        AND rights.may_as(rights.me(), ARRAY['~register_oral_decision'], NULL, NULL, NULL, NULL)
$$;

CREATE OR REPLACE FUNCTION rights.need(
    what text, actions text[], grp text, counties text[], lvl text, whom integer,
    of_incident integer
) RETURNS void LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF rights.may_as(rights.me(), actions, grp, counties, lvl, whom) THEN
        RETURN;
    END IF;
    IF of_incident IS NOT NULL AND rights.called(of_incident, actions, counties, lvl) THEN
        RETURN;
    END IF;
    RAISE EXCEPTION '%: % may not (%)', what, session_user, array_to_string(actions, ' ')
        USING ERRCODE = '42501';
END $$;

-- Two-person rules: the work of another, and of somebody.
CREATE OR REPLACE FUNCTION rights.other_than(what text, author integer) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF author IS NULL OR author = rights.me() THEN
        RAISE EXCEPTION '%: by another than %', what, session_user USING ERRCODE = '42501';
    END IF;
END $$;

CREATE OR REPLACE FUNCTION rights.own(what text, whose integer) RETURNS void
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF whose IS DISTINCT FROM rights.me() THEN
        RAISE EXCEPTION '%: not his own', what USING ERRCODE = '42501';
    END IF;
END $$;

-- What a row is about.

CREATE OR REPLACE FUNCTION rights.codes(list text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ARRAY(SELECT jsonb_array_elements_text(list::jsonb))
$$;

CREATE OR REPLACE FUNCTION rights.graver(one text, other text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN one IS NULL THEN other WHEN other IS NULL THEN one
        WHEN array_position(ARRAY['I', 'II', 'III', 'IV'], one)
            <= array_position(ARRAY['I', 'II', 'III', 'IV'], other) THEN one ELSE other END
$$;

-- The graver of the two: who decides the fourth alone, or the third, takes back nothing graver.
CREATE OR REPLACE FUNCTION rights.regraded(was text, becomes text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN becomes IS NOT NULL THEN rights.graver(was, becomes) END
$$;

-- Who starts a response holds the right at its grade; what is graded II or I the city begins at III.
CREATE OR REPLACE FUNCTION rights.started_at_least(grade text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN grade IN ('I', 'II') THEN 'III' ELSE grade END
$$;

CREATE OR REPLACE FUNCTION rights.counties(of_incident integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.codes(districts) FROM incident WHERE id = of_incident
$$;

-- Where somebody reports from: the county of the place, else those of the incident that are one's own.
-- Mirrors _require of commandcenter/services/command/site.py.
CREATE OR REPLACE FUNCTION rights.counties_from(of_incident integer, of_place integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(
        (SELECT ARRAY[p.district] FROM incident_place p
            WHERE p.id = of_place AND p.incident_id = of_incident AND p.district IS NOT NULL),
        (SELECT array_agg(DISTINCT h.district) FROM rights.held(rights.me()) h
            WHERE h.district = ANY (rights.counties(of_incident))),
        rights.counties(of_incident))
$$;

-- The level of the response in force, after its end the last there was.
CREATE OR REPLACE FUNCTION rights.last_response(of_incident integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(i.response, (SELECT d.level FROM level_decision d
        WHERE d.incident_id = i.id AND d.axis = 'response' AND d.step IN ('decision', 'upper')
        ORDER BY d.id DESC LIMIT 1))
    FROM incident i WHERE i.id = of_incident);
END $$;

-- At the fourth level the steps are the county's too (4.2(4)), those after its end as well.
CREATE OR REPLACE FUNCTION rights.counties_at_four(of_incident integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.codes(districts) FROM incident
    WHERE id = of_incident AND rights.last_response(id) = 'IV'
$$;

-- The level an act on an incident is about: of its response, now or last; before one, its grade.
CREATE OR REPLACE FUNCTION rights.level_of(of_incident integer) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT coalesce(rights.last_response(id), grade) FROM incident WHERE id = of_incident);
END $$;

CREATE OR REPLACE FUNCTION rights.state_of(of_incident integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT state FROM incident WHERE id = of_incident
$$;

CREATE OR REPLACE FUNCTION rights.county_of(of_complaint integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT ARRAY[district] FROM complaint WHERE id = of_complaint AND district IS NOT NULL
$$;

CREATE OR REPLACE FUNCTION rights.counties_of_warning(of_warning integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.codes(districts) FROM warning WHERE id = of_warning
$$;

CREATE OR REPLACE FUNCTION rights.counties_of_signal(of_signal integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.codes(districts) FROM signal WHERE id = of_signal
$$;

-- Of a county's report that county alone: in an incident of two each reports its own.
CREATE OR REPLACE FUNCTION rights.counties_of_report(of_report integer) RETURNS text[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN district IS NOT NULL THEN ARRAY[district]::text[]
        ELSE rights.counties(incident_id) END FROM report WHERE id = of_report
$$;

-- What of a budget was approved and spent, and what is left of it: by incidents and by the bureau.
CREATE OR REPLACE FUNCTION rights.budget_taken(of_line integer) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(sum(coalesce(spent_cents, money_cents)), 0)::bigint FROM (
        SELECT spent_cents, money_cents FROM supply_request
        WHERE budget_line_id = of_line AND state IN ('approved', 'delivered', 'returned')
        UNION ALL
        SELECT spent_cents, money_cents FROM fund_request
        WHERE budget_line_id = of_line AND state IN ('approved', 'spent')
    ) t
$$;

CREATE OR REPLACE FUNCTION rights.budget_free(of_line integer) RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT cents - rights.budget_taken(id) FROM budget_line WHERE id = of_line
$$;

-- The group a person works in, one of the asker's before the others.
CREATE OR REPLACE FUNCTION rights.group_of(of_person integer) RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.grp FROM rights.held(of_person) h WHERE h.grp IS NOT NULL
    ORDER BY h.grp IN (SELECT m.grp FROM rights.held(rights.me()) m) DESC LIMIT 1
$$;

CREATE OR REPLACE FUNCTION rights.some_group() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.grp FROM rights.held(rights.me()) h WHERE h.grp IS NOT NULL LIMIT 1
$$;

-- Who keeps the ledger of liability: investigation and legal.
CREATE OR REPLACE FUNCTION rights.keeper() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT h.grp FROM rights.held(rights.me()) h WHERE h.grp IN ('investigation', 'legal') LIMIT 1
$$;

CREATE OR REPLACE FUNCTION rights.handler_of(of_complaint integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT handler_id FROM complaint_handling WHERE complaint_id = of_complaint
$$;

CREATE OR REPLACE FUNCTION rights.decider_of(of_oral integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT decider_id FROM oral_decision WHERE id = of_oral
$$;

CREATE OR REPLACE FUNCTION rights.drafter_of(of_release integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT drafter_id FROM release WHERE id = of_release
$$;

-- Whether the receiver of a county's report works in this program (the city bureau): then who
-- receives says so himself. A telephone is its own receipt. Mirrors store/reports/report_receipts.py.
CREATE OR REPLACE FUNCTION rights.received_inside(of_report integer, by_receiver text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM report r JOIN incident n ON n.id = r.incident_id
        JOIN plan_item i ON i.version_id = n.plan_version_id AND i.kind = 'addressee'
        LEFT JOIN district d ON d.code = r.district
        WHERE r.id = of_report AND r.chain = 'county' AND i.data::jsonb ->> 'chain' = 'county'
            AND (i.data::jsonb ->> 'inside')::boolean
            AND replace(i.data::jsonb ->> 'title', '{{county}}', coalesce(d.name, ''))
                = by_receiver)
$$;

-- Of two people the one who is signed on, if it is one of them.
CREATE OR REPLACE FUNCTION rights.either(one integer, other integer) RETURNS integer
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN rights.me() IN (one, other) THEN rights.me() ELSE one END
$$;

CREATE OR REPLACE FUNCTION rights.named(of_name text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.me() WHERE rights.my_name() = of_name
$$;

-- Who settled or waived the last line of the ledgers: 0 nobody (commandcenter/store/aftermath/closing.py).
CREATE OR REPLACE FUNCTION rights.last_settler(of_incident integer) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT CASE WHEN count(*) = 0 THEN 0 ELSE (array_agg(who ORDER BY at DESC))[1] END FROM (
        SELECT coalesce(settled_at, waived_at) AS at, settler_id AS who FROM recovery
        WHERE incident_id = of_incident
        UNION ALL SELECT settled_at, settler_id FROM accountability WHERE incident_id = of_incident
    ) ends WHERE at IS NOT NULL
$$;

-- Somebody holds the role himself, so that another may stand in for him.
CREATE OR REPLACE FUNCTION rights.holds(of_person integer, of_role text, grp text, county text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM role_grant g WHERE g.person_id = of_person AND g.role = of_role
        AND g."group" IS NOT DISTINCT FROM grp AND g.district IS NOT DISTINCT FROM county
        AND g.stands_for IS NULL AND {confirmed} AND g.valid_from <= public.store_moment(statement_timestamp())
        AND (g.valid_until IS NULL OR g.valid_until > public.store_moment(statement_timestamp())))
$$;

-- The lead of the group was handed to who is signed on, and he is taking it over now.
CREATE OR REPLACE FUNCTION rights.handed_over(grp text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM handover h WHERE h.kind = 'group' AND h."group" = grp
        AND h.to_person = rights.me() AND h.refused_at IS NULL
        AND (h.received_at IS NULL OR h.received_at >= public.store_moment(transaction_timestamp())))
$$;

CREATE OR REPLACE FUNCTION rights.unfinished(of_batch integer) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN (SELECT state = 'open' FROM batch WHERE id = of_batch);
END $$;

CREATE OR REPLACE FUNCTION rights.unfinished_of(of_complaint integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT b.state = 'open' FROM complaint c JOIN batch b ON b.id = c.batch_id
    WHERE c.id = of_complaint
$$;

-- Whether the plan version before had this right in the same words: who edits the plan hands the
-- matrix on as it stands. A changed one would be laid by the next init, in the owner's name.
CREATE OR REPLACE FUNCTION rights.stood_before(version integer, of_code text, words text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM plan_item i
        WHERE i.kind = 'right' AND i.code = of_code AND i.data = words
            AND i.version_id = (SELECT max(id) FROM plan_version WHERE id < version))
$$;

-- So do clauses: their words are changed by a revision that was signed.
CREATE OR REPLACE FUNCTION rights.clause_stood(version integer, of_code text, words text)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM plan_item i
        WHERE i.kind = 'clause' AND i.code = of_code AND i.data = words
            AND i.version_id = (SELECT max(id) FROM plan_version WHERE id < version))
$$;

-- Whether a revision was signed whose moment has come, and no version was made of it yet.
CREATE OR REPLACE FUNCTION rights.revising_now() RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT 1 FROM plan_revision r WHERE r.state = 'signed'
        AND r.holds_from <= store_moment(clock_timestamp()))
$$;

CREATE OR REPLACE FUNCTION rights.is_signed_revision(of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT r.signed_at IS NOT NULL FROM plan_revision r WHERE r.id = of_id
$$;

CREATE OR REPLACE FUNCTION rights.own_version(of_id integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.own_row(v.xmin) FROM plan_version v WHERE v.id = of_id
$$;

CREATE OR REPLACE FUNCTION rights.incomplete(of_file text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT complete FROM stored_file WHERE sha256 = of_file
$$;
