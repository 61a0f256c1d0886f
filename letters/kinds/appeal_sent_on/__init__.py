"""That an appeal was sent to the body that hears it."""
