"""After the response: inquiry, liability, recovery, closing, archive (what a person does)."""
