"""What must succeed beside the tables, by hand from the page of roles: functions, views, sequences,
locks, settings. Whatever stands not here is refused to everybody. Each row has its reason.
"""

WALL, PEOPLE = "wall", "people"  # `people`: everybody but the wall
TAKES_IN = ("commander", "deputy", "leader", "member", "duty", "county")

# Functions of the schemas rights, public, masked and wall: who may call them.
FUNCTIONS = {
    "rights.above": (PEOPLE, "asked by the policies of reading: whether the owners are at work"),
    "rights.counties": (PEOPLE, "the same: which counties an incident concerns"),
    "rights.is_evidence": (PEOPLE, "the same: whether a file is on the evidence shelf"),
    "rights.keeper": (PEOPLE, "the same: one's own group, where it keeps the ledger of liability"),
    "rights.may": (PEOPLE, "the same: one's own right"),
    "rights.me": (PEOPLE, "one's own number"),
    "rights.my_counties": (PEOPLE, "one's own counties"),
    "rights.my_entries": (PEOPLE, "one's own imports and calls"),
    "rights.enters": (PEOPLE, "one's own right"),
    "rights.my_name": (PEOPLE, "one's own name"),
    "rights.sees_city": (PEOPLE, "one's own sight"),
    "rights.sees_image": (PEOPLE, "one's own sight of an image"),
    "rights.sees_something": (PEOPLE, "one's own sight"),
    "rights.some_group": (PEOPLE, "one's own group"),
    "rights.sees_stock": (PEOPLE, "one's own right"),
    "rights.takes_in": (PEOPLE, "one's own right"),
    "rights.touches": (PEOPLE, "one's own counties"),
    "rights.family": (PEOPLE, "numbers of incidents, of one that is seen"),
    "rights.merged_title": (PEOPLE, "into what an incident went that is seen"),
    "rights.in_my_books": (PEOPLE, "one's own sight"),
    "rights.unannounced": (PEOPLE, "whether a line is still to be written"),
    "rights.add_login": (PEOPLE, "asks for the right to accounts itself, writes a line"),
    "rights.reset_password": (PEOPLE, "the same"),
    "rights.disable_login": (PEOPLE, "the same"),
    "rights.enable_login": (PEOPLE, "the same"),
    "rights.complaints_saying": (PEOPLE, "the search, under the policy of reading"),
    "rights.traders_saying": (PEOPLE, "the search, under the policy of reading"),
    "rights.draw": (PEOPLE, "the default of ids: a number that grows with the clock"),
    "rights.next_id": (PEOPLE, "the first of many numbers, by the clock"),
    "rights.brings_in": (PEOPLE, "one's own right"),
    "rights.ask_complainants": (PEOPLE, "asks for the right to take in: writes down what is asked"),
    "rights.told_complainants": (PEOPLE, "the same, and for a committed line; so many an hour"),
    "rights.complainants_alike": (PEOPLE, "asks for a right itself; marks under a salt of its own"),
    "rights.private_in": (PEOPLE, "asks for a right itself; so many texts and numbers an hour"),
    "rights.see_caller": (PEOPLE, "asks for the right and for a committed line"),
    "rights.may_verify": (PEOPLE, "one's own right"),
    "rights.verify_images": (PEOPLE, "asks for the right to verify"),
    "rights.verify_rows": (PEOPLE, "the same"),
    "rights.verify_bulk": (PEOPLE, "the same"),
    "rights.verify_bases": (PEOPLE, "the same"),
    "rights.verify_values": (PEOPLE, "the same"),
    "rights.verify_between": (PEOPLE, "the same"),
    "rights.verify_kept": (PEOPLE, "the same"),
    "rights.verify_counters": (PEOPLE, "the same"),
    "public.number_people": (
        PEOPLE,
        "asks for a right itself; gives waiting numbers, tells nothing",
    ),
    "public.numbered_late": (PEOPLE, "asks for the right to take in; which have waited, not who"),
    "rights.numbers_elsewhere": (PEOPLE, "asks for the right to take in: what is there already"),
    "rights.record_elsewhere": (PEOPLE, "asks for the right to keep them: what is there already"),
    "rights.last_record": (PEOPLE, "the same: the number that the next one follows"),
    "rights.person_key_check": (PEOPLE, "by which the key is known again; tells nothing of it"),
    "rights.restore_complainant": (PEOPLE, "asks for the right to take in: an import taken back"),
    "rights.see_complainant": (PEOPLE, "asks for the right and for a committed line"),
    "rights.verify_journal": (PEOPLE, "asks for the right to verify"),
    "public.journal_bulk": (PEOPLE, "names new rows by their range; needs a line"),
    "public.rollup_recount": (PEOPLE, "puts counts right by the rows; it can make none wrong"),
    "public.journal_micros": ((WALL, PEOPLE), "a moment as a number"),
    "public.store_moment": ((WALL, PEOPLE), "what time it is here: a drill has its own clock"),
    "public.complaint_pairs": ((WALL, PEOPLE), "pairs of characters of what is given"),
    "public.standby_state": ((WALL, PEOPLE), "whether a second server has it all"),
    "public.standby_release": (("commander", "lead_duty"), "switch to one server"),
    "public.standby_behind": (PEOPLE, "how far the second server is behind"),
    "public.store_size": (PEOPLE, "how large the database is, of no row"),
}
# Of them those that write when they are called alone, and for whom. Two from server 16 on,
# where the program makes logins. (Counts that are right stay as they are; an import that is taken
# back needs its line.)
MAKES_LOGINS = {"rights.add_login": ("admin",), "rights.reset_password": ("admin",)}
WRITING = {
    "rights.enable_login": ("admin",),  # accounts
    "rights.ask_complainants": TAKES_IN,  # what is asked, which only a committed line lets be told
    "public.journal_bulk": (PEOPLE,),  # an image that nothing comes of without a line
}

