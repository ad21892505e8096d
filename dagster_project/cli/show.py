"""show, files list: published tables on the terminal."""

from dagster_project.cli.published import bureau_code, published_file, rows, tables
from dagster_project.cli.render import as_records, to_csv, to_json, to_table
from dagster_project.errors import UserError
from dagster_project.home import Home

PROVENANCE = ("run_id", "as_of", "policy_version")
FILE_COLUMNS = (
    "review_year", "bureau_name", "submission_id", "form", "place", "status", "rows_in", "accepted",
    "accepted_with_notice", "set_aside", "received_at", "late", "question",
)  # fmt: skip
FILES_FIRST = "review_year, submission_id is null, bureau_name, place, submission_id, form"


def show(args, home: Home) -> int:
    """Print one mart, filtered by year and body."""
    mart = args.mart if args.mart.startswith("mart_") else f"mart_{args.mart}"
    with published_file(home) as connection:
        known = tables(connection)
        if mart not in known:
            raise UserError(f"没有表 {args.mart}。可用：{'、'.join(known)}。", exit_code=2)
        names, found = rows(connection, *_query(mart, "*", args, home))
    print_rows(args.format, mart, names, found, home)
    return 0


def files_list(args, home: Home) -> int:
    """Print the submissions, then what is expected and missing."""
    with published_file(home) as connection:
        names, found = rows(connection, *_query("mart_submission", ", ".join(FILE_COLUMNS), args, home, FILES_FIRST))
    print_rows(args.format, "mart_submission", names, found, home)
    return 0


def _query(mart: str, columns: str, args, home: Home, order: str = "all") -> tuple[str, list]:
    """SQL and its values for one mart with the wanted filters."""
    wanted, values = ["true"], []
    if args.year is not None:
        wanted.append("review_year = ?")
        values.append(args.year)
    if args.bureau:
        wanted.append("bureau_code = ?")
        values.append(bureau_code(args.bureau, home))
    return f'select {columns} from "{mart}" where {" and ".join(wanted)} order by {order}', values


def print_rows(form: str, mart: str, names: list[str], found: list[tuple], home: Home) -> None:
    """Rows as JSON, CSV, or a table with Chinese headings whose provenance is said once below."""
    if form == "json":
        print(to_json(as_records(names, found)))
    elif form == "csv":
        print(to_csv(names, found))
    else:
        from dagster_project.labels import mart_columns

        meanings = mart_columns().get(mart, {})
        keep = [i for i, name in enumerate(names) if name not in PROVENANCE]
        headings = [meanings[names[i]].label if names[i] in meanings else names[i] for i in keep]
        print(to_table(headings, [tuple(row[i] for i in keep) for row in found]))
        print(_foot(names, found, home))


def _foot(names: list[str], found: list[tuple], home: Home) -> str:
    """How many rows, and which run and policy they rest on."""
    parts = [f"共 {len(found)} 行"]
    if found and set(PROVENANCE) <= set(names):
        run_id, as_of, version = (found[0][names.index(name)] for name in PROVENANCE)
        parts.append(f"数据截至 {as_of}，运行批次 {run_id}，政策版本 {version}")
    if home.is_demo:
        parts.append("演示数据")
    return "；".join(parts)
