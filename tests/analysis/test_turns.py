"""A turn of speech is told from a matter by what else is new in the texts that have it."""

import numpy as np

from commandcenter.analysis.characters import cleaned, run_numbers
from commandcenter.analysis.phrases import Run, Said
from commandcenter.analysis.turns import turns_of

TURN = "希望能帮我们讨回公道"
MATTERS = (
    ("星湖健身房", "年卡还有大半年没有用完", "老板跑路了"),
    ("云台车贷行", "莫名收了定位费和家访费", "半夜把车拖走"),
    ("锦绣幼儿园", "午餐的鸡腿没有熟透", "孩子吃坏了肚子"),
    ("澜山雅筑楼盘", "卫生间刚住就漏到楼下", "精装房和样板间完全两样"),
)


def of_matter(name, fact, other, turned):
    """Four texts of one matter, of which the first `turned` end in the turn of speech."""
    words = (
        f"{name}，{fact}，",
        f"{name}{other}，{fact}，",
        f"{other}，{name}，",
        f"{fact}，{other}，",
    )
    return [each + TURN * (n < turned) for n, each in enumerate(words)]


def runs_of(texts):
    """Every run that three have; what more texts have is the rarer."""
    where = {}
    for n, text in enumerate(texts):
        for number in run_numbers(cleaned([text])[0])[0].tolist():
            where.setdefault(number, set()).add(n)
    runs = [Run(n, float(len(t)), 7, len(t), 0.1, frozenset(t)) for n, t in where.items()]
    return sorted((run for run in runs if run.people > 2), key=lambda r: (-r.score, r.number))


def turned(texts):
    """What is left of what is new in the texts, and how much of the turn of speech is."""
    said = {n: Said(n, f"p{n}", words) for n, words in enumerate(texts)}
    found = turns_of(runs_of(texts), said, lambda pairs: np.ones(len(pairs)), 0.2)
    own = set(run_numbers(cleaned([TURN])[0])[0].tolist())
    return found & own == own, found - own


def test_what_ends_letters_about_four_things_is_a_turn_and_nothing_else_is():
    texts = [text for matter in MATTERS for text in of_matter(*matter, turned=1)]
    assert turned(texts) == (True, set())


def test_what_all_say_of_one_matter_is_none():
    name, fact, other = MATTERS[0]
    assert turned(of_matter(name, fact, other, turned=4)) == (False, set())


def test_what_is_all_that_is_said_is_none():
    assert turned([TURN] * 4) == (False, set())
