"""Prints with the open fonts of this machine and reads the pages back."""

import pytest

from commandcenter.outputs.pdf.build import render
from commandcenter.outputs.pdf.fonts import find_fonts
from tests.outputs.paper_reading import read_back


@pytest.fixture(scope="session")
def open_fonts():
    """The open set of this machine: licensed fonts would change the lines."""
    return find_fonts(open_only=True)


@pytest.fixture
def printed(open_fonts):
    """Renders a document and reads it back."""

    def print_(document):
        made = render(document, open_fonts)
        return made, read_back(made.data)

    return print_
