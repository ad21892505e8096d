"""The blank templates that the page 我的报送 offers: outbox/模板/, written anew when forms, codes or templates change."""

import hashlib
from pathlib import Path

from dagster_project.forms.template import HERE
from dagster_project.home import Home
from dagster_project.outbox import write_whole

FOLDER, STAMP = "模板", ".stamp"


def offer_templates(home: Home) -> int:
    """One workbook for each form in force; returns how many were written, 0 when nothing has changed."""
    folder, stamp = home.outbox / FOLDER, _stamp(home)
    if _read(folder / STAMP) == stamp:
        return 0
    from dagster_project.forms.template import templates
    from dagster_project.forms.workbook import write_template

    offered = templates(None, None, home.seeds("forms"), home.seeds("codes"))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for template in offered:
        part = folder / f".{template.code}.xlsx"
        write_template(template, part)
        part.chmod(0o600)
        part.replace(folder / f"{template.name}.xlsx")
    wanted = {f"{template.name}.xlsx" for template in offered}
    for file in folder.glob("*.xlsx"):
        if file.name not in wanted:
            file.unlink()
    write_whole(folder / STAMP, stamp.encode())
    return len(offered)


def _stamp(home: Home) -> str:
    """sha256 of all that a template is made from."""
    files = [*sorted(HERE.glob("*.py")), *sorted(HERE.glob("template*.csv"))]
    for group in ("forms", "codes"):
        files += sorted(home.seeds(group).glob("*.csv"))
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
