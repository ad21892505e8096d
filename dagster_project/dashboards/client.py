"""A client of this home's Superset, logged in as the publishing account, and the few calls it lacks."""

import json
import os
from pathlib import Path

from dagster_project.dashboards.service import address
from dagster_project.errors import UserError
from dagster_project.home import Home

ORDER = {
    "dataset": "table_name",
    "database": "database_name",
    "rowlevelsecurity": "name",
    "dashboard": "dashboard_title",
    "chart": "slice_name",
}


class Superset:
    """superset-client, with paging and errors in one place. Paths are below /api/v1/."""

    def __init__(self, home: Home):
        os.environ["OAUTHLIB_INSECURE_TRANSPORT"] = "1"  # the service listens on 127.0.0.1 without TLS
        from supersetapiclient.client import SupersetClient

        password = (home.secrets / "superset_publisher").read_text("utf-8").strip()
        self.client = SupersetClient(address(home), "publisher", password)

    def url(self, path: str) -> str:
        return f"{self.client.base_url}/{path}"

    def every(self, path: str) -> list[dict]:
        """All rows of a list, over as many pages as it takes."""
        rows: list[dict] = []
        kind = path.strip("/").split("/")[-1]
        while True:
            query = {"page": len(rows) // 100, "page_size": 100, "order_direction": "asc"}
            query["order_column"] = ORDER.get(kind, "id")
            answer = self.client.get(self.url(path), params={"q": json.dumps(query)})
            body = _checked(answer, path)
            rows += body["result"]
            if len(rows) >= body["count"] or not body["result"]:
                return rows

    def get(self, path: str) -> dict:
        return _checked(self.client.get(self.url(path)), path)

    def save(self, path: str, number: int | None, body: dict) -> int:
        """Create, or change the object of that number; returns its number."""
        if number is None:
            return _checked(self.client.post(self.url(path), json=body), path)["id"]
        _checked(self.client.put(self.url(f"{path}{number}"), json=body), path)
        return number

    def post(self, path: str, body: dict) -> dict:
        return _checked(self.client.post(self.url(path), json=body), path)

    def delete(self, path: str) -> None:
        _checked(self.client.delete(self.url(path)), path)

    def download(self, path: str) -> bytes:
        answer = self.client.get(self.url(path))
        if answer.status_code != 200:
            _checked(answer, path)
        return answer.content

    def upload(self, path: str, field: str, content: bytes) -> None:
        files = {field: (f"{field}.zip", content, "application/zip")}
        _checked(self.client.post(self.url(path), files=files), path)


def _checked(answer, path: str) -> dict:
    if answer.status_code not in (200, 201):
        raise UserError(f"看板服务拒绝了请求 {Path(path)}（{answer.status_code}）：{answer.text[:800]}")
    return answer.json()
