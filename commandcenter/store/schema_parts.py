"""What is otherwise in a schema than this version lays it: missing, changed or strange."""

from commandcenter.late_dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PartFault:
    """`kind`: table, column, constraint, index, trigger, view, function, policy, grant, owner…
    `what`: missing, extra, changed, disabled; `detail`: a name, or who has what."""

    kind: str
    name: str
    what: str
    detail: str = ""


def unreadable(found: tuple[PartFault, ...]) -> bool:
    """Whether rows cannot be compared, for a table or a column is not there."""
    return any(f.what == "missing" and f.kind in ("table", "column") for f in found)
