import Fastify from 'fastify';
import mercurius from 'mercurius';
import { exportPath, load, port, ready, typeDefs } from './community.mjs';

const app = Fastify();
app.register(mercurius, { schema: typeDefs, resolvers: await load(exportPath), jit: 1 });
await app.listen({ port, host: '127.0.0.1' });
ready();
