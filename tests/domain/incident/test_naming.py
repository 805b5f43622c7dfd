"""The trader is named outside after 立案, or after the penalty was made public, and then only."""

from itertools import product

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.incident.naming import (
    ground_words,
    require_ground,
    require_named,
    require_not_named,
)
from commandcenter.domain.releases.release import Naming

REFUSED = {
    Naming.FILED: "本事件没有登记已立案的案件，不能以“已立案”公开经营者名称。",
    Naming.PUBLICISED: "本事件没有登记公示处罚决定，不能以“已公示”公开经营者名称。",
}


@pytest.mark.parametrize(
    ("ground", "filed", "publicised"), list(product(Naming, [True, False], [True, False]))
)
def test_a_ground_stands_on_what_is_registered(ground, filed, publicised):
    stands = {Naming.FILED: filed, Naming.PUBLICISED: publicised}.get(ground, True)
    if stands:
        require_ground(ground, filed, publicised)
        return
    with pytest.raises(RuleBroken) as refused:
        require_ground(ground, filed, publicised)
    assert str(refused.value) == REFUSED[ground]


@pytest.mark.parametrize("named", [True, False, None])
def test_a_name_is_given_once_and_taken_back_once(named):
    rules = {
        require_not_named: (not named, "经营者名称已经可以对外使用。"),
        require_named: (bool(named), "经营者名称没有公开，不需要收回。"),
    }
    for rule, (fits, words) in rules.items():
        if fits:
            rule(named)
            continue
        with pytest.raises(RuleBroken) as refused:
            rule(named)
        assert str(refused.value) == words


@pytest.mark.parametrize(
    ("ground", "said"), [(Naming.FILED, "已立案"), (Naming.PUBLICISED, "已公示")]
)
def test_a_ground_is_told_with_what_was_written_of_it(ground, said):
    assert ground_words(ground, "澄市监立〔2026〕7号") == f"{said}：澄市监立〔2026〕7号"
    assert ground_words(ground, "") == said
