"""Held-out sentences for the redaction test: written by someone who had not seen the redactor, never tuned on.

Run:  python tests/heldout/redact_templates.py            writes redact.jsonl beside this file (seeded, same bytes each time)

Every value is invented here. Checksums are right (Luhn, IBAN mod 97, Verhoeff, TFN, PPS), layouts are varied and messy.
Standard library only. See README-danger-redact.md for what the spans cover.
"""

from __future__ import annotations

import json
import random
import re
import string
from pathlib import Path

SEED = 41172
R = random.Random(SEED)
digits = lambda n: "".join(R.choice(string.digits) for _ in range(n))
pick = R.choice


# ---------------------------------------------------------------- numbers with checksums
def luhn_digit(body: str) -> str:
    total = 0
    for i, ch in enumerate(reversed(body)):
        d = int(ch)
        if i % 2 == 0:
            d = d * 2 - 9 if d > 4 else d * 2
        total += d
    return str(-total % 10)


def card() -> str:
    brand = pick(["visa", "visa", "mc", "mc2", "amex", "disc"])
    head, n = {
        "visa": ("4", 16),
        "mc": (str(R.randint(51, 55)), 16),
        "mc2": (str(R.randint(2221, 2719)), 16),
        "amex": (pick(["34", "37"]), 15),
        "disc": ("6011", 16),
    }[brand]
    body = head + digits(n - 1 - len(head))
    full = body + luhn_digit(body)
    style = pick(["plain", "space", "space", "dash"])
    if style == "plain":
        return full
    cuts = (
        [full[:4], full[4:10], full[10:]] if n == 15 else [full[i : i + 4] for i in range(0, 16, 4)]
    )
    return (" " if style == "space" else "-").join(cuts)


IBAN_SHAPES = {
    "DE": "n18",
    "GB": "a4n14",
    "FR": "n10c11n2",
    "ES": "n20",
    "IE": "a4n14",
    "NL": "a4n10",
    "IT": "a1n10c12",
    "PT": "n21",
    "BE": "n12",
    "AT": "n16",
    "PL": "n24",
    "CH": "n5c12",
    "SE": "n20",
    "DK": "n14",
}


def iban() -> str:
    cc = pick(list(IBAN_SHAPES))
    bban = ""
    for kind, n in re.findall(r"([nac])(\d+)", IBAN_SHAPES[cc]):
        pool = {"n": string.digits, "a": string.ascii_uppercase, "c": string.digits}[kind]
        bban += "".join(R.choice(pool) for _ in range(int(n)))
    moved = bban + cc + "00"
    num = int("".join(str(int(c, 36)) for c in moved))
    full = f"{cc}{98 - num % 97:02d}{bban}"
    style = pick(["plain", "group", "group", "lower"])
    if style == "group":
        return " ".join(full[i : i + 4] for i in range(0, len(full), 4))
    return full.lower() if style == "lower" else full


def ip() -> str:
    if R.random() < 0.65:
        return ".".join(
            [pick(["10", "172", "192", "81", "203", "94", "41", "185"])]
            + [str(R.randint(0, 255)) for _ in range(3)]
        )
    parts = [pick(["2001", "2a02", "fe80", "2607", "2400"])] + [
        f"{R.randint(1, 65535):x}" for _ in range(7)
    ]
    style = pick(["full", "short", "end"])
    if style == "short":
        return ":".join(parts[:3]) + "::" + ":".join(parts[5:7])
    if style == "end":
        return ":".join(parts[:4]) + "::1"
    return ":".join(parts)


VD = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
]
VP = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
]


def verhoeff_digit(body: str) -> str:
    c = 0
    for i, ch in enumerate(reversed(body), start=1):
        c = VD[c][VP[i % 8][int(ch)]]
    return str(VD[c].index(0))


def ssn() -> str:
    """US SSN, UK NINO, CA SIN, IN Aadhaar, AU TFN, IE PPS, PH SSS."""
    kind = pick(["us", "us", "us", "uk", "uk", "ca", "in", "au", "ie", "ph"])
    if kind == "us":
        area = R.choice([n for n in range(1, 900) if n != 666])
        a, b, c = f"{area:03d}", f"{R.randint(1, 99):02d}", f"{R.randint(1, 9999):04d}"
        return pick([f"{a}-{b}-{c}", f"{a}-{b}-{c}", f"{a} {b} {c}", a + b + c])
    if kind == "uk":
        p = pick(["AB", "CE", "JM", "PX", "SH", "WE", "YR", "HL"])
        d, s = digits(6), pick("ABCD")
        return pick(
            [
                f"{p} {d[:2]} {d[2:4]} {d[4:]} {s}",
                f"{p}{d}{s}",
                f"{p.lower()}{d}{s.lower()}",
            ]
        )
    if kind == "ca":
        body = pick("124567") + digits(7)
        s = body + luhn_digit(body)
        return pick([f"{s[:3]}-{s[3:6]}-{s[6:]}", f"{s[:3]} {s[3:6]} {s[6:]}"])
    if kind == "in":
        body = pick("23456789") + digits(10)
        s = body + verhoeff_digit(body)
        return f"{s[:4]} {s[4:8]} {s[8:]}"
    if kind == "au":
        while True:
            s = pick("123456789") + digits(8)
            if (
                sum(int(c) * w for c, w in zip(s, (1, 4, 3, 7, 5, 8, 6, 9, 10), strict=True)) % 11
                == 0
            ):
                return f"{s[:3]} {s[3:6]} {s[6:]}"
    if kind == "ie":
        d = digits(7)
        check = sum(int(c) * w for c, w in zip(d, range(8, 1, -1), strict=True)) % 23
        return d + ("W" if check == 0 else chr(64 + check))
    return f"{R.randint(1, 34):02d}-{digits(7)}-{digits(1)}"


