"""`pprint`: nothing is printed."""


def pprint(*args, **options):
    pass


pp = pprint
