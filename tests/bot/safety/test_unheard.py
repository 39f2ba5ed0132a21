"""Danger in everyday words, spread over a few sentences, and who must not drive now."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.safety.cards import CrisisCards
from bot.safety.crisis import Danger, DangerScreen, Opinion
from bot.safety.lexicon import LANGUAGES

DRIVES = (
    'jim is drunk and about to drive home',
    'my coworker had like 7 beers and hes getting in his car',
    'should i take her keys, shes wasted and wants to drive',
    'sam can barely walk and hes got his car keys out',
    'im drunk and i need to drive home in an hour',
    'had five beers at the work thing, gotta drive home soon',
    'im on my second bottle of wine and i have to drive to pick up the kids',
    'on my fourth whiskey, driving home in ten',
    'i drank a lot but ill just drive slow',
    'i have had way too much to drink, can i drive home',
    'my lead is hammered and says hes fine to drive',
    'customer on the phone is drunk and says hes driving right now',
    'i smoked a lot of weed and im about to drive home',
    'boss had a bottle of wine at lunch and is leaving to drive',
    'driving home drunk again tonight lol',
    'a caller is slurring, drunk, and hes behind the wheel',
    'just did six shots, keys in hand, driving home',
    'had like 6 beers at the party. gotta drive home soon',
)  # fmt: skip
BODY = (
    'my chest hurts like theres an elephant on it since the last call and im sweating. its probably nothing',
    'chest feels like somebody is standing on it, cold sweat, just need to finish my queue tho',
    'theres this pressure on my chest and now its in my jaw, gonna take one more call',
    'squeezing in my chest and my jaw aches, i feel sick',
    'chest has been hurting since lunch and my arm feels weird. prob just tired',
    'one side of my face is drooping and my words come out wrong',
    'my face went numb on the left and i cant talk properly',
    'half my face feels like its sliding down and i keep slurring',
    'it feels like a belt tightening round my chest and im clammy',
    'my boss is holding his chest, sweating and his jaw hurts',
)  # fmt: skip
LINE = (
    'a little boy on my call says mama wont move',
    'theres a child on the line, about 6, says daddy fell and isnt moving',
    'a kid called in, says grandma wont get up and shes cold',
    'kid on my line, sounds maybe 7, her mum is on the floor and not talking',
    'customer was gasping and then the line just went silent',
    'he was wheezing and gasping for breath, then nothing. line still open',
    'caller made a choking noise and now theres no answer',
    'the lady i was talking to started gasping and now she doesnt answer',
    'i heard a thud and gasping and now its dead quiet on the line',
    'a 7 year old called us, daddy wont wake up',
)  # fmt: skip
NAMED = (
    'marco by the window is having a seizure',
    'tanisha two desks down is having a stroke i think',
    'keisha is choking and cant breathe',
    'rahul across the aisle just collapsed',
    'shaniqua is having a seizure',
)  # fmt: skip
CHILD = (
    'heard a kid in the background screaming no daddy stop',
    'a little girl was yelling stop it daddy please while i was on with him',
    'there was a child crying please dont hit me in the background of the call',
    'caller told me to ignore it but a kid was screaming mommy stop it hurts',
    'i could hear a boy begging daddy no daddy please on the other end',
)  # fmt: skip
JOINS = (
    "an old gentleman said he'll be with his wife by tonight, she passed in march",
    "elderly caller told me she's going to join her husband this evening, he died last year",
    'he said hes going to see his late wife again tonight, he sounded calm',
    "caller said he'd be with his son soon, the son died in june",
    'customer told me soon he will be with his wife again. she passed away',
    'the guy told me tomorrow hes joining his late wife',
)  # fmt: skip
FOLLOWED = (
    'my ex was waiting outside the office again, third time this week',
    'my ex husband keeps showing up at my bus stop and i dont know how he got my schedule',
    'a customer sent a gift to my house and i never gave him my address',
    'this caller mailed flowers to my home. i never told anyone where i live',
    'client keeps driving past my house',
    'guy who calls every day was standing at my bus stop this morning',
    'customer said "i know where you live" and hung up',
    'caller told me he knows where i live',
    'the customer ended the call with see you after work',
    'he said see you after work in that voice, im scared to go to my car',
    'a customer found my home address and turned up at my door',
    'my ex follows me to work every morning',
    'someone keeps leaving notes on my car and he knows when my shift ends',
    'she called again. said "see you after work"',
)  # fmt: skip
THROWN = (
    'my husband threw a plate at me last night',
    'he threw a plate at my head at dinner, my own husband',
    'my girlfriend threw a glass at the wall next to my head',
    'boyfriend hurled a mug at me when i said i was tired',
    'my dad threw a chair at my mom again',
)  # fmt: skip
FRENCH = (
    "un client m'a dit qu'il a avalé toute la boîte de somnifères",
    "ma cliente dit qu'elle a pris tous ses médicaments",
    "une dame au téléphone m'a dit qu'elle venait d'avaler tous ses comprimés",
    "le client vient d'avaler trente cachets",
    "une cliente m'a dit qu'elle avait pris une boîte entière de cachets",
)  # fmt: skip
SPANISH = (
    'una clienta me dijo que se va a tirar por el balcón',
    'un cliente dice que va a saltar por la ventana si cuelgo',
    'el señor me dijo que se iba a lanzar del puente esta noche',
    'un cliente me acaba de decir que se tira del balcón cuando termine la llamada',
    'la clienta dice que se va a tirar al tren',
)  # fmt: skip
NOT = (
    "chest is tight from laughing so hard at dave's story",
    'my chest hurts from laughing',
    'my heart sank and my chest felt heavy reading that email',
    'chest day at the gym, everything hurts',
    "the customer's speech about his jaw surgery took forty minutes and im sweating in here",
    'my face when he said that lol, jaw on the floor',
    'my jaw hurts from clenching all day',
    'face feels numb from the dentist, cant get words out right on calls',
    'he complained about pressure, then the line went dead',
    'a kid was screaming for ice cream the whole call',
    'kid in the background screaming no no no i dont want a bath',
    'her toddler kept yelling daddy daddy look',
    'my kids screaming daddy stop tickling me',
    'kid on the line wanted to order a pizza for his mom',
    'my daughter called, says mommy your car isnt moving from the driveway right',
    'a little boy on the line says the wifi isnt moving',
    'customer gasped at the price and then went silent',
    'she gasped when i told her the fee, then nothing, just silence',
    'the line went silent and then he laughed',
    'he said hell be home with his wife by tonight, she landed in march',
    'caller will be with his family tonight, sweet old man',
    'old man misses his wife, she died in march, he just wanted to talk',
    'she told me about her husband who passed last year and then booked a trip for tonight',
    'priya at the next desk is having a birthday',
    'slack is having a seizure again',
    'excel is having a stroke over this sheet',
    'marco is having a fit about the coffee',
    'the printer is having a seizure',
    'i know where you live, said the pizza app',
    'the delivery guy said i know where you live, ive brought your packages for ten years',
    'my friend texted see you after work',
    'boss said see you after work at the party',
    'customer sent flowers to the office to thank me',
    'my husband sent flowers to my home',
    'my mom sent a gift to my house',
    'i saw my ex at the grocery store, awkward',
    'my ex has the kids this week, third time this month',
    'sat at the bus stop again for an hour, fourth time this week',
    'my bus stop was closed again',
    'he dropped a plate in the canteen and everyone clapped',
    'threw a frisbee at me in the park',
    'my toddler threw a plate of pasta at the wall',
    'threw my lunch plate in the bin',
    'drove home after one beer last year',
    'had a beer with the team, took the bus home',
    'going for beers after work, jake is driving, hes sober',
    'he was wasted at the party so we put him in a cab',
    'i had six beers so im leaving the car here',
    'this job is driving me to drink',
    'this queue drives me up the wall, need a drink',
    'customer says he got a ticket for drunk driving last year and wants his policy back',
    'i dont drink and drive',
    'need a glass of wine after this drive home',
    'had 3 coffees and now driving home',
    'drunk caller yelled at me for ten minutes',
    'my dad was a drunk driver, thats why i dont drink',
    'i drove home, then had a big glass of wine',
    'long drive home then a beer',
    'im hanging myself out to dry for this company',
    'hung myself out to dry for that lead again',
    'if i hear that jingle one more time ill jump off a bridge lol',
    'if that printer jams again im jumping out the window haha',
    "one more round of that hold music and i'll throw myself off a cliff lol",
    "un client m'a dit qu'il a pris tous ses congés",
    'un cliente se tiró una hora hablando',
    'la clienta dice que va a tirar el router por la ventana',
    'une cliente a avalé son café de travers mdr',
    'i was so drunk on saturday, someone else drove',
    'ubers on the way, im too drunk to drive',
    'the customer wanted to know if his insurance covers driving drunk',
    'been drinking tea all day, drives my bladder crazy',
    'a kid in the background screamed please daddy can i have it',
    'he will be with his wife at her moms tonight, her dog died',
)  # fmt: skip


def unlikely(texts: Sequence[str]) -> Opinion:
    return Opinion(unlikely=True)


def despair(texts: Sequence[str]) -> Opinion:
    return Opinion(Danger("self_harm_self", "imminent", "self"), sure=True, possible=True)


@pytest.fixture(scope="module")
def screen() -> DangerScreen:
    return DangerScreen.load(second_opinion=unlikely)


@pytest.fixture(scope="module")
def despairing() -> DangerScreen:
    return DangerScreen.load(second_opinion=despair)


@pytest.fixture(scope="module")
def cards() -> CrisisCards:
    return CrisisCards.load()


@pytest.mark.parametrize("text", DRIVES)
def test_who_drank_must_not_drive(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).kind == "driving"
    assert screen.harm(text).kind == "none"


@pytest.mark.parametrize("text", DRIVES)
def test_that_is_no_wish_to_die(despairing: DangerScreen, text: str) -> None:
    assert despairing.screen(text).kind == "driving"
    assert despairing.harm(text).kind == "none"


@pytest.mark.parametrize(
    "text",
    (
        "im drunk and im going to drive into a tree",
        "had six beers, gonna drive and i hope i crash and die",
        "im wasted, driving home, i dont want to be alive anymore",
    ),
)
def test_a_wish_to_die_comes_first(despairing: DangerScreen, text: str) -> None:
    assert despairing.screen(text).kind == "self_harm_self"


@pytest.mark.parametrize(
    ("text", "who"),
    (
        ("im drunk and i need to drive home in an hour", "self"),
        ("my coworker had like 7 beers and hes getting in his car", "coworker"),
        ("jim is drunk and about to drive home", "other"),
        ("customer on the phone is drunk and says hes driving right now", "client"),
    ),
)
def test_who_is_about_to_drive(screen: DangerScreen, text: str, who: str) -> None:
    assert screen.screen(text).who == who


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("who", ("self", "coworker", "other", "client"))
def test_the_text_says_not_to_drive_and_has_the_number(
    cards: CrisisCards, language: str, who: str
) -> None:
    danger = Danger("driving", "imminent", who)
    card = cards.card_for(danger, "us", None, language)
    assert card.key.startswith("driving") and card.pre_empts
    assert [r.contact for r in card.resources] == ["911"]
    assert cards.card_for(danger, "us", None, language, True).key == "follow_up.driving"


@pytest.mark.parametrize("text", (*BODY, *LINE, *NAMED))
def test_an_emergency_is_heard(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.level) == ("medical", "imminent")


@pytest.mark.parametrize("text", LINE)
def test_on_a_line_it_is_not_the_one_who_writes(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).who != "self"


@pytest.mark.parametrize("text", CHILD)
def test_a_child_on_a_call_is_heard(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.who) == ("abuse_or_violence_other", "client") and found.preempts


@pytest.mark.parametrize("text", JOINS)
def test_a_caller_who_joins_the_dead_is_heard(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert (found.kind, found.who) == ("self_harm_other", "client") and found.preempts


@pytest.mark.parametrize("text", FOLLOWED)
def test_being_followed_is_heard(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert found.kind in ("online_harassment", "violence_threat", "abuse_or_violence_other")
    assert found.preempts


@pytest.mark.parametrize("text", THROWN)
def test_what_is_thrown_at_home_is_heard(screen: DangerScreen, text: str) -> None:
    found = screen.screen(text)
    assert found.kind in ("violence_assault", "abuse_or_violence_other") and found.preempts


@pytest.mark.parametrize("text", (*FRENCH, *SPANISH))
def test_a_client_abroad_is_not_the_one_who_writes(despairing: DangerScreen, text: str) -> None:
    found = despairing.screen(text)
    assert (found.kind, found.level, found.who) == ("self_harm_other", "imminent", "client")


@pytest.mark.parametrize(
    "text",
    (
        "ma cliente m'a énervée et j'ai avalé toute la boîte de cachets",
        "j'ai pris tous mes cachets",
        "me voy a tirar por la ventana",
        "i want to jump off a bridge",
        "im hanging myself tonight",
        "if i hear him yell one more time i'll jump off a bridge",
    ),
)
def test_ones_own_stays_ones_own(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).kind == "self_harm_self"


@pytest.mark.parametrize("text", NOT)
def test_everyday_words_like_these_are_none(screen: DangerScreen, text: str) -> None:
    assert screen.screen(text).kind == "none"


def test_a_tune_that_gets_on_nerves_is_none(despairing: DangerScreen) -> None:
    joke = "if i hear that jingle one more time ill jump off a bridge lol"
    assert despairing.screen(joke).kind == "none"
    assert despairing.screen(joke.removesuffix(" lol")).kind != "none"
