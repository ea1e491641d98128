"""Names of hosts, as this computer resolves them."""

import socket
from urllib.request import getproxies


def is_unknown(host: str) -> bool:
    """Whether no host has this name.

    False if that cannot be known here: behind a proxy, which resolves names itself, or while the name service does not
    answer.

    Args:
        host: A domain, with or without a port.
    """
    if getproxies():
        return False
    try:
        socket.getaddrinfo(host.partition(":")[0], 443, type=socket.SOCK_STREAM)
    except socket.gaierror as error:
        return error.errno == socket.EAI_NONAME
    except UnicodeError:  # not a name that DNS could have
        return True
    return False
