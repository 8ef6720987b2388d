"""The past of a practice bank: synthetic women and cases, written through the same actions as the screens.

Nobody here exists. The same seed gives the same women.
"""
