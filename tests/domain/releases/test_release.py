"""Which text of a release goes which way: its state, the checks that it has passed."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.releases.release import (
    GateStep,
    Passed,
    ReleaseState,
    digest,
    require_changeable,
    require_checked,
    require_same_text,
    require_state,
)

TEXT, OTHER = digest("一稿"), digest("二稿")
LEGAL, SECRET = GateStep.LEGAL, GateStep.SECRECY


def test_what_stands_elsewhere_is_said_by_both_names():
    require_state(ReleaseState.DRAFT, ReleaseState.DRAFT)
    with pytest.raises(RuleBroken, match=r"该发布稿处于“.+”，须先到“.+”。"):
        require_state(ReleaseState.DRAFT, ReleaseState.APPROVED)


@pytest.mark.parametrize(
    ("state", "why"),
    [(ReleaseState.PUBLISHED, "已发布的内容不能改动"), (ReleaseState.WITHDRAWN, "该发布稿已撤回")],
)
def test_what_is_out_or_withdrawn_is_changed_no_more(state, why):
    require_changeable(ReleaseState.DRAFT)
    with pytest.raises(RuleBroken, match=why):
        require_changeable(state)


def test_a_check_is_of_the_very_text():
    passed = [Passed(LEGAL, TEXT), Passed(SECRET, OTHER)]
    require_checked([LEGAL], passed, TEXT)
    with pytest.raises(RuleBroken, match="还没有经过保密审查，不能发布"):
        require_checked([LEGAL, SECRET], passed, TEXT)
    require_checked([LEGAL, SECRET], [*passed, Passed(SECRET, TEXT)], TEXT)


def test_who_read_another_text_reads_it_again():
    require_same_text(TEXT, TEXT)
    with pytest.raises(RuleBroken, match="又有修改"):
        require_same_text(TEXT, OTHER)
