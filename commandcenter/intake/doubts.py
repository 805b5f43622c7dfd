"""What of a row could not be read: its words are kept, and what stands for it is a guess."""

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum

from commandcenter.domain.complaints.complaint import (
    GUESSED,
    ComplaintKind,
    guessed,
    unread_words,
)
from commandcenter.domain.phrase import phrase, phrases, word
from commandcenter.intake.mapping import REFUSED, Mapping, header_key, word_key
from commandcenter.intake.values import RANGE_SIGN, is_range, moment, moments, tidy

SHOWN = 40  # characters of a cell that could not be read
REPORT_WORD = "举报"
LEFT_OUT = word("列对应方案“{mapping}”规定不收记录类型“{kind}”")
Reasons = dict[int, list[str]]  # place of a row → why it is refused


class Note(StrEnum):
    """What was odd in rows that were kept."""

    CUT = "cut"
    FUTURE = "future"
    NEGATIVE = "negative"
    NO_COORDINATES = "no_coordinates"
    ODD_CODE = "odd_code"
    NO_RESULT = "no_result"
    NO_TIME = "no_time"
    TIME_RANGE = "time_range"
    NO_KIND = "no_kind"
    VAGUE_AMOUNT = "vague_amount"
    NO_PLACE = "no_place"


NOTE_WORDS: dict[Note, str] = phrases({
    Note.CUT: "{count} 处文字过长，已截短（问题陈述保留前 20,000 字）",
    Note.FUTURE: "{count} 件登记日期晚于明天，已照原样收下",
    Note.NEGATIVE: "{count} 件金额为负数，已照原样收下",
    Note.NO_COORDINATES: "{count} 件经纬度无法使用，已改用地址判断区县",
    Note.ODD_CODE: "{count} 件统一社会信用代码校验位不符，已照原样收下",
    Note.NO_RESULT: "{count} 处办结时间或挽回金额无法辨认，未采用",
    Note.NO_TIME: "{count} 件登记日期未填或无法辨认，已按导出时间（没有的按导入时间）收下，请核对",
    Note.TIME_RANGE: "{count} 件登记日期是一段时间，已取其开始",
    Note.NO_KIND: "{count} 件记录类型未填或无法辨认，已按投诉（写有“举报”的按举报）收下，请核对",
    Note.VAGUE_AMOUNT: "{count} 件金额不是确数，已照原文收下，不计入合计",
    Note.NO_PLACE: "{count} 件区域无法辨认，区县未定",
})  # fmt: skip


class Doubts:
    """Of some rows of a file, by their place. `notes` counts them for the whole file."""

    def __init__(self, mapping: Mapping, notes: Counter[Note]) -> None:
        self._mapping, self._notes = mapping, notes
        self._of: dict[int, list[str]] = {}

    def column(self, count: int) -> list[str]:
        """The words of each row; "" where all was read."""
        return ["；".join(self._of[n]) if n in self._of else "" for n in range(count)]

    def _add(self, n: int, field: str, cell: str) -> None:
        self._of.setdefault(n, []).append(unread_words(field, tidy(cell)[:SHOWN]))

    def unread(self, field: str, column: Sequence[str], values: Sequence[object]) -> int:
        """How many cells say something of which nothing could be read: there is None of it."""
        if None not in values:
            return 0
        blanks, found = self._mapping.blanks, 0
        for n, (value, cell) in enumerate(zip(values, column, strict=True)):
            if value is None and cell and (words := tidy(cell)) and word_key(words) not in blanks:
                self._add(n, field, cell)
                found += 1
        return found

    def places(self, regions: Sequence[str], districts: Sequence[object]) -> None:
        if found := self.unread("区域", regions, districts):
            self._notes[Note.NO_PLACE] += found

    def times(
        self, column: Sequence[str], exports: Sequence[str] | None, now: int
    ) -> Sequence[int]:
        """UTC seconds since 1970. What cannot be read is of its row's 导出时间, else of `now`."""
        times = moments(column)
        if RANGE_SIGN.search("".join([cell[10:] for cell in column])):
            self._ranges(column, times)
        known = [seconds for seconds in times if seconds is not None]
        if len(known) == len(times):
            return known
        self._notes[Note.NO_TIME] += len(times) - len(known)
        for n, seconds in enumerate(times):
            if seconds is None:
                self._add(n, GUESSED["registered_at"], column[n])
                exported = moment(exports[n]) if exports and exports[n] else None
                times[n] = now if exported is None else min(exported, now)
        return [now if seconds is None else seconds for seconds in times]

    def _ranges(self, column: Sequence[str], times: Sequence[int | None]) -> None:
        for n, cell in enumerate(column):
            if times[n] is not None and is_range(cell):
                self._add(n, "登记时段", cell)
                self._notes[Note.TIME_RANGE] += 1

    def kinds(self, column: Sequence[str], kinds: Sequence[str], reasons: Reasons) -> Sequence[str]:
        """`kinds`: as they were read, "" where they could not be."""
        mine, kept = self._mapping.values.get("kind", {}), list(kinds)
        for n, kind in enumerate(kinds):
            if kind:
                continue
            words = tidy(column[n])
            report = REPORT_WORD in words
            kept[n] = (ComplaintKind.REPORT if report else ComplaintKind.COMPLAINT).value
            if mine.get(word_key(words)) == REFUSED:
                why = LEFT_OUT.format(mapping=self._mapping.name, kind=words[:SHOWN])
                reasons.setdefault(n, []).append(why)
            else:
                self._add(n, GUESSED["kind"], words)
                self._notes[Note.NO_KIND] += 1
        return kept

    def refuse_silent(
        self, times: Sequence[str], name: str, said: Sequence[Sequence[str]], reasons: Reasons
    ) -> None:
        """A line below the table (合计, 制表人), or its header once more, is no complaint.

        `times`: the cells under the header `name`; `said`: titles and texts.
        """
        for n, words in self._of.items():
            if "registered_at" not in guessed("；".join(words)):
                continue
            if header_key(times[n]) == header_key(name):
                reasons.setdefault(n, []).append(word("是重复的表头"))
            elif not any(column[n] for column in said):
                shown = tidy(times[n])[:SHOWN]
                why = phrase("登记日期“{words}”无法辨认，也没有标题和内容", words=shown)
                silent = word("缺登记日期，也没有标题和内容")
                reasons.setdefault(n, []).append(why if shown else silent)
