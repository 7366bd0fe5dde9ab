"""The models of the search: what is indexed, how words are understood, what was asked."""

from .entry import Entry, EntryText
from .suggestion import Suggestion
from .vector import Vector
from .wording import StopWord, Synonym

__all__ = ["Entry", "EntryText", "StopWord", "Suggestion", "Synonym", "Vector"]
