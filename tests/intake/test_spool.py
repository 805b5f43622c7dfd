"""What waits between reading and writing comes back as it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commandcenter.domain.errors import RuleBroken
from commandcenter.intake.spool import Spool

CELL = st.one_of(st.text(), st.integers(-(1 << 70), 1 << 70), st.none(), st.booleans())
LISTS = st.one_of(
    st.lists(CELL, min_size=3, max_size=3),
    st.lists(st.text(), min_size=3, max_size=3),
    st.lists(st.sampled_from(["", "一", "a\x1fb", None]), min_size=3, max_size=3),
    st.lists(st.floats(allow_nan=False), min_size=3, max_size=3),
)


@given(st.lists(st.lists(LISTS, min_size=1, max_size=6), max_size=4))
@example([[[0, 0, False], [True, 1, True]]])
def test_columns_come_back_as_they_were_written(frames):
    spool = Spool()
    for columns in frames:
        spool.write_columns([tuple(column) for column in columns])
    for _ in range(2):
        back = list(spool.columns())
        assert back == frames
        assert [[list(map(type, c)) for c in f] for f in back] == [
            [list(map(type, c)) for c in f] for f in frames
        ]
    spool.close()


def test_nothing_leaves_nothing():
    spool = Spool()
    spool.write_columns([])
    assert list(spool.columns()) == []
    spool.close()


def test_a_folder_without_room_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(RuleBroken, match="临时文件夹空间不足"):
        Spool(tmp_path / "gone")
