"""终止响应: the evidence in numbers, the reason, the whole notice, the signature (应对法 86)."""

from typing import Any

from PySide6.QtCore import Slot

from commandcenter.domain.incident.notices import Order, ending_notice
from commandcenter.domain.rights import Action
from commandcenter.queries.incident.level_forms import LevelForm, level_form
from commandcenter.queries.incident.standdown import Evidence, stand_down
from commandcenter.queries.seat.drafts import Draft
from commandcenter.services.incident.response import Ending, end_response
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm, typed
from commandcenter.ui.incident.evidence_box import EvidenceBox
from commandcenter.ui.texts import refusal, word


class EndResponse(SignedForm):
    """The evidence is written into the notice as it stands beside it when it is signed."""

    object_name, kept_as, danger = "end_response", "end_response", True

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("终止响应"), self.tr("签发并终止")
        explain = self.tr(
            "预案没有终止响应的条款，参照突发事件应对法第 86 条，由总指挥签发；"
            "政府牵头的响应由政府宣布终止。"
        )
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._basis: LevelForm | None = None
        self.evidence = EvidenceBox()
        self.evidence.changed.connect(self._write)
        self.body.addWidget(self.evidence)
        self.reason = self.text("reason", self.tr("终止理由"), lines=3, needed=True)
        self.reason.textChanged.connect(self._write)
        self.add_text()
        self.reread()

    def reread(self) -> None:
        actor, incident, now = self.seat.actor, self._incident, self.seat.clock()
        self.seat.tasks.read(
            self,
            lambda s: (level_form(s, actor, incident, now), stand_down(s, incident, now)),
            self._show,
        )

    def _show(self, found: tuple[LevelForm, Evidence]) -> None:
        self._basis, evidence = found
        self.evidence.show_evidence(evidence)
        level = self._basis.response
        broken = self._basis.refusals.get((Action.END_RESPONSE, level)) if level else None
        none = "" if level else self.tr("事件不在响应中，不能终止。")
        self.forbid(refusal(broken) if broken else none)
        self._write()

    @Slot()
    def _write(self) -> None:
        basis = self._basis
        if basis is None or basis.response is None:
            return
        order = Order(
            office=basis.office,
            title=basis.title,
            level=basis.response,
            lead="",
            reason=typed(self.reason.toPlainText()),
        )
        consequence = self.tr(
            "签发后：{response}结束，续报停止，终报和总结报告开始计时；循环任务 {stops} 项停止，"
            "其余 {kept} 项未办结的任务继续办理。终止不能撤回，事件反复时须重新登记。"
        )
        after = basis.end_steps
        self.show_text(
            ending_notice(order, self.evidence.lines()),
            consequence.format(
                response=word(basis.response.response_title),
                stops=len(after.dropped),
                kept=after.kept,
            ),
        )

    def _draft_state(self) -> dict[str, Any]:
        return super()._draft_state() | {"evidence": self.evidence.judgements()}

    @Slot(object)
    def _on_draft(self, draft: Draft) -> None:
        super()._on_draft(draft)
        self.evidence.put_back(draft.data.get("evidence"))

    def submit(self) -> None:
        order = Ending(
            reason=self.reason.toPlainText(),
            signature=self.signature.text(),
            evidence=self.evidence.lines(),
            notice=self.notice,
        )
        self.act(end_response, self._incident, order)
