"""What an insider would try with the stock: movements that do not follow on what lies there."""

from datetime import UTC, datetime

from commandcenter.domain.org import Role
from tests.store.own_line import LINE


def item(number, on_hand, lent, **values):
    given = {"id": number, "name": "对讲机", "on_hand": on_hand, "lent": lent, "used_up": False}
    return "stock_item", {**given, **values}


def was(number, of_item, kind, amount):
    return "stock_move", {"id": number, "item_id": of_item, "kind": kind, "amount": amount}


# Of 901 three were handed out, and once one; of another thing two.
RADIOS, OTHERS, SEALS, RETIRED = 901, 902, 903, 904
OUT_THREE, OUT_ONE, OUT_OTHERS, CAME_IN = 901, 902, 903, 904
BEFORE = [
    item(RADIOS, 5, 4), item(OTHERS, 5, 2), item(SEALS, 5, 0, used_up=True),
    item(RETIRED, 0, 0, retired_at=datetime.now(UTC), retired_by="某人"),
    was(CAME_IN, RADIOS, "in", 9), was(OUT_THREE, RADIOS, "out", 3), was(OUT_ONE, RADIOS, "out", 1),
    was(OUT_OTHERS, OTHERS, "out", 2),
]  # fmt: skip


def moved(kind, amount, left, of_item=RADIOS, state=None, of=None, item_left=None):
    """A movement, its line, and what lies there then. `left`: on hand, and lent."""
    (on_hand, lent), (there, away) = left, item_left or left
    returned = f"'{state}'" if state else "NULL"
    return [
        "INSERT INTO stock_move (item_id, item, unit, kind, amount, on_hand, lent, returned_as,"
        f" of_id, taker, taker_unit, driver, words, at, by) VALUES ({of_item}, '', '', '{kind}',"
        f" {amount}, {on_hand}, {lent}, {returned}, {of or 'NULL'}, '', '', '', '', now(), '某人')",
        f"UPDATE stock_item SET on_hand = {there}, lent = {away} WHERE id = {of_item}", LINE,
    ]  # fmt: skip


def back(amount, left, state="whole", of=OUT_THREE, **more):
    return moved("back", amount, left, state=state, of=of, **more)


def by_logistics(attempts):
    return {f"stock: {words}": (Role.MEMBER, attempt) for words, attempt in attempts.items()}


ATTACKS = by_logistics({
    # what comes back was handed out, and is not back yet
    "more comes back than went out": back(4, (9, 0)),
    "it comes back once more": [*back(3, (8, 1)), *back(1, (9, 0))],
    "it comes back of another thing's": back(2, (7, 2), of=OUT_OTHERS),
    "it comes back of what came in": back(1, (6, 3), of=CAME_IN),
    "it comes back of nothing": back(1, (6, 3), of=None),
    "it comes back, and nobody says how": back(1, (6, 3), state=None),
    "nothing comes back": back(0, (5, 4)),
    "it is lost, and lies there": back(1, (6, 3), state="lost"),
    "what went out is said to belong to another": moved("out", 1, (4, 5), of=OUT_ONE),
    "what went out is said to be whole": moved("out", 1, (4, 5), state="whole"),
    "who has nothing is reminded": moved("reminded", 0, (5, 4)),
    # what lies there follows
    "more is there than came in": moved("in", 2, (99, 4)),
    "nothing came in": moved("in", 0, (5, 4)),
    "it went out and still lies there": moved("out", 2, (5, 6)),
    "it went out, and nobody has it": moved("out", 2, (3, 4)),
    "what is used up is lent": moved("out", 2, (3, 2), of_item=SEALS),
    "it is scrapped at another's": moved("scrap", 1, (5, 3)),
    "another number than was counted": moved("count", 3, (4, 4)),
    "a check takes one away": moved("check", 0, (4, 4)),
    "of what is not kept any more": moved("in", 1, (1, 0), of_item=RETIRED),
    "the thing says otherwise than its movement": moved("in", 2, (7, 4), item_left=(17, 4)),
    "the thing changes without a movement": [
        f"UPDATE stock_item SET on_hand = 9 WHERE id = {RADIOS}", LINE],
})  # fmt: skip
ATTACKS["stock: what came in, by who keeps none"] = (Role.CLERK, moved("in", 2, (7, 4)))
ALLOWED = by_logistics({
    "all comes back": back(3, (8, 1)),
    "it comes back in two parts": [*back(1, (6, 3)), *back(2, (8, 1))],
    "one comes back broken": back(1, (5, 3), state="broken"),
    "one is lost": back(1, (5, 3), state="lost", of=OUT_ONE),
    "who has it is reminded": moved("reminded", 0, (5, 4), of=OUT_ONE),
    "it came in": moved("in", 2, (7, 4)),
    "all goes out": moved("out", 5, (0, 9)),
    "what is used up goes": moved("out", 2, (3, 0), of_item=SEALS),
    "one is scrapped": moved("scrap", 1, (4, 4)),
    "counted": moved("count", 3, (3, 4)),
    "checked": moved("check", 0, (5, 4)),
})  # fmt: skip
