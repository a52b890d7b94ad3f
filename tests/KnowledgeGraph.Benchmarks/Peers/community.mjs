// The community in memory, as a good JavaScript server would hold it: plain objects that refer to each other, lists
// ready in the order in which they are served. Read from the product's own NDJSON export, so that all serve the same.
import { createReadStream, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/**
 * The product's own schema, whole: the peers validate against it and show it as the product does. Dates are strings,
 * since graphql-jit writes built-in scalars only.
 */
export const typeDefs = readFileSync(join(dirname(process.argv[2]), 'schema.graphql'), 'utf8')
  .replace(/: (DateTime|URL)\b/g, ': String');

/** A page of the first items, as every connection here is one. */
function page(all, first) {
  first ??= 20;
  const nodes = first < all.length ? all.slice(0, first) : all;
  return {
    nodes,
    totalCount: all.length,
    pageInfo: {
      hasNextPage: first < all.length,
      hasPreviousPage: false,
      startCursor: nodes.length ? nodes[0].id : null,
      endCursor: nodes.length ? nodes[nodes.length - 1].id : null,
    },
  };
}

const byId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
const newestFirst = (a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : byId(a, b));
const mostDocumentsFirst = (a, b) => b.list.length - a.list.length || byId(a, b);

/** Reads the export and answers the resolvers; what is not among them is a property of its object. */
export async function load(path) {
  const members = new Map();
  const documents = new Map();
  const topics = new Map();
  const edges = [];
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const row = JSON.parse(line);
    if (row.node === 'Member') {
      members.set(row.id, { id: row.id, displayName: row.displayName, joinedAt: row.joinedAt ?? null, list: [] });
    } else if (row.node === 'Document') {
      documents.set(row.id, {
        id: row.id, title: row.title ?? null, format: row.format ?? 'ARTICLE', createdAt: row.createdAt ?? '',
        score: row.score ?? 0, viewCount: row.viewCount ?? 0, authors: [], topics: [], answerList: [],
      });
    } else if (row.node === 'Topic') {
      topics.set(row.id, { id: row.id, name: row.name, list: [] });
    } else if (row.edge === 'AUTHORED' || row.edge === 'ABOUT' || row.edge === 'ANSWERS') {
      edges.push([row.edge, row.from, row.to]);
    }
  }
  for (const [edge, from, to] of edges) {
    if (edge === 'AUTHORED') {
      members.get(from).list.push(documents.get(to));
      documents.get(to).authors.push(members.get(from));
    } else if (edge === 'ANSWERS') {
      documents.get(to).answerList.push(documents.get(from));
    } else if (documents.has(from)) {
      topics.get(to).list.push(documents.get(from));
      documents.get(from).topics.push(topics.get(to));
    }
  }
  for (const member of members.values()) member.list.sort(newestFirst);
  for (const topic of topics.values()) topic.list.sort(newestFirst);
  for (const document of documents.values()) {
    document.authors.sort(byId);
    document.topics.sort(mostDocumentsFirst);
    document.answerList.sort(newestFirst);
  }
  const allDocuments = [...documents.values()].sort(newestFirst);
  const allTopics = [...topics.values()].sort(mostDocumentsFirst);
  return {
    Query: {
      document: (_, { id }) => documents.get(id) ?? null,
      member: (_, { id }) => members.get(id) ?? null,
      topic: (_, { id }) => topics.get(id) ?? null,
      documents: (_, { first }) => page(allDocuments, first),
      topics: (_, { first }) => page(allTopics, first),
    },
    Member: { documents: (member, { first }) => page(member.list, first) },
    Topic: { documents: (topic, { first }) => page(topic.list, first) },
    Document: { answers: (document, { first }) => page(document.answerList, first) },
  };
}

/** The command line of every peer: `node NAME.mjs EXPORT.ndjson PORT`. */
export const [exportPath, port] = [process.argv[2], Number(process.argv[3])];

/** Says that the server can be asked. */
export function ready() {
  console.log('ready');
}
