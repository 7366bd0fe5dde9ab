"""What each journey takes: taps, fields and the seconds of a person who types at human speed.

Written by hand. A journey that takes more has become worse, one that takes less is written down
here as better. The seconds follow from taps and keys (hands.py); the first journey is also walked
by the clock.
"""

from .hands import Cost

#: The most that logging an activity may take (issue of the workspace).
MOST = Cost(taps=8, fields=6, seconds=60)

LOG_ACTIVITY = Cost(taps=5, fields=3, seconds=15)
CONFIRM_ACTIVITY = Cost(taps=1, fields=0, seconds=1)

PAIR = Cost(taps=8, fields=5, seconds=16)
SIGN = Cost(taps=2, fields=0, seconds=2)
START = Cost(taps=2, fields=0, seconds=2)
EXPIRE = Cost(taps=2, fields=0, seconds=2)
RENEW = Cost(taps=2, fields=0, seconds=2)
TERMINATE = Cost(taps=3, fields=1, seconds=6)

ENTER_FUND = Cost(taps=5, fields=2, seconds=7)
VERIFY_FUND = Cost(taps=2, fields=0, seconds=2)
REVERSE_FUND = Cost(taps=5, fields=1, seconds=8)

ENTER_FOR_UNIT = Cost(taps=4, fields=2, seconds=9)
CONFIRM_ENTRY = Cost(taps=2, fields=0, seconds=2)
