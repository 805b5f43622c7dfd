"""Words that are said now and were not before are found, and only those."""

from commandcenter.analysis.wording import sayings

GOODS = ("手机", "冰箱", "洗衣机", "羽绒服", "运动鞋", "净水器", "电动车", "沙发")
FAULTS = ("屏幕有划痕", "开机没有反应", "颜色不符", "漏水严重", "尺码偏小", "无法充电")


def usual(n):
    """Texts in all combinations, none of them more often than another."""
    how = ("拒绝", "拖延", "推诿")
    return [
        f"购买{GOODS[i % 8]}后{FAULTS[i % 6]}，商家{how[i % 3]}处理，要求退货，编号{i}"
        for i in range(n)
    ]


SHUT = "卷帘门拉下来了，里面在搬跑步机"


def test_nothing_is_said_more_when_all_is_as_before():
    assert sayings(usual(240), usual(720)) == []
    assert sayings([], usual(50)) == []
    assert sayings(usual(50), []) == []


def test_a_new_word_is_found_with_its_texts():
    recent = usual(200) + [f"{SHUT}，联系不上，编号{n}" for n in range(15)]
    [saying] = sayings(recent, usual(600))
    assert saying.words[0] in SHUT
    assert "卷帘门拉" in saying.words
    assert saying.texts == tuple(range(200, 215))
    assert saying.usual < 1
    assert saying.chance < 1e-4


def test_two_matters_are_told_apart():
    recent = usual(200)
    recent += [f"{SHUT}，编号{n}" for n in range(15)]
    recent += [f"面包里吃出铁丝，孩子划伤口腔，编号{n}" for n in range(12)]
    first, second = sayings(recent, usual(600))
    assert first.texts == tuple(range(200, 215))
    assert second.texts == tuple(range(215, 227))
    assert not set(first.words) & set(second.words)


def test_a_word_is_no_part_of_a_longer_one_and_has_no_joining_ends():
    recent = usual(200) + [f"{SHUT}，编号{n}" for n in range(15)]
    [saying] = sayings(recent, usual(600))
    for word in saying.words:
        assert not [w for w in saying.words if w != word and word in w]
        assert word[0] not in "了的在下来"
        assert word[-1] not in "了的在下来"


def test_what_was_said_as_often_before_is_left_out():
    half = [f"{SHUT}，编号{n}" for n in range(15)]
    assert sayings(usual(200) + half, usual(600) + half * 3) == []


def test_the_same_texts_give_the_same_words():
    recent = usual(200) + [f"{SHUT}，编号{n}" for n in range(15)]
    assert sayings(recent, usual(600)) == sayings(recent, usual(600))
