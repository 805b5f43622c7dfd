"""The one error that the plan itself raises, and what tells a wrong question from a wrong time."""

from collections.abc import Callable, Mapping

from commandcenter.domain.phrase import Phrase, word


class RuleBroken(Exception):
    """A request that the plan or the bureau's settings do not allow.

    Its text is a full Chinese sentence for the person who asked; `words` is the same as a phrase,
    which a screen says in its language: ``RuleBroken("“{title}”已办结。", title=step.title)``.
    """

    def __init__(self, template: str, **values: object) -> None:
        self.words = Phrase(template, values) if values else word(template)
        super().__init__(str(self.words))

    @property
    def template(self) -> str:
        return self.words.template

    @property
    def values(self) -> Mapping[str, object]:
        return self.words.values


class AskedWrongly(RuleBroken):
    """The request itself is none: as it is written it can never be granted, here or anywhere.

    A command tells it from what cannot be done now (exit code 2, not 1).
    """


def refusal_of(rule: Callable[[], object]) -> RuleBroken | None:
    """Why a rule says no, to be shown beside what is disabled; None when it agrees."""
    try:
        rule()
    except RuleBroken as refused:
        return refused
    return None
