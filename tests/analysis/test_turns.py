"""A turn of speech is told from a matter by what texts say beside it."""

import numpy as np
import pytest

from commandcenter.analysis.phrases import Run, Said, cleaned, run_numbers
from commandcenter.analysis.turns import is_turn

TURN = "希望能帮我们讨回公道"
UNLIKE = (
    "健身房老板跑路了，年卡还有大半年没有用完，门口贴着招租，",
    "车贷公司扣了好几笔费用，说好的利率变了又变，没有合同，",
    "孩子在幼儿园吃坏了肚子，园长一直不肯见家长，",
    "新房漏水三个月没有人修，物业推给施工单位，墙都霉了，",
)  # fmt: skip
ALIKE = (
    "星湖健身房老板跑路了，年卡还有大半年没有用完，", "星湖健身房关门，年卡没有用完，老板跑路了，",
    "我的年卡没有用完，星湖健身房老板就跑路了，", "老板跑路，星湖健身房的年卡没用完不给退，",
)  # fmt: skip


def judged(texts):
    said = [Said(n, f"p{n}", words) for n, words in enumerate(texts)]
    numbers, _ = run_numbers(cleaned([TURN])[0])
    of_all = frozenset(range(len(said)))
    runs = [Run(int(n), 5.0, 7, len(said), 0.1, of_all) for n in numbers]
    return is_turn(runs, said, lambda pairs: np.ones(len(pairs)), 0.1)


@pytest.mark.parametrize(
    ("texts", "turn"),
    [
        ([each + TURN for each in UNLIKE], True),
        ([each + TURN for each in ALIKE], False),
        ([TURN] * 4, False),
        ([f"请问{TURN}吗" for _ in range(4)], False),
    ],
)
def test_what_texts_share_beside_it_says_what_it_is(texts, turn):
    assert judged(texts) is turn
