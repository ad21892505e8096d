"""Word files opened by LibreOffice: laid out without repair, the brief on one side."""

import shutil
import subprocess
from pathlib import Path

import pytest

from dagster_project.reports import write_annual_files, write_brief


def has_writer() -> bool:
    """LibreOffice can be installed without its word processor."""
    office = shutil.which("soffice")
    return bool(office) and (Path(office).resolve().parent / "libswlo.so").exists()


@pytest.mark.slow
@pytest.mark.skipif(not has_writer(), reason="LibreOffice Writer is not installed")
def test_libreoffice_lays_word_files_out(mart, tmp_path):
    from pypdf import PdfReader

    files = [*write_annual_files(mart, 2023, None, tmp_path), *write_brief(mart, 2023, None, tmp_path)]
    words = [p for p in files if p.suffix == ".docx"]
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path / "out", *words]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    annual, brief = (PdfReader(tmp_path / "out" / f"{p.stem}.pdf") for p in words)
    assert len(brief.pages) == 1
    assert len(annual.pages) >= 3
