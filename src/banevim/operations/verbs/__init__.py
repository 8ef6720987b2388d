"""The verbs of `./banevim`: each module offers `run(verb, words, parser)` and answers an exit code."""
