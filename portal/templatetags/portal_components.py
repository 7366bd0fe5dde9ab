"""The parts a page is made of. Each tag fills one template of `templates/components/`."""

from collections.abc import Iterable

from django import template
from django.forms import BaseForm
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from portal import art as pictures
from portal import rows as shapes
from portal.chips import active_filters, split_fields

register = template.Library()


def component(name: str):
    """Register a function as the tag that fills `components/<name>.html`."""
    return register.inclusion_tag(f"components/{name}.html", name=name)


# Where am I: path, pages, years


@component("crumbs")
def crumbs(*parts: str) -> dict:
    """The path to this page: label, url, label, url, …, the last label without url.

    首页 comes first by itself: {% crumbs "共建项目" list_url project.number %}
    """
    pairs = [parts[i : i + 2] for i in range(0, len(parts), 2)]
    return {"crumbs": [(pair[0], pair[1] if len(pair) > 1 else "") for pair in pairs]}


@register.inclusion_tag("components/pager.html", takes_context=True)
def pager(context: template.Context, page, param: str = "page", unit: str = "条") -> dict:
    """Links to the other pages of a Django Page; the rest of the query string stays."""
    query = context["request"].GET.copy()
    query.pop(param, None)
    kept, pages = query.urlencode(), page.paginator
    return {
        "page": page,
        "window": list(pages.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "gap": pages.ELLIPSIS,
        "prefix": f"?{kept}&{param}=" if kept else f"?{param}=",
        "unit": unit,
    }


@component("switch")
def switch(items: Iterable, label: str = "年度") -> dict:
    """A row of choices that exclude each other: items of label, url, current."""
    return {"items": [shapes.choice(item) for item in items], "label": label}


@register.inclusion_tag("components/filter_bar.html", takes_context=True)
def filter_bar(
    context: template.Context, form: BaseForm, total=None, unit: str = "条", action: str = ""
) -> dict:
    """Any GET form as a filter: text fields first, then choices, then the chips in force."""
    request = context["request"]
    lead, more = split_fields(form)
    chips = active_filters(form, request.GET)
    return {
        "form": form,
        "lead": lead,
        "more": more,
        "chips": chips,
        "action": action or request.path,
        "total": total,
        "unit": unit,
        "open": any(field.errors for field in more) or bool(form.non_field_errors()),
    }


# Figures


@component("figure")
def figure(figure) -> dict:
    """One figure: number, unit and label as one link, 「口径」 to open beside it."""
    return {"figure": figure, "written": shapes.written(figure), "exact": shapes.exact(figure)}


@component("figures")
def figures(figures: Iterable) -> dict:
    """Figures as tiles on one sheet."""
    return {"figures": list(figures)}


@component("figure_weave")
def figure_weave(figures: Iterable) -> dict:
    """Figures by whose they are: the unit's side, the community's side, and what both made."""
    listed = list(figures)
    return {
        "unit_side": [f for f in listed if f.side == "unit"],
        "place_side": [f for f in listed if f.side == "place"],
        "joint": [f for f in listed if f.side not in ("unit", "place")],
    }


@component("bars")
def bars(rows: Iterable, unit: str = "个", side: str = "", caption: str = "") -> dict:
    """Rows of label, value, url as bars with their numbers; the longest fills the width."""
    return {"rows": shapes.bars(rows), "unit": unit, "side": side, "caption": caption}


@component("tile_grid")
def tile_grid(rows: Iterable, unit: str = "个", caption: str = "") -> dict:
    """Rows of label, value, url as tiles, the more the deeper the ground. Never a map."""
    return {"rows": shapes.bars(rows), "unit": unit, "caption": caption}


# Who, how far, when


@component("sides")
def sides(unit, place, linked: bool = False, layout: str = "stack") -> dict:
    """The two sides of a pairing with the knot between; layout stack (cards) or row (heads)."""
    return {
        "unit": shapes.named(unit, linked),
        "place": shapes.named(place, linked),
        "layout": layout,
    }


@component("party")
def party(who, role: str = "", side: str = "", linked: bool = True, note: str = "") -> dict:
    """One party with its role; side unit, place or empty colours the line before it."""
    return {"who": shapes.named(who, linked), "role": role, "side": side, "note": note}


@component("stages")
def stages(stages: Iterable) -> dict:
    """A line with stops: items of label, status (done, now, todo, stop), date or None."""
    return {"stages": [shapes.stage(item) for item in stages]}


@component("timeline")
def timeline(events: Iterable, level: int = 3) -> dict:
    """What happened, newest first: events with date, title, text, side, by, url, picture."""
    return {"events": events, "level": level}


@component("checklist")
def checklist(items: Iterable) -> dict:
    """What a pairing does in a year: items with label, done, date, url, note."""
    return {"items": items}


@component("status_tag")
def status_tag(label: str, tone: str = "") -> dict:
    """A short word on a ground: tone done, now, wait, stop or empty."""
    return {"label": label, "tone": tone}


@component("facts")
def facts(rows: Iterable) -> dict:
    """Label and value in two columns: items of label, value, url; none without a value."""
    return {"rows": [row for row in map(shapes.fact, rows) if row.value not in (None, "")]}


# Sheets, messages, pictures


@component("empty")
def empty(title: str, text: str = "", url: str = "", link: str = "") -> dict:
    """Nothing to show, said plainly, with a way on."""
    return {"title": title, "text": text, "url": url, "link": link}


@component("notice")
def notice(text: str, title: str = "", tone: str = "") -> dict:
    """A box that asks for attention: tone wait (gold), stop, done or empty."""
    return {"text": text, "title": title, "tone": tone}


@component("section_head")
def section_head(
    title: str,
    *,
    url: str = "",
    link: str = "查看全部",
    note: str = "",
    level: int = 2,
    anchor: str = "",
) -> dict:
    """A heading on its rule, with a note and a link to the whole list."""
    return {
        "title": title,
        "url": url,
        "link": link,
        "note": note,
        "level": level,
        "anchor": anchor,
    }


@component("result")
def result(kind: str, title: str, url: str, text: str = "", meta: str = "") -> dict:
    """One find of the search."""
    return {"kind": kind, "title": title, "url": url, "text": text, "meta": meta}


@register.simple_block_tag(takes_context=True)
def card(context: template.Context, content: str, title: str, url: str = "", **parts) -> SafeString:
    """A thing that has a face; the block's content stands under its text.

    Parts: kicker, text, number (draws its picture), picture (markup, goes before the drawn one),
    meta (a quiet last line), level (of the heading, 3), side.
    """
    values = {"level": 3, **parts, "title": title, "url": url}
    values["body"] = mark_safe(content.strip())
    return mark_safe(render_to_string("components/card.html", values))


@register.simple_block_tag
def ledger(content: str, *columns: str, caption: str = "") -> SafeString:
    """A register as a table: columns as "名称:kind", kind main, side, money, sub or num.

    The rows stand in the block, their cells carry the class is-<kind>: on a phone main and side
    (or money) make the first line of a row, the rest the second.
    """
    heads = [(label, kind or "sub") for label, _, kind in (c.partition(":") for c in columns)]
    values = {"heads": heads, "caption": caption, "rows": mark_safe(content)}
    return mark_safe(render_to_string("components/ledger.html", values))


@register.simple_tag
def art(number: object) -> SafeString:
    """The picture drawn from a record's number, as inline SVG."""
    return mark_safe(pictures.svg(str(number)))


@register.inclusion_tag("components/knot.html")
def knot() -> dict:
    """The mark: two linked rings."""
    return {}


@register.inclusion_tag("components/strands.html")
def strands() -> dict:
    """The two strands across the page, under the head of the front page."""
    return {}
