"""What a region can hold, as plain objects: units, roster files, result files, quotas. The truth the workbooks are written from."""

from dataclasses import dataclass, field

YEARS = (2023, 2024)
BODIES = {
    "150100": "呼和浩特市", "150200": "包头市", "150300": "乌海市", "150400": "赤峰市", "150500": "通辽市", "150900": "乌兰察布市",
    "152200": "兴安盟", "150781": "满洲里市", "152501": "二连浩特市", "150000": "自治区直属",
}  # fmt: skip
BANNERS = {
    "150100": {"150102": "新城区", "150105": "赛罕区", "150121": "土默特左旗"},
    "150200": {"150202": "东河区", "150203": "昆都仑区", "150221": "土默特右旗"},
    "150300": {"150302": "海勃湾区", "150303": "海南区", "150304": "乌达区"},
    "150400": {"150402": "红山区", "150404": "松山区", "150430": "敖汉旗"},
    "150500": {"150502": "科尔沁区", "150523": "开鲁县", "150525": "奈曼旗"},
    "150900": {"150902": "集宁区", "150924": "兴和县", "150921": "卓资县"},
    "152200": {"152201": "乌兰浩特市", "152223": "扎赉特旗", "152224": "突泉县"},
}  # fmt: skip
DEPARTMENTS = {
    "150000": ("自治区教育厅", "自治区水利厅"), "150200": ("包头市卫生健康委员会", "包头市水务局"),
    "150500": ("通辽市水利局", "通辽市教育体育局"),
}  # fmt: skip
# title: (series of the national numbering, title level). A title of several series has 99, 待定系列.
TITLES = {
    "主任医师": ("04", "正高级"), "副主任医师": ("04", "副高级"), "主治医师": ("04", "中级"), "医师": ("04", "助理级"),
    "医士": ("04", "员级"), "正高级工程师": ("05", "正高级"), "高级工程师": ("05", "副高级"), "工程师": ("05", "中级"),
    "助理工程师": ("05", "助理级"), "正高级教师": ("22", "正高级"), "高级教师": ("22", "副高级"), "一级教师": ("22", "中级"),
    "高级会计师": ("17", "副高级"), "会计师": ("17", "中级"), "副研究馆员": ("99", "副高级"),
}  # fmt: skip
UNKNOWN_TITLE = "不存在的职称"
LEVEL_CODES = {"正高级": "411", "副高级": "412", "中级": "420", "助理级": "434", "员级": "435"}
POST_LEVELS = {"正高级": "正高级", "副高级": "副高级", "中级": "中级", "助理级": "初级", "员级": "初级"}


@dataclass
class Person:
    """`number` is unique. Without an ID number each row is a person of its own (decision 11)."""

    number: int
    has_id: bool = True


@dataclass
class Post:
    level: str
    established: int
    occupied: int
    stated_vacant: int | None = None


@dataclass
class Unit:
    """A unit of one body in one year. kind None: not in the register. posts None: in no post table."""

    year: int
    body: str
    name: str
    kind: str | None
    affiliation: str
    banner: str | None
    banner_written: bool
    department: str | None
    posts: list[Post] | None
    reform: tuple[str, str | None] | None = None


@dataclass
class Row:
    """One roster row. `way` is 申报渠道, `mode` 申报方式, `item` 绿色通道类别; None is an empty cell."""

    person: Person
    unit: Unit | None
    title: str
    codes: tuple[str, ...] = ()
    way: str | None = None
    mode: str | None = None
    employment: str | None = None
    item: str | None = None
    said_affiliation: str | None = None


@dataclass
class RosterFile:
    """has_tilt, has_more: the file has the column 倾斜政策; has our optional columns. held: its title row names another year."""

    year: int
    body: str
    place: str
    form: str
    has_tilt: bool
    has_more: bool
    held: bool = False
    rows: list[Row] = field(default_factory=list)


@dataclass
class Outcome:
    person: Person
    unit: Unit
    title: str
    result: str | None
    mode: str | None = None
    filed: bool = False


@dataclass
class ResultFile:
    year: int
    body: str
    place: str
    has_result: bool
    has_id: bool
    rows: list[Outcome] = field(default_factory=list)


@dataclass
class Region:
    """quota: {year: {printed name of the line: persons}}; other_units is the part of 师大附中's line for other units."""

    seed: int
    bodies: list[str]
    units: list[Unit] = field(default_factory=list)
    rosters: list[RosterFile] = field(default_factory=list)
    results: list[ResultFile] = field(default_factory=list)
    quota: dict[int, dict[str, int]] = field(default_factory=dict)
    other_units: int = 0
    people: int = 0

    def person(self, has_id: bool = True) -> Person:
        """A new person of this region."""
        self.people += 1
        return Person(self.people, has_id)
