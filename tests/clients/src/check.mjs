// One line of JSON for each check: its name, and why it failed or null.
import assert from 'node:assert/strict';

export { assert };

/** Who asks: the headers of the token in TOKEN, as a signed-in front end sends them. */
export const authorization = process.env.TOKEN ? { authorization: `Bearer ${process.env.TOKEN}` } : {};

/** Runs the checks one after the other; each gets so many seconds. */
export async function run(checks, seconds = 20) {
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    let reason = null;
    let timer;
    try {
      await Promise.race([
        check(),
        new Promise((_, reject) => {
          timer = setTimeout(() => reject(new Error(`not done after ${seconds} s`)), seconds * 1000);
        }),
      ]);
    } catch (error) {
      reason = String(error?.stack ?? error);
      failed++;
    }
    clearTimeout(timer);
    console.log(JSON.stringify({ name, reason }));
  }
  return failed;
}

/** Waits until something holds. */
export async function until(condition, what, milliseconds = 10_000) {
  const end = Date.now() + milliseconds;
  while (!condition()) {
    if (Date.now() > end) throw new Error(`never: ${what}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** A plain request, to have something to compare with and to change the graph behind a client's back. */
export async function ask(endpoint, query, variables) {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...authorization },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
  return data;
}

let made = 0;

/** Makes a topic behind a client's back and gives its id. */
export async function makeTopic(endpoint) {
  const id = `topic:made-${process.pid}-${++made}`;
  await ask(endpoint, 'mutation($i: CreateTopicInput!) { createTopic(input: $i) { userErrors { code } } }', {
    i: { id, name: id },
  });
  return id;
}
