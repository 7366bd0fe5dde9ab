"""What components and filters write, given what views hand them."""

import datetime
from decimal import Decimal

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory

from portal import wording
from portal.figures import Figure
from portal.templatetags.portal_format import unbroken

LOAD = "{% load portal_format portal_components %}"
DAY = datetime.date(2024, 6, 30)


def shown(source: str, path: str = "/projects/", **values: object) -> str:
    """Return what a template with these values writes for a request of this path."""
    request = RequestFactory().get(path)
    return Template(LOAD + source).render(Context({"request": request, **values}))


class Filter(forms.Form):
    q = forms.CharField(label="名称", required=False)
    field = forms.ChoiceField(
        label="领域", choices=[("", "全部"), ("公共", [("gg", "公共服务")])], required=False
    )
    tags = forms.MultipleChoiceField(
        label="标签", choices=[("a", "甲"), ("b", "乙")], required=False
    )
    since = forms.DateField(
        label="起始日期", required=False, error_messages={"invalid": "请填写日期。"}
    )
    view = forms.CharField(widget=forms.HiddenInput, required=False)


def filter_bar(path: str) -> str:
    form = Filter(RequestFactory().get(path).GET)
    return shown("{% filter_bar form total=3 unit='个' %}", path, form=form)


class TestAmounts:
    @pytest.mark.parametrize(
        ("yuan", "text"),
        [
            ("106000000", "1.06 亿元"),
            ("1192600", "119.26 万元"),
            ("99999999.99", "1 亿元"),
            ("9999.99", "9,999.99 元"),
            ("9999.50", "9,999.50 元"),
            ("800", "800 元"),
            ("0", "0 元"),
            ("-20000", "-2 万元"),
            ("123456789012.34", "1,234.57 亿元"),
        ],
    )
    def test_an_amount_is_short_in_the_largest_unit_that_fits(self, yuan, text):
        assert wording.money_short(Decimal(yuan)).replace(wording.NBSP, " ") == text

    def test_an_amount_in_full_has_groups_and_two_decimals(self):
        assert shown("{{ v|money }}", v=Decimal("1060000.0")) == "1,060,000.00"

    def test_the_short_form_carries_the_exact_amount(self):
        html = shown("{{ v|amount }}", v=Decimal("1192600.05"))
        assert 'value="1192600.05"' in html
        assert 'title="1,192,600.05 元"' in html

    @pytest.mark.parametrize(
        "odd", [None, "", "abc", "NaN", Decimal("NaN"), Decimal("Infinity"), "1e999999", "9" * 5000]
    )
    def test_what_is_no_amount_is_a_dash(self, odd):
        assert shown("{{ v|money }}{{ v|money_short }}{{ v|amount }}{{ v|grouped }}", v=odd) == (
            wording.NOTHING * 4
        )

    def test_counts_are_grouped(self):
        assert shown("{{ a|grouped }} {{ b|grouped }}", a=3417, b=Decimal("1.50")) == "3,417 1.5"


class TestDays:
    def test_a_day_is_written_in_full_in_a_time_element(self):
        assert shown("{{ d|day }}", d=DAY).replace(wording.NBSP, " ") == (
            '<time datetime="2024-06-30">2024 年 6 月 30 日</time>'
        )

    def test_a_moment_is_the_day_it_was_here(self):
        late = datetime.datetime(2024, 6, 30, 17, 0, tzinfo=datetime.UTC)
        assert "2024-07-01" in shown("{{ d|day_number }}", d=late)

    @pytest.mark.parametrize("odd", [None, "", "2024-13-01", 5])
    def test_what_is_no_day_is_left_out(self, odd):
        assert shown("{{ d|day }}{{ d|day_short }}{{ d|month }}{% day_span d d %}", d=odd) == ""

    def test_a_span_writes_the_shared_year_once(self):
        html = shown("{% day_span a b %}", a=datetime.date(2024, 3, 1), b=DAY)
        assert html.count(f"2024{wording.NBSP}年") == 1
        assert " 至 " in html

    def test_a_span_over_years_writes_both(self):
        html = shown("{% day_span a b %}", a=datetime.date(2023, 3, 1), b=DAY)
        assert f"2023{wording.NBSP}年" in html
        assert f"2024{wording.NBSP}年" in html

    def test_an_open_span_says_so(self):
        assert shown("{% day_span a None %}", a=DAY).endswith("起")


class TestPager:
    def test_other_filters_stay_and_the_page_is_replaced(self):
        page = Paginator(range(100), 10).page(3)
        html = shown("{% pager page %}", "/projects/?q=板桥&page=3", page=page)
        assert 'href="?q=%E6%9D%BF%E6%A1%A5&amp;page=4"' in html
        assert 'aria-current="page"' in html
        assert "page=3&amp;page" not in html

    def test_one_page_needs_no_pager(self):
        assert "<nav" not in shown("{% pager page %}", page=Paginator(range(3), 10).page(1))


