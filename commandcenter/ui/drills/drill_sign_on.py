"""At a drill's own file: as whom one takes part. There are no passwords in a drill."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from commandcenter.domain.drills.drill import STORE_WORDS, DrillMark
from commandcenter.queries.drills.cast import CastLine, take_part
from commandcenter.store.database import Command
from commandcenter.ui.frame.pickers import PersonBox
from commandcenter.ui.seat.sign_on_form import Gate
from commandcenter.ui.tasks import Tasks
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.fields import Field


class DrillSignOn(Gate):
    """The conductor is chosen at first: without them no drill begins."""

    def __init__(
        self,
        tasks: Tasks,
        mark: DrillMark,
        cast: Sequence[CastLine],
        parent: QWidget | None = None,
    ) -> None:
        title = self.tr("参加演练")
        explain = self.tr("{drill}。{store}。").format(drill=mark.title, store=word(STORE_WORDS))
        super().__init__(tasks, title, explain, self.tr("参加"), parent)
        self.setObjectName("drill_sign_on")
        self._logins = {line.id: line.login for line in cast}
        self.who = PersonBox()
        self.who.setObjectName("who")
        first = cast[0].id if cast else None
        self.who.set_people([(line.id, line.name, line.part) for line in cast], first)
        hint = self.tr("每个窗口担任一人，可以同时打开几个")
        self.box.addWidget(Field(self.tr("担任"), self.who, hint))
        self.close_box()

    def command(self) -> Command | None:
        person = self.who.person()
        if person is None:
            self.refuse(self.tr("请从名单中选择一人。"))
            return None
        return partial(take_part, login=self._logins[person])
