"""The 病例通报 of scenario B: at each moment of PATIENTS by school, hospital and onset."""

from collections import Counter
from datetime import datetime, timedelta

from commandcenter.db.demo.acts import Script
from commandcenter.db.demo.city import near, town
from commandcenter.db.demo.random_streams import stream
from commandcenter.db.demo.scenario_b import Patients
from commandcenter.db.demo.script_actions import HERE
from commandcenter.db.demo.traders import SCHOOLS, trader
from commandcenter.domain.incident.case_report import CaseReport, Meal, Onset, Place
from commandcenter.services.incident.case_reports import report_cases

SOURCE = "市卫健委"
WIDTH = 30
FIRST = (13, 30)  # of the day of the lunch: when the first interval begins
LUNCH = ("午餐", (11, 40), (12, 20))
# How many more are known to have fallen ill in each interval since FIRST, by those known in all.
ONSET = {
    19: (1, 1, 2, 3, 4, 3, 2, 1, 1, 1),
    31: (0, 0, 0, 1, 2, 3, 2, 2, 1, 1),
    47: (0, 0, 0, 0, 1, 2, 3, 3, 2, 2, 2, 1),
    58: (0, 0, 0, 0, 0, 0, 1, 2, 2, 2, 2, 1, 1),
    63: (0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 1),
    66: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1),
}  # fmt: skip
# Hospital, county, town; how many each treats by those known in all.
HOSPITALS = (
    ("市一院", "990102", "长桥街道"), ("市中医院", "990103", "金水街道"),
    ("临江区医院", "990104", "南门街道"),
)  # fmt: skip
TREATED = {
    12: (12, 0, 0), 19: (19, 0, 0), 31: (22, 9, 0), 47: (26, 10, 11), 58: (31, 12, 15),
    63: (33, 14, 16), 66: (35, 14, 17),
}  # fmt: skip


def tell_cases(script: Script, count: Patients, entered: int | None = None) -> None:
    """The duty officer enters what was told of a moment, some minutes later."""
    day, hour, minute = count.when
    report = CaseReport(
        source=SOURCE,
        as_of=script.time(hour, minute, day),
        treated=count.hurt,
        severe=0,
        dead=0,
        sites=_sites(count),
        hospitals=_hospitals(count.hurt),
        onset=_onset(script, count.hurt),
        meal=_meal(script),
        width=WIDTH,
    )
    at = minute + 3 if entered is None else entered
    script.call(hour, at, "liwei", report_cases, HERE, report)


def _sites(count: Patients) -> tuple[Place, ...]:
    schools = [trader(name) for name in SCHOOLS]
    return tuple(
        Place(school.name, pupils, school.district, school.lat, school.lon)
        for school, pupils in zip(schools, count.schools, strict=True)
    )


def _hospitals(hurt: int) -> tuple[Place, ...]:
    chance = stream("hospitals of scenario B")
    places = [(name, code, near(chance, town(code, where), 0.8)) for name, code, where in HOSPITALS]
    return tuple(
        Place(name, number, code, *at)
        for (name, code, at), number in zip(places, TREATED[hurt], strict=True)
        if number
    )


def _onset(script: Script, hurt: int) -> tuple[Onset, ...]:
    """All that is known by then, in the order of time; at first nobody asked for it."""
    counts: Counter[datetime] = Counter()
    first = script.time(*FIRST, 0)
    for known, more in ONSET.items():
        if known <= hurt:
            for n, number in enumerate(more):
                counts[first + n * timedelta(minutes=WIDTH)] += number
    return tuple(Onset(at, number) for at, number in sorted(counts.items()) if number)


def _meal(script: Script) -> Meal:
    name, start, end = LUNCH
    return Meal(name, script.time(*start, 0), script.time(*end, 0))
