"""The index is rebuilt without an empty moment, and what differs is named and mended."""

from io import StringIO

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import Organisation
from search.backends import database_engine
from search.index import rebuilding
from search.index.checking import Difference, Flaw, differences
from search.index.rebuilding import rebuild
from search.index.refreshing import Outcome, refresh
from search.index.words import words_of
from search.models import Entry, EntryText, Suggestion
from search.sources import KINDS, kind_of
from tests.factories import ListItemFactory, ProjectFactory, UnitFactory, UserFactory
from tests.factories.media import DocumentFactory
from tests.factories.pages import front, story
from tests.search.entries import entry_of, matching, said_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

UNITS = next(kind for kind in KINDS if kind.key == "organisation")


def run(command, **options):
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def unit():
    made = UnitFactory(name="银杏中心")
    assert "银杏中心" in said_of(made)
    return made


def test_unchanged_record_is_not_written_again(unit):
    assert refresh(Organisation, [unit.pk])[:2] == (0, 0)
    with CaptureQueriesContext(connection) as queries:
        refresh(Organisation, [unit.pk])
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_changed_record_keeps_its_entry(unit):
    before = entry_of(unit)
    Organisation._base_manager.filter(pk=unit.pk).update(summary="负责排水")
    assert refresh(Organisation, [unit.pk])[:2] == (1, 0)
    after = entry_of(unit)
    assert (after.pk, after.words.text) == (before.pk, "负责排水")
    assert after.fingerprint != before.fingerprint


def test_model_that_nobody_searches_is_passed_over():
    user = UserFactory()
    assert kind_of(type(user)) is None
    assert refresh(type(user), [user.pk]) == Outcome()


def test_other_pages_and_documents_are_found_in_wagtail_alone():
    document = DocumentFactory(title="银杏附件")
    refresh(type(document), [document.pk])
    refresh(type(front()), [front().pk])
    for record in (document, front()):
        entry = entry_of(record)
        assert (entry.kind, entry.public) == ("", False)
        assert record.title in entry.words.title
    assert matching("银杏附件") == set()


def test_story_has_one_entry_for_visitors_and_wagtail_alike():
    tale = story("银杏案例")
    entry = entry_of(tale)
    assert list(Entry.objects.filter(object_id=tale.pk, kind="case")) == [entry]


def test_rebuild_fills_an_empty_index_and_removes_what_is_left_over(unit):
    ListItemFactory(approved=True, title="水杉需求")
    entry_of(unit)
    wanted = set(Entry.objects.values_list("kind", "object_id", "fingerprint"))
    assert wanted
    Entry.objects.all().delete()
    assert matching("银杏") == set()
    content_type = ContentType.objects.get_for_model(Organisation)
    left = Entry.objects.create(
        content_type=content_type, object_id=987_654, kind="organisation", public=True
    )
    stranger = Entry.objects.create(
        content_type=ContentType.objects.get_for_model(ContentType), object_id=1
    )
    said = run("update_index")
    assert wanted <= set(Entry.objects.values_list("kind", "object_id", "fingerprint"))
    assert not Entry.objects.filter(pk__in=[left.pk, stranger.pk]).exists()
    assert "组织：" in said
    assert "移除 1 条" in said
    assert "索引已重建" in said
    assert matching("银杏") == {entry_of(unit).pk}
    assert run("check_index") == "索引与记录一致。\n"


def test_search_misses_nothing_while_the_index_is_rebuilt(unit, monkeypatch):
    UnitFactory(name="银杏分局")
    assert len(matching("银杏", kind="organisation")) == 2
    monkeypatch.setattr(rebuilding, "CHUNK", 1)
    seen = []
    rebuild([UNITS], lambda *done: seen.append(len(matching("银杏", kind="organisation"))))
    assert seen
    assert set(seen) == {2}


def test_one_kind_is_rebuilt_alone_and_an_unknown_one_refused(unit):
    project = ProjectFactory(public=True)
    entry_of(project)
    Entry.objects.all().delete()
    run("update_index", kind=["organisation"])
    assert set(Entry.objects.values_list("kind", flat=True)) == {"organisation"}
    with pytest.raises(CommandError):
        call_command("update_index", "--kind", "nothing")


