"""What fitted weights read from a text: shared by understanding and by the danger screen."""
