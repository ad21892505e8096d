"""The cases the sample is built to show, and the arithmetic that makes them exact.

The rules are those of the notices as read in the project: allowed = 5 * established // 100; over the limit when the
excess is above it; certain only when the worst case keeps it.
"""

from random import Random

LIMIT = (5, 100)

# 2023: banner -> case. The margin is excess minus allowed.
OVER_POST = {
    "150202": ("above", 1),
    "150523": ("above", 1),
    "150402": ("above", 2),
    "150602": ("above", 3),
    "150203": ("at", 0),
    "150821": ("at", 0),
    "152502": ("at", 0),
    "150204": ("under", -1),
    "150923": ("under", -1),
    "150421": ("waiting", 0),
    "150622": ("no_table", 0),
}
OVER_DEPARTMENT = "内蒙古自治区水利厅"
REFORM_BANNER = "152201"
TEACHER_OVER_BANNERS = ("150122", "152921")
NO_BANNER_BODY = "150700"
DESIGN_YEAR = 2023

QUOTA_2023 = {
    "150100": 19, "150200": 17, "150700": 17, "152200": 14, "150500": 22, "150400": 30, "152500": 9, "150900": 14,
    "150600": 17, "150800": 12, "150300": 6, "152900": 6, "150781": 4, "152501": 3, "L15a": 3, "L15b": 4, "L16": 3,
}  # fmt: skip
QUOTA_OVER = "150300"
QUOTA_ON = "152501"
# Bodies where no row may wait for its unit in the year of the cases: such a row would count in every scope.
CERTAIN_BODIES = ("150200", "150800", "152500", "150900", QUOTA_OVER, QUOTA_ON)

NO_OUTCOME_COLUMN = ("152900", 2023)
NO_RESULTS = ("152200", 2024)
RESULTS_WITHOUT_ID = "150800"
TILT_IN_2023 = ("150100", "150500", "150600")
EXTRA_COLUMNS_BODY = "150400"
GREEN_BODIES = {
    2023: ("150100", "150200", "150600", "150400", "150000"),
    2024: ("150100", "150200", "150700", "150000"),
}


def allowed(established: int) -> int:
    """Whole persons beyond the posts that the limit permits."""
    return LIMIT[0] * established // LIMIT[1]


def established_for(excess: int, margin: int, least: int, rng: Random) -> int:
    """A number of established posts, `least` or more, for which excess - allowed == margin; -1 if there is none."""
    low, high = 20 * (excess - margin), 20 * (excess - margin) + 19
    return rng.randint(max(low, least), high) if excess >= margin and least <= high else -1


def state_of(excess: int, worst: int, established: int, posts_missing: bool) -> str:
    """合规, 超限, 待核 or 不适用 of one scope in a year with a limit (decisions 5 and 17 of the domain notes)."""
    if established == 0 and not posts_missing:
        return "超限" if excess else "待核" if worst else "不适用"
    if excess > allowed(established):
        return "待核" if posts_missing else "超限"
    return "合规" if worst <= allowed(established) else "待核"


def quota_target(scope: str, scale: float, rng: Random) -> int:
    """How many 正高级 teachers apply on a quota line in the year of the cases: one over, one exactly on, others below."""
    quota = QUOTA_2023[scope]
    if scope == QUOTA_OVER:
        return quota + 1
    if scope == QUOTA_ON:
        return quota
    return min(quota - 1, max(1, round(quota * rng.uniform(0.5, 0.85) * scale)))

# Tables of totals: these bodies hand in none; in this one, of 2023, one cell of the 在编 table says one person more than the
# rosters. All others agree: distinct applications of public institutions, rows that wait left out.
TOTALS_MISSING = ("152900", "152500", "150900")
TOTALS_DIFFER = ("150400", 2023)
# Registers of 2023: a publicity of green channel that is long enough, and one that is a day short; an extension.
PUBLICITY_BODIES = {"150100": (("2023/5/8", "2023/5/15"),), "150200": (("2023/5/8", "2023/5/15"), ("2023/5/8", "2023/5/11"))}
EXTENSION_BODY = ("150200", 2023)
CONSULTED_BODY = ("150500", 2024)
