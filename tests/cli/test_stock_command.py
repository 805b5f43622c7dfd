"""`stock`: what lies where; labels and ledger as files, or a sentence and nothing."""

from tests.cli.test_paper_commands import printed


def test_the_stock_is_listed_a_line_an_item(demo):
    said = demo.run("stock")
    assert (said.code, said.err) == (0, "")
    lines = [line.split(" ") for line in said.out.splitlines()]
    assert len(lines) == 18
    assert all(line[0].startswith("S0") for line in lines)


def test_labels_have_the_code_of_every_item(demo):
    listed = [line.split(" ")[0] for line in demo.run("stock").out.splitlines()]
    said = demo.run("stock", "--labels", "labels.pdf")
    assert (said.code, said.err) == (0, "")
    text, pages = printed(demo.work / "labels.pdf")
    assert pages == 2
    assert all(code in text for code in listed)


def test_the_ledger_says_of_when_it_is(demo):
    said = demo.run("stock", "--ledger", "ledger.ofd", "--labels", "labels.docx")
    assert (said.code, said.err) == (0, "")
    assert (demo.work / "ledger.ofd").stat().st_size > 5_000
    assert demo.run("stock", "--ledger", "ledger.pdf").code == 0
    text, _ = printed(demo.work / "ledger.pdf")
    assert "登记物资" in text
    assert "截至" in text


def test_what_is_no_paper_is_refused(demo):
    said = demo.run("stock", "--labels", "labels.xlsx")
    assert (said.code, "不能写成“.xlsx”" in said.err) == (2, True)
    assert not list(demo.work.glob("labels.xlsx"))
