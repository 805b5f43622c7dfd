"""The trader's name: on which ground it may be used outside, or why no more."""

from functools import partial

from PySide6.QtWidgets import QLineEdit, QWidget

from commandcenter.domain.errors import refusal_of
from commandcenter.domain.incident.naming import require_ground
from commandcenter.domain.releases.release import NAMING_WORDS, Naming
from commandcenter.domain.times import short_zh
from commandcenter.queries.releases.releases import NameState
from commandcenter.services.incident import naming
from commandcenter.ui.frame.chips import Chips
from commandcenter.ui.frame.field_words import why
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Seat
from commandcenter.ui.texts import word


class NamingForm(Form):
    """Releases the name; a ground that nothing is registered for cannot be chosen."""

    def __init__(
        self, seat: Seat, incident_id: int, name: NameState, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            seat,
            self.tr("公开经营者名称"),
            self.tr("同意公开"),
            parent,
            explain=self.tr("同意后，发布稿和媒体答复可以写明经营者名称；此前一律用种类代称。"),
            size=(560, 400),
            form="name_trader", subject=incident_id, keeps=False,
        )  # fmt: skip
        self.setObjectName("naming_form")
        self._incident = incident_id
        self.ground = Chips(
            [(ground.value, word(NAMING_WORDS[ground])) for ground in Naming],
            columns=2,
            single=True,
        )
        self.add("ground", self.tr("依据"), self.ground, needed=True)
        there = name.grounds
        for ground in Naming:
            broken = refusal_of(
                partial(require_ground, ground, Naming.FILED in there, Naming.PUBLICISED in there)
            )
            self.ground.allow(ground.value, why(broken))
        if not there:
            none = self.tr("还没有登记立案或者公示处罚决定，请先在“调查”的“案件和期限”中登记。")
            self.forbid(none)
        if name.why:
            last = self.tr("上次：{why}（{by} {time}）").format(
                why=name.why, by=name.by, time=short_zh(name.at, seat.clock()) if name.at else ""
            )
            self.remark(last)
        self.words: QLineEdit = self.line("words", self.tr("文书和文号"))
        self.body.addStretch(1)

    def submit(self) -> None:
        (ground,) = self.ground.chosen()
        self.send(
            partial(
                naming.release_name,
                actor=self.seat.actor,
                incident_id=self._incident,
                ground=Naming(ground),
                words=self.words.text(),
            )
        )
