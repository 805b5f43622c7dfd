"""How complaints were handled, in one sentence that reads right for all, some and none."""

import pytest

from commandcenter.store.command.duty_proofs_field import handled_words


@pytest.mark.parametrize(
    ("total", "ends", "left", "late", "words"),
    [
        (690, {True: 690}, 0, 0, "690 件投诉举报已全部办结，其中按期 690 件"),
        (690, {None: 690}, 0, 0, "690 件投诉举报已全部办结，690 件没有期限记录"),
        (9, {True: 4, False: 2, None: 1}, 2, 1,
         "9 件投诉举报，7 件已办结，其中按期 4 件、超期 2 件，1 件没有期限记录，"
         "2 件正在办理（超期 1 件）"),
        (3, {}, 3, 0, "3 件投诉举报正在办理"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_is_neither_in_time_nor_late(total, ends, left, late, words):
    assert handled_words(total, ends, left, late) == words
