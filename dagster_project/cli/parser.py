"""What can be typed after `zhicheng`: one line a verb; the work lies in the modules the handlers name."""

import argparse
from importlib import import_module

from dagster_project.cli.chinese import Parser

DESCRIPTION = """内蒙古自治区职称评审统计。

每个命令都要指明数据目录：--home 目录（写在命令前后都可以），或环境变量 ZHICHENG_HOME。
退出码：0 完成；1 出错；2 用法不对；3 关口未通过，仍用上次发布的数字。"""

RELEASE_KINDS = ("初步", "定稿", "修订")  # as releases.KINDS, which costs an import


def call(module: str, function: str):
    """A handler (args, home) that imports its module only when it is called."""

    def handler(args, home):
        return getattr(import_module(f"dagster_project.cli.{module}"), function)(args, home)

    return handler


def build_parser() -> Parser:
    """The whole command line. Parsed: args.home, args.verb, args.handler and the verb's own arguments."""
    home = Parser(add_help=False)
    home.add_argument("--home", metavar="目录", default=argparse.SUPPRESS, help="数据目录")
    parser = Parser(prog="zhicheng", description=DESCRIPTION, parents=[home])
    verbs = parser.add_subparsers(dest="verb", metavar="命令", required=True, title="命令")

    def verb(name: str, text: str, module: str, function: str, under=verbs):
        added = under.add_parser(name, help=text, description=text, parents=[home])
        added.set_defaults(handler=call(module, function))
        return added

    def group(name: str, text: str):
        return verbs.add_parser(name, help=text, description=text, parents=[home]).add_subparsers(
            dest="action", metavar="动作", required=True, title="动作"
        )

    verb("init", "建立数据目录", "setup", "init")
    _sample(verb("sample", "写出虚构的演示报送文件", "setup", "sample"))
    verb("doctor", "检查本机还缺什么", "doctor", "doctor")
    services = verb("start", "启动看板、运行记录页面与自动收件（后台）", "service", "start")
    _port(services, 8088)
    services.add_argument("--dagster-port", type=int, default=3000, metavar="端口", help="运行记录页面的端口，默认 3000")
    verb("stop", "停止 start 所启动的", "service", "stop")
    _port(verb("dagster", "打开运行记录页面与自动收件（前台，Ctrl-C 结束）", "service", "dagster"), 3000)
    _run(verb("run", "收件、计算、检查、发布", "run", "run"))
    _format(verb("status", "报送与发布情况", "status", "status"), ("text", "json"))
    _show(verb("show", "显示一张已发布的表", "show", "show"))
    _explain(_format(verb("explain", "说明一个数字：逐行计入与否、理由、条款与读法", "explain", "explain"), ("text", "json")))
    files = group("files", "报送文件")
    _filter(_format(verb("list", "列出报送文件", "show", "files_list", files), ("table", "json", "csv")))
    _decision(verb("confirm", "答复待确认的文件", "files", "confirm", files), "--answer", "yes 或 no", ("yes", "no"))
    _decision(verb("withdraw", "撤回一份文件", "files", "withdraw", files), "--reason", "原因")
    replace = verb("supersede", "以一份文件替代另一份", "files", "supersede", files)
    replace.add_argument("submission", metavar="新编号", help="新的报送编号")
    replace.add_argument("old", metavar="旧编号", help="被替代的报送编号")
    blank = verb("templates", "写出各种表的空白模板", "templates", "templates", files)
    blank.add_argument("folder", metavar="DIR", help="写到哪个文件夹")
    _filter(blank)
    _wait(verb("rebuild", "从归档与台账全部重新读取、计算、发布", "keep", "rebuild"))
    back = verb("publish", "退回到上一次发布的文件", "keep", "publish")
    back.add_argument("--back", action="store_true", required=True, help="退回到上一次发布的文件（留存最近三次）")
    verb("backup", "备份须保存的一切", "keep", "backup").add_argument("file", metavar="文件", help="写到哪个文件，如 zhicheng.tar")
    verb("restore", "把备份恢复到新的数据目录", "keep", "restore").add_argument("file", metavar="文件", help="备份文件")
    reports = group("report", "生成报表")
    _report(verb("annual", "年度统计表、CSV 和情况报告（Word、PDF）", "report", "annual", reports))
    _report(verb("brief", "一页简报（Word、PDF）", "report", "brief", reports), is_year_needed=False)
    handed = verb("application", "申报材料：申报情况报告（Word、PDF）和三张申报人数统计表", "report", "application", reports)
    _report(handed, is_year_needed=False)
    _release(verb, verb("release", "定稿：把已发布的数字连同报告只读保存", "release", "make"))
    pages = group("dashboards", "看板")
    verb("import", "把看板文件导入看板服务", "service", "dashboards_import", pages)
    verb("export", "把在浏览器里改过的看板写回文件", "service", "dashboards_export", pages)
    checked = verb("check", "查每张图用到的列是否还在，不需要看板服务", "service", "dashboards_check", pages)
    checked.add_argument("--write", action="store_true", help="重新写出 dbt 的看板清单")
    _users(verb, group("users", "账号"))
    gates = verb("gates", "列出整表检查（关口）的结果，或豁免一项", "gates", "gates_list")
    _format(gates, ("table", "json", "csv"))
    actions = gates.add_subparsers(dest="action", metavar="动作", title="动作")
    _format(verb("list", "列出关口的结果", "gates", "gates_list", actions), ("table", "json", "csv"))
    waiver = verb("waive", "豁免一项阻断的关口，到期自动恢复", "gates", "gates_waive", actions)
    waiver.add_argument("check", metavar="CHECK", help="关口编号，见 gates list")
    waiver.add_argument("--reason", required=True, metavar="原因", help="为什么可以豁免")
    waiver.add_argument("--until", required=True, metavar="日期", help="豁免到哪一天（含），如 2026-12-31")
    policy = group("policy", "规则目录")
    verb("check", "查规则目录：重叠、空档、缺依据、编号不存在", "policy", "policy_check", policy)
    changed = verb("diff", "与上次发布时的规则相比，改了哪些行，哪些范围会改变状态", "policy", "policy_diff", policy)
    changed.add_argument("folder", nargs="?", metavar="DIR", help="改与此文件夹里的规则相比（种子或定稿的文件夹）")
    changed.add_argument("--rows", action="store_true", help="只比行，不试算状态")
    _policy_list(verb("list", "列出规则及其处置", "policy", "policy_list", policy))
    return parser


