"""Values of the plan that are typed as words, in the language of the screen as in Chinese."""

import re
from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.org import ROLE_WORDS
from commandcenter.domain.papers.paper import STEP_WORDS
from commandcenter.domain.papers.word_lists import EXCEPT, ListKind
from commandcenter.domain.phrase import enumerated
from commandcenter.domain.plan.plan_alarm_changes import AND, chain_of, chain_words
from commandcenter.domain.plan.plan_paper_changes import BETWEEN_STEPS, steps_of
from commandcenter.domain.plan.plan_words import DAILY, DUE_WORDS, UNIT_MINUTES, due_of, due_words
from commandcenter.domain.reports.report import names_in
from commandcenter.ui.frame.typed import in_chinese
from commandcenter.ui.texts import said

tr = partial(QCoreApplication.translate, "TypedValues")


def said_due(due: int | str) -> str:
    return said(due_words(due))


def typed_due(words: str) -> int | str:
    ways = tr("不设|当日|终止当日|每日|天|小时|分钟|分").split("|")
    return due_of(in_chinese(words, (*DUE_WORDS.values(), DAILY, *UNIT_MINUTES), ways))


def steps_hint() -> str:
    return tr("拟稿、核稿、会签、审核、签发、编号、用印、印发、归档")


def typed_steps(words: str) -> list[str]:
    ways = re.split(BETWEEN_STEPS, steps_hint())
    return steps_of(in_chinese(words, STEP_WORDS.values(), ways))


def said_chain(item: Mapping[str, Any]) -> str:
    return said(chain_words(item))


def typed_chain(words: str) -> list[list[str]]:
    return chain_of(in_chinese(words, (*ROLE_WORDS.values(), AND)))


def typed_line(line: str, kind: ListKind) -> str:
    """A line of a list of words as it is kept."""
    if kind is ListKind.ORDER:
        return str(enumerated(names_in(line)))
    return in_chinese(line, (EXCEPT,), (tr("除外："),)) if kind is ListKind.REPLACE else line
