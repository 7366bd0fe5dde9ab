"""The yardstick: how good the answers are, measured on documents and judged queries from files.

The documents become real records of a scratch database, are indexed as all records are, and every
query is asked as the public page of results asks it. `manage.py evaluate_search` begins here.
"""
