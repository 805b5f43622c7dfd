"""How the watch does: whether somebody watches, whether its night is done, what it was without."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from commandcenter.domain.watch.watch_parts import LeftOut
from commandcenter.domain.watch.watching import Limits, due_nights
from commandcenter.late_dataclass import dataclass
from commandcenter.store.database import now
from commandcenter.store.drills.mark import mark_of
from commandcenter.store.plan.plan import plan_of
from commandcenter.store.tables.plan.plan import PlanVersionRow
from commandcenter.store.tables.setting import SimulatedClockRow
from commandcenter.store.watch import watch_lease, watch_runs

TIME_FOR_A_NIGHT = timedelta(hours=1)
TIME_TO_BEGIN = timedelta(minutes=10)  # of a new bureau, until somebody watches


@dataclass(frozen=True, slots=True)
class WatchState:
    """`idle`: nobody watches, since `idle_since` (None: nobody ever did). `seat`: who does, else
    who did last. `missed`: the night that should be done by now; `done`: the last that is.

    `left_out`: the parts that could not run. `embedded`: a file on this machine.
    """

    idle: bool
    idle_since: datetime | None
    seat: str
    missed: datetime | None
    done: datetime | None
    left_out: tuple[LeftOut, ...]
    embedded: bool
    now: datetime

    def settled(self) -> "WatchState":
        """As if the watch that is just beginning had begun."""
        return replace(self, idle=False, missed=None)


def watch_state(session: Session) -> WatchState:
    at, founded = now(session), session.scalar(select(func.min(PlanVersionRow.adopted_at)))
    lease = watch_lease.standing(session)
    done, missed, told = watch_runs.last_night(session, at), None, _is_demo(session)
    if founded and not told:
        limits = Limits.of(plan_of(session))
        last = due_nights(limits, None, at - TIME_FOR_A_NIGHT)[0]
        since = [moment for moment in (founded, done) if moment and moment <= at]
        missed = last if all(last > moment for moment in since) else None
    return WatchState(
        idle=not lease.held and not told and _begun(founded, lease.last, at),
        idle_since=lease.last,
        seat=lease.seat,
        missed=missed,
        done=done,
        left_out=tuple(watch_runs.left_out(session)),
        embedded=session.get_bind().dialect.name == "sqlite",
        now=at,
    )


def _is_demo(session: Session) -> bool:
    """Whether this is a demo: its story does what the watch would. A drill is watched."""
    simulated = session.scalar(select(SimulatedClockRow.id).limit(1)) is not None
    return simulated and mark_of(session) is None


def _begun(founded: datetime | None, last: datetime | None, at: datetime) -> bool:
    """Whether somebody should be watching: where there is a plan, and it is not quite new."""
    if founded is None:
        return False
    # By a clock that ran ahead it was founded in the future.
    return last is not None or abs(at - founded) > TIME_TO_BEGIN
