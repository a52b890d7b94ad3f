// @neo4j/graphql over node's own http: parsed and validated once a document, each request translated to Cypher and
// answered by Neo4j over Bolt. Arguments: Bolt address, password, port.
import { createServer } from 'node:http';
import { Neo4jGraphQL } from '@neo4j/graphql';
import { execute, parse, validate } from 'graphql';
import neo4j from 'neo4j-driver';

const [bolt, password, port] = process.argv.slice(2);
const typeDefs = `
  type Topic @node {
    id: ID!
    name: String!
    documents: [Document!]! @relationship(type: "ABOUT", direction: IN)
  }
  type Document @node {
    id: ID!
    title: String
    createdAt: DateTime
    score: Int
    viewCount: Int
    authors: [Member!]! @relationship(type: "AUTHORED", direction: IN)
    topics: [Topic!]! @relationship(type: "ABOUT", direction: OUT)
  }
  type Member @node {
    id: ID!
    displayName: String!
    documents: [Document!]! @relationship(type: "AUTHORED", direction: OUT)
  }`;

const driver = neo4j.driver(bolt, neo4j.auth.basic('neo4j', password), { maxConnectionPoolSize: 16 });
const schema = await new Neo4jGraphQL({ typeDefs, driver }).getSchema();
const documents = new Map();

function prepare(query) {
  const document = parse(query);
  const errors = validate(schema, document);
  return errors.length
    ? async () => ({ errors })
    : (variableValues) => execute({ schema, document, variableValues, contextValue: { executionContext: driver } });
}

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    let run = documents.get(query);
    if (!run) documents.set(query, (run = prepare(query)));
    const body = JSON.stringify(await run(variables));
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
}).listen(Number(port), '127.0.0.1', () => console.log('ready'));
