"""What a complaint's own system says became of it, where nothing was done on it here."""

from commandcenter.domain.complaints.complaint import CLOSED, DECLINED, ComplaintKind
from commandcenter.domain.complaints.handling import HandlingState


def told_state(kind: ComplaintKind, status: str) -> HandlingState:
    """Where a complaint stands on which nothing was done here, by what its own system says."""
    if status == DECLINED and kind is ComplaintKind.COMPLAINT:
        return HandlingState.DECLINED
    over = status in (CLOSED, DECLINED)
    return HandlingState.CLOSED if over else HandlingState.REGISTERED
