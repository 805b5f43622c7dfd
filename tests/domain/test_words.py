"""Every choice that a rule knows has its word, in whatever module the words stand."""

import importlib
import pkgutil
from enum import Enum

import pytest

from commandcenter import domain


def tables_of_words():
    """Module-level dictionaries called …_WORDS by the members of one enum, each once."""
    found = {}
    for each in pkgutil.walk_packages(domain.__path__, f"{domain.__name__}."):
        for name, table in list(vars(importlib.import_module(each.name)).items()):
            if name.endswith("WORDS") and isinstance(table, dict):
                kinds = {type(key) for key in table}
                if len(kinds) == 1 and issubclass(min(kinds, key=repr), Enum):
                    found.setdefault(id(table), pytest.param(table, id=f"{each.name}.{name}"))
    return list(found.values())


@pytest.mark.parametrize("words", tables_of_words())
def test_every_choice_has_its_word(words):
    [kind] = {type(key) for key in words}
    assert set(words) == set(kind)


def test_the_words_are_found():
    assert len(tables_of_words()) > 60
