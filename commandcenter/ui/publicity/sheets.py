"""Publicity on paper: the year's report, a case for the public (plan 7)."""

from collections.abc import Callable
from typing import Any

from commandcenter.domain.org import Actor
from commandcenter.domain.publicity.sheets import SHEET_WORDS, PublicitySheet
from commandcenter.outputs.pdf.document import Document
from commandcenter.ui.frame.seat import Over
from commandcenter.ui.papers.sheet_output import Sheet, SheetForm
from commandcenter.ui.texts import word


def publicity_document(
    actor: Actor, kind: PublicitySheet, subject: int
) -> Callable[[Any], Document]:
    """`subject`: the year, or the case."""

    def document(session: Any) -> Document:
        from commandcenter.offices.publicity_sheets import sheet_of  # pages, for a sheet only

        return sheet_of(session, actor, kind, subject)

    return document


def case_sheet(name: str, actor: Actor, case_id: int) -> Sheet:
    return Sheet(name, publicity_document(actor, PublicitySheet.CASE, case_id))


class YearForm(SheetForm):
    """`years`: of which something is known, the newest first."""

    object_name = "publicity_year_form"

    def __init__(self, over: Over, years: tuple[int, ...]) -> None:
        self._years = years
        kind = PublicitySheet.YEAR
        explain = self.tr("汇总一年的活动、典型案例、对照风险和科研合作，数字与台账一致。")
        sheet = Sheet(word(SHEET_WORDS[kind]), publicity_document(over.seat.actor, kind, years[0]))
        super().__init__(over, sheet, explain)

    def add_choices(self) -> None:
        choices = [(year, self.tr("{year} 年").format(year=year)) for year in self._years]
        self.year = self.choice("year", self.tr("年度"), choices)

    def submit(self) -> None:
        year = int(self.year.currentData())
        document = publicity_document(self.seat.actor, PublicitySheet.YEAR, year)
        self.sheet = Sheet(self.sheet.name, document)
        super().submit()
