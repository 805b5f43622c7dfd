"""The false alarm: many records, three people."""

from commandcenter.db.demo import false_alarm
from commandcenter.db.demo.exports import Schedule
from commandcenter.db.demo.moment import D0, ScenarioKey, moment

DAY = D0[ScenarioKey.A]
RECORDS = [a.complaint for a in false_alarm.arrivals(DAY, Schedule(moment(DAY, -90, 0)))]


def test_25_records_come_from_three_telephones_under_several_names():
    assert len(RECORDS) == 25
    assert len({c.complainant.phone for c in RECORDS}) == 3
    assert len({c.complainant.name for c in RECORDS}) > 3


def test_they_are_about_one_bakery_in_one_evening():
    assert {c.subject_name for c in RECORDS} == {"麦香坞烘焙坊（东门店）"}
    assert moment(DAY, -4, 18) < RECORDS[0].registered_at < RECORDS[-1].registered_at
    assert RECORDS[-1].registered_at < moment(DAY, -4, 22)
