"""What the wall's login may read: views named like the tables, with what is masked left out."""

from collections.abc import Iterator

from sqlalchemy import Table

from commandcenter.store.tables.every import Base

# Column → what stands there instead. Tables that stand not here, or not in SHOWN, it cannot see.
COVERED: dict[str, dict[str, str]] = {
    "alarm": {"shelved_by": "''", "shelved_why": "''", "acknowledged_by": "''"},
    "alarm_out": {"why": "''", "by": "''", "ended_by": "''"},
    "attachment": {"name": "''", "sha256": "''", "by": "''"},
    "case_count": {"label": "CASE WHEN part = 'site' THEN '' ELSE label END"},  # 甲校, 乙校
    "case_report": {"source": "''", "by": "''"},
    "complaint": {"title": "''", "text": "''", "number": "''", "town": "''", "goods": "''"},
    "complaint_flag": {"words": "''", "by": "''", "lifted_by": "''", "lifted_why": "''"},
    "incident_fact": {"words": "''", "by": "''"},
    "obligation": {"hand_words": "''", "na_why": "''", "na_by": "''"},
    "obligation_note": {"by": "''", "text": "''"},  # how many there are, not what they say
    "level_decision": {"file_name": "''", "caller": "''", "caller_phone": "''"},
    "drill": {"rules": "'{}'"},
    "person": {"mobile": "''"},
    "release_check": {"words": "''", "receiver": "''", "judged": "''"},
    "role_grant": {"refused_why": "''"},
    "step_note": {"by": "''", "text": "''"},  # how many there are, not what they say
}
SHOWN = frozenset(
    {
        "absence", "alarm", "alarm_out", "attachment", "attendance", "batch", "case_count",
        "case_report", "city",
        "complaint", "complaint_flag",
        "complaint_link", "delegation", "district", "drill", "duty", "incident",
        "incident_complaint",
        "incident_fact", "incident_place", "instruction", "journal", "level_decision", "log_entry",
        "obligation", "obligation_note", "oral_decision", "pen", "person", "plan_item",
        "plan_version", "release", "release_check", "report", "report_receipt", "role_grant",
        "rollup", "schema_info", "seat", "setting", "signal", "signal_complaint", "signal_note",
        "simulated_clock", "site_report", "step",
        "step_note", "subject", "tally", "team", "town", "warning", "warning_act", "warning_step",
        "watch_lease", "watch_run",
    }
)  # fmt: skip
ROWS = {"alarm": "room", "log_entry": "on_wall", "signal_note": "false"}


def wall_views(group: str) -> Iterator[str]:
    yield "CREATE SCHEMA IF NOT EXISTS wall"
    for table in Base.metadata.sorted_tables:
        yield f'DROP VIEW IF EXISTS wall."{table.name}"'
        if table.name in SHOWN:
            yield _view(table)
            yield f'ALTER VIEW wall."{table.name}" OWNER TO cc_owner'
            yield f'GRANT SELECT ON wall."{table.name}" TO {group}'
    yield "CREATE OR REPLACE VIEW wall.alembic_version AS SELECT * FROM public.alembic_version"
    yield "ALTER VIEW wall.alembic_version OWNER TO cc_owner"
    yield f"GRANT SELECT ON wall.alembic_version TO {group}"
    yield "REVOKE ALL ON SCHEMA wall FROM PUBLIC"
    yield f"GRANT USAGE ON SCHEMA wall, rights TO {group}"


def _view(table: Table) -> str:
    covers = COVERED.get(table.name, {})
    columns = ", ".join(
        f'{covers[c.name]}::text AS "{c.name}"' if c.name in covers else f'"{c.name}"'
        for c in table.c
    )
    rows = f" WHERE {ROWS[table.name]}" if table.name in ROWS else ""
    return (
        f'CREATE VIEW wall."{table.name}" WITH (security_barrier) AS '
        f'SELECT {columns} FROM public."{table.name}"{rows}'
    )
