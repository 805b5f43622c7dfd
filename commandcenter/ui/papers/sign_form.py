"""签发: the pages that are signed, the check, and the name under it."""

from functools import partial

from commandcenter.domain.papers.paper import Life
from commandcenter.offices.paper_making import sign
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.papers.paper_detail import PaperDetail
from commandcenter.services.papers.paper_base import Read
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import BOLD, Size
from commandcenter.ui.widgets.labels import PlainLabel
from commandcenter.ui.widgets.progress import ThinBar
from commandcenter.ui.workers import Failure


class SignForm(Form):
    """The signer types their name: nothing important is one click.

    `read`, `shown`: the words and the document on their screen; `found`: what the check says.
    """

    object_name = "sign_paper"
    kept_as = "sign_paper"
    extent = (560, 420)
    keeps = False

    def __init__(
        self, over: Over, detail: PaperDetail, read: Read, shown: Document, found: str
    ) -> None:
        super().__init__(
            over,
            self.tr("签发"),
            self.tr("签发"),
            explain=self.tr("签发的是您屏幕上的这一稿。"),
            subject=detail.line.id,
        )
        self._detail, self._read, self._shown = detail, read, shown
        title = PlainLabel(detail.line.title, Size.TITLE, BOLD)
        title.setWordWrap(True)
        self.body.addWidget(title)
        check = PlainLabel(self.tr("检查：{found}").format(found=found))
        check.setObjectName("sign_check")
        check.setWordWrap(True)
        self.body.addWidget(check)
        self.words = self.text("words", self.tr("签发意见（可不填）"), lines=3)
        self.signature = self.add_signature()
        self.show_consequence(
            self.tr("签发后全文、数据截至时间和版面即固定，不能再改；需要更正的另拟更正件。")
        )
        self.bar = ThinBar("accent")
        self.bar.hide()
        self.body.addWidget(self.bar)
        assert detail.line.life is Life.PAPER

    def submit(self) -> None:
        if self.signature.text().strip() != self.seat.actor.name:
            self.say(self.tr("签名与您的姓名不符。"))
            return
        self.say("")
        self.bar.show()
        work = partial(
            sign,
            self.seat.tasks.db,
            self.seat.actor,
            self._detail.line.id,
            self._read,
            self.words.toPlainText().strip(),
            self._shown,
        )
        job = self.seat.tasks.work(self, work, self.finish, self.refuse, busy=self.busy)
        job.progress.connect(self.bar.set_share)

    def refuse(self, failure: Failure) -> None:
        self.bar.hide()
        super().refuse(failure)
