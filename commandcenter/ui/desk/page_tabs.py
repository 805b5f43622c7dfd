"""The tabs of the desk's pages that are gone to from elsewhere: known before a page is made."""

from commandcenter.queries.seat.todo import TodoKind

# Of 值班.
LOG, CALLS, CALL_UPS, SHIFTS, ROSTER = "log", "calls", "call_ups", "shifts", "roster"
# Of 系统.
STATE, SETUP, ACCOUNTS, SEATS = "state", "setup", "accounts", "seats"
BACKUPS, CHANGES = "backups", "changes"
# Of 预警.
SIGNALS, WARNINGS = "signals", "warnings"
WAITING_IN = {
    TodoKind.TRIAGE: SIGNALS,
    TodoKind.SIGN_WARNING: WARNINGS,
    TodoKind.AMEND_WARNING: WARNINGS,
    TodoKind.WARNING_STEP: WARNINGS,
    TodoKind.NOTICE: WARNINGS,
    TodoKind.PROMISE: WARNINGS,
    TodoKind.SIGNAL_PROMISE: SIGNALS,
}
