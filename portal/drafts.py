"""What a device keeps of a form until the server says that it was carried out (draft.js).

The script sends each form under a name of its own. Names of forms that were carried out are said
on every page of the workspace that follows: an answer that gets lost on its way is said again.
"""

import re
from typing import Any

#: The hidden field, and what the session calls the names.
FIELD, ARRIVED = "draft", "drafts_arrived"
#: So many are said; who sends more before one page arrives meets an old draft, and loses nothing.
_MOST = 10
_NAME = re.compile(r"[0-9a-z-]{8,40}")


def note_arrived(request: Any) -> None:
    """The form of the request was carried out, now or when it was sent before."""
    name = request.POST.get(FIELD, "")
    said = request.session.get(ARRIVED, [])
    if _NAME.fullmatch(name) and name not in said:
        request.session[ARRIVED] = [*said, name][-_MOST:]
