"""Two people saving the same record: the second sees both versions, field by field, and decides.

The form carries, signed, what the person was shown (`shown.py`). When it comes back and the record
stands otherwise by then, nothing is written: what was shown, what is stored and what was typed are
compared (`comparing.py`) and put on a page with a choice for each difference (`page.py`). The form
that comes back from there is put together as chosen (`merging.py`), and guarded again.

A form joins by `GuardedFormMixin`, its view by `ConflictViewMixin`.
"""
