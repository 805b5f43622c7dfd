"""Papers as Word files: to be gone over in WPS, in the same order and styles as on the page."""

from commandcenter.outputs.word.write import to_docx

__all__ = ["to_docx"]
