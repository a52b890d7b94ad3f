// Subscriptions that live through a network that drops the connection: each change comes, once, in order.
import * as sse from 'graphql-sse';
import * as ws from 'graphql-ws';
import WebSocket from 'ws';
import { assert, makeTopic, until } from './check.mjs';
import { proxy } from './proxy.mjs';

const Changes = 'subscription($after: String) { changes(kinds: [TOPIC], after: $after) { cursor nodeId type } }';

/** Subscribes through a proxy, breaks the connection, makes changes meanwhile, and mends it. */
async function resumes(endpoint, subscribe) {
  const network = await proxy(endpoint);
  const seen = [];
  let cursor;
  // Each attempt asks for what comes after the last event that was seen.
  const variables = { get after() { return cursor; } };
  const end = subscribe(network, { query: Changes, variables }, ({ data, errors }) => {
    if (errors) throw new Error(JSON.stringify(errors));
    cursor = data.changes.cursor;
    seen.push(data.changes.nodeId);
  });
  const made = [];
  const make = async () => made.push(await makeTopic(endpoint));
  while (seen.length === 0) {
    await make();
    await new Promise((done) => setTimeout(done, 100));
  }
  const from = made.indexOf(seen[0]);
  for (let round = 0; round < 3; round++) {
    network.drop();
    await make();
    await make();
    network.reopen();
    await make();
    await until(() => seen.length >= made.length - from, `all of ${made.length - from} changes: ${seen.length}`, 15_000);
  }
  assert.deepEqual(seen, made.slice(from));
  await end();
  network.close();
}

export const subscriptions = (endpoint) => ({
  'graphql-ws: resumed through a proxy that drops the connection': () => resumes(endpoint, (network, payload, next) => {
    const client = ws.createClient({
      url: network.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 100,
      retryWait: () => new Promise((done) => setTimeout(done, 50)), shouldRetry: () => true,
    });
    client.subscribe(payload, { next, error: (error) => console.error(error), complete() {} });
    return () => client.dispose();
  }),

  'graphql-sse: resumed through a proxy that drops the connection': () => resumes(endpoint, (network, payload, next) => {
    const client = sse.createClient({
      url: network.url, retryAttempts: 100, retry: () => new Promise((done) => setTimeout(done, 50)),
    });
    client.subscribe(payload, { next, error: (error) => console.error(error), complete() {} });
    return async () => client.dispose();
  }),

  async 'graphql-ws: operations are stopped, pings are answered, errors are told'() {
    const client = ws.createClient({
      url: endpoint.replace('http', 'ws'), webSocketImpl: WebSocket, keepAlive: 50,
    });
    let pongs = 0;
    client.on('pong', () => pongs++);
    const query = client.iterate({ query: '{ topics(first: 1) { totalCount } }' });
    assert.ok((await query.next()).value.data.topics.totalCount > 0);
    assert.equal((await query.next()).done, true);
    const endless = client.iterate({ query: Changes });
    const waiting = endless.next();
    await endless.return();
    await waiting;
    await assert.rejects(client.iterate({ query: '{ nothing }' }).next(), (errors) => {
      assert.equal(errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
      return true;
    });
    const kept = client.iterate({ query: Changes });
    const open = kept.next();
    await until(() => pongs > 1, 'two pongs');
    await kept.return();
    await open;
    await client.dispose();
  },
});
