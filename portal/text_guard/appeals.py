"""Patterns of appeals for gifts. What reports of gifts say is left alone.

Funds are recorded, never solicited (Charity Law): a report may say who gave what; a text may not
ask its readers to give, nor tell them where to.
"""

from .spelling import NEAR, NEAR_IN_SENTENCE, any_of

_WORDS = """
    募捐公告 募捐启事 募捐倡议 募捐热线 募捐账户 募捐帐户 捐款倡议书 捐赠倡议书
    捐款账户 捐款帐户 捐款账号 捐款帐号 捐赠账户 捐赠帐户 捐赠账号 捐赠帐号
    爱心账户 爱心帐户 爱心账号 捐款热线 捐款通道 捐款入口 捐款链接 捐款方式 捐款渠道
    捐赠热线 捐赠通道 捐赠入口 捐赠链接 捐赠方式 捐赠渠道
    我要捐 立即捐 点击捐 一键捐 在线捐款 在线捐赠 网上捐款 求捐 求打赏
    扫码捐 扫码献爱心 扫码认捐 扫码打赏 扫码募捐 水滴筹 轻松筹 众筹链接
"""
_GIFTS = """
    捐款 捐赠 捐助 捐资 捐物 认捐 捐钱 献爱心 爱心捐 慷慨解囊 伸出援手 伸出援助之手
    奉献爱心 献出爱心
"""
_GIVING_GIFTS = any_of(_GIFTS)
_GIVING = any_of(f"{_GIFTS} 打款 汇款 转账 赞助 众筹 资助")
#: 「捐点钱」, 「出些钱」, 「捐个 10 元」: a little of it.
_GIVING_SOME = r"(?:[捐出凑打转汇](?:个|一?点|一?些|上|出)?钱|捐(?:出|献|上)?一?[点些个几\d])"
#: 「捐赠仪式」, 「捐款已到账」: a thing or a fact; nobody is asked to give.
_FACTS = """
    仪式 活动 现场 证书 名单 协议 方(?![便法式]) 人(?!民币) 者 单位 企业 工作 制度 管理 情况
    记录 明细 公示 台账 流程 手续 申请 项目 所 了 过 的 等 共(?![同渡克助]) 累计 已 清单 去向
    票据 收据 到账 到位 用于 使用
"""
_NO_FACT = rf"(?!{'|'.join(_FACTS.split())})"
#: What is given: 「收到捐赠物资」 tells of it, 「请大家捐赠物资」 asks for it.
_GIVEN = r"\s?(?:物资|物品|资金|款物|款|给|\d)"
_SOMETHING = rf"(?={_GIVEN})(?!{_GIVEN}(?:的|等|{'|'.join(_FACTS.split())}))"
_TOLD = rf"{_NO_FACT}(?!{_GIVEN})"
_PEOPLE = """
    社会 各界 人士 大家 居民 市民 党员 干部 职工 群众 企业 商户 朋友 网友 单位 您 你 你们 各位
    家长 同学 校友 员工 会员 商家 乡亲 乡贤 代表 委员 同志 好心人 志愿者 们
"""
_ANY_PEOPLE = any_of(_PEOPLE)
#: What leads up to giving when somebody is asked to: who should, how, and for whom.
_HOW = any_of(
    """
    踊跃 积极 主动 自愿 慷慨 热心 大力 尽力 一起 共同 都 多多 多 快来 前来 来 尽快 及时 参与 前
    继续 带头 人人 每人 能 可以
    """
)
_FOR_WHOM = rf"[向为给]{NEAR}{{1,12}}?"
_LED_UP = rf"(?:{_ANY_PEOPLE}|{_HOW}|{_FOR_WHOM})"
#: One or two clauses before the one that asks.
_CLAUSES = rf"{NEAR}{{0,18}}(?:,{NEAR}{{0,18}})?,"
_PAYING = "(?:捐|献爱心|打赏|付款|支付|付钱|转钱|打钱|转账|汇款|打款)"
_ASK = r"(?=请)(?<![邀申聘宴提报])请(?![柬帖示客教假])"
_CALL = (
    rf"{any_of('欢迎 呼吁 倡议 恳请 恳求 诚邀 期待 期盼 盼望 急需')}"
    r"(?!仪式|会|词|辞|晚会|书|下|之下|后)"
)
_OPENING = rf"(?:{_ASK}|{_CALL})"
#: What stands before and after 「募捐」 where it is told of, ruled or forbidden.
_NO_APPEAL_AFTER = """
    公开 已经 严禁 禁止 不得 未经 违规 非法 擅自 组织 参与 参加 变相 强制 开展 通过
"""
_NO_APPEAL_BEFORE = """
    到 得 所 款 物 来 资格 备案 管理 条例 办法 行为 仪式 结束 圆满 了 共 资金 善款
    活动共 活动中 活动上 活动现场 活动圆满 活动结束 活动收到 活动募集 活动筹
"""
_AFTER_OTHERS = "".join(f"(?<!{word})" for word in _NO_APPEAL_AFTER.split())
_BEFORE_OTHERS = rf"(?!{'|'.join(_NO_APPEAL_BEFORE.split())}|\d)"

APPEALS = [
    any_of(_WORDS),
    # 请……捐款; not 邀请, 申请.
    rf"{_ASK}[^,。;!?\n请]{{0,14}}?{_GIVING}{_TOLD}",
    rf"{_CALL}{NEAR}{{0,18}}?{_GIVING}{_TOLD}",
    # 请大家捐赠物资, 呼吁企业捐款 3 万元, 请大家捐点钱.
    rf"{_OPENING}(?:{NEAR}{{0,18}}?{_LED_UP})?(?:{_GIVING_GIFTS}{_SOMETHING}|{_GIVING_SOME})",
    # 请大家行动起来，为他们捐款: the clause that follows has nobody else who gives.
    rf"{_OPENING}{_CLAUSES}\s?{_HOW}?(?:{_FOR_WHOM})?{_GIVING_GIFTS}{_NO_FACT}",
    rf"(?:希望|号召|动员){NEAR}{{0,8}}{_ANY_PEOPLE}{NEAR}{{0,10}}?{_GIVING}{_TOLD}",
    rf"(?:[伸献]出|奉献|献上)[您你](?:们的|的)?(?:一份)?{NEAR}{{0,8}}?(?:爱心|援手|心意)",
    r"[您你](?:们)?的(?:每一|一)?[份笔次元分]?(?:爱心|善款|捐款|捐赠|捐助)",
    rf"(?=[募劝义]){_AFTER_OTHERS}{any_of('募捐 劝募 义募')}{_BEFORE_OTHERS}",
    rf"扫(?:一扫|描)?{NEAR}{{0,8}}?码{NEAR_IN_SENTENCE}{{0,8}}?{_PAYING}",
]
