"""Three ways to try to name somebody from all digests of a year.

What stands is given to the attacker who is told no such thing (`Week.stood`). Success is strict. `Certain`:
some answer of a member nobody colludes with, or whether they answered at all, is certain, or even one of the
four possibilities is ruled out. `Better`: the attacker's own exact belief is nine to one or better, and three
times the odds that a bet on the answer would have without the digest. `Difference`: the same bar, where a bet
on anyone else in the crew would not have met it.
"""
