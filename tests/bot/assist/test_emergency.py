"""Somebody's life or health is at risk right now: the emergency number is the first word."""

from __future__ import annotations

import pytest

import prompts
from bot.assist.cards import Cards
from bot.assist.chat import Chat
from bot.assist.emergency import emergency_in
from memory.grade import grade
from tests.bot.assist.chats import chat

NOW = [
    "My son is allergic to nuts and your brownie had nuts, his lips are swelling up!",
    "Your breakfast had peanuts in it, my daughter is allergic and she can't breathe properly",
    "the pharmacy gave my mom the wrong pills and she already took two, she is really drowsy",
    "I smell gas in the kitchen, when is your technician coming?",
    "theres smoke coming out of the charger right now",
    "my carbon monoxide alarm keeps going off and I have a headache. is it your boiler",
    "I've been on hold an hour and I'm about to faint, everything's going black",
    "I just got a shock from your kettle and my arm is numb",
    "Kid with a nut allergy ate your cookies. He has hives all over now and keeps coughing.",
    "my toddler swallowed the button battery from your remote ten minutes ago",
    "She's got a peanut allergy and she ate half the cookie. Her face is all puffy and eyes swollen shut",
    "I said no shellfish, I ate two spoons and my throat feels tight",
    "you sent me someone else's prescription and i already took one this morning",
    "the label said 5 but its 50, i took double dose and my heart is racing",
    "The whole apartment smells like gas, I want this fixed",
    "our boiler is on and we all have headaches and feel dizzy",
    "The laptop is smoking on my desk",
    "there is smoke everywhere in the hallway and nobody answers the front desk",
    "I feel like I'm going to pass out, please just hurry up",
    "My husband collapsed in your lobby and he won't wake up",
    "the toaster shocked me and I can't feel my hand",
    "he's choking on a piece of your toy",
    "I drank the coffee and there was descaler in it, I swallowed a lot of it... you left descaler in the machine and I drank it",
    "my wife is allergic to sesame and you put it in, she just ate it, what do we do",
    "CO detector in room 12 is beeping and my kids are sleepy",
    "the outlet is on fire",
    "I gave my daughter too much of the medicine because your label is wrong",
    "i told you no peanuts!! my boy ate it and now his face is blowing up",
    "she's allergic to bees and got stung by your pool, her arm is swelling and she's dizzy",
    "hes got an allergy and you served him cashew, hes throwing up and gone pale",
    "my baby drank formula from your recalled lot and wont wake up",
    "My dad is diabetic and your pharmacy gave him the wrong insulin, he injected it an hour ago",
    "Took my pills from your refill and only now saw they're not mine",
    "There's a really strong gas smell since your guy left",
    "gas is hissing from the meter outside",
    "the heater you sold me is making us all dizzy and my head is pounding",
    "i think the new furnace is leaking carbon monoxide, the alarm went off",
    "There are flames coming out of the dryer",
    "the power strip caught fire what do i do",
    "I feel faint. I've been standing in your line for two hours",
    "I have chest pains and you keep me on hold",
    "my mother just fainted at your gate",
    "I grabbed the plug and got electrocuted, my heart is racing",
    "my little girl swallowed one of the magnets",
    "he can't catch his breath since he ate it",
    "your lotion made my face swell, my eyes are nearly shut",
    "her tongue is getting big, she ate your muffin, it said nut free",
    "your capsule made my husband's heart race, he took it an hour ago and can't sit still",
    "the pharmacist mixed up the bottles. my son had two of grandpa's heart pills",
    "house full of smoke from your dishwasher!!",
    "the oven sparks and now it's burning",
    "i touched the washing machine and it threw me across the room, arm feels dead",
    "our co alarm won't stop",
    "i'm dizzy and seeing stars, sorry, i've been standing here for ages",
    "i can't feel my left arm and you want my postcode",
    "my wife is pregnant and bleeding and the ride never came",
    "baby is limp and the thermometer you sold shows 41",
    "i swallowed a piece of the glass from your jar, my throat is bleeding",
    "she took the antibiotics you sent, she's allergic to penicillin, it's on her file!",
    "weird smell like gas since the meter was swapped",
    "I can hardly breathe since I used your spray",
    "the pills you sent are the wrong strength and I've been taking them for three days",
]

