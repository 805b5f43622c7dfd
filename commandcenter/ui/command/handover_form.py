"""交接: the open list is shown before it is signed, by who gives and by who takes over."""

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from commandcenter.domain.command.duty import OPEN_WORDS, OpenItem
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.domain.times import short_zh
from commandcenter.queries.command.handovers import (
    HandoverLine,
    OpenSheet,
    duty_sheet,
    group_sheet,
)
from commandcenter.services.command import handover
from commandcenter.services.incident import handing_up
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.phrases import headed, joined, listed, with_note
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.labels import PlainLabel


def open_words(items: tuple[OpenItem, ...], form: QWidget, seat: Seat) -> str:
    """The open list, a line each: 指令未回报 · … · 11:00 前."""
    now = seat.clock()
    lines = []
    for number, item in enumerate(items, start=1):
        due = form.tr("{time} 前").format(time=short_zh(item.due_at, now)) if item.due_at else ""
        what = with_note(headed(word(OPEN_WORDS[item.kind]), item.words), due)
        lines.append(f"{number}. {what}")
    return joined("\n", lines)


class OpenList(QWidget):
    """What is handed over, as plain text that can be selected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = PlainLabel(self.tr("未结事项"), Size.SMALL, BOLD, ink="text_dim")
        self.text = QPlainTextEdit()
        self.text.setObjectName("open_list")
        self.text.setAccessibleName(self.tr("未结事项"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setFont(look.font())
        self.text.setFixedHeight(look.line() * 9 + look.px(16))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.px(3))
        box.addWidget(self._title)
        box.addWidget(self.text)

    def show_items(self, items: tuple[OpenItem, ...], seat: Seat) -> None:
        self._title.setText(self.tr("未结事项（{n} 项）").format(n=len(items)))
        self.text.setPlainText(open_words(items, self, seat) or self.tr("没有未结事项。"))


class GiveForm(Form):
    """The base of both: the list, who takes over, words, and the giver's own signature."""

    extent = (700, 680)

    def __init__(self, over: Over, title: str, *, subject: int = 0) -> None:
        super().__init__(over, title, self.tr("签名交出"), subject=subject)

    def add_rest(self) -> None:
        self.list = OpenList()
        self.body.addWidget(self.list)
        self.to = PersonBox()
        self.add("to_person", self.tr("接收人"), self.to, needed=True)
        self.words: QPlainTextEdit = self.text(
            "words", self.tr("补充说明"), hint=self.tr("清单之外要交代的事"), lines=3
        )
        self.signature = self.add_signature(self.tr("交出人签名"))
        self.show_consequence(self.tr("接收人签收后才算交接；签收前由您继续负责。"))
        self.demand(self._wrong_taker, self.to)
        self.body.addStretch(1)

    def show_sheet(self, sheet: OpenSheet) -> None:
        self.list.show_items(sheet.items, self.seat)
        self.to.set_people([(p.id, p.name, listed((p.post, p.away))) for p in sheet.takers])

    def taker(self) -> int:
        person = self.to.person()
        assert person is not None
        return person

    def _wrong_taker(self) -> str:
        return self.tr("请从名单中选择接收人。") if self.to.person() is None else ""


class GiveDuty(GiveForm):
    """交班."""

    object_name, kept_as = "give_duty", "give_duty"

    def __init__(self, over: Over) -> None:
        super().__init__(over, self.tr("交班"))
        self.add_rest()
        query = partial(duty_sheet, actor=self.seat.actor, now=self.seat.clock())
        self.seat.tasks.read(self, query, self.show_sheet)

    def submit(self) -> None:
        self.act(
            handover.give_duty,
            to_person=self.taker(),
            words=self.words.toPlainText(),
            signature=self.signature.text(),
        )


class GiveGroup(GiveForm):
    """The lead of a working group (plan 2.2)."""

    object_name, kept_as = "give_group", "give_group"

    def __init__(self, over: Over, incident_id: int, groups: tuple[Group, ...]) -> None:
        super().__init__(over, self.tr("移交工作组负责"), subject=incident_id)
        self._incident = incident_id
        choices: list[tuple[object, str]] = [(g.value, word(GROUP_WORDS[g])) for g in groups]
        self.group = self.choice("group", self.tr("工作组"), choices, needed=True)
        self.leader = PlainLabel("", Size.SMALL, ink="text_dim")
        self.leader.setObjectName("leader_now")
        self.body.addWidget(self.leader)
        self.add_rest()
        self.group.currentIndexChanged.connect(self._ask)
        self._ask()

    def _chosen(self) -> Group:
        return Group(self.group.currentData())

    @Slot()
    def _ask(self) -> None:
        query = partial(
            group_sheet, incident_id=self._incident, group=self._chosen(), now=self.seat.clock()
        )
        self.seat.tasks.read(self, query, self._show_group)

    def _show_group(self, sheet: OpenSheet) -> None:
        words = self.tr("现任组长：{name}").format(name=sheet.leader)
        self.leader.setText(words if sheet.leader else self.tr("现在没有组长"))
        self.show_sheet(sheet)

    def submit(self) -> None:
        self.act(
            handover.give_group,
            incident_id=self._incident,
            group=self._chosen(),
            to_person=self.taker(),
            words=self.words.toPlainText(),
            signature=self.signature.text(),
        )


class ReceiveHandover(Form):
    """接班: the list as it was given, and the second signature."""

    object_name, kept_as, extent = "receive_handover", "receive_handover", (680, 560)

    def __init__(self, over: Over, line: HandoverLine) -> None:
        super().__init__(
            over,
            self.tr("签收交接"),
            self.tr("签收，由我负责"),
            explain=self.tr("{who} {time} 交出").format(
                who=line.given_by, time=short_zh(line.given_at, over.seat.clock())
            ),
            subject=line.id,
        )
        self._id = line.id
        self.list = OpenList()
        self.list.show_items(line.items, self.seat)
        self.body.addWidget(self.list)
        if line.words:
            words = PlainLabel(self.tr("补充说明：{words}").format(words=line.words))
            words.setWordWrap(True)
            self.body.addWidget(words)
        self.signature = self.add_signature(self.tr("接收人签名"))

    def submit(self) -> None:
        self.act(handover.receive, handover_id=self._id, signature=self.signature.text())


class ReceivedAbove(Form):
    """The body above took the sheet over: who there, by name and post."""

    object_name = "received_above"
    kept_as = "received_above"
    extent = (520, 300)
    keeps = False

    def __init__(self, over: Over, line: HandoverLine) -> None:
        super().__init__(
            over,
            self.tr("登记上级接收"),
            self.tr("登记"),
            explain=self.tr("{organ}接收交接单").format(organ=line.to),
            subject=line.id,
        )
        self._id = line.id
        self.who: QLineEdit = self.line(
            "received_by", self.tr("接收人"), hint=self.tr("姓名和职务"), needed=True
        )

    def submit(self) -> None:
        self.act(handing_up.hand_up_received, handover_id=self._id, received_by=self.who.text())
