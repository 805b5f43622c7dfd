"""A question of the press: by when, and what its answer follows."""

from datetime import UTC, datetime, timedelta

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.level import Level
from commandcenter.domain.plan.plan import PlanData
from commandcenter.domain.releases.media import require_asked, require_sayable
from commandcenter.domain.releases.release import ReleaseKind
from commandcenter.domain.releases.release_authority import require_authority, rule_for
from commandcenter.store.plan.plan_files import read_tables
from commandcenter.store.seed import PLAN

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_a_question_was_asked_and_is_answered_afterwards():
    require_asked(NOW, None, NOW)
    require_asked(NOW, NOW + SECOND, NOW)
    with pytest.raises(RuleBroken, match="提问时间不能晚于现在"):
        require_asked(NOW + SECOND, None, NOW)
    with pytest.raises(RuleBroken, match="答复时限应晚于提问时间"):
        require_asked(NOW, NOW, NOW)


def test_an_answer_follows_what_was_signed():
    require_sayable(lines=True)
    with pytest.raises(RuleBroken, match="须先有已签发的口径或者已发布的内容"):
        require_sayable(lines=False)


def test_nothing_but_an_internal_line_is_released_before_the_incident_has_a_level():
    rules = PlanData.from_tables(read_tables(PLAN)).release_rules.values()
    for kind in ReleaseKind:
        ungraded = rule_for(rules, kind, None, "")
        assert (ungraded is None) == (kind is not ReleaseKind.LINE), kind
        graded = rule_for(rules, kind, Level.IV, "")
        assert graded is not None
        assert require_authority(graded, authorised=True) is graded
    with pytest.raises(RuleBroken, match="事件尚未定级，无法核对发布权限；请先定级"):
        require_authority(None, authorised=True)
