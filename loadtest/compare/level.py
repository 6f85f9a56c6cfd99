"""What is measured: a level is a configuration of the proxies and a kind of load."""
from dataclasses import dataclass


@dataclass(frozen=True)
class Level:
    name: str
    meaning: str
    load: str = "wrk"          # wrk, h2load, handshakes, events, flood, idle, start
    path: str = "/v1/models/small"
    tokens: str = ""           # file in the key folder; empty: no authentication
    split: bool = False        # 90/10, so the canary's share is checked
    log: bool = False          # one access-log line a request, so the lines are counted
    tls: bool = False
    cache: bool = True         # verified tokens may be remembered
    connections: int = 32
    unit: str = "request"
    flood: str = ""            # file in the key folder: bad credentials sent beside the load
    over: str = ""             # level whose cost in the same run is what this one adds to


_LEVELS = [
    Level("W0", "plain proxy"),
    Level("W1", "+ JWT: issuer, audience, expiry, signature, local key set", tokens="rs256.tokens"),
    Level("W2", "W1 + a limit per tenant, never reached", tokens="rs256.tokens", over="W1"),
    Level("W3", "W2 + 90/10 split over two clusters", tokens="rs256.tokens", split=True),
    Level("W4", "W3 + a JSON access-log line each", tokens="rs256.tokens", split=True, log=True),
    Level("R4", "W4 with the limit leased from the Redis that REDIS names", tokens="rs256.tokens", split=True, log=True, over="W4"),
    Level("K4", "W4 with API keys", tokens="api.keys", split=True, log=True),
    Level("K1", "W0 + API keys", tokens="api.keys", over="W0"),
    Level("U-rs", "W1, no token remembered, RS256", tokens="rs256.tokens", cache=False),
    Level("U-es", "W1, no token remembered, ES256", tokens="es256.tokens", cache=False),
    Level("U-ed", "W1, no token remembered, EdDSA", tokens="eddsa.tokens", cache=False),
    Level("H2", "W4 over HTTP/2 with TLS from the client", load="h2load", tokens="rs256.tokens", split=True, log=True,
          tls=True, connections=8),
    Level("T", "W4, a new TLS 1.3 connection each", load="handshakes", tokens="rs256.tokens", split=True, log=True, tls=True,
          unit="connection"),
    Level("B", "10 MB answers", path="/big?n=10000000", connections=4, unit="answer"),
    Level("S", "50 streams, an event each 10 ms", load="events", path="/events?n=200", unit="event"),
    Level("F", "W4 at half of saturation beside 2,000 forged ES256 tokens a second", load="flood", tokens="rs256.tokens", split=True,
          log=True, flood="forged.tokens"),
    Level("FK", "K4 at half of saturation beside 2,000 unknown keys a second", load="flood", tokens="api.keys", split=True, log=True,
          flood="unknown.keys"),
    Level("I", "8,000 idle connections", load="idle", unit="connection"),
    Level("X", "process start to the first proxied 200, W4", load="start", tokens="rs256.tokens", split=True, log=True,
          unit="start"),
]
LEVELS = {level.name: level for level in _LEVELS}
