"""Files that nobody handed in: what programs leave in folders and zips."""

_IGNORED = {"thumbs.db", "desktop.ini", "__macosx"}
_UNFINISHED = (".tmp", ".part", ".crdownload", ".download")


def is_passed_over(name: str) -> bool:
    """True for a file or folder name that is never a submission: hidden, a lock file, a half download."""
    low = name.lower()
    return name.startswith((".", "~$")) or low in _IGNORED or low.endswith(_UNFINISHED)
