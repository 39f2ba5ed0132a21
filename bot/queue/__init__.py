"""From the door through the person's lane and out again: durable, in order, once."""
