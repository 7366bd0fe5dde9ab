"""The tools that look at a running portal choose one page of each kind."""

from tests.pages import one_of_each, public_pages


def test_first_page_of_each_kind_stands_for_the_others():
    paths = ["/", "/projects/", "/projects/XM-2024-000001/", "/projects/XM-2024-000002/", "/cases/"]
    assert one_of_each(paths) == ["/", "/projects/", "/projects/XM-2024-000001/", "/cases/"]


def test_sitemap_of_sitemaps_is_followed():
    texts = {
        "/sitemap.xml": "<sitemapindex><sitemap><loc>http://x/sitemap-a.xml?p=2</loc></sitemap>"
        "</sitemapindex>",
        "/sitemap-a.xml?p=2": "<urlset><url><loc>http://x/projects/a/</loc></url></urlset>",
    }
    assert public_pages(texts.__getitem__) == ["/", "/projects/a/"]
