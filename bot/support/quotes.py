"""A colleague's own words in an answer: always between quotation marks, under a line that says whose."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import prompts
from bot.messages import Choice
from bot.support.talk import CrewStory, Source, SupportAnswer


def told(
    answer: SupportAnswer, kind: str, found: tuple[CrewStory, float], rng: Random, *, first: bool
) -> SupportAnswer:
    """The answer with the story under it; at the start of a talk with a button for it, since listening
    comes first. Any other answer stays as it is."""
    story, score = found
    words = prompts.read("crew/stories.yaml")
    if kind == "quote":
        about = [
            Choice("helped", words["helped"], story.id),
            Choice("not_for_me", words["not_for_me"], story.id),
        ]
        about.append(Choice("step", words["something_else"]))
        source = Source(story.id, "story", round(min(score, 1.0), 3))
        return replace(
            answer, moves=(*answer.moves, "story"), choices=tuple(about), sources=(source,),
            quoted=paragraph(story, rng),
        )  # fmt: skip
    if kind == "listen" and first:
        read = Choice("crew_story", words["read_it"], story.id)
        return replace(answer, choices=(*answer.choices, read))
    return answer


def paragraph(story: CrewStory, rng: Random) -> str:
    """The story as it is shown: a line that says whose words these are, then the words in quotes."""
    label: str = rng.choice(prompts.read("crew/stories.yaml")["labels"])
    return f"{label} “{story.helped}”"


def stood_here() -> str:
    """What a transcript keeps in the place of a colleague's words."""
    return str(prompts.read("crew/stories.yaml")["kept"])
