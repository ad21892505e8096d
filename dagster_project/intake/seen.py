"""The hashes of the inbox as it was seen last, so that what lies there unchanged is not read again. Derived: without it
every file is.
"""

import json
import os
import time
from pathlib import Path

from dagster_project.home import Home

SURE_SECONDS = 3.0  # a file that changed so shortly before it was hashed may change again and bear the same times

State = list[int]


def state_of(file: str | Path) -> State:
    """[size, time of change, time of change of the entry, inode]: a file replaced or written to has another one."""
    found = os.stat(file, follow_symlinks=False)
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


class Seen:
    """{path below the inbox: (state, sha256)} of one inbox. is_same: it was looked at before, in this very place: a home
    that was moved or copied has new files with old contents.
    """

    def __init__(self, home: Home, inbox: Path):
        self.file, self.inbox = home.raw / "seen.json", str(inbox.absolute())
        self.is_same, self.before = self._load()
        self.now: dict[str, list] = {}

    def _load(self) -> tuple[bool, dict[str, list]]:
        try:
            stored = json.loads(self.file.read_text("utf-8"))
            is_same = stored["inbox"] == self.inbox
            return is_same, stored["files"] if is_same else {}
        except (OSError, ValueError, KeyError, TypeError):
            return False, {}

    def sha256(self, path: str, state: State) -> str | None:
        """The hash of a file that is in the state in which it was hashed."""
        known = self.before.get(path)
        if known is None or known[0] != state:
            return None
        self.now[path] = known
        return known[1]

    def note(self, path: str, state: State, sha256: str) -> None:
        """state: as it was before and after the file was hashed."""
        changed = max(state[1], state[2]) / 1e9
        if time.time() - changed > SURE_SECONDS:
            self.now[path] = [state, sha256]

    def save(self) -> None:
        """Of the files that lie there now."""
        if self.is_same and self.now == self.before:
            return
        temporary = self.file.with_name("seen.json.tmp")
        temporary.write_text(json.dumps({"inbox": self.inbox, "files": self.now}), "utf-8")
        os.replace(temporary, self.file)
