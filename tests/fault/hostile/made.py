"""Files that want to do harm, made by hand: what a fuzzer does not find.

Each is made when it is asked for; some are large.
"""

from __future__ import annotations

import io
import zipfile

MEGABYTE = 2**20
LONG = "x" * (60 * MEGABYTE)
LAUGHS = (
    "<!DOCTYPE x ["
    + "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    + '<!ENTITY l0 "ha">]>'
)
XXE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def package(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()
