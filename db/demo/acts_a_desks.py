"""Scenario A: how many the desks of the stores have registered, and how many still wait there."""

from commandcenter.db.demo.acts import Script, Verb

PLACE = "三店登记点"  # counted as one from first to last, wherever desks are joined
# Day, time, 已登记, 待登记. On the first day who waits is on site; from the second day on both are
# of the 648 members that the settlement is about.
COUNTS = (
    (0, 10, 15, 58, 71), (0, 10, 45, 96, 62), (0, 11, 45, 142, 41), (0, 13, 0, 198, 24),
    (0, 13, 50, 231, 12), (0, 14, 30, 252, 9), (0, 16, 0, 291, 4), (0, 18, 30, 306, 2),
    (0, 22, 0, 312, 0), (1, 17, 0, 488, 160), (2, 17, 0, 575, 73), (4, 9, 30, 622, 26),
    (7, 14, 50, 642, 6),
)  # fmt: skip


def act(script: Script) -> None:
    for day, hour, minute, registered, waiting in COUNTS:
        script.turn_to(day)
        login = "maxiao" if day else "liwei"
        for kind, value in (("registered", registered), ("waiting", waiting)):
            script.act(hour, minute, login, Verb.TALLY, kind=kind, value=value, place=PLACE)
