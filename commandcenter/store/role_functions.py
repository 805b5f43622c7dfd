"""Whose the server's functions are, and who may call them."""

from collections.abc import Iterator

from sqlalchemy import Connection, text

from commandcenter.store.role_groups import (
    ACCOUNTS,
    GROUPS,
    JOURNAL,
    OWNER,
    PEOPLE,
    SWITCHING,
)
from commandcenter.store.triggers import DEFINER, journalled_tables

COVERED = ("complainant", "duty_log")  # read through a view that covers
# Called by who is signed on; the others are called by triggers and by one another alone.
BY_WALL = frozenset({"journal_micros", "complaint_pairs", "standby_state", "store_moment"})
BY_PEOPLE = BY_WALL | {
    "journal_bulk", "rollup_recount",
    # by the policies of reading
    "above", "counties", "is_evidence", "keeper", "may", "me", "my_counties",
    "my_entries", "my_name",
    "family", "in_my_books", "merged_title", "sees_city", "sees_image", "sees_something",
    "sees_stock", "enters", "some_group", "takes_in", "touches", "unannounced",
    # by the program
    "add_login", "ask_complainants", "brings_in", "complainants_alike", "complaints_saying",
    "disable_login", "draw", "enable_login", "last_record", "next_id", "number_people",
    "numbered_late", "numbers_elsewhere", "record_elsewhere", "standby_behind", "store_size",
    "person_key_check", "private_in", "reset_password", "restore_complainant", "see_caller",
    "see_complainant", "told_complainants", "traders_saying", "verify_journal",
    "may_verify", "verify_bases", "verify_between", "verify_bulk", "verify_counters",
    "verify_images", "verify_kept", "verify_rows", "verify_values",
}  # fmt: skip
MAKERS = frozenset({
    "rights.add_login", "rights.reset_password", "rights.disable_login", "rights.enable_login",
    "rights.settle_login",
    "rights.settle_groups", "rights.settle_city", "rights.groups_follow", "rights.sight_follows",
})  # fmt: skip
# Run as their owner though their scripts do not say so: they serve where there are no rights, too.
FIXED = (
    *(f"journal_{table.name}_{op}()" for table, ops in journalled_tables() for op in ops),
    "journal_line()",
    "journal_image(text, text, text, text, text)",
    "journal_row_kept()",
    "journal_bulk(text, bigint, bigint, text)",
    "journal_bulk_kept()",
    "journal_forget()",
    "store_moment(timestamptz)",
    "store_founding()",
)
DEFINED = frozenset(signature.partition("(")[0] for signature in FIXED)


def grants(connection: Connection) -> Iterator[str]:
    """Owned and run by who owns what they touch; callable by people where they must be."""
    for schema, name, arguments in connection.execute(
        text(
            "SELECT n.nspname, p.proname, pg_get_function_identity_arguments(p.oid) "
            "FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE n.nspname IN ('public', 'rights', 'keys') ORDER BY 1, 2, 3"
        )
    ).all():
        signature = f'{schema}."{name}"({arguments})'
        plain = name if schema == "public" else f"{schema}.{name}"
        yield f"ALTER FUNCTION {signature} OWNER TO {function_owner(plain)}"
        yield f"REVOKE ALL ON FUNCTION {signature} FROM PUBLIC"
        yield f"GRANT EXECUTE ON FUNCTION {signature} TO {', '.join(sorted(callers(plain)))}"
    yield from (f"ALTER FUNCTION public.{function} {DEFINER}" for function in FIXED)
    yield f"GRANT SELECT, USAGE, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {JOURNAL}, {OWNER}"
    for owned in ("rights.cell", "rights.began", "rights.allowed", "rights.line", "keys.asked"):
        yield f"ALTER TABLE {owned} OWNER TO {OWNER}"
    yield f"GRANT SELECT ON rights.cell TO {ACCOUNTS}"
    people = ", ".join(PEOPLE)
    for name in COVERED:
        yield f"ALTER VIEW masked.{name} OWNER TO {OWNER}"
    yield f"GRANT UPDATE, DELETE ON masked.complainant TO {people}"
    yield f"GRANT INSERT, UPDATE ON masked.duty_log TO {people}"


def function_owner(name: str) -> str:
    """`name`: with its schema where that is not the tables' own."""
    if name.startswith("journal_"):
        return JOURNAL
    return ACCOUNTS if name in MAKERS else OWNER


def callers(name: str) -> frozenset[str]:
    """Who may call a function, besides whoever owns it."""
    bare = name.rpartition(".")[2]
    found = {OWNER, JOURNAL, ACCOUNTS}
    found |= set(SWITCHING) if bare == "standby_release" else set()
    if bare in BY_PEOPLE:
        found |= set(GROUPS if bare in BY_WALL else PEOPLE)
    return frozenset(found)
