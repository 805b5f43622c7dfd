"""A ledger of lines, and the forms that open from it: what the frame does for all of them."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from commandcenter.domain.errors import RuleBroken
from commandcenter.queries.offers import Offer
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.lines_panel import LinesPanel
from commandcenter.ui.frame.offered_acts import line_acts
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.words_form import Wording, WordsForm
from commandcenter.ui.widgets.ledger import Cell, Ledger, Line, LineAct


@dataclass(frozen=True)
class Thing:
    id: int
    title: str
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True)
class Things:
    lines: tuple[Thing, ...]
    offers: tuple[Offer, ...] = ()


class ThingPanel(LinesPanel[Things, Thing]):
    object_name = "thing_panel"
    kinds = frozenset({"thing"})

    def __init__(self, seat):
        super().__init__(seat)
        self.heard = []
        self.offer_button("register", "登记…")

    def make_ledger(self):
        return Ledger("事项", self.columns(), "paper", "没有事项。")

    def columns(self):
        return [
            self.column("名称", stretch=True, cell=lambda line, _: line.title),
            self.column("共", 3, cell=lambda _, board: Cell(str(len(board.lines)))),
        ]

    def note(self, board):
        return f"{len(board.lines)} 项"

    def detail(self, line, board):
        return (("名称", line.title),)

    def acts(self, line, board):
        return line_acts(line.offers, {"close": "办结", "drop": "删除"}, frozenset({"drop"}))

    def want(self, board, key):
        self.heard.append((board, key))

    def act(self, board, key, line):
        self.heard.append((board, key, line))


class ListPanel(ThingPanel):
    """The answer is the list itself, whose lines have no id."""

    by_place = True

    def offers(self, board):
        return ()

    def columns(self):
        return [self.column("名称", cell=lambda words, _: words)]

    def note(self, board):
        return ""

    def detail(self, line, board):
        return ()

    def acts(self, line, board):
        return ()


BOARD = Things((Thing(7, "甲", (Offer("drop"), Offer("close"))), Thing(9, "乙")))
CLOSED = RuleBroken("事件已归档。")


@pytest.fixture
def over(qtbot, seat):
    window = QWidget()
    qtbot.addWidget(window)
    return Over(seat, window)


@pytest.fixture
def panel(qtbot, seat):
    panel = ThingPanel(seat)
    qtbot.addWidget(panel)
    panel.show_answer(BOARD)
    return panel


def test_a_line_is_what_the_columns_say_of_it(panel):
    assert panel.objectName() == "thing_panel"
    assert [column.title for column in panel.ledger.model.columns] == ["名称", "共"]
    acts = (LineAct("drop", "删除", danger=True), LineAct("close", "办结", primary=True))
    assert panel.ledger.lines == (
        Line(7, ("甲", Cell("2")), (("名称", "甲"),), acts),
        Line(9, ("乙", Cell("2")), (("名称", "乙"),)),
    )
    assert panel.ledger._note.text() == "2 项"


@pytest.mark.lot(2)
@pytest.mark.parametrize(
    ("offers", "shown", "enabled"),
    [((), False, True), ((Offer("register"),), True, True),
     ((Offer("register", CLOSED),), True, False), ((Offer("other"),), False, True)],
)  # fmt: skip
def test_a_button_of_the_heading_is_shown_as_the_board_offers_it(panel, offers, shown, enabled):
    panel.show_answer(Things((), offers))
    button = panel.findChild(QPushButton, "want_register")
    assert button.isVisibleTo(panel) is shown
    assert button.isEnabled() is enabled
    assert ("事件已归档" in button.toolTip()) is not enabled


def test_what_is_pressed_comes_with_the_board_and_the_line(panel):
    panel.ledger.wanted.emit("register")
    panel.ledger.acted.emit("close", 9)
    panel.ledger.acted.emit("close", 8)  # it has gone meanwhile
    assert panel.heard == [(BOARD, "register"), (BOARD, "close", BOARD.lines[1])]


def test_before_the_first_answer_nothing_is_done(qtbot, seat):
    panel = ThingPanel(seat)
    qtbot.addWidget(panel)
    assert not panel.findChild(QPushButton, "want_register").isVisibleTo(panel)
    panel.ledger.wanted.emit("register")
    panel.ledger.acted.emit("close", 7)
    assert panel.heard == []


def test_lines_without_an_id_are_found_by_their_place(qtbot, seat):
    panel = ListPanel(seat)
    qtbot.addWidget(panel)
    panel.show_answer(("甲", "乙"))
    assert panel.ledger.lines == (Line(0, ("甲",)), Line(1, ("乙",)))
    panel.ledger.acted.emit("close", 1)
    assert panel.heard == [(("甲", "乙"), "close", "乙")]


def test_one_that_ticks_asks_again_after_a_minute(panel, monkeypatch):
    asked = []
    monkeypatch.setattr(panel, "refresh", lambda: asked.append(1))
    panel.as_of = panel.seat.clock()
    panel.tick(panel.as_of + timedelta(seconds=59))
    assert asked == []
    panel.tick(panel.as_of + timedelta(seconds=60))
    assert asked == [1]


def test_words_are_handed_to_the_verb_last_and_as_who_sits_here(qtbot, over):
    called = []

    def verb(session, actor, number, words):
        called.append((actor, number, words))

    form = WordsForm(over, Wording("退回", "退回", "意见", "说明", "原来的话"), verb, 5)
    form.begin()
    assert (form.objectName(), form.form_title.text(), form.explain.text()) == (
        "words_form", "退回", "说明",
    )  # fmt: skip
    assert form.words.toPlainText() == "原来的话"
    form.words.setPlainText("  请补充 \n")
    with qtbot.waitSignal(form.kept):
        form.primary.click()
    assert called == [(over.seat.actor, 5, "请补充")]


class Tall(Form):
    object_name, kept_as, extent = "tall", "", (500, 400)

    def __init__(self, over, stretch):
        super().__init__(over, "标题", "办理")
        self.words = self.text("words", "内容")
        if stretch:
            self.body.addStretch(stretch)


@pytest.mark.parametrize(("own", "stretches"), [(0, 1), (2, 1)])
def test_the_fields_stand_at_the_top_unless_one_takes_the_room(over, own, stretches):
    form = Tall(over, own)
    form.begin()
    places = [form.body.stretch(n) for n in range(form.body.count())]
    assert len([place for place in places if place]) == stretches
    assert max(places) == (own or 1)
    form.done(0)
