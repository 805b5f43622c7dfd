"""What each line of 履职对照 rests on: its obligations and the acts of its signs, in words.

How a duty stands is read from the book and from the acts, which everybody reads alike. Only the
words of a record are its readers': who may not read it sees that it is there, by whom and when.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from commandcenter.domain.command.duties import DutyRecord, Life, Proof
from commandcenter.domain.command.duty_judgement import Standing
from commandcenter.domain.command.obligation import UNDONE, Act, Obligation, ObligationState
from commandcenter.domain.command.signs import Proofs
from commandcenter.domain.command.tasks import is_task, title_of
from commandcenter.domain.late_entry import with_addition
from commandcenter.domain.phrase import headed, joined, phrase, with_note, word
from commandcenter.domain.plan.obligation_items import DutyLine
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.record_words import TABLES
from commandcenter.domain.times import dated_zh
from commandcenter.late_dataclass import dataclass
from commandcenter.store.command.acts import acts_of
from commandcenter.store.command.duty_proofs import proofs
from commandcenter.store.command.incident_rows import incident_rows
from commandcenter.store.command.lives import known_of
from commandcenter.store.command.obligations import obligations_of
from commandcenter.store.command.trail import trail
from commandcenter.store.incident.leading_body import county_names
from commandcenter.store.tables.incident.incident import IncidentRow
from commandcenter.store.tables.releases.release import ReleaseCheckRow
from commandcenter.store.tables.reports.report import ReportReceiptRow, ReportRow

Key = tuple[str, int]  # table and id of a record
OBLIGATION = "obligation"
COUNTY_HANDLING, COMPLAINTS = "county_handling", ("incident", 0)
TOGETHER = frozenset({"attendance", "tally"})  # told in one sentence, however many
WAIVED = "已具名豁免"  # why a row ceased that somebody put aside by name
COVERED = word("内容限有关人员查看")
ASIDE = (ObligationState.WAITING, ObligationState.CEASED)
OFFICIAL = "official"
LEDGER = "recovery_"  # begins the codes of the ledgers' lines


@dataclass(frozen=True, slots=True)
class Found:
    """`records` newest first."""

    standing: Standing
    records: tuple[DutyRecord, ...]


class DutyRecords:
    """Of one incident, read once for all lines. `officials`: for who may see their referrals."""

    def __init__(
        self,
        session: Session,
        incident: IncidentRow,
        plan: PlanData,
        now: datetime,
        *,
        officials: bool,
    ) -> None:
        self._now, self._officials = now, officials
        self._book = obligations_of(session, incident.id, now)
        told = proofs(session, incident, officials=officials)
        self._told: dict[Key, Proof] = {(each.table, each.id): each for each in told}
        self._behind = _behind(session, incident.id)
        self._trail = trail(session, incident.id)
        self._counties = county_names(session)
        known = known_of(session, incident.id)
        acts = acts_of(session, known.family if known else (incident.id,))
        # A pattern is matched by what is not finished too: the duty is then not done yet.
        self._acts = Proofs(
            (replace(act, finished=True) for act in acts),
            {each.code: each.title for each in plan.departments.values()},
        )
        self._open = {_identity(act) for act in acts if not act.finished}

    def of(self, line: DutyLine, life: Life) -> Found:
        rows = [row for row in self._book if row.code in line.codes and self._counts(line, life)]
        acts = [act for act in self._acts.of(line.signs) if self._belongs(line, life, act)]
        waived = [*self._waived(line, rows)]
        records = [*self._of_rows(rows), *self._of_acts(acts, rows), *waived]
        newest = sorted(records, key=lambda each: each.at, reverse=True)
        stands = self._standing(self._first_asked(rows, acts) if line.lasting else rows, acts)
        aside = (*stands.aside, *(each.words for each in waived))
        return Found(replace(stands, aside=aside), tuple(newest))

    def _waived(self, line: DutyLine, rows: Iterable[Obligation]) -> Iterator[DutyRecord]:
        """Lines of a ledger that were waived as they were opened: that there is nobody."""
        seen = {self._source(row) for row in rows}
        waived = {act.id: act for act in self._acts.of(("recovery.waived",))}
        for ledger in [x.removeprefix(LEDGER) for x in line.codes if x.startswith(LEDGER)]:
            for act in self._acts.of((f"recovery.{ledger}",)):
                key = (act.table, act.id)
                if act.id in waived and key not in seen:
                    told, by = self._told.get(key), waived[act.id]
                    words = told.words if told else TABLES[act.table]
                    lines = self._trail.of(*key)
                    yield DutyRecord(*key, words, by.by, by.at, waived=True, lines=lines)

    def left(self, line: DutyLine) -> int:
        """How many of its obligations are still to be done."""
        return sum(row.code in line.codes and row.state in UNDONE for row in self._book)

    @staticmethod
    def _counts(line: DutyLine, life: Life) -> bool:
        return not line.levels or bool(line.levels & life.levels)

    def _belongs(self, line: DutyLine, life: Life, act: Act) -> bool:
        """An act of a level counts for the duties of that level."""
        if act.sign == OFFICIAL and not self._officials:
            return False
        told = self._told.get((act.table, act.id))
        if line.levels and told is not None and told.level is not None:
            return told.level in line.levels
        return self._counts(line, life)

    def _first_asked(self, rows: Sequence[Obligation], acts: Sequence[Act]) -> list[Obligation]:
        """Without those that were asked for after it was done, as long as they are in time."""
        done = max(
            [row.done_at for row in rows if row.done_at] + [act.at for act in acts], default=None
        )
        return [
            row
            for row in rows
            if done is None
            or row.state not in UNDONE
            or row.start_at <= done
            or row.is_late(self._now)
        ]

    def _standing(self, rows: Sequence[Obligation], acts: Sequence[Act]) -> Standing:
        undone = [row for row in rows if row.state in UNDONE]
        late = sum(row.is_late(self._now) for row in undone)
        unfinished = sum(_identity(act) in self._open for act in acts)
        done = sum(row.state is ObligationState.DONE for row in rows)
        return Standing(
            done=done + len(acts) - unfinished,
            late=late,
            running=len(undone) - late,
            begun=unfinished,
            aside=tuple(self._put_aside(row) for row in rows if _is_aside(row)),
        )

    def _put_aside(self, row: Obligation) -> str:
        told = self._told.get(self._source(row))
        if row.state is not ObligationState.NOT_APPLICABLE:
            return told.words if told else self._title(row)
        title, why, by = self._title(row), row.na_why, row.na_by
        return phrase("{title}：{why}（{by}）", title=title, why=why, by=by)

    def _of_rows(self, rows: Sequence[Obligation]) -> Iterator[DutyRecord]:
        for row in rows:
            if row.state not in ASIDE or _is_aside(row):
                yield self._of_row(row)
        told = self._told.get(COMPLAINTS)
        shares = [row for row in rows if row.code == COUNTY_HANDLING and row.state not in ASIDE]
        if told and shares:
            over = all(row.state is ObligationState.DONE for row in shares)
            yield DutyRecord(*COMPLAINTS, told.words, "", told.at, over)

    def _of_row(self, row: Obligation) -> DutyRecord:
        key = self._source(row)
        return DutyRecord(
            *key,
            words=self._with_addition(row, self._words(row, self._told.get(key))),
            by=row.done_by or row.na_by,
            at=row.done_at or row.na_at or row.born_at,
            finished=row.state not in UNDONE,
            late=row.is_late(self._now),
            waived=_is_aside(row),
            lines=self._trail.of(*key) or self._trail.of(OBLIGATION, row.id),
            about=self._title(row),
        )

    def _with_addition(self, row: Obligation, words: str) -> str:
        """What was entered after its limit says so, in table, paper and export alike."""
        if row.added_at is None:
            return words
        said = words if row.is_late(self._now) else joined("，", (words, word("按时")))
        return with_addition(said, dated_zh(row.added_at), row.entered_by or "")

    def _words(self, row: Obligation, told: Proof | None) -> str:
        title = self._title(row)
        if _is_aside(row):
            return self._put_aside(row)
        if row.hand_words:
            return headed(title, row.hand_words)
        if row.is_old_tick:
            return with_note(title, word("按当时登记"))
        if told is None:
            done = row.state is ObligationState.DONE
            return title if done else with_note(title, word("未办结"))
        return headed(title, told.words) if is_task(row) else told.words

    def _title(self, row: Obligation) -> str:
        return with_note(title_of(row), self._counties.get(row.district or "", ""))

    def _source(self, row: Obligation) -> Key:
        """The record that closed it; of an open one, the record that asks for it."""
        counted = row.code == COUNTY_HANDLING  # by all complaints of a county, no single record
        if row.hand_words or row.state is ObligationState.NOT_APPLICABLE or counted:
            return OBLIGATION, row.id
        if row.act_table and row.act_id is not None:
            return self._record((row.act_table, row.act_id))
        table, parted, number = row.about.partition(":")
        asked = parted and not is_task(row) and number.isdigit() and row.district is None
        return self._record((table, int(number))) if asked else (OBLIGATION, row.id)

    def _record(self, key: Key) -> Key:
        return key if key in self._told else self._behind.get(key, key)

    def _of_acts(self, acts: Iterable[Act], rows: Iterable[Obligation]) -> Iterator[DutyRecord]:
        """Each record once, and none that an obligation has told already."""
        seen = {self._source(row) for row in rows}
        for act in acts:
            together = act.table in TOGETHER
            key = (act.table, 0) if together else self._record((act.table, act.id))
            if key in seen:
                continue
            seen.add(key)
            told = self._told.get(key)
            yield DutyRecord(
                *key,
                words=told.words if told else with_note(TABLES[act.table], COVERED),
                by="" if together else act.by,
                at=told.at if together and told else act.at,
                finished=_identity(act) not in self._open,
                lines=self._trail.of(*key),
            )


def _identity(act: Act) -> tuple[str, str, int, str]:
    return act.sign, act.table, act.id, act.about


def _is_aside(row: Obligation) -> bool:
    waived = row.state is ObligationState.CEASED and row.ceased_why == WAIVED
    return waived or row.state is ObligationState.NOT_APPLICABLE


def _behind(session: Session, incident_id: int) -> Mapping[Key, Key]:
    """The record that is shown for one that stands within it: a report, a release."""
    checks = incident_rows(session, incident_id).of(ReleaseCheckRow)
    receipts = session.execute(
        select(ReportReceiptRow.id, ReportReceiptRow.report_id)
        .join(ReportRow, ReportRow.id == ReportReceiptRow.report_id)
        .where(ReportRow.incident_id == incident_id)
    )
    return {
        **{("release_check", check.id): ("release", check.release_id) for check in checks},
        **{("report_receipt", number): ("report", report) for number, report in receipts},
    }
