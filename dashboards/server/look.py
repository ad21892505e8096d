"""Name, logo and colours. A home of fictitious people says so in the name, which stands on every page."""

from server.place import is_demo

APP_NAME = "内蒙古职称评审统计" + ("（演示数据）" if is_demo() else "")
LOGO = "/zhicheng/logo-demo.svg" if is_demo() else "/zhicheng/logo.svg"
ACCENT = "#1f5f8b"
QUIET = "#616161"  # 6.2 : 1 on white; Superset's own greys are 3.4 and 1.8, where 4.5 can be read

THEME = {
    "algorithm": "default",
    "token": {
        "brandAppName": APP_NAME,
        "brandLogoAlt": APP_NAME,
        "brandLogoUrl": LOGO,
        "brandLogoHref": "/",
        "brandLogoHeight": "30px",
        "brandLogoMargin": "10px 0",
        "brandIconMaxWidth": 320,
        "colorPrimary": ACCENT,
        "colorLink": ACCENT,
        "colorInfo": ACCENT,
        "colorTextTertiary": QUIET,
        "colorTextDescription": QUIET,
        "colorTextPlaceholder": QUIET,
        "fontFamily": "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei', 'PingFang SC', sans-serif",
    },
}

COLOURS = [
    {
        "id": "zhicheng",
        "description": "",
        "label": "职称统计",
        "isDefault": True,
        "colors": ["#1f5f8b", "#e08a2e", "#4c9a6a", "#8a6bb1", "#c5574d", "#6f8796", "#b79a3b", "#3aa3b8"],
    }
]
