"""After a danger text: questions get a fixed answer for that kind of danger, tellings a line that takes them up."""

from __future__ import annotations

from random import Random

import pytest

from bot.support.acts import Acts
from bot.support.aftermath import TOPICS, Aftermath, topic_of
from bot.support.talk import SupportRequest, Utterance

AFTER = Aftermath(Acts())
THREAT = "danger:violence_threat:client"


def request(text: str, about: str = THREAT, *more: str) -> SupportRequest:
    history = [Utterance("user", "."), Utterance("bot", "CARD", ("danger", about))]
    for said in more:
        history += [Utterance("user", "."), Utterance("bot", said)]
    return SupportRequest(text, tuple(history), after_danger=True)


def asked(text: str, about: str = THREAT) -> str:
    return AFTER.asked(request(text, about), Random(1))


def name(text: str) -> str:
    """Which entry answers a question, found by its lines."""
    answer = asked(text)
    return next((m.name for m in AFTER._meant if answer in m.lines("threat")), "")


# By what they ask for; the second half was written before the wordings were seen to fit them.
QUESTIONS = [
    ("should i just call the cops", "police"),
    ("can i press charges against him", "police"),
    ("shud i call the police now or later", "police"),
    ("is it better to tell my lead now or in the morning", "tell_work"),
    ("should i tell HR tonight or wait?", "tell_work"),
    ("idk if i should tell my manager", "tell_work"),
    ("who do i even go to with this", "whom"),
    ("how do i report him", "whom"),
    ("am i allowed to leave early", "leave_shift"),
    ("can i log off now", "leave_shift"),
    ("do i have to keep taking calls", "leave_shift"),
    ("how am i supposed to go back in there", "go_in"),
    ("should i call in sick tomorrow?", "go_in"),
    ("will anybody at work find out?", "find_out"),
    ("is this going to get back to my manager", "find_out"),
    ("can my manager read this chat", "see_chat"),
    ("what happens if i call that line?", "the_line"),
    ("is it a real person on the other end", "the_line"),
    ("does it cost anything", "line_cost"),
    ("can i text instead of calling", "line_text"),
    ("i wouldnt know what to say", "line_say"),
    ("is it anonymous", "line_name"),
    ("will they send the police to my house", "line_police"),
    ("do i have to tell you my name?", "my_name"),
    ("are you going to tell my boss", "you_act"),
    ("so nobody is coming?", "you_act"),
    ("should i save the voicemail", "record"),
    ("what if its my word against his", "proof"),
    ("he'll just deny it wont he", "proof"),
    ("what should i write down exactly", "write_down"),
    ("should i reply to his message", "answer_them"),
    ("what if he calls back", "again"),
    ("what do i do if he shows up at the store", "again"),
    ("will i ever find out what happened to him", "is_ok"),
    ("do i hang up or keep her talking", "stay_on"),
    ("how do i tell my wife about this", "tell_family"),
    ("will i get in trouble for hanging up", "trouble"),
    ("can they ban him", "trace"),
    ("what if hes just bluffing", "bluff"),
    ("am i being paranoid", "serious"),
    ("does HR even help", "must_they"),
    ("was it something i said", "fault"),
    ("where am i supposed to sleep tonight", "where_go"),
    ("what happens to my kids", "kids"),
    ("should i get checked out", "doctor"),
    ("will i still get paid if i leave", "pay"),
    ("is it safe to walk to my car", "way_out"),
    ("how do i get my address off the internet", "take_down"),
    ("are you still there", "there"),
    ("can you stay with me", "talk"),
    ("do you believe me", "believe"),
    ("at what point do i involve the police", "police"),
    ("would you tell HR in my place", "tell_work"),
    ("will HR tell him it was me", "find_out"),
    ("will you let someone know", "you_act"),
    ("is there a place i can stay tonight", "where_go"),
    ("whats the first thing i should do", "what_now"),
    ("can i ask to be let go early today", "leave_shift"),
    ("who would even believe me", "proof"),
    ("is that even illegal", "police"),
    ("what are they gonna ask me", "the_line"),
    ("so what do i do now", "what_now"),
    ("i dont know what to do", "what_now"),
    ("will it ever stop", "end"),
    ("am i going crazy", "crazy"),
    ("why does this keep happening to me", "why"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "entry"), QUESTIONS)
