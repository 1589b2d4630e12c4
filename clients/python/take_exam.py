"""Takes an exam: /usr/bin/python3 take_exam.py ADDRESS EXAM [MODE]"""

import sys
import uuid

import grpc

from adaptest.v1.content_pb2 import Answer, Pair
from adaptest.v1.error_details_pb2 import BadRequest
from adaptest.v1.session_pb2 import (
    CreateSessionRequest, Decision, GetNextItemRequest, SubmitResponseRequest)
from adaptest.v1.session_pb2_grpc import SessionServiceStub
from client import call, details


def take_exam(sessions, exam, mode):
    name = call(sessions.CreateSession, CreateSessionRequest(
        exam=exam, mode=mode, request_id=str(uuid.uuid4()))).name
    reply = call(sessions.GetNextItem, GetNextItemRequest(name=name))
    while reply.HasField("next_item"):
        item = reply.next_item
        reply = call(sessions.SubmitResponse, SubmitResponseRequest(
            name=name, position=item.position, item_id=item.item_id,
            answer=choose(item)))
    return reply.session


def choose(item):
    """The first option. A front end shows item.content and asks the person."""
    if not item.HasField("content"):
        return Answer(category=0)
    options = [option.id for option in item.content.options]
    if item.content.type == "matching":
        return Answer(pairs=[Pair(left=prompt.id, right=options[0])
                             for prompt in item.content.prompts])
    ordering = item.content.type == "ordering"
    return Answer(option_ids=options if ordering else options[:1])


def show(session):
    report = session.report
    estimate = report.estimate
    print(f"{session.name}: {Decision.Name(report.decision)}")
    print(f"scaled score {estimate.scaled_score:.0f}")
    print(f"pass probability {estimate.pass_probability:.2f}, "
          f"between {estimate.pass_probability_lower:.2f} "
          f"and {estimate.pass_probability_upper:.2f}")


def main(address, exam, mode=""):
    with grpc.insecure_channel(address) as channel:
        try:
            show(take_exam(SessionServiceStub(channel), exam, mode))
        except grpc.RpcError as error:
            for bad_request in details(error, BadRequest):
                for violation in bad_request.field_violations:
                    print(f"field {violation.field}: {violation.description}",
                          file=sys.stderr)
            sys.exit(f"{error.code().name}: {error.details()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
