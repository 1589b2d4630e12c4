// Takes an exam: node take_exam.js ADDRESS EXAM [MODE]

import { randomUUID } from 'node:crypto';
import grpc from '@grpc/grpc-js';
import { call, details, v1 } from './client.js';

async function takeExam(sessions, exam, mode) {
  const requestId = randomUUID();
  const { name } = await call(sessions, 'createSession',
    { exam, mode, requestId });
  let reply = await call(sessions, 'getNextItem', { name });
  while (reply.nextItem) {
    const { position, itemId, content } = reply.nextItem;
    const answer = choose(content);
    reply = await call(sessions, 'submitResponse',
      { name, position, itemId, answer });
  }
  return reply.session;
}

// The first option. A front end shows the content and asks the person.
function choose(content) {
  if (!content) return { category: 0 };
  const { type, prompts } = content;
  const options = content.options.map(({ id }) => id);
  if (type === 'matching') {
    const right = options[0];
    return { pairs: prompts.map(({ id }) => ({ left: id, right })) };
  }
  return { optionIds: type === 'ordering' ? options : options.slice(0, 1) };
}

function show({ name, report: { decision, estimate } }) {
  console.log(`${name}: ${decision}`);
  console.log(`scaled score ${estimate.scaledScore.toFixed(0)}`);
  console.log(`pass probability ${estimate.passProbability.toFixed(2)}, `
    + `between ${estimate.passProbabilityLower.toFixed(2)} `
    + `and ${estimate.passProbabilityUpper.toFixed(2)}`);
}

function showError(error) {
  for (const { fieldViolations } of details(error, v1.BadRequest)) {
    for (const { field, description } of fieldViolations) {
      console.error(`field ${field}: ${description}`);
    }
  }
  console.error(`${grpc.status[error.code]}: ${error.details}`);
}

const [address, exam, mode = ''] = process.argv.slice(2);
const sessions = new v1.SessionService(address,
  grpc.credentials.createInsecure());
try {
  show(await takeExam(sessions, exam, mode));
} catch (error) {
  if (!error.metadata) throw error;
  showError(error);
  process.exitCode = 1;
}
