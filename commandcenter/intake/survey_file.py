"""A file of a survey as counted answers: counted already, or answer sheet by answer sheet.

Of answer sheets only the counts leave this module. A column of names, telephones or numbers of
identity is never counted, nor one of free text.
"""

import re
import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import field
from functools import cache
from pathlib import Path

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import word
from commandcenter.domain.watch.survey import MOST_OPTIONS, MOST_QUESTIONS, MOST_WORDS, Counted
from commandcenter.domain.watch.survey import Question as CountedQuestion
from commandcenter.intake.mapping import header_key, word_key
from commandcenter.intake.tables import open_table
from commandcenter.intake.values import plain, tidy
from commandcenter.late_dataclass import dataclass
from commandcenter.paths import RESOURCES

FILE = RESOURCES / "intake" / "surveys.toml"
MOST = 100_000  # answer sheets
HEADER_WITHIN = 10
NEEDED = ("question", "option", "count")
FREE_TEXT = MOST_OPTIONS  # more different answers are words of people, and no options
PERSONAL = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")  # a telephone, an identity

NO_TABLE = "文件“{name}”是空的，没有可以读的表格。"
NO_HEADER = "文件“{name}”没有找到表头：第一行应是各道题目，或者“题目、选项、人数”三列。"
TOO_MANY = "文件“{name}”超过 {most} 行，请在问卷系统里按选项计数后再导入。"
NOTHING = "文件“{name}”里没有一列可以计数：都是空的、逐字填写的，或者是答卷人的身份信息。"


