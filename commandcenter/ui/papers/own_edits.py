"""What of a paper one person typed and did not save: kept as a draft, and brought back.

Only their own edits are kept, each with what was saved there: the rest is as others leave it.
"""

from collections.abc import Mapping

Pair = tuple[str, str]  # the text as it was made, and as it was written


def own_edits(texts: Mapping[str, Pair], saved: Mapping[str, Pair]) -> dict[str, object]:
    """As a draft keeps them; an empty list: given back to the data."""
    keys = [key for key in {**saved, **texts} if texts.get(key) != saved.get(key)]
    return {
        "texts": {key: list(texts.get(key, ())) for key in keys},
        "from": {key: list(saved.get(key, ())) for key in keys},
    }


def brought_back(
    kept: Mapping[str, object], saved: Mapping[str, Pair]
) -> tuple[dict[str, Pair], int] | None:
    """All texts with the draft's in their places, and how many of those somebody saved anew since;
    None where it is no draft of a paper. Of one that an earlier program kept it is not known.
    """
    own, began = kept.get("texts"), kept.get("from")
    if not isinstance(own, dict):
        return None
    texts, met = dict(saved), 0
    for key, pair in own.items():
        stands = list(saved.get(str(key), ()))
        if isinstance(began, dict) and stands not in (began.get(key), list(pair)):
            met += 1
        if pair:
            made, text = pair
            texts[str(key)] = str(made), str(text)
        else:
            texts.pop(str(key), None)
    return texts, met
