"""What a county's rules come with."""

import pytest

from commandcenter.services.plan.gaps import OwnRules
from commandcenter.store import files


@pytest.fixture
def rules_of(city, tmp_path):
    """Rules of a county, with their file sent."""

    def make(district, title="实施细则", adopted="2026-03-01", words=""):
        path = tmp_path / f"{title}.pdf"
        path.write_bytes(b"%PDF-1.7 " + title.encode())
        return OwnRules(district, title, adopted, words, files.send(city.db, path), path.name)

    return make
