"""Names of files that are mailed: nothing that a machine on the way could trip over."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.papers.file_names import paper_file_name

AT = datetime(2026, 11, 24, 17, 30, tzinfo=UTC)  # the 25th in Beijing


def test_number_title_and_date_make_the_name():
    name = paper_file_name("澄市监发〔2026〕17号", "关于启动Ⅲ级响应的通知", AT, "pdf")
    assert name == "澄市监发〔2026〕17号_关于启动Ⅲ级响应的通知_20261125.pdf"


def test_a_draft_has_no_number():
    assert paper_file_name("", "会商简报", AT, "docx") == "会商简报_20261125.docx"


@pytest.mark.parametrize(
    "title",
    ["../../etc/passwd", 'a:b*c?d"e<f>g|h', "一\n二\t三", "倒\u202e序.exe", "🙂 表情", "CON"],
)
def test_nothing_of_a_title_leads_elsewhere_or_hides(title):
    name = paper_file_name("", title, AT, "pdf")
    stem, suffix = name.rsplit(".", 1)
    assert suffix == "pdf"
    assert not set(stem) & set('/\\:*?"<>| \n\t\u202e\x00')
    assert ".." not in name
    name.encode("gbk")


def test_a_long_title_is_cut():
    name = paper_file_name("", "长" * 500, AT, "pdf")
    assert len(name.encode()) <= 240
