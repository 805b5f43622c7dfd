"""What is signed is what was read: a notice that changed meanwhile is read again."""

import pytest

from commandcenter.domain.errors import RuleBroken
from commandcenter.services.incident.warrant import require_shown


@pytest.mark.parametrize("shown", ["", "启动Ⅲ级响应。"])
def test_what_was_read_or_was_not_shown_at_all_is_signed(shown):
    require_shown(shown, "启动Ⅲ级响应。")


@pytest.mark.parametrize("shown", ["启动Ⅳ级响应。", "启动Ⅲ级响应", " 启动Ⅲ级响应。"])
def test_another_text_than_was_read_is_not(shown):
    with pytest.raises(RuleBroken, match="签发前情况已有变化，正文已更新，请重新核对后再签"):
        require_shown(shown, "启动Ⅲ级响应。")
