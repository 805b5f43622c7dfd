"""The quiet wall: what the watch found and what holds, calm, without names, and all of it seen."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from commandcenter.domain.level import Level
from commandcenter.domain.watch.signal import Detector, SignalState, StreamKind
from commandcenter.domain.watch.warning import WarningState
from commandcenter.services.guard import PROGRAM
from commandcenter.services.support import fund
from commandcenter.services.support.fund import Asked
from commandcenter.store import journal
from commandcenter.store.people import actor_of
from commandcenter.store.tables.every import BudgetLineRow, SignalRow, WarningRow
from commandcenter.ui.widgets.labels import ElidedLabel
from tests.signals import lay_signal

QUIET = "D0 08:40"
FONTS = ("WenQuanYi Micro Hei", "WenQuanYi Zen Hei")
NAMED = ("悦力", "健身", "关门", "退费")


def lay_warning(session, at, level, category):
    row = WarningRow(
        title="关于悦力工场的预警", category=category, level=level, starts_at=at, scope="悦力工场",
        matters="", measures="", issuer="", issued_at=at, state=WarningState.ISSUED,
        districts=["990102"], drafted_by="周岚", drafted_at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    journal.record(session, PROGRAM, "warning", row.id, "issued")


@pytest.fixture
def gather(tell):
    """A quiet morning with more signals and warnings than there are places for."""

    def gather(signals=6, warnings=4):
        story = tell(QUIET)
        now = story.clock()
        streams = list(StreamKind)
        with story.db.write() as session:
            for row in session.scalars(select(SignalRow)):
                row.state = SignalState.EXCLUDED  # what the story's own watch has found
            for warning in session.scalars(select(WarningRow)):
                warning.state = WarningState.LIFTED
            for n in range(signals):
                lay_signal(
                    session, [], now - timedelta(minutes=7 * n), stream=streams[n], observed=92,
                    town="人民路街道", districts=["990102", "990103", "990104"][: n % 4],
                    people=61, detector=Detector.BURST if n else Detector.EARLY_SIGN,
                )  # fmt: skip
            lay_signal(session, [], now, state=SignalState.WATCHING)
            for n in range(warnings):
                level = Level.III if n == 1 else Level.IV
                lay_warning(session, now - timedelta(days=n), level, f"第{n}类")
        return story

    return gather


def seen(panel, kind):
    return [w for w in panel.findChildren(kind) if w.isVisible()]


def named(panel):
    return [row.accessibleName() for row in panel.rows if row.isVisible()]


@pytest.mark.lot(3)
@pytest.mark.parametrize("font", FONTS, indirect=True)
@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1366, 768)])
def test_everything_has_its_place_when_most_is_going_on(windows, gather, size, font):
    wall = windows.wall(gather().db, size=size)
    assert (wall.width(), wall.height()) == size
    signals, warnings = wall.content.side
    assert [len(named(signals)), len(named(warnings))] == [3, 2]
    assert signals.findChild(ElidedLabel, "") is not None
    cut = [w.text() for panel in (signals, warnings) for w in seen(panel, ElidedLabel)
           if w.is_cut()]  # fmt: skip
    assert cut == []
    assert wall.findChild(object, "more_signals").text() == "还有 3 项，另有 1 项观察中"
    assert wall.findChild(object, "more_warnings").text() == "还有 2 项"
    for row in (*signals.rows, *warnings.rows):
        assert row.height() >= row.sizeHint().height() - 2  # no line lies over another
    assert wall.content.timeline.view.height() >= wall.height() // 6
    for panel in wall.content.panels():
        assert wall.rect().contains(panel.mapTo(wall, panel.rect().bottomRight())), panel


def test_a_signal_is_told_by_kind_place_and_number(windows, gather):
    wall = windows.wall(gather(signals=1, warnings=2).db)
    signals, warnings = wall.content.side
    [said] = named(signals)
    assert said.endswith("某文化娱乐体育经营主体，40 小时 92 件，61 人 · 待核实 · 0 分钟前")
    first, second = named(warnings)
    assert first.startswith("三级预警，城东区 · 第1类，")
    assert second == "四级预警，城东区 · 第0类，08:40 起"


@pytest.mark.parametrize("reception", [False, True])
def test_nobody_is_named_and_a_visitor_sees_no_delay(windows, gather, eye, reception):
    story = gather()
    wall = windows.wall(story.db, reception=reception)
    words = eye.look(wall).all
    assert not [name for name in NAMED if name in words]
    said = " ".join(named(wall.content.side[0]))
    assert ("待核实" in said) != reception
    assert ("分钟前" in said) != reception
    if reception:
        assert "在岗" in words


def test_without_signals_and_warnings_the_wall_says_so(windows, gather):
    wall = windows.wall(gather(signals=0, warnings=0).db)
    signals, warnings = wall.content.side
    assert "没有待处置的监测提示" in [w.text() for w in seen(signals, type(signals._nothing))]
    assert named(signals) == named(warnings) == []


def test_what_was_judged_by_what_is_usual_says_so(windows, gather):
    wall = windows.wall(gather(signals=2, warnings=0).db)
    words = named(wall.content.side[0])
    assert [("平时 0.4 件" in w, "61 人" in w) for w in words] == [(False, True), (True, False)]


def test_a_new_signal_comes_by_itself_and_nothing_moves(windows, gather):
    story = gather(signals=2, warnings=1)
    wall = windows.wall(story.db)
    places = [panel.geometry() for panel in wall.content.panels()]
    with story.db.write() as session:
        lay_signal(session, [], story.clock(), stream=StreamKind.TOWN, town="解放路街道",
                   observed=8, districts=[])  # fmt: skip
    signals = wall.content.side[0]
    windows.qtbot.waitUntil(lambda: len(named(signals)) == 3, timeout=5_000)
    windows.settle(wall)
    assert any(words.startswith("解放路街道，") for words in named(signals))
    assert [panel.geometry() for panel in wall.content.panels()] == places


def test_what_the_bureau_asks_of_the_command_waits_on_the_quiet_wall_too(windows, gather):
    """In the words of its alarm beside it; one was asked in the story, the next comes behind it."""
    story = gather(signals=0, warnings=0)
    wall = windows.wall(story.db)
    there = "审批用款：加急检验费"
    assert wall.waiting.view.accessibleName() == f"待决事项：{there}"
    assert wall.room.title.text() == there
    with story.db.write() as session:
        keeper = actor_of(session, "gaoyuan", story.clock())
        line = session.scalars(select(BudgetLineRow.id)).first()
        fund.ask(session, keeper, Asked(line, "临时板房", 800_000, "登记点扩容"))
    said = f"待决事项：{there}；审批用款：临时板房"
    windows.qtbot.waitUntil(lambda: wall.waiting.view.accessibleName() == said)
