"""Returned workbooks bear the names of what was handed in, as far as the system takes them."""

import os

from dagster_project.returned.write import file_names


def test_names_as_handed_in():
    assert file_names(["一中/花名册.xlsx", "名单.csv", "名单.xls"]) == ["一中/花名册.xlsx", "名单.xlsx", "名单（xls）.xlsx"]


def test_names_longer_than_the_system_takes_are_cut_and_stay_different(tmp_path):
    """As members of a zip may be called: one of them stopped the whole run."""
    long = "长" * 300
    places = [f"a.zip/{long}甲.xlsx", f"a.zip/{long}乙.xlsx", f"a.zip/{long}/b.csv", "深/" * 900 + "c.xlsx", "x" * 251 + ".csv"]
    names = file_names(places)
    assert len(set(names)) == len(places)
    for name in names:
        file = tmp_path / name
        os.makedirs(file.parent, exist_ok=True)
        file.with_name(f".{file.name}.tmp").write_bytes(b"")  # as write_whole begins
    assert names[0].startswith("a.zip/" + "长" * 73 + "~") and names[2].endswith("/b.xlsx") and names[3].startswith("c~")


def test_no_file_bears_the_name_of_a_folder():
    assert file_names(["花名册.csv", "花名册.xlsx/一中.xlsx"]) == ["花名册（文件）.xlsx", "花名册.xlsx/一中.xlsx"]
