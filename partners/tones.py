"""The tone of a state, one table for the workspace, the admin and the public pages.

done: brought to its end, as it should be. now: going on, nothing to do. wait: somebody has to do
something. stop: given up, refused. Others are told in plain words on a plain ground.
"""

_STATES = {
    "done": "approved confirmed completed closed done fulfilled",
    "now": (
        "signed active in_force doing on_track established implementing "
        "collected accepted claimed handling answered"
    ),
    "wait": "submitted proposed accepting suspended late pending waiting missed",
    "stop": "returned terminated dissolved disputed objected withdrawn",
    # What a list item is: the unit's or the community's, each in the colour of its side.
    "unit": "resource",
    "place": "need",
}
_TONES = {state: tone for tone, states in _STATES.items() for state in states.split()}


def tone_of(state: object) -> str:
    """The tone of a tag for the value of a state; empty for a state without one."""
    return _TONES.get(str(state), "")
