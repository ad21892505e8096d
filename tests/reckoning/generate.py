"""A random region from a seed: every case of the decisions occurs often, and most scopes stand on an edge of the 5 %."""

from random import Random

from tests.reckoning.world import (
    BANNERS,
    BODIES,
    DEPARTMENTS,
    TITLES,
    UNKNOWN_TITLE,
    YEARS,
    Outcome,
    Post,
    Region,
    ResultFile,
    RosterFile,
    Row,
    Unit,
)  # fmt: skip

EDGES = (19, 20, 39, 40, 40, 20)
KINDS = ("人民医院", "水务中心", "中学", "工程公司", "农业服务站")
PLAIN, OPEN = ("", "2", "5", "6", "8", "2、5"), ("1", "3", "10", "3、5", "1、8", "4", "1、4")
SAME_SCHOOL = ("内蒙古师大附属中学", "内蒙古师范大学附属中学", "师大附中")
OWN_LINE = {"150000": "内蒙古师大附属中学", "150100": "呼和浩特市第二中学"}
OTHER_SCHOOL = "内蒙古师大附属第二中学"
REFORM = {
    2023: [("2022-06-01", None), ("2023-06-20", None), ("2023-06-21", None), ("2022-01-01", "2023-01-01"), ("2022-01-01", "2022-12-31")],
    2024: [("2024-03-01", None), ("2022-01-01", "2024-01-01"), ("2022-01-01", "2023-12-31")],
}  # fmt: skip


def generate(seed: int) -> Region:
    """The region of this seed: 包头市, 通辽市, 自治区直属, one or two other leagues, sometimes a city reported apart."""
    r = Random(seed)
    leagues = r.sample([code for code in BANNERS if code not in ("150200", "150500")], r.choice((1, 2)))
    apart = r.sample(["150781", "152501"], r.choice((0, 1, 1)))
    region = Region(seed, ["150200", "150500", "150000", *leagues, *apart])
    for year in YEARS:
        for body in region.bodies:
            units = _units(r, year, body)
            region.units += units
            if r.random() > 0.06:
                _rosters(r, region, year, body, units)
        _across_bodies(r, region, year)
        for body in region.bodies:
            if r.random() < 0.75:
                _results(r, region, year, body)
    _quota(r, region)
    return region


def _units(r: Random, year: int, body: str) -> list[Unit]:
    """Three to five scopes of one to three units, their senior posts adding up to an edge."""
    places = [("旗县区", code) for code in BANNERS.get(body, {})] + [("盟市", None)]
    if body in DEPARTMENTS and body == "150000":
        places = [("区直", None)] * 3
    if body not in BANNERS and body != "150000":
        places = [("旗县区", body), ("盟市", None)]
    if r.random() < 0.3:
        places.append(("旗县区", None))
    units: list[Unit] = []
    for affiliation, banner in places:
        left = r.choice(EDGES) if r.random() < 0.8 else r.randint(0, 60)
        count = r.choice((1, 2, 2, 3))
        department = r.choice(DEPARTMENTS.get(body, (None,)))
        for number in range(count):
            senior = left if number == count - 1 else r.randint(0, left)
            left -= senior
            units.append(_unit(r, year, body, affiliation, banner, department, senior, len(units)))
    if body in OWN_LINE:
        units.append(_unit(r, year, body, "盟市" if body != "150000" else "区直", None, department, 10, 0, r.choice(SAME_SCHOOL) if body == "150000" else OWN_LINE[body]))
    if body == "150000":
        units.append(_unit(r, year, body, "区直", None, department, 5, 0, OTHER_SCHOOL))
    return units


