"""`python -m bot`: the one place where bot reaches for handlers, so that the package can be run."""

from handlers.cli import main

if __name__ == "__main__":
    main()
