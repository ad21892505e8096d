"""What must hold however a region looks: a change of the input moves the figures one way only."""

from dataclasses import replace

import pytest

from tests.reckoning.world import Post, Region, Row

pytestmark = [pytest.mark.property, pytest.mark.slow]
SEED = 1
# A state may only move to the right within its line, never to one that is not named there.
MAY_BECOME = {
    "合规": {"合规", "待核"}, "不适用": {"不适用", "待核"}, "待核": {"待核"}, "超限": {"超限"}, "预警": {"预警"},
    "无数据": {"无数据"}, "仅展示": {"仅展示"},
}  # fmt: skip
FIGURES = """
    select review_year, rule_id, scope_kind, scope_code, level_group, is_judged, over_post, over_post_worst, established, state
    from marts.mart_over_post where is_judged"""


def figures(connection) -> dict:
    return {row[:6]: row[6:] for row in connection.execute(FIGURES).fetchall()}


def rosters(region: Region):
    return [file for file in region.rosters if file.form == "B" and not file.held]


def test_an_exempt_applicant_never_raises_over_post(changed):
    """One more applicant with an open code in every unit that a roster names, at each senior title."""

    def add(region):
        for file in rosters(region):
            for unit in {id(row.unit): row.unit for row in file.rows if row.unit and file.has_tilt}.values():
                titles = ("副主任医师", "高级教师", "正高级工程师", "工程师")
                file.rows += [Row(region.person(), unit, title, codes) for title, codes in zip(titles, (("1",), ("5", "3"), ("10",), ("3",)))]

    before, _, after = changed(SEED, add)
    was, now = figures(before), figures(after)
    assert was.keys() <= now.keys()
    assert {key: (row, now[key]) for key, row in was.items() if now[key] != row} == {}
    assert before.execute("select sum(applied) from marts.mart_pass_rate").fetchone() < after.execute("select sum(applied) from marts.mart_pass_rate").fetchone()


def test_a_waiting_row_never_makes_a_state_better(changed):
    """A row without unit and one with an unknown title in every roster; over-post and quota."""

    def add(region):
        for file in rosters(region):
            unit = next((row.unit for row in file.rows if row.unit), None)
            file.rows += [Row(region.person(), None, "正高级教师"), Row(region.person(), None, "副主任医师"), Row(region.person(), unit, "无此职称")]

    before, _, after = changed(SEED, add)
    was, now = figures(before), figures(after)
    assert was.keys() == now.keys()
    better = {key: (row, now[key]) for key, row in was.items() if now[key][3] not in MAY_BECOME[row[3]] or now[key][:1] != row[:1]}
    assert better == {}
    assert any(now[key][3] != row[3] for key, row in was.items())
    quota = "select review_year, quota_scope_code, applied_state from marts.mart_quota_usage"
    was, now = ({row[:2]: row[2] for row in c.execute(quota).fetchall()} for c in (before, after))
    assert {key: (state, now[key]) for key, state in was.items() if now[key] not in MAY_BECOME[state]} == {}


def test_splitting_a_unit_never_lowers_the_excess(changed):
    """Every unit without teachers falls in two: people by turns, posts and vacancies anywhere."""

    def split(region):
        for unit in list(region.units):
            rows = [row for file in region.rosters for row in file.rows if row.unit is unit]
            if unit.reform or not unit.posts or any("教师" in row.title or row.title == "不存在的职称" for row in rows):
                continue
            other = replace(unit, name=unit.name + "分部", posts=[])
            for number, post in enumerate(unit.posts):
                vacant = max(0, post.established - post.occupied) if post.stated_vacant is None else post.stated_vacant
                part = vacant * (number % 2)
                other.posts.append(Post(post.level, post.established // 3, 0, vacant - part))
                unit.posts[number] = Post(post.level, post.established - post.established // 3, 0, part)
            region.units.append(other)
            for row in rows:
                row.unit = other if row.person.number % 2 else unit

    before, _, after = changed(SEED, split)
    was, now = ({key: row for key, row in figures(c).items() if key[1].startswith("R-POST-01")} for c in (before, after))
    assert was.keys() == now.keys()
    lower = {key: (row, now[key]) for key, row in was.items() if row[0] is not None and (now[key][0] < row[0] or now[key][2] != row[2])}
    assert lower == {}
    assert any(now[key][0] > row[0] for key, row in was.items() if row[0] is not None)


MARTS = ("mart_over_post", "mart_compliance", "mart_quota_usage", "mart_pass_rate", "mart_tilt", "mart_application")


def contents(connection, mart: str) -> list[tuple]:
    return sorted(map(repr, connection.execute(f"select * exclude (run_id, as_of, policy_version) from marts.{mart}").fetchall()))


def test_order_changes_nothing(changed):
    """Rows turned round and files renamed so that the last comes first; people, units and posts that stand twice and differ."""

    def contradict(region):
        for file in rosters(region):
            known = [row for row in file.rows if row.unit and row.person.has_id]
            there = [unit for unit in region.units if (unit.year, unit.body) == (file.year, file.body)]
            file.rows += [replace(row, unit=there[-1], codes=("3",), way=None) for row in known[:3]]
        for unit in [unit for unit in region.units if unit.posts][::4]:
            posts = [replace(post, established=post.established + 7) for post in unit.posts]
            region.units.append(replace(unit, kind="企业" if unit.kind else None, banner=None, affiliation="盟市", posts=posts))
        for file in region.results:
            file.rows += [replace(outcome, result="未通过" if file.has_result else None) for outcome in file.rows[:3]]

    def turn(region):
        contradict(region)
        for file in region.rosters + region.results:
            file.place = f"{9 - len(file.place) % 9}-{file.place}"

    _, _, straight = changed(SEED, contradict)
    _, _, turned = changed(SEED, turn, order=-1)
    for mart in MARTS:
        left, right = contents(straight, mart), contents(turned, mart)
        different = [pair for pair in zip(left, right) if pair[0] != pair[1]]
        assert (len(left), different[:3]) == (len(right), []), mart
