"""Who works with whom, and on what paper."""

from .agreement import Agreement, AgreementParty, Commitment
from .alliance import Alliance, AllianceMember
from .assignment import Assignment
from .division import Division
from .evaluation import Evaluation
from .event import Event
from .held_text import HeldText
from .list_item import Claim, ListCategory, ListItem
from .membership import Membership
from .number import NumberSequence
from .organisation import Organisation, OrganisationName
from .pairing import Pairing, PairingContact
from .programme import ChecklistItem, PairingLevel, Programme, ProgrammeYear
from .proxy_entry import ProxyEntry
from .recovery_device import RecoveryDevice
from .register import Register, StaleRecord, Tracked
from .review import Reviewed
from .review_level import ReviewLevel
from .role_policy import RolePolicy
from .seal import ChainHead, EventSeal

__all__ = [
    "Agreement",
    "AgreementParty",
    "Alliance",
    "AllianceMember",
    "Assignment",
    "ChainHead",
    "ChecklistItem",
    "Claim",
    "Commitment",
    "Division",
    "Evaluation",
    "Event",
    "EventSeal",
    "HeldText",
    "ListCategory",
    "ListItem",
    "Membership",
    "NumberSequence",
    "Organisation",
    "OrganisationName",
    "Pairing",
    "PairingContact",
    "PairingLevel",
    "Programme",
    "ProgrammeYear",
    "ProxyEntry",
    "RecoveryDevice",
    "Register",
    "ReviewLevel",
    "Reviewed",
    "RolePolicy",
    "StaleRecord",
    "Tracked",
]
