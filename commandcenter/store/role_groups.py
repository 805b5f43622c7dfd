"""The group roles of the server: one for each role of the matrix, and who owns what is there."""

from commandcenter.domain.org import Role

OWNER, JOURNAL, ACCOUNTS = "cc_owner", "cc_journal", "cc_accounts"
CITY = "cc_city"  # who sees all of the city for good: see read_rules.BY_GROUP


def group_of(role: Role) -> str:
    return f"cc_{role.value}"


PEOPLE = tuple(group_of(role) for role in Role if role is not Role.WALL)
GROUPS = tuple(group_of(role) for role in Role)
WALL_GROUP = group_of(Role.WALL)
OWN = (OWNER, JOURNAL, ACCOUNTS, CITY, *GROUPS)  # all that the program makes
# What of the server's own roles they are members of: others' work, and sending them away.
STATS_OF = (
    (OWNER, "pg_read_all_stats"), (OWNER, "pg_signal_backend"), (ACCOUNTS, "pg_signal_backend"),
)  # fmt: skip
SWITCHING = (group_of(Role.COMMANDER), group_of(Role.LEAD_DUTY))  # to one server: standby.sql
