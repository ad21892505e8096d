"""From the region's truth to what counts: units and their scopes, applications, waiting rows. Decisions 2, 3, 4c, 8, 11, 13, 17."""

from collections import Counter
from dataclasses import dataclass, field

from tests.reckoning.world import BANNERS, BODIES, TITLES, Region, RosterFile, Row, Unit

OPEN_CODES, OPEN_PROGRAMS = {"1", "3", "10"}, {"绿色通道", "定向评价", "农牧民"}
OPEN_CHANNELS, OPEN_MODES = {"离岗创办", "兼职"}, {"认定", "考试", "重新确认"}
PROGRAMS = {"绿色通道", "定向评价", "农牧民", "社会化"}
LAST_DAY = {2023: "2023-06-20", 2024: "2024-12-31"}  # NM2023 二(一)1; without a deadline of the region's 31 December


@dataclass
class Application:
    """body × person × year × series × level × program; `units` holds one unit here."""

    year: int
    body: str
    person: str
    series: str
    level: str
    program: str
    unit: Unit
    codes: set = field(default_factory=set)
    unmarked: bool = False
    mode: str | None = None
    channel: str | None = None
    employment: str | None = None
    outcome: object = None
    outcome_stated: bool = True


@dataclass
class Waiting:
    """A row that cannot be counted yet. unit None: its scope is unknown; title None: its title is."""

    year: int
    body: str
    unit: Unit | None
    title: str | None
    row: Application


def visible(row: Row, file: RosterFile) -> Row:
    """The row as the file's columns can show it."""
    more, green = file.has_more and file.form == "B", file.has_more and file.form == "A"
    return Row(
        row.person, row.unit, row.title, row.codes if file.has_tilt else (), row.way if more else None, row.mode if more else None,
        row.employment if more else None, row.item if green else None,
        (row.said_affiliation or (row.unit.affiliation if row.unit else None)) if file.form == "B" else None,
    )  # fmt: skip


