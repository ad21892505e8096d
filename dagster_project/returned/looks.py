"""How a returned workbook looks, the same for both writers."""

from dagster_project.reports.layout import lines_needed
from dagster_project.returned.findings import WAITS

COLOURS = {WAITS: "F8B4B4", "提示": "FFF2A8"}  # RGB; chosen to be known again as ours
HEAD_COLOUR = "DCE6F1"
BODY_FONT, HEAD_FONT = "宋体", "黑体"
WIDTH_ISSUE, WIDTH_STATUS = 64, 15
COMMENT_WIDTH, COMMENT_LINE = 320, 22  # pixels
COMMENT_CHARS = 22  # Chinese characters in one line of a comment
LONGEST_LIST = 255  # of a list written into a cell's rule, by the file format
AUTHOR = "职称统计"


def comment_height(text: str) -> int:
    """Pixels that show the whole comment."""
    lines = sum(1 + len(line) // COMMENT_CHARS for line in text.split("\n"))
    return min(420, 16 + COMMENT_LINE * lines)


def text_height(text: str, width: float) -> float:
    """Points that a wrapped text takes in cells of this width."""
    return 15 * lines_needed(text, width - 2) + 3