def phone() -> str:
    kind = pick(["us", "us", "us", "uk", "uk", "in", "ph", "au", "ie", "ca"])
    if kind in ("us", "ca"):
        a = pick(
            ["212", "415", "312", "503", "737", "918", "602"]
            if kind == "us"
            else ["416", "604", "514", "403", "902"]
        )
        b = pick("23456789") + pick("02345678") + pick(string.digits)
        c = digits(4)
        return pick(
            [
                f"({a}) {b}-{c}",
                f"{a}-{b}-{c}",
                f"{a}.{b}.{c}",
                f"+1 {a} {b} {c}",
                f"1-{a}-{b}-{c}",
                f"{a}{b}{c}",
                f"+1{a}{b}{c}",
                f"{a} {b} {c}",
            ]
        )
    if kind == "uk":
        if R.random() < 0.6:
            m = "7" + pick(["400", "512", "711", "803", "932", "974"]) + digits(6)
            return pick(
                [
                    f"0{m[:4]} {m[4:]}",
                    f"0{m[:4]} {m[4:7]} {m[7:]}",
                    f"+44 {m[:4]} {m[4:]}",
                    f"0{m}",
                    f"+44{m}",
                    f"+44 (0){m[:4]} {m[4:]}",
                ]
            )
        x = pick(["20 7", "20 8", "121 4", "161 8", "131 5"])
        rest = digits(3) + " " + digits(4) if x.startswith("20") else digits(2) + " " + digits(4)
        return pick([f"0{x}{rest}", f"+44 {x}{rest}"])
    if kind == "in":
        m = pick("9876") + digits(9)
        return pick([f"+91 {m[:5]} {m[5:]}", f"{m[:5]} {m[5:]}", f"+91-{m}", f"0{m}", f"+91{m}"])
    if kind == "ph":
        m = "9" + pick(["17", "18", "27", "56", "05", "15"]) + digits(7)
        return pick(
            [
                f"0{m[:3]} {m[3:6]} {m[6:]}",
                f"0{m}",
                f"+63 {m[:3]} {m[3:6]} {m[6:]}",
                f"0{m[:3]}-{m[3:6]}-{m[6:]}",
            ]
        )
    if kind == "au":
        m = "4" + pick(["12", "23", "35", "08", "91"]) + digits(6)
        return pick(
            [
                f"0{m[:3]} {m[3:6]} {m[6:]}",
                f"+61 {m[:3]} {m[3:6]} {m[6:]}",
                f"(0{pick('2378')}) 9{digits(3)} {digits(4)}",
            ]
        )
    m = pick(["83", "85", "86", "87", "89"]) + digits(7)
    return pick(
        [
            f"0{m[:2]} {m[2:5]} {m[5:]}",
            f"+353 {m[:2]} {m[2:5]} {m[5:]}",
            f"0{m}",
            f"(01) {pick('4568')}{digits(2)} {digits(4)}",
        ]
    )


# ---------------------------------------------------------------- people and places
def words(text: str) -> list[str]:
    return text.split()


FIRST = words("""Adaeze Agnieszka Ahmed Aiko Alejandra Amara Anjali Anneliese Arjun Aurelio Bartek Beatriz Bronagh Caoimhe Chidi Ciara
Clodagh Danilo Deirdre Delroy Dmitri Ebony Eamon Efua Elif Emeka Esperanza Fatima Femi Fiachra Gianluca Gloria Gurpreet Hamza Harriet
Hiroshi Ibrahim Imelda Ines Ingrid Isabel Jamal Jasmine Jerome Jomar Joyce Kaito Kavita Keisha Kofi Kwame Lakshmi Latoya Leilani Lorcan
Luisa Magda Maeve Malik Marisol Mateusz Mehmet Meera Miguel Mohammed Nadia Nasir Ngozi Niamh Nkechi Olga Omar Orla Paolo Parveen Pedro
Pooja Priya Quentin Rachel Rahul Ramon Renata Rohan Rosalind Ruben Saoirse Sanjay Shanice Siobhan Stefan Sunita Tadhg Takeshi Tanya
Thabo Tomasz Uche Valentina Vikram Wanjiru Xavier Yasmin Yolanda Yusuf Zainab Zoltan Brenda Doug Gary Janet Kevin Linda Patricia Sandra
Trevor""")
LAST = words("""Abernathy Achebe Adeyemi Aguinaldo Alvarez Banerjee Baptiste Bhattacharya Bjornstad Brankovic Callahan Castellanos Chatterjee
Chaudhry Czarnecki Delacroix Dela_Cruz Dimitriou Eriksen Fernandes Fitzgerald Flanagan Fujimoto Gallagher Ganesan Goldberg Gutierrez
Haddad Halvorsen Hernandez Hoang Ibrahimovic Iyer Jankowski Kapoor Karimi Kiplagat Kowalczyk Krishnamurthy Lindqvist Macapagal Mahlangu
Manalo McAllister McGillicuddy Mensah Moreau Mwangi Nakamura Ndlovu Nguyen O'Brien O'Shaughnessy Okafor Okonkwo Oyelaran Papadakis
Pereira Petrov Ponce Quiambao Ramaswamy Rasmussen Reyes Rodrigues Rosenthal Santos Schreiber Sedgwick Sinclair Stavropoulos Subramanian
Szymanski Tanaka Thistlewood Tolentino Ubaldo Venkatesan Villanueva Wierzbicki Yamamoto Yilmaz Zielinski van_der_Berg de_la_Rosa""")
WORDY = [
    "Grace",
    "Will",
    "Mark",
    "April",
    "Rose",
    "Faith",
    "Hope",
    "Joy",
    "Frank",
    "Bill",
    "Rich",
    "Dawn",
    "June",
    "Ivy",
    "Max",
    "Pat",
    "Sunny",
    "Chase",
]
WORDY_LAST = [
    "Price",
    "Long",
    "Young",
    "Banks",
    "Cook",
    "Love",
    "Bell",
    "Rich",
    "Summers",
    "Black",
    "Moody",
]
TITLES = ["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Miss", "Prof."]