# Of the server's own functions that it calls volatile, those everybody may call (`*`: and so on).
SERVERS_OWN = {
    "set_config": "one's own settings; that the time-outs can be lifted is told of",
    "pg_notify": "every change calls the other seats",
    "pg_cancel_backend pg_terminate_backend": "one's own other links only",
    "pg_sleep pg_sleep_for pg_sleep_until": "until the time-out ends it",
    "nextval currval lastval setval": "as the right on the sequence says: nobody has one",
    "setseed random* gen_random_uuid clock_timestamp timeofday bernoulli system": "no data",
    "query_to_xml* cursor_to_xml* ts_stat ts_rewrite": "what one may read oneself",
    "pg_export_snapshot": "for one's own other links",
    "binary_upgrade_*": "refuse outside an upgrade of the server",
    "pg_create_*_replication_slot pg_copy_*_replication_slot pg_drop_replication_slot"
    " pg_replication_slot_advance pg_logical_slot_*": "refuse who replicates nothing",
    "brin_* gin_clean_pending_list pg_import_system_collations pg_extension_config_dump pg_nextoid"
    " pg_rotate_logfile_old pg_stop_making_pinned_objects amvalidate": "refuse who does not own it",
    "lo_close lo_lseek* lo_tell* lo_truncate* lo_unlink lo_get loread lowrite": "of a large object;"
    " none can be made",
    "pg_stat_* pg_get_* pg_ls_* pg_read_* pg_control_* pg_current_* pg_last_* pg_is_* pg_*_size"
    " pg_*_version pg_partition_* pg_xact_* txid_* pg_blocking_pids pg_safe_snapshot_blocking_pids"
    " pg_isolation_test_* pg_jit_available pg_lock_status pg_notification_queue_usage"
    " pg_prepared_xact pg_sequence_last_value current_query currtid2": "tell of the server",
    "*handler *recv *send *in *out dsnowball_* plpgsql_validator": "the server calls them itself",
}

# Views by name or schema: what of it, and whose.
VIEWS = {
    # who complained, covered; what a later file corrects a function writes behind the covers
    "masked.complainant": {"select": PEOPLE, "update": PEOPLE, "delete": PEOPLE},
    # who called the duty room, covered; a new entry goes in through the covers
    "masked.duty_log": {"select": PEOPLE, "insert": PEOPLE, "update": PEOPLE},
    "wall.*": {"select": WALL},
    # what was done, without its words: from it everybody's list of obligations comes out the same
    "rights.act": {"select": (WALL, PEOPLE)},
    # what the rows of the incidents ask that one sees, for the titles of obligations
    "rights.asked": {"select": PEOPLE},
}

