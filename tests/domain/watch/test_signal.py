"""What is counted over time, and which of it names what was found."""

from commandcenter.domain.watch.signal import SPECIFIC, StreamKind


def test_what_was_found_is_named_from_whom_it_is_about_to_where_it_came_from():
    order = (
        "subject family mention keywords town_problem town area problem category district channel"
    )
    assert " ".join(SPECIFIC) == order
    assert set(SPECIFIC) == set(StreamKind)
