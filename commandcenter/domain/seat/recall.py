"""撤回: what somebody just signed they may take back, while nobody has acted on it.

Each such act has a counter-act of its own in services; this rule stands before all of them.
db/postgres/rights_recall.sql asks the same of the lines of the server.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.times import dated_zh
from commandcenter.late_dataclass import dataclass

SECONDS = "recall_seconds"  # of the plan's settings
# Acts that can be taken back, by kind and verb of their lines. What goes out is none of them.
RECALLED = frozenset(
    {
        ("incident", "grade decided"), ("incident", "activated"), ("oral_decision", "signed"),
        ("release", "legality passed"), ("release", "secrecy passed"), ("release", "approved"),
        ("report", "signed"), ("obligation", "closed by hand"),
    }
)  # fmt: skip
TAKEN_BACK = "taken_back"  # step of a decision on a level that was taken back: it never held
TAKES_BACK = "taken back"  # how the verbs of the counter-acts end
QUIET = frozenset({"log"})  # a remark on an incident acts on no decision


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the journal, with the name of who wrote it. `at` aware UTC."""

    number: int
    kind: str
    subject: int
    verb: str
    incident: int | None
    login: str
    name: str
    at: datetime


def takes_back(line: Line) -> bool:
    """Whether it takes an act back: what waited because of that act was not done, it is gone."""
    return line.verb.endswith(TAKES_BACK)


def follows(line: Line, act: Line) -> bool:
    """Whether somebody acted on what `act` did: on the thing itself, on a level in its incident."""
    if line.number <= act.number:
        return False
    if act.kind != "incident":
        return (line.kind, line.subject) == (act.kind, act.subject)
    same_hand = line.verb == "activated" and line.login == act.login
    return line.incident == act.subject and line.kind not in QUIET and not same_hand


def require_recall(
    act: Line | None, lines: Iterable[Line], login: str, now: datetime, seconds: int
) -> Line:
    """The act of `login` that may be taken back. `lines`: those of the last `seconds`, in any
    order. Raises RuleBroken: another's, too long ago, or somebody has acted on it.
    """
    if act is None or now - act.at > timedelta(seconds=seconds):
        raise RuleBroken("签发已超过{n}秒，不能撤回。", n=seconds)
    if act.login != login:
        raise RuleBroken("{who}签发的，只能由本人撤回。", who=act.name)
    later = [line for line in lines if follows(line, act)]
    if later:
        first = min(later, key=lambda line: line.number)
        raise RuleBroken(
            "{who}已在{when}据此办理，不能撤回。", who=first.name, when=dated_zh(first.at)
        )
    return act
