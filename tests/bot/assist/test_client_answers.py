"""What the simulated client makes of a rep's line: who a word is about, and what was asked, offered, promised."""

from __future__ import annotations

from dataclasses import replace

import pytest

import prompts
from bot.assist import times
from bot.assist.cases import Case, told_in
from bot.assist.catalog import categories, domains
from bot.assist.client import SimulatedClient
from bot.assist.echo import echo
from bot.assist.heard import hear
from bot.assist.talk import ClientLine, Line, Setting

LINES = prompts.read("clients/lines.yaml")
RAW = "The chicken is raw in the middle."
STORE = "I took time off for a store appointment and nobody there knew about it."
LATE = "There's a 25 dollar late fee, and I've never been late."
BUG = "The same bug is back, and my ticket says resolved."


def case(domain: str, category: str, opener: str) -> Case:
    found = told_in(domain, category, opener)
    assert found
    return found


FEE = case("utilities", "pricing_and_charges", LATE)


def said(client: SimulatedClient, domain: str, category: str, opener: str, *rep: str, civil: bool = True,
         seed: int = 1) -> list[ClientLine]:  # fmt: skip
    """What one client says to each of the rep's lines."""
    setting = Setting(domain, category, civil, seed=seed)
    turns, lines = [Line("client", opener)], []
    for text in rep:
        turns.append(Line("rep", text))
        lines.append(client.next(setting, turns))
        turns.append(Line("client", lines[-1].text))
    return lines


def frames(*pools: str) -> list[str]:
    """The longest bare piece of each line of these pools."""
    texts = [t for pool in pools for tone in ("civil", "uncivil") for t in LINES[pool][tone]]
    return [max(t.replace("}", "{").split("{")[::2], key=len).strip(" .,:") for t in texts]


def of(pool: str, text: str) -> bool:
    return any(len(f) > 3 and f in text for f in frames(pool))


@pytest.mark.parametrize(
    "text",
    [
        "That's outrageous, sorry they left you sitting there.",
        "What an awful way to start a week, and nobody even warned you.",
        "Ugh, a stupid rule if you ask me. I'd be furious.",
        "It isn't your fault at all.",
        "Nobody should have to chase a bill three times.",
        "Two of those in one month is just exhausting.",
        "I'm working on your problem, and I get why you're mad.",
        "Whoa, that stings.",
    ],
)
def test_feeling_with_them_is_heard_as_that(text: str) -> None:
    assert hear(text, FEE).move == "warm"


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("You're being ridiculous.", "snap"),
        ("What a stupid question.", "snap"),
        ("Your complaint is pathetic.", "snap"),
        ("Don't be so childish.", "snap"),
        ("Whatever.", "snap"),
        ("That's your own fault.", "snap"),
        ("I don't see why I should.", "snap"),
        ("Please don't talk to me like that.", "limit"),
        ("I want to help, but please stay polite.", "limit"),
        ("Nope.", "refuse"),
    ],
)
def test_unkind_to_them_is_not_warm(text: str, move: str) -> None:
    assert hear(text, FEE).move == move


@pytest.mark.parametrize("civil", [True, False])
def test_nobody_is_snubbed_for_warmth(client: SimulatedClient, civil: bool) -> None:
    wrong = frames("snap", "offtopic")
    for n, (domain, category) in enumerate((d, c) for d in domains() for c in categories()):
        setting = Setting(domain, category, civil, seed=n)
        turns = [Line("client", client.next(setting, ()).text), Line("rep", "That's absurd, I'm sorry you had to go through it.")]  # fmt: skip
        text = client.next(setting, turns).text
        assert not [f for f in wrong if len(f) > 3 and f in text], text


def test_warmth_pays_a_little_and_words_alone_do_not(client: SimulatedClient) -> None:
    kind = ["That's awful, I'm sorry this happened to you."] * 12
    assert said(client, "utilities", "pricing_and_charges", LATE, *kind[:12])[-1].stars in (None, 1)


def test_a_choice_is_made(client: SimulatedClient) -> None:
    ask = "I can book you another appointment there or have a colleague call you. Which would you rather have?"
    for civil in (True, False):
        text = said(client, "mobile_device", "service_quality", STORE, ask, civil=civil)[0].text
        assert "book me another appointment" in text.lower()
    when = "The man can be here Thursday at 9 am or Friday at 2 pm. Which one is better?"
    text = said(client, "utilities", "resolution", "There's still a hole in my lawn from your crew.", when)[0].text  # fmt: skip
    assert ("9 am" in text) != ("2 pm" in text)


@pytest.mark.parametrize(
    ("ask", "has"),
    [
        ("Are you feeling sick at all?", "fine so far"),
        ("Did anybody else have some of it?", "half of hers"),
        ("How are you feeling, did anyone else eat from it?", "half of hers"),
    ],
)
def test_a_question_gets_its_answer(client: SimulatedClient, ask: str, has: str) -> None:
    for civil in (True, False):
        assert has in said(client, "food_delivery", "product_issues", RAW, ask, civil=civil)[0].text


def test_a_picture_is_a_yes_or_a_no(client: SimulatedClient) -> None:
    yes = said(client, "food_delivery", "product_issues", RAW, "Do you have a picture of it?")[
        0
    ].text
    assert of("photo_yes", yes)
    no = said(client, "utilities", "pricing_and_charges", LATE, "Do you have a picture of it?")[
        0
    ].text
    assert of("photo_no", no)
    gone = "I can't get a refund because I threw the bad food out."
    assert of(
        "photo_no",
        said(client, "food_delivery", "policy", gone, "Send me a photo, please.")[0].text,
    )


