"""Who complained, in full."""

from functools import partial

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.queries.complaints.complainant import seen_complainant
from commandcenter.services.complaints.unmask import see_complainant
from commandcenter.store.database import Command, Query
from commandcenter.ui.frame.look_form import LookForm
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.widgets.painting import harmless


class PersonalData(LookForm):
    """Who complained."""

    object_name = "personal_data"

    def __init__(self, over: Over, complaint_id: int, number: str) -> None:
        words = self.tr(
            "登记编号 {number}。查看会记入全程记录（谁、何时、哪一件），仅可用于处置本件。"
        )
        explain = words.format(number=harmless(number))
        super().__init__(over, complaint_id, self.tr("查看投诉人信息"), explain)

    def nothing(self) -> str:
        return self.tr("没有登记投诉人，或者个人信息已依决定删除。")

    def look(self) -> Command:
        return self.seat.command(see_complainant, self._subject)

    def shown(self) -> Query[Complainant]:
        return partial(seen_complainant, actor=self.seat.actor, complaint_id=self._subject)
