"""What every front end needs once: safe retries, and the details of errors."""

import random
import time

import grpc

from adaptest.v1.error_details_pb2 import RetryInfo, StatusDetails

RETRIED = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.RESOURCE_EXHAUSTED)


def details(error, kind):
    """The details of one kind, BadRequest or RetryInfo, of an error."""
    metadata = dict(error.trailing_metadata() or ())
    status = StatusDetails.FromString(
        metadata.get("grpc-status-details-bin", b""))
    return [kind.FromString(detail.value) for detail in status.details
            if detail.type_url.endswith("/google.rpc." + kind.DESCRIPTOR.name)]


def call(method, request, tries=20):
    """Sends the same message again until it is answered; that is safe."""
    for n in range(tries):
        try:
            return method(request, timeout=20)
        except grpc.RpcError as error:
            if error.code() not in RETRIED or n == tries - 1:
                raise
            told = [info.retry_delay.ToTimedelta().total_seconds()
                    for info in details(error, RetryInfo)]
            seconds = told[0] if told else min(0.1 * 2**n, 2)
            time.sleep(seconds * random.uniform(1, 1.2))
