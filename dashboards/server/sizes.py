"""How large a request may be. What a dashboard asks is a few kilobytes; only a handed-in workbook is large.

The page 我的报送 reads its files piece by piece under a limit of its own (page/drop.py), so that it can say what is wrong.
"""

from flask import Request

LARGEST = 8 << 20  # bytes; an import of all dashboard files sends about 0.1 MB
HAND_IN = "/submissions/files"


class SizedRequest(Request):
    """A request whose body is refused with 413 beyond the service's limit, except where files are handed in."""

    @property
    def max_content_length(self) -> int | None:
        return None if self.path == HAND_IN else super().max_content_length


def install(app) -> None:
    app.request_class = SizedRequest
