"""The short names that an organisation gives itself in its summary."""

import pytest

from partners.short_names import short_names_in


@pytest.mark.parametrize(
    ("summary", "names"),
    [
        ("简称市公建中心。承担市级工程。", ["市公建中心"]),
        ("简称市民营女企联、女企联。会员若干。", ["市民营女企联", "女企联"]),
        ("某市稻米产业协会（以下简称“市稻米协会”）成立于2010年。", ["市稻米协会"]),
        ("以下简称：「水务局」，设八个处室。", ["水务局"]),
        ("简称为《家园联盟》", ["家园联盟"]),
        ("簡稱市建委。", ["市建委"]),
        ("简称甲、乙方、甲。又简称乙方。", ["乙方"]),
        ("简称这里其实是一句很长很长而且根本不是名称的话所以不算", []),
        ("承担市级工程。", []),
        ("简称", []),
        ("简称。", []),
        ("", []),
    ],
)
def test_short_names_are_read_from_the_summary(summary, names):
    assert short_names_in(summary) == names
