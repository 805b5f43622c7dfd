"""Texts that are about one thing become one matter, which grows, keeps apart, and has a name."""

import numpy as np

from commandcenter.analysis.common_phrases import rarer_first, trimmed
from commandcenter.analysis.matters import CORE, Dial, Known, groups, matters
from commandcenter.analysis.names import SUBJECTS, Names, stem
from commandcenter.analysis.phrases import Run, Said, Spoken
from tests.watch.slow_matters import WORDS, slow_matter

SETTINGS = {"windows": (2, 7, 14, 30), "gap": 7, "base_days": 90, "least_days": 21}
DIAL = Dial(people=4, strength=0.7, quiet_days=45)
LEAD = 64  # days until the longest window has enough before it


def names_of(text):
    return {stem(n.name) for n in Names().named(text) if n.kind in SUBJECTS}


def vocabulary():
    rng = np.random.default_rng(0)
    return ["".join(chr(0x4E00 + k) for k in rng.integers(0, 3_000, 2)) for _ in range(4_000)]


VOCABULARY = vocabulary()


def usual(day, count=10):
    """Texts of words of which few are said often, as in every language."""
    rng = np.random.default_rng(day)
    picked = np.minimum(rng.zipf(1.3, (count, 25)), len(VOCABULARY)) - 1
    return [
        Said(day * 1_000 + n, f"p{day} {n}", "".join(VOCABULARY[k] for k in words))
        for n, words in enumerate(picked)
    ]


def spoken_after(days):
    spoken = Spoken(**SETTINGS)
    for texts in days:
        spoken.add(texts)
    return spoken


def told(seed, people, kind, first, days=8):
    """By day what a slow matter's people say, and the matter."""
    matter = slow_matter(np.random.default_rng(seed), seed, people, days, kind=kind)
    texts = {}
    for n, (day, person, title, words) in enumerate(matter.told):
        number = 900_000 + seed * 1_000 + n
        texts.setdefault(first + day, []).append(Said(number, person, f"{title}。{words}"))
    return matter, texts


def nights(days, first=LEAD - 2):
    """Night by night what is found, with what earlier nights found as known; the days rise."""
    spoken, known, found = Spoken(**SETTINGS), {}, []
    for day, texts in enumerate(days):
        spoken.add(texts)
        if day < first:
            continue
        for each in matters(spoken, list(known.values()), DIAL, names_of):
            found.append((day, each))
            key = each.key or str(len(known))
            before = known.get(key)
            ids = {t.id for t in each.texts} | (before.ids if before else set())
            core = before.core if before else tuple(t.words for t in each.texts[:CORE])
            old = before if before and (before.named or not each.named) else each
            name, named = old.name, old.named
            known[key] = Known(key, name, named, frozenset(ids), core, 0)
    return known, found


def mixed(count, *parts):
    days = [usual(day) for day in range(count)]
    for texts in parts:
        for day, some in texts.items():
            days[day] += some
    return days


def test_usual_days_tell_nothing():
    known, _ = nights(mixed(LEAD + 12))
    assert known == {}


def test_what_people_say_over_days_is_one_matter_with_its_name():
    matter, texts = told(1, 12, "gym", LEAD)
    known, found = nights(mixed(LEAD + 10, texts))
    [kept] = known.values()
    assert matter.short in kept.name
    assert len(kept.ids) >= 0.7 * len(matter.told)
    day, first = found[0]
    assert first.people <= 8
    assert day < LEAD + 8
    assert {each.key for _, each in found} == {None, "0"}


LIKE = [(2, 3, "class"), (12, 13, "homes"), (22, 23, "gym"), (32, 33, "homes"), (42, 43, "class")]


def test_two_like_matters_in_one_week_are_kept_apart():
    """Told in the same words but for the name, which many leave out or give without its ending."""
    apart = []
    for one, other, kind in LIKE:
        pair = [told(one, 12, kind, LEAD), told(other, 12, kind, LEAD + 1)]
        known, _ = nights(mixed(LEAD + 12, *(texts for _, texts in pair)))
        for matter, texts in pair:
            own = {t.id for some in texts.values() for t in some}
            mine = max(known.values(), key=lambda m: len(m.ids & own))
            named = matter.name[1:] in mine.name  # a slip in its first character is its name, too
            apart.append(named and len(mine.ids & own) >= 0.75 * len(mine.ids))
    assert sum(apart) >= 8


