"""Scripted reps for the simulated client: each says its lines one after the other, whatever the client writes."""

from __future__ import annotations

from bot.assist.cases import told_in
from bot.assist.talk import Setting

# "helpful" offers what this client came for; "well-meaning" offers whatever comes next in a list.
REPS = {
    "helpful": ("I'm sorry about that. Could you give me your account or order number?",
                "Thank you. What happened exactly?", "I see. I've checked it. {own}",
                "It will be done within 2 days.", "You're welcome. Within 2 days, as I said."),
    "well-meaning": ("I'm sorry about that. Could you give me your account or order number?",
                     "Thank you. What happened exactly?", "I see. I've checked it, and I can {end}.",
                     "It will be done within 2 days.", "You're welcome. Within 2 days, as I said."),
    "stalling": ("One moment, please.", "I'm still checking.", "Please bear with me.", "We'll get back to you."),
    "rude": ("Calm down.", "That's not my problem.", "Read the policy.", "You people always complain."),
    "off-topic": ("Do you like pizza?", "The weather is lovely.", "My cat is called Moritz.", "What's 12 times 12?"),
    "silent": ("", "...", " ", "?"),
    "curious": ("What is your mother's birthday?", "Which flight number was it?", "What's our warehouse code?",
                "What is the name of my manager?", "Can you tell me the serial number of our server?"),
}  # fmt: skip
_ENDS = ("refund it", "replace it", "send a technician", "waive the fee", "escalate it to my manager", "credit it",
         "rebook you", "cancel it for you", "start an appeal", "book an appointment")  # fmt: skip
_OFFERS = {
    "refund": ("I've put the refund through.", "I'll refund that for you.", "Let me get you the money back."),
    "replace": ("I'll send out a replacement.", "I can ship you a new one today."),
    "repair": ("I can book a repair for you.", "Let me get it fixed for you."),
    "credit": ("I'd like to add a credit to your account.", "I'll put a $20 credit on it."),
    "waive": ("I've asked for the fee to be waived.", "I can make a one-time exception for you."),
    "move_room": ("I can move you to a different room.", "I'll get you another room."),
    "clean": ("I'm sending housekeeping up now.",),
    "technician": ("I'll get a technician out to you.", "I can send someone out."),
    "rebook": ("I can rebook you on the next flight.", "Let me put you on another flight."),
    "appointment": ("I can book you an appointment.", "Let me schedule that for you."),
    "callback": ("I'll have my colleague call you back.",),
    "escalate": ("I'm escalating this to my supervisor.", "I'll pass it to our senior team."),
    "freeze": ("I've frozen the card for you.",),
    "dispute": ("I've opened a dispute for that payment.",),
    "trace": ("I've started a trace on it.",),
    "appeal": ("I can start an appeal for you.",),
    "cancel": ("I've canceled it for you.",),
    "expedite": ("I've marked it as urgent.", "I'll have it rushed."),
    "feedback": ("I'll pass this on to the manager there.", "I've reported this to the team."),
}  # fmt: skip


def lines_of(kind: str, setting: Setting, opener: str, n: int) -> list[str]:
    """In: a kind of rep, the client's setting and first line, a number that varies the words. Out: its lines."""
    case = told_in(setting.domain, setting.category, opener)
    acts = [a for a in case.ends if a in _OFFERS] if case else []
    offers = _OFFERS[acts[n % len(acts)]] if acts else ("I'll get it sorted out for you.",)
    own = offers[n % len(offers)]
    return [line.format(own=own, end=_ENDS[n % len(_ENDS)]) for line in REPS[kind]]
