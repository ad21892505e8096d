"""What is spared of an import is there as soon as it is used."""

import subprocess
import sys

SCRIPT = """
import sys
from dagster_project.spared import spared
with spared("altair", "scipy.stats"):
    import great_expectations
assert not {"altair", "scipy.stats"} & set(sys.modules)
from great_expectations.expectations.core import expect_column_kl_divergence_to_be_less_than as user
assert round(user.stats.entropy([1.0, 1.0], base=2), 9) == 1 and "scipy.stats" in sys.modules
assert user.alt.Chart.__name__ == "Chart" and "altair" in sys.modules
with spared("scipy.stats"):
    from scipy import stats
assert stats is sys.modules["scipy.stats"] and type(stats).__name__ == "module"
"""


def test_a_spared_module_is_loaded_when_touched_and_leaves_no_stand_in():
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
