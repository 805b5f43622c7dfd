"""Documents that were kept by an earlier version of the program are read by this one."""

import json
from datetime import UTC, datetime

from commandcenter.outputs.papers.frozen import _classes, pack, unpack
from commandcenter.outputs.pdf.document import Document, Heading, Meta, Para

# As version 0.2.0 wrote them, beside those of outputs.pdf.document. Never change one.
WRITTEN = {
    "domain.complaint.Source",
    "domain.level.Level",
    "queries.map_picture.ComplaintPoint",
    "queries.map_picture.DistrictShade",
    "queries.map_picture.IncidentMark",
    "queries.map_picture.MapPicture",
    "queries.map_picture.TeamMark",
    "queries.monitor_band.Band",
    "queries.papers.Boundary",
    "queries.sources.SourceAsOf",
    "queries.timeline.Mark",
    "queries.timeline.MarkKind",
    "queries.timeline.Series",
    "queries.timeline.Timeline",
}
# The same of version 0.3.0: a map can hold where the cases of a food incident are.
WRITTEN |= {
    "domain.incident.case_report.Part",
    "queries.incident.case_picture.CasePicture",
    "queries.incident.case_picture.CasePlace",
    "queries.incident.case_picture.Interval",
    "queries.incident.case_picture.MealSpan",
}


def test_a_class_is_called_as_it_was_when_documents_were_first_kept():
    known = {name for name in _classes() if not name.startswith("outputs.pdf.document.")}
    assert known == WRITTEN


def test_a_page_that_was_set_tighter_to_hold_is_read_as_what_stands_on_it():
    blocks = (Para("一"), Heading(1, "二"), Para("三"))
    document = Document(Meta("某局", "简报", datetime(2026, 11, 24, tzinfo=UTC)), "简报", blocks)
    old = json.loads(pack(document))
    first, *rest = old["v"]["blocks"]
    page = {"~": "outputs.pdf.document.OnePage", "v": {"blocks": rest}}
    old["v"] |= {"blocks": [first, page], "snug": True}
    assert unpack(json.dumps(old).encode()) == document
