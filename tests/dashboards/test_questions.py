"""What readers come for (the order of the pages), asked of the pages of the region and of one body; drilling by, as both.

A body's answers are the mart's restricted to it, so that these are also the figures of a body's pages.
"""

import re
from collections import Counter

import duckdb
import pytest

from dagster_project import dashboards
from dagster_project.labels import mart_columns
from tests.dashboards.asking import NOT_FOUND, RIGHT, WRONG, Question, ask
from tests.dashboards.browser import NEWEST, first_page, open_browser, open_page
from tests.dashboards.made_mart import seed
from tests.dashboards.reader import page_files, passwords

pytestmark = [pytest.mark.slow, pytest.mark.browser]

BODY = "150300"
ORDER = "array_position(['超限', '预警', '待核', '无数据', '仅展示', '不适用', '合规'], state)"
SENIOR = "from mart_over_post where measure_id = 'over_post_senior' and scope_kind <> 'unit' and {of}"
UNITS = "from mart_over_post where measure_id = 'over_post_senior' and scope_kind = 'unit' and {of}"
RATE, LAST_RATE = (f"format('{{{{:.1f}}}}%', round(100.0 * sum(passed) filter (where reviewed is not null) / sum(reviewed), 1)) from mart_pass_rate where {{{of}}}"
                   for of in ("of", "before"))  # fmt: skip


def count(what: str) -> str:
    """A query whose number is written as the page writes it."""
    value, _, rest = what.partition(" from ")
    return f"select coalesce(format('{{{{:,}}}}', ({value})::bigint), '没有数据') from {rest}"


def state(name: str) -> Question:
    where = f"mart_compliance where state = '{name}' and {{of}}"
    return Question(f"有多少条{name}", f"figure:{name}", count(f"count(*) from {where}"))