@dataclass(frozen=True, slots=True)
class SurveyFormat:
    """What the columns and words of the files mean."""

    counted: Mapping[str, tuple[str, ...]]
    yes: frozenset[str]
    between: tuple[str, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyColumn:
    """A column of answer sheets as a question. `why_not`: why it is not counted, "" where it is."""

    question: CountedQuestion
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """`counted`: it had the counts itself. `sheets`: how many rows were read."""

    name: str
    counted: bool
    sheets: int
    columns: tuple[SurveyColumn, ...]

    @property
    def questions(self) -> tuple[CountedQuestion, ...]:
        return tuple(column.question for column in self.columns if not column.why_not)


@cache
def survey_format() -> SurveyFormat:
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return SurveyFormat(
        {name: tuple(map(header_key, words)) for name, words in data["counted"].items()},
        frozenset(map(word_key, data["words"]["yes"])),
        tuple(data["words"]["between"]),
        tuple(data["left_out"]["names"]),
    )


def read_survey(path: Path, should_stop: Callable[[], bool] = lambda: False) -> SurveyFile:
    """Raises RuleBroken, in words, for whatever is no such file."""
    rows: list[tuple[int, tuple[str, ...]]] = []
    with open_table(path, None, should_stop) as table:
        for batch in table.batches:
            rows += [
                (batch.first + n, tuple(map(tidy, row)))
                for n, row in enumerate(batch.rows)
                if any(cell.strip() for cell in row)
            ]
            if len(rows) > MOST + HEADER_WITHIN:
                raise RuleBroken(TOO_MANY, name=path.name, most=f"{MOST:,}")
    if not rows:
        raise RuleBroken(NO_TABLE, name=path.name)
    for start, (_, row) in enumerate(rows[:HEADER_WITHIN]):
        places = _places(row)
        if all(name in places for name in NEEDED):
            return SurveyFile(
                path.name, True, len(rows) - start - 1, _counted(places, rows[start + 1 :])
            )
    return _sheets(path.name, rows)


def _places(row: Sequence[str]) -> dict[str, int]:
    keys = [header_key(cell) for cell in row]
    found: dict[str, int] = {}
    for name, words in survey_format().counted.items():
        at = next((keys.index(word) for word in words if word in keys), None)
        if at is not None and at not in found.values():
            found[name] = at
    return found


@dataclass(slots=True)
class _Gathered:
    """A question while its options are read."""

    words: str
    base: int | None = None
    many: bool = False
    options: list[Counted] = field(default_factory=list)

    def question(self) -> CountedQuestion:
        given = sum(option.count for option in self.options)
        most = max((option.count for option in self.options), default=0)
        base = self.base if self.base is not None else most if self.many else given
        return CountedQuestion(self.words, base, tuple(self.options), self.many)


def _counted(
    places: Mapping[str, int], rows: Sequence[tuple[int, tuple[str, ...]]]
) -> tuple[SurveyColumn, ...]:
    """A row an option; a question that is named once stands for the rows below it."""
    found: list[_Gathered] = []
    for number, row in rows:
        cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
        words = cells["question"]
        if words and (not found or found[-1].words != words):
            found.append(_Gathered(words))
        if not found:
            raise RuleBroken("第 {row} 行没有题目。", row=number)
        _take(found[-1], cells, number)
    if not found:
        raise RuleBroken("表头下面没有一行选项。")
    return tuple(SurveyColumn(each.question()) for each in found)


def _take(into: _Gathered, cells: Mapping[str, str], number: int) -> None:
    yes = survey_format().yes
    if not cells["option"]:
        raise RuleBroken("第 {row} 行没有选项。", row=number)
    count, base = _number(cells["count"], number), cells.get("base", "")
    if count is None:
        raise RuleBroken("第 {row} 行没有人数。", row=number)
    if base:
        into.base = _number(base, number)
    into.many = into.many or word_key(cells.get("many", "")) in yes
    problem = word_key(cells.get("problem", "")) in yes
    into.options.append(Counted(cells["option"], count, problem))


def _number(words: str, row: int) -> int | None:
    kept = plain(words).replace(",", "").removesuffix(".0")
    if not kept:
        return None
    if not (kept.isascii() and kept.isdecimal() and len(kept) <= 9):
        raise RuleBroken("第 {row} 行看不懂人数“{words}”。", row=row, words=words[:20])
    return int(kept)


def _sheets(name: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> SurveyFile:
    """The first row that names two columns or more is the header, all below it answer sheets."""
    start = next(
        (n for n, (_, row) in enumerate(rows[:HEADER_WITHIN]) if sum(map(bool, row)) > 1), -1
    )
    if start < 0 or start + 1 == len(rows):
        raise RuleBroken(NO_HEADER, name=name)
    header, sheets = rows[start][1], [row for _, row in rows[start + 1 :]]
    columns = []
    for place, title in enumerate(header):
        if title:
            answers = [row[place] for row in sheets if place < len(row) and row[place]]
            columns.append(_column(title, answers))
    found = SurveyFile(name, False, len(sheets), tuple(columns))
    if not found.questions:
        raise RuleBroken(NOTHING, name=name)
    return SurveyFile(name, False, len(sheets), _within(found.columns))


def _column(title: str, answers: Sequence[str]) -> SurveyColumn:
    words = title[:MOST_WORDS]
    nothing = CountedQuestion(words, 0, ())
    if any(part in title for part in survey_format().left_out):
        return SurveyColumn(nothing, word("是答卷人的信息或者系统的编号、时间"))
    if any(PERSONAL.search(answer) for answer in answers):
        return SurveyColumn(nothing, word("填有电话或者证件号码"))
    if not answers:
        return SurveyColumn(nothing, word("没有人作答"))
    counts, many = _counts(answers)
    if len(counts) > FREE_TEXT or any(len(option) > MOST_WORDS for option in counts):
        return SurveyColumn(nothing, word("是逐字填写的"))
    options = tuple(
        Counted(option, n) for option, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    )
    return SurveyColumn(CountedQuestion(words, len(answers), options, many))


def _counts(answers: Sequence[str]) -> tuple[Counter[str], bool]:
    """Each answer once for a sheet; several in one stand with a sign between them."""
    between = survey_format().between
    sign = next((s for s in between if any(s in answer for answer in answers)), None)
    counts: Counter[str] = Counter()
    for answer in answers:
        parts = answer.split(sign) if sign else [answer]
        counts.update({part.strip() for part in parts if part.strip()})
    return counts, sign is not None


def _within(columns: Sequence[SurveyColumn]) -> tuple[SurveyColumn, ...]:
    """No more questions than one survey may have."""
    found, kept = [], 0
    for column in columns:
        if not column.why_not:
            kept += 1
        if kept > MOST_QUESTIONS and not column.why_not:
            column = SurveyColumn(column.question, word("超过一份问卷的题目数"))
        found.append(column)
    return tuple(found)
