"""A new paper: what kind, about what; its text is filled from the data at once."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import Slot

from commandcenter.domain.papers import paper
from commandcenter.domain.papers.paper import PAPER_WORDS, Life, PaperKind, Subject
from commandcenter.domain.papers.period import Period, PeriodKind, day_of, numbered
from commandcenter.domain.times import local
from commandcenter.offices.paper_making import new_document
from commandcenter.outputs.pdf.document import Document
from commandcenter.queries.papers.paper_choices import KindChoice, PaperChoices
from commandcenter.services.papers import paper_drafts
from commandcenter.services.papers.paper_drafts import New
from commandcenter.ui.frame.form import Form
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.papers.findings import whole_text
from commandcenter.ui.papers.items import items_of
from commandcenter.ui.texts import word
from commandcenter.ui.widgets.painting import harmless

OF_INCIDENT = frozenset({*paper.OF_INCIDENT, Subject.INSTRUCTION})
OF_RECORD = frozenset(paper.RECORDS.values())
PERIODS = {
    PaperKind.WATCH: PeriodKind.WEEK,
    PaperKind.MONTHLY: PeriodKind.MONTH,
    PaperKind.ROSTER: PeriodKind.WEEK,
    PaperKind.DUTY_DAY: PeriodKind.DAY,
}
AHEAD = frozenset({PaperKind.ROSTER})  # of weeks to come
OFFERED = 12  # so many weeks or months back
TO_COME = 4


def coming_weeks(today: date) -> list[Period]:
    """The week that runs and those after it."""
    iso = today.isocalendar()
    found = [numbered(PeriodKind.WEEK, iso.year * 100 + iso.week)]
    while len(found) <= TO_COME:
        found.append(found[-1].next)
    return found


def past_periods(kind: PeriodKind, today: date) -> list[Period]:
    """The weeks or months before the one that runs, the newest first; of days this one, too."""
    if kind is PeriodKind.DAY:
        return [day_of(today - timedelta(days=back)) for back in range(OFFERED)]
    found, day = list[Period](), today
    running = today.weekday() + 1 if kind is PeriodKind.WEEK else today.day
    for _ in range(OFFERED):
        day -= timedelta(days=running)  # the last day of the one before
        iso = day.isocalendar()
        number = (
            iso.year * 100 + iso.week if kind is PeriodKind.WEEK else day.year * 100 + day.month
        )
        found.append(numbered(kind, number))
        running = 7 if kind is PeriodKind.WEEK else day.day
    return found


class NewPaperForm(Form):
    """`kept` tells the id of the draft. Kinds that are drafted elsewhere say where."""

    object_name, extent = "new_paper", (520, 380)

    def __init__(
        self,
        over: Over,
        choices: PaperChoices,
        incident_id: int | None,
        *,
        kind: PaperKind | None = None,
        drill: int | None = None,
        record: int | None = None,
    ) -> None:
        super().__init__(
            over,
            self.tr("新建公文"),
            self.tr("起草"),
            explain=self.tr("正文由数据自动填好，逐段修改后送审；没有改过的段落随数据更新。"),
        )
        self._warned = True  # two choices are nothing to lose
        self._choices = choices
        self.kind = self.choice(
            "kind",
            self.tr("文种"),
            [(each.kind, word(PAPER_WORDS[each.kind])) for each in choices.kinds],
            kind,
        )
        self.incident = self.choice(
            "incident", self.tr("事件"), self._named(choices.incidents), incident_id
        )
        self.record = self.choice("record", self.tr("所据事项"), ())
        self.warning = self.choice("warning", self.tr("预警"), self._named(choices.warnings))
        self.period = self.choice("period", self.tr("所属时段"), ())
        self.drill = self.choice("drill", self.tr("演练"), self._named(choices.drills), drill)
        self.kind.currentIndexChanged.connect(self._on_kind)
        self.incident.currentIndexChanged.connect(self._on_kind)
        self._on_kind()
        if record is not None:
            self.record.setCurrentIndex(self.record.findData(record))

    def _named(self, found: Sequence[tuple[int, str]]) -> list[tuple[object, str]]:
        return [(number, title) for number, title in found]

    def _choice(self) -> KindChoice | None:
        wanted = self.kind.currentData()
        return next((each for each in self._choices.kinds if each.kind == wanted), None)

    @Slot()
    def _on_kind(self) -> None:
        """Only what the kind asks for is shown."""
        choice = self._choice()
        subject = choice.subject if choice else Subject.INCIDENT
        for editor, shown in (
            (self.incident, subject in OF_INCIDENT),
            (self.record, subject in OF_RECORD),
            (self.warning, subject is Subject.WARNING),
            (self.period, subject is Subject.PERIOD),
            (self.drill, subject is Subject.DRILL),
        ):
            field = next(f for f in self._fields if f.editor is editor)
            field.setVisible(shown)
        if choice is not None and choice.kind in PERIODS:
            self._offer_periods(choice.kind)
        self._offer_records(subject)
        self.forbid(self._refusal(choice))
        self.remark(self._refusal(choice))

    def _offer_periods(self, kind: PaperKind) -> None:
        """Those that are over, the last one first; of a roster those to come."""
        self.period.clear()
        today = local(self.seat.clock()).date()
        ahead = kind in AHEAD
        for period in coming_weeks(today) if ahead else past_periods(PERIODS[kind], today):
            self.period.addItem(period.words, period.number)

    def _offer_records(self, of: Subject) -> None:
        """Those of the incident that is chosen, in the order in which they are wanted."""
        self.record.clear()
        incident = self.incident.currentData()
        for each in self._choices.records:
            if (each.of, each.incident_id) == (of, incident):
                self.record.addItem(harmless(each.title), each.id)

    def _refusal(self, choice: KindChoice | None) -> str:
        if choice is None:
            return self.tr("您没有起草公文的权限。")
        where = {
            Life.REPORT: self.tr("信息报告在事件的“报告”中起草，这里可以查看、打印。"),
            Life.RELEASE: self.tr(
                "通报、警示在事件的“发布”或者预警的页面中起草，这里可以查看、打印。"
            ),
            Life.INQUIRY: self.tr("调查、评估报告在事件的“后期处置”中起草，这里可以查看、打印。"),
        }
        if choice.life in where:
            return where[choice.life]
        if choice.subject in OF_INCIDENT and not self._choices.incidents:
            return self.tr("现在没有事件。")
        if choice.subject in OF_RECORD and not self.record.count():
            return self._no_record(choice.subject)
        if choice.subject is Subject.WARNING and not self._choices.warnings:
            return self.tr("现在没有预警。")
        if choice.subject is Subject.DRILL and not self._choices.drills:
            return self.tr("没有取入过程的演练；请先在“演练”中登记结果、取入演练过程。")
        return ""

    def _no_record(self, of: Subject) -> str:
        return {
            Subject.LIAISON: self.tr("本事件没有联系过部门；请先在“指挥”的联络板登记联系。"),
            Subject.CONSULTATION: self.tr("本事件没有会商记录；请先在“指挥”的会商中登记。"),
            Subject.MEETING: self.tr("本事件没有召集会议；请先在“指挥”的会议中召集。"),
            Subject.DIRECTIVE: self.tr("本事件没有登记批示；请先在“指挥”中登记。"),
        }[of]

    def subject(self) -> int:
        choice = self._choice()
        if choice is not None and choice.subject is Subject.PERIOD:
            return int(self.period.currentData())
        others = {Subject.WARNING: self.warning, Subject.DRILL: self.drill}
        others |= dict.fromkeys(OF_RECORD, self.record)
        editor = others.get(choice.subject, self.incident) if choice else self.incident
        return int(editor.currentData())

    def submit(self) -> None:
        choice = self._choice()
        assert choice is not None
        query = partial(
            new_document, kind=choice.kind.value, subject=self.subject(), of=choice.subject
        )
        self.say("")
        self.seat.tasks.read(
            self,
            query,
            partial(self._draft, choice),
            self.refuse,
            busy=self.busy,
            long=True,
        )

    def _draft(self, choice: KindChoice, document: Document) -> None:
        """The text as the data make it now becomes the first version."""
        items, _ = items_of(document, {})
        new = New(
            kind=choice.kind,
            subject=self.subject(),
            incident_id=int(self.incident.currentData()) if choice.subject in OF_INCIDENT else None,
            whole=whole_text(items),
        )
        self.act(paper_drafts.draft, new=new)
