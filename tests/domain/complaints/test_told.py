"""What a complaint's own system says became of it."""

import pytest

from commandcenter.domain.complaints.complaint import ComplaintKind
from commandcenter.domain.complaints.told import told_state


@pytest.mark.parametrize("kind", list(ComplaintKind))
@pytest.mark.parametrize(
    ("status", "complaint", "other"),
    [
        ("已办结", "closed", "closed"),
        ("不予受理", "declined", "closed"),
        ("办理中", "registered", "registered"),
        ("", "registered", "registered"),
    ],
)
def test_only_a_complaint_is_declined_and_what_is_told_to_be_over_is(
    kind, status, complaint, other
):
    state = complaint if kind is ComplaintKind.COMPLAINT else other
    assert told_state(kind, status).value == state