def test_quiet_rebuild_says_nothing(unit):
    assert run("update_index", verbosity=0) == ""


def missing(unit):
    Entry.objects.filter(pk=entry_of(unit).pk).delete()


def stale(unit):
    EntryText.objects.filter(entry=entry_of(unit)).update(title="旧称")


def stale_facet(unit):
    Entry.objects.filter(pk=entry_of(unit).pk).update(place="99990001")


def publicity(unit):
    Entry.objects.filter(pk=entry_of(unit).pk).update(public=False)


def tokens(unit):
    database_engine().erase([entry_of(unit).pk])


def tampered(column, spoilt):
    """Puts something else into a column of tokens, as no writer of ours would."""

    def spoil(unit):
        entry = entry_of(unit)
        key = "entry_id" if connection.vendor == "postgresql" else "rowid"
        held = words_of(entry.words)._asdict()[column]
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE search_tokens SET {column} = %s WHERE {key} = %s",  # noqa: S608
                [spoilt(held), entry.pk],
            )

    spoil.__name__ = f"{column}_{spoilt.__name__}"
    return spoil


def nothing(held):
    return ""


def more(held):
    return f"{held} 水杉"


def turned_round(held):
    return " ".join(reversed(held.split()))


def suggestions(unit):
    Suggestion.objects.filter(entry=entry_of(unit)).delete()


FLAWS = [
    (missing, Flaw.MISSING),
    (stale, Flaw.STALE),
    (stale_facet, Flaw.STALE),
    (publicity, Flaw.PUBLICITY),
    (tokens, Flaw.NO_TOKENS),
    (tampered("title", more), Flaw.TOKENS),
    (tampered("names", turned_round), Flaw.TOKENS),
    (tampered("body", nothing), Flaw.TOKENS),
    (suggestions, Flaw.NO_SUGGESTIONS),
]


@pytest.mark.parametrize(("spoil", "flaw"), FLAWS, ids=lambda part: getattr(part, "__name__", part))
def test_check_finds_names_and_mends_each_flaw(unit, spoil, flaw):
    call_command("update_index", verbosity=0)
    spoil(unit)
    assert list(differences(UNITS)) == [Difference(flaw, unit.pk)]
    out = StringIO()
    with pytest.raises(CommandError) as refused:
        call_command("check_index", stdout=out)
    assert refused.value.returncode == 1
    assert out.getvalue() == f"组织：{flaw.label} 1 条（{unit.number}）\n"
    assert "已修复 1 处" in run("check_index", repair=True)
    assert run("check_index") == "索引与记录一致。\n"
    assert entry_of(unit).pk in matching("银杏中心")


def test_entry_wrong_in_words_and_tokens_is_named_once(unit):
    call_command("update_index", verbosity=0)
    stale(unit)
    tampered("body", nothing)(unit)
    assert list(differences(UNITS)) == [Difference(Flaw.STALE, unit.pk)]
    run("check_index", repair=True)
    assert run("check_index") == "索引与记录一致。\n"


def test_long_text_that_tokens_are_cut_of_is_no_flaw():
    unit = UnitFactory(name="银杏中心", summary="银杏，" * 9_000)
    assert entry_of(unit)
    assert list(differences(UNITS)) == []


def test_check_finds_and_removes_what_is_left_over_and_strange(unit):
    call_command("update_index", verbosity=0)
    content_type = ContentType.objects.get_for_model(Organisation)
    Entry.objects.create(content_type=content_type, object_id=987_654, kind="organisation")
    strange = ContentType.objects.get_for_model(ContentType)
    Entry.objects.create(content_type=strange, object_id=1)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_index", stdout=out)
    assert "组织：记录已不存在 1 条（#987654）" in out.getvalue()
    assert "不再检索的类别：1 条" in out.getvalue()
    run("check_index", repair=True)
    assert run("check_index") == "索引与记录一致。\n"


def test_record_written_past_every_signal_is_found_by_the_check(unit):
    call_command("update_index", verbosity=0)
    Organisation._base_manager.filter(pk=unit.pk).update(summary="负责排水")
    assert list(differences(UNITS)) == [Difference(Flaw.STALE, unit.pk)]
