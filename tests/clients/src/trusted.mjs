// A deployment that executes trusted documents alone: those that code generation wrote out, asked for by their hashes.
import typed from '../generated/typed/src/typed.js';
import { ask, assert, authorization } from './check.mjs';

const { makeTopic, titlesOf } = typed;

export const trusted = (endpoint) => ({
  async 'codegen: typed documents by their hashes'() {
    assert.equal(await makeTopic(endpoint, 'topic:typed', 'Typed', authorization), 'topic:typed');
    assert.equal(await makeTopic(endpoint, 'topic:typed', 'Typed', authorization), 'NODE_EXISTS');
    assert.deepEqual(await titlesOf(endpoint, { id: 'topic:typed', first: 5 }), []);
  },

  async 'codegen: nothing else is executed'() {
    await assert.rejects(ask(endpoint, '{ __typename }'), /DOCUMENT_NOT_TRUSTED/);
  },
});
