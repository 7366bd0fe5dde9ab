"""The root of the pages and the site bear names that are read in the admin."""

from django.db import migrations

NAMES = ("Root", "全部页面")
FOLDERS = ("Root", "全部文件")
SITE = "门户"


def name_them(apps, schema_editor):
    rename(apps, NAMES, FOLDERS)
    Site = apps.get_model("wagtailcore", "Site")
    Site.objects.filter(is_default_site=True, site_name="").update(site_name=SITE)


def name_them_back(apps, schema_editor):
    rename(apps, reversed(NAMES), reversed(FOLDERS))
    Site = apps.get_model("wagtailcore", "Site")
    Site.objects.filter(site_name=SITE).update(site_name="")


def rename(apps, names, folders):
    """From the first name to the second, where nobody chose another."""
    before, after = names
    pages = apps.get_model("wagtailcore", "Page").objects.filter(depth=1)
    pages.filter(title=before).update(title=after)
    pages.filter(draft_title=before).update(draft_title=after)
    before, after = folders
    root = apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name=before)
    root.update(name=after)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_site_root"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(name_them, name_them_back)]