# Statements in a link of one's own; those that only say who one is change nothing for anybody.
ALLOWED_STATEMENTS = {
    "SET statement_timeout = 0": "told of in database-rights.zh.md; it can be found out who",
    "SET lock_timeout = 0": "the same",
    "SET idle_in_transaction_session_timeout = 0": "the same",
    "LISTEN commandcenter": "every seat hears of changes",
    "NOTIFY commandcenter": "every change calls the other seats",
    "SELECT pg_sleep(0)": "until the time-out ends it",
    "DO $$ BEGIN END $$": "no more than the statements in it",
    "DECLARE c CURSOR WITH HOLD FOR SELECT 1": "rows that one may see",
    "SET search_path = pg_catalog": "names; rights hang on the tables",
    "SET ROLE NONE": "oneself",
    "DISCARD PLANS": "one's own link",
}
REFUSED_STATEMENTS = (
    "SET session_replication_role = replica", "SET ROLE cc_owner", "SET ROLE cc_journal",
    "SET ROLE cc_accounts", "SET ROLE postgres", "SET SESSION AUTHORIZATION postgres",
    "SET SESSION AUTHORIZATION chenyu", "SET zero_damaged_pages = on", "SET log_statement = 'none'",
    "SET row_security = off; SELECT * FROM complaint", "ALTER SYSTEM SET fsync = off",
    "SELECT lo_create(0)", "SELECT lo_from_bytea(0, 'x')", "SELECT lo_import('/etc/passwd')",
    "SELECT pg_advisory_lock(1)", "SELECT pg_try_advisory_xact_lock(1)",
    "SELECT pg_logical_emit_message(true, 'x', 'x')", "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_reload_conf()", "SELECT pg_switch_wal()", "SELECT pg_promote()",
    "SELECT pg_stat_reset()", "SELECT pg_rotate_logfile()", "SELECT * FROM pg_authid",
    "SELECT * FROM pg_statistic", "SELECT * FROM pg_hba_file_rules", "SELECT * FROM keys.person",
    "SELECT * FROM rights.cell", "COPY person TO PROGRAM 'cat'", "COPY person TO '/tmp/x'",
    "COPY journal FROM '/etc/passwd'", "COPY public.complainant TO STDOUT",
    "CREATE TEMP TABLE x()", "CREATE TABLE public.x()", "CREATE SCHEMA x",
    "CREATE VIEW x AS SELECT 1",
    "CREATE FUNCTION public.x() RETURNS int LANGUAGE sql AS 'SELECT 1'", "CREATE ROLE x",
    "CREATE FUNCTION pg_temp.x() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE DATABASE x", "CREATE EXTENSION dblink", "CREATE TYPE public.x AS (a int)",
    "CREATE SEQUENCE public.x", "CREATE RULE x AS ON INSERT TO journal DO NOTHING",
    "CREATE TRIGGER x BEFORE INSERT ON journal EXECUTE FUNCTION hotline_take()",
    "CREATE PUBLICATION x", "CREATE EVENT TRIGGER x ON ddl_command_end EXECUTE FUNCTION x()",
    "ALTER TABLE incident DISABLE TRIGGER ALL", "ALTER TABLE incident DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE journal OWNER TO postgres", "ALTER ROLE chenyu PASSWORD 'x'", "DROP TABLE draft",
    "ALTER FUNCTION rights.me() OWNER TO postgres", "DROP FUNCTION rights.me()",
    "DROP TRIGGER journal_line ON journal", "DROP POLICY own ON complaint",
    "GRANT cc_commander TO session_user",
    "GRANT cc_owner TO chenyu", "REVOKE cc_commander FROM chenyu",
    "REASSIGN OWNED BY chenyu TO postgres",
    "DROP OWNED BY chenyu", "DROP ROLE chenyu", "COMMENT ON TABLE journal IS 'x'",
    "REINDEX TABLE journal", "CLUSTER journal USING pk_journal", "CREATE INDEX ON journal (at)",
    "REFRESH MATERIALIZED VIEW x", "CREATE STATISTICS x ON id, title FROM incident",
    "ALTER DEFAULT PRIVILEGES FOR ROLE postgres GRANT ALL ON TABLES TO PUBLIC", "CHECKPOINT",
    "PREPARE TRANSACTION 'x'", "LOAD 'auto_explain'", "CREATE TABLESPACE x LOCATION '/tmp'",
    "SELECT dblink('', '')", "CREATE SERVER x FOREIGN DATA WRAPPER postgres_fdw",
)  # fmt: skip

LOCKS = ("ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE", "SHARE",
         "SHARE ROW EXCLUSIVE", "EXCLUSIVE", "ACCESS EXCLUSIVE")  # fmt: skip
SHARED = LOCKS[:3]  # they keep nobody out but who changes the table itself
# Where rows may be taken away the server lets a table be locked whole: told of in
# database-rights.zh.md. Tables, and who.
LOCKABLE = {
    "draft seat file_part": PEOPLE,
    "complaint complaint_correction complaint_event complaint_flag complaint_handling"
    " complaint_link incident_complaint subject setting": TAKES_IN,
    "duty": ("commander", "deputy", "leader", "duty"),
    "incident_place": ("leader", "member", "county"),
    "signal_complaint": (*TAKES_IN, "lead_duty", "watch"),
    "watch_run": ("watch", "duty", "lead_duty"),
}
