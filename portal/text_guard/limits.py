"""Within which bounds files are read: what is beyond them is refused, as nobody could say what is
in it.
"""

from django.core.exceptions import ValidationError

#: Bytes a file may hold or unpack to, pieces of text it may have, seconds reading it may take.
LARGEST = 60 * 1024 * 1024
MOST_PIECES = 500_000
LONGEST_SECONDS = 30
_TOO_LARGE = "文件内容过多，无法核查其中的号码，请拆分成几个文件后上传。"
_UNREADABLE = "文件打不开或已损坏，无法核查其中的号码，请重新保存后上传。"
_NESTED = "文件中嵌入的文件里还嵌有文件，无法核查其中的号码，请取消嵌入，分别上传。"
_NO_TEXT = (
    "PDF 加密、损坏、过大，或者有的页没有文字（如扫描件），无法核查其中的号码，不能对外公开。"
    "请取消勾选“对外公开”，或者换成由文档导出的 PDF。"
)


class NotRead(ValidationError):
    """A PDF whose words cannot be read to the end; it may be kept, but not become public."""

    def __init__(self) -> None:
        super().__init__(_NO_TEXT, code="not_read")


def too_large() -> ValidationError:
    """The file is larger, deeper or slower to read than anybody would go through."""
    return ValidationError(_TOO_LARGE, code="unread")


def unreadable() -> ValidationError:
    """The file is broken."""
    return ValidationError(_UNREADABLE, code="unread")


def nested() -> ValidationError:
    """A file embedded in a file embeds another one."""
    return ValidationError(_NESTED, code="unread")
