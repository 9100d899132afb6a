# attack: TCP, UDP, raw, netlink, abstract and named UNIX sockets: loopback, the world, a name server.
# wants: harm
# assignment: 06_accumulation
# expects: graded
# %% first
import socket
mark = b"@MARK@"
tries = [
    lambda: socket.create_connection(("127.0.0.1", @PORT@), 1).sendall(mark),
    lambda: socket.create_connection(("::1", @PORT@), 1).sendall(mark),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(mark, ("127.0.0.1", @PORT@)),
    lambda: socket.socket(socket.AF_UNIX).connect("\0" + "@MARK@".rpartition("-")[0]),
    lambda: socket.socket(socket.AF_UNIX).connect("/run/dbus/system_bus_socket"),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_RAW, 1),
    lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0),
    lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW),
    lambda: socket.socket(40),
    lambda: socket.create_server(("127.0.0.1", 0)),
    lambda: socket.getaddrinfo("example.org", 80),
]
for number, act in enumerate(tries):
    try:
        act()
        print("escaped: by socket", number)
    except OSError:
        pass
