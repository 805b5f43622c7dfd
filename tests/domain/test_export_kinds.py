"""What a command exports, to which kind of file, and with which options."""

import pytest

from commandcenter.domain.errors import AskedWrongly
from commandcenter.domain.export_kinds import (
    EVERY,
    OF_AN_INCIDENT,
    require_export,
    require_fitting,
    require_may_be_plain,
    require_subject,
    require_suffix,
)


def test_an_export_that_there_is_not_is_told_with_those_there_are():
    for what in EVERY:
        require_export(what)
    with pytest.raises(AskedWrongly, match=r"没有“secrets”这种导出，现有：.*、"):
        require_export("secrets")


def test_what_is_of_one_incident_names_it():
    for what in EVERY:
        require_subject(what, 1)
        if what in OF_AN_INCIDENT:
            with pytest.raises(AskedWrongly, match="请用 --incident 指明事件"):
                require_subject(what, None)
        else:
            require_subject(what, None)


@pytest.mark.parametrize(
    ("what", "fitting"),
    [
        ("", {".csv", ".xlsx"}),
        ("steps", {".csv", ".xlsx"}),
        ("changes", {".jsonl", ".ndjson"}),
        ("cap", {".xml"}),
        ("map", {".geojson", ".json"}),
    ],
)
@pytest.mark.parametrize(
    "suffix", [".csv", ".XLSX", ".jsonl", ".ndjson", ".xml", ".geojson", ".json", ".txt", ""]
)
def test_a_file_ends_as_what_is_in_it(what, fitting, suffix):
    if suffix.lower() in fitting:
        require_suffix(suffix, what)
    else:
        with pytest.raises(AskedWrongly, match=f"导出文件应以 .* 结尾，不能是“{suffix}”"):
            require_suffix(suffix, what)


def test_only_a_csv_has_a_line_to_leave_out():
    require_may_be_plain(".CSV", plain=True)
    require_may_be_plain(".xlsx", plain=False)
    with pytest.raises(AskedWrongly, match=r"--plain 只用于 \.csv 文件"):
        require_may_be_plain(".xlsx", plain=True)


def test_an_option_that_says_nothing_of_this_export_is_refused():
    given = [("--since", frozenset({"changes", "cap"}))]
    require_fitting("changes", given)
    require_fitting("map", [])
    with pytest.raises(AskedWrongly, match="--since 只用于 changes、cap。"):
        require_fitting("map", given)
