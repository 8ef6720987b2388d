"""Dated official keys: places, violence, institutions, holidays, deadlines, population, help lines and centres."""