class Name(str):
    """A name with its first name and an unlabelled title in front."""

    first: str = ""
    before: str = ""


def person(style: str = "") -> Name:
    style = style or pick(
        [
            "full",
            "full",
            "full",
            "first",
            "first",
            "title",
            "title",
            "wordy",
            "wordyfull",
            "initial",
            "double",
        ]
    )
    f, last = pick(FIRST), pick(LAST).replace("_", " ")
    before = ""
    if style == "full":
        n = f"{f} {last}"
    elif style == "first":
        n = f
    elif style == "title":
        n, before = last, pick(TITLES) + " "
        f = n
    elif style == "wordy":
        n = f = pick(WORDY)
    elif style == "wordyfull":
        f = pick(WORDY)
        n = f"{f} {pick([last, pick(WORDY_LAST)])}"
    elif style == "initial":
        n = pick(
            [
                f"{f[0]}. {last}",
                f"{f} {last[0]}.",
                f"{f} {pick(string.ascii_uppercase)}. {last}",
            ]
        )
    else:
        n = f"{f} {pick(LAST).replace('_', ' ')}-{pick(['Smith', 'Jones', 'Lee', 'Costa', 'Khan'])}"
    out = Name(n)
    out.first, out.before = f, before
    return out


def email() -> str:
    f, last = pick(FIRST).lower(), re.sub(r"[^a-z]", "", pick(LAST).lower())
    user = pick(
        [
            f"{f}.{last}",
            f"{f}{R.randint(1, 99)}",
            f"{f[0]}{last}",
            f"{f}_{last}",
            f"{last}.{f}+refunds",
            f"the.real.{f}",
            f"{f}-{last}{R.randint(60, 99)}",
        ]
    )
    host = pick(
        [
            "example.com",
            "example.org",
            "mail.example.net",
            "post.example.co.uk",
            "example.ie",
            "inbox.example.ph",
            "firm-example.com.au",
        ]
    )
    e = f"{user}@{host}"
    return e.upper() if R.random() < 0.08 else e


def account() -> tuple[str, str]:
    """A lead-in word that is not labelled, and the number that is."""
    L = string.ascii_uppercase
    lead, value = pick(
        [
            (
                pick(["account ", "acct ", "account number ", "acct# ", "a/c no. "]),
                pick([digits(8), f"{digits(4)}-{digits(3)}-{digits(3)}", digits(10)]),
            ),
            (
                pick(["order ", "order #", "order no ", "order number "]),
                pick(
                    [
                        f"{digits(3)}-{digits(7)}-{digits(7)}",
                        f"ORD-{digits(6)}",
                        digits(9),
                    ]
                ),
            ),
            (
                pick(["policy ", "policy number ", "policy no. "]),
                pick(
                    [
                        f"{pick(L)}{pick(L)}-{digits(7)}",
                        f"POL{digits(8)}",
                        f"{pick(L)}{digits(9)}",
                    ]
                ),
            ),
            (
                pick(["booking ", "booking ref ", "reservation ", "PNR "]),
                pick(L) + digits(1) + pick(L) + pick(L) + digits(1) + pick(L),
            ),
            (
                pick(["customer number ", "customer no. ", "customer ID ", "member id "]),
                pick([digits(7), f"C{digits(7)}", f"CUST-{digits(6)}"]),
            ),
            (
                pick(["claim ", "claim number "]),
                pick([f"CLM-{digits(4)}-{digits(5)}", f"{digits(2)}/{digits(6)}"]),
            ),
        ]
    )
    return lead, value


