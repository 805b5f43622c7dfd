"""After the response: inquiry, liability, recovery, closing, archive (what is shown)."""
