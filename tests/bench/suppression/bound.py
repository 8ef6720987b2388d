"""x"""


def lower_bound(system, protection, policy):
    return {}