def address() -> str:
    n = R.randint(2, 9850)
    small = R.randint(1, 240)
    tree = pick(
        [
            "Maple Hollow",
            "Larch",
            "Banksia",
            "Willow Park",
            "Juniper",
            "Old Mill",
            "St. Brendan's",
            "Cedar Ridge",
            "Foxglove",
            "Harbour View",
            "Quarry",
            "Magnolia",
        ]
    )
    kind = pick(["us", "us", "uk", "uk", "in", "ph", "ie", "au"])
    if kind == "us":
        st = f"{n} {pick(['', '', 'N ', 'W. '])}{tree} {pick(['Dr', 'Street', 'Ave', 'Ln', 'Blvd', 'Court', 'Rd.'])}"
        apt = pick(
            [
                "",
                "",
                f", Apt {R.randint(1, 30)}{pick('ABC')}",
                f" #{R.randint(100, 900)}",
                f" Unit {R.randint(1, 40)}",
            ]
        )
        city = pick(
            [
                "",
                f", Tulsa, OK 74{digits(3)}",
                f", Dayton, Ohio 45{digits(3)}",
                f", Spokane WA 99{digits(3)}",
            ]
        )
        return st + apt + city
    if kind == "uk":
        st = f"{pick(['', '', 'Flat ' + str(R.randint(1, 30)) + ', '])}{small}{pick(['', 'a', ''])} {tree} {pick(['Close', 'Road', 'Crescent', 'Terrace', 'Lane'])}"
        return st + pick(
            [
                "",
                f", Stockport SK{R.randint(1, 9)} {digits(1)}HG",
                f", Leeds, LS{R.randint(1, 19)} {digits(1)}PQ",
            ]
        )
    if kind == "in":
        return f"Flat {R.randint(101, 909)}, {pick(['Shanti Residency', 'Lotus Towers', 'Ganga Apartments'])}, {R.randint(1, 14)}th Cross {pick(['Road', 'Street'])}, {pick(['Indiranagar, Bengaluru 5600', 'Adyar, Chennai 6000', 'Kothrud, Pune 4110'])}{digits(2)}"
    if kind == "ph":
        return f"Blk {R.randint(1, 40)} Lot {R.randint(1, 40)} {pick(['Sampaguita', 'Narra', 'Mabini', 'Ilang-Ilang'])} St., Brgy. {pick(['San Isidro, Cainta, Rizal', 'Poblacion, Makati', 'Lahug, Cebu City'])}"
    if kind == "ie":
        return f"{small} {tree} {pick(['Road', 'Avenue', 'Park', 'Grove'])}, {pick(['Glasnevin, Dublin 11', 'Douglas, Cork', 'Salthill, Galway'])}{pick(['', f', D11 X{digits(1)}F{digits(1)}'])}"
    return f"{pick(['', f'{R.randint(1, 20)}/'])}{small} {tree} {pick(['Street', 'Parade', 'Ave'])}, {pick(['Newtown NSW 2042', 'Fitzroy VIC 3065', 'Fremantle WA 6160'])}"


