"""Paper: a document in, the bytes of a PDF in the office's own format out."""
