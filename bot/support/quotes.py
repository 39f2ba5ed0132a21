"""A colleague's own words in an answer: always between quotation marks, under a line that says whose."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import prompts
from bot.messages import Choice
from bot.support.talk import CrewStory, Source, SupportAnswer

if TYPE_CHECKING:
    from bot.support.ground import Ground


def told(answer: SupportAnswer, ground: Ground) -> SupportAnswer:
    """The answer with the story under it that fits, if one does; at the start of a talk with a button for
    it, since listening comes first. Any other answer stays as it is."""
    if ground.fits is None:
        return answer
    story, score = ground.fits
    words = prompts.read("crew/stories.yaml")
    if ground.kind == "quote":
        about = (
            Choice("helped", words["helped"], story.id),
            Choice("not_for_me", words["not_for_me"], story.id),
            Choice("step", words["something_else"]),
        )
        source = Source(story.id, "story", round(min(score, 1.0), 3))
        return replace(
            answer, moves=(*answer.moves, "story"), choices=about, sources=(source,),
            quoted=paragraph(story, ground.rng),
        )  # fmt: skip
    if ground.kind == "listen" and not any(u.role == "bot" for u in ground.request.history):
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