class TestFilterBar:
    def test_every_filter_in_force_can_be_lifted_alone(self):
        html = filter_bar("/projects/?q=板桥&field=gg&tags=a&tags=b&page=4")
        assert html.count("chip--remove") == 4
        assert "公共服务" in html
        assert 'href="?q=%E6%9D%BF%E6%A1%A5&amp;field=gg&amp;tags=b"' in html

    def test_values_that_are_no_choice_make_no_chip(self):
        html = filter_bar("/projects/?field=zz&tags=zz")
        assert "chip--remove" not in html

    def test_an_error_stands_at_its_field_and_opens_the_fold(self):
        html = filter_bar("/projects/?since=abc")
        assert "请填写日期。" in html
        assert "<details open" in html.replace(' class="filter__toggle"', "")

    def test_what_was_typed_is_escaped(self):
        html = filter_bar("/projects/?q=<script>alert(1)</script>")
        assert "<script>" not in html

    def test_a_long_value_is_shortened_in_its_chip(self):
        html = filter_bar(f"/projects/?q={'长' * 60}")
        assert f"{'长' * 24}…" in html

    def test_hidden_fields_are_kept(self):
        assert 'name="view"' in filter_bar("/projects/?view=list")


class TestFigures:
    money = Figure(
        "funds", "协调争取资金", Decimal("106000000.01"), "元", "经核验的到账。", "/funds/"
    )
    units = Figure("units", "结对单位", 638, "家", "去重计数。", "/pairings/", side="unit")

    def test_a_figure_leads_to_its_list_and_says_how_it_was_counted(self):
        html = shown("{% figure f %}", f=self.units)
        assert 'href="/pairings/"' in html
        assert "去重计数。" in html
        assert "fig--unit" in html

    def test_money_is_short_and_exact_in_its_title(self):
        html = shown("{% figure f %}", f=self.money)
        assert ">1.06<" in html
        assert "亿元" in html
        assert 'title="106,000,000.01 元"' in html

    def test_the_weave_sorts_figures_by_whose_they_are(self):
        html = shown("{% figure_weave figures %}", figures=[self.money, self.units])
        assert html.index("结对单位") < html.index("共同做成") < html.index("协调争取资金")

    def test_bars_fill_by_the_largest_row(self):
        html = shown("{% bars rows %}", rows=[("甲", 40, "/a/"), ("乙", 10, ""), ("丙", 0, "")])
        assert 'width="100.0"' in html
        assert 'width="25.0"' in html
        assert 'width="0.0"' in html

    def test_rows_of_nothing_do_not_divide_by_zero(self):
        assert "tint-0" in shown("{% tile_grid rows %}", rows=[("甲", 0, ""), ("乙", None, "")])

    def test_nothing_is_styled_inline(self):
        html = shown("{% bars rows %}{% tile_grid rows %}{% strands %}", rows=[("甲", 4, "/")])
        assert "style=" not in html
        assert "<script" not in html


class TestRecords:
    def test_a_stage_line_marks_where_it_stands(self):
        html = shown("{% stages s %}", s=[("立项", "done", DAY), ("实施", "now", None)])
        assert html.count('aria-current="step"') == 1
        assert "（已完成）" in html
        assert "2024-06" in html

    def test_the_path_begins_at_home_and_ends_without_a_link(self):
        html = shown('{% crumbs "共建项目" "/projects/" "XM-1" %}')
        assert '<a href="/">首页</a>' in html
        assert '<a href="/projects/">共建项目</a>' in html
        assert '<span aria-current="page">XM-1</span>' in html

    def test_facts_without_a_value_are_left_out(self):
        html = shown("{% facts rows %}", rows=[("来源", None, ""), ("地点", "板桥", "/p/")])
        assert "来源" not in html
        assert '<a href="/p/">板桥</a>' in html

    def test_a_card_escapes_its_words_and_keeps_its_slot(self):
        html = shown(
            "{% card title=t url='/a/' text=t number='XM-1' %}<b>内</b>{{ t }}{% endcard %}",
            t="<i>",
        )
        assert "<i>" not in html
        assert "<b>内</b>&lt;i&gt;" in html
        assert '<svg class="art' in html

    def test_a_card_of_a_pairing_is_headed_by_its_two_sides(self):
        html = shown("{% card title='JD-1' url='/a/' unit='甲' place='乙' %}{% endcard %}")
        assert html.index("sides__unit") < html.index("sides__place")
        assert html.count("<a ") == 1

    def test_a_ledger_heads_its_columns(self):
        html = shown("{% ledger '日期:sub' '金额:money' caption='明细' %}<tr></tr>{% endledger %}")
        assert '<th scope="col" class="is-money">金额</th>' in html
        assert "<tr></tr>" in html

    def test_parties_with_a_page_are_linked_only_where_asked(self):
        class Body:
            def __str__(self) -> str:
                return "市水务集团"

            def get_absolute_url(self) -> str:
                return "/organisations/1/"

        assert "href" not in shown("{% sides a a %}", a=Body())
        assert shown("{% sides a a linked=True %}", a=Body()).count("href") == 2


def test_numbers_of_records_and_days_stay_whole_and_the_rest_is_escaped():
    said = unbroken("认领 RL-2024-000008 <b> 2024-06-28 09:30")
    whole = '<span class="nowrap">{}</span>'
    assert said == (
        f"认领 {whole.format('RL-2024-000008')} &lt;b&gt; {whole.format('2024-06-28 09:30')}"
    )
