"""Forms of complaints leaving the screen: made, then printed or saved, and said what came of it."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from commandcenter.domain.complaints.form_items import FORM_WORDS
from commandcenter.domain.papers.file_names import paper_file_name
from commandcenter.services.complaints.forms import Made
from commandcenter.ui.complaints.forms_form import ComplaintForms, MadeFile, Way
from commandcenter.ui.frame.seat import Over, Seat
from commandcenter.ui.papers.output import PaperOutput
from commandcenter.ui.papers.printing import PrintJob
from commandcenter.ui.phrases import sentences
from commandcenter.ui.texts import refusal, word


class FormsOutput(QObject):
    """`owner` gives the window that forms and dialogs open over."""

    def __init__(self, seat: Seat, owner: QWidget) -> None:
        super().__init__(owner)
        self.seat = seat
        self._owner = owner
        self._output = PaperOutput(seat, owner)

    @Slot(object)
    def begin(self, complaint_ids: tuple[int, ...]) -> None:
        if not complaint_ids:
            self.seat.notices.warn(self.tr("请先在表中选择投诉；按住 Shift 或 Ctrl 可选多件。"))
            return
        form = ComplaintForms(Over(self.seat, self._owner.window()), complaint_ids)
        form.kept.connect(self._made)
        form.begin()

    @Slot(object)
    def _made(self, file: MadeFile) -> None:
        self.seat.notices.info(self.outcome(file.made))
        name = word(FORM_WORDS[file.made.asked.kind])
        if file.way is Way.PRINT:
            job = PrintJob(name, file.data, file.pages)
            self._output.print_sheets(job)
            return
        title = self.tr("{form}{n}份").format(form=name, n=len(file.made.complaints))
        drill = self.seat.tasks.db.drill is not None
        called = paper_file_name("", title, self.seat.clock(), file.way.value, drill=drill)
        self._output.save_bytes(called, file.data)

    def outcome(self, made: Made) -> str:
        """How many were made, how many of them covered, what was not made and why."""
        words = self.tr("{form}：已制作 {n} 份。").format(
            form=word(FORM_WORDS[made.asked.kind]), n=f"{len(made.complaints):,}"
        )
        covered = len(made.complaints) - len(made.full)
        if made.asked.full and covered:
            words = sentences(
                words, self.tr("其中 {n} 份您无权查看个人信息，已脱敏。").format(n=f"{covered:,}")
            )
        for broken, count in made.refused:
            template = self.tr("另有 {n} 件没有制作：{why}")
            words = sentences(words, template.format(n=f"{count:,}", why=refusal(broken)))
        return words
