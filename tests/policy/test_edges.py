"""policy check names judged limits without tests on their edges; the tests that say so speak of the limits as they are."""

import yaml

from dagster_project.home import DBT_DIR
from dagster_project.policy import check, read_policy
from dagster_project.policy.edges import WORDS, edges_of, edges_tried

LIMITS = {row["rule_id"]: row for row in read_policy().tables["policy_limit"]}
JUDGED = [rule for rule, row in LIMITS.items() if row["fate"] == "判定"]


def test_every_judged_limit_is_tried_on_all_its_edges():
    assert len(JUDGED) == 50
    assert {rule: edges_of(LIMITS[rule]) - edges_tried()[rule] for rule in JUDGED} == {rule: set() for rule in JUDGED}


def test_edges_named_are_edges_of_judged_limits():
    for rule, edges in edges_tried().items():
        assert LIMITS[rule]["fate"] == "判定" and edges <= set(WORDS), rule


def test_a_limit_without_tests_is_named(seeds):
    seeds.change("R-EXCL-01", valid_to="2030-12-31")
    seeds.add("R-EXCL-03", rule_id="R-EXCL-03-2024", valid_from="2024-01-01", valid_to="2024-12-31")
    said = {f.where.split()[-1]: f.message for f in check(read_policy(seeds=seeds.path)) if "边界测试" in f.message}
    assert said["R-EXCL-01"] == "没有边界测试：末年、失效后"
    assert said["R-EXCL-03-2024"] == "没有边界测试：生效前、首年、末年、失效后、恰在限额、刚超限额"
    assert "R-EXCL-03" not in said


def test_the_limits_given_to_unit_tests_are_those_of_the_catalogue():
    """Validity, severity and value of a limit in a test that names its edges are those of the seed."""
    tried = 0
    for path in (DBT_DIR / "models").rglob("*.yml"):
        for test in (yaml.safe_load(path.read_text("utf-8")) or {}).get("unit_tests", ()):
            named = test.get("config", {}).get("meta", {}).get("edges", {})
            given = next((g["rows"] for g in test["given"] if g["input"] == "ref('policy_limit')"), [])
            for row in given if named else []:
                for column in {"valid_from", "valid_to", "severity", "jurisdiction_code", "limit_numerator"} & row.keys():
                    assert str(row[column]) == LIMITS[row["rule_id"]][column], (test["name"], row["rule_id"], column)
                    tried += 1
    assert tried > 100