APPLIED = Question("申报多少", "figure:申报人次", count("sum(applied) from mart_pass_rate where {of}"))
REVIEWED = Question("参评多少", "figure:参评人次", count("sum(reviewed) from mart_pass_rate where {of}"))
RATED = Question("通过率多少", "figure:通过率", "select " + RATE)
LINES = "from mart_quota_usage where row_kind = 'line' and {of}"
FILES = "mart_submission where bureau_code is not null and {of}"
USED = "from mart_tilt where tilt_code <> '未标注' and {of}"
QUESTIONS = {  # page: (year, questions)
    "overview": (NEWEST, [
        APPLIED, REVIEWED, RATED,
        Question("通过多少", "figure:通过人次", count("sum(passed) from mart_pass_rate where {of}")),
        Question("上年申报多少", r"sentence:人次（上年 ([\d,]+)）", count("sum(applied) from mart_pass_rate where {before}")),
        Question("上年通过率多少", r"sentence:通过率 [\d.]+%（([\d.]+%)）", "select " + LAST_RATE),
        Question("几项还不能确定", r"sentence:待核 (\d+) 项", "select count(*) from mart_compliance where state = '待核' and {of}"),
        Question("不确定的最多是几人", "table:超限、预警与待核事项及其依据/最多", "select max(worst) from mart_compliance where state = '待核' and {of}"),
        Question("依据哪一条", "table:超限、预警与待核事项及其依据/依据（文号与条款）",
                 "select any_value(document_no || ' ' || clause) from mart_compliance where state = '待核' and {of}"),
        Question("几份没有报", r"sentence:未报 (\d+) 份", f"select count(*) from {FILES} and submission_id is null"),
        Question("数字截至何时", r"sentence:数据截至 (\S+ \d\d:\d\d)", "select strftime(max(as_of), '%Y年%-m月%-d日 %H:%M') from mart_pass_rate where {of}"),
    ]),
    "quota_posts": (2023, [
        Question("名额多少", "figure:核定名额", count(f"sum(quota) {LINES}")),
        Question("申报用了多少", "figure:名额申报", count(f"sum(applied) {LINES}")),
        Question("评审通过用了多少", "figure:名额通过", count(f"sum(passed) {LINES}")),
        Question("还剩多少", "figure:剩余名额", count(f"sum(remaining) {LINES}")),
        Question("最少还剩多少", "figure:最少剩余名额", count(f"sum(remaining_worst) {LINES}")),
        Question("核定多少岗位", "figure:核定高级岗位", count(f"sum(established) {SENIOR}")),
        Question("空缺多少岗位", "figure:空缺高级岗位", count(f"sum(vacant) {SENIOR}")),
        Question("超岗多少人", "figure:超岗人数", count(f"sum(over_post) {SENIOR}")),
        Question("允许超多少", "figure:允许超岗", count(f"sum(allowed) {SENIOR}")),
        Question("最重的范围超多少", "table:岗位：核定、空缺、超岗、允许与剩余/超岗比例",
                 f"select format('{{{{:.1f}}}}%', round(100 * over_post_ratio, 1)) {SENIOR} order by {ORDER}, over_post_ratio desc limit 1"),
        Question("哪个单位最多，几人", "table:哪些单位造成超岗（由多到少）/超岗人数", f"select max(over_post) {UNITS}"),
        Question("不能判定的缺什么", "table:不能判定的范围，缺什么/还缺什么",
                 "select if(count(*) > 0, '待改 1 行', '● 都可以判定') from mart_over_post where is_judged and state in ('无数据', '待核') and {of}"),
    ]),
    "tilt_policies": (NEWEST, [
        Question("用了多少人次", "figure:使用人次", count(f"sum(applications) {USED}")),
        Question("多少人用了", "figure:使用人数", count(f"sum(persons_first) {USED}")),
        Question("用的人通过几成", "figure:通过占比", f"select format('{{{{:.1f}}}}%', round(100.0 * sum(passed) / sum(applications), 1)) {USED}"),
        Question("几行须核对", "figure:须核对的行", count("count(*) from mart_finding_row where column_name = '倾斜政策' and {of}")),
        Question("怎样核对", "table:须核对的行/问题与改法", "select any_value(message) from mart_finding_row where column_name = '倾斜政策' and {of}"),
        Question("多少人次不知道", "figure:未标注人次", count("coalesce(sum(applications), 0) from mart_tilt where tilt_code = '未标注' and {of}")),
    ]),
    "pass_rates": (NEWEST, [
        APPLIED, REVIEWED, RATED,
        Question("多少还没有结果", "figure:待评人次", count("sum(not_final) from mart_pass_rate where {of}")),
        Question("几格分母过小", "figure:分母过小", count("count(*) from mart_pass_rate where small_denominator and {of}")),
        Question("哪一格待评最多", "table:哪里分母小、哪里未定/待评人次", "select max(not_final) from mart_pass_rate where {of}"),
        Question("与上年比规定变了什么", "table:规定变了什么（比较两年之前先看）/变化", "select any_value(note) from mart_year_change where {of}"),
    ]),
    "reporting_quality": (NEWEST, [
        Question("报了几份", "figure:收到文件", count(f"count(*) from {FILES} and status not in ('重复', '已替代', '已撤回', '未报')")),
        Question("几份没有报", "figure:未报文件", count(f"count(*) from {FILES} and submission_id is null")),
        Question("报了多少行", "figure:报送行数", count(f"sum(rows_in) from {FILES}")),
        Question("多少行待改", "figure:待改行数", count(f"coalesce(sum(set_aside), 0) from {FILES}")),
        Question("哪种写法没有认出", "table:写法认出了多少/解析项",
                 "select resolver_name from mart_coverage where {of} group by all order by sum(examined - resolved) desc limit 1"),
    ]),
    "ledger": (2023, [
        *map(state, ("超限", "待核", "合规")),
        Question("最重的几人", "table:台账：最重的在前/人数或件数", f"select numerator from mart_compliance where {{of}} order by {ORDER}, numerator desc limit 1"),
        Question("背后是哪一行", "table:数字背后的行/行", "select min(row) from mart_evidence where counted and {of}"),
        Question("这样读是事实还是推断", "table:条款怎样读/读法性质", "select any_value(reading_kind) from mart_compliance where {of}"),
    ]),
}  # fmt: skip
OWN = {  # what only a body asks
    "reporting_quality": [
        Question("哪一行、怎样改", "table:哪些行、为什么、怎么改/问题与改法", "select message from mart_finding_row where {of} order by row limit 1"),
        Question("我的待改比例", "figure:待改比例",
                 f"select format('{{{{:.2f}}}}%', round(100.0 * coalesce(sum(set_aside), 0) / sum(rows_in), 2)) from {FILES}"),
        Question("全区的待改比例", "figure:全区待改比例",
                 "select format('{{:.2f}}%', round(100.0 * sum(set_aside) / sum(rows_in), 2)) from mart_submission where review_year = 2024"),
    ],
}  # fmt: skip
DRILLED = {  # account: (page, table, the first cell's column, drilled to, a column of the answer)
    "region": ("quota_posts", "逐级下钻：报送单位 → 旗县区 → 单位", "旗县区"),
    f"b{BODY}": ("pass_rates", "通过率（按旗县区）", "系列简称"),
}
FOREIGN = re.compile("|".join(row["bureau_name"] for row in seed("reporting_body") if row["bureau_code"] not in (BODY, "150000")))


