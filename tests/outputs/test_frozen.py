"""Documents that were kept by an earlier version of the program are read by this one."""

from commandcenter.outputs.papers.frozen import _classes

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
