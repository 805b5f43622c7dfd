"""How a slip is told to who wrote it."""

import pytest

from commandcenter.domain.papers.usage_slip import Slip


@pytest.mark.parametrize(
    ("better", "label", "why", "words"),
    [
        ("部署", "错别字", "", "“布署”宜作“部署”（错别字）。"),
        ("部署", "错别字", "规范用字", "“布署”宜作“部署”（错别字，规范用字）。"),
        ("部署", "", "规范用字", "“布署”宜作“部署”（规范用字）。"),
        ("", "错别字", "", "“布署”请删去或者改写（错别字）。"),
    ],
)
def test_a_slip_says_what_to_write_instead_and_why(better, label, why, words):
    slip = Slip(2, 4, "布署", better, label, why)
    assert slip.words == words
    assert slip.weight.value == "warn"