def _unit(r, year, body, affiliation, banner, department, senior, number, name=None) -> Unit:
    """One unit; 乡镇 stands for 旗县区 at times, a banner may be read from the name only, some are in reform."""
    prefix = "" if body == "150000" else BODIES[body]
    banner_name = BANNERS.get(body, {}).get(banner, "")
    in_name = bool(banner_name) and r.random() < 0.6
    if affiliation == "盟市" and body in BANNERS and r.random() < 0.4:
        banner = r.choice(list(BANNERS[body]))  # written, and yet the body's own level: 单位所属 goes first
    kind = r.choice(["事业单位"] * 7 + ["企业", "非公企业", None, None])
    what = r.choice(KINDS)
    unit = Unit(
        year=year, body=body, name=name or f"{prefix}{banner_name if in_name else ''}第{number + 1}{what}", kind=kind,
        affiliation="乡镇" if affiliation == "旗县区" and r.random() < 0.3 else affiliation, banner=banner,
        banner_written=not in_name or r.random() < 0.5, department=department if r.random() < 0.93 else None,
        posts=_posts(r, senior) if kind in ("事业单位", None) and r.random() < 0.88 else None,
    )  # fmt: skip
    if kind == "事业单位" and r.random() < 0.15:
        unit.reform = r.choice(REFORM[year])
    return unit


