"""files templates: one blank workbook for each form."""

from pathlib import Path

from dagster_project.cli.setup import opened
from dagster_project.errors import UserError
from dagster_project.home import Home


def templates(args, home: Home) -> int:
    """Write the templates of the forms in force; the home's own rows of forms and codes count."""
    from dagster_project.forms.template import templates as all_templates
    from dagster_project.forms.workbook import write_template

    opened(home)
    body = _body_name(args.bureau, home) if args.bureau else None
    folder = Path(args.folder).expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for template in all_templates(args.year, body, home.seeds("forms"), home.seeds("codes")):
            write_template(template, folder / f"{template.name}.xlsx")
            print(f"{template.name}.xlsx　{template.mark}")
    except OSError as error:
        raise UserError(f"模板没有写成：{folder} 不能写（{error.strerror}）。请换一个文件夹。") from error
    print(f"已写到 {folder}。填好后放进 inbox/<年度>/<报送单位>/，序号为“示例”的一行不计数。")
    return 0


def _body_name(text: str, home: Home) -> str:
    """Full name of a body given by code, name or short name."""
    from dagster_project.cli.published import bureau_code
    from dagster_project.intake.bodies import load_folders

    return load_folders(home.seeds("codes") / "reporting_body.csv")[bureau_code(text, home)].name
