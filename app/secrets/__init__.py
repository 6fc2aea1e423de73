"""Secrets of the desk: the only place that knows keyring, systemd credentials and secrets in the environment.

Nothing here is ever logged, shown, or taken from a command line.
"""

from app.secrets.meter_keys import FoundKeys, drop_meter_keys, find_meter_keys, keep_meter_keys, parse_meter_keys

__all__ = ["FoundKeys", "drop_meter_keys", "find_meter_keys", "keep_meter_keys", "parse_meter_keys"]
