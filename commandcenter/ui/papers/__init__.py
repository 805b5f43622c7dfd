"""公文: the pages as they will be printed, the editor beside them, and what becomes of a paper."""
