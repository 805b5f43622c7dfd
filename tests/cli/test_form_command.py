"""`forms`: forms of complaints as one file, covered, a line each; or a sentence and nothing."""

import pysqlite3.dbapi2 as sqlite

from tests.cli.test_paper_commands import printed


def numbers(demo, kind="complaint", count=3):
    with sqlite.connect(demo.database) as link:
        rows = link.execute(
            "SELECT c.number FROM complaint c JOIN incident_complaint i ON i.complaint_id = c.id "
            "WHERE c.kind = ? AND i.removed_at IS NULL ORDER BY c.id LIMIT ?",
            (kind, count),
        )
        return [number for (number,) in rows]


def lines(demo):
    with sqlite.connect(demo.database) as link:
        found = link.execute("SELECT verb FROM journal WHERE kind = 'complaint_form'")
        return [verb for (verb,) in found]


def test_the_forms_of_some_numbers_are_one_file_in_their_order(demo):
    wanted = numbers(demo)[::-1]
    asked = [part for number in wanted for part in ("--number", number)]
    said = demo.run("forms", "intake", *asked, "--out", "forms.pdf")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines()[-1] == "投诉登记表已制作 3 份。"
    text, pages = printed(demo.work / "forms.pdf")
    assert pages == 3
    places = [text.index(number) for number in wanted]
    assert places == sorted(places)
    assert lines(demo)[-3:] == ["intake made"] * 3


def test_of_an_incident_those_are_made_that_it_fits(demo):
    said = demo.run("forms", "reportintake", "--incident", "1", "--out", "reports.docx")
    assert said.code == 0
    assert "举报登记表用于举报，这件是投诉，不适用。" in said.out
    assert (demo.work / "reports.docx").stat().st_size > 5_000


def test_what_is_refused_writes_nothing(demo):
    before = lines(demo)
    [number] = numbers(demo, count=1)
    for code, words, arguments in (
        (1, "没有受理，不存在终止调解", ("end", "--number", number)),
        (1, "没有登记编号为“X-1”的投诉举报。", ("intake", "--number", "X-1")),
        (1, "没有编号为", ("intake", "--incident", "999")),
        (2, "请用 --number 写登记编号", ("intake",)),
        (2, "两者写一个", ("intake", "--number", number, "--incident", "1")),
        (2, "没有“poem”这种文书", ("poem", "--number", number)),
        (2, "没有“x”这一法定情形", ("decline", "--number", number, "--ground", "x")),
    ):
        said = demo.run("forms", *arguments, "--out", "no.pdf")
        assert (said.code, words in said.err) == (code, True), said
    said = demo.run("forms", "intake", "--number", number, "--out", "no.txt")
    assert (said.code, "不能写成“.txt”" in said.err) == (2, True)
    assert not list(demo.work.glob("no.*"))
    assert lines(demo) == before
