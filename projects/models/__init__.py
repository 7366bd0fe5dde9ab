"""What they build together, with what money, and how it is told."""

from .activity import Activity, ActivityPhoto
from .fund import EntryLocked, FundEntry
from .milestone import AfterCare, Milestone
from .outcome import Measure, Outcome
from .project import Project, ProjectField, ProjectOrigin, ProjectParticipant
from .story import CaseIndexPage, CaseStoryPage
from .update import Update, UpdatePhoto

__all__ = [
    "Activity",
    "ActivityPhoto",
    "AfterCare",
    "CaseIndexPage",
    "CaseStoryPage",
    "EntryLocked",
    "FundEntry",
    "Measure",
    "Milestone",
    "Outcome",
    "Project",
    "ProjectField",
    "ProjectOrigin",
    "ProjectParticipant",
    "Update",
    "UpdatePhoto",
]
