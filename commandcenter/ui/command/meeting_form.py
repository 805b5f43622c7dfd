"""召集会议: when, where, on what, who comes, what they bring."""

from datetime import timedelta

from commandcenter.domain.command.liaison import names_in
from commandcenter.queries.command.meetings import MeetingLine
from commandcenter.services.command import meetings
from commandcenter.services.command.meetings import NewMeeting
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over

AHEAD = timedelta(hours=1)


class CallMeeting(Form):
    """Of a `line` it is moved or changed; without one it is called."""

    object_name, kept_as, extent = "call_meeting", "meeting", (680, 760)

    def __init__(self, over: Over, incident_id: int, line: MeetingLine | None = None) -> None:
        self.keeps = line is None
        title = self.tr("变更会议") if line else self.tr("召集会议")
        explain = self.tr("登记后可以在“公文”中按此起草会议通知，附签到表。")
        super().__init__(
            over, title, self.tr("登记"), explain=explain, subject=line.id if line else incident_id
        )
        self._incident, self._line = incident_id, line
        at = line.meets_at if line else self.seat.clock() + AHEAD
        self.at = self.moment("meets_at", self.tr("会议时间"), at, needed=True)
        self.place = self.line(
            "place", self.tr("地点或方式"), line.place if line else "",
            self.tr("例：三楼应急指挥室；视频"), needed=True,
        )  # fmt: skip
        self.chair = self.line("chair", self.tr("主持人"), line.chair if line else "", needed=True)
        self.matter = self.text(
            "matter", self.tr("议题"), line.matter if line else "", lines=2, needed=True
        )
        self.members = self.text(
            "members", self.tr("参加单位、人员"), "\n".join(line.members) if line else "",
            self.tr("一行一个，或者用顿号隔开；写作“单位 姓名”的，在签到表上分列"),
            lines=4, needed=True,
        )  # fmt: skip
        self.bring = self.text(
            "bring", self.tr("准备事项（可不填）"), line.bring if line else "",
            self.tr("例：带本单位处置情况书面材料一式5份"), lines=2,
        )  # fmt: skip

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        new = NewMeeting(
            meets_at=at,
            place=self.place.text(),
            chair=self.chair.text(),
            matter=self.matter.toPlainText(),
            members=names_in(self.members.toPlainText()),
            bring=self.bring.toPlainText(),
        )
        if self._line is None:
            self.act(meetings.call, incident_id=self._incident, new=new)
        else:
            line = self._line
            members = tuple(line.members)
            seen = NewMeeting(
                line.meets_at, line.place, line.chair, line.matter, members, line.bring
            )
            self.act(meetings.change, meeting_id=line.id, new=new, seen=seen)
