"""Every kind of paper of an incident: whole, truthful, plain, and looking as it was agreed."""

import pytest

from commandcenter.outputs.pdf.text import clean
from tests.outputs import kind_samples as samples
from tests.outputs.hostile import HOSTILE, found_in, poisoned, squeezed

KINDS = sorted(samples.SAMPLES)


def text_of(pages):
    return "".join(page.body for page in pages)


@pytest.mark.parametrize("kind", KINDS)
def test_a_paper_of_each_kind_prints_whole(printed, kind):
    made, pages = printed(samples.document(kind))
    assert made.warnings == ()
    assert samples.JOURNAL.head not in text_of(pages)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_in_every_field_of_every_kind_is_plain_text(printed, kind):
    page, sample = samples.SAMPLES[kind]
    for hostile in HOSTILE[:: len(HOSTILE) - 1]:
        made, pages = printed(page(poisoned(sample(), hostile)))
        assert found_in(made.data) == set()
        assert squeezed(clean(hostile))[:12] in "".join(each.plain for each in pages)


def test_a_notice_is_printed_to_the_letter_as_it_was_signed(printed):
    notice = samples.activation()
    text = text_of(printed(samples.document("activation"))[1])
    for said in (notice.title, f"{notice.addressee}：", *notice.paragraphs):
        assert squeezed(said) in text
    for element in ("澄州市市场监督管理局文件", "澄市监应急〔2026〕7号", "2026年11月24日印发"):
        assert element in text
    assert "抄送：市委市政府总值班室，省市场监督管理局" in text


def test_a_draft_of_a_notice_bears_no_number(printed):
    assert "号" not in text_of(printed(samples.document("levelchange"))[1])
