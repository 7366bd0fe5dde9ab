"""A form that is sent twice is carried out once.

Every form of a view that creates carries a token (`templatetags/sent_once.py`). The first sending
keeps the token in the transaction of what it makes; a second one, at the same moment or later,
makes nothing and is led to what the first made. A view of our own joins by `OnceMixin`. Files that
scripts put in carry none and are compared by content (`moments.py`).
"""
