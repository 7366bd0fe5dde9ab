"""When the vocabulary last changed, for every process to see."""

from django.db import models


class VocabularyVersion(models.Model):
    """One row; another version whenever a name, synonym or stop word changed."""

    version = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.version
