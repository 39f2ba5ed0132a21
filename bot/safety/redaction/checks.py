"""Check digits: tell a real card or identity number from any other row of digits.

Each takes a string of plain digits (or letters and digits) and answers yes or no.
"""

from __future__ import annotations

_D = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_P = (
    "0123456789", "1576283094", "5803796142", "8916043527",
    "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip
_IBAN_LENGTHS = {
    code[:2]: int(code[2:])
    for code in (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 "
        "GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 "
        "MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20"
    ).split()
}


def luhn(digits: str) -> bool:
    """Payment cards, Canadian SIN, South African identity numbers."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        n = int(c) * (1 + i % 2)
        total += n - 9 if n > 9 else n
    return total % 10 == 0 and len(set(digits)) > 1


def card_shape(digits: str) -> bool:
    """Whether the leading digits and the length belong together as the card networks issue them."""
    n, first = len(digits), digits[0]
    if first == "3":
        return n in (14, 15, 16)
    if first == "4":
        return n in (13, 16, 19)
    if first in "25":
        return n == 16
    return first == "6" and 12 < n < 20


def verhoeff(digits: str) -> bool:
    """Aadhaar."""
    check = 0
    for i, c in enumerate(reversed(digits)):
        check = int(_D[check][int(_P[i % 8][int(c)])])
    return check == 0


def tfn(digits: str) -> bool:
    """Australian tax file number, nine digits."""
    return (
        len(digits) == 9
        and sum(int(d) * w for d, w in zip(digits, (1, 4, 3, 7, 5, 8, 6, 9, 10), strict=True)) % 11
        == 0
    )


def nhs(digits: str) -> bool:
    """British NHS number, ten digits."""
    if len(digits) != 10:
        return False
    rest = 11 - sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and rest % 11 == int(digits[9])


def ssn(area: str, group: str, serial: str) -> bool:
    """American social security or individual taxpayer number; 666 and 000 are not issued."""
    return area not in ("000", "666") and group != "00" and serial != "0000"


def south_african(digits: str) -> bool:
    """South African identity number: birth date, then 0 or 1 as the eleventh digit, then Luhn."""
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= 31 and digits[10] in "01" and luhn(digits)


def iban(code: str) -> bool:
    """International bank account number without spaces, upper case (mod 97)."""
    if _IBAN_LENGTHS.get(code[:2]) != len(code) or sum(c.isdigit() for c in code) < 10:
        return False
    return int("".join(str(int(c, 36)) for c in code[4:] + code[:4])) % 97 == 1


def date(digits: str) -> bool:
    """Eight digits that read as year, month, day or day, month, year."""
    if len(digits) != 8:
        return False
    for year, month, day in (
        (digits[:4], digits[4:6], digits[6:]), (digits[4:], digits[2:4], digits[:2]), (digits[4:], digits[:2], digits[2:4]),
    ):  # fmt: skip
        if "1900" <= year <= "2099" and "01" <= month <= "12" and "01" <= day <= "31":
            return True
    return False
