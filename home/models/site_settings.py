"""Who runs the site, and what a government site must say at its foot."""

from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Name and duties of a site. An empty field leaves its line out. No emblem ships with it."""

    select_related = ["logo", "emblem"]

    portal_name = models.CharField("门户名称", max_length=40, default="结对共建")
    tagline = models.CharField("副标题", max_length=60, blank=True)
    logo = models.ForeignKey(
        "portal.PortalImage",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="标志",
        help_text="不选时使用自带的双环标志。",
    )
    host = models.CharField("主办单位", max_length=80, blank=True)
    undertaker = models.CharField("承办单位", max_length=80, blank=True)
    contact = models.CharField("联系方式", max_length=120, blank=True)
    site_code = models.CharField("网站标识码", max_length=20, blank=True)
    icp_number = models.CharField("ICP备案号", max_length=40, blank=True)
    police_number = models.CharField("公安备案号", max_length=40, blank=True)
    emblem = models.ForeignKey(
        "portal.PortalImage",
        models.SET_NULL,
        related_name="+",
        null=True,
        blank=True,
        verbose_name="党政机关标识",
        help_text="由主办单位按规定申领后上传。",
    )
    report_error_url = models.URLField("找错链接", blank=True)
    seo_description = models.CharField(
        "网站简介", max_length=160, blank=True, help_text="供搜索引擎显示。"
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("portal_name", "tagline", "logo", "seo_description")],
            heading="门户",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("host", "undertaker", "contact")], heading="主办"
        ),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    "site_code",
                    "icp_number",
                    "police_number",
                    "emblem",
                    "report_error_url",
                )
            ],
            heading="政府网站标识",
        ),
    ]

    class Meta:
        verbose_name = "站点信息"
        verbose_name_plural = "站点信息"

    def __str__(self) -> str:
        return self.portal_name
