// relay-runtime with what the Relay compiler made: a query, the next page through the connection's handler, a
// mutation that the store takes over, and `node` for refetching.
import { createRequire } from 'node:module';
import relay from 'relay-runtime';
import { ask, assert, makeTopic } from './check.mjs';

const {
  commitMutation, createOperationDescriptor, Environment, fetchQuery, getSelector, Network, RecordSource, Store,
} = relay;
const artifact = (name) => createRequire(import.meta.url)(`../generated/relay/${name}.graphql.js`);
const documentsQuery = artifact('documentsQuery');
const paginationQuery = artifact('documentsPaginationQuery');
const renameMutation = artifact('documentsRenameMutation');
const fragment = artifact('documents_topic');

export const relayRuntime = (endpoint) => ({
  async 'relay: pages of a connection, a mutation, and node for the next page'() {
    const topic = await makeTopic(endpoint);
    for (let number = 0; number < 5; number++) {
      const id = `document:relay-${process.pid}-${number}`;
      await ask(endpoint, `mutation($d: CreateDocumentInput!, $l: LinkInput!) {
        createDocument(input: $d) { userErrors { code } } link(input: $l) { userErrors { code } } }`, {
        d: { id, title: `Document ${number}`, createdAt: `2026-01-0${number + 1}T00:00:00Z` },
        l: { type: 'ABOUT', from: id, to: topic },
      });
    }

    const environment = new Environment({
      store: new Store(new RecordSource()),
      network: Network.create(({ text }, variables) => ask(endpoint, text, variables).then((data) => ({ data }))),
    });
    const first = await fetchQuery(environment, documentsQuery, { topic, count: 2, cursor: null }).toPromise();
    assert.equal(first.topic.id, topic);
    environment.retain(createOperationDescriptor(documentsQuery, { topic, count: 2, cursor: null }));
    const page = () => environment.lookup(getSelector(fragment, first.topic)).data.documents;
    const titles = () => page().edges.map((edge) => edge.node.title);
    assert.deepEqual(titles(), ['Document 4', 'Document 3']);

    while (page().pageInfo.hasNextPage) {
      const variables = { count: 2, cursor: page().pageInfo.endCursor, id: topic };
      await fetchQuery(environment, paginationQuery, variables).toPromise();
    }
    assert.deepEqual(titles(), [4, 3, 2, 1, 0].map((number) => `Document ${number}`));

    await new Promise((onCompleted, onError) => commitMutation(environment, {
      mutation: renameMutation, variables: { input: { id: topic, name: 'renamed by Relay' } }, onCompleted, onError,
    }));
    assert.equal(environment.getStore().getSource().get(topic).name, 'renamed by Relay');
  },
});
