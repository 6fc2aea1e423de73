"""pydlms' client at a meter, in a process of its own: python client.py HOST PORT KEY AUTHKEY COUNTER TASK

Tasks: read, disconnect, reconnect, limit=RAW, wrong-type. Prints JSON.
"""

import json
import sys

from pydlms import DlmsClient, DlmsData, DlmsError, Mechanism, SecurityContext

RELAY, LIMITER = "0.0.96.3.10.255", "0.0.17.0.0.255"


def work(client, task):
    if task == "disconnect":
        client.action(RELAY, 70, 1, DlmsData.int8(0))
    elif task == "reconnect":
        client.action(RELAY, 70, 2, DlmsData.int8(0))
    elif task == "wrong-type":
        client.set(LIMITER, 71, 4, DlmsData.uint16(500))
    elif task.startswith("limit="):
        client.set(LIMITER, 71, 4, DlmsData.uint32(int(task.removeprefix("limit="))))
    wanted = {
        "serial": (1, "0.0.96.1.0.255", 2),
        "output": (70, RELAY, 2),
        "state": (70, RELAY, 3),
        "mode": (70, RELAY, 4),
        "threshold": (71, LIMITER, 3),
        "power": (3, "1.0.1.7.0.255", 2),
        "energy": (3, "1.0.1.8.0.255", 2),
    }
    found = {}
    for name, (class_id, obis, attribute) in wanted.items():
        value = client.get(obis, class_id, attribute).value
        found[name] = value.decode() if isinstance(value, bytes) else value
    return found


def main():
    host, port, key, auth_key, counter, task = sys.argv[1:]
    security = SecurityContext(
        bytes.fromhex(key), bytes.fromhex(auth_key), client_system_title=b"STRANGER", invocation_counter=int(counter)
    )
    try:
        with DlmsClient.tcp(
            host, int(port), client_sap=1, mechanism=Mechanism.HLS_GMAC, security=security, timeout=5
        ) as client:
            said = work(client, task)
    except DlmsError as error:
        said = {"error": f"{type(error).__name__}: {error}"}
    sys.stdout.write(json.dumps(said))


if __name__ == "__main__":
    main()