def test_a_plain_yes_or_no_fits_the_question() -> None:
    assert echo("Did the crew ring at all?", yes=False) == "No, it didn't."
    assert echo("Were the boots wet?", yes=True) == "Yes, they were."
    assert echo("Are you at the desk?", yes=False) == "No, I'm not."
    assert echo("What did you say?", yes=True) == ""


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("The plumber comes tomorrow at 9:30.", "tomorrow at 9:30"),
        ("They'll be with you in ten minutes.", "in ten minutes"),
        ("You'll have it by Friday.", "by Friday"),
        ("It was late three days ago.", ""),
        ("That's 25 dollars.", ""),
    ],
)
def test_a_time_is_heard(text: str, when: str) -> None:
    assert times.best(text) == when


def test_a_time_is_answered_and_kept_to(client: SimulatedClient) -> None:
    lines = said(client, "utilities", "service_quality", "I waited at home all morning, and nobody showed up.",
                 "I've booked a technician for you tomorrow at 9:30.", "He'll call before he comes.", civil=True)  # fmt: skip
    assert "9:30" in lines[0].text and not of("offtopic", lines[0].text)
    assert lines[1].done and lines[1].stars == 5


def test_no_stars_for_a_call_without_a_number(client: SimulatedClient) -> None:
    joke = (
        "Hello!",
        "Shall I tell you a joke about tickets?",
        "Kidding. I'll call you at 4 pm today.",
    )
    lines = said(client, "software", "resolution", BUG, *joke)
    assert not lines[-1].done and "555-" in lines[-1].text
    after = said(client, "software", "resolution", BUG, *joke, "Got it, I'll call you at 4 pm.")[-1]
    assert after.done and (after.stars or 0) < 5


def test_less_than_they_came_for_is_not_taken_for_it(client: SimulatedClient) -> None:
    wire = "A wire to my son cost 45 dollars, and the clerk said it was free."
    part = said(
        client,
        "banking",
        "pricing_and_charges",
        wire,
        "Let me look.",
        "I've refunded 20, it's there today.",
    )
    assert not part[-1].done and of("partial", part[-1].text)
    points = said(
        client,
        "banking",
        "pricing_and_charges",
        wire,
        "Let me look.",
        "I've sent you a voucher today.",
    )
    assert not points[-1].done
    whole = said(
        client,
        "banking",
        "pricing_and_charges",
        wire,
        "Let me look.",
        "I've refunded 45, it's there today.",
    )
    assert whole[-1].done


@pytest.mark.parametrize(
    "text",
    ["What's 3 times 14?", "Do you like football?", "My dog is called Rex.", "Are you real?"],
)
def test_what_nobody_came_for_is_still_off_topic(text: str) -> None:
    assert hear(text, FEE).move == "offtopic"


def test_the_same_wish_is_not_said_all_the_time(client: SimulatedClient) -> None:
    rep = (
        "I'm sorry.",
        "What would you like?",
        "I can pass it on.",
        "You're welcome.",
        "Sorry again.",
        "I understand.",
    )
    for domain in domains():
        opener = client.next(Setting(domain, "service_quality", civil=True), ()).text
        found = told_in(domain, "service_quality", opener)
        every = " ".join(
            line.text for line in said(client, domain, "service_quality", opener, *rep)
        )
        assert found and every.lower().count(found.want.lower()) <= 2


def test_ten_runs_differ_to_the_same_lines(client: SimulatedClient) -> None:
    base = Setting("telecom", "product_issues", civil=False)
    rep = (
        "That's rotten, I'm sorry.",
        "How long has it been like that?",
        "Do you have a photo of the router?",
    )
    chats = set()
    for n in range(10):
        setting = replace(base, seed=n)
        turns = [Line("client", client.next(setting, ()).text)]
        for text in rep:
            turns.append(Line("rep", text))
            turns.append(Line("client", client.next(setting, turns).text))
        chats.add(tuple(t.text for t in turns if t.role == "client"))
    assert len(chats) == 10


def test_questions_are_written_for_cases_that_exist() -> None:
    cases = {c["id"] for d in domains() for c in prompts.read(f"clients/cases/{d}.yaml")}
    for entry in prompts.read("clients/questions.yaml"):
        assert set(entry.get("case", {})) <= cases, entry["kind"]
        assert set(entry.get("domain", {})) <= set(domains()), entry["kind"]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Can your doctor take a call from us?", ()),
        ("Which doctor is it?", ("doctor",)),
        ("Did it come by mail or email?", ()),
        ("Could you email it to me?", ()),
        ("What's your email?", ("email",)),
    ],
)
def test_a_word_in_passing_asks_for_no_detail(text: str, asked: tuple[str, ...]) -> None:
    assert hear(text, FEE).asked == asked


@pytest.mark.parametrize(
    ("text", "offers"),
    [
        ("I can see why a dispute that is closed without a word is awful.", False),
        ("She says yes, the late fee is gone.", True),
        ("Here's the number of our office.", False),
        ("Was it booked with us?", False),
    ],
)
def test_only_what_is_put_on_the_table_counts(text: str, offers: bool) -> None:
    assert bool(set(hear(text, FEE).offers) & set(FEE.ends)) == offers
