// Apollo Client: queries with its normalised cache, fragments, paging, mutations, errors, automatic persisted queries,
// and subscriptions over graphql-ws.
import { createHash } from 'node:crypto';
import { ApolloClient, ApolloLink, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { relayStylePagination } from '@apollo/client/utilities';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { assert, authorization, makeTopic, until } from './check.mjs';

const Topics = gql`
  query Topics($first: Int!, $after: String) {
    topics(first: $first, after: $after) {
      edges { cursor node { ...Name } }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
  fragment Name on Topic { id name }
`;

const client = (endpoint, link) => new ApolloClient({
  link: link ?? new HttpLink({ uri: endpoint, headers: authorization }),
  cache: new InMemoryCache({ typePolicies: { Query: { fields: { topics: relayStylePagination() } } } }),
});

export const apollo = (endpoint) => ({
  async 'apollo: pages of a connection merge in the cache'() {
    const apollo = client(endpoint);
    const query = apollo.watchQuery({ query: Topics, variables: { first: 2 } });
    const seen = [];
    const subscription = query.subscribe(({ data, dataState }) => dataState === 'complete' && seen.push(data));
    await until(() => seen.length > 0, 'the first page');
    const first = seen.at(-1).topics;
    assert.equal(first.edges.length, 2);
    assert.equal(first.pageInfo.hasNextPage, true);
    await query.fetchMore({ variables: { first: 2, after: first.pageInfo.endCursor } });
    await until(() => seen.at(-1).topics.edges.length === 4, 'the second page behind the first');
    assert.equal(new Set(seen.at(-1).topics.edges.map((edge) => edge.node.id)).size, 4);
    subscription.unsubscribe();
    apollo.stop();
  },

  async 'apollo: a mutation updates what a query shows'() {
    const apollo = client(endpoint);
    const id = await makeTopic(endpoint);
    const query = gql`query One($id: ID!) { topic(id: $id) { id name } }`;
    await apollo.query({ query, variables: { id } });
    const { data } = await apollo.mutate({
      mutation: gql`
        mutation Rename($input: UpdateTopicInput!) {
          updateTopic(input: $input) { topic { id name } userErrors { code path } }
        }
      `,
      variables: { input: { id, name: 'renamed by Apollo' } },
    });
    assert.deepEqual(data.updateTopic.userErrors, []);
    const cached = await apollo.query({ query, variables: { id }, fetchPolicy: 'cache-only' });
    assert.equal(cached.data.topic.name, 'renamed by Apollo');
    apollo.stop();
  },

  async 'apollo: errors have codes, partial data stays'() {
    const apollo = client(endpoint);
    const query = gql`{ topics(first: 1) { totalCount } document(id: "document:none") { id } bad: topic(id: "") { id } }`;
    const partial = await apollo.query({
      query: gql`{ topics(first: 1) { totalCount } broken: topic(id: "topic:none") { documents(first: -1) { totalCount } } }`,
      errorPolicy: 'all',
    });
    assert.ok(partial.data.topics.totalCount > 0);
    await assert.rejects(apollo.query({ query: gql`{ topics { nodes { nme } } }` }), (error) => {
      assert.ok(CombinedGraphQLErrors.is(error));
      assert.equal(error.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
      assert.deepEqual(error.errors[0].extensions.suggestions, ['name']);
      return true;
    });
    assert.equal((await apollo.query({ query, errorPolicy: 'all' })).data.document, null);
    apollo.stop();
  },

  async 'apollo: automatic persisted queries, by POST and then by GET'() {
    const methods = [];
    const http = new HttpLink({
      uri: endpoint,
      fetch: (url, options) => { methods.push(options.method); return fetch(url, options); },
    });
    const persisted = new PersistedQueryLink({
      sha256: (text) => createHash('sha256').update(text).digest('hex'), useGETForHashedQueries: true,
    });
    const apollo = client(endpoint, ApolloLink.from([persisted, http]));
    const query = gql`query Persisted { topics(first: 3) { totalCount } }`;
    for (let time = 0; time < 2; time++) {
      const { data } = await apollo.query({ query, fetchPolicy: 'network-only' });
      assert.ok(data.topics.totalCount > 0);
    }
    assert.deepEqual(methods, ['GET', 'POST', 'GET']);
    apollo.stop();
  },

  async 'apollo: a subscription over graphql-ws'() {
    const socket = createClient({ url: endpoint.replace('http', 'ws'), webSocketImpl: WebSocket, lazy: true });
    const apollo = client(endpoint, new GraphQLWsLink(socket));
    const seen = [];
    const subscription = apollo.subscribe({
      query: gql`subscription { changes(kinds: [TOPIC]) { type nodeId node { ... on Topic { name } } } }`,
    }).subscribe(({ data }) => seen.push(data.changes.nodeId));
    let last;
    await until(() => {
      if (!last) last = makeTopic(endpoint).then(() => { last = undefined; });
      return seen.length > 1;
    }, 'two events');
    subscription.unsubscribe();
    await socket.dispose();
    apollo.stop();
  },
});
