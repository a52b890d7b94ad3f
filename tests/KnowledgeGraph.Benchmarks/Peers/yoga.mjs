import { createServer } from 'node:http';
import { createSchema, createYoga } from 'graphql-yoga';
import { exportPath, load, port, ready, typeDefs } from './community.mjs';

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers: await load(exportPath) }),
  logging: false,
  graphiql: false,
});
createServer(yoga).listen(port, '127.0.0.1', ready);
