"""A meter on pydlms' stack, in a process of its own: python meter.py --key HEX --auth-key HEX [--serial S] [--mode N] [--lies]

Association, ciphering, framing and encoding are pydlms'; here only stand the objects of a household's meter, and what its
relay does. Prints "listening on HOST:PORT".
"""

import argparse
import sys
import threading

from pydlms.cosem.data import DlmsData
from pydlms.security.hls import Mechanism
from pydlms.simulator import ActionFailure, ClientProfile, MeterSimulator, serve

RELAY, LIMITER, SCRIPTS = "0.0.96.3.10.255", "0.0.17.0.0.255", "0.0.10.0.106.255"
POWER = "1.0.1.7.0.255"
LOAD_W = 1520
NO_LIMIT = 0xFFFFFFFF
MODES = {1: 2, 2: 1, 3: 2, 4: 1, 5: 2, 6: 2}
"""Control mode to the state that a remote reconnection ends in."""


def octets(obis):
    return DlmsData.octet_string(bytes(int(part) for part in obis.split(".")))


def scale(exponent, unit):
    return DlmsData.structure([DlmsData.int8(exponent), DlmsData.enum(unit)])


def script(selector):
    return DlmsData.structure([octets(SCRIPTS), DlmsData.uint16(selector)])


def entry(selector, method):
    step = [DlmsData.enum(2), DlmsData.uint16(70), octets(RELAY), DlmsData.int8(method), DlmsData.int8(0)]
    return DlmsData.structure([DlmsData.uint16(selector), DlmsData.array([DlmsData.structure(step)])])


def object_of(meter, class_id, obis):
    from pydlms.obis import ObisCode

    return meter.objects[class_id, ObisCode.parse(obis)]


def household(serial, mode, *, lies, **keys):
    meter = MeterSimulator(**keys)
    meter.add_object(1, "0.0.96.1.0.255", {2: DlmsData.visible_string(serial)})
    meter.add_object(1, "0.0.42.0.0.255", {2: DlmsData.octet_string(b"STR" + serial.encode())})
    for obis, number, unit in (("1.0.1.8.0.255", 12_345_678, 30), (POWER, LOAD_W, 27)):
        meter.add_object(3, obis, {2: DlmsData.uint32(number), 3: scale(0, unit)})
    meter.add_object(70, RELAY, {2: DlmsData.boolean(True), 3: DlmsData.enum(1), 4: DlmsData.enum(mode)})
    watched = [DlmsData.uint16(3), octets(POWER), DlmsData.int8(2)]
    threshold = DlmsData.uint32(NO_LIMIT)
    meter.add_object(9, SCRIPTS, {2: DlmsData.array([entry(1, 1), entry(2, 2)])})
    meter.add_object(
        71,
        LIMITER,
        {
            2: DlmsData.structure(watched),
            3: threshold,
            4: threshold,
            6: DlmsData.uint32(60),
            10: DlmsData.boolean(False),
            11: DlmsData.structure([script(1), script(0)]),
        },
    )

    def turn(state):
        relay = object_of(meter, 70, RELAY)
        relay[2], relay[3] = DlmsData.boolean(state == 1), DlmsData.enum(state)
        object_of(meter, 3, POWER)[2] = DlmsData.uint32(LOAD_W if state == 1 else 0)

    def disconnect(_meter, _parameter):
        turn(0)

    def reconnect(_meter, _parameter):
        if mode not in MODES:
            raise ActionFailure(3)
        if not lies and object_of(meter, 70, RELAY)[3].value == 0:
            turn(MODES[mode])

    meter.add_method(70, RELAY, 1, disconnect)
    meter.add_method(70, RELAY, 2, reconnect)
    write = meter._write

    def written(class_id, obis, attribute, value):
        result = write(class_id, obis, attribute, value)
        if (class_id, str(obis), attribute) == (71, str(object_name(LIMITER)), 4):
            object_of(meter, 71, LIMITER)[3] = value
        return result

    meter._write = written
    return meter


def turn_off(meter):
    meter.methods[70, object_name(RELAY), 1](meter, None)


def object_name(obis):
    from pydlms.obis import ObisCode

    return ObisCode.parse(obis)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--key", required=True)
    parser.add_argument("--auth-key", required=True)
    parser.add_argument("--serial", default="00451207")
    parser.add_argument("--mode", type=int, default=4)
    parser.add_argument("--off", action="store_true", help="begins disconnected")
    parser.add_argument("--lies", action="store_true", help="says yes to reconnect and does nothing")
    chosen = parser.parse_args()
    meter = household(
        chosen.serial,
        chosen.mode,
        lies=chosen.lies,
        encryption_key=bytes.fromhex(chosen.key),
        authentication_key=bytes.fromhex(chosen.auth_key),
    )
    if chosen.off:
        turn_off(meter)
    meter.clients[1] = ClientProfile(Mechanism(5), ciphered=True)
    server = serve(meter, "127.0.0.1", chosen.port)
    sys.stdout.write("listening on {}:{}\n".format(*server.server_address[:2]))
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main()
