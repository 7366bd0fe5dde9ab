"""Words that ask for money or show a way to pay it. What reports of gifts say is left alone.

Funds are recorded, never solicited (Charity Law): a report may say who gave what; a text may not
ask its readers to give, nor tell them where to.
"""

import re
from collections.abc import Iterator

from .kinds import Kind

#: Between the signs of a word people put blanks and dots, to get it past a filter.
_SLIP = r"[ \t·•.\-_*/|]{0,2}"
#: What a sentence holds between two words that belong together.
_NEAR = r"[^，。；！？!?;\n]"


def _any(words: str) -> str:
    """Any of the words, apart by blanks; each may be written with slips between its signs."""
    return "(?:" + "|".join(_SLIP.join(map(re.escape, word)) for word in words.split()) + ")"


_PAYMENT_SITES = (
    "qr.alipay.com ds.alipay.com ur.alipay.com mobilecodec.alipay.com render.alipay.com"
    " payapp.weixin.qq.com pay.weixin.qq.com wx.tenpay.com qpay.qq.com qr.95516.com paypal.me"
)
_PAYMENT_WORDS = """
    收款码 付款码 收付款码 收钱码 赞赏码 打赏码 支付码 转账码 捐款码 捐赠码
    收款二维码 付款二维码 支付二维码 转账二维码 捐款二维码 捐赠二维码
    二维码收款 二维码付款 二维码支付 二维码转账 扫码付款 扫码支付 扫码转账 扫码打款
    微信收款 微信转账 支付宝收款 支付宝转账 支付宝账号 支付宝帐号 支付宝账户 支付宝二维码
    收款账户 收款账号 收款帐号 收款人账号
"""
_APPEAL_WORDS = """
    募捐公告 募捐启事 募捐倡议 募捐热线 募捐账户 募捐帐户 捐款倡议书 捐赠倡议书
    捐款账户 捐款帐户 捐款账号 捐款帐号 捐赠账户 捐赠帐户 捐赠账号 捐赠帐号
    爱心账户 爱心帐户 爱心账号 捐款热线 捐款通道 捐款入口 捐款链接 捐款方式 捐款渠道
    捐赠热线 捐赠通道 捐赠入口 捐赠链接 捐赠方式 捐赠渠道
    我要捐 立即捐 点击捐 一键捐 在线捐款 在线捐赠 网上捐款 求捐 求打赏
    扫码捐 扫码献爱心 扫码认捐 扫码打赏 扫码募捐 水滴筹 轻松筹 众筹链接
"""
_GIVING = _any(
    """
    捐款 捐赠 捐助 捐资 捐物 认捐 捐钱 献爱心 爱心捐 慷慨解囊 伸出援手 伸出援助之手
    奉献爱心 献出爱心 打款 汇款 转账 赞助 众筹 资助
    """
)
#: 「捐赠仪式」, 「捐款 3 万元」: a thing or a fact; nobody is asked to give.
_FACTS = """
    仪式 活动 现场 物资 物品 证书 名单 协议 方 人 者 单位 企业 工作 制度 管理 情况 记录 明细
    公示 台账 流程 手续 申请 项目 资金 款 所 了 过 给 的 等 共 累计
"""
_TOLD = rf"(?!{'|'.join(_FACTS.split())}|\s?\d)"
_PEOPLE = _any("社会 各界 人士 大家 居民 市民 党员 干部 职工 群众 企业 商户 朋友 网友 单位 您 你")
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
#: Up to two lines further, as addresses of banks are written.
_SOON = rf"{_NEAR}{{0,60}}?(?:\n{_NEAR}{{0,60}}?){{0,2}}"
_ACCOUNT_WORDS = "(?:账号|帐号|账户|帐户|卡号)"

