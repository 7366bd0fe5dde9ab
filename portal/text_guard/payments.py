"""Patterns of ways to pay: codes, addresses and accounts that take money."""

import re

from .spelling import NEAR, NEAR_IN_SENTENCE, any_of

_SITES = (
    "qr.alipay.com ds.alipay.com ur.alipay.com mobilecodec.alipay.com render.alipay.com"
    " payapp.weixin.qq.com pay.weixin.qq.com wx.tenpay.com qpay.qq.com qr.95516.com paypal.me"
)
_WORDS = """
    收款码 付款码 收付款码 收钱码 赞赏码 打赏码 支付码 转账码 捐款码 捐赠码
    收款二维码 付款二维码 支付二维码 转账二维码 捐款二维码 捐赠二维码
    二维码收款 二维码付款 二维码支付 二维码转账 扫码付款 扫码支付 扫码转账 扫码打款
    扫码付钱 扫码转钱 二维码付钱
    微信收款 微信转账 支付宝收款 支付宝转账 支付宝账号 支付宝帐号 支付宝账户 支付宝二维码
    收款账户 收款账号 收款帐号 收款人账号
"""
WAYS = [
    r"(?:wxp|alipays?|alipayqr|weixin|uppay\w{0,10}|upwallet)://[^\s\"'<>]*",
    rf"(?:{'|'.join(map(re.escape, _SITES.split()))})(?:/[^\s\"'<>]*)?",
    any_of(_WORDS),
    rf"{any_of('支付宝 alipay')}(?:号码?)?\s{{0,2}}:(?!//)",
    rf"{any_of('微信')}{NEAR}{{0,6}}{any_of('收款 转账 打款 付款')}",
    rf"(?:付款|付钱|打款|转账|捐款|捐钱){NEAR}{{0,6}}扫{NEAR}{{0,6}}码",
]
_ACCOUNT_WORDS = "(?:账号|帐号|账户|帐户|卡号)"
#: Up to two lines further, as addresses of banks are written.
_SOON = rf"{NEAR_IN_SENTENCE}{{0,60}}?(?:\n{NEAR_IN_SENTENCE}{{0,60}}?){{0,2}}"
#: Where an account is told, money is asked for.
ACCOUNTS_TOLD = [
    # 打款至……: an order; what was paid out already is a report.
    r"(?=[打汇转])(?<![已经被将后])(?:打款|汇款|转账)[至到入给](?!位|账后)",
    r"[汇打转存][至到入](?:以下|下列|下方|如下|指定|本|该|此)?\s?(?:账户|账号|帐户|帐号|卡号|户名)",
    rf"(?:开户行|开户银行|户名){_SOON}(?:{_ACCOUNT_WORDS}|\d{{8}})",
    rf"{_ACCOUNT_WORDS}{_SOON}(?:开户行|开户银行)",
]
#: An account told beside the word for it; its digits need not be a card's.
ACCOUNT = re.compile(
    rf"(?:{_ACCOUNT_WORDS}|对公账户|银行账户)号?[ \t为是:,()]{{0,4}}"
    r"(?P<digits>\d(?:[ \t\-]{0,2}\d){7,29})(?!\d)"
)
