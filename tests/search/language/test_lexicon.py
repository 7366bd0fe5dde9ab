"""What is known of words."""

from search.language.lexicon import Lexicon, with_city, without_suffix

UNIVERSITIES = Lexicon(groups=[["南京大学", "南大"], ["东南大学", "东大"]])


def test_names_of_one_organisation_stand_for_each_other() -> None:
    assert UNIVERSITIES.names_like("南大") == ["南京大学"]
    assert UNIVERSITIES.names_like("南京大学") == ["南大"]
    assert UNIVERSITIES.names_like("河海大学") == []


def test_a_short_name_inside_anothers_name_is_told() -> None:
    assert UNIVERSITIES.longer_names("南大") == ["东南大学"]
    assert UNIVERSITIES.longer_names("东大") == []


def test_people_leave_the_level_out() -> None:
    lexicon = Lexicon(groups=[["南京市物业管理行业协会", "市物协"]])
    assert "南京市物业管理行业协会" in lexicon.names_like("物协")
    assert not Lexicon(groups=[["市委组织部"]]).is_name("委组织部")


def test_a_citys_own_bodies_are_called_with_and_without_its_name() -> None:
    assert with_city(["南京市民政局"], "南京市") == ["南京市民政局", "市民政局"]
    assert with_city(["市公建中心"], "南京市") == ["市公建中心", "南京市公建中心"]
    assert with_city(["河海大学"], "南京市") == ["河海大学"]


def test_synonyms_mean_the_same_both_ways() -> None:
    lexicon = Lexicon(synonyms=[["老年食堂", "助餐点"], ["助餐点", "长者食堂"]])
    assert lexicon.synonyms_of("助餐点") == ["老年食堂", "长者食堂"]
    assert lexicon.synonyms_of("老年食堂") == ["助餐点"]


def test_the_longest_known_word_wins() -> None:
    lexicon = Lexicon(groups=[["板桥"], ["板桥街道"]], kind_words={"案例": "case"})
    assert lexicon.longest_known("在板桥街道办", 1) == "板桥街道"
    assert lexicon.longest_known("板桥案例", 2) == "案例"
    assert lexicon.longest_known("板桥案例", 3) == ""


def test_places_are_names_too() -> None:
    lexicon = Lexicon(groups=[["南京大学"]], places=[["板桥街道"]])
    assert lexicon.is_name("板桥")
    assert lexicon.is_place("板桥")
    assert lexicon.is_place("板桥街道")
    assert not lexicon.is_place("南京大学")


def test_abbreviations_take_characters_in_order() -> None:
    lexicon = Lexicon(groups=[["江苏省人民医院"], ["南京鼓楼医院"]])
    assert lexicon.abbreviated("省人医") == ["江苏省人民医院"]
    assert lexicon.abbreviated("医人省") == []


def test_signs_in_a_word_are_no_pattern() -> None:
    assert Lexicon(groups=[["板桥"]]).abbreviated(".*(") == []
    assert Lexicon(groups=[["板桥"]]).longer_names("[") == []


def test_common_words_are_known_by_their_sound() -> None:
    lexicon = Lexicon(synonyms=[["垃圾分类", "分类投放"]])
    assert lexicon.sounding("ljfl") == ["垃圾分类"]
    assert lexicon.sounding("lajifenlei") == ["垃圾分类"]
    assert lexicon.sounding("lj") == []


def test_committees_have_forms_that_everybody_uses() -> None:
    assert "市委组织部" in with_city(["中共南京市委组织部"], "南京市")
    assert "团市委" in with_city(["共青团成都市委员会"], "成都市")


def test_people_say_a_place_without_its_level() -> None:
    assert [without_suffix(p) for p in ("鼓楼区", "板桥街道", "永宁镇", "沙村")] == [
        *("鼓楼", "板桥", "永宁", "沙村"),
    ]
