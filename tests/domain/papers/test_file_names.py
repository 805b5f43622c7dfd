"""Names of files that are mailed: nothing that a machine on the way could trip over."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.papers.file_names import marked, paper_file_name

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


@pytest.mark.parametrize(("length", "kept"), [(59, 59), (60, 60), (61, 60)])
def test_sixty_signs_of_a_title_are_kept(length, kept):
    assert paper_file_name("", "长" * length, AT, "pdf") == f"{'长' * kept}_20261125.pdf"


def test_a_cut_title_ends_with_a_sign_of_its_own():
    assert paper_file_name("", "长" * 59 + "。长", AT, "pdf") == f"{'长' * 59}_20261125.pdf"


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("“悦力”事件", "悦力事件"),
        ("关于（甲）的，通知", "关于_甲_的_通知"),
        ("一\u3000二  三", "一_二_三"),
        ("倒\u202e序", "倒序"),
        ("表情🙂完", "表情_完"),
        ("...甲-", "甲"),
        ("Ⅲ级2.1 A-B", "Ⅲ级2.1_A-B"),
        ("", ""),
        ("，。", ""),
    ],
)
def test_what_a_title_may_not_have_in_a_name_becomes_one_stroke(title, stem):
    assert paper_file_name("", title, AT, "pdf") == f"{stem}_20261125.pdf".removeprefix("_")


@pytest.mark.parametrize("sign", list("\\/:*?\"<>|&;%$#@!'`~^{}[]()（）+=,，。；：？！、 \t\n\x7f"))
def test_no_sign_that_a_machine_on_the_way_reads_stays(sign):
    assert paper_file_name("", f"甲{sign}乙", AT, "pdf") == "甲_乙_20261125.pdf"


@pytest.mark.parametrize(
    ("name", "drill", "marked_name"),
    [
        ("简报.pdf", True, "演练-简报.pdf"),
        ("演练-简报.pdf", True, "演练-简报.pdf"),
        ("简报.pdf", False, "简报.pdf"),
        ("演练-简报.pdf", False, "演练-简报.pdf"),
    ],
)
def test_a_name_that_leaves_a_drill_says_so_once(name, drill, marked_name):
    assert marked(name, drill) == marked_name


def test_a_paper_of_a_drill_is_called_so():
    assert paper_file_name("", "简报", AT, "pdf", drill=True) == "演练-简报_20261125.pdf"
