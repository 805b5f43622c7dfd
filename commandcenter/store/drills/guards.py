"""What keeps a drill's store and a real one apart in an embedded database: db/postgres/drill.sql.

A store is a drill's from its first line on. The clock of the demo is one that runs otherwise, too.
"""

FOUNDED = "(SELECT number FROM pen) > 0"
NOT_HERE = "drill: this store was not founded as a drill''s"
KEPT = "drill: the mark of a drill is never changed"

GUARDS = (
    "CREATE TRIGGER IF NOT EXISTS drill_founding BEFORE INSERT ON drill "
    f"WHEN {FOUNDED} BEGIN SELECT RAISE(ABORT, '{NOT_HERE}'); END",
    "CREATE TRIGGER IF NOT EXISTS drill_kept_update BEFORE UPDATE ON drill "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    "CREATE TRIGGER IF NOT EXISTS drill_kept_delete BEFORE DELETE ON drill "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    "CREATE TRIGGER IF NOT EXISTS simulated_clock_founding BEFORE INSERT ON simulated_clock "
    f"WHEN {FOUNDED} BEGIN SELECT RAISE(ABORT, '{NOT_HERE}'); END",
)
