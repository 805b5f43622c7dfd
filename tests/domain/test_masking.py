"""Personal data in a text that is kept or leaves is covered, each in its own way."""

import pytest

from commandcenter.domain.masking import masked
from commandcenter.domain.releases.release_text import Private

PRIVATE = Private(
    names=frozenset({"欧阳若兰", "孟知夏"}), traders=frozenset({"悦力工场", "云栖健身"})
)


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("", ""),
        ("登记点已设。", "登记点已设。"),
        ("欧阳若兰来电", "欧**来电"),
        ("欧阳若兰、孟知夏来电", "欧**、孟**来电"),
        ("电话13800000000，请回", "电话138****0000，请回"),
        ("在悦力工场办卡", "在某经营者办卡"),
        ("卡号6222021234567894", "卡号6" + "*" * 13 + "94"),
        ("孟\u200b知夏来电", "孟**来电"),
    ],
)
def test_what_is_somebodys_is_covered(text, covered):
    assert masked(text, PRIVATE) == covered


def test_a_trader_is_called_as_the_paper_calls_it():
    assert masked("悦力工场、云栖健身", PRIVATE, "甲公司") == "甲公司、甲公司"


def test_of_who_reported_nothing_is_left():
    said = "欧阳若兰（13800000000）举报悦力工场"
    assert masked(said, PRIVATE, whole=True) == "***（***）举报***"
