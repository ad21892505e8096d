"""Tables that lay what should be rows side by side: one group of columns for each post level, or for each grade.

Each group is read as a table of its own that shares the columns of the unit with the others. Which words in a header are
such values, and which mean something else (管理岗位, 工勤岗位 have grades of their own), are rows of the form's seed.
"""

from dagster_project.forms import Form
from dagster_project.forms.catalogue import bare_key
from dagster_project.intake.layout.labels import column

MOST_OF_OTHERS = 10  # grades of 管理岗位 (国人部发〔2006〕70号)
_SUMS = {"小计", "合计", "计", "总计", "总数"}

_ENDS = ("小计", "合计", "总计")

Groups = dict[str, dict[int, str]]  # value → positions of its own columns


def spread(form: Form, above: list[list[str]]) -> tuple[list[dict[int, str]], tuple[dict[str, str], ...]] | None:
    """(columns of each group with the shared ones, what the header gives each of them); None when the labels do not say
    beyond doubt what every such column is. above: the labels of each column, outermost first.
    """
    groups: Groups = {}
    sure = True  # whether each label of a grade says whose it is
    sums: set[str] = set()  # values that only sum up those named below them
    shared: dict[int, str] = {}
    for i, stack in enumerate(above):
        value, measure, outer = _cell(form, stack)
        sums |= outer
        if value and measure:
            own = groups.setdefault(value, {})
            if measure in own.values():
                return None
            own[i] = measure
            sure &= any(word in label for label in stack for word in form.surely_wide)
        elif measure and any("级" in label and not label.endswith(_ENDS) for label in stack):
            return None  # posts of a level that nobody here knows: 十二、十三级
        elif not value and (name := column(form, stack)[0]) and name not in shared.values():
            shared[i] = name
    groups = {value: own for value, own in groups.items() if value not in sums}
    measures = {name for own in groups.values() for name in own.values()}
    if not groups or not _are_of_one_kind(form, groups, sure):
        return None
    shared = {i: name for i, name in shared.items() if name not in measures | {form.wide_column}}
    return [shared | own for own in groups.values()], tuple({form.wide_column: value} for value in groups)


def _are_of_one_kind(form: Form, groups: Groups, sure: bool) -> bool:
    """False when levels stand beside their own grades, which may be part of them or not, or when nobody says whose grades
    these are: 管理岗位 have up to ten, 工勤岗位 five.
    """
    parts = {known.value for known in form.wide.values() if known.is_part} & groups.keys()
    return not parts or (len(parts) == len(groups) and (sure or len(parts) > MOST_OF_OTHERS))


def _cell(form: Form, stack: list[str]) -> tuple[str | None, str | None, set[str]]:
    """(value, measure, values of which this one is a part) that the labels above a column say."""
    value, measure, outer = None, None, set()
    for label in reversed(stack):
        key = bare_key(label)
        if any(word in label for word in form.not_wide):
            return None, None, set()
        said, rest = _value_in(form, key)
        if said:
            outer |= {said} if value and value != said else set()
            value = value or said
        name = form.column_of(rest) if rest else None
        if name and name != form.wide_column:
            measure = measure or name
        elif not said and label is stack[-1] and key not in _SUMS:
            return None, None, set()  # something of its own: 其中女性
    return value, measure, outer


def _value_in(form: Form, key: str) -> tuple[str | None, str]:
    """(value that a label says, what else it says): 正高级 → nothing else, 正高级岗位数 → 岗位数."""
    if key in form.wide:
        return form.wide[key].value, ""
    for word in sorted(form.wide, key=len, reverse=True):
        rest = key.removeprefix(word) if key.startswith(word) else key.removesuffix(word)
        if rest != key and form.column_of(rest):
            return form.wide[word].value, rest
    return None, key


def own_positions(bands: tuple[dict[int, str], ...]) -> list[tuple[int, ...]]:
    """The positions that each of the groups has for itself."""
    shared = set.intersection(*map(set, bands))
    return [tuple(i for i in band if i not in shared) for band in bands]


def crossed(head: list[list[str | None]], forms: tuple[Form, ...]) -> tuple[int, str] | None:
    """(row number, name of the form) of a header that lays levels side by side, of which no table could be made: to be
    told what is wrong with it. Tables with a column of series have levels of right; of persons, levels mean something else.
    """
    for form in forms:
        for k, row in enumerate(head if form.wide else ()):
            keys = {bare_key(text) for text in row if text and len(text) < 30}
            values = {_value_in(form, key)[0] for key in keys} - {None}
            if values and len(values | {key for key in keys if key.endswith("级") and key not in form.wide}) > 1:
                labels = [text for near in head[max(0, k - 2) : k + 3] for text in near if text and len(text) < 30]
                if any(other.column_of(text) in ("series", "person_name") for other in forms for text in labels):
                    return None
                return next(((k + 1, other.name) for other in (form, *forms) if _names_whom(other, labels)), None)
    return None


def _names_whom(form: Form, labels: list[str]) -> bool:
    """True when one of the labels is the column that says of whom the figures are."""
    return not form.has_persons and any(form.column_of(text) in ("unit_name", "quota_unit") for text in labels)
