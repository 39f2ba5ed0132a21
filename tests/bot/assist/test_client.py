from __future__ import annotations

from dataclasses import replace

import pytest

import prompts
from bot.assist.cases import Case, told_in
from bot.assist.catalog import categories, domains
from bot.assist.client import SimulatedClient
from bot.assist.heard import hear
from bot.assist.talk import ClientLine, Line, Setting
from tests.bench.reps import lines_of

SETTING = Setting("retail", "product_issues", civil=True)
REPS = {
    "helpful": (
        "I'm sorry. Could you give me the order number?", "Thank you. What happened exactly?",
        "I'll send you a replacement and refund the shipping.", "It arrives within 3 days.",
        "You're welcome. It is on its way within 3 days.",
    ),
    "stalling": ("One moment, please.", "I'm still checking.", "Please bear with me."),
    "rude": ("Calm down, that's not my problem.", "Read the policy.", "Deal with it."),
    "off-topic": ("Do you like pizza?", "The weather is lovely here.", "I have a cat."),
    "silent": ("", "...", " "),
}  # fmt: skip


def talk(client: SimulatedClient, setting: Setting, rep: tuple[str, ...]) -> list[ClientLine]:
    turns: list[Line] = []
    lines: list[ClientLine] = []
    while not lines or not lines[-1].done:
        lines.append(client.next(setting, turns))
        turns += [Line("client", lines[-1].text), Line("rep", rep[(len(lines) - 1) % len(rep)])]
        assert len(lines) <= 12
    return lines


@pytest.mark.parametrize("rep", REPS)
@pytest.mark.parametrize("civil", [True, False])
def test_every_chat_ends_without_a_loop(client: SimulatedClient, rep: str, civil: bool) -> None:
    for seed in range(4):
        lines = talk(client, replace(SETTING, civil=civil, seed=seed), REPS[rep])
        texts = [line.text for line in lines]
        assert len(set(texts)) == len(texts)
        assert lines[-1].stars in range(1, 6)
        assert all(line.stars is None for line in lines[:-1])


def test_helping_pays(client: SimulatedClient) -> None:
    helped = talk(client, SETTING, REPS["helpful"])
    ignored = talk(client, SETTING, REPS["silent"])
    assert len(helped) < len(ignored) and (helped[-1].stars or 0) > (ignored[-1].stars or 0)


def test_the_same_setting_and_turns_give_the_same_line(client: SimulatedClient) -> None:
    assert client.next(SETTING, ()) == client.next(SETTING, ())


def test_ten_runs_of_one_setting_differ(client: SimulatedClient) -> None:
    assert len({client.next(replace(SETTING, seed=n), ()).text for n in range(10)}) >= 7


def test_it_tells_what_it_knows_and_nothing_else(client: SimulatedClient) -> None:
    turns = [Line("client", client.next(SETTING, ()).text)]
    number = client.next(SETTING, [*turns, Line("rep", "Could you give me your order number?")])
    assert any(c.isdigit() for c in number.text)
    unknown = client.next(SETTING, [*turns, Line("rep", "What is your member ID, please?")])
    assert not unknown.done
    flight = client.next(SETTING, [*turns, Line("rep", "Which flight number was it, please?")])
    assert not any(c.isdigit() for c in flight.text)


def test_there_is_a_client_for_every_setting(client: SimulatedClient) -> None:
    for domain in domains():
        for category in categories():
            for civil in (True, False):
                assert client.next(Setting(domain, category, civil), ()).text


def test_an_unknown_setting_is_refused(client: SimulatedClient) -> None:
    with pytest.raises(KeyError):
        client.next(Setting("hotel", "weather", True), ())


def moves(client: SimulatedClient, text: str, setting: Setting) -> str:
    """What the client hears in a rep's line."""
    opener = client.next(setting, ()).text
    return hear(text, pick_case(client, setting, opener)).move