def scoped(question: Question, year: int, body: str | None) -> Question:
    """The question with its query held to a year and, for a body, to its rows."""
    whose = f" and bureau_code = '{body}'" if body else ""
    of, before = f"review_year = {year}{whose}", f"review_year = {year - 1}{whose}"
    return Question(question.asked, question.at, question.query.format(of=of, before=before))


def drill(page, table: str, to: str) -> str:
    """What the window shows after a right click on the first cell of a table."""
    holder = page.locator("[data-test=dashboard-component-chart-holder]", has_text=table).first
    holder.locator("tbody td").first.click(button="right")
    menu = page.locator("[data-test=chart-context-menu]")
    menu.get_by_text("下钻到").hover()
    offered = page.locator("[data-test=drill-by-submenu], .ant-dropdown-menu-submenu-popup, .ant-popover").last
    offered.get_by_text(to, exact=True).click()
    window = page.locator(".ant-modal-content", has=page.locator("tbody td")).first
    window.wait_for(timeout=60_000)
    return f"{offered.inner_text()}\n{window.inner_text()}"


@pytest.fixture(scope="module")
def browser():
    with open_browser() as chromium:
        yield chromium


@pytest.mark.parametrize("account", ["region", f"b{BODY}"])
def test_every_question_is_answered_rightly(browser, served, account, capsys):
    body = None if account == "region" else account[1:]
    address, score, said = dashboards.address(served), Counter(), []
    page = first_page(browser, address, (account, passwords(served)[account]), NEWEST, (1440, 5600))
    with duckdb.connect(str(served.mart), read_only=True) as mart:
        for name, (year, questions) in QUESTIONS.items():
            open_page(page, address, page_files()[name + ("_body" if body else "")]["slug"], year)
            asked = [*questions, *(OWN.get(name, []) if body else [])]
            found, lines = ask(page, [scoped(one, year, body) for one in asked], mart)
            score, said = score + found, [*said, *lines]
            text = page.inner_text("body")
            if DRILLED[account][0] == name:
                text += drill(page, *DRILLED[account][1:])
            assert page.locator("[data-test=chart-grid-component] .ant-empty").count() == 0, name
            words = set(re.findall(r"[A-Za-z_]{3,}", text))
            assert words <= {"xlsx"} and not words & {c for columns in mart_columns().values() for c in columns}, name
            assert not (body and FOREIGN.search(text)), name
    page.close()
    with capsys.disabled():
        print(f"\n{account}: " + "，".join(f"{kind} {score[kind]}" for kind in (RIGHT, WRONG, NOT_FOUND)))
    assert (score[WRONG], score[NOT_FOUND]) == (0, 0), "\n".join(said)
