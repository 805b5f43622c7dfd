"""A county's rules with their file, and what the answer to a gap leaves in the book of gaps."""

import pytest
from sqlalchemy import func, select

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.plan.plan_gap import GapState
from commandcenter.services import book
from commandcenter.services.plan.gaps import Gap, OwnRules
from commandcenter.services.plan.rules_file import file_with_paper, save_rules
from commandcenter.store.tables.every import (
    CountyRulesRow,
    JournalLineRow,
    PlanGapRow,
    PlanVersionRow,
    StoredFileRow,
)
from tests.city import EAST
from tests.services.plan.test_gaps import WEST, amended, answer, bureau, file

__all__ = ["bureau"]


@pytest.fixture
def url(sqlite_url):
    """Of the rule alone: what the server lets pass is asked elsewhere."""
    return sqlite_url


def test_rules_are_filed_with_their_file_and_what_is_refused_is_not_even_sent(bureau, tmp_path):
    paper, program = tmp_path / "细则.pdf", tmp_path / "细则.exe"
    for path in (paper, program):
        path.write_bytes("%PDF-1.7 响应到街道".encode())

    def filed(district, path):
        rules = OwnRules(district, "实施细则", "2026-03-01")
        return file_with_paper(bureau.db, bureau.east, rules, path, lambda done, total: None)

    for district, path, words in ((WEST, paper, "本县区"), (EAST, program, "PDF、OFD 或 Word")):
        with pytest.raises(RuleBroken, match=words):
            filed(district, path)
    sent = select(func.count()).select_from(StoredFileRow)
    assert bureau.ask(lambda s: s.scalar(sent)) == 0
    number = filed(EAST, paper)
    row = bureau.ask(lambda s: s.get_one(CountyRulesRow, number))
    assert (row.district, row.file_name, row.filed_by) == (EAST, "细则.pdf", bureau.east.name)
    copy = save_rules(bureau.db, row.sha256, tmp_path / "备份.pdf", lambda done, total: None)
    assert copy.read_bytes() == paper.read_bytes()


def test_a_gap_is_answered_by_a_version_of_its_own_moment_or_later(bureau):
    gap = file(bureau, gap=Gap("", "没有写跨省协查", "电话商请"))
    version = amended(bureau)
    for none in (None, 99):
        with pytest.raises(RuleBroken, match="请选择缺口登记之后"):
            answer(bureau, gap, GapState.AMENDED, "已写入", version=none)
    answer(bureau, gap, GapState.TAKEN_UP, version=version)
    with bureau.db.write() as session:  # as if it had been met that very moment
        row = session.get_one(PlanGapRow, gap)
        assert (row.version_id, row.answered_by, row.answer) == (None, "梁博", "列入今年修订")
        row.at = session.get_one(PlanVersionRow, version).adopted_at
        book.record(session, bureau.liangbo, "plan_gap", gap, "answered")
    answer(bureau, gap, GapState.AMENDED, " 已写入 ", version=version)
    row = bureau.ask(lambda s: s.get_one(PlanGapRow, gap))
    assert (row.state, row.version_id, row.answer) == (GapState.AMENDED, version, "已写入")
    assert row.answered_at is not None
    line = JournalLineRow
    told = select(line.verb, line.clause).where(line.kind == "plan_gap").order_by(line.number)
    lines = bureau.ask(lambda s: s.execute(told).all())
    assert [lines[n] for n in (0, 1, -1)] == [
        ("filed", "8.1"), ("answered", "8.1"), ("answered", "8.1"),
    ]  # fmt: skip
