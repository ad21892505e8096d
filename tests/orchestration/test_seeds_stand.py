"""Seeds are loaded anew when their rows are not those of the warehouse, and never are another's taken for them."""

from dagster_project.dbt_runner import note_seeds, seeds_stand
from dagster_project.policy.site import prepare
from tests.conftest import copy_home


def test_seeds_stand_until_a_row_the_file_or_the_build_is_another(finished_home, tmp_path):
    home = copy_home(finished_home, tmp_path / "home")
    assert seeds_stand(home)
    (home.site / "policy_limit.csv").write_text("rule_id,limit_numerator\nR-POST-01,4\n", "utf-8")
    assert seeds_stand(home)  # not laid out yet: the next run does that first
    prepare(home)
    assert not seeds_stand(home)
    note_seeds(home, True)
    assert seeds_stand(home)
    (home.site / "policy_limit.csv").unlink()
    prepare(home)
    assert not seeds_stand(home)
    note_seeds(home, False)  # a build that begins; killed, it leaves them so
    assert not seeds_stand(home)
    home.warehouse.unlink()
    assert not seeds_stand(home)
    note_seeds(home, False)
    assert not home.warehouse.exists()
