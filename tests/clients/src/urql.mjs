// urql: queries, variables, mutations, errors, and subscriptions over server-sent events.
import { cacheExchange, Client, fetchExchange, gql, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-sse';
import { assert, authorization, makeTopic, until } from './check.mjs';

export const urql = (endpoint) => ({
  async 'urql: queries, mutations and errors'() {
    const client = new Client({
      url: endpoint, exchanges: [cacheExchange, fetchExchange], preferGetMethod: false,
      fetchOptions: { headers: authorization },
    });
    const id = await makeTopic(endpoint);
    const query = gql`query Topic($id: ID!) { topic(id: $id) { __typename id name documents { totalCount } } }`;
    const before = await client.query(query, { id }).toPromise();
    assert.equal(before.error, undefined);
    assert.deepEqual(before.data.topic, { __typename: 'Topic', id, name: id, documents: before.data.topic.documents });
    const changed = await client.mutation(
      gql`mutation($input: UpdateTopicInput!) { updateTopic(input: $input) { topic { __typename id name } } }`,
      { input: { id, name: 'renamed by urql' } },
    ).toPromise();
    assert.equal(changed.data.updateTopic.topic.name, 'renamed by urql');
    const after = await client.query(query, { id }, { requestPolicy: 'network-only' }).toPromise();
    assert.equal(after.data.topic.name, 'renamed by urql');
    const wrong = await client.query(gql`{ topics(first: "x") { totalCount } }`, {}).toPromise();
    assert.equal(wrong.error.graphQLErrors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
  },

  async 'urql: queries by GET'() {
    const client = new Client({
      url: endpoint, exchanges: [fetchExchange], preferGetMethod: 'force',
      fetchOptions: { headers: { 'graphql-require-preflight': '1' } },
    });
    const { data, error } = await client.query(gql`{ topics(first: 1) { totalCount } }`, {}).toPromise();
    assert.equal(error, undefined);
    assert.ok(data.topics.totalCount > 0);
  },

  async 'urql: a subscription over server-sent events'() {
    const events = createClient({ url: endpoint });
    const client = new Client({
      url: endpoint,
      exchanges: [subscriptionExchange({
        forwardSubscription: (operation) => ({
          subscribe: (sink) => ({ unsubscribe: events.subscribe(operation, sink) }),
        }),
      })],
    });
    const seen = [];
    const { unsubscribe } = client.subscription(
      gql`subscription { changes(kinds: [TOPIC]) { type nodeId } }`, {},
    ).subscribe(({ data, error }) => seen.push(error ?? data.changes.nodeId));
    let making;
    await until(() => {
      making ??= makeTopic(endpoint).then(() => { making = undefined; });
      return seen.length > 1;
    }, 'two events');
    assert.ok(seen.every((id) => typeof id === 'string'), String(seen[0]));
    unsubscribe();
    events.dispose();
  },
});
