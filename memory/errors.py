"""What can go wrong with what is kept. Every message is written for the person who operates Shoulder.

StorageError
├── DataDirUnusable   missing, unwritable, or not a directory
├── DataDirBusy       another process owns it
├── WrongMasterKey    the key does not open this data directory
├── KeysMissing       texts are there, their keys are not
├── DatabaseBroken    the file is not a healthy database
├── DatabaseAway      it cannot be reached or written right now
└── KeyGone           this person's key was destroyed: what it sealed cannot be read again
"""

from __future__ import annotations


class StorageError(Exception):
    """The base of the family; `str()` is fit to be shown to an operator."""


class DataDirUnusable(StorageError):
    """The data directory cannot be created, read or written."""


class DataDirBusy(StorageError):
    """Another process owns the data directory."""


class WrongMasterKey(StorageError):
    """The master key does not open this data directory. Nothing was touched."""


class KeysMissing(StorageError):
    """There is a database, but the key store that opens it is gone. Nothing was touched."""


class DatabaseBroken(StorageError):
    """The database is damaged or is not a database. Nothing was touched."""


class DatabaseAway(StorageError):
    """The database cannot be reached or written at the moment."""


class KeyGone(StorageError):
    """A person's key no longer exists."""
