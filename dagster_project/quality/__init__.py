"""Can the tables be believed? Suites, personal data, row filters and dbt's data tests, all as gates.

Nothing is imported here: the command reads gates.py without pandas or dbt.
"""