NOT_NOW = [
    "I'm allergic to your hold music, it's been 40 minutes",
    "The price made me choke. $90 for a bag?",
    "Last month I had a reaction to the soap in your bathroom. I'd like a refund.",
    "I was shocked when I opened the bill",
    "I nearly fainted when I saw the bill",
    "Your prices take my breath away, I can't breathe with all these fees",
    "The room smelled of smoke and I asked for non smoking",
    "I had hives last year after your shrimp, so I want to know if the new menu is safe",
    "you gave me the wrong pills but I noticed in time and haven't taken any",
    "My gas bill is double, and the gas station card doesn't work",
    "I got the wrong meds in the mail",
    "My phone battery is swelling",
    "The smoke detector battery chirps all night",
    "Do you have nut free options? My son is allergic to nuts",
    "the app collapsed my folders and is unresponsive",
    "You're on fire today, thanks",
    "We had a gas leak two weeks ago and nobody refunded the stay",
    "Two weeks ago my daughter swelled up from your nuts and ended up in hospital. I want a refund.",
    "Is there egg in this? I'm allergic",
    "My ankle is swollen from walking because you lost my bag, I ate nothing",
    "I'm burning through data",
    "My kid swallowed his pride and called you",
    "the crib collapsed",
    "My daughter ate nuts at your hotel yesterday and had hives but she's fine now",
    "the insurance won't cover the wrong dose the doctor prescribed",
    "The carbon monoxide alarm I ordered came without batteries",
    "The kettle gave me a shock. I want a new one",
    "I'm about to lose it with you people",
    "This wait is giving me a heart attack",
    "Chest freezer hurts my budget",
    "I blacked out the form by mistake",
    "Your fire stick is smoking hot deal",
    "I had an allergic reaction to your detergent last spring",
    "your shampoo gave me a rash",
    "my allergies are acting up so I'd like a feather free room",
    "I'm choking on these fees",
    "that bill nearly gave me a heart attack",
    "you people make me faint",
    "I can't catch my breath with all your transfers, one rep after another",
    "someone was smoking in my room",
    "The fire alarm test woke us at 6",
    "Your gas price went up again",
    "my old charger caught fire in March and you never answered",
    "He was taken to the hospital two days ago after your curry, now I want answers",
    "We smelled gas last night, the crew came and fixed the leak. Who pays for the hotel?",
    "The pharmacy almost gave me the wrong dose",
    "The wrong pills came, what do I do with them?",
    "I'm allergic to your excuses",
    "it shocked me how rude your agent was",
    "The dog ate my order slip",
    "Does the soup contain nuts? my wife is allergic",
    "I just passed out flyers for your event",
    "my router light is red and the connection is dead",
    "I ate the burger, it was cold, and my eyes rolled",
    "Your driver ate my food!",
    "She broke out in tears when the cake came late",
    "The nuts were missing from my salad",
    "I'm fainting from joy, it arrived",
    "Smoke alarm in 204 keeps beeping, low battery",
    "he was dizzy after the flight but fine now",
    "I got food poisoning from your oysters last Sunday",
    "i choked up when the flowers came",
    "your rep nearly gave me a stroke",
    "this app is a dumpster fire",
    "the gas is off, no hot water",
    "I'm dizzy from all your transfers",
    "my dad's pills arrived late",
    "I took the wrong bus to your store",
    "The pharmacy gave me the wrong pills, I took them back and nobody apologized",
    "wrong medication in the bag, I had to drive back twice",
    "You billed me for the wrong dose, I had the 5 mg",
    "My husband's prescription was refilled at the wrong store and we had to wait",
    "my mom's medicine took three weeks to arrive",
    "I took my wife's pills to the counter to get them checked",
    "The insurer gave my dad the wrong prescription card",
    "I had my husband's insulin delivered to the old address",
    "The smell of gas at the pump was awful",
    "There's smoke from the grill next door coming on our balcony",
    "The gas company gave me a headache with all this paperwork",
    "your furnace bill gives me a headache",
    "my gas bill is a headache",
    "The eggs I ate were cold and my order was huge",
    "She ate the cake and her face lit up",
    "My eyes are huge from reading your terms, ate my whole day",
    "He has a peanut allergy so I picked off the nuts, can I get a refund",
    "your cat food made my cat's face swell",
    "I'm on hold and bored to death, kill me now",
    "fire him now",
    "There is a fire sale and your code is not working",
    "I was knocked off the line and my hand is tired",
    "I keep fainting pixels on my monitor",
    "the dress dye came out all over, red spots",
    "Battery swallowed my coins, the machine ate a coin",
    "The machine swallowed my card",
    "the atm swallowed my coins and blade sign fell",
    "I'm getting light-headed from these prices",
    "Bleach stains on my shirt after the hotel laundry",
    "The CO detector is missing in our room",
    "The seat was so tight I could hardly breathe",
    "My heart is racing, I'm so excited for the trip",
    "I gave the pills back, wrong strength",
    "My chest of drawers came with a crack and pain to assemble",
    "I broke out the champagne and it was shrimp flavored",
]


