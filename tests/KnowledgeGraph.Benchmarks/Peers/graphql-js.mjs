// graphql-js over node's own http with nothing around it: parsed and validated once a document, executed by
// graphql-js, or with `jit` as the third argument by graphql-jit.
import { createServer } from 'node:http';
import { execute, parse, validate } from 'graphql';
import { compileQuery } from 'graphql-jit';
import { createSchema } from 'graphql-yoga';
import { exportPath, load, port, ready, typeDefs } from './community.mjs';

const jit = process.argv[4] === 'jit';
const schema = createSchema({ typeDefs, resolvers: await load(exportPath) });
const documents = new Map();

function prepare(query) {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length) return () => JSON.stringify({ errors });
  if (!jit) return (variableValues) => JSON.stringify(execute({ schema, document, variableValues }));
  const compiled = compileQuery(schema, document, undefined, { customJSONSerializer: true });
  return (variables) => compiled.stringify(compiled.query({}, {}, variables ?? {}));
}

createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    let run = documents.get(query);
    if (!run) documents.set(query, (run = prepare(query)));
    const body = run(variables);
    response.writeHead(200, {
      'content-type': 'application/json; charset=utf-8', 'content-length': Buffer.byteLength(body),
    });
    response.end(body);
  });
}).listen(port, '127.0.0.1', ready);
