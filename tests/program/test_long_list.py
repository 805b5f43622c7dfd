"""A long list leaves a terminal readable."""

from commandcenter.program.long_list import print_first


def test_of_a_long_list_the_first_twenty_are_printed_and_all_are_in_the_file(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)
    lines = [f"第{n}行 退回" for n in range(1, 3_001)]
    print_first(lines, "导出.csv_核对.txt")
    printed = capsys.readouterr().out.splitlines()
    target = tmp_path / "导出.csv_核对.txt"
    assert printed == [*lines[:20], f"以上是前 20 条，全部 3,000 条在“{target}”。"]
    assert target.read_text("utf-8").splitlines() == lines


def test_a_short_list_is_printed_whole_and_leaves_no_file(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    print_first(["第2行 退回"], "导出.csv_核对.txt")
    assert capsys.readouterr().out == "第2行 退回\n"
    assert not list(tmp_path.iterdir())
