"""校验码: twelve characters and a check character that show that paper and file agree.

SHA-256 of the canonical form, its first 60 bits in Crockford's base 32, then a Luhn check character
in the same alphabet. It finds slips; it is no signature, whoever has the program can make one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
CODE_BITS, BITS_PER_CHARACTER = 60, 5
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_of(canonical: str) -> str:
    """Return the code of a canonical text: ``7K3M-9QXP-2D4V-C``."""
    number = int.from_bytes(hashlib.sha256(canonical.encode()).digest(), "big") >> (256 - CODE_BITS)
    characters = [
        ALPHABET[number >> shift & 31]
        for shift in range(CODE_BITS - BITS_PER_CHARACTER, -1, -BITS_PER_CHARACTER)
    ]
    body = "".join(characters)
    return f"{body[:4]}-{body[4:8]}-{body[8:]}-{check_character(body)}"


def check_character(body: str) -> str:
    """Return the Luhn mod 32 character of a code's twelve characters."""
    total = 0
    for place, character in enumerate(reversed(body)):
        value = ALPHABET.index(character) * (2 if place % 2 == 0 else 1)
        total += value // 32 + value % 32
    return ALPHABET[-total % 32]


def normalise(typed: str) -> str | None:
    """Return a typed code in its printed form; None where it cannot be one.

    Small letters, blanks and the usual mistakes (O for 0, I and l for 1) are read as meant.
    """
    plain = unicodedata.normalize("NFKC", typed)  # full-width letters and figures
    bare = re.sub(r"[\s\-—－–]", "", plain).upper().translate(_LOOKALIKES)
    if len(bare) != CODE_BITS // BITS_PER_CHARACTER + 1 or not set(bare) <= set(ALPHABET):
        return None
    body, check = bare[:-1], bare[-1]
    if check_character(body) != check:
        return None
    return f"{body[:4]}-{body[4:8]}-{body[8:]}-{check}"
