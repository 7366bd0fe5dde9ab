"""Traditional characters are folded one by one."""

from portal.script import simplified


def test_traditional_characters_become_simplified_ones_in_their_place():
    assert "請大家掃碼付款，黨群服務".translate(simplified()) == "请大家扫码付款，党群服务"


def test_simplified_characters_and_other_signs_stay():
    assert "请扫码 abc 123".translate(simplified()) == "请扫码 abc 123"
