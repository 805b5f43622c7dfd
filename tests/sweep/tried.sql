-- One cell after the other, each taken back, as whoever calls: see runner.py.
--
-- Of each attempt one letter: S it went through and is there, = it went through and nothing came of
-- it, G there is no grant for it, which nothing else changes, R refused for want of another right,
-- L refused as no line of the journal announces it, 0 no row that one may see, V refused for another
-- reason than a right.

CREATE SCHEMA sweep;
GRANT USAGE ON SCHEMA sweep TO PUBLIC;

CREATE TABLE sweep.cell (
    id integer PRIMARY KEY, incident integer, statement text NOT NULL, effect text NOT NULL,
    line text NOT NULL, room text, draws text
);
CREATE INDEX ON sweep.cell (incident);
GRANT SELECT ON sweep.cell TO PUBLIC;

-- As the owner sees it: whether it is there. session_user stays who tries.
CREATE FUNCTION sweep.holds(effect text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    it boolean;
BEGIN
    EXECUTE 'SELECT ' || effect INTO it;
    RETURN it;
END $$;

-- The number that this link drew last of a table.
CREATE FUNCTION sweep.last_id(of_table text) RETURNS integer
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT currval(pg_get_serial_sequence(quote_ident(of_table), 'id'))::integer
$$;

-- As the default of the table does it.
CREATE FUNCTION sweep.draw(of_table text) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT rights.draw(of_table)
$$;

-- A key that is one of its kind must be free before it can be given again.
CREATE FUNCTION sweep.make_room(statement text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp SET session_replication_role = replica AS $$
BEGIN
    EXECUTE statement;
END $$;

CREATE FUNCTION sweep.once(c sweep.cell, variant text) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    touched bigint;
    hit text;
BEGIN
    BEGIN
        IF c.room IS NOT NULL THEN PERFORM sweep.make_room(c.room); END IF;
        IF variant = 'before' THEN
            IF c.draws IS NOT NULL THEN  -- the number is drawn, told of, and then given
                PERFORM sweep.draw(c.draws);
                c.statement := replace(replace(c.statement, '/*id*/', '"id", '), '/*number*/',
                    format('sweep.last_id(%L), ', c.draws));
            END IF;
            EXECUTE c.line;
        END IF;
        EXECUTE c.statement;
        GET DIAGNOSTICS touched = ROW_COUNT;
        IF touched = 0 THEN RAISE EXCEPTION USING ERRCODE = 'SW000'; END IF;
        IF variant IN ('after', 'act') THEN EXECUTE c.line; END IF;
        SET CONSTRAINTS ALL IMMEDIATE;
        IF NOT sweep.holds(c.effect) THEN RAISE EXCEPTION USING ERRCODE = 'SW002'; END IF;
        RAISE EXCEPTION USING ERRCODE = 'SW001';
    EXCEPTION WHEN OTHERS THEN
        GET STACKED DIAGNOSTICS hit = CONSTRAINT_NAME;
        IF SQLSTATE = 'SW001' THEN
            -- what stood there already has not been written
            RETURN CASE WHEN c.room IS NULL AND sweep.holds(c.effect) THEN '=' ELSE 'S' END;
        END IF;
        RETURN CASE WHEN SQLSTATE = 'SW000' THEN '0' WHEN SQLSTATE = 'SW002' THEN '='
            WHEN SQLSTATE = '42P01' OR SQLERRM LIKE 'permission denied for %' THEN 'G'
            WHEN SQLSTATE = '42501' THEN 'R'
            WHEN hit LIKE 'fk_journal_row_line%' THEN 'L' ELSE 'V' END;
    END;
END $$;

-- What is told of a cell that failed for another reason, by name: its state and its words.
CREATE FUNCTION sweep.why(c sweep.cell) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    IF c.room IS NOT NULL THEN PERFORM sweep.make_room(c.room); END IF;
    EXECUTE c.statement;
    EXECUTE c.line;
    SET CONSTRAINTS ALL IMMEDIATE;
    RETURN '';
EXCEPTION WHEN OTHERS THEN
    RETURN SQLSTATE || ' ' || SQLERRM;
END $$;

CREATE FUNCTION sweep.tried(variants text[], numbers integer[])
RETURNS TABLE (cell integer, outcome text) LANGUAGE plpgsql AS $$
DECLARE
    c sweep.cell;
    variant text;
BEGIN
    FOR c IN SELECT * FROM sweep.cell s WHERE s.id = ANY (numbers) ORDER BY s.id LOOP
        outcome := '';
        FOREACH variant IN ARRAY variants LOOP
            -- what is refused without a line is refused with one: tried all the same of one in ten
            outcome := outcome || CASE WHEN left(outcome, 1) IN ('G', 'R', '0') AND c.id % 10 <> 0
                THEN left(outcome, 1) ELSE sweep.once(c, variant) END;
        END LOOP;
        cell := c.id;
        IF outcome ~ '[^G]' THEN RETURN NEXT; END IF;
    END LOOP;
END $$;

-- The cells of an incident in the transaction in which a decision of another on it was entered.
-- Nothing comes back where who calls may enter none.
CREATE FUNCTION sweep.under(of_incident integer, act text, numbers integer[])
RETURNS TABLE (cell integer, outcome text) LANGUAGE plpgsql AS $$
DECLARE
    c sweep.cell;
    found integer[] := '{}';
    outcomes text[] := '{}';
BEGIN
    BEGIN
        EXECUTE format(act, of_incident);
        SET CONSTRAINTS ALL IMMEDIATE;
        SET CONSTRAINTS ALL DEFERRED;
        FOR c IN SELECT * FROM sweep.cell s WHERE s.incident = of_incident
            AND s.id = ANY (numbers) ORDER BY s.id
        LOOP
            found := found || c.id;
            outcomes := outcomes || sweep.once(c, 'act');
        END LOOP;
        RAISE EXCEPTION USING ERRCODE = 'SW001';
    EXCEPTION WHEN OTHERS THEN
        IF SQLSTATE <> 'SW001' THEN RETURN; END IF;
    END;
    RETURN QUERY SELECT f, o FROM unnest(found, outcomes) AS t(f, o);
END $$;
