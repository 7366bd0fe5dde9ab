"""A new site has its columns from the start: front page, cases, other places, notices."""

from django.db import migrations
from django.utils import timezone

COLUMNS = [
    ("projects", "caseindexpage", "案例", "cases", "单位和社区一起办成的事。"),
    ("projects", "caseindexpage", "他山之石", "elsewhere", "其他城市结对共建的公开做法。"),
    ("home", "noticeindexpage", "公告", "notices", ""),
]
TITLE = "首页"
QUICK_WORDS = "排水 助老 就业 文明实践"
LEAD = "机关单位与街道社区结对，项目、资金、成效，一项一项记在这里。"


def page_fields(apps, app_label, model_name, **fields):
    """The columns of the page table that Page.save() would have filled."""
    ContentType = apps.get_model("contenttypes", "ContentType")
    Locale = apps.get_model("wagtailcore", "Locale")
    content_type, _ = ContentType.objects.get_or_create(app_label=app_label, model=model_name)
    now = timezone.now()
    return {
        "content_type": content_type,
        "locale": Locale.objects.get_or_create(language_code="zh-hans")[0],
        "draft_title": fields["title"],
        "live": True,
        "first_published_at": now,
        "last_published_at": now,
        **fields,
    }


def make_site_root(apps, schema_editor):
    """Put the portal's own front page where Wagtail's welcome page stands."""
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    HomePage = apps.get_model("home", "HomePage")
    SiteSettings = apps.get_model("home", "SiteSettings")
    root = Page.objects.get(depth=1)
    welcome = Page.objects.filter(depth=2, slug="home", numchild=0).first()
    step = int(welcome.path[-4:]) if welcome else root.numchild + 1
    path = f"{root.path}{step:04d}"
    # Only the address of the site leads to the welcome page; it moves on to the new one.
    Site.objects.filter(root_page=welcome).update(root_page=root)
    if welcome:
        welcome.delete()
    else:
        Page.objects.filter(pk=root.pk).update(numchild=root.numchild + 1)
    front = HomePage.objects.create(
        **page_fields(
            apps,
            "home",
            "homepage",
            title=TITLE,
            slug="home",
            path=path,
            depth=2,
            numchild=len(COLUMNS),
            url_path="/home/",
        ),
        lead=LEAD,
        quick_words=QUICK_WORDS,
    )
    for position, (app_label, model_name, title, slug, summary) in enumerate(COLUMNS, start=1):
        apps.get_model(app_label, model_name).objects.create(
            **page_fields(
                apps,
                app_label,
                model_name,
                title=title,
                slug=slug,
                path=f"{path}{position:04d}",
                depth=3,
                numchild=0,
                url_path=f"/home/{slug}/",
            ),
            summary=summary,
        )
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page_id": front.pk},
        create_defaults={"hostname": "localhost", "root_page_id": front.pk, "is_default_site": True},
    )
    SiteSettings.objects.create(site=site)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
        ("projects", "0001_initial"),
    ]

    operations = [migrations.RunPython(make_site_root, migrations.RunPython.noop)]
