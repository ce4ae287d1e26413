"""An address as a QR code (ISO/IEC 18004), drawn so that any stylesheet may surround it.

`modules(address)` is the matrix, rows of booleans, dark is True, without its quiet zone. `drawing(address)` is the same
as a path: (side of the square in modules, quiet zone included; the `d` of the dark modules). An address longer than
2,300 characters raises ValueError.
"""

import segno

QUIET = 4  # modules of nothing around the code, as the standard asks


def modules(address: str) -> list[list[bool]]:
    # a correction level that survives a badly printed page
    code = segno.make_qr(address, error="m", boost_error=False)
    return [[bool(module) for module in row] for row in code.matrix]


def drawing(address: str) -> tuple[int, str]:
    rows = modules(address)
    strokes = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                strokes.append(f"M{start + QUIET} {y + QUIET}h{x - start}v1H{start + QUIET}z")
            x = max(x, start + 1)
    return len(rows) + 2 * QUIET, "".join(strokes)