def test_what_people_ask_is_answered(text: str, entry: str) -> None:
    assert name(text) == entry


@pytest.mark.parametrize(
    "text",
    [
        "he called again and said he knows me",
        "i told my lead and she laughed",
        "when he said it everyone went quiet",
        "what he said made me sick",
        "what scares me is his voice",
        "he yelled a lot",
        "at least he hung up",
        "when he is drunk it gets worse",
        "how he looked at me was so creepy",
        "who knew it would end like this",
        "im at home now",
        "my mom is on her way",
        "the police came",
        "i hung up on him",
        "she said do i know who she is and laughed",
    ],
)
def test_what_is_told_is_no_question(text: str) -> None:
    assert asked(text) == "" and AFTER.unknown(request(text), Random(1)) == ""


def test_the_same_question_is_answered_by_what_happened() -> None:
    about = ["self_harm_self:self", "self_harm_other:client", "violence_threat:client",
             "sexual_harassment:coworker", "workplace_harassment:coworker", "online_harassment:other",
             "abuse_or_violence_other:self", "abuse_or_violence_other:client", "violence_threat:self"]  # fmt: skip
    answers = {asked("should i tell HR tonight or wait?", f"danger:{a}") for a in about}
    assert len(answers) == len(about)
    assert "lead" in asked("should i tell hr tonight", "danger:self_harm_other:client")
    assert "nobody checks" in asked("do i call the police", "danger:abuse_or_violence_other:self")


def test_any_other_question_is_owned_and_sent_on() -> None:
    lines = set(AFTER._named("rest").replies)
    assert AFTER.unknown(request("does the store have cameras?"), Random(1)) in lines
    assert AFTER.unknown(request("he has a red truck"), Random(1)) == ""


def test_what_is_told_is_taken_up_and_never_with_the_same_words() -> None:
    heard: list[str] = []
    for text in (
        "i feel so stupid for saying it",
        "its embarrassing",
        "i shouldnt have said that",
        "i feel dumb for crying",
    ):
        line = AFTER.told(request(text, THREAT, *heard), Random(1))
        assert line and line not in heard
        heard.append(line)
    assert AFTER.told(request("this is so embarrassing", THREAT, *heard), Random(1)) == ""
    stays = [AFTER.stay(request("x", THREAT), Random(n)) for n in range(8)]
    assert "security" in " ".join(stays)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("i havent told a soul", "nobody_knows"),
        ("i threw up in the break room", "body"),
        ("i just feel gross", "dirty"),
        ("i keep hearing his voice", "replay"),
        ("i didnt say anything, i just froze", "froze"),
        ("he isnt always like this", "excuse"),
        ("he did it to the new girl too", "others"),
        ("my lead just shrugged", "ignored"),
        ("i cant lose this job", "need_job"),
        ("my sister lives close", "near"),
        ("im at my desk right now", "on_shift"),
        ("nobody said a word", "looked_on"),
        ("its been going on for months", "how_long"),
        ("they want me to take the next call", "on_shift"),
        ("i told my lead just now", "did_it"),
        ("ok", "nod"),
    ],
)  # fmt: skip
def test_a_line_fits_what_was_told(text: str, entry: str) -> None:
    line = AFTER.told(request(text), Random(1))
    assert next((m.name for m in AFTER._meant if line and line in m.lines("threat")), "") == entry


def test_the_talk_says_what_it_was_about() -> None:
    def topic(move: str) -> str:
        return topic_of(
            (Utterance("bot", "CARD", ("danger", move)), Utterance("bot", "more", ("danger",)))
        )

    assert topic("danger:violence_threat:self") == "intent"
    assert topic("danger:violence_assault:coworker") == "assault_work"
    assert topic("danger:self_harm_other:other") == "friend"
    assert topic("danger:abuse_or_violence_other:other") == "witness"
    assert topic("danger:what:ever") == "" and topic_of(()) == ""
    assert {topic("danger:sexual_harassment:client"), "home"} <= TOPICS


