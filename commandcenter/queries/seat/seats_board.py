"""席位 as a ledger, with what may be done about the second server."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.org import Actor
from commandcenter.domain.rights import Action
from commandcenter.late_dataclass import dataclass
from commandcenter.queries.offers import Offer
from commandcenter.queries.seat.seats import SeatLine, Seats, seats
from commandcenter.queries.seat.switching import Switching, switching
from commandcenter.store.database import beat_now
from commandcenter.store.plan.plan import plan_of


@dataclass(frozen=True, slots=True)
class SeatsBoard:
    seats: Seats
    switching: Switching
    now: datetime

    @property
    def lines(self) -> Sequence[SeatLine]:
        return self.seats.lines

    @property
    def offers(self) -> Sequence[Offer]:
        return self.switching.offers


def seats_board(session: Session, actor: Actor) -> SeatsBoard:
    """Raises RuleBroken for who does not see the system."""
    plan_of(session).rights.require(actor, Action.SEE_SYSTEM)
    return SeatsBoard(seats(session), switching(session, actor), beat_now(session))
