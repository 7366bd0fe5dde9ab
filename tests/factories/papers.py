"""PDF files for tests, made by hand: pages with words, with a drawing or with nothing."""

import zlib


def pdf(*pages: str | None, extra: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF with a page for each text of ASCII; None is a page with a picture instead.

    `extra` is put into each page's dictionary, `trailer` into that of the file.
    """
    parts = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1"]
    parts[2] += b" /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    keys = []
    for text in pages:
        drawn = b"q 9 0 0 9 0 0 cm /Scan Do Q" if text is None else _words(text)
        packed = zlib.compress(drawn)
        parts.append(
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)
        )
        keys.append(len(parts) + 1)
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R"
            b" /Resources << /Font << /F 3 0 R >> >> %s >>" % (len(parts), extra)
        )
    kids = b" ".join(b"%d 0 R" % key for key in keys)
    parts[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(keys))
    return _joined(parts, trailer)


def _words(text: str) -> bytes:
    return b"BT /F 12 Tf 50 700 Td (%s) Tj ET" % text.encode("ascii") if text else b"q Q"


def _joined(parts: list[bytes], trailer: bytes) -> bytes:
    whole, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(parts) + 1
    return whole + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R %s >>\n"
        b"startxref\n%d\n%%%%EOF\n" % (size, table, size, trailer, len(whole))
    )
