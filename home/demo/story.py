"""What a page of the demo is made of, before it becomes one."""

import dataclasses
from typing import Any

Block = tuple[str, Any]


@dataclasses.dataclass(frozen=True)
class Story:
    """A case story in words; `records` names published records (see City.cases) by field."""

    slug: str
    title: str
    summary: str
    source: str
    body: tuple[Block, ...]
    place: str = ""  # code of the division; empty for other cities
    place_text: str = ""
    field: str = ""
    year: int | None = None
    parties_text: str = ""
    method: tuple[str, ...] = ()
    records: dict[str, str] = dataclasses.field(default_factory=dict)


def paragraphs(*texts: str) -> Block:
    """Running text."""
    return ("paragraph", "".join(f"<p>{text}</p>" for text in texts))


def heading(text: str) -> Block:
    """A heading between paragraphs."""
    return ("heading", text)


def callout(title: str, *texts: str) -> Block:
    """A box beside the story."""
    return ("callout", {"title": title, "text": "".join(f"<p>{text}</p>" for text in texts)})


def facts(title: str, source: str, *rows: tuple[str, str], script: str = "zh-Hans") -> Block:
    """Published facts of a place that has no records here."""
    return (
        "fact_list",
        {
            "title": title,
            "facts": [{"label": label, "value": value} for label, value in rows],
            "source": source,
            "script": script,
        },
    )


def quote(text: str, who: str, script: str = "zh-Hans") -> Block:
    """Words as they were published."""
    return ("quote", {"text": text, "who": who, "script": script})


def steps(title: str, *names: str) -> Block:
    """A method, step by step."""
    rows = [{"title": name, "text": ""} for name in names]
    return ("steps", {"title": title, "steps": rows})


def figures(title: str = "实时数字") -> Block:
    """Figures read from the linked records when the page is."""
    return ("live_figures", {"title": title, "readable": ["outcomes", "money", "activities"]})
