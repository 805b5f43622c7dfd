"""Floor 4½: work that needs many floors and no window: files in, papers, exports, services."""
