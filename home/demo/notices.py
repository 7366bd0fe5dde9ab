"""Notices and standing pages of the demo: what it is, how it counts, how to report an error.

They speak for the demo site only and announce nothing in the name of a real body.
"""

from dataclasses import dataclass
from datetime import date

from .story import Block, callout, heading, paragraphs, steps


@dataclass(frozen=True)
class Notice:
    """A notice with its day."""

    slug: str
    title: str
    summary: str
    on: date
    body: tuple[Block, ...]


@dataclass(frozen=True)
class Standing:
    """A page that stays."""

    slug: str
    title: str
    summary: str
    body: tuple[Block, ...]


ISSUER = "演示编辑"
NOTICES = (
    Notice(
        slug="demo-city",
        title="演示城市说明：哪些是真的，哪些是生成的",
        summary="行政区划真实；组织、人员和记录除注明公开来源的以外，均由程序生成。",
        on=date(2025, 12, 19),
        body=(
            paragraphs(
                "本站用于演示。区、街道（镇）、社区（村）名称取自国家统计局公布的名录；名称中带“演示”"
                "字样的单位、协会、企业和人员都不存在，与它们有关的结对、项目、活动和资金由程序按固定规则"
                "生成。",
                "公开报道过的案例照公开的事实登记，并注明来源。真实单位名下没有生成的资金、联系方式和"
                "活动；报道没有写明的日期，按行动年度的起止登记。",
            ),
            callout("请勿引用", "演示数据不代表任何地方的实际工作，请勿作为事实引用或转载。"),
        ),
    ),
    Notice(
        slug="how-figures-are-counted",
        title="关于成果展示数字口径的说明",
        summary="每个数字旁边都写着怎样统计，点开就是组成它的记录。",
        on=date(2025, 11, 28),
        body=(
            paragraphs(
                "成果展示中的每一个数字都由登记的记录实时统计，没有手工填写的总数。点开数字，就能看到组成"
                "它的结对、项目、协议、活动或资金明细，条数或金额与数字一致。"
            ),
            heading("协调争取资金怎样计算"),
            paragraphs(
                "只计公开项目中经核验的到账资金和物资折价，减去已核验的冲正。意向和协议金额是承诺，支出是"
                "花出去的钱，都不计入。每笔资金只属于一个项目，不会重复计算。"
            ),
        ),
    ),
    Notice(
        slug="needs-and-resources",
        title="需求清单和资源清单怎样对接",
        summary="社区提出需求，结对单位优先认领；认领是承诺，不排名、不积分。",
        on=date(2025, 10, 17),
        body=(
            paragraphs(
                "需求由社区（村）提出，资源由单位提供，审核通过后公开。一条需求按下列步骤办理。"
            ),
            steps("办理步骤", "征集", "受理", "认领或派单", "办理", "反馈", "核查办结"),
            paragraphs(
                "优先期内由结对单位先行认领，期满后向全域开放。认领之后因故不能办理的，可以撤回。"
            ),
        ),
    ),
    Notice(
        slug="second-year",
        title="2025年度结对记录陆续登记",
        summary="2024年度到期的结对，部分已在2025年度重新结对，前后两次结对相互关联。",
        on=date(2025, 3, 14),
        body=(
            paragraphs(
                "2024年度结对到期后，重新结对的单位和街道、党组织和社区在2025年度另立记录，并注明前一次"
                "结对，历史可以逐次查看。成果展示默认显示2024年度，可在页面上方切换年度。"
            ),
        ),
    ),
)
STANDING = (
    Standing(
        slug="about",
        title="关于本站",
        summary="本站是城市基层共建门户的演示：填一次，处处可用；每个数字都能点开；双方确认才算数。",
        body=(
            paragraphs(
                "单位与街道、党组织与社区结成对子，一起办成一件件实事。本站把结对、项目、资金、活动和协议"
                "登记在一处，公开页面、进度跟踪和统计数字都从同一份记录中来。"
            ),
            heading("三个约定"),
            paragraphs(
                "<b>填一次。</b>一个人填一次，公开页面、跟踪和报表都能用。",
                "<b>点得开。</b>任何数字都能点开，看到组成它的记录和统计口径。",
                "<b>两边认。</b>单位报的活动，由街道或社区确认之后才计入。",
            ),
            heading("数据从哪里来"),
            paragraphs(
                "行政区划取自国家统计局公布的名录（经 china-division 整理，MIT 许可）。"
                "公开案例取自各页注明的公开报道。其余均为生成的演示数据。"
            ),
        ),
    ),
    Standing(
        slug="privacy",
        title="隐私说明",
        summary="公开页面不显示联系电话和证件号码；浏览本站不需要登录。",
        body=(
            paragraphs(
                "浏览公开页面不需要登录，也不向其他网站发送任何请求。联系人的姓名和职务只在主管部门同意后"
                "显示，联系电话在任何情况下都不公开。本站只在您选择“关怀版”等显示方式时保存相应的设置。"
            ),
        ),
    ),
)
