"""What the practice measure is fitted and checked on, and the scripts that do it."""
