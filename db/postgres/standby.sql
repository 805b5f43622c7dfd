-- What a seat may know of the standby, and the way out when it is lost: see commandcenter/store/standby.py.
--
-- Both functions run as their owner, who must be allowed to see and to end what others wait for:
-- commandcenter/store/roles.py gives them that, and the second to who may switch to one server.

CREATE OR REPLACE FUNCTION standby_state() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE
        WHEN current_setting('synchronous_standby_names') = '' THEN
            CASE WHEN EXISTS (SELECT FROM pg_stat_replication) THEN 'async' ELSE 'none' END
        WHEN EXISTS (SELECT FROM pg_stat_replication WHERE state = 'streaming'
                     AND sync_state IN ('sync', 'quorum')) THEN 'kept'
        WHEN EXISTS (SELECT FROM pg_stat_replication WHERE state IS NULL) THEN 'unknown'
        ELSE 'lost'
    END
$$;

-- How much the slowest that follows has still to be sent or to keep, in bytes; NULL where none follows.
CREATE OR REPLACE FUNCTION standby_behind() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT max(pg_wal_lsn_diff(pg_current_wal_lsn(), flush_lsn))::bigint FROM pg_stat_replication
    WHERE flush_lsn IS NOT NULL
$$;

-- How large the database is, in bytes: asked of the server itself it tells nobody.
CREATE OR REPLACE FUNCTION store_size() RETURNS bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT pg_database_size(current_database())
$$;

-- Commits that wait for a standby that is away end, as done here: their seats go on.
CREATE OR REPLACE FUNCTION standby_release() RETURNS bigint
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event = 'SyncRep' AND pid <> pg_backend_pid()
$$;
REVOKE ALL ON FUNCTION standby_release() FROM PUBLIC;
