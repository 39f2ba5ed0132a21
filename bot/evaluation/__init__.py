"""`shoulder eval`: what is claimed of Shoulder's quality, measured again by anyone on their own data.

Every measure takes rows and a function that answers one of them, and gives a `Report`; nothing heavy is imported here.
"""