def pick_case(client: SimulatedClient, setting: Setting, opener: str) -> Case:
    found = told_in(setting.domain, setting.category, opener)
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("I'll get it fixed today and call you by five.", "offer"),
        ("I already told you, there's nothing I can do.", "refuse"),
        ("Glad to help. Have a good evening.", "bye"),
        ("I've looked into it and I can see what went wrong.", "check"),
        ("It will show on the next bill.", "timeline"),
        ("I'm sorry, that was rude of me. What's your order number?", "ask"),
        ("That was rude of you. Calm down.", "snap"),
    ],
)
def test_what_the_client_hears(client: SimulatedClient, text: str, move: str) -> None:
    assert moves(client, text, SETTING) == move


def test_a_fix_with_a_time_settles_it(client: SimulatedClient) -> None:
    setting = Setting("banking", "pricing_and_charges", civil=True)
    opener = client.next(setting, ()).text
    turns = [
        Line("client", opener),
        Line("rep", "I've looked into it."),
        Line("client", "Okay, thanks for checking."),
        Line("rep", "I'll get it fixed today and call you by five."),
    ]
    assert client.next(setting, turns).done


def test_a_suitcase_cannot_be_restarted(client: SimulatedClient) -> None:
    setting = Setting("airline", "product_issues", civil=True)
    turns = [Line("client", client.next(setting, ()).text), Line("rep", "Please restart it once.")]
    said = client.next(setting, turns).text
    assert any(
        said.startswith(odd) for odd in prompts.read("clients/lines.yaml")["try_odd"]["civil"]
    )


def test_a_want_fits_any_frame() -> None:
    wants = [c["want"] for d in domains() for c in prompts.read(f"clients/cases/{d}.yaml")]
    assert not [w for w in wants if w.split()[0] in ("to", "it", "out", "that", "him", "what")]


def ended(client: SimulatedClient, kind: str, civil: bool) -> list[int]:
    """The stars of one run for each domain and category."""
    found = []
    for n, (domain, category) in enumerate((d, c) for d in domains() for c in categories()):
        setting = Setting(domain, category, civil, seed=n)
        rep = lines_of(kind, setting, client.next(setting, ()).text, n)
        found.append(talk(client, setting, tuple(rep))[-1].stars or 0)
    return found


@pytest.mark.parametrize("civil", [True, False])
def test_a_rep_who_helps_earns_it_however_rude_the_client(
    client: SimulatedClient, civil: bool
) -> None:
    stars = ended(client, "helpful", civil)
    assert sum(s >= 4 for s in stars) >= 0.9 * len(stars)


@pytest.mark.parametrize("kind", ["stalling", "rude", "silent", "off-topic", "curious"])
def test_a_rep_who_does_not_help_earns_little(client: SimulatedClient, kind: str) -> None:
    stars = ended(client, kind, civil=True)
    assert max(stars) <= 2


def test_who_offers_something_else_twice_and_says_when_is_taken_up_on_it(
    client: SimulatedClient,
) -> None:
    setting = Setting("airline", "service_quality", civil=True)
    lines = talk(client, setting, tuple(lines_of("well-meaning", setting, "", 8)))
    assert lines[-1].stars in (3, 4)


def test_snapping_costs_stars(client: SimulatedClient) -> None:
    setting = Setting("banking", "pricing_and_charges", civil=True)
    good = lines_of("helpful", setting, client.next(setting, ()).text, 0)
    snapped = talk(client, setting, ("Calm down.", *good))
    assert (snapped[-1].stars or 0) < (talk(client, setting, tuple(good))[-1].stars or 0)


def test_asking_who_the_manager_is_offers_nobody(client: SimulatedClient) -> None:
    setting = Setting("mobile_device", "policy", civil=True)
    assert moves(client, "What is the name of my manager?", setting) != "offer"
    assert moves(client, "We'll get back to you.", setting) != "offer"
