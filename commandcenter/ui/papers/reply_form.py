"""登记复函: its number, its date, what it says, and its page as a file."""

from functools import partial
from pathlib import Path

from commandcenter.domain.times import local
from commandcenter.offices.paper_reply import reply
from commandcenter.services.papers.paper_files import KINDS as SCANS
from commandcenter.services.papers.paper_reply import Reply
from commandcenter.ui.frame.file_way import FileWay, Wanted, one
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.look import Size
from commandcenter.ui.widgets.buttons import Button, Kind
from commandcenter.ui.widgets.labels import PlainLabel


class ReplyForm(Form):
    """Nothing is sent before it is registered; without a file the words alone are kept."""

    object_name, kept_as, extent = "reply_form", "paper_reply", (560, 480)

    def __init__(self, over: Over, paper_id: int) -> None:
        super().__init__(
            over,
            self.tr("登记复函"),
            self.tr("登记"),
            explain=self.tr("复函随函归档；联络板上的请求事项随之登记答复。"),
            subject=paper_id,
        )
        self._paper = paper_id
        self._path: Path | None = None
        hint = self.tr("例：澄公函〔2026〕12号")
        self.number_ = self.line("number", self.tr("复函文号"), hint=hint, needed=True)
        now = self.seat.clock()
        self.dated = self.moment("dated", self.tr("成文日期"), now, needed=True)
        self.words = self.text("words", self.tr("复函内容"), lines=4, needed=True)
        self._choose = Button(self.tr("选择复函扫描件…"), Kind.SECONDARY, icon="folder")
        self._choose.setObjectName("choose_reply")
        self._choose.setAutoDefault(False)
        wanted = Wanted(self.tr("选择复函扫描件"), self.tr("扫描件"), SCANS)
        FileWay(self, wanted, one(self.take), self.say,
                button=self._choose, clock=self.seat.clock)  # fmt: skip
        self._file = PlainLabel(self.tr("没有选择文件"), Size.SMALL, ink="text_dim")
        self._file.setObjectName("chosen_reply")
        self._file.setWordWrap(True)
        self.body.addWidget(self._choose)
        self.body.addWidget(self._file)

    def take(self, path: Path) -> None:
        self._path = path
        self._file.setText(path.name)

    def submit(self) -> None:
        dated = self.dated.value()
        assert dated is not None
        came = Reply(self.number_.text(), local(dated).date(), self.words.toPlainText())
        work = partial(reply, self.seat.tasks.db, self.seat.actor, self._paper, came, self._path)
        self.say("")
        self.seat.tasks.work(self, work, self.finish, self.refuse, busy=self.busy)
