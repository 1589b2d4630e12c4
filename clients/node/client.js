// What every front end needs once: the protos, safe retries, and the details
// of errors.

import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const files = ['adaptest/v1/session.proto', 'adaptest/v1/error_details.proto'];
const definition = loader.loadSync(files, {
  includeDirs: [fileURLToPath(new URL('../../proto', import.meta.url))],
  defaults: true,
  enums: String,
  longs: Number,
});

export const { v1 } = grpc.loadPackageDefinition(definition).adaptest;

const retried = [grpc.status.UNAVAILABLE, grpc.status.RESOURCE_EXHAUSTED];

// The details of one kind, v1.BadRequest or v1.RetryInfo, of an error.
export function details(error, kind) {
  const [data] = error.metadata.get('grpc-status-details-bin');
  const all = data ? v1.StatusDetails.deserialize(data).details : [];
  return all
    .filter((any) => any.type_url.endsWith(`/google.rpc.${kind.type.name}`))
    .map((any) => kind.deserialize(any.value));
}

function send(service, method, request) {
  const options = { deadline: Date.now() + 20_000 };
  return new Promise((resolve, reject) => {
    service[method](request, options, (error, reply) => {
      if (error) reject(error);
      else resolve(reply);
    });
  });
}

// Sends the same message again until it is answered; that is safe.
export async function call(service, method, request, tries = 20) {
  for (let n = 0; ; n++) {
    try {
      return await send(service, method, request);
    } catch (error) {
      if (!retried.includes(error.code) || n === tries - 1) throw error;
      const told = details(error, v1.RetryInfo)
        .map(({ retryDelay: { seconds, nanos } }) => seconds + nanos / 1e9);
      const seconds = told.length > 0 ? told[0] : Math.min(0.1 * 2 ** n, 2);
      await sleep(1000 * seconds * (1 + 0.2 * Math.random()));
    }
  }
}
