"""Numbers however they are parted, joined and spelt; figures, amounts and codes that are none."""

import base64
import hashlib
import random
import uuid

import pytest

from portal.text_guard import Kind, findings

NUMBER = "13800138000"


def found(text):
    return [(one.kind, text[one.start : one.end]) for one in findings(text)]


@pytest.mark.parametrize(
    "written",
    [
        "138;0013;8000",
        "138：0013：8000",
        "138=0013=8000",
        "138'0013'8000",
        "138【0013】8000",
        "138“0013”8000",
        "138❤0013❤8000",
        "138📞0013📞8000",
        "138-----0013-----8000",
        "1❤3❤8❤0❤0❤1❤3❤8❤0❤0❤0",
        "㊀㊂㊇〇〇㊀㊂㊇〇〇〇",
        "㈠㈢㈧〇〇㈠㈢㈧〇〇〇",
        "〡〣〨〇〇〡〣〨〇〇〇",
        "弌三八零零一三八零零零",
        "幺三八洞洞幺三八洞洞洞",
        "𝟏𝟑𝟖𝟎𝟎𝟏𝟑𝟖𝟎𝟎𝟎",
        "138O0138OO0",
        "l38oo138ooo",
        "I3800138000",
        "138ОО138ООО",
        "1\u03493\u03498\u03490\u03490138000",
    ],
)
def test_a_mobile_is_found_however_it_is_spelt(written):
    assert found(f"请联系{written}咨询") == [(Kind.MOBILE, written)]
    assert findings(written)[0].value == NUMBER


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{NUMBER}or13900139000", 2),
        (f"Tel{NUMBER}Fax02583200000", 1),
        (f"微信v1x{NUMBER}", 1),
        (f"联系A1B{NUMBER}", 1),
        (f"{NUMBER}x8001", 1),
        (f"wxid_1a2b3c{NUMBER}", 1),
        (f"Tel138-0013-8000Fax{NUMBER}", 2),
        (f"电话{NUMBER}元", 1),
        (f"电话：{NUMBER}.00", 1),
        (f"tel {NUMBER}.00", 1),
    ],
)
def test_a_mobile_is_found_beside_letters_and_units(text, count):
    assert [kind for kind, _ in found(text)] == [Kind.MOBILE] * count


@pytest.mark.parametrize(
    "written",
    [
        "11010519491231002Х",  # Cyrillic
        "11010519491231002Χ",  # Greek
        "11010519491231002х",
        "11010519491231002✖",
        "11O1O51949l231OO2X",
        "110105:19491231:002X",
        "110105【19491231】002X",
    ],
)
def test_an_identity_number_is_found_however_it_is_spelt(written):
    assert found(f"证号{written}") == [(Kind.ID_CARD, written)]


def test_an_identity_number_is_found_beside_letters():
    assert [kind for kind, _ in found("ID1N11010519491231002X")] == [Kind.ID_CARD]


@pytest.mark.parametrize(
    "text",
    [
        "ICBC1B6222021001123456789",
        "20240630A15320186452B01",  # an order's number
        "JD-2024-000123；XM-2024-000456；HD-2024-000789",
        "13:30；14:00；15:30；16:00；17:30；18:00",
        "户数：153；户数：2024；户数：1200",
        "153；1520；3300；2024",
        "15,320,186,452",
        "150：20240630",
        "增长 153%2024%1200%",
        "￥153￥1520￥3300",
        "138001380001",
        "合计 13800138000.00 元",
        "拨付资金13800138000元",
        "二〇二四年一月三日至二〇二五年一月三日",
        "IO1380O、lO2",
        "025-83191234；83191235",
        "邻里宴：三鲜汤、八宝饭、九转大肠、一品豆腐、四喜丸子、五香豆、七彩时蔬、六合鱼。",
        "建成充电桩1380个，服务居民 138000 人次，投入 138.5 万元",
    ],
)
def test_figures_and_codes_are_no_numbers(text):
    assert found(text) == []


def test_hashes_and_codes_made_by_machines_hold_no_numbers():
    chance = random.Random(7)
    for _ in range(500):
        key = chance.randbytes(96)
        for code in (
            hashlib.sha256(key).hexdigest(),
            base64.b64encode(key).decode(),
            str(uuid.UUID(bytes=key[:16])),
        ):
            assert found(f"校验码 {code}") == []


def test_a_uuid_is_no_mobile():
    assert found("550e8400-e29b-41d4-a716-a13800138000") == []
