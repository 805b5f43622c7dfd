"""A call of which no complaint comes: noted in a quarter of a minute."""

from commandcenter.domain.complaints.phone_call import OUTCOME_WORDS, SAID, CallOutcome
from commandcenter.services.complaints import phone_calls
from commandcenter.services.complaints.phone_calls import NewCall
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.moment_field import same_minute
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.texts import word

WAYS = (CallOutcome.ANSWERED, CallOutcome.PASSED_ON, CallOutcome.VOID)


class PhoneCallForm(Form):
    """The time is that of the opening, as the telephone is picked up."""

    object_name, kept_as, extent = "phone_call_form", "phone_call", (600, 500)

    def __init__(self, over: Over) -> None:
        explain = self.tr("咨询、转告和打错的电话。要登记投诉的，用“登记投诉”一并记下。")
        super().__init__(over, self.tr("记来电"), self.tr("记下"), explain=explain)
        self.matter = self.text("matter", self.tr("来电内容"), lines=3, needed=True)
        ways = [(way.value, word(OUTCOME_WORDS[way])) for way in WAYS]
        self.outcome = self.chips(
            "outcome", self.tr("结果"), ways, (CallOutcome.ANSWERED.value,), columns=3, single=True,
            needed=True,
        )  # fmt: skip
        hint = self.tr("答复了什么；转告的写明转告了谁")
        self.answer = self.text("answer", self.tr("答复或转告"), hint=hint, lines=2)
        label, self._opened_at = self.tr("接听时间（自动）"), self.seat.clock()
        self.at = self.moment("taken_at", label, self._opened_at, needed=True)
        self.matter.setFocus()

    def submit(self) -> None:
        at = self.at.value()
        assert at is not None
        outcome = CallOutcome(self.outcome.chosen()[0])
        new = NewCall(
            taken_at=self._opened_at if same_minute(at, self._opened_at) else at,
            matter=self.matter.toPlainText(),
            outcome=outcome,
            answer=self.answer.toPlainText() if outcome in SAID else "",
        )
        self.act(phone_calls.take_call, new)