@pytest.mark.parametrize("text", NOW)
def test_the_emergency_number_comes_first(text: str) -> None:
    found = emergency_in(Chat(chat(text)))
    assert found
    assert "emergency number" in found.cues[0] and "emergency number" in found.steps[0]


@pytest.mark.parametrize("text", NOT_NOW)
def test_a_figure_of_speech_or_the_past_is_no_emergency(text: str) -> None:
    assert emergency_in(Chat(chat(text))) is None


@pytest.mark.parametrize("text", NOW[:10])
def test_it_is_flagged_and_never_reframed(screened: Cards, text: str) -> None:
    made = screened.of("", "", chat("Hello?", "How can I help?", text))
    assert "emergency number" in made.cues[0] and "emergency number" in made.steps[0]
    assert made.danger.level == "imminent" and made.safety
    assert made.reframe is None and not made.uncivil
    assert not any("order number" in line for line in (*made.cues, *made.steps))


def test_it_lasts_until_the_rep_named_the_number() -> None:
    told, after = "My boy ate your nuts and his lips are swelling up!", "It's order 77120."
    assert emergency_in(Chat(chat(told, "What's your order number?", after)))
    assert not emergency_in(Chat(chat(told, "Please call 911 now.", after)))
    assert emergency_in(Chat(chat(told, "Please call 911 now.", "His throat is closing!")))


def test_nothing_is_reframed_while_they_call(screened: Cards) -> None:
    turns = chat(
        "My son ate your cookie, he's allergic to nuts. His eyes are swelling shut.",
        "Call the emergency number right away please.",
        "ok calling. who the hell pays for this",
    )
    made = screened.of("food_delivery", "", turns)
    assert made.reframe is None and not made.uncivil
    assert made.message in prompts.read("assist/emergencies.yaml")["after"]


def test_a_reaction_of_last_month_is_an_injury_to_note(screened: Cards) -> None:
    made = screened.of("hotel", "", chat("Last month I had a reaction to the soap in my room."))
    assert any("medical care" in step for step in made.steps)
    assert not any("emergency number" in line for line in (*made.cues, *made.steps))


def test_words_are_short_and_plain() -> None:
    table = prompts.read("assist/emergencies.yaml")
    for words in table["kinds"].values():
        assert all(len(words[k].split()) <= 12 for k in ("first", "look", "offer"))
        assert all(len(s.split()) < 10 for s in (*words["steps"], *table["more"]))
    for text in (*table["message"], *table["after"]):
        assert 30 <= len(text.split()) <= 55 and grade(text) <= 7
