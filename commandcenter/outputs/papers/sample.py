"""A made-up notice, to see how a template of the office looks on the page."""

from datetime import UTC, datetime

from commandcenter.domain.phrase import for_record
from commandcenter.outputs.papers.fittings import Fittings, fitted
from commandcenter.outputs.pdf.document import Document, Head, Meta, Para, Signature

PATTERN, NUMBER = "某市监发〔{year}〕{number}号", "某市监发〔2026〕1号"
AT = datetime(2026, 1, 5, 1, tzinfo=UTC)
TEXT = (
    "为做好应急处置工作，现将有关事项通知如下。请各单位按照预案规定的职责和时限抓好落实，"
    "遇有重要情况及时报告。"
)


@for_record
def sample(fit: Fittings) -> Document:
    """The head, addressee, 署名, 抄送 and 更正 of `fit` on a page of standing words."""
    document = Document(
        meta=Meta(author="", subject="版式预览", at=AT),
        title="关于版式预览的通知",
        head=Head(fit.head, fit.over, rows=(("第　期", "2026年1月5日9时", "签发人：待签发"),))
        if fit.over
        else None,
        addressee="各有关单位",
        blocks=(
            Para(TEXT),
            Signature(fit.signature or "某某市市场监督管理局", "2026年1月5日"),
        ),
    )
    return fitted(document, fit)
