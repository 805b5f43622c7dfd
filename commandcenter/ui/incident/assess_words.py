"""How the facts of an assessment and what the adviser reads from them are said on screen."""

from collections.abc import Collection, Mapping
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.conditions import Outcome
from commandcenter.domain.figures_shown import SPECIAL_GROUPS, told_as_whole
from commandcenter.domain.incident.contexts import ContextFinding
from commandcenter.domain.incident.facts import CHECKING, CURRENCY, Fact, Origin, Reading
from commandcenter.domain.incident.grading import Advice, Gap, Touched, Way, unapproved
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan_items import GradeItem, GradeSide
from commandcenter.domain.times import short_zh
from commandcenter.ui.frame.amounts import fact_money
from commandcenter.ui.phrases import dotted, enumerated, listed, with_note
from commandcenter.ui.texts import word

Facts = Mapping[str, Fact]


def tr(text: str) -> str:
    return QCoreApplication.translate("Assess", text)


def source_words(source: str, proposal: bool) -> str:
    """Where a number comes from, and whether the bureau has approved it."""
    if not proposal:
        return source
    return tr("{source}；未经本局批准").format(source=unapproved(source))


def number_words(fact: Fact, value: int) -> str:
    """A value of this fact: a rank in its word, money in 万元 where it is much."""
    if fact.ranks:
        return word(fact.ranks[min(value, len(fact.ranks) - 1)])
    if fact.unit == CURRENCY:
        return fact_money(value)
    return f"{value:,} {word(fact.unit)}".strip()


def value_words(fact: Fact) -> str:
    if fact.held is None:
        return tr("未知")
    if fact.held.value is None:
        return word(CHECKING)
    return number_words(fact, fact.held.value)


def reading_words(reading: Reading | None, now: datetime) -> str:
    """Source, time and who said so."""
    if reading is None:
        return tr("还没有人填报，数据中也没有")
    parts = [
        reading.source,
        tr("截至 {time}").format(time=short_zh(reading.as_of, now)),
        tr("{who} 填报").format(who=reading.by) if reading.by else "",
        reading.note,
    ]
    return dotted(parts)


def row_values(code: str, asked: Collection[str], facts: Facts) -> list[tuple[Fact, str]]:
    """The values that a row of the matrix asks for, by name but for the row's own."""
    known = sorted((f for f in facts.values() if f.code in asked), key=lambda f: f.code != code)
    bare = len(known) == 1
    return [
        (
            fact,
            value_words(fact) if bare or fact.code == code else f"{fact.title} {value_words(fact)}",
        )
        for fact in known
    ]


# Facts whose number is counted from records, which it opens where no later word was stated.
ON_SITE = "on_site"  # counted or stated: its list has both
COUNTED = frozenset({"complainants", "amount_yuan", "counties", "media", *SPECIAL_GROUPS})


def opens(fact: Fact) -> bool:
    """Whether the number opens what it is made of; of the hurt each word on it."""
    if fact.value is None:
        return False
    counted = fact.held is not None and fact.held.origin is Origin.DATA
    told = told_as_whole(fact.code) or fact.code == ON_SITE
    return told or (fact.code in COUNTED and counted)


def other_words(fact: Fact, now: datetime) -> str:
    """The older word that differs; "" when none does."""
    if fact.other is None:
        return ""
    value = word(CHECKING) if fact.other.value is None else number_words(fact, fact.other.value)
    return tr("此前：{value}（{reading}）").format(
        value=value, reading=reading_words(fact.other, now)
    )


def touched_words(touched: Touched, facts: Facts) -> str:
    """触及Ⅱ级参考条件：受伤害人数 学校 ≥50 人（现 58 人）."""
    words = tr("触及{level}级参考条件：{title}　{words}").format(
        level=touched.level.sign, title=touched.title, words=touched.words
    )
    now = [
        value_words(facts[code])
        for code in dict.fromkeys(code for each in touched.met for code in each)
        if code in facts
    ]
    return with_note(words, tr("现{values}").format(values=enumerated(now)) if now else "")


def unknown_words(advice: Advice, facts: Facts) -> str:
    titles = [facts[code].title for code in advice.unknown if code in facts]
    if not titles:
        return tr("可能改变等级的事实都已知道。")
    return tr("尚不清楚、可能触及更高等级：{titles}。").format(titles=enumerated(titles))


def way_words(way: Way, facts: Facts) -> str:
    """What would have to happen for the next level, along one row of the matrix."""
    parts = [gap_words(gap, facts) for gap in way.gaps]
    if way.needs:
        names = enumerated(facts[code].title for code in way.needs if code in facts)
        parts.append(tr("并有{names}之一").format(names=names))
    if way.other:
        parts.append(tr("并须另有一项同级条件"))
    return tr("{title}（{words}）：{parts}").format(
        title=way.title, words=way.words, parts=listed(parts) or tr("数字已达到")
    )


def gap_words(gap: Gap, facts: Facts) -> str:
    fact = facts.get(gap.code)
    if fact is None:
        return gap.code
    wanted = number_words(fact, gap.wanted)
    if gap.missing is None:
        return tr("{title}达到 {wanted}（现未知）").format(title=fact.title, wanted=wanted)
    if fact.ranks:
        return tr("{title}达到“{wanted}”（现“{now}”）").format(
            title=fact.title, wanted=wanted, now=value_words(fact)
        )
    return tr("{title}还差 {missing}").format(
        title=fact.title, missing=number_words(fact, gap.missing)
    )


def distance_words(advice: Advice) -> str:
    if advice.next_level is None:
        return tr("已触及最高等级")
    return tr("距{grade}").format(grade=word(advice.next_level.grade_title))


def suggested_words(advice: Advice) -> str:
    if advice.level is None:
        return tr("按现有事实，未触及任何参考条件")
    return tr("按现有事实，触及{level}级参考条件（仅供会商参考，不替代定级）").format(
        level=advice.level.sign
    )


def context_words(finding: ContextFinding, facts: Facts) -> tuple[str, str]:
    """How a circumstance stands, and the theme's ink for it."""
    if finding.outcome is Outcome.MET:
        dates = enumerated(finding.dates)
        return (tr("在{dates}期间").format(dates=dates) if dates else tr("涉及")), "warn"
    if finding.outcome is Outcome.NOT_MET:
        return tr("不涉及"), "text_dim"
    names = enumerated(facts[code].title for code in finding.unknown if code in facts)
    return (tr("未知（缺：{names}）").format(names=names) if names else tr("未知")), "text_faint"


def side_words(side: GradeSide) -> str:
    return tr("影响范围") if side is GradeSide.RANGE else tr("危害程度")


def side_level_words(side: GradeSide, level: Level | None, words: Mapping[Level, GradeItem]) -> str:
    """The plan's own words for the level that a side touches."""
    if level is None:
        return tr("未触及参考条件")
    item = words[level]
    return item.range_words if side is GradeSide.RANGE else item.harm_words


def plan_words(item: GradeItem) -> str:
    return tr("{range}，{harm}，{effect}；{layer}。").format(
        range=item.range_words,
        harm=item.harm_words,
        effect=item.effect_words,
        layer=item.layer_words,
    )
