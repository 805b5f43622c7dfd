"""签发: the whole report as it will go out is read, then signed."""

from commandcenter.domain.moments import Moments
from commandcenter.domain.reports.report import UNDER_CHECK
from commandcenter.queries.reports.reports import ReportText
from commandcenter.services.reports import reports
from commandcenter.ui import look
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import MEDIUM, Size
from commandcenter.ui.phrases import enumerated, sentences
from commandcenter.ui.widgets.card import Card
from commandcenter.ui.widgets.labels import PlainLabel


class SignReport(Form):
    """What is shown is what is signed: by its version, which the service asks for."""

    object_name, kept_as, extent, keeps = "sign_report", "sign_report", (780, 760), False

    def __init__(self, over: Over, text: ReportText) -> None:
        line, self._text = text.line, text
        title = self.tr("{title}的{label}").format(title=text.title, label=line.label)
        short = Moments(over.seat.clock(), named=True).short
        explain = self.tr("{by} {time} 拟稿 · 数据截至 {as_of} · 主送 {to}").format(
            by=line.drafted_by,
            time=short(line.drafted_at),
            as_of=short(line.as_of),
            to=enumerated(line.sent_to),
        )
        super().__init__(over, title, self.tr("签发"), explain=explain, subject=line.id)
        card = Card(self.tr("签发全文"), "", ground="surface_2")
        for element in text.elements:
            if element.out:
                continue
            ink = "warn" if element.text == UNDER_CHECK else "text_dim"
            card.body.addWidget(PlainLabel(element.label, Size.SMALL, MEDIUM, ink=ink))
            body = PlainLabel(element.text)
            body.setObjectName(f"signed_{element.code.replace('.', '_')}")
            body.setWordWrap(True)
            card.body.addWidget(body)
            card.body.addSpacing(look.px(4))
        self.body.addWidget(card)
        self.show_consequence(self._consequence())

    def _consequence(self) -> str:
        signer = self.tr("签发人：{name}。签发后内容不能再改；有新情况写续报。")
        parts = [signer.format(name=self.seat.actor.name)]
        if self._text.line.missing:
            labels = enumerated(self._text.line.missing)
            parts.append(self.tr("按“正在核查”报出：{labels}。").format(labels=labels))
        return sentences(*parts)

    def submit(self) -> None:
        self.act(reports.sign, self._text.line.id, self._text.line.version)