class Facts:
    """All facts of a region, reckoned once."""

    def __init__(self, region: Region):
        self.region = region
        self.rows = [(file, visible(row, file)) for file in region.rosters for row in file.rows]
        self.with_roster = {(f.year, f.body) for f in region.rosters if not f.held and f.rows}
        self.with_results = {(f.year, f.body) for f in region.results if f.rows}
        self.units = [unit for unit in region.units if self._is_seen(unit)]
        self.applications: list[Application] = []
        self.waiting: list[Waiting] = []
        self._read()
        self.unmatched, self.ambiguous = [], []
        self._match()

    def _of(self, unit: Unit) -> list[Row]:
        return [row for file, row in self.rows if row.unit is unit and not file.held]

    def _is_seen(self, unit: Unit) -> bool:
        """A unit is known from the register, the post table or a roster in force."""
        return bool(unit.kind or unit.posts or self._of(unit))

    def is_public(self, unit: Unit) -> bool:
        """The register says; else 事业单位 if it has a post table or none of the codes 7 and 9."""
        if unit.kind:
            return unit.kind == "事业单位"
        return bool(unit.posts) or not {code for row in self._of(unit) for code in row.codes} & {"7", "9"}

    @staticmethod
    def is_reform(unit: Unit) -> bool:
        """Its dates meet 1 January to the year's application deadline; an empty end is open."""
        if not (unit.reform and unit.kind):
            return False
        since, until = unit.reform
        return since <= LAST_DAY[unit.year] and (until is None or until >= f"{unit.year}-01-01")

    def affiliation(self, unit: Unit) -> str | None:
        """Register, then post table, then the most frequent in the rosters, last a result file."""
        if unit.kind or unit.posts:
            return unit.affiliation
        said = Counter(row.said_affiliation for row in self._of(unit) if row.said_affiliation)
        if said:
            return said.most_common(1)[0][0]
        in_results = any(outcome.unit is unit for file in self.region.results for outcome in file.rows)
        return unit.affiliation if in_results else None

    @staticmethod
    def unplaced(body: str) -> str:
        return f"{'自治区' if body == '150000' else BODIES[body]}未归属"

    def department(self, unit: Unit) -> str:
        """Its competent department by the register or the post table, whatever its affiliation (BT2023, TL2024)."""
        return (unit.department if unit.kind or unit.posts else None) or self.unplaced(unit.body)

    def scope(self, unit: Unit) -> tuple[str, str]:
        """(code, name) of its measuring scope; a department's code is left empty, its name is compared."""
        body, affiliation = unit.body, self.affiliation(unit)
        unplaced = self.unplaced(body)
        if body in ("150781", "152501"):
            return body, BODIES[body]
        written = bool(unit.kind or unit.posts)
        if affiliation == "区直":
            return ("", unit.department) if written and unit.department else (f"{body}-9", unplaced)
        if affiliation == "盟市":
            return f"{body}-0", f"{BODIES[body]}本级"
        name = BANNERS.get(body, {}).get(unit.banner)
        if name and (name in unit.name or (written and unit.banner_written)):
            return unit.banner, name
        return f"{body}-9", unplaced

    def _application(self, file: RosterFile, number: int, row: Row) -> Application:
        series, level = TITLES.get(row.title, (None, None))
        person = f"p{row.person.number}" if row.person.has_id else f"row{number}"
        program = row.way if row.way in PROGRAMS else "绿色通道" if file.form == "A" else "正常申报"
        mode = row.mode
        if mode is None and file.form == "A" and row.item == "6" and file.year == 2023:
            mode = "重新确认"
        if mode is None and "4" in row.codes:
            mode = "认定"
        channel = row.way if row.way in {*OPEN_CHANNELS, "网上"} else None
        unmarked = not file.has_tilt and program in ("正常申报", "社会化")
        return Application(
            file.year, file.body, person, series, level, program, row.unit, set(row.codes), unmarked, mode, channel, row.employment
        )

    def _read(self) -> None:
        kept = {}
        for number, (file, row) in enumerate(self.rows):
            found = self._application(file, number, row)
            if file.held or row.unit is None or found.level is None:
                unit = None if file.held else row.unit
                if file.held and row.unit and not row.unit.kind:
                    found.unit = None  # what only a held file would tell of a unit is not certain
                self.waiting.append(Waiting(file.year, file.body, unit, row.title if found.level else None, found))
                continue
            key = (found.year, found.body, found.person, found.series, found.level, found.program)
            kept.setdefault(key, found).codes.update(found.codes)
        self.applications = list(kept.values())

    def _match(self) -> None:
        """Outcomes by person, or by name, sex, birth month and unit where either side has no number."""
        people = {f"p{row.person.number}": row.person for _, row in self.rows}
        people |= {f"row{number}": row.person for number, (_, row) in enumerate(self.rows)}
        for file in self.region.results:
            for outcome in file.rows:
                series, level = TITLES[outcome.title]
                with_id = file.has_id and outcome.person.has_id
                found = [
                    a for a in self.applications
                    if (a.year, a.body, a.series, a.level) == (file.year, file.body, series, level)
                    and people[a.person] is outcome.person and (a.unit is outcome.unit or with_id)
                    and (not with_id or outcome.person.has_id)
                ]  # fmt: skip
                if len(found) == 1:
                    found[0].outcome, found[0].outcome_stated = outcome, file.has_result
                else:
                    (self.ambiguous if found else self.unmatched).append((file, outcome))
        for application in self.applications:
            said = application.outcome.mode if application.outcome else None
            application.mode = application.mode or said or "评审"

    def is_bound(self, a: Application) -> bool:
        """Post-bound by decision 2; for a waiting row: unless it is exempt for certain."""
        return not (
            a.codes & OPEN_CODES or a.program in OPEN_PROGRAMS or a.channel in OPEN_CHANNELS or a.mode in OPEN_MODES
            or a.employment == "非在编" or (a.unit is not None and not self.is_public(a.unit))
        )  # fmt: skip
