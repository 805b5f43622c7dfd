"""The page of GB/T 9704-2012: A4, 22 lines of 28 characters. Lengths in points (1/72 inch)."""

from typing import Final

MM: Final = 72 / 25.4
PAGE_W: Final = 210 * MM
PAGE_H: Final = 297 * MM
LEFT: Final = 28 * MM  # 订口 (5.2.1)
TOP: Final = 37 * MM  # 天头 (5.2.1)
TYPE_W: Final = 156 * MM  # 版心 (5.2.1)
TYPE_H: Final = 225 * MM
COLUMNS: Final = 28  # 5.2.3: 22 lines a page, 28 characters a line, filling the type area
ROWS: Final = 22
CELL_X: Final = TYPE_W / COLUMNS  # 15.79: 28 characters of 16 pt would be 5.8 pt too wide
CELL_Y: Final = TYPE_H / ROWS  # 28.99

SIZE_2: Final = 22.0  # 2号
SIZE_3: Final = 16.0  # 3号
SIZE_4: Final = 14.0  # 4号
SIZE_S4: Final = 12.0  # 小4
SIZE_5: Final = 10.5  # 5号

# Where the baseline lies in the em box of a hanzi font.
ASCENT: Final = 0.88
EPS: Final = 1e-6