def _release(verb, parser) -> None:
    parser.add_argument("--year", type=int, metavar="年", help="年度")
    parser.add_argument("--note", default="", metavar="说明", help="这一版的说明，写进台账和报告")
    parser.add_argument("--kind", choices=RELEASE_KINDS, help="初步、定稿或修订；默认定稿，已有定稿则为修订")
    actions = parser.add_subparsers(dest="action", metavar="动作", title="动作")
    known = _format(verb("list", "列出已有的各版，核对文件有没有被改动", "release", "listed", actions), ("table", "json", "csv"))
    known.add_argument("--year", type=int, metavar="年", help="只列该年度")
    changed = _format(verb("diff", "两版之间哪些表、哪些单位、哪些数字不同", "release", "diff", actions), ("table", "json", "csv"))
    changed.add_argument("year", type=int, metavar="年", help="年度")
    changed.add_argument("old", metavar="前版", help="版号，如 1")
    changed.add_argument("new", nargs="?", metavar="后版", help="版号，如 2；不写为现在发布的")
    changed.add_argument("--bureau", metavar="单位", help="只看一个报送单位的报告")


def _users(verb, users) -> None:
    verb("list", "列出账号", "users", "users_list", users)
    new = verb("add", "加一个账号", "users", "users_add", users)
    new.add_argument("account", metavar="账号", help="登录名：字母、汉字、数字，最多 32 个字")
    new.add_argument("--role", required=True, metavar="角色", help="管理员、自治区，或报送单位的代码、全称、简称")
    new.add_argument("--name", default="", metavar="名称", help="页面上显示的名称，默认同账号")
    for action, text in (("reset", "重发一次性初始密码"), ("disable", "停用账号"), ("enable", "重新启用账号")):
        verb(action, text, "users", f"users_{action}", users).add_argument("account", metavar="账号", help="见 users list")


