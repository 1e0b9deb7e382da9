"""A small PDF that is drawn without end: forms that draw forms, or a form that draws itself."""

from __future__ import annotations


def endless_pdf(depth: int = 30) -> bytes:
    """One page with a chain of ``depth`` forms, each drawing the next ten times; 0: one form that draws itself."""
    draws = b"/X Do " * 10
    first = 5
    forms = [_form(first + number + 1, draws) for number in range(depth)] or [_form(first, draws)]
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length 5>>stream\n/X Do\nendstream",
        *forms,
        _form(first, b"0 0 1 1 re f"),
    ]
    out, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n" % count
    return out + head + table + b"trailer<</Root 1 0 R/Size %d>>startxref\n%d\n%%%%EOF" % (count, len(out))


def _form(drawn: int, content: bytes) -> bytes:
    resources = b"/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>" % drawn
    return b"<</Type/XObject/Subtype/Form%s/Length %d>>stream\n%s\nendstream" % (resources, len(content), content)
