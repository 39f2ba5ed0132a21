"""Twelve made-up stories: (what was going on, what helped, the kinds of incident it is about)."""

TOLD: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "A customer screamed at me and called me stupid over a fee.",
        "I hang my headset up for one minute, walk to the window and count the buses. Then I tell the person next to me the worst line, and we both laugh at how odd it was.",
        ("verbal_abuse",),
    ),
    (
        "Back to back calls all day with no break in between.",
        "I keep a cup of water just out of reach, so that I have to stand up after every fifth call. Nobody has said a word about the ten seconds.",
        ("back_to_back_calls", "understaffing"),
    ),
    (
        "My call time was flagged in the weekly numbers.",
        "I started writing down what was odd about each long call in two words. When the talk about my numbers came I had the list, and it was over in five minutes.",
        ("metrics_pressure", "being_recorded_monitored", "manager_pressure"),
    ),
    (
        "A customer told me her husband had just died.",
        "I stayed off the phones for a bit after. A coworker made me tea and said nothing, and that was the right thing.",
        ("grief_stricken_customer", "emotional_toll"),
    ),
    (
        "A man wanted a refund that the rules don't allow and wouldn't stop asking for the manager.",
        "I say the same sentence three times in the same voice. After the third one most of them hear it, and I don't have to think up new ones.",
        ("unreasonable_demand", "escalated_complaint"),
    ),
    (
        "I kept thinking about a bad call at home in the evening.",
        "I type it all out in a note before I log off and delete the note on the bus. It sounds silly, but most nights it stays at work.",
        ("emotional_toll", "personal_problem"),
    ),
    (
        "The same man calls every week about the same bill.",
        "We take turns with him now. I asked the two others on my shift, and knowing it isn't always me made the ring less scary.",
        ("repeat_caller",),
    ),
    (
        "I froze when someone shouted and got the answer wrong.",
        "I put a card with my first sentence in front of the keyboard. When my head goes blank I just read it out.",
        ("verbal_abuse", "emotional_toll", "escalated_complaint"),
    ),
    (
        "New system and nobody trained us on it.",
        "Four of us share a page with the three clicks for each thing. I stopped feeling slow once I saw the others had the same gaps.",
        ("lack_of_training_or_support",),
    ),
    (
        "I was crying in the bathroom after a call.",
        "Cold water on my wrists, then I asked for ten minutes off and got them. I had been sure they'd say no.",
        ("emotional_toll", "verbal_abuse"),
    ),
    (
        "Short-staffed again and the queue was at ninety.",
        "I put a sticky note over the number on the screen. I can only take one call at a time anyway.",
        ("understaffing", "back_to_back_calls"),
    ),
    (
        "A quality check marked me down for being too long on a sad call.",
        "I asked for the recording to be listened to by someone else, and they took the mark back. Ask, it costs nothing.",
        ("metrics_pressure", "being_recorded_monitored", "manager_pressure"),
    ),
)