# ---------------------------------------------------------------- ten families
FAMILIES: dict[str, list[str]] = {
    "hard_call": [
        "So {person} rang at 8:05, before my coffee, and called me useless for twenty minutes over a $39.99 fee.",
        "{person} again. Third time since Monday. This time he read me his card number unasked, {card}, as if that'd scare me",
        "honestly {person} screamed so loud that Dave two desks over took his headset off, and all of it about {account}",
        "I had {person} on the line crying about the bill and I just sat there like a lamp.",
        'She goes, "write this down, {phone}, and have a grown-up call me." I\'m 44.',
        "The man at {address} is never happy. Never. Six calls, six scores of one.",
        "I'm still shaking a bit. {person} told me that {person} in billing had promised him a refund, and I'd to say no.",
        "you know what {person} said to me?? that i should learn english. i was born in leeds",
        "Can't get {person:poss} voice out of my head tonight.",
        "He spelled {email} to me four times, each time slower, like I was five",
        "{person} from {address} wants me fired because the cable guy came at 2 instead of 12",
    ],
    "verify": [
        "I asked for the last four digits and she just gave me the whole social, {ssn}, out loud, on a bus, I could hear the bus",
        "Wrong date of birth, wrong address ({address}), right temper. {person} failed verification three times and blamed me.",
        "ID check: name {person}, number {phone}, mother's maiden name shouted at me.",
        "He said his number's {ssn} and I said I don't need that, and he said it again",
        "not allowed to talk to her cos the account's in his name, {person}, and {again} is in hospital. i hate these ones",
        "Security question was the pet. {person} had four pets. We went through all of them on {account}.",
        "She wouldn't confirm anything except her email which is {email} and that's the one thing I can't use",
        "failed id on {person}, then {person} gets on, then their lawyer, all on {phone}",
        "the system shows {ssn} in full to all of us, which can't be right, can it?",
        "I read the postcode back and {person} yelled THAT'S PRIVATE. Sir, you told me.",
        "Got told off by QA for repeating {phone} back to the customer. That's the script!",
    ],
    "payment": [
        "The payment from {iban} bounced twice and somehow it's my fault",
        "customer typed his whole card into the chat, {card}, exp 04/27, and now I'm the one filling in the incident form",
        "refunded {person} to the wrong card. It went to {card}. I feel sick.",
        "He wants his 412 euros sent to {iban} today, not tomorrow, TODAY, in caps, eleven mails",
        "Finance says {iban} isn't valid, the customer says it is, and I'm in between with my AHT going up.",
        "{person:poss} direct debit on {account} was taken twice and I had to read a script about how sorry we are",
        "so she holds the card up to the camera, {card}, I'm waving NO with both hands",
        "They want it back on {card} but it expired in May and the tool says no. Lunch at 3 again.",
        "two ibans on the ticket, {iban} and {iban}, guess who picked the wrong one. me.",
        "Chargeback from {person}, $1,249.99, and my name's on the note because I was the last one to touch {account}.",
        'told {person} I can\'t take numbers by mail and five minutes later: "here you go: {card}"',
    ],
    "delivery": [
        "The sofa went to {address} and the customer lives nowhere near there, and I'm the liar apparently.",
        "{person}, {address}, no safe place, two dogs, one very rude note on {account}",
        "The driver left it with a neighbour, {person}, who says that she's never seen it. I believe her.",
        "she wants it redirected to {address} before 6 and the cut off was noon. no chance. she cried, i nearly did",
        "Order's been lost three times now. {account}. I could recite it in my sleep, I probably do.",
        "He gave me {address} and then said no, wait, that's my ex",
        "Rang {phone} six times for the courier and it's the fax. A FAX.",
        "{person} says the parcel's at number 9. It's Tuesday, it's raining, and the driver has gone home.",
        "deliver to {person} c/o {person}, {address}, ring twice, dont ring after 7, i cant anymore",
        "{account} shows delivered, signed by {person:lower}, and the customer swears that nobody by that name exists",
        "I promised {person} a call at four on {phone} and then the fire drill ate my four o'clock.",
    ],
    "tech": [
        'VPN down all morning, my box kept showing {ip} and IT just says "works for us"',
        "He's a network guy, so he says, and he made me write down {ip} and {ip} and then he laughed at my question",
        "Password reset for {email} failed nine times. Nine. She thinks I do it on purpose.",
        "someone logged into {person:poss} account from {ip} and now it's me who has to tell her",
        'Locked out at 9:14, got back in at 10:40, forty chats waiting, and {person} from IT said "have you tried patience"',
        "The error log has {ip} all over it, error 0x80070057, and I had to pretend that I knew what that means.",
        "hes on an iPhone 15 Pro, version 10.5.2, mail is {email}, and hes furious because of the emoji",
        "{email} got merged with {email} and now two strangers can read each other's orders, great, my Monday",
        "firewall blocks {ip}, so no CRM, so no notes, so QA marks me down. Cool.",
        "I told {person} to plug it in. Forty-one minutes. It wasn't plugged in.",
        'screen share with {person}: 212 unread mails, one from {email} called "URGENT rude agent". that\'s me',
    ],
    "office": [
        '{person}, my team lead, wrote "do better" on my scorecard. With a smiley.',
        "I covered for {person} all week and then {again} gets the Friday off",
        "can you believe {person:lower} told the whole row that i cried in the car",
        "{person} was so kind today, took my last call and made me tea.",
        "It's {person:wordy} who decides the rota, and {again} doesn't like me.",
        "got moved next to {person:lower}, who eats crisps on calls",
        "HR says to email {email} but {person} in HR is her best friend",
        "{person:title} from quality listened in for 40 minutes and her one note was my breathing",
        "My manager {person:poss} idea of support is a pizza voucher from 2023.",
        "{person:wordy} and {person:first} laughed when I got the angry one again. I laughed too, and then I didn't.",
        "Told {person} that I'm burnt out. \"Aren't we all\" and off to the 2 pm.",
        "lunch with {person:lower} helped, she gets it, she had the same guy last week",
    ],
    "callback": [
        "Callback list for tonight: {person} {phone}, {person} {phone}, and the one who barks.",
        "Need to ring {person} on {phone} by five and I'd rather eat the phone.",
        "He said call me on {phone}, not on {phone}, the second one is my wife and she's worse",
        "left 3 voicemails at {phone}, then he complains to {person} that nobody called",
        "{phone} has rung me 11 times since lunch. It's always the same cough and then he hangs up.",
        "I forgot {person:poss} callback. Totally forgot it. She'd been waiting in the car so that the kids wouldn't hear.",
        'my notes just say "{person:lower}, {phone}, ANGRY". thanks me',
        "Mail to {email}, copy to {email}, and a call, and a letter. For a toaster.",
        "Gave {person} the number of the complaints team, {phone}, and it turns out that it's been dead since August",
        "do i really have to phone {person} back? its friday. its 16:55",
        "she left her work number {phone} and her sister's, {phone}, in case she's in surgery",
    ],
    "pasted": [
        'pasting so you see what I deal with: "I am {person}, {account}, I EXPECT an answer by NOON!!!"',
        "From: {email} / Subject: your agent is a disgrace / that's how my Wednesday began",
        '"Dear Sirs, I reside at {address} and I have never been so insulted." He\'d been asked for a receipt.',
        "note on file says: {person}, prefers Mr, tel {phone}, do not upsell, do not laugh",
        "Chat log: [14:02] {person}: hello? [14:02] {person}: HELLO? I'd been typing for nine seconds",
        'Survey comment from {person}: "nice voice, no brain." Score: 2. There goes the bonus.',
        "his signature has everything, {email}, {phone}, {address}, and a quote about kindness. kindness!",
        'the form: Name {person} / NI or SSN {ssn} / Reason for contact: "you people"',
        "she wrote {iban} in the subject line. in the SUBJECT LINE. to a shared inbox of sixty",
        'Ticket opened by {email} from {ip}: "fix it or I\'ll tell my 300 followers"',
        '"This is {person} again re {account}. You have 24 hours." Ok. Scared. Eating my sandwich.',
    ],
    "travel_insurance": [
        "Flight's cancelled, and {person} with {account} wants me to hold the plane.",
        "The claimant, {person:title}, called me heartless since the cover ended the day before the flood. It was the day before. I checked twice.",
        "I denied {account} today. House fire. {address}. It's the small print, and I'm the one who had to read it to her.",
        "group of 52, all on {account}, all ringing me one at a time",
        'He lost his passport and his temper in Lisbon, {person}, and gave me {phone} as "the embassy". It was a bar.',
        "{person} is 84 and her policy lapsed on 31 October by ONE day. {account}. I bent it. Don't tell.",
        "hotel at {address} says no booking, our system says {account}, guest says the F word",
        "Widow on the line, {person:title}, wants to take her husband {person:first} off the policy. We both cried a bit.",
        "car hire man took {card} as deposit and froze 900 on it, and {person} thinks I'm in on it",
        "I keep thinking about {person:poss} claim. It's legal to say no. It isn't right.",
        "Seat 14C or nothing, says {person}. PNR's fine, tone isn't. Mail {email} if the whole world has to change.",
    ],
    "textspeak": [
        "omg {person:lower} is back. same guy. {phone}. pray 4 me",
        "lol he put {card} in the PUBLIC review. public!!",
        "ugh {person:lower} n {person:lower} fighting over the fan again",
        "idk man {email} just wrote me a 4 page mail abt my tone",
        "rn: {person:lower} on hold, 18 min, still breathing into it",
        "pls tell me its not my fault i sent {person:poss} statement to {email}",
        "smh {account} reopened AGAIN, 6th time",
        "brb dying inside, {person:first} wants a sit down abt my stats",
        "tfw u read ur own mobile {phone} to a customer by mistake",
        "ngl i miss {person:wordy}, best lead we ever had",
        "caller lives {address} n wanted me 2 walk over. its 3 hrs away",
    ],
}

