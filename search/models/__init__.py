"""The models of the search: what is indexed, how words are understood, what was asked."""

from .entry import Entry, EntryText
from .log import AskedQuestion
from .outbox import OutboxRow
from .promotion import Promotion, PromotionTarget
from .suggestion import Suggestion
from .vector import Vector, VectorSet
from .vocabulary import VocabularyVersion
from .wording import StopWord, Synonym

__all__ = [
    "AskedQuestion",
    "Entry",
    "EntryText",
    "OutboxRow",
    "Promotion",
    "PromotionTarget",
    "StopWord",
    "Suggestion",
    "Synonym",
    "Vector",
    "VectorSet",
    "VocabularyVersion",
]
