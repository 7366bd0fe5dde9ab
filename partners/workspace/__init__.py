"""The workspace: where liaisons, departments and auditors work, never in the admin.

Who may enter and for which organisation a person acts: `entrance.py`. A register is declared once,
as data (`registers.py`); its list, its records and its sheets follow from that.
"""
