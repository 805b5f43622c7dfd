"""The ways by which the bureau hears of an incident, and the door of the plan each opens."""

from PySide6.QtCore import QCoreApplication

from commandcenter.domain.incident.incident import Category


def _doors() -> list[tuple[str, Category]]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Ways", text)

    return [
        (tr("12315 电话"), Category.CLUSTER),
        (tr("12345 转办"), Category.CLUSTER),
        (tr("县区局报告"), Category.CLUSTER),
        (tr("现场发现"), Category.ILLEGALITY),
        (tr("媒体报道"), Category.MEDIA),
        (tr("医院、学校报告"), Category.SAFETY),
        (tr("上级交办"), Category.OTHER),
        (tr("部门通报"), Category.OTHER),
    ]


def ways() -> list[str]:
    return [words for words, _ in _doors()]


def door_of(way: str) -> Category | None:
    """The kind (plan 1.4.1) that a way makes likely; None for words of one's own."""
    return dict(_doors()).get(way)
