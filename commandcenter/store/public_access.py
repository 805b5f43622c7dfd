"""What a PostgreSQL server gives to everybody, taken away: only our groups may enter and look."""

from sqlalchemy import Connection, text

from commandcenter.store.role_groups import GROUPS, OWNER

HOTLINE = "hotline"  # its login: see db/postgres/hotline.sql
# Everybody's on a server, and nobody's business here: a lock that is kept holds up the next
# upgrade, a large object is a place that no journal knows of, and sizes tell of others' rows.
CLOSED = text(
    "SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace "
    "AND (proname ~ '^pg_(try_)?advisory_' OR proname ~ '^pg_stat_get_(xact_)?(numscans|tuples_|"
    "live_tuples|dead_tuples|mod_since|ins_since|blocks_)' OR proname = ANY ('{lo_creat,lo_create,"
    "lo_from_bytea,lo_open,lo_put,lowrite,lo_import,pg_logical_emit_message,pg_relation_size,"
    "pg_table_size,pg_indexes_size,pg_total_relation_size,pg_database_size,pg_tablespace_size,"
    "pg_sequence_last_value}'))"
)


def close_database(connection: Connection) -> None:
    name = connection.scalar(text("SELECT quote_ident(current_database())"))
    connection.exec_driver_sql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    closed = connection.scalars(CLOSED).all()
    for function in closed:
        connection.exec_driver_sql(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
    for one in ("pg_advisory_lock", "pg_advisory_unlock"):  # for rights.draw
        connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION {one}(integer, integer) TO {OWNER}")
    connection.exec_driver_sql(f"GRANT EXECUTE ON FUNCTION pg_database_size(name) TO {OWNER}")
    connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {name} TO {', '.join(GROUPS)}")
    there = text("SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = :name)")
    if connection.scalar(there, {"name": HOTLINE}):
        connection.exec_driver_sql(f"GRANT CONNECT ON DATABASE {name} TO {HOTLINE}")
        connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {HOTLINE}")
