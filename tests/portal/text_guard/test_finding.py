"""What is found in a text and what is not, and that each finding stands where it was typed."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.text_guard import Kind, findings, hide
from portal.text_guard.checks import passes_luhn
from tests.portal.text_guard.numbers_made import cards, identity_numbers, mobiles, parted

WORDS = st.text(
    st.characters(categories=["Lo"], max_codepoint=0x9FFF, min_codepoint=0x4E00).filter(
        lambda sign: sign not in "〇零一二两三四五六七八九十幺壹贰叁肆伍陆柒捌玖兩弌貳參陸亿元万"
    ),
    max_size=20,
)


def kinds(text):
    return [(one.kind, text[one.start : one.end]) for one in findings(text)]


@given(st.data(), st.one_of(identity_numbers(), mobiles(), cards()), WORDS, WORDS)
def test_a_number_is_found_at_its_spot_however_it_is_parted(data, number, before, after):
    kind, digits = number
    written = data.draw(parted(digits))
    found = [one for one in findings(before + written + after) if one.kind == kind]
    assert [(one.start, one.end) for one in found] == [(len(before), len(before) + len(written))]


@given(identity_numbers(), st.integers(1, 10))
def test_a_wrong_check_character_is_no_identity_number(number, step):
    checks = "0123456789X"
    _, digits = number
    wrong = digits[:17] + checks[(checks.index(digits[17]) + step) % 11]
    assert Kind.ID_CARD not in [one.kind for one in findings(wrong)]


@given(cards(), st.integers(1, 9))
def test_a_wrong_last_digit_is_no_card(number, step):
    _, digits = number
    wrong = digits[:-1] + str((int(digits[-1]) + step) % 10)
    assert Kind.BANK_CARD not in [one.kind for one in findings(f"卡片{wrong}")]


@given(st.text(st.characters(exclude_categories=["Nd", "No", "Nl"])))
def test_a_text_without_digits_holds_no_number(text):
    numerals = set("〇零○一壹幺二贰貳三叁參四肆五伍六陆陸七柒八捌九玖")
    plain = "".join(sign for sign in text if sign not in numerals)
    assert not {one.kind for one in findings(plain)} & {Kind.ID_CARD, Kind.MOBILE, Kind.BANK_CARD}


@given(st.text(), st.text())
def test_any_text_is_read_and_what_is_hidden_is_gone(before, after):
    text = f"{before}，13800138000，{after}"
    assert "13800138000" not in hide(text)
    assert hide("13800138000") == "138******00"


@given(st.one_of(identity_numbers(), mobiles(), cards()))
def test_a_finding_never_shows_its_number(number):
    _, digits = number
    for one in findings(digits):
        assert digits not in repr(one)
        assert len(one.masked) == len(digits)
        assert one.masked[3:-2] == "*" * (len(digits) - 5)


@pytest.mark.parametrize(
    ("kind", "text", "spot"),
    [
        (Kind.MOBILE, "联系电话13800138000。", "13800138000"),
        (Kind.MOBILE, "电话：１３８００１３８０００", "１３８００１３８０００"),
        (Kind.MOBILE, "请拨 138-0013-8000", "138-0013-8000"),
        (Kind.MOBILE, "请拨 138.0013.8000", "138.0013.8000"),
        (Kind.MOBILE, "请拨 1 3 8 0 0 1 3 8 0 0 0", "1 3 8 0 0 1 3 8 0 0 0"),
        (Kind.MOBILE, "138\u200b0013\u200b8000", "138\u200b0013\u200b8000"),
        (Kind.MOBILE, "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣", "1️⃣3️⃣8️⃣0️⃣0️⃣1️⃣3️⃣8️⃣0️⃣0️⃣0"),
        (Kind.MOBILE, "①③⑧⓪⓪①③⑧⓪⓪⓪", "①③⑧⓪⓪①③⑧⓪⓪⓪"),
        (Kind.MOBILE, "幺三八零零幺三八零零零", "幺三八零零幺三八零零零"),
        (Kind.MOBILE, "+8613800138000", "8613800138000"),
        (Kind.MOBILE, "0086 138 0013 8000", "0086 138 0013 8000"),
        (Kind.MOBILE, "加v13800138000", "13800138000"),
        (Kind.MOBILE, "13800138000@example.com", "13800138000"),
        (Kind.MOBILE, "1380\n0138000", "1380\n0138000"),
        (Kind.MOBILE, "138 0013-8-001", "138 0013-8-001"),  # no day: the year is none
        (Kind.MOBILE, "138 2024-8-001", "138 2024-8-001"),  # nor is that one
        (Kind.MOBILE, "2024 138 0013 8000 2025", "138 0013 8000"),
        (Kind.ID_CARD, "11010519491231002X", "11010519491231002X"),
        (Kind.ID_CARD, "11010519491231002ｘ", "11010519491231002ｘ"),
        (Kind.ID_CARD, "110105 19491231 002X", "110105 19491231 002X"),
        (Kind.ID_CARD, "110105 1949-12-31 002X", "110105 1949-12-31 002X"),
        (Kind.ID_CARD, "11000020-0001 1 00006", "11000020-0001 1 00006"),
        (Kind.ID_CARD, "证号440524188001010014不符；440524 198001 01001 4", None),
        (Kind.ID_CARD, "旧证 320106550101123", "320106550101123"),
        (Kind.BANK_CARD, "6222 0212 3456 7890 128", "6222 0212 3456 7890 128"),
        (Kind.BANK_CARD, "4111111111111111", "4111111111111111"),
        (Kind.BANK_CARD, "账号：3200 1890 0012 345", "3200 1890 0012 345"),
    ],
)
def test_numbers_as_people_write_them(kind, text, spot):
    assert spot is None or (kind, spot) in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "JD-2024-000123",
        "XM-2024-000123、HD-2024-000456",
        "统一社会信用代码 91320100MA1XYZ1234",
        "统一社会信用代码 12320100426000123A",
        "1234567890123.00",
        "13800138000.00",
        "协调资金 13800138000 元",
        "1,380,013,800,000",
        "2024-06-30 13:30 至 15:30",
        "共 153 2024-06-30",
        "15、12、10、8、27、34",
        "1520 3300 1250 1890 2024",
        "192.168.100.10",
        "025-83191234、83191235",
        "025-52345678 52345679",
        "400-820-8820",
        "138001380001",  # one digit too many
        "1380013800",  # one too few
        "12345678901",  # no mobile begins so
        "320106199013011234",  # the 13th month
        "990106199001011234",  # no province
        "1718000000000",  # a moment in milliseconds
        "https://example.gov.cn/art/2024/6/30/art_13912_123456.html",
        "550e8400-e29b-41d4-a716-446655440000",
        "二〇二四年六月三十日",
    ],
)
def test_figures_and_codes_are_no_numbers_of_people(text):
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Kind.PAYMENT, "请保存收款码"),
        (Kind.PAYMENT, "收 款 码见下图"),
        (Kind.PAYMENT, "收·款·二·维·码"),
        (Kind.PAYMENT, "付款码"),
        (Kind.PAYMENT, "二维码收款"),
        (Kind.PAYMENT, "支付宝：abc@example.com"),
        (Kind.PAYMENT, "支付宝账号见附件"),
        (Kind.PAYMENT, "可通过微信收款"),
        (Kind.PAYMENT, "https://qr.alipay.com/fkx12345"),
        (Kind.PAYMENT, "HTTPS://QR.ALIPAY.COM/FKX12345"),
        (Kind.PAYMENT, "wxp://f2f0abcdef"),
        (Kind.PAYMENT, "alipays://platformapi/startapp?appId=1"),
        (Kind.PAYMENT, "扫码付款"),
        (Kind.APPEAL, "请捐款"),
        (Kind.APPEAL, "请您踊跃捐款"),
        (Kind.APPEAL, "请社会各界爱心人士伸出援手"),
        (Kind.APPEAL, "呼吁广大居民为他们捐款捐物"),
        (Kind.APPEAL, "欢迎爱心企业捐赠"),
        (Kind.APPEAL, "恳请大家奉献爱心"),
        (Kind.APPEAL, "现面向社会募捐"),
        (Kind.APPEAL, "不得不请大家捐款"),
        (Kind.APPEAL, "严禁摊派。请捐款"),
        (Kind.APPEAL, "扫码捐"),
        (Kind.APPEAL, "扫描下方二维码献爱心"),
        (Kind.APPEAL, "爱心账户"),
        (Kind.APPEAL, "打款至以下账户"),
        (Kind.APPEAL, "善款请汇入指定账户"),
        (Kind.APPEAL, "捐款热线"),
        (Kind.APPEAL, "开户行：某银行某支行\n账号：见附件"),
        (Kind.APPEAL, "献出您的一份爱心"),
        (Kind.APPEAL, "您的每一份捐赠都很重要"),
    ],
)
def test_appeals_and_ways_to_pay_are_found(kind, text):
    assert kind in [one.kind for one in findings(text)]


@pytest.mark.parametrize(
    "text",
    [
        "收到捐赠物资一批，价值 3 万元。",
        "捐赠仪式在社区举行。",
        "邀请居民代表参加捐赠仪式。",
        "市公建中心捐赠图书 500 册。",
        "爱心企业慷慨解囊，为困难家庭送去米油。",
        "协会会员单位捐款 20 万元用于修路。",
        "资金已打款至村集体账户。",
        "协议资金、到账资金、支出和物资折价分别登记。",
        "组织募捐活动共筹得 3 万元。",
        "严禁向居民募捐，严禁摊派。",
        "谨防诈骗，切勿轻信陌生人发来的付款码",
        "教老年人使用微信和健康码。",
        "邀请专家讲解支付安全知识。",
        "申请捐赠资金的项目须公示。",
        "扫码查看活动照片。",
        "请居民代表参加议事会。",
        "欢迎社区居民参加志愿服务。",
        "捐赠方、接收方和见证方共同签字。",
    ],
)
def test_reports_of_gifts_and_funds_are_left_alone(text):
    assert kinds(text) == []


def test_the_yardsticks_documents_hold_nothing():
    lines = Path("tests/search/yardstick/documents.jsonl").read_text("utf-8").splitlines()
    found = [
        (document["id"], one.kind, one.masked)
        for document in map(json.loads, lines)
        for value in document.values()
        for text in (value if isinstance(value, list) else [value])
        for one in findings(text)
    ]
    assert len(lines) > 400
    assert found == []


@pytest.mark.parametrize(
    "piece",
    ["1", "1 ", "请捐", "开户行", "\ud800", "\x00", "1\u200b", "社区居民", "13800138000 ", "收 "],
)
def test_a_hundred_thousand_signs_of_anything_are_read_at_once(piece):
    text = piece * (100_000 // len(piece))
    began = time.perf_counter()
    findings(text)
    assert time.perf_counter() - began < 5


def test_the_luhn_digit_is_that_of_the_standards_example():
    assert passes_luhn("79927398713")
    assert not passes_luhn("79927398710")
