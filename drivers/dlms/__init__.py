"""Meters that speak DLMS/COSEM over TCP (IEC 62056-47), suite 0, HLS5-GMAC, ciphered APDUs.

frame → library → conversation → driver, framing and values without I/O. `server` is a meter of our own for demonstrations.
"""

from drivers.dlms.driver import DlmsDriver

__all__ = ["DlmsDriver"]
