"""信息报告: drafted, signed, sent, received, and by when (screens and forms)."""
