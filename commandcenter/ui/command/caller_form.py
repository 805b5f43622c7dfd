"""Who called the duty room, in full."""

from functools import partial

from commandcenter.domain.complaints.complaint import Complainant
from commandcenter.queries.complaints.complainant import seen_caller
from commandcenter.services.complaints.unmask import see_caller
from commandcenter.store.database import Command, Query
from commandcenter.ui.frame.look_form import LookForm
from commandcenter.ui.frame.seat import Over


class CallerData(LookForm):
    """Who called the duty room."""

    object_name = "caller_data"

    def __init__(self, over: Over, entry_id: int) -> None:
        explain = self.tr("查看会记入全程记录（谁、何时、哪一条），仅可用于处置这一事项。")
        super().__init__(over, entry_id, self.tr("查看来电人信息"), explain)

    def nothing(self) -> str:
        return self.tr("没有登记来电人的姓名和电话，或者个人信息已依决定删除。")

    def look(self) -> Command:
        return self.seat.command(see_caller, self._subject)

    def shown(self) -> Query[Complainant]:
        return partial(seen_caller, actor=self.seat.actor, entry_id=self._subject)
