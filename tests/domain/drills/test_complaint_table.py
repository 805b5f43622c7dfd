"""A complaint as it stands in the script of a drill."""

import json
from datetime import UTC, datetime

import pytest

from commandcenter.domain.complaints.complaint import (
    Channel,
    Complainant,
    ComplaintKind,
    NewComplaint,
    Precision,
    Source,
)
from commandcenter.domain.drills.complaint_table import complaint_table, read_complaints

AT = datetime(2026, 10, 14, 11, 5, tzinfo=UTC)
WHOLE = NewComplaint(
    "YL1", Source.HOTLINE, ComplaintKind.REPORT, Channel.PHONE, AT,
    Complainant("投诉人1", "10000000001"), "退卡", "停业不退款", "预付式消费", "合同", "990102",
    "澄湖健身", "", "建设路118号", "澄湖", "年卡", 0, False, "老人", True, "一般", 30.5, 111.25,
    Precision.TOWN, "东湖街道",
)  # fmt: skip
BARE = NewComplaint("YL2", Source.PLATFORM, ComplaintKind.COMPLAINT, Channel.APP, AT, Complainant())


@pytest.mark.parametrize("complaint", [WHOLE, BARE])
def test_a_complaint_is_read_again_as_it_was_written(complaint):
    kept = json.loads(json.dumps({"complaints": [complaint_table(complaint)] * 2}))
    assert read_complaints(kept) == ((complaint, complaint), {})


def test_what_is_not_known_of_a_complaint_is_not_written():
    assert complaint_table(BARE) == {
        "number": "YL2", "source": "12315", "kind": "complaint", "channel": "app",
        "registered_at": "2026-10-14T11:05:00+00:00", "complainant": {}, "other_province": False,
    }  # fmt: skip
    assert complaint_table(WHOLE)["complainant"] == {"name": "投诉人1", "phone": "10000000001"}
    assert complaint_table(WHOLE)["amount_cents"] == 0


def test_a_time_without_a_zone_is_the_bureaus():
    row = complaint_table(BARE) | {"registered_at": "2026-10-14 19:05"}
    exported = {"12315": "2026-10-14T19:05", "12345": "2026-10-14T11:05:00+00:00"}
    complaints, until = read_complaints({"complaints": [row], "exported_to": exported})
    assert complaints == (BARE,)
    assert until == {Source.PLATFORM: AT, Source.HOTLINE: AT}
    assert read_complaints({}) == ((), {})
