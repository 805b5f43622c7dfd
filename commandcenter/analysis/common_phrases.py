"""What texts of one matter say in common, as a phrase that a person would use."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence

from commandcenter.analysis.characters import (
    FIRST_PAIR,
    SIZE,
    cleaned,
    pair_numbers,
    plains,
    run_numbers,
)
from commandcenter.analysis.phrases import Run, Said

LONGEST_NAME = 16
MOST_GROWN = 12  # phrases that are compared, those that most say and say first
SAID_ANYWAY = 0.5  # of a matter's texts: a phrase that is usual in so many names it badly
MOST_TELLING = 6  # characters, from which on a phrase tells no more by being longer
SAYS_LITTLE = re.compile(
    "尊敬的?|领导|书记|市长|局长|您好|你好|谢谢|感谢|希望|请求|恳请|恳求|求助|投诉|举报|咨询|建议|反映|反应|请问|有关部门|相关部门"
    "|部门|政府|老百姓|百忙之中|高度重视|为什么|什么时候|怎么办|什么|怎么|我是|我们|本人|居民|市民|业主|消费者|解决|处理|情况|问题|严重|影响"
    "|合理|现在|目前|已经|至今|一直|没有|不能|不让|不了|可以|能否|是否|关于|公司|小区|项目|物业|开发商|商家|对方|要求|退款|退费|退还|赔偿|尽快|多次"
    "|联系|电话|客服|无法|拒绝|不予|工作人员|负责人|老板|购买|消费|元"
)
BEGINS_LITTLE = re.compile(
    "关于|反映|反应|投诉|举报|咨询|建议|请求|恳请|要求|希望|求助|请问|涉及|有关|我是|本人|我们"
)
JOINING = frozenset(
    "的了是在和与就都也很不没有我你他她们这那个到说把被让对从给要想去来已还又再等及或为以于其该之上下一请将并但而且"
)


def phrases_of(runs: Sequence[Run], texts: Sequence[Said]) -> tuple[str, ...]:
    """What most of the texts that have these runs say, whole: the most telling first, at most 4."""
    clean = plains([t.words for t in texts])
    numbers = {run.number for run in runs}
    count = Counter(piece for text in clean for piece in _pieces(text, numbers))
    grown: list[str] = []
    for piece in sorted(count, key=lambda each: (-count[each], _place(each, clean), each)):
        if len(grown) == MOST_GROWN:
            break
        if not any(piece in phrase for phrase in grown):
            grown.append(grow(piece, clean))
    told = sorted(
        ((telling(phrase, clean), phrase) for phrase in {trimmed(each) for each in grown}),
        key=lambda each: (-each[0], _place(each[1], clean), each[1]),
    )
    found: list[str] = []
    for value, phrase in told:
        if value > 0 and not any(_overlap(phrase, other) for other in found):
            found.append(phrase)
    return tuple(found[:4])


def rarer_first(
    phrases: Sequence[str], usual: Callable[[str], float], texts: int
) -> tuple[str, ...]:
    """What was said by so many anyway (`usual`: in how many texts, by what was written before)
    stands behind what so many texts say anew; else as they stand."""
    return tuple(sorted(phrases, key=lambda phrase: usual(phrase) >= SAID_ANYWAY * texts))


def _pieces(text: str, numbers: Collection[int]) -> set[str]:
    """The runs and pairs of a text that have one of these numbers."""
    chars, _ = cleaned([text])
    found, at = run_numbers(chars)
    runs = zip(at.tolist(), found.tolist(), strict=True)
    pairs, at = pair_numbers(chars)
    short = zip(at.tolist(), (pairs + FIRST_PAIR).tolist(), strict=True)
    return {text[k : k + SIZE] for k, n in runs if n in numbers} | {
        text[k : k + 2] for k, n in short if n in numbers
    }


def _place(phrase: str, texts: Sequence[str]) -> float:
    """How early the texts that have a phrase say it: what a title says is told first."""
    having = [text.index(phrase) for text in texts if phrase in text]
    return sum(having) / max(len(having), 1)


def _overlap(one: str, other: str) -> bool:
    """Whether they are cut out of one phrase."""
    pieces = {one[k : k + 3] for k in range(len(one) - 2)}
    return one in other or other in one or any(piece in other for piece in pieces)


def grow(phrase: str, texts: Sequence[str], share: float = 0.6) -> str:
    """Longer to either side while most of the texts that have it agree on the next character."""
    while len(phrase) < LONGEST_NAME:
        having = [(t, t.index(phrase)) for t in texts if phrase in t]
        sides: Counter[str] = Counter()
        for text, k in having:
            before, after = text[k - 1 : k] if k else "", text[k + len(phrase) :][:1]
            sides.update(
                p for p, c in ((before + phrase, before), (phrase + after, after)) if c.strip()
            )
        best = max(sorted(sides.items()), key=lambda each: each[1], default=("", 0))
        if best[1] < max(min(3, len(having)), share * len(having)):
            return phrase
        phrase = best[0]
    return phrase


def trimmed(phrase: str) -> str:
    """Without what only joins words, at either end, and without what says that one writes."""
    while begin := BEGINS_LITTLE.match(phrase):
        phrase = phrase[begin.end() :]
    while phrase and phrase[0] in JOINING:
        phrase = phrase[1:]
    while phrase and phrase[-1] in JOINING:
        phrase = phrase[:-1]
    return phrase


def telling(phrase: str, texts: Sequence[str]) -> float:
    """Characters that say something, times how many of the texts have it, which weighs more: a
    short name that most give is told before a fact of some. 0: a turn of speech."""
    left = len(SAYS_LITTLE.sub("", phrase))
    if left < 2:
        return 0.0
    share = sum(phrase in t for t in texts) / max(len(texts), 1)
    return float(min(left, MOST_TELLING) ** 0.5 * share**2)
