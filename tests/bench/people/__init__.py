"""Synthetic people and the errors of whoever writes them down: P, Q and T for the bench of the search.

It judges the matcher, so it shares nothing with it: no table of nicknames or sounds, no list of particles.
Seeds up to 999 are for tuning; from 9000 on they judge, and nobody looks at their queries.
"""
