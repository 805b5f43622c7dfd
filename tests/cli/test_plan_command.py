"""`plan`: the plan in force or another version, and what was changed of it, as a file."""

from tests.cli.test_paper_commands import printed


def test_the_plan_is_printed_with_its_clauses_and_annexes(demo):
    said = demo.run("plan", "--out", "plan.pdf")
    assert (said.code, said.err) == (0, "")
    text, pages = printed(demo.work / "plan.pdf")
    assert pages > 10
    for words in ("总则", "编制目的和依据", "预案管理", "附件5", "本局设定", "应办事项清单"):
        assert words in text


def test_a_revision_and_two_versions_are_printed_side_by_side(demo):
    said = demo.run("plan", "--revision", "1", "--out", "changed.pdf")
    assert said.code == 0
    text, _ = printed(demo.work / "changed.pdf")
    assert "修订对照表" in text
    assert "每半年盘点一次" in text.replace("\n", "")
    said = demo.run("plan", "--version", "2", "--before", "1", "--out", "changed.docx")
    assert said.code == 0
    assert (demo.work / "changed.docx").stat().st_size > 5_000


def test_what_is_not_there_writes_nothing(demo):
    for code, words, arguments in (
        (1, "没有编号为 99 的预案版本", ("--version", "99")),
        (1, "没有编号为 99 的预案修订", ("--revision", "99")),
        (2, "--before", ("--before", "1")),
        (2, "--revision", ("--revision", "1", "--version", "2")),
    ):
        said = demo.run("plan", *arguments, "--out", "no.pdf")
        assert (said.code, words in said.err) == (code, True), said
    said = demo.run("plan", "--out", "no.txt")
    assert (said.code, "不能写成“.txt”" in said.err) == (2, True)
    assert not list(demo.work.glob("no.*"))
