"""What services need from outside, as Protocols: adapters implement them, bootstrap puts them together.

Everything inside one `with unit_of_work:` is one transaction, and nothing is kept unless `commit` was called.
Whoever needs a port names its module: a start reads the few that it needs.
"""