def _sample(parser) -> None:
    parser.add_argument("folder", metavar="DIR", help="写到哪个文件夹（须为空或不存在）")
    parser.add_argument("--year", type=int, nargs="+", action="extend", metavar="年", help="年度，默认 2023 2024")
    parser.add_argument("--rows", type=int, default=20000, metavar="N", help="申报行数，默认 20000")
    parser.add_argument("--workbooks", type=int, default=150, metavar="N", help="工作簿份数，默认 150")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="随机种子，默认 1")


def _port(parser, port: int) -> None:
    parser.add_argument("--port", type=int, default=port, metavar="端口", help=f"默认 {port}")


def _run(parser) -> None:
    parser.add_argument("--inbox", metavar="DIR", help="改从此文件夹收件，默认数据目录下的 inbox")
    parser.add_argument("--dry-run", action="store_true", help="只说有没有新内容，不运行")
    _wait(parser)


def _wait(parser) -> None:
    parser.add_argument("--wait", type=float, default=60, metavar="秒", help="另一次运行未完时最多等多久，默认 60")


def _format(parser, choices: tuple[str, ...]):
    parser.add_argument("--format", choices=choices, default=choices[0], help="输出格式，默认第一种")
    parser.add_argument("--json", dest="format", action="store_const", const="json", help="同 --format json")
    return parser


def _filter(parser):
    parser.add_argument("--year", type=int, metavar="年", help="年度")
    parser.add_argument("--bureau", metavar="单位", help="报送单位：代码、全称或简称")
    return parser


def _show(parser) -> None:
    parser.add_argument("mart", metavar="MART", help="表名，如 mart_pass_rate")
    _filter(_format(parser, ("table", "json", "csv")))


def _explain(parser) -> None:
    parser.add_argument("rule", metavar="规则", help="规则编号，如 R-POST-01，见 policy list；或“人数核对”：花名册与统计表、结果、上年的差异及两边的行")
    parser.add_argument("--year", type=int, required=True, metavar="年", help="年度")
    parser.add_argument("--scope", required=True, metavar="范围", help="衡量范围的名称或代码，如 东河区、150202、合计；人数核对用报送单位")
    parser.add_argument("--level", metavar="层级组", help="只看一个层级组，如 高级、中级")


def _decision(parser, option: str, text: str, choices=None) -> None:
    parser.add_argument("submission", metavar="编号", help="报送编号，见 files list")
    parser.add_argument(option, required=True, choices=choices, metavar=text, help=text)


def _report(parser, is_year_needed: bool = True) -> None:
    newest = "" if is_year_needed else "，默认有数据的最近年度"
    parser.add_argument("--year", type=int, required=is_year_needed, metavar="年", help=f"年度{newest}")
    parser.add_argument("--bureau", metavar="单位", help="报送单位：代码、全称或简称；不写为全区")
    parser.add_argument("--edition", choices=("internal", "public"), default="internal", metavar="版本",
                        help="internal 内部（默认）或 public 公开（人数取整，少于5的不写明）")  # fmt: skip
    parser.add_argument("--from", dest="source", metavar="定稿", help="改从一版定稿生成，如 1 或 2023/1，默认写到其下的“第n版”")
    parser.add_argument("--out", metavar="DIR", help="写到哪里，默认数据目录下的 reports/年度/单位代码（全区为 region）")


def _policy_list(parser) -> None:
    from dagster_project.policy.check import FATES

    parser.add_argument("--year", type=int, metavar="年", help="只列该年度有效的规则")
    parser.add_argument("--fate", choices=FATES, metavar="处置", help="只列此种处置：" + "、".join(FATES))
    _format(parser, ("table", "json", "csv"))
