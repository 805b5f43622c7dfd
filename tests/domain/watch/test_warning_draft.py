"""The first words of a warning, from what its signal knows."""

from dataclasses import replace

import pytest

from commandcenter.domain.level import Level
from commandcenter.domain.times import from_local
from commandcenter.domain.watch.warning import Items
from commandcenter.domain.watch.warning_draft import Ground, first_words

NOW = from_local(2026, 11, 24, 10, 46)
GROUND = Ground(
    title="澄湖健身", places="城东区", category="预付式消费", problem="退卡难",
    keywords=("停业", "退卡", "失联", "教练"), complaints=92, people=84,
    since_at=from_local(2026, 11, 23, 9), usual="平时 0.4 件，现 92 件", issuer="本局",
    level=Level.III, titles=("约谈经营者", "核实投诉"),
)  # fmt: skip


def about(**changed):
    matters = first_words(replace(GROUND, **changed), NOW).matters
    return matters.partition("反映集中在")[2].partition("。")[0]


def test_all_that_the_signal_knows_stands_in_the_draft():
    assert first_words(GROUND, NOW) == Items(
        title="澄湖健身消费投诉预警",
        category="预付式消费",
        level=Level.III,
        starts_at=NOW,
        scope="城东区，已投诉的消费者84人，可能涉及同一经营者的其他消费者",
        matters="自2026年11月23日9时起收到关于澄湖健身的投诉92件、84人（平时 0.4 件，现 92 件），"
        "反映集中在停业、退卡、失联。如不及时处置，可能发展为群体性事件",
        measures="约谈经营者；核实投诉",
        issuer="本局",
    )


def test_what_began_on_the_same_day_is_said_with_its_day_too():
    today = replace(GROUND, since_at=from_local(2026, 11, 24, 9, 5))
    assert first_words(today, NOW).matters.startswith("自2026年11月24日9时05分起收到")


@pytest.mark.parametrize(
    ("keywords", "problem", "said"),
    [
        (("停业",), "退卡难", "停业"),
        ((), "退卡难", "退卡难"),
        ((), "", "消费纠纷"),
    ],
)
def test_what_is_complained_about_is_said_as_exactly_as_it_is_known(keywords, problem, said):
    assert about(keywords=keywords, problem=problem) == said


@pytest.mark.parametrize(
    ("category", "problem", "said"),
    [
        ("预付式消费", "退卡难", "预付式消费"),
        ("", "退卡难", "退卡难"),
        ("", "", "消费投诉集中"),
    ],
)
def test_the_category_is_said_as_exactly_as_it_is_known(category, problem, said):
    assert first_words(replace(GROUND, category=category, problem=problem), NOW).category == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("城东区预付式消费", "城东区预付式消费投诉预警"),
        ("店" * 54, f"{'店' * 54}消费投诉预警"),
        ("店" * 55, f"{'店' * 54}消费投诉预警"),
    ],
)
def test_its_name_has_sixty_characters_at_most_and_says_that_it_is_a_warning(title, said):
    assert first_words(replace(GROUND, title=title), NOW).title == said