BODY = "danger:medical:self"


def body(text: str, about: str = BODY, before: str = ".") -> str:
    history = (Utterance("user", before), Utterance("bot", "CARD", ("danger", about)))
    return AFTER.urgent(SupportRequest(text, history, after_danger=True), Random(1))


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("should i call 911 or not", "Yes. "),
        ("do i need an ambulance", "Yes. "),
        ("hospital?", "Yes. "),
        ("can i finish this call first?", ("No, ", "Not later")),
        ("ill wait til break", ("No, ", "Not later")),
        ("i cant just leave my desk", ("No, ", "Not later")),
        ("its probably just stress", ("Maybe, ", "It might be")),
        ("i dont want to make a scene", ("Maybe, ", "It might be")),
        ("its going away now", ("I'm glad", "That's good")),
        ("can i drive myself to the er", ("Don't drive", "No, don't go")),
        ("the ambulance is here", ("Good, ", "I'm glad")),
        ("i called 911", ("Good, ", "I'm glad")),
    ],
)
def test_an_emergency_gets_its_next_step(text: str, step: str | tuple[str, ...]) -> None:
    assert body(text).startswith(step)


@pytest.mark.parametrize(
    "text",
    ["hospital or sleep it off", "yes like 12", "yes like 12. hospital or just sleep it off", "will it wear off",
     "can i go to bed", "i feel fine now", "do i make myself puke", "lol idk", "my lead is annoying", "ok",
     "nobody called 911", "should i tell someone", "it was just a joke", "dont tell anyone pls"],
)  # fmt: skip
def test_after_too_many_pills_everything_leads_to_a_call(text: str) -> None:
    for about in ("danger:self_harm_self:self", BODY):
        answer = body(text, about, "i took too many of my pills")
        assert "emergency number" in answer or "ambulance" in answer
    assert body(text, "danger:self_harm_self:self", "i want to die") == ""


def test_an_emergency_of_the_body_is_past_at_some_point() -> None:
    card = (Utterance("user", "."), Utterance("bot", "CARD", ("danger", BODY)))
    said = (Utterance("user", "x"), Utterance("bot", "y"))
    helped = (Utterance("user", "the ambulance is here"), Utterance("bot", "y"))
    assert AFTER.urgent(SupportRequest("x", card + said), Random(1))
    assert not AFTER.urgent(SupportRequest("x", card + said * 7), Random(1))
    assert not AFTER.urgent(SupportRequest("x", card + helped), Random(1))
    assert not AFTER.urgent(request("x"), Random(1))


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("what if he isn't all talk", "all_talk"),
        ("my lead said hes all talk. what if he isnt", "all_talk"),
        ("how do i get to my car", "way_out"),
        ("i have to walk to my car alone at 10pm", "way_out"),
        ("back door or wait inside?", "way_out"),
        ("what scares me is the parking lot", "way_out"),
        ("i close alone tonight", "way_out"),
        ("what if he follows me home", "follows"),
        ("im not going to hurt anyone, HE is threatening ME", "threatened_me"),
        ("hes still outside", "is_outside"),
        ("ok security will walk me", "company_out"),
        ("should i take a different exit", "way_out"),
        ("he is the dangerous one not me", "threatened_me"),
        ("was it dumb not to end it", "hang_up"),
        ("can you make them stop sending him", "reroute"),
        ("should i have hung up?", "hang_up"),
        ("why didnt i just hang up", "hang_up"),
        ("can i ask them not to send him to me again?", "reroute"),
        ("hr tonight or wait", "hr_when"),
    ],
)
def test_whoever_was_threatened_gets_plain_steps(text: str, entry: str) -> None:
    assert name(text) == entry
    assert not asked(text).startswith("No.")
    about = "danger:self_harm_self:self"
    assert entry not in {m.name for m in AFTER._meant if m.meets and m.belongs(topic_of(request(text, about).history))}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "about", "words"),
    [
        ("does any of what i typed get shown to my boss", "self_harm_self:self", "/privacy"),
        ("who gets to see what i said here", "sexual_harassment:coworker", "/privacy"),
        ("if i chat with them do the cops come to my flat", "self_harm_self:self", "line"),
        ("is it abuse if he only did it once", "abuse_or_violence_other:self", "Yes, it counts"),
        ("so does it count as a threat", "violence_threat:client", "Yes, it counts"),
        ("am i being a crybaby", "workplace_harassment:coworker", "that isn't whining|Not one bit"),
        ("i guess im making a huge deal of it", "sexual_harassment:client", "on the one who|You're not"),
        ("the union guy is his buddy. so no", "workplace_harassment:coworker", "HR"),
        ("there are no witnesses, nobody saw", "sexual_harassment:coworker", "don't need proof"),
        ("can they find her? i only know the order number", "self_harm_other:client", "lead"),
        ("what do i enter in the ticket", "self_harm_other:client", "plain facts"),
        ("no manager here tonight, who then", "self_harm_other:client", "runs the shift"),
        ("what would i say to my sister", "self_harm_self:self", "not okay|bad place"),
        ("the cops, do i call or does my company", "violence_threat:client", "yourself"),
        ("he wont tell me where he sits", "self_harm_other:coworker", "emergency number"),
        ("he has the keys in his hand. do i take them off him", "violence_threat:client", "without a fight"),
        ("thats no answer", "self_harm_self:self", "no answer|missed|short"),
    ],
)  # fmt: skip
def test_plain_questions_get_a_plain_answer(text: str, about: str, words: str) -> None:
    answer = asked(text, f"danger:{about}")
    assert any(word.lower() in answer.lower() for word in words.split("|")), answer


