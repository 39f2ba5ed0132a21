"""What a person asks for, in plain wordings: advice, another view, or only to be heard."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TAIL = 400  # characters: what is asked for stands at the end
_ADVICE = re.compile(
    r"\b(?:what (?:do|should|would|can) (?:i|you)|how (?:do|should|can|would) (?:i|you)|any (?:tips|advice|ideas)|"
    r"help me (?:with|write|word|say|figure)|give me (?:a|some|something)|need (?:a tip|tips|advice)|"
    r"what would you (?:do|say)|what do you (?:suggest|recommend|advise)|any (?:suggestions?|thoughts on what)|got any(?:thing| ideas| tips)|should i|do i (?:have|need) to|am i allowed|is it ok(?:ay)? (?:to|if i)|can i (?:refuse|say no)|do you have (?:a|any) (?:tip|trick|advice|line))\b",
    re.I,
)
_REFRAME = re.compile(
    r"\b(?:(?:am i|is it) (?:just me|overreacting|being (?:too|dramatic)|wrong|crazy|too sensitive|the (?:problem|bad guy))|"
    r"another (?:way|angle|view)|see (?:it|this|that) differently|different (?:way|angle|perspective)|"
    r"talk me (?:down|out of)|not (?:to )?take (?:it|this|that) (?:so )?personal(?:ly)?|put (?:it|this) in perspective|"
    r"how (?:do|should) i (?:look at|think about|see))\b",
    re.I,
)  # fmt: skip
_NO_ADVICE = re.compile(
    r"\b(?:(?:do ?n[o']?t|not) (?:really )?(?:want|need|looking for|asking for) (?:any |your )?(?:advice|tips|"
    r"suggestions|solutions)|(?:do ?n[o']?t|not) (?:try to )?fix (?:it|this|me)|just listen|"
    r"just (?:want|need|wanted|needed) (?:to (?:vent|rant|get (?:it|this) out|be heard)|someone to listen))\b|"
    r"(?:^|[.!?,;] )no (?:advice|tips|fixing)\b",
    re.I,
)
_TELL_ME = re.compile(
    r"\b(?:tell me what to (?:do|say)|give me (?:a tip|advice|a line)|what do you (?:suggest|recommend|advise))\b|"
    r"^\W*(?:ok |so |and )*any (?:suggestions?|tips|ideas|advice)\W*$", re.I
)  # fmt: skip
_OUTRIGHT = re.compile(  # a question without its mark
    r"\W*(?:(?:so|ok|and|but|honestly|idk)[ ,]+)*(?:should i|what should i (?:do|say)|do i have to)\b(?! (?:have|of)\b)[^.!\n]{0,80}$", re.I
)  # fmt: skip
_YES = re.compile(
    r"\s*(?:yes|yeah|yea|yep|yup|ya|yh|k|kk|sure|ok(?:ay)?|please|pls|go (?:on|ahead|for it)|why (?:the (?:hell|heck|fuck) )?(?:not|tf not)|i guess|"
    r"al(?:right|l right)|sounds good|that(?:'d| would) (?:be|help)|i'?d like (?:that|to)|hit me|lay it on me|let'?s (?:do|hear|try|"
    r"see|go)|bring it on|shoot|fire away|fine|could(?:n'?t| not)? hurt|can'?t hurt|won'?t hurt|worth a (?:try|shot)|i'?m (?:in|up for (?:it|that)|all ears|listening)|"
    r"i'?ll (?:try|take) (?:it|that|anything)|try me|show me|tell me|give it (?:to me|a go)|hm+|eh|meh|well|oh|lol|absolutely|definitely|totally|of course|gladly)"
    r"(?:[ ,.!]+(?:yes|yeah|yep|k|hit|lay|shoot|fire|away|for|hear|what|whats|you|got|have|anything|is|up|desperate|point|can'?t|couldn'?t|won'?t|could|hurt|worth|shot|"
    r"go|bring|the|on|this|whats|what'?s|idea|tip|tips|ideas|i'?ll|i'?m|in|all|ears|listening|to|at|now|quick|quickly|real|then|and|do|definitely|absolutely|sure|ok(?:ay)?|please|pls|go|on|ahead|why|not|i|guess|so|then|fine|alright|show|tell|"
    r"give|me|it|that|one|let'?s|lets|do|hear|try|see|have|a|look|be|is|good|great|nice|help|helpful|thanks|thank|"
    r"you|lol|would|i'?d|like|maybe|really))*[ .!]*$",
    re.I,
)
_NO = re.compile(
    r"\s*(?:no|nope|nah|naw|noo+|not (?:now|really|today|yet|for me|right now|in the mood|my thing|this time|interested)|maybe (?:later|another time|tomorrow|not)|"
    r"later|i'?m (?:good|fine|ok|ok without|not in the mood)|(?:eh|meh|hm+|ok|oh|well|lol)[ ,.!]+(?:no|nah|nope|not now|maybe later|later|i'?m good|pass)|pass|i'?ll pass|hard pass|"
    r"rather not|i'?d rather (?:not|just (?:talk|vent)|talk|vent)|don'?t (?:feel like it|bother|need it|want (?:it|to|that))|leave it|skip(?: it)?|another time|some other time|no need)"
    r"(?:[ ,.!]+(?:no|nah|nope|pass|another|time|some|other|in|the|mood|rather|feel|like|i'?ll|i'?d|it|that|this|vent|about|but|thanks?|thank you|ty|thx|tysm|not|now|really|today|yet|maybe|later|i'?m|good|fine|ok(?:ay)?|"
    r"it'?s|that'?s|please|sorry|lol|tho(?:ugh)?|right|for|rn|all|need|just|listen|want|to|vent|talk|i|don'?t|tips|"
    r"advice))*[ .!]*$",
    re.I,
)


def no_advice(text: str) -> bool:
    """Whether the person says that they want to be listened to, and no more."""
    return bool(_NO_ADVICE.search(text)) and not _TELL_ME.search(text)


def asks_advice(text: str) -> bool:
    """Whether the person asks outright what to do or say."""
    if _OUTRIGHT.match(text):
        return True
    return bool(_TELL_ME.search(text) or ("?" in text[-_TAIL:] and _ADVICE.search(text[-_TAIL:])))


def asks_reframe(text: str) -> bool:
    """Whether the person asks in words for another way to see it."""
    return bool(_REFRAME.search(text[-_TAIL:]))


def likeliest(text: str, chances: Mapping[str, float]) -> str:
    """The likeliest ask; plain wordings of a wish for advice or another view decide close calls, and
    who wants no advice gets none."""
    weighed = dict(chances)
    tail = text[-_TAIL:]
    advice = weighed.get("advice", 0.0)
    if no_advice(text):
        weighed["advice"] = 0.0
    elif _TELL_ME.search(tail):
        weighed["advice"] = advice + 0.6
    elif asks_advice(text):
        weighed["advice"] = advice + 0.35
    elif not text.rstrip().endswith("?"):
        weighed["advice"] = advice / 2  # a question in mid-rant wants no answer
    if asks_reframe(text):
        weighed["reframe"] = weighed.get("reframe", 0.0) + 0.35
    return max(weighed, key=lambda ask: weighed[ask])


def agrees(text: str) -> bool:
    """Whether a message is a yes and nothing else."""
    return bool(_YES.match(text))


def declines(text: str) -> bool:
    """Whether a message is a no and nothing else."""
    return bool(_NO.match(text))
