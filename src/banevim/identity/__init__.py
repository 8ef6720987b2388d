"""Search before capture: candidates, decisions, and the searches that no attention followed."""
