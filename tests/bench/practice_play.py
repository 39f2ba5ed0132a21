"""Exercises played by simulated supporters, and what the coach makes of them: the partner's and the coach's promises.

200 conversations over all exercises: good, bad, mixed, silly, hostile and one-word supporters, lines drawn by lot; 200
more by whole scripts that were written blind (`tests/data/practice_scripts.yaml`), with the partner as it ships, which
asks the measure where no pattern fires. 100 runs of the coach on either, with the measure that ships. Whether a
detail was asked for is judged by words of its own here, not by the partner's patterns."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from random import Random

import yaml

from bot.practice.coach import Coach, Feedback
from bot.practice.criteria import Criteria
from bot.practice.once import Once
from bot.practice.opinion import opinion_of
from bot.practice.plain import every
from bot.practice.reading import read
from bot.practice.scenario import Scenario, scenario, scenarios
from bot.practice.seeker import Said, Seeker
from bot.practice.turns import Turn
from memory.embedder import Encoder

GOOD = (
    "That sounds awful. How are you feeling right now?", "No wonder you feel like that. What was the worst part?",
    "I'm so sorry. Did anyone notice?", "You've carried that all by yourself.", "What's it like to go home with that?",
    "It makes sense that you're upset. Tell me more.", "That's a lot for one day. What happened then?",
    "I can see why that stays with you.", "Take your time, I'm listening.", "What did they say to you?",
    "How long has it been like this?", "That was wrong, and it hurts. What do you keep thinking about?",
    "Have you told anyone at home?", "So you were there on your own with it.", "Do you want to talk about it?",
)  # fmt: skip
BAD = (
    "You should talk to your manager.", "Have you tried taking a walk?", "Don't worry, it'll be fine.",
    "At least it's over now.", "I once had a guy like that, and I just hung up.", "Maybe you could find a new job.",
    "It's just a job.", "Everything happens for a reason.", "You need to let it go.", "My old boss was way worse.",
    "Look on the bright side, you learned something.", "Just ignore it.", "Others have it worse, you know.",
    "If I were you I'd file a complaint.", "When I was new I cried every day.", "You're overthinking it.",
)  # fmt: skip
SILLY = ("lol", "potato", "asdfghjkl", "🙂🙂🙂", "what is your favorite color?", "beep boop I am a robot", "hahaha ok",
         "I like turtles", "knock knock", "meow")  # fmt: skip
HOSTILE = ("stop whining", "nobody cares", "you're pathetic", "it's your own fault", "get over it", "shut up",
           "so what", "you're too sensitive")  # fmt: skip
ONE = ("ok", "yeah", "hm", "sure", "right", "cool", "oh", "why?", "wow", "mhm", "")
PLAIN = ("It was a Tuesday.", "He has no manners.", "That man again.", "I was in a meeting.", "sorry", "hey", "really?",
         "Is it over?", "What will you do?", "I'm here for you.", "Can I share an idea, or should I just listen?")  # fmt: skip
KINDS = {
    "good": GOOD,
    "bad": BAD,
    "mixed": (*GOOD, *BAD, *PLAIN),
    "silly": SILLY,
    "hostile": HOSTILE,
    "one word": ONE,
}
_THANKS = re.compile(r"\b(?:thanks?|thank you|appreciate|grateful)\b", re.I)
_BAD_ACTS = ("advised", "dismissed", "hijacked", "insulted", "silly", "short")
_CONVERSATIONS, _COACHED = 200, 100
_SCRIPTS = Path(__file__).parents[1] / "data" / "practice_scripts.yaml"
# Any of these makes a message one that asks, whatever the partner takes it for.
_ASKS = re.compile(
    r"\?|\b(?:who|what|when|where|why|how|which)\b|\btell me|\bwalk me|\btalk to me|\bgo on\b|\bkeep going\b|\blisten|"
    r"\bif you want\b|\bif there's more\b|\btake your time\b|\brush\b|\ball ears\b|\bsay more\b", re.I
)  # fmt: skip

Played = tuple[str, Scenario, list[Turn], list[Said]]


def conversations(n: int = _CONVERSATIONS) -> Iterator[Played]:
    """Simulated exercises, each with its kind of supporter; up to ten messages, whatever the partner says."""
    stories, kinds = scenarios(), list(KINDS)
    for number in range(n):
        rng = Random(number)
        story, kind = stories[number % len(stories)], kinds[number // len(stories) % len(kinds)]
        lines = rng.sample(KINDS[kind], min(10, len(KINDS[kind])))
        yield kind, story, *_play(Seeker(), story, lines)


def scripted(seeker: Seeker, n: int = _CONVERSATIONS) -> Iterator[Played]:
    """The scripts: once each on the exercise it was written for, the others on one exercise after another."""
    scripts = yaml.safe_load(_SCRIPTS.read_text(encoding="utf-8"))
    own = [(s, scenario(s["on"])) for s in scripts if "on" in s]
    any_of = [s for s in scripts if "on" not in s]
    stories = scenarios()
    turns = range(n - len(own))
    pairs = own + [(any_of[i % len(any_of)], stories[i % len(stories)]) for i in turns]
    for script, story in pairs:
        yield script["kind"], story, *_play(seeker, story, script["lines"])


def _play(seeker: Seeker, story: Scenario, lines: list[str]) -> tuple[list[Turn], list[Said]]:
    turns, replies, left = list[Turn](), list[Said](), list(lines)
    while True:
        replies.append(seeker.reply(story, turns))
        turns.append(Turn("seeker", replies[-1].text))
        if replies[-1].done or not left:
            return turns, replies
        turns.append(Turn("supporter", left.pop(0)))


def run() -> Iterator[str]:
    """The issue's table, the partner's and the coach's lines."""
    criteria = Criteria.load(Once(Encoder()))
    seeker = Seeker(partial(opinion_of, criteria))
    for title, played in (
        ("lines drawn by lot", list(conversations())),
        ("whole scripts, written blind", list(scripted(seeker))),
    ):
        yield title
        yield from partner(played)
        yield from coach(played[:: len(played) // _COACHED], Coach(criteria))
    few = scenarios()[-5:]
    dense = [p for p in scripted(seeker, 640) if p[1] in few]
    yield f"the paper's five exercises alone, {len(dense)} scripts"
    yield from coach(dense[:_COACHED], Coach(criteria))


def partner(played: list[Played]) -> Iterator[str]:
    """Repeats, contradictions, what was volunteered, thanks for bad support, lengths."""
    repeated = early = asked_early = thanked = volunteered = unfinished = 0
    turns_taken = []
    for _, story, turns, replies in played:
        said = [part for r in replies for part in _parts(story, r.text)]
        repeated += len(said) - len(set(said))
        told = [id for r in replies[1:] for id in r.told]
        repeated += len(told) - len(set(told))
        mine = [t.text for t in turns if t.role == "supporter"]
        for number, (reply, heard) in enumerate(zip(replies[1:], mine, strict=True), 1):
            unasked = bool(reply.told) and not _ASKS.search(heard)
            early += bool(reply.told) and number < 3
            asked_early += bool(reply.told) and number < 3 and not unasked
            volunteered += unasked and number < 3
            thanked += reply.act in _BAD_ACTS and bool(_THANKS.search(reply.text))
        unfinished += not replies[-1].done
        turns_taken.append(len(mine))
    yield f"conversations {len(played)}, supporter turns {min(turns_taken)}-{max(turns_taken)}, not ended {unfinished}"
    yield f"repeated lines {repeated} (0)"
    yield f"facts that contradict their own file {contradictions(played)} (0)"
    yield f"facts told before turn 3: {early}, of these unasked {volunteered} (≤ 2 %)"
    yield f"thanks for bad support {thanked} (0)"


def contradictions(played: list[Played]) -> int:
    """Replies that are not made of the exercise's own lines, which are checked by hand to agree."""
    out = 0
    for _, story, _, replies in played:
        for reply in replies:
            rest = reply.text
            for part in sorted(_parts(story, reply.text), key=len, reverse=True):
                rest = rest.replace(part, "", 1)
            out += bool(rest.strip())
    return out


def coach(played: list[Played], worker: Coach) -> Iterator[str]:
    """Length, quotations, strengths, likeness, time."""
    told, took = list[tuple[list[Turn], Feedback]](), list[float]()
    for _, _, turns, _ in played:
        if not any(t.role == "supporter" and t.text for t in turns):
            continue
        began = time.perf_counter()
        told.append((turns, worker.feedback(turns)))
        took.append((time.perf_counter() - began) * 1000)
    lengths = [len(f.text.split()) for _, f in told]
    invented = sum(
        quoted not in "\n".join(t.text for t in turns)
        for turns, f in told for quoted in re.findall(r'"([^"]*)"', f.text)
    )  # fmt: skip
    untrue = sum(not true(turns, f) for turns, f in told)
    split = [set(re.split(r"(?<=[.!?])\s+", f.text)) for _, f in told]
    alike = [len(a & b) for a, b in combinations(split, 2)]
    shared = max(alike)
    yield f"coached {len(told)}: words {min(lengths)}-{max(lengths)}, mean {sum(lengths) / len(lengths):.0f} (80-130)"
    yield f"invented quotations {invented} (0); strengths that do not hold {untrue} (0)"
    over = sum(n > 2 for n in alike)
    yield f"most sentences that two feedbacks share {shared} (2), pairs over that {over} of {len(alike)}"
    yield f"feedback p95 {sorted(took[1:])[int(0.95 * len(took[1:]))]:.0f} ms (300), first {took[0]:.0f} ms"


def true(turns: list[Turn], feedback: Feedback) -> bool:
    """Whether the strength stands in the transcript and does what is claimed."""
    good, mine = feedback.strength, [read(t.text) for t in turns if t.role == "supporter"]
    if good.kind == "no_advice":
        return not any("advice" in r.marks for r in mine)
    if good.kind == "stayed":
        return bool(mine)
    held = [s for r in mine for s in r.sentences if good.quote in s.text]
    if (
        good.kind == "closed"
    ):  # the words are about interest in facts: an open question about them shows it, too
        return any(
            "closed" in s.marks or s.marks & {"invite", "inward"} == {"invite"} for s in held
        )
    return any(good.kind == "reflect" or good.kind in s.marks for s in held)


def _parts(story: Scenario, text: str) -> list[str]:
    """The exercise's own lines in a reply."""
    facts = [line for f in (story.opener, *story.facts) for line in (f.tell, *f.echo)]
    lines = [*(line.text for many in story.lines.values() for line in many), *every()]
    found: list[str] = []
    rest = text
    for line in sorted({*facts, *lines}, key=len, reverse=True):
        if re.search(rf"(?:^|(?<=\s)){re.escape(line)}(?:$|(?=\s))", rest):
            found.append(line)
            rest = rest.replace(line, " ", 1)
    return found
