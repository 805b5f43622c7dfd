"""After the response: inquiry, liability, recovery, closing, archive (tables)."""
