"""What goes on around a shift: pasted clients, exercises with simulated ones, and the load."""
