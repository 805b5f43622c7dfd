"""A page of each kind looks as it was agreed. Changed on purpose: see golden/make.py."""

import pytest
from PIL import ImageChops

from commandcenter.outputs.pdf.build import render
from tests.outputs import kind_samples as samples
from tests.outputs.golden.make import document, golden, papers, picture, pinned_fonts

FAR = 64  # of 255: edges of letters may fall out a little differently
SHARE = 0.0005  # of the page: a word moved is more


@pytest.fixture(scope="module")
def fonts():
    return pinned_fonts()


@pytest.mark.parametrize("kind", papers())
def test_a_page_of_each_kind_looks_as_agreed(fonts, kind, tmp_path):
    made = picture(kind, render(document(kind), fonts).data)
    agreed = golden(kind)
    assert made.size == agreed.size
    moved = sum(ImageChops.difference(made, agreed).histogram()[FAR:])
    if moved > SHARE * made.width * made.height:
        made.save(tmp_path / f"{kind}.png")
        pytest.fail(f"{kind}: {moved} points differ, see {tmp_path / f'{kind}.png'}")


def test_a_word_more_is_seen(fonts):
    page, sample = samples.SAMPLES["release"]
    paper = samples.public(text=sample().text.replace("三家", "四十家"))
    made = picture("release", render(page(paper), fonts).data)
    moved = sum(ImageChops.difference(made, golden("release")).histogram()[FAR:])
    assert moved > SHARE * made.width * made.height
