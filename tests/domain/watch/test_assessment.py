"""What an assessment of risk must have judged before it is sent."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.domain.watch.assessment import require_judged, require_ranked


def test_an_assessment_judges_what_it_puts_first():
    require_ranked(1)
    with pytest.raises(RuleBroken, match="风险清单是空的"):
        require_ranked(0)
    require_judged("总体平稳", [])
    with pytest.raises(RuleBroken, match="请先填写总体研判"):
        require_judged(" ", [])
    six = ["餐饮", "健身", "培训", "家装", "旅游", "网购"]
    with pytest.raises(RuleBroken, match=r"须写明研判和措施：餐饮、健身、培训、家装、旅游。$"):
        require_judged("总体平稳", six)
