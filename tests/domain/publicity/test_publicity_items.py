"""The lines of a week in the plan are of a week and a kind that there are."""

from dataclasses import replace

import pytest

from commandcenter.domain.org import Group
from commandcenter.domain.publicity.publicity_items import (
    PublicityKind,
    PublicityLine,
    PublicityTemplate,
    check_publicity,
)

KINDS = {"lecture": PublicityKind("lecture", "法律宣讲", "测试")}
WEEKS = {"week315": PublicityTemplate("week315", "3·15 宣传周", "", 3, 15, "测试")}
LINE = PublicityLine("talk", "week315", "宣讲", "lecture", "居民", "社区", Group.LEGAL, 0, "测试")


def test_a_line_is_of_a_week_and_a_kind_that_there_are():
    check_publicity(KINDS, WEEKS, {})
    check_publicity(KINDS, WEEKS, {"talk": LINE})
    for wrong in (replace(LINE, template="week11"), replace(LINE, kind="film")):
        with pytest.raises(ValueError, match=r"publicity\.toml, talk: no such template or kind"):
            check_publicity(KINDS, WEEKS, {"talk": LINE, "wrong": wrong})
