"""policy diff: rows by key; what it compares with is what the published figures rest on."""

import shutil

import pytest

from dagster_project.cli import main
from dagster_project.errors import UserError
from dagster_project.home import DBT_DIR
from dagster_project.policy import diff


def test_rows_added_changed_and_gone(seeds):
    old = diff.rows_of_folder(DBT_DIR / "seeds" / "policy")
    seeds.change("R-POST-01", limit_numerator="4", valid_to="2024-12-31")
    seeds.add("R-POST-01", rule_id="R-NEW")
    seeds.write("measure_scope", seeds.rows("measure_scope")[1:])
    found = diff.row_changes(old, diff.rows_of_folder(seeds.path))
    assert [(c.kind, c.seed, c.key[0]) for c in found] == [
        ("去掉", "measure_scope", "over_post_senior"), ("新增", "policy_limit", "R-NEW"), ("改动", "policy_limit", "R-POST-01"),
    ]  # fmt: skip
    assert found[-1].cells == {"limit_numerator": ("5", "4"), "valid_to": ("2023-12-31", "2024-12-31")}


def test_the_rows_kept_with_a_publication_are_those_of_its_run(home):
    diff.keep_rows(home, "r1")
    (home.site / "policy_limit.csv").write_text("rule_id,limit_numerator\nR-POST-01,4\n", "utf-8")
    run, published = diff.published_rows(home)
    with diff.scratch(home) as other:
        found = diff.row_changes(published, diff.rows_laid_out(other))
    assert run == "r1" and [(c.kind, c.key, c.cells) for c in found] == [
        ("改动", ("R-POST-01",), {"limit_numerator": ("5", "4")})
    ]  # fmt: skip
    assert not list(home.dagster.glob("policy-diff-*")) and not (home.raw / "seeds").exists()


def test_nothing_published_and_no_such_folder(home, tmp_path, capsys):
    assert main(["--home", str(home.path), "policy", "diff"]) == 1
    assert "还没有发布过数据" in capsys.readouterr().err
    with pytest.raises(UserError, match="没有规则文件"):
        diff.rows_of_folder(tmp_path / "nothing")


def test_a_release_s_rows(home, tmp_path):
    diff.keep_rows(home, "r1")
    shutil.copy(home.published / "policy.json", tmp_path)
    assert diff.row_changes(diff.rows_of_folder(tmp_path), diff.rows_laid_out(home)) == []
