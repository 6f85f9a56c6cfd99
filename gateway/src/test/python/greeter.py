"""A gRPC client of the greeter application, with the stubs that ship with Ray: greeter.py HOST:PORT KEY CALL.

CALL is unary, stream, healthz (Ray's own service) or foreign (names another application). Prints each message, or the
status of a refusal.
"""

import sys

import grpc
from ray.serve.generated.serve_pb2 import HealthzRequest, UserDefinedMessage
from ray.serve.generated.serve_pb2_grpc import RayServeAPIServiceStub, UserDefinedServiceStub

LIMIT_S = 30


def main() -> int:
    address, key, call = sys.argv[1:]
    metadata = [("authorization", f"Bearer {key}")]
    with grpc.insecure_channel(address) as channel:
        greeter = UserDefinedServiceStub(channel)
        try:
            if call == "stream":
                message = UserDefinedMessage(name="you", num=3)
                for answer in greeter.Streaming(message, metadata=metadata, timeout=LIMIT_S):
                    print(answer.greeting)
            elif call == "healthz":
                print(RayServeAPIServiceStub(channel).Healthz(HealthzRequest(), metadata=metadata, timeout=LIMIT_S))
            else:
                if call == "foreign":
                    metadata.append(("application", "chat"))
                print(greeter.__call__(UserDefinedMessage(name="you"), metadata=metadata, timeout=LIMIT_S).greeting)
        except grpc.RpcError as error:
            print(error.code().name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
