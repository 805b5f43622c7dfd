"""Pairs of a name and a value in a grid: the facts beside which something is decided."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QWidget

from commandcenter.domain.times import short_zh
from commandcenter.queries.situation import HandCount, Situation
from commandcenter.ui.look import BOLD, DESK, Look, Size
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import ElidedLabel, PlainLabel

WAN = 1_000_000  # 分 in 万元


class Facts(Card):
    """Set anew with each answer; `columns` pairs beside each other."""

    def __init__(self, look: Look = DESK, parent: QWidget | None = None, columns: int = 3) -> None:
        super().__init__("", "", look, parent, ground="surface_2")
        self.setObjectName("facts")
        self._columns = columns
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(look.px(20))
        self._grid.setVerticalSpacing(look.px(6))
        self.body.addLayout(self._grid)

    def set_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for number, (name, value) in enumerate(facts):
            row, column = divmod(number, self._columns)
            box = 2 * row
            self._grid.addWidget(
                PlainLabel(name, self.look, Size.SMALL, ink="text_dim"), box, column
            )
            value_label = ElidedLabel(value, self.look, Size.TEXT, BOLD, lines=2)
            value_label.setWordWrap(True)
            self._grid.addWidget(value_label, box + 1, column)
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 1)


def situation_facts(shown: Situation) -> list[tuple[str, str]]:
    """The numbers of an incident as pairs, each with what must be said beside it."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Facts", text)

    counts, now = shown.counts, shown.now
    three = tr("{n} 件 / {times} 人次 / {people} 人").format(
        n=counts.complaints, times=counts.person_times, people=counts.people
    )
    return [
        (tr("投诉举报"), three),
        (tr("近 1 小时"), tr("{n} 件").format(n=counts.last_hour)),
        (tr("涉及金额"), tr("{n} 万元（自述）").format(n=f"{counts.amount_cents / WAN:,.1f}")),
        (tr("现场聚集"), _hand(shown.on_site, now)),
        (tr("涉及县区"), "、".join(shown.head.districts) or tr("未指明")),
        (tr("接报"), short_zh(shown.head.received_at, now)),
    ]


def _hand(count: HandCount | None, now: datetime) -> str:
    if count is None:
        return QCoreApplication.translate("Facts", "暂无报告")
    template = QCoreApplication.translate("Facts", "{n} 人（{time}）")
    return template.format(n=count.value, time=short_zh(count.at, now))
