"""Whether words are warned of or told of instead of said: 「谨防扫码付款骗局」, 「请勿转账」.

A warning covers what it runs into within its own clause: across a comma, a blank or another
sentence's 「请」 it covers nothing.
"""

import re

#: What is not to be left undone is asked for: 「不要忘记扫码付款」.
_LEFT_UNDONE = (
    "忘 犹豫 错过 吝 迟疑 观望 拖 放弃 小看 害羞 客气 不 等 怕 嫌 担心 走开 离开 迟到 缺席 落 掉队"
)
_FORBIDDEN = (
    "严禁|禁止|杜绝|抵制|拒绝|勿|千万别|从不|绝不|决不|不(?:得(?!不)|准|许|要|向)"
    "|不会(?:要求|让|向|以|通过|发|索|收|组织|开展)"
)
_BEWARE = "谨防|警惕|防范|防止|提防|当心"
_DONE = rf"(?!{'|'.join(_LEFT_UNDONE.split())})"
#: Who does what is warned of.
_SWINDLERS = "骗子|(?<![防反])诈骗|不法分子|冒充|假冒|冒用|伪造|诱导|诱骗|骗取|陌生人"
#: Signs over which a warning reaches: words, what joins or quotes them; 「申请」, but not 「请」.
_WORD = r"(?:(?!(?<![邀申])请)[\w、·\"'“”‘’《》])"
_ON = rf"(?:{_WORD}|\({_WORD}{{0,30}}\)){{0,40}}\Z"
_FORBIDS = re.compile(rf"(?:(?:{_FORBIDDEN}){_DONE}[ :]?|{_SWINDLERS}){_ON}")
_WARNS = re.compile(rf"(?:{_BEWARE}){_DONE}[ :]?{_ON}")
_AFTER = re.compile(r"[\w、\"'“”]{0,6}(?<![防无非反])(?:诈骗|骗局|骗术|陷阱)|[的等]行为")
_WITHIN = re.compile(rf"(?:{_FORBIDDEN}|{_BEWARE}){_DONE}")
_REACH = 44
#: Gifts that came in or are handled: 「请登记企业捐赠物资」.
_HANDLED = re.compile(
    "收到|接收|接受|获得|获赠|曾|已经?[向为捐收]"
    "|(?:领取|核对|清点|登记|验收|发放|公示|签收|查收|统计)(?![后并即,])"
)


def is_warned_of(text: str, match: re.Match[str]) -> bool:
    """Whether the clause around a finding warns of it, or the finding itself does."""
    before = text, max(match.start() - _REACH, 0), match.start()
    return bool(
        _FORBIDS.search(*before)
        # 「谨防上当请大家捐款」: what asks its readers is no danger to beware of.
        or (match[0][0] != "请" and _WARNS.search(*before))
        or _WITHIN.search(_last_clause(match))
        or _AFTER.match(text, match.end())
    )


def is_told(match: re.Match[str]) -> bool:
    """Whether an appeal only seems one, as what was given is received or counted."""
    return bool(_HANDLED.search(_last_clause(match)))


def _last_clause(match: re.Match[str]) -> str:
    return match[0].rpartition(",")[2]
