"""我的报送: the page where a body hands in and gets back, under Superset's login.

It talks to the warehouse by files only: it writes into the body's own inbox and into audit/, reads the body's own outbox
and reports, and the rows of that body in the published mart. Requests and answers: dagster_project/requests/__init__.py.
"""
