"""误报, 移送, 并案 and 拆分: where an incident goes, and what happens to its complaints."""

from PySide6.QtCore import Slot

from commandcenter.domain.incident.incident import STATE_WORDS
from commandcenter.domain.quotes import INNER
from commandcenter.queries.incident.merge_forms import (
    MergeForm,
    Target,
    UnmergeForm,
    merge_form,
    unmerge_form,
)
from commandcenter.services.incident import incident_moves, merging
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import refusal, word


class Dismiss(Form):
    object_name, kept_as, extent, danger = "dismiss_form", "dismiss", (560, 400), True

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("按误报处理"), self.tr("定为误报")
        explain = self.tr("不构成事件时使用：例如同一号码反复投诉、消息不实。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self.reason = self.text("reason", self.tr("误报的依据"), lines=4, needed=True)
        self.show_consequence(
            self.tr(
                "定为误报后事件即了结，不能撤回。已并入的投诉仍是投诉，"
                "各自按法定期限办理；其中的举报仍须核查。"
            )
        )

    def submit(self) -> None:
        self.act(incident_moves.dismiss, self._incident, self.reason.toPlainText())


class TransferForm(Form):
    object_name, kept_as, extent, danger = "transfer_form", "transfer", (600, 560), True

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("移送"), self.tr("移送并了结")
        explain = self.tr("不属于市场监管职责的，移送主管部门。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self.to = self.line("to", self.tr("接收单位"), needed=True)
        self.reason = self.text("reason", self.tr("移送理由"), lines=3, needed=True)
        self.document = self.line("document", self.tr("移送文号"))
        self.received_by = self.line("received_by", self.tr("接收人"))
        self.show_consequence(
            self.tr("移送后事件在本局了结，不能撤回。投诉不随之移送，各自按法定期限办理或分送。")
        )

    def submit(self) -> None:
        paper = incident_moves.Transfer(
            to=self.to.text(),
            reason=self.reason.toPlainText(),
            document=self.document.text(),
            received_by=self.received_by.text(),
        )
        self.act(incident_moves.transfer, self._incident, paper)


class Merge(Form):
    """并案: the other incident is chosen; those that cannot take it say why."""

    object_name, kept_as, extent = "merge_form", "merge", (640, 480)
    proposes = True

    def __init__(self, over: Over, incident_id: int) -> None:
        title = self.tr("并案")
        explain = self.tr("同一主体或同一原因的两个事件合并处置；以后可以拆分。")
        super().__init__(over, title, title, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._found: MergeForm | None = None
        self.target = self.choice("target", self.tr("并入哪个事件"), (), needed=True)
        self.reason = self.text("reason", self.tr("并案理由"), lines=3, needed=True)
        self.target.currentIndexChanged.connect(self._on_target)
        query = self.seat.query(merge_form, incident_id, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, found: MergeForm) -> None:
        self._found = found
        for target in found.targets:
            state = word(STATE_WORDS[target.state])
            if target.response:
                state = word(target.response.response_title)
            words = self.tr("{title}（{state}，{n} 件投诉）")
            self.target.addItem(
                words.format(title=target.title, state=state, n=target.complaints), target.id
            )
        self._on_target()
        self._first = self._typed()

    @property
    def _target(self) -> Target | None:
        targets = self._found.targets if self._found else ()
        return next((t for t in targets if t.id == self.target.currentData()), None)

    @Slot()
    def _on_target(self) -> None:
        target, found = self._target, self._found
        if target is None or found is None:
            return
        self.forbid(refusal(target.refusal) if target.refusal else "")
        if target.refusal:
            self.show_consequence("")
            return
        template = self.tr(
            "并案后：“{title}”停止单独处置，它的 {n} 件投诉并入“{into}”"
            "（其中 {both} 件已在其中，不重复计）；任务、报告和记录各自保留，投诉的法定期限不变。"
            "拆分时只把这次并入的投诉带回。"
        )
        title, into = found.title.translate(INNER), target.title.translate(INNER)
        self.show_consequence(
            template.format(title=title, n=found.complaints, into=into, both=target.both)
        )

    def submit(self) -> None:
        target, reason = self.target.currentData(), self.reason.toPlainText()
        self.act(merging.merge, self._incident, target, reason)


class Unmerge(Form):
    """拆分: the incident goes on by itself, with just the complaints that came by it."""

    object_name, kept_as, extent = "unmerge_form", "unmerge", (600, 400)

    def __init__(self, over: Over, incident_id: int) -> None:
        super().__init__(over, self.tr("拆分"), self.tr("拆分"), subject=incident_id)
        self._incident = incident_id
        self.reason = self.text("reason", self.tr("拆分理由"), lines=3, needed=True)
        self.seat.tasks.read(self, lambda s: unmerge_form(s, incident_id), self._show)

    def _show(self, found: UnmergeForm) -> None:
        template = self.tr(
            "拆分后：“{title}”回到并案前的状态单独处置；随它并入“{into}”的 {n} 件投诉带回，"
            "并案后新登记的投诉留在“{into}”。"
        )
        title, into = found.title.translate(INNER), found.into.translate(INNER)
        self.show_consequence(template.format(title=title, into=into, n=found.came))

    def submit(self) -> None:
        self.act(merging.unmerge, self._incident, self.reason.toPlainText())