def test_a_turn_of_speech_that_unlike_texts_share_is_no_matter():
    """One person tells each kind of matter; all of them end alike."""
    days = mixed(LEAD + 2)
    for n, kind in enumerate(sorted(WORDS["kinds"])):
        _, texts = told(20 + n, 1, kind, LEAD, days=2)
        for day, some in texts.items():
            days[day] += [Said(t.id, t.person, f"{t.words}顺祝商祺") for t in some]
    known, _ = nights(days)
    assert known == {}


def test_a_new_name_from_few_people_over_weeks_is_a_matter():
    """They have little else in common: without a name so little would be chance."""
    matter, texts = told(1, 5, "meals", LEAD + 20, days=26)
    _, found = nights(mixed(LEAD + 44, texts), first=LEAD + 20)
    [first] = [each for _, each in found if each.key is None and each.name == matter.name]
    assert first.named
    assert first.people <= 5


def test_one_person_who_writes_again_and_again_is_no_matter():
    _, texts = told(4, 12, "loan", LEAD)
    same = {d: [Said(t.id, "one", t.words) for t in some] for d, some in texts.items()}
    known, _ = nights(mixed(LEAD + 10, same))
    assert known == {}


def test_a_known_matter_grows_by_who_names_it_and_by_no_others():
    spoken = spoken_after(mixed(LEAD, {LEAD - 1: [
        Said(800_001, "a", "星瑞健身馆的空调坏了，夏天没法锻炼"),
        Said(800_002, "b", "我在网上买的跑步机有异响"),
    ]}))  # fmt: skip
    core = ("星瑞健身馆突然关门，年卡还有大半年没用", "星瑞健身馆教练说已经三个月没发工资")
    known = Known("7", "星瑞健身馆", True, frozenset({1, 2}), core, 5)
    [grown] = matters(spoken, [known], DIAL, names_of)
    assert (grown.key, [t.id for t in grown.texts]) == ("7", [800_001])
    assert grown.score is None
    silent = Known("7", "星瑞健身馆", True, frozenset({1, 2}), core, 46)
    assert matters(spoken, [silent], DIAL, names_of) == []


def test_three_matters_in_a_row_do_not_become_one():
    """Each shares its openings and endings with the one before: what is like is not enough."""
    parts = [
        told(5 + n, 10, kind, LEAD + 4 * n) for n, kind in enumerate(("heat", "meals", "photo"))
    ]
    known, _ = nights(mixed(LEAD + 20, *(texts for _, texts in parts)))
    for matter, texts in parts:
        own = {t.id for some in texts.values() for t in some}
        mine = max(known.values(), key=lambda m: len(m.ids & own))
        assert len(mine.ids & own) >= 0.8 * len(mine.ids), matter.name


def test_groups_take_the_runs_that_stand_in_the_same_texts():
    runs = [
        Run(1, 9.0, 7, 5, 0.1, frozenset({1, 2, 3, 4})),
        Run(2, 8.0, 7, 5, 0.1, frozenset({1, 2, 3})),
        Run(3, 7.0, 7, 5, 0.1, frozenset({7, 8, 9, 4})),
    ]
    assert [[run.number for run in group] for group in groups(runs)] == [[1, 2], [3]]


def test_a_phrase_neither_begins_nor_ends_with_what_only_joins():
    assert trimmed("的健身馆关门了") == "健身馆关门"
    assert trimmed("的了") == ""


def test_what_is_said_anyway_names_a_matter_only_where_nothing_rarer_is_shared():
    usual = {"进一步": 2.0, "栖霞岭围挡占道": 0.0, "夜间施工": 1.2}.get
    given = ("进一步", "夜间施工", "栖霞岭围挡占道")
    assert rarer_first(given, usual, 3) == ("夜间施工", "栖霞岭围挡占道", "进一步")
    assert rarer_first(given[:1], usual, 3) == ("进一步",)


def test_the_words_of_the_tests_have_every_kind_told_in_several_ways():
    for kind in WORDS["kinds"].values():
        assert all(len(fact) >= 3 for fact in kind["facts"])
        assert len(kind["facts"]) >= 4
