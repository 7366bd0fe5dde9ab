"""Entries: one row for each record that can be found, made from it by `search.index`."""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import TextField, Value
from django.db.models.functions import Cast, Concat, Substr

from search.backends.engine import DISTRICT, PART
from search.querysets import EntryQuerySet


class Entry(models.Model):
    """What is known of a record for choosing, counting and sorting; its words are in EntryText.

    Narrow on purpose: facets read a row for every match. `public` says whether everybody may see
    the record; it follows `visible_to(PUBLIC)` of the record's own queryset and nothing else.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    #: Key of the kind in search.sources; empty for what only Wagtail's own screens look for.
    kind = models.CharField(max_length=20, blank=True)
    public = models.BooleanField(default=False)
    #: Path of the division (see partners.models.Division), empty when the record has no place.
    place = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    #: Key of the project field 「领域」; no foreign key, as an entry never outlives its record.
    field = models.PositiveBigIntegerField(null=True)
    date = models.DateField(null=True)
    #: Kind, district, year and field as one text, kept by the database: to put it together for
    #: every find of a broad word takes twice as long as to find them.
    facet = models.GeneratedField(
        expression=Concat(
            *("kind", Value(PART), Substr("place", 1, DISTRICT), Value(PART)),
            *(Cast("year", TextField()), Value(PART), Cast("field", TextField())),
            output_field=TextField(),
        ),
        output_field=TextField(),
        db_persist=True,
    )
    #: Hash of the words and facets, so that an unchanged record is not written again.
    fingerprint = models.CharField(max_length=32)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "搜索条目"
        verbose_name_plural = "搜索条目"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="entry_of_record")
        ]
        indexes = [
            models.Index(fields=["kind", "object_id"], name="entry_kind"),
            models.Index(fields=["public", "-date", "-id"], name="entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"


class EntryText(models.Model):
    """The words of an entry: as people read them, and as the ranking compares them."""

    entry = models.OneToOneField(Entry, models.CASCADE, primary_key=True, related_name="words")
    title = models.TextField()
    #: Names of the parties and places, past ones included, one a line; searched, not shown.
    names = models.TextField(blank=True)
    text = models.TextField(blank=True)
    #: The quiet line under a find, and its address.
    meta = models.TextField(blank=True)
    url = models.TextField(blank=True)
    #: Title, names and text folded (search.language.folding), each on one line.
    folded = models.TextField()

    def __str__(self) -> str:
        return self.title
