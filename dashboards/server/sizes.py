"""How large a request may be. What a dashboard asks is a few kilobytes; only a handed-in workbook is large.

The page 我的报送 reads its files piece by piece under a limit of its own (page/drop.py), so that it can say what is wrong.
"""

from flask import Request, jsonify, make_response, request

LARGEST = 8 << 20  # bytes; an import of all dashboard files sends about 0.1 MB
HAND_IN = "/submissions/files"
SAID = "请求过大，没有受理。报送文件请用“我的报送”。"


class SizedRequest(Request):
    """A request whose body is refused with 413 beyond the service's limit, except where files are handed in."""

    @property
    def max_content_length(self) -> int | None:
        return None if self.path == HAND_IN else super().max_content_length


def _in_chinese(response):
    """The refusal in words a reader understands."""
    ours = response.status_code == 413 and response.is_json and request.path != HAND_IN
    return make_response(jsonify(message=SAID), 413) if ours else response


def install(app) -> None:
    app.request_class = SizedRequest
    app.after_request(_in_chinese)
