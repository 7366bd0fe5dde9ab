"""What a word typed above a list of the admin means, by the entries of the records in the list."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet

from search.backends.recalled import keys_matching, words_of
from search.language.tree import NAMED, every, within
from search.sources import KINDS


def records_meant(model: type[Model], word: str) -> QuerySet | None:
    """Keys of the records of `model` whose title or names say `word`, or sound like it.

    None for models without entries. The rows are not narrowed to what anybody may see.
    """
    if not any(kind.model is model for kind in KINDS):
        return None
    tree = within(every(words_of(word)), NAMED)
    return keys_matching(tree, [ContentType.objects.get_for_model(model)])