NOTHING = """31 calls since 8:00 and not one of them said please
My AHT is 412 and they want 380 by the end of Q3
He was charged $1,249.99 instead of $1,149.99 and yes, we heard about it for an hour
It was an iPhone 15 Pro with a cracked back and a cracked owner
error 0x80070057, error 0x80070057, error 0x80070057, that's been my day
It's always a Monday in May, isn't it
August was bad, September was worse, and they've cancelled October
I got a real Karen today, the haircut and everything
What a Karen moment, and it was a man called sir
The update to version 10.5.2 broke the export and nobody told the floor
Since 2024-11-05 we've had no after-call time at all
Shift was 06:30-15:00, then it was 06:30-17:45
I'll mark it as resolved and hope for the best
Will they ever fix the queue? Will anybody?
The grace period is 14 days and he was on day 15
Prices rose by 8% and so did the shouting
They rose at 4 am for a webinar on sleep
The April invoice had the March rate and the May due date
I hope that the weekend is long. I've no faith in the rota.
To be frank, the bill was wrong, and the bill is always wrong
What a joy, another mandatory module
We close at dawn now, apparently, new hours from June
Samsung fridge, Bosch dishwasher, Dyson fan, all broken on the same day, in the same call
I did 7.5 hours on the Amazon queue and then 2 on the eBay one
PlayStation 5 pre-orders. Need I say more?
Windows 11 ate my drafts and Outlook 365 ate my lunch break
He kept saying Wi-Fi 6 like it was a spell
Model WX-2200B, colour charcoal, temper volcanic
Our SLA is 99.5% and our patience is 12%
CSAT 4.2, NPS -11, and cake at three
Calls 09:00 to 13:00, chats 13:30 to 17:30, tears whenever
10 out of 10 would not do this shift again
Ring a 0800 number? Lady, you just did
section 4.2.1 of the handbook says smile
Terms and conditions, page 47, paragraph 3, line 9, he'd read them all
the 8 o'clock, the 8:15, the 8:30, and then the man with the parrot
I've had 3 coffees, 2 headaches and 1 idea, and the idea is to leave
Black Friday is on the 29th this year and leave is blocked from the 18th
It's 42 degrees in here and the fan is from 1998
The Netherlands queue, the Germany queue, and the everything-else queue, all me
Paris was sold out, London was sold out, and I was to blame for both
Chicago is snowed in, so every flight west of Boston is mine tonight
The Tesla people are polite, the Ford people are polite, the scooter people, my God
Spotify, Netflix, Disney, he'd cancel them all, he said, and us first
We ran 212 tickets through the bin before 11, and 38 came back
Row B, seat 14, broken armrest, that's me
Q: is 1,000,000 points a lot? A: it's worth four dollars
2 for 1 on kettles until the 30th, and then 1 for 2, I suppose
He gave me a 1, then a 5, then a 1 again, and wrote "typo"
She said that her order was 20 minutes late. It was pizza. We don't sell pizza.
from 15 seconds to 12 seconds between calls. three whole seconds. what will they do with them
24/7 support means that I get the 24 and they get the 7
Covid, flu, covid, and a cough, four sick days since January and a letter about it
World Cup night, nobody calls, best shift since 2018
the 404 page has a cartoon dog on it and customers want to speak with the dog
USB-C, not USB-A, USB-C. I said it nineteen times.
Half past five, 5 stars, five minutes left, and a beep
It's a 30-day trial, it's day 31, I didn't invent the calendar
Our new slogan cost $250,000 and it's "We listen."
HDMI 2.1, he says. HDMI 2.0, says the box. Thirty minutes.
The knowledge base article is from 12/03/2016 and mentions fax
Bonus was 85.50 before tax, so that's two pizzas and a taxi
I got the Christmas Eve shift. And the New Year's Eve one. And Easter.
Product recall on the Harmony 3000 blender, the irony
Rose gold or space grey, she couldn't choose, and I was on minute fifty
Apple care or I don't care, he says, and laughs at his own joke for a while
The Victoria line was shut and so was the Jubilee, so late again, warning number two
Sir, madam, ma'am, boss, love, darling, hey you. I've been them all since nine
Mum rang, I couldn't pick up, phones are in the lockers until 6
They say "customer first". I'm somewhere around 900th.
i scored 78/100 on empathy because i didnt say "absolutely"
The General Manager, the Regional Manager and the Vice President all came to watch us not have enough chairs
Ms Excel crashed and took the rota with it
Dr Pepper on the keyboard, third one this year
Thai food with the night team, best part of the week
Is it 2.4 or 5 GHz? He'd no idea, I'd no idea, we laughed
Got the Polish queue as I once said dzień dobry in the lift
French lady, German lady, Irish lady, all before ten, all lovely, it does happen
Hold time 00:48:13. I mean, I'd be angry as well.
The lift's broken, the vending machine's broken, I'm on 14
max 3 tabs open, they say, with 7 tools to work in
Chase bank queue is red again, Capital One queue is green, and guess where I'm sitting
We bill on the 1st, they get paid on the 5th, and I get the 2nd, the 3rd and the 4th
Dear Diary, day 1,204, the printer is still not plugged in
My step count was 312 today and my call count was 64
Who put the meeting at 12:30? Who does that? It's the only half hour I've got.
I pat myself on the back, as nobody else does
The rich ones haggle over 99p and the poor ones say sorry
So the bell rings when somebody makes a sale and there's a bell for that, and none for kindness
Ivy on the wall outside the break room is the only thing here that's growing
He said sunny Spain, I said rainy depot, and the sofa said neither
Virgin, Vodafone, Orange, I've worked for all of them, and the hold music's the same
June is fine. July is fine. It's the heat in August that makes them call.
Zoom at 9, Teams at 10, Slack all day, and nobody says a thing
It says 5-7 working days. It's working day 6. He can't count and I can't breathe.
page 3 of 12, then the session times out, then page 1 of 12
Ticket sales opened at 10:00:00 and by 10:00:04 I'd been called a scalper
The bug is in build 22631.4317 and the fix is in build never
1 lead, 26 agents, 0 answers
BOGOF ended on Sunday and they've all found out today
Size 8 not 9, blue not navy, Thursday not Friday, and somehow all three are down to me
The A40 was shut, the M25 was shut, so three of us took the whole of the northern queue
I said "bear with me" 57 times today, I kept a tally on a Post-it
Harry Potter box set, volume 4 missing, full meltdown (his, not mine)
Don't Netflix and chill, they said, you're on the Hulu line
what's a guy supposed to do with 11 minutes of lunch
ISO 9001 audit next week, so suddenly we've got chairs
My contract says 37.5 hours and my body says 60
He asked me for the capital of Australia "to check that I'm real". Canberra. He said Sydney.
Caller says he's a VIP. Sir, it's a loyalty card. We've four million of those.
It took 6 transfers, 2 resets and 94 minutes, and then she said "oh, it's got a switch"
Murphy's law, page one, line one, my Monday
The Jenkins build failed, so no CRM till noon
Alexa went off in the middle of the call and ordered cat food
Siri thinks that I said "cancel everything", and I might have
St Patrick's Day shift, green bagels, red wallboard
Valentine's Day at the flower line: 900 orders, 880 complaints
Wall Street is up, our bonus is down
They were humming Abbey Road on hold and I didn't hate it
Jack of all trades, that's the new job title, same pay
Amber light on the wallboard, then red, then the one that just blinks
The Lincoln queue, the Sydney queue, the Charlotte queue, and me in a cardigan
Every Tom, Dick and Harry wanted a discount today
Robin Hood of refunds, that's what they should call our policy, only backwards
Great Scott, it's only Wednesday
Bob's your uncle, says the manual, more or less, and then it crashes
Thomas Cook was before my time, but they still ask
Dell, Lenovo, Dell, Dell, Acer, and one man with a typewriter
Heinz ketchup on the headset. Don't ask.
Ben and Jerry's in the freezer with a note on: NOT YOURS
It's a Macy's gift card, sir, we're not Macy's
Marks and Spencer do a better sandwich than our canteen does a lunch
Wendy's for lunch, Denny's for dinner, that's twelve-hour shifts for you
Is Sage the accounting thing or the chicken thing? Today it was both.
Stone cold coffee, baker's dozen of complaints, carpenter in the ceiling all day
Crystal clear audio, says the box. It's like talking through a sock.
Summer rota's out. Autumn came early for some of us.
Went from bronze to silver to "needs improvement" within one quarter
""".strip().splitlines()

