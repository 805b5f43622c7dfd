"""The number check of a release as it is shown: what the text says, the data, earlier words."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from commandcenter.domain.figures import VERDICT_WORDS, Finding, Verdict, Why, shown
from commandcenter.domain.papers.paper import PaperKind
from commandcenter.domain.papers.usage_lists import Usage
from commandcenter.domain.phrase import headed
from commandcenter.domain.releases.release import judged_text
from commandcenter.domain.releases.release_text import FAULT_WORDS, TextFault
from commandcenter.domain.times import minute_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.store.papers.paper_facts import usage_of
from commandcenter.store.releases.release_basis import basis_of
from commandcenter.store.releases.release_facts import check_text, known
from commandcenter.store.releases.release_figures import explanations
from commandcenter.store.tables.releases.release import ReleaseRow


@dataclass(frozen=True, slots=True)
class NumberLine:
    """`start` and `end` in the text, from its first character; below 0 in the title.

    `known`: what the database says, "" where it knows nothing. `said`: earlier words.
    """

    key: str
    start: int
    end: int
    written: str
    verdict: Verdict
    verdict_words: str
    title: str
    known: str
    as_of: datetime | None
    said: str
    must_explain: bool
    why: Why | None


@dataclass(frozen=True, slots=True)
class FaultLine:
    start: int
    end: int
    words: str
    written: str


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """`noted`: dates, times and numbers of articles, with which nothing is compared.

    `says_moment`: the text itself says as of when its numbers are true.
    """

    numbers: tuple[NumberLine, ...]
    faults: tuple[FaultLine, ...]
    noted: int
    as_of: datetime
    says_moment: bool
    usage: Usage  # what its words are read for

    @property
    def open(self) -> tuple[NumberLine, ...]:
        """What must still be explained."""
        return tuple(n for n in self.numbers if n.must_explain and n.why is None)


def check_sheet(
    session: Session,
    release_id: int,
    title: str | None = None,
    text: str | None = None,
    as_of: datetime | None = None,
) -> CheckSheet:
    """Of the text as it is kept, or as it is being typed."""
    row = session.get_one(ReleaseRow, release_id)
    heading = row.title if title is None else title
    words = row.text if text is None else text
    moment = as_of or row.as_of
    facts = known(session, basis_of(session, row), moment, row.id)
    check = check_text(facts, judged_text(heading, words))
    why, before = explanations(row.figures), len(heading) + 1
    counted = [f for f in check.findings if f.verdict is not Verdict.NOTED]
    return CheckSheet(
        numbers=tuple(_number(f, before, why) for f in counted),
        faults=tuple(_fault(f, before) for f in check.faults),
        noted=len(check.findings) - len(counted),
        as_of=moment,
        says_moment=not any(n.figure for n in counted) or minute_zh(moment) in words,
        usage=usage_of(session, PaperKind.RELEASE),
    )


def _number(finding: Finding, before: int, why: Mapping[str, Why]) -> NumberLine:
    number, figure, said = finding.number, finding.figure, finding.said
    return NumberLine(
        key=finding.key,
        start=number.start - before,
        end=number.end - before,
        written=number.written,
        verdict=finding.verdict,
        verdict_words=VERDICT_WORDS[finding.verdict],
        title=figure.title if figure else "",
        known=shown(figure.value, figure.unit) if figure else "",
        as_of=figure.as_of if figure else None,
        said=headed(said.where, said.number.written) if said else "",
        must_explain=finding.must_explain,
        why=why.get(finding.key) if finding.must_explain else None,
    )


def _fault(fault: TextFault, before: int) -> FaultLine:
    return FaultLine(
        fault.start - before, fault.end - before, FAULT_WORDS[fault.fault], fault.written
    )
