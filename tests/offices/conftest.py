"""Papers are printed and read back as in the tests of the outputs."""

from tests.outputs.conftest import open_fonts, printed

__all__ = ["open_fonts", "printed"]