NOTHING_SHAPES = [
    "{n} calls by {time}, and {n2} of those were about the same outage",
    "AHT {big}, target {big2}, and a chat about it at {time}",
    "He wants ${money} back by {day} and the tool lets me do ${money2}",
    "since {day} it's been {n} tickets a day, and QA wants {pct}% on top",
    "The {brand} thing again: version {v}, error {err}, no idea",
    "On {date} they promised us new headsets. It's {month} and mine's held by tape.",
    "score {pct}/100 because I talked for {n} seconds too long. {n}!",
    "from {time} to {time2} without a break, then a {brand} launch, then home",
    "{month} target is {big} units, {month2} was {big2}, we're {n} people short",
    "I've been here {n2} years, {n} months, and never seen a {day} like that",
    "two {brand} returns, worth ${money}, no receipt, and I'm the bad guy on a {day}",
    'Room {n}, {time}, "quick sync". It took till {time2}.',
]


def nothing_made() -> str:
    t = lambda: f"{R.randint(7, 19)}:{pick(['00', '05', '15', '20', '30', '40', '45', '55'])}"
    months = ["May", "June", "August", "April", "March", "October", "January"]
    fill = {
        "n": R.randint(11, 79),
        "n2": R.randint(2, 9),
        "big": R.randint(290, 690),
        "big2": R.randint(290, 690),
        "time": t(),
        "time2": t(),
        "money": pick(["1,249.99", "18.40", "399", "2,050.00", "64.95", "7.50"]),
        "money2": pick(["25.00", "50", "9.99", "120.00"]),
        "day": pick(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]),
        "pct": R.randint(61, 98),
        "brand": pick(
            [
                "Galaxy S24",
                "iPhone 15 Pro",
                "Xbox",
                "Kindle",
                "Roomba",
                "ThinkPad",
                "GoPro",
                "Fitbit",
            ]
        ),
        "v": f"{R.randint(1, 18)}.{R.randint(0, 9)}.{R.randint(0, 30)}",
        "err": pick(["0x80070057", "E-4012", "503", "0xC1900101", "F21"]),
        "date": f"20{R.randint(22, 25)}-{R.randint(1, 12):02d}-{R.randint(1, 28):02d}",
        "month": pick(months),
        "month2": pick(months),
    }
    return pick(NOTHING_SHAPES).format(**fill)


