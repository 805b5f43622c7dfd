"""A request to 后勤保障组."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from commandcenter.domain.command.supply import KIND_WORDS, UNITS, Kind
from commandcenter.domain.org import GROUP_WORDS, Group
from commandcenter.services.command import supply
from commandcenter.services.command.supply import Wanted
from commandcenter.ui import look
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.missing_fields import refused_by
from commandcenter.ui.frame.money_field import cents_of
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word


class AskForm(Form):
    """`money`: the actor may ask for money itself. The unit follows the kind until changed."""

    object_name, kept_as, extent = "ask_supply_form", "supply_request", (600, 640)

    def __init__(self, over: Over, incident_id: int, *, money: bool = False) -> None:
        super().__init__(
            over,
            self.tr("提出后勤需求"),
            self.tr("提出"),
            explain=self.tr("由后勤保障组落实；需要花钱的由总指挥批准。"),
            subject=incident_id,
        )
        self._incident = incident_id
        kinds = [k for k in Kind if money or k is not Kind.MONEY]
        self.kind = Chips([(k.value, word(KIND_WORDS[k])) for k in kinds], columns=4, single=True)
        self.kind.choose(Kind.VEHICLE.value)
        self.add("kind", self.tr("类别"), self.kind, needed=True)
        self.item = self.line("item", self.tr("名称"), needed=True)
        self._add_amounts()
        self.reason = self.text("reason", self.tr("用途"), lines=3, needed=True)
        self.needed_at = self.moment("needed_at", self.tr("需用时间"))
        groups: list[tuple[Group | None, str]] = [(None, self.tr("不限"))]
        groups += [(group, word(GROUP_WORDS[group])) for group in Group]
        self.group = self.choice("for_group", self.tr("由哪个组使用"), groups)
        self.kind.changed.connect(self._on_kind)

    def _add_amounts(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.px(16))
        columns = [QVBoxLayout(), QVBoxLayout(), QVBoxLayout()]
        for column in columns:
            row.addLayout(column, 1)
        self.amount = self.number("amount", self.tr("数量"), 1, needed=True, into=columns[0])
        self.unit = self.line(
            "unit", self.tr("单位"), word(UNITS[Kind.VEHICLE]), needed=True, into=columns[1]
        )
        self.money = self.line(
            "money", self.tr("预计费用（元）"), hint=self.tr("不花钱的不填"), into=columns[2]
        )
        self.demand(refused_by(cents_of, self.money), self.money)
        for column in columns:
            column.addStretch(1)
        self.body.addLayout(row)

    def _on_kind(self) -> None:
        if (chosen := self.kind.chosen()) and self.unit.text() in map(word, UNITS.values()):
            self.unit.setText(word(UNITS[Kind(chosen[0])]))

    def submit(self) -> None:
        cents = cents_of(self.money.text())
        wanted = Wanted(
            kind=Kind(self.kind.chosen()[0]),
            item=self.item.text(),
            amount=self.amount.value() or 0,
            unit=self.unit.text(),
            reason=self.reason.toPlainText(),
            money_cents=cents,
            needed_at=self.needed_at.value(),
            for_group=self.group.currentData(),
        )
        self.act(supply.ask, incident_id=self._incident, wanted=wanted)