def _posts(r: Random, senior: int) -> list[Post]:
    """A post table: the senior posts as one sum or apart, and the lower levels at times."""
    head = r.randint(0, senior // 3) if senior else 0
    way = r.random()
    posts = [_post(r, "高级", senior)] if way < 0.35 else [_post(r, "正高级", head), _post(r, "副高级", senior - head)]
    if way > 0.9:
        posts = [_post(r, "副高级", senior)]
    if r.random() < 0.6:
        posts.append(_post(r, "中级", r.choice((0, 5, 20, 40))))
    if r.random() < 0.3:
        posts.append(_post(r, "初级", r.randint(0, 20)))
    return posts


def _post(r: Random, level: str, established: int) -> Post:
    occupied = max(0, established - r.choice((0, 0, 1, 2)) + (r.random() < 0.05))
    return Post(level, established, occupied, r.choice((None, None, None, 0, 1, 2)))


def _rosters(r: Random, region: Region, year: int, body: str, units: list[Unit]) -> None:
    """Two rosters B, at times a green-channel roster and a file of another year that is held back."""
    first = RosterFile(year, body, "花名册一.xlsx", "B", r.random() < 0.9, r.random() < 0.7)
    second = RosterFile(year, body, "科室/花名册二.xlsx", "B", r.random() < 0.8, r.random() < 0.5)
    green = RosterFile(year, body, "绿色通道.xlsx", "A", False, r.random() < 0.5)
    for unit in units:
        for row in _applicants(r, region, unit):
            r.choice((first, first, second)).rows.append(row)
        if r.random() < 0.15:
            item = r.choice((None, "1", "3", "6"))
            green.rows.append(Row(region.person(), unit, r.choice(list(TITLES)), item=item))
    for _ in range(r.choice((0, 0, 1, 2))):
        first.rows.append(_row(r, region.person(), None, r.choice(list(TITLES))))
    for _ in range(r.choice((0, 1, 2))):
        second.rows.append(_row(r, region.person(), r.choice(units), UNKNOWN_TITLE))
    # A file of which most people stand in another one as well is held and asked about: not meant here.
    alike = (first.has_tilt, first.has_more) == (second.has_tilt, second.has_more) and min(len(first.rows), len(second.rows)) > 4
    for row in r.sample(first.rows, min(2, len(first.rows))):
        (r.choice((first, second)) if alike else first).rows.append(row)
    region.rosters += [file for file in (first, second, green) if file.rows]
    if r.random() < 0.12:
        held = RosterFile(year, body, "旧年.xlsx", "B", True, True, held=True)
        held.rows = [_row(r, region.person(), r.choice(units), r.choice(list(TITLES))) for _ in range(3)]
        region.rosters.append(held)


def _applicants(r: Random, region: Region, unit: Unit) -> list[Row]:
    """Around as many senior applicants as there are vacancies, so that the excess of a scope is 0 to 4; some below."""
    school = "中学" in unit.name
    senior = ["正高级教师", "高级教师", "高级教师", "高级会计师"] if school else ["主任医师", "副主任医师", "高级工程师", "副研究馆员"]
    lower = ["一级教师", "会计师"] if school else ["主治医师", "工程师", "助理工程师", "医士", "医师"]
    vacant = sum(max(0, p.established - p.occupied) for p in unit.posts or [] if "高" in p.level)
    rows = [_row(r, _someone(r, region), unit, r.choice(senior)) for _ in range(vacant + r.choice((0, 0, 1, 1, 2)))]
    rows += [_row(r, _someone(r, region), unit, r.choice(lower)) for _ in range(r.choice((0, 1, 3)))]
    if rows and r.random() < 0.2:
        again = r.choice(rows)
        if again.person.has_id:
            rows.append(_row(r, again.person, unit, r.choice(senior)))
    return _without_contradictions(rows)


def _someone(r: Random, region: Region):
    return region.person(has_id=r.random() > 0.06)


def _without_contradictions(rows: list[Row]) -> list[Row]:
    """One row for a person, title and program: rows of one application that contradict each other are not reckoned here."""
    kept = {}
    for row in rows:
        kept.setdefault((row.person.number, TITLES[row.title]), row)
    return list(kept.values())


def _row(r: Random, person, unit: Unit | None, title: str) -> Row:
    codes = r.choice(OPEN) if r.random() < 0.3 else r.choice(PLAIN) if r.random() < 0.4 else ""
    enterprise = unit is not None and unit.kind in ("企业", "非公企业", None) and unit.posts is None
    if enterprise and r.random() < 0.5:
        codes = r.choice(("7", "9", "7、3"))

    def pick(values, share):
        return r.choice(values) if r.random() < share else None

    return Row(
        person, unit, title, tuple(codes.split("、")) if codes else (),
        way=pick(("定向评价", "农牧民", "社会化", "离岗创办", "兼职", "网上", "绿色通道", "单位"), 0.2),
        mode=pick(("认定", "考试", "重新确认", "评审"), 0.12), employment=pick(("非在编", "在编"), 0.3),
        said_affiliation=pick(("盟市", "旗县区"), 0.1) if unit is not None and (unit.kind or unit.posts) else None,
    )  # fmt: skip


def _across_bodies(r: Random, region: Region, year: int) -> None:
    """A few people apply in a second body as well: each body counts them."""
    files = [file for file in region.rosters if file.year == year and file.form == "B" and not file.held and file.body != "150000"]
    for _ in range(3):
        source, target = r.choice(files), r.choice(files)
        row = r.choice(source.rows)
        known = row.unit and row.title in TITLES and row.person.has_id
        if known and all(row.person is not other.person for file in files if file.body == target.body for other in file.rows):
            there = [unit for unit in region.units if (unit.year, unit.body) == (year, target.body)]
            target.rows.append(_row(r, row.person, r.choice(there), row.title))


def _results(r: Random, region: Region, year: int, body: str) -> None:
    """Outcomes of most applications, and a few of people who never applied."""
    files = [ResultFile(year, body, f"结果{n}.xlsx", r.random() < 0.75, r.random() < 0.75) for n in range(r.choice((1, 1, 2)))]
    seen = set()
    for roster in region.rosters:
        for row in roster.rows if (roster.year, roster.body) == (year, body) else ():
            # Who applies twice for the same title has two candidates for one outcome: left to its own test.
            if row.unit and row.title in TITLES and row.person.number not in seen and r.random() < 0.8:
                seen.add(row.person.number)
                file = r.choice(files)
                file.rows.append(_outcome(r, row.person, row.unit, row.title, file.has_result))
    there = [unit for unit in region.units if (unit.year, unit.body) == (year, body)]
    for _ in range(r.choice((0, 1, 2))):
        files[0].rows.append(_outcome(r, region.person(), r.choice(there), r.choice(list(TITLES)), files[0].has_result))
    region.results += [file for file in files if file.rows]


def _outcome(r: Random, person, unit: Unit, title: str, has_result: bool) -> Outcome:
    result = r.choice(("通过", "通过", "通过", "未通过", "未通过", "缓评", "取消", None)) if has_result else None
    return Outcome(person, unit, title, result, "认定" if r.random() < 0.08 else None, r.random() < 0.3)


def _quota(r: Random, region: Region) -> None:
    """The region's table for 2023, nearly always; for 2024 at times."""
    for year, share in ((2023, 0.95), (2024, 0.3)):
        if r.random() < share:
            region.quota[year] = {BODIES[body]: r.randint(0, 6) for body in region.bodies if body != "150000"}
            region.quota[year]["内蒙古师大附属中学"] = r.randint(4, 7)
            if r.random() < 0.5:
                region.quota[year]["呼和浩特市第二中学"] = r.randint(0, 2)
    region.other_units = r.randint(0, 4)
