"""users: who can log in. Works whether the dashboards run or not; passwords are written to a file, never printed."""

from dagster_project.cli.published import bureau_code
from dagster_project.cli.render import to_table
from dagster_project.cli.setup import opened
from dagster_project.dashboards import accounts
from dagster_project.home import Home


def users_list(args, home: Home) -> int:
    """Print the list, without passwords, and who has not yet set one of their own."""
    people = accounts.read(opened(home))
    if not people:
        print(f"还没有账号。各单位的起始账号在第一次启动看板时建立：zhicheng --home {home.path} start")
        return 0
    rows = [(p.account, p.name, p.role, p.state, _password_state(home, p.account)) for p in people.values()]
    print(to_table([*accounts.HEADER, "密码"], rows))
    print(f"初始密码在 {accounts.logins_file(home)}（只有本机管理员可读），第一次登录后须修改")
    return 0


def users_add(args, home: Home) -> int:
    """Put a person on the list with a one-time password."""
    role = args.role
    if role not in (accounts.ADMIN, accounts.REGION):
        role = bureau_code(role, opened(home))
    accounts.add(opened(home), args.account, role, args.name)
    return _done(home, f"已加账号 {args.account}（{args.role}），一次性初始密码写在 {accounts.logins_file(home)}")


def users_reset(args, home: Home) -> int:
    """A new one-time password; the old one and every open page stop working."""
    accounts.reset(opened(home), args.account)
    return _done(home, f"账号 {args.account} 的新初始密码写在 {accounts.logins_file(home)}")


def users_disable(args, home: Home) -> int:
    """Keep a person out from the next request on."""
    accounts.set_state(opened(home), args.account, accounts.DISABLED)
    return _done(home, f"账号 {args.account} 已停用")


def users_enable(args, home: Home) -> int:
    """Let a person in again, with the password they had."""
    accounts.set_state(opened(home), args.account, accounts.ACTIVE)
    return _done(home, f"账号 {args.account} 已启用")


def _password_state(home: Home, account: str) -> str:
    if accounts.mark(home, "pending", account).exists():
        return "初始密码，下次启动看板时生效"
    return "初始密码" if accounts.mark(home, "first", account).exists() else "本人已修改"


def _done(home: Home, text: str) -> int:
    """Tell the running service, if there is one, and say when it holds."""
    from dagster_project import dashboards

    runs = dashboards.running(home)
    if runs:
        dashboards.provision_people(home)
    print(f"{text}。{'看板正在运行，已生效。' if runs else '看板没有运行，下次启动时生效。'}")
    return 0