@pytest.mark.parametrize(
    "text", ["no", "nope", "yes", "hr is useless and my lead laughed", "the keys to the office are lost", "they sent me home"]
)  # fmt: skip
def test_plain_answers_do_not_come_unasked(text: str) -> None:
    assert asked(text, "danger:workplace_harassment:coworker") == ""


def test_hr_mentioned_is_not_hr_told() -> None:
    told = AFTER.told(
        request("HR is a friend of his", "danger:workplace_harassment:coworker"), Random(1)
    )
    assert "did" not in told
    assert AFTER.told(request("hr is on it"), Random(1))


def test_a_housemate_who_took_pills_is_an_emergency_close_by() -> None:
    took = "my housemate swallowed all her pills"
    about = "danger:self_harm_other:other"
    assert body("do i make her puke", about, took).startswith("No, ")
    assert "angry" in body("she begs me not to call anyone", about, took)
    assert body("what now", about, "my friend says he wants to die") == ""
    assert body("what now", "danger:self_harm_other:client", took) == ""  # a voice on the phone
    for text in ("im only a bit sleepy", "i cant find my phone"):
        answer = body(text, "danger:self_harm_self:self", "i took 20 pills")
        assert "emergency number" in answer or "ambulance" in answer


def test_once_help_is_there_nobody_is_told_to_call() -> None:
    about = "danger:medical:other"
    talk = (
        Utterance("user", "he collapsed"), Utterance("bot", "CARD", ("danger", about)),
        Utterance("user", "the medics took him"), Utterance("bot", "ok"),
    )  # fmt: skip
    answer = AFTER.asked(
        SupportRequest("should i have seen it", talk, after_danger=True), Random(1)
    )
    assert answer and "emergency number" not in answer


def test_there_is_no_wall_of_the_same_lines() -> None:
    heard: list[str] = []
    for n in range(5):
        line = AFTER.unknown(
            request("does the store have cameras?", "danger:self_harm_self:self", *heard), Random(n)
        )
        assert line and line not in heard
        heard.append(line)


def test_what_is_answered_after_a_card_is_known_at_the_door() -> None:
    assert AFTER.answers("will they tell my mom") and AFTER.answers("he'd walk me out, ok?")
    assert AFTER.answers("i feel fine", ("i took 30 pills",))
    assert not AFTER.answers("i want to die", ("i feel awful",))