_WAYS = [
    r"(?:wxp|alipays?|alipayqr|weixin|uppay\w{0,10}|upwallet)://[^\s\"'<>]*",
    rf"(?:{'|'.join(map(re.escape, _PAYMENT_SITES.split()))})(?:/[^\s\"'<>]*)?",
    _any(_PAYMENT_WORDS),
    rf"{_any('支付宝')}(?:号码?)?\s{{0,2}}:",
    rf"{_any('微信')}{_NEAR}{{0,6}}{_any('收款 转账 打款 付款')}",
]
_APPEALS = [
    _any(_APPEAL_WORDS),
    # 请……捐款; not 邀请, 申请.
    rf"(?=请)(?<![邀申聘宴提报])请[^，。；！？!?;\n请]{{0,14}}?{_GIVING}{_TOLD}",
    rf"{_any('欢迎 呼吁 倡议 恳请 恳求 诚邀 期待 期盼 盼望 急需')}{_NEAR}{{0,18}}?{_GIVING}{_TOLD}",
    rf"(?:希望|号召|动员){_NEAR}{{0,8}}{_PEOPLE}{_NEAR}{{0,10}}?{_GIVING}{_TOLD}",
    rf"(?:[伸献]出|奉献|献上)[您你](?:们的|的)?(?:一份)?{_NEAR}{{0,8}}?(?:爱心|援手|心意)",
    r"[您你](?:们)?的(?:每一|一)?[份笔次元分]?(?:爱心|善款|捐款|捐赠|捐助)",
    rf"(?=[募劝义]){_AFTER_OTHERS}{_any('募捐 劝募 义募')}{_BEFORE_OTHERS}",
    rf"扫(?:一扫|描)?{_NEAR}{{0,8}}?码{_NEAR}{{0,8}}?(?:捐|献爱心|打赏|付款|支付|转账|汇款|打款)",
    # 打款至……: an order; what was paid out already is a report.
    r"(?=[打汇转])(?<![已经被将后])(?:打款|汇款|转账)[至到入给](?!位|账后)",
    r"[汇打转存][至到入](?:以下|下列|下方|如下|指定|本|该|此)?\s?(?:账户|账号|帐户|帐号|卡号|户名)",
    # Where an account is told, money is asked for.
    rf"(?:开户行|开户银行|户名){_SOON}(?:{_ACCOUNT_WORDS}|\d{{8}})",
    rf"{_ACCOUNT_WORDS}{_SOON}(?:开户行|开户银行)",
]
#: An account told beside the word for it; its digits need not be a card's.
_ACCOUNT = re.compile(
    rf"(?:{_ACCOUNT_WORDS}|对公账户|银行账户)号?[ \t为是:,()]{{0,4}}"
    r"(?P<digits>\d(?:[ \t\-]{0,2}\d){7,29})(?!\d)"
)
_RULES = [
    (kind, re.compile(rule))
    for kind, rules in ((Kind.PAYMENT, _WAYS), (Kind.APPEAL, _APPEALS))
    for rule in rules
]
#: 「严禁……募捐」, 「谨防……扫码付款」: the sentence warns, and stands a little before the words.
_WARNED = re.compile(rf"(?:严禁|禁止|不得(?!不)|不准|杜绝|谨防|警惕|防范|切勿|不要){_NEAR}*\Z")
_WARNING = 16
#: Lower case sign by sign, so that every sign keeps its place.
_LOWER = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


def words(text: str) -> Iterator[tuple[Kind, int, int, str]]:
    """Kind, span and the words themselves of each appeal and way to pay in `text`."""
    text = text.translate(_LOWER)
    for kind, rule in _RULES:
        for match in rule.finditer(text):
            if _WARNED.search(text, max(match.start() - _WARNING, 0), match.start()):
                continue
            yield kind, match.start(), match.end(), match[0]
    for match in _ACCOUNT.finditer(text):
        start, end = match.span("digits")
        yield Kind.BANK_CARD, start, end, "".join(filter(str.isdigit, match["digits"]))
