"""What a form is: the rows of dbt/seeds/forms, as the reader needs them."""

from dagster_project.forms.catalogue import FORMS_DIR, REPORT, Column, Form, header_key, load_forms

__all__ = ["FORMS_DIR", "REPORT", "Column", "Form", "header_key", "load_forms"]
