"""The templates that the page offers: one for each form, written again only when they would differ."""

import shutil

from dagster_project.forms.offered import offer_templates
from dagster_project.forms.template import templates
from dagster_project.home import DBT_DIR


def test_each_form_has_its_template_and_nothing_is_written_twice(home):
    folder = home.outbox / "模板"
    assert offer_templates(home) == len(templates()) == len(list(folder.glob("*.xlsx")))
    assert all(file.stat().st_mode & 0o077 == 0 for file in folder.iterdir())
    written = {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}
    assert offer_templates(home) == 0
    assert written == {file.name: file.stat().st_mtime_ns for file in folder.iterdir()}


def test_own_rows_of_forms_change_the_templates_and_retired_ones_go(home):
    offer_templates(home)
    folder = home.outbox / "模板"
    (folder / "旧表.xlsx").write_bytes(b"retired")
    own = home.raw / "seeds" / "codes"
    shutil.copytree(DBT_DIR / "seeds" / "codes", own)
    with (own / "tilt_code.csv").open("a", encoding="utf-8") as out:
        out.write("\n")
    assert offer_templates(home) > 0
    assert not (folder / "旧表.xlsx").exists()
