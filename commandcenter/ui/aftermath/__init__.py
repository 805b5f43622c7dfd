"""After the response: inquiry, liability, recovery, closing, archive (screens and forms)."""
