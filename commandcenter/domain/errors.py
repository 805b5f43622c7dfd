"""The one error that the plan itself raises."""


class RuleBroken(Exception):
    """A request that the plan or the bureau's settings do not allow.

    Its text is a full Chinese sentence for the person who asked. The template
    and its values are kept apart so that the interface can translate it:
    ``RuleBroken("“{title}”已办结。", title=step.title)``.
    """

    def __init__(self, template: str, **values: object) -> None:
        super().__init__(template.format(**values) if values else template)
        self.template = template
        self.values = values
