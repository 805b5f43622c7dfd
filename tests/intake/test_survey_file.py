"""Files of surveys: counts and answer sheets, nothing of a person; a sentence for what is none."""

from datetime import UTC, datetime

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.survey import Counted, Question
from commandcenter.intake import survey_file
from commandcenter.intake.survey_file import read_survey
from commandcenter.outputs.tables_out import write_xlsx

COUNTED = "题目,选项,小计,有效填写人次,反映问题\n退过卡吗,被推诿,12,50,是\n,没有,38,,\n"
SHEETS = (
    "序号,提交时间,您的姓名,办过哪些卡,退过卡吗,联系方式说明,还有什么想说\n"
    "1,2026-10-01,王某,健身┋美发,没有,无,{long}1\n"
    "2,2026-10-01,李某,健身,被推诿,10000000001,{long}2\n"
)


def written(tmp_path, text, name="x.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_counts_are_taken_as_they_stand(tmp_path):
    read = read_survey(written(tmp_path, COUNTED))
    options = (Counted("被推诿", 12, True), Counted("没有", 38))
    assert read.questions == (Question("退过卡吗", 50, options),)
    assert read.counted


def test_a_workbook_is_read_like_a_text(tmp_path):
    rows = [line.split(",") for line in COUNTED.splitlines()]
    path = tmp_path / "x.xlsx"
    path.write_bytes(write_xlsx(rows[1:], rows[0], datetime(2026, 11, 1, tzinfo=UTC)))
    assert read_survey(path).questions[0].base == 50


def test_of_answer_sheets_only_counts_come_out(tmp_path):
    lines = SHEETS.splitlines()
    many = [f"{n},2026-10-01,某{n},健身,没有,无,第{n}句话" for n in range(3, 40)]
    text = "\n".join([lines[0], *(x.format(long="话" * 10) for x in lines[1:]), *many])
    read = read_survey(written(tmp_path, text))
    assert [q.words for q in read.questions] == ["办过哪些卡", "退过卡吗"]
    cards, gave_back = read.questions
    assert (cards.many, cards.base, cards.options[0]) == (True, 39, Counted("健身", 39))
    assert gave_back.options == (Counted("没有", 38), Counted("被推诿", 1))
    assert "王某" not in str(read)
    why = {column.question.words: column.why_not for column in read.columns if column.why_not}
    assert "逐字填写" in why["还有什么想说"]
    assert {"序号", "提交时间", "您的姓名"} <= set(why)


def test_a_column_with_a_telephone_in_it_is_not_counted(tmp_path):
    text = "满意吗,怎么找到您\n是,13912345678\n否,来店里\n"
    read = read_survey(written(tmp_path, text))
    assert [q.words for q in read.questions] == ["满意吗"]
    assert "13912345678" not in str(read)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "空的|没有"),
        ("一列\n", "表头"),
        ("题目,选项,人数\n退过卡吗,是,很多\n", "第 2 行看不懂人数"),
        ("题目,选项,人数\n,是,3\n", "第 2 行没有题目"),
        ("题目,选项,人数\n退过卡吗,,3\n", "没有选项"),
        ("题目,选项,人数\n", "没有一行选项"),
        ("题目,选项,人数\n退过卡吗,是,\n", "第 2 行没有人数"),
        (",,\n,,\n", "文件“x.csv”是空的，没有可以读的表格"),
        ("姓名,电话\n王某,1\n", "没有一列可以计数"),
    ],
)
def test_what_is_no_survey_is_refused_in_a_sentence(tmp_path, text, why):
    with pytest.raises(RuleBroken, match=why):
        read_survey(written(tmp_path, text))


@pytest.mark.parametrize("data", [b"PK\x03\x04\x00", b"%PDF-1.4", b"\x00\xff\xfe\x00"])
def test_a_file_that_is_something_else_is_refused_in_a_sentence(tmp_path, data):
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(RuleBroken):
        read_survey(path)


def test_a_file_has_as_many_rows_as_may_be_and_no_more(tmp_path, monkeypatch):
    monkeypatch.setattr(survey_file, "MOST", 2)
    most = 2 + survey_file.HEADER_WITHIN
    rows = [f"退过卡吗,答{n},{n}" for n in range(1, most + 1)]
    path = written(tmp_path, "\n".join(["题目,选项,人数", *rows[:-1]]))
    assert len(read_survey(path).questions[0].options) == most - 1
    with pytest.raises(RuleBroken, match=r"文件“x\.csv”超过 2 行，请在问卷系统里"):
        read_survey(written(tmp_path, "\n".join(["题目,选项,人数", *rows])))
