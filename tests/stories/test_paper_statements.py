"""Every kind of paper of each scenario, read at several moments as its receiver reads it."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.command.obligation import Obligation, ObligationState
from commandcenter.domain.command.tasks import counted, task_counts
from commandcenter.domain.level import Level
from commandcenter.domain.org import Group
from commandcenter.domain.papers.usage import slips
from commandcenter.offices.exports import table
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.database import now, open_database
from commandcenter.store.reports.report_clocks import clocks
from commandcenter.store.tables.incident.incident import IncidentRow
from tests.stories import paper_statements
from tests.stories.demo_files import demo_at

pytestmark = pytest.mark.lot(2, "paper statements")

NIGHTLY = (
    "D0 09:24", "D1 10:46", "D4 18:00", "D7 19:00", "D14 18:00", "B D0 20:45", "B D1 12:00",
    "B D3 20:00", "C D0 21:30", "C D1 10:00", "C D8 18:00",
)  # fmt: skip


@pytest.fixture(params=["D0 10:46", *(pytest.param(m, marks=pytest.mark.nightly) for m in NIGHTLY)])
def session(request, demo_folder):
    db = open_database(f"sqlite:///{demo_at(demo_folder, request.param)}")
    with db.read() as session:
        yield session
    db.close()


def test_no_word_of_a_paper_stands_twice(session):
    found = {where: words for where, text, _ in paper_statements.paper_texts(session)
             if (words := paper_statements.doubled(text))}  # fmt: skip
    assert found == {}


def test_every_clock_time_of_a_paper_is_read_as_of_its_own_day(session, monkeypatch):
    paper_statements.marking(monkeypatch)
    texts = list(paper_statements.paper_texts(session))
    assert any(paper_statements.MARK.search(text) for _, text, _ in texts)
    found = {where: wrong for where, text, day in texts
             if (wrong := paper_statements.misread(text, day))}  # fmt: skip
    assert found == {}


PROVISIONAL = "暂按"  # of the screens alone


def test_no_paper_says_by_which_level_it_is_counted_meanwhile(session):
    texts = {where: text for where, text, _ in paper_statements.paper_texts(session)}
    assert texts
    assert [where for where, text in texts.items() if PROVISIONAL in text] == []


@pytest.mark.parametrize(
    "words", ["D0 09:00", pytest.param("B D0 19:35", marks=pytest.mark.nightly)]
)
def test_nor_does_one_that_is_written_before_the_grade(demo_folder, words):
    db = open_database(f"sqlite:///{demo_at(demo_folder, words)}")
    with db.read() as session:
        incident = session.get_one(IncidentRow, 1)
        assert all(clock.provisional for clock in clocks(session, incident, now(session)))
        texts = [text for _, text, _ in paper_statements.paper_texts(session)]
    db.close()
    assert texts
    assert [text for text in texts if PROVISIONAL in text] == []


def test_no_paper_says_what_an_office_does_not_write(session):
    found = {
        f"{kind} {part.key}: {slip.words}"
        for kind, part, usage in paper_statements.read_parts(session)
        for slip in slips(part.text, usage)
    }
    assert found == set()


def test_nothing_that_was_only_decided_stands_as_done(session):
    decided = paper_statements.measures_decided(session)
    assert decided
    done = "".join(paper_statements.stated_as_done(session))
    assert done
    assert [sentence for sentence in decided if sentence in done] == []


def test_no_paper_says_of_an_obligation_what_its_state_denies(session):
    at = now(session)
    rows = obligations_of(session, 1, at)
    texts = [(where, text) for where, text, _ in paper_statements.paper_texts(session, of_now=True)]
    done = list(paper_statements.stated_as_done(session))
    assert paper_statements.denied(texts, done, rows, at) == []
    assert [where for where, text in texts if "暂按" in text] == []


def test_every_paper_counts_the_tasks_alike(session):
    """The briefing, the daily, the assessment: n of m, open and late, from one book."""
    at = now(session)
    rows = obligations_of(session, 1, at)
    must, every = task_counts(rows, at, must=True), task_counts(rows, at)
    texts = [text for _, text, _ in paper_statements.paper_texts(session)]
    whole = "\n".join(texts)
    assert f"必办{must.asked}项，已办结{must.done}项" in whole
    assert f"全部事项已办结{every.done}项，在办{every.open}项，其中逾期{every.late}项" in whole
    assert f"必办任务 {must.asked + must.aside} 项：办结 {must.done} 项" in whole
    told = [text.splitlines()[-1] for text in texts if text.startswith("办结处置任务（项）")]
    assert set(told) <= {str(every.done)}  # of the daily, while there is one
    assert "办结处置任务" not in whole.replace("办结处置任务（项）", "")
    exported = table(session, "obligations", 1)
    states = [row[exported.header.index("状态")] for row in exported.rows]
    assert states.count("已办结") == counted(rows, at).done >= every.done
    assert len(states) == len(rows)


NOON = datetime(2026, 11, 24, 4, tzinfo=UTC)
DONE, OPEN = ObligationState.DONE, ObligationState.OPEN
ROWS = {
    "told": {"title": "通报公安、网信", "state": DONE, "done_at": NOON - timedelta(hours=2)},
    "phone": {"title": "电话报告省局", "state": DONE, "done_at": NOON - timedelta(minutes=30)},
    "drawn": {"title": "推选消费者代表", "state": OPEN},
}
LIES = (
    ("现场处置组：通报公安、网信（应于10时前办结，立即办理）", ""),
    ("1 通报公安、网信\n综合协调组\n逾期1小时", ""),
    ("通报公安、网信（周岚）：超过时限2小时", ""),
    ("", "9时，现场处置组完成“推选消费者代表”"),
    ("", "9时，综合协调组完成“通报公安、网信”“推选消费者代表”"),
)
TRUTHS = (
    ("现场处置组：推选消费者代表（应于11时前办结，立即办理）", "综合协调组完成“通报公安、网信”"),
    ("电话报告省局（周岚）：超过时限30分；通报公安、网信，按时", ""),
)


def row_of(code, title, state, done_at=None):
    return Obligation(
        *(len(code), 1, f"1/{code}//0", code, "", 0, title, "", "", "", Group.ONSITE, None, None),
        *("form", False, 1, NOON - timedelta(hours=3), NOON - timedelta(hours=3)),
        *(NOON - timedelta(hours=1), Level.III, False, state),
        done_at=done_at,
    )


def test_the_readers_see_what_they_are_there_for():
    assert paper_statements.doubled("关于预付式消费消费的警示") == ["消费"]
    rows = tuple(row_of(code, **fields) for code, fields in ROWS.items())
    for text, done in LIES:
        assert paper_statements.denied([("paper", text)], [done], rows, NOON) != [], text + done
    for text, done in TRUTHS:
        assert paper_statements.denied([("paper", text)], [done], rows, NOON) == []
    marked = "11月28日10时⟦202611281000⟧降低；17时⟦202612011700⟧终止"
    assert paper_statements.misread(marked, None) == ["17时 of 12-01 reads as of 2026-11-28"]