# ---------------------------------------------------------------- sentence = template + values + mess
SLOT = re.compile(r"\{(\w+)(?::(\w+))?\}")
MAKERS = {
    "card": card,
    "phone": phone,
    "email": email,
    "iban": iban,
    "ip": ip,
    "ssn": ssn,
    "address": address,
}


def mess(literal: str, how: set[str]) -> str:
    if "lower" in how:
        literal = literal.lower()
    if "noapos" in how:
        literal = literal.replace("'", "")
    if "curly" in how:
        literal = literal.replace("'", "\u2019")
    if "typo" in how:
        parts = literal.split(" ")
        spots = [i for i, w in enumerate(parts) if w.isalpha() and len(w) > 5]
        if spots:
            i = R.choice(spots)
            w, k = parts[i], R.randint(1, len(parts[i]) - 3)
            parts[i] = w[:k] + w[k + 1] + w[k] + w[k + 2 :]
        literal = " ".join(parts)
    return literal


def fill(template: str) -> tuple[str, list[dict]]:
    how = {
        m
        for m, p in (("lower", 0.22), ("noapos", 0.12), ("curly", 0.1), ("typo", 0.15))
        if R.random() < p
    }
    if ":lower}" in template:
        how.add("lower")
    text, spans, pos, last = "", [], 0, Name("")

    def label(value: str, kind: str) -> None:
        nonlocal text
        spans.append({"start": len(text), "end": len(text) + len(value), "type": kind})
        text += value

    for m in SLOT.finditer(template):
        text += mess(template[pos : m.start()], how)
        pos = m.end()
        kind, variant = m.group(1), m.group(2) or ""
        if kind == "person":
            style = {"wordy": "wordy", "first": "first", "title": "title"}.get(variant, "")
            if variant == "lower":
                style = pick(["full", "first", "first"])
            last = person(style)
            if "lower" in how and last.lower() in {w.lower() for w in WORDY} and R.random() < 0.7:
                last = person("first")
            text += last.before.lower() if "lower" in how else last.before
            label(last.lower() if "lower" in how else str(last), "person")
            if variant == "poss":
                text += (
                    "s"
                    if "noapos" in how and R.random() < 0.4
                    else "\u2019s"
                    if "curly" in how
                    else "'s"
                )
        elif kind == "again":
            label(last.first.lower() if "lower" in how else last.first, "person")
        elif kind == "account":
            lead, value = account()
            text += lead.lower() if "lower" in how else lead
            label(value, "account")
        elif kind == "address":
            value = address()
            label(value.lower() if "lower" in how else value, "address")
        else:
            label(MAKERS[kind](), kind)
    text += mess(template[pos:], how)
    if R.random() < 0.12:
        text = text.rstrip(".") + pick(["...", "!!", " :(", " lol", " ugh", " 🙄"])
    return text, spans


def extra_spans(template_text: str, spans: list[dict]) -> list[dict]:
    """The one literal name inside a template (a colleague called Dave)."""
    m = re.search(r"\bdave\b", template_text, re.IGNORECASE)
    if m:
        spans.append({"start": m.start(), "end": m.end(), "type": "person"})
    return sorted(spans, key=lambda s: s["start"])


def rounds(template: str) -> int:
    """How often a template is filled: rare kinds of value more often, names alone less."""
    for slots, n in (
        (("{ssn}",), 14),
        (("{iban}", "{card}", "{ip}"), 9),
        (("{address}", "{account}"), 6),
        (("{phone}", "{email}"), 5),
    ):
        if any(s in template for s in slots):
            return n
    return 4


def build() -> list[dict]:
    rows: list[dict] = []
    seen: set[str] = set()
    for fam, templates in FAMILIES.items():
        for template in templates:
            for _ in range(rounds(template)):
                text, spans = fill(template)
                if text not in seen:
                    seen.add(text)
                    rows.append({"text": text, "spans": extra_spans(text, spans), "family": fam})
    plain = list(NOTHING)
    while len(plain) < 210:
        t = nothing_made()
        if t not in plain:
            plain.append(t)
    for t in plain:
        rows.append(
            {
                "text": t.lower() if R.random() < 0.15 else t,
                "spans": [],
                "family": "nothing",
            }
        )
    R.shuffle(rows)
    return [
        {
            "id": f"rd-{n:03d}",
            "text": r["text"],
            "spans": r["spans"],
            "family": r["family"],
        }
        for n, r in enumerate(rows, 1)
    ]


def main() -> None:
    out = Path(__file__).with_name("redact.jsonl")
    rows = build()
    with out.open("w", encoding="utf-8") as f:
        for r in rows:
            f.write(json.dumps(r, ensure_ascii=False) + "\n")
    print(
        f"{len(rows)} sentences, {sum(not r['spans'] for r in rows)} without personal data -> {out.name}"
    )


if __name__ == "__main__":
    main()
