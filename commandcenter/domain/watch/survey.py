"""问卷 as counted answers (plan 3.1(3)): of each question how many answered, and how many what.

Only counts are kept, never who said what. An answer that tells of a problem is marked, and the
weightiest of these names the survey among the reasons of a risk.
"""

from collections.abc import Iterable, Sequence

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.phrase import phrase
from commandcenter.domain.watch.risk import MOST_PEOPLE, RecordKind
from commandcenter.late_dataclass import dataclass

MOST_QUESTIONS, MOST_OPTIONS, MOST_WORDS = 60, 30, 120
SHORT = 24  # characters of a question or an answer where it stands among reasons


@dataclass(frozen=True, slots=True)
class Counted:
    """An answer and how many gave it. `problem`: it tells of a problem."""

    words: str
    count: int
    problem: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`base`: how many answered it. `many`: each could give several answers."""

    words: str
    base: int
    options: tuple[Counted, ...]
    many: bool = False


def share(count: int, base: int) -> float:
    """In per cent."""
    return 100 * count / base if base else 0.0


def share_words(count: int, base: int) -> str:
    """23.3%; 50%."""
    return f"{share(count, base):.1f}".removesuffix(".0") + "%"


def require_survey(kind: RecordKind, title: str) -> None:
    if kind is not RecordKind.SURVEY:
        raise RuleBroken("“{title}”不是问卷调查，没有可以计数的答卷。", title=title)


def require_answers(questions: Sequence[Question], asked: int | None) -> None:
    """Counts that can be. `asked`: how many took part, where the record says so."""
    if not questions:
        raise RuleBroken("请至少录入一道题目。")
    if len(questions) > MOST_QUESTIONS:
        raise RuleBroken("一份问卷最多 {most} 道题目。", most=MOST_QUESTIONS)
    _require_once([q.words for q in questions], "题目“{words}”写了两次。")
    for question in questions:
        _require_question(question)
        if asked is not None and question.base > asked:
            raise RuleBroken(
                "“{words}”有 {base} 人作答，多于这次调查的 {asked} 人。",
                words=question.words, base=question.base, asked=asked,
            )  # fmt: skip


def _require_question(question: Question) -> None:
    words, base = question.words, question.base
    _require_words(words)
    if not 0 < base <= MOST_PEOPLE:
        raise RuleBroken(
            "“{words}”的作答人数应为 1 至 {most}。", words=words, most=f"{MOST_PEOPLE:,}"
        )
    if not question.options:
        raise RuleBroken("“{words}”没有选项。", words=words)
    if len(question.options) > MOST_OPTIONS:
        raise RuleBroken("“{words}”的选项超过 {most} 个。", words=words, most=MOST_OPTIONS)
    for option in question.options:
        _require_words(option.words)
        if not 0 <= option.count <= base:
            raise RuleBroken(
                "“{words}”中选“{option}”的人数应为 0 至 {base}。",
                words=words, option=option.words, base=base,
            )  # fmt: skip
    _require_once([o.words for o in question.options], "选项“{words}”写了两次。")
    if not question.many and sum(o.count for o in question.options) > base:
        raise RuleBroken(
            "“{words}”各选项相加多于作答的 {base} 人；可以多选的请标明。", words=words, base=base
        )


def _require_words(words: str) -> None:
    if not words.strip():
        raise RuleBroken("题目和选项不能空着。")
    if len(words) > MOST_WORDS:
        raise RuleBroken("“{words}…”超过 {most} 字，请缩短。", words=words[:20], most=MOST_WORDS)


def _require_once(words: Sequence[str], refusal: str) -> None:
    seen = set()
    for each in words:
        if each in seen:
            raise RuleBroken(refusal, words=each)
        seen.add(each)


def weightiest(questions: Iterable[Question]) -> tuple[Question, Counted] | None:
    """The answer telling of a problem that most of those asked gave; None where none is marked."""
    marked = [(q, o) for q in questions for o in q.options if o.problem]
    return max(marked, key=lambda x: share(x[1].count, x[0].base), default=None)


def named_words(title: str, questions: Iterable[Question]) -> str:
    """《预付式消费问卷》“退卡时遇到过推诿吗”答“推诿拖延”96人（25.7%）; else its title alone."""
    found = weightiest(questions)
    if found is None:
        return phrase("《{title}》", title=title)
    question, option = found
    asked = question.words.rstrip("？?。")[:SHORT]
    return phrase(
        "《{title}》“{asked}”答“{answer}”{n}人（{share}）",
        title=title,
        asked=asked,
        answer=option.words[:SHORT],
        n=option.count,
        share=share_words(option.count, question.base),
    )
