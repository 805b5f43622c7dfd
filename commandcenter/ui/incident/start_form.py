"""启动响应 as it is signed: the whole notice, one name, one button; all fields on 修改."""

from commandcenter.queries.seat.decision_texts import Start, start
from commandcenter.services.incident.response import Activation, activate
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.frame.signed_form import SignedForm
from commandcenter.ui.incident.activate_form import consequence
from commandcenter.ui.texts import word


class StartForm(SignedForm):
    """The notice by the grade's own level and the plan's measures."""

    object_name, kept_as, keeps, extent = "start_form", "start", False, (780, 700)

    def __init__(self, over: Over, incident_id: int) -> None:
        title, primary = self.tr("启动响应"), self.tr("签发并启动")
        explain = self.tr("以下是您签署的全文；要改级别、期限或者措施，请点“修改…”。")
        super().__init__(over, title, primary, explain=explain, subject=incident_id)
        self._incident = incident_id
        self._found: Start | None = None
        self.add_text()
        self.reread()

    def reread(self) -> None:
        query = self.seat.query(start, self._incident, self.seat.clock())
        self.seat.tasks.read(self, query, self._show)

    def _show(self, found: Start) -> None:
        self._found = found
        response = word(found.level.response_title)
        self.primary.setText(self.tr("签发并启动{response}").format(response=response))
        self.show_text(found.notice, consequence(found.form, found.level))

    def submit(self) -> None:
        found = self._found
        assert found
        order = Activation(
            matter=found.order.matter,
            level=found.level,
            expected_days=found.order.expected_days,
            measures=found.order.measures,
            signature=self.signature.text(),
            notice=self.notice,
            facts=found.form.record,
        )
        self.act(activate, self._incident, order)
